"""Every refusal of a kind that is not read names the kind and the way out."""

from __future__ import annotations

import pytest
from text_samples import read, write_ole

from dalil.text.unread import KEPT, way_out


@pytest.mark.parametrize(
    ("content", "kind", "way"),
    [
        (write_ole({"WordDocument": b"x" * 5000}), "an old Word document (DOC)", "save it as DOCX"),
        (write_ole({"PowerPoint Document": b"x"}), "an old PowerPoint presentation (PPT)", "PPTX"),
        (b"!BDN" + bytes(600), "an Outlook mailbox (PST)", "Export the mailbox as MBOX"),
        (b"Rar!\x1a\x07\x01\x00" + bytes(50), "a RAR archive", "Unpack it"),
        (b"BEGIN:VCARD\nFN:Orsolin Vex\nEND:VCARD\n", "an address card (vCard)", "CSV"),
        (b"\x00\x00\x00\x20ftypM4A " + bytes(50), "a sound or film recording", "transcript"),
    ],
)
def test_refusals_name_the_kind_and_the_way_out(content: bytes, kind: str, way: str):
    refusal = read(content).refusal
    assert refusal is not None
    assert refusal.code == "unsupported"
    assert f"This is {kind}, which is not read." in refusal.reason
    assert way in refusal.reason


def test_a_locked_office_document_is_encrypted():
    refusal = read(write_ole({"EncryptedPackage": b"x" * 100, "EncryptionInfo": b"y"})).refusal
    assert refusal is not None
    assert refusal.code == "encrypted"


def test_an_unknown_kind_is_kept():
    assert way_out("application/octet-stream") == KEPT
