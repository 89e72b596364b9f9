"""What judgments and contracts print with capitals and is no name: citations, parts of documents, short terms.

"[2018] EWCA Civ 2230" names no court that speaks, "Section B" nobody, "EAW" after "European Arrest Warrant"
a thing. "Marlow v Quick Freight Ltd" is two parties. Guesses that lie in such places are cut or left out;
what a rule has found by its form stays. No name is added.
"""

from __future__ import annotations

import bisect
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from dalil.claims.mentions.candidate import Candidate
from dalil.evidence import MentionType

_GUESSES = ("model:", "rule:run", "rule:capitals", "rule:initials")
_REPORT = (
    r"[\[(](?:1[789]|20)\d\d(?:-\d\d)?[\])]\s+(?:\d{1,3}\s+)?[A-Z][A-Za-z.']*(?:\s(?:[A-Z][A-Za-z.']*|\d)){0,3}\s*"
    r"(?:\([A-Za-z. ]{1,12}\)\s*)?[/\d][\d/-]*(?:\s?\([A-Z][A-Za-z]{0,5}\))?"
)
"""A report of a case: year, volume, abbreviation, page: "[1998] 1 AC 12", "(2001) 33 EHRR 9", "[2020] EWHC 5 (Ch)"."""
_NUMBERED = (
    r"\b(?:[Cc]ase|CASE|[Cc]laim|[Aa]ppeal|[Aa]pplication)s?(?: (?:[Nn]os?|NO|[Nn]umbers?|[Rr]ef)\b\.?:?)? ?(?:[A-Z]{1,6}[-/ ]){0,3}[A-Z]{0,4}[-/]?\d[\w/.-]*"
    r"|\([CT][-\u2011]\d{1,4}/\d\d\)|\b(?:SI|S\.I\.) (?:19|20)\d\d(?:/| ?[Nn]o\.? ?)\d+"
)
"""A case's own number: "Case C-37/95", "Claim No: CL-2021-00012", "SI 1999/123"."""
_PART = (
    r"\b(?:[Ss]ections?|SECTION|[Pp]arts?|PART|[Gg]rounds?|[Cc]onditions?|[Ii]ssues?|[Aa]nnex(?:es)?|[Aa]ppendi(?:x|ces)|[Ss]chedules?|[Cc]hapters?|"
    r"[Vv]olumes?|[Tt]ables?|[Ff]igures?|[Bb]ox|[Ll]imbs?|[Ss]teps?|[Pp]hases?|[Ee]xhibits?|[Tt]abs?|[Bb]undles?|[Qq]uestions?|[Oo]ptions?|"
    r"[Tt]itles?|[Aa]rticles?|[Pp]aragraphs?|[Rr]ules?|[Cc]lauses?|[Ss]tages?|[Rr]ows?|[Cc]olumns?|[Ii]tems?|[Cc]ounts?|[Dd]ivision)"
    r" (?:\d{1,3}[A-Z]?|[IVX]{1,5}|[A-Z])(?:(?:, | and | or | to |\u2013|-)(?:\d{1,3}[A-Z]?|[IVX]{1,5}|[A-Z]))*(?![\w'.])"
)
"""A part of a document and its number or letter: "Section B", "Part IV", "Grounds 1 and 2"."""
_SPACED = r"(?<!\w)(?:[A-Z] ){3,}[A-Z](?!\w)"
"""A word printed with spaces between its letters: "J U D G M E N T"."""
_PLACE = re.compile("|".join((_REPORT, _NUMBERED, _PART, _SPACED)))
_VERSUS = re.compile(r"\s+(?:-?v\.?-?|vs\.?|V)\s+(?=\S)")
_MATTER = re.compile(r"(?:(?:In )?[Rr]e:?|[Ee]x [Pp]arte|R \(on the application of|Case of) ")


def without_citations(plain: str, candidates: Iterable[Candidate]) -> list[Candidate]:
    """Cut guesses at citations, numbers of cases and parts of documents, and part the parties of a case.

    Args:
        plain: Shadow of the text.
        candidates: Of any method; only guesses are changed, and models' spans over "X v Y" made two.
    """
    places = [match.span() for match in _PLACE.finditer(plain)]
    starts = [start for start, _ in places]
    found: list[Candidate] = []
    for candidate in candidates:
        if not candidate.method.startswith(_GUESSES):
            found.append(candidate)
            continue
        for part in _parties(plain, candidate):
            near = bisect.bisect_left(starts, part.end) - 1
            cut = part
            while near >= 0 and cut.start < cut.end and places[near][1] > cut.start:
                cut = replace(cut, end=min(cut.end, max(cut.start, places[near][0])))
                near -= 1
            if cut is part:
                found.append(part)
            elif (text := plain[cut.start : cut.end].rstrip(" ,;:([")) and len(text) > 2:
                found.append(replace(cut, end=cut.start + len(text)))
    return found


def _parties(plain: str, candidate: Candidate) -> Iterator[Candidate]:
    """The parties of "X v Y", each for itself, without "Re" before the first."""
    place = candidate.start
    if matter := _MATTER.match(plain, place, candidate.end):
        place = matter.end()
    for match in _VERSUS.finditer(plain, place, candidate.end):
        if match.start() > place:
            yield _party(plain, replace(candidate, start=place, end=match.start()))
        place = match.end()
    if (place, candidate.end) == (candidate.start, candidate.end):
        yield candidate
    elif place < candidate.end:
        yield _party(plain, replace(candidate, start=place))


