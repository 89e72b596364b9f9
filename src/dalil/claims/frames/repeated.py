"""The document's own sentence that only repeats what somebody in it is told to have said.

"Orla Venn told the Gazette in May that the port was sold": that she said so is told by the chain of holders of what
she said. A sentence that adds something behind the content, or tells a tie or a step of proceedings, stays.
"""

from __future__ import annotations

from collections.abc import Sequence

from dalil.claims.frames.basis.context import Context
from dalil.claims.frames.basis.frame import Frame
from dalil.evidence import Kind

ENDING = 3
"""Code points at most between the end of a content and that of the sentence."""
OPENING = 60
"""Code points at most before whoever speaks."""
LEAST = 0.35
"""Share of the sentence that the content has at least."""
_SAID = ("cue:say", "cue:allege", "cue:deny", "noun:", "quote:", "prep:")
_OPEN = frozenset({"whether", "if", "why", "who", "what", "which", "how", "when", "where"})
_PLAIN = ("author:clause", "author:sentence", "author:ground", "author:sum")


def without_repeated(context: Context, frames: Sequence[Frame]) -> list[Frame]:
    """Frames without own sentences that an attribution inside them says already.

    Args:
        context: The document.
        frames: Its frames, in any order.
    """
    spoken = [
        f
        for f in frames
        if f.source is not None and f.cue >= 0 and f.kind is not Kind.AUTHOR and not f.own
    ]
    by_sentence: dict[int, list[Frame]] = {}
    for frame in spoken:
        by_sentence.setdefault(context.tokens[frame.cue].sentence, []).append(frame)
    return [f for f in frames if not _repeats(context, f, by_sentence)]


def _repeats(context: Context, own: Frame, spoken: dict[int, list[Frame]]) -> bool:
    plain = own.own and own.method.startswith(_PLAIN) and not own.relations
    index = context.token_at(own.start)
    if not plain or index >= len(context.tokens):
        return False
    return any(_says_all(context, own, f) for f in spoken.get(context.tokens[index].sentence, ()))


def _says_all(context: Context, own: Frame, said: Frame) -> bool:
    """Whether an attribution inside a sentence has all of it but its speaker and its cue."""
    source = said.source
    if source is None or context.negated(said.cue) or not said.method.startswith(_SAID):
        return False
    if context.tokens[context.token_at(said.start)].lemma.lower() in _OPEN:
        return False  # "is to decide whether she stays"
    cue = context.tokens[said.cue]
    if said.start <= own.start + 2 and said.end <= min(source.start, cue.start):
        ended = own.end - max(source.end, cue.end) <= ENDING
        return ended and said.size >= LEAST * own.size  # "A, records show"
    inside = own.start <= said.start and 0 <= own.end - said.end + 1 <= ENDING + 1
    opens = own.start <= source.start <= own.start + OPENING and source.end <= said.start
    cued = own.start <= cue.start < said.start
    return inside and opens and cued and said.size >= LEAST * own.size
