"""Contents that one cue governs and a parser tears off: "She said that A; that B; and that C" is hers to the end.

A statement that opens behind "; that", ", that" or "and that" in the sentence of somebody's content goes on with it,
where that content stands behind "that" too. A demand or a report of proceedings in between keeps its own holder.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from dalil.claims.frames.basis.context import Context
from dalil.claims.frames.basis.frame import Frame
from dalil.evidence import Kind, Stance

_JOINED = re.compile(r"(?:[,;]|\b(?:and|or|but))\s+(?:(?:and|or|but)\s+)?that[\s,]+$")
_OPENED = re.compile(r"\bthat[\s,]+(?:[^\s,]+ ){0,6}$")
_OPENING = re.compile(r"(?:[^,;.\n]{1,40}, )?that\s+")
"""What opens a statement that holds its own "that": "as mitigating, that ..."."""
_BREAK = re.compile(r"(?:[,;]|\b(?:and|or|but))\s+(?:(?:and|or|but)\s+)?$")
_PLAIN = (Stance.ASSERTS, Stance.ALLEGES)
BACK = 24
"""Code points before a statement in which its "that" stands."""


def joined(context: Context, frames: Sequence[Frame]) -> list[Frame]:
    """Frames in which a statement behind "and that" has the holder of the content before it.

    Args:
        context: The document.
        frames: All frames: attributions, reports, own assertions.
    """
    leading: dict[int, list[Frame]] = {}
    for frame in frames:
        if _leads(context, frame):
            leading.setdefault(context.tokens[frame.cue].sentence, []).append(frame)
    return [_with_holder(context, frame, leading) for frame in frames]


def _leads(context: Context, frame: Frame) -> bool:
    """Whether a frame is somebody's content behind "that"."""
    if (
        frame.cue < 0
        or frame.source is None
        or frame.stance not in (*_PLAIN, Stance.REPORTS_COURT_HELD)
    ):
        return False
    return _OPENED.search(context.text, max(0, frame.start - BACK), frame.start) is not None


def _with_holder(context: Context, frame: Frame, leading: dict[int, list[Frame]]) -> Frame:
    if not frame.own or frame.stance not in _PLAIN or frame.source is not None:
        return frame
    start = frame.start
    opening = _OPENING.match(context.text, start, frame.end)
    if opening is not None and _BREAK.search(context.text, max(0, start - BACK), start):
        start = opening.end()
    elif _JOINED.search(context.text, max(0, start - BACK), start) is None:
        return frame
    index = context.token_at(start)
    if index >= len(context.tokens):
        return frame
    first = next(
        (f for f in leading.get(context.tokens[index].sentence, ()) if f.start < start), None
    )
    if first is None or first.end >= frame.end:
        return frame
    stance = frame.stance if first.stance is Stance.ASSERTS else first.stance
    return replace(
        frame, start=start, cue=first.cue, source=first.source, role=first.role, stance=stance, own=False,
        kind=Kind.INDIRECT, proceedings=frame.proceedings or first.proceedings, method=f"{frame.method} joined",
    )  # fmt: skip
