"""Bombs and malice of many formats, made on the spot: small ones for the tests, big ones for a measurement.

Each maker takes a size; :data:`HOSTILE` says which size the tests take, which the benchmark
(``benchmarks/hostile.py``), and what may become of the file: ``read``, or codes of refusals.
"""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import struct
import sys
import tarfile
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

sys.path.append(str(Path(__file__).resolve().parent.parent / "unit" / "text"))

from text_samples import (
    ODF_NAMES,
    SHEET,
    W,
    docx,
    odf,
    paragraph,
    pptx,
    sevenzipped,
    xlsx,
    zipped,
)

MEGA = 1_000_000
SECRET = b"the secret of this machine"
"""What an external entity would fetch."""


@dataclass(frozen=True)
class Hostile:
    """One hostile file.

    Attributes:
        name: Its file name.
        make: Gives its bytes for a size.
        small: Size in the tests.
        big: Size in the measurement.
        ends: What may become of it, in words with strokes between.
    """

    name: str
    make: Callable[[int], bytes]
    small: int
    big: int
    ends: str


def zip_flat(size: int) -> bytes:
    """One member of zeros, of ``size`` megabytes."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive,
        archive.open("a.txt", "w", force_zip64=True) as member,
    ):
        for _ in range(size):
            member.write(bytes(MEGA))
    return out.getvalue()


def zip_many(size: int) -> bytes:
    """Many members of 15 MB of zeros, each below the bound on growth."""
    return zipped({f"{n}.txt": bytes(15 * MEGA) for n in range(size)})


def zip_overlap(size: int) -> bytes:
    """``size`` names in the directory for one and the same packed kernel (after D. Fifield, 2019)."""
    one = zipped({"0000000": bytes(200_000)})
    place = one.index(b"PK\x01\x02")
    entry = one[place : one.index(b"PK\x05\x06")]
    entries = b"".join(entry.replace(b"0000000", b"%07d" % n) for n in range(size))
    end = struct.pack(
        "<4s4H2IH", b"PK\x05\x06", 0, 0, size % 65536, size % 65536, len(entries), place, 0
    )
    return one[:place] + entries + end


def zip_nested(size: int) -> bytes:
    """``size`` archives, one in the other."""
    content = b"The fee was paid."
    for depth in range(size):
        content = zipped({f"{depth}.zip" if depth else "a.txt": content})
    return content


def zip_claims(size: int) -> bytes:
    """A member that claims ``size`` bytes in all its headers and has none."""
    name = b"a.txt"
    head = (
        struct.pack("<4s5H3I2H", b"PK\x03\x04", 20, 0, 0, 0, 0x21, 0, size, size, len(name), 0)
        + name
    )
    entry = struct.pack(
        "<4s6H3I5H2I",
        b"PK\x01\x02",
        20,
        20,
        0,
        0,
        0,
        0x21,
        0,
        size,
        size,
        len(name),
        0,
        0,
        0,
        0,
        0,
        0,
    )
    end = struct.pack("<4s4H2IH", b"PK\x05\x06", 0, 0, 1, 1, len(entry + name), len(head), 0)
    return head + entry + name + end


def zip_astray(size: int) -> bytes:
    """Members that lead upwards, and a symbolic link."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for n in range(size):
            archive.writestr("../" * n + "etc/passwd", b"x")
        link = zipfile.ZipInfo("link")
        link.external_attr = 0o120777 << 16
        archive.writestr(link, "/etc/passwd")
    return out.getvalue()


def tar_claims(size: int) -> bytes:
    """A TAR whose only member claims ``size`` bytes."""
    info = tarfile.TarInfo("a.txt")
    info.size = size
    return info.tobuf() + b"x" * 2000


def tar_links(size: int) -> bytes:
    """Links and devices that lead out of the archive."""
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        for n in range(size):
            for kind in (tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.CHRTYPE, tarfile.FIFOTYPE):
                info = tarfile.TarInfo(f"{n}{kind!r}")
                info.type, info.linkname = kind, "../../../etc/passwd"
                archive.addfile(info)
    return out.getvalue()


