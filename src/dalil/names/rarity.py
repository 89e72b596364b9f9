"""How rare a word of a name is, in bits: what it says when two names share it.

Shares of bearers come from a learned table (tools/learn_name_rarity.py names its sources); a word
that is not in it gets its bits from a letter model, so that an unknown word of common shape counts as
less rare than one of strange shape. The sources lean towards persons whom an encyclopaedia names and
towards countries that publish counts: bits order words, they are no census. They say nothing of
whether two bearers are one person.
"""

from __future__ import annotations

import math
from functools import cache, lru_cache

from dalil.names.channel import Lines
from dalil.names.families import latin_letters, unpack
from dalil.names.fold import fold
from dalil.names.reading import readings
from dalil.names.scripts import is_latin

STEPS = 4  # steps to a bit in the table
_LEAST, _MOST = 14.0, 26.0
_BASE, _SLOPE = 9.0, 0.42
_READINGS = 4


@lru_cache(maxsize=1 << 15)
def rarity(token: str) -> float:
    """Give the bits that sharing this word is worth: minus log2 of the share of its bearers.

    Args:
        token: One word of a name in any script; spellings of one name have the same bits.

    Returns:
        About 7 for the commonest names, 14 to 26 for words that no source counts; 0.0 for a word
        without letters.
    """
    spelled = (token,) if is_latin(token) else readings(token, _READINGS)
    keys = [key for key in map(fold, spelled) if key]
    if not keys:
        return 0.0
    seen = [bits for key in keys if (bits := _counted(key)) is not None]
    return min(seen) if seen else _unseen(keys[0])


def _counted(key: str) -> float | None:
    found = _table().find(key)
    return None if found is None else (ord(found) - 33) / STEPS


def _unseen(key: str) -> float:
    letters = "".join(char for char in key.lower() if "a" <= char <= "z")
    bits = -latin_letters().logp(letters) / math.log(2)
    return max(_LEAST, min(_MOST, _BASE + _SLOPE * bits))


@cache
def _table() -> Lines:
    from dalil.names.learned.frequencies import FREQUENCIES

    return unpack(FREQUENCIES)
