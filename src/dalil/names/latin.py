"""Latin words as plain letters a to z: the form in which channels and skeletons read them.

Marks fall off, except where they change the sound in every custom (š is sh, ž is zh). Nothing is
folded together: that is the fold's work.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache

from dalil.names.scripts import clean
from dalil.names.tables import MARKED_LETTERS, PLAIN_LETTERS

_SPECIAL = str.maketrans(PLAIN_LETTERS | MARKED_LETTERS)


@lru_cache(maxsize=1 << 15)
def plain(word: str) -> str:
    """Write a Latin word in the letters a to z; whatever else it holds is dropped."""
    text = clean(word).lower()
    if not text.isascii():
        text = unicodedata.normalize("NFD", text.translate(_SPECIAL))
    return "".join(char for char in text if "a" <= char <= "z")
