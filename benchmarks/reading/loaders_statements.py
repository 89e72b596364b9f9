"""Statements of reasons that no measured set holds, to learn from: their stances and stages are judged, nothing else."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from benchmarks.reading.gold import GoldDocument
from benchmarks.reading.layers import bare_layer
from benchmarks.reading.public.texts_of import places, text_of

STATEMENTS = Path(__file__).parent / "statements"


def statements() -> Iterator[GoldDocument]:
    """The documents, without labels of their own; real ones lie beside the checkout or are passed over.

    Raises:
        WrongText: A file is not the one that was judged.
    """
    missing = 0
    for place in places(STATEMENTS):
        if place.file.is_file():
            yield GoldDocument(place.id, bare_layer(text_of(place)))
        else:
            missing += 1
    if missing:
        print(f"  {missing} documents of statements are not on this machine", file=sys.stderr)
