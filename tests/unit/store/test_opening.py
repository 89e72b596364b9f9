"""Creating and opening case folders: whole or not at all, and never the wrong one."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from case_samples import AT, SETTINGS, new_case, reopen
from dalil.custody.settings import CaseSettings, read_settings, settings_from, write_settings
from dalil.errors import (
    BadConfig,
    BadInput,
    CaseLocked,
    NewerFormat,
    NotACase,
    NotFound,
    StorageFailed,
    Tampered,
)
from dalil.store.clock import SystemClock
from dalil.store.lock import WriterLock
from dalil.store.migrations import STEPS
from dalil.store.opening import create
from dalil.store.sqlite import SqliteStore


def files(folder: Path) -> dict[str, bytes]:
    """Every file of a folder but SQLite's own helpers and the lock."""
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and not path.name.endswith(("-shm", "-wal", ".lock"))
    }


def test_a_new_case_has_the_pinned_parts(tmp_path: Path):
    """product.md, "Pinned"; nothing is left beside it."""
    new_case(tmp_path / "deep" / "case").close()
    folder = tmp_path / "deep" / "case"
    names = {path.name for path in folder.iterdir() if not path.name.startswith(".")}
    assert names == {"dalil.toml", "vault", "case.db", "ledger", "exports"}
    assert [path.name for path in (tmp_path / "deep").iterdir()] == ["case"]
    assert read_settings(folder) == SETTINGS
    assert tomllib.loads((folder / "dalil.toml").read_text("utf-8"))["format"] == 1


def test_a_folder_with_other_things_is_left_alone(tmp_path: Path):
    """A clear refusal; an empty folder is taken."""
    (tmp_path / "taken").mkdir()
    (tmp_path / "taken" / "thesis.txt").write_text("mine")
    with pytest.raises(BadInput, match="not empty"):
        create(tmp_path / "taken", SETTINGS, SystemClock())
    assert files(tmp_path / "taken") == {"thesis.txt": b"mine"}
    (tmp_path / "file").write_text("x")
    with pytest.raises(BadInput):
        create(tmp_path / "file", SETTINGS, SystemClock())
    (tmp_path / "empty").mkdir()
    create(tmp_path / "empty", SETTINGS, SystemClock())
    reopen(tmp_path / "empty").close()


