"""The SQLite store: immutable rows, sealed as they are written, one writer, many readers.

WAL, full synchronisation, foreign keys. A batch is one transaction: its rows, a seal for each, and
the ledger entry that is waiting to be written (the outbox). Written again, what is there already
changes nothing.
"""

from __future__ import annotations

import dataclasses
import json
import sqlite3
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection, Table, select
from sqlalchemy.exc import DBAPIError

from dalil.claims.ports import Batch, Record
from dalil.claims.reading import BY_PERSON, Reading
from dalil.custody.merkle import EMPTY
from dalil.custody.ports import AuditedBatch, Cover, Line
from dalil.custody.seals import seal_entry
from dalil.errors import BadInput, DalilError, NotFound, StorageFailed, Tampered
from dalil.evidence import (
    Claim,
    Exhibit,
    Interest,
    Judgement,
    Mention,
    Question,
    Refusal,
    Roster,
    TextLayer,
)
from dalil.store import auditing, derived_check, migrations, tables
from dalil.store.codec import load
from dalil.store.connecting import engine_of, reading_mode
from dalil.store.derived import Derived
from dalil.store.index import SqliteIndex
from dalil.store.sketches import SqliteSketches
from dalil.store.wholefile import pieces_of
from dalil.store.writing import BatchWriter, new_batch, wait_for

_BY_PERSON = tables.readings.c.method.startswith(BY_PERSON, autoescape=True)
_LATEST = select(sa.func.max(tables.readings.c.seq)).where(~_BY_PERSON)
_NEWEST = _LATEST.group_by(tables.readings.c.exhibit)
_COUNTING = sa.union(_NEWEST, select(tables.readings.c.seq).where(_BY_PERSON))
_PART = 500


