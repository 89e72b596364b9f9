"""Outlook messages: head, body in three forms, attachments and messages inside."""

from __future__ import annotations

import struct

from text_samples import TABLE, code, kinds, layer, msg_tree, properties, read

from dalil.text.ole_write import write_ole

HTML = b"<html><body><p>The fee was <b>paid</b>.</p></body></html>"
WRAPPED = (
    b"{\\rtf1\\ansi\\fromhtml1 {\\*\\htmltag19 <html>}{\\*\\htmltag64 <p>}\\htmlrtf \\par\\htmlrtf0 "
    b"The fee {\\*\\htmltag84 &amp;}\\htmlrtf &\\htmlrtf0  more.{\\*\\htmltag72 </p>}}"
)


def stored(rtf: bytes) -> bytes:
    return struct.pack("<IIII", len(rtf) + 12, len(rtf), 0x414C454D, 0) + rtf


def test_head_and_body():
    found = layer(write_ole(msg_tree()))
    assert found.text == (
        "From: Orsolin Vex <vex@ledger.example>\nTo: Maren Tarvik <tarvik@paper.example>\n"
        "Date: 2024-07-09T10:42:05Z\nSubject: The fee\n\nThe fee was paid."
    )
    assert kinds(found)["Subject: The fee"] == "header"
    assert found.info.title == "The fee"
    assert found.info.authors == ("Orsolin Vex",)
    assert found.info.recipients == ("Maren Tarvik",)
    assert found.notes == ()


def test_a_web_page_as_body():
    tree = msg_tree("", parts={"__substg1.0_10130102": HTML})
    assert layer(write_ole(tree)).text.endswith("\n\nThe fee was paid.")


def test_packed_rtf_that_wraps_a_page_or_not():
    tree = msg_tree("", parts={"__substg1.0_10090102": stored(WRAPPED)})
    assert layer(write_ole(tree)).text.endswith("\n\nThe fee & more.")
    tree = msg_tree("", parts={"__substg1.0_10090102": stored(b"{\\rtf1 The fee.\\par}")})
    assert layer(write_ole(tree)).text.endswith("\n\nThe fee.\n")


def test_words_of_earlier_messages_are_quoted():
    found = layer(write_ole(msg_tree("Yes.\r\n\r\n> Was it paid?\r\n")))
    assert kinds(found)["> Was it paid?"] == "quoted"


def test_attachments_and_a_message_inside_are_members():
    inner = msg_tree("It was not.", files={"a.txt": b"x"}, header=24)
    outcome = read(write_ole(msg_tree(files={"t.csv": TABLE, "../t.csv": b"2"}, inner=inner)))
    paths = [member.path for member in outcome.members]
    assert paths == ["t.csv", ".._t.csv", "Re: the fee.msg"]
    again = read(outcome.members[2].content, paths[2])
    assert again.layer is not None
    assert "It was not." in again.layer.text
    assert [member.content for member in again.members] == [b"x"]


def test_old_strings_are_read_in_their_code_page():
    tree = msg_tree("")
    tree["__properties_version1.0"] = properties(32, {0x3FFD: (3, struct.pack("<I", 1251))})
    tree["__substg1.0_1000001E"] = "Плата внесена.".encode("cp1251")
    assert "Плата внесена." in layer(write_ole(tree)).text


def test_what_is_missing_is_said():
    tree = msg_tree("", files={"empty.txt": b""})
    tree["__substg1.0_001A001F"] = "IPM.Contact".encode("utf-16-le")
    told = " ".join(layer(write_ole(tree)).notes)
    assert "no text in its body" in told
    assert "'empty.txt' is empty" in told
    assert "IPM.Contact" in told


def test_cut_messages_are_refused_or_read_in_part():
    content = write_ole(msg_tree("x" * 9000))
    assert code(content[:700]) in ("truncated", "unsupported")
    assert code(write_ole({"__properties_version1.0": bytes(32)})) == "empty"
