"""The cue words of a language, read once from its folder and made into patterns.

The folders are data: forms are regular expressions over whole words in lower case, each entry with an
example that is a test. This module does not apply them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from dalil.claims.mentions_lexicon import word_loader
from dalil.evidence import Forum, Stage, Stance

PACKAGE = "dalil.claims.languages"


@dataclass(frozen=True, slots=True)
class Speech:
    """A class of words that commit a speaker alike.

    Attributes:
        id: Name of the class, as recorded with every claim.
        pattern: Its forms as whole words.
        stance: How the speaker stands to the content.
        stage: The stage that the word itself reports ("accuse").
        object: The content may follow without "that".
    """

    id: str
    pattern: re.Pattern[str]
    stance: Stance
    stage: Stage | None
    object: bool


@dataclass(frozen=True, slots=True)
class Proceeding:
    """Words that report a stage of proceedings; ``held``: a court decided."""

    id: str
    pattern: re.Pattern[str]
    stage: Stage
    forum: Forum | None
    held: bool
    alleges: bool


@dataclass(frozen=True, slots=True)
class Cues:
    """The cue words of one language.

    Attributes:
        code: ISO 639-1.
        after: What is said follows its verb (it precedes it in Kazakh).
        that: Words between a verb and what is said, as a pattern.
        between: Code points that may stand between the verb and "that".
        speech: Classes of verbs.
        sources: Words before a speaker in a source phrase ("selon"), or None.
        only_at_start: Those of them that mean a speaker at the head of a sentence alone.
        sources_after: Words behind the speaker in a source phrase, or None.
        proceedings: Words of proceedings.
        hedges: Words that qualify.
        pronouns: Words that stand for a speaker named before.
        joins: Words that begin another clause.
        genitive: Words or endings that make a name belong to the noun beside it.
        kin: Nouns that stand for somebody beside the person named ("lawyer of").
    """

    code: str
    after: bool
    that: re.Pattern[str]
    between: int
    speech: tuple[Speech, ...]
    sources: re.Pattern[str] | None
    only_at_start: frozenset[str]
    sources_after: re.Pattern[str] | None
    proceedings: tuple[Proceeding, ...]
    hedges: re.Pattern[str]
    pronouns: re.Pattern[str]
    joins: re.Pattern[str]
    genitive: tuple[str, ...]
    kin: re.Pattern[str]


@cache
def known() -> tuple[str, ...]:
    """ISO 639-1 codes of the languages that have a folder."""
    return tuple(
        sorted(one.name for one in files(PACKAGE).iterdir() if one.joinpath("cues.yaml").is_file())
    )


@cache
def table(code: str) -> dict[str, Any]:
    """The data file of a language as it stands."""
    import yaml

    text = files(PACKAGE).joinpath(code, "cues.yaml").read_text(encoding="utf-8")
    content: dict[str, Any] = yaml.load(text, Loader=word_loader())  # noqa: S506  a safe loader
    return content


@cache
def cues(code: str) -> Cues:
    """The cue words of a language."""
    data = table(code)
    sources, behind = data["sources"], data["sources_after"]
    return Cues(
        code=code,
        after=data["content"] == "after",
        that=_words(map(re.escape, data["that"])),
        between=int(data["between"]),
        speech=tuple(_speech(entry) for entry in data["speech"]),
        sources=_words(sources["forms"]) if sources["forms"] else None,
        only_at_start=frozenset(sources["only_at_start"]),
        sources_after=_words(entry["form"] for entry in behind) if behind else None,
        proceedings=tuple(_proceeding(entry) for entry in data["proceedings"]),
        hedges=_words(map(re.escape, data["hedges"])),
        pronouns=_words(map(re.escape, data["pronouns"])),
        joins=_words(map(re.escape, data["joins"])),
        genitive=tuple(data["genitive"]),
        kin=_words(map(re.escape, data["kin"])),
    )


def _words(forms: Iterable[str]) -> re.Pattern[str]:
    """Forms as whole words; one that ends with an apostrophe leans on the next word."""
    ordered = sorted(forms, key=len, reverse=True)
    ends = [form if form.endswith("'") else rf"(?:{form})(?!\w)" for form in ordered]
    return re.compile(rf"(?<![\w])(?:{'|'.join(ends)})", re.IGNORECASE)


def _speech(entry: dict[str, Any]) -> Speech:
    stage = Stage(entry["stage"]) if "stage" in entry else None
    says = str(entry.get("object", "false")) == "true"
    return Speech(entry["id"], _words(entry["forms"]), Stance(entry["stance"]), stage, says)


def _proceeding(entry: dict[str, Any]) -> Proceeding:
    return Proceeding(
        entry["id"],
        _words(entry["forms"]),
        Stage(entry["stage"]),
        Forum(entry["forum"]) if "forum" in entry else None,
        str(entry.get("held", "false")) == "true",
        str(entry.get("alleges", "false")) == "true",
    )
