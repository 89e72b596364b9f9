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

from dalil.claims.wordlists import word_loader
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
        that: What joins the content where it is another word than "that" ("whether"), or None.
        starts: How a content without "that" begins ("having seen"), or None where it may begin anyhow.
        passive: Its participle with the agent behind it ("accused by X"), or None.
        subjectless: What follows the verb at once where its object went before it, or None.
        hedged: The word itself holds the content open ("hinted").
    """

    id: str
    pattern: re.Pattern[str]
    stance: Stance
    stage: Stage | None
    object: bool
    that: re.Pattern[str] | None = None
    starts: re.Pattern[str] | None = None
    passive: re.Pattern[str] | None = None
    subjectless: re.Pattern[str] | None = None
    hedged: bool = False


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
        possessed: Nouns that a name before them belongs to, where names stand first ("X qory"), or None.
        joined: Words between two names that speak together, or None.
        objects: Endings of names that are spoken of and do not speak (Kazakh cases), or None.
        that_forms: Forms of verbs that close a content by themselves ("satylghanyn"), or None.
        unsaid_before: Words before a verb that say that nothing was said, or None.
        unsaid_after: The same behind it, or None.
        not_verb_after: Words behind which a form is a noun ("la demande"), or None.
        trailing: Words between speaker and verb that are no part of the speaker, or None.
        relatives: Words that begin a clause on the noun before them, or None.
        courts: Words for a court.
        first_person: Pronouns of the document's own voice, or None.
        we_say: Endings of verbs that are the document's own voice without a pronoun, or None.
        accusers: Words for a speaker whose part it is to accuse, or None.
        pleas: Words by which somebody denies what he is charged with, or None.
        before_speaker: Words between a verb and the speaker behind it that are no part of the speaker, or None.
        behind_speaker: Words behind such a speaker that tell to whom, where and when, or None.
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
    courts: re.Pattern[str]
    possessed: re.Pattern[str] | None
    joined: re.Pattern[str] | None
    objects: re.Pattern[str] | None
    that_forms: re.Pattern[str] | None
    unsaid_before: re.Pattern[str] | None
    unsaid_after: re.Pattern[str] | None
    not_verb_after: re.Pattern[str] | None
    trailing: re.Pattern[str] | None
    relatives: re.Pattern[str] | None
    first_person: re.Pattern[str] | None
    we_say: re.Pattern[str] | None
    accusers: re.Pattern[str] | None
    pleas: re.Pattern[str] | None
    before_speaker: re.Pattern[str] | None
    behind_speaker: re.Pattern[str] | None


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
        speech=tuple(_speech(entry, data) for entry in data["speech"]),
        sources=_words(sources["forms"]) if sources["forms"] else None,
        only_at_start=frozenset(sources["only_at_start"]),
        sources_after=_words(entry["form"] for entry in behind) if behind else None,
        proceedings=tuple(_proceeding(entry) for entry in data["proceedings"]),
        hedges=_words(data["hedges"]),
        pronouns=_words(map(re.escape, data["pronouns"])),
        joins=_words(map(re.escape, data["joins"])),
        genitive=tuple(data["genitive"]),
        kin=_words(map(re.escape, data["kin"])),
        courts=_words(data["courts"]),
        possessed=_any(data, "possessed"),
        joined=_any(data, "joined"),
        objects=_any(data, "objects", r"(?:{})$"),
        that_forms=_any(data, "that_forms"),
        unsaid_before=_any(data, "unsaid_before", r"(?:^|(?<=\W))(?:{})\s*$"),
        unsaid_after=_any(data, "unsaid_after", r"\s+(?:{})(?!\w)"),
        not_verb_after=_any(data, "not_verb_after", r"(?:^|(?<=\W))(?:{})\s*$"),
        trailing=_any(data, "trailing", r"(?:\s+(?:{})|\s*[,–—-])+\s*$"),
        relatives=_any(data, "relatives"),
        first_person=_any(data, "first_person"),
        we_say=_any(data, "we_say", r"\w(?:{})$"),
        accusers=_any(data, "accusers"),
        pleas=_any(data, "pleas"),
        before_speaker=_any(data, "before_speaker", r"\s*(?:(?:{})\s+)+"),
        behind_speaker=_any(data, "behind_speaker", r"\s+(?:{})(?!\w).*$"),
    )


def _any(data: dict[str, Any], key: str, shape: str | None = None) -> re.Pattern[str] | None:
    """Forms of a field that a language may leave out, as whole words or in a shape of their own."""
    forms = data.get(key)
    if not forms:
        return None
    if shape is None:
        return _words(forms)
    return re.compile(shape.format("|".join(map(_spaced, forms))), re.IGNORECASE)


def _spaced(form: str) -> str:
    """A form whose spaces may be line ends."""
    return form.replace("\\ ", " ").replace(" ", r"\s+")


def _words(forms: Iterable[str]) -> re.Pattern[str]:
    """Forms as whole words; one that ends with an apostrophe leans on the next word."""
    ordered = sorted(map(_spaced, forms), key=len, reverse=True)
    ends = [form if form.endswith("'") else rf"(?:{form})(?!\w)" for form in ordered]
    return re.compile(rf"(?<![\w])(?:{'|'.join(ends)})", re.IGNORECASE)


def _speech(entry: dict[str, Any], data: dict[str, Any]) -> Speech:
    """A class of verbs; French participles take an auxiliary, and an agent where they have none."""
    stage = Stage(entry["stage"]) if "stage" in entry else None
    says = str(entry.get("object", "false")) == "true"
    participles = "|".join(entry.get("participles", ()))
    forms = list(entry.get("forms", ()))
    passive = None
    if participles:
        forms.append(f"{data['auxiliary']} (?:{participles})(?:e|s|es)?")
        if says:
            agent = data["agent"]
            passive = _words([f"(?:{participles})(?:e|s|es)? (?:\\w+ment )?{agent}"])
    return Speech(
        entry["id"],
        _words(forms),
        Stance(entry["stance"]),
        stage,
        says,
        that=_any(entry, "that"),
        starts=_any(entry, "starts", r"\s*(?:{})"),
        passive=passive,
        subjectless=_any(entry, "subjectless", r"\s+(?:{})(?!\w)"),
        hedged=str(entry.get("hedged", "false")) == "true",
    )


def _proceeding(entry: dict[str, Any]) -> Proceeding:
    return Proceeding(
        entry["id"],
        _words(entry["forms"]),
        Stage(entry["stage"]),
        Forum(entry["forum"]) if "forum" in entry else None,
        str(entry.get("held", "false")) == "true",
        str(entry.get("alleges", "false")) == "true",
    )
