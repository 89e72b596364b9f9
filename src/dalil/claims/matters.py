"""What a claim speaks of, in terms that two claims can share: subjects, offences, events, figures.

Read from a claim's fields and, for offences and framings, from its own words by lexicons; nothing
is read from the words around it. This module finds no contest.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

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
    Verdict,
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
_CLEARING_STAGES = frozenset({Stage.ACQUITTAL, Stage.DISMISSAL})
_PARTIES = frozenset({MentionType.PERSON, MentionType.ORGANISATION})
_SPACES = str.maketrans({"\u00a0": " ", "\u202f": " ", "\n": " ", "\r": " ", "\t": " ", "’": "'"})
_COUNT = re.compile(r"\b(\d{1,6})\b")
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
        return self.claim.stance in (Stance.DENIES, Stance.DISPUTES) or self.claim.negated

    @property
    def clears(self) -> bool:
        """Whether it reports an acquittal or that proceedings were dismissed."""
        return self.claim.stage in _CLEARING_STAGES and not self.rejects

    @property
    def convicts(self) -> bool:
        """Whether it reports a conviction that stands."""
        proceedings = self.claim.proceedings
        quashed = proceedings is not None and proceedings.finality == Finality.QUASHED
        return self.claim.stage == Stage.CONVICTION and not self.rejects and not quashed

    @property
    def accuses(self) -> bool:
        """Whether it makes or reports an accusation."""
        return bool(self.accused) and not self.rejects and not self.clears


def gather(view: CaseView) -> list[Said]:
    """Read every claim of a case that nobody rejected, in order."""
    left_out = rejected(view)
    return [say(view, claim) for claim in view.claims.values() if claim.id not in left_out]


def rejected(view: CaseView) -> set[str]:
    """Claims whose last review by a person rejects them."""
    last: dict[str, Verdict] = {}
    for judgement in view.judgements:
        if judgement.by_person and judgement.verdict in (
            Verdict.ACCEPT,
            Verdict.REJECT,
            Verdict.CORRECT,
        ):
            last[judgement.left] = judgement.verdict
    return {claim for claim, verdict in last.items() if verdict == Verdict.REJECT}


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
    for relation in claim.relations:
        yield relation.subject
        if relation.object:
            yield relation.object


def _accused(view: CaseView, claim: Claim, parties: frozenset[str]) -> Iterator[str]:
    """Subjects of accusing relations; else, of an accusing stage or stance, the only party."""
    named = [
        view.entity_of.get(relation.subject.id)
        for relation in claim.relations
        if relation.predicate in _ACCUSING
    ]
    if named:
        yield from (entity for entity in named if entity)
        return
    first = claim.holders[0].reference
    speaker = view.entity_of.get(first.id) if first else None
    others = parties - {speaker}
    accusing = claim.stage in _ACCUSING_STAGES or claim.stance == Stance.ALLEGES
    if accusing and len(others) == 1:
        yield from others


def _offences(claim: Claim, text: str) -> Iterator[str]:
    """Classes of offences, from the fields where these name one, else from the words."""
    stated = [plain(words) for words in _stated_offences(claim) if words]
    for name, stems in classes("offences").items():
        if any(_has(words, stems) for words in (stated or [text])):
            yield name


def _stated_offences(claim: Claim) -> Iterator[str | None]:
    if claim.proceedings:
        yield claim.proceedings.offence
    for relation in claim.relations:
        if relation.predicate in _ACCUSING or relation.predicate == Predicate.ACQUITTED_OF:
            yield relation.value


def _years(claim: Claim) -> Iterator[str]:
    """Years of the proceedings; of the claim's own dates, where the proceedings have none."""
    if claim.proceedings and claim.proceedings.date:
        yield claim.proceedings.date.value[:4]
        return
    yield from (date.value[:4] for date in claim.dates)
    yield from (date[:4] for date in _relation_dates(claim.relations))


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
    """The number of dead that a claim states, when it states exactly one."""
    text = plain(said.claim.quote)
    if not _has(text, words("victims")):
        return None
    numbers = {int(found) for found in _COUNT.findall(_YEAR.sub(" ", text))}
    return numbers.pop() if len(numbers) == 1 else None


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
