"""What is known beside a name, and how it moves the log-odds that two records are one.

Each comparison gives evidence for or against with its reason in one line, in the manner of Fellegi
and Sunter (1969): the logarithm of how much likelier an agreement is among records of one person
than among records of two. The grades are learned by counting (``qualifier_weights.py``, written by
``tools/learn_qualifiers.py``); what identifiers are worth is set by hand in
:mod:`dalil.matching.identifiers`. The names are not looked at.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cache, lru_cache

from dalil.claims.wordlists import lexicon
from dalil.evidence import PartialDate
from dalil.matching.addresses import SAYS, address_grade, place_grade
from dalil.matching.identifiers import compare_numbers
from dalil.matching.qualifier_weights import WEIGHTS
from dalil.names.fold import name_key
from dalil.names.scripts import clean

COUNTRY_OF_KIN = 0.09
"""A country in common where the names are near and not the same: .97 of the same persons of the UN
list share it, and .89 of different ones."""
_CODE = 2
_ABOUT_YEARS, _NEAR_YEARS, _FAR_YEARS = 3, 2, 10

DATE_GRADES = (
    "day", "swapped", "slip", "year_slip", "two_digits", "same_year", "near", "far", "farthest"
)  # fmt: skip
"""How two full dates of birth meet, the likeliest of one person first."""
_DIGIT = re.compile(r"\d")
_FIRST_YEAR, _LAST_YEAR = 1850, 2049
"""Years in which somebody who is screened may be born, generously."""
_FILLERS = frozenset(
    {
        *("1900", "1900-01", "1900-01-01", "1901-01-01", "1904-01-01", "1970-01-01"),
        *("1899-12-30", "1899-12-31", "1970-01", "1969-12-31"),
    }
)
"""What programs hold or write for an unknown day: the days from which they count, and their eves."""
_CALENDARS = (range(1250, 1500), range(2400, 2600))
"""Years of the Iranian and the Islamic calendar, and of the Buddhist one, of people alive."""
YEAR_GRADES = ("month", "year", "next_year", "near_year", "far_year", "farthest_year")
"""The same where one of the two is a month or a year only."""
_MALE = frozenset({"m", "male", "man", "м", "мужской", "муж"})
_FEMALE = frozenset({"f", "female", "woman", "ж", "женский", "жен"})


@dataclass(frozen=True, slots=True)
class Qualifiers:
    """What is known beside a name.

    Attributes:
        birth_dates: Any of them may be right.
        countries: Nationalities and countries, as printed or as ISO codes.
        gender: As printed, or "".
        birth_places: As printed.
        addresses: One line each.
        identifiers: (kind, number, country) of documents and registers.
    """

    birth_dates: tuple[PartialDate, ...] = ()
    countries: tuple[str, ...] = ()
    gender: str = ""
    birth_places: tuple[str, ...] = ()
    addresses: tuple[str, ...] = ()
    identifiers: tuple[tuple[str, str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Evidence:
    """What one qualifier says.

    Attributes:
        feature: ``birth_date``, ``country``, ``gender``, ``birth_place``, ``address``, ``identifier``.
        change: Added to the log-odds.
        why: One line naming the values used.
        decides: A strong identifier in common: it beats the name.
        grade: Of an address or a birth, how it met.
        shows: A number in common that a person is to look at, whatever the names.
        moves: A place that one person may have left, or call otherwise: a country, a town without a house.
    """

    feature: str
    change: float
    why: str
    decides: bool = False
    grade: str = ""
    shows: bool = False
    moves: bool = False


NOTHING_KNOWN = Qualifiers()
_OF_A_PERSON = frozenset({"birth_date", "gender", "country", "birth_place"})
_FAR_APART = frozenset({"farthest", "farthest_year"})
_TWO = 2


def weigh(left: Qualifiers, right: Qualifiers) -> tuple[Evidence, ...]:
    """Everything that the qualifiers of two records say about each other."""
    if left is NOTHING_KNOWN or right is NOTHING_KNOWN:
        return ()
    found = [
        *identifiers(left, right),
        birth_date(left.birth_dates, right.birth_dates),
        country(left.countries, right.countries),
        gender(left.gender, right.gender),
        birth_place(left.birth_places, right.birth_places),
        address(left.addresses, right.addresses),
    ]
    return tuple(one for one in found if one is not None)


def birth_date(left: tuple[PartialDate, ...], right: tuple[PartialDate, ...]) -> Evidence | None:
    """The best fit of any two dates: one right date is enough.

    A date that stands for an unknown one, or that is told by another calendar, neither lifts a pair nor
    speaks against it.
    """
    if not left or not right:
        return None
    pairs = [(a, b) for a in left for b in right]
    told = [(a, b) for a, b in pairs if not _unusable(a, b)]
    if not told:
        one, other = pairs[0]
        shown = f"birth: {one.value} against {other.text or other.value}, not counted"
        return Evidence("birth_date", 0.0, f"{shown}: {_unusable(one, other)}")
    return max((_birth(a, b) for a, b in told), key=lambda found: found.change)


def country(left: tuple[str, ...], right: tuple[str, ...]) -> Evidence | None:
    """A country in common; countries differ often enough for one person to say little."""
    if not left or not right:
        return None
    one, other = ({country_key(name) for name in side} for side in (left, right))
    shown = f"{', '.join(left)} against {', '.join(right)}"
    known = {key for key in one | other if _is_country(key) and key not in _NO_MORE}
    if not one & other and known and known != one | other:
        return None  # a word that may be another name of a known country speaks against nobody
    if one & other:
        return Evidence("country", WEIGHTS["country"]["shared"], f"country: shared ({shown})")
    why = f"country: {shown}, none shared"
    return Evidence("country", WEIGHTS["country"]["other"], why, moves=True)


_NO_CODES = frozenset({"uk", "el"})
"""Two letters that people write for a country and that ISO gives to none."""
_NO_MORE = frozenset({"su", "yu", "dd", "cs"})
_FORMER = _NO_MORE | {"xk"}


@lru_cache(maxsize=1 << 12)
def country_key(name: str) -> str:
    """ISO code of a country, nationality or code, in English, Russian, Kazakh or French.

    Returns:
        Two lower-case letters; the folded name where the gazetteer does not know it.
    """
    text = clean(name).strip()
    key = name_key(text)
    if len(text) == _CODE and text.isascii():
        return _countries().get(key, text.lower()) if text.lower() in _NO_CODES else text.lower()
    return _countries().get(key, key)


def _is_country(key: str) -> bool:
    """Whether a key is the code of a country."""
    return key in _codes()


@cache
def _countries() -> dict[str, str]:
    found: dict[str, str] = {}
    for code, entry in lexicon("mentions_countries").items():
        for language in ("en", "people", "ru", "kk", "fr"):
            for name in entry.get(language, ()):
                found.setdefault(name_key(str(name)), str(code).lower())
    codes = lexicon("country_codes")
    for name, code in {**codes["alpha3"], **codes["others"], **codes["former"]}.items():
        found.setdefault(name_key(str(name)), str(code).lower())
    return found


@cache
def _codes() -> frozenset[str]:
    """The codes of all countries, ISO 3166-1 alpha-2 in lower case, and those of states that are no more."""
    known = {str(code).lower() for code in lexicon("country_codes")["alpha3"].values()}
    return frozenset({*known, *map(str.lower, lexicon("mentions_countries")), *_FORMER})


def gender(left: str, right: str) -> Evidence | None:
    """The stated genders; None where one is not stated or not understood."""
    one, other = _gender(left), _gender(right)
    if not one or not other:
        return None
    shown = f"gender: {left} against {right}"
    return Evidence("gender", WEIGHTS["gender"]["same" if one == other else "other"], shown)


def birth_place(left: tuple[str, ...], right: tuple[str, ...]) -> Evidence | None:
    """The birth places that are most alike; a state, there today or not, is held against no town."""
    left, right = (tuple(one for one in side if not _is_state(one)) for side in (left, right))
    if not left or not right:
        return None
    (_, grade), one, other = max((place_grade(a, b), a, b) for a in left for b in right)
    shown = f"birth place: {one} against {other}, {SAYS[grade]}"
    change = WEIGHTS["birth_place"][grade]
    # a town is called anew, or told by its village or its district
    return Evidence("birth_place", change, shown, moves=change < 0)


def _is_state(place: str) -> bool:
    """Whether a place is a whole state: as it is called, or a name with nothing but it."""
    return _is_country(country_key(place))


def address(left: tuple[str, ...], right: tuple[str, ...]) -> Evidence | None:
    """The addresses that are most alike."""
    if not left or not right:
        return None
    known = WEIGHTS["address"]
    grade, one, other = max(
        ((address_grade(a, b)[1], a, b) for a in left for b in right),
        key=lambda found: (known[found[0]], found),
    )
    shown = f"address: {one} against {other}, {SAYS[grade]}"
    housed = all(any(map(_DIGIT.search, side)) for side in (left, right))
    return Evidence("address", known[grade], shown, grade=grade, moves=not housed)


def tell_two(found: Iterable[Evidence]) -> bool:
    """Whether evidence speaks of two people, and not only of one who moved.

    A customer's country or town is where somebody lives, a list's where somebody is from, and
    neither stays the same. Two addresses with their houses are held to tell two apart.
    """
    return any(one.change < 0 and not one.moves for one in found)


def speak_of_two(found: Iterable[Evidence]) -> bool:
    """Whether so much of what is known beside two names contradicts that a shared number may be a slip.

    A birth more than ten years apart, or two of birth, gender, country and birth place.
    """
    against = {one.feature: one for one in found if one.change < 0 and one.feature in _OF_A_PERSON}
    born = against.get("birth_date")
    return len(against) >= _TWO or (born is not None and born.grade in _FAR_APART)


def of_kin(found: Evidence) -> Evidence:
    """What an address or country says of two who bear different names: relatives share it."""
    most = WEIGHTS["address_of_kin"][found.grade] if found.grade else COUNTRY_OF_KIN
    change = min(found.change, most)
    why = f"{found.why}; relatives share one" if found.change > 0 else found.why
    return replace(found, change=change, why=why)


def identifiers(left: Qualifiers, right: Qualifiers) -> tuple[Evidence, ...]:
    """Numbers in common and numbers of one kind that differ, as :mod:`identifiers` tells them."""
    if not left.identifiers or not right.identifiers:
        return ()
    ours, theirs = ([*filter(None, map(_land, side.countries))] for side in (left, right))
    return tuple(
        Evidence("identifier", said.change, said.why, said.decides, shows=said.shows)
        for said in compare_numbers(left.identifiers, right.identifiers, _land, (ours, theirs))
    )


def _land(name: str) -> str:
    """The code of a state that is there today; "" for any other word."""
    key = country_key(name)
    return key if _is_country(key) and key not in _FORMER else ""


def _gender(text: str) -> str:
    word = clean(text).lower().rstrip(".")
    return "m" if word in _MALE else "f" if word in _FEMALE else ""


def stands_for_none(date: PartialDate) -> bool:
    """Whether a date of birth is held against none, whatever stands on the other side."""
    return date.value in _FILLERS or not _FIRST_YEAR <= int(date.value[:4]) <= _LAST_YEAR


def _unusable(left: PartialDate, right: PartialDate) -> str:
    """Why two dates cannot be held against each other; "" where they can."""
    if left.value in _FILLERS or right.value in _FILLERS:
        return "a day that stands for an unknown one"
    one, other = (int(date.value[:4]) for date in (left, right))
    strange = [year for year in (one, other) if not _FIRST_YEAR <= year <= _LAST_YEAR]
    if not strange:
        return ""
    if left.value == right.value and not left.value.endswith("-01-01"):
        return "" if any(one in years for years in _CALENDARS) else "no year of a birth"
    if any(year in years for year in strange for years in _CALENDARS):
        return "a year of another calendar?"
    return "no year of a birth"


def _birth(left: PartialDate, right: PartialDate) -> Evidence:
    if any(_unknown_day(date) for date in (left, right)):
        left_year, right_year = (
            replace(date, value=date.value[:4]) if _unknown_day(date) else date
            for date in (left, right)
        )
        grade, says = date_grade(left_year, right_year)
        says = f"{says}; 1 January often stands for an unknown day"
    else:
        grade, says = date_grade(left, right)
    known = WEIGHTS["birth_year" if grade in YEAR_GRADES else "birth_date"]
    change = known[grade] if grade else 0.0
    return Evidence(
        "birth_date",
        change,
        f"birth: {left.value} against {right.text or right.value}, {says}",
        grade=grade,
    )


def _unknown_day(date: PartialDate) -> bool:
    """Whether a full date is the day of its year that systems put for an unknown one."""
    return len(date.value) == len("2031-01-01") and date.value.endswith("-01-01")


def date_grade(left: PartialDate, right: PartialDate) -> tuple[str, str]:
    """How two dates of birth meet.

    Returns:
        A grade of :data:`DATE_GRADES` or :data:`YEAR_GRADES` ("" for what says nothing), and the
        same in words.
    """
    one, other = _parts(left.value), _parts(right.value)
    about = any(
        date.text.upper().startswith(("APPROX", "CIRCA", "ABOUT")) for date in (left, right)
    )
    years = years_apart(one, other)
    size = min(len(one), len(other))
    if one[:size] == other[:size]:
        return ("year", "month", "day")[size - 1], "agrees"
    if about and years <= _ABOUT_YEARS:
        return "", "within an approximate date"
    if size == 3 and (slip := _slip(one, other)):
        return slip
    if years == 0:
        return "same_year", "same year, another day"
    if size == 1 and years == 1:
        return "next_year", "1 years apart"
    grade = "near" if years <= _NEAR_YEARS else "far" if years <= _FAR_YEARS else "farthest"
    return grade if size == 3 else f"{grade}_year", f"{years} years apart"


def _slip(one: tuple[int, ...], other: tuple[int, ...]) -> tuple[str, str] | None:
    """Two full dates that a slip of the pen makes different."""
    if one[0] == other[0] and (one[1], one[2]) == (other[2], other[1]):
        return "swapped", "day and month swapped"
    a, b = ("{:04}{:02}{:02}".format(*date) for date in (one, other))
    apart = [at for at in range(8) if a[at] != b[at]]
    if len(apart) == 1:
        return "slip", "one digit differs"
    if (
        len(apart) == 2
        and apart[1] == apart[0] + 1
        and a[apart[0]] == b[apart[1]]
        and a[apart[1]] == b[apart[0]]
    ):
        return "slip", "two neighbouring digits swapped"
    if one[1:] == other[1:] and years_apart(one, other) <= _NEAR_YEARS:
        return "year_slip", "same day of a neighbouring year"
    return ("two_digits", "two digits differ") if len(apart) == 2 else None


def years_apart(one: tuple[int, ...], other: tuple[int, ...]) -> int:
    """Years between two dates, by their years alone."""
    return abs(one[0] - other[0])


def _parts(value: str) -> tuple[int, ...]:
    return tuple(int(part) for part in value.split("-"))
