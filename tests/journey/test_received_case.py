"""A case folder that came from somebody else: no link and no plan in it reaches a file of the user's."""

from __future__ import annotations

import json
import os
import shutil
from functools import partial
from pathlib import Path

import pytest

from commands import call_at

pytestmark = [
    pytest.mark.xdist_group("received"),
    pytest.mark.skipif(os.name != "posix", reason="links as POSIX knows them"),
]
TEXT = "Ilka Domrath owns the quay. Orlo Vennick is the director of Tolmak Dredging Ltd.\n"
LETTER = "Letter to Ilka Domrath.\n"
ERASE = ("subject", "erase", "Ilka Domrath", "--reason", "r1", "--yes", "--no-read", "--case")
MARK = ("mark", "a.txt", "--tier", "public", "--case")


@pytest.fixture(scope="module")
def whole(tmp_path_factory) -> Path:
    room = tmp_path_factory.mktemp("received")
    (room / "a.txt").write_text(TEXT)
    assert call_at(room / "home", "ingest", room / "a.txt", "--case", room / "case")[0] == 0
    return room


@pytest.fixture
def case(whole, tmp_path) -> Path:
    """A copy of the case, beside a folder of the user's."""
    shutil.copytree(whole / "case", tmp_path / "case")
    (tmp_path / "own").mkdir()
    (tmp_path / "own" / "letter.txt").write_text(LETTER)
    return tmp_path / "case"


@pytest.fixture
def run(tmp_path):
    return partial(call_at, tmp_path / "home")


def kept(case: Path) -> bool:
    return (case.parent / "own" / "letter.txt").read_text() == LETTER


@pytest.mark.parametrize(
    "name", ["../../own/letter.txt", "/{own}/letter.txt", "sub/../../../own/letter.txt"]
)
def test_a_planned_erasure_takes_nothing_outside_of_the_exports(run, case, name):
    told = name.replace("/{own}", str(case.parent / "own"))
    plan = {
        "vault": [],
        "exports": [told],
        "done": dict.fromkeys(("exhibits", "copies", "rows"), 0),
    }
    (case / ".erasing").write_text(json.dumps(plan))
    code, said = run(*ERASE, case)
    assert code == 1, said
    assert ".erasing is not as Dalil writes it" in said
    assert kept(case)
    assert (case / ".erasing").is_file()


@pytest.mark.parametrize(
    "plan",
    [{"vault": ["../x"], "exports": []}, {"vault": [7]}, [], "x", {"exports": [None], "vault": []}],
)
def test_a_plan_of_another_shape_is_refused(run, case, plan):
    (case / ".erasing").write_text(json.dumps(plan))
    code, said = run(*ERASE, case)
    assert (code, kept(case)) == (1, True), said


@pytest.mark.parametrize(
    "plan", [{"discarding": "../../own/letter"}, {"sealing": "../x"}, {"opening": "A" * 16}]
)
def test_a_planned_sealing_names_its_own_file_alone(run, case, plan):
    (case / "sealed").mkdir()
    (case.parent / "own" / "letter.age").write_text("sealed elsewhere")
    (case / ".sealing").write_text(json.dumps(plan))
    code, said = run(*MARK, case)
    assert code == 1, said
    assert (case.parent / "own" / "letter.age").is_file()


@pytest.mark.parametrize(
    "part", [".lock", "exports", "vault", "ledger", "case.db", "dalil.toml", ".erasing"]
)
def test_nothing_is_written_through_a_part_that_is_a_link(run, case, part):
    place, own = case / part, case.parent / "own" / part.strip(".")
    if place.is_dir() or (place.exists() and part != ".lock"):
        shutil.move(place, own)
    else:
        place.unlink(missing_ok=True)
        own.write_text(LETTER)
    before = {path: path.read_bytes() for path in own.parent.rglob("*") if path.is_file()}
    place.symlink_to(own)
    for words in (MARK, ERASE):
        code, said = run(*words, case)
        assert code == 1, said
        assert "is a link" in said
    assert {path: path.read_bytes() for path in own.parent.rglob("*") if path.is_file()} == before
    code, said = run("verify", case)
    assert code == 1, said
    assert f"{part} is a link" in said


