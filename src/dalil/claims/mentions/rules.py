"""Rules that find names by their form: organisations, companies, people, laws, countries, vessels.

Each rule walks over capitalised words and knows a few word lists; none knows a particular person,
place or organisation (countries are a gazetteer). What they give are candidates with a rank; which
of two overlapping candidates stands is decided in :mod:`dalil.claims.mentions.finding`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from dalil.claims.mentions.beside import after_nouns, firms_by_calling, run_of
from dalil.claims.mentions.candidate import UPPER, Candidate, is_name_word
from dalil.claims.mentions.forums import by_forum, correspondents
from dalil.claims.mentions.laws import bracketed_laws, laws
from dalil.claims.mentions.likeness import is_given, is_ordinary, is_plain
from dalil.claims.mentions.persons import (
    PARTS_IN_CASES,
    bearers,
    bylines,
    deponents,
    grouped,
    initials,
    listed_people,
    listed_with_country,
    nicknamed,
    people,
    surnames_in_capitals,
)
from dalil.claims.mentions.places import (
    addresses,
    countries,
    dateline,
    is_country,
    nationalities,
    parties,
)
from dalil.claims.mentions.ships import quoted_vessels, vessels
from dalil.claims.mentions.words import Word
from dalil.claims.wordlists import words
from dalil.evidence import MentionType

PER, ORG, LOC = MentionType.PERSON, MentionType.ORGANISATION, MentionType.LOCATION
_NAMES = "mentions_names"
_LONGEST_NAME = 14


def by_form(plain: str, line: list[Word]) -> Iterator[Candidate]:
    """All candidates of one passage.

    Args:
        plain: Shadow of the whole text.
        line: Words of the passage.
    """
    yield from companies(plain, line)
    yield from organisations(line)
    yield from laws(line)
    yield from people(line)
    yield from surnames_in_capitals(line)
    yield from vessels(line)
    yield from after_nouns(plain, line)
    yield from firms_by_calling(plain, line)
    if line:
        yield from bracketed_laws(plain, line[0].start, line[-1].end)
        yield from campaign_committees(plain, line[0].start, line[-1].end)
        yield from bearers(plain, line[0].start, line[-1].end + 1)
        yield from quoted_companies(plain, line[0].start, line[-1].end + 2)
        yield from countries(plain, line[0].start, line[-1].end)
        yield from nicknamed(plain, line[0].start, line[-1].end)
        yield from initials(plain, line[0].start, line[-1].end)
        yield from quoted_vessels(plain, line[0].start, line[-1].end + 1)
        yield from addresses(plain, line[0].start, line[-1].end)
        yield from by_forum(plain, line[0].start, line[-1].end + 1)
        yield from correspondents(plain, plain.rfind("\n", 0, line[0].start) + 1, line[-1].end)
        line_start = plain.rfind("\n", 0, line[0].start) + 1
        yield from bylines(plain, line_start, line[-1].end)
        yield from deponents(plain, line_start, line[-1].end + 1)
        yield from grouped(plain, line[0].start, min(line[-1].end + 1, len(plain)))
        yield from listed_with_country(plain, line_start, line[-1].end + 2)
        yield from listed_people(plain, line[0].start, line[-1].end)
        yield from parties(plain, line[0].start, line[-1].end + 1)
        yield from dateline(plain, line[0].start, line[-1].end)


def _back(line: list[Word], index: int) -> int:
    """Index of the first word of the capitalised run that ends before ``index``."""
    first = index
    while first > 0 and index - first < _LONGEST_NAME:
        word = line[first - 1]
        if not word.glued and not (word.possessive and (_of_office(word) or _of_class(word))):
            break
        owned = word.possessive or (first < index and line[first].possessive)
        if word.low in PARTS_IN_CASES and first < index and not owned:
            break  # "Claimant Red Kite Aviation"
        if is_name_word(word) and (word.low not in words(_NAMES, "titles") or owned):
            first -= 1
        elif word.low in ("and", "&") and first >= 2 and _joins(line, first):
            first -= 2
            if first and _listed(line[first - 1], line[first]):
                first -= 1  # "Foreign, Commonwealth and Development Office"
        elif word.low == "to" and first >= 2 and first == index - 1 and _leads(line[first - 2]):
            if not _is_aim(line[first - 2], line[first]):
                break  # "the loan from Olt Bank to Karsu Marine", "his shares in Olt to Karsu Holding"
            first -= 2  # "Freedom to Publish Committee"
        else:
            break
    return first


def _is_aim(what: Word, deed: Word) -> bool:
    """Whether "X to Y" tells what somebody is for, in ordinary words, rather than from whom to whom."""
    return (
        what.low not in words(_NAMES, "heads_after")
        and is_ordinary(what.low)
        and is_ordinary(deed.low)
    )


def _of_class(word: Word) -> bool:
    """Whether a possessive is an ordinary plural: "Savers' Union", "Fishermen's Fund"."""
    plural = word.low.endswith(("s", "men"))
    common = word.low.endswith("men") or (is_ordinary(word.low) and is_plain(word.text))
    return plural and common and word.capital


def _of_office(word: Word) -> bool:
    """Whether a possessive is a role or a class, as in "Prosecutor's Office", "People's Party"."""
    known = words(_NAMES, "titles") | words(_NAMES, "roles") | words(_NAMES, "classes")
    return {word.low, word.low.removesuffix("s")} & known != set()


def _listed(field: Word, after: Word) -> bool:
    """Whether a field of work stands before another with a comma between."""
    known = words(_NAMES, "portfolios") | {"foreign", "environment", "business"}
    return field.capital and field.low in known and after.start - field.end == 2


def _joins(line: list[Word], first: int) -> bool:
    """Whether "X and Y" before a head is one name: "Foreign Affairs and Defence Committee"."""
    left, mark, right = line[first - 2], line[first - 1], line[first]
    if not (left.glued and is_name_word(left)):
        return False
    known = words(_NAMES, "portfolios")
    last = right.low.rpartition("-")[2]
    return mark.low == "&" or (bool({right.low, last} & known) and left.low in known)


def _phrase(line: list[Word], index: int) -> int:
    """One past the last word of the phrases that follow a head: "of Foreign Affairs of Velm"."""
    stop = index
    while stop < len(line) and line[stop - 1].glued and stop - index < _LONGEST_NAME:
        word = line[stop]
        shouted = word.shouted and line[index - 1].shouted
        if word.low in words(_NAMES, "connectors") and (shouted or not word.capital):
            inner = stop + 1
            while (
                inner < len(line)
                and line[inner - 1].glued
                and line[inner].low in ("the", "an", "a")
            ):
                inner += 1
            if inner >= len(line) or not line[inner - 1].glued or not is_name_word(line[inner]):
                break
            court = line[stop - 1].low in ("court", "tribunal", "chamber")
            somebody = line[inner].low in words(_NAMES, "titles") or is_given(line[inner].text)
            if word.low == "against" and (court or somebody):
                break  # "the Foundation against Prosecutor General Mirel"
            more = _names_more(line, inner) or _deliberates(line, stop, inner)
            if word.low in ("in", "to", "on") and not more:
                break
            stop = run_of(line, inner)
        elif word.low in ("and", "&") and stop > index and _continues(line, stop, index):
            stop = run_of(line, stop + 1)
        else:
            break
    return stop


def _names_more(line: list[Word], inner: int) -> bool:
    """Whether "in X" and "to X" belong to a name: only where X is a field of work."""
    return line[inner].low in words(_NAMES, "portfolios")


_ENDING = frozenset({"research", "outreach", "unit", "panel", "analytics", "corps", "clinic"})
"""Heads that are also first words of offices and things: "Senior Research Fellow"."""
_DELIBERATING = frozenset(
    {
        "committee",
        "commission",
        "council",
        "forum",
        "observatory",
        "panel",
        "conference",
        "taskforce",
        "caucus",
    }
)


def _deliberates(line: list[Word], stop: int, inner: int) -> bool:
    """Whether "on X" tells what a body deliberates on: "Senate Committee on Trade"; no date, no country."""
    if line[stop].low != "on" or line[stop - 1].low not in _DELIBERATING:
        return False
    word = line[inner]
    return not is_country(word.text) and word.low not in words(_NAMES, "common")


_PORTFOLIOS = frozenset({"ministry", "department", "secretariat", "directorate", "ministries"})


def _continues(line: list[Word], mark: int, head: int) -> bool:
    """Whether "and X" goes on what a body deals with: "Ministry of Tides and Harbours", not "... and Karsu Bank"."""
    if not line[mark].glued or mark + 1 >= len(line):
        return False
    after = line[mark + 1]
    known = {after.low, after.low.rpartition("-")[2]} & words(_NAMES, "portfolios")
    if not is_name_word(after):
        return False
    ministry = line[head - 1].low in _PORTFOLIOS and run_of(line, mark + 1) == mark + 2
    field = is_plain(after.text) and after.low not in words(_NAMES, "heads_after")
    return line[mark].low == "&" or bool(known) or (ministry and field)


def organisations(line: list[Word]) -> Iterator[Candidate]:
    """Names around a head noun: "Homeland Security Committee", "Bank of X", "Coalition for Y"."""
    index = 0
    while index < len(line):
        word = line[index]
        if not (word.capital and word.low in words(_NAMES, "heads_after")):
            index += 1
            continue
        if word.low in _ENDING and not _ends_name(line, index):
            index += 1
            continue
        first = _back(line, index)
        stop = index + 1
        while (
            stop < len(line)
            and line[stop - 1].glued
            and line[stop].capital
            and (line[stop].low in words(_NAMES, "heads_after"))
        ):
            stop += 1
        if line[stop - 1].low in words(_NAMES, "heads_before"):
            stop = _phrase(line, stop)
        if stop < len(line) and line[stop - 1].glued and line[stop].text in _COUNTRY_BRANCHES:
            stop += _ends_name(line, stop)
        named = stop - first > 1 and not is_country(" ".join(w.text for w in line[first:stop]))
        if named and not _only_place(line[first:stop], index - first):
            yield Candidate(line[first].start, line[stop - 1].end, ORG, "rule:head-noun", 70)
        index = max(stop, index + 1)
    yield from _bare(line)


_COUNTRY_BRANCHES = frozenset({"UK", "US", "USA", "EU", "UAE"})
"""Abbreviations of countries that end a body's name: "Clean Ledger UK"."""