def _party(plain: str, party: Candidate) -> Candidate:
    """A party of one word is somebody's surname; a body is told by more words or by capitals throughout."""
    text = plain[party.start : party.end]
    alone = text.isalpha() and not text.isupper() and party.type is MentionType.ORGANISATION
    return replace(party, type=MentionType.PERSON) if alone else party


_DEFINED = re.compile(
    r"(?<![^\W\d_])(?P<words>(?:[^\W\d_][\w'&-]{0,60},? ){1,9})\((?:the |an? |hereinafter |together,? |collectively,? )*[\"']?(?:the )?(?P<short>[A-Z][A-Za-z&/-]{1,9})[\"']?\)"
)
_TERM = re.compile(
    r"(?:\((?:the |an? |each,? |together,? |collectively,? |hereinafter |hereafter |in this \w+ )*|hereinafter,? (?:called |referred to as )?(?:the )?)"
    r"[\"'] ?(?:the |an? )?(?P<short>[A-Z][\w&/-]*(?: [A-Z][\w&/-]*){0,3}) ?[\"']"
)
"""A short form in quotation marks that the text gives to what stands before: (the "Second Debenture")."""
_LETTERS = re.compile(r"[^A-Za-z]")
_SMALL = frozenset(
    {
        "of",
        "the",
        "and",
        "for",
        "on",
        "in",
        "to",
        "a",
        "an",
        "de",
        "la",
        "el",
        "del",
        "y",
        "e",
        "against",
    }
)


def terms(plain: str, chosen: Sequence[Candidate]) -> frozenset[str]:
    """Short forms that the text gives to things: "European Arrest Warrant (EAW)", where no name stands before.

    Args:
        plain: Shadow of the text.
        chosen: The names that stand, in order of place.
    """
    ends = {
        c.end
        for c in chosen
        if not c.method.startswith("model:") or " " in plain[c.start : c.end].strip()
    }
    found: set[str] = set()
    kept: set[str] = set()
    for match in _TERM.finditer(plain):
        spot = match.start()
        before = plain[
            max(plain.rfind(". ", 0, spot), plain.rfind("\n", 0, spot), spot - 160, 0) : spot
        ]
        named = any(end in ends for end in range(spot - 2, spot + 1)) or (
            _letters_of(match["short"], before) and not _PAPER.search(before)
        )
        (kept if named else found).add(match["short"])
    for match in _DEFINED.finditer(plain):
        short = match["short"]
        if _spells(match["words"].split(), short):
            named = any(
                end in ends for end in range(match.end("words") - 2, match.end("words") + 1)
            )
            (kept if named else found).add(short)
    return frozenset(found - kept)


_PAPER = re.compile(
    r"\b(?:agreement|order|warrant|notice|contract|undertaking|memorandum|facility|loan|account|guarantee|deed|lease|licen[cs]e|"
    r"transaction|scheme|programme|procedure|request|report|questionnaire|statement|register)s? ?\(?$",
    re.IGNORECASE,
)
"""What is signed, made or filed and no body, before its short form: "a Deferred Prosecution Agreement ("DPA")"."""


def _letters_of(short: str, before: str) -> bool:
    """Whether words with capitals before a bracket have the letters of a short form, or it is one of them."""
    names = re.findall(r"[A-Z][\w'&-]*", before)
    letters = _LETTERS.sub("", short).lower()
    heads = "".join(name[0].lower() for name in names)
    known = short.lower() in {name.lower() for name in names} or short.split()[0] in names
    return known or (short.isupper() and letters in heads)


def _spells(said: Sequence[str], short: str) -> bool:
    """Whether the last words before a bracket have the letters of a short form as their initials."""
    left = list(_LETTERS.sub("", short).lower())
    parts = [part for word in said for part in word.split("-") if part]
    if len(left) < 2:
        return False
    for part in reversed(parts):
        if part[0].lower() == left[-1]:
            left.pop()
            if not left:
                return True
        elif part.lower().strip(",") not in _SMALL:
            return False
    return False


_OF_LAW = re.compile(
    r"\b(?:[Ss]ections?|ss?\.?|[Aa]rticles?|[Aa]rts?\.?|[Pp]arts?|[Rr]egulations?|[Rr]eg\.|[Ss]chedules?|[Pp]ara(?:graph)?s?\.?|[Rr]ules?|[Cc]hapters?) ?"
    r"(?:\d[\w().-]*|[IVX]+\b)(?:(?:,| and| or|-) ?\d[\w().-]*)*(?: (?:of|to))?(?: the)? $"
)


def of_law(plain: str, chosen: Sequence[Candidate]) -> list[Candidate]:
    """Take an abbreviation whose sections and articles the text counts for a law: "section 5 of VOTA"."""
    guessed = [c for c in chosen if _short(plain, c)]
    laws = {
        plain[c.start : c.end]
        for c in guessed
        if _OF_LAW.search(plain, max(0, c.start - 40), c.start)
    }
    return [
        replace(c, type=MentionType.LAW, method=f"{c.method}+rule:law")
        if plain[c.start : c.end] in laws and _short(plain, c)
        else c
        for c in chosen
    ]


def _short(plain: str, candidate: Candidate) -> bool:
    text = plain[candidate.start : candidate.end]
    return (
        candidate.method.startswith(_GUESSES) and text.isalnum() and sum(map(str.isupper, text)) > 1
    )