class SqliteStore:
    """A case's rows in one SQLite file.

    Args:
        path: The database file.
        write: Allow writing; migrations run then.
        at: UTC, for the record of migrations.
        create: Make the file where it is missing.
        before_write: Called once, before the first write of any kind.

    Raises:
        NotFound: There is no such file.
        NewerFormat: It was written by a later version; nothing was touched.
        Tampered: It is no database.
        StorageFailed: It is of an earlier version, opened for reading.
    """

    def __init__(
        self,
        path: Path,
        *,
        write: bool,
        at: str = "",
        create: bool = False,
        before_write: Callable[[], None] | None = None,
    ) -> None:
        if not create and not path.is_file():
            raise NotFound(f"The database {path} does not exist.", "Restore it from a backup.")
        self.path = path
        self._before_write = before_write
        mode = "rwc" if create else "rw" if write else reading_mode(path)
        self._readers = engine_of(path, mode, immediate=False)
        self._engine = engine_of(path, mode, immediate=True) if write else self._readers
        try:
            found = 0 if create else _version(path)
            if write and found < len(migrations.STEPS):
                self._announce()
                with self._engine.begin() as connection:
                    migrations.migrate(connection, at)
            elif found < len(migrations.STEPS):
                raise StorageFailed(
                    f"The database {path} has version {found} and must be brought up to date.",
                    "Open the case once with a command that writes.",
                )
        except (DBAPIError, UnicodeError) as error:
            why = error.orig if isinstance(error, DBAPIError) else error
            raise Tampered(f"{path} cannot be opened as a database: {why}.") from error
        except DalilError:
            self.close()
            raise

    def close(self) -> None:
        """Let go of the file."""
        self._readers.dispose()
        self._engine.dispose()

    # -- writing -----------------------------------------------------------------------------

    def add(self, batch: Batch, kind: str, body: Mapping[str, object], at: str) -> tuple[int, Line]:
        """Write a batch and the ledger entry that stands for it, together or not at all.

        Args:
            batch: Rows; what is there already changes nothing.
            kind: Kind of the ledger entry.
            body: What the entry says, JSON-ready.
            at: UTC.

        Returns:
            Number of the batch, and the sealed line that must be written to the ledger.

        Raises:
            StorageFailed: The disk or the database refused; nothing was written.
            BadInput: A row that stands on an exhibit that is not in the case, or a body that is not JSON.
        """
        with self.writing() as connection:
            number = new_batch(connection, at)
            writer = BatchWriter(connection)
            writer.put(batch)
            return number, wait_for(
                connection, seal_entry(kind, at, body, writer.seal(number)), number
            )

    def erase(
        self, rows: Sequence[tuple[str, int]], body: Mapping[str, object], at: str
    ) -> tuple[int, Line]:
        """Erase rows for good; their seals stay, without salt, as tombstones.

        Args:
            rows: (table, row number); rows that depend on them must be named with them.
            body: What the ledger entry of kind ``erase`` says; the rows are added to it.
            at: UTC.

        Raises:
            BadInput: A row that is not there, or on which others still stand.
            StorageFailed: The disk or the database refused; nothing was erased.
        """
        with self.writing() as connection:
            number = new_batch(connection, at)
            derived = Derived(connection)
            for table in reversed(tables.SEALED):
                for row in [seq for name, seq in rows if name == table.name]:
                    derived.forget(table.name, row)
                    _erase(connection, table, row)
            derived.finish()
            derived.scrub()
            full = {**body, "rows": [list(row) for row in rows]}
            cover = Cover(number, 0, EMPTY.hex())
            return number, wait_for(connection, seal_entry("erase", at, full, cover), number)

    def waiting(self) -> list[tuple[int, Line]]:
        """Lines that were not confirmed as written to the ledger, oldest first."""
        with self._reading() as connection:
            rows = connection.execute(select(tables.outbox).order_by(tables.outbox.c.batch))
            return [(row.batch, Line(row.line, row.leaf)) for row in rows]

    def settle(self, batches: Iterable[int]) -> None:
        """Forget waiting lines: the ledger has them."""
        numbers = list(batches)
        if numbers:
            with self.writing() as connection:
                connection.execute(tables.outbox.delete().where(tables.outbox.c.batch.in_(numbers)))

    # -- reading -----------------------------------------------------------------------------

    def exhibits(self) -> list[Exhibit]:
        """All exhibits, in the order in which they came."""
        query = select(tables.exhibits.c.body).order_by(tables.exhibits.c.seq)
        return [load(Exhibit, text) for text in self._column(query)]

    def exhibits_of(self, hashes: Collection[str]) -> list[Exhibit]:
        """The exhibits among some sha256, in the order in which they came."""
        table, found = tables.exhibits, {}
        wanted = sorted(hashes)
        with self._reading() as connection:
            for at in range(0, len(wanted), _PART):
                here = table.c.sha256.in_(wanted[at : at + _PART])
                rows = connection.execute(select(table.c.seq, table.c.body).where(here))
                found.update({row.seq: row.body for row in rows})
        return [load(Exhibit, found[seq]) for seq in sorted(found)]

    def layer(self, exhibit: str) -> TextLayer | None:
        """The newest text layer of an exhibit."""
        table = tables.layers
        query = select(table).where(table.c.exhibit == exhibit).order_by(table.c.seq.desc())
        with self._reading() as connection:
            row = connection.execute(query.limit(1)).first()
        return None if row is None else auditing.unpack_layer(row)

    def layer_heads(self) -> Iterator[TextLayer]:
        """Newest text layers without text and passages."""
        table = tables.layers
        newest = select(sa.func.max(table.c.seq)).group_by(table.c.exhibit)
        query = select(table.c.head).where(table.c.seq.in_(newest)).order_by(table.c.seq)
        for text in self._column(query):
            yield load(TextLayer, text)

    def refusals(self) -> list[Refusal]:
        """All refusals."""
        query = select(tables.refusals.c.body).order_by(tables.refusals.c.seq)
        return [load(Refusal, text) for text in self._column(query)]

    def readings_done(self) -> dict[str, str]:
        """Method of the program's newest reading by exhibit."""
        table = tables.readings
        query = select(table.c.exhibit, table.c.method).where(~_BY_PERSON).order_by(table.c.seq)
        with self._reading() as connection:
            return {row.exhibit: row.method for row in connection.execute(query)}

    def reading(self, exhibit: str) -> Reading | None:
        """The program's newest reading of an exhibit, whole."""
        table = tables.readings
        here = (table.c.exhibit == exhibit) & ~_BY_PERSON
        query = select(table).where(here).order_by(table.c.seq.desc())
        with self._reading() as connection:
            row = connection.execute(query.limit(1)).first()
        if row is None:
            return None
        shell = json.loads(row.body)
        links = shell.pop("links", [])
        return dataclasses.replace(
            load(Reading, json.dumps(shell)),
            mentions=tuple(self._of_reading(tables.mentions, Mention, row.seq)),
            claims=tuple(self._of_reading(tables.claims, Claim, row.seq)),
            rosters=tuple(self._of_reading(tables.rosters, Roster, row.seq)),
            links=tuple(self._by_id(tables.judgements, Judgement, links)),
        )

    def mentions(self, exhibit: str | None = None) -> Iterator[Mention]:
        """Mentions of the newest readings and of persons', of one exhibit or of all, each once."""
        return self._newest(tables.mentions, Mention, exhibit)

    def claims(self, exhibit: str | None = None) -> Iterator[Claim]:
        """Claims of the newest readings and of persons', each once; a wrong id is refused."""
        return self._newest(tables.claims, Claim, exhibit)

    def claims_by_id(self, ids: Iterable[str]) -> list[Claim]:
        """Claims in the order of the ids, of any reading; unknown ids are left out."""
        return self._by_id(tables.claims, Claim, ids)

    def rosters(self) -> Iterator[Roster]:
        """Rosters of the newest readings."""
        return self._newest(tables.rosters, Roster, None)

    def judgements(self) -> Iterator[Judgement]:
        """All judgements, oldest first."""
        query = select(tables.judgements.c.body).order_by(tables.judgements.c.seq)
        for text in self._column(query):
            yield load(Judgement, text)

    def questions(self) -> list[Question]:
        """The questions of the newest resolution."""
        return [load(Question, text) for text in self._resolved("questions")]

    def interests(self) -> list[Interest]:
        """The interests of the newest resolution."""
        return [load(Interest, text) for text in self._resolved("interests")]

    def records(self, kind: str, key: str | None = None, begins: str = "") -> list[Record]:
        """Records of a kind, oldest first: all, those of a key, or those whose key begins so."""
        table = tables.records
        query = select(table).where(table.c.kind == kind).order_by(table.c.seq)
        if key is not None:
            query = query.where(table.c.key == key)
        if begins:
            after = begins[:-1] + chr(ord(begins[-1]) + 1)
            query = query.where(table.c.key >= begins, table.c.key < after)
        with self._reading() as connection:
            return [
                Record(row.kind, row.key, row.made_at, json.loads(row.body))
                for row in connection.execute(query)
            ]

    @property
    def index(self) -> SqliteIndex:
        """The same rows, asked a page at a time."""
        return SqliteIndex(self._reading)

    @property
    def sketches(self) -> SqliteSketches:
        """Which documents share runs of words."""
        return SqliteSketches(self._reading, self.writing)

    # -- verification ------------------------------------------------------------------------

    def batches(self) -> Iterator[AuditedBatch]:
        """Every batch with its rows checked against their seals, oldest first, from one snapshot."""
        with self._reading() as connection:
            yield from auditing.batches(connection)

    def unsealed(self) -> Iterator[tuple[str, int]]:
        """Rows that no seal covers: somebody put them there."""
        with self._reading() as connection:
            yield from auditing.unsealed(connection)

    def damage(self) -> list[str]:
        """What SQLite finds wrong with its file, its shape and what is derived from the sealed rows."""
        with self._reading() as connection:
            return [*auditing.damage(connection), *derived_check.differences(connection)]

    # -- inside ------------------------------------------------------------------------------

    def _reading(self) -> _Reading:
        return _Reading(self._readers, self.path)

    def _column(self, query: sa.Select[Any]) -> Iterator[str]:
        with self._reading() as connection:
            yield from connection.execute(query).scalars()

    def _resolved(self, column: str) -> list[str]:
        table = tables.resolutions
        query = select(table.c[column]).order_by(table.c.seq.desc()).limit(1)
        with self._reading() as connection:
            text = connection.execute(query).scalar()
        return [json.dumps(part) for part in json.loads(text)] if text else []

    def _newest(self, table: Table, kind: type[Any], exhibit: str | None) -> Iterator[Any]:
        joined = tables.readings.c.seq == table.c.reading
        query = (
            select(table.c.id, table.c.body, _BY_PERSON.label("person"))
            .join(tables.readings, joined)
            .where(table.c.reading.in_(_COUNTING))
            .order_by(table.c.seq)
        )
        if exhibit is not None:
            query = query.where(tables.readings.c.exhibit == exhibit)
        added = select(table.c.id).join(tables.readings, joined).where(_BY_PERSON)
        both = select(table.c.id).where(table.c.reading.in_(_NEWEST), table.c.id.in_(added))
        with self._reading() as connection:
            given = set(connection.execute(both).scalars())
            for row in connection.execute(query):
                if row.person and row.id in given:
                    continue
                given |= {row.id} if row.person else set()
                yield _checked(load(kind, row.body), row.id)

    def _of_reading(self, table: Table, kind: type[Any], reading: int) -> Iterator[Any]:
        query = select(table.c.id, table.c.body).where(table.c.reading == reading)
        with self._reading() as connection:
            for row in connection.execute(query.order_by(table.c.seq)):
                yield _checked(load(kind, row.body), row.id)

    def _by_id(self, table: Table, kind: type[Any], ids: Iterable[str]) -> list[Any]:
        """Values in the order of the ids; unknown ids are left out."""
        found: dict[str, Any] = {}
        wanted = list(dict.fromkeys(ids))
        for start in range(0, len(wanted), _PART):
            part = wanted[start : start + _PART]
            query = select(table.c.id, table.c.body).where(table.c.id.in_(part))
            with self._reading() as connection:
                for row in connection.execute(query.order_by(table.c.seq)):
                    found[row.id] = _checked(load(kind, row.body), row.id)
        return [found[name] for name in wanted if name in found]

    def pieces(self, piece: int) -> Iterator[str]:
        """Hex of the SHA-256 of each piece of the database file, in order."""
        return pieces_of(self.path, piece)

    def size(self) -> tuple[int, int]:
        """Bytes of the database file, and of the write-ahead log beside it."""
        wal = self.path.with_name(f"{self.path.name}-wal")
        return self.path.stat().st_size, wal.stat().st_size if wal.exists() else 0

    def fold(self) -> bool:
        """Bring the write-ahead log into the file; False while readers or writers hold it back."""
        with self._engine.connect() as connection:
            try:
                raw = connection.connection.driver_connection
                busy = raw.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone() if raw else (1,)
                return bool(busy is not None and busy[0] == 0)
            except (DBAPIError, sqlite3.Error):
                return False

    def _announce(self) -> None:
        if self._before_write is not None:
            self._before_write()
            self._before_write = None

    def writing(self) -> _Writing:
        """A write transaction; for the other modules of this room."""
        self._announce()
        return _Writing(self._engine, self.path)


