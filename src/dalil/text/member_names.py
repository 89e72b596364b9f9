"""Names of files inside archives: which letters their bytes mean, and a path that can do no harm.

Old archivers stored names in the code page of the machine that packed them and did not say which.
It is guessed from the letters that each would give, and said. A path never leaves the archive: what
points upwards or to the root of a disk is cut to what lies below, and said too.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

MAX_PATH = 1000
"""Longest path in characters; a longer one keeps its end, where the file name stands."""
_CONTROLS = re.compile(r"[\x00-\x1f\x7f\u202a-\u202e\u2066-\u2069\u200e\u200f]")
_DRIVE = re.compile(r"^[A-Za-z]:")
_PAGES = ("cp866", "cp1251")


def guess_encoding(names: Iterable[bytes]) -> str:
    """The encoding that fits all names of an archive: UTF-8, cp866, cp1251, else cp437."""
    joined = b"\n".join(name for name in names if not name.isascii())
    try:
        joined.decode("utf-8")
        return "utf-8"
    except UnicodeDecodeError:
        pass
    high = sum(byte > 0x7F for byte in joined)
    latin = sum(65 <= byte & 0xDF <= 90 for byte in joined if byte < 0x80)
    if high * 3 < latin:
        return "cp437"  # accents here and there: a Western language
    shares = {page: _cyrillic(joined.decode(page, "replace"), high) for page in _PAGES}
    best = max(_PAGES, key=lambda page: shares[page])
    return best if shares[best] > 0.8 else "cp437"


def _cyrillic(text: str, high: int) -> float:
    """Share of Cyrillic letters, capitals inside words counted against."""
    letters = sum("а" <= letter.lower() <= "я" or letter in "ёЁ" for letter in text)
    odd = len(re.findall(r"(?<=[а-яё])[А-ЯЁ]", text))
    return (letters - 2 * odd) / max(high, 1)


def safe_path(stored: str) -> str:
    """A path below the archive: no root, no drive, no ``..``, no control or direction signs."""
    words = _CONTROLS.sub("_", stored.replace("\\", "/"))
    words = words.encode("utf-8", "replace").decode("utf-8")
    parts = [part for part in _DRIVE.sub("", words).split("/") if part not in ("", ".", "..")]
    return "/".join(parts)[-MAX_PATH:].lstrip("/") or "unnamed"


def apart(path: str, taken: Iterable[str]) -> str:
    """The path, or the path with a number before its ending, so that no two members share one."""
    known = taken if isinstance(taken, (set, frozenset, dict)) else set(taken)
    if path not in known:
        return path
    stem, dot, ending = path.rpartition(".")
    if not dot or "/" in ending:
        stem, dot, ending = path, "", ""
    count = 2
    while f"{stem} ({count}){dot}{ending}" in known:
        count += 1
    return f"{stem} ({count}){dot}{ending}"
