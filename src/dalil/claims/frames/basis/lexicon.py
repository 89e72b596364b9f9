"""The cue words as data: ``claims/lexicons/cues_<language>.yaml`` read once, at first use.

Words live in the data file, constructions in the code. This module does not look at a text.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from importlib import resources
from typing import Any

import yaml

from dalil.evidence import Stage, Stance

DOCUMENTS = frozenset(
    [
        "agreement",
        "contract",
        "report",
        "ruling",
        "filing",
        "statement",
        "register",
        "letter",
        "indictment",
        "decree",
        "document",
        "memo",
        "memorandum",
        "email",
        "e-mail",
        "judgment",
        "judgement",
        "order",
        "complaint",
        "lawsuit",
        "affidavit",
        "transcript",
        "record",
        "deed",
        "invoice",
        "law",
        "bill",
        "constitution",
        "act",
        "treaty",
        "charter",
        "resolution",
        "survey",
        "poll",
        "audit",
        "study",
        "analysis",
        "notice",
        "registry",
        "disclosure",
        "petition",
        "verdict",
        "records",
        "documents",
        "leak",
        "cable",
        "note",
        "data",
        "figures",
        "research",
        "findings",
        "statistics",
        "minutes",
        "clause",
        "article",
        "annex",
        "appendix",
        "schedule",
        "footnote",
        "form",
        "archive",
        "certificate",
        "declaration",
        "log",
        "ledger",
        "dossier",
        "prospectus",
        "statute",
        "regulation",
        "directive",
        "manual",
        "handbook",
        "list",
        "bulletin",
        "invoices",
        "estimate",
        "average",
        "file",
    ]
)
"""Nouns that name a document: what it says is read from it, not from a speaker."""
EXHIBITS = frozenset(
    {"video", "recording", "footage", "photograph", "photo", "picture", "image", "film", "tape", "sample", "figure",
     "receipt", "ticket", "account", "book", "extract", "slip", "message", "telegram", "entry", "page", "minute",
     "decision", "brochure", "licence", "license", "settlement", "review", "inspection", "examination"}
)  # fmt: skip
"""Things that show something: papers in a wider sense, and pictures."""


@dataclass(frozen=True, slots=True)
class Example:
    """A sentence with what must be read from it; every one is run as a test."""

    text: str
    quote: str
    holder: str


@dataclass(frozen=True, slots=True)
class Cue:
    """A class of words that commit somebody to a content.

    Attributes:
        id: Name of the class, recorded with the claim.
        stance: Stance of the holder.
        forms: Constructions that carry the content.
        stage: Legal stage that the word itself reports.
        tails: Prepositions whose phrases belong to an object.
        particles: Particles that the verb needs ("point out").
        prepositions: Where words of the class differ in the prepositions they take.
        hedged: The content is asked or insinuated.
        document: Only what a document says.
        example: One sentence.
    """

    id: str
    stance: Stance
    forms: frozenset[str]
    stage: Stage | None = None
    tails: frozenset[str] = frozenset()
    particles: frozenset[str] = frozenset()
    prepositions: Mapping[str, Sequence[str]] = field(default_factory=dict)
    hedged: bool = False
    document: bool = False
    example: Example | None = None

    def takes(self, lemma: str, preposition: str) -> bool:
        """Whether a word of the class carries its content after this preposition."""
        if lemma in self.prepositions:
            return preposition in self.prepositions[lemma]
        return f"p:{preposition}" in self.forms


@dataclass(frozen=True, slots=True)
class Lexicon:
    """All cue classes of a language by word, and the words of hedging and negation."""

    verbs: Mapping[str, tuple[Cue, ...]]
    nouns: Mapping[str, tuple[Cue, ...]]
    adjectives: Mapping[str, tuple[Cue, ...]]
    phrases: Mapping[str, Cue]
    hedge_adverbs: frozenset[str]
    hedge_auxiliaries: frozenset[str]
    hedge_verbs: frozenset[str]
    hedge_passives: frozenset[str]
    hearsay_passives: frozenset[str]
    hearsay_adverbs: frozenset[str]
    conditions: frozenset[str]
    negations: frozenset[str]
    examples: tuple[Example, ...]


@lru_cache(maxsize=4)
def lexicon(language: str = "en") -> Lexicon:
    """The cue lexicon of a language (ISO 639-1)."""
    data = load(f"cues_{language}.yaml")
    cues = {part: [_cue(entry) for entry in data[part]] for part in _PARTS}
    hedges = data["hedges"]
    return Lexicon(
        verbs=_by_word(data["verbs"], cues["verbs"]),
        nouns=_by_word(data["nouns"], cues["nouns"]),
        adjectives=_by_word(data["adjectives"], cues["adjectives"]),
        phrases={
            phrase: cue
            for entry, cue in zip(data["prepositions"], cues["prepositions"], strict=True)
            for phrase in entry["phrases"]
        },
        hedge_adverbs=frozenset(hedges["adverbs"]),
        hedge_auxiliaries=frozenset(hedges["auxiliaries"]),
        hedge_verbs=frozenset(hedges["verbs"]),
        hedge_passives=frozenset(hedges["passives"]),
        hearsay_passives=frozenset(hedges["hearsay_passives"]),
        hearsay_adverbs=frozenset(hedges["hearsay_adverbs"]),
        conditions=frozenset(hedges["conditions"]),
        negations=frozenset(data["negations"]),
        examples=tuple(c.example for part in _PARTS for c in cues[part] if c.example),
    )


_PARTS = ("verbs", "nouns", "adjectives", "prepositions")


@lru_cache(maxsize=16)
def load(name: str) -> Mapping[str, Any]:
    """A lexicon file of the room as plain data."""
    place = resources.files("dalil.claims") / "lexicons" / name
    loaded: Mapping[str, Any] = yaml.safe_load(place.read_text(encoding="utf-8"))
    return loaded


def _cue(entry: Mapping[str, Any]) -> Cue:
    example = entry.get("example")
    stage = entry.get("stage")
    return Cue(
        id=entry["id"],
        stance=Stance(entry["stance"]),
        forms=frozenset(entry.get("forms", ())),
        stage=Stage(stage) if stage else None,
        tails=frozenset(entry.get("tails", ())),
        particles=frozenset(entry.get("particle", ())),
        prepositions=entry.get("prepositions", {}),
        hedged=bool(entry.get("hedged", False)),
        document=bool(entry.get("document", False)),
        example=Example(**example) if example else None,
    )


def _by_word(
    entries: Sequence[Mapping[str, Any]], cues: Sequence[Cue]
) -> dict[str, tuple[Cue, ...]]:
    found: dict[str, tuple[Cue, ...]] = {}
    for entry, cue in zip(entries, cues, strict=True):
        for lemma in dict.fromkeys(entry.get("strict") or entry["lemmas"]):
            found[lemma] = (*found.get(lemma, ()), cue)
    return found
