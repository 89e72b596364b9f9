"""State of proceedings told by a phrase: "remains on the sanctions list", "is in custody", "reached a settlement".

:mod:`dalil.claims.frames.status` reads it from the verb and its nouns. What is told of somebody in a phrase
has many forms that no list of verbs holds and that a parse splits in as many ways; so the words of a content
that reports nothing yet are held against patterns. A pattern must span the content's own predicate: a word of
proceedings in a phrase beside it reports nothing, nor does what is wished, asked or may be.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from dalil.claims.frames.context import Context
from dalil.claims.frames.frame import Frame
from dalil.claims.frames.lexicon import load
from dalil.evidence import Kind, Proceedings, Stage, Stance

FILE = "standing_en.yaml"
FAR = 400
"""Code points of a content in which a phrase is looked for."""
_LISTS = "{list}"
_SANCTIONS = re.compile(r"\bsanction|\bdesignat|\bblacklist|\basset freeze\b", re.IGNORECASE)
_ANY = re.compile(
    r"settl|resolution|agree|undertook|consent|plea|list|annex|sanction|freeze|frozen|froze|block|designat|travel|bann|free|cleared"
    r"|acquit|exonerat|guilty|inquir|enquir|investigat|prob(?:e|ing)|case|proceeding|charge|complaint|suit|file|dossier|evidence|element"
    r"|crime|offen[cs]e|grounds?|lack|want|absence|insufficien|penal|fine|reprimand|struck|disbarred|disqualified|licen|authori"
    r"|permission|fac(?:e|ing)|trial|hearing|presumed|indict|prosecut|arraign|custody|arrest|deten|detain|bail|question|interview"
    r"|interrogat|examining|looking|apprehended|withdrawn|dropped|discontinued|closed|resolved|ended",
    re.IGNORECASE,
)
"""Some word of every pattern: most contents have none, and need no closer look."""
_WISHED = frozenset({"should", "must", "ought", "would", "could", "may", "might", "if", "unless", "whether"})  # fmt: skip


@lru_cache(maxsize=1)
def _patterns() -> tuple[tuple[Stage, bool, re.Pattern[str]], ...]:
    """Stage, whether only of a document that speaks of sanctions, pattern."""
    return tuple(
        (
            Stage(stage),
            said.startswith(_LISTS),
            re.compile(said.removeprefix(_LISTS), re.IGNORECASE),
        )
        for stage, phrases in load(FILE).items()
        for said in phrases
    )


def standing(context: Context, frames: Sequence[Frame]) -> list[Frame]:
    """Frames with the stage that a phrase of theirs tells, where they have none.

    Args:
        context: The document.
        frames: Its frames, in any order.
    """
    sanctions = _SANCTIONS.search(context.text) is not None
    return [_standing(context, frame, sanctions=sanctions) for frame in frames]


def _standing(context: Context, frame: Frame, *, sanctions: bool) -> Frame:
    if frame.proceedings is not None or frame.head < 0 or frame.stance is not Stance.ASSERTS:
        return frame
    head = context.tokens[frame.head]
    near = [t.text.lower() for t in context.tree.children(head.index, "aux", "mark")]
    if frame.hedged or _WISHED & set(near) or any(t == "to" for t in near):
        return frame
    low, high = frame.start, min(frame.end, frame.start + FAR)
    if _ANY.search(context.text, low, high) is None:
        return frame
    for stage, of_lists, pattern in _patterns():
        if of_lists and not sanctions:
            continue
        match = pattern.search(context.text, low, high)
        if match is not None and match.start() <= head.end and head.start < match.end():
            return replace(
                frame, proceedings=Proceedings(stage=stage), kind=Kind.STATUS if frame.own else frame.kind,
                method=f"{frame.method} standing",
            )  # fmt: skip
    return frame