class _Reading:
    """A connection whose database errors are told in our words."""

    def __init__(self, engine: sa.Engine, path: Path) -> None:
        self._connection, self._path = engine.connect(), path

    def __enter__(self) -> Connection:
        return self._connection

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> None:
        self._connection.close()
        if isinstance(error, DBAPIError | UnicodeError):
            why = error.orig if isinstance(error, DBAPIError) else error
            raise Tampered(f"The database {self._path} cannot be read: {why}.") from error


class _Writing:
    """A write transaction whose database errors are told in our words."""

    def __init__(self, engine: sa.Engine, path: Path) -> None:
        self._engine, self._path = engine, path

    def __enter__(self) -> Connection:
        try:
            self._connection = self._engine.connect()
            self._transaction = self._connection.begin()
        except DBAPIError as error:
            raise self._told(error) from error
        return self._connection

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> None:
        try:
            if error is None:
                self._transaction.commit()
            else:
                self._transaction.rollback()
        except DBAPIError as broken:
            raise self._told(broken) from broken
        finally:
            self._connection.close()
        if isinstance(error, DBAPIError):
            raise self._told(error) from error

    def _told(self, error: DBAPIError) -> BadInput | StorageFailed:
        if isinstance(error, sa.exc.IntegrityError):
            return BadInput(
                f"The rows do not fit what the case {self._path.parent} holds: {error.orig}.",
                "Nothing was written.",
            )
        return StorageFailed(
            f"{self._path} could not be written: {error.orig}.",
            "What was acknowledged before is kept; run the same command again.",
        )


def _version(path: Path) -> int:
    """The version of a database, asked without touching it."""
    engine = engine_of(path, reading_mode(path), immediate=False)
    try:
        with engine.connect() as connection:
            found = migrations.check(connection, str(path))
            if found == 0:
                raise Tampered(
                    f"The database {path} holds no table of a case: it was emptied.",
                    "Restore it from a backup: dalil export restore FILE --case NEW",
                )
            return found
    finally:
        engine.dispose()


def _erase(connection: Connection, table: Table, row: int) -> None:
    seal = (tables.seals.c.in_table == table.name) & (tables.seals.c.row == row)
    connection.execute(tables.seals.update().where(seal).values(salt=b""))
    gone = connection.execute(table.delete().where(table.c.seq == row))
    if gone.rowcount != 1:
        raise BadInput(f"There is no row {row} in {table.name} to erase.")


def _checked(value: Any, row_id: str) -> Any:  # noqa: ANN401 - any value with an id
    if value.id != row_id:
        raise Tampered(f"The stored row {row_id} holds content whose id is {value.id}.")
    return value
