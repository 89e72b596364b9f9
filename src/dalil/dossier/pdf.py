"""The dossier as PDF: its HTML page printed by a browser that is installed on this machine.

The page is Dalil's own and self-contained; the browser is given no profile, no extension and no network to
look for. Dates that the browser writes into the file are taken out, so that the same dossier gives the
same bytes with the same browser. No PDF is made where there is none: Word and HTML need nothing.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import tempfile
from pathlib import Path

from dalil.errors import BadConfig, ChildFailed

BROWSERS = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "microsoft-edge",
    "chrome",
    "msedge",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
)
PLACES = ("/usr/bin", "/usr/local/bin", "/opt/homebrew/bin", "/snap/bin", "/opt/google/chrome",
    "C:\\Program Files\\Google\\Chrome\\Application", "C:\\Program Files (x86)\\Microsoft\\Edge\\Application")  # fmt: skip
"""Where a browser is looked for: never in a place that the environment names."""
SECONDS = 180
_FLAGS = (
    "--headless", "--disable-gpu", "--no-first-run", "--disable-extensions", "--disable-sync",
    "--disable-background-networking", "--disable-component-update", "--disable-quic",
    "--host-resolver-rules=MAP * ~NOTFOUND", "--no-pdf-header-footer",
)  # fmt: skip
_DATE = re.compile(rb"/(CreationDate|ModDate) ?\(D:[^)]*\)")


def find_browser(setting: str = "") -> str:
    """The browser that prints.

    Args:
        setting: A program that the user names; "" looks for the usual ones.

    Raises:
        BadConfig: There is none.
    """
    for name in (setting,) if setting else BROWSERS:
        if found := shutil.which(name, path=os.pathsep.join(PLACES)):
            return found
    missing = repr(setting) if setting else "no Chromium, Chrome or Edge"
    raise BadConfig(
        f"A PDF is printed by a browser, but {missing} was found on this machine.",
        "Install one (Debian: chromium) or set DALIL_BROWSER; or write .docx or .html and print that.",
    )


def render(page: bytes, browser: str) -> bytes:
    """Print an HTML page.

    The browser's own sandbox is left out only for root, as whom it cannot start.

    Args:
        page: The dossier as :mod:`dalil.dossier.html` renders it.
        browser: Path of a Chromium-like browser.

    Returns:
        A PDF (A4, tagged) without dates of its making.

    Raises:
        ChildFailed: The browser made none.
    """
    with tempfile.TemporaryDirectory(prefix="dalil-print-") as folder:
        room = Path(folder)
        source, target = room / "dossier.html", room / "dossier.pdf"
        source.write_bytes(page)
        words = [browser, *_FLAGS, f"--user-data-dir={room / 'profile'}"]
        if getattr(os, "geteuid", lambda: 1)() == 0:
            words.append("--no-sandbox")
        words += [f"--print-to-pdf={target}", source.as_uri()]
        try:
            done = subprocess.run(words, capture_output=True, timeout=SECONDS, check=False)
        except (OSError, subprocess.TimeoutExpired) as error:
            raise ChildFailed(f"{browser} did not print the dossier: {error}.") from error
        if not target.is_file():
            told = done.stderr.decode("utf-8", "replace").strip().splitlines()[-1:]
            raise ChildFailed(f"{browser} did not print the dossier: {' '.join(told)[:300]}.")
        return _DATE.sub(_undated, target.read_bytes())


def _undated(match: re.Match[bytes]) -> bytes:
    """The same number of bytes, so that the places in the file stay right."""
    whole = match.group()
    start = whole.index(b"D:") + 2
    return whole[:start] + re.sub(rb"\d", b"0", whole[start:])
