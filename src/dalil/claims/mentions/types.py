"""One type for one name: votes over the whole document, and names carried to later places.

A model reads each sentence alone and takes a surname for a place here and a company there. Over the
document the evidence adds up: a title or a role before the name, "who" after it, a legal form, a
full name elsewhere. This
module never joins two names to one entity: that is a judgement of :mod:`dalil.claims.mentions.aliases`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from itertools import pairwise

from dalil.claims.mentions.candidate import Candidate
from dalil.claims.mentions.context import (
    apposed,
    around,
    by_form,
    is_building,
    neighbours,
)
from dalil.claims.mentions.likeness import is_given, is_name
from dalil.claims.mentions.places import is_country
from dalil.claims.mentions.runs import RUN
from dalil.claims.mentions.stands import is_concerned, is_house
from dalil.claims.mentions.syntax import Syntax
from dalil.claims.mentions.things import against, against_form
from dalil.claims.wordlists import words
from dalil.evidence import MentionType

PER, ORG, LOC = MentionType.PERSON, MentionType.ORGANISATION, MentionType.LOCATION
ASSET = MentionType.ASSET
_VOTED = frozenset({PER, ORG, LOC, MentionType.GROUP})
_WEIGHTS = {
    "rule:legal-form": 9,
    "rule:country": 9,
    "rule:head-noun": 6,
    "rule:known-body": 6,
    "rule:short-form": 5,
    "rule:after-noun": 5,
    "rule:roster": 6,
    "rule:title": 4,
    "rule:holder": 5,
    "rule:role": 3,
    "rule:initials": 3,
    "rule:nickname": 4,
    "rule:capitals": 3,
    "rule:cyrillic": 4,
    "rule:dateline": 9,
    "rule:party": 6,
    "rule:town": 5,
    "rule:street": 6,
    "rule:seat": 6,
    "rule:header": 6,
    "rule:case-title": 6,
    "rule:people-of": 6,
    "rule:acronym": 3,
    "rule:turn": 6,
    "rule:listed": 6,
}
_PERSON_AFTER = re.compile(
    r"'?s?,? (?:who|whom)\b|, (?:an? |the |his |her |aged |then |former |\d\d,|\d\d-year-old|born )|,? \(\d\d\)"
    r"|, (?:[a-z-]+ )?(?:"
    + "minister|director|president|chair|head|founder|professor|lawyer|editor"
    + r")\b"
)
_PERSON_BEFORE = re.compile(
    r"(?:\b(?:led|signed|headed|chaired|founded|written|owned|represented|run|appointed|held|controlled|beaten|accompanied|replaced|succeeded|questioned|interviewed|introduced|married|dismissed|killed|born) (?:by|to)|\bthat|\bMessrs) $"
)


def one_type(plain: str, chosen: Sequence[Candidate], syntax: Syntax) -> list[Candidate]:
    """Give every name the type that most of its evidence in the document speaks for.

    Args:
        plain: Shadow of the text.
        chosen: Candidates in order of place.
        syntax: What the parse says of a name's type.
    """
    plain = _WRAPPED.sub(" ", plain)
    votes: dict[str, Counter[MentionType]] = {}
    nobody: Counter[str] = Counter()
    acting: set[str] = set()
    for candidate in chosen:
        if candidate.type is ASSET:
            votes.setdefault(plain[candidate.start : candidate.end], Counter())[ASSET] += 6
        if candidate.type in _VOTED:
            name = plain[candidate.start : candidate.end]
            tally = votes.setdefault(name, Counter())
            if candidate.method.startswith("gazetteer:"):
                tally[candidate.type] += _WEIGHTS["rule:legal-form"]
            elif candidate.method != RUN:
                tally[candidate.type] += _weight(plain, candidate)
            if person_context(plain, candidate):
                tally[PER] += 2
            building = candidate.method == "rule:head-noun" and is_building(name)
            tally[ORG] -= (4 if is_house(name) else 3) if building else 0
            if building or candidate.method.startswith("model:") or candidate.method == RUN:
                tally.update(around(plain, candidate))
                tally.update(syntax.votes(candidate.start, candidate.end))
                nobody[name] += against(plain, candidate)
                if syntax.acts(candidate.start, candidate.end) or is_concerned(plain, candidate):
                    acting.add(name)
    for name, tally in votes.items():
        tally.update(by_form(" ".join(name.split())))
        nobody[name] += against_form(name)
    _by_surname(votes)
    for name in _stems(plain, chosen) & votes.keys():
        votes[name][ORG] += 5
    often = Counter(plain[c.start : c.end] for c in chosen)
    sure = [_certain(plain, candidate, votes) for candidate in chosen]
    for one, other in pairwise(range(len(chosen))):
        if (
            sure[one] is PER
            and sure[other] is None
            and _is_firm_of(plain, chosen[one], chosen[other])
        ):
            votes[plain[chosen[other].start : chosen[other].end]].update({ORG: 3, PER: -3})
    for index, kind in neighbours(plain, chosen, sure):
        votes[plain[chosen[index].start : chosen[index].end]][kind] += 2
    typed = (
        _voted(plain, c, votes, _Uses(often, acting))
        for c in chosen
        if not (_is_nobody(plain, c, nobody, votes) and c.type in _VOTED)
    )
    return _without_place(plain, [one for one in typed if one])


_CYRILLIC = re.compile(r"[\u0400-\u04ff]")
_OF_CYRILLIC = 5
"""A model's vote for a Cyrillic name: the words around it and its form are read for Latin ones."""


