"""Mails: head, body, quoted words, attachments."""

from __future__ import annotations

from text_samples import code, kinds, layer, mail, read, words


def test_head_and_body():
    found = layer(mail())
    assert found.text == (
        "From: Orsolin Vex <vex@ledger.example>\nTo: Maren Tarvik <tarvik@paper.example>\n"
        "Date: Tue, 09 Jul 2024 11:42:05 +0100\nSubject: The fee – and who paid it\n\n"
        "Dear Ms Tarvik,\n\nThe fee was paid."
    )
    assert [p.kind for p in found.passages] == ["header"] * 4 + ["paragraph"] * 2
    info = found.info
    assert (info.title, info.authors) == ("The fee – and who paid it", ("Orsolin Vex",))
    assert info.recipients == ("Maren Tarvik",)
    assert info.date == "2024-07-09T11:42:05+01:00"


def test_a_printed_mail_is_dated_by_when_it_was_sent():
    raw = b"From: Orsolin Vex <v@l.example>\nSent: Wednesday, May 11, 2011 7:48 PM\nSubject: fee\n\nPaid.\n"
    found = layer(raw)
    assert "Sent: Wednesday, May 11, 2011 7:48 PM" in found.text
    assert found.info.date == "Wednesday, May 11, 2011 7:48 PM"


def test_attachments_are_members_with_their_bytes():
    members = read(mail(**{"fees.csv": b"a,b\n1,2\n", "scan.bin": bytes(range(256))})).members
    assert [(m.path, m.content) for m in members] == [
        ("fees.csv", b"a,b\n1,2\n"),
        ("scan.bin", bytes(range(256))),
    ]


def test_a_mail_in_a_mail_is_a_member():
    raw = (
        b"From: a@b.example\nSubject: fwd\nMIME-Version: 1.0\n"
        b"Content-Type: multipart/mixed; boundary=x\n\n--x\nContent-Type: text/plain\n\nSee below.\n"
        b"--x\nContent-Type: message/rfc822\n\n" + mail() + b"\n--x--\n"
    )
    outcome = read(raw)
    assert outcome.layer is not None
    assert "See below." in outcome.layer.text
    assert "The fee was paid" not in outcome.layer.text
    assert outcome.members[0].path.endswith(".eml")
    assert layer(outcome.members[0].content).info.title == "The fee – and who paid it"


def test_quoted_words_have_another_author():
    body = "I disagree.\n\n> The fee was paid.\n> Nobody signed.\n\n-----Original Message-----\nOld words.\n"
    found = kinds(layer(mail(body)))
    assert found["I disagree."] == "paragraph"
    assert found["> The fee was paid."] == "quoted"
    assert found["Old words."] == "quoted"


def test_an_html_body_is_read_where_there_is_no_other():
    raw = (
        b"From: a@b.example\nSubject: x\nContent-Type: text/html; charset=windows-1251\n\n"
        + "<p>Плата внесена.</p><script>no()</script><p>Never &amp; twice.</p>".encode("cp1251")
    )
    found = layer(raw)
    assert words(found, "paragraph") == ["Плата внесена.", "Never & twice."]


def test_the_plain_alternative_is_preferred():
    raw = (
        b"From: a@b.example\nSubject: x\nMIME-Version: 1.0\n"
        b"Content-Type: multipart/alternative; boundary=x\n\n--x\nContent-Type: text/plain\n\nPlain.\n"
        b"--x\nContent-Type: text/html\n\n<p>Rich.</p>\n--x--\n"
    )
    outcome = read(raw)
    assert outcome.layer is not None
    assert "Plain." in outcome.layer.text
    assert "Rich." not in outcome.layer.text
    assert outcome.members == ()


def test_malformed_mails_are_read_in_part_and_said():
    raw = (
        b"From: =?utf-8?b?bad\nTo: \xff\xfe<<>>,,;\nDate: no day\nSubject: \xd1\x82\xe2\x80\n"
        b"Content-Type: multipart/mixed; boundary=gone\n\nno boundary here\n"
    )
    found = layer(raw)
    assert found.notes
    assert found.info.date == "no day"
    found.text.encode("utf-8")


def test_a_broken_charset_does_not_stop_the_mail():
    raw = b'From: a@b.example\nSubject: x\nContent-Type: text/plain; charset="ut\x00f"\n\nPaid \xe2.\n'
    found = layer(raw)
    assert "Paid" in found.text
    assert found.notes


def test_text_behind_the_last_part_is_counted():
    raw = (
        b"From: a@b.example\nSubject: x\nMIME-Version: 1.0\n"
        b"Content-Type: multipart/mixed; boundary=x\n\n--x\n\nHello.\n--x--\nhidden words\n"
    )
    assert any("behind the mail's last part" in note for note in layer(raw).notes)


def test_deeply_nested_parts_do_not_exhaust_the_stack():
    depth = 60
    raw = b"From: a@b.example\nSubject: x\nMIME-Version: 1.0\n"
    for i in range(depth):
        raw += b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (i, i)
    raw += b"Content-Type: text/plain\n\nDeep.\n"
    assert "Deep." in layer(raw).text


def test_a_mail_without_anything_is_refused_or_noted():
    outcome = read(b"Message-ID: <1@b.example>\nReceived: x\nMIME-Version: 1.0\n\n")
    assert outcome.refusal is not None
    assert outcome.refusal.code == "empty"
    assert code(b"\n\n") == "empty"


def test_recipients_behind_a_semicolon_and_without_address_are_kept():
    raw = (
        b"From: Ada Mirel\nTo: Bern Olt <b@olt.example>; Cara Duun <c@olt.example>\n"
        b"Cc: =?utf-8?q?J=C3=B6rg?= Orsk; Lord Velm\nSubject: Fees\nDate: Tue, 18 Nov 2014 09:14:22 +0000\n\nPay.\n"
    )
    found = layer(raw)
    assert "To: Bern Olt <b@olt.example>; Cara Duun <c@olt.example>" in found.text
    assert "Cc: Jörg Orsk; Lord Velm" in found.text
    assert found.info.recipients == ("Bern Olt", "Cara Duun", "Jörg Orsk", "Lord Velm")
    assert any("as it stands" in note for note in found.notes)
