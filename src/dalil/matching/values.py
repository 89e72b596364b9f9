"""List entries, versions, matches and screenings: what matching speaks of.

A match is a pair with a score and its reasons; whether it is the person is somebody's judgement.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from dalil.evidence import PartialDate


@dataclass(frozen=True, slots=True)
class ListName:
    """A name on a list: primary or alias, strong or weak, in the script as printed.

    Attributes:
        text: The name, as printed; white space made single.
        kind: ``primary``, ``alias``, ``former name``, ``original script``, ``variation``, or
            ``part of`` one of these where a cell held several names.
        quality: As the publisher grades it: ``weak``, ``low``, ``strong``, ``good`` or None.
        language: Language or script, as the list prints it.
        parts: (``family`` | ``given`` | ``patronymic`` | ..., text) where the list keeps them apart.
    """

    text: str
    kind: str = "primary"
    quality: str | None = None
    language: str | None = None
    parts: tuple[tuple[str, str], ...] = ()


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
        format: Name of the format it was read as.
        source: Address it was fetched from, or the name of the file that was imported.
        restrictions: What its licence forbids or asks: ``non-commercial``, ``no-redistribution``,
            ``share-alike``, ``attribution``, ``unclear``. Exports and the API must say so.
        kind: ``sanctions``, ``debarment``, ``export-control``, ``peps``, ``companies``, ``mixed`` or ``own``.
        rows: Rows or records in the files; each became part of an entry or stands in ``refused``.
        refused: Rows that could not be read, counted.
        files: (name, sha256, bytes) of each source file; several where the format has several.
        notes: What a person should know of the reading, in plain words.
        types: (type, number) of the entries.
        facts: (``names``, ``numbers``, ``births``, their count): a list that lost its aliases has as many
            entries as before.
        reading: How the files were read, where that is the user's word: encoding, mapping, repairs.
    """

    list: str
    version: str
    sha256: str
    publisher: str
    licence: str
    entries: int
    imported_at: str
    format: str = ""
    source: str = ""
    restrictions: tuple[str, ...] = ()
    kind: str = ""
    rows: int = 0
    refused: int = 0
    files: tuple[tuple[str, str, int], ...] = ()
    notes: tuple[str, ...] = ()
    types: tuple[tuple[str, int], ...] = ()
    facts: tuple[tuple[str, int], ...] = ()
    reading: str = ""


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
        gender: ``male``, ``female``, or as printed.
        birth_places: As printed.
        positions: Offices and functions, as printed.
        legal_basis: Instruments and authorities under which it is listed, as printed.
        measures: What the listing does (asset freeze, travel ban ...), as printed.
        contacts: (``phone`` | ``email`` | ``website`` ..., text).
        relations: (kind, whom): other parties that the list names, as printed, with their id where given.
        topics: What the list says of it, in the words of OpenSanctions where they exist
            (``sanction``, ``debarment``, ``role.pep`` ...).
        status: As printed, such as ``active``, ``expired``, ``de-listed``.
        updated_on: ISO date of the last change, or None.
        delisted_on: ISO date from which it is off the list, or None.
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
    gender: str | None = None
    birth_places: tuple[str, ...] = ()
    positions: tuple[str, ...] = ()
    legal_basis: tuple[str, ...] = ()
    measures: tuple[str, ...] = ()
    contacts: tuple[tuple[str, str], ...] = ()
    relations: tuple[tuple[str, str], ...] = ()
    topics: tuple[str, ...] = ()
    status: str | None = None
    updated_on: str | None = None
    delisted_on: str | None = None


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
    """The record that names were held against list versions, found or not.

    Attributes:
        names: Whom.
        lists: What they were held against.
        matches: By falling score; of each list as many as the limit allows.
        at: When, UTC.
        beyond: (list, number of its hits beyond the limit) where there are such.
        bearers: Of a name of one word (list, number of entries that bear it in a fuller name and
            are no hits, the first of these names, whether there may be more).
    """

    names: tuple[str, ...]
    lists: tuple[ListVersion, ...]
    matches: tuple[Match, ...]
    at: str
    beyond: tuple[tuple[str, int], ...] = ()
    bearers: tuple[tuple[str, int, tuple[str, ...], bool], ...] = ()


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


@dataclass(frozen=True, slots=True)
class RowRefusal:
    """A row or record that could not become part of an entry; the file on the shelf still holds it."""

    place: str
    reason: str


@dataclass(frozen=True, slots=True)
class ListSummary:
    """What a reading was, told once all entries have passed.

    Attributes:
        list: Short id, such as ``un``.
        version: The date that stands inside, ISO 8601; the day of import where none stands there.
        publisher: Who publishes it.
        licence: What its licence allows, in one line.
        format: Name of the format.
        kind: As in :class:`ListVersion`.
        restrictions: As in :class:`ListVersion`.
        entries: Number of entries that passed.
        rows: Rows or records read.
        refused: The first rows that could not be read, with reasons.
        refused_count: How many there are in all.
        unknown: (column or path, number of times filled) that the format does not name; the text
            is kept in :attr:`ListEntry.rest`.
        notes: What was repaired or could not be read, in plain words.
    """

    list: str
    version: str
    publisher: str
    licence: str
    format: str
    kind: str = ""
    restrictions: tuple[str, ...] = ()
    entries: int = 0
    rows: int = 0
    refused: tuple[RowRefusal, ...] = ()
    refused_count: int = 0
    unknown: tuple[tuple[str, int], ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ListRequest:
    """Which files to read, and how.

    Attributes:
        format: Name of the format, or ``auto``.
        files: Paths; several where the format has several.
        received: ISO date to call the version by where no date stands inside.
        list_id: Short id to keep it under; the format's own when None.
        recover: Replace characters that the format forbids instead of refusing; recorded.
        mapping: Path of a mapping file, for the format ``mapped_csv``.
        home: Folder in which the user's own ``lists.toml`` may stand.
        encoding: Of a table of the user's own, for ``mapped_csv``; found where None.
    """

    format: str
    files: tuple[str, ...]
    received: str
    list_id: str | None = None
    recover: bool = False
    mapping: str | None = None
    home: str | None = None
    encoding: str | None = None


@dataclass(frozen=True, slots=True)
class FetchedFile:
    """What became of one address.

    Attributes:
        name: Name of the file.
        address: Where it came from, after redirects.
        path: Where it stands now; None where the publisher has nothing new.
        sha256: Of its bytes; "" where nothing was fetched.
        etag: As the server named it.
        modified: Last-Modified, as the server said.
        at: When, UTC.
    """

    name: str
    address: str
    path: Path | None
    sha256: str = ""
    etag: str = ""
    modified: str = ""
    at: str = ""
