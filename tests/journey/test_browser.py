"""A real browser opens a dossier: it draws something, runs no script, asks nothing of the network."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.xdist_group("example-case")
FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--hide-scrollbars",
]


@pytest.fixture(scope="module")
def chromium() -> str:
    found = shutil.which("chromium") or shutil.which("chromium-browser")
    if found is None:
        pytest.skip("no Chromium on this machine")
    return found


@pytest.fixture(scope="module")
def dossier(tmp_path_factory) -> Path:
    room = tmp_path_factory.mktemp("browser")
    env = {**os.environ, "DALIL_HOME": str(room / "home"), "CI": "true", "DALIL_WORKERS": "1"}
    words = [sys.executable, "-m", "dalil", "demo", "--case", str(room / "case"), "--json"]
    subprocess.run(words, check=True, capture_output=True, env=env, stdin=subprocess.DEVNULL)
    return next((room / "case" / "exports").glob("*.html"))


def run(chromium: str, room: Path, *words: str) -> bytes:
    profile = f"--user-data-dir={room / 'profile'}"
    done = subprocess.run(
        [chromium, *FLAGS, profile, *words], capture_output=True, check=True, timeout=120
    )
    return done.stdout


@pytest.mark.parametrize("width", [400, 1400])
def test_the_dossier_draws_at_both_widths(chromium, dossier, tmp_path, width):
    picture = tmp_path / "page.png"
    run(
        chromium,
        tmp_path,
        f"--window-size={width},2000",
        f"--screenshot={picture}",
        dossier.as_uri(),
    )
    assert picture.read_bytes().startswith(b"\x89PNG")
    assert picture.stat().st_size > 40_000, "an empty page compresses to less"


def test_the_dossier_prints(chromium, dossier, tmp_path):
    paper = tmp_path / "dossier.pdf"
    run(chromium, tmp_path, "--no-pdf-header-footer", f"--print-to-pdf={paper}", dossier.as_uri())
    import pypdfium2

    with pypdfium2.PdfDocument(paper) as document:
        assert len(document) >= 4
        page = document[0]
        text = page.get_textpage().get_text_range()
    assert "reviewed by a person" in text
    assert "What speaks against the accusations" in text
