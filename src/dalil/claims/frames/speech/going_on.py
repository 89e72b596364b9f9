"""Submissions that go on in the passive: "The grounds contended that A. It was also submitted that B.".

Nobody is named a second time, and the paragraph leaves no doubt who goes on: the one who submitted the
sentence before. Without a word such as "also", or a verb of pleading, nobody is inferred.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dalil.claims.frames.basis.context import Context
from dalil.claims.frames.basis.courts import court_of
from dalil.claims.frames.basis.frame import Frame
from dalil.evidence import Stance

BACK = 3
"""Sentences before a passive in which the one who submits is looked for."""
_PLEADING = frozenset({"submit", "contend", "argue", "plead", "urge"})
_SAYING = _PLEADING | {
    "say",
    "allege",
    "claim",
    "assert",
    "add",
    "suggest",
    "state",
    "maintain",
    "note",
    "accept",
}
_ADDING = frozenset(
    {"also", "further", "furthermore", "moreover", "additionally", "again", "finally", "next", "secondly",
     "thirdly", "lastly", "likewise"}
)  # fmt: skip
_PAPERS = frozenset(
    {"ground", "application", "appeal", "submission", "pleading", "notice", "defence", "petition", "complaint",
     "argument", "claim", "letter", "statement", "motion", "brief", "skeleton"}
)  # fmt: skip


def gone_on(context: Context, frames: Sequence[Frame]) -> list[Frame]:
    """Frames in which a passive without a speaker has the speaker of the submission before it."""
    named = [f for f in frames if _submits(f)]
    named.sort(key=lambda f: f.cue)
    found = []
    for frame in frames:
        earlier = _earlier(context, frame, named) if frame.unnamed and frame.cue >= 0 else None
        found.append(frame if earlier is None else _continued(frame, earlier))
    return found


def _submits(frame: Frame) -> bool:
    """Whether somebody named is told to say something."""
    return frame.source is not None and frame.cue >= 0 and frame.method in ("cue:say", "cue:allege")


def _continued(frame: Frame, earlier: Frame) -> Frame:
    return replace(frame, source=earlier.source, unnamed=False, hedged=False)


def _earlier(context: Context, frame: Frame, named: Sequence[Frame]) -> Frame | None:
    """The submission that a passive goes on with, in the same passage; None where another one speaks between."""
    cue = context.tokens[frame.cue]
    lemma = cue.lemma.lower()
    if lemma not in _SAYING or frame.method == "hearsay:adverb" or frame.stance is Stance.DENIES:
        return None
    sentences = context.document.parse.sentences
    near = [f for f in named if 0 < cue.sentence - context.tokens[f.cue].sentence <= BACK]
    if not near:
        return None
    last = near[-1]
    if sentences[context.tokens[last.cue].sentence].passage != sentences[cue.sentence].passage:
        return None
    if last.source is None or court_of(context, context.tokens[last.source.head]) is not None:
        return None
    paper = context.tokens[last.source.head].lemma.lower() in _PAPERS
    adds = any(t.lemma.lower() in _ADDING for t in context.tree.children(frame.cue, "advmod"))
    goes_on = lemma in _PLEADING or adds or paper
    return last if goes_on else None
