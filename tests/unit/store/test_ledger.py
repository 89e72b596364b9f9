"""A page of the ledger, without walking through what stands before it."""

from __future__ import annotations

import shutil

import pytest

from dalil.errors import Tampered
from dalil.store import ledger as ledgers
from dalil.store.clock import SystemClock
from dalil.store.ledger import FileLedger

ENTRIES = 40


@pytest.fixture
def ledger(tmp_path, monkeypatch):
    """A ledger of 41 entries whose lines are remembered by sevens."""
    monkeypatch.setattr(ledgers, "_STRIDE", 7)
    made = FileLedger.create(tmp_path / "ledger", SystemClock())
    made.append([("mark", {"n": number}) for number in range(ENTRIES)])
    return made


@pytest.mark.parametrize("first", [0, 1, 6, 7, 8, 34, 35, 40])
@pytest.mark.parametrize("count", [1, 7, 9, 100])
def test_a_part_is_what_the_whole_holds_there(ledger, first, count):
    assert ledger.part(first, count) == list(ledger.entries())[first : first + count]


def test_parts_in_any_order(ledger):
    whole = list(ledger.entries())
    for first in (38, 3, 20, 0, 40):
        assert ledger.part(first, 2) == whole[first : first + 2]
    assert ledger.part(41, 5) == ledger.part(-1, 5) == ledger.part(4, 0) == []


def test_a_ledger_that_grows_or_is_written_anew_is_followed(ledger, tmp_path):
    reader = FileLedger(tmp_path / "ledger", SystemClock(), write=False)
    assert len(reader.part(30, 99)) == 11
    ledger.append([("mark", {"n": 99})])
    assert reader.part(41, 9)[0].body == {"n": 99}
    ledger.erase(range(1, 20))
    assert [entry.body for entry in reader.part(18, 3)] == [None, None, {"n": 19}]


def test_a_line_that_was_changed_is_told(ledger, tmp_path):
    path = tmp_path / "ledger" / "entries.jsonl"
    content = path.read_bytes()
    beside = path.with_name("beside")
    beside.write_bytes(content.replace(b'{"n":30}', b'{"n":31}', 1).replace(b'"at"', b'"xt"'))
    shutil.move(beside, path)
    with pytest.raises(Tampered):
        ledger.part(30, 5)
