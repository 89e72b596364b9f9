"""Flip one bit of a case, verify it in this process, put the bit back; again and again.

Bits are chosen at random over vault, ledger and database, a third each. For each flip of the database
it is told apart whether the bit is *read* (a full dump of schema and rows, or SQLite's own check of
its indexes, changes with it) or not (free space, unused header fields); and whether verification
found it in what was read, or only because the file as a whole is sealed.
"""

from __future__ import annotations

import hashlib
import random
import sqlite3
import sys
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from case_samples import reopen
from dalil.casework.verify import verify
from dalil.errors import DalilError

PLACES = ("vault", "ledger", "database")
_SHAPE = (
    "SELECT type, name, tbl_name, CASE WHEN type IN ('table', 'index') THEN rootpage END, sql"
    " FROM sqlite_master"
)
"""The root page of a trigger is nobody's place: no reader looks at it."""
_COLUMNS = {"migrations": "number, name"}
"""When a step was run bears on nothing: only the seal of the file holds it."""
_TOTALS = "_data"
"""Tables of a full-text index whose first record counts rows and words to rank what is found: so does it."""
_WHOLE_FILE = ("changed since its last writer ended", "another size than when")


@dataclass
class Flips:
    """What was flipped and what was found.

    Attributes:
        flipped: Flips by place; of the database also ``read`` and ``not read``.
        found: Found by verification, in the same places.
        by_rows: Flips of the database that would have been found without the seal of the file.
        named: Found, and the first problem names the place.
        missed: Not found: (file, offset, bit).
        crashed: Ended in an error that is not Dalil's.
    """

    flipped: Counter[str] = field(default_factory=Counter)
    found: Counter[str] = field(default_factory=Counter)
    by_rows: Counter[str] = field(default_factory=Counter)
    named: Counter[str] = field(default_factory=Counter)
    missed: list[tuple[str, int, int]] = field(default_factory=list)
    crashed: list[str] = field(default_factory=list)


def flip_many(folder: Path, flips: int, seed: int) -> Flips:
    """Flip bits of a case that verifies, one at a time; it is as before when this returns."""
    chosen, tally = random.Random(seed), Flips()
    files = {
        "vault": sorted(path for path in (folder / "vault").rglob("*") if path.is_file()),
        "ledger": sorted(path for path in (folder / "ledger").rglob("*") if path.is_file()),
        "database": [folder / "case.db"],
    }
    for paths in files.values():
        for path in paths:
            path.chmod(0o644)
    before = _dump(folder)
    for number in range(flips):
        if number and number % 500 == 0:
            sys.stderr.write(f"{number} of {flips}: {tally.found.total()} counts found\n")
            sys.stderr.flush()
        place = PLACES[number % 3]
        sizes = [path.stat().st_size for path in files[place]]
        path = chosen.choices(files[place], sizes)[0]
        offset, bit = _somewhere(chosen, path, number), 1 << chosen.randrange(8)
        _turn(path, offset, bit)
        try:
            _one(folder, place, (path, offset, bit), before, tally)
        finally:
            _turn(path, offset, bit)
            for suffix in ("-wal", "-shm"):
                (folder / f"case.db{suffix}").unlink(missing_ok=True)
    return tally


def _one(folder: Path, place: str, at: tuple[Path, int, int], before: str, tally: Flips) -> None:
    names = [place]
    if place == "database":
        names.append("read" if _dump(folder) != before else "not read")
    tally.flipped.update(names)
    told = _told(folder, tally)
    if not told:
        tally.missed.append((at[0].relative_to(folder).as_posix(), at[1], at[2]))
        return
    tally.found.update(names)
    wanted = {
        "vault": lambda where, what: where == "vault" and at[0].name in what,
        "ledger": lambda where, what: where in ("ledger", "checkpoint", "database", "settings"),
        "database": lambda where, what: where in ("database", "claims", "vault", "exports"),
    }[place]
    tally.named[place] += any(wanted(where, what) for where, what in told)
    if place == "database":
        rest = [what for _, what in told if not any(word in what for word in _WHOLE_FILE)]
        tally.by_rows.update(names if rest else ())


def _told(folder: Path, tally: Flips) -> list[tuple[str, str]]:
    """What verification says: (where, what); an error on opening is an answer too."""
    try:
        case = reopen(folder)
    except DalilError as error:
        return [("database" if "database" in error.message else "ledger", error.message)]
    try:
        return [(problem.where, problem.what) for problem in verify(case).problems]
    except Exception as error:  # any error of another kind is what is looked for
        tally.crashed.append(f"{type(error).__name__}: {error}")
        return [("", str(error))]
    finally:
        case.close()


def _somewhere(chosen: random.Random, path: Path, number: int) -> int:
    """Any byte of the file; of the database, which is mostly empty here, every other time a full one."""
    size = path.stat().st_size
    if path.name != "case.db" or number % 2:
        return chosen.randrange(size)
    content = path.read_bytes()
    while not content[offset := chosen.randrange(size)]:
        pass
    return offset


def _turn(path: Path, offset: int, bit: int) -> None:
    with path.open("r+b") as file:
        file.seek(offset)
        byte = file.read(1)[0]
        file.seek(offset)
        file.write(bytes([byte ^ bit]))


def _dump(folder: Path) -> str:
    """Everything that SQLite can read of the database, and what it says of its own indexes."""
    connection = sqlite3.connect(f"file:{folder / 'case.db'}?mode=ro&immutable=1", uri=True)
    digest = hashlib.sha256()
    try:
        digest.update(repr(connection.execute("PRAGMA user_version").fetchall()).encode())
        shape = connection.execute(_SHAPE).fetchall()
        digest.update(repr(shape).encode())
        for row in shape:
            if row[0] == "table" and str(row[4] or "CREATE VIRTUAL")[:14] != "CREATE VIRTUAL":
                for each in connection.execute(_rows_of(row[1])):
                    digest.update(repr(each).encode("utf-8", "surrogatepass"))
        digest.update(repr(connection.execute("PRAGMA integrity_check").fetchall()).encode())
    except (sqlite3.Error, ValueError, OverflowError, TypeError) as error:
        digest.update(f"cannot be read: {type(error).__name__}".encode())
    finally:
        connection.close()
    return digest.hexdigest()


def _rows_of(table: str) -> str:
    wanted = f'SELECT {_COLUMNS.get(table, "*")} FROM "{table}"'
    return wanted + " WHERE id <> 1" if table.endswith(_TOTALS) else wanted
