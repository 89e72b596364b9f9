"""Small documents of every format, made on the spot; all names are invented."""

from __future__ import annotations

import bz2
import gzip
import hashlib
import html
import io
import lzma
import struct
import tarfile
import zipfile
import zlib
from collections.abc import Sequence
from email.message import EmailMessage

from dalil.text.dispatch import read_here
from dalil.text.ole_write import write_ole
from dalil.text.port import ReadOutcome

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"


def read(content: bytes, name: str = "file") -> ReadOutcome:
    """Read in this process."""
    return read_here(content, hashlib.sha256(content).hexdigest(), name)


def layer(content: bytes, name: str = "file"):
    """The layer; fails on a refusal."""
    outcome = read(content, name)
    assert outcome.layer is not None, outcome.refusal
    return outcome.layer


def code(content: bytes, name: str = "file") -> str:
    """The refusal's reason code; fails on a layer."""
    outcome = read(content, name)
    assert outcome.refusal is not None
    return outcome.refusal.code


def words(text_layer, kind: str) -> list[str]:
    """The texts of all passages of a kind."""
    return [text_layer.text[p.start : p.end] for p in text_layer.passages if p.kind == kind]


def kinds(text_layer) -> dict[str, str]:
    """Kind by text."""
    return {text_layer.text[p.start : p.end]: p.kind for p in text_layer.passages}


