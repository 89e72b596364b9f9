"""Hits of another vendor's system into a client file, so that they are decided beside our own.

A table (CSV) whose columns the user maps. Every row becomes a hit or a refusal with its reason; nothing
is lost, and the good rows are done. The vendor's word stays the vendor's: its date is shown as stated,
and the ledger proves only when the table came in.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from dalil.casework.casefolder import Case
from dalil.casework.diligence_check import Checked, choose, kept_check, list_hit
from dalil.casework.diligence_file import add_evidence, iso, read_file
from dalil.diligence.hits import implied
from dalil.diligence.pairs import subject_digest
from dalil.diligence.values import Step
from dalil.errors import BadInput

TARGETS = ("party", "entity_id", "name", "list", "score", "why", "topics", "birth_date", "country")
"""What a column may be mapped to; other columns are kept as they are."""
_KINDS = ("sanctions", "peps", "mixed", "debarment")


@dataclass(frozen=True, slots=True)
class Vendor:
    """Whose table it is.

    Attributes:
        name: Of the vendor's system.
        on: ISO date or UTC time on which it was run there, as the vendor states.
        kinds: Kinds of lists that it was held against.
        columns: (what, column): see :data:`TARGETS`.
        parties: Who was screened there; named, so that "nothing found" is said of them.
    """

    name: str
    on: str
    kinds: tuple[str, ...]
    columns: tuple[tuple[str, str], ...]
    parties: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import did.

    Attributes:
        checked: The check that it became.
        refused: (place, reason) of rows that could not become hits.
    """

    checked: Checked
    refused: tuple[tuple[str, str], ...]


class Table(Protocol):
    """A table whose header was read; each row is its cells by column, or its id and why it has none."""

    @property
    def path(self) -> Path:
        """Where it stands."""
        ...

    @property
    def columns(self) -> tuple[str, ...]:
        """Names of its columns."""
        ...

    def rows(self) -> Iterator[tuple[int, dict[str, str] | tuple[str, str]]]:
        """The rows in order, the first below the header is 1."""
        ...


def import_hits(case: Case, table: Table, vendor: Vendor) -> Imported:
    """Take in a vendor's hits; the table itself becomes evidence.

    Args:
        case: Open for writing.
        table: It may have no rows (nothing was found).
        vendor: Whose it is and how its columns are mapped.

    Raises:
        BadInput: No such column or kind, a day to come, or a file that cannot be read; nothing was
            recorded.
        NotFound: A party that is not on the file.
    """
    iso(vendor.on, "on")
    if vendor.on[:10] > case.clock.now()[:10]:
        raise BadInput(
            f"{vendor.on!r} is a day to come.", "Say with --on when it was run at the vendor's."
        )
    strange = [kind for kind in vendor.kinds if kind not in _KINDS]
    if strange or not vendor.kinds:
        raise BadInput(
            f"{', '.join(strange) or 'nothing'} is no kind of list.",
            f"Say with --kind what the vendor held them against: {', '.join(_KINDS)}.",
        )
    file = read_file(case)
    chosen = choose(file, vendor.parties)
    rows = _rows(table, vendor)
    evidence = add_evidence(case, table.path, {"as": "table of a vendor", "issuer": vendor.name})
    hits, refused = _hits(rows, chosen, vendor)
    sha256 = evidence.text("sha256")
    body = {
        "source": vendor.name,
        "on": vendor.on,
        "parties": [
            {"name": name, "subject": subject_digest(step.body)} for name, step in chosen.items()
        ],
        "lists": [_list(vendor, sha256)],
        "hits": hits,
        "refused": [list(one) for one in refused],
        "evidence": [sha256],
    }
    return Imported(kept_check(case, file, body), refused)


def _hits(
    rows: Sequence[tuple[int, Mapping[str, str] | str]],
    chosen: Mapping[str, Step],
    vendor: Vendor,
) -> tuple[list[dict[str, Any]], tuple[tuple[str, str], ...]]:
    hits, refused = [], []
    column = dict(vendor.columns).get("score", "")
    read = scores([row.get(column, "").strip() for _, row in rows if not isinstance(row, str)])
    for number, row in rows:
        if isinstance(row, str):
            refused.append((f"row {number}", row))
            continue
        try:
            hits.append(_hit(row, chosen, vendor, read))
        except BadInput as error:
            refused.append((f"row {number}", error.message))
    return hits, tuple(refused)


