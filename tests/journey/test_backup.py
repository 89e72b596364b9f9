"""A backup taken while others write is a whole case, and comes back as it was."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from case_samples import content_of, new_case, reopen, sha, take_in
from dalil.assembly import build
from dalil.casework import backup
from dalil.casework.verify import verify
from dalil.casework.verify_bundle import verify_bundle
from dalil.cli import main as cli
from dalil.config import Config
from dalil.errors import BadInput, NotFound, StorageFailed, Tampered

TESTS = Path(__file__).resolve().parents[1]
MACHINE = build(Config.load(env={"DALIL_USER": "Tester"})).backups


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A case with documents, a checkpoint, a tail and an export."""
    case = new_case(tmp_path / "case", documents=3)
    case.ledger.checkpoint()
    take_in(case, 3)
    (case.exports / "note.html").write_bytes(b"<p>an export</p>")
    case.close()
    return tmp_path / "case"


def contents(folder: Path) -> dict[str, bytes]:
    """Every file that a backup keeps, but the database, which is copied by SQLite."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
        and not path.name.startswith(("case.db", ".lock"))
        and path.parent.name != "tiles"
        and path.name != "database.json"
    }


def rows(folder: Path) -> list[object]:
    """What the store answers."""
    case = reopen(folder)
    found = [case.store.exhibits(), list(case.store.claims()), list(case.store.judgements())]
    case.close()
    return found


def test_there_and_back_through_the_commands(folder: Path, capsys: pytest.CaptureFixture[str]):
    """Same files, same rows; writing goes on in the restored case with its own key."""
    file, again = folder.parent / "saved.zip", folder.parent / "again"
    assert cli.code(["export", "backup", "--case", str(folder), "--output", str(file)]) == 0
    assert "everything fits" in capsys.readouterr().out
    assert file.stat().st_mode & 0o077 == 0
    assert cli.code(["export", "restore", str(file), "--case", str(again), "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["holds"] is True
    assert told["entries"] == 2 + 4 * 4 + 1
    assert contents(again) == contents(folder)
    assert rows(again) == rows(folder)
    assert (again / "ledger" / "key").stat().st_mode & 0o077 == 0
    case = reopen(again, write=True)
    take_in(case, 9)
    case.ledger.checkpoint()
    assert verify(case).holds
    case.close()
    assert sorted(path.name for path in folder.parent.iterdir()) == ["again", "case", "saved.zip"]


def test_a_backup_that_is_verified_as_a_bundle_says_what_it_is(folder: Path):
    file = folder.parent / "saved.zip"
    backup.back_up(folder, file, MACHINE)
    with pytest.raises(BadInput, match="is a backup") as refused:
        verify_bundle(file)
    assert "dalil export restore FILE --case NEW" in str(refused.value)
    assert "dalil diligence restore FILE --client NEW" in str(refused.value)
    locked = folder.parent / "case.age"
    locked.write_bytes(b"age-encryption.org/v1\n-> X25519 x\n")
    with pytest.raises(BadInput, match="is encrypted"):
        verify_bundle(locked)
    with pytest.raises(BadInput, match="neither a bundle nor a case"):
        verify_bundle(folder / "dalil.toml")


def test_what_lies_in_the_folder_and_is_no_part_of_it_is_told(folder: Path):
    (folder / "notes of mine.txt").write_text("x")
    case = reopen(folder)
    report = verify(case)
    case.close()
    assert report.holds
    assert "notes of mine.txt lies in the folder and is no part of it" in " ".join(report.notes)


def test_nothing_is_written_over(folder: Path):
    """Neither by the backup nor by its way back; --replace is asked for by name."""
    file = folder.parent / "saved.zip"
    first = backup.back_up(folder, file, MACHINE)
    with pytest.raises(BadInput, match="already"):
        backup.back_up(folder, file, MACHINE)
    assert backup.back_up(folder, file, MACHINE, replace=True).root == first.root
    with pytest.raises(BadInput, match="not empty"):
        backup.bring_back(file, folder, MACHINE)
    with pytest.raises(BadInput, match="which it should save"):
        backup.back_up(folder, folder / "exports" / "saved.zip", MACHINE)
    with pytest.raises(BadInput, match="does not exist"):
        backup.back_up(folder, folder.parent / "nowhere" / "saved.zip", MACHINE)
    empty = folder.parent / "empty"
    empty.mkdir()
    assert backup.bring_back(file, empty, MACHINE).report.holds


def test_what_is_no_whole_backup_is_refused(folder: Path):
    """Missing, cut, other archives, foreign names, any changed byte of any member: nothing is left."""
    file, new = folder.parent / "saved.zip", folder.parent / "new"
    backup.back_up(folder, file, MACHINE)
    whole = file.read_bytes()
    with pytest.raises(NotFound, match="does not exist"):
        backup.bring_back(folder.parent / "no.zip", new, MACHINE)
    for broken in (b"", b"text", whole[:-100], whole[: len(whole) // 2]):
        file.write_bytes(broken)
        with pytest.raises(BadInput, match="no whole backup"):
            backup.bring_back(file, new, MACHINE)
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("letter.txt", b"hello")
    with pytest.raises(BadInput, match="no backup of Dalil"):
        backup.bring_back(file, new, MACHINE)
    with zipfile.ZipFile(file, "w") as archive:
        listed = {"format": 1, "made_at": "", "case": "x", "entries": 0, "root": ""}
        archive.writestr("backup.json", json.dumps({**listed, "files": [["../../evil", 1, "0"]]}))
    with pytest.raises(BadInput, match="belongs to no case"):
        backup.bring_back(file, new, MACHINE)
    for word in (content_of(1)[:20], b'"kind":"judgement"', b"SQLite format 3"):
        place = whole.index(word) + 3
        file.write_bytes(whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :])
        with pytest.raises(Tampered):
            backup.bring_back(file, new, MACHINE)
    assert sorted(path.name for path in folder.parent.iterdir()) == ["case", "saved.zip"]


def test_exports_in_folders_are_saved_and_what_is_no_part_of_the_case_is_named(
    folder: Path, capsys: pytest.CaptureFixture[str]
):
    """Tables in folders come back; foreign, hidden and linked files are told by their places."""
    deep = folder / "exports" / "c1_csv" / "two words" / "claims.csv"
    deep.parent.mkdir(parents=True)
    deep.write_bytes(b"a,b\n")
    (folder / "notes.txt").write_bytes(b"mine")
    (folder / "exports" / ".hidden").write_bytes(b"mine")
    (folder / "exports" / "link.html").symlink_to(folder.parent / "elsewhere.html")
    (folder / "exports" / ".x.html.part").write_bytes(b"a draft")
    file, again = folder.parent / "saved.zip", folder.parent / "again"
    assert cli.code(["export", "backup", "--case", str(folder), "--output", str(file)]) == 0
    shown = capsys.readouterr().out
    left = ("exports/.hidden", "exports/link.html", "notes.txt")
    for name in left:
        assert f"NOT in it, since it is no part of a case: {name}\n" in shown
    assert "draft" not in shown
    assert "tiles" not in shown
    assert MACHINE.left_out(folder) == left
    made = backup.bring_back(file, again, MACHINE)
    assert made.report.holds
    assert (again / deep.relative_to(folder)).read_bytes() == b"a,b\n"
    assert MACHINE.left_out(again) == ()


def bomb(file: Path, kind: int, members: dict[str, int]) -> None:
    with zipfile.ZipFile(file, "w", kind) as archive:
        for name, size in members.items():
            with archive.open(name, "w") as member:
                for _ in range(size >> 20):
                    member.write(b" " * (1 << 20))


def test_what_would_unpack_to_more_than_the_file_is_refused_before_it_is_read(
    folder: Path, monkeypatch: pytest.MonkeyPatch
):
    """A packed manifest, a packed member, an encrypted one, a manifest longer than its members need."""
    file, new = folder.parent / "bomb.zip", folder.parent / "new"
    read: list[int] = []
    whole = zipfile.ZipExtFile.read

    def counted(self: zipfile.ZipExtFile, n: int | None = -1) -> bytes:
        content = whole(self, n)
        read.append(len(content))
        return content

    monkeypatch.setattr(zipfile.ZipExtFile, "read", counted)
    for kind, members in (
        (zipfile.ZIP_DEFLATED, {"backup.json": 64 << 20}),
        (zipfile.ZIP_BZIP2, {"backup.json": 64 << 20}),
        (zipfile.ZIP_DEFLATED, {"exports/a": 8 << 20, "backup.json": 0}),
        (zipfile.ZIP_STORED, {"exports/a": 0, "backup.json": 8 << 20}),
    ):
        bomb(file, kind, members)
        with pytest.raises(BadInput, match="no backup of Dalil"):
            backup.bring_back(file, new, MACHINE)
    assert sum(read) < 1 << 18
    assert not new.exists()
    backup.back_up(folder, folder.parent / "saved.zip", MACHINE)
    content = bytearray((folder.parent / "saved.zip").read_bytes())
    first = content.rindex(b"PK\x05\x06")
    start = int.from_bytes(content[first + 16 : first + 20], "little")
    content[start + 24 : start + 28] = (len(content) * 2).to_bytes(4, "little")
    content[start + 20 : start + 24] = (len(content) * 2).to_bytes(4, "little")
    file.write_bytes(content)
    with pytest.raises(BadInput, match="larger than the file"):
        backup.bring_back(file, new, MACHINE)


def test_a_damaged_case_is_saved_and_told(folder: Path, capsys: pytest.CaptureFixture[str]):
    """A copy is needed most when something is wrong; exit code 1 names it."""
    victim = next(path for path in (folder / "vault").rglob("*") if path.is_file())
    victim.chmod(0o644)
    victim.write_bytes(b"x" + victim.read_bytes()[1:])
    file = folder.parent / "saved.zip"
    assert cli.code(["export", "backup", "--case", str(folder), "--output", str(file)]) == 1
    assert victim.name in capsys.readouterr().out
    assert not backup.bring_back(file, folder.parent / "again", MACHINE).report.holds


def test_a_disk_that_refuses_leaves_nothing(folder: Path, monkeypatch: pytest.MonkeyPatch):
    """The draft goes; the file that was there stays."""
    file = folder.parent / "saved.zip"
    backup.back_up(folder, file, MACHINE)
    before = file.read_bytes()

    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(zipfile.ZipFile, "open", full)
    with pytest.raises(StorageFailed, match="No space left"):
        backup.back_up(folder, file, MACHINE, replace=True)
    assert file.read_bytes() == before
    assert sorted(path.name for path in folder.parent.iterdir()) == ["case", "saved.zip"]


STUCK = """
import sys, time
sys.path.append({tests!r})
from pathlib import Path
from dalil.assembly import build
from dalil.casework import backup
from dalil.config import Config

