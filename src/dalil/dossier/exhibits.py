"""Exhibits: what each is, where it came from, whether it could be read, and its quoted passages."""

from __future__ import annotations

from dataclasses import replace
from itertools import groupby

from dalil.dossier import wording
from dalil.dossier.draft import Draft
from dalil.dossier.excerpts import excerpts
from dalil.dossier.values import (
    Block,
    Cell,
    Excerpts,
    Footnote,
    Plain,
    Section,
    Sentence,
    Table,
)
from dalil.evidence import Exhibit, TextLayer


def section(draft: Draft, notes: tuple[Footnote, ...]) -> Section:
    """The table of exhibits, then the quoted passages of each."""
    rows = [_row(draft, one) for one in draft.view.exhibits.values() if draft.allowed(one)]
    left_out = draft.exhibits_withheld
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
        layer = _open_part(draft, sha)
        title = f"Exhibit {number}: {found[0].title}"
        blocks.append(
            Excerpts(
                title,
                number,
                excerpts(layer, found, draft.view.claims),
            )
        )
    return Section("exhibits", "Exhibits", tuple(blocks))


def _open_part(draft: Draft, sha: str) -> TextLayer | None:
    """The text of an exhibit with blocks where claims stand that the audience may not see."""
    layer, shut = draft.material.layer(sha), draft.closed.get(sha)
    if layer is None or not shut:
        return layer
    blocked = (
        "█" if at in shut and not char.isspace() else char for at, char in enumerate(layer.text)
    )
    return replace(layer, text="".join(blocked))


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
        (Sentence(f"{wording.date(exhibit.received_at)} by {draft.worker(exhibit.received_by)}"),),
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
