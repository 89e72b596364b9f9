"""A file of customers: what is counted, cut and told. Everybody is invented."""

from __future__ import annotations

import csv
from dataclasses import replace
from pathlib import Path

import pytest

from dalil.casework.screen_file import FileJob, Since, screen_file
from dalil.matching.screen import ListIndex
from dalil.matching.values import ListEntry, ListName, ListVersion

OLD = ListVersion("own", "2026-01-01", "a" * 64, "P", "L", 30, "2026-01-01T00:00:00Z")
NEW = replace(OLD, version="2026-02-01", sha256="b" * 64)
NAMESAKES = [
    ListEntry(f"D{n:02}", "person", (ListName("Orlam Vesketai"),), programmes=("A",))
    for n in range(30)
]


class Table:
    """Customers in memory, with a path to be hashed."""

    columns = ("id", "name", "type", "country")

    def __init__(self, path: Path, rows: list[dict[str, str]]) -> None:
        self.path, self._rows = path, rows
        path.write_text(repr(rows), encoding="utf-8")

    def rows(self):
        yield from enumerate(self._rows, 1)


class Pool:
    """Asks lists in this process."""

    def __init__(self, *lists: ListIndex) -> None:
        self.lists = lists

    def screen_all(self, batches, threshold, limit):
        for batch in batches:
            found = [
                [m for one in self.lists for m in one.screen(s, threshold=threshold, limit=limit)]
                for s in batch
            ]
            yield [tuple(sorted(one, key=lambda m: (-m.score, m.entry.id))) for one in found]


def job(folder: Path, *lists: ListIndex, **more) -> FileJob:
    rows = [{"id": "c1", "name": "Orlam Vesketai", "type": "person", "country": "kz"}]
    table = Table(folder / "c.csv", rows)
    versions = tuple(one.version for one in lists)
    return FileJob(table, folder / "h.csv", Pool(*lists), versions, **more)


def told(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize(("limit", "shown"), [(20, 20), (5, 5), (500, 30)])
def test_hits_beyond_the_limit_are_counted_and_told(tmp_path, limit, shown):
    found = screen_file(job(tmp_path, ListIndex(OLD, NAMESAKES), limit=limit))
    rows = told(tmp_path / "h.csv")
    assert len(rows) == shown
    assert {row["of"] for row in rows} == {"30"}
    assert found.counts["hits"] == shown
    assert found.counts.get("beyond", 0) == 30 - shown
    assert found.counts.get("rows_cut", 0) == int(shown < 30)


def test_nothing_is_new_or_cleared_that_stands_as_before(tmp_path):
    """Thirty namesakes changed, half of them so that their scores fall: none went, one came."""
    after = [replace(one, programmes=("B",)) for one in NAMESAKES]
    after[15:] = [replace(one, countries=("Kazakhstan",)) for one in after[15:]]
    came = ListEntry("M1", "person", (ListName("Orlam Vesketai"),))
    fields = {one.id: ("programmes",) for one in NAMESAKES}
    before, now = ListIndex(OLD, NAMESAKES), ListIndex(NEW, [*after, came])
    found = screen_file(job(tmp_path, before, now, since=Since(OLD, NEW, fields)))
    counts = {name: found.counts.get(name, 0) for name in ("new", "changed", "cleared", "beyond")}
    assert counts == {"new": 1, "changed": 30, "cleared": 0, "beyond": 0}
    assert [row["entity_id"] for row in told(tmp_path / "h.csv") if row["change"] == "new"] == [
        "M1"
    ]


def test_an_entry_that_was_known_and_fits_only_now_is_told_as_such(tmp_path):
    other = replace(NAMESAKES[0], names=(ListName("Dauren Sapargali"),))
    before, now = ListIndex(OLD, [other]), ListIndex(NEW, [NAMESAKES[0]])
    since = Since(OLD, NEW, {"D00": ("names",)})
    screen_file(job(tmp_path, before, now, since=since))
    (row,) = told(tmp_path / "h.csv")
    assert row["change"] == "new"
    assert "names" in row["what_changed"]
    assert "no hit before" in row["what_changed"]
