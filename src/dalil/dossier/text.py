"""The dossier's plain text, in the order of reading: what every rendering must say, no more, no less."""

from __future__ import annotations

from collections.abc import Iterator

from dalil.dossier.values import (
    Block,
    Box,
    Columns,
    Dossier,
    Excerpts,
    Footnote,
    Plain,
    Sentence,
    Table,
)


def plain(dossier: Dossier) -> Iterator[str]:
    """Every visible string of a dossier, in the order of reading."""
    yield dossier.title
    yield dossier.subtitle
    for section in dossier.sections:
        yield section.title
        if section.lead is not None:
            yield from _sentence(section.lead)
        for block in section.blocks:
            yield from _block(block)
        for note in section.notes:
            yield from _note(note)


def _block(block: Block) -> Iterator[str]:
    if isinstance(block, Box):
        yield block.title
        yield from _sentences(block.sentences)
    elif isinstance(block, Plain):
        yield from _sentences(block.sentences)
    elif isinstance(block, Columns):
        yield block.title
        yield from _sentences((block.lead,) if block.lead else ())
        for column in block.columns:
            yield column.label
            yield from _sentences(column.sentences)
    elif isinstance(block, Table):
        yield block.caption
        yield from block.columns
        for row in block.rows:
            for cell in row:
                yield from _sentences(cell)
    else:
        yield from _excerpts(block)


def _sentences(sentences: tuple[Sentence, ...]) -> Iterator[str]:
    for sentence in sentences:
        yield from _sentence(sentence)


def _sentence(sentence: Sentence) -> Iterator[str]:
    if sentence.number is not None:
        yield str(sentence.number)
    yield sentence.text
    yield from (str(note) for note in sentence.notes)
    if sentence.facts:
        yield "facts" if len(sentence.facts) > 1 else "fact"
        yield from (str(fact) for fact in sentence.facts)
    yield from (mark for mark in sentence.marks if mark != sentence.text)
    yield from _sentences(sentence.beside)


def _excerpts(block: Excerpts) -> Iterator[str]:
    yield block.title
    for excerpt in block.excerpts:
        yield excerpt.place
        for segment in excerpt.segments:
            yield segment.text
            yield from (str(note) for note in segment.notes)


def _note(note: Footnote) -> Iterator[str]:
    yield str(note.number)
    yield f"“{note.quote}”"
    yield note.source
    yield note.trail
