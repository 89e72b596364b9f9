"""List entries, versions, matches and screenings: what matching speaks of.

A match is a pair with a score and its reasons; whether it is the person is somebody's judgement.
"""

from __future__ import annotations

from dataclasses import dataclass

from dalil.evidence import PartialDate


@dataclass(frozen=True, slots=True)
class ListName:
    """A name on a list: primary or alias, strong or weak, in the script as printed."""

    text: str
    kind: str = "primary"
    quality: str | None = None


@dataclass(frozen=True, slots=True)
class ListVersion:
    """One imported version of a list.

    Attributes:
        list: Short id, such as ``un``.
        version: The date that stands inside the list, ISO 8601.
        sha256: Hash of the file.
        publisher: Who publishes it.
        licence: What its licence allows, in one line.
        entries: Number of entries.
        imported_at: UTC, ISO 8601.
    """

    list: str
    version: str
    sha256: str
    publisher: str
    licence: str
    entries: int
    imported_at: str


@dataclass(frozen=True, slots=True)
class ListEntry:
    """An entry of an official list, whole.

    Attributes:
        id: The publisher's own reference.
        type: ``person``, ``company``, ``vessel``, ``aircraft`` or ``any``.
        names: All, primary first.
        birth_dates: As listed, with precision.
        countries: Nationalities or countries, as printed.
        identifiers: (kind, number, country) of documents.
        addresses: One line each.
        programmes: Regimes or list types.
        listed_on: ISO date, or None.
        reasons: Statement of reasons or comments, verbatim.
        rest: Every other filled field: (name, text). Nothing is dropped.
        place: Where the entry stands in the file (an XPath or a row).
    """

    id: str
    type: str
    names: tuple[ListName, ...]
    birth_dates: tuple[PartialDate, ...] = ()
    countries: tuple[str, ...] = ()
    identifiers: tuple[tuple[str, str, str], ...] = ()
    addresses: tuple[str, ...] = ()
    programmes: tuple[str, ...] = ()
    listed_on: str | None = None
    reasons: str | None = None
    rest: tuple[tuple[str, str], ...] = ()
    place: str = ""


@dataclass(frozen=True, slots=True)
class Match:
    """A name beside a list entry.

    Attributes:
        list: Short id of the list.
        version: Version of the list.
        entry: The entry.
        name: The list name that fits best.
        score: 0 to 1; from 0.7 a person should look, from 0.9 almost surely the same name.
        decision: ``match``, ``review`` or ``no``.
        why: One line a feature, naming the values used.
    """

    list: str
    version: str
    entry: ListEntry
    name: str
    score: float
    decision: str
    why: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Screening:
    """The record that names were held against list versions, found or not."""

    names: tuple[str, ...]
    lists: tuple[ListVersion, ...]
    matches: tuple[Match, ...]
    at: str


@dataclass(frozen=True, slots=True)
class ListFile:
    """One list file as read: its entries and everything that a person should know of the reading.

    Attributes:
        list: Short id, such as ``un``.
        version: The date that stands inside the file, ISO 8601.
        publisher: Who publishes it.
        licence: What its licence allows, in one line.
        entries: In the order of the file.
        unknown: (path, number of times) of elements that the format does not name; their text is
            kept in :attr:`ListEntry.rest`.
        notes: What was repaired or could not be read, in plain words.
    """

    list: str
    version: str
    publisher: str
    licence: str
    entries: tuple[ListEntry, ...]
    unknown: tuple[tuple[str, int], ...] = ()
    notes: tuple[str, ...] = ()
