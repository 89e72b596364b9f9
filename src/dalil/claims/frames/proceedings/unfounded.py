"""What was not found to be so: "there is no evidence that A", "we are not satisfied that A", "failed to show that A".

A stands for nothing by itself there: quoted alone it reads as told. The whole clause is one claim, with its negation
in it, of whoever tells it or, where a court is not satisfied, of the court. "There is no doubt that A" tells A.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dalil.claims.frames.basis.clause import predication
from dalil.claims.frames.basis.context import Context
from dalil.claims.frames.basis.frame import Frame
from dalil.claims.frames.basis.graph import SUBJECTS
from dalil.claims.parse import Token
from dalil.evidence import Kind, Predicate, Stance

UNFOUNDED = "unfounded"
"""Last word of the method of a clause that took the place of its content."""
_GROUNDS = frozenset(
    {"evidence", "proof", "indication", "suggestion", "sign", "ground", "basis", "reason", "trace", "hint", "finding",
     "confirmation", "allegation", "accusation", "claim", "information", "conclusion", "indicator", "record"}
)  # fmt: skip
"""What a charge rests on, or that it was made at all."""
_SEEKING = frozenset(
    {"find", "see", "have", "produce", "offer", "present", "adduce", "provide", "hear", "uncover", "identify", "discover",
     "show", "receive", "furnish", "obtain", "detect", "contain", "give", "get", "make", "reach", "supply", "submit",
     "disclose", "reveal", "unearth"}
)  # fmt: skip
_SETTLING = frozenset(
    {"find", "conclude", "establish", "show", "prove", "demonstrate", "determine", "satisfied", "persuaded", "convinced",
     "confirm", "substantiate", "infer", "hold", "evidence"}
)  # fmt: skip
"""Words by which something is held for shown."""
_LACK = frozenset({"lack", "absence", "want"})
_SCANT = frozenset({"insufficient", "inadequate", "little", "scant", "few"})
_NO = frozenset({"no", "neither", "nor"})
_DOUBTS = frozenset(
    {"doubt", "question", "dispute", "secret", "mistake", "coincidence", "surprise"}
)
_FAILING = frozenset({"fail", "unable", "failure", "neglect", "impossible"})
_OPEN = (Stance.ASSERTS, Stance.ALLEGES)
_CASES = frozenset(
    {Predicate.ACCUSED_OF, Predicate.INVESTIGATED_FOR, Predicate.CHARGED_WITH, Predicate.CONVICTED_OF, Predicate.SANCTIONED_BY}
)  # fmt: skip


def unfounded(context: Context, frames: Sequence[Frame]) -> list[Frame]:
    """Frames with contents that were not found to be so told as whole clauses.

    Args:
        context: The document.
        frames: Its frames with stance and stage, in any order.
    """
    found: list[Frame] = []
    told = {f.head for f in frames if f.cue >= 0 and f.source is not None}
    missing = {f.cue: verb for f in frames if (verb := _not_shown(context, f)) is not None}
    for frame in frames:
        verb = _not_shown(context, frame)
        if verb is None and frame.head in missing and frame.cue == missing[frame.head].index:
            continue  # "any indication that A" beside the whole clause
        if verb is None:
            found.append(_certain(context, _telling(context, frame)))
        elif verb.index not in told:  # else somebody is told to say the whole of it
            found.append(_whole(context, frame, verb))
    return found


def _certain(context: Context, frame: Frame) -> Frame:
    """A content that "no doubt" affirms: its "no" negates nothing of it."""
    if not frame.negated or frame.cue < 0 or frame.own:
        return frame
    noun = context.tokens[frame.cue].lemma.lower() in _DOUBTS
    return replace(frame, negated=False) if noun else frame


def _not_shown(context: Context, frame: Frame) -> Token | None:
    """The predicate by which a content is told as not shown; None where it is told otherwise."""
    if frame.cue < 0 or frame.own or frame.head == frame.cue:
        return None
    if frame.head < 0 or context.tokens[frame.head].pos not in ("VERB", "AUX"):
        return None
    cue = context.tokens[frame.cue]
    if cue.pos == "NOUN":
        above = context.tokens[context.tokens[cue.head].head]
        if cue.dep == "pobj" and above.lemma.lower() in _SETTLING and _negated(context, above):
            return above  # "cannot conclude beyond doubt that"
        return _without_ground(context, cue)
    if cue.dep in ("acl", "relcl") and cue.pos == "VERB" and cue.tag in ("VB", "VBG"):
        ground = context.tokens[cue.head]  # "no grounds to suspect that"
        return _without_ground(context, ground)
    settles = cue.lemma.lower() in _SETTLING or cue.text.lower() in _SETTLING
    if not settles or frame.stance in (Stance.DENIES, Stance.DISPUTES):
        return None
    return _unsettled(context, cue)


def _without_ground(context: Context, noun: Token) -> Token | None:
    """The predicate over a ground that is missing: "there is no evidence", "did not find proof", "for want of proof"."""
    if noun.lemma.lower() not in _GROUNDS:
        return None
    verb = _above(context, noun)
    if verb is None:
        return None
    near = {
        t.lemma.lower() for t in context.tree.children(noun.index, "det", "amod", "neg", "advmod")
    }
    near |= {
        t.lemma.lower()
        for k in context.tree.children(noun.index, "amod")
        for t in context.tree.children(k.index)
    }
    if near & (_NO | _SCANT):
        return verb
    of = context.tokens[noun.head]
    if noun.dep == "pobj" and of.lemma == "of" and context.tokens[of.head].lemma.lower() in _LACK:
        return verb
    sought = noun.dep in ("dobj", "attr", "nsubj", "pobj") and (
        verb.lemma.lower() in _SEEKING or verb.lemma == "be"
    )
    return verb if sought and noun.dep != "nsubj" and _negated(context, verb) else None


def _above(context: Context, token: Token) -> Token | None:
    """The finite predicate in whose clause a word stands, over infinitives."""
    for above in context.tree.ancestors(token.index):
        if above.pos not in ("VERB", "AUX"):
            continue
        if above.dep != "xcomp" or context.tree.child(above.index, *SUBJECTS) is not None:
            return above
    return None


def _unsettled(context: Context, cue: Token) -> Token | None:
    """The predicate over a word of settling that is negated, or that somebody fails to do."""
    above = context.tokens[cue.head]
    if cue.pos == "ADJ" or cue.dep == "acomp":
        return above if above.lemma == "be" and _negated(context, above) else None
    if context.asked(cue.index):
        return None
    if cue.dep == "xcomp" and above.lemma.lower() in _FAILING:
        verb = above if above.pos == "VERB" else context.tokens[above.head]
        return None if context.negated(verb.index) else verb
    if not _negated(context, cue) or (cue.tag in ("VB", "VBG") and not _finite(context, cue)):
        return None
    return cue


def _finite(context: Context, verb: Token) -> bool:
    return any(t.tag not in ("TO",) for t in context.tree.children(verb.index, "aux"))


def _negated(context: Context, verb: Token) -> bool:
    """Whether a predicate has a negation of its own: no subject or object that is nobody."""
    if any(t.dep == "neg" for t in context.tree.children(verb.index)):
        return True
    adverbs = context.tree.children(verb.index, "advmod")
    return any(
        t.lemma.lower() in ("longer", "long", "more")
        and context.tokens[t.index - 1].text.lower() == "no"
        for t in adverbs
    )


def _whole(context: Context, frame: Frame, verb: Token) -> Frame:
    """The whole clause, held by the court that is not satisfied, else told by the document."""
    start, end = predication(context, verb)
    if not (start <= frame.start and frame.end <= end):
        start, end = min(start, frame.start), max(end, frame.end)
    held = frame.stance is Stance.REPORTS_COURT_HELD
    kept = tuple(r for r in frame.relations if r.predicate not in _CASES)
    frame = replace(
        frame, start=start, end=end, relations=kept, negated=True, hedged=False, head=verb.index, subjects=(),
        method=f"{frame.method} {UNFOUNDED}",
    )  # fmt: skip
    if held:
        return frame
    return replace(
        frame, source=None, unnamed=False, own=True, kind=Kind.AUTHOR, stance=Stance.ASSERTS, proceedings=None,
    )  # fmt: skip


def _telling(context: Context, frame: Frame) -> Frame:
    """A clause that tells that something was not shown: negated, no accusation."""
    if frame.head < 0 or frame.stance not in _OPEN:
        return frame
    nouns = context.tree.children(frame.head, "attr", "dobj", "nsubj")
    if not any(
        _without_ground(context, t) for t in nouns if t.dep != "nsubj" or t.index > frame.head
    ):
        return frame
    alleged = frame.stance is Stance.ALLEGES
    return replace(
        frame, stance=Stance.ASSERTS, negated=True, proceedings=None if alleged else frame.proceedings,
    )  # fmt: skip
