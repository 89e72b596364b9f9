"""What no name looks like: columns run together, terms of contracts, attitudes, cases; and what is cut off.

A table set with spaces puts two names into one span; "the Early Termination Amount" is a term that a
contract defines; "pro-Velmian" and "the 'Harbour' case" name nobody. Spans are cut or left out here
before it is chosen among them; none is added.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from dalil.claims.mentions.candidate import Candidate
from dalil.claims.mentions.likeness import is_given
from dalil.claims.mentions.places import is_country
from dalil.claims.wordlists import words
from dalil.evidence import MentionType

_NAMES = "mentions_names"
_NAMED = frozenset({MentionType.PERSON, MentionType.ORGANISATION})
_COLUMNS = re.compile(r" {3,}|\t")
_STANCE = re.compile(r"(?:pro|anti|non|ex|post|pre|mid|semi|quasi)-")
_CASE = re.compile(r"['\"]? (?:case|affair|scandal|trial|files|leaks)\b")
_OPENED = re.compile(r"['\"]$")
_DANGLING = re.compile(r"\s+(?:of|for|and|the|in|on|to|&|at|by)$", re.IGNORECASE)
_COMMA = re.compile(r",\s(?!(?:Jr|Sr|II|III|IV)\b)")
_PARTICIPLE = re.compile(
    r"(?:determining|defaulting|non-defaulting|affected|contracting|third|other|relevant|disclosing|receiving|"
    r"indemnifying|indemnified|requesting|terminating|innocent|paying|\w+ing) part(?:y|ies)",
    re.IGNORECASE,
)
_BENCH = frozenset({"court", "tribunal", "chamber", "judge", "bench"})
"""Single words that a model takes for names: "the Court" speaks of one that has a name elsewhere."""
_ORDERED = frozenset(
    {"WHEREFORE", "VACATE", "VACATED", "REMAND", "REMANDED", "AFFIRM", "AFFIRMED", "REVERSE", "REVERSED", "DENY", "DENIED", "GRANT",
     "GRANTED", "DISMISS", "DISMISSED", "ORDER", "ORDERED", "ORDERS", "ADJUDGED", "DECREED", "RESOLVED", "FURTHER", "FINDS",
     "HOLDS", "DECLARES", "DECIDES", "REJECTS", "QUASHED", "ALLOWED", "SO", "NOW", "THEREFORE", "AND", "AMENDED", "SEALED"}
)  # fmt: skip
"""What courts print in capitals where they decide."""
_FIRM = ("rule:legal-form", "gazetteer:")


_LISTED = re.compile(r",\s+(?!(?:Inc|Ltd|LLC|LLP|LP|Co|Corp|Limited|S\.?A|GmbH|and|&)\b)")


def parted(plain: str, candidates: Iterable[Candidate]) -> list[Candidate]:
    """Make two names of a model's body with one comma and nothing else of a list: "Velmar, Northshire".

    People that are run together over a rank are parted too: "Ada Mirel KC Bern Olt".
    """
    found: list[Candidate] = []
    for candidate in candidates:
        candidate = _of_siblings(plain, candidate)
        if candidate.type is MentionType.PERSON and candidate.method.startswith("model:"):
            found.extend(_counsel(plain, candidate))
            continue
        if candidate.type is MentionType.LOCATION and candidate.method.startswith("model:"):
            found.extend(_places(plain, candidate))
            continue
        guess = candidate.type is MentionType.ORGANISATION and candidate.method.startswith("model:")
        if guess and (two := _from_to(plain, candidate)):
            found.extend(two)
            continue
        candidate = _seated(plain, _without_role(plain, candidate)) if guess else candidate
        commas = list(_LISTED.finditer(plain, candidate.start, candidate.end)) if guess else []
        text = plain[candidate.start : candidate.end]
        if len(commas) == 1 and " and " not in text and "&" not in text:
            parts = (
                replace(candidate, end=commas[0].start()),
                replace(candidate, start=commas[0].end()),
            )
            place = all(plain[part.start : part.end].isalpha() for part in parts)
            kind = MentionType.LOCATION if place else candidate.type  # a town and its county
            found.extend(replace(part, type=kind) for part in parts)
        else:
            found.append(candidate)
    return found


_ROLE = re.compile(
    r"(?:(?:First|Second|Third) )?(?:Claimants?|Plaintiffs?|Defendants?|Respondents?|Appellants?|Applicants?|Petitioners?|Interveners?|"
    r"Shareholders? of|Directors? of|Subsidiary of)\s+(?=[A-Z])"
)
_SIBLINGS = re.compile(r"(?:Brothers|Sisters|Twins|Cousins)\s+(?P<given>[A-Z][\w'-]+)")


def _without_role(plain: str, candidate: Candidate) -> Candidate:
    """A model's body without what it is in a case or to a company: "Claimant Red Kite Aviation"."""
    role = _ROLE.match(plain, candidate.start, candidate.end)
    return candidate if role is None else replace(candidate, start=role.end())


def _of_siblings(plain: str, candidate: Candidate) -> Candidate:
    """Somebody to whom kin in the plural lead, without them: "Brothers Ahmed and Khalid Orsk"."""
    kin = _SIBLINGS.fullmatch(plain, candidate.start, candidate.end)
    if kin is not None and plain.startswith(" and ", kin.end()) and is_given(kin["given"]):
        return replace(candidate, start=kin.start("given"), type=MentionType.PERSON)
    return candidate


