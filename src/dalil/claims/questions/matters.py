"""What a claim speaks of, in terms that two claims can share: subjects, offences, events, figures.

Read from a claim's fields and, for offences and framings, from its own words by lexicons; nothing
is read from the words around it. This module finds no contest.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from dalil.claims.overruled import rules_said, tied_by_rules
from dalil.claims.reviews import rejected
from dalil.claims.view import CaseView
from dalil.evidence import (
    Claim,
    Finality,
    MentionType,
    Predicate,
    Reference,
    Relation,
    Stage,
    Stance,
)

_FILES = ("questions_en.yaml", "questions_ru.yaml")
_ACCUSING = frozenset(
    {
        Predicate.ACCUSED_OF,
        Predicate.INVESTIGATED_FOR,
        Predicate.CHARGED_WITH,
        Predicate.CONVICTED_OF,
    }
)
_ACCUSING_STAGES = frozenset({Stage.ALLEGATION, Stage.INVESTIGATION, Stage.CHARGE})
_AGAINST = frozenset({Stance.DENIES, Stance.DISPUTES})
_CLEARING_STAGES = frozenset({Stage.ACQUITTAL, Stage.DISMISSAL})
_AFTERWARDS = ("released", "pardoned")
"""What came after a conviction: its date is not that of the conviction."""
_PARTIES = frozenset({MentionType.PERSON, MentionType.ORGANISATION})
_SPACES = str.maketrans({"\u00a0": " ", "\u202f": " ", "\n": " ", "\r": " ", "\t": " ", "’": "'"})
_TOKEN = re.compile(r"\w+(?:-\w+)*")
_NEAR = 2
_LONGEST_COUNT = 6
_YEAR = re.compile(r"\b(1[89]\d\d|20\d\d)\b")


@dataclass(frozen=True, slots=True)
class Said:
    """A claim beside what it speaks of; ids are those of entities.

    Attributes:
        parties: Persons and organisations that it is about.
        accused: Those of them against whom it reports or makes an accusation.
        assets: Assets that it is about.
        offences: Classes of offences in its relations and words.
        challenges: Its words call a proceeding unfair.
        framings: How its words frame an event.
        years: Years that it dates its matter to.
        months: Months (``2023-01``) that it dates its matter to.
        holder: Entity id of the innermost holder, if named and known.
    """

    claim: Claim
    parties: frozenset[str]
    accused: frozenset[str]
    assets: frozenset[str]
    offences: frozenset[str]
    challenges: bool
    framings: frozenset[str]
    years: frozenset[str]
    months: frozenset[str]
    holder: str | None

    @property
    def rejects(self) -> bool:
        """Whether it stands against something: a denial, a dispute, a negated statement."""
        return self.disputes or self.claim.negated

    @property
    def disputes(self) -> bool:
        """Whether its holder denies or disputes what it tells."""
        stances, _ = _told(self.claim)
        return stances <= _AGAINST

    @property
    def clears(self) -> bool:
        """Whether it reports an acquittal or that proceedings were dismissed."""
        _, stages = _told(self.claim)
        return stages <= _CLEARING_STAGES and not self.rejects

    @property
    def convicts(self) -> bool:
        """Whether it reports a conviction that stands."""
        proceedings = self.claim.proceedings
        quashed = proceedings is not None and proceedings.finality == Finality.QUASHED
        if proceedings is not None and proceedings.reason in _AFTERWARDS:
            return False
        return self.claim.stage == Stage.CONVICTION and not self.rejects and not quashed

    @property
    def accuses(self) -> bool:
        """Whether it makes or reports an accusation."""
        return bool(self.accused) and not self.rejects and not self.clears


def gather(view: CaseView) -> list[Said]:
    """Read every claim of a case that nobody rejected, in order; none whose holder weights alone have told.

    What a claim leaves to its surroundings is taken over only where these leave no choice: the client
    of whom counsel speaks, the convicted person who calls "the charges" unfair, the one month that
    the claims of its paragraph name.
    """
    left_out = rejected(view.judgements)
    said = [
        say(view, claim)
        for claim in view.claims.values()
        if claim.id not in left_out and "holder" not in rules_said(claim.method)
    ]
    said = _with_clients(view, said)
    return _with_months(_with_convicted(view, said))


def _with_clients(view: CaseView, said: list[Said]) -> list[Said]:
    """Counsel who speaks of "my client" speaks of the one whom claims say counsel represents."""
    clients: dict[str, set[str]] = {}
    firms: dict[str, set[str]] = {}
    for one in said:
        for relation in () if one.rejects else tied_by_rules(one.claim):
            left = view.entity_of.get(relation.subject.id)
            right = view.entity_of.get(relation.object.id) if relation.object else None
            if left and right and relation.predicate == Predicate.REPRESENTS:
                clients.setdefault(left, set()).add(right)
            if left and right and relation.predicate in (Predicate.ROLE_AT, Predicate.EMPLOYED_BY):
                firms.setdefault(left, set()).add(right)
    found = []
    for one in said:
        holder = one.holder or ""
        served = clients.get(holder, set()).union(
            *(clients.get(f, set()) for f in firms.get(holder, ()))
        )
        speaks = _has(plain(one.claim.quote), words("client"))
        if speaks and len(served) == 1 and not _persons(view, one):
            one = replace(one, parties=one.parties | served)
        found.append(one)
    return found


def _with_convicted(view: CaseView, said: list[Said]) -> list[Said]:
    """Take "the charges" that nobody is named with for the holder's own, or the document's only ones."""
    convicted: dict[str, set[str]] = {}
    for one in said:
        if one.convicts:
            convicted.setdefault(one.claim.exhibit, set()).update(
                _persons(view, one) & (one.accused or one.parties)
            )
    found = []
    for one in said:
        own = convicted.get(one.claim.exhibit, set())
        subject = {one.holder} & own if one.holder else set()
        if not subject and len(own) == 1 and not _speaks_for_self(view, one):
            subject = set(own)
        fits = subject and not _persons(view, one) and not speaks_for_another(view, one, subject)
        if one.challenges and not one.convicts and fits and of_proceedings(one):
            one = replace(one, parties=one.parties | frozenset(filter(None, subject)))
        found.append(one)
    return found


def _speaks_for_self(view: CaseView, one: Said) -> bool:
    """Whether the holder is a named person who is not called counsel: they may mean their own case."""
    holder = view.entities.get(one.holder or "")
    named = holder is not None and holder.type == MentionType.PERSON
    return named and not _has(plain(one.claim.holders[0].text), words("counsel"))


_OF = re.compile(r"(?P<whose>.+?)['’]s? (?P<kind>[\w-]+)$")
_PRONOUN = re.compile(r"\b(?:him|her|his|hers)\b")


def of_proceedings(one: Said) -> bool:
    """Whether a claim's words speak of criminal proceedings, or call a judgement of them unfair by themselves.

    "The sanctions as groundless" calls another thing groundless than a conviction.
    """
    text = plain(one.claim.quote)
    return bool(one.offences) or _has(text, words("proceeding_words"))


def speaks_for_another(view: CaseView, one: Said, subjects: Iterable[str]) -> bool:
    """Whether the words are those of somebody else's people, or speak of the holder: "charges against him".

    "Mr X's office" speaks for X, whoever else the text tells of; a body is no "him".
    """
    known = [view.entities[subject] for subject in subjects]
    whose = _OF.fullmatch(" ".join(one.claim.holders[0].text.split()))
    if whose and plain(whose["kind"]) in words("household"):
        return not any(
            set(plain(whose["whose"]).split()) & set(plain(e.name).split()) for e in known
        )
    people = [entity for entity in known if entity.type == MentionType.PERSON]
    return not people and bool(_PRONOUN.search(plain(one.claim.quote)))


def _persons(view: CaseView, one: Said) -> frozenset[str]:
    return frozenset(p for p in one.parties if view.entities[p].type == MentionType.PERSON)


def _with_months(said: list[Said]) -> list[Said]:
    """A claim without a date is of the only month that the claims of its paragraph name."""
    named: dict[tuple[str, int], set[str]] = {}
    for one in said:
        if one.claim.locator.paragraph is not None:
            place = (one.claim.exhibit, one.claim.locator.paragraph)
            named.setdefault(place, set()).update(one.months)
    found = []
    for one in said:
        months = named.get((one.claim.exhibit, one.claim.locator.paragraph or -1), set())
        tells = one.framings or casualties(one) is not None
        if tells and not one.months and len(months) == 1:
            one = replace(one, months=frozenset(months))
        found.append(one)
    return found


def say(view: CaseView, claim: Claim) -> Said:
    """Read one claim."""
    text = plain(claim.quote)
    entities = dict.fromkeys(
        filter(None, (view.entity_of.get(ref.id) for ref in _references(claim)))
    )
    kinds = {entity: view.entities[entity].type for entity in entities if entity in view.entities}
    parties = frozenset(entity for entity, kind in kinds.items() if kind in _PARTIES)
    first = claim.holders[0].reference
    months = frozenset(_months(claim, text))
    return Said(
        claim=claim,
        parties=parties,
        accused=frozenset(_accused(view, claim, parties)),
        assets=frozenset(entity for entity, kind in kinds.items() if kind == MentionType.ASSET),
        offences=frozenset(_offences(claim, text)),
        challenges=_has(text, words("challenges")),
        framings=frozenset(
            name for name, stems in classes("framings").items() if _has(text, stems)
        ),
        years=frozenset(_years(claim)) | {month[:4] for month in months},
        months=months,
        holder=view.entity_of.get(first.id) if first else None,
    )


def _references(claim: Claim) -> Iterator[Reference]:
    yield from claim.about
    for relation in tied_by_rules(claim):
        yield relation.subject
        if relation.object:
            yield relation.object


def _accused(view: CaseView, claim: Claim, parties: frozenset[str]) -> Iterator[str]:
    """Subjects of accusing relations; else, of an accusing stage or stance, the only party."""
    named = [
        view.entity_of.get(relation.subject.id)
        for relation in tied_by_rules(claim)
        if relation.predicate in _ACCUSING
    ]
    if named:
        yield from (entity for entity in named if entity)
        return
    first = claim.holders[0].reference
    speaker = view.entity_of.get(first.id) if first else None
    others = parties - {speaker}
    stances, stages = _told(claim)
    accusing = stages <= _ACCUSING_STAGES or stances == {Stance.ALLEGES}
    people = {p for p in others if view.entities[p].type == MentionType.PERSON}
    if accusing and len(others) == 1:
        yield from others
    elif accusing and len(people) == 1:
        yield from people


def _told(claim: Claim) -> tuple[set[str], set[str]]:
    """Stances and stages of a claim, the rules' own beside what learned weights made of them.

    No contest rests on weights alone: they are right about three times in four, and a false contradiction is
    worse than a missed one.
    """
    said = rules_said(claim.method)
    stage = str(claim.stage or "none")
    return {str(claim.stance), said.get("stance", str(claim.stance))}, {
        stage,
        said.get("stage", stage),
    }


def _offences(claim: Claim, text: str) -> Iterator[str]:
    """Classes of offences, from the fields where these name one, else from the words."""
    stated = [plain(words) for words in _stated_offences(claim) if words]
    for name, stems in classes("offences").items():
        if any(_has(words, stems) for words in (stated or [text])):
            yield name


def _stated_offences(claim: Claim) -> Iterator[str | None]:
    if claim.proceedings:
        yield claim.proceedings.offence
    for relation in tied_by_rules(claim):
        if relation.predicate in _ACCUSING or relation.predicate == Predicate.ACQUITTED_OF:
            yield relation.value


def _years(claim: Claim) -> Iterator[str]:
    """Years of the proceedings; of the claim's own dates, where the proceedings have none."""
    if claim.proceedings and claim.proceedings.date:
        yield claim.proceedings.date.value[:4]
        return
    yield from (date.value[:4] for date in claim.dates)
    yield from (date[:4] for date in _relation_dates(tied_by_rules(claim)))


