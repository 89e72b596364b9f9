"""Turns of a transcript: where each begins and whose it is, by the label before its colon.

A label is a name ("MR ORSK:"), a name with what it is ("Orla Venn (Larkmouth, Progress):") or an office
with a name ("The Minister for Ports (Milo Brandt):"). Three turns of two people at least make a
transcript; a single line with a colon makes none.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import pairwise

from dalil.evidence import TextLayer

FEWEST = 3
_NAME = r"(?:(?:Mr|Mrs|Ms|Miss|Dr|Sir|Lord|Lady|Baroness|Judge|Sister)\.? )?[A-Z][\w.'’-]*(?: [A-Z][\w.'’-]*){0,3}"
_LABEL = re.compile(
    rf"(?:(?P<name>{_NAME})(?: \([^()\n]{{2,60}}\))?"
    rf"|The (?:[\w'’-]+,? ){{1,9}}\((?P<bearer>{_NAME})\)):\s"
)


_SAID = re.compile(r"[.!?…]['\"”’)]?\s*$|(?:\w+\W+){5}\w+")
"""A stop at the end, or six words: "Economic Crime: Oldhaven" is a heading."""
_ASKED = re.compile(
    rf"\b[Ii]nterview(?:s|ed)? (?:with|of) (?:the [a-z -]{{2,40}} )?(?P<name>{_NAME})"
)
_ASKING = re.compile(rf"\b(?:[Ii]nterview|[Ii]nterviewed|[Qq]uestions?) by (?P<name>{_NAME})")
_LETTERS = {"Q": _ASKING, "QUESTION": _ASKING, "A": _ASKED, "ANSWER": _ASKED}
HEAD = 1500
"""Code points at the head of an interview in which those who ask and answer are named."""


@dataclass(frozen=True, slots=True)
class Turn:
    """One turn.

    Attributes:
        passage: Index of its passage.
        start: First code point of the speaker's name.
        end: One past its last.
        spoken: First code point of what is said.
    """

    passage: int
    start: int
    end: int
    spoken: int


def turns_of(layer: TextLayer) -> list[Turn]:
    """The turns of a document that is a transcript; none where it is not one.

    A paragraph without a label between two turns goes on with the first; behind the last turn nothing
    does. The letters of "Q:" and "A:" stand for whoever the head of the interview names.
    """
    found: list[Turn] = []
    labels: set[str] = set()
    for index, passage in enumerate(layer.passages):
        if passage.kind != "paragraph":
            continue
        match = _LABEL.match(layer.text, passage.start, passage.end)
        if match is not None and _SAID.search(layer.text, match.end(), passage.end):
            part = "name" if match["name"] else "bearer"
            start, end = _bearer(layer.text, match[part], match.span(part))
            found.append(Turn(index, start, end, match.end()))
            labels.add(match[part].upper())
    if len(found) < FEWEST or not 1 < len(labels) <= len(found) // 1.2:
        return []
    return _continued(layer, found)


def _bearer(text: str, label: str, span: tuple[int, int]) -> tuple[int, int]:
    """Where the one is named for whom a label stands; the label itself where nobody is."""
    pattern = _LETTERS.get(label.upper())
    named = pattern.search(text, 0, HEAD) if pattern is not None else None
    return named.span("name") if named is not None else span


def _continued(layer: TextLayer, turns: list[Turn]) -> list[Turn]:
    """Turns with the paragraphs between them that go on with one."""
    found: list[Turn] = []
    for turn, after in pairwise(turns):
        found.append(turn)
        for index in range(turn.passage + 1, after.passage):
            passage = layer.passages[index]
            if passage.kind != "paragraph":
                break
            found.append(replace(turn, passage=index, spoken=passage.start))
    return [*found, turns[-1]]
