"""Mailboxes: each message byte for byte; Apple mails: the mail inside."""

from __future__ import annotations

import pytest
from text_samples import code, emlx, layer, mail, mbox, read

from dalil.errors import Unreadable
from dalil.text.limits import ArchiveBounds
from dalil.text.mbox import MboxReader
from dalil.text.port import Source
from dalil.text.sniff import MBOX


def test_messages_come_out_byte_for_byte_and_are_listed():
    one, two = mail(), mail("It was not.\n\nFrom here on nothing.\n")
    outcome = read(mbox(one, two), "inbox")
    assert [member.content for member in outcome.members] == [one, two]
    assert outcome.layer is not None
    rows = [line.split("\t") for line in outcome.layer.text.split("\n")]
    assert rows[0][0] == "message"
    assert rows[1][3] == "Orsolin Vex <vex@ledger.example>"
    assert rows[2][6] == "taken in"


def test_lines_that_begin_with_from_do_not_part_a_message():
    body = "He wrote:\n\nFrom 2019 to 2021 nothing was paid.\n\n>From then on it was.\n"
    assert len(read(mbox(mail(body)), "inbox").members) == 1


def test_windows_line_ends():
    content = mbox(mail(), mail()).replace(b"\n", b"\r\n")
    assert len(read(content, "inbox").members) == 2


def test_more_messages_than_the_bound_are_left_out_by_name():
    content = mbox(*(mail(str(n)) for n in range(5)))
    outcome = MboxReader(ArchiveBounds(members=3)).read(Source(content, "0" * 64, "inbox", MBOX))
    assert len(outcome.members) == 3
    assert "2 files pass the bounds" in outcome.layer.notes[0]


def test_an_apple_mail_is_read_as_its_mail():
    found = layer(emlx())
    assert found.reader == "emlx/1"
    assert found.text.endswith("The fee was paid.")
    assert "plist" not in found.text
    assert code(emlx()[:150]) == "truncated"


def test_a_mailbox_without_a_whole_separator_is_refused():
    with pytest.raises(Unreadable) as error:
        MboxReader().read(Source(b"From x", "0" * 64, "a.mbox", MBOX))
    assert error.value.reason_code == "empty"
