"""The UN list for import: the reader of :mod:`dalil.readers.un_xml`, with its account of records."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator

from dalil.matching.values import ListEntry
from dalil.readers.report import Report
from dalil.readers.source import Source
from dalil.readers.un_xml import read_list
from dalil.readers.xml_tree import MAX_BYTES

_GENDERS = {"male": "male", "female": "female"}


def read(source: Source, report: Report) -> Iterator[ListEntry]:
    """Read the file; entries in its order.

    Raises:
        BadList: As :func:`~dalil.readers.un_xml.read_list`.
    """
    found = read_list(source.main.bytes(MAX_BYTES), recover=report.recover)
    report.dated(found.version)
    report.unknown.update(dict(found.unknown))
    for note in found.notes:
        report.note(note)
    for entry in found.entries:
        report.row()
        report.place()
        yield _more(entry)


def _more(entry: ListEntry) -> ListEntry:
    """The fields that the older record of a UN entry keeps in ``rest``."""
    rest, taken = [], {}
    positions = []
    for name, text in entry.rest:
        if name == "GENDER[1]" and text.casefold() in _GENDERS:
            taken["gender"] = _GENDERS[text.casefold()]
        elif name.startswith("DESIGNATION["):
            positions.append(" ".join(text.split()))
        else:
            rest.append((name, text))
    if not taken and not positions:
        return entry
    return dataclasses.replace(
        entry, rest=tuple(rest), positions=tuple(positions), gender=taken.get("gender")
    )
