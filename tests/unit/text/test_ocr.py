"""Recognising text: how many letters are wrong, what is said when something is missing."""

from __future__ import annotations

import hashlib
import sys

import pytest
from drawn_samples import ENGLISH, KAZAKH, RUSSIAN, drawn, errors, needs_ocr, saved, tesseract

from dalil.evidence import locate
from dalil.text.dispatch import read_here
from dalil.text.limits import Bounds
from dalil.text.ocr import LANGUAGES, Ocr, Picture, SeenLine, find_ocr, recognise, remarks
from dalil.text.pool import BoundedReader
from dalil.text.port import Aid


def sha(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


@needs_ocr
@pytest.mark.parametrize(
    ("text", "language"), [(ENGLISH, "en"), (RUSSIAN, "ru"), (KAZAKH, "kk")], ids=["en", "ru", "kk"]
)
def test_character_errors_of_a_clean_scan(text: str, language: str):
    layer = read_here(saved(drawn(text)), "0" * 64, "scan.pdf").layer
    assert layer is not None
    assert layer.language == language
    assert errors(layer.text, text) < 0.01


@needs_ocr
def test_kazakh_letters_survive():
    layer = read_here(saved(drawn(KAZAKH), form="PNG"), "0" * 64, "scan.png").layer
    assert layer is not None
    for letter in "әіңғүұқөһ":
        assert abs(layer.text.lower().count(letter) - KAZAKH.lower().count(letter)) <= 1
    assert find_ocr(Aid()).languages == LANGUAGES == ("kaz", "rus", "eng")


@needs_ocr
def test_a_dirty_scan_is_read_and_its_confidence_is_told():
    layer = read_here(saved(drawn(RUSSIAN, noise=1000)), "0" * 64, "scan.pdf").layer
    assert layer is not None
    assert errors(layer.text, RUSSIAN) < 0.05
    assert all(0 <= p.confidence <= 100 for p in layer.passages)


@needs_ocr
def test_recognised_words_say_so_in_the_place_of_a_quote():
    layer = read_here(saved(drawn(ENGLISH)), "0" * 64, "scan.pdf").layer
    assert layer is not None
    start = layer.text.index("land register")
    place = locate(layer, start, start + 13)
    assert place.page == 1
    assert place.boxes
    assert place.place.startswith("page 1, paragraph 1 (recognised in a picture, confidence 9")
    assert layer.reader.startswith("pdf/2 with tesseract ")
    assert layer.reader.endswith("(kaz+rus+eng)")
    assert "recognised by tesseract" in layer.notes[0]


@needs_ocr
def test_it_runs_inside_the_bounds_of_the_child():
    content = saved(drawn("Lakeside Holdings"), drawn("Әділет министрі"), form="TIFF")
    with BoundedReader(1, Bounds(cpu_seconds=20, megabytes=1500)) as reader:
        inside = reader.read(content, sha(content), "scan.tif").layer
    assert inside == read_here(content, sha(content), "scan.tif").layer
    assert inside is not None
    assert {p.page for p in inside.passages} == {1, 2}


@pytest.mark.skipif(sys.platform == "win32", reason="a script as a program")
def test_each_page_has_the_whole_time_again(tmp_path):
    program = _program(tmp_path, "sleep 1; printf 'level\\tx\\n'")
    content = saved(*[drawn("x") for _ in range(3)], form="TIFF")
    bounds = Bounds(cpu_seconds=20, wall_seconds=2.5, tesseract=program)
    with BoundedReader(1, bounds) as reader:
        refusal = reader.read(content, sha(content), "scan.tif").refusal
    assert refusal is not None
    assert refusal.code == "no_text"
    assert "3 pages (1, 2, 3) are pictures in which no text was recognised." in refusal.reason


@pytest.mark.skipif(sys.platform == "win32", reason="a script as a program")
@pytest.mark.parametrize(
    ("script", "words"),
    [("exit 3", "ended with status 3"), ("exec tail -f /dev/null", "took longer than 2 seconds")],
    ids=["fails", "hangs"],
)
def test_a_program_that_fails_or_hangs_costs_its_page(tmp_path, script: str, words: str):
    program = _program(tmp_path, script)
    content = saved(drawn("x"), form="PNG")
    refusal = read_here(content, "0" * 64, "a.png", Aid(program, page_seconds=1)).refusal
    assert refusal is not None
    assert refusal.code == "no_text"
    assert f"Page 1 is a picture and was not recognised: The OCR program {words}." in refusal.reason


def test_without_the_program_a_picture_is_refused_with_the_way_out():
    for content, name in ((saved(drawn("x"), form="PNG"), "a.png"), (saved(drawn("x")), "a.pdf")):
        refusal = read_here(content, "0" * 64, name, Aid("none")).refusal
        assert refusal is not None
        assert refusal.code == "no_ocr"
        assert "no OCR program is installed: install tesseract-ocr" in refusal.reason


def test_missing_languages_and_low_confidence_are_said():
    ocr = Ocr("tesseract", "5.3.0", ("eng",), ("kaz", "rus"))
    line = SeenLine("words", None, 41.0, (1, 1))  # type: ignore[arg-type]
    said = list(remarks(ocr, [(1, [line]), (2, [])]))
    assert any("mean confidence 41 %" in words for words in said)
    assert any("below 60 %" in words for words in said)
    assert any("Page 2 is a picture in which no text was recognised." in words for words in said)
    assert any("no data for: kaz, rus" in words for words in said)


@needs_ocr
def test_a_line_has_the_box_of_its_words():
    page = drawn("Lakeside Holdings").crop((200, 250, 1200, 450))
    ocr = find_ocr(Aid())
    assert ocr is not None
    picture = Picture(page.width, page.height, page.tobytes(), 3, 24.0)
    (line,) = recognise(ocr, picture, Aid())
    assert line.text == "Lakeside Holdings"
    assert line.box.page == 3
    assert (line.box.left, line.box.top) == pytest.approx((50 * 24, 60 * 24), abs=8 * 24)


def _program(folder, script: str) -> str:
    """Something in tesseract's place: it knows its version and languages, then does as told."""
    file = folder / "tesseract"
    file.write_text(
        "#!/bin/sh\ncase $1 in\n--version) echo tesseract 9.9;;\n--list-langs) echo eng;;\n"
        f"*) cat >/dev/null; {script};;\nesac\n"
    )
    file.chmod(0o755)
    return str(file)


def test_the_program_is_not_looked_for_in_the_environment(monkeypatch, tmp_path):
    _program(tmp_path, "exit 0")
    monkeypatch.setenv("PATH", str(tmp_path))
    found = find_ocr(Aid())
    assert found is None or not found.program.startswith(str(tmp_path))
    assert tesseract()  # the environment would have found it
