"""``dalil redact`` in a case: the copy, its record, and what is refused."""

from __future__ import annotations

import hashlib
import json
import sys
import zipfile
from pathlib import Path

import pytest

sys.path.append(str(Path(__file__).resolve().parents[1] / "unit" / "text"))

from test_pdf_redact import NAME, inside, source

from dalil.cli.main import code

LETTER = f"The fee was paid to {NAME} in May.\n\nTarvik denied it.\n"


@pytest.fixture(scope="module")
def case(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("redact")
    (folder / "letter.txt").write_text(LETTER)
    (folder / "paper.pdf").write_bytes(source())
    (folder / "odd.bin").write_bytes(b"\x00\x01\x02" * 40)
    files = [str(folder / name) for name in ("letter.txt", "paper.pdf", "odd.bin")]
    assert code(["ingest", *files, "--case", str(folder / "case"), "--no-read"]) == 0
    return folder / "case"


def test_a_pdf_and_a_text(case: Path, capsys: pytest.CaptureFixture[str]):
    out = case / "exports" / "copy.pdf"
    words = ["redact", "paper.pdf", "--case", str(case), "--name", NAME, "--json"]
    assert code([*words, "--output", str(out)]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["hidden"] == 2
    assert b"Tarvik" not in inside(out.read_bytes())
    text = case.parent / "copy.txt"
    words[1] = "letter.txt"
    assert code([*words, "--span", "0:3", "--output", str(text)]) == 0
    hidden = text.read_text(encoding="utf-8")
    assert hidden == "███ fee was paid to █████ ██████ in May.\n\n██████ denied it.\n"
    capsys.readouterr()
    assert code(["verify", str(case), "--json"]) == 0
    first = json.loads(capsys.readouterr().out)
    assert first["checks"]["exports"] == 1
    out.write_bytes(out.read_bytes() + b" ")
    assert code(["verify", str(case)]) == 1
    out.unlink()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["odd.bin", "--name", NAME], "no text layer"),
        (["letter.txt", "--name", "Orsolin Vex"], "Nothing to hide"),
        (["letter.txt"], "Say what to hide"),
        (["letter.txt", "--span", "5:9999"], "outside the text"),
        (["letter.txt", "--span", "x"], "no span"),
        (["nobody.txt", "--name", NAME], "no exhibit"),
    ],
)
def test_what_is_refused(
    case: Path, words: list[str], said: str, capsys: pytest.CaptureFixture[str]
):
    out = case.parent / "never"
    assert code(["redact", *words, "--case", str(case), "--output", str(out)]) == 2
    assert said in capsys.readouterr().err
    assert not out.exists()


def test_what_the_audience_may_not_see_does_not_leave(
    case: Path, capsys: pytest.CaptureFixture[str]
):
    assert code(["mark", "letter.txt", "--case", str(case), "--tier", "sealed"]) == 0
    out = case.parent / "sealed.txt"
    words = ["redact", "letter.txt", "--case", str(case), "--name", NAME, "--output", str(out)]
    assert code(words) == 2
    assert "sealed" in capsys.readouterr().err
    assert not out.exists()
    assert code([*words, "--for", "sealed"]) == 0
    assert code(["mark", "letter.txt", "--case", str(case), "--tier", "public"]) == 0


def test_nothing_in_the_case_and_no_file_that_is_there_is_written_over(
    case: Path, capsys: pytest.CaptureFixture[str]
):
    mine = case.parent / "mine.txt"
    mine.write_text("mine")
    words = ["redact", "letter.txt", "--case", str(case), "--name", NAME, "--output"]
    for place in (case / "dalil.toml", case / "case.db", mine):
        before = place.read_bytes()
        assert code([*words, str(place)]) == 2
        assert place.read_bytes() == before
    assert code([*words, str(mine), "--replace"]) == 0
    assert "fee was paid" in mine.read_text()
    assert code(["verify", str(case)]) == 0
    capsys.readouterr()


