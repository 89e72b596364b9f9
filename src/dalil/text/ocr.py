"""Text recognition in pictures of pages, by tesseract where it is installed.

Tesseract is a program beside Dalil, not a part of it: it is looked for in the usual places, gets one
grey picture at a time on its standard input, and answers on its standard output, inside the bounds
of the parsing process (:func:`dalil.text.limits.run_program`). Nothing is guessed where it is
missing: :func:`find_ocr` gives None and the readers say what that means. Recognised words are
never passed off as the file's own: each block carries the program's confidence.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import groupby
from pathlib import Path
from statistics import fmean

from dalil.errors import Unreadable
from dalil.evidence import Box
from dalil.text.limits import find_program, run_program
from dalil.text.ocr_letters import settle
from dalil.text.ocr_turn import UPRIGHT, Turned, best_turn, turned
from dalil.text.port import Aid

LANGUAGES = ("kaz", "rus", "eng")
"""In this order: with any other, tesseract turns Kazakh letters into Russian ones."""
MISSING = "no OCR program is installed: install tesseract-ocr (with tesseract-ocr-kaz and tesseract-ocr-rus)"
LOW = 60
"""Mean confidence below which a page is said to be doubtful."""
MOST_PIXELS = 40_000_000
DPI = 300
_PLACES = (
    "/usr/bin",
    "/usr/local/bin",
    "/opt/homebrew/bin",
    "/opt/local/bin",
    "C:\\Program Files\\Tesseract-OCR",
)
_WORD = "5"
_LATIN, _CYRILLIC = re.compile("[A-Za-z]"), re.compile("[\u0400-\u052f]")


@dataclass(frozen=True, slots=True)
class Ocr:
    """An installed tesseract.

    Attributes:
        program: Its path.
        version: Such as ``5.3.0``.
        languages: Those of :data:`LANGUAGES` that are installed, in that order.
        missing: Those that are not.
    """

    program: str
    version: str
    languages: tuple[str, ...]
    missing: tuple[str, ...]

    @property
    def words(self) -> str:
        """Program, version and languages, such as ``tesseract 5.3.0 (kaz+rus+eng)``."""
        return f"tesseract {self.version} ({'+'.join(self.languages)})"


@dataclass(frozen=True, slots=True)
class Picture:
    """A grey picture of one page, a byte a pixel, row after row.

    Attributes:
        width: In pixels.
        height: In pixels.
        pixels: ``width * height`` bytes, 0 is black.
        number: 1-based page.
        points: Hundredths of a point for one pixel, across and down.
    """

    width: int
    height: int
    pixels: bytes
    number: int
    points: float = 100.0


@dataclass(frozen=True, slots=True)
class SeenLine:
    """A recognised line.

    Attributes:
        text: Its words, joined by single spaces.
        box: On the page.
        confidence: Mean over the characters, 0-100.
        paragraph: Lines with one number were seen as one paragraph.
        turned: How the page was turned to be read; the box is of the turned page.
    """

    text: str
    box: Box
    confidence: float
    paragraph: tuple[int, int]
    turned: Turned = UPRIGHT


def find_ocr(aid: Aid) -> Ocr | None:
    """The installed program with its languages, or None where there is none that can be used."""
    path = program_path(aid.tesseract)
    return _ask(path) if path else None


def program_path(setting: str) -> str | None:
    """Path of the program, or None where there is none or ``setting`` is ``none``."""
    if setting == "none":
        return None
    path = setting or find_program("tesseract", _PLACES)
    return path if path and Path(path).is_file() else None


@cache
def _ask(path: str) -> Ocr | None:
    """Ask the program what it is; once for a process."""
    try:
        version = run_program([path, "--version"], b"", 20)
        listed = run_program([path, "--list-langs"], b"", 20)
    except Unreadable:
        return None
    found = re.search(r"tesseract\s+v?(\d[\w.-]*)", version.decode("utf-8", "replace"))
    have = set(listed.decode("utf-8", "replace").split())
    languages = tuple(name for name in LANGUAGES if name in have)
    missing = tuple(name for name in LANGUAGES if name not in have)
    return Ocr(path, found.group(1), languages, missing) if found and languages else None


def recognise(ocr: Ocr, picture: Picture, aid: Aid) -> list[SeenLine]:
    """The lines of text in a picture, in reading order; empty where none was recognised.

    A page in Latin script on which some words came out Cyrillic is looked at again in English alone;
    a word of the second look is taken where the program is as sure of it. A page that lies on its side
    or on its head is read upright.

    Raises:
        Unreadable: The program crashed, or took longer than one page may.
    """
    try:
        words = _look(ocr, picture, ocr.languages, aid)
        seen: dict[int, list[_Word]] = {}

        def look(degrees: int) -> list[_Word]:
            seen[degrees] = _look(ocr, _turned(picture, degrees), ocr.languages, aid)
            return seen[degrees]

        degrees, _ = best_turn(words, look)
        words = seen.get(degrees, words)
        doubtful = _doubtful(words)
        if doubtful and "eng" in ocr.languages:
            again = _look(ocr, _turned(picture, degrees), ("eng",), aid)
            words = [_surer(word, again) if word in doubtful else word for word in words]
    finally:
        aid.page_done()
    lines = [list(group) for _, group in groupby(words, key=lambda word: word.line)]
    width, height = (round(side * picture.points) for side in (picture.width, picture.height))
    way = Turned(degrees, width, height)
    return [replace(_line(line, picture), turned=way) for line in lines]


def _turned(picture: Picture, degrees: int) -> Picture:
    width, height, pixels = turned(picture.width, picture.height, picture.pixels, degrees)
    return replace(picture, width=width, height=height, pixels=pixels)


@dataclass(frozen=True, slots=True)
class _Word:
    """A recognised word, its edges in pixels, and the block, paragraph and line it stands in."""

    text: str
    sure: float
    left: int
    top: int
    right: int
    bottom: int
    line: tuple[int, int, int]


def _look(ocr: Ocr, picture: Picture, languages: Sequence[str], aid: Aid) -> list[_Word]:
    head = b"P5\n%d %d\n255\n" % (picture.width, picture.height)
    command = [
        ocr.program, "stdin", "stdout", "-l", "+".join(languages), "--dpi", str(DPI), "tsv",
    ]  # fmt: skip
    answer = run_program(command, head + picture.pixels, aid.page_seconds)
    return list(_words(answer.decode("utf-8", "replace")))


def _words(table: str) -> Iterator[_Word]:
    """The words of tesseract's table (level 5 of its TSV)."""
    for row in csv.DictReader(table.splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE):
        text = (row.get("text") or "").strip()
        if row.get("level") != _WORD or not text:
            continue
        left, top, wide, high = (int(row[name]) for name in ("left", "top", "width", "height"))
        line = (int(row["block_num"]), int(row["par_num"]), int(row["line_num"]))
        sure = max(float(row["conf"]), 0.0)
        yield _Word(text, sure, left, top, left + wide, top + high, line)


