"""Which common names are forms of one name, and which are two names.

Karim and Karam differ by a letter, as a slip of the pen may, and are two names; Mustafa and Moustapha
are one. The table is learned from lists of name words in many scripts (tools/learn_name_forms.py) and
knows common names only. Of words that it does not hold nothing is said, and of bearers never.
"""

from __future__ import annotations

from functools import cache, lru_cache

from dalil.names.families import table_text
from dalil.names.fold import bare_writings
from dalil.names.latin import plain
from dalil.names.scripts import main_script
from dalil.names.tables import SERBIAN_BARE

_WRITING = "~"
_SERBIAN = str.maketrans(SERBIAN_BARE)
_SERBIAN_ALONE = frozenset("ђћџјљњ")


def forms(word: str) -> tuple[str, ...]:
    """What a word is a form of: groups, writings that join groups, and itself.

    Args:
        word: In the plain letters a to z, or in lower case as it stands where it has others: then
            it is a form of whatever any of its usual writings is (petrović of petrovich and petrovic).

    Returns:
        Names of groups; () for a word that is not a common name. Two words that have none in common
        are two names.
    """
    if word.isascii():
        found = _table().get(word)
        return () if found is None else (f"={word}", *found.split())
    return _of_writings(word)


@lru_cache(maxsize=1 << 15)
def _of_writings(word: str) -> tuple[str, ...]:
    known = ((way, _table().get(way)) for way in dict.fromkeys(_writings(word)))
    told = [(f"={way}", *found.split()) for way, found in known if found is not None]
    return tuple(dict.fromkeys(group for groups in told for group in groups))


def _writings(word: str) -> tuple[str, ...]:
    """A word as tables may hold it: of Latin letters without marks, of Serbian ones also in Latin."""
    if main_script(word) == "Latin":
        return (plain(word), *bare_writings(word))
    if _SERBIAN_ALONE.isdisjoint(word):
        return (word,)
    return (word, word.translate(_SERBIAN), word.replace("ђ", "dj").translate(_SERBIAN))


@lru_cache(maxsize=1 << 16)
def two_names(one: str, other: str) -> bool:
    """Whether two words are both common names and no forms of one name."""
    left, right = forms(one), forms(other)
    return bool(left and right) and set(left).isdisjoint(right)


@lru_cache(maxsize=1 << 16)
def one_name(one: str, other: str) -> bool:
    """Whether two words are listed as forms of one name, not merely written alike in some script."""
    left, right = ({f for f in forms(word) if f[0] != _WRITING} for word in (one, other))
    return not left.isdisjoint(right)


@cache
def _table() -> dict[str, str]:
    from dalil.names.learned.forms import FORMS

    lines = (line.partition("\t") for line in table_text(FORMS).splitlines())
    return {word: told for word, _, told in lines}
