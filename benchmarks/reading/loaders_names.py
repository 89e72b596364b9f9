"""Names of Kazakh and Russian sets whose labels are tokens or objects: KazNERD and factRuEval."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from pathlib import Path

from benchmarks.reading.gold import GoldDocument, GoldMention
from dalil.evidence import TextLayer
from dalil.text.dispatch import read_here

_KAZAKH = {
    "PERSON": "PER",
    "ORGANISATION": "ORG",
    "GPE": "LOC",
    "LOCATION": "LOC",
    "FACILITY": "FAC",
}
_RUSSIAN = {"Person": "PER", "Org": "ORG", "LocOrg": "LOC", "Location": "LOC"}
_TYPES = frozenset({"PER", "ORG", "LOC"})
_TOGETHER = 20
"""Sentences of the Kazakh set that make one document."""
_NO_SPACE_BEFORE = re.compile(r"[,.;:!?)»…%]")


def kaznerd(path: Path, half: int) -> Iterator[GoldDocument]:
    """KazNERD, validation part: people, organisations and places of Kazakh sentences.

    The sentences are unconnected; each is a paragraph, twenty of them a document. Sentences are split
    into two halves by a hash of their words: rules are made with sight of half 0 alone, half 1 is
    only scored. Facilities are optional: they are places to some and bodies to others.

    Args:
        path: The IOB2 file.
        half: 0 or 1.
    """
    rows = [
        sentence
        for block in path.read_text(encoding="utf-8").split("\n\n")
        if (sentence := [(*line.rsplit(" ", 1),) for line in block.splitlines() if " " in line])
    ]
    mine = [row for row in rows if hash_half(" ".join(word for word, _ in row)) == half]
    for number, first in enumerate(range(0, len(mine), _TOGETHER)):
        text, mentions = "", []
        for sentence in mine[first : first + _TOGETHER]:
            line, found = _joined(sentence)
            mentions += [
                GoldMention(len(text) + s, len(text) + e, kind, "", kind == "FAC")
                for s, e, kind in found
            ]
            text += line + "\n\n"
        mentions = [
            GoldMention(m.start, m.end, "LOC" if m.type == "FAC" else m.type, "", m.optional)
            for m in mentions
        ]
        yield GoldDocument(
            f"kaznerd-{half}-{number}", _layer(text), mentions=mentions, types=_TYPES
        )


def hash_half(words: str) -> int:
    """Which half a sentence belongs to: the last bit of the hash of its words."""
    return hashlib.sha256(words.encode()).digest()[-1] & 1


def _joined(sentence: list[tuple[str, ...]]) -> tuple[str, list[tuple[int, int, str]]]:
    """A sentence as people write it, with the places of its names."""
    text, found, opened = "", [], False
    for word, tag in sentence:
        if _NO_SPACE_BEFORE.fullmatch(word) or (word == '"' and opened):
            text = text.rstrip()
        start = len(text)
        kind = _KAZAKH.get(tag[2:])
        if kind and tag.startswith("B-"):
            found.append((start, start + len(word), kind))
        elif kind and tag.startswith("I-") and found and found[-1][2] == kind:
            found[-1] = (found[-1][0], start + len(word), kind)
        text += word
        if word == '"':
            opened = not opened
        text += "" if word in ("«", "(") or (word == '"' and opened) else " "
    return text.rstrip(), found


def factrueval(folder: Path) -> Iterator[GoldDocument]:
    """factRuEval-2016, devset: people, organisations and places of Russian news, outermost objects."""
    for path in sorted(folder.glob("*.txt")):
        text = path.read_text(encoding="utf-8")
        spans = {}
        for line in path.with_suffix(".spans").read_text(encoding="utf-8").splitlines():
            fields = line.partition("#")[0].split()
            spans[fields[0]] = (int(fields[2]), int(fields[2]) + int(fields[3]))
        rows = []
        for line in path.with_suffix(".objects").read_text(encoding="utf-8").splitlines():
            fields = line.partition("#")[0].split()
            if len(fields) > 2 and fields[1] in _RUSSIAN:
                parts = [spans[key] for key in fields[2:]]
                start, end = min(parts)[0], max(e for _, e in parts)
                end += "«" in text[start:end] and text[end : end + 1] == "»"
                rows.append((start, end, _RUSSIAN[fields[1]]))
        outer = [r for r in rows if not any(o[0] <= r[0] and r[1] <= o[1] and o != r for o in rows)]
        yield GoldDocument(
            path.stem,
            _layer(text),
            mentions=[GoldMention(start, end, kind, "") for start, end, kind in outer],
            types=_TYPES,
        )


def _layer(text: str) -> TextLayer:
    content = text.encode("utf-8")
    outcome = read_here(content, hashlib.sha256(content).hexdigest(), "text.txt")
    if outcome.layer is None:
        raise SystemExit("a text cannot be read")
    return outcome.layer
