"""Speech that its own cue cuts in two: the part that says nothing by itself is no claim.

"“By spring,” she said, “the port was sold.”": the words before the cue state nothing, those behind it do.
A part with a statement of its own stays a claim of its own. No words are moved or joined.
"""

from __future__ import annotations

from collections.abc import Sequence

from dalil.claims.frames.basis.context import Context
from dalil.claims.frames.basis.frame import Frame
from dalil.claims.parse import Token
from dalil.evidence import Kind

LONGEST = 14
"""Words of a part at most that is looked at."""
NEAR = 160
"""Code points between two parts at most."""
_OPENING = frozenset({"if", "when", "while", "because", "although", "though", "since", "until", "unless", "before",
                      "after", "as", "once", "whether"})  # fmt: skip
_FILLING = frozenset({"think", "know", "mean", "believe", "guess", "say", "suppose", "see"})


def without_fragments(context: Context, frames: Sequence[Frame]) -> list[Frame]:
    """Frames without those parts of interrupted speech that state nothing.

    Args:
        context: The document.
        frames: Its frames, in any order.
    """
    spoken = sorted((f for f in frames if _spoken(f)), key=lambda f: (f.start, -f.end))
    left_out: set[int] = set()
    for place, frame in enumerate(spoken):
        near = [*spoken[max(0, place - 2) : place], *spoken[place + 1 : place + 3]]
        if any(_continues(frame, other) for other in near) and _fragment(context, frame):
            left_out.add(id(frame))
    return [frame for frame in frames if id(frame) not in left_out]


def _spoken(frame: Frame) -> bool:
    return frame.kind is Kind.DIRECT and frame.source is not None and not frame.relations


def _continues(frame: Frame, other: Frame) -> bool:
    """Whether another part is of the same speaker's words, right before or behind, and longer."""
    if frame.source is None or other.source is None or other.size <= frame.size:
        return False
    apart = other.start - frame.end if other.start >= frame.end else frame.start - other.end
    between = min(frame.end, other.end) <= frame.source.start < max(frame.start, other.start)
    return frame.source == other.source and 0 <= apart <= NEAR and between


def _fragment(context: Context, frame: Frame) -> bool:
    """Whether a part states nothing: it has no predicate but in an opening clause or a filling phrase."""
    first, last = context.token_at(frame.start), context.token_at(frame.end)
    words = [t for t in context.tokens[first:last] if t.pos not in ("PUNCT", "SPACE")]
    if not words or len(words) > LONGEST:
        return False
    return not any(_states(context, token, first, last) for token in words)


def _states(context: Context, token: Token, first: int, last: int) -> bool:
    """Whether a word is a predicate with a subject that no opening word makes a part of another clause."""
    if token.pos not in ("VERB", "AUX") or token.dep in ("aux", "auxpass", "relcl", "acl"):
        return False
    tree = context.tree
    subject = tree.child(token.index, "nsubj", "nsubjpass", "expl")
    if subject is None or not first <= subject.index < last:
        return False
    marks = tree.children(token.index, "mark", "advmod")
    if any(t.lemma.lower() in _OPENING and t.index < subject.index for t in marks):
        return False
    filling = token.lemma.lower() in _FILLING and subject.text.lower() in ("i", "you", "we")
    rest = [
        t for t in tree.children(token.index, "ccomp", "dobj", "xcomp") if first <= t.index < last
    ]
    return not filling or bool(rest)


def subject_before(context: Context, cue: int, head: int, start: int) -> tuple[int, ...]:
    """The subject of a content that stands before who says it: "Orla Venn, the clerk says, sold the port".

    Args:
        context: The document.
        cue: Token index of the verb of saying.
        head: Token index of the content's predicate.
        start: Where the content starts.
    """
    subject = context.tree.child(head, "nsubj", "nsubjpass") if head > cue else None
    if subject is None or subject.start >= start or subject.index > cue:
        return ()
    return (subject.index,)
