"""Whole sentences of which nothing was read: the document says them, so they are its own claims.

The parser sometimes takes the verb of a sentence for a noun ("Land records seen by this paper list Ada Mirel as the
owner"), and then no rule finds a clause. A sentence that a stop ends, of eight words at least and with a verb of any
form, is taken as it stands; what another claim covers even in part is left to that. Half of such sentences were
somebody's matter in texts that others had labelled, of shorter ones a third.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dalil.claims.frames.basis.context import Context
from dalil.claims.frames.basis.frame import Frame, trimmed
from dalil.claims.frames.referents.holders import OWN
from dalil.claims.parse import Token
from dalil.evidence import Kind, Stance

FEWEST = 8
"""Words of a sentence at least."""
LONGEST = 500
"""Code points of a longer one: a list or a mistaken parse."""
_KINDS = frozenset({"paragraph", "item"})


def uncovered(context: Context, frames: Sequence[Frame]) -> Iterator[Frame]:
    """The document's own sentences that no frame touches.

    Args:
        context: The document.
        frames: What was found already.
    """
    covered = _spans(frames)
    place = 0
    for sentence in context.document.parse.sentences:
        passage = context.document.layer.passages[sentence.passage]
        tokens = context.tokens[sentence.first : sentence.last]
        start, end = trimmed(context.text, tokens[0].start, tokens[-1].end)
        while place < len(covered) and covered[place][1] <= start:
            place += 1
        touched = place < len(covered) and covered[place][0] < end
        if touched or passage.kind not in _KINDS or not _states(context, tokens, start, end):
            continue
        end = min(end, _stop(tokens).start)
        root = next((t for t in tokens if t.head == t.index), tokens[0])
        yield Frame(
            start, end, -1, None, Stance.ASSERTS, Kind.AUTHOR, "author:sentence", head=root.index, own=True,
            hedged=context.hedged(root.index),
        )  # fmt: skip


def _states(context: Context, tokens: Sequence[Token], start: int, end: int) -> bool:
    """Whether a sentence puts something forward: words enough, a stop, a verb, no marks of speech around it."""
    text = context.text
    if end - start > LONGEST or len(text[start:end].split()) < FEWEST:
        return False
    own = any(t.text.lower() in OWN or t.text.lower() == "you" for t in tokens)
    stopped = _stop(tokens).text == "."
    quoted = context.quoted(start) or context.quoted(end - 1)
    opens = text[start : start + 1].isupper()
    verb = any(t.pos in ("VERB", "AUX") for t in tokens)
    return stopped and verb and opens and not (quoted or own)


def _stop(tokens: Sequence[Token]) -> Token:
    """The last token of a sentence that is no white space."""
    return next((t for t in reversed(tokens) if t.pos != "SPACE"), tokens[-1])


def _spans(frames: Sequence[Frame]) -> list[tuple[int, int]]:
    """What frames cover, in order of place, what overlaps run together."""
    found: list[tuple[int, int]] = []
    for start, end in sorted((frame.start, frame.end) for frame in frames):
        if found and start <= found[-1][1]:
            found[-1] = found[-1][0], max(found[-1][1], end)
        else:
            found.append((start, end))
    return found
