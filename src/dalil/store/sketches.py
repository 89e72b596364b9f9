"""Sketches of texts in the database: which documents share runs of words with a new one.

They are made from sealed texts when versions are linked, follow erasure with their text, and are held
against the texts by verification. They hold hashes of runs of words, and no words. Nothing is decided
here: what a sketch is and which documents are versions is told by :mod:`dalil.claims.versions`.
"""

from __future__ import annotations

import struct
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection

from dalil.claims.version_links import Placed
from dalil.claims.versions import CROWD

CREATE = (
    """CREATE TABLE sketches (
        exhibit INTEGER PRIMARY KEY, layer INTEGER NOT NULL, linked INTEGER NOT NULL,
        runs BLOB NOT NULL)""",
    "CREATE INDEX sketches_waiting ON sketches (exhibit) WHERE linked = 0",
    """CREATE TABLE sketch_runs (
        run INTEGER NOT NULL, exhibit INTEGER NOT NULL, PRIMARY KEY (run, exhibit)
        ) WITHOUT ROWID""",
)
"""Statements that make the tables, in order."""
Row = tuple[int, int, int, bytes]
_HALF = 1 << 63
_ASKED = 500
_MISSING = """SELECT d.sha256 FROM documents AS d LEFT JOIN sketches AS s ON s.exhibit = d.exhibit
    WHERE d.layer IS NOT NULL AND (s.layer IS NULL OR s.layer <> d.layer) ORDER BY d.exhibit"""
_WAITING = """SELECT s.exhibit, d.sha256 FROM sketches AS s
    JOIN documents AS d ON d.exhibit = s.exhibit WHERE s.linked = 0 ORDER BY s.exhibit"""
_EARLIER = "SELECT * FROM (SELECT * FROM sketch_runs WHERE run = ? AND exhibit < ? LIMIT ?)"
_FIRST = "SELECT exhibit FROM sketch_runs WHERE run = ? ORDER BY exhibit LIMIT ?"
_NAMES = "SELECT exhibit, sha256 FROM documents WHERE exhibit IN (?)"
_SKETCHED = """SELECT d.sha256 FROM documents AS d JOIN sketches AS s ON s.exhibit = d.exhibit
    WHERE d.sha256 IN (?)"""
_MARK = """UPDATE sketches SET linked = ? WHERE exhibit =
    (SELECT exhibit FROM documents WHERE sha256 = ?)"""


class SqliteSketches:
    """The sketches of one case.

    Args:
        reading: Opens a connection for reading, as a context.
        writing: Opens a write transaction likewise.
    """

    def __init__(self, reading: Callable[[], Any], writing: Callable[[], Any]) -> None:
        self._reading, self._writing = reading, writing

    def missing(self) -> Sequence[str]:
        """Documents whose text was not sketched as it stands, in the order of arrival."""
        with self._reading() as connection:
            return list(connection.exec_driver_sql(_MISSING).scalars())

    def keep(self, sketches: Mapping[str, Sequence[int]]) -> None:
        """Keep sketches; these documents, and later ones that they may concern, wait to be linked."""
        with self._writing() as connection:
            at_end: list[Row] = []
            for sha, runs in sketches.items():
                query = "SELECT exhibit, layer FROM documents WHERE sha256 = ?"
                exhibit, layer = connection.exec_driver_sql(query, (sha,)).one()
                forget(connection, exhibit)
                row = exhibit, layer, 0, pack(runs)
                if exhibit > _newest_linked(connection):
                    at_end.append(row)
                else:
                    # One by one: how crowded its runs are for the later ones is told as of now.
                    _put(connection, [row])
                    _let_wait(connection, exhibit)
            _put(connection, at_end)

    def waiting(self) -> Sequence[Placed]:
        """Documents that wait to be linked."""
        with self._reading() as connection:
            return [(row[0], row[1]) for row in connection.exec_driver_sql(_WAITING)]

    def sharing(self, exhibit: str) -> Mapping[str, int]:
        """Earlier documents and how many runs of the sketch they share; crowded runs lead nowhere."""
        found: Counter[int] = Counter()
        with self._reading() as connection:
            place, runs = _sketch(connection, exhibit)
            earlier: dict[int, list[int]] = {}
            if runs:
                query = " UNION ALL ".join([_EARLIER] * len(runs))
                values = tuple(part for run in runs for part in (run, place, CROWD + 1))
                for run, other in connection.exec_driver_sql(query, values):
                    earlier.setdefault(run, []).append(other)
            for others in earlier.values():
                found.update(others if len(others) <= CROWD else ())
            names = dict(_asked(connection, _NAMES, found))
        return {names[other]: count for other, count in found.items()}

    def later(self, exhibit: str) -> Sequence[Placed]:
        """Later documents whose link a change of this one may concern."""
        with self._reading() as connection:
            place, runs = _sketch(connection, exhibit)
            found = _concerned(connection, place, runs)
            return sorted((row[0], row[1]) for row in _asked(connection, _NAMES, found))

    def sketched(self, exhibits: Iterable[str]) -> set[str]:
        """Those of some documents that have a sketch."""
        with self._reading() as connection:
            return {row[0] for row in _asked(connection, _SKETCHED, exhibits)}

    def wait(self, exhibits: Iterable[str]) -> None:
        """Let documents wait to be linked."""
        self._mark(0, exhibits)

    def linked(self, exhibits: Iterable[str]) -> None:
        """They wait no longer."""
        self._mark(1, exhibits)

    def _mark(self, linked: int, exhibits: Iterable[str]) -> None:
        if rows := [(linked, sha) for sha in exhibits]:
            with self._writing() as connection:
                _many(connection, _MARK, rows)