def test_a_lock_that_is_a_file_of_the_users_is_not_emptied(run, case):
    own = case.parent / "own" / "letter.txt"
    (case / ".lock").unlink(missing_ok=True)
    os.link(own, case / ".lock")
    code, said = run(*MARK, case)
    assert (code, kept(case)) == (1, True), said
    assert ".lock is a file under another name" in said


def test_nothing_is_exported_through_a_folder_that_is_a_link(run, case):
    (case / "exports" / "case_public_csv").symlink_to(case.parent / "own")
    code, said = run("export", "csv", "--case", case, "--for", "public")
    assert code == 1, said
    assert sorted(path.name for path in (case.parent / "own").iterdir()) == ["letter.txt"]
    assert run("verify", case)[0] == 1


def test_a_plan_that_cannot_be_believed_is_told_by_verify(run, case):
    (case / ".erasing").write_text(json.dumps({"vault": [], "exports": ["../../own/letter.txt"]}))
    code, said = run("verify", case)
    assert code == 1
    assert "is not as Dalil writes it" in said


def test_drafts_are_cleaned_in_the_vault_alone(run, case):
    (case.parent / "own" / "draft.part").write_text("the user's")
    (case / "vault" / "zz").symlink_to(case.parent / "own")
    (case / ".lock").write_text("1")
    assert run(*MARK, case)[0] == 1
    assert (case.parent / "own" / "draft.part").is_file()


@pytest.mark.parametrize(
    ("words", "name"),
    [
        (("export", "prov"), "case_public.prov.json"),
        (("export", "bundle", "--target", "Orlo Vennick"), "case_public.zip"),
        (("redact", "a.txt", "--name", "Ilka Domrath"), None),
    ],
)
def test_an_export_follows_no_link_under_the_name_of_its_draft(run, case, tmp_path, words, name):
    assert run(*MARK, case)[0] == 0
    output = tmp_path / "out" / (name or "copy.txt")
    output.parent.mkdir()
    draft = output.with_name(f".{output.name}.part")
    draft.symlink_to(case.parent / "own" / "letter.txt")
    code, said = run(*words, "--case", case, "--for", "public", "--output", output)
    assert code == 0, said
    assert kept(case)
    assert output.is_file()
    assert not output.is_symlink()
    assert not draft.exists()


def test_what_is_no_exhibit_and_what_waits_is_told(run, case):
    """A kill between the case's forgetting and the disk's leaves bytes that nobody vouches for."""
    content = LETTER.encode()
    from hashlib import sha256

    name = sha256(content).hexdigest()
    place = case / "vault" / name[:2] / name[2:4] / name
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_bytes(content)
    (case / ".notes").write_text("hidden")
    (case / ".erasing").write_text(json.dumps({"vault": [name], "exports": []}))
    code, said = run("verify", case)
    assert code == 0
    assert "1 exhibits" in said
    assert "1 file of the vault is no exhibit" in said
    assert "An erasure was interrupted" in said
    assert ".notes lies in the folder and is no part of it" in said
    assert run(*MARK, case)[0] == 0
    assert not place.exists()
    assert not (case / ".erasing").exists()
    assert "no exhibit" not in run("verify", case)[1]


def test_an_exhibit_that_is_a_link_lies_outside_of_the_case(run, case):
    place = next(path for path in (case / "vault").rglob("*") if path.is_file())
    shutil.move(place, case.parent / "own" / place.name)
    place.symlink_to(case.parent / "own" / place.name)
    code, said = run("verify", case)
    assert code == 1
    assert f"{place.name} is a link" in said
