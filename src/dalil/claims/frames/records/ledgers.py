"""Rows of payments in a table that was pasted as text: "Date | Payer | Payee | Amount", in bars, tabs or wide gaps.

The head of the table says which column pays, which is paid and which holds the sum; a row ties them only where each of the
three cells holds what its head says, and nothing else is guessed. Rows of totals tie nobody.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from dalil.claims.cells import Cell, read_amount
from dalil.claims.document import Document
from dalil.claims.frames.basis.context import Context
from dalil.claims.frames.basis.frame import Frame
from dalil.claims.frames.basis.lexicon import load
from dalil.claims.frames.records.entries import FILE, PARTIES
from dalil.evidence import (
    Amount,
    Kind,
    Mention,
    PartialDate,
    Predicate,
    Reference,
    Relation,
    Stance,
)

_LINE = re.compile(r"[^\n]+")
_RULE = re.compile(r"[\s|:+=-]+")
_GAP = re.compile(r"[ \t]*\|[ \t]*|[ \t]*\t[ \t]*|[ ]{2,}|[ \t]*;[ \t]*")
_CURRENCY = re.compile(r"\b(?P<code>[A-Z]{3})\b|(?P<sign>[£€$])")
_SIGNS = {"£": "GBP", "€": "EUR", "$": "USD"}
_MOST_ROWS = 2000


@dataclass(frozen=True, slots=True)
class _Head:
    """The columns of a table by use, how many there are, what parts them, and the currency its head names."""

    columns: dict[str, int]
    size: int
    part: str
    currency: str | None


def ledgers(context: Context) -> Iterator[Frame]:
    """Who paid whom, one frame a row, in order of place."""
    document, text = context.document, context.text
    head: _Head | None = None
    rows = 0
    for line in _LINE.finditer(text):
        cells = _cells(text, line.start(), line.end(), head.part if head else None)
        if _RULE.fullmatch(line.group()):
            continue
        new = _head(text, line.start(), line.end())
        if new is not None:
            head, rows = new, 0
            continue
        if head is None:
            continue
        if len(cells) < 3:
            head = None  # the table has ended
            continue
        rows += 1
        if rows <= _MOST_ROWS and (relation := _row(document, head, cells)) is not None:
            start, end = context.content(line.start(), line.end())
            yield Frame(
                start, end, -1, None, Stance.ASSERTS, Kind.AUTHOR, "author:ledger",
                relations=(relation,), own=True, listed=True,
            )  # fmt: skip


def _part(text: str) -> str:
    return "|" if "|" in text else "\t" if "\t" in text else ";" if text.count(";") > 1 else "  "


def _cells(text: str, start: int, end: int, part: str | None) -> list[tuple[int, int]]:
    """The spans of the cells of a line, outer bars left out."""
    part = part or _part(text[start:end])
    gap = {"|": r"\|", "\t": r"\t", ";": ";", "  ": r"[ ]{2,}"}[part]
    spans, place = [], start
    for match in re.finditer(gap, text[start:end]):
        spans.append((place, start + match.start()))
        place = start + match.end()
    spans.append((place, end))
    if part == "|" and spans and not text[slice(*spans[0])].strip():
        spans = spans[1:]
    if part == "|" and spans and not text[slice(*spans[-1])].strip():
        spans = spans[:-1]
    return spans


def _head(text: str, start: int, end: int) -> _Head | None:
    """The head of a table of payments, where a line is one: a payer, a payee and a sum, one column each."""
    words = load(FILE)["ledger"]
    part = _part(text[start:end])
    spans = _cells(text, start, end, part)
    if not 3 <= len(spans) <= 14:
        return None
    columns: dict[str, int] = {}
    currency = None
    for place, span in enumerate(spans):
        said = text[slice(*span)].strip(" *_\t")
        plain = " ".join(re.sub(r"\([^()]*\)|[^\w ]|\b[A-Z]{3}$", " ", said).lower().split())
        for use, known in words.items():
            if plain not in known:
                continue
            if use in columns and use != "date":
                return None
            columns.setdefault(use, place)
            found = _CURRENCY.search(said.partition(" ")[2]) if use == "amount" else None
            currency = (found["code"] or _SIGNS[found["sign"]]) if found else currency
    if not {"payer", "payee", "amount"} <= columns.keys():
        return None
    return _Head(columns, len(spans), part, currency)


def _row(document: Document, head: _Head, cells: list[tuple[int, int]]) -> Relation | None:
    if len(cells) != head.size:
        return None
    payer, payee = (_party(document, cells[head.columns[use]]) for use in ("payer", "payee"))
    amount = _sum(document, cells[head.columns["amount"]], head.currency)
    if payer is None or payee is None or amount is None:
        return None
    if document.cluster_of(payer) == document.cluster_of(payee):
        return None
    return Relation(
        Predicate.PAYS, Reference(payer.id, payer.text), Reference(payee.id, payee.text), amount=amount,
        start_date=_date(document, head, cells),
    )  # fmt: skip


def _date(document: Document, head: _Head, cells: list[tuple[int, int]]) -> PartialDate | None:
    if "date" not in head.columns:
        return None
    return next(iter(document.dates_in(*cells[head.columns["date"]])), None)


def _party(document: Document, cell: tuple[int, int]) -> Mention | None:
    """The one name that a cell opens with, and that lies within it."""
    start, end = cell
    start += len(document.text[start:end]) - len(document.text[start:end].lstrip())
    named = [m for m in document.mentions_in(start, end) if m.type in PARTIES]
    if len({document.cluster_of(m) for m in named}) != 1:
        return None
    within = start <= named[0].start <= start + 6 and named[0].end <= end
    return named[0] if within else None


def _sum(document: Document, cell: tuple[int, int], currency: str | None) -> Amount | None:
    """The sum of a cell; bare digits are one only where the head names the currency."""
    start, end = cell
    found = document.amounts_in(start, end)
    if found:
        return found[0] if len(found) == 1 else None
    said = document.text[start:end].strip()
    if currency is None or not said:
        return None
    low = document.text.index(said, start)
    return read_amount(Cell(0, 0, low, low + len(said), said), currency)