def _relation_dates(relations: Iterable[Relation]) -> Iterator[str]:
    for relation in relations:
        if relation.start_date:
            yield relation.start_date.value


def _months(claim: Claim, text: str) -> Iterator[str]:
    for date in claim.dates:
        if len(date.value) >= 7:
            yield date.value[:7]
    for language in _lexicons():
        for number, month in enumerate(language["months"], 1):
            for found in re.finditer(rf"\b{month}\w{{0,3}}\s+(20\d\d|19\d\d)\b", text):
                yield f"{found[1]}-{number:02d}"


def casualties(said: Said) -> int | None:
    """The number of dead that a claim states, when it states exactly one, beside a word for them."""
    tokens = _TOKEN.findall(plain(said.claim.quote))
    victims = [at for at, word in enumerate(tokens) if _has(word, words("victims"))]
    numbers = {
        at: number for at, word in enumerate(tokens) if (number := _number(word)) is not None
    }
    found = {
        number for at, number in numbers.items() if any(0 < abs(at - v) <= _NEAR for v in victims)
    }
    return found.pop() if len(found) == 1 else None


def _number(word: str) -> int | None:
    """A count in digits or words ("forty-seven"); a year is none."""
    if word.isdigit():
        return None if _YEAR.fullmatch(word) or len(word) > _LONGEST_COUNT else int(word)
    values = [_number_words().get(part) for part in word.split("-")]
    known = [value for value in values if value is not None]
    return sum(known) if len(known) == len(values) else None


