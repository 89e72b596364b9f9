"""Base forms of Russian and Ukrainian names that a text declines: Орджумата, Орджумату, Орджуматом.

Rules of endings only, no dictionary: a word may have several base forms, and the word itself is
always one of them. Which of them is meant, the comparison with another name decides.
"""

from __future__ import annotations

from functools import lru_cache

from dalil.names.scripts import main_script
from dalil.names.tables import OBLIQUE

_ENDINGS = sorted(OBLIQUE, key=len, reverse=True)
_SHORTEST_STEM = 3


@lru_cache(maxsize=1 << 14)
def base_forms(word: str) -> tuple[str, ...]:
    """Give the forms that a declined Cyrillic word may go back to, the word itself first.

    Args:
        word: One word in any case; a word in another script has no other form.
    """
    if main_script(word) != "Cyrillic":
        return (word,)
    lower = word.lower()
    forms = {word: None}
    for ending in _ENDINGS:
        stem = word[: len(word) - len(ending)]
        if lower.endswith(ending) and len(stem) >= _SHORTEST_STEM:
            forms |= dict.fromkeys(stem + base for base in OBLIQUE[ending])
    return tuple(forms)
