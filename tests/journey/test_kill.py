"""Killed at any moment, a case loses nothing that it acknowledged, and goes on."""

from __future__ import annotations

import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from case_samples import content_of, new_case, reopen, sha
from dalil.casework.verify import verify

TESTS = Path(__file__).resolve().parents[1]
ROUNDS = 10

# The child takes documents in one after the other and says so after each; it never ends by itself.
CHILD = """
import sys
sys.path.append({tests!r})
from pathlib import Path
from case_samples import reopen, take_in
case = reopen(Path({folder!r}), write=True)
print("open", len(case.ledger), flush=True)
number = {first}
while True:
    take_in(case, number)
    print("kept", number, flush=True)
    if number % 5 == 4:
        point = case.ledger.checkpoint()
        print("point", point.size, point.root, flush=True)
    number += 1
"""


def run_and_kill(folder: Path, first: int, seconds: float) -> list[str]:
    """Let a child work for a while after it opened the case, kill it, return what it acknowledged."""
    code = CHILD.format(tests=str(TESTS), folder=str(folder), first=first)
    child = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True)
    assert child.stdout is not None
    begun = child.stdout.readline()
    assert begun.startswith("open"), begun
    time.sleep(seconds)
    child.send_signal(signal.SIGKILL)
    said, _ = child.communicate()
    lines = said.splitlines(keepends=True)
    return [line.strip() for line in lines if line.endswith("\n")]


@pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL is POSIX's")
def test_nothing_acknowledged_is_lost(tmp_path: Path):
    """Ten kills at random moments; after each, the case opens, verifies, and holds what was said."""
    folder = tmp_path / "case"
    new_case(folder).close()
    kept: set[str] = set()
    points: dict[int, str] = {}
    chosen = random.Random()
    first = 0
    for number in range(4 * ROUNDS):
        if number >= ROUNDS and len(kept) > ROUNDS / 2:
            break
        # On a machine that is busy the child comes later to its work: it is left alone for longer.
        for line in run_and_kill(folder, first, chosen.uniform(0.0, 0.25 + number * 0.02)):
            word, *rest = line.split()
            if word == "kept":
                kept.add(sha(content_of(int(rest[0]))))
                first = int(rest[0]) + 1
            else:
                points[int(rest[0])] = rest[1]
        reader = reopen(folder)
        assert verify(reader).holds, verify(reader).problems
        reader.close()
        case = reopen(folder, write=True)
        assert case.store.waiting() == []
        report = verify(case)
        assert report.holds, report.problems
        assert kept <= {exhibit.sha256 for exhibit in case.store.exhibits()}
        assert kept <= case.store.readings_done().keys()
        for size, root in points.items():
            assert case.ledger.root(size).hex() == root
        case.close()
        first += 1  # the document in hand when the child died may be there in part
    assert len(kept) > ROUNDS / 2, "the child was killed before it could do anything"