@cache
def _number_words() -> Mapping[str, int]:
    return {name: value for lexicon in _lexicons() for name, value in lexicon["numbers"].items()}


def denies_owning(said: Said) -> bool:
    """Whether the words say that somebody does not own something."""
    return _has(plain(said.claim.quote), words("ownership_denials"))


def plain(text: str) -> str:
    """Lower case with ordinary spaces and apostrophes, for matching."""
    return text.translate(_SPACES).lower()


@cache
def _lexicons() -> tuple[Mapping[str, Any], ...]:
    folder = files("dalil.claims").joinpath("lexicons")
    return tuple(
        yaml.safe_load(folder.joinpath(name).read_text(encoding="utf-8")) for name in _FILES
    )


@cache
def words(key: str) -> tuple[str, ...]:
    """Stems of all languages under a key."""
    return tuple(stem for lexicon in _lexicons() for stem in lexicon[key])


@cache
def classes(key: str) -> Mapping[str, tuple[str, ...]]:
    """Stems of all languages by class."""
    found: dict[str, tuple[str, ...]] = {}
    for lexicon in _lexicons():
        for name, stems in lexicon[key].items():
            found[name] = (*found.get(name, ()), *stems)
    return found


def _has(text: str, stems: tuple[str, ...]) -> bool:
    return bool(_pattern(stems).search(text))


@cache
def _pattern(stems: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(
        r"\b(?:" + "|".join(map(re.escape, sorted(stems, key=len, reverse=True))) + ")"
    )