def _ends_name(line: list[Word], index: int) -> bool:
    """Whether a name ends with a word: no further capital goes on behind it."""
    after = line[index + 1] if index + 1 < len(line) else None
    return after is None or not line[index].glued or not after.capital


_VAGUE = frozenset(
    {"government", "administration", "team", "army", "navy", "guard", "police", "forces", "force",
     "media", "press", "news", "oil", "gas", "energy", "capital", "international", "campaign",
     "regime", "report", "project", "tax", "house", "port", "ports", "republicans", "democrats",
     "liberals", "conservatives", "command", "summit", "conference", "store"}
)  # fmt: skip
"""Heads that make no name with one nationality or surname before them ("Sadyr Administration")."""


def _only_place(run: list[Word], head: int) -> bool:
    if not (len(run) == 2 and head == 1 and run[1].low in _VAGUE):
        return False
    firm = {
        "house",
        "times",
        "post",
        "press",
        "news",
        "oil",
        "gas",
        "energy",
        "capital",
        "international",
    }
    known = run[0].low in nationalities() or run[0].low in words(_NAMES, "groups")
    return known or run[1].low not in firm


def _bare(line: list[Word]) -> Iterator[Candidate]:
    known = words(_NAMES, "bare_orgs")
    for index, word in enumerate(line):
        for length in (3, 2, 1):
            part = line[index : index + length]
            if len(part) < length or not all(w.glued for w in part[:-1]):
                continue
            if not (part[0].capital and part[-1].capital):
                continue
            if word.low in ("who", "us", "un", "eu") and not word.shouted:
                continue
            if " ".join(w.low for w in part) in known:
                first = word
                before = line[index - 1] if index else None
                if length > 1 and before and before.glued and is_country(before.text):
                    first = before
                last = part[-1]
                rest = line[index + length : index + length + 1]
                if length > 1 and last.glued and rest and is_country(rest[0].text):
                    last = rest[0]
                yield Candidate(
                    first.start,
                    last.end,
                    ORG,
                    "rule:known-body",
                    71 if (first, last) != (word, part[-1]) else 69,
                )
                break


