"""How much of a document is read: all of it, up to a stated length.

A text beyond the limit is read from its beginning to the end of the last paragraph that fits; the rest
stays in the text layer, searchable and unread, and the reading says so in plain words. Nothing is
sampled, and no paragraph is read in part.
"""

from __future__ import annotations

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
