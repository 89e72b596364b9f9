"""Whatever is changed in a case, verification finds it and names it."""

from __future__ import annotations

import json
import random
import shutil
import sqlite3
from dataclasses import asdict, replace
from pathlib import Path

import pytest

from case_samples import AT, batch_of, content_of, new_case, reading_of, reopen, sha, take_in
from dalil.casework.record import erase, finish, record
from dalil.casework.settings import accept_settings, change_settings
from dalil.casework.verify import Outside, VerifyReport, verify
from dalil.claims.ports import Batch, Record
from dalil.custody.merkle import leaf_hash, root_of
from dalil.custody.ports import Checkpoint, Cover
from dalil.custody.seals import canonical, new_salt, row_seal, seal_entry
from dalil.custody.settings import read_settings
from dalil.custody.signing import new_key, public_key, sign_checkpoint
from dalil.errors import BadConfig, CaseLocked, StorageFailed, Tampered
from dalil.store.migrations import STEPS


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Checkpoint]:
    """A case with three documents, a checkpoint, and entries after it."""
    folder = tmp_path_factory.mktemp("made") / "case"
    case = new_case(folder, documents=3)
    point = case.ledger.checkpoint()
    take_in(case, 3)
    case.close()
    return folder, point


@pytest.fixture
def folder(made: tuple[Path, Checkpoint], tmp_path: Path) -> Path:
    """A copy of that case, to be spoilt."""
    return Path(shutil.copytree(made[0], tmp_path / "case"))


def check(folder: Path, outside: Checkpoint | None = None) -> VerifyReport:
    """Open for reading and verify."""
    case = reopen(folder)
    try:
        return verify(case, outside)
    finally:
        case.close()


def check_with(folder: Path, outside: Outside) -> VerifyReport:
    """As :func:`check`, against more than a checkpoint."""
    case = reopen(folder)
    try:
        return verify(case, outside)
    finally:
        case.close()


def sql(folder: Path, *statements: str) -> None:
    """Change the database behind Dalil's back: triggers dropped, then put back as they were."""
    connection = sqlite3.connect(folder / "case.db")
    made = connection.execute("SELECT name, sql FROM sqlite_master WHERE type='trigger'").fetchall()
    for name, _ in made:
        connection.execute(f"DROP TRIGGER {name}")
    for statement in statements:
        assert connection.execute(statement).rowcount != 0, statement
    for _, create in made:
        connection.execute(create)
    connection.commit()
    connection.close()


def named(report: VerifyReport, where: str, *words: str) -> None:
    """The first problem stands in this part and says these words."""
    assert report.problems, "nothing was found"
    first = report.problems[0]
    assert first.where == where, report.problems
    for word in words:
        assert word in first.what, report.problems


def told(report: VerifyReport, *words: str) -> None:
    """One of the problems says all these words."""
    assert any(all(word in p.what for word in words) for p in report.problems), report.problems


def test_a_whole_case_holds(made: tuple[Path, Checkpoint]):
    """Everything is counted, nothing is found, with and without the outside checkpoint."""
    report = check(made[0])
    assert report.holds, report.problems
    assert report.checks["ledger entries"] == 2 + 4 * 4 + 1
    assert report.checks["exhibits"] == 4
    assert report.checks["rows"] == 4 * 15
    assert report.checks["quotes"] == 8
    assert report.checks["checkpoints"] == 1
    assert check(made[0], made[1]).holds


def test_reading_writes_nothing(folder: Path):
    """Verification leaves every file of the case as it was."""

    def state() -> dict[str, bytes]:
        files = (path for path in folder.rglob("*") if path.is_file())
        return {
            str(path): path.read_bytes()
            for path in files
            if not path.name.endswith(("-shm", "-wal"))
        }

    before = state()
    check(folder)
    assert state() == before


# -- every part of the folder ----------------------------------------------------------------


def test_a_flipped_byte_in_the_vault(folder: Path):
    """The file is named."""
    name = sha(content_of(1))
    path = folder / "vault" / name[:2] / name[2:4] / name
    path.chmod(0o644)
    path.write_bytes(path.read_bytes()[:-1] + b"X")
    named(check(folder), "vault", name)