def companies(plain: str, line: list[Word]) -> Iterator[Candidate]:
    """Names with a legal form before or after: "Karsu Logistics LLP", "Karsu (North) Ltd", "TOO Karsu"."""
    before = words(_NAMES, "prefixes")
    for index, word in enumerate(line):
        if index and _is_form(word):
            first = index
            while first and index - first < 10:
                if not (
                    _company_word(line, first - 1)
                    or _bracketed(plain, line[first - 1], line[first], word)
                ):
                    break
                if line[first - 1].low in ("and", "&", "of") and _is_form(line[first - 2]):
                    break
                if line[first - 1].low == "and" and (
                    _ends_list(plain, line, first - 1) or _ends_public(line, first - 1)
                ):
                    break
                if line[first - 1].low == "of" and (
                    _of_somebody(line, first - 1) or _of_people(line[first - 2])
                ):
                    break
                first -= 1
            while first < index and (
                line[first].low in ("and", "&", "of") or _is_of_date(plain, line, first)
            ):
                first += 1
            if first < index:
                yield Candidate(line[first].start, word.end, ORG, "rule:legal-form", 90)
        if word.text in before and word.glued and index + 1 < len(line):
            stop = run_of(line, index + 1)
            if stop > index + 1:
                yield Candidate(word.start, line[stop - 1].end, ORG, "rule:legal-form", 88)


