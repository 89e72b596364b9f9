"""Importing, showing and comparing lists."""

from __future__ import annotations

import dataclasses

import pytest

from dalil.casework.lists import (
    ImportOptions,
    diff_json,
    diff_lists,
    find_version,
    import_json,
    import_list,
    show_lists,
)
from dalil.errors import BadInput, BadList, NotFound
from dalil.matching.values import ListEntry, ListFile, ListName


class Clock:
    def now(self) -> str:
        return "2024-07-01T00:00:00Z"


class Reader:
    """A format in which a file is its date and its entries: ``2024-06-01|a=Name|b=Name``."""

    format = "toy"

    def read(self, content: bytes, *, recover: bool = False) -> ListFile:
        date, *rows = content.decode().split("|")
        entries = [ListEntry(r.split("=")[0], "person", (ListName(r.split("=")[1]),)) for r in rows]
        notes = ("recovered",) if recover else ()
        return ListFile("toy", date, "Publisher", "Licence", tuple(entries), (("X", 1),), notes)


class Shelf:
    def __init__(self):
        self.held = {}

    def versions(self, list_id=None):
        found = [v for v, _, _ in self.held.values() if list_id in (None, v.list)]
        return sorted(found, key=lambda v: (v.list, v.version))

    def newest(self, list_id):
        return (self.versions(list_id) or [None])[-1]

    def put(self, version, content, entries):
        self.held[version.list, version.version] = (version, content, list(entries))

    def entries(self, list_id, version):
        return self.held[list_id, version][2]

    def content(self, list_id, version):
        return self.held[list_id, version][1]


def bring(shelf, text, **options):
    return import_list(Reader(), text.encode(), shelf, Clock(), ImportOptions(**options))


def test_import_and_again():
    shelf = Shelf()
    done = bring(shelf, "2024-06-01|a=Orlam|b=Sirin")
    assert (done.new, done.version.entries, done.version.version) == (True, 2, "2024-06-01")
    assert done.version.imported_at == "2024-07-01T00:00:00Z"
    assert import_json(done)["licence"] == "Licence"
    assert import_json(done)["unknown"] == [{"path": "X", "count": 1}]
    assert not bring(shelf, "2024-06-01|a=Orlam|b=Sirin").new
    assert len(show_lists(shelf)) == 1


def test_second_file_of_a_date_gets_a_number():
    shelf = Shelf()
    bring(shelf, "2024-06-01|a=Orlam")
    assert bring(shelf, "2024-06-01|a=Orlan").version.version == "2024-06-01.2"


def test_a_short_list_is_refused_unless_told():
    shelf = Shelf()
    bring(shelf, "2024-06-01|a=A|b=B|c=C|d=D|e=E")
    assert bring(shelf, "2024-06-02|a=A|b=B|c=C|d=D").new
    with pytest.raises(BadList, match="would vanish"):
        bring(shelf, "2024-06-03|a=A|b=B")
    assert len(show_lists(shelf)) == 2
    assert bring(shelf, "2024-06-03|a=A|b=B", force=True).new
    assert bring(shelf, "2020-01-01|a=A").new, "an older version is history, not a loss"


def test_own_id_and_recover():
    shelf = Shelf()
    done = bring(shelf, "2024-06-01|a=A", list_id="mine", recover=True)
    assert (done.version.list, done.notes) == ("mine", ("recovered",))


def test_find_version():
    shelf = Shelf()
    bring(shelf, "2024-06-01|a=A")
    bring(shelf, "2024-06-02|a=A|b=B")
    assert find_version(shelf, "toy").version == "2024-06-02"
    assert find_version(shelf, "toy@2024-06-01").version == "2024-06-01"
    with pytest.raises(NotFound, match="here are: toy"):
        find_version(shelf, "other")
    with pytest.raises(NotFound, match="2024-06-01, 2024-06-02"):
        find_version(shelf, "toy@1999-01-01")


def test_diff_says_who_and_how():
    shelf = Shelf()
    bring(shelf, "2024-06-01|a=Orlam|b=Sirin|c=Same")
    bring(shelf, "2024-06-02|b=Sirina|c=Same|d=New")
    for left, right in (("toy@2024-06-01", "toy"), ("toy", "toy@2024-06-01")):
        found = diff_json(diff_lists(shelf, left, right))
        assert [e["id"] for e in found["added"]] == ["d"]
        assert [e["id"] for e in found["removed"]] == ["a"]
        (changed,) = found["changed"]
        assert changed["id"] == "b"
        assert changed["changes"] == [
            {"field": "names", "gone": ["Sirin primary"], "come": ["Sirina primary"]}
        ]


def test_diff_of_white_space_is_none_and_of_two_lists_refused():
    shelf = Shelf()
    bring(shelf, "2024-06-01|a=Orlam")
    version, content, (entry,) = shelf.held["toy", "2024-06-01"]
    moved = dataclasses.replace(entry, place="elsewhere", names=(ListName(" Orlam "),))
    shelf.put(dataclasses.replace(version, version="2024-06-02"), content, [moved])
    assert diff_lists(shelf, "toy@2024-06-01", "toy").changed == ()
    bring(shelf, "2024-06-01|a=Orlam2", list_id="other")
    with pytest.raises(BadInput, match="different lists"):
        diff_lists(shelf, "toy", "other")
