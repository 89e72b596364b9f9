"""Cut a text layer into windows of a few paragraphs, each with the names that stand in it.

A window is what one request shows. Furniture of a page (menus, footers) is left out, as the rules
leave it out. A paragraph too long for a window is cut at white space; offsets stay those of the layer.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from dalil.claims.reading import Reading
from dalil.evidence import Mention, MentionType, TextLayer

WINDOW = 6000
"""Code points of text that one request shows at most."""
NAMED = frozenset(
    {
        MentionType.PERSON,
        MentionType.ORGANISATION,
        MentionType.LOCATION,
        MentionType.GROUP,
        MentionType.ASSET,
    }
)
MAX_NAMES = 150


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A run of text that a request shows as one: ``id`` is unique within its window."""

    id: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Window:
    """What one request shows.

    Attributes:
        paragraphs: In order of place.
        names: Mentions by the id that the request gives them.
    """

    paragraphs: tuple[Paragraph, ...]
    names: dict[str, Mention]


def windows(layer: TextLayer, reading: Reading) -> list[Window]:
    """The windows of a text layer, in order of place; none where there is no prose."""
    found: list[Window] = []
    waiting: list[tuple[int, int]] = []
    size = 0
    for start, end in _pieces(layer):
        if waiting and size + end - start > WINDOW:
            found.append(_window(waiting, reading))
            waiting, size = [], 0
        waiting.append((start, end))
        size += end - start
    if waiting:
        found.append(_window(waiting, reading))
    return found


def _pieces(layer: TextLayer) -> Iterator[tuple[int, int]]:
    """Passages with letters in them, none longer than a window."""
    for passage in layer.passages:
        if passage.kind == "furniture":
            continue
        start = passage.start
        while passage.end - start > WINDOW:
            cut = layer.text.rfind(" ", start + WINDOW // 2, start + WINDOW)
            cut = cut if cut > 0 else start + WINDOW
            yield start, cut
            start = cut
        if any(letter.isalpha() for letter in layer.text[start : passage.end]):
            yield start, passage.end


def _window(places: list[tuple[int, int]], reading: Reading) -> Window:
    paragraphs = tuple(
        Paragraph(f"p{number}", start, end) for number, (start, end) in enumerate(places, 1)
    )
    first, last = places[0][0], places[-1][1]
    inside = [
        mention
        for mention in reading.mentions
        if first <= mention.start and mention.end <= last and mention.type in NAMED
    ]
    names = {f"m{number}": mention for number, mention in enumerate(inside[:MAX_NAMES], 1)}
    return Window(paragraphs, names)
