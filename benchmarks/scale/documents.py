"""Documents for the runs: the shipped example's paragraphs with invented names, by a fixed seed.

Every document belongs to one of some worlds; documents of a world share their people, firms and
places, so that names must be linked across documents. Figures vary. Formats as they come in such
work: web pages, plain text, mails, Word, PDF, tables. No real person, firm or country occurs: the
example has none, and what stands in for its names is made of syllables.
"""

from __future__ import annotations

import hashlib
import io
import random
import re
from collections.abc import Iterator
from email.message import EmailMessage
from functools import cache
from html import escape
from pathlib import Path

from dalil.text.pool import BoundedReader

EXAMPLE = Path(__file__).resolve().parents[2] / "src/dalil/examples/derbezhan/documents"
SOURCES = ("01_", "02_", "03_", "04_", "05_", "06_", "11_", "12_")
GIVEN = ["Tamerjin", "Azbulat", "Mirzel", "Tobias", "Corwin", "Patrick", "Seruzhan", "Kailem", "Oldar", "Eskel", "Henrike", "Desmond", "Joost", "Rosalind", "Navzar", "Joris", "Kristaps", "Zulmira", "Dale", "Lucretia", "Maurice", "Petronela", "Ines", "Aurelio", "Helena", "Marta"]  # fmt: skip
FAMILY = ["Orjumat", "Sungarai", "Wynn", "Halbrook", "Oduya-Lane", "Mazgul", "Belzhuman", "Vezhimat", "Moravan", "Aldinghaus", "Fairclough-Abara", "Verhelm", "Pell", "Tavlekesh", "Steenhage", "Ozolkalns", "Khoidarat", "Wexcombe", "Montalvan", "Delatombe", "Vasilcova", "Falkenrath", "Santangel", "Marchbank", "Ellingham"]  # fmt: skip
OTHER = ["Derbezhan", "Sarkuvat", "Izmer", "Fernley", "Tesken", "Shirvel", "Aldermoor", "Brenvale", "Pelenor", "Veshkat", "Skjelmark", "Hollis", "Karsu", "Oltar", "Tarn", "Haldevik", "Lauenmark", "Mestria"]  # fmt: skip
CYRILLIC = {
    "Орджумат": "Orjumat", "Тамерджин": "Tamerjin", "Дербежан": "Derbezhan",
    "Саркуват": "Sarkuvat", "Измер": "Izmer", "Навзар": "Navzar", "Тавлекеш": "Tavlekesh",
}  # fmt: skip
_STARTS = ["ba", "be", "bo", "da", "de", "do", "fa", "ga", "ge", "ha", "ja", "jo", "ka", "ke", "la", "le", "lo", "ma", "me", "mo", "na", "ne", "pa", "ra", "re", "sa", "se", "ta", "te", "to", "va", "ve", "vo", "za", "zu"]  # fmt: skip
_ENDS = [
    "bar",
    "din",
    "gor",
    "kan",
    "lev",
    "man",
    "mir",
    "nok",
    "ran",
    "rin",
    "sel",
    "tan",
    "tor",
    "van",
    "ven",
    "zar",
    "zim",
    "dal",
    "bek",
]
_LETTERS = str.maketrans("abdefgijklmnoprstuvz", "абдефгижклмнопрстувз")
_FIGURE = re.compile(r"(?<![\d.,])(\d{2,3}|[13-9]\d{3})(?![\d])")
MIX = ("html",) * 35 + ("txt",) * 25 + ("eml",) * 15 + ("docx",) * 12 + ("pdf",) * 8 + ("csv",) * 5