def _weight(plain: str, candidate: Candidate) -> int:
    """How much a candidate's own type weighs."""
    if candidate.method == "rule:roster" and candidate.type is ORG:
        return 3
    model = candidate.method.startswith("model:")
    if model and _CYRILLIC.search(plain, candidate.start, candidate.end):
        return _OF_CYRILLIC
    return _WEIGHTS.get(candidate.method, 1)


def _without_place(plain: str, typed: list[Candidate]) -> list[Candidate]:
    """Leave a place out of a person's name before which it stands: "the native of Olt Ada Mirel"."""
    places = Counter(plain[c.start : c.end] for c in typed if c.type is LOC)
    found = []
    for candidate in typed:
        first, _, rest = plain[candidate.start : candidate.end].partition(" ")
        if candidate.type is PER and places[first] > 1 and " " in rest and not is_given(first):
            candidate = replace(candidate, start=candidate.start + len(first) + 1)
        found.append(candidate)
    return found


def _is_nobody(
    plain: str,
    candidate: Candidate,
    nobody: Mapping[str, int],
    votes: Mapping[str, Counter[MentionType]],
) -> bool:
    """Whether more speaks for a work, a prize or a feast than for anybody who bears the name."""
    if not candidate.method.startswith(_GUESSED):
        return False
    name = plain[candidate.start : candidate.end]
    return nobody[name] > max(votes.get(name, Counter()).values(), default=0)


_WRAPPED = re.compile(r"(?<=[a-z,;])\n(?=\w)")
"""A line's end within a sentence, at which what stands before or behind a name goes on."""


def _by_surname(votes: dict[str, Counter[MentionType]]) -> None:
    """Let a full name and its surname tell each other that they name a person."""
    for name, tally in votes.items():
        parts = name.split()
        if not 2 <= len(parts) <= 4 or parts[-1].lower() in words("mentions_names", "heads_after"):
            continue
        for short in _shorter(parts):
            other = votes.get(short)
            if other is None:
                continue
            mine, theirs = tally[PER], other[PER]
            if theirs > max(other[ORG], other[LOC]):
                tally[PER] += min(theirs, 4)
            if mine > max(tally[ORG], tally[LOC]):
                other[PER] += min(mine, 4)


def _shorter(parts: Sequence[str]) -> Iterator[str]:
    """What a person named in full is called by: the last word, and of two family names both or the first."""
    yield parts[-1]
    if len(parts) > 2 and is_given(parts[0]):
        yield " ".join(parts[-2:])
        yield parts[-2]


_NAMING = frozenset({"rule:head-noun", "rule:after-noun"})


def _stems(plain: str, chosen: Sequence[Candidate]) -> frozenset[str]:
    """First words of companies' names, two or more or all but the legal form: "Karsu Trade" of "Karsu Trade LLP"."""
    found: set[str] = set()
    for candidate in chosen:
        method = candidate.method.partition("+")[0]
        parts = plain[candidate.start : candidate.end].split()
        if method in _NAMING and candidate.type is ORG and len(parts) > 2 and "of" not in parts:
            found.add(" ".join(parts[: max(2, len(parts) - 1)]))
        if candidate.method == "rule:legal-form":
            found.update(
                " ".join(parts[:count]) for count in range(min(2, len(parts) - 1), len(parts))
            )
    return frozenset(stem for stem in found if stem)


def _is_firm_of(plain: str, one: Candidate, other: Candidate) -> bool:
    """Whether two words or more behind "of" tell where a person works: "Ada Mirel of Olt Duun"."""
    name = plain[other.start : other.end]
    return plain[one.end : other.start] == " of " and " " in name and not is_country(name)


_SURE = 4


def _certain(
    plain: str, candidate: Candidate, votes: Mapping[str, Counter[MentionType]]
) -> MentionType | None:
    """The type of a candidate where the votes for it lead clearly."""
    if candidate.type not in _VOTED:
        return candidate.type
    tally = votes[plain[candidate.start : candidate.end]].most_common(2)
    if not tally or tally[0][1] < _SURE:
        return None
    second = tally[1][1] if len(tally) > 1 else 0
    return tally[0][0] if tally[0][1] >= second + 2 else None