def packed(pack: Callable[[bytes], bytes]) -> Callable[[int], bytes]:
    """``size`` megabytes of zeros, packed."""
    return lambda size: pack(bytes(size * MEGA))


def gz_twice(size: int) -> bytes:
    """Zeros, packed three times."""
    return gzip.compress(gzip.compress(gzip.compress(bytes(size * MEGA))))


def sevenzip_bomb(size: int) -> bytes:
    """A solid 7z of zeros."""
    return sevenzipped({"a.txt": bytes(size * MEGA)}, b"\x21")


def sevenzip_claims(size: int) -> bytes:
    """A 7z whose header would lie ``size`` bytes away."""
    start = struct.pack("<QQI", size, size, 0)
    return b"7z\xbc\xaf\x27\x1c\x00\x04" + struct.pack("<I", zlib.crc32(start)) + start + b"x" * 99


def laughs(size: int) -> str:
    """A declaration of entities that grow tenfold, ``size`` times (billion laughs)."""
    rows = ['<!ENTITY a0 "lol ">']
    rows += [f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, size)]
    return f"<!DOCTYPE x [{''.join(rows)}]>"


def outside(place: Path) -> str:
    """A declaration of an entity that lies in a file."""
    return f'<!DOCTYPE x [<!ENTITY a8 SYSTEM "{place.as_uri()}">]>'


def in_docx(declared: str) -> bytes:
    """A Word document with a declaration."""
    body = f'{declared}<w:document xmlns:w="{W}"><w:body>{paragraph("&a8;")}</w:body></w:document>'
    return zipped({"[Content_Types].xml": b"<Types/>", "word/document.xml": body.encode()})


def in_odt(declared: str) -> bytes:
    """An OpenDocument text with a declaration."""
    body = (
        f"{declared}<office:document-content{ODF_NAMES}><office:body><office:text><text:p>&a8;</text:p>"
        "</office:text></office:body></office:document-content>"
    )
    return zipped(
        {"mimetype": b"application/vnd.oasis.opendocument.text", "content.xml": body.encode()}
    )


def in_xlsx(declared: str) -> bytes:
    """A workbook with a declaration."""
    sheet = (
        f'{declared}<worksheet xmlns="{SHEET}"><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>&a8;</t>'
        "</is></c></row></sheetData></worksheet>"
    )
    return xlsx({"A": ""}, parts={"xl/worksheets/s1.xml": sheet})


def in_pptx(declared: str) -> bytes:
    """A presentation with a declaration."""
    return pptx([f"{declared}<x>&a8;</x>"])


def in_akn(declared: str) -> bytes:
    """A judgment with a declaration."""
    space = "http://docs.oasis-open.org/legaldocml/ns/akn/3.0"
    return f'{declared}<akomaNtoso xmlns="{space}"><judgment>&a8;</judgment></akomaNtoso>'.encode()


def in_html(declared: str) -> bytes:
    """A page with a declaration."""
    return f"{declared}<html><body><p>&a8; The fee was paid.</p></body></html>".encode()


def in_mhtml(declared: str) -> bytes:
    """A saved page with a declaration."""
    return (
        b"From: <Saved by Blink>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=b\r\n\r\n"
        b"--b\r\nContent-Type: text/html\r\nContent-Location: https://paper.example/\r\n\r\n"
        + in_html(declared)
        + b"\r\n--b--\r\n"
    )


def in_opml(declared: str) -> bytes:
    """A list of feeds, which is not read, with a declaration."""
    return (
        f'<?xml version="1.0"?>{declared}<opml><body><outline text="&a8;"/></body></opml>'.encode()
    )


