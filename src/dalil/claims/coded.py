r"""Letters that a text writes as codes, read as they are meant, with the way back to their places.

Read are %-encoding of addresses, references of HTML (``&aacute;``, ``&#1054;``), escapes of JSON
(``\u041e``, with several backslashes too), codes within codes to a small depth, and signs that nobody
sees, which part no word. Whoever looks for a name looks into these readings beside the text itself.
What this refuses to read: encodings of whole parts (base64, quoted-printable) and what is packed.
"""

from __future__ import annotations

import html
import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import reduce

_INVISIBLE = "\u00ad\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff"
_ESCAPE = r"\\{1,16}u[0-9A-Fa-f]{4}"
_CODE = re.compile(
    r"(?P<percent>(?:%[0-9A-Fa-f]{2})+)"
    r"|(?P<reference>&(?:\#[0-9]{1,7}|\#[xX][0-9A-Fa-f]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});)"
    rf"|(?P<escape>(?:{_ESCAPE})+)"
    rf"|(?P<unseen>[{_INVISIBLE}]+)"
)
_EACH = re.compile(_ESCAPE)
_SIGNS = ("%", "&", "\\u", "\u200b", "\u200c", "\u200d", "\u200e", "\u200f", "\u2060", "\ufeff")
"""One of these stands in every text that has anything to read; quick to look for."""
_TURNS = 3
"""How deep codes may lie in one another (``%2520``)."""
_PAGES = ("cp1252", "cp1251")
"""What %-encoded bytes may be that are no UTF-8: two readings."""

_PERCENT_BYTES = re.compile(rb"%([0-9A-Fa-f]{2})")
_REFERENCE_BYTES = re.compile(rb"&(?:#[0-9]{1,7}|#[xX][0-9A-Fa-f]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_ESCAPE_BYTES = re.compile(rb"(?:\\{1,16}u[0-9A-Fa-f]{4})+")
_UNSEEN_BYTES = re.compile(
    rb"\xc2\xad|\xe1\xa0\x8e|\xe2\x80[\x8b-\x8f\xaa-\xae]|\xe2\x81[\xa0-\xa4]|\xef\xbb\xbf"
)
_UNSEEN_HEADS = (b"\xc2\xad", b"\xe2\x80", b"\xe2\x81\xa0", b"\xef\xbb\xbf")


@dataclass(frozen=True, slots=True)
class _Layer:
    """One turn of reading: where each stretch of what was read began in what was there."""

    starts: tuple[int, ...]
    places: tuple[int, ...]

    def place(self, at: int) -> int:
        found = bisect_right(self.starts, at) - 1
        return self.places[found] + at - self.starts[found]


@dataclass(frozen=True, slots=True)
class Reading:
    """A text with its codes read.

    Attributes:
        text: What it says.
    """

    text: str
    _layers: tuple[_Layer, ...]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Where in the text as it was a stretch of the reading stands: the whole of every code in it."""
        return self._place(start), self._place(end)

    def _place(self, at: int) -> int:
        return reduce(lambda place, layer: layer.place(place), reversed(self._layers), at)


def readings(text: str) -> tuple[Reading, ...]:
    """What a text says where codes stand in it; none where none do.

    Two where %-encoded bytes may be in one code page or another.
    """
    if not any(sign in text for sign in _SIGNS) or _CODE.search(text) is None:
        return ()
    first, plain = _read(text, _PAGES[0])
    found = [first] if first is not None else []
    if not plain:
        second, _ = _read(text, _PAGES[1])
        found += [second] if second is not None else []
    return tuple(found)


def read_bytes(content: bytes) -> bytes | None:
    """The bytes with their codes read, letters of references and escapes as UTF-8; None where none stand."""
    found = content
    for _ in range(_TURNS):
        before = found
        if b"%" in found:
            found = _PERCENT_BYTES.sub(lambda one: bytes((int(one.group(1), 16),)), found)
        if b"&" in found:
            found = _REFERENCE_BYTES.sub(_referred, found)
        if b"\\u" in found:
            found = _ESCAPE_BYTES.sub(_escaped, found)
        if not found.isascii() and any(head in found for head in _UNSEEN_HEADS):
            found = _UNSEEN_BYTES.sub(b"", found)
        if found == before:
            break
    return None if found == content else found


def _read(text: str, page: str) -> tuple[Reading | None, bool]:
    """A reading, and whether all of its %-encoded bytes were UTF-8."""
    layers: list[_Layer] = []
    now, plain = text, True
    for _ in range(_TURNS):
        read, layer, utf8 = _turn(now, page)
        plain = plain and utf8
        if read == now:
            break
        layers.append(layer)
        now = read
    return (Reading(now, tuple(layers)) if layers else None), plain


def _turn(text: str, page: str) -> tuple[str, _Layer, bool]:
    out: list[str] = []
    starts, places = [0], [0]
    size = last = 0
    plain = True
    for found in _CODE.finditer(text):
        out.append(text[last : found.start()])
        size += found.start() - last
        for at, letters, utf8 in _letters(found, page):
            plain = plain and utf8
            starts.append(size)
            places.append(at)
            out.append(letters)
            size += len(letters)
        last = found.end()
        starts.append(size)
        places.append(last)
    out.append(text[last:])
    return "".join(out), _Layer(tuple(starts), tuple(places)), plain


def _letters(found: re.Match[str], page: str) -> Iterator[tuple[int, str, bool]]:
    """Letters of one code, each with its place in the text and whether it is no guess."""
    code, at = found.group(), found.start()
    if found.lastgroup == "percent":
        for offset, letter, utf8 in _of_bytes(bytes.fromhex(code.replace("%", "")), page):
            yield at + 3 * offset, letter, utf8
    elif found.lastgroup == "escape":
        for offset, letter in _of_escapes(code):
            yield at + offset, letter, True
    elif found.lastgroup == "reference":
        yield at, html.unescape(code), True
    else:
        yield at, "", True


def _of_bytes(content: bytes, page: str) -> Iterator[tuple[int, str, bool]]:
    """Letters of bytes in UTF-8, each with its place; what is none, in a code page."""
    at = 0
    while at < len(content):
        for size in (1, 2, 3, 4):
            try:
                letter = content[at : at + size].decode("utf-8")
            except UnicodeDecodeError:
                continue
            yield at, letter, True
            at += size
            break
        else:
            yield at, content[at : at + 1].decode(page, "replace"), False
            at += 1


def _of_escapes(code: str) -> Iterator[tuple[int, str]]:
    """Letters of escapes, each with its place; two halves of one letter together."""
    half: tuple[int, int] | None = None
    for one in _EACH.finditer(code):
        value = int(one.group()[-4:], 16)
        if half is not None and 0xDC00 <= value < 0xE000:
            yield half[0], chr(0x10000 + ((half[1] - 0xD800) << 10) + value - 0xDC00)
            half = None
            continue
        if half is not None:
            yield half[0], "\ufffd"
        half = (one.start(), value) if 0xD800 <= value < 0xDC00 else None
        if half is None:
            yield one.start(), chr(value) if value < 0xD800 or value > 0xDFFF else "\ufffd"
    if half is not None:
        yield half[0], "\ufffd"


def _referred(found: re.Match[bytes]) -> bytes:
    return html.unescape(found.group().decode("ascii")).encode("utf-8", "replace")


def _escaped(found: re.Match[bytes]) -> bytes:
    letters = (letter for _, letter in _of_escapes(found.group().decode("ascii")))
    return "".join(letters).encode("utf-8")
