"""Build the binary documents of the shipped example case from their plain-text sources.

The letter (PDF), the analysis (DOCX with Word footnotes) and the rebuttal (EML with an
attachment) are written here byte by byte: nothing depends on a clock, on a random number or
on the version of a compression library, so that every run gives the same bytes and the
committed files can be checked against their sources.

It refuses to reformat: what the source says is what the document says.

Usage:
    python tools/make_example.py           write the files
    python tools/make_example.py --check   exit 1 if a committed file differs from its source
"""

from __future__ import annotations

import base64
import hashlib
import io
import quopri
import re
import sys
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from xml.sax.saxutils import escape

ROOT = Path(__file__).resolve().parent.parent
SOURCES = ROOT / "examples" / "derbezhan" / "sources"
DOCUMENTS = ROOT / "src" / "dalil" / "examples" / "derbezhan" / "documents"

LETTER = "02_joint-letter_2024-06-11.pdf"
ANALYSIS = "03_analysis_two-houses-one-family_2024-04-18.docx"
REBUTTAL = "05_rebuttal_2024-07-09.eml"
ATTACHMENT = "travellers_february-2023.csv"


def read_source(name: str) -> str:
    """Return a source file as text with LF line ends."""
    return (SOURCES / name).read_bytes().decode("utf-8").replace("\r\n", "\n")


# ── PDF ───────────────────────────────────────────────────────────────────────────────────

# Advance widths of Times-Roman in 1/1000 em (Adobe font metrics of the 14 standard fonts);
# used for line breaking only, so bold and italic text share them.
_WIDTH_GROUPS = {
    180: "'",
    250: " ,.",
    278: "/\\:;ijlt",
    333: "!()-[]`IfrJ‘’",
    350: "•",
    389: "s",
    408: '"',
    444: "?aceéz“”",
    469: "^",
    500: "#$*0123456789_bdghknopquvxy–£€ö",
    556: "FPS",
    564: "+<=>",
    611: "ELTZ",
    667: "BCR",
    722: "ADGHKNOQUVXYw",
    778: "&m",
    833: "%",
    889: "M",
    921: "@",
    944: "W",
    1000: "—",
}
WIDTHS = {char: width for width, chars in _WIDTH_GROUPS.items() for char in chars}

PAGE_WIDTH, PAGE_HEIGHT = 595, 842
MARGIN_LEFT, MARGIN_RIGHT, TOP, BOTTOM = 72, 72, 748, 84
BODY, LEADING = 11, 14.5


@dataclass(frozen=True, slots=True)
class Line:
    """One line of type: its font (F1 roman, F2 bold, F3 italic), size in points and text."""

    text: str
    font: str = "F1"
    size: float = BODY
    gap: float = 0.0  # extra space before the line, in points


@dataclass(slots=True)
class Letter:
    """The parsed source of the letter."""

    letterhead: str = ""
    address: str = ""
    footer: str = ""
    lines: list[Line] = field(default_factory=list)


def text_width(text: str, size: float) -> float:
    """Return the width of a text set in Times-Roman, in points."""
    return sum(WIDTHS[char] for char in text) * size / 1000


def wrap(text: str, size: float) -> Iterator[str]:
    """Yield the lines of a paragraph broken at spaces to the width of the text block."""
    room = PAGE_WIDTH - MARGIN_LEFT - MARGIN_RIGHT
    line = ""
    for word in text.split(" "):
        longer = f"{line} {word}" if line else word
        if line and text_width(longer, size) > room:
            yield line
            line = word
        else:
            line = longer
    yield line


def parse_letter(source: str) -> Letter:
    """Read the letter's source: three header fields, blank line, then paragraphs."""
    head, body = source.split("\n\n", 1)
    fields = dict(row.split(": ", 1) for row in head.splitlines())
    letter = Letter(fields["letterhead"], fields["address"], fields["footer"])
    for block in body.strip().split("\n\n"):
        gap = LEADING * 0.6
        for row in block.splitlines():
            if row.startswith("# "):
                letter.lines.append(Line(row[2:], font="F2", size=12, gap=gap))
                continue
            text = row.removeprefix("- ")
            for part in wrap(text, BODY):
                letter.lines.append(Line(part, gap=gap))
                gap = 0.0
            gap = 3.0 if row.startswith("- ") else 0.0
    return letter


def paginate(lines: list[Line]) -> list[list[tuple[Line, float]]]:
    """Place lines on pages; each line comes with its baseline in points from the bottom."""
    pages: list[list[tuple[Line, float]]] = [[]]
    y = float(TOP)
    for line in lines:
        y -= LEADING + line.gap
        if y < BOTTOM:
            pages.append([])
            y = TOP - LEADING
        pages[-1].append((line, y))
    return pages


