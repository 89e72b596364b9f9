"""How the index cuts names into words and reads a word in Latin letters: the rooms' own functions.

Only what depends on the word alone stands here, so that the index reads each distinct word once.
"""

from __future__ import annotations

from functools import lru_cache

from dalil.names.fold import fold, folds, words

MOST_READINGS = 8
LONGEST_WORD = 63


def cut(name: str) -> tuple[str, ...]:
    """The words of a name, as matching cuts them."""
    return words(name)


@lru_cache(maxsize=1 << 16)
def read_word(word: str) -> tuple[bytes, ...]:
    """Folded readings of one word as bytes, the likeliest first; empty for a word without letters."""
    first = fold(word)
    found = dict.fromkeys([first, *sorted(folds(word))])
    return tuple(key.encode("utf-8")[:LONGEST_WORD] for key in found if key)[:MOST_READINGS]
