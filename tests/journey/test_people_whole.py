"""Who can be erased by one word, and what an erasure leaves of names, hashes, sizes and dates beside it."""

from __future__ import annotations

import hashlib
import json
import mailbox
import os
import zipfile
from email.message import EmailMessage
from functools import partial
from pathlib import Path

import pytest
from click.testing import CliRunner

from dalil.cli.main import dalil as program
from dalil.errors import DalilError

pytestmark = pytest.mark.xdist_group("people")
REPORT = (
    "Orla Vennick, the director of Tolmak Dredging Ltd, paid Zoltan Brimwick. "
    "The director said that Vennick was in Quill.\n"
)
ISLES = "The governor Sumarto accused Orla Vennick of fraud. Sumarto said that she had lied.\n"
PAY = "Zoltan Brimwick was paid 2 million dollars.\n"
OTHER = "The crane of Tolmak Dredging Ltd was sold.\n"


def call(home: Path, *words: object) -> tuple[int, str]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DALIL_HOME", str(home))
        patch.setenv("DALIL_WORKERS", "1")
        done = CliRunner().invoke(program, [str(word) for word in words], standalone_mode=False)
    if isinstance(done.exception, DalilError):
        return done.exception.exit_code, f"{done.exception} {done.exception.hint}"
    assert done.exception is None, done.exception
    return int(done.return_value or 0), done.output


@pytest.fixture(scope="module")
def run(tmp_path_factory):
    home = partial(call, tmp_path_factory.mktemp("home"))
    names = ("Zoltan Brimwick", "Sumarto", "Orla Vennick")
    assert home("gazetteer", "add", *names, "--type", "person")[0] == 0
    return home


@pytest.fixture(scope="module")
def case(run, tmp_path_factory) -> Path:
    room = tmp_path_factory.mktemp("whole")
    (room / "report.txt").write_text(REPORT)
    (room / "isles.txt").write_text(ISLES)
    assert run("ingest", room, "--case", room / "case")[0] == 0
    return room / "case"


def erase(run, case: Path, name: str, *more: str) -> tuple[int, str]:
    return run("subject", "erase", name, "--case", case, "--reason", "r", "--yes", "--json", *more)


def vault(case: Path) -> list[str]:
    return sorted(path.name for path in (case / "vault").rglob("*") if path.is_file())


@pytest.mark.parametrize("word", ["Vennick", "Orla", "Mr Vennick", "VENNICK,"])
def test_one_word_of_a_name_erases_nothing_and_its_bearers_are_told(run, case, word):
    before = vault(case)
    code, shown = erase(run, case, word)
    assert (code, vault(case)) == (2, before)
    assert "Orla Vennick" in shown
    assert "e_" in shown


@pytest.mark.parametrize("word", ["director", "paid", "Quill-no"])
def test_a_word_that_nobody_bears_erases_nothing(run, case, word):
    before = vault(case)
    code, shown = erase(run, case, word)
    assert (code, vault(case)) == (2, before)
    assert "Nobody in the case bears it" in shown


def test_who_has_one_name_alone_is_erased_by_it(run, case):
    code, shown = erase(run, case, "Sumarto")
    assert code == 0, shown
    assert json.loads(shown)["exhibits"] == 1
    assert "Sumarto" not in run("search", "governor", "--case", case, "--json")[1]


def test_who_has_one_name_alone_is_erased_by_id_and_an_unread_one_by_saying_so(run, tmp_path):
    (tmp_path / "isles.txt").write_text(ISLES)
    (tmp_path / "note.txt").write_text("a list: kalinda 2031\n")
    assert run("ingest", tmp_path, "--case", tmp_path / "case")[0] == 0
    held = json.loads(run("subject", "show", "Sumarto", "--case", tmp_path / "case", "--json")[1])
    assert erase(run, tmp_path / "case", held["entities"][0])[0] == 0
    assert erase(run, tmp_path / "case", "Kalinda")[0] == 2
    code, shown = erase(run, tmp_path / "case", "Kalinda", "--also", "Kalinda")
    assert (code, json.loads(shown)["exhibits"]) == (0, 1)


def packed(room: Path) -> None:
    with zipfile.ZipFile(room / "pack.zip", "w") as archive:
        for path, text in (("Brimwick, Zoltan/pay.txt", PAY), ("crane.txt", OTHER)):
            archive.writestr(zipfile.ZipInfo(path, (2031, 5, 4, 10, 20, 30)), text)
    box = mailbox.mbox(room / "letters.mbox", create=True)
    for sender, text in (("Zoltan Brimwick <zb@tolmak.example>", PAY), ("the yard", OTHER)):
        letter = EmailMessage()
        letter["From"], letter["Subject"] = sender, "money"
        letter["Date"] = "Sun, 04 May 2031 10:20:30 +0000"
        letter.set_content(text)
        box.add(letter)
    box.close()


def test_lists_lose_what_tells_of_those_who_went_and_what_stays_is_named(run, tmp_path):
    packed(tmp_path)
    case = tmp_path / "case"
    assert run("ingest", tmp_path / "pack.zip", tmp_path / "letters.mbox", "--case", case)[0] == 0
    (case / "notes.txt").write_text("Ask Brimwick, Zoltan.\n")
    (case / "plain.txt").write_text("Ask the yard.\n")
    (case / "ledger" / "checkpoints" / "note.txt").write_text("brimwick\n")
    (case / "vault" / "zz").mkdir()
    os.link(case / "notes.txt", case / "vault" / "zz" / "Zoltan Brimwick.txt")
    held = json.loads(run("subject", "show", "Zoltan Brimwick", "--case", case, "--json")[1])
    gone = {one["sha256"] for one in held["exhibits"]}
    assert {hashlib.sha256(PAY.encode()).hexdigest()} < gone
    code, shown = erase(run, case, "Brimwick, Zoltan")
    assert code == 0, shown
    left = {Path(one["file"]).name: one for one in json.loads(shown)["not_reached"]}
    assert set(left) == {"notes.txt", "note.txt", "Zoltan Brimwick.txt", "own.csv"}
    assert left["own.csv"]["lines"] == [2]
    lists = [
        path.read_text()
        for path in (case / "vault").rglob("*")
        if path.is_file() and "what became of it" in path.read_text()
    ]
    assert len(lists) == 2
    for text in lists:
        rows = [line.split("\t") for line in text.splitlines()]
        named = next(row for row in rows[1:] if "█" in row[0] or "█" in row[3])
        kept = next(row for row in rows[1:] if row is not named)
        told = {name: number for number, name in enumerate(rows[0])}
        for column in {"bytes", "modified", "date", "sha256"} & told.keys():
            assert set(named[told[column]]) <= {"█", " "}
            assert "█" not in kept[told[column]]
        assert not any(sha256 in text for sha256 in gone)
        assert "Zoltan" not in text