ENTITIES: dict[str, Callable[[str], bytes]] = {
    "a.docx": in_docx, "a.odt": in_odt, "a.xlsx": in_xlsx, "a.pptx": in_pptx, "a.xml": in_akn,
    "a.html": in_html, "a.mhtml": in_mhtml, "a.opml": in_opml,
}  # fmt: skip


def png(size: int) -> bytes:
    """A picture of ``size`` by ``size`` pixels, of which only the beginning is there."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return (
            struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
        )

    head = struct.pack(">IIBBBBB", size, size, 8, 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(bytes(MEGA)))
        + chunk(b"IEND", b"")
    )


def bmp(size: int) -> bytes:
    """A bitmap that claims ``size`` by ``size`` pixels."""
    return b"BM" + struct.pack(
        "<IHHIIiiHHIIiiII", 54, 0, 0, 54, 40, size, size, 1, 24, 0, 0, 0, 0, 0, 0
    )


def tiff(size: int, cycle: int = 0) -> bytes:
    """A TIFF of ``size`` by ``size`` pixels; with ``cycle`` its first page is followed by itself."""
    rows = [(256, 4, size), (257, 4, size), (258, 3, 8), (259, 3, 1), (262, 3, 1), (273, 4, 8), (277, 3, 1),
            (278, 4, size), (279, 4, size)]  # fmt: skip
    body = struct.pack("<H", len(rows)) + b"".join(
        struct.pack("<HHII", t, k, 1, v) for t, k, v in rows
    )
    return b"II*\x00" + struct.pack("<I", 8) + body + struct.pack("<I", cycle) + bytes(4096)


def objects(*bodies: bytes) -> bytes:
    """A PDF of numbered objects, the first its catalog; the table of places is left to be rebuilt."""
    out = b"%PDF-1.7\n"
    for number, body in enumerate(bodies, start=1):
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    return out + b"trailer\n<< /Root 1 0 R /Size %d >>\n%%%%EOF\n" % (len(bodies) + 1)


_CATALOG = b"<< /Type /Catalog /Pages 2 0 R >>"
_FONT = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"


def _stream(content: bytes, extra: bytes = b"") -> bytes:
    body = zlib.compress(content)
    return b"<< /Length %d /Filter /FlateDecode %s >>\nstream\n%s\nendstream" % (
        len(body),
        extra,
        body,
    )


def _one_page(resources: bytes, contents: bytes, *more: bytes) -> bytes:
    page = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << %s >> >>"
    pages = b"<< /Type /Pages /Count 1 /Kids [3 0 R] >>"
    return objects(_CATALOG, pages, page % resources, contents, *more)


def pdf_stream(size: int) -> bytes:
    """A page whose description unpacks to ``size`` megabytes."""
    text = b"BT /F1 9 Tf 50 700 Td (The fee.) Tj ET\n"
    return _one_page(b"/Font << /F1 5 0 R >>", _stream(text + b"q Q\n" * (size * MEGA // 4)), _FONT)


def pdf_letters(size: int) -> bytes:
    """A page with ``size`` million letters."""
    line = b"BT /F1 1 Tf 50 %d Td (" + b"word " * 200 + b") Tj ET\n"
    return _one_page(
        b"/Font << /F1 5 0 R >>",
        _stream(b"".join(line % (n % 800) for n in range(size * 1000))),
        _FONT,
    )


def pdf_font(size: int) -> bytes:
    """A font file of zeros that unpacks to ``size`` megabytes."""
    font = b"<< /Type /Font /Subtype /TrueType /BaseFont /Bomb /FontDescriptor 6 0 R /FirstChar 0 /LastChar 99 >>"
    told = b"<< /Type /FontDescriptor /FontName /Bomb /Flags 4 /FontFile2 7 0 R >>"
    head = b"\x00\x01\x00\x00\xff\xff" + b"\xff" * 200
    text = _stream(b"BT /F1 9 Tf 50 700 Td (The fee.) Tj ET")
    return _one_page(
        b"/Font << /F1 5 0 R >>",
        text,
        font,
        told,
        _stream(head + bytes(size * MEGA), b"/Length1 99"),
    )


def pdf_filters(size: int) -> bytes:
    """A stream behind ``size`` filters, one in the other."""
    body = b"x" * 1000
    for _ in range(min(size, 60)):
        body = zlib.compress(body)
    names = b"/FlateDecode " * size
    return _one_page(
        b"", b"<< /Length %d /Filter [%s] >>\nstream\n%s\nendstream" % (len(body), names, body)
    )


def pdf_object_stream(size: int) -> bytes:
    """An object stream that claims ``size`` objects and unpacks to megabytes."""
    inner = b" ".join(b"%d 0" % n for n in range(10, 10 + min(size, 300_000)))
    kind = b"/Type /ObjStm /N %d /First %d" % (size, len(inner))
    return objects(
        _CATALOG, b"<< /Type /Pages /Count 0 /Kids [] >>", _stream(inner + b" null" * 9, kind)
    )


def pdf_deep_tree(size: int) -> bytes:
    """A tree of pages ``size`` levels deep."""
    nodes = [
        b"<< /Type /Pages /Count 1 /Kids [%d 0 R] /Parent %d 0 R >>" % (n + 3, n + 1)
        for n in range(size)
    ]
    leaf = b"<< /Type /Page /MediaBox [0 0 99 99] /Parent %d 0 R >>" % (size + 1)
    return objects(_CATALOG, *nodes, leaf)


def pdf_cycle(size: int) -> bytes:
    """A tree of pages whose branches are their own roots."""
    kids = b"2 0 R " * size
    return objects(
        _CATALOG, b"<< /Type /Pages /Count %d /Kids [%s] /Parent 2 0 R >>" % (size, kids)
    )


def pdf_own_length(size: int) -> bytes:
    """A stream whose length is itself, with a form that draws itself."""
    page = b"<< /Length 4 0 R >>\nstream\n/X Do BT (a) Tj ET\nendstream"
    form = (
        b"<< /Type /XObject /Subtype /Form /BBox [0 0 9 9] /Length 12 /Resources << /XObject << /X 5 0 R >> >> >>\nstream\n"
        + b"/X Do " * size
        + b"\nendstream"
    )
    return _one_page(b"/XObject << /X 5 0 R >>", page, form)


def pdf_nested_forms(size: int) -> bytes:
    """Forms that draw ten others each, ``size`` levels deep (a billion drawings)."""
    forms = []
    for n in range(size):
        inner = b"/Resources << /XObject << /X %d 0 R >> >>" % (n + 6)
        forms.append(
            _stream(b"/X Do " * 10, b"/Type /XObject /Subtype /Form /BBox [0 0 600 900] " + inner)
        )
    last = _stream(b"0 0 9 9 re f", b"/Type /XObject /Subtype /Form /BBox [0 0 600 900]")
    return _one_page(b"/XObject << /X 5 0 R >>", _stream(b"/X Do"), *forms, last)


def pdf_brackets(size: int) -> bytes:
    """Arrays and dictionaries ``size`` deep."""
    return objects(
        _CATALOG, b"<< /Type /Pages /Count 0 /Kids " + b"[" * size + b"<< /A " * size + b" >>"
    )


def pdf_huge_page(size: int) -> bytes:
    """A page of ``size`` points with a picture on it, to be drawn."""
    image = _stream(
        bytes(100),
        b"/Type /XObject /Subtype /Image /Width 10 /Height 10 /BitsPerComponent 8 /ColorSpace /DeviceGray",
    )
    page = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 %d %d] /Contents 4 0 R /Resources << /XObject << /X 5 0 R >> >> >>"
    pages = b"<< /Type /Pages /Count 1 /Kids [3 0 R] >>"
    return objects(
        _CATALOG,
        pages,
        page % (size, size),
        _stream(b"q %d 0 0 %d 0 0 cm /X Do Q" % (size, size)),
        image,
    )


def pdf_image(size: int) -> bytes:
    """A page that is a picture of ``size`` by ``size`` pixels."""
    image = b"/Type /XObject /Subtype /Image /Width %d /Height %d /BitsPerComponent 8 /ColorSpace /DeviceGray"
    return _one_page(
        b"/XObject << /X 5 0 R >>",
        _stream(b"q 595 0 0 842 0 0 cm /X Do Q"),
        _stream(bytes(MEGA), image % (size, size)),
    )


def pdf_encrypted(_: int) -> bytes:
    """A PDF that asks for a password that nobody has."""
    body = objects(_CATALOG, b"<< /Type /Pages /Count 0 /Kids [] >>")
    lock = b"<< /Filter /Standard /V 1 /R 2 /O <%s> /U <%s> /P -44 >>" % (b"41" * 32, b"42" * 32)
    return body.replace(b"/Root 1 0 R", b"/Root 1 0 R /ID [<00><00>] /Encrypt " + lock)


def pdf_pages(size: int) -> bytes:
    """``size`` pages that share one description."""
    first = 5
    kids = b" ".join(b"%d 0 R" % (first + n) for n in range(size))
    page = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 3 0 R /Resources << /Font << /F 4 0 R >> >> >>"
    text = b"BT /F 9 Tf 50 700 Td (The fee was paid on this page.) Tj ET"
    stream = b"<< /Length %d >>\nstream\n%s\nendstream" % (len(text), text)
    pages = b"<< /Type /Pages /Count %d /Kids [%s] >>" % (size, kids)
    out, places = io.BytesIO(), []
    out.write(b"%PDF-1.4\n")
    for number, body in enumerate([_CATALOG, pages, stream, _FONT, *[page] * size], start=1):
        places.append(out.tell())
        out.write(b"%d 0 obj\n%s\nendobj\n" % (number, body))
    start = out.tell()
    out.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(places) + 1))
    out.write(b"".join(b"%010d 00000 n \n" % place for place in places))
    out.write(
        b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(places) + 1, start)
    )
    return out.getvalue()


def html_deep(size: int) -> bytes:
    """Elements ``size`` deep."""
    return b"<html><body>" + b"<div>" * size + b"The fee was paid." + b"</div>" * size


def html_unclosed(size: int) -> bytes:
    """Comments, tags and attributes that never end."""
    return b"<html><p>The fee." + b"<!--" * size + b"<a href='" * size + b"&#" * size


def mime_deep(size: int) -> bytes:
    """Multiparts ``size`` deep."""
    parts = b"".join(
        b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (n, n) for n in range(size)
    )
    return (
        b"From: a@x.example\nTo: b@x.example\nSubject: s\nMIME-Version: 1.0\n"
        + parts
        + b"\nThe fee.\n"
    )


def mail_in_mail(size: int) -> bytes:
    """Messages in messages, ``size`` deep."""
    head = b"From: a@x.example\nTo: b@x.example\nSubject: s\nMIME-Version: 1.0\nContent-Type: message/rfc822\n\n"
    return head * size + b"From: a@x.example\nTo: b@x.example\n\nThe fee.\n"


def mail_words(size: int) -> bytes:
    """Heads with ``size`` encoded words, unfinished quotes and comments."""
    words = b"=?utf-8?q?=41" * size + b"(" * size + b'"' * size
    return (
        b"From: " + words + b"\nSubject: " + words + b"\nDate: " + b"(" * size + b"\n\nThe fee.\n"
    )


def docx_deep(size: int) -> bytes:
    """Tables in tables, ``size`` deep."""
    return docx(
        "<w:tbl><w:tr><w:tc>" * size + paragraph("The fee.") + "</w:tc></w:tr></w:tbl>" * size
    )


def xlsx_far(size: int) -> bytes:
    """Cells at the far corner, and one beyond the sheet."""
    rows = f'<row r="1048576"><c r="XFD1048576" t="inlineStr"><is><t>far</t></is></c></row><row r="{size}"><c r="ZZZZZ{size}"><v>1</v></c></row>'
    return xlsx({"A": rows})


def ods_repeated(size: int) -> bytes:
    """A cell that is repeated ``size`` times in rows repeated as often."""
    cell = f'<table:table-cell table:number-columns-repeated="{size}"><text:p>x</text:p></table:table-cell>'
    row = f'<table:table-row table:number-rows-repeated="{size}">{cell}</table:table-row>'
    return odf("spreadsheet", f'<table:table table:name="A">{row}</table:table>')


def odt_spaces(size: int) -> bytes:
    """One element that stands for ``size`` spaces."""
    return odf("text", f'<text:p>The fee<text:s text:c="{size}"/>was paid.</text:p>')


def ole_claims(size: int) -> bytes:
    """A compound file whose tables claim ``size`` sectors."""
    head = (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
        + bytes(16)
        + struct.pack("<HHHHH", 62, 3, 0xFFFE, 9, 6)
        + bytes(6)
    )
    return (
        head
        + struct.pack("<9I", 0, size, 0, 0, 4096, 0, size, 0, size)
        + struct.pack("<109I", *[0] * 109)
        + bytes(1024)
    )


def text(unit: str) -> Callable[[int], bytes]:
    """A unit ``size`` times."""
    return lambda size: (unit * size).encode()


def _rows() -> list[Hostile]:
    rows = [
        Hostile("flat.zip", zip_flat, 40, 4000, "too_large"),
        Hostile("many.zip", zip_many, 3, 40, "read"),
        Hostile("overlap.zip", zip_overlap, 200, 30_000, "read corrupt too_large"),
        Hostile("nested.zip", zip_nested, 30, 3000, "read"),
        Hostile("claims.zip", zip_claims, 1 << 30, 0xFFFFFFF0, "too_large corrupt truncated"),
        Hostile("astray.zip", zip_astray, 8, 2000, "read"),
        Hostile("claims.tar", tar_claims, 1 << 30, 8 << 30, "truncated corrupt too_large"),
        Hostile("links.tar", tar_links, 5, 5000, "empty"),
        Hostile("bomb.gz", packed(gzip.compress), 40, 1000, "read too_large"),
        Hostile("thrice.gz", gz_twice, 40, 1000, "read"),
        Hostile("bomb.bz2", packed(bz2.compress), 20, 400, "read too_large"),
        Hostile("bomb.xz", packed(lambda b: lzma.compress(b, preset=0)), 40, 400, "read too_large"),
        Hostile("bomb.7z", sevenzip_bomb, 40, 400, "read too_large"),
        Hostile("claims.7z", sevenzip_claims, 1 << 30, 1 << 60, "truncated corrupt"),
        Hostile("huge.png", png, 100_000, 100_000, "too_large"),
        Hostile("huge.bmp", bmp, 100_000, 1_000_000, "too_large corrupt truncated"),
        Hostile("huge.tiff", tiff, 100_000, 100_000, "too_large"),
        Hostile("cycle.tiff", lambda size: tiff(size, 8), 32, 32, "no_text no_ocr corrupt"),
        Hostile("stream.pdf", pdf_stream, 4, 400, "read time_limit memory_limit"),
        Hostile("letters.pdf", pdf_letters, 0, 3, "no_text read too_large time_limit memory_limit"),
        Hostile("font.pdf", pdf_font, 20, 900, "read no_text memory_limit"),
        Hostile("filters.pdf", pdf_filters, 50, 5000, "no_text"),
        Hostile("objects.pdf", pdf_object_stream, 10_000, 4_000_000_000, "corrupt no_text"),
        Hostile("deep.pdf", pdf_deep_tree, 2000, 100_000, "no_text corrupt truncated crashed read"),
        Hostile("cycle.pdf", pdf_cycle, 50, 100_000, "corrupt no_text truncated"),
        Hostile("own.pdf", pdf_own_length, 1, 2, "read no_text no_ocr crashed"),
        Hostile("forms.pdf", pdf_nested_forms, 4, 9, "no_text no_ocr time_limit memory_limit"),
        Hostile("brackets.pdf", pdf_brackets, 10_000, 1_000_000, "corrupt no_text truncated crashed"),
        Hostile("page.pdf", pdf_huge_page, 14_400, 100_000_000, "no_text no_ocr"),
        Hostile("image.pdf", pdf_image, 30_000, 100_000, "no_text no_ocr memory_limit"),
        Hostile("locked.pdf", pdf_encrypted, 1, 1, "encrypted"),
        Hostile("pages.pdf", pdf_pages, 300, 100_000, "read"),
        Hostile("deep.html", html_deep, 20_000, 100_000, "read corrupt no_text"),
        Hostile("unclosed.html", html_unclosed, 5000, 300_000, "read"),
        Hostile("deep.eml", mime_deep, 200, 20_000, "read corrupt no_text empty"),
        Hostile("inner.eml", mail_in_mail, 100, 10_000, "read corrupt"),
        Hostile("words.eml", mail_words, 500, 50_000, "read corrupt time_limit"),
        Hostile("deep.docx", docx_deep, 200, 50_000, "read corrupt"),
        Hostile("far.xlsx", xlsx_far, 1 << 31, 1 << 60, "read corrupt"),
        Hostile("repeated.ods", ods_repeated, 100, 1 << 30, "read too_large"),
        Hostile("spaces.odt", odt_spaces, 1 << 31, 1 << 60, "read too_large"),
        Hostile("claims.msg", ole_claims, 0xFFFFFF, 0x7FFFFFFF, "corrupt truncated unsupported"),
        Hostile("deep.json", text("["), 100_000, 10 * MEGA, "read unsupported"),
        Hostile("deep.rtf", lambda n: b"{\\rtf1 The fee." + b"{" * n, 50_000, 5 * MEGA, "read corrupt"),
        Hostile("words.rtf", lambda n: b"{\\rtf1 The fee." + b"\\bin9999999999 \\u-99999 " * n, 5000, MEGA, "read"),
        Hostile("line.txt", text("fee "), 300_000, 12_500_000, "read too_large memory_limit"),
        Hostile("spaces.txt", text(" "), 500_000, 15 * MEGA, "no_text empty read"),
        Hostile("dots.txt", text("1.1.1.1,"), 60_000, 2 * MEGA, "read memory_limit time_limit"),
        Hostile("quotes.csv", text('"a,"'), 100_000, 3 * MEGA, "read too_large memory_limit"),
        Hostile("commas.csv", text(","), 300_000, 15 * MEGA, "no_text empty read too_large memory_limit unsupported"),
        Hostile("marks.md", text("[a](b *c* > "), 30_000, MEGA, "read memory_limit"),
        Hostile("cues.vtt", lambda n: b"WEBVTT\n\n" + b"00:00.000 --> " * n, 20_000, MEGA, "read no_text corrupt empty"),
        Hostile("inner.mbox", lambda n: b"From a@x.example Tue Jul  9 11:42:05 2024\n\n" * n, 2000, 300_000, "read"),
        Hostile("head.warc", lambda n: b"WARC/1.0\r\nContent-Length: %d\r\n\r\n" % n + b"x" * 99, 1 << 30, 1 << 60, "truncated corrupt empty read"),
    ]  # fmt: skip
    for name, make in ENTITIES.items():
        ends = "read" if name in ("a.html", "a.mhtml") else "corrupt unsupported no_text"
        rows.append(Hostile(f"laughs_{name}", lambda n, m=make: m(laughs(n)), 9, 12, ends))  # type: ignore[misc]
    return rows


HOSTILE = {one.name: one for one in _rows()}