def show_text(line: Line, x: float, y: float) -> bytes:
    """Return the PDF operators that show one line of text at a point."""
    raw = line.text.encode("cp1252")
    safe = re.sub(rb"([()\\])", rb"\\\1", raw)
    return f"BT /{line.font} {line.size:g} Tf {x:g} {y:g} Td (".encode() + safe + b") Tj ET\n"


def page_content(letter: Letter, placed: list[tuple[Line, float]], number: str) -> bytes:
    """Return the content stream of one page with its letterhead and footer."""
    out = show_text(Line(letter.letterhead, "F2", 14), MARGIN_LEFT, 788)
    out += show_text(Line(letter.address, "F3", 9), MARGIN_LEFT, 774)
    out += f"0.5 w {MARGIN_LEFT} 766 m {PAGE_WIDTH - MARGIN_RIGHT} 766 l S\n".encode()
    for line, y in placed:
        out += show_text(line, MARGIN_LEFT, y)
    out += show_text(Line(letter.footer, "F3", 8), MARGIN_LEFT, 48)
    return out + show_text(Line(number, "F3", 8), PAGE_WIDTH - MARGIN_RIGHT - 40, 48)


def pdf_objects(contents: list[bytes]) -> list[bytes]:
    """Return the bodies of all indirect objects, object 1 first."""
    first_page = 7
    kids = " ".join(f"{first_page + 2 * i} 0 R" for i in range(len(contents)))
    fonts = "/F1 3 0 R /F2 4 0 R /F3 5 0 R"
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R /Lang (en-GB) >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(contents)} >>".encode(),
    ]
    for name in ("Times-Roman", "Times-Bold", "Times-Italic"):
        font = f"/Subtype /Type1 /BaseFont /{name} /Encoding /WinAnsiEncoding"
        objects.append(f"<< /Type /Font {font} >>".encode())
    objects.append(
        b"<< /Title (Derbezhan: request for two designations) "
        b"/Author (Clean Ledger UK) /CreationDate (D:20240611100000Z) >>"
    )
    for i, content in enumerate(contents):
        box = f"/MediaBox [0 0 {PAGE_WIDTH} {PAGE_HEIGHT}] /Resources << /Font << {fonts} >> >>"
        page = f"<< /Type /Page /Parent 2 0 R {box} /Contents {first_page + 2 * i + 1} 0 R >>"
        objects.append(page.encode())
        stream = f"<< /Length {len(content)} >>\nstream\n".encode() + content
        objects.append(stream + b"endstream")
    return objects