def test_a_case_half_made_is_no_case(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """The disk fills while it is made: nothing is left behind."""
    real, calls = os.fsync, []

    def full(handle: int) -> None:
        calls.append(handle)
        if len(calls) == 4:
            raise OSError(28, "No space left on device")
        real(handle)

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(StorageFailed, match="No space left"):
        create(tmp_path / "case", SETTINGS, SystemClock())
    assert list(tmp_path.iterdir()) == []


def test_what_is_no_case(tmp_path: Path):
    """A folder that does not exist, one without dalil.toml, a file."""
    (tmp_path / "empty").mkdir()
    (tmp_path / "file").write_text("x")
    for name in ("missing", "empty", "file"):
        for write in (False, True):
            with pytest.raises(NotACase, match=name):
                reopen(tmp_path / name, write=write)
    assert files(tmp_path / "empty") == {}


@pytest.mark.parametrize("write", [False, True])
def test_a_case_of_a_later_version_is_not_touched(tmp_path: Path, write: bool):
    """Later settings, and a later database under settings of today."""
    folder = tmp_path / "case"
    new_case(folder, documents=1).close()
    connection = sqlite3.connect(folder / "case.db")
    connection.execute("INSERT INTO migrations VALUES (99, 'later', '')")
    connection.commit()
    connection.execute("PRAGMA user_version = 99")
    connection.execute("PRAGMA journal_mode = DELETE")
    connection.close()
    before = files(folder)
    with pytest.raises(NewerFormat, match="99"):
        reopen(folder, write=write)
    assert files(folder) == before
    text = (folder / "dalil.toml").read_text("utf-8")
    (folder / "dalil.toml").write_text(text.replace("format = 1", "format = 2"), "utf-8")
    before = files(folder)
    with pytest.raises(NewerFormat, match="format 2"):
        reopen(folder, write=write)
    assert files(folder) == before


@pytest.mark.parametrize(
    "text",
    [
        "not toml [",
        "format = 'one'",
        "format = 0",
        "format = true",
        "name = 3",
        "targets = 'Orla'",
        "targets = [1]",
        "retention_date = 'soon'",
        "retention_date = '2030-02-31'",
    ],
)
def test_settings_that_cannot_be_used(tmp_path: Path, text: str):
    """The file and the value are named."""
    (tmp_path / "dalil.toml").write_text(text, "utf-8")
    with pytest.raises(BadConfig, match=r"dalil\.toml"):
        read_settings(tmp_path)


def test_settings_come_back(tmp_path: Path):
    """Quotes, backslashes, line ends, control characters, other scripts; a TOML date."""
    hard = 'a"b\\c\nd\te\x7f\x00дәлел 𝒳 \u202e'
    settings = CaseSettings(hard, hard, hard, hard, "2030-12-31", (hard, ""), (hard,))
    (tmp_path / "dalil.toml").write_text(write_settings(settings), "utf-8", newline="")
    assert read_settings(tmp_path) == settings
    table = tomllib.loads("name = 'x'\nretention_date = 2030-01-02")
    assert settings_from(table, "case.toml").retention_date == "2030-01-02"


def test_a_lost_database_is_not_made_anew(tmp_path: Path):
    """An empty one in its place would hide the loss."""
    folder = tmp_path / "case"
    new_case(folder, documents=1).close()
    for path in folder.glob("case.db*"):
        path.unlink()
    for write in (False, True):
        with pytest.raises(NotFound, match=r"case\.db"):
            reopen(folder, write=write)
    assert not (folder / "case.db").exists()


def test_a_file_that_is_no_database(tmp_path: Path):
    """Told as what it is; the lock is let go."""
    folder = tmp_path / "case"
    new_case(folder).close()
    for path in folder.glob("case.db*"):
        path.unlink()
    (folder / "case.db").write_bytes(b"this is no database, but it is long enough" * 40)
    for _ in range(2):
        with pytest.raises(Tampered, match="not a database"):
            reopen(folder, write=True)
    with pytest.raises(Tampered):
        reopen(folder)


def test_a_lost_ledger_is_told(tmp_path: Path):
    """A case without its ledger is not opened for writing."""
    folder = tmp_path / "case"
    new_case(folder).close()
    (folder / "ledger" / "entries.jsonl").unlink()
    with pytest.raises(Tampered, match="ledger"):
        reopen(folder, write=True)


def test_the_lock_names_its_holder_and_dies_with_it(tmp_path: Path):
    """Another process holds it; when that is killed, the lock is free and the end counts as unclean."""
    code = (
        "import sys, time\nfrom pathlib import Path\nfrom dalil.store.lock import WriterLock\n"
        "lock = WriterLock(Path(sys.argv[1]))\nprint('held', flush=True)\ntime.sleep(60)"
    )
    path = tmp_path / ".lock"
    child = subprocess.Popen([sys.executable, "-c", code, str(path)], stdout=subprocess.PIPE)
    assert child.stdout is not None
    assert child.stdout.readline() == b"held\n"
    with pytest.raises(CaseLocked, match=str(child.pid)):
        WriterLock(path)
    child.kill()
    child.communicate()
    lock = WriterLock(path)
    assert lock.unclean
    lock.release()
    lock.release()
    lock = WriterLock(path)
    assert not lock.unclean
    lock.release()


def test_drafts_of_a_killed_writer_are_swept(tmp_path: Path):
    """Only after an unclean end, and only drafts."""
    folder = tmp_path / "case"
    case = new_case(folder, documents=1)
    case.close()
    draft = folder / "vault" / ".abc.part"
    draft.write_bytes(b"half an exhibit")
    reopen(folder).close()
    assert draft.exists()
    (folder / ".lock").write_text("999999")
    case = reopen(folder, write=True)
    assert not draft.exists()
    assert len(list(case.vault.walk())) == 1
    case.close()


def test_a_migration_is_recorded_and_interrupted_ones_did_not_happen(tmp_path: Path):
    """The step and its number stand in the database."""
    path = tmp_path / "case.db"
    SqliteStore(path, write=True, at=AT, create=True).close()
    connection = sqlite3.connect(path)
    steps = connection.execute("SELECT * FROM migrations").fetchall()
    assert steps == [(number, name, AT) for number, (name, _) in enumerate(STEPS, 1)]
    assert steps[0] == (1, "first", AT)
    assert connection.execute("PRAGMA user_version").fetchone() == (len(STEPS),)
    connection.close()


def test_a_medium_that_cannot_be_written_can_be_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    """Read as an unchanging file: nothing appears beside the database."""
    folder = tmp_path / "case"
    new_case(folder, documents=2).close()
    for path in folder.glob("case.db-*"):
        path.unlink()
    monkeypatch.setattr(os, "access", lambda *_: False)
    case = reopen(folder)
    assert len(case.store.exhibits()) == 2
    assert not list(folder.glob("case.db-*"))
    case.close()


def test_the_clock_does_not_run_backwards(monkeypatch: pytest.MonkeyPatch):
    """Within a process."""
    clock = SystemClock()
    first = clock.now()
    assert len(first) == 20
    assert first.endswith("Z")
    clock._last = "9999-01-01T00:00:00Z"
    assert clock.now() == "9999-01-01T00:00:00Z"
