"""A person in what a file holds packed."""

from __future__ import annotations

import base64
import bz2
import gzip
import io
import lzma
import tarfile
import zipfile
import zlib
from itertools import count
from urllib.parse import quote

import pytest

from dalil.casework.opened import needs_reader, packed_says, parts_of, says
from dalil.casework.ports import Content
from dalil.casework.spellings import Spellings
from dalil.evidence import Member
from dalil.text.port import ReadOutcome

NAMES = Spellings(["Ordan Veshkul", "Ордан Вешкуль"])


def packed(name: str, content: bytes) -> bytes:
    room = io.BytesIO()
    with zipfile.ZipFile(room, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, content)
    return room.getvalue()


def tarred(name: str, content: bytes, form: int = tarfile.PAX_FORMAT) -> bytes:
    room = io.BytesIO()
    with tarfile.open(fileobj=room, mode="w", format=form) as archive:
        head = tarfile.TarInfo(name)
        head.size = len(content)
        archive.addfile(head, io.BytesIO(content))
    return room.getvalue()


def old_tar(name: str, content: bytes) -> bytes:
    """As archives were before POSIX: no mark in the header."""
    made = bytearray(tarred(name, content, tarfile.USTAR_FORMAT))
    made[257:265] = bytes(8)
    made[148:156] = b" " * 8
    made[148:156] = b"%06o\0 " % sum(made[:512])
    return bytes(made)


def mail(words: str) -> bytes:
    body = base64.encodebytes(words.encode())
    return b"Subject: x\nContent-Transfer-Encoding: base64\n\n" + body


def pdf(stream: bytes) -> bytes:
    return (
        b"%PDF-1.7\n1 0 obj\n<< /Type /ObjStm /Filter /FlateDecode >>\nstream\n"
        + zlib.compress(stream)
        + b"\nendstream\nendobj\n"
    )


CORE = b"<cp:lastModifiedBy>Ordan Veshkul</cp:lastModifiedBy>"
SPLIT = b"<w:delText>Ordan Vesh</w:delText></w:r><w:r><w:delText>kul</w:delText>"


@pytest.mark.parametrize(
    "content",
    [
        packed("docProps/core.xml", CORE),
        packed("word/document.xml", SPLIT),
        packed("inner.zip", packed("word/comments.xml", CORE)),
        tarred("a/core.xml", CORE),
        tarred("a/Ordan Veshkul.txt", b"x"),
        old_tar("core.xml", CORE),
        gzip.compress(CORE) + gzip.compress(b"more"),
        gzip.compress(b"more") + gzip.compress(CORE),
        gzip.compress(tarred("core.xml", CORE)),
        bz2.compress(tarred("core.xml", CORE)),
        lzma.compress(tarred("inner.zip", packed("core.xml", CORE))),
        lzma.compress(b"more") + bytes(8) + lzma.compress(CORE),
        gzip.compress(CORE + bytes(9000))[:-8],
        mail("A long letter that tells of many things, and of Ордан Вешкуль too. " * 3),
        b"Subject: =?utf-8?B?" + base64.b64encode("Вешкулю".encode()) + b"?=\n\nx\n",
        b"Content-Transfer-Encoding: quoted-printable\n\nOrdan Vesh=\nkul\n",
        pdf(b"<< /Author (Ordan Veshkul) >>"),
        pdf(b"<< /Author <FEFF" + "Ордан Вешкуль".encode("utf-16-be").hex().encode() + b"> >>"),
        b"%PDF-1.4\n<< /Author (" + b"".join(b"\\%03o" % n for n in b"Ordan Veshkul") + b") >>",
    ],
    ids=map(str, count()),  # a gzip file tells the second in which it was made
)
def test_packed_names_are_found(content):
    assert says(content, NAMES)


@pytest.mark.parametrize(
    "content",
    [
        packed("a.xml", b"<b>Rolf Amsden</b>"),
        mail("A long letter that tells of many things. " * 4),
        pdf(b"<< /Author (Veshkulov) >>"),
        b"PK\x03\x04 broken",
        b"",
    ],
    ids=map(str, count()),
)
def test_others_are_not(content):
    assert not says(content, NAMES)