def _is_of_date(plain: str, line: list[Word], index: int) -> bool:
    """Whether a number before a company's name ends a date or a column: "05/10/2022  Olt Kft."."""
    word = line[index]
    apart = plain[word.end : line[index + 1].start] != " "
    return word.text.isdigit() and (apart or plain[max(0, word.start - 1) : word.start] == "/")


def _of_somebody(line: list[Word], mark: int) -> bool:
    """Whether a person stands before "of": "Mr Tavit Orsk of Pell Strand LLP"."""
    index = mark - 1
    while index > 0 and line[index - 1].glued and is_name_word(line[index - 1]):
        index -= 1
        if line[index].low in words(_NAMES, "titles"):
            return True
    return mark - index in (2, 3) and is_given(line[index].text)


def _of_people(word: Word) -> bool:
    """Whether a word before "of" tells who belongs to a company: "Shareholders of Olt Glass a.s.", "Director-General of"."""
    return not _MEMBERS.isdisjoint({word.low, *word.low.split("-")})


_MEMBERS = frozenset({"shareholders", "directors", "owners", "officers", "members", "creditors", "employees", "shareholder",
                      "director", "owner", "chairman", "secretary", "auditor", "liquidator", "subsidiary", "subsidiaries",
                      "accounts", "register", "articles", "memorandum", "minutes", "board", "chairwoman", "chairperson", "chair", "president",
                      "head", "founder", "ceo", "cfo", "coo", "matter", "estate", "partner", "partners", "treasurer", "manager", "chief", "governor", "deputy"})  # fmt: skip