@cache
def paragraphs() -> dict[str, tuple[str, ...]]:
    """Paragraphs of the example's prose, by language."""
    found: dict[str, list[str]] = {"en": [], "ru": []}
    with BoundedReader(1) as reader:
        for path in sorted(EXAMPLE.iterdir()):
            if not path.name.startswith(SOURCES):
                continue
            content = path.read_bytes()
            layer = reader.read(content, hashlib.sha256(content).hexdigest(), path.name).layer
            if layer is None:
                raise RuntimeError(f"{path} cannot be read")
            for passage in layer.passages:
                text = " ".join(layer.text[passage.start : passage.end].split())
                if len(text.split()) >= 8:
                    found["ru" if path.name.startswith("06_") else "en"].append(text)
    return {language: tuple(texts) for language, texts in found.items()}


@cache
def world(number: int) -> tuple[re.Pattern[str], dict[str, str]]:
    """Who and what the names of the example are called in one world."""
    chosen = random.Random(f"world {number}")

    def name() -> str:
        first = "".join(chosen.choice(_STARTS) for _ in range(chosen.choice((1, 1, 2))))
        return (first + chosen.choice(_ENDS)).capitalize()

    new = {old: name() for old in (*GIVEN, *FAMILY, *OTHER)}
    for old, latin in CYRILLIC.items():
        new[old] = new[latin].lower().translate(_LETTERS).capitalize()
    capitals = {old.upper(): text.upper() for old, text in new.items() if old.isascii()}
    new |= capitals
    pattern = "|".join(map(re.escape, sorted(new, key=len, reverse=True)))
    return re.compile(rf"\b(?:{pattern})"), new


def rename(text: str, number: int, chosen: random.Random) -> str:
    """A paragraph of the example as it reads in one world, with other figures."""
    pattern, new = world(number)
    text = pattern.sub(lambda found: new[found.group()], text)
    return _FIGURE.sub(lambda found: _figure(found.group(), chosen), text)


def _figure(digits: str, chosen: random.Random) -> str:
    return str(chosen.randint(1, 9)) + "".join(str(chosen.randint(0, 9)) for _ in digits[1:])


def prose(seed: str, words: int, worlds: int) -> tuple[int, str, list[str]]:
    """World, language and paragraphs of one document."""
    chosen = random.Random(seed)
    number = chosen.randrange(worlds)
    language = "ru" if chosen.random() < 0.12 else "en"
    text: list[str] = []
    while sum(len(part.split()) for part in text) < words:
        text.append(rename(chosen.choice(paragraphs()[language]), number, chosen))
    return number, language, text


def document(index: int, words: int, worlds: int, kind: str = "") -> tuple[str, bytes]:
    """Name and bytes of the n-th document."""
    chosen = random.Random(f"document {index} {words}")
    kind = kind or chosen.choice(MIX)
    size = max(10, round(words * chosen.uniform(0.7, 1.3)))
    number, _, text = prose(f"prose {index} {words}", size, worlds)
    new = world(number)[1]
    author = f"{new[chosen.choice(GIVEN)]} {new[chosen.choice(FAMILY)]}"
    day = f"20{chosen.randint(10, 25)}-{chosen.randint(1, 12):02d}-{chosen.randint(1, 28):02d}"
    title = " ".join(text[0].split()[:9]).rstrip(".,;:")
    name = f"{kind}_{index:06d}.{kind}"
    if kind == "html":
        return name, _html(title, author, day, text)
    if kind == "eml":
        return name, _mail(title, author, day, text)
    if kind == "docx":
        return name, _docx(title, author, text)
    if kind == "pdf":
        return name, _pdf([title, f"By {author}", *text])
    if kind == "csv":
        return name, _table(index, number, size)
    return name, "\n\n".join([title, f"By {author}, {day}", *text]).encode("utf-8")


def _html(title: str, author: str, day: str, text: list[str]) -> bytes:
    body = "\n".join(f"<p>{escape(part)}</p>" for part in text)
    return (
        f'<!DOCTYPE html><html><head><meta charset="utf-8"><title>{escape(title)}</title>'
        f'<meta name="author" content="{escape(author)}">'
        f'<meta property="article:published_time" content="{day}"></head><body>'
        f'<nav><a href="/">Home</a></nav><article><h1>{escape(title)}</h1>'
        f'<p class="byline">By {escape(author)}</p>{body}</article></body></html>'
    ).encode()


