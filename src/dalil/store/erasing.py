"""Finds the rows of a case that hold a person's data, and leaves no word of what was erased in the file.

Erasing itself is the store's (seals stay as tombstones); this module says which rows, and afterwards
has the database written anew, so that no free page, freed cell or log keeps what is gone.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Collection, Iterator
from contextlib import closing
from pathlib import Path

from dalil.claims.reading import BY_PERSON
from dalil.errors import StorageFailed
from dalil.store.handles import connect
from dalil.store.ledger_files import unseal_database
from dalil.store.unpacking import unpack_text

_OF_EXHIBIT = ("layers", "refusals", "readings")
_OF_READING = ("mentions", "claims", "rosters")
_WORDED = {
    "exhibits": "sha256, body",
    "refusals": "body",
    "judgements": '"left", body',
    "resolutions": "questions, interests",
    "records": "key, body",
}
"""Tables whose rows may name anybody, and the columns that do."""
_PART = 400


class SqliteErasure:
    """What an erasure asks of the database of a case.

    Args:
        path: The database file; the case is open for writing by the same process.
    """

    def __init__(self, path: Path) -> None:
        self.path = path

    def of_exhibits(self, exhibits: Collection[str]) -> list[tuple[str, int]]:
        """All rows that stand on exhibits, the exhibits' own among them."""
        found: list[tuple[str, int]] = []
        with closing(self._open()) as connection:
            for part in _parts(sorted(exhibits)):
                marks = ",".join("?" * len(part))
                for table, column in (
                    ("exhibits", "sha256"),
                    *((t, "exhibit") for t in _OF_EXHIBIT),
                ):
                    query = f"SELECT seq FROM {table} WHERE {column} IN ({marks})"  # noqa: S608
                    found += [(table, row[0]) for row in connection.execute(query, part)]
                for table in _OF_READING:
                    query = (
                        f"SELECT t.seq FROM {table} t JOIN readings r ON r.seq = t.reading "  # noqa: S608
                        f"WHERE r.exhibit IN ({marks})"
                    )
                    found += [(table, row[0]) for row in connection.execute(query, part)]
        return found

    def ids_of(self, exhibits: Collection[str]) -> set[str]:
        """Ids of the mentions and claims that were ever read from exhibits."""
        found: set[str] = set()
        with closing(self._open()) as connection:
            for part in _parts(sorted(exhibits)):
                marks = ",".join("?" * len(part))
                for table in ("mentions", "claims"):
                    query = (
                        f"SELECT DISTINCT t.id FROM {table} t JOIN readings r ON r.seq = t.reading "  # noqa: S608
                        f"WHERE r.exhibit IN ({marks})"
                    )
                    found.update(row[0] for row in connection.execute(query, part))
        return found

    def worded(self, tells: Callable[[str], bool]) -> list[tuple[str, int]]:
        """Rows of judgements, resolutions, records, exhibits and refusals whose words tell.

        So do claims and mentions that persons made: they may name somebody whom the exhibit does not.
        """
        with closing(self._open()) as connection:
            made = [
                (table, row)
                for table in ("claims", "mentions")
                for row, body in connection.execute(
                    f"SELECT t.seq, t.body FROM readings AS r JOIN {table} AS t ON t.reading = r.seq "  # noqa: S608
                    f"WHERE r.method LIKE '{BY_PERSON}%'"
                )
                if tells(body)
            ]
            return (
                made
                + [
                    (table, row[0])
                    for table, columns in _WORDED.items()
                    for row in connection.execute(
                        f"SELECT seq, {columns} FROM {table}"  # noqa: S608 - names of our own
                    )
                    if tells("\n".join(str(value) for value in row[1:]))
                ]
            )

    def texts(self) -> Iterator[tuple[str, str]]:
        """Every text that was ever read from an exhibit, with what the document says of itself."""
        with closing(self._open()) as connection:
            for exhibit, head, packed in connection.execute(
                "SELECT exhibit, head, text FROM layers"
            ):
                yield exhibit, f"{head}\n{unpack_text(packed)}"

    def exhibits_saying(self, tells: Callable[[str], bool]) -> set[str]:
        """Exhibits whose own row (name, source, address) tells."""
        with closing(self._open()) as connection:
            query = "SELECT sha256, body FROM exhibits"
            return {row[0] for row in connection.execute(query) if tells(row[1])}

    def compact(self) -> None:
        """Write the database anew without what was erased, and empty its log.

        Raises:
            StorageFailed: The disk refused, or another process holds the database open.
        """
        unseal_database(self.path.parent / "ledger")
        try:
            with closing(
                connect(self.path, self.path, isolation_level=None, timeout=30)
            ) as connection:
                connection.execute("PRAGMA secure_delete = ON")
                connection.execute("VACUUM")
                busy = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        except sqlite3.Error as error:
            raise StorageFailed(
                f"The database {self.path} could not be written anew: {error}.",
                "Erased words may still stand in its free pages: close other programs and run it again.",
            ) from error
        if busy is not None and busy[0]:
            raise StorageFailed(
                f"The log of {self.path} could not be emptied: another program reads the case.",
                "Close it and run the command again.",
            )

    def _open(self) -> sqlite3.Connection:
        place = f"{self.path.resolve().as_uri()}?mode=ro"
        return connect(place, self.path, uri=True)


def _parts(values: list[str]) -> Iterator[list[str]]:
    return (values[at : at + _PART] for at in range(0, len(values), _PART))
