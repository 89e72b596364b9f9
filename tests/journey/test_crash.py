"""A short run of the kills and flips whose full numbers benchmarks/crash.py and tamper.py give."""

from __future__ import annotations

import random
import shutil
import sys
from pathlib import Path

import pytest

from case_samples import new_case, reopen, take_in
from crash_rounds import Rounds
from flip_rounds import flip_many


@pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL is POSIX's")
def test_the_real_program_killed(tmp_path: Path):
    """Judgements, erasures and a backup, seven blows: nothing acknowledged is lost, nothing erased returns."""
    rounds = Rounds(tmp_path, random.randrange(2**32))
    rounds.review(3)
    rounds.erase(3)
    rounds.backup()
    tally = rounds.tally
    assert tally.lost == []
    assert tally.unsound == []
    assert tally.kills.total() + tally.ended == 7
    assert tally.kills.total() >= 4


@pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL is POSIX's")
def test_a_comparison_with_a_case_killed(tmp_path: Path):
    """``dalil read --against``: the case is untouched, the result whole or not there, and made again the same."""
    rounds = Rounds(tmp_path, random.randrange(2**32))
    rounds.against(3)
    assert rounds.tally.lost == []
    assert rounds.tally.unsound == []
    assert rounds.tally.kills.total() + rounds.tally.ended == 3


def test_flipped_bits_are_found(tmp_path: Path):
    """A hundred and fifty over vault, ledger and database, read and not read: all of them."""
    folder = tmp_path / "case"
    case = new_case(folder, documents=1)
    case.ledger.checkpoint()
    case.close()
    case = reopen(folder, write=True)
    take_in(case, 1)
    case.close()
    shutil.copytree(folder, tmp_path / "before")
    tally = flip_many(folder, 150, random.randrange(2**32))
    assert tally.missed == []
    assert tally.crashed == []
    assert tally.found == tally.flipped
    assert tally.by_rows["read"] == tally.flipped["read"] > 0, (
        "rows and indexes need no seal of the file"
    )
    assert tally.named.total() == 150
    assert (folder / "case.db").read_bytes() == (tmp_path / "before" / "case.db").read_bytes()
