"""What a speaker adds in the same sentence: "He denies it; the trip was paid by a friend", "she said, and left".

A parser ends somebody's content at a semicolon, at "and" or at "since", and what stands behind it is then taken for the
document's own. Directly behind the content, or behind it and "she said,", it goes on with what is said. A court, an
authority, "we" or a speaker of its own in the second statement ends this.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from dalil.claims.frames.basis.context import Context
from dalil.claims.frames.basis.courts import court_of
from dalil.claims.frames.basis.frame import OWN_RULES, Frame
from dalil.claims.frames.basis.lexicon import load
from dalil.claims.frames.referents.holders import OWN
from dalil.evidence import Kind, Stance

ADDED = " added"
"""Behind the rule of a frame that goes on with what the sentence tells before it."""
_BETWEEN = re.compile(
    r"\s*(?:;|,)?\s*(?:(?:and|but|or|nor|moreover|since|because|although|though|as|for)\s+)*(?:that\s+)?"
)
"""What joins two statements of one speaker."""
_BEHIND_CUE = re.compile(
    r"\s*,\s*[^,;:.\n]{2,60}(?:,\s*|;\s*)(?:(?:and|but|or|nor|since|because)\s+)?"
)
"""The same where "she said" stands between them."""
_RUNS_ON = re.compile(r"\s*,\s*[^,;:.\n]{2,60};\s")
"""Where a clause of the document covers both: "There is no toll, he states; it is a fee"."""
FARTHEST = 80
"""Code points between them at most."""
_LEADS = ("cue:say", "cue:allege", "cue:deny", "cue:dispute", "cue:point-out", "cue:put-forward")
_SPOKEN = (
    Stance.ASSERTS,
    Stance.ALLEGES,
    Stance.DENIES,
    Stance.DISPUTES,
    Stance.REPORTS_COURT_HELD,
)


def added(context: Context, frames: Sequence[Frame]) -> list[Frame]:
    """Frames in which a statement right behind somebody's content, in one sentence, is held by that one.

    Args:
        context: The document.
        frames: All frames: attributions, reports, own assertions.
    """
    leading: dict[int, list[Frame]] = {}
    for frame in sorted((f for f in frames if _leads(f)), key=lambda f: f.end):
        leading.setdefault(context.tokens[frame.cue].sentence, []).append(frame)
    if not leading:
        return list(frames)
    found: dict[int, Frame] = {}
    for place in sorted(range(len(frames)), key=lambda i: (frames[i].start, -frames[i].end)):
        frame = frames[place]
        first = _first(context, frame, leading) if _own(context, frame) else None
        if first is None:
            continue
        found[place] = _carried(frame, first)
        sentence = context.tokens[first.cue].sentence
        leading[sentence].append(replace(found[place], cue=first.cue))
    return [found.get(place, frame) for place, frame in enumerate(frames)]


def _leads(frame: Frame) -> bool:
    said = frame.cue >= 0 and frame.source is not None and not frame.own
    return said and frame.method.startswith(_LEADS) and frame.stance in _SPOKEN


def _own(context: Context, frame: Frame) -> bool:
    """Whether a statement is the document's, and nobody else speaks, rules or acts in it."""
    if not frame.own or frame.source is not None or frame.listed or frame.head < 0:
        return False
    if not frame.method.startswith(OWN_RULES) or frame.stance not in (
        Stance.ASSERTS,
        Stance.ALLEGES,
    ):
        return False
    words = context.document.tokens_in(frame.start, frame.end)
    if any(t.text.lower() in OWN for t in words):
        return False  # "he says nothing; on this we make no finding"
    subject = context.tree.child(frame.head, "nsubj", "nsubjpass", "expl")
    if subject is None or subject.start < frame.start:
        return True
    lemma = subject.lemma.lower()
    known = load("proceedings_en.yaml")
    acting = {*known["authorities"], *known["courts"], *known["prosecuting"]}
    return (
        subject.text.lower() not in OWN
        and court_of(context, subject) is None
        and lemma not in acting
    )


def _first(context: Context, frame: Frame, leading: dict[int, list[Frame]]) -> Frame | None:
    """The content right behind which a statement stands."""
    index = context.token_at(frame.start)
    if index >= len(context.tokens):
        return None
    for first in reversed(leading.get(context.tokens[index].sentence, ())):
        if abs(frame.start - first.start) <= 2 and _RUNS_ON.match(
            context.text, first.end, frame.end
        ):
            return first
        if not 0 <= frame.start - first.end <= FARTHEST or first.start >= frame.start:
            continue
        cue = context.tokens[first.cue].start
        behind = first.end <= cue < frame.start
        joins = _BEHIND_CUE if behind else _BETWEEN
        between = joins.fullmatch(context.text, first.end, frame.start)
        if between is not None and (between.group().strip() or first.end < frame.start):
            return None if context.quoted(first.start) else first
    return None


def _carried(frame: Frame, first: Frame) -> Frame:
    alleging = first.stance is Stance.ALLEGES
    held = first.stance is Stance.REPORTS_COURT_HELD
    return replace(
        frame, source=first.source, role=first.role, own=False, kind=Kind.INDIRECT,
        stance=first.stance if alleging or held else frame.stance,
        proceedings=frame.proceedings or (first.proceedings if alleging or held else None),
        method=frame.method + ADDED,
    )  # fmt: skip