def _doubtful(words: Sequence[_Word]) -> set[_Word]:
    """Words with Cyrillic letters on a page whose letters are nearly all Latin."""
    latin = sum(len(_LATIN.findall(word.text)) for word in words)
    found = {word for word in words if _CYRILLIC.search(word.text)}
    cyrillic = sum(len(_CYRILLIC.findall(word.text)) for word in found)
    return found if latin > 9 * cyrillic else set()


def _surer(word: _Word, again: Sequence[_Word]) -> _Word:
    """The word of the second look that stands in the same place, where it is no less sure."""
    across, down = (word.left + word.right) / 2, (word.top + word.bottom) / 2
    for other in again:
        inside = other.left <= across <= other.right and other.top <= down <= other.bottom
        alike = abs((other.right - other.left) - (word.right - word.left)) <= 8
        if inside and alike and other.sure >= word.sure - 5:
            return replace(word, text=other.text, sure=other.sure)
    return word


def _line(words: Sequence[_Word], picture: Picture) -> SeenLine:
    box = Box(
        picture.number,
        round(min(word.left for word in words) * picture.points),
        round(min(word.top for word in words) * picture.points),
        round(max(word.right for word in words) * picture.points),
        round(max(word.bottom for word in words) * picture.points),
    )
    sure = fmean([word.sure for word in words], [len(word.text) for word in words])
    text = " ".join(settle([word.text for word in words]))
    return SeenLine(text, box, sure, words[0].line[:2])


def confidence(lines: Iterable[SeenLine]) -> int:
    """Mean confidence over the characters of the lines, 0-100; 0 where there are none."""
    seen = list(lines)
    if not seen:
        return 0
    return round(fmean([line.confidence for line in seen], [len(line.text) for line in seen]))


def named(pages: Sequence[int]) -> str:
    """``Page 3 is a picture`` or ``2 pages (3, 4) are pictures``."""
    shown = ", ".join(map(str, pages[:20])) + (", ..." if len(pages) > 20 else "")
    if len(pages) == 1:
        return f"Page {shown} is a picture"
    return f"{len(pages)} pages ({shown}) are pictures"


def laid(seen: Sequence[tuple[int, Sequence[SeenLine]]]) -> Iterator[str]:
    """Which pages do not lie upright."""
    sides = [number for number, lines in seen if lines and lines[0].turned.degrees in (90, 270)]
    heads = [number for number, lines in seen if lines and lines[0].turned.degrees == 180]
    if sides:
        yield f"{named(sides)} lying on the side, read upright; boxes are places on the page as it lies."
    if heads:
        yield f"{named(heads)} lying upside down, read upright; boxes are places on the page as it lies."


def remarks(ocr: Ocr, seen: Sequence[tuple[int, Sequence[SeenLine]]]) -> Iterator[str]:
    """What a reader of the text has to know: what was recognised, how surely, what was missing.

    Args:
        ocr: The program used.
        seen: Page number and its recognised lines.
    """
    read = [number for number, lines in seen if lines]
    if read:
        sure = confidence(line for _, lines in seen for line in lines)
        yield (
            f"{named(read)}: the text was recognised by {ocr.words}, mean confidence {sure} %. "
            "Compare quotes from it with the picture."
        )
    yield from laid(seen)
    low = [number for number, lines in seen if lines and confidence(lines) < LOW]
    if low:
        yield f"{named(low)} recognised with confidence below {LOW} %: words may be wrong or missing."
    blank = [number for number, lines in seen if not lines]
    if blank:
        yield f"{named(blank)} in which no text was recognised."
    if ocr.missing:
        packages = ", ".join(f"tesseract-ocr-{name}" for name in ocr.missing)
        yield (
            f"The OCR program has no data for: {', '.join(ocr.missing)}. Text in these languages comes "
            f"out wrong; install {packages} and read again."
        )
