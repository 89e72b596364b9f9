"""Exhibits sealed singly: no byte of them stays in plain, the case verifies, all of it comes back."""

from __future__ import annotations

import contextlib
import io
import json
import shutil
import sqlite3
import zipfile
import zlib
from functools import partial
from pathlib import Path

import pytest

from commands import call_at as call
from dalil.assembly import build
from dalil.casework import sealing
from dalil.casework.encrypting import Secret
from dalil.config import Config
from dalil.custody import age
from dalil.errors import StorageFailed

pytestmark = pytest.mark.xdist_group("seal")
LEAK = """Memorandum of the harbour board
By Perrin Ostrava

Vashti Korrigane owned Lanternfish Holdings, the surveyor Ilmar Quenby said.
"Korrigane paid for the dredger out of the pension fund," said Ilmar Quenby.
Tolland Breck denied that he had ever met Vashti Korrigane.
"""
OPEN = """The harbour and its friends
By Corvan Lusk

Tolland Breck said that the tender was fair. Breck owns the shipyard at Quill.
"The crane was never paid for," said Tolland Breck.
"""
QUOTING = """A cutting
By Corvan Lusk

"Korrigane paid for the dredger out of the pension fund," said Ilmar Quenby.
"""
SECRET = (
    "Lanternfish",
    "Ilmar Quenby",
    "Perrin Ostrava",
    "memo-of-the-board",
    "inner-annex",
    "Drovers Gate",
)


@pytest.fixture
def run(tmp_path):
    return partial(call, tmp_path / "home")


