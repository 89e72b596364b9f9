"""The contract of a list shelf, run over every implementation; and of the readers behind it."""

from __future__ import annotations

import dataclasses
import hashlib
import json
from pathlib import Path

import pytest

from dalil.errors import BadList, NewerFormat, NotFound, StorageFailed, Tampered
from dalil.evidence import PartialDate, Precision
from dalil.matching.values import ListEntry, ListName, ListVersion
from dalil.readers.un_xml import UnXml
from dalil.store.lists import ListShelfFolder

ENTRY = ListEntry(
    id="XDi.001",
    type="person",
    names=(ListName("Orlam Vesketai"), ListName("Орлам", "alias", "low")),
    birth_dates=(PartialDate("1961", Precision.YEAR, text="APPROXIMATELY 1961"),),
    countries=("Derbezhan",),
    identifiers=(("Passport", "DB-1", ""),),
    addresses=("1 Quay",),
    programmes=("Inner Sea",),
    listed_on="2020-01-02",
    reasons="Two\nlines",
    rest=(("GENDER[1]", "Male"),),
    place="/A[1], line 1, bytes 0-9",
)


def version(name="2024-06-01", content=b"one", list_id="un", entries=1):
    digest = hashlib.sha256(content).hexdigest()
    return ListVersion(list_id, name, digest, "P", "L", entries, "2024-06-02T00:00:00Z")


@pytest.fixture(params=[ListShelfFolder])
def shelf(request, tmp_path):
    return request.param(tmp_path / "lists")


def test_empty_shelf(shelf):
    assert list(shelf.versions()) == []
    assert shelf.newest("un") is None
    with pytest.raises(NotFound, match="2024-06-01"):
        shelf.entries("un", "2024-06-01")


def test_comes_back_as_it_went(shelf):
    shelf.put(version(), b"one", [ENTRY])
    (held,) = shelf.versions()
    assert dataclasses.replace(held, files=()) == version()
    assert held.files == (("source", held.sha256, 3),)
    assert list(shelf.entries("un", "2024-06-01")) == [ENTRY]
    assert shelf.content("un", "2024-06-01") == b"one"


def test_every_version_stays_in_order_of_its_date(shelf):
    for name in ("2024-06-01", "2023-01-01", "2024-06-01.2"):
        shelf.put(version(name, name.encode()), name.encode(), [ENTRY])
    shelf.put(version(list_id="xx"), b"one", [])
    assert [v.version for v in shelf.versions("un")] == ["2023-01-01", "2024-06-01", "2024-06-01.2"]
    assert shelf.newest("un").version == "2024-06-01.2"
    assert {v.list for v in shelf.versions()} == {"un", "xx"}


def test_again_changes_nothing_and_other_bytes_are_refused(shelf):
    shelf.put(version(), b"one", [ENTRY])
    shelf.put(version(), b"one", [])
    assert list(shelf.entries("un", "2024-06-01")) == [ENTRY]
    with pytest.raises(BadList, match="other bytes"):
        shelf.put(version(content=b"two"), b"two", [ENTRY])


@pytest.mark.parametrize("name", ["../up", "", "a/b", "..", "-x", "a b"])
def test_names_cannot_leave_the_shelf(shelf, name):
    with pytest.raises(BadList):
        shelf.put(version(list_id=name), b"one", [])


@pytest.mark.parametrize("file", ["entries.jsonl", "source/source", "version.json"])
def test_a_changed_file_is_seen(tmp_path: Path, file: str):
    shelf = ListShelfFolder(tmp_path)
    shelf.put(version(), b"one", [ENTRY])
    place = tmp_path / "un" / "2024-06-01" / file
    body = bytearray(place.read_bytes())
    body[0] ^= 1
    place.write_bytes(bytes(body))
    with pytest.raises(Tampered):
        _use(shelf)


def _use(shelf) -> None:
    shelf.versions()
    shelf.entries("un", "2024-06-01")
    shelf.content("un", "2024-06-01")


def test_newer_format_is_refused(tmp_path: Path):
    shelf = ListShelfFolder(tmp_path)
    shelf.put(version(), b"one", [ENTRY])
    place = tmp_path / "un" / "2024-06-01" / "version.json"
    place.write_text(json.dumps(json.loads(place.read_text()) | {"shelf": 3}))
    with pytest.raises(NewerFormat):
        shelf.versions()


def test_a_failure_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    shelf = ListShelfFolder(tmp_path)

    def full(*_args):
        raise OSError("disk full")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(StorageFailed, match="disk full"):
        shelf.put(version(), b"one", [ENTRY])
    assert list(tmp_path.glob("un/*")) == []
    assert list(shelf.versions()) == []


