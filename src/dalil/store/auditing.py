"""What an auditor reads from the database: rows against seals, and the shape of the file.

Nothing is changed and nothing is believed: a row is hashed again with every column that Dalil
reads. Memory holds one batch at a time.
"""

from __future__ import annotations

import hashlib
import itertools
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection, Row, select

from dalil.custody.merkle import leaf_hash, root_of
from dalil.custody.ports import AuditedBatch
from dalil.custody.seals import row_seal
from dalil.errors import Tampered
from dalil.evidence import TextLayer
from dalil.store import migrations, tables
from dalil.store.codec import load

_TABLES = {table.name: table for table in tables.SEALED}
_PART = 500
_WHOLE = 2000
_TRACED, _NEAR = 16, 1000
"""Rows of a batch whose lost content is looked for, and how far from their place."""


def batches(connection: Connection) -> Iterator[AuditedBatch]:
    """Every batch, oldest first."""
    seals = select(tables.seals).order_by(tables.seals.c.batch, tables.seals.c.seq)
    found = itertools.groupby(
        connection.execution_options(yield_per=_WHOLE).execute(seals), key=lambda seal: seal.batch
    )
    waiting = next(found, None)
    times = connection.execute(select(tables.batches).order_by(tables.batches.c.number)).all()
    for batch in times:
        while waiting is not None and waiting[0] < batch.number:
            yield _audit(connection, waiting[0], "", list(waiting[1]))
            waiting = next(found, None)
        if waiting is not None and waiting[0] == batch.number:
            yield _audit(connection, batch.number, batch.at, list(waiting[1]))
            waiting = next(found, None)
        else:
            yield _audit(connection, batch.number, batch.at, [])
    while waiting is not None:
        yield _audit(connection, waiting[0], "", list(waiting[1]))
        waiting = next(found, None)


def _audit(connection: Connection, number: int, at: str, seals: Sequence[Row[Any]]) -> AuditedBatch:
    faults: list[tuple[str, str, str]] = []
    tombstones: list[tuple[str, int]] = []
    traced = 0
    for start in range(0, len(seals), _PART):
        part = seals[start : start + _PART]
        rows = _rows(connection, part)
        for seal in part:
            row = rows.get((seal.in_table, seal.row))
            if seal.salt == b"":
                tombstones.append((seal.in_table, seal.row))
            if (fault := _fault(seal, row)) is not None:
                moved = ""
                if row is not None and seal.salt and traced < _TRACED:
                    traced, moved = traced + 1, _swapped(connection, seal)
                faults.append((f"row {seal.row} of {seal.in_table}{moved}", *fault))
    root = root_of(leaf_hash(seal.seal) for seal in seals).hex()
    return AuditedBatch(number, at, len(seals), root, tuple(faults), tuple(tombstones))


def _swapped(connection: Connection, seal: Row[Any]) -> str:
    """Where the content that belongs in a row stands in another near it: which one."""
    table = _TABLES.get(seal.in_table)
    if table is None:
        return ""
    near = table.c.seq.between(seal.row - _NEAR, seal.row + _NEAR) & (table.c.seq != seal.row)
    for row in connection.execute(select(table).where(near)):
        if row_seal(seal.salt, seal.in_table, (seal.row, *row[1:])) == seal.seal:
            return f" (its content stands in row {row.seq}: they were swapped)"
    return ""


def _rows(connection: Connection, seals: Sequence[Row[Any]]) -> dict[tuple[str, int], Row[Any]]:
    found: dict[tuple[str, int], Row[Any]] = {}
    for name in dict.fromkeys(seal.in_table for seal in seals):
        table = _TABLES.get(name)
        if table is not None:
            wanted = [seal.row for seal in seals if seal.in_table == name]
            for row in connection.execute(select(table).where(table.c.seq.in_(wanted))):
                found[name, row.seq] = row
    return found


def _fault(seal: Row[Any], row: Row[Any] | None) -> tuple[str, str] | None:
    if seal.salt == b"":
        return None if row is None else ("no row: it was erased", "a row")
    if row is None:
        return (f"a row with the seal {seal.seal.hex()}", "no row")
    now = row_seal(seal.salt, seal.in_table, tuple(row))
    return None if now == seal.seal else (seal.seal.hex(), now.hex())


def unsealed(connection: Connection) -> Iterator[tuple[str, int]]:
    """Rows without a seal."""
    for table in tables.SEALED:
        sealed = sa.exists().where(
            (tables.seals.c.in_table == table.name) & (tables.seals.c.row == table.c.seq)
        )
        for row in connection.execute(select(table.c.seq).where(~sealed)):
            yield table.name, row.seq


def damage(connection: Connection) -> list[str]:
    """What SQLite's own checks find, and tables, indexes or triggers that are not as they were made."""
    found = [str(row[0]) for row in connection.execute(sa.text("PRAGMA integrity_check"))]
    lines = [] if found == ["ok"] else found
    for row in connection.execute(sa.text("PRAGMA foreign_key_check")):
        lines.append(f"row {row[1]} of {row[0]} stands on a row of {row[2]} that is not there")
    here, made = _shape(connection), _shape_as_made()
    for name in sorted(here.keys() | made.keys()):
        if here.get(name) != made.get(name):
            state = "missing" if name not in here else "added" if name not in made else "changed"
            lines.append(f"{name[0]} {name[1]} is {state}")
    known = [(number, name) for number, (name, _) in enumerate(migrations.STEPS, 1)]
    if migrations.recorded(connection) != known:
        lines.append("the record of migrations is changed")
    return lines


def unpack_layer(row: Row[Any]) -> TextLayer:
    """A text layer from its row; the text is hashed again.

    Raises:
        Tampered: It cannot be unpacked, or does not fit its hash.
    """
    try:
        content = zlib.decompress(row.text)
        text = content.decode("utf-8", "surrogatepass")
        passages = zlib.decompress(row.passages).decode("utf-8")
    except (zlib.error, UnicodeDecodeError) as error:
        raise Tampered(
            f"The text layer of exhibit {row.exhibit} cannot be unpacked: {error}."
        ) from error
    if hashlib.sha256(content).hexdigest() != row.text_sha256:
        raise Tampered(f"The text layer of exhibit {row.exhibit} does not fit its hash.")
    shell = f'{{"exhibit":"","text":"","passages":{passages},"reader":"","media_type":""}}'
    holder = load(TextLayer, shell)
    return replace(load(TextLayer, row.head), text=text, passages=holder.passages)


def _shape(connection: Connection) -> dict[tuple[str, str], str]:
    query = sa.text("SELECT type, name, tbl_name, sql FROM sqlite_master")
    return {(row[0], row[1]): f"{row[2]}: {row[3]}" for row in connection.execute(query)}


@cache
def _shape_as_made() -> dict[tuple[str, str], str]:
    engine = sa.create_engine("sqlite://")
    try:
        with engine.begin() as connection:
            migrations.migrate(connection, "")
            return _shape(connection)
    finally:
        engine.dispose()