@pytest.fixture(scope="module")
def made(tmp_path_factory) -> Path:
    """A case with a leaked archive, an article, and exports that quote both."""
    room = tmp_path_factory.mktemp("seal")
    run, source = partial(call, room / "home"), room / "in"
    source.mkdir()
    (source / "harbour.txt").write_text(OPEN)
    with zipfile.ZipFile(source / "leak.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("memo-of-the-board.txt", LEAK)
        archive.writestr("inner-annex.txt", "The annex names the house at Drovers Gate 4.\n")
    folder = room / "case"
    code, shown = run("investigate", source, "--case", folder, "--target", "Tolland Breck")
    assert code == 0, shown
    for kind in ("ftm", "csv", "prov"):
        assert run("export", kind, "--case", folder, "--for", "recipient")[0] == 0
    assert run("mark", "memo-of-the-board.txt", "--case", folder, "--tier", "sealed")[0] == 0
    return folder


@pytest.fixture
def case(made, tmp_path) -> Path:
    return Path(shutil.copytree(made, tmp_path / "case"))


@pytest.fixture
def key(tmp_path) -> Path:
    folder = tmp_path / "stick"
    folder.mkdir()
    return folder / "k"


def unpacked(content: bytes) -> list[bytes]:
    """A file, and what its compressed parts hold."""
    found = [content]
    if zipfile.is_zipfile(io.BytesIO(content)):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            found += [archive.read(name) for name in archive.namelist()]
    at = content.find(b"\x78")
    while at >= 0:
        with contextlib.suppress(zlib.error):
            found.append(zlib.decompressobj().decompress(content[at:]))
        at = content.find(b"\x78", at + 1)
    return found


def places(folder: Path, words: tuple[str, ...] = SECRET) -> list[str]:
    """Files whose bytes hold one of the words, whatever the case, encoding or compression."""
    coded = {
        form.encode(encoding)
        for word in words
        for form in (word, word.lower(), word.upper())
        for encoding in ("utf-8", "utf-16-le", "utf-16-be")
    }
    return [
        str(path.relative_to(folder))
        for path in folder.rglob("*")
        if path.is_file()
        for part in unpacked(path.read_bytes())
        if any(word in part for word in coded)
    ]


def state(folder: Path) -> dict[str, object]:
    """All rows with their numbers, salts and seals, all exhibits, all bodies of the ledger."""
    found: dict[str, object] = {}
    with contextlib.closing(sqlite3.connect(folder / "case.db")) as database:
        for table in (
            "exhibits",
            "layers",
            "readings",
            "mentions",
            "claims",
            "judgements",
            "records",
        ):
            found[table] = database.execute(f"SELECT * FROM {table} ORDER BY seq").fetchall()
        found["seals"] = database.execute("SELECT * FROM seals ORDER BY seq").fetchall()
        found["documents"] = database.execute("SELECT * FROM documents").fetchall()
    found["vault"] = {p.name: p.read_bytes() for p in (folder / "vault").rglob("*") if p.is_file()}
    found["ledger"] = (folder / "ledger" / "entries.jsonl").read_bytes().splitlines()
    found["exports"] = {
        p.name: p.read_bytes() for p in (folder / "exports").rglob("*") if p.is_file()
    }
    return found


def kept(before: dict[str, object], after: dict[str, object]) -> None:
    """All that was there is there again, at its place; more may have come."""
    for name, was in before.items():
        now = after[name]
        if isinstance(was, dict) and isinstance(now, dict):
            assert was.items() <= now.items(), name
        elif isinstance(was, list) and isinstance(now, list):
            assert was == now[: len(was)] if name == "ledger" else set(was) <= set(now), name


def test_a_sealed_archive_leaves_nothing_and_comes_back_bit_for_bit(run, case, key):
    assert places(case)
    before = state(case)
    code, shown = run(
        "seal", "leak.zip", "--case", case, "--reason", "file 7", "--new-key", key, "--json"
    )
    assert code == 0, shown
    (told,) = json.loads(shown)
    assert len(told["exhibits"]) == 3
    assert told["exports"]
    assert told["still_held"] == []
    assert places(case) == []
    code, shown = run("verify", case)
    assert code == 0, shown
    assert "3 exhibits sealed, the key is not here" in shown
    assert "Breck" in run("search", "shipyard", "--case", case)[1]
    code, listed = run("unseal", "--case", case)
    assert code == 0
    assert told["sealed"] in listed
    assert "file 7" in listed
    code, shown = run("unseal", told["sealed"][:6], "--case", case, "--key", key)
    assert code == 0, shown
    kept(before, state(case))
    assert not (case / "sealed").exists()
    assert run("verify", case) == (0, run("verify", case)[1])
    assert "Lanternfish" in run("search", "Lanternfish", "--case", case)[1]
    entries = [json.loads(line) for line in state(case)["ledger"]]  # type: ignore[attr-defined]
    assert [e["body"]["unsealed"] for e in entries if "unsealed" in (e.get("body") or {})] == [
        told["sealed"]
    ]


def test_a_sealed_member_tells_who_still_holds_it(run, case, key, tmp_path):
    cutting = tmp_path / "cutting.txt"
    cutting.write_text(QUOTING)
    assert run("ingest", cutting, "--case", case)[0] == 0
    words = ("seal", "memo-of-the-board.txt", "--case", case, "--reason", "file 7", "--json")
    code, shown = run(*words, "--new-key", key)
    assert code == 0, shown
    held = {one["name"]: one["why"] for one in json.loads(shown)[0]["still_held"]}
    assert held.keys() == {"leak.zip", "cutting.txt"}
    assert "container" in held["leak.zip"]
    assert "1 of" in held["cutting.txt"]


def test_containers_that_came_before_or_after_are_told(run, case, key, tmp_path):
    note, parcel = tmp_path / "note.txt", tmp_path / "parcel.zip"
    note.write_text("Short note.\n")
    with zipfile.ZipFile(parcel, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.write(note, "other-name.txt")
    for file in (note, parcel):
        assert run("ingest", file, "--case", case)[0] == 0
    shutil.copytree(case, tmp_path / "second")
    for folder, sealed, holds in ((case, note, parcel), (tmp_path / "second", parcel, note)):
        words = ("seal", sealed.name, "--case", folder, "--reason", "file 7", "--json")
        code, shown = run(*words, "--new-key", key)
        assert code == 0, shown
        key.unlink()
        held = {one["name"]: one["why"] for one in json.loads(shown)[0]["still_held"]}
        assert "bytes" in held[holds.name]


def test_an_erasure_says_that_it_did_not_look_into_what_is_sealed(run, case, key):
    sealed = ("seal", "leak.zip", "--case", case, "--reason", "file 7", "--new-key", key)
    assert run(*sealed)[0] == 0
    (told,) = json.loads(run("unseal", "--case", case, "--json")[1])
    code, shown = run("subject", "show", "Tolland Breck", "--case", case)
    assert code == 0
    assert "NOT SEARCHED: 3 sealed exhibits may name them" in shown
    assert f"dalil unseal {told['id']} --case {case}" in shown
    given = case.parent / "theirs.json"
    code, shown = run("subject", "export", "Tolland Breck", "--case", case, "--output", given)
    assert "NOT SEARCHED: 3" in shown
    assert json.loads(given.read_text())["sealed_exhibits_not_searched"] == 3
    assert "file 7" not in given.read_text()
    words = ("--case", case, "--reason", "file 8", "--yes", "--no-read", "--json")
    code, shown = run("subject", "erase", "Ilmar Quenby", *words)
    assert code == 2
    assert "3 sealed exhibits were not searched and may name them: dalil unseal" in shown
    # An entity's page in an export is all that names him now: the erasure stays on record all the same.
    (case / "exports" / "loose.txt").write_text("Ilmar Quenby, surveyor\n")
    code, shown = run("subject", "erase", "Ilmar Quenby", *words)
    assert code == 0, shown
    assert json.loads(shown)["sealed_not_reached"] == 3
    assert json.loads(shown)["sealed_not_searched"][0]["exhibits"] == 3
    (told,) = json.loads(run("unseal", "--case", case, "--json")[1])
    code, shown = run("unseal", told["id"], "--case", case, "--key", key)
    assert code == 0, shown
    assert "1 erasures of persons" in shown
    assert run("verify", case)[0] == 0


def test_a_sealed_file_is_discarded_unopened_and_leaves_a_tombstone(run, case, key):
    sealed = ("seal", "leak.zip", "--case", case, "--reason", "file 7", "--new-key", key, "--json")
    (told,) = json.loads(run(*sealed)[1])
    assert run("discard", "ffff", "--case", case, "--reason", "file 9", "--yes")[0] == 2
    assert run("discard", told["sealed"], "--case", case, "--reason", " ", "--yes")[0] == 2
    assert (case / told["file"]).is_file()
    words = ("discard", told["sealed"][:6], "--case", case, "--reason", "file 9", "--yes", "--json")
    code, shown = run(*words)
    assert code == 0, shown
    assert json.loads(shown)["exhibits"] == 3
    assert not (case / "sealed").exists()
    assert run("unseal", told["sealed"], "--case", case, "--key", key)[0] == 2
    assert json.loads(run("unseal", "--case", case, "--json")[1]) == []
    code, shown = run("verify", case)
    assert code == 0, shown
    assert "sealed" not in shown
    last = json.loads((case / "ledger" / "entries.jsonl").read_bytes().splitlines()[-1])
    assert last["kind"] == "erase"
    assert last["body"] | {"by": ""} == {
        "discarded": told["sealed"], "exhibits": 3, "reason": "file 9", "by": "", "entries": [],
        "rows": [],
    }  # fmt: skip


def test_a_discarding_that_is_cut_ends_or_is_taken_back(run, case, key, monkeypatch):
    sealed = ("seal", "leak.zip", "--case", case, "--reason", "file 7", "--new-key", key, "--json")
    (told,) = json.loads(run(*sealed)[1])
    file, plan = case / told["file"], case / ".sealing"
    # Before the entry: the file stays. After it: the next opening for writing ends the work.
    plan.write_text(json.dumps({"discarding": told["sealed"]}))
    assert run("mark", "harbour.txt", "--case", case, "--tier", "public")[0] == 0
    assert (file.is_file(), plan.exists()) == (True, False)
    machine = build(Config(home=case.parent / "home", workers=1, user="Mira Tallow"))
    with machine.open_case(case, write=True) as opened:
        monkeypatch.setattr(sealing, "finish_sealing", lambda *_: None)
        sealing.discard(opened, machine.sealing_of(opened), told["sealed"], "file 9")
    monkeypatch.undo()
    assert (file.is_file(), plan.exists()) == (True, True)
    assert run("verify", case)[0] == 0
    assert run("mark", "harbour.txt", "--case", case, "--tier", "public")[0] == 0
    assert (file.exists(), plan.exists()) == (False, False)
    assert run("verify", case)[0] == 0


def test_other_tools_open_the_file(case, run, key, tmp_path):
    code, shown = run(
        "seal", "leak.zip", "--case", case, "--reason", "file 7", "--new-key", key, "--json"
    )
    assert code == 0
    file = case / json.loads(shown)[0]["file"]
    plain = tmp_path / "plain.tar"
    with file.open("rb") as source, plain.open("wb") as target:
        age.decrypt(source, target, identity=key.read_text())
    import tarfile

    with tarfile.open(plain) as archive:
        names = archive.getnames()
    assert names[0] == "manifest.json"
    assert sum(name.startswith("vault/") for name in names) == 3


def test_another_secret_a_changed_or_a_lost_file(run, case, key, tmp_path):
    _, shown = run(
        "seal", "leak.zip", "--case", case, "--reason", "file 7", "--new-key", key, "--json"
    )
    name = json.loads(shown)[0]["sealed"]
    other = tmp_path / "words"
    other.write_text("not this\n")
    code, shown = run("unseal", name, "--case", case, "--passphrase-file", other)
    assert (code, "give a key" in shown) == (2, True)
    assert places(case) == []
    file = case / "sealed" / f"{name}.age"
    content = file.read_bytes()
    file.write_bytes(content[:-1] + bytes([content[-1] ^ 1]))
    code, shown = run("verify", case)
    assert (code, "is not the one that was made" in shown) == (1, True)
    assert run("unseal", name, "--case", case, "--key", key)[0] == 1
    file.unlink()
    code, shown = run("verify", case)
    assert (code, "is missing" in shown) == (1, True)
    assert run("unseal", name, "--case", case, "--key", key)[0] == 2


def test_without_a_secret_or_with_an_empty_key_the_way_out_is_named(run, case, key, tmp_path):
    words = ("seal", "leak.zip", "--case", case, "--reason", "file 7")
    code, shown = run(*words)
    assert (code, "--passphrase-file or a key" in shown) == (2, True)
    _, shown = run(*words, "--new-key", key, "--json")
    empty = tmp_path / "empty"
    empty.touch()
    unseal = ("unseal", json.loads(shown)[0]["sealed"], "--case", case, "--key")
    code, shown = run(*unseal, empty)
    assert (code, f"{empty} is empty" in shown) == (2, True)
    empty.write_text("no key\n")
    assert f"{empty} holds no key" in run(*unseal, empty)[1]
    assert run(*unseal, key)[0] == 0


def test_a_reason_that_tells_and_a_key_inside_the_case_are_refused(run, case, key):
    words = ("seal", "leak.zip", "--case", case)
    assert run(*words, "--reason", "leak.zip is hot", "--new-key", key)[0] == 2
    assert run(*words, "--reason", "file 7", "--new-key", case / "exports" / "k")[0] == 2
    assert run(*words, "--reason", "file 7", "--recipient", "age1nothing")[0] == 2
    assert not (case / "sealed").exists()
    assert run("verify", case)[0] == 0


def test_a_backup_takes_the_sealed_file_along(run, case, key, tmp_path):
    _, shown = run(
        "seal", "leak.zip", "--case", case, "--reason", "file 7", "--new-key", key, "--json"
    )
    name = json.loads(shown)[0]["sealed"]
    assert run("export", "backup", "--case", case, "--output", tmp_path / "b.zip")[0] == 0
    again = tmp_path / "again"
    assert run("export", "restore", tmp_path / "b.zip", "--case", again)[0] == 0
    assert run("verify", again)[0] == 0
    assert run("unseal", name, "--case", again, "--key", key)[0] == 0
    assert run("verify", again)[0] == 0


def test_bytes_that_came_in_again_in_the_meantime_stand(run, case, key, made):
    _, shown = run(
        "seal", "leak.zip", "--case", case, "--reason", "file 7", "--new-key", key, "--json"
    )
    name = json.loads(shown)[0]["sealed"]
    assert run("ingest", made.parent / "in" / "leak.zip", "--case", case)[0] == 0
    assert run("unseal", name, "--case", case, "--key", key)[0] == 0
    assert run("verify", case)[0] == 0


def test_a_protected_person_stays_protected(run, case, key):
    """The oldest naming of a person goes with the exhibit; whoever stays is still masked."""
    for word in ("not target", "witness"):  # a target is shown whatever protects him
        assert run("mark", "Tolland Breck", "--case", case, "--as", word)[0] == 0
    names = ("harbour.txt", "memo-of-the-board.txt")
    assert run("mark", *names, "--case", case, "--tier", "public")[0] == 0
    assert run("seal", "harbour.txt", "--case", case, "--reason", "f 1", "--new-key", key)[0] == 0
    assert run("export", "csv", "--case", case, "--for", "public")[0] == 0
    public = "".join(path.read_text() for path in (case / "exports").rglob("*public*/*.csv"))
    assert "had ever met" in public
    assert "[person A]" in public
    assert "Breck" not in public


# -- killed at any step ----------------------------------------------------------------------


class _Killed(BaseException):
    """Stands for a kill: no handler of ours runs but those of `finally`, which are cut too."""


def _steps() -> list[tuple[str, str]]:
    """Calls at which the process dies, after they did their work, and some before."""
    return [
        (f"{module}.{name}", when)
        for module, name in (
            ("sealing", "write_whole"),
            ("sealing", "write_encrypted"),
            ("sealing", "put_in_place"),
            ("sealing", "erase"),
            ("ledger", "add"),
            ("ledger", "erase"),
            ("vault", "remove"),
            ("rows", "compact"),
        )
        for when in (("before", "after") if name in ("erase", "compact") else ("after",))
    ]


@pytest.mark.parametrize(("step", "when"), _steps())
def test_killed_at_any_step_either_copy_is_whole(case, run, tmp_path, monkeypatch, step, when):
    secret_key, recipient = age.new_identity()
    secret = Secret(recipient=recipient)
    before = state(case)
    dalil = build(Config.load({"DALIL_HOME": str(tmp_path / "home")}))
    opened = dalil.open_case(case, write=True)
    rows = dalil.sealing_of(opened)
    sha256 = next(one.sha256 for one in opened.store.exhibits() if one.name == "leak.zip")
    owner = {"sealing": sealing, "ledger": opened.ledger, "vault": opened.vault, "rows": rows}
    where, name = step.split(".")
    real = getattr(owner[where], name)

    def dying(*args, **kwargs):
        if when == "after":
            real(*args, **kwargs)
        monkeypatch.setattr(sealing, "finish_sealing", lambda *_: None)
        raise _Killed

    monkeypatch.setattr(owner[where], name, dying)
    with pytest.raises(_Killed):
        sealing.seal(opened, rows, sha256, secret, "file 7")
    monkeypatch.undo()
    opened.store.close()  # type: ignore[attr-defined]
    opened.close()
    with dalil.open_case(case, write=True) as opened:
        sealed = list(sealing.sealed_of(opened))
    assert run("verify", case)[0] == 0
    if sealed:
        assert places(case) == []
        (tmp_path / "k").write_text(secret_key)
        assert run("unseal", sealed[0], "--case", case, "--key", tmp_path / "k")[0] == 0
    kept(before, state(case))
    assert run("verify", case)[0] == 0
    assert not (case / ".sealing").exists()


@pytest.mark.parametrize(
    "step", ["vault.put", "ledger.bring_back", "rows.bring_back", "ledger.add"]
)
def test_an_unsealing_that_is_killed_changes_nothing(case, run, tmp_path, monkeypatch, step, key):
    _, shown = run(
        "seal", "leak.zip", "--case", case, "--reason", "file 7", "--new-key", key, "--json"
    )
    name = json.loads(shown)[0]["sealed"]
    dalil = build(Config.load({"DALIL_HOME": str(tmp_path / "home")}))
    opened = dalil.open_case(case, write=True)
    rows = dalil.sealing_of(opened)
    owner = {"ledger": opened.ledger, "vault": opened.vault, "rows": rows}
    where, call_ = step.split(".")
    real = getattr(owner[where], call_)

    def dying(*args, **kwargs):
        if step != "ledger.add":
            real(*args, **kwargs)
        monkeypatch.setattr(sealing, "finish_sealing", lambda *_: None)
        raise _Killed

    monkeypatch.setattr(owner[where], call_, dying)
    with pytest.raises(_Killed):
        sealing.unseal(opened, rows, name, Secret(identity=key.read_text()))
    monkeypatch.undo()
    opened.close()
    with dalil.open_case(case, write=True) as opened:
        still = list(sealing.sealed_of(opened))
    assert run("verify", case)[0] == 0
    if still:
        assert places(case) == []
        assert run("unseal", name, "--case", case, "--key", key)[0] == 0
    assert run("verify", case)[0] == 0
    assert places(case)


def test_a_disk_that_refuses_leaves_the_exhibit_as_it_was(case, tmp_path, run, monkeypatch):
    before = state(case)
    dalil = build(Config.load({"DALIL_HOME": str(tmp_path / "home")}))

    def full(*_, **__):
        raise StorageFailed("No space left on device.")

    monkeypatch.setattr(sealing, "write_encrypted", full)
    with dalil.open_case(case, write=True) as opened:
        sha256 = next(one.sha256 for one in opened.store.exhibits() if one.name == "leak.zip")
        with pytest.raises(StorageFailed):
            sealing.seal(
                opened, dalil.sealing_of(opened), sha256, Secret(passphrase="a b"), "file 7"
            )
    assert not (case / ".sealing").exists()
    assert not (case / "sealed").exists()
    kept(before, state(case))
    assert run("verify", case)[0] == 0
