"""Turns of a transcript: where each begins and whose it is, by the label before its colon.

A label is a name ("MR ORSK:"), a name with what it is ("Orla Venn (Larkmouth, Progress):") or an office
with a name ("The Minister for Ports (Milo Brandt):"). Three turns of two people at least make a
transcript; a single line with a colon makes none.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from dalil.evidence import TextLayer

FEWEST = 3
_NAME = r"(?:(?:Mr|Mrs|Ms|Miss|Dr|Sir|Lord|Lady|Baroness|Judge|Sister)\.? )?[A-Z][\w.'’-]*(?: [A-Z][\w.'’-]*){0,3}"
_LABEL = re.compile(
    rf"(?:(?P<name>{_NAME})(?: \([^()\n]{{2,60}}\))?"
    rf"|The (?:[\w'’-]+,? ){{1,9}}\((?P<bearer>{_NAME})\)): "
)


_SAID = re.compile(r"\w+\W+\w+\W+\w+.*[.!?…]['\"”’)]?\s*$", re.DOTALL)
"""Three words and a stop at least: "Economic Crime: Oldhaven" is a heading."""


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
    """The turns of a document that is a transcript; none where it is not one."""
    found: list[Turn] = []
    labels: set[str] = set()
    for index, passage in enumerate(layer.passages):
        if passage.kind != "paragraph":
            continue
        match = _LABEL.match(layer.text, passage.start, passage.end)
        if match is not None and _SAID.search(layer.text, match.end(), passage.end):
            part = "name" if match["name"] else "bearer"
            found.append(Turn(index, match.start(part), match.end(part), match.end()))
            labels.add(match[part].upper())
    if len(found) < FEWEST or not 1 < len(labels) <= len(found) // 1.2:
        return []
    return found
