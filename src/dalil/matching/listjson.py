"""List entries and summaries as JSON, one line each, and back.

Fields that are empty are left out, so that a line is short and a later field reads old lines.
This module opens no file; :mod:`dalil.store.lists` keeps the lines and the readers' process sends
them.
"""

from __future__ import annotations

import json
from dataclasses import MISSING, asdict, fields
from typing import Any

from dalil.evidence import PartialDate, Precision
from dalil.matching.values import ListEntry, ListName, ListSummary, RowRefusal

_DEFAULTS = {f.name: f.default for f in fields(ListEntry) if f.default is not MISSING}
_PLAIN = tuple(
    f.name for f in fields(ListEntry) if f.name not in ("names", "birth_dates", "id", "type")
)


def entry_plain(entry: ListEntry) -> dict[str, object]:
    """An entry as plain values, empty fields left out."""
    found: dict[str, object] = {
        "id": entry.id,
        "type": entry.type,
        "names": [_name_plain(name) for name in entry.names],
    }
    if entry.birth_dates:
        found["birth_dates"] = [_date_plain(date) for date in entry.birth_dates]
    for name in _PLAIN:
        value = getattr(entry, name)
        if value != _DEFAULTS[name]:
            found[name] = value
    return found


def entry_line(entry: ListEntry) -> bytes:
    """An entry as one line of UTF-8 JSON, line feed included."""
    text = json.dumps(entry_plain(entry), ensure_ascii=False, separators=(",", ":"))
    return text.encode("utf-8", "replace") + b"\n"


def entry_from(given: dict[str, Any]) -> ListEntry:
    """An entry from its plain values.

    Raises:
        KeyError, TypeError, ValueError: The values are not those of an entry.
    """
    # Positional and unrolled: lists of millions pass here on their way to an index.
    get = given.get
    return ListEntry(
        given["id"],
        given["type"],
        tuple([_name_from(name) for name in given["names"]]),
        tuple([_date_from(date) for date in get("birth_dates", ())]),
        tuple(get("countries", ())),
        _nested(get("identifiers")),
        tuple(get("addresses", ())),
        tuple(get("programmes", ())),
        get("listed_on"),
        get("reasons"),
        _nested(get("rest")),
        get("place", ""),
        get("gender"),
        tuple(get("birth_places", ())),
        tuple(get("positions", ())),
        tuple(get("legal_basis", ())),
        tuple(get("measures", ())),
        _nested(get("contacts")),
        _nested(get("relations")),
        tuple(get("topics", ())),
        get("status"),
        get("updated_on"),
        get("delisted_on"),
    )


def _nested(value: Any) -> tuple[Any, ...]:  # noqa: ANN401  whatever the line holds
    return tuple([tuple(part) for part in value]) if value else ()


def entry_from_line(line: bytes) -> ListEntry:
    """An entry from a line of :func:`entry_line`.

    Raises:
        KeyError, TypeError, ValueError: The line holds no entry.
    """
    return entry_from(json.loads(line))


def summary_line(summary: ListSummary) -> bytes:
    """A summary as UTF-8 JSON."""
    return json.dumps(asdict(summary), ensure_ascii=False).encode("utf-8", "replace")


def summary_from_line(line: bytes) -> ListSummary:
    """A summary from the JSON of :func:`summary_line`.

    Raises:
        KeyError, TypeError, ValueError: The line holds no summary.
    """
    given = json.loads(line)
    given["refused"] = tuple(RowRefusal(**row) for row in given["refused"])
    given["unknown"] = tuple((str(name), int(count)) for name, count in given["unknown"])
    for key in ("restrictions", "notes"):
        given[key] = tuple(given[key])
    return ListSummary(**given)


def _name_plain(name: ListName) -> dict[str, object]:
    found: dict[str, object] = {"text": name.text}
    if name.kind != "primary":
        found["kind"] = name.kind
    if name.quality is not None:
        found["quality"] = name.quality
    if name.language is not None:
        found["language"] = name.language
    if name.parts:
        found["parts"] = name.parts
    return found


def _name_from(given: dict[str, Any]) -> ListName:
    return ListName(
        given["text"],
        given.get("kind", "primary"),
        given.get("quality"),
        given.get("language"),
        _nested(given.get("parts")),
    )


def _date_plain(date: PartialDate) -> dict[str, object]:
    found: dict[str, object] = {"value": date.value, "precision": date.precision.value}
    if date.text:
        found["text"] = date.text
    return found


def _date_from(given: dict[str, Any]) -> PartialDate:
    return PartialDate(
        given["value"], Precision(str(given["precision"])), text=given.get("text", "")
    )
