"""Rules that find places by their form: countries and their peoples, streets, towns, datelines.

Countries and cities are gazetteers; streets and datelines are forms. A delegate's country and group
in brackets are read here too. No rule knows a particular street or town.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from importlib.resources import files

from dalil.claims.mentions.candidate import UPPER, Candidate
from dalil.claims.wordlists import lexicon, words
from dalil.evidence import MentionType

LOC, NORP, ORG = MentionType.LOCATION, MentionType.GROUP, MentionType.ORGANISATION
_NAMES = "mentions_names"


@cache
def nationalities() -> frozenset[str]:
    """Names of countries and of their people, lower case."""
    table = lexicon("mentions_countries").values()
    return frozenset(word.lower() for entry in table for word in [*entry["people"], *entry["en"]])


@cache
def _country_patterns() -> tuple[re.Pattern[str], dict[str, MentionType]]:
    table: dict[str, MentionType] = {}
    for entry in lexicon("mentions_countries").values():
        table.update(dict.fromkeys((str(n) for tag in ("en", "fr") for n in entry[tag]), LOC))
        table.update(dict.fromkeys((str(n) for n in entry["people"]), NORP))
    for word in words(_NAMES, "places"):
        table.setdefault(_title(word), LOC)
    for word in words(_NAMES, "groups"):
        table.setdefault(_title(word), NORP)
        table.setdefault(word[0].lower() + _title(word)[1:], NORP) if " " in word else None
    ordered = sorted((re.escape(name) for name in table), key=len, reverse=True)
    return re.compile(rf"(?<![\w.])(?:{'|'.join(ordered)})(?!\w)"), table


def _title(word: str) -> str:
    return " ".join(part[:1].upper() + part[1:] for part in word.split(" "))


_DIRECTION = re.compile(
    r"(?<!\w)(?:New|North|South|West|East|Northern|Southern|Western|Eastern|Upper|Lower|Inner|Outer|"
    r"Central|Saint|St|Port|Fort|Mount|Lake|San|Santa) $"
)


def countries(plain: str, start: int, end: int) -> Iterator[Candidate]:
    """Countries, their people, and a few regions, from the gazetteer."""
    pattern, table = _country_patterns()
    for match in pattern.finditer(plain, start, end):
        first = match.start()
        if match.group().startswith("The "):
            first += 4
        if _given_name(plain, match):
            continue
        # "New Jersey" and "Northern Cyprus" are one name each.
        if wider := _DIRECTION.search(plain, max(start, first - 10), first):
            first = wider.start()
        last = match.end() + 5 if plain.startswith(" City", match.end()) else match.end()
        yield Candidate(first, last, table[match.group()], "rule:country", 62)
    for match in _the_places().finditer(plain, start, end):
        yield Candidate(match.start(), match.end(), LOC, "rule:country", 61)


_SURNAME = re.compile(rf" (?P<word>[{UPPER}][a-zà-ÿ'-]+)(?!\w)")


def _given_name(plain: str, match: re.Match[str]) -> bool:
    """Whether a country's name is somebody's given name here: "Maurice Oldar", not "Georgia Act"."""
    if match.group().lower() not in words("mentions_given", "given"):
        return False
    after = _SURNAME.match(plain, match.end())
    if after is None or is_country(after["word"]):
        return False
    known = words(_NAMES, "heads_after") | words(_NAMES, "law_heads") | words(_NAMES, "titles")
    return after["word"].lower() not in known


@cache
def _the_places() -> re.Pattern[str]:
    names = "|".join(sorted(words(_NAMES, "the_places")))
    return re.compile(rf"(?<=\b[Tt]he )(?:{names})(?!\w)(?! [A-Z])")


def is_country(text: str) -> bool:
    """Whether a text is a country, a nationality or a region of the gazetteer."""
    return text in _country_patterns()[1]


def is_place(text: str) -> bool:
    """Whether a text is a country or a region of the gazetteer."""
    return _country_patterns()[1].get(text) is LOC


@cache
def _listed() -> frozenset[str]:
    path = files("dalil.claims").joinpath("lexicons", "places.txt")
    return frozenset(path.read_text(encoding="utf-8").splitlines())


def is_listed_place(name: str) -> bool:
    """Whether a name is that of a city or region of the gazetteer, accents and case aside."""
    split = unicodedata.normalize("NFD", name.lower().replace("\u2019", "'"))
    return "".join(c for c in split if not unicodedata.combining(c)) in _listed()


_STREETS = "Avenue|Street|Road|Square|Lane|Gardens|Place|Mews|Terrace|Drive|Boulevard|Crescent|Quay|Row|Hill|Broadway|Highway"
_ADDRESS = re.compile(
    rf"(?<!\w)(?:\d{{1,4}}[A-Za-z]? )?(?:[{UPPER}][\w'-]+ ){{1,3}}(?:{_STREETS})(?!\w)"
)


_ROMANCE = re.compile(
    rf"(?<!\w)(?:\d{{1,4}},? )?(?:Avenue|Boulevard|Rue|Chemin|Quai|Impasse|Allée|Calle|Avenida|Carrera|Paseo|Rua|Travessa|Viale|Corso|Piazza)"
    rf" (?:(?:de la|de l'|de los|de las|de|du|des|del|della|dei|dos|da|do|d'|l'|la|le|les) ?)?[{UPPER}][\w'-]+(?: [{UPPER}][\w'-]+)?(?!\w)"
)
"""Streets whose noun stands first: "14 Avenue de l'Unité"."""


def addresses(plain: str, start: int, end: int) -> Iterator[Candidate]:
    """Streets and squares, with a number where one stands before."""
    for match in _ROMANCE.finditer(plain, start, end):
        yield Candidate(match.start(), match.end(), LOC, "rule:street", 67)
    for match in _ADDRESS.finditer(plain, start, end):
        first = match.start()
        if match.group().split()[0].lower() in words("mentions_given", "given"):
            continue  # "Richard Hill"
        skip = re.match(r"(?:The|In|On|At|Near) ", match.group())
        yield Candidate(first + (skip.end() if skip else 0), match.end(), LOC, "rule:street", 67)
        if town := _TOWN.match(plain, match.end(), end):
            yield Candidate(town.start("town"), town.end("town"), LOC, "rule:town", 60)


_TOWN = re.compile(
    rf",? (?P<town>[{UPPER}][a-zà-ÿ'-]+(?: [{UPPER}][a-zà-ÿ'-]+)?)(?=\s*(?:[,.;\n]|$|[A-Z]{{1,2}}\d|\d{{4}}))"
)


_PARTY = re.compile(r"\((?P<country>[A-Z][A-Za-z .]+), (?P<party>[A-Z][A-Z/&-]{1,9})\)")


def parties(plain: str, start: int, end: int) -> Iterator[Candidate]:
    """The group of a delegate: "(Spain, EPP/CD)"."""
    for match in _PARTY.finditer(plain, start, end):
        if is_place(match["country"]):
            yield Candidate(match.start("party"), match.end("party"), ORG, "rule:party", 66)


_DATELINE = re.compile(
    rf"(?P<place>(?:ST\.? |PORT |FORT |SAN |EL |AL-|LA |LOS )?[{UPPER}]{{3,}}(?:[ -][{UPPER}]{{2,}}){{0,2}})(?:, [^\u2013\n]{{2,24}})? ?(?:\([\w .-]{{2,24}}\) ?)?[\u2013-]{{1,2}} (?=[{UPPER}\"'])"
)


def dateline(plain: str, start: int, end: int) -> Iterator[Candidate]:
    """The place that opens a report: "MARVO – The chairman ..."."""
    match = _DATELINE.match(plain, start, end)
    if match and end - start > 60 and match["place"].lower() not in words(_NAMES, "bare_orgs"):
        yield Candidate(match.start("place"), match.end("place"), LOC, "rule:dateline", 68)
