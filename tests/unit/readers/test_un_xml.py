"""The UN list reader: every element accounted for, nothing guessed, bad files refused."""

from __future__ import annotations

import time
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

from dalil.errors import BadList
from dalil.readers.un_xml import UnXml, split_names

REAL = ("consolidated_2018-10-29.xml", "consolidated_2024-11-30.xml")
BROKEN = "consolidated_2025-08-16_control_chars.xml"


def test_person_whole(lists):
    entry = UnXml().read(lists.un_list()).entries[0]
    assert (entry.id, entry.type, entry.listed_on) == ("XDi.001", "person", "2020-02-03")
    assert [(n.text, n.kind, n.quality) for n in entry.names] == [
        ("ORLAM VESKETAI", "primary", None),
        ("Орлам Вескетай ؛ أورلام", "original script", None),
        ("Орлам Вескетай", "part of original script", None),
        ("أورلام", "part of original script", None),
        ("Orlan Vesketay (Орлан Вескетай)", "alias", "good"),
        ("Orlan Vesketay", "part of alias", "good"),
        ("Орлан Вескетай", "part of alias", "good"),
        ("Captain O", "alias", "low"),
    ]
    assert [(d.value, d.precision.value, d.text) for d in entry.birth_dates] == [
        ("1961-05-06", "day", "1961-05-06"),
        ("1960", "year", "APPROXIMATELY 1960"),
        ("1958", "year", "BETWEEN 1958 AND 1960"),
        ("1959", "year", "BETWEEN 1958 AND 1960"),
        ("1960", "year", "BETWEEN 1958 AND 1960"),
    ]
    assert entry.countries == ("Derbezhan",)
    assert entry.identifiers == (("Passport", "DB-77", "Derbezhan"),)
    assert entry.addresses == ("1 Quay, Izmer, Derbezhan",)
    assert entry.programmes == ("Inner Sea",)
    assert entry.reasons == "Harbour master & smuggler.\n   Second line."
    rest = dict(entry.rest)
    assert rest["LISTED_ON[1]"] == "2020-02-03-04:00"
    assert rest["INDIVIDUAL_ALIAS[2]/NOTE[1]"] == "at sea"
    assert rest["TITLE[1]/VALUE[1]"] == "Captain"
    assert rest["INDIVIDUAL_DOCUMENT[1]/NOTE[1]"] == "expired"


def test_place_names_the_bytes(lists):
    content = lists.un_list()
    for entry in UnXml().read(content).entries:
        span = entry.place.rsplit(" ", 1)[1].split("-")
        part = content[int(span[0]) : int(span[1])]
        assert part.startswith((b"<INDIVIDUAL>", b"<ENTITY>"))
        assert part.endswith((b"</INDIVIDUAL>", b"</ENTITY>"))
        assert entry.id.encode() in part


def test_unknown_elements_are_reported_and_kept(lists):
    content = lists.un_list(
        people=lists.person(extra="<CRYPTO><WALLET>abc</WALLET></CRYPTO><ODD/>")
    )
    read = UnXml().read(content)
    assert read.unknown == (
        ("INDIVIDUAL/CRYPTO", 1),
        ("INDIVIDUAL/CRYPTO/WALLET", 1),
        ("INDIVIDUAL/ODD", 1),
    )
    assert ("CRYPTO[1]/WALLET[1]", "abc") in read.entries[0].rest
    assert UnXml().read(lists.un_list()).unknown == ()


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Orlam Vesketai", ()),
        ("Orlam; Orlan ; Orlem", ("Orlam", "Orlan", "Orlem")),
        ("Orlam (original script: Орлам)", ("Orlam", "Орлам")),
        ("Орлам (Orlam; Orlan)", ("Орлам", "Orlam", "Orlan")),
        ("Orlam (birth name)", ("Orlam",)),
        ("Orlam, III", ()),
        ("Orlam (fleet", ("Orlam",)),
        ("", ()),
    ],
)
def test_split_names(text, parts):
    assert split_names(text) == parts


