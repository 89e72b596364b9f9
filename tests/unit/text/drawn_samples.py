"""Pages drawn as pictures: invented text in three languages, as a scanner would deliver it."""

from __future__ import annotations

import io
import random
import shutil
from pathlib import Path

import pytest

from dalil.text.ocr import find_ocr
from dalil.text.port import Aid

FONTS = Path("/usr/share/fonts/truetype/dejavu")
ENGLISH = """The deputy minister of Derbezhan, Mr Orsolin Vex, denies that he owns
the villa above the lake. According to the land register the house belongs
to Lakeside Holdings Ltd, a company in which his brother holds 60 per cent.
The prosecutor said on 14 March 2023 that an investigation had been opened.
A lawyer of the family told the newspaper that the accusation is untrue."""
RUSSIAN = """Заместитель министра Дербежана Орсолин Векс отрицает, что ему принадлежит
вилла над озером. По данным земельного реестра, дом принадлежит компании
«Озёрный берег», в которой его брат владеет 60 процентами акций.
Прокурор заявил 14 марта 2023 года, что возбуждено уголовное дело.
Адвокат семьи сообщил газете, что обвинение не соответствует истине."""
KAZAKH = """Дербежан министрінің орынбасары Орсолин Векс көл жағасындағы үй өзіне
тиесілі екенін жоққа шығарды. Жер тізіліміне сәйкес, бұл үй ағасы
60 пайыз үлеске ие «Көл жағасы» компаниясына тіркелген.
Прокурор 2023 жылғы 14 наурызда қылмыстық іс қозғалғанын айтты.
Отбасының адвокаты айыптаудың негізсіз екенін, ұсынылған құжаттардың
түпнұсқа емес екенін газетке мәлімдеді."""

needs_ocr = pytest.mark.skipif(
    (found := find_ocr(Aid())) is None or bool(found.missing) or not FONTS.is_dir(),
    reason="tesseract with kaz, rus and eng, or the DejaVu fonts, are not installed",
)


def drawn(text: str, *, noise: int = 0, size: int = 42, font: str = "DejaVuSerif.ttf"):
    """A grey page at 300 dots an inch with the text; ``noise`` specks and a slight grey cast."""
    from PIL import Image, ImageDraw, ImageFont

    height = 500 + 68 * len(text.splitlines())
    page = Image.new("L", (2480, height), 255 if not noise else 235)
    pen = ImageDraw.Draw(page)
    face = ImageFont.truetype(str(FONTS / font), size)
    pen.multiline_text((250, 300), text, font=face, fill=0 if not noise else 40, spacing=22)
    dice = random.Random(7)
    for _ in range(noise):
        x, y = dice.randrange(2480), dice.randrange(height)
        pen.rectangle((x, y, x + 1, y + 1), fill=dice.choice((0, 90, 255)))
    return page


def saved(*pages, form: str = "PDF") -> bytes:
    """The pages as one file of a format that Pillow writes."""
    sink = io.BytesIO()
    more = {"save_all": True, "append_images": pages[1:]} if len(pages) > 1 else {}
    if form == "PDF":
        more["resolution"] = 300.0
    pages[0].save(sink, form, **more)
    return sink.getvalue()


def errors(read: str, wanted: str) -> float:
    """Character error rate: edits (Levenshtein) for each character wanted; white space is one."""
    from rapidfuzz.distance import Levenshtein

    one, other = " ".join(read.split()), " ".join(wanted.split())
    return Levenshtein.distance(one, other) / len(other)


def tesseract() -> str:
    """Path of the program, for tests that stand something else in its place."""
    return shutil.which("tesseract") or ""