def stuck(stage, done, total):
    if stage == {stage!r}:
        print("stuck", flush=True)
        time.sleep(600)

machine = build(Config.load(env={{"DALIL_USER": "Tester"}})).backups
if {way!r} == "restore":
    backup.bring_back(Path({file!r}), Path({target!r}), machine, progress=stuck)
else:
    backup.back_up(Path({file!r}), Path({target!r}), machine, progress=stuck)
"""


def stuck_run(way: str, file: Path, target: Path, stage: str) -> subprocess.Popen[str]:
    """A backup or restore in another process that comes as far as a stage and no further."""
    told = {"file": str(file), "target": str(target), "stage": stage, "way": way}
    code = STUCK.format(tests=str(TESTS), **told)
    child = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True)
    assert child.stdout is not None
    assert child.stdout.readline() == "stuck\n"
    return child


def rooms(folder: Path) -> list[str]:
    """What hidden things lie in a folder, by name."""
    return sorted(path.name for path in folder.iterdir() if path.name.startswith("."))


@pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL is POSIX's")
def test_what_a_killed_run_leaves_is_removed_by_the_next_and_a_living_one_is_left(
    folder: Path, capsys: pytest.CaptureFixture[str]
):
    """Killed while the database is copied, while the copy is checked, and while a restore unpacks."""
    place = folder.parent / "kept"
    place.mkdir()
    whole = place / "whole.zip"
    backup.back_up(folder, whole, MACHINE)
    for number, (way, stage) in enumerate(
        [("backup", "backup"), ("backup", "verify"), ("restore", "restore")]
    ):
        source = whole if way == "restore" else folder
        child = stuck_run(way, source, place / f"t{number}", stage)
        held = rooms(place)
        assert len(held) == 1
        assert (place / held[0]).stat().st_mode & 0o077 == 0, "for its owner alone"
        alive = backup.back_up(folder, place / "meanwhile.zip", MACHINE, replace=True)
        assert (alive.removed, alive.left) == ((), ())
        assert rooms(place) == held, "it is still at work"
        child.kill()
        child.communicate()
        next_ = ["export", "backup", "--case", str(folder), "--output", str(place / "next.zip")]
        assert cli.code([*next_, "--replace"]) == 0
        assert f"had left: {place / held[0]}" in capsys.readouterr().out
        assert rooms(place) == []


def test_what_is_not_surely_of_a_killed_run_is_named_and_left(
    folder: Path, capsys: pytest.CaptureFixture[str]
):
    """Loose drafts as earlier versions made them, and folders that hold something else."""
    place = folder.parent
    loose = [f".bk.zip.0a1b2c3d.part{end}" for end in ("", ".db", ".db-journal")]
    for name in loose:
        (place / name).write_bytes(b"names in plain")
    other = place / ".thesis.0a1b2c3d.part"
    other.mkdir()
    (other / "lock").touch()
    (other / "chapter.txt").write_text("mine")
    (place / ".notes.part").write_text("not ours at all")
    made = backup.back_up(folder, place / "saved.zip", MACHINE)
    assert made.removed == ()
    assert set(made.left) == {*loose, other.name}
    assert (other / "chapter.txt").read_text() == "mine"
    again = ["export", "restore", str(place / "saved.zip"), "--case", str(place / "again")]
    assert cli.code(again) == 0
    assert f"note: {place / loose[1]} may be of a run that was killed" in capsys.readouterr().out


WRITER = """
import sys
sys.path.append({tests!r})
from pathlib import Path
from case_samples import reopen, take_in
case = reopen(Path({folder!r}), write=True)
number = 10
while True:
    take_in(case, number)
    print("kept", number, flush=True)
    number += 1
    if number % 4 == 0:
        case.ledger.checkpoint()
"""


def test_a_backup_while_another_process_writes(folder: Path, tmp_path: Path):
    """Three in a row: each is a whole case that verifies, holds all that was kept before, and grows."""
    code = WRITER.format(tests=str(TESTS), folder=str(folder))
    child = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True)
    assert child.stdout is not None
    try:
        sizes = []
        for turn in range(3):
            kept = [int(child.stdout.readline().split()[1]) for _ in range(3)]
            file, again = tmp_path / f"saved{turn}.zip", tmp_path / f"again{turn}"
            made = backup.back_up(folder, file, MACHINE)
            assert made.report.holds, made.report.problems
            assert backup.bring_back(file, again, MACHINE).report.holds
            case = reopen(again, write=True)
            names = {exhibit.sha256 for exhibit in case.store.exhibits()}
            assert {sha(content_of(number)) for number in kept} <= names
            assert verify(case).holds
            sizes.append(len(case.ledger))
            case.close()
            shutil.rmtree(again)
        assert sizes == sorted(set(sizes))
    finally:
        child.kill()
        child.communicate()