def test_control_characters_are_refused_by_place_and_read_only_when_asked(lists):
    content = lists.un_list().replace(b"smuggler", b"smugg\x19ler \xd9 <1C & co")
    with pytest.raises(BadList, match=rf"0x19 at offset {content.index(0x19)} \(line 6, byte"):
        UnXml().read(content)
    read = UnXml().read(content, recover=True)
    assert "smugg\ufffdler \ufffd \ufffd1C \ufffd co" in (read.entries[0].reasons or "")
    assert "4 bytes" in read.notes[0]
    assert read.notes[1] == "entries with replaced characters (1): XDi.001"


@pytest.mark.parametrize("keep", [0.2, 0.5, 0.9, 0.999])
def test_cut_file_is_refused(lists, keep):
    content = lists.un_list()
    for recover in (False, True):
        with pytest.raises(BadList, match="Nothing was imported"):
            UnXml().read(content[: int(len(content) * keep)], recover=recover)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda c: b"", "empty"),
        (lambda c: c + b"\x1a", "0x1A"),
        (lambda c: c.replace(b"CONSOLIDATED_LIST", b"OTHER"), "root element is <OTHER>"),
        (
            lambda c: c.replace(b"dateGenerated='2024-06-01T00:00:00.000Z'", b""),
            "dateGenerated is ''",
        ),
        (lambda c: c.replace(b"XDe.001", b"XDi.001"), "stands 2 times"),
        (lambda c: c.replace(b"</INDIVIDUALS>", b""), "mismatched tag"),
        (
            lambda c: c.replace(
                b"?>\n", b"?>\n<!DOCTYPE x [<!ENTITY a 'b'><!ENTITY c '&a;&a;&a;'>]>\n", 1
            ),
            "document type",
        ),
        (lambda c: c.replace(b"Second line", b"<a>" * 40 + b"</a>" * 40), "nests deeper"),
        (lambda c: c.replace(b"Orlan", "Орлан".encode("cp1251")), "not UTF-8"),
    ],
)
def test_bad_files(lists, change, message):
    with pytest.raises(BadList, match=message):
        UnXml().read(change(lists.un_list()))


def test_utf16_and_other_encodings_read(lists):
    text = lists.un_list().decode()
    wide = text.replace("UTF-8", "UTF-16").encode("utf-16")
    assert UnXml().read(wide).entries[0].names == UnXml().read(lists.un_list()).entries[0].names


@pytest.mark.parametrize("name", REAL)
def test_real_lists_lose_nothing(shared: Path, name: str):
    content = (shared / "data/sanctions/un_sc_xml" / name).read_bytes()
    began = time.perf_counter()
    read = UnXml().read(content)
    assert time.perf_counter() - began < 10
    assert (read.unknown, read.notes) == ((), ())
    assert read.version == name[13:23]
    records = [*ET.fromstring(content).iter("INDIVIDUAL"), *ET.fromstring(content).iter("ENTITY")]
    by_id = {r.findtext("REFERENCE_NUMBER", "").strip(): r for r in records}
    assert len(read.entries) == len(records) == len(by_id)
    for entry in read.entries:
        held = " ".join(_everything(entry).split())
        for node in by_id[entry.id].iter():
            text = " ".join((node.text or "").split())
            if node.tag == "QUALITY":
                text = text.casefold()
            assert text in held, (entry.id, node.tag, text)


def _everything(entry) -> str:
    names = [f"{n.text} {n.quality}" for n in entry.names]
    dates = [d.text for d in entry.birth_dates]
    rest = [text for _, text in entry.rest]
    fields = [entry.id, entry.listed_on or "", entry.reasons or "", *entry.countries]
    return "\n".join([*names, *dates, *rest, *fields, *entry.addresses, *entry.programmes])


def test_real_list_with_control_characters(shared: Path):
    content = (shared / "data/sanctions/un_sc_xml" / BROKEN).read_bytes()
    with pytest.raises(BadList, match=r"Byte 0x19 at offset 2110 \(line 53"):
        UnXml().read(content)
    read = UnXml().read(content, recover=True)
    assert len(read.entries) == content.count(b"<INDIVIDUAL>") + content.count(b"<ENTITY>")
    assert read.unknown == ()
    assert "replaced by U+FFFD" in read.notes[0]
