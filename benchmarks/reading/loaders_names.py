"""Names of Kazakh and Russian sets whose labels are tokens or objects: KazNERD and factRuEval."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from benchmarks.reading.gold import GoldDocument, GoldMention
from benchmarks.reading.layers import bare_layer

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
    mine = sentences_of(path, half)
    for number, first in enumerate(range(0, len(mine), _TOGETHER)):
        text, mentions = "", []
        for sentence in mine[first : first + _TOGETHER]:
            line, found = joined(sentence, _KAZAKH)
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
            f"kaznerd-{half}-{number}", bare_layer(text), mentions=mentions, types=_TYPES
        )


def hash_half(words: str) -> int:
    """Which half a sentence belongs to: the last bit of the hash of its words."""
    return hashlib.sha256(words.encode()).digest()[-1] & 1


def sentences_of(path: Path, half: int) -> list[list[tuple[str, ...]]]:
    """The sentences of one half of the file, as words with their labels."""
    rows = [
        sentence
        for block in path.read_text(encoding="utf-8").split("\n\n")
        if (sentence := [(*line.rsplit(" ", 1),) for line in block.splitlines() if " " in line])
    ]
    return [row for row in rows if hash_half(" ".join(word for word, _ in row)) == half]


def joined(
    sentence: Sequence[tuple[str, ...]], kinds: Mapping[str, str]
) -> tuple[str, list[tuple[int, int, str]]]:
    """A sentence as people write it, with the places of its names.

    Args:
        sentence: Words with their labels.
        kinds: Ours by the corpus's kinds; what it does not hold is left out.
    """
    text, found, opened = "", [], False
    for word, tag in sentence:
        if _NO_SPACE_BEFORE.fullmatch(word) or (word == '"' and opened):
            text = text.rstrip()
        start = len(text)
        kind = kinds.get(tag[2:])
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
    """factRuEval-2016, devset: people, organisations and places of Russian news, outermost names.

    Its objects take along the words that describe ("движение «Солидарность»", "города Феникс"); a
    name is what the corpus itself marks as one in them (org_name, loc_name), as naeval's markup has it,
    with the place behind a body ("Госдумы России"). An object without such a word is a name where it
    has a place ("мэрии Москвы"), and optional where it has none ("китайскому правительству").
    """
    for path in sorted(folder.glob("*.txt")):
        text = path.read_text(encoding="utf-8")
        spans = {}
        for line in path.with_suffix(".spans").read_text(encoding="utf-8").splitlines():
            fields = line.partition("#")[0].split()
            start = int(fields[2])
            spans[fields[0]] = (start, start + int(fields[3]), fields[1])
        rows = []
        for line in path.with_suffix(".objects").read_text(encoding="utf-8").splitlines():
            fields = line.partition("#")[0].split()
            if len(fields) > 2 and fields[1] in _RUSSIAN:
                parts = sorted(spans[key] for key in fields[2:])
                rows.append(named(text, parts, _RUSSIAN[fields[1]]))
        yield GoldDocument(path.stem, bare_layer(text), mentions=outermost(rows), types=_TYPES)


Part = tuple[int, int, str]
"""A part of an object: its place and what the corpus calls it."""


def named(text: str, parts: Sequence[Part], kind: str) -> GoldMention:
    """The name within an object of factRuEval; optional where it has none.

    Args:
        text: The document.
        parts: In order of place.
        kind: PER, ORG or LOC.
    """
    whole = (parts[0][0], max(end for _, end, _ in parts))
    if kind == "PER":
        return GoldMention(*whole, kind, "")
    called = ("org_name",) if kind == "ORG" else ("loc_name", "org_name")
    own = [part for part in parts if part[2] in called]
    capital = [part for part in own if text[part[0]].isupper() or not text[part[0]].isalpha()]
    if own:
        start, end = (capital or own)[0][0], max(end for _, end, _ in own)
        for first, last, part in parts:
            goes_on = part == "loc_name" or (kind == "LOC" and part == "loc_descr")
            if goes_on and first >= end and not text[end:first].strip():
                end = last
        for first, last, part in parts:
            before = part.endswith("descr") and last < start and text[first].isupper()
            start = first if before and not text[last:start].strip() else start
        end += "«" in text[start:end] and text[end : end + 1] == "»"
        return GoldMention(start, end, kind, "", not is_name(text[start:end], ""))
    placed = kind == "ORG" and any(part in ("loc_name", "surname") for _, _, part in parts)
    return GoldMention(*whole, kind, "", not placed)


def outermost(mentions: Sequence[GoldMention]) -> list[GoldMention]:
    """Mentions that lie within no other; what only an optional one holds stays beside it."""
    needed = [m for m in mentions if not m.optional]
    return [
        m
        for m in mentions
        if not any(
            (o.start, o.end) != (m.start, m.end) and o.start <= m.start and m.end <= o.end
            for o in (mentions if m.optional else needed)
        )
    ]


_ADJECTIVE = re.compile(r"[А-ЯЁ]?[а-яё-]+(?:[сц]к|н)(?:ий|ой|ая|ое|ие|ого|ому|им|ом|ую|ей|их|ими)")


def is_name(text: str, kind: str) -> bool:
    """Whether a labelled span of Russian text is a name: with a capital letter, and no adjective of a place.

    NEREL labels "российский" as a country and "правительства" as a body; such labels are optional.
    """
    return any(c.isupper() for c in text) and not (kind == "LOC" and _ADJECTIVE.fullmatch(text))
