"""Searchable before it is read; read on after a stop; as a user runs it."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

TEXT = (
    "Port letter {n}\n\nOrdan Veshkul said that the harbour fund paid {n}1 million crowns to Tidewell "
    "Marine. Helge Brannock denied that Mr Veshkul received the money.\n"
)


def dalil(*words: object, home: Path, check: int | None = 0) -> subprocess.CompletedProcess[str]:
    """Run the command line."""
    done = subprocess.run(
        [sys.executable, "-m", "dalil", *map(str, words)],
        capture_output=True, text=True, check=False, env=environment(home),
    )  # fmt: skip
    assert check is None or done.returncode == check, done.stderr
    return done


def environment(home: Path) -> dict[str, str]:
    """One worker, so that a small machine is not made wait."""
    return {**os.environ, "DALIL_HOME": str(home), "DALIL_WORKERS": "1", "DALIL_USER": "Tester"}


@pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL is POSIX's")
def test_documents_are_searchable_before_they_are_read_and_reading_goes_on_after_a_kill(tmp_path):
    papers, case, home = tmp_path / "papers", tmp_path / "case", tmp_path / "home"
    papers.mkdir()
    for number in range(6):
        (papers / f"letter_{number}.txt").write_text(TEXT.format(n=number), encoding="utf-8")
    took = json.loads(
        dalil("ingest", papers, "--case", case, "--no-read", "--json", home=home).stdout
    )
    assert took["ingest"]["read"] == 6
    assert "read" not in took
    found = json.loads(dalil("search", "HARBOUR", "--case", case, "--json", home=home).stdout)
    assert found["documents"]["count"] == 6
    assert not found["documents"]["found"][0]["read"]
    assert found["documents"]["found"][0]["hits"][0]["words"] == "harbour"
    assert dalil("search", "nobody", "--case", case, home=home, check=1).returncode == 1
    assert status(case, home) == (0, 6)

    words = ["read", "--case", str(case), "--first", "letter_4.txt"]
    child = subprocess.Popen(
        [sys.executable, "-m", "dalil", *words], env=environment(home), start_new_session=True,
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    end = time.monotonic() + 120
    while child.poll() is None and status(case, home)[0] == 0 and time.monotonic() < end:
        time.sleep(0.05)
    if child.poll() is None:
        os.killpg(child.pid, signal.SIGKILL)
    child.wait()
    read = status(case, home)[0]
    done = json.loads(dalil("read", "--case", case, "--json", home=home).stdout)
    assert done["read"]["documents"] == 6 - read
    assert status(case, home) == (6, 6)
    assert dalil("verify", case, home=home).returncode == 0
    found = json.loads(dalil("search", "Veshkul", "--case", case, "--json", home=home).stdout)
    assert any(name["name"] == "Ordan Veshkul" for name in found["names"])
    assert found["claims"]["count"] > 0
    assert dalil("read", "--case", case, papers, home=home, check=2).stderr


def status(case: Path, home: Path) -> tuple[int, int]:
    """How far the reading is."""
    told = json.loads(dalil("read", "--case", case, "--status", "--json", home=home).stdout)
    return told["read"], told["readable"]
