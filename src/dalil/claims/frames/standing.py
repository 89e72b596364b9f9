"""State of proceedings told by a phrase: "remains on the sanctions list", "is in custody", "reached a settlement".

:mod:`dalil.claims.frames.status` reads it from the verb and its nouns. What is told of somebody in a phrase
has many forms that no list of verbs holds and that a parse splits in as many ways; so the words of a content
that reports nothing yet are held against patterns. A pattern must span the content's own predicate: a word of
proceedings in a phrase beside it reports nothing, nor does what is wished, asked or may be.
"""

from __future__ import annotations

import re
from collections.abc import Sequence, Set
from dataclasses import replace
from functools import lru_cache

from dalil.claims.frames.context import Context
from dalil.claims.frames.frame import Frame
from dalil.claims.frames.lexicon import load
from dalil.evidence import HolderRole, Kind, Proceedings, Stage, Stance

FILE = "standing_en.yaml"
FAR = 400
"""Code points of a content in which a phrase is looked for."""
_LISTS = "{list}"
_HELD = "{held}"
_SANCTIONS = re.compile(r"\bsanction|\bdesignat|\bblacklist|\basset freeze\b", re.IGNORECASE)
_TRIED = re.compile(
    r"\b(?:courts?|judges?|jury|tribunal|magistrates?|trials?|prosecut\w+|convict\w*|sentenc\w+|guilty|verdicts?|acquit\w*"
    r"|indict\w*|charged|charges|counts?|jail\w*|prison\w*|imprison\w*)\b",
    re.IGNORECASE,
)
"""Words of a trial: where a document has none, "got five years" tells of no sentence."""
_ANY = re.compile(
    r"settl|resolution|agree|undertook|consent|plea|list|annex|sanction|freeze|frozen|froze|block|designat|travel|bann|free|cleared"
    r"|acquit|exonerat|guilty|inquir|enquir|investigat|prob(?:e|ing)|case|proceeding|charge|complaint|suit|file|dossier|evidence|element"
    r"|crime|offen[cs]e|grounds?|lack|want|absence|insufficien|penal|fine|reprimand|struck|disbarred|disqualified|licen|authori"
    r"|permission|fac(?:e|ing)|trial|hearing|presumed|indict|prosecut|arraign|custody|arrest|deten|detain|bail|question|interview"
    r"|interrogat|examining|look|apprehended|withdrawn|dropped|discontinued|closed|resolved|ended|serving|years?|months|prison|jail|hours"
    r"|convict|sentence|condemned|remov|delist|unfreez|unblock|admit|demoted|debar|censured|heard|refer|report|search|raid|suspect"
    r"|suspicion|seized|attached|inadmissible|collapsed|lapsed|let off|expelled|pend|appear|forward|lost|stripped|surrendered",
    re.IGNORECASE,
)
"""Some word of every pattern: most contents have none, and need no closer look."""
_WISHED = frozenset({"should", "must", "ought", "would", "could", "may", "might", "if", "unless", "whether"})  # fmt: skip


@lru_cache(maxsize=1)
def _patterns() -> tuple[tuple[Stage, str, re.Pattern[str]], ...]:
    """Stage, mark of the pattern (of sanctions alone, of what a court held, "" of none), pattern."""
    return tuple(
        (
            Stage(stage),
            next((mark for mark in (_LISTS, _HELD) if said.startswith(mark)), ""),
            re.compile(said.removeprefix(_LISTS).removeprefix(_HELD), re.IGNORECASE),
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
    told = {""}
    told |= {_LISTS} if _SANCTIONS.search(context.text) is not None else set()
    told |= {_HELD} if _TRIED.search(context.text) is not None else set()
    return [_standing(context, frame, told) for frame in frames]


def _standing(context: Context, frame: Frame, told: Set[str]) -> Frame:
    """A frame with the stage of the first phrase whose mark is among those that the document admits."""
    if frame.proceedings is not None or frame.head < 0 or frame.stance is not Stance.ASSERTS:
        return frame
    head = context.tokens[frame.head]
    near = [t.text.lower() for t in context.tree.children(head.index, "aux", "mark")]
    if frame.hedged or _WISHED & set(near) or any(t == "to" for t in near):
        return frame
    low, high = frame.start, min(frame.end, frame.start + FAR)
    if _ANY.search(context.text, low, high) is None:
        return frame
    for stage, mark, pattern in _patterns():
        if mark not in told:
            continue
        match = pattern.search(context.text, low, high)
        if match is not None and match.start() <= head.end and head.start < match.end():
            return _told(frame, stage, held=mark == _HELD and frame.own)
    return frame


def _told(frame: Frame, stage: Stage, *, held: bool) -> Frame:
    """A frame with the stage that it tells; what a court held is held by the court."""
    frame = replace(
        frame, proceedings=Proceedings(stage=stage), kind=Kind.STATUS if frame.own else frame.kind,
        method=f"{frame.method} standing",
    )  # fmt: skip
    if not held:
        return frame
    return replace(frame, stance=Stance.REPORTS_COURT_HELD, role=HolderRole.COURT, own=False)