def _ends_public(line: list[Word], mark: int) -> bool:
    """Whether "and" joins a company to a public body: "the City of Olt and Kite Holdings Ltd"."""
    index = mark - 1
    while (
        index > 0
        and line[index - 1].glued
        and (is_name_word(line[index - 1]) or line[index - 1].low in ("of", "the", "for"))
    ):
        index -= 1
    run = [word.low for word in line[index:mark]]
    return bool(_PUBLIC & set(run)) and "of" in run


_PUBLIC = frozenset({"city", "town", "county", "state", "republic", "kingdom", "government", "municipality", "borough", "district",
                     "province", "ministry", "department", "port", "commune", "region", "village", "council"})  # fmt: skip


def _ends_list(plain: str, line: list[Word], mark: int) -> bool:
    """Whether "and" before a company's last words joins it to a list: "X Ltd, Y and Z Ltd"."""
    index = mark - 1
    while index > 0 and line[index - 1].glued and is_name_word(line[index - 1]):
        index -= 1
    before = line[index - 1] if index > 0 else None
    comma = before is not None and plain[before.end : line[index].start] == ", "
    return comma and before is not None and before.capital and not before.opens


def _bracketed(plain: str, before: Word, opened: Word, form: Word) -> bool:
    """Whether a bracket belongs to a company's name: "Karsu (North) Ltd"; not "Ada Mirel (Karsu Ltd)"."""
    closed = plain.find(")", opened.start, min(opened.start + 24, form.start))
    gap = plain[before.end : opened.start] == " (" and not before.possessive
    return gap and closed > 0 and "\n" not in plain[opened.start : closed] and is_name_word(before)


_QUOTED = re.compile(
    r"(?<!\w)(?:TOO|OOO|AO|OAO|ZAO|PAO|JSC|OJSC|CJSC|PJSC|LLC|LLP) ?\"[^\"\n]{2,60}\"(?:[^\"\n]{1,40}\")?"
)


def quoted_companies(plain: str, start: int, end: int) -> Iterator[Candidate]:
    """A legal form before a name in quotation marks: TOO "Karsu"."""
    for match in _QUOTED.finditer(plain, start, end):
        yield Candidate(match.start(), match.end(), ORG, "rule:legal-form", 91)


@cache
def _forms() -> frozenset[str]:
    return frozenset(form.rstrip(".") for form in words(_NAMES, "suffixes"))


def _is_form(word: Word) -> bool:
    printed = word.text.rstrip(".")
    return _form(word) and (printed in _forms() or (word.shouted and printed in _shouted_forms()))


@cache
def _shouted_forms() -> frozenset[str]:
    return frozenset(form.upper() for form in _forms())


def _form(word: Word) -> bool:
    return word.capital or word.text in ("plc", "d.o.o.", "a.s.", "s.r.o.", "d.d.", "e.V.", "ehf")


def _company_word(line: list[Word], index: int) -> bool:
    word, after = line[index], line[index + 1]
    if not (word.glued or _is_form(after)):
        return False
    if word.low in ("&", "and", "of", "for"):
        return index > 0 and is_name_word(line[index - 1]) and line[index - 1].glued
    return (is_name_word(word) or word.text.isdigit()) and word.low not in words(_NAMES, "titles")


def _leads(word: Word) -> bool:
    return word.glued and is_name_word(word)


_COMMITTEE = re.compile(
    rf"(?<!\w)[{UPPER}][\w'-]{{1,40}}(?: [{UPPER}][\w'-]{{1,40}})? for (?:Congress|Senate|President|Governor|Mayor|Assembly|Parliament|Attorney General)(?!\w)"
)


def campaign_committees(plain: str, start: int, end: int) -> Iterator[Candidate]:
    """Committees of candidates for an office: "Tolvik for Congress"."""
    for match in _COMMITTEE.finditer(plain, start, end):
        yield Candidate(match.start(), match.end(), ORG, "rule:head-noun", 74)
