"""Updating lists: what is new comes in, what is bad replaces nothing, each list for itself."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest

from dalil.casework.list_update import update_json, update_lists
from dalil.casework.lists import Bench
from dalil.errors import BadInput, FetchFailed
from dalil.matching.values import FetchedFile, ListEntry, ListName, ListSummary
from dalil.store.lists import ListShelfFolder


class Clock:
    def now(self) -> str:
        return "2026-11-22T00:00:00Z"


class Reading:
    """A list whose first file is ``2024-06-01|A|B``; other files are only counted."""

    def __init__(self, request):
        self.request = request
        assert request.received == "2026-11-20", "Last-Modified names a list without a date"
        self.date, *self.names = Path(request.files[0]).read_text().split("|")

    def __iter__(self):
        return iter([ListEntry(n, "person", (ListName(n),)) for n in self.names])

    def summary(self):
        return ListSummary(
            self.request.list_id,
            self.date,
            "P",
            "L",
            "toy",
            entries=len(self.names),
            rows=len(self.names),
        )


class Readers:
    def files(self, paths):
        return tuple(paths)

    def open(self, request):
        return Reading(request)


@dataclass
class Known:
    id: str
    addresses: tuple = ()
    format: str = "toy"
    basis: str = "closed"


class Fetcher:
    def __init__(self, folder: Path):
        self.folder, self.kept, self.dropped, self.says = folder, [], [], {}

    def fetch(self, list_id, name, address, *, again=False):
        text = self.says[address]
        if isinstance(text, Exception):
            raise text
        if text is None:
            assert not again
            return FetchedFile(name, address, None)
        path = self.folder / name
        path.write_text(text)
        return FetchedFile(name, address, path, "x", modified="Fri, 20 Nov 2026 10:00:00 GMT")

    def keep(self, list_id, found):
        self.kept.append(list_id)

    def drop(self, found):
        self.dropped.append([one.name for one in found])


KNOWN = {
    "one": Known("one", (("a.csv", "https://x/a"), ("b.csv", "https://x/b"))),
    "two": Known("two", (("c.csv", "https://x/c"),)),
    "closed": Known("closed"),
}
FIVE = "2024-06-01|A|B|C|D|E"


@pytest.fixture
def bench(tmp_path: Path):
    return Bench(Readers(), ListShelfFolder(tmp_path / "lists"), Clock())


@pytest.fixture
def fetcher(tmp_path: Path):
    made = Fetcher(tmp_path)
    made.says = {"https://x/a": FIVE, "https://x/b": "b", "https://x/c": FIVE}
    return made


def test_new_then_nothing_newer(bench, fetcher):
    first, second = update_lists(bench, fetcher, KNOWN, ["one", "two"])
    assert first.done.version.entries == 5
    assert first.done.version.source == "https://x/a, https://x/b"
    assert [name for name, _, _ in first.done.version.files] == ["a.csv", "b.csv"]
    assert second.done is not None
    assert fetcher.kept == ["one", "two"]
    fetcher.says = dict.fromkeys(fetcher.says)
    assert [u.done for u in update_lists(bench, fetcher, KNOWN)] == [None, None]


def test_a_file_that_did_not_change_comes_from_the_shelf(bench, fetcher):
    update_lists(bench, fetcher, KNOWN, ["one"])
    fetcher.says |= {"https://x/a": "2024-06-02|A|B|C|D|F", "https://x/b": None}
    (found,) = update_lists(bench, fetcher, KNOWN, ["one"])
    assert found.done.version.version == "2024-06-02"
    assert bench.shelf.source("one", "2024-06-02", "b.csv").read_text() == "b"


def test_one_that_fails_does_not_stop_the_others(bench, fetcher):
    fetcher.says["https://x/a"] = FetchFailed("no answer")
    first, second = update_lists(bench, fetcher, KNOWN, ["one", "two"])
    assert first.error is not None
    assert second.done is not None
    told = update_json([first, second])
    assert told[0]["error"]["code"] == "fetch_failed"
    assert told[1]["updated"] is True


def test_a_short_list_replaces_nothing_without_being_told(bench, fetcher):
    update_lists(bench, fetcher, KNOWN, ["two"])
    fetcher.says["https://x/c"] = "2024-06-02|A"
    (found,) = update_lists(bench, fetcher, KNOWN, ["two"])
    assert "would vanish" in str(found.error)
    assert fetcher.dropped == [["c.csv"]], "what was refused is fetched anew the next time"
    assert bench.shelf.newest("two").version == "2024-06-01"
    (found,) = update_lists(bench, fetcher, KNOWN, ["two"], accept_shrink=True)
    assert found.done.version.version == "2024-06-02"


def test_what_cannot_be_updated(bench, fetcher):
    with pytest.raises(BadInput, match="No list on the shelf"):
        update_lists(bench, fetcher, KNOWN)
    with pytest.raises(BadInput, match="no known list"):
        update_lists(bench, fetcher, KNOWN, ["other"])
    with pytest.raises(BadInput, match="no address: closed"):
        update_lists(bench, fetcher, KNOWN, ["closed"])
