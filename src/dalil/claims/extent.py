"""How much of a document is read: all of it, up to a stated length.

A text beyond the limit is read from its beginning to the end of the last paragraph that fits; the rest
stays in the text layer, searchable and unread, and the reading says so in plain words. Nothing is
sampled, and no paragraph is read in part. Gaps of hundreds of spaces or lines are read as shorter ones.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from dalil.evidence import TextLayer, locate

LIMIT = 2_000_000
"""Code points of main text that are read of one document: about 330,000 words, some minutes of work."""


def readable(layer: TextLayer) -> tuple[TextLayer, str | None]:
    """The part of a text layer that is read.

    Args:
        layer: Prose; a table is bounded by its reader.

    Returns:
        The layer with the passages that are read, and what was not, or None where all is read.
    """
    if layer.table or len(layer.text) <= LIMIT:
        return layer, None
    size, kept = 0, 0
    for passage in layer.passages:
        size += passage.end - passage.start if passage.kind != "furniture" else 0
        if size > LIMIT and kept:
            break
        kept += 1
    if kept == len(layer.passages):
        return layer, None
    first = layer.passages[kept]
    return replace(layer, passages=layer.passages[:kept]), _told(layer, first.start)


_GAP = 400
_GAPS = re.compile(rf"\s{{{_GAP},}}")
_INVISIBLE = "\u2060"


def with_short_gaps(layer: TextLayer) -> TextLayer:
    """A layer of the same length in which no white space runs on for thousands of characters.

    Patterns that let white space run would go through the rest of a gap from each of its places. An
    invisible character now and then ends each run; nothing is said in a gap that a quote could lack.
    """
    if _GAPS.search(layer.text) is None:
        return layer
    return replace(layer, text=_GAPS.sub(_cut, layer.text))


def _cut(gap: re.Match[str]) -> str:
    return re.sub(rf"(\s{{{_GAP - 1}}})\s", rf"\1{_INVISIBLE}", gap.group())


def unread(layer: TextLayer) -> str | None:
    """What of a text layer is not read for claims, in plain words; None where all is."""
    return readable(layer)[1]


def is_partial(notes: Iterable[str]) -> bool:
    """Whether the notes of a reading say that its text was too long."""
    return any(_SAYS in note for note in notes)


_SAYS = "claims, names and figures were read of the first"


def _told(layer: TextLayer, start: int) -> str:
    end = min(start + 1, len(layer.text))
    place = locate(layer, start, end).place
    where = f" ({place})" if place else ""
    return (
        f"The text has {len(layer.text):,} characters; {_SAYS} "
        f"{start:,} only. From character {start:,} on{where} nothing was read; it can be searched. "
        "Split the document and add the rest as a file of its own to have it read."
    )