def make_letter() -> bytes:
    """Return the joint letter as a PDF 1.4 file with a text layer in the standard fonts."""
    letter = parse_letter(read_source("letter.txt"))
    pages = paginate(letter.lines)
    contents = [
        page_content(letter, placed, f"Page {i} of {len(pages)}")
        for i, placed in enumerate(pages, start=1)
    ]
    out = io.BytesIO()
    out.write(b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n")
    offsets = []
    for number, body in enumerate(pdf_objects(contents), start=1):
        offsets.append(out.tell())
        out.write(f"{number} 0 obj\n".encode() + body + b"\nendobj\n")
    start = out.tell()
    table = "".join(f"{offset:010d} 00000 n \n" for offset in offsets)
    out.write(f"xref\n0 {len(offsets) + 1}\n0000000000 65535 f \n{table}".encode())
    digest = hashlib.md5(out.getvalue(), usedforsecurity=False).hexdigest()
    trailer = f"<< /Size {len(offsets) + 1} /Root 1 0 R /Info 6 0 R /ID [<{digest}> <{digest}>] >>"
    out.write(f"trailer\n{trailer}\nstartxref\n{start}\n%%EOF\n".encode())
    return out.getvalue()


# ── DOCX ──────────────────────────────────────────────────────────────────────────────────

W_NS = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R_NS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
OFFICE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
SPACE = 'xml:space="preserve"'

CONTENT_TYPES = (
    f'{XML}<Types xmlns="{PACKAGE}/content-types">'
    '<Default Extension="rels" '
    'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    f'<Override PartName="/word/document.xml" ContentType="{OFFICE}.document.main+xml"/>'
    f'<Override PartName="/word/styles.xml" ContentType="{OFFICE}.styles+xml"/>'
    f'<Override PartName="/word/footnotes.xml" ContentType="{OFFICE}.footnotes+xml"/>'
    '<Override PartName="/docProps/core.xml" '
    'ContentType="application/vnd.openxmlformats-package.core-properties+xml"/></Types>'
)
ROOT_RELS = (
    f'{XML}<Relationships xmlns="{PACKAGE}/relationships">'
    f'<Relationship Id="rId1" Type="{R_NS}/officeDocument" Target="word/document.xml"/>'
    f'<Relationship Id="rId2" Type="{PACKAGE}/relationships/metadata/core-properties" '
    'Target="docProps/core.xml"/></Relationships>'
)
DOCUMENT_RELS = (
    f'{XML}<Relationships xmlns="{PACKAGE}/relationships">'
    f'<Relationship Id="rId1" Type="{R_NS}/styles" Target="styles.xml"/>'
    f'<Relationship Id="rId2" Type="{R_NS}/footnotes" Target="footnotes.xml"/></Relationships>'
)


def style(style_id: str, name: str, run: str, kind: str = "paragraph") -> str:
    """Return one style definition."""
    default = ' w:default="1"' if style_id == "Normal" else ""
    return (
        f'<w:style w:type="{kind}" w:styleId="{style_id}"{default}>'
        f'<w:name w:val="{name}"/><w:rPr>{run}</w:rPr></w:style>'
    )


def styles_part() -> str:
    """Return word/styles.xml with the few styles that the analysis uses."""
    styles = (
        style("Normal", "Normal", '<w:sz w:val="22"/>')
        + style("Title", "Title", '<w:b/><w:sz w:val="36"/>')
        + style("Heading1", "heading 1", '<w:b/><w:sz w:val="28"/>')
        + style("FootnoteText", "footnote text", '<w:sz w:val="18"/>')
        + style(
            "FootnoteReference",
            "footnote reference",
            '<w:vertAlign w:val="superscript"/>',
            kind="character",
        )
    )
    return f'{XML}<w:styles xmlns:w="{W_NS}">{styles}</w:styles>'


def run(text: str) -> str:
    """Return one run of plain text."""
    return f"<w:r><w:t {SPACE}>{escape(text)}</w:t></w:r>"


def paragraph(text: str, style_id: str) -> str:
    """Return one paragraph; `[^n]` becomes a real footnote reference."""
    reference = '<w:rPr><w:rStyle w:val="FootnoteReference"/></w:rPr>'
    inner = ""
    for i, part in enumerate(re.split(r"\[\^(\d+)\]", text)):
        if i % 2:
            inner += f'<w:r>{reference}<w:footnoteReference w:id="{part}"/></w:r>'
        elif part:
            inner += run(part)
    return f'<w:p><w:pPr><w:pStyle w:val="{style_id}"/></w:pPr>{inner}</w:p>'


def document_part(blocks: list[str]) -> str:
    """Return word/document.xml for the blocks of the source."""
    body = ""
    for block in blocks:
        if block.startswith("# "):
            body += paragraph(block[2:], "Title")
        elif block.startswith("## "):
            body += paragraph(block[3:], "Heading1")
        else:
            body += paragraph(block, "Normal")
    section = '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/></w:sectPr>'
    return f'{XML}<w:document xmlns:w="{W_NS}"><w:body>{body}{section}</w:body></w:document>'


def footnotes_part(notes: dict[str, str]) -> str:
    """Return word/footnotes.xml: the two separators that Word expects, then the notes."""
    separators = (
        '<w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p>'
        '</w:footnote><w:footnote w:type="continuationSeparator" w:id="0"><w:p><w:r>'
        "<w:continuationSeparator/></w:r></w:p></w:footnote>"
    )
    mark = '<w:r><w:rPr><w:rStyle w:val="FootnoteReference"/></w:rPr><w:footnoteRef/></w:r>'
    body = "".join(
        f'<w:footnote w:id="{number}"><w:p><w:pPr><w:pStyle w:val="FootnoteText"/></w:pPr>'
        f"{mark}{run(' ' + text)}</w:p></w:footnote>"
        for number, text in notes.items()
    )
    return f'{XML}<w:footnotes xmlns:w="{W_NS}">{separators}{body}</w:footnotes>'


def core_part(fields: dict[str, str]) -> str:
    """Return docProps/core.xml: title, authors and the date of the briefing."""
    core = f"{PACKAGE}/metadata/core-properties"
    stamp = f'xsi:type="dcterms:W3CDTF">{fields["date"]}T09:00:00Z'
    return (
        f'{XML}<cp:coreProperties xmlns:cp="{core}" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{escape(fields['title'])}</dc:title>"
        f"<dc:creator>{escape(fields['authors'])}</dc:creator>"
        f"<dc:subject>{escape(fields['series'])}</dc:subject>"
        f"<dcterms:created {stamp}</dcterms:created>"
        f"<dcterms:modified {stamp}</dcterms:modified></cp:coreProperties>"
    )


def make_analysis() -> bytes:
    """Return the analysis as a Word file whose notes are real footnotes."""
    head, body = read_source("analysis.md").split("\n\n", 1)
    fields = dict(row.split(": ", 1) for row in head.splitlines())
    notes = dict(re.findall(r"^\[\^(\d+)\]: (.+)$", body, flags=re.MULTILINE))
    text = re.sub(r"^\[\^\d+\]: .+$\n?", "", body, flags=re.MULTILINE)
    blocks = [block.strip() for block in text.split("\n\n") if block.strip()]
    parts = {
        "[Content_Types].xml": CONTENT_TYPES,
        "_rels/.rels": ROOT_RELS,
        "docProps/core.xml": core_part(fields),
        "word/document.xml": document_part(blocks),
        "word/_rels/document.xml.rels": DOCUMENT_RELS,
        "word/styles.xml": styles_part(),
        "word/footnotes.xml": footnotes_part(notes),
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as package:
        for name, xml in parts.items():
            info = zipfile.ZipInfo(name, date_time=(2024, 4, 18, 9, 0, 0))
            info.create_system = 3
            package.writestr(info, xml.encode("utf-8"))
    return out.getvalue()


# ── EML ───────────────────────────────────────────────────────────────────────────────────

BOUNDARY = "=_dalil_example_7d1f"
MAIL_HEADERS = (
    "Return-Path: <press@rights-across-the-sea.example>",
    "Received: from mail.rights-across-the-sea.example (198.51.100.24)",
    "\tby mx.thursday-standard.example; Tue, 09 Jul 2024 11:42:08 +0100",
    "From: Helena Marchbank <press@rights-across-the-sea.example>",
    "To: Letters <letters@thursday-standard.example>",
    "Cc: Patrick Oduya-Lane <patrick@clean-ledger.example>,",
    "\tNadia Brightwater <policy@anti-kleptocracy-forum.example>",
    "Subject: Reply to Corwin Halbrook, =?utf-8?q?=E2=80=9CThe_Derbezhan_that_activists?=",
    "\t=?utf-8?q?_do_not_want_you_to_see=E2=80=9D?=",
    "Date: Tue, 09 Jul 2024 11:42:05 +0100",
    "Message-ID: <20240709104205.5512@rights-across-the-sea.example>",
    "MIME-Version: 1.0",
    f'Content-Type: multipart/mixed; boundary="{BOUNDARY}"',
)


def make_rebuttal() -> bytes:
    """Return the rebuttal as a mail: quoted-printable text and one CSV attachment."""
    text = read_source("rebuttal.txt").encode("utf-8")
    table = read_source("rebuttal_attachment.csv").encode("utf-8")
    lines = [
        *MAIL_HEADERS,
        "",
        f"--{BOUNDARY}",
        "Content-Type: text/plain; charset=utf-8",
        "Content-Transfer-Encoding: quoted-printable",
        "",
        quopri.encodestring(text).decode("ascii").rstrip("\n"),
        "",
        f"--{BOUNDARY}",
        f'Content-Type: text/csv; charset=utf-8; name="{ATTACHMENT}"',
        f'Content-Disposition: attachment; filename="{ATTACHMENT}"',
        "Content-Transfer-Encoding: base64",
        "",
        base64.encodebytes(table).decode("ascii").rstrip("\n"),
        "",
        f"--{BOUNDARY}--",
        "",
    ]
    return "\n".join(lines).replace("\n", "\r\n").encode("ascii")


# ── command ───────────────────────────────────────────────────────────────────────────────


def build() -> dict[str, bytes]:
    """Return every generated document by its file name."""
    return {LETTER: make_letter(), ANALYSIS: make_analysis(), REBUTTAL: make_rebuttal()}


def main(arguments: list[str]) -> int:
    """Write the documents, or with `--check` compare them; return the exit code."""
    different = []
    for name, data in build().items():
        path = DOCUMENTS / name
        if "--check" not in arguments:
            path.write_bytes(data)
        elif not path.is_file() or path.read_bytes() != data:
            different.append(name)
    for name in different:
        sys.stderr.write(f"{name} differs from its source: run python tools/make_example.py\n")
    return 1 if different else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
