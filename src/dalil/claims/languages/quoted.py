"""Quotations as French, Russian and Kazakh print them.

Guillemets within guillemets, turned guillemets, dialogue that opens with a dash. Gives places of words that somebody speaks. Who speaks is settled by :mod:`dalil.claims.languages.patterns`.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from dalil.claims.frames.basis.quotes import Quotation
from dalil.evidence import TextLayer

Place = tuple[int, int, int, int]
"""(start, end, inner start, inner end): marks included, and without them."""
LONGEST = 20_000
"""A guillemet that is not closed within so many code points opens nothing."""
_TURNED = re.compile(r"(?:^|[\s(–—-])»(?=[^\W_])")
DASH = re.compile(r"\s*[–—-]\s+(?=[^\W\d_]|[«\"“„])")
"""What opens a line of dialogue."""
_BREAK = re.compile(r"[,!?…]\s*[»\"”]?\s*[–—-]?\s*$")
"""What stands between spoken words and the verb that says who spoke them."""


def marked(layer: TextLayer, found: Sequence[Quotation]) -> list[Place]:
    """Quotations of a layer, those in guillemets counted in pairs, in order of place."""
    places: list[Place] = []
    paired = [
        p for passage in layer.passages for p in _pairs(layer.text, passage.start, passage.end)
    ]
    for start, end in paired:
        inner, stop = _bare(layer.text, start + 1, end - 1)
        places.append((start, end, inner, stop))
    places.extend(
        (one.start, one.end, one.inner_start, one.inner_end)
        for one in found
        if not any(s < one.end and one.start < e for s, e in _near(paired, one.start, one.end))
    )
    return sorted(places)


def _near(paired: Sequence[tuple[int, int]], start: int, end: int) -> Iterator[tuple[int, int]]:
    first = bisect_right(paired, (start, start)) - 1
    for pair in paired[max(first, 0) :]:
        if pair[0] >= end:
            return
        yield pair


def _pairs(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Outermost pairs of guillemets; »turned« ones where the passage sets them so."""
    opening, closing = ("»", "«") if _turned(text, start, end) else ("«", "»")
    depth, opened = 0, start
    for match in re.compile("[«»]").finditer(text, start, end):
        if match.group() == opening:
            if depth and match.start() - opened > LONGEST:
                depth = 0
            opened = opened if depth else match.start()
            depth += 1
        elif match.group() == closing and depth:
            depth -= 1
            if depth == 0:
                yield opened, match.end()


def _turned(text: str, start: int, end: int) -> bool:
    first = re.compile("[«»]").search(text, start, end)
    return (
        first is not None
        and first.group() == "»"
        and bool(_TURNED.match(text, max(start, first.start() - 1)))
        and text.find("«", first.end(), end) >= 0
    )


def _bare(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def breaks(plain: str, start: int, verb: int) -> int | None:
    """Where spoken words end whose speaker's verb begins at ``verb``: before ", –" or "! –"."""
    found = _BREAK.search(plain, max(start, verb - 8), verb)
    if found is None:
        return None
    mark = plain[found.start()]
    return found.start() + (0 if mark == "," else 1)