class Readers:
    """Stands for the bounded readers: an archive of 7z with these members."""

    def __init__(self, *members: Member) -> None:
        self.members, self.asked = members, 0

    def read_all(self, contents):
        for content in contents:
            self.asked += 1
            yield content, ReadOutcome("application/x-7z-compressed", members=self.members)


@pytest.mark.parametrize(
    ("member", "found"),
    [
        (Member("a.txt", b"Ordan Veshkul came."), True),
        (Member("Ordan Veshkul/a.txt", b"x"), True),
        (Member("a.zip", packed("core.xml", CORE)), True),
        (Member("a.txt", b"Rolf Amsden came."), False),
    ],
)
def test_what_only_a_reader_unpacks_is_opened_by_it(member: Member, found: bool):
    archive = b"7z\xbc\xaf\x27\x1c" + bytes(40)
    assert needs_reader(archive)
    assert not needs_reader(b"PK\x03\x04")
    content = Content("a" * 64, "a.7z", lambda: archive)
    readers = Readers(member)
    assert list(packed_says([content], readers, NAMES)) == (["a" * 64] if found else [])
    assert readers.asked == 1


def test_a_bomb_is_unpacked_to_the_bound_alone(monkeypatch):
    monkeypatch.setattr("dalil.casework.opened.LARGEST", 1 << 20)
    bomb = gzip.compress(bytes(8 << 20))
    assert sum(map(len, parts_of(bomb))) <= len(bomb) + (1 << 20)


CODED = Spellings(["Орло Венников", "Zoltán Brímwick", "Orlo Vennick"])


def rtf(letters: str) -> bytes:
    return ("{\\rtf1\\ansi{\\info{\\author " + letters + "}}{\\b text}}").encode("ascii")


@pytest.mark.parametrize(
    "content",
    [
        ('<img alt="' + "".join(f"&#{ord(c)};" for c in "Орло Венников") + '">').encode(),
        ('<img alt="' + "".join(f"&#x{ord(c):x};" for c in "Орло Венников") + '">').encode(),
        b"<!-- Zolt&aacute;n Br&iacute;mwick -->",
        ("<a href='https://x/wiki/" + quote("Орло_Венников") + "'>").encode(),
        b"https://x/Orlo%20Vennick",
        ("filename*=UTF-8''" + quote("Орло Венников.pdf")).encode(),
        ("/" + quote("Орло Венников", encoding="cp1251")).encode(),
        b"<b>Orlo Ven</b>nick",
        "Orlo Ven\u200bnick".encode(),
        "".join(f"\\\\u{ord(c):04x}" for c in "Орло Венников").encode(),
        rtf("".join(f"\\u{ord(c)}?" for c in "Орло Венников")),
        rtf("".join(f"\\'{b:02x}" for b in "Орло Венников".encode("cp1251"))),
        rtf("Orlo {\\b Ven}{\\i nick}"),
        packed("a/page.html", b"<!-- Zolt&aacute;n Br&iacute;mwick -->"),
        packed("x.xml", "".join(f"&#{ord(c)};" for c in "Орло Венников").encode()),
        mail("A letter with <i title='Zolt&aacute;n Br&iacute;mwick'>words</i> and more. "),
        b"%PDF-1.7\n1 0 obj << /A << /URI (https://x/"
        + quote("Орло_Венников").encode()
        + b") >> >>",
    ],
    ids=map(str, count()),
)
def test_names_in_codes_are_found(content):
    assert says(content, CODED)


@pytest.mark.parametrize(
    "content",
    [
        b"<p>Orlo &amp; Co at 60 % of Vennicks&#233; and %41%42</p>",
        rtf("Somebody \\u1054? else"),
        b"%PDF-1.7\n(no link) %41",
        b"<b></b>" * 50,
    ],
    ids=map(str, count()),
)
def test_codes_of_others_are_not(content):
    assert not says(content, CODED)
