"""Contents that the words around them take back: nobody says so, it was wrongly reported, it is only supposed.

"Prosecutors have not accused the bank of theft" accuses nobody: that they have not is told by the document. "It
was wrongly reported that X was arrested" reports no arrest. "Imagine that X took a bribe", "had X ordered it, he
would have broken the law" suppose it. Of such a content neither a tie nor a stage of proceedings is left, and no
accusation. Who says that he did not do it is not its matter: that is a denial and stays one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dalil.claims.frames.basis.clause import predication
from dalil.claims.frames.basis.context import Context
from dalil.claims.frames.basis.frame import Frame
from dalil.claims.frames.basis.unreal import supposed, untruly
from dalil.claims.frames.proceedings.unfounded import unfounded
from dalil.claims.frames.stance.checked import checked
from dalil.claims.frames.stance.rejected import rejected
from dalil.claims.parse import Token
from dalil.evidence import Kind, Predicate, Stance

_NOBODY = frozenset({"nobody", "none", "no-one", "neither"})
_PROPOSED = frozenset({Predicate.ACCUSED_OF, Predicate.INVESTIGATED_FOR, Predicate.CHARGED_WITH})


def taken_back(context: Context, frames: Sequence[Frame]) -> list[Frame]:
    """Frames of which nothing is left that their surroundings take back.

    Args:
        context: The document.
        frames: Its frames with stance and stage, in any order.
    """
    told = unfounded(context, [_unsaid(context, f) for f in frames])
    told = checked(context, rejected(context, told))
    return [_never_accused(context, frame) for frame in told]


def _never_accused(context: Context, frame: Frame) -> Frame:
    """A clause that tells that nobody was accused, without the tie of an accusation: "has never been accused of"."""
    if frame.head < 0 or not frame.relations or not (frame.negated or context.negated(frame.head)):
        return frame
    kept = tuple(r for r in frame.relations if r.predicate is not Predicate.ACCUSED_OF)
    return replace(frame, relations=kept)


def _unsaid(context: Context, frame: Frame) -> Frame:
    if frame.cue >= 0:
        cue = context.tokens[frame.cue]
        if _not_accused(context, frame, cue):
            return _told_of(context, frame, cue)
        if frame.unnamed and frame.kind is Kind.INDIRECT and _wrongly_told(context, frame, cue):
            return replace(
                frame, stance=Stance.ASSERTS, unnamed=False, source=None, own=True, kind=Kind.AUTHOR,
                relations=(), proceedings=None, negated=True, hedged=False, method=f"{frame.method} untrue",
            )  # fmt: skip
    if frame.head >= 0 and supposed(context, frame.head):
        return _only_supposed(frame)
    return frame


def _wrongly_told(context: Context, frame: Frame, cue: Token) -> bool:
    """Whether a clause was wrongly told: "it was wrongly reported that"; another rule reads "reported to have"."""
    return not frame.method.startswith("hearsay") and untruly(context, cue)


def _not_accused(context: Context, frame: Frame, cue: Token) -> bool:
    """Whether a word that accuses is negated, or said of nobody: "has not accused", "nobody believes"."""
    if (
        frame.stance is not Stance.ALLEGES
        or cue.pos not in ("VERB", "AUX")
        or frame.head == cue.index
    ):
        return False
    source = context.tokens[frame.source.head].lemma.lower() if frame.source is not None else ""
    return source in _NOBODY or context.negated(cue.index)


def _told_of(context: Context, frame: Frame, cue: Token) -> Frame:
    """The whole clause, told by the document: what the speaker does not say is no word of his."""
    start, end = predication(context, cue)
    if not (start <= frame.start and frame.end <= end):
        start, end = frame.start, frame.end
    kept = tuple(r for r in frame.relations if r.predicate not in _PROPOSED)
    return replace(
        frame, start=start, end=end, source=None, unnamed=False, own=True, kind=Kind.AUTHOR,
        stance=Stance.ASSERTS, proceedings=None, relations=kept, negated=True, hedged=False,
        head=cue.index, method=f"{frame.method} unsaid",
    )  # fmt: skip


def _only_supposed(frame: Frame) -> Frame:
    """A content that is only supposed: hedged, without a stage and without an accusation."""
    stance = Stance.ASSERTS if frame.stance is Stance.ALLEGES else frame.stance
    return replace(
        frame, stance=stance, proceedings=None, relations=(), hedged=True,
        method=f"{frame.method} supposed",
    )  # fmt: skip
