"""kill -9 between decisions loses nothing that was acknowledged, and the case verifies."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from dalil.casework.verify import verify
from review_samples import make, opened

CHILD = Path(__file__).resolve().parents[1] / "review_child.py"


@pytest.mark.parametrize("after", [2, 9])
def test_a_killed_reviewer_loses_nothing_that_was_told(tmp_path, after):
    folder = tmp_path / "case"
    make(folder)
    child = subprocess.Popen(
        [sys.executable, str(CHILD), str(folder)], stdout=subprocess.PIPE, text=True
    )
    assert child.stdout is not None
    told = [child.stdout.readline().split() for _ in range(after)]
    os.kill(child.pid, signal.SIGKILL)
    told += [line.split() for line in child.stdout.read().splitlines()]
    child.stdout.close()
    child.wait()
    # The last line may be cut: only whole ids were acknowledged.
    wanted = {key for line in told for key in line[2:] if key.startswith("j_") and len(key) == 34}
    assert len(wanted) >= after
    with opened(folder) as case:
        held = {one.id for one in case.store.judgements()}
        assert wanted <= held
        assert case.store.damage() == []
        report = verify(case)
        assert report.holds, report.problems
