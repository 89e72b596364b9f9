"""Numbers of documents and registers: which are of one kind, what a number in common is worth.

A kind is told by its printed words, a number's own leading letters among them (``IMO 9074729``).
Numbers of states are unique inside their state only, so that an equal one decides where its scheme is
unique in the world or both states are known and one; else it is shown, and a short or unnamed one
counts only beside names that agree. Fillers tell nobody apart. Whatever is found is said: a number in
common hides no other one that is contradicted. What is shared is worth something by hand, learned
from nothing. No number is checked against a register, and the names are not looked at.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from dalil.matching.identifier_kinds import (
    GENERAL,
    KINDS,
    OF_ANOTHER_THING,
    PHRASES,
    WHOLLY,
    Scheme,
)
from dalil.matching.number_reading import (
    LEAST,
    bare_key,
    is_no_number,
    keys_of,
    parts_of,
    tells_little,
    without_state,
)
from dalil.names.scripts import clean

SHARED_STRONG, SHARED_OTHER, SHARED_NAMED, SHARED_WEAK = 9.0, 4.0, 2.0, 1.5
CONTRADICTED_STRONG, CONTRADICTED_OTHER = -3.0, -0.4
TELLING = 7
"""Letters and digits from which a number tells parties apart without its country."""
_OF_ONE_KIND, _OF_ANY_KIND = 7.9, 8.3
"""Powers of ten: of so many possible numbers an equal one is shown whatever the names.

