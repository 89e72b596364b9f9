"""Committed generated files are what their generators write today."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

REPO = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize("tool", ["make_reference.py", "make_example.py"])
def test_generated_files_are_current(tool: str):
    """`python tools/<tool> --check` finds nothing to change."""
    done = subprocess.run(
        [sys.executable, str(REPO / "tools" / tool), "--check"],
        capture_output=True,
        text=True,
        check=False,
        cwd=REPO,
    )
    assert done.returncode == 0, done.stderr
