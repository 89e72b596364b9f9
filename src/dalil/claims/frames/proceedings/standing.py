"""State of proceedings told by a phrase: "remains on the sanctions list", "is in custody", "reached a settlement".

:mod:`dalil.claims.frames.proceedings.status` reads it from the verb and its nouns. What is told of somebody in a phrase
has many forms that no list of verbs holds and that a parse splits in as many ways; so the words of a content
that reports nothing yet are held against patterns. A pattern must span the content's own predicate: a word of
proceedings in a phrase beside it reports nothing, nor does what is wished, asked or may be.
"""

from __future__ import annotations

import re
from collections.abc import Sequence, Set
from dataclasses import replace
from functools import lru_cache

from dalil.claims.frames.basis.context import Context
from dalil.claims.frames.basis.courts import court_of
from dalil.claims.frames.basis.frame import Frame
from dalil.claims.frames.basis.lexicon import load
from dalil.claims.frames.proceedings.phrases import Told, told_by
from dalil.claims.frames.proceedings.reported import CONSENTING
from dalil.claims.parse import Token
from dalil.evidence import HolderRole, Kind, Proceedings, Stage, Stance

FILE = "standing_en.yaml"
FAR = 400
"""Code points of a content in which a phrase is looked for."""
_LISTS = "{list}"
_HELD = "{held}"
_SANCTIONS = re.compile(r"\bsanction|\bdesignat|\bblacklist|\basset freeze\b", re.IGNORECASE)
_TRIED = re.compile(
    r"\b(?:courts?|judges?|judge?ments?|jury|tribunal|magistrates?|trials?|prosecut\w+|convict\w*|sentenc\w+|guilty|verdicts?|acquit\w*"
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
    told = _mentioned(context)
    marks = _marks(told)
    found = [_standing(context, frame, told) for frame in frames]
    return [_worded(context, frame, marks) if frame.own else frame for frame in found]


def spoken_of(context: Context, frames: Sequence[Frame]) -> list[Frame]:
    """What somebody says, with the stage that an expression of the lexicon tells.

    Asked for last, since what a speaker asks for or accuses somebody of goes before the words he does it in.
    """
    marks = _marks(_mentioned(context))
    return [frame if frame.own else _worded(context, frame, marks) for frame in frames]


def _mentioned(context: Context) -> set[str]:
    """Which marks of patterns count in a document, by what it speaks of."""
    told = {""}
    told |= {_LISTS} if _SANCTIONS.search(context.text) is not None else set()
    told |= {_HELD} if _TRIED.search(context.text) is not None else set()
    return told


def _marks(told: Set[str]) -> frozenset[str]:
    return frozenset({"told"} | {_MARKS[mark] for mark in told if mark})


_MARKS = {_LISTS: "listed", _HELD: "held"}


def _reports(context: Context, frame: Frame) -> bool:
    """Whether a content may report a stage: it has none yet, and it is told, not wished, asked or supposed."""
    if frame.proceedings is not None or frame.head < 0 or frame.stance is not Stance.ASSERTS:
        return False
    near = [t.text.lower() for t in context.tree.children(frame.head, "aux", "mark")]
    if _foretold(context, frame):
        near.remove("would")
    if (
        (frame.hedged and not _notified(context, frame))
        or _WISHED & set(near)
        or any(t == "to" for t in near)
    ):
        return False
    return not _to_come(context, frame.head)


def _notified(context: Context, frame: Frame) -> bool:
    """Whether somebody was told by an office that the words do not name: "was informed that the case was closed"."""
    return (
        frame.unnamed
        and frame.cue >= 0
        and context.tokens[frame.cue].lemma.lower() in ("tell", "inform", "notify", "advise")
    )


def _foretold(context: Context, frame: Frame) -> bool:
    """Whether "would" is the "will" of somebody who said so: "police said that she would face no charge"."""
    if frame.own or frame.kind is not Kind.INDIRECT or frame.cue < 0:
        return False
    auxiliaries = [t.text.lower() for t in context.tree.children(frame.head, "aux")]
    told = context.tokens[frame.cue].tag in ("VBD", "VBN")
    return told and "would" in auxiliaries and "have" not in auxiliaries


def _agreed(context: Context, frame: Frame) -> bool:
    """Whether somebody is told to have agreed to something: "agreed to pay five million"."""
    if frame.method != "cue:intend" or frame.proceedings is not None or frame.head < 0:
        return False
    return context.tokens[frame.cue].lemma.lower() in (*CONSENTING, *_DECLINING)


_DECLINING = ("decline", "refuse", "decide", "choose", "elect", "opt", "resolve")


def _to_come(context: Context, head: int) -> bool:
    """Whether a predicate only tells what is to happen: "is to decide on Thursday"."""
    clause = context.tree.child(head, "xcomp") if context.tokens[head].lemma == "be" else None
    if clause is None:
        return False
    return any(t.tag == "TO" for t in context.tree.children(clause.index, "aux"))


def _worded(context: Context, frame: Frame, marks: frozenset[str]) -> Frame:
    """A frame with the stage of an expression of the lexicon; nobody's negated verdict is told as one."""
    agreed = _agreed(context, frame)
    if not agreed and not _reports(context, frame):
        return frame
    found = told_by(context, frame, marks)
    if found is None or (agreed and found.said.stage not in _CHOSEN):
        return frame
    verdict = found.said.stage in _VERDICTS
    if verdict and (_meant(context, frame.head) or _negated(context, frame.head, found)):
        return frame
    return _told(context, frame, found.said.stage, held=found.said.mark == "held" and frame.own)


_MEANING = frozenset(
    {"offer", "want", "hope", "expect", "intend", "plan", "threaten", "prepare", "prepared", "ready", "willing", "refuse",
     "decline", "consider", "wish"}
)  # fmt: skip


def _meant(context: Context, head: int) -> bool:
    """Whether a predicate only tells what somebody would do: "offered to plead guilty"."""
    near = (context.tokens[head], *context.tree.children(head, "acomp"))
    return any({t.lemma.lower(), t.text.lower()} & _MEANING for t in near)


def _negated(context: Context, head: int, found: Told) -> bool:
    """Whether the predicate or a verb of an expression is negated: "no court has upheld them"."""
    if found.said.denies:
        return False
    verbs = [t.index for t in context.tokens[found.first : found.end] if t.pos in ("VERB", "AUX")]
    return any(context.negated(index) for index in (head, *verbs))


_DECIDED = frozenset(
    {Stage.CONVICTION, Stage.ACQUITTAL, Stage.DISMISSAL, Stage.JUDGMENT, Stage.DESIGNATION, Stage.DELISTING}
)  # fmt: skip
"""Stages of what a court decides itself."""
_CHOSEN = (Stage.SETTLEMENT, Stage.DISMISSAL)
"""Stages that somebody brings about by agreeing or declining to do a thing."""
_VERDICTS = (Stage.CONVICTION, Stage.ACQUITTAL, Stage.JUDGMENT)


def _standing(context: Context, frame: Frame, told: Set[str]) -> Frame:
    """A frame with the stage of the first phrase whose mark is among those that the document admits."""
    if not _reports(context, frame):
        return frame
    head = context.tokens[frame.head]
    low, high = frame.start, min(frame.end, frame.start + FAR)
    if _ANY.search(context.text, low, high) is None:
        return frame
    for stage, mark, pattern in _patterns():
        if mark not in told:
            continue
        match = pattern.search(context.text, low, high)
        if match is not None and match.start() <= head.end and head.start < match.end():
            if stage is Stage.DESIGNATION and _ended(context, head):
                stage = Stage.DELISTING
            return _told(context, frame, stage, held=mark == _HELD and frame.own)
    return frame


def _ended(context: Context, head: Token) -> bool:
    """Whether a listing was not gone on with: "did not renew the listing"."""
    kept = head.lemma.lower() in ("renew", "extend", "prolong", "maintain", "keep")
    return kept and context.negated(head.index)


def _told(context: Context, frame: Frame, stage: Stage, *, held: bool) -> Frame:
    """A frame with the stage that it tells; what a court held, or a court does itself, is held by the court."""
    subject = context.tree.subject(frame.head) if frame.own else None
    bench = court_of(context, subject) if subject is not None else None
    if bench is not None and stage not in _DECIDED:
        return frame  # "barred him from managing companies": part of what it decided, told nearby
    found = replace(
        frame, proceedings=Proceedings(stage=stage), kind=Kind.STATUS if frame.own else frame.kind,
        method=f"{frame.method} standing",
    )  # fmt: skip
    if not frame.own or not (held or bench is not None):
        return found
    source = context.source(bench) if bench is not None else frame.source
    return replace(
        found, stance=Stance.REPORTS_COURT_HELD, role=HolderRole.COURT, own=False, source=source
    )