A customer file of a million against 20,000 listed numbers meets by chance some 2,500 times among
numbers of seven digits, and 25 times among those of nine.
"""
_OF_A_LETTER = 1.4
_NOT_ALNUM = re.compile(r"[\W_]+")
_CAMEL = re.compile(r"(?<=[a-zа-яё])(?=[A-ZА-ЯЁ])")
_SINGLES = re.compile(r"\b(\w)(?:\s(\w)\b)+")
_BIC = re.compile(r"[A-Z]{6}[A-Z0-9]{2}(?:[A-Z0-9]{3})?")

Printed = tuple[str, str, str]
"""Kind, number and country, as a list or customer gives them."""
Lands = Sequence[str]
"""ISO codes of the countries of whom a record is."""


@dataclass(frozen=True, slots=True)
class Number:
    """One identifier, read.

    Attributes:
        scheme: Of what kind; None where the kind is not known.
        general: The kind says no more than that this is a number of somebody.
        keys: The number without signs, in capitals, without a leading kind; two where a letter of
            another alphabet may be read either way.
        land: ISO code of the state that gave it, or "".
        country: That state as printed, in small letters.
        shown: As printed.
        telling: No filler, no row of digits, nothing that many bear.
    """

    scheme: Scheme | None
    general: bool
    keys: tuple[str, ...]
    land: str
    country: str
    shown: str
    telling: bool = True

    @property
    def key(self) -> str:
        """The first of the keys."""
        return self.keys[0]


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
    left: Sequence[Printed],
    right: Sequence[Printed],
    land_of: Callable[[str], str],
    lands: tuple[Lands, Lands] = ((), ()),
) -> tuple[Said, ...]:
    """Everything that the numbers of two records say of each other; () where nothing.

    Args:
        left: Of one record.
        right: Of the other.
        land_of: Gives the ISO code of a country as printed; "" for what is none.
        lands: Countries of the records themselves, which stand in for those of a number.
    """
    ours, theirs = (
        [one for found in side for one in read(found, land_of)] for side in (left, right)
    )
    shared = [found for a in ours for b in theirs if (found := _shared(a, b, lands)) is not None]
    best = max(shared, key=lambda found: found.change, default=None)
    against = _contradicted(ours, theirs)
    if best is None:
        return against
    if best.decides and any(found.change <= CONTRADICTED_STRONG for found in against):
        best = Said(best.change, f"{best.why}, though another is contradicted", shows=True)
    return (best, *against)


def read(found: Printed, land_of: Callable[[str], str]) -> Iterable[Number]:
    """The identifiers of a cell as they are compared; the kind in a number itself is the exacter one.

    A kind that names a day, a place or an office is no number of anybody: nothing is read of it.
    """
    kind, number, country = found
    parts = parts_of(number)
    for own, part in parts:
        scheme = scheme_of(own) or scheme_of(kind)
        if not own and _of_another_thing(kind, scheme):
            continue
        letters = scheme is not None and scheme.letters
        if _is_filler(part, scheme, letters=letters):
            continue
        keys = keys_of(part)
        printed = (kind, number) if len(parts) == 1 else (own or kind, part)
        shown = " ".join(filter(None, (*printed, country)))
        yield Number(
            scheme,
            _is_general(kind),
            keys,
            (land_of(country) if country else "") or _state_of_vat(keys[0], scheme),
            clean(country).lower() if country else "",
            shown,
            letters or not tells_little(keys[0]),
        )


def _state_of_vat(key: str, scheme: Scheme | None) -> str:
    return without_state(key)[0] if scheme is not None and scheme.name == "vat" else ""


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


def _of_another_thing(kind: str, scheme: Scheme | None) -> bool:
    """Whether a kind names the day, the place or the office of a paper, and not its number."""
    if scheme is not None and scheme.letters:  # an address of mail or of a wallet
        return False
    telling = [word for word in _words(kind) if word not in GENERAL]
    return bool(telling) and not OF_ANOTHER_THING.isdisjoint((telling[0], telling[-1]))


@lru_cache(maxsize=1 << 12)
def _words(kind: str) -> tuple[str, ...]:
    """Words of a kind in lower case; letters with signs between them (D-U-N-S, C.U.I.T.) are one."""
    text = _NOT_ALNUM.sub(" ", _CAMEL.sub(" ", clean(kind))).lower().strip()
    return tuple(_SINGLES.sub(lambda met: met.group().replace(" ", ""), text).split())


def _is_filler(number: str, scheme: Scheme | None, *, letters: bool) -> bool:
    if is_no_number(number, letters=letters):
        return True
    if scheme is None or scheme.name != "bic":
        return False
    key = keys_of(number)[0]
    return not any(map(str.isdecimal, key)) and _BIC.fullmatch(key) is None


def _shared(one: Number, other: Number, lands: tuple[Lands, Lands]) -> Said | None:
    """What one number of each record says, where they are equal and of kinds that may be one."""
    how = _equal(one, other)
    if (
        how is None
        or min(len(one.key), len(other.key)) < LEAST - how.padded
        or not _fits(one, other)
    ):
        return None
    shown = f"{one.shown} = {other.shown}{how.says}"
    if _lands_apart(one, other):
        return Said(0.0, f"identifier not counted: one number in two countries, {shown}")
    if any(side.scheme is not None and side.scheme.bank for side in (one, other)):
        return Said(
            SHARED_NAMED, f"identifier shared, that of a bank and all its customers: {shown}"
        )
    same_land = _same_land(one, other, lands)
    if _is_weak(one, other, same_land):
        return Said(SHARED_WEAK, f"identifier shared, of too few signs to tell much: {shown}")
    if _decides(one, other, same_land, how):
        return Said(SHARED_STRONG, f"identifier shared: {shown}", True, shows=True)
    if _is_long(one, other):
        return Said(SHARED_OTHER, f"identifier shared: {shown}", shows=True)
    return Said(SHARED_NAMED, f"identifier shared, that others may bear elsewhere: {shown}")


@dataclass(frozen=True, slots=True)
class _Equality:
    """How two numbers are equal: signs of padding that one lacks, and that in words."""

    padded: int = 0
    says: str = ""


_EXACT = _Equality()


def _equal(one: Number, other: Number) -> _Equality | None:
    """How two numbers may be one: sign for sign, but for leading zeros, or for a state's letters."""
    if not set(one.keys).isdisjoint(other.keys):
        return _EXACT
    a, b = one.key, other.key
    if a.isdecimal() and b.isdecimal() and bare_key(a) == bare_key(b) != "":
        return _Equality(abs(len(a) - len(b)), ", leading zeros aside")
    (state, rest), (their_state, their_rest) = without_state(a), without_state(b)
    if rest == their_rest and "" in (state, their_state):
        land = one.land if their_state else other.land
        if land in ("", state or their_state):
            return _Equality(0, ", the letters of the state aside")
    return None


