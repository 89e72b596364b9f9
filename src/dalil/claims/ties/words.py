"""The words by which a language ties two names, read once from the ``ties.yaml`` of its folder.

Data: shapes over a sentence whose names are marks, fragments that shapes share, and nouns that tie a
person to a body. A language without the file ties nobody. This module does not apply the shapes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from dalil.claims.ties.marks import CLASSES
from dalil.claims.wordlists import lexicon, word_loader
from dalil.evidence import Predicate

PACKAGE = "dalil.claims.languages"
FILE = "ties.yaml"
LEXICON = "relations_en"
"""Where nouns of offices are kept for a language that is parsed."""
_SLOT = re.compile(r"(?<!\?P)<(?:(?P<slot>\w+):)?(?P<what>\w+)>")
_SEVERAL = {"person": "persons", "body": "bodies", "party": "parties"}
"""Slots that take several names joined, by the slot for one."""
_JOINED = {several: one for one, several in _SEVERAL.items()}
_MOST_JOINED = 11


@dataclass(frozen=True, slots=True)
class Shape:
    """One way to tie two names.

    Attributes:
        predicate: What is said of the subject.
        pattern: Groups ``subject``, ``object`` and ``detail``; an end that is missing is the name that
            a pronoun stands for.
        detail: The kind of tie where the words hold none, or None.
        begins: A date behind "in" is when the tie began.
        verbal: A verb states it, which a condition or a question takes back; a title is told by the way.
        body: The pronoun stands for a body, not a person.
    """

    predicate: Predicate
    pattern: re.Pattern[str]
    detail: str | None
    begins: bool
    verbal: bool
    body: bool


@dataclass(frozen=True, slots=True)
class TieWords:
    """How one language ties names.

    Attributes:
        shapes: In the order in which they are tried.
        apart: Words before a tie that make its name another's: "a friend of", "if".
        unreal: Words of a clause that states nothing.
        since: Words before the date at which a tie began.
        until: Words before the date at which it ended.
        within: Words before the date of an event.
        percent: A share in figures, as its first group.
    """

    shapes: tuple[Shape, ...]
    apart: re.Pattern[str]
    unreal: re.Pattern[str]
    since: re.Pattern[str]
    until: re.Pattern[str]
    within: re.Pattern[str]
    percent: re.Pattern[str]


@cache
def tie_table(code: str) -> dict[str, Any] | None:
    """The data file of a language as it stands; None where it has none."""
    import yaml

    path = files(PACKAGE).joinpath(code, FILE)
    if not path.is_file():
        return None
    content: dict[str, Any] = yaml.load(path.read_text(encoding="utf-8"), Loader=word_loader())  # noqa: S506  a safe loader
    return content


@cache
def tie_words(code: str) -> TieWords | None:
    """The words that tie names in a language; None where its folder has none."""
    data = tie_table(code)
    if data is None:
        return None
    return TieWords(
        shapes=tuple(_shapes(data)),
        apart=_compiled(rf"(?<!\w)(?:{data['apart']})\s*$", data),
        unreal=_compiled(rf"(?<!\w)(?:{data['unreal']})(?!\w)", data),
        since=_compiled(rf"(?<!\w)(?:{data['since']})\s*$", data),
        until=_compiled(rf"(?<!\w)(?:{data['until']})\s*$", data),
        within=_compiled(rf"(?<!\w)(?:{data['within']})\s*$", data),
        percent=_compiled(data["percent"], data),
    )


def _shapes(data: Mapping[str, Any]) -> Iterator[Shape]:
    for predicate, entry in data["nouns"].items():
        forms = _forms(entry)
        for way in data["by_noun"]:
            made = way["pattern"].replace("<noun>", f"(?:{forms})")
            made = made.replace(":bearers", f":{_SEVERAL[entry.get('subject', 'person')]}")
            made = made.replace(":held", f":{entry.get('object', 'seat')}")
            yield from _both({**way, "predicate": predicate, "pattern": made}, data)
    for entry in data["shapes"]:
        yield from _both(entry, data)


def _forms(entry: Mapping[str, Any]) -> str:
    """The nouns of an entry: its own forms, or those that the relations of a lexicon have."""
    if "forms" in entry:
        return str(entry["forms"])
    roles = lexicon(LEXICON)["roles"]
    nouns = {noun for name in entry["lexicon"] for noun in roles[name]}
    return "|".join(re.escape(noun) for noun in sorted(nouns, key=lambda n: (-len(n), n)))


def _both(entry: Mapping[str, Any], data: Mapping[str, Any]) -> Iterator[Shape]:
    """A shape, and the same with a pronoun for the person who opens a clause with a verb."""
    yield _shape(entry, data)
    opens = re.match(r"<subject:(?:persons?|party|parties)>", entry["pattern"])
    if opens and _is(entry, "verbal"):
        yield _shape(
            {**entry, "pattern": f"(?:{data['he']}){entry['pattern'][opens.end() :]}"}, data
        )


def _shape(entry: Mapping[str, Any], data: Mapping[str, Any]) -> Shape:
    return Shape(
        predicate=Predicate(entry["predicate"]),
        pattern=_compiled(rf"(?<!\w){entry['pattern']}(?!\w)", data),
        detail=entry.get("detail"),
        begins=_is(entry, "begins"),
        verbal=_is(entry, "verbal"),
        body=_is(entry, "body"),
    )


def _is(entry: Mapping[str, Any], key: str) -> bool:
    return str(entry.get(key, "false")) == "true"


def _compiled(pattern: str, data: Mapping[str, Any]) -> re.Pattern[str]:
    """A pattern with its slots and fragments put in."""
    joined = data["joined"]

    def put(match: re.Match[str]) -> str:
        slot, what = match["slot"], match["what"]
        if what in CLASSES:
            inner = CLASSES[what]
        elif what in _JOINED:
            one = CLASSES[_JOINED[what]]
            inner = f"{one}(?:(?:{joined}){one}){{0,{_MOST_JOINED}}}"
        elif what in data["fragments"]:
            inner = _SLOT.sub(put, data["fragments"][what])
        else:  # "office": the nouns that make somebody hold one
            inner = _SLOT.sub(put, _forms(data["nouns"]["role_at"]))
        return f"(?P<{slot}>{inner})" if slot else f"(?:{inner})"

    return re.compile(_SLOT.sub(put, pattern), re.IGNORECASE)