def test_whom_marks_hide_is_hidden_unasked(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    letter, case = tmp_path / "note.txt", tmp_path / "case"
    letter.write_text(
        "The clerk Ilvar Demroth said that Osse Tarquand paid Quillon Bank.\n"
        "Demroth denied it. The nurse Fenna Ostrik said that the sum was small.\n"
    )
    assert code(["investigate", str(letter), "--case", str(case)]) == 0
    for name, word in (("Ilvar Demroth", "restricted"), ("Fenna Ostrik", "witness")):
        assert code(["mark", name, "--case", str(case), "--as", word]) == 0
    assert code(["mark", "note.txt", "--case", str(case), "--tier", "public"]) == 0
    words = ["redact", "note.txt", "--case", str(case), "--name", "Quillon Bank", "--output"]
    for audience, hidden in (("recipient", "Demroth"), ("public", "Demroth Ostrik")):
        out = tmp_path / f"{audience}.txt"
        assert code([*words, str(out), "--for", audience]) == 0
        text = out.read_text(encoding="utf-8")
        assert "Quillon" not in text
        assert "Tarquand" in text
        assert not [name for name in hidden.split() if name in text]
    assert "Ostrik" in (tmp_path / "recipient.txt").read_text(encoding="utf-8")
    words[5] = "Nobody Atall"
    assert code([*words, str(tmp_path / "none.txt"), "--for", "public"]) == 2
    assert "Nothing to hide" in capsys.readouterr().err


def test_a_containers_list_does_not_tell_of_members_that_are_closed(tmp_path: Path):
    memo, pack = tmp_path / "plain.txt", tmp_path / "pack.zip"
    memo.write_text(f"Memo on {NAME}, who was paid.\n")
    with zipfile.ZipFile(pack, "w") as packed:
        packed.write(memo, f"Memo {NAME}.txt")
        packed.writestr("article.txt", "Nothing of interest stands here.\n")
    case = ["--case", str(tmp_path / "case")]
    assert code(["ingest", str(pack), *case, "--no-read"]) == 0
    assert code(["ingest", str(memo), *case, "--no-read", "--tier", "sealed"]) == 0
    assert code(["read", *case]) == 0
    out = tmp_path / "out.txt"
    words = ["redact", "pack.zip", *case, "--for", "recipient", "--span", "0:1"]
    assert code([*words, "--output", str(out)]) == 0
    told = out.read_text(encoding="utf-8")
    assert "article.txt" in told
    assert "Memo" not in told
    assert hashlib.sha256(memo.read_bytes()).hexdigest() not in told


def test_a_name_that_a_line_end_cuts_is_hidden_in_a_copy_and_erased(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    (tmp_path / "a.txt").write_text(
        "Mira Tanzel said that Zorvath Quill-\nmane owned the ship.\nZorvath Quillmane denied it.\n"
    )
    case = ["--case", str(tmp_path / "case")]
    assert code(["ingest", str(tmp_path / "a.txt"), *case]) == 0
    out = tmp_path / "out.txt"
    words = ["redact", "a.txt", *case, "--name", "Zorvath Quillmane", "--output", str(out)]
    assert code(words) == 0
    assert "mane" not in out.read_text(encoding="utf-8")
    out.unlink()
    words = ["subject", "erase", "Zorvath Quillmane", *case, "--reason", "asked", "--yes"]
    assert code(words) == 0
    capsys.readouterr()
    left = [
        f for f in (tmp_path / "case").rglob("*") if f.is_file() and b"mane owned" in f.read_bytes()
    ]
    assert left == []
    assert code(["search", "Quillmane", *case, "--json"]) == 1
    assert json.loads(capsys.readouterr().out)["names"] == []
    assert code(["verify", str(tmp_path / "case")]) == 0


def test_containment_is_told(capsys: pytest.CaptureFixture[str]):
    assert code(["containment", "--json"]) == 0
    held = json.loads(capsys.readouterr().out)
    assert set(held) == {"network", "limits", "files", "programs", "seccomp", "clock"}


def test_a_picture_is_read_when_the_program_has_come(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    from drawn_samples import saved
    from PIL import Image

    scan = tmp_path / "scan.png"
    scan.write_bytes(saved(Image.new("L", (600, 300), 200), form="PNG"))
    case = ["--case", str(tmp_path / "case")]
    monkeypatch.setenv("DALIL_TESSERACT", "none")
    assert code(["ingest", str(scan), *case, "--no-read"]) == 0
    assert "1 refused" in capsys.readouterr().out
    assert code(["ingest", str(scan), *case, "--no-read"]) == 0
    assert "0 refused" in capsys.readouterr().out
    program = tmp_path / "tesseract"
    head = "level\\tblock_num\\tpar_num\\tline_num\\tleft\\ttop\\twidth\\theight\\tconf\\ttext"
    row = "5\\t1\\t1\\t1\\t10\\t10\\t90\\t20\\t91\\tTarvik"
    program.write_text(
        "#!/bin/sh\ncase $1 in\n--version) echo tesseract 9.9;;\n--list-langs) echo eng;;\n"
        f"*) cat >&2; printf '{head}\\n{row}\\n';;\nesac\n"
    )
    program.chmod(0o755)
    monkeypatch.setenv("DALIL_TESSERACT", str(program))
    assert code(["ingest", str(scan), *case, "--no-read"]) == 0
    assert "1 read, 0 refused" in capsys.readouterr().out
    assert code(["search", "Tarvik", *case]) == 0
    assert "scan.png" in capsys.readouterr().out
    assert code(["verify", *case[1:]]) == 0