def test_a_missing_and_a_strange_file_in_the_vault(folder: Path):
    """Both directions."""
    name = sha(content_of(1))
    path = folder / "vault" / name[:2] / name[2:4] / name
    moved = folder / "vault" / "00" / name
    moved.parent.mkdir()
    path.rename(moved)
    named(check(folder), "vault", "wrong place")
    moved.unlink()
    named(check(folder), "vault", name, "missing")


@pytest.mark.parametrize("file", ["entries.jsonl", "leaves.bin"])
def test_flipped_bytes_of_the_ledger(folder: Path, file: str):
    """A flipped bit anywhere in entries or leaves."""
    path = folder / "ledger" / file
    whole = path.read_bytes()
    chosen = random.Random(7)
    for place in range(0, len(whole), max(len(whole) // 30, 1)):
        changed = bytearray(whole)
        changed[place] ^= 1 << chosen.randrange(8)
        path.write_bytes(bytes(changed))
        assert not check(folder).holds, place
    path.write_bytes(whole)
    assert check(folder).holds


def test_every_byte_of_a_checkpoint_and_of_the_public_key(folder: Path):
    """Signature, size, root, time, key: each is bound."""
    (point,) = (folder / "ledger" / "checkpoints").iterdir()
    for path in (point, folder / "ledger" / "key.pub"):
        whole = path.read_bytes()
        for place in range(0, len(whole), 11):
            changed = bytearray(whole)
            changed[place] ^= 1
            path.write_bytes(bytes(changed))
            assert not check(folder).holds, (path.name, place)
        path.write_bytes(whole)
    point.unlink()
    named(check(folder), "checkpoint", "not there")


def test_a_cut_ledger(folder: Path, made: tuple[Path, Checkpoint]):
    """The last line gone; the last line and leaf gone."""
    entries, leaves = folder / "ledger" / "entries.jsonl", folder / "ledger" / "leaves.bin"
    lines = entries.read_bytes().splitlines(keepends=True)
    entries.write_bytes(b"".join(lines[:-1]))
    named(check(folder), "ledger", f"Entry {len(lines) - 1} is missing")
    leaves.write_bytes(leaves.read_bytes()[:-32])
    named(check(folder), "database", "An older ledger was put back, or its end was cut")
    told(check(folder), "Batch 16", "no entry")


def test_a_tail_cut_everywhere_is_seen_against_the_outside_checkpoint(tmp_path: Path):
    """Ledger, rows and checkpoints rolled back together: only the checkpoint that left tells."""
    case = new_case(tmp_path / "case", documents=1)
    shutil.copytree(tmp_path / "case", tmp_path / "early")
    take_in(case, 1)
    outside = case.ledger.checkpoint()
    case.close()
    assert check(tmp_path / "early").holds
    named(check(tmp_path / "early", outside), "checkpoint", "given", "the tail was cut")


def test_another_key(folder: Path, made: tuple[Path, Checkpoint]):
    """A forger who signs anew with a key of their own is found, from inside and from outside."""
    ledger = folder / "ledger"
    forged = new_key()
    leaves = ledger.joinpath("leaves.bin").read_bytes()
    size = made[1].size
    root = root_of(leaves[32 * n : 32 * n + 32] for n in range(size))
    point = sign_checkpoint(forged, size, root, made[1].at)
    file = ledger / "checkpoints" / f"{size:012d}.json"
    file.write_bytes(canonical(asdict(point)) + b"\n")
    named(check(folder), "checkpoint", "another key")
    (ledger / "key.pub").write_text(public_key(forged) + "\n")
    named(check(folder), "ledger", "private key", "it was replaced")
    told(check(folder), "key file", "it was replaced")
    told(check(folder, replace(made[1], signature="00" * 64)), "signature that does not hold")


def test_a_ledger_rebuilt_by_somebody_with_another_key(tmp_path: Path):
    """Everything fits inside; the checkpoint that left the machine shows the other key."""
    one = new_case(tmp_path / "one", documents=1)
    outside = one.ledger.checkpoint()
    one.close()
    two = new_case(tmp_path / "two", documents=1)
    two.ledger.checkpoint()
    two.close()
    report = check(tmp_path / "two", outside)
    said = " ".join(problem.what for problem in report.problems)
    assert "they were changed" in said
    assert "another key" in said
    key = outside.key
    named(
        check_with(tmp_path / "two", Outside(key=key[:16])),
        "checkpoint",
        "key is not the one given",
    )
    assert check_with(tmp_path / "one", Outside(key=key[:16])).holds
    assert check(tmp_path / "two").holds, "without anything from outside nothing can be told"
    assert any("--key HEX" in note for note in check(tmp_path / "two").notes)


def test_the_private_key_and_strange_files(folder: Path):
    """Every byte of the private key; a file that Dalil did not put there; a leaf and a half."""
    key = folder / "ledger" / "key"
    whole = key.read_bytes()
    for place in range(len(whole)):
        key.write_bytes(whole[:place] + bytes([whole[place] ^ 0x20]) + whole[place + 1 :])
        assert not check(folder).holds, place
    key.unlink()
    report = check(folder)
    assert report.holds, "a copy for a recipient has none"
    assert any("ledger/key is missing" in note for note in report.notes)
    key.write_bytes(whole)
    (folder / "ledger" / "note.txt").write_text("hello")
    named(check(folder), "ledger", "note.txt")
    (folder / "ledger" / "note.txt").unlink()
    (folder / "ledger" / "checkpoints" / "note.txt").write_text("hello")
    named(check(folder), "ledger", "checkpoints/note.txt, which Dalil did not put there")
    (folder / "ledger" / "checkpoints" / "note.txt").unlink()
    with (folder / "ledger" / "leaves.bin").open("ab") as file:
        file.write(b"abc")
    named(check(folder), "ledger", "3 bytes that are no leaf")


def test_leaves_that_are_gone(folder: Path, made: tuple[Path, Checkpoint]):
    """Named as damage; entries are held against checkpoints all the same, and nothing else is spared."""
    (folder / "ledger" / "leaves.bin").unlink()
    report = check(folder, made[1])
    named(report, "ledger", "leaves.bin is missing")
    assert len(report.problems) == 1, report.problems
    assert report.checks["ledger entries"] == 2 + 4 * 4 + 1
    assert report.checks["quotes"] > 0
    entries = folder / "ledger" / "entries.jsonl"
    lines = entries.read_bytes().splitlines(keepends=True)
    entries.write_bytes(b"".join([*lines[:3], lines[4], lines[3], *lines[5:]]))
    told(check(folder), "does not fit the entries")
    with pytest.raises(Tampered, match="cannot be read"):
        reopen(folder, write=True)
    assert not (folder / "ledger" / "leaves.bin").exists(), "a writer makes nothing up"


@pytest.mark.parametrize("part", ["vault", "ledger", "ledger/checkpoints", "ledger/key.pub"])
def test_a_part_that_is_gone_is_damage(folder: Path, part: str):
    """Told as such, and the rest is still checked."""
    place = folder / part
    shutil.rmtree(place) if place.is_dir() else place.unlink()
    report = check(folder)
    assert not report.holds
    assert report.checks["quotes"] > 0
    if part == "vault":
        named(report, "vault", "The folder vault is missing", "all 4 exhibits")
        assert len(report.problems) == 1 + 4


def test_without_the_key_nothing_is_written(folder: Path):
    """Whoever is about to write is told before the first byte; so is who has another key."""
    key = folder / "ledger" / "key"
    whole = key.read_bytes()
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    key.unlink()
    with pytest.raises(StorageFailed, match="cannot be read") as refused:
        reopen(folder, write=True)
    assert "bring it back from a backup" in str(refused.value)
    key.write_bytes(new_key().hex().encode() + b"\n")
    with pytest.raises(Tampered, match=r"not the one of key\.pub"):
        reopen(folder, write=True)
    key.unlink()
    (folder / "ledger" / "database.json").unlink()
    notes = " ".join(check(folder).notes)
    assert "refuses before it writes" in notes
    assert "next writing command that ends in order" not in notes
    key.write_bytes(whole)
    (folder / "ledger" / "database.json").write_bytes(before[folder / "ledger" / "database.json"])
    kept = {path: path.read_bytes() for path in before if path.is_file()}
    assert kept == before
    reopen(folder, write=True).close()


# -- the database file -----------------------------------------------------------------------


def test_bytes_that_no_row_holds(folder: Path):
    """Hidden in free space, or beside the rows: named by their place in the file."""
    path = folder / "case.db"
    whole = path.read_bytes()
    zeros = whole.rindex(bytes(200))
    path.write_bytes(whole[:zeros] + b"a word that nobody sees" + whole[zeros + 23 :])
    report = check(folder)
    named(report, "database", "of case.db changed since its last writer ended")
    path.write_bytes(whole + bytes(4096))
    told(check(folder), "another size")
    path.write_bytes(whole)
    (folder / "case.db-wal").write_bytes(b"hidden")
    told(check(folder), "case.db-wal holds 6 bytes")


def test_the_seal_of_the_file(folder: Path):
    """Every writer that ends in order renews it; changed or forged, it is named; gone, it is noted."""
    seal = folder / "ledger" / "database.json"
    before = seal.read_bytes()
    reopen(folder, write=True).close()
    assert seal.read_bytes() == before, "nothing was written"
    case = reopen(folder, write=True)
    take_in(case, 5)
    assert not seal.exists(), "it goes before the first write"
    assert any("bears no seal" in note for note in verify(case).notes)
    case.close()
    held = json.loads(seal.read_bytes())
    assert held["pieces"] != json.loads(before)["pieces"]
    report = check(folder)
    assert report.holds, report.problems
    assert report.checks["bytes of the database"] == (folder / "case.db").stat().st_size
    seal.write_bytes(canonical({**held, "size": held["size"] + 1}) + b"\n")
    named(check(folder), "database", "not signed by the case's key")
    seal.write_bytes(b"{}")
    named(check(folder), "database", "field 'at' is missing")
    seal.unlink()
    report = check(folder)
    assert report.holds, report.problems
    assert any("bears no seal" in note for note in report.notes)


def test_a_changed_version_and_an_emptied_database(folder: Path):
    """Neither is taken for a case of another version; an empty file is not filled with new tables."""
    sql(folder, "UPDATE migrations SET name = 'other' WHERE number = 1")
    told(check(folder), "record of migrations is changed")
    connection = sqlite3.connect(folder / "case.db")
    connection.execute(f"PRAGMA user_version = {len(STEPS) + 1}")
    connection.commit()
    connection.close()
    with pytest.raises(Tampered, match="record of migrations ends"):
        check(folder)
    for path in folder.glob("case.db*"):
        path.write_bytes(b"")
    for write in (False, True):
        with pytest.raises(Tampered, match="it was emptied") as told_:
            reopen(folder, write=write)
        assert "backup" in told_.value.hint
    assert (folder / "case.db").stat().st_size == 0


def test_no_signature_has_a_second_spelling(folder: Path):
    """Upper-case hex of the same bytes: a flipped bit like any other, in seal and checkpoint."""
    for path in (
        folder / "ledger" / "database.json",
        *(folder / "ledger" / "checkpoints").iterdir(),
    ):
        whole = path.read_bytes()
        held = json.loads(whole)
        assert held["signature"].upper() != held["signature"]
        path.write_bytes(canonical({**held, "signature": held["signature"].upper()}) + b"\n")
        told(check(folder), "sign")
        path.write_bytes(whole)


# -- dalil.toml ------------------------------------------------------------------------------


def test_settings_changed_by_hand(folder: Path):
    """Named field by field with the way out; accepted, it holds again, under a name."""
    file = folder / "dalil.toml"
    file.write_text(file.read_text("utf-8").replace('"practice"', '"other"'), "utf-8")
    named(
        check(folder), "settings", "purpose was 'practice' and is 'other'", "dalil settings accept"
    )
    case = reopen(folder, write=True)
    assert accept_settings(case) == ["purpose was 'practice' and is 'other'"]
    assert accept_settings(case) == []
    entry = list(case.ledger.entries())[-1]
    assert (entry.kind, entry.body["by"]) == ("mark", "Tester")
    change_settings(case, replace(case.settings, purpose="third", targets=("Orla Venn",)))
    case.close()
    assert read_settings(folder).purpose == "third"
    assert check(folder).holds
    file.write_text(file.read_text("utf-8") + "# a comment\n", "utf-8")
    named(check(folder), "settings", "only its wording or comments differ")
    file.write_text("not toml [", "utf-8")
    with pytest.raises(BadConfig):
        check(folder)


@pytest.mark.parametrize(
    ("statement", "words"),
    [
        ("UPDATE claims SET body = replace(body, 'asserts', 'denies') WHERE seq = 1", "Row 1 of claims"),
        ("UPDATE claims SET reading = 2 WHERE seq = 1", "Row 1 of claims"),
        ("UPDATE claims SET id = 'c_other' WHERE seq = 3", "Row 3 of claims"),
        ("UPDATE claims SET stage = NULL WHERE seq = 2", "Row 2 of claims"),
        ("UPDATE exhibits SET body = replace(body, 'letter_1', 'letter_9') WHERE seq = 2", "of exhibits"),
        ("UPDATE layers SET text = zeroblob(9) WHERE seq = 2", "Row 2 of layers"),
        ("UPDATE layers SET passages = x'789c030000000001' WHERE seq = 2", "Row 2 of layers"),
        ("UPDATE readings SET method = 'other' WHERE seq = 1", "Row 1 of readings"),
        ("UPDATE mentions SET id = 'm_x' WHERE seq = 4", "Row 4 of mentions"),
        ("UPDATE judgements SET body = replace(body, 'accept', 'reject') WHERE seq = 2", "of judgements"),
        ("UPDATE resolutions SET questions = '[]' WHERE seq = 4", "Row 4 of resolutions"),
        ("UPDATE records SET key = 'e_other' WHERE seq = 1", "Row 1 of records"),
        ("UPDATE seals SET seal = zeroblob(32) WHERE seq = 9", "does not fit its seal"),
        ("UPDATE seals SET batch = 1 WHERE seq = 9", "batch 1"),
        ("DELETE FROM claims WHERE seq = 2", "Row 2 of claims"),
        ("DELETE FROM seals WHERE seq = 60", "do not fit entry"),
        ("UPDATE seals SET salt = x'' WHERE in_table = 'claims' AND row = 2", "does not fit"),
    ],
)  # fmt: skip
def test_an_altered_or_removed_row(folder: Path, statement: str, words: str):
    """Each column that Dalil reads, and the seals themselves."""
    sql(folder, statement)
    report = check(folder)
    assert report.problems[0].where == "database"
    assert any(words.lower() in problem.what.lower() for problem in report.problems), (
        report.problems
    )


def test_an_added_row(folder: Path):
    """A row from outside has no seal; sealed by the forger, its batch has no ledger entry."""
    sql(
        folder,
        "INSERT INTO claims SELECT 99, reading, 'c_99', stance, stage, body FROM claims WHERE seq = 1",
    )
    named(check(folder), "database", "Row 99 of claims", "never sealed")
    row = (
        sqlite3.connect(folder / "case.db")
        .execute("SELECT * FROM claims WHERE seq = 99")
        .fetchone()
    )
    salt = new_salt()
    seal = row_seal(salt, "claims", row)
    sql(
        folder,
        f"INSERT INTO seals VALUES (99, 16, 'claims', 99, x'{salt.hex()}', x'{seal.hex()}')",
    )
    named(check(folder), "database", "batch 16", "do not fit entry")


def test_files_of_the_exports(folder: Path):
    """As written they are counted, changed they do not fit, and unknown ones are noted by their place."""
    content = b"<p>an export</p>"
    case = reopen(folder, write=True)
    (case.exports / "told.html").write_bytes(content)
    (case.exports / "sub").mkdir()
    (case.exports / "sub" / "table.csv").write_bytes(content)
    files = {"told.html": sha(content), "sub/table.csv": sha(content), "elsewhere.pdf": sha(b"x")}
    entry = Record("export", "e_1", AT, {"files": files})
    record(case, Batch(records=(entry,)), "export", {"files": files})
    (case.exports / ".told.html.1f2e.part").write_bytes(b"a draft")
    (case.exports / "forged.html").write_bytes(content + b" ")
    (case.exports / "sub" / "note.txt").write_bytes(b"mine")
    case.close()
    report = check(folder)
    assert report.holds, report.problems
    assert report.checks["exports"] == 2
    noted = [note.split(" is no export")[0] for note in report.notes if "no export of" in note]
    assert noted == ["exports/forged.html", "exports/sub/note.txt"]
    (folder / "exports" / "told.html").write_bytes(b"<p>another</p>")
    named(check(folder), "exports", "told.html was changed after it was written")


def test_two_swapped_records(folder: Path):
    """Two entries of the ledger, and two rows, that have changed places."""
    sql(
        folder,
        "UPDATE records SET seq = 99 WHERE seq = 1",
        "UPDATE records SET seq = 1 WHERE seq = 2",
        "UPDATE records SET seq = 2 WHERE seq = 99",
    )
    named(check(folder), "database", "Row 1 of records", "stands in row 2", "swapped")
    told(check(folder), "Row 2 of records", "stands in row 1", "swapped")


def test_two_swapped_entries(folder: Path):
    """Also when their leaves change places with them, the checkpoint tells."""
    entries, leaves = folder / "ledger" / "entries.jsonl", folder / "ledger" / "leaves.bin"
    lines = entries.read_bytes().splitlines(keepends=True)
    lines[2], lines[3] = lines[3], lines[2]
    entries.write_bytes(b"".join(lines))
    named(check(folder), "ledger", "Entry 2", "it belongs at 3", "swapped")
    hashes = leaves.read_bytes()
    leaves.write_bytes(hashes[:64] + hashes[96:128] + hashes[64:96] + hashes[128:])
    named(check(folder), "checkpoint", "they were changed, moved or rebuilt")


def test_a_rolled_back_database(folder: Path, tmp_path: Path):
    """The database of yesterday under the ledger of today."""
    shutil.copy(folder / "case.db", tmp_path / "old.db")
    case = reopen(folder, write=True)
    take_in(case, 7)
    case.close()
    assert check(folder).holds
    for path in folder.glob("case.db*"):
        path.unlink()
    shutil.copy(tmp_path / "old.db", folder / "case.db")
    named(check(folder), "database", "rolled back", "ends with batch 16", "4 more since entry 19")
    told(check(folder), "Batch 17", "not in the database")


def test_a_replayed_old_ledger(folder: Path, tmp_path: Path):
    """The ledger of yesterday beside the database of today."""
    shutil.copytree(folder / "ledger", tmp_path / "old")
    case = reopen(folder, write=True)
    take_in(case, 7)
    case.close()
    shutil.rmtree(folder / "ledger")
    shutil.copytree(tmp_path / "old", folder / "ledger")
    named(check(folder), "database", "An older ledger was put back", "up to 16", "4 more")
    told(check(folder), "Batch 17", "no entry")


def test_a_dropped_trigger_and_a_broken_file(folder: Path):
    """The shape of the database is held against what it was made with."""
    connection = sqlite3.connect(folder / "case.db")
    connection.execute("DROP TRIGGER claims_no_update")
    connection.commit()
    connection.close()
    named(check(folder), "database", "claims_no_update", "missing")


def test_rows_cannot_be_changed_by_accident(folder: Path):
    """The triggers refuse UPDATE and DELETE of rows and seals."""
    connection = sqlite3.connect(folder / "case.db")
    for statement in (
        "UPDATE claims SET stance = 'denies'",
        "DELETE FROM claims",
        "DELETE FROM exhibits",
        "UPDATE seals SET seal = x'00'",
        "DELETE FROM seals",
    ):
        with pytest.raises(sqlite3.IntegrityError, match="immutable"):
            connection.execute(statement)
    connection.close()


def test_a_claim_whose_row_was_altered_is_not_read(folder: Path):
    """Without verification too: the id is derived again on every load."""
    sql(folder, "UPDATE claims SET body = replace(body, 'asserts', 'denies') WHERE seq = 1")
    case = reopen(folder)
    with pytest.raises(Tampered, match="id"):
        list(case.store.claims())
    case.close()


def test_a_forged_quote_is_found_though_all_seals_fit(tmp_path: Path):
    """Somebody with the key records a claim whose words are not in the text."""
    case = new_case(tmp_path / "case", documents=1)
    reading = reading_of(0)
    claim = reading.claims[0]
    forged = replace(claim, locator=replace(claim.locator, exact="Orla Venn stole"))
    body = {"n": 1}
    record(case, Batch(readings=(replace(reading, claims=(forged,), method="m"),)), "claims", body)
    report = verify(case)
    case.close()
    named(report, "claims", forged.id)


# -- erasure ---------------------------------------------------------------------------------


def test_an_erased_row_leaves_a_tombstone_and_verification_holds(folder: Path):
    """One claim and one ledger body go; nothing else changes; the words are in no file."""
    case = reopen(folder, write=True)
    claim = reading_of(1).claims[1]
    connection = sqlite3.connect(folder / "case.db")
    (row,) = connection.execute("SELECT seq FROM claims WHERE id = ?", (claim.id,)).fetchone()
    connection.close()
    size, root = len(case.ledger), case.ledger.root()
    erase(case, [("claims", row)], [3], {"why": "request of the person", "by": "Tester"})
    assert case.store.claims_by_id([claim.id]) == []
    assert case.ledger.root(size) == root
    assert list(case.ledger.entries())[3].body is None
    report = verify(case)
    assert report.holds, report.problems
    assert report.checks["erased rows"] == 1
    case.close()
    assert check(folder).holds


def test_an_erasure_killed_before_the_ledger_had_it(folder: Path, monkeypatch: pytest.MonkeyPatch):
    """A reader sees an interrupted write, no tampering; the next writer finishes it."""
    case = reopen(folder, write=True)

    def die(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(case.ledger, "add", die)
    with pytest.raises(KeyboardInterrupt):
        erase(case, [("records", 1)], [3], {"why": "asked"})
    monkeypatch.undo()
    case.close()
    report = check(folder)
    assert report.holds, report.problems
    assert any("interrupted" in note for note in report.notes)
    case = reopen(folder, write=True)
    assert list(case.ledger.entries())[3].body is None
    assert verify(case).holds
    case.close()


def test_an_erasure_that_nobody_recorded_is_found(folder: Path):
    """Row and salt taken away by hand."""
    sql(
        folder,
        "UPDATE seals SET salt = x'' WHERE in_table = 'claims' AND row = 2",
        "DELETE FROM claims WHERE seq = 2",
    )
    named(check(folder), "database", "Row 2 of claims was erased", "no entry")


def test_a_body_that_nobody_recorded_as_erased_is_found(folder: Path):
    """A ledger line cut down to its envelope."""
    path = folder / "ledger" / "entries.jsonl"
    lines = path.read_bytes().splitlines()
    held = json.loads(lines[4])
    lines[4] = canonical({key: held[key] for key in ("at", "commitment", "covers", "kind")})
    path.write_bytes(b"\n".join(lines) + b"\n")
    named(check(folder), "ledger", "Entry 4 was erased")


# -- crash between two steps -----------------------------------------------------------------


@pytest.mark.parametrize("step", ["ledger", "settle"])
def test_a_crash_between_two_steps_is_finished_once(
    tmp_path: Path, step: str, monkeypatch: pytest.MonkeyPatch
):
    """After the rows, or after the ledger: the next writer brings both together."""
    case = new_case(tmp_path / "case", documents=1)
    before = len(case.ledger)

    def die(*_: object) -> None:
        raise KeyboardInterrupt

    target = case.ledger if step == "ledger" else case.store
    monkeypatch.setattr(target, {"ledger": "add", "settle": "settle"}[step], die)
    with pytest.raises(KeyboardInterrupt):
        record(case, Batch(exhibits=batch_of(5).exhibits), "ingest", {"n": 5})
    monkeypatch.undo()
    case.close()
    case.vault.put(content_of(5))
    report = check(tmp_path / "case")
    assert report.holds, report.problems
    assert any("interrupted" in note for note in report.notes)
    for _ in range(2):
        case = reopen(tmp_path / "case", write=True)
        assert len(case.ledger) == before + 1
        assert case.store.waiting() == []
        assert finish(case) == 0
        case.close()
    assert check(tmp_path / "case").holds
    assert not any("interrupted" in note for note in check(tmp_path / "case").notes)


def test_one_writer_many_readers(folder: Path):
    """A second writer is told who holds the case; readers go on, and see what is written."""
    case = reopen(folder, write=True)
    with pytest.raises(CaseLocked, match="process"):
        reopen(folder, write=True)
    reader = reopen(folder)
    take_in(case, 8)
    assert len(reader.store.exhibits()) == 5
    assert len(reader.ledger) == len(case.ledger)
    assert verify(reader).holds
    with pytest.raises(StorageFailed):
        record(reader, Batch(), "mark", {})
    reader.close()
    case.close()
    reopen(folder, write=True).close()


def test_a_line_in_the_outbox_that_was_put_there_is_told(folder: Path):
    """Rows that claim to be waiting are noted, never silently believed."""
    line = seal_entry("mark", AT, {}, Cover(17, 0, root_of([]).hex()))
    sql(
        folder,
        f"INSERT INTO batches VALUES (17, '{AT}')",
        f"INSERT INTO outbox VALUES (17, x'{line.raw.hex()}', x'{leaf_hash(b'').hex()}')",
    )
    assert any("interrupted" in note for note in check(folder).notes)
    with pytest.raises(Tampered, match="batch 17"):
        reopen(folder, write=True)