def _mail(title: str, author: str, day: str, text: list[str]) -> bytes:
    mail = EmailMessage()
    mail["From"] = f"{author} <desk@paper.example>"
    mail["To"] = "files@ngo.example"
    mail["Date"] = f"{int(day[8:])} Mar {day[:4]} 09:00:00 +0000"
    mail["Subject"] = title
    mail.set_content("\n\n".join(text))
    return bytes(mail)


def _docx(title: str, author: str, text: list[str]) -> bytes:
    from docx import Document

    made = Document()
    made.core_properties.author = author
    made.add_heading(title, 1)
    for part in text:
        made.add_paragraph(part)
    held = io.BytesIO()
    made.save(held)
    return held.getvalue()


def _pdf(parts: list[str]) -> bytes:
    """A plain PDF (ISO 32000-1) of one font; letters outside Latin 1 are left out."""
    lines = [line for part in parts for line in [*_wrapped(part, 88), ""]]
    pages = [lines[start : start + 52] for start in range(0, len(lines), 52)]
    bodies: list[bytes] = [b"<< /Type /Catalog /Pages 2 0 R >>", b""]
    bodies.append(
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Times-Roman /Encoding /WinAnsiEncoding >>"
    )
    kids = []
    for page in pages:
        rows = b"".join(b"(" + _pdf_text(line) + b") Tj T*\n" for line in page)
        stream = b"BT /F1 11 Tf 13.5 TL 60 780 Td\n" + rows + b"ET"
        bodies.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream))
        bodies.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents %d 0 R "
            b"/Resources << /Font << /F1 3 0 R >> >> >>" % len(bodies)
        )
        kids.append(len(bodies))
    listed = b" ".join(b"%d 0 R" % kid for kid in kids)
    bodies[1] = b"<< /Type /Pages /Kids [%s] /Count %d >>" % (listed, len(kids))
    made, places = b"%PDF-1.4\n", []
    for number, body in enumerate(bodies, 1):
        places.append(len(made))
        made += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    end = b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n"
    count = len(bodies) + 1
    head = b"xref\n0 %d\n0000000000 65535 f \n" % count
    return made + head + table + end % (count, len(made))


def _pdf_text(line: str) -> bytes:
    return re.sub(rb"([\\()])", rb"\\\1", line.encode("cp1252", "ignore"))


def _wrapped(text: str, width: int) -> Iterator[str]:
    line = ""
    for word in text.split():
        if len(line) + len(word) + 1 > width:
            yield line
            line = word
        else:
            line = f"{line} {word}".strip()
    yield line


def _table(index: int, number: int, words: int) -> bytes:
    chosen = random.Random(f"table {index}")
    new = world(number)[1]
    rows = ["Title Number,Tenure,Property,Proprietor,Price Paid,Date"]
    for row in range(max(2, words // 14)):
        firm = f"{new[chosen.choice(OTHER)]} {chosen.choice(('Holdings', 'Estates'))} Limited"
        street = f"{chosen.randint(1, 90)} {new[chosen.choice(OTHER)]} Walk"
        price = chosen.randint(200, 9000) * 1000
        rows.append(
            f"XQ {index:05d}{row:03d},Freehold,{street},{firm},{price},20{chosen.randint(10, 24)}-05-02"
        )
    return ("\n".join(rows) + "\n").encode("utf-8")


def write(folder: Path, count: int, words: int, worlds: int, kinds: tuple[str, ...] = ()) -> int:
    """Write documents into folders of 1,000; returns their bytes."""
    size = 0
    for index in range(count):
        kind = random.Random(f"kind {index}").choice(kinds) if kinds else ""
        name, content = document(index, words, worlds, kind)
        path = folder / f"{index // 1000:03d}" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        size += len(content)
    return size