@pytest.mark.parametrize("name", ["consolidated_2018-10-29.xml", "consolidated_2024-11-30.xml"])
def test_real_list_round_trip(shelf, shared: Path, name: str):
    content = (shared / "data/sanctions/un_sc_xml" / name).read_bytes()
    file = UnXml().read(content)
    held = dataclasses.replace(version(file.version, content), entries=len(file.entries))
    shelf.put(held, content, file.entries)
    assert tuple(shelf.entries("un", file.version)) == file.entries


def test_entries_one_by_one_and_by_position(shelf):
    entries = [dataclasses.replace(ENTRY, id=f"XDi.{n}") for n in range(50)]
    shelf.put(version(entries=50), b"one", entries)
    walk = shelf.stream("un", "2024-06-01")
    assert next(walk) == entries[0]
    assert list(walk) == entries[1:]
    assert shelf.at("un", "2024-06-01", [49, 0, 7]) == [entries[49], entries[0], entries[7]]
    for position in (50, -1):
        with pytest.raises(NotFound, match="no entry at position"):
            shelf.at("un", "2024-06-01", [position])


def test_a_version_of_several_files(shelf, tmp_path: Path):
    (tmp_path / "a").write_bytes(b"1")
    (tmp_path / "b").write_bytes(b"2")
    staging = shelf.stage()
    staging.add(ENTRY)
    held = staging.commit(version(), [("a.csv", tmp_path / "a"), ("b.csv", tmp_path / "b")])
    staging.drop()
    assert shelf.versions("un")[0] == held
    assert [name for name, _, _ in held.files] == ["a.csv", "b.csv"]
    assert shelf.source("un", "2024-06-01", "b.csv").read_bytes() == b"2"
    assert shelf.content("un", "2024-06-01") == b"1"
    with pytest.raises(NotFound, match=r"no source file 'c\.csv'"):
        shelf.source("un", "2024-06-01", "c.csv")
    shelf.source("un", "2024-06-01", "b.csv").write_bytes(b"3")
    with pytest.raises(Tampered):
        shelf.source("un", "2024-06-01", "b.csv")


@pytest.mark.parametrize("name", ["../up", "", "a/b", ".."])
def test_files_cannot_leave_the_version(shelf, tmp_path: Path, name: str):
    (tmp_path / "a").write_bytes(b"1")
    staging = shelf.stage()
    with pytest.raises((BadList, StorageFailed)):
        staging.commit(version(), [(name, tmp_path / "a")])
    assert list(shelf.versions()) == []


def test_what_is_staged_and_dropped_leaves_nothing(shelf, tmp_path: Path):
    staging = shelf.stage()
    staging.add(ENTRY)
    assert list(shelf.versions()) == []
    staging.drop()
    staging.drop()
    assert list((tmp_path / "lists" / ".staging").iterdir()) == []


def test_format_one_is_still_read(tmp_path: Path):
    """A version as the first format kept it: one JSON array, fields in full."""
    place = tmp_path / "un" / "2024-06-01"
    place.mkdir(parents=True)
    old = {
        "id": "X",
        "type": "person",
        "names": [{"text": "A", "kind": "primary", "quality": None}],
    }
    old |= {
        "birth_dates": [
            {"value": "1961", "precision": "year", "start": None, "end": None, "text": "c"}
        ]
    }
    old |= {
        "countries": ["D"],
        "identifiers": [["P", "1", ""]],
        "rest": [["G", "M"]],
        "reasons": None,
    }
    body = json.dumps([old]).encode()
    (place / "entries.json").write_bytes(body)
    (place / "source").write_bytes(b"one")
    about = {"format": 1, "list": "un", "version": "2024-06-01", "publisher": "P", "licence": "L"}
    about |= {"sha256": hashlib.sha256(b"one").hexdigest(), "entries": 1, "imported_at": "t"}
    about |= {"entries_sha256": hashlib.sha256(body).hexdigest()}
    (place / "version.json").write_text(json.dumps(about))
    shelf = ListShelfFolder(tmp_path)
    (entry,) = shelf.stream("un", "2024-06-01")
    assert (entry.names[0].text, entry.birth_dates[0].value) == ("A", "1961")
    assert shelf.at("un", "2024-06-01", [0]) == [entry]
    assert shelf.content("un", "2024-06-01") == b"one"
    assert shelf.versions()[0].format == ""
