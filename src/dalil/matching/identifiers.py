"""Numbers of documents and registers: which are of one kind, what a number in common is worth.

A kind is told by its printed words, a number's own leading letters among them (``IMO 9074729``).
Numbers of states are unique inside their state only; fillers (``UNKNOWN``, ``00000``) and short
numbers tell nobody apart. Whatever is found is said: a number in common hides no other one that is
contradicted. What is shared is worth something by hand, learned from nothing. No number is checked
against a register or its check digit, and the names are not looked at.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from dalil.matching.identifier_kinds import (
    GENERAL,
    IN_NUMBER,
    KINDS,
    LEADING,
    PHRASES,
    WHOLLY,
    Scheme,
)
from dalil.names.scripts import clean

SHARED_STRONG, SHARED_OTHER, SHARED_WEAK = 9.0, 4.0, 1.5
CONTRADICTED_STRONG, CONTRADICTED_OTHER = -3.0, -0.4
LEAST = 5
"""Letters and digits from which an equal number says anything."""
TELLING = 7
"""Letters and digits from which a number tells parties apart without its kind or country."""
_FEW_SIGNS = 2
_NOT_ALNUM = re.compile(r"[\W_]+")
_CAMEL = re.compile(r"(?<=[a-zа-яё])(?=[A-ZА-ЯЁ])")
_SINGLES = re.compile(r"\b(\w)(?:\s(\w)\b)+")
_BIC = re.compile(r"[A-Z]{6}[A-Z0-9]{2}(?:[A-Z0-9]{3})?")
_ASCENDING = "01234567890123456789"

Printed = tuple[str, str, str]
"""Kind, number and country, as a list or customer gives them."""


@dataclass(frozen=True, slots=True)
class Number:
    """One identifier, read.

    Attributes:
        scheme: Of what kind; None where the kind is not known.
        general: The kind says no more than that this is a number of somebody.
        key: The number without signs, in capitals, without a leading kind.
        land: ISO code of the state that gave it, or "".
        shown: As printed.
    """

    scheme: Scheme | None
    general: bool
    key: str
    land: str
    shown: str


@dataclass(frozen=True, slots=True)
class Said:
    """What numbers say.

    Attributes:
        change: Added to the log-odds.
        why: One line naming the numbers.
        decides: A number that names one party is shared, and no other one contradicts it.
        shows: What is shared is to be shown to a person, whatever the names.
    """

    change: float
    why: str
    decides: bool = False
    shows: bool = False


def compare_numbers(
    left: Sequence[Printed], right: Sequence[Printed], land_of: Callable[[str], str]
) -> tuple[Said, ...]:
    """Everything that the numbers of two records say of each other; () where nothing.

    Args:
        left: Of one record.
        right: Of the other.
        land_of: Gives the ISO code of a country as printed; "" for what is none.
    """
    ours, theirs = ([read(one, land_of) for one in side] for side in (left, right))
    shared = [found for a in ours for b in theirs if (found := _shared(a, b)) is not None]
    best = max(shared, key=lambda found: found.change, default=None)
    against = _contradicted(ours, theirs)
    if best is None:
        return against
    if best.decides and any(found.change <= CONTRADICTED_STRONG for found in against):
        best = Said(best.change, f"{best.why}, though another is contradicted", shows=True)
    return (best, *against)


def number_key(number: str) -> str:
    """A number by which entries are found: no signs, capitals, no leading kind; "" where too short."""
    key = _split(number)[1]
    return key if len(key) >= LEAST else ""


def leading_kind(text: str, pattern: re.Pattern[str] = LEADING) -> tuple[str, str]:
    """The kind that stands before a number without a colon, and the number: ``IMO 9074729``.

    Args:
        text: As a person wrote it.
        pattern: What may stand there.

    Returns:
        "" and the text where no known kind stands there.
    """
    found = pattern.match(text)
    if found is None or not _is_number(text[found.end() :]):
        return "", text
    return " ".join(found.group().strip(" .:#№-").split()), text[found.end() :].strip()


def read(found: Printed, land_of: Callable[[str], str]) -> Number:
    """An identifier as it is compared; the kind in the number itself is the more exact one."""
    kind, number, country = found
    own, key = _split(number)
    scheme = scheme_of(own) or scheme_of(kind)
    shown = " ".join(filter(None, (kind, number, country)))
    return Number(scheme, _is_general(kind), key, land_of(country) if country else "", shown)


@lru_cache(maxsize=1 << 12)
def scheme_of(kind: str) -> Scheme | None:
    """Of what kind a number is, by whole words of its printed kind; None where they say nothing."""
    words = _words(kind)
    if whole := WHOLLY.get("".join(words)):
        return KINDS[whole]
    text = f" {' '.join(words)} "
    return next((KINDS[name] for phrase, name in PHRASES if f" {phrase} " in text), None)


def _is_general(kind: str) -> bool:
    return all(word in GENERAL for word in _words(kind))


@lru_cache(maxsize=1 << 12)
def _words(kind: str) -> tuple[str, ...]:
    """Words of a kind in lower case; letters with signs between them (D-U-N-S, C.U.I.T.) are one."""
    text = _NOT_ALNUM.sub(" ", _CAMEL.sub(" ", clean(kind))).lower().strip()
    return tuple(_SINGLES.sub(lambda met: met.group().replace(" ", ""), text).split())


def _split(number: str) -> tuple[str, str]:
    kind, rest = leading_kind(clean(number), IN_NUMBER)
    return kind, _NOT_ALNUM.sub("", rest).upper()


def _is_number(text: str) -> bool:
    key = _NOT_ALNUM.sub("", text)
    return len(key) >= LEAST and any(char.isdigit() for char in key)


def _shared(one: Number, other: Number) -> Said | None:
    """What one number of each record says, where they are equal and of kinds that may be one."""
    if one.key != other.key or len(one.key) < LEAST or not _fits(one, other):
        return None
    if is_filler(one.key, one.scheme or other.scheme):
        return None
    shown = f"{one.shown} = {other.shown}"
    if _lands_apart(one, other):
        return Said(0.0, f"identifier not counted: one number in two countries, {shown}")
    if _is_weak(one, other):
        return Said(SHARED_WEAK, f"identifier shared, of too few signs to tell much: {shown}")
    change, decides = SHARED_OTHER, False
    if _names_one_party(one, other):
        change, decides = SHARED_STRONG, True
    return Said(change, f"identifier shared: {shown}", decides, shows=True)


def _fits(one: Number, other: Number) -> bool:
    """Whether two kinds may be one: the same, of one family, or one that says nothing."""
    if one.scheme is None or other.scheme is None:
        return True
    return one.scheme == other.scheme or not one.scheme.families.isdisjoint(other.scheme.families)


def _names_one_party(one: Number, other: Number) -> bool:
    """Whether an equal number names one party: both kinds do, or one and the other is just a number."""
    schemes = [side.scheme for side in (one, other) if side.scheme is not None]
    plain = all(side.general for side in (one, other) if side.scheme is None)
    return bool(schemes) and plain and all(scheme.strong for scheme in schemes)


def _lands_apart(one: Number, other: Number) -> bool:
    """Whether two states gave the numbers, each in its own count."""
    wide = any(side.scheme is not None and side.scheme.everywhere for side in (one, other))
    return bool(one.land and other.land and one.land != other.land) and not wide


def _is_weak(one: Number, other: Number) -> bool:
    """Whether many parties may bear such a number."""
    key = one.key
    if any(side.scheme is not None and side.scheme.slight for side in (one, other)):
        return True
    if len(set(key)) <= _FEW_SIGNS or key in _ASCENDING or key in _ASCENDING[::-1]:
        return True
    return len(key) < TELLING and not (one.land and one.land == other.land)


def is_filler(key: str, scheme: Scheme | None = None) -> bool:
    """Whether a number stands for none: no digit, or one sign again and again."""
    if len(set(key)) == 1:
        return True
    if any(char.isdigit() for char in key):
        return False
    if scheme is not None and scheme.letters:
        return scheme.name != "bic" or _BIC.fullmatch(key) is None
    return True


def _contradicted(ours: Sequence[Number], theirs: Sequence[Number]) -> tuple[Said, ...]:
    """One line for each kind of which the records have numbers and none in common."""
    found: dict[str, Said] = {}
    for name in dict.fromkeys(one.scheme.name for one in ours if one.scheme is not None):
        left, right = (
            [n for n in side if n.scheme is not None and n.scheme.name == name and _counts(n)]
            for side in (ours, theirs)
        )
        pairs = [(a, b) for a in left for b in right if not _lands_apart(a, b)]
        if pairs and not {n.key for n in left} & {n.key for n in right}:
            one, other = pairs[0]
            change = CONTRADICTED_STRONG if KINDS[name].one_each else CONTRADICTED_OTHER
            why = f"identifier contradicted: {one.shown} against {other.shown}"
            found[name] = Said(change, why)
    return tuple(found.values())


def _counts(number: Number) -> bool:
    return bool(number.key) and not is_filler(number.key, number.scheme)