def person_context(plain: str, candidate: Candidate) -> bool:
    """Whether the words beside two or three others say that these are a person: "run by Ada Mirel"."""
    name = plain[candidate.start : candidate.end]
    if len(name.split()) not in (2, 3) or is_country(name) or not name.replace(" ", "a").isalnum():
        return False
    before = plain[max(0, candidate.start - 16) : candidate.start]
    told = apposed(plain, candidate.end)
    if told and PER not in told:
        return False  # "Olt Quay, a harbour"
    return bool(_PERSON_AFTER.match(plain, candidate.end) or _PERSON_BEFORE.search(before))


@dataclass(frozen=True, slots=True)
class _Uses:
    """How often each name stands in the document, and which do something in it."""

    often: Mapping[str, int]
    acting: Set[str]


def _voted(
    plain: str,
    candidate: Candidate,
    votes: Mapping[str, Counter[MentionType]],
    uses: _Uses,
) -> Candidate | None:
    """A candidate with the type that won; a run of which nothing is known keeps a guess or goes."""
    known = candidate.method == "rule:country" or candidate.method.startswith("gazetteer:")
    if candidate.type not in _VOTED or known:
        return candidate
    name = plain[candidate.start : candidate.end]
    tally = votes[name]
    order: tuple[MentionType, ...] = (PER, ORG, LOC, MentionType.GROUP, ASSET)
    if candidate.method == RUN and not any(count > 0 for count in tally.values()):
        return _guess(plain, candidate, uses.often[name], tally)
    if ", " in name and candidate.method != "rule:capitals":
        order = tuple(kind for kind in order if kind is not PER)  # "Larkmouth, Progress"
    best = max(order, key=lambda kind: (tally[kind], -order.index(kind)))
    if best is PER:
        best = _rather(name, tally)
        if tally[PER] <= _WEAK and _LATIN.search(name) and candidate.method.startswith(_GUESSED):
            other = max((LOC, ORG), key=lambda kind: tally[kind])
            acts = name in uses.acting
            if tally[other] >= max(tally[PER] + acts, 1):
                best = other
            elif not acts and not is_name(name.split()[0]):
                return None
    lone = best in (ORG, PER) and uses.often[name] == 1 and " " not in name.strip()
    lone = lone and not _speaks(plain, candidate)
    if tally[best] <= (1 if lone else 0) and candidate.method.startswith(_GUESSED):
        return None
    if best is candidate.type:
        return candidate
    return replace(candidate, type=best, method=f"{candidate.method}+rule:type-vote")


_LATIN = re.compile("[a-zA-Z]")
_WEAK = 1
"""Votes for a person that a model's guess has by itself: with these alone, and a first word that nobody is known to
bear, most names were of places, bodies and things. Cyrillic names have other models, and no votes of their words."""


def _rather(name: str, tally: Mapping[MentionType, int]) -> MentionType:
    """What a name is of which as much speaks for a place or a body as for a person."""
    if tally[LOC] == tally[PER] >= 3:
        return LOC
    own = by_form(" ".join(name.split()))[PER]
    return ORG if tally[ORG] == tally[PER] > 0 and own <= 0 else PER


_SAID = (
    r"(?:said|says|told|tells|added|adds|wrote|writes|argued|argues|claimed|claims|denied|denies|stated|states|alleged|alleges|held|replied|explained|insisted|"
    r"reported|reports|revealed|reveals|disclosed|announced|confirmed|confirms|maintained|acknowledged|admitted|admits|warned|warns|"
    r"testified|answered|conceded|responded|declined|refused|noted|notes)"
)
_SPEAKS_AFTER = re.compile(rf",? (?:has |had |have )?{_SAID}\b")
_SPEAKS_BEFORE = re.compile(rf"(?:\b{_SAID}|[Aa]ccording to) $")


def _speaks(plain: str, candidate: Candidate) -> bool:
    """Whether somebody speaks here, person or body."""
    before = plain[max(0, candidate.start - 14) : candidate.start]
    return bool(_SPEAKS_AFTER.match(plain, candidate.end) or _SPEAKS_BEFORE.search(before))


_GUESSED = ("model:", RUN)
"""Methods that need a vote for them beside their own."""


def _guess(
    plain: str, candidate: Candidate, times: int, tally: Mapping[MentionType, int]
) -> Candidate | None:
    """Two or three plain words are most often a person, one word a body; after "the" neither.

    One word that stands once and of which nothing is known is more often a heading's or a code's.
    """
    name = plain[candidate.start : candidate.end]
    if " " not in name.strip() and times < 2:
        return None
    after_the = plain[max(0, candidate.start - 4) : candidate.start].lower() == "the "
    if after_the and " " in name:
        return None  # a defined term of a contract: "the Closing Date"
    if tally[PER] < 0:
        return None if len(name.split()) < 4 else candidate
    person = len(name.split()) in (2, 3) and name.replace(" ", "a").isalpha() and not after_the
    return replace(candidate, type=PER) if person else candidate
