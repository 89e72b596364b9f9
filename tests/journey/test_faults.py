"""Full disks, read-only folders, clocks that run backwards, two writers, readers beside a writer,
slow disks, a migration killed half-way: a plain message, nothing acknowledged lost, the work goes on."""

from __future__ import annotations

import contextlib
import os
import resource
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from case_samples import content_of, new_case, reopen, sha, take_in
from dalil.casework.record import finish
from dalil.casework.verify import verify
from dalil.cli import main as cli
from dalil.errors import StorageFailed
from dalil.store import migrations
from dalil.store.opening import open_parts

TESTS = Path(__file__).resolve().parents[1]
REPO = TESTS.parent
pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="limits and users of POSIX")

WRITER = """
import sys
sys.path.append({tests!r})
from pathlib import Path
from case_samples import reopen, take_in
{before}
case = reopen(Path({folder!r}), write=True)
number = {first}
while True:
    take_in(case, number)
    print("kept", number, flush=True)
    number += 1
"""


def writer(folder: Path, first: int, before: str = "") -> subprocess.Popen[str]:
    """A process that takes documents in until it is stopped or fails."""
    code = WRITER.format(tests=str(TESTS), folder=str(folder), first=first, before=before)
    return subprocess.Popen(
        [sys.executable, "-c", code], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A case with two documents, closed in order."""
    new_case(tmp_path / "case", documents=2).close()
    return tmp_path / "case"


# -- full disk -------------------------------------------------------------------------------


def test_a_disk_that_fills_up(folder: Path):
    """A limit on file sizes stands for it: a plain error, all that was kept is there, work goes on."""
    limit = (folder / "case.db").stat().st_size + 40_000
    before = f"import resource; resource.setrlimit(resource.RLIMIT_FSIZE, ({limit}, {limit}))"
    child = writer(folder, 2, before)
    out, errors = child.communicate(timeout=120)
    assert child.returncode == 1
    assert "StorageFailed" in errors
    assert "could not be written" in errors
    assert (
        "What was acknowledged before is kept" in errors or "run the same command again" in errors
    )
    kept = [int(line.split()[1]) for line in out.splitlines()]
    case = reopen(folder, write=True)
    report = verify(case)
    assert report.holds, report.problems
    have = {exhibit.sha256 for exhibit in case.store.exhibits()}
    assert {sha(content_of(number)) for number in kept} <= have
    take_in(case, 900)
    assert verify(case).holds
    case.close()


@pytest.mark.parametrize("after", [0, 1, 2, 3, 5, 8])
def test_every_write_may_be_the_one_that_fails(
    folder: Path, after: int, monkeypatch: pytest.MonkeyPatch
):
    """The n-th write of the vault or the ledger finds no space; the next run completes the work once."""
    case, count, true = reopen(folder, write=True), 0, os.write

    def full(handle: int, content: bytes) -> int:
        nonlocal count
        count += 1
        if count > after:
            true(handle, bytes(content)[: len(content) // 2])
            raise OSError(28, "No space left on device")
        return true(handle, content)

    monkeypatch.setattr(os, "write", full)
    with pytest.raises(StorageFailed, match="No space left"):
        _ = [take_in(case, number) for number in range(5, 12)]
    monkeypatch.undo()
    with contextlib.suppress(StorageFailed):
        case.close()
    case = reopen(folder, write=True)
    finish(case)
    for number in range(5, 12):
        take_in(case, number)
    report = verify(case)
    assert report.holds, report.problems
    assert len(case.store.exhibits()) == 2 + 7
    case.close()


# -- read-only -------------------------------------------------------------------------------


@pytest.fixture
def locked(folder: Path) -> Iterator[Path]:
    """A copy of the case that nobody but its owner may change, in a place that everybody may read."""
    room = Path(tempfile.mkdtemp())
    room.chmod(0o755)
    case = Path(shutil.copytree(folder, room / "case"))
    for path in case.rglob("case.db-*"):
        path.unlink()
    for path in [case, *case.rglob("*")]:
        path.chmod(0o555 if path.is_dir() else 0o400 if path.name == "key" else 0o444)
    yield case
    for path in [case, *case.rglob("*")]:
        path.chmod(0o755)
    shutil.rmtree(room)


def as_nobody(*words: object) -> tuple[int, str]:
    """Run a command as an unprivileged user: its exit code and all that it said.

    A forked child gives up its rights (where it has any) and runs the command; an unprivileged user
    may not be able to start this interpreter, so what the command needs was imported before.
    """
    with tempfile.TemporaryFile("w+") as said:
        child = os.fork()
        if child == 0:
            code = 99
            try:
                if os.getuid() == 0:
                    os.setgroups([])
                    os.setgid(65534)
                    os.setuid(65534)
                os.dup2(said.fileno(), 1)
                os.dup2(said.fileno(), 2)
                sys.stdout = open(1, "w", closefd=False)  # noqa: SIM115 - handles, no paths
                sys.stderr = open(2, "w", closefd=False)  # noqa: SIM115
                code = cli.code([str(word) for word in words])
                sys.stdout.flush()
                sys.stderr.flush()
            finally:
                os._exit(code)
        _, status = os.waitpid(child, 0)
        said.seek(0)
        return os.waitstatus_to_exitcode(status), said.read()


def test_a_read_only_case_as_an_unprivileged_user(
    locked: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
):
    """It verifies and leaves no file behind; writing is refused by name, and so is a backup of a key
    that this user may not read."""
    before = sorted(path.name for path in locked.rglob("*"))
    spare = locked.parent / "spare"
    shutil.copytree(locked, spare)
    for path in [spare, *spare.rglob("*")]:
        path.chmod(0o755)
    out = tmp_path / "b.zip"
    for warm in (("verify", spare), ("settings", "accept", "--case", spare)):
        assert cli.code([str(word) for word in warm]) == 0
    assert cli.code(["export", "backup", "--case", str(spare), "--output", str(out)]) == 0
    capfd.readouterr()
    code, said = as_nobody("verify", locked)
    assert code == 0, said
    assert "Everything fits" in said
    assert sorted(path.name for path in locked.rglob("*")) == before
    code, said = as_nobody("settings", "accept", "--case", locked)
    if os.getuid() == 0:
        assert code == 3, said
        assert ".lock cannot be opened for writing: Permission denied" in said
        assert "read-only for this user" in said
        assert "Traceback" not in said
        room = locked.parent / "room"
        room.mkdir()
        room.chmod(0o777)
        code, said = as_nobody("export", "backup", "--case", locked, "--output", room / "b.zip")
        assert code == 3
        assert "ledger/key cannot be read: Permission denied" in said
        assert list(room.iterdir()) == []


# -- clock -----------------------------------------------------------------------------------


def test_a_clock_that_runs_backwards(folder: Path):
    """From one process to the next too: the ledger's times never fall."""

    class Yesterday:
        def now(self) -> str:
            return "2001-01-01T00:00:00Z"

    parts = open_parts(folder, Yesterday(), write=True)
    case = replace(reopen(folder), ledger=parts.ledger, store=parts.store, vault=parts.vault)
    take_in(case, 4)
    case.ledger.checkpoint()
    parts.close()
    case.close()
    case = reopen(folder)
    times = [entry.at for entry in case.ledger.entries()]
    assert times == sorted(times)
    assert times[-1] > "2001"
    assert verify(case).holds
    case.close()


# -- several at once -------------------------------------------------------------------------


def test_a_second_writer_is_refused_and_readers_are_not(
    folder: Path, capsys: pytest.CaptureFixture[str]
):
    """The refusal names the process; readers verify while it writes, each time a whole state."""
    child = writer(folder, 2)
    assert child.stdout is not None
    try:
        assert child.stdout.readline().startswith("kept")
        assert cli.code(["settings", "accept", "--case", str(folder)]) == 3
        told = capsys.readouterr().err
        assert f"being written by another process (process {child.pid})" in told
        assert "reading commands still work" in told
        sizes = []
        for _ in range(4):
            assert cli.code(["verify", str(folder)]) == 0, capsys.readouterr().out
            case = reopen(folder)
            sizes.append(len(case.ledger))
            case.close()
        assert sizes == sorted(sizes)
        assert sizes[0] < sizes[-1]
    finally:
        child.kill()
        child.communicate()
    reopen(folder, write=True).close()
    assert cli.code(["verify", str(folder)]) == 0


def test_a_slow_disk(folder: Path):
    """Every flush takes a while: nothing times out, and a kill in the middle loses nothing."""
    slow = "import os, time; true = os.fsync; os.fsync = lambda h: (time.sleep(0.03), true(h))[1]"
    child = writer(folder, 2, slow)
    assert child.stdout is not None
    kept = [int(child.stdout.readline().split()[1]) for _ in range(3)]
    time.sleep(0.05)
    child.send_signal(signal.SIGKILL)
    child.communicate()
    case = reopen(folder, write=True)
    assert verify(case).holds
    have = {exhibit.sha256 for exhibit in case.store.exhibits()}
    assert {sha(content_of(number)) for number in kept} <= have
    case.close()


# -- migration -------------------------------------------------------------------------------

MIGRATION = """
import sys
sys.path.append({tests!r})
from pathlib import Path
from sqlalchemy import text
from case_samples import reopen
from dalil.store import migrations

def step(connection):
    connection.execute(text("CREATE TABLE tomorrow (name TEXT)"))
    for number in range(2000):
        connection.execute(text("INSERT INTO tomorrow VALUES ('x')"))
        if number == {stop}:
            print("inside", flush=True)
            sys.stdin.readline()

migrations.STEPS = (*migrations.STEPS, ("tomorrow", step))
reopen(Path({folder!r}), write=True)
print("done", flush=True)
"""


def test_a_migration_killed_half_way_did_not_happen(folder: Path):
    """Rows, version and shape are as before; then the same migration runs through."""
    known = len(migrations.STEPS)
    for stop, kill in ((1500, True), (-1, False)):
        code = MIGRATION.format(tests=str(TESTS), folder=str(folder), stop=stop)
        child = subprocess.Popen(
            [sys.executable, "-c", code],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        )  # fmt: skip
        assert child.stdout is not None
        assert child.stdout.readline().strip() == ("inside" if kill else "done")
        if kill:
            child.send_signal(signal.SIGKILL)
        child.communicate()
        connection = sqlite3.connect(folder / "case.db")
        (version,) = connection.execute("PRAGMA user_version").fetchone()
        tables = {row[0] for row in connection.execute("SELECT name FROM sqlite_master")}
        connection.close()
        assert version == (known if kill else known + 1)
        assert ("tomorrow" in tables) != kill
        if kill:
            case = reopen(folder, write=True)
            assert verify(case).holds, verify(case).problems
            case.close()


def test_limits_are_those_of_this_process():
    """The full disk above was a child's: this process is not limited."""
    assert resource.getrlimit(resource.RLIMIT_FSIZE)[0] in (resource.RLIM_INFINITY, -1)
