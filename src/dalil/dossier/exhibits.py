"""Exhibits, and the passages around every quote with the quote marked.

Passages come from the text layer, never from the document's own markup.
"""

from __future__ import annotations

from itertools import groupby

from dalil.dossier import wording
from dalil.dossier.draft import Draft
from dalil.dossier.values import (
    Block,
    Cell,
    Excerpt,
    Excerpts,
    Footnote,
    Plain,
    Section,
    Segment,
    Sentence,
    Table,
)
from dalil.evidence import Exhibit, TextLayer

CONTEXT = 420
"""Code points shown at most before and after a quote."""


def section(draft: Draft, notes: tuple[Footnote, ...]) -> Section:
    """The table of exhibits, then the quoted passages of each."""
    rows: list[tuple[Cell, ...]] = []
    left_out = 0
    for exhibit in draft.view.exhibits.values():
        if draft.allowed(exhibit):
            rows.append(_row(draft, exhibit))
        else:
            left_out += 1
    columns = ("No.", "Title and origin", "Date", "Received", "sha256", "Reading")
    blocks: list[Block] = [Table("Exhibits of the case", columns, tuple(rows), "exhibits")]
    if left_out:
        text = f"{wording.plural(left_out, 'exhibit')} left out by disclosure tier or privilege."
        blocks.append(Plain((Sentence(text),)))
    for (number, sha), group in groupby(
        sorted(notes, key=lambda n: (n.exhibit, n.start, -n.end, n.number)),
        key=lambda n: (n.exhibit, n.sha256),
    ):
        found = tuple(group)
        layer = draft.material.layer(sha)
        title = f"Exhibit {number}: {found[0].title}"
        blocks.append(Excerpts(title, number, excerpts(layer, found, draft)))
    return Section("exhibits", "Exhibits", tuple(blocks))


def _row(draft: Draft, exhibit: Exhibit) -> tuple[Cell, ...]:
    sha = exhibit.sha256
    info = draft.view.infos.get(sha)
    names = (*info.authors, info.publisher or "") if info else ()
    by = ", ".join(name for name in names if name)
    lines = (draft.voice.title(sha), by, exhibit.name, draft.voice.address(sha))
    title = tuple(Sentence(line) for line in dict.fromkeys(line for line in lines if line))
    return (
        (Sentence(f"Exhibit {draft.voice.numbers[sha]}"),),
        title,
        (Sentence(wording.date(info.date) if info and info.date else "not stated"),),
        (
            Sentence(
                f"{wording.date(exhibit.received_at)} by {exhibit.received_by.removeprefix('person:')}"
            ),
        ),
        (Sentence(sha),),
        (_reading(draft, sha),),
    )


def _reading(draft: Draft, sha: str) -> Sentence:
    refusal = draft.view.refusals.get(sha)
    if refusal is not None:
        return Sentence(f"refused: {refusal.reason}", marks=("refused",))
    if draft.view.notes.get(sha):
        return Sentence("read in part", marks=("read in part",))
    return Sentence("read", marks=("read",))


def excerpts(
    layer: TextLayer | None, notes: tuple[Footnote, ...], draft: Draft
) -> tuple[Excerpt, ...]:
    """Passages around the quotes of one exhibit; quotes that overlap get a passage each.

    Args:
        layer: The text layer; without one the locator's own prefix and suffix are used.
        notes: Footnotes on that exhibit, in order of place.
        draft: For the claims' locators.
    """
    found: list[Excerpt] = []
    batch: list[Footnote] = []
    span = (0, 0)
    for note in notes:
        here = _span(layer, note) if layer else (note.start, note.end)
        fits = batch and layer and here == span and note.start >= batch[-1].end
        if batch and not fits:
            found.append(_excerpt(layer, span, batch, draft))
            batch = []
        batch.append(note)
        span = here
    if batch:
        found.append(_excerpt(layer, span, batch, draft))
    return tuple(found)


def _span(layer: TextLayer, note: Footnote) -> tuple[int, int]:
    """The row of a table, or the passages that hold the quote, cut to a bounded length."""
    passages = layer.passages_at(note.start, note.end)
    if not passages:
        return max(0, note.start - CONTEXT), min(len(layer.text), note.end + CONTEXT)
    start, end = passages[0].start, passages[-1].end
    if layer.table and passages[0].row is not None:
        start = layer.text.rfind("\n", 0, note.start) + 1
        stop = layer.text.find("\n", note.end)
        end = stop if stop >= 0 else len(layer.text)
    start, end = min(start, note.start), max(end, note.end)
    return max(start, note.start - 4 * CONTEXT), min(end, note.end + 4 * CONTEXT)


def _excerpt(
    layer: TextLayer | None, span: tuple[int, int], notes: list[Footnote], draft: Draft
) -> Excerpt:
    if layer is None:
        locator = draft.view.claims[notes[0].claim].locator
        segments = (
            Segment(locator.prefix),
            Segment(notes[0].quote, notes[0].number),
            Segment(locator.suffix),
        )
        return Excerpt(notes[0].place, tuple(s for s in segments if s.text), notes[0].language)
    text, at = layer.text, span[0]
    parts: list[Segment] = []
    if _cut_short(text, span[0], -1):
        parts.append(Segment("… "))
    for note in notes:
        parts += [Segment(text[at : note.start]), Segment(text[note.start : note.end], note.number)]
        at = note.end
    parts.append(Segment(text[at : span[1]]))
    if _cut_short(text, span[1], 1):
        parts.append(Segment(" …"))
    return Excerpt(notes[0].place, tuple(part for part in parts if part.text), layer.language)


def _cut_short(text: str, place: int, step: int) -> bool:
    """Whether the passage was cut in the middle of a line."""
    beside = text[place - 1 : place] if step < 0 else text[place : place + 1]
    return bool(beside) and not beside.isspace()
