"""Entries of one list version found by id, number and words: an SQLite file that can be made again.

It is made once from the version on the shelf, beside its place, and moved there in one step; it holds
positions and words, never the entries themselves. A file of another layout or version is made anew.
"""

# ruff: noqa: S608  every value is bound; what is put together are column names of this module
from __future__ import annotations

import os
import sqlite3
import tempfile
import threading
from collections.abc import Iterable, Sequence
from contextlib import suppress
from pathlib import Path

from dalil.errors import StorageFailed
from dalil.matching.finding import Answer, Asked
from dalil.matching.list_entities import (
    changed_at,
    countries_of,
    entity_id,
    is_target,
    schema_of,
    topics_of,
)
from dalil.matching.number_reading import finding_keys
from dalil.matching.ports import ListShelf
from dalil.matching.values import ListEntry, ListVersion
from dalil.schema.matchable import SCHEMATA
from dalil.store.wordquery import expression, latin

LAYOUT = 5
MOST_SPREAD = 24
"""Most further spellings of a word in a search that forgives slips."""
_MOST_TEXT = 4000
_SCHEMA = """
CREATE TABLE entries (
  position INTEGER PRIMARY KEY, id TEXT, served TEXT, schema TEXT, kinds TEXT, caption TEXT,
  first TEXT, changed TEXT, target INTEGER);
CREATE TABLE facts (field TEXT, value TEXT, position INTEGER);
CREATE VIRTUAL TABLE words USING fts5(
  names, rest, content='', tokenize="unicode61 remove_diacritics 2");
CREATE VIRTUAL TABLE vocabulary USING fts5vocab(words, col);
"""
_INDEXES = """
CREATE INDEX entries_id ON entries (id);
CREATE INDEX facts_value ON facts (field, value, position);
CREATE INDEX facts_position ON facts (position);
CREATE TABLE spellings AS SELECT term, doc FROM vocabulary WHERE col = 'names';
CREATE INDEX spellings_term ON spellings (term);
DROP TABLE vocabulary;
"""
_SORTS = {
    "caption": "e.caption COLLATE NOCASE",
    "schema": "e.schema",
    "id": "e.served",
    "first": "e.first",
    "changed": "e.changed",
}
_FACETS = frozenset({"countries", "topics", "genders", "identifiers"})


def finder_of(folder: Path, shelf: ListShelf, version: ListVersion) -> Finder:
    """The finder of a list version, made where it is missing.

    Args:
        folder: Where finders are kept.
        shelf: Where the entries are.
        version: Which version.

    Raises:
        StorageFailed: The disk refused.
    """
    path = folder / f"{version.list}@{version.version}.db"
    seal = f"{version.list}@{version.version} {version.sha256}"
    found = Finder(path, seal)
    if found.fits():
        return found
    make(path, seal, shelf.stream(version.list, version.version), version)
    return Finder(path, seal)


