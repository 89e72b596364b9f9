"""What speaks against two agreeing full names being one person's: asked where it may be a slip.

Father and son, a man and a woman, two brothers share a family name and often more. What both names
write out and write otherwise (a second given name, a patronymic, the marks of a letter), what is
said of the generation, of the sex and of the day of birth keeps two people apart. What only one of
them says contradicts nothing. Nothing is joined here.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations

from dalil.claims.resolve.profiles import Person
from dalil.names.edits import edits
from dalil.names.fold import fold, words
from dalil.names.forms import two_names
from dalil.names.marks import marked_apart, written_marked
from dalil.names.nicknames import related
from dalil.names.parts import is_initial, patronymic_base, patronymic_stem
from dalil.names.similarity import How, compare, spelling
from dalil.names.syllables import by_syllables
from dalil.names.tables import PARTICLES

_ONE = frozenset({How.SAME, How.MARKS, How.READING, How.ANOTHER_READING, How.DECLINED})
_AGREES, _NEAR, _APART = 2, 1, 0
_ALIKE, _LIKELY = 0.9, 0.75
_MOST_HELD = 12
_DAY = 10  # characters of a whole date


@dataclass(frozen=True, slots=True)
class Contrast:
    """What contradicts in two full names that agree.

    Attributes:
        rule: Under which it is judged.
        reason: In words.
        sure: Whether it keeps the two apart; else a person is asked.
    """

    rule: str
    reason: str
    sure: bool


def contrast(one: Person, other: Person) -> Contrast | None:
    """Say what contradicts in two full names that agree in first given and family name.

    Returns:
        The gravest contradiction; None where nothing speaks against one person.
    """
    if more := _syllable_more(one, other):
        return more
    if not (_says_more(one) and _says_more(other)):
        return None
    found = [
        told
        for told in (_sexes(one, other), _generations(one, other), _births(one, other))
        if told is not None
    ]
    found += filter(None, (_fathers(one, other) or _second_names(one, other), _marks(one, other)))
    return next((told for told in found if told.sure), found[0] if found else None)


def contradict_each_other(found: Sequence[Person]) -> bool:
    """Whether among these are two who cannot be one person, or may not be."""
    telling = [one for one in found if _says_more(one)][:_MOST_HELD]
    return any(contrast(one, other) for one, other in combinations(telling, 2))


def _says_more(one: Person) -> bool:
    """Whether a name says more than a given and a family name in plain letters."""
    told = one.patronymic or one.sex or one.generation or one.births or len(one.name.given) > 1
    return bool(told) or not one.spelling.text.isascii()


def _sexes(one: Person, other: Person) -> Contrast | None:
    if one.sex and other.sex and one.sex != other.sex:
        both = f"{one.spelling.text!r} and {other.spelling.text!r}"
        return Contrast("sex", f"{both}: a man's name and a woman's", sure=True)
    return None


def _generations(one: Person, other: Person) -> Contrast | None:
    if one.generation and other.generation and one.generation != other.generation:
        both = f"{one.spelling.text!r} and {other.spelling.text!r}"
        return Contrast("generation", f"{both} state different generations", sure=True)
    return None


def _births(one: Person, other: Person) -> Contrast | None:
    """Dates of birth that the documents tell: a slip of one digit, or of the year alone, is asked."""
    pairs = [(a, b) for a in sorted(one.births) for b in sorted(other.births)]
    if not pairs or any(a.startswith(b) or b.startswith(a) for a, b in pairs):
        return None
    left, right = (" or ".join(sorted(person.births)) for person in (one, other))
    slip = any(_may_be_slip(a, b) for a, b in pairs)
    return Contrast("birth", f"born {left} and born {right}, as the documents say", sure=not slip)


def _may_be_slip(one: str, other: str) -> bool:
    if min(len(one), len(other)) < _DAY:
        return True  # of years and months alone one may have been read or told wrong
    turned = f"{other[:4]}-{other[8:10]}-{other[5:7]}"
    return one == turned or edits(one, other, 1) == 1


def _fathers(one: Person, other: Person) -> Contrast | None:
    """Patronymics by the father's name: all share their endings."""
    if not (one.name.patronymic and other.name.patronymic) or one.patronymic == other.patronymic:
        return None
    left, right = one.name.patronymic[0], other.name.patronymic[0]
    told = _meet(_father(left), _father(right))
    if told == _AGREES:
        return None
    reason = f"patronymics {left} and {right} contradict each other"
    return Contrast("patronymic", reason, sure=told == _APART)


def _father(patronymic: str) -> str:
    base = patronymic_base(patronymic) or patronymic
    return patronymic_stem(base) or base


def _second_names(one: Person, other: Person) -> Contrast | None:
    """Second given names: of the shorter row each must be one of the other's, or its initial."""
    rows = sorted((_later(one), _later(other)), key=len)
    if not rows[0]:
        return None
    told = min(max(_meet(word, against) for against in rows[1]) for word in rows[0])
    if told == _AGREES:
        return None
    left, right = (" ".join(person.name.given[1:]) for person in (one, other))
    reason = f"second given names {left} and {right} contradict each other"
    return Contrast("patronymic", reason, sure=told == _APART)


def _later(one: Person) -> list[str]:
    parts = (part for name in one.name.given[1:] for part in (words(name) or (name,)))
    return [word for word in parts if word.lower() not in PARTICLES]


def _meet(one: str, other: str) -> int:
    """Whether two words written in names are one, may be one, or are two."""
    left, right = fold(one), fold(other)
    if is_initial(one) or is_initial(other):
        return _AGREES if left[:1] == right[:1] else _APART
    if left == right or related(one, other):
        return _NEAR if marked_apart(one.lower(), other.lower()) else _AGREES
    met = compare(spelling(one), spelling(other))
    if met.how in _ONE:
        return _AGREES
    if two_names(left, right):
        return _APART
    return _AGREES if met.value >= _ALIKE else _NEAR if met.value >= _LIKELY else _APART


def _syllable_more(one: Person, other: Person) -> Contrast | None:
    """A word more in a name written syllable by syllable: each syllable is a name there."""
    if len(one.name.given) == len(other.name.given):
        return None
    left, right = (_words(person) for person in (one, other))
    if len(left) == len(right) or not (by_syllables(left) and by_syllables(right)):
        return None
    both = f"{one.spelling.text!r} and {other.spelling.text!r}"
    return Contrast("syllables", f"{both}: a syllable more may be another name", sure=False)


def _marks(one: Person, other: Person) -> Contrast | None:
    """Marks that both names write and write otherwise: Hùng and Hưng are two names."""
    left, right = (_words(person) for person in (one, other))
    if len(left) != len(right):
        return None
    both = written_marked(one.spelling.text) and written_marked(other.spelling.text)
    for own, against in zip(left, right, strict=True):
        if marked_apart(own, against) or (both and own != against and fold(own) == fold(against)):
            reason = f"{own} and {against} differ in marks that both names bear"
            return Contrast("marks", reason, sure=False)
    return None


def _words(one: Person) -> list[str]:
    name = one.name
    parts: Iterable[str] = (*name.given, *name.patronymic, *name.family)
    return sorted((word.lower() for part in parts for word in words(part)), key=fold)
