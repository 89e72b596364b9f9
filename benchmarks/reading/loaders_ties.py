"""Holders of marked claims and ties between names in documents of ``told``, labelled apart from the marks."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.reading.gold import Span
from benchmarks.reading.loaders_told import TOLD, marked_documents, unmarked
from dalil.evidence import Predicate

TIES = TOLD / "ties"


@dataclass(frozen=True)
class Tie:
    """One tie as the text tells it: the fullest printed names of both ends.

    Attributes:
        value: The words of the other end where that is no name; ``object`` is "" then.
    """

    subject: str
    predicate: Predicate
    object: str
    value: str


@dataclass
class Tied:
    """What was labelled of one document.

    Attributes:
        text: The document without marks, as it stands in its file.
        holders: By place in the text without marks: the fullest words for whoever holds the claim, "" for somebody
            whom the text does not name. A claim that is not here is the document's own.
        ties: Each once.
    """

    text: str
    holders: dict[Span, str] = field(default_factory=dict)
    ties: list[Tie] = field(default_factory=list)


def tied() -> Mapping[str, Tied]:
    """Every labelled document by its name in ``told``.

    Raises:
        ValueError: A line cannot be read, or what it names does not stand in the document.
    """
    found: dict[str, Tied] = {}
    for path in sorted(TIES.glob("*.ties")):
        texts = marked_documents(TOLD / "learn" / f"{path.stem}.txt")
        for number, lines in _parts(path):
            name = f"{path.stem}-{number}"
            found[name] = _read(name, texts[number - 1], lines)
    return found


def _parts(path: Path) -> Iterator[tuple[int, list[str]]]:
    parts = re.split(r"^=== (\d+)\n?", path.read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]
    for number, lines in zip(parts[::2], parts[1::2], strict=True):
        yield int(number), [line for line in lines.splitlines() if line.strip()]


def _read(name: str, marked: str, lines: list[str]) -> Tied:
    text, claims = unmarked(marked)
    flat = " ".join(text.split())
    tied = Tied(text)
    for line in lines:
        kind, *rest = (part.strip() for part in line.split("|"))
        words = [part.removeprefix("=").strip('"') for part in rest]
        if any(
            part not in flat for part in (words[1:] if kind == "H" else words[::2]) if part != "?"
        ):
            raise ValueError(f"{name}: not in the text: {line!r}.")
        if kind == "H" and len(rest) == 2:
            tied.holders[claims[int(rest[0]) - 1].spans[0]] = "" if rest[1] == "?" else rest[1]
        elif kind == "R" and len(rest) == 3:
            value = rest[2].startswith("=")
            ends = ("", words[2]) if value else (words[2], "")
            tied.ties.append(Tie(rest[0], Predicate(rest[1]), *ends))
        else:
            raise ValueError(f"{name}: cannot be read: {line!r}.")
    return tied
