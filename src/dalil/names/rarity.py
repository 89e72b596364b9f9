"""How rare a word of a name is, in bits: what it says when two names share it.

Shares of bearers come from a learned table (tools/learn_name_rarity.py names its sources); a word
that is not in it gets its bits from a letter model, so that an unknown word of common shape counts as
less rare than one of strange shape. The sources lean towards persons whom an encyclopaedia names and
towards countries that publish counts: bits order words, they are no census. They say nothing of
whether two bearers are one person.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from functools import cache, lru_cache
from itertools import islice

from dalil.names.families import latin_letters, table_text
from dalil.names.fold import fold_all
from dalil.names.reading import readings
from dalil.names.scripts import main_script
from dalil.names.translit import ALPHABETS
from dalil.names.translit import readings as ruled

_NOT_LETTERS = re.compile(r"[^a-z]+")
STEPS = 4  # steps to a bit in the table
_LEAST, _MOST = 14.0, 26.0
_BASE, _SLOPE = 9.0, 0.42
_READINGS, _LONGEST = 4, 32


@lru_cache(maxsize=1 << 15)
def rarity(token: str) -> float:
    """Give the bits that sharing this word is worth: minus log2 of the share of its bearers.

    A word of an alphabet is read by the tables of letters alone: what a channel has learned of its
    language costs a thousand times as much and finds a counted name for three words in a thousand.

    Args:
        token: One word of a name in any script; spellings of one name have the same bits.

    Returns:
        About 7 for the commonest names, 14 to 26 for words that no source counts; 0.0 for a word
        without letters.
    """
    return rarity_all((token,))[0]


def rarity_all(tokens: Sequence[str], keys_of: Sequence[str] = ()) -> list[float]:
    """Give the bits of many words at once, as :func:`rarity` does of one.

    Args:
        tokens: Words.
        keys_of: What each Latin one folds to, where that is known already; else "".
    """
    known = keys_of or [""] * len(tokens)
    spelled = [() if key else _spelled(token) for token, key in zip(tokens, known, strict=True)]
    folded = iter(fold_all([way for ways in spelled for way in ways]))
    counted, found = _counted(), []
    for ways, own in zip(spelled, known, strict=True):
        keys = [own] if own else [key for key in islice(folded, len(ways)) if key]
        seen = [bits for key in keys if (bits := counted.get(key)) is not None]
        found.append(min(seen) if seen else _unseen(keys[0]) if keys else 0.0)
    return found


def _spelled(token: str) -> tuple[str, ...]:
    script = main_script(token)
    if script == "Latin":
        return (token,)
    return (ruled if script in ALPHABETS else readings)(token.lower()[:_LONGEST], _READINGS)


def _unseen(key: str) -> float:
    letters = _NOT_LETTERS.sub("", key.lower())
    bits = -latin_letters().logp(letters) / math.log(2)
    return max(_LEAST, min(_MOST, _BASE + _SLOPE * bits))


@cache
def _counted() -> dict[str, float]:
    from dalil.names.learned.frequencies import FREQUENCIES

    lines = (line.partition("\t") for line in table_text(FREQUENCIES).splitlines())
    return {key: (ord(code) - 33) / STEPS for key, _, code in lines}
