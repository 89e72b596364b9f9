"""A database file that is read as bytes keeps the locks that SQLite holds on it in the same process."""

from __future__ import annotations

import gc
import os
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from case_samples import batch_of, new_case, reopen, sha
from dalil.casework.record import record
from dalil.casework.verify import verify
from dalil.claims.ports import Batch
from dalil.store import handles
from dalil.store.wholefile import PIECE, pieces_of

TESTS = Path(__file__).resolve().parents[2]
posix = pytest.mark.skipif(os.name != "posix", reason="only POSIX drops locks on a close")

OTHER = """
import sys
sys.path.append({tests!r})
from pathlib import Path
from case_samples import reopen, take_in
case = reopen(Path({folder!r}), write=True)
take_in(case, {number})
case.close()
"""


def another_process_takes_in(folder: Path, number: int) -> None:
    """As ``dalil ingest`` from another shell: it opens the case, writes, and ends in order."""
    code = OTHER.format(tests=str(TESTS), folder=str(folder), number=number)
    subprocess.run([sys.executable, "-c", code], check=True, timeout=120)


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Path]:
    """A database with a log beside it, open in this process."""
    path = tmp_path / "some.db"
    holder = sqlite3.connect(path, isolation_level=None, factory=handles.counted(path))
    holder.execute("PRAGMA journal_mode = WAL")
    holder.execute("CREATE TABLE told (word TEXT)")
    holder.execute("INSERT INTO told VALUES ('first')")
    yield path
    holder.close()


@posix
def test_decisions_here_and_commands_elsewhere_take_turns(tmp_path: Path):
    """What `dalil serve` does: pages read through one store, each decision opens and closes a writer.

    Another process writes between them. The pages answer what is there, the log is the one that all
    use, and the case verifies. The writer's seal used to cost the pages their locks: the other process
    deleted the log under them, and they read a file that was no more.
    """
    folder = tmp_path / "case"
    new_case(folder, documents=1).close()
    pages = reopen(folder)
    assert len(pages.store.exhibits()) == 1
    for number in (1, 2):
        desk = reopen(folder, write=True)
        record(desk, Batch(judgements=batch_of(10 + number).judgements), "judgement", {"by": "me"})
        desk.close()
        log = (folder / "case.db-wal").stat()
        another_process_takes_in(folder, number)
        assert os.path.samestat(log, (folder / "case.db-wal").stat()), "the log was deleted"
        assert len(pages.store.exhibits()) == number + 1
        assert pages.store.damage() == []
    assert verify(pages).problems == ()
    pages.close()
    report = verify(reopen(folder))
    assert report.problems == ()
    assert report.checks["bytes of the database"] > 0


@posix
def test_verification_keeps_the_locks_of_its_own_connections(tmp_path: Path):
    """It reads every byte of the file while its connections are open and another process writes."""
    folder = tmp_path / "case"
    new_case(folder, documents=1).close()
    case = reopen(folder)
    assert verify(case).checks["bytes of the database"] > 0
    another_process_takes_in(folder, 1)
    assert (folder / "case.db-wal").exists()
    assert len(case.store.exhibits()) == 2
    assert verify(case).problems == ()
    case.close()


def test_the_descriptor_goes_with_the_last_connection(database: Path):
    """Kept while anything of this process has the file open, and never longer."""
    place = database.resolve()
    with handles.reading(database) as handle:
        assert handles.read_at(handle, 16, 0) == b"SQLite format 3\0"
    assert list(pieces_of(database)) == [sha(database.read_bytes())]
    second = sqlite3.connect(database, factory=handles.counted(database))
    with handles.reading(database) as again:
        assert again == handle
    second.close()
    second.close()  # twice counts once
    os.fstat(handle)
    assert [one for _, one in handles._kept[place]] == [handle]


def test_nothing_is_kept_when_all_is_closed(tmp_path: Path):
    path = tmp_path / "some.db"
    connection = sqlite3.connect(path, factory=handles.counted(path))
    connection.execute("CREATE TABLE told (word TEXT)")
    with handles.reading(path) as handle:
        pass
    connection.close()
    assert path.resolve() not in handles._users
    assert path.resolve() not in handles._kept
    with pytest.raises(OSError, match="descriptor"):
        os.fstat(handle)


def test_a_connection_that_cannot_be_opened_is_not_counted(tmp_path: Path):
    path = tmp_path / "nowhere" / "some.db"
    with pytest.raises(sqlite3.OperationalError):
        sqlite3.connect(path, factory=handles.counted(path))
    with pytest.raises(FileNotFoundError), handles.reading(path):
        pass
    assert path.resolve() not in handles._users


@posix
def test_a_file_put_in_the_place_of_another_is_read_anew(database: Path):
    """An old descriptor is not taken for the new file."""
    list(pieces_of(database))
    other = database.with_name("other")
    other.write_bytes(b"x" * (PIECE + 1))
    other.replace(database)
    assert list(pieces_of(database)) == [sha(b"x" * PIECE), sha(b"x")]


@posix
def test_a_case_that_is_opened_again_and_again_leaves_no_descriptor_behind(tmp_path: Path):
    folder = tmp_path / "case"
    new_case(folder, documents=1).close()
    gc.collect()
    before = set(handles._users)
    for _ in range(3):
        case = reopen(folder, write=True)
        record(case, Batch(judgements=batch_of(7).judgements), "judgement", {"by": "me"})
        case.close()
    assert set(handles._users) <= before
    assert (folder / "case.db").resolve() not in handles._kept
