"""What a fact check examines: "Claim: X owns a yacht. Verdict: False." The claim is nobody's who checks it.

Found false, the checker denies it; unproven or misleading, somebody unnamed alleges it. Read only where a line of
verdict follows: "Claim: ..." heads many papers. A claim that was found true stays the checker's own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from dalil.claims.frames.basis.context import Context
from dalil.claims.frames.basis.frame import Frame
from dalil.evidence import Kind, Stage, Stance

_CLAIM = re.compile(
    r"^[ \t>*#]*(?:the |viral |online )?(?:claims?|rumou?rs?)(?: (?:checked|reviewed|examined))?[ \t*]*:[ \t*]*(?P<said>[^\n]+)",
    re.IGNORECASE | re.MULTILINE,
)
_VERDICT = re.compile(
    r"^[ \t>*#]*(?:the |our )?(?:verdict|rating|ruling|conclusion|fact[ -]?check|assessment|result)[ \t*]*:[ \t*]*(?P<word>[^\n]{3,80})",
    re.IGNORECASE | re.MULTILINE,
)
_NOT = r"\W*(?:mostly |completely |entirely |this is |it is |partly |largely )?"
_FALSE = re.compile(
    rf"{_NOT}(?:false|untrue|incorrect|fake|fabricated|not true|wrong|inaccurate|a? ?hoax|an? lie|pants on fire|invented)\b",
    re.IGNORECASE,
)
_OPEN = re.compile(
    rf"{_NOT}(?:misleading|unproven|unsupported|unverified|no evidence|unfounded|baseless|missing context|lacks context|half[ -]true|mixture)\b",
    re.IGNORECASE,
)
FAR = 3000
"""Code points behind a claim in which its verdict is looked for."""
_PLAIN = (Stance.ASSERTS, Stance.ALLEGES)


def checked(context: Context, frames: Sequence[Frame]) -> list[Frame]:
    """Frames with the claims that a fact check examines as it judges them.

    Args:
        context: The document.
        frames: Its frames, in any order.
    """
    judged = list(_judged(context.text))
    if not judged:
        return list(frames)
    return [_as_judged(frame, judged) for frame in frames]


def _judged(text: str) -> Iterator[tuple[int, int, bool]]:
    """Start and end of each claim that is examined, and whether it was found false."""
    claims = list(_CLAIM.finditer(text))
    for place, claim in enumerate(claims):
        limit = claims[place + 1].start() if place + 1 < len(claims) else len(text)
        verdict = _VERDICT.search(text, claim.end(), min(limit, claim.end() + FAR))
        if verdict is None:
            continue
        false = _FALSE.match(verdict["word"]) is not None
        if false or _OPEN.match(verdict["word"]):
            yield claim.start("said"), claim.end(), false


def _as_judged(frame: Frame, judged: Sequence[tuple[int, int, bool]]) -> Frame:
    """A frame of the checker's own voice in such a claim: denied, or alleged by somebody unnamed."""
    found = next((one for one in judged if one[0] <= frame.start and frame.end <= one[1]), None)
    if found is None or frame.source is not None or frame.stance not in _PLAIN:
        return frame
    told = frame.proceedings
    told = told if told is not None and told.stage is Stage.ALLEGATION else None
    if found[2]:
        return replace(
            frame, stance=Stance.DENIES, own=True, unnamed=False, hedged=False, kind=Kind.AUTHOR, proceedings=told,
            method=f"{frame.method} checked",
        )  # fmt: skip
    return replace(
        frame, stance=Stance.ALLEGES, own=False, unnamed=True, hedged=True, kind=Kind.INDIRECT, proceedings=told,
        method=f"{frame.method} checked",
    )  # fmt: skip
