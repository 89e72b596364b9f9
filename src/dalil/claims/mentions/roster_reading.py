"""How a printed name in a list is probably to be read: a proposal beside it, never in its place.

"HUGHES, Martin Alan" is proposed as "Martin Alan Hughes"; a name that differs by one letter from one
that the document prints elsewhere is proposed as that one. The roster keeps the name as printed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from dalil.claims.wordlists import words
from dalil.names.fold import fold
from dalil.names.similarity import edits

_LISTED = re.compile(r"(?P<family>[^,]+), (?P<given>[^,]+)")
_SHORTEST = 5


def proposed(name: str, known: Iterable[str] = ()) -> str | None:
    """Propose a reading of a printed name.

    Args:
        name: As printed.
        known: Full names that the document prints elsewhere.

    Returns:
        The reading, or None where it is the printed name.
    """
    reading = _running(" ".join(name.split()))
    for other in sorted({" ".join(one.split()) for one in known}):
        if _one_letter_off(reading, other):
            reading = other
            break
    return reading if reading != name else None


def _running(name: str) -> str:
    """Given name first, capitals only where a name begins, titles left out."""
    if listed := _LISTED.fullmatch(name):
        name = f"{listed['given']} {listed['family']}"
    parts = [
        part for part in name.split() if part.lower().rstrip(".") not in _titles()
    ] or name.split()
    if len(parts) > 1 and parts[0].isupper() and len(parts[0]) > 2 and not parts[-1].isupper():
        parts = [*parts[1:], parts[0]]
    return " ".join(_cased(part) for part in parts)


def _titles() -> frozenset[str]:
    return words("mentions_names", "titles")


def _cased(part: str) -> str:
    if not (part.isupper() and len(part.strip(".")) > 2):
        return part
    return re.sub(r"[^\W\d_]+", lambda m: m.group().capitalize(), part)


def _one_letter_off(name: str, other: str) -> bool:
    """Whether two names of as many words differ by one letter of one long word."""
    left, right = ([fold(word) for word in said.split()] for said in (name, other))
    if len(left) != len(right) or len(left) < 2:
        return False
    if left == right:  # letters that spellings double or drop
        return name.casefold() != other.casefold() and not other.isupper()
    apart = [(a, b) for a, b in zip(left, right, strict=True) if a != b]
    a, b = apart[0]
    return len(apart) == 1 and min(len(a), len(b)) >= _SHORTEST and edits(a, b, 1) == 1