def make(path: Path, seal: str, entries: Iterable[ListEntry], version: ListVersion) -> None:
    """Make a finder, whole or not at all.

    Args:
        path: Where it will stand.
        seal: What it is made from.
        entries: In the order of the list.
        version: Of the list.

    Raises:
        StorageFailed: The disk refused.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=path.parent, suffix=".part")
        os.close(handle)
        base = sqlite3.connect(name)
        try:
            base.executescript("PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF;" + _SCHEMA)
            _fill(base, entries, version)
            base.executescript(_INDEXES)
            base.execute("CREATE TABLE about (layout INTEGER, seal TEXT)")
            base.execute("INSERT INTO about VALUES (?, ?)", (LAYOUT, seal))
            base.execute("INSERT INTO words (words) VALUES ('optimize')")
            base.commit()
        finally:
            base.close()
        Path(name).replace(path)
    except (OSError, sqlite3.Error) as error:
        raise StorageFailed(f"The search of a list cannot be kept at {path}: {error}.") from error


def _fill(base: sqlite3.Connection, entries: Iterable[ListEntry], version: ListVersion) -> None:
    for position, entry in enumerate(entries):
        schema, topics = schema_of(entry), topics_of(entry, version)
        above = SCHEMATA[schema].ancestors if schema in SCHEMATA else (schema,)
        names = [name.text for name in entry.names]
        row = (
            position,
            entry.id,
            entity_id(entry.id, version),
            schema,
            f" {' '.join(above)} ",
            names[0] if names else entry.id,
            entry.listed_on or "",
            changed_at(entry, version),
            int(is_target(entry, version)),
        )
        base.execute("INSERT INTO entries VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", row)
        facts = [
            *(("countries", one) for one in countries_of(entry)),
            *(("topics", one) for one in topics),
            *(("genders", one) for one in filter(None, [entry.gender])),
            *(("identifiers", one) for one in dict.fromkeys(n for _, n, _ in entry.identifiers)),
            *(("number", key) for _, n, _ in entry.identifiers for key in finding_keys(n)),
            *(("earlier id", one) for kind, one in entry.rest if kind == "referents"),
        ]
        rows = [(field, value, position) for field, value in dict.fromkeys(facts)]
        base.executemany("INSERT INTO facts VALUES (?, ?, ?)", rows)
        texts = " . ".join([*names, *(one for name in names for one in latin(name) if one)])
        base.execute(
            "INSERT INTO words (rowid, names, rest) VALUES (?, ?, ?)",
            (position, texts, " . ".join(_other_words(entry))[:_MOST_TEXT]),
        )


def _other_words(entry: ListEntry) -> tuple[str, ...]:
    numbers = tuple(number for _, number, _ in entry.identifiers)
    about = (*entry.countries, *entry.programmes, *entry.positions, *entry.addresses)
    return (entry.id, *numbers, *about, *entry.birth_places, entry.reasons or "")


class Finder:
    """A finder that was made, opened for reading by any number of threads.

    Args:
        path: Where it stands.
        seal: What it must be made from.
    """

    def __init__(self, path: Path, seal: str) -> None:
        self._path, self._seal = path, seal
        self._mine = threading.local()

    def fits(self) -> bool:
        """Whether the file is there, whole, and made from what it must be."""
        if not self._path.is_file():
            return False
        with suppress(sqlite3.Error):
            rows = self._base().execute("SELECT layout, seal FROM about").fetchall()
            return bool(rows == [(LAYOUT, self._seal)])
        return False

    def _base(self) -> sqlite3.Connection:
        held: sqlite3.Connection | None = getattr(self._mine, "base", None)
        if held is None:
            held = sqlite3.connect(
                f"{self._path.absolute().as_uri()}?mode=ro&immutable=1", uri=True
            )
            self._mine.base = held
        return held

    def position(self, id_: str) -> int | None:
        """Where the entry of an id stands; also under an earlier id of it."""
        for asked in (
            "SELECT position FROM entries WHERE id = ?",
            "SELECT position FROM facts WHERE field = 'earlier id' AND value = ?",
        ):
            row = self._base().execute(asked, (id_,)).fetchone()
            if row is not None:
                return int(row[0])
        return None

    def by_number(self, number: str) -> Sequence[int]:
        """Where entries with a number stand, signs and case aside."""
        asked = "SELECT position FROM facts WHERE field = 'number' AND value = ?"
        rows = (row for key in finding_keys(number) for row in self._base().execute(asked, (key,)))
        return list(dict.fromkeys(int(row[0]) for row in rows))

    def prefix(self, text: str, count: int) -> Sequence[int]:
        """Where entries stand that have a name with words beginning so."""
        words = [word.strip('"*') for word in text.split()[:8]]
        asked = expression(" ".join(f"{word}*" for word in words if word), lenient=True)
        if not asked or count < 1:
            return []
        rows = self._base().execute(
            "SELECT rowid FROM words WHERE words MATCH ? ORDER BY bm25(words, 10.0, 1.0), rowid LIMIT ?",
            (f"names : ({asked})", count),
        )
        return [int(row[0]) for row in rows]

    def search(self, wanted: Asked) -> Answer:
        """Search in words.

        Raises:
            BadInput: Words that cannot be read as a search.
        """
        spread = self._spread if wanted.fuzzy else None
        asked = expression(wanted.text, lenient=wanted.lenient, spread=spread)
        if wanted.text.strip() and not asked:
            return Answer((), 0, {name: {} for name in wanted.facets})
        source = "entries e" if not asked else "words JOIN entries e ON e.position = words.rowid"
        tests, values = _tests(wanted)
        if asked:
            tests, values = ["words MATCH ?", *tests], [asked, *values]
        where = f"WHERE {' AND '.join(tests)}" if tests else ""
        base = self._base()
        total = int(base.execute(f"SELECT count(*) FROM {source} {where}", values).fetchone()[0])
        keys, order = _order(wanted, bool(asked))
        rows = base.execute(
            f"SELECT e.position, {', '.join(keys)} FROM {source} {where} ORDER BY {order} LIMIT ?",
            [*values, wanted.first + wanted.count],
        ).fetchall()
        found = [(_key(row[1:], wanted), int(row[0])) for row in rows]
        facets = {
            name: self._count(name, source, where, values)
            for name in wanted.facets
            if name in (_FACETS | {"schema"})
        }
        return Answer(tuple(found), total, facets)

    def _count(
        self, name: str, source: str, where: str, values: Sequence[object]
    ) -> dict[str, int]:
        inner = f"SELECT e.position AS position FROM {source} {where}"
        if name == "schema":
            asked = (
                f"SELECT schema, count(*) FROM entries WHERE position IN ({inner}) GROUP BY schema"
            )
            return dict(self._base().execute(asked, values).fetchall())
        asked = (
            f"SELECT value, count(DISTINCT position) FROM facts WHERE field = ? AND position IN ({inner}) "
            "GROUP BY value ORDER BY 2 DESC, 1 LIMIT 300"
        )
        return dict(self._base().execute(asked, [name, *values]).fetchall())

    def _spread(self, word: str) -> tuple[str, ...]:
        """Words of the index that differ by a letter, or by two where the word is long."""
        from rapidfuzz import process
        from rapidfuzz.distance import OSA

        far = 1 if len(word) < 8 else 2
        if len(word) < 4 or " " in word:
            return ()
        near = self._base().execute(
            "SELECT term FROM spellings WHERE length(term) BETWEEN ? AND ?",
            (len(word) - far, len(word) + far),
        )
        terms = [str(row[0]) for row in near]
        hits = process.extract(
            word, terms, scorer=OSA.distance, score_cutoff=far, limit=MOST_SPREAD
        )
        return tuple(term for term, distance, _ in hits if distance)


def _tests(wanted: Asked) -> tuple[list[str], list[object]]:
    tests: list[str] = []
    values: list[object] = []

    def add(test: str, *given: object) -> None:
        tests.append(test)
        values.extend(given)

    if wanted.schema != "Thing":
        add("e.kinds LIKE ?", f"% {wanted.schema} %")
    for schema in wanted.exclude_schema:
        add("e.kinds NOT LIKE ?", f"% {schema} %")
    if wanted.changed_since:
        add("e.changed >= ?", wanted.changed_since)
    if wanted.target is not None:
        add("e.target = ?", int(wanted.target))
    for field, alternatives in wanted.facts:
        for group in [[one] for one in alternatives] if wanted.every else [list(alternatives)]:
            marks = ", ".join("?" * len(group))
            if field == "schema":
                add(f"e.schema IN ({marks})", *group)
            elif field == "id":
                add(f"(e.served IN ({marks}) OR e.id IN ({marks}))", *group, *group)
            else:
                asked = f"SELECT position FROM facts WHERE field = ? AND value IN ({marks})"
                add(f"e.position IN ({asked})", field, *group)
    return tests, values


def _order(wanted: Asked, ranked: bool) -> tuple[list[str], str]:
    keys = [_SORTS[name] for name, _ in wanted.sort]
    order = [f"{_SORTS[name]} {'DESC' if down else 'ASC'}" for name, down in wanted.sort]
    if not keys:
        keys = ["bm25(words, 10.0, 1.0)"] if ranked else ["0"]
        order = list(keys) if ranked else []
    return [*keys, "e.served"], ", ".join([*order, "e.served"])


class _Down(str):
    """A text that sorts the other way round."""

    __slots__ = ()

    def __lt__(self, other: str) -> bool:
        return str.__gt__(self, other)

    def __gt__(self, other: str) -> bool:
        return str.__lt__(self, other)


def _key(values: Sequence[object], wanted: Asked) -> tuple[object, ...]:
    if not wanted.sort:
        return tuple(values)
    downs = [down for _, down in wanted.sort]
    told = [
        (_Down if down else str)(str(value or "").casefold())
        for value, down in zip(values, downs, strict=False)
    ]
    return (*told, values[-1])
