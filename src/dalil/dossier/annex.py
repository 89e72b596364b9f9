"""The custody annex: the ledger's head that the dossier cites, and how to check it.

A checkpoint proves the order of what was recorded. When it was recorded is proved only by an outside
timestamp; without one the annex says "order only".
"""

from __future__ import annotations

from dalil.dossier import wording
from dalil.dossier.draft import Draft
from dalil.dossier.values import Block, Cell, Plain, Section, Sentence, Table

_HOW = (
    "To check this dossier: run “dalil verify” on the case folder. It recomputes every hash, the "
    "ledger's root and the signature, and names the first thing that does not fit.",
    "To check one quote by hand: hash the exhibit with any sha256 program, compare it with the "
    "footnote, open the text at the place given, and compare the words.",
)


def section(draft: Draft) -> Section:
    """Checkpoint, root, key, signature, and what they prove."""
    checkpoint = draft.material.checkpoint
    blocks: list[Block] = []
    if checkpoint is None:
        text = (
            "The case has no checkpoint: nothing proves when or in which order this was recorded."
        )
        blocks.append(Plain((Sentence(text),)))
    else:
        pairs = (
            ("Entries in the ledger", f"{checkpoint.size:,}"),
            ("Merkle root (RFC 6962)", checkpoint.root),
            ("Made at, by the clock of this machine", checkpoint.at),
            ("Ed25519 key of the case", checkpoint.key),
            ("Signature", checkpoint.signature),
        )
        rows: tuple[tuple[Cell, ...], ...] = tuple(
            ((Sentence(name),), (Sentence(value),)) for name, value in pairs
        )
        blocks.append(Table("Checkpoint before this export", ("What", "Value"), rows, "custody"))
        text = (
            "Order only: no outside authority has timestamped this checkpoint, so it proves in which "
            "order the entries were made, not when; the holder of the key could rebuild it."
        )
        blocks.append(Plain((Sentence(text),)))
    blocks.append(Plain(tuple(Sentence(text) for text in _HOW)))
    left = _withheld(draft)
    if left:
        blocks.append(Plain((Sentence(left),)))
    return Section("custody", "Custody", tuple(blocks), notes=draft.take_notes())


def _withheld(draft: Draft) -> str:
    if not draft.withheld:
        return ""
    return f"{wording.plural(draft.withheld, 'claim')} of the case are not in this export."
