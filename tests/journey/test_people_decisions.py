"""What persons decided about others outlives an erasure, or is told to have gone with it."""

from __future__ import annotations

import json
import shutil
from functools import partial
from pathlib import Path

import pytest

from commands import call_at as call

pytestmark = pytest.mark.xdist_group("people")
REGISTER = "Timur Voskel owns 40 per cent of Brackwater Holdings Ltd.\n"
QUAY = (
    "Orla Vennick owns 20 per cent of Tolmak Dredging Ltd. "
    "The engineer received 2 million dollars from Harrowmere Quay LLP.\n"
)


@pytest.fixture(scope="module")
def made(tmp_path_factory) -> Path:
    room = tmp_path_factory.mktemp("decided")
    run, source = partial(call, room / "home"), room / "in"
    source.mkdir()
    (source / "register.txt").write_text(REGISTER)
    (source / "quay.txt").write_text(QUAY)
    folder = room / "case"
    code, shown = run("ingest", source, "--case", folder)
    assert code == 0, shown
    return folder


@pytest.fixture
def run(tmp_path):
    return partial(call, tmp_path / "home")


@pytest.fixture
def case(made, tmp_path) -> Path:
    return Path(shutil.copytree(made, tmp_path / "case"))


def stake(run, case: Path) -> str:
    rows = json.loads(run("review", "--case", case, "--list", "--json")[1])
    return next(str(row["id"]) for row in rows if "20 per cent" in row["quote"])


def review(run, case: Path, *words: str) -> dict:
    code, shown = run("review", "--case", case, *words, "--json")
    assert code == 0, shown
    return json.loads(shown)


def erase(run, case: Path) -> dict:
    words = ("subject", "erase", "Timur Voskel", "--case", case, "--reason", "r 9", "--yes")
    code, shown = run(*words, "--json")
    assert code == 0, shown
    assert run("verify", case)[0] == 0
    return json.loads(shown)


def standing(run, case: Path) -> dict[str, dict]:
    rows = json.loads(run("review", "--case", case, "--list", "--json")[1])
    return {str(row["id"]): row for row in rows if "20 per cent" in row["quote"]}


def test_where_a_correction_names_the_erased_the_claim_as_it_was_read_stands_again(run, case):
    old = stake(run, case)
    review(run, case, "--accept", old, "--why", "seen in the register")
    both = ("--set", "about=Orla Vennick | Timur Voskel", "--why", "both")
    seen = review(run, case, "--show", old)["seen"]
    new = str(review(run, case, "--correct", old, "--seen", str(seen), *both)["id"])
    assert set(standing(run, case)) == {new}
    done = erase(run, case)
    assert done["judgements_lost"] == len(done["lost_judgements"]) == 1
    assert new in done["lost_judgements"][0]
    assert f"{old} stands again" in done["lost_judgements"][0]
    left = standing(run, case)
    assert set(left) == {old}
    assert (left[old]["state"], left[old]["why"]) == ("accepted", "seen in the register")


def test_an_added_claim_that_names_the_erased_is_counted_and_named(run, case):
    given = ("--quote", "The engineer received 2 million dollars", "--set", "about=Timur Voskel")
    made = review(run, case, "--add", "quay.txt", *given, "--why", "he is the engineer")["id"]
    done = erase(run, case)
    assert done["judgements_lost"] == 1
    assert str(made) in done["lost_judgements"][0]
    assert "Voskel" not in done["lost_judgements"][0]
    assert run("review", "--case", case, "--show", made)[0] == 2


def test_of_two_corrections_the_one_that_names_nobody_stays_and_stands_alone(run, case):
    old = stake(run, case)
    both = ("--set", "about=Orla Vennick | Timur Voskel", "--why", "both")
    first = str(review(run, case, "--correct", old, *both)["id"])
    alone = ("--set", "about=Orla Vennick", "--set", "hedged=yes", "--why", "she alone")
    second = str(review(run, case, "--correct", first, *alone)["id"])
    done = erase(run, case)
    assert done["judgements_lost"] == 0
    assert set(standing(run, case)) == {second}
    assert standing(run, case)[second]["was_read"]["id"] == old


def test_what_was_taken_back_for_a_reason_that_names_the_erased_stays_taken_back(run, case):
    old = stake(run, case)
    review(run, case, "--reject", old, "--why", "not hers")
    review(run, case, "--undo", old, "--why", "Timur Voskel showed the deed")
    done = erase(run, case)
    assert done["judgements_lost"] == 0
    assert standing(run, case)[old]["state"] == "unreviewed"