def docx(body: str, parts: dict[str, str] | None = None) -> bytes:
    """A Word document with this body in WordprocessingML."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr(
            "word/document.xml",
            f'<w:document xmlns:w="{W}" xmlns:mc="{MC}"><w:body>{body}</w:body></w:document>',
        )
        for name, content in (parts or {}).items():
            archive.writestr(name, content)
    return out.getvalue()


def paragraph(text: str, properties: str = "") -> str:
    """A Word paragraph."""
    return f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"


Line = tuple[float, float, float, str]


def pdf(pages: Sequence[Sequence[Line]], info: str = "", extra: str = "") -> bytes:
    """A PDF with lines (x, y from the bottom, size, text in Latin-1) on each page of 595 x 842."""
    objects: list[bytes] = [b"", b"", b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"]
    kids = []
    for lines in pages:
        stream = b"".join(
            f"BT /F1 {size} Tf {x} {y} Td (".encode()
            + text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)").encode("latin-1")
            + b") Tj ET\n"
            for x, y, size, text in lines
        )
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream))
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents %d 0 R "
            b"/Resources << /Font << /F1 3 0 R >> >> %s >>" % (len(objects), extra.encode())
        )
        kids.append(len(objects))
    objects[0] = b"<< /Type /Catalog /Pages 2 0 R >>"
    objects[1] = b"<< /Type /Pages /Count %d /Kids [%s] >>" % (
        len(kids),
        b" ".join(b"%d 0 R" % kid for kid in kids),
    )
    objects.append(b"<< %s >>" % info.encode("latin-1"))
    out = bytearray(b"%PDF-1.4\n")
    places = []
    for number, body in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer\n<< /Size %d /Root 1 0 R /Info %d 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (
        len(objects) + 1,
        len(objects),
        start,
    )
    return bytes(out)


def mail(body: str = "Dear Ms Tarvik,\n\nThe fee was paid.\n", **attachments: bytes) -> bytes:
    """A mail with attachments."""
    message = EmailMessage()
    message["From"] = "Orsolin Vex <vex@ledger.example>"
    message["To"] = "Maren Tarvik <tarvik@paper.example>"
    message["Date"] = "Tue, 09 Jul 2024 11:42:05 +0100"
    message["Subject"] = "The fee – and who paid it"
    message.set_content(body)
    for name, content in attachments.items():
        message.add_attachment(content, "application", "octet-stream", filename=name)
    return message.as_bytes()


PARAGRAPHS = [
    "The agency said on Monday that the bridge at Olmet had been paid for twice, first by the "
    "province and then by the ministry, and that nobody could say where the second sum had gone.",
    "Its director, Brannick Sool, denied that any money was missing. He told reporters that the "
    "second payment was an advance on repairs and that the papers would be published in the spring.",
    "Two members of the council asked for an inquiry. The council did not vote on the request, and "
    "a spokeswoman said that it would come back to the matter when the auditors had reported.",
]


def page(inner: str = "", head: str = "") -> bytes:
    """A news page with an article and furniture around it."""
    article = "".join(f"<p>{text}</p>" for text in PARAGRAPHS)
    return (
        f'<!DOCTYPE html><html lang="en"><head><title>Bridge paid twice</title>{head}'
        "<script>var secret = 'not text';</script><style>p {color: red}</style></head><body>"
        "<nav><ul><li><a href='/'>Home</a></li><li><a href='/x'>Provinces</a></li></ul></nav>"
        f"<main><article><h1>Bridge paid twice, agency says</h1>{article}{inner}</article></main>"
        "<aside><h3>Read also</h3><ul><li>Ferry to be sold again</li></ul></aside>"
        "<footer><p>&copy; 2024 The Olmet Courier. All rights reserved.</p></footer></body></html>"
    ).encode()


def zipped(files: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A ZIP archive, with fixed dates."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, content in files.items():
            archive.writestr(zipfile.ZipInfo(name, (2024, 7, 9, 11, 42, 4)), content, method)
    return out.getvalue()


def tarred(
    files: dict[str, bytes], odd: Sequence[tarfile.TarInfo] = (), packing: str = ""
) -> bytes:
    """A TAR archive (``packing`` is gz, bz2, xz or nothing), with links and devices in ``odd``."""
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w", format=tarfile.PAX_FORMAT) as archive:
        for name, content in files.items():
            info = tarfile.TarInfo(name)
            info.size, info.mtime = len(content), 1720525324
            archive.addfile(info, io.BytesIO(content))
        for info in odd:
            archive.addfile(info)
    pack = {"": bytes, "gz": gzip.compress, "bz2": bz2.compress, "xz": lzma.compress}
    return pack[packing](out.getvalue())


def _sevenzip_number(value: int) -> bytes:
    return bytes([value]) if value < 0x80 else b"\xff" + struct.pack("<Q", value)


def sevenzipped(files: dict[str, bytes], method: bytes = b"\x00", settings: bytes = b"") -> bytes:
    """A solid 7z archive: stored, or LZMA2 (method 21); other methods are stated, not applied."""
    number = _sevenzip_number
    whole = b"".join(files.values())
    packed = whole
    if method == b"\x21":
        settings = b"\x18"
        filters = [{"id": lzma.FILTER_LZMA2, "dict_size": 1 << 24}]
        packed = lzma.compress(whole, format=lzma.FORMAT_RAW, filters=filters)
    coder = bytes([len(method) | (0x20 if settings else 0)]) + method
    coder += number(len(settings)) + settings if settings else b""
    sizes = [number(len(content)) for content in files.values()]
    sums = [struct.pack("<I", zlib.crc32(content)) for content in files.values()]
    names = b"\x00" + "".join(f"{name}\x00" for name in files).encode("utf-16-le")
    header = (
        b"\x01\x04\x06\x00\x01\x09" + number(len(packed)) + b"\x00"
        + b"\x07\x0b\x01\x00\x01" + coder + b"\x0c" + number(len(whole)) + b"\x00"
        + b"\x08\x0d" + number(len(files)) + b"\x09" + b"".join(sizes[:-1])
        + b"\x0a\x01" + b"".join(sums) + b"\x00\x00"
        + b"\x05" + number(len(files)) + b"\x11" + number(len(names)) + names + b"\x00\x00"
    )  # fmt: skip
    start = struct.pack("<QQI", len(packed), len(header), zlib.crc32(header))
    head = b"7z\xbc\xaf\x27\x1c\x00\x04" + struct.pack("<I", zlib.crc32(start)) + start
    return head + packed + header


SHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELS = "http://schemas.openxmlformats.org/package/2006/relationships"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def rels(*targets: tuple[str, str]) -> str:
    """Relations rId1, rId2 ... of an Office part: kind and target."""
    rows = "".join(
        f'<Relationship Id="rId{n}" Type="{OFFICE}/{kind}" Target="{target}"/>'
        for n, (kind, target) in enumerate(targets, start=1)
    )
    return f'<Relationships xmlns="{RELS}">{rows}</Relationships>'


def xlsx(
    sheets: dict[str, str], formats: Sequence[str] = (), states: dict[str, str] | None = None,
    parts: dict[str, str] | None = None, book: str = "",
) -> bytes:  # fmt: skip
    """A workbook: sheet data by name (rows in SpreadsheetML); style n has the n-th format."""
    tabs = "".join(
        f'<sheet name="{name}" sheetId="{n}" r:id="rId{n}" state="{(states or {}).get(name, "visible")}"/>'
        for n, name in enumerate(sheets, start=1)
    )
    codes = "".join(
        f'<numFmt numFmtId="{n}" formatCode="{html.escape(code)}"/>'
        for n, code in enumerate(formats, start=200)
    )
    cells = "".join(f'<xf numFmtId="{n}"/>' for n, _ in enumerate(formats, start=200))
    files = {
        "[Content_Types].xml": "<Types/>",
        "xl/workbook.xml": f'<workbook xmlns="{SHEET}" xmlns:r="{OFFICE}">{book}<sheets>{tabs}</sheets></workbook>',
        "xl/_rels/workbook.xml.rels": rels(
            *(("worksheet", f"worksheets/s{n}.xml") for n, _ in enumerate(sheets, start=1)),
            ("styles", "styles.xml"),
            ("sharedStrings", "sharedStrings.xml"),
        ),
        "xl/styles.xml": f'<styleSheet xmlns="{SHEET}"><numFmts>{codes}</numFmts><cellXfs>{cells}</cellXfs></styleSheet>',
        "xl/sharedStrings.xml": f'<sst xmlns="{SHEET}"><si><t>Name</t></si><si><r><t>Maren </t></r>'
        "<r><t>Tarvik</t></r><rPh><t>sound</t></rPh></si></sst>",
        **{
            f"xl/worksheets/s{n}.xml": f'<worksheet xmlns="{SHEET}"><sheetData>{rows}</sheetData></worksheet>'
            for n, rows in enumerate(sheets.values(), start=1)
        },
        **(parts or {}),
    }
    return zipped({name: words.encode() for name, words in files.items()})


ODF = "urn:oasis:names:tc:opendocument:xmlns:"
ODF_NAMES = "".join(
    f' xmlns:{key}="{ODF}{name}:1.0"'
    for key, name in (
        ("office", "office"), ("text", "text"), ("table", "table"), ("style", "style"),
        ("draw", "drawing"), ("presentation", "presentation"), ("manifest", "manifest"), ("meta", "meta"),
    )
) + ' xmlns:dc="http://purl.org/dc/elements/1.1/"'  # fmt: skip


def odf(kind: str, body: str, parts: dict[str, str] | None = None, styles: str = "") -> bytes:
    """An OpenDocument file of a kind (text, spreadsheet, presentation) with this body."""
    content = (
        f"<office:document-content{ODF_NAMES}><office:automatic-styles>{styles}"
        f"</office:automatic-styles><office:body><office:{kind}>{body}</office:{kind}>"
        "</office:body></office:document-content>"
    )
    files = {
        "mimetype": f"application/vnd.oasis.opendocument.{kind}",
        "content.xml": content,
        **(parts or {}),
    }
    return zipped({name: words.encode() for name, words in files.items()})


ROWS = (
    '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="inlineStr"><is><t>Share</t></is></c></row>'
    '<row r="2"><c r="A2" t="s"><v>1</v></c><c r="B2" s="0"><v>0.5</v></c></row>'
)


def xls() -> bytes:
    """An old workbook (BIFF8): two rows, the share formatted as a percentage."""

    def record(kind: int, body: bytes = b"") -> bytes:
        return struct.pack("<HH", kind, len(body)) + body

    def words(text: str, size: str = "H") -> bytes:
        return struct.pack(f"<{size}B", len(text), 0) + text.encode("latin-1")

    def begin(kind: int) -> bytes:
        return record(0x809, struct.pack("<HHHHII", 0x600, kind, 0x0DBB, 0x07CC, 0, 6))

    def style(form: int, base: int) -> bytes:
        return record(0xE0, struct.pack("<HHHBBBBIIH", 0, form, base, 0x20, 0, 0, 0, 0, 0, 0x20C0))

    font = record(
        0x31, struct.pack("<HHHHHBBBB", 200, 0, 0x7FFF, 400, 0, 0, 0, 0, 0) + words("Arial", "B")
    )
    head = begin(5) + font * 4 + record(0x41E, struct.pack("<H", 164) + words("0%"))
    head += style(0, 0xFFF5) * 15 + style(0, 1) + style(164, 1)
    place = len(head) + 4 + 6 + len(words("Owners", "B")) + 4
    tab = record(0x85, struct.pack("<IBB", place, 0, 0) + words("Owners", "B"))
    cells = [(0, 0, "Name"), (0, 1, "Share"), (1, 0, "Maren Tarvik")]
    sheet = begin(0x10)
    for row, column, text in cells:
        sheet += record(0x204, struct.pack("<HHH", row, column, 15) + words(text))
    sheet += record(0x203, struct.pack("<HHHd", 1, 1, 16, 0.5)) + record(0xA)
    return write_ole({"Workbook": head + tab + record(0xA) + sheet})


def xlsb() -> bytes:
    """A binary workbook (BIFF12) with two rows."""

    def record(kind: int, body: bytes = b"") -> bytes:
        number = bytes([kind]) if kind < 0x80 else bytes([kind & 0x7F | 0x80, kind >> 7])
        return number + bytes([len(body)]) + body

    def words(text: str) -> bytes:
        return struct.pack("<I", len(text)) + text.encode("utf-16-le")

    def cell(column: int, text: str) -> bytes:
        return record(6, struct.pack("<II", column, 0) + words(text))

    book = record(131) + record(143)
    book += record(156, struct.pack("<II", 0, 1) + words("rId1") + words("Owners"))
    book += record(144) + record(132)
    sheet = record(129) + record(148, struct.pack("<IIII", 0, 1, 0, 1)) + record(145)
    sheet += record(0, struct.pack("<I", 0) + bytes(21)) + cell(0, "Name") + cell(1, "Share")
    sheet += record(0, struct.pack("<I", 1) + bytes(21)) + cell(0, "Maren Tarvik")
    sheet += record(5, struct.pack("<IId", 1, 0, 0.5)) + record(146) + record(130)
    return zipped({
        "[Content_Types].xml": b"<Types/>",
        "xl/workbook.bin": book,
        "xl/_rels/workbook.bin.rels": rels(("worksheet", "worksheets/sheet1.bin")).encode(),
        "xl/worksheets/sheet1.bin": sheet,
    })  # fmt: skip


def emlx() -> bytes:
    """An Apple mail."""
    content = mail()
    return b"%d\n" % len(content) + content + b"<?xml version='1.0'?><plist/>"


def mbox(*messages: bytes) -> bytes:
    """A mailbox."""
    return b"\n".join(
        b"From vex@ledger.example Tue Jul  9 11:42:05 2024\n" + message for message in messages
    )


SLIDE = "http://schemas.openxmlformats.org/presentationml/2006/main"
DRAW = "http://schemas.openxmlformats.org/drawingml/2006/main"


def shape(text: str, holder: str = "") -> str:
    """A shape with one paragraph; ``holder`` makes it a placeholder."""
    mark = f'<p:ph type="{holder}"/>' if holder else ""
    return (
        f"<p:sp><p:nvSpPr><p:nvPr>{mark}</p:nvPr></p:nvSpPr><p:txBody><a:p><a:r><a:t>{text}</a:t></a:r>"
        "</a:p></p:txBody></p:sp>"
    )


def slide(shapes: str, attributes: str = "", root: str = "sld") -> str:
    """A slide (or page of notes) with these shapes."""
    return (
        f'<p:{root} xmlns:p="{SLIDE}" xmlns:a="{DRAW}" xmlns:r="{OFFICE}" {attributes}><p:cSld><p:spTree>'
        f"{shapes}</p:spTree></p:cSld></p:{root}>"
    )


def pptx(slides: Sequence[str], parts: dict[str, str] | None = None) -> bytes:
    """A presentation."""
    order = "".join(
        f'<p:sldId id="{255 + n}" r:id="rId{n}"/>' for n, _ in enumerate(slides, start=1)
    )
    files = {
        "[Content_Types].xml": "<Types/>",
        "ppt/presentation.xml": f'<p:presentation xmlns:p="{SLIDE}" xmlns:r="{OFFICE}"><p:sldIdLst>{order}'
        "</p:sldIdLst></p:presentation>",
        "ppt/_rels/presentation.xml.rels": rels(
            *(("slide", f"slides/slide{n}.xml") for n, _ in enumerate(slides, start=1))
        ),
        **{f"ppt/slides/slide{n}.xml": words for n, words in enumerate(slides, start=1)},
        **(parts or {}),
    }
    return zipped({name: words.encode() for name, words in files.items()})


def properties(header: int, values: dict[int, tuple[int, bytes]]) -> bytes:
    """The fixed properties of a message, attachment or recipient: type and value by number."""
    rows = (
        struct.pack("<HHI", kind, key, 6) + value.ljust(8, b"\x00")
        for key, (kind, value) in values.items()
    )
    return bytes(header) + b"".join(rows)


def msg_tree(
    body: str = "The fee was paid.", files: dict[str, bytes] | None = None,
    inner: dict[str, object] | None = None, header: int = 32, parts: dict[str, bytes] | None = None,
) -> dict[str, object]:  # fmt: skip
    """The folders and streams of an Outlook message, with attachments and a message inside."""

    def wide(text: str) -> bytes:
        return text.encode("utf-16-le")

    sent = {0x0039: (0x40, struct.pack("<Q", 133_649_953_250_000_000))}
    tree: dict[str, object] = {
        "__properties_version1.0": properties(header, sent),
        "__substg1.0_0037001F": wide("The fee"),
        "__substg1.0_0C1A001F": wide("Orsolin Vex"),
        "__substg1.0_0C1F001F": wide("vex@ledger.example"),
        "__substg1.0_1000001F": wide(body),
        "__recip_version1.0_#00000000": {
            "__properties_version1.0": properties(8, {0x0C15: (3, b"\x01")}),
            "__substg1.0_3001001F": wide("Maren Tarvik"),
            "__substg1.0_39FE001F": wide("tarvik@paper.example"),
        },
        **(parts or {}),
    }
    for number, (name, content) in enumerate((files or {}).items()):
        tree[f"__attach_version1.0_#{number:08X}"] = {
            "__properties_version1.0": properties(8, {0x3705: (3, b"\x01")}),
            "__substg1.0_3707001F": wide(name),
            "__substg1.0_37010102": content,
        }
    if inner is not None:
        tree["__attach_version1.0_#000000FF"] = {
            "__properties_version1.0": properties(8, {0x3705: (3, b"\x05")}),
            "__substg1.0_3001001F": wide("Re: the fee"),
            "__substg1.0_3701000D": inner,
        }
    return tree


TABLE = b"Name,Office,Sum\nMaren Tarvik,clerk,100\nBrannick Sool,director,2000\n"

EVERY_FORMAT: dict[str, bytes] = {
    "text.txt": "\r\n\r\n".join(PARAGRAPHS).encode(),
    "notes.md": b"# Notes\n\nA line that\ngoes on.\n\n- one\n- two\n",
    "page.html": page(),
    "letter.pdf": pdf(
        [[(72, 780, 11, "The fee was paid in May."), (72, 740, 11, "Nobody signed.")]]
    ),
    "report.docx": docx(paragraph("The fee was paid.") + paragraph("Nobody signed.")),
    "reply.eml": mail(),
    "register.csv": TABLE,
    "register.tsv": TABLE.replace(b",", b"\t"),
    "register.xlsx": xlsx({"Owners": ROWS}, ["0%"]),
    "register.ods": odf(
        "spreadsheet",
        '<table:table table:name="Owners"><table:table-row><table:table-cell><text:p>Name</text:p>'
        "</table:table-cell><table:table-cell><text:p>Share</text:p></table:table-cell>"
        "</table:table-row></table:table>",
    ),
    "register.xls": xls(),
    "register.xlsb": xlsb(),
    "report.odt": odf("text", "<text:h>Findings</text:h><text:p>The fee was paid.</text:p>"),
    "talk.odp": odf(
        "presentation",
        "<draw:page><draw:frame><draw:text-box><text:p>The fee was paid.</text:p></draw:text-box>"
        "</draw:frame></draw:page>",
    ),
    "report.rtf": b"{\\rtf1\\ansi\\pard The fee was paid.\\par Nobody signed.\\par}",
    "note.msg": write_ole(msg_tree(files={"register.csv": TABLE})),
    "talk.pptx": pptx([slide(shape("The fee was paid."))]),
    "inbox.mbox": mbox(mail(), mail("Dear Mr Vex,\n\nIt was not.\n")),
    "reply.emlx": emlx(),
    "papers.zip": zipped({"a/letter.txt": b"The fee was paid.", "register.csv": TABLE}),
    "papers.tar": tarred({"a/letter.txt": b"The fee was paid.", "register.csv": TABLE}),
    "papers.tgz": tarred({"a/letter.txt": b"The fee was paid."}, packing="gz"),
    "papers.tar.bz2": tarred({"a/letter.txt": b"The fee was paid."}, packing="bz2"),
    "register.csv.xz": lzma.compress(TABLE),
    "papers.7z": sevenzipped(
        {"a/letter.txt": b"The fee was paid.", "register.csv": TABLE}, b"\x21"
    ),
}
