"""A person in what a file holds packed."""

from __future__ import annotations

import base64
import io
import zipfile
import zlib

import pytest

from dalil.casework.opened import says
from dalil.casework.spellings import Spellings

NAMES = Spellings(["Ordan Veshkul", "Ордан Вешкуль"])


def packed(name: str, content: bytes) -> bytes:
    room = io.BytesIO()
    with zipfile.ZipFile(room, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, content)
    return room.getvalue()


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
        mail("A long letter that tells of many things, and of Ордан Вешкуль too. " * 3),
        b"Subject: =?utf-8?B?" + base64.b64encode("Вешкулю".encode()) + b"?=\n\nx\n",
        b"Content-Transfer-Encoding: quoted-printable\n\nOrdan Vesh=\nkul\n",
        pdf(b"<< /Author (Ordan Veshkul) >>"),
        pdf(b"<< /Author <FEFF" + "Ордан Вешкуль".encode("utf-16-be").hex().encode() + b"> >>"),
        b"%PDF-1.4\n<< /Author (" + b"".join(b"\\%03o" % n for n in b"Ordan Veshkul") + b") >>",
    ],
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
)
def test_others_are_not(content):
    assert not says(content, NAMES)
