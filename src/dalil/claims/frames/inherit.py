"""What contents hand to each other: a reported stage, an accusation, a denial around a report.

"X said that Y was convicted" reports a conviction; "Y denies that he took bribes" reports none, it
denies one. Here the state of proceedings found inside a content is given to the attribution around
it, and reports inside a denial or a demand stop being reports. It invents no stage.
"""

from __future__ import annotations

import bisect
from collections.abc import Sequence
from dataclasses import replace

from dalil.claims.frames.context import Context
from dalil.claims.frames.frame import Frame
from dalil.claims.frames.lexicon import load
from dalil.claims.frames.wrongdoing import wrongs
from dalil.evidence import HolderRole, Kind, Proceedings, Relation, Stage, Stance

_TAKING_BACK = (Stance.DENIES, Stance.DISPUTES, Stance.CALLS_FOR)
_RULING = frozenset(
    {"rule", "find", "hold", "decide", "determine", "conclude", "order", "declare", "state"}
)
_OPEN = (Stance.ASSERTS, Stance.ALLEGES)


def inherited(
    context: Context, frames: Sequence[Frame], reports: Sequence[Frame]
) -> tuple[list[Frame], list[Frame]]:
    """Attributions with the stage that they report, and the status reports that still stand.

    Args:
        context: The document.
        frames: Attributions.
        reports: Status frames and own assertions.
    """
    ordered = sorted(reports, key=lambda f: f.start)
    starts = [f.start for f in ordered]
    accusing = [t.start for t in wrongs(context)]
    taken_back: set[int] = set()
    told: list[Frame] = []
    for frame in frames:
        low, high = (
            bisect.bisect_left(starts, frame.start - 1),
            bisect.bisect_left(starts, frame.end),
        )
        inside = [i for i in range(low, min(high, low + 200)) if ordered[i].end <= frame.end + 1]
        if frame.stance in _TAKING_BACK:
            taken_back.update(inside)
        told.append(_told(context, frame, [ordered[i] for i in inside], accusing))
    told = [_of_surroundings(frame, ordered, starts) for frame in told]
    return told, [f for i, f in enumerate(ordered) if i not in taken_back]


def _of_surroundings(frame: Frame, reports: Sequence[Frame], starts: Sequence[int]) -> Frame:
    """A denial inside a report denies what is reported: it takes the report's stage."""
    if frame.stance not in (Stance.DENIES, Stance.DISPUTES) or frame.proceedings is not None:
        return frame
    low = bisect.bisect_right(starts, frame.start)
    for report in reports[max(0, low - 6) : low]:
        if report.proceedings is not None and report.covers(frame.start, frame.end):
            return replace(frame, proceedings=report.proceedings)
    return frame


def _told(
    context: Context, frame: Frame, inside: Sequence[Frame], accusing: Sequence[int]
) -> Frame:
    if frame.proceedings is not None:
        return frame
    frame = _ruled(context, _taken_apart(context, frame))
    report = next((r for r in inside if r.proceedings is not None and _main(frame, r)), None)
    if report is not None and frame.stance is not Stance.CALLS_FOR:
        stance = report.stance if frame.stance in _OPEN else frame.stance
        return replace(
            frame,
            proceedings=report.proceedings,
            stance=stance,
            relations=_with(frame, report) if frame.stance in _OPEN else frame.relations,
            subjects=report.subjects,
        )
    low = bisect.bisect_left(accusing, frame.start)
    accuses = low < len(accusing) and accusing[low] < frame.end
    if (
        accuses
        and frame.stance in (*_OPEN, Stance.DENIES, Stance.DISPUTES)
        and not _asks(context, frame)
    ):
        stance = Stance.ALLEGES if frame.stance is Stance.ASSERTS else frame.stance
        return replace(frame, stance=stance, proceedings=Proceedings(stage=Stage.ALLEGATION))
    return frame


def _ruled(context: Context, frame: Frame) -> Frame:
    """What a court finds, holds or orders is reported as held by it."""
    if frame.source is None or frame.cue < 0 or frame.stance is not Stance.ASSERTS:
        return frame
    verb = context.tokens[frame.cue].lemma.lower()
    if verb not in _RULING or not context.is_court(context.tokens[frame.source.head]):
        return frame
    return replace(frame, stance=Stance.REPORTS_COURT_HELD, role=HolderRole.COURT)


def _taken_apart(context: Context, frame: Frame) -> Frame:
    """Words such as "trumped-up" or "baseless" deny what they are said of."""
    if frame.stance is not Stance.ASSERTS or frame.head < 0 or frame.kind is Kind.DIRECT:
        return frame
    tree = context.tree
    words = load("proceedings_en.yaml")["denying"]
    near = [frame.head, *(t.index for t in tree.children(frame.head, "attr", "acomp", "oprd"))]
    near += [t.index for place in near for t in tree.children(place, "amod", "advmod", "acomp")]
    said = {context.tokens[i].lemma.lower() for i in near} | {
        context.tokens[i].text.lower() for i in near
    }
    if not said & set(words) or context.negated(frame.head):
        return frame
    return replace(frame, stance=Stance.DENIES)


def _main(frame: Frame, report: Frame) -> bool:
    """Whether the report is what the content says, not something told in passing."""
    same_head = frame.head >= 0 and frame.head == report.head
    return same_head or (report.size > 0.6 * frame.size and report.kind is Kind.STATUS)


def _with(frame: Frame, report: Frame) -> tuple[Relation, ...]:
    return tuple(dict.fromkeys((*frame.relations, *report.relations)))


def _asks(context: Context, frame: Frame) -> bool:
    return context.text[frame.end - 1 : frame.end] == "?"