_SEAT = re.compile(r"(?P<head>[A-Za-z]+) (?P<tie>in|near|at|of) (?=[A-Z])")


def _seated(plain: str, candidate: Candidate) -> Candidate:
    """Leave where a body sits out of its name: "Savers' Union in Olt", "Kite Ventures of Olt"; not "Bank of Olt"."""
    for match in _SEAT.finditer(plain, candidate.start, candidate.end):
        head, several = match["head"].lower(), match.start() > candidate.start
        if head not in words(_NAMES, "heads_after"):
            continue
        if match["tie"] in ("in", "near") or (
            match["tie"] == "of" and several and head not in words(_NAMES, "heads_before")
        ):
            return replace(candidate, end=match.end("head"))
    return candidate


def _from_to(plain: str, candidate: Candidate) -> list[Candidate]:
    """Two bodies that a model runs together over "to": "the loan from Olt Bank to Karsu Trade"."""
    mark = plain.find(" to ", candidate.start, candidate.end)
    before = plain[max(0, candidate.start - 9) : candidate.start].lower()
    if mark < 0 or not before.endswith(("from ", "from the ")) or not plain[mark + 4].isupper():
        return []
    return [replace(candidate, end=mark), replace(candidate, start=mark + 4)]


def _places(plain: str, candidate: Candidate) -> list[Candidate]:
    """Two places that a model runs together: "Sefa and Upper Sefa"; no country's own name."""
    text = plain[candidate.start : candidate.end]
    mark = text.find(" and ")
    if mark < 0 or is_country(text) or not text[mark + 5 : mark + 6].isupper():
        return [candidate]
    one = replace(candidate, end=candidate.start + mark)
    return [one, replace(candidate, start=candidate.start + mark + 5)]


_RANKED = re.compile(r",?\s(?:KC|QC|SC|LJ|JSC)\s(?=[A-Z])")
_BETWEEN = re.compile(r"\s(?:in|per|at|for|on|by|to|from|with)\s")


def _counsel(plain: str, candidate: Candidate) -> Iterator[Candidate]:
    """People whom a model runs together over their rank, each by himself, without "in" and what follows."""
    place = candidate.start
    for match in _RANKED.finditer(plain, candidate.start, candidate.end):
        yield replace(candidate, start=place, end=match.start())
        place = match.end()
    between = _BETWEEN.search(plain, place, candidate.end)
    yield replace(candidate, start=place, end=between.start() if between else candidate.end)


def shaped(plain: str, candidates: Iterable[Candidate]) -> list[Candidate]:
    """Candidates cut to what can be one name; those that cannot be any are left out."""
    found = []
    for candidate in candidates:
        if candidate.type in _NAMED or candidate.method == "rule:run":
            cut = _cut(plain, candidate)
            if cut is None or _no_name(plain, cut):
                continue
            candidate = _pointed(plain, cut)
        found.append(candidate)
    return found


_POINT = re.compile(r"\.(?=,|\s{2,}|\)|\s[a-z(\d&])")


def _pointed(plain: str, candidate: Candidate) -> Candidate:
    """A legal form that is printed with a point takes it along, where the sentence goes on: "Olt Kft. paid"."""
    if candidate.method != "rule:legal-form" or not _POINT.match(plain, candidate.end):
        return candidate
    form = plain[candidate.start : candidate.end].split()[-1]
    pointed = f"{form}." in words(_NAMES, "suffixes")
    return replace(candidate, end=candidate.end + 1) if pointed else candidate


def _cut(plain: str, candidate: Candidate) -> Candidate | None:
    text = plain[candidate.start : candidate.end]
    end = len(text)
    if column := _COLUMNS.search(text):
        end = column.start()
    guessed = candidate.type is MentionType.PERSON and candidate.method.startswith("model:")
    if guessed and (comma := _COMMA.search(text, 0, end)):
        end = comma.start()
    while dangling := _DANGLING.search(text, 0, end):
        end = dangling.start()
    if not any(c.isalpha() for c in text[:end]):
        return None
    return candidate if end == len(text) else replace(candidate, end=candidate.start + end)


_SUM = re.compile(r"[A-Z]{1,3}\$?\d[\d.,]*(?: \w+)?")
_MILLIONS = re.compile(r"\s?(?:million|billion|trillion|thousand|crore|lakh|bn|m)(?!\w)")


def _is_sum(plain: str, candidate: Candidate) -> bool:
    """Whether a guess is a sum in a currency that nothing here tells: "R48 million"."""
    if not _SUM.fullmatch(plain, candidate.start, candidate.end):
        return False
    figures = plain[candidate.start : candidate.end]
    return bool(_MILLIONS.match(plain, candidate.end) or _MILLIONS.search(figures))


def _no_name(plain: str, candidate: Candidate) -> bool:
    text = plain[candidate.start : candidate.end]
    if candidate.method.startswith(_FIRM):
        return False
    low = text.lower()
    if _STANCE.match(text) or _PARTICIPLE.fullmatch(low):
        return True
    quoted = _OPENED.search(plain, max(0, candidate.start - 1), candidate.start)
    if quoted and _CASE.match(plain, candidate.end):
        return True
    guess = candidate.method.startswith("model:") or candidate.method == "rule:run"
    if guess and (low in _BENCH or text in _ORDERED or _is_sum(plain, candidate)):
        return True
    parts = re.findall(r"[^\W\d_][\w'-]*", low)
    if not guess or not parts:
        return False
    return parts[-1] in words(_NAMES, "term_nouns") and not parts[0].isupper()