def _hit(
    row: Mapping[str, str],
    chosen: Mapping[str, Step],
    vendor: Vendor,
    read: Callable[[str], float | None],
) -> dict[str, Any]:
    told = {what: row[column].strip() for what, column in vendor.columns}
    if not told.get("entity_id") or not told.get("name"):
        raise BadInput("It has no reference of the entry, or no name.")
    party = _party(told.get("party", ""), chosen)
    score = read(told.get("score", ""))
    mapped = {column for _, column in vendor.columns}
    content: dict[str, Any] = {
        "id": told["entity_id"],
        "names": [told["name"]],
        "birth_dates": [told["birth_date"]] if told.get("birth_date") else [],
        "countries": [told["country"]] if told.get("country") else [],
        "rest": [[key, value] for key, value in row.items() if key not in mapped and value],
    }
    topics = told.get("topics", "").split(";")
    found = {
        "name": told["name"],
        "score": score,
        "why": [told["why"]] if told.get("why") else [],
        "topics": sorted({*implied(vendor.kinds), *filter(None, map(str.strip, topics))}),
    }
    source = f"{vendor.name}: {told['list']}" if told.get("list") else vendor.name
    return list_hit(party, (source, vendor.on[:10]), content, found)


def _party(name: str, chosen: Mapping[str, Step]) -> Step:
    if not name and len(chosen) == 1:
        return next(iter(chosen.values()))
    if name not in chosen:
        raise BadInput(f"{name!r} is no party that was named as screened.")
    return chosen[name]


def scores(column: Iterable[str]) -> Callable[[str], float | None]:
    """How the scores of a column are read: as percentages where any is one, else as 0 to 1.

    Args:
        column: Its cells.

    Returns:
        A cell to 0 to 1, None where it is empty; it raises BadInput where the cell is no score.
    """
    percent = any(text.strip().endswith("%") or (_number(text) or 0) > 1 for text in column)

    def read(text: str) -> float | None:
        if not text:
            return None
        value = _number(text)
        if value is None:
            raise BadInput(f"Its score {text!r} is no number.")
        value = value / 100 if percent else value
        if not 0 <= value <= 1:
            raise BadInput(f"Its score {text!r} is not between 0 and 1, nor a percentage.")
        return value

    return read


def _number(text: str) -> float | None:
    try:
        return float(text.strip().rstrip("% "))
    except ValueError:
        return None


def _rows(table: Table, vendor: Vendor) -> list[tuple[int, Mapping[str, str] | str]]:
    """Rows by their line, each its cells or the reason why it has none."""
    for what, column in vendor.columns:
        if what not in TARGETS:
            raise BadInput(f"{what!r} is nothing to map to.", f"Choose from: {', '.join(TARGETS)}.")
        if column not in table.columns:
            raise BadInput(
                f"{table.path} has no column {column!r}; it has: {', '.join(table.columns)}."
            )
    missing = {"entity_id", "name"} - {what for what, _ in vendor.columns}
    if missing:
        raise BadInput(
            f"Nothing is mapped to {', '.join(sorted(missing))}.",
            "Map columns: --column entity_id=Reference --column name='Matched name'",
        )
    mapped = [column for _, column in vendor.columns]
    return [(number + 1, _whole(row, mapped)) for number, row in table.rows()]


def _whole(
    row: Mapping[str, str] | tuple[str, str], mapped: Sequence[str]
) -> Mapping[str, str] | str:
    if isinstance(row, tuple):
        return row[1][:1].upper() + row[1][1:] + "."
    short = next((column for column in mapped if column not in row), None)
    return row if short is None else f"It ends before the column {short!r}."


def _list(vendor: Vendor, sha256: str) -> dict[str, Any]:
    """The vendor's system in the place of a list; its table is what can be shown."""
    return {
        "list": vendor.name,
        "version": vendor.on[:10],
        "sha256": sha256,
        "kinds": list(vendor.kinds),
        "publisher": vendor.name,
    }


__all__ = ["TARGETS", "Imported", "Table", "Vendor", "import_hits"]