def _fits(one: Number, other: Number) -> bool:
    """Whether two kinds may be one: the same, of one family, or one that says nothing."""
    if one.scheme is None or other.scheme is None:
        return True
    return one.scheme == other.scheme or not one.scheme.families.isdisjoint(other.scheme.families)


def _decides(one: Number, other: Number, same_land: bool, how: _Equality) -> bool:
    """Whether an equal number names one party: of one scheme, and in the world or in one state."""
    if one.scheme is None or other.scheme is None:
        return False
    if not (one.scheme.strong and other.scheme.strong):
        return False
    longest = max(len(one.key), len(other.key))
    formed = [s for s in (one.scheme, other.scheme) if longest in s.sizes]
    if one.scheme == other.scheme:
        known = same_land or one.scheme.everywhere or (bool(one.scheme.land) and bool(formed))
        return known and (not how.padded or bool(formed) or same_land)
    return same_land and any(scheme.land for scheme in formed)


def _is_long(one: Number, other: Number) -> bool:
    """Whether so many numbers of its form may be given that an equal one is hardly chance."""
    if any(side.scheme is None and not side.general for side in (one, other)):
        return False
    schemes = [side.scheme for side in (one, other) if side.scheme is not None]
    if len(schemes) == 1 and schemes[0].everywhere and len(one.key) in schemes[0].sizes:
        return True  # a ship's number of which its owner has not said what it is
    least = _OF_ONE_KIND if one.scheme is not None and one.scheme == other.scheme else _OF_ANY_KIND
    key = bare_key(one.key)
    return sum(1.0 if char.isdecimal() else _OF_A_LETTER for char in key) >= least


def _lands_apart(one: Number, other: Number) -> bool:
    """Whether two states gave the numbers, each in its own count."""
    wide = any(side.scheme is not None and side.scheme.everywhere for side in (one, other))
    return bool(one.land and other.land and one.land != other.land) and not wide


def _same_land(one: Number, other: Number, lands: tuple[Lands, Lands]) -> bool:
    """Whether one state is known to have given both; the records' own countries stand in."""
    if one.country and one.country == other.country:
        return True
    ours, theirs = (_lands_of(side, of) for side, of in zip((one, other), lands, strict=True))
    return not ours.isdisjoint(theirs)


def _lands_of(number: Number, lands: Lands) -> set[str]:
    if number.land:
        return {number.land}
    scheme = number.scheme
    if (
        scheme is not None
        and scheme.land
        and len(number.key) in (scheme.sizes or {len(number.key)})
    ):
        return {scheme.land}
    return set(lands)


def _is_weak(one: Number, other: Number, same_land: bool) -> bool:
    """Whether many parties may bear such a number."""
    if not (one.telling and other.telling):
        return True
    if any(side.scheme is not None and side.scheme.slight for side in (one, other)):
        return True
    return max(len(one.key), len(other.key)) < TELLING and not same_land


def _contradicted(ours: Sequence[Number], theirs: Sequence[Number]) -> tuple[Said, ...]:
    """One line for each kind of which the records have numbers and none that may be one."""
    found: dict[str, Said] = {}
    for name in dict.fromkeys(one.scheme.name for one in ours if one.scheme is not None):
        left, right = (
            [n for n in side if n.scheme is not None and n.scheme.name == name and n.telling]
            for side in (ours, theirs)
        )
        pairs = [(a, b) for a in left for b in right if not _lands_apart(a, b)]
        if pairs and not any(_equal(a, b) for a in left for b in right):
            one, other = pairs[0]
            change = CONTRADICTED_STRONG if KINDS[name].one_each else CONTRADICTED_OTHER
            why = f"identifier contradicted: {one.shown} against {other.shown}"
            found[name] = Said(change, why)
    return tuple(found.values())


__all__ = [
    "CONTRADICTED_OTHER",
    "CONTRADICTED_STRONG",
    "LEAST",
    "SHARED_NAMED",
    "SHARED_OTHER",
    "SHARED_STRONG",
    "SHARED_WEAK",
    "Number",
    "Printed",
    "Said",
    "compare_numbers",
    "read",
    "scheme_of",
]
