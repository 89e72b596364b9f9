"""The set of lessons: many invented documents to learn reading from, in two halves.

Labels are computed from `lessons/source` each time, so that there is no second copy of them. Sums and dates
are not labelled there.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from benchmarks.reading.gold import GoldDocument
from benchmarks.reading.heldout.make_labels import Document, Source
from benchmarks.reading.labels_of import document_of
from benchmarks.reading.layers import bare_layer

LESSONS = Path(__file__).parent / "lessons"
TYPES = frozenset({"PER", "ORG", "LOC", "NORP", "LAW", "ASSET"})


class Lesson(Source):
    """The labels of one lesson, whose text lies in the set's own folder."""

    def line(self, line: str, where: str) -> None:
        """As other sources, but for where the text is."""
        if line.startswith("@doc "):
            self.head["doc"] = line.removeprefix("@doc ")
            self.document = LessonText(self.head["doc"])
            return
        super().line(line, where)


class LessonText(Document):
    """The text of a lesson."""

    def __init__(self, name: str) -> None:
        """Read it unchanged."""
        self.name = name
        self._set((LESSONS / "texts" / name).read_bytes().decode("utf-8"))


def sources(rest: int) -> list[Path]:
    """Label files of odd (1) or of even (0) number."""
    return [p for p in sorted((LESSONS / "source").glob("*.labels")) if int(p.stem[1:]) % 2 == rest]


def lessons(rest: int) -> Iterator[GoldDocument]:
    """One half of the lessons."""
    for path in sources(rest):
        row = Lesson(path).labels()
        layer = bare_layer((LESSONS / "texts" / row["document"]).read_text(encoding="utf-8"))
        document = document_of(row, layer)
        document.types = TYPES
        document.amounts = document.dates = document.rosters = None
        yield document