def forget(connection: Connection, exhibit: int) -> None:
    """Take out the sketch of a document, by its row; whom that may concern waits to be linked."""
    query = "SELECT runs FROM sketches WHERE exhibit = ?"
    packed = connection.exec_driver_sql(query, (exhibit,)).scalar()
    if packed is None:
        return
    _let_wait(connection, exhibit)
    gone = [(run, exhibit) for run in unpack(packed)]
    _many(connection, "DELETE FROM sketch_runs WHERE run = ? AND exhibit = ?", gone)
    connection.exec_driver_sql("DELETE FROM sketches WHERE exhibit = ?", (exhibit,))


def _let_wait(connection: Connection, exhibit: int) -> None:
    """Later documents that are linked and share a run with one that comes or goes wait again."""
    if _newest_linked(connection) <= exhibit:
        return
    query = "SELECT runs FROM sketches WHERE exhibit = ?"
    runs = unpack(connection.exec_driver_sql(query, (exhibit,)).scalar_one())
    rows = [(one,) for one in sorted(_concerned(connection, exhibit, runs))]
    _many(connection, "UPDATE sketches SET linked = 0 WHERE exhibit = ?", rows)


def _newest_linked(connection: Connection) -> int:
    query = "SELECT exhibit FROM sketches WHERE linked = 1 ORDER BY exhibit DESC LIMIT 1"
    return int(connection.exec_driver_sql(query).scalar() or 0)


def _put(connection: Connection, rows: Sequence[Row]) -> None:
    _many(connection, "INSERT INTO sketches VALUES (?, ?, ?, ?)", rows)
    placed = sorted((run, row[0]) for row in rows for run in unpack(row[3]))
    _many(connection, "INSERT INTO sketch_runs VALUES (?, ?)", placed)


def _concerned(connection: Connection, place: int, runs: Iterable[int]) -> set[int]:
    """Later documents for which a run that this one shares is, or was before it, not crowded."""
    found: set[int] = set()
    for run in runs:
        first = connection.exec_driver_sql(_FIRST, (run, CROWD + 2)).scalars()
        found.update(one for one in first if one > place)
    return found


def _sketch(connection: Connection, exhibit: str) -> tuple[int, tuple[int, ...]]:
    query = """SELECT s.exhibit, s.runs FROM documents AS d
        JOIN sketches AS s ON s.exhibit = d.exhibit WHERE d.sha256 = ?"""
    place, packed = connection.exec_driver_sql(query, (exhibit,)).one()
    return place, unpack(packed)


def pack(runs: Sequence[int]) -> bytes:
    """Runs are hashes of 64 bits; the database counts from minus to plus 2^63."""
    return struct.pack(f"<{len(runs)}q", *(run - _HALF for run in runs))


def unpack(packed: bytes) -> tuple[int, ...]:
    """Runs as the database counts them."""
    return struct.unpack(f"<{len(packed) // 8}q", packed[: len(packed) // 8 * 8])


def _asked(connection: Connection, query: str, keys: Iterable[object]) -> Iterator[Any]:
    """Rows for many keys, some hundred keys a query."""
    wanted = list(keys)
    for start in range(0, len(wanted), _ASKED):
        part = tuple(wanted[start : start + _ASKED])
        marks = f"({','.join('?' * len(part))})"
        yield from connection.exec_driver_sql(query.replace("(?)", marks), part).all()


def _many(connection: Connection, query: str, rows: Sequence[tuple[object, ...]]) -> None:
    if rows:
        connection.exec_driver_sql(query, list(rows))
