"""Bytes to characters: which encoding a plain text is in, said openly where it had to be guessed.

Order: byte order mark; UTF-16 without a mark, by its zero bytes; UTF-8, strictly; then a
single-byte code page by the letters that each would give. It never raises on odd bytes, never
drops one, and says in a note when an encoding was guessed or a byte had no meaning.
"""

from __future__ import annotations

import codecs
from dataclasses import dataclass

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_SAMPLE = 65536
_CYRILLIC_VOWELS = frozenset("аеёиоуыэюяіїєәөүұАЕЁИОУЫЭЮЯІЇЄ")


@dataclass(frozen=True, slots=True)
class Decoded:
    """A decoded text.

    Attributes:
        text: The characters; a byte order mark is left out, everything else is there.
        encoding: Python's name of the encoding.
        offset: Bytes of the byte order mark.
        notes: What was guessed or could not be decoded.
    """

    text: str
    encoding: str
    offset: int = 0
    notes: tuple[str, ...] = ()


def decode(content: bytes) -> Decoded:
    """Decode a plain text; never raises."""
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return _marked(content, mark, encoding)
    if b"\x00" in content[:_SAMPLE] and (wide := _wide(content[:_SAMPLE])):
        text = content.decode(wide, "replace")
        return Decoded(text, wide, 0, (f"No byte order mark: read as {wide} by its zero bytes.",))
    try:
        return Decoded(content.decode("utf-8"), "utf-8")
    except UnicodeDecodeError as error:
        if _cut_at_end(content, error):
            note = "The last character is cut: the file may be truncated."
            return Decoded(content.decode("utf-8", "replace"), "utf-8", 0, (note,))
    return _guessed(content)


def declared(content: bytes, encoding: str) -> Decoded | None:
    """Decode in the encoding that a document declares, or None where that is not possible."""
    try:
        name = codecs.lookup(encoding.strip()).name
        if not _is_text_encoding(name):
            return None
        text = content.decode(name, "replace")
    except (LookupError, UnicodeError, ValueError):
        return None
    bad = text.count("\ufffd") - content.count(b"\xef\xbf\xbd")
    notes = (f"{bad} bytes have no meaning in the declared {name}.",) if bad > 0 else ()
    return Decoded(text, name, 0, notes)


def _is_text_encoding(name: str) -> bool:
    # bytes.decode refuses codecs such as zlib or base64 with LookupError; idna and punycode are
    # text codecs that can raise or blow up, and no document is written in them.
    return name not in {"idna", "punycode", "undefined", "unicode_escape", "raw_unicode_escape"}


def _marked(content: bytes, mark: bytes, encoding: str) -> Decoded:
    text = content[len(mark) :].decode(encoding, "replace")
    clean = content[len(mark) :].decode(encoding, "ignore")
    bad = len(text) - len(clean)
    notes = (f"{bad} places could not be decoded as {encoding}.",) if bad else ()
    return Decoded(text, encoding, len(mark), notes)


def _cut_at_end(content: bytes, error: UnicodeDecodeError) -> bool:
    """The only fault is an unfinished sequence in the last three bytes of a non-trivial text."""
    return (
        error.reason == "unexpected end of data"
        and error.start >= len(content) - 3
        and any(byte > 0x7F for byte in content[: error.start][-_SAMPLE:])
    )


def _guessed(content: bytes) -> Decoded:
    damaged = _damaged_utf8(content)
    if damaged:
        return damaged
    encoding = _code_page(content)
    text = content.decode(encoding, "replace")
    notes = [f"Not UTF-8: read as {encoding}, guessed from its letters."]
    if bad := text.count("\ufffd"):
        notes.append(f"{bad} bytes have no meaning in {encoding}.")
    return Decoded(text, encoding, 0, tuple(notes))


def _damaged_utf8(content: bytes) -> Decoded | None:
    """Mostly good UTF-8 with a few broken bytes: keep it as UTF-8 and say so."""
    text = content[:_SAMPLE].decode("utf-8", "replace")
    good = sum(character > "\x7f" and character != "\ufffd" for character in text)
    if good < 4 * max(text.count("\ufffd"), 1):
        return None
    text = content.decode("utf-8", "replace")
    bad = text.count("\ufffd")
    return Decoded(text, "utf-8", 0, (f"{bad} places are not valid UTF-8.",))


def _wide(sample: bytes) -> str | None:
    """UTF-16 without a mark: every other byte is zero (or the Cyrillic page), the others are not.

    A text of UTF-8 with some NUL characters in it does not look so: nearly all must fit.
    """
    if len(sample) < 8:
        return None
    even, odd = sample[0::2], sample[1::2]
    for low, high, name in ((even, odd, "utf-16-le"), (odd, even, "utf-16-be")):
        pages = high.count(0) + high.count(4)
        if pages >= 0.9 * len(high) and low.count(0) + low.count(4) < 0.1 * len(low):
            return name
    return None


def _code_page(content: bytes) -> str:
    """Windows-1251 or Windows-1252, by the letters that the high bytes would be."""
    high = bytes(byte for byte in content[: 4 * _SAMPLE] if byte >= 0x80)
    if not high:
        return "cp1252"
    letters = [c for c in high.decode("cp1251", "replace") if "\u0400" <= c <= "\u04ff"]
    ascii_letters = sum(chr(byte).isalpha() for byte in content[: 4 * _SAMPLE] if byte < 0x80)
    vowels = sum(letter in _CYRILLIC_VOWELS for letter in letters)
    runs = len(letters) > 0.75 * len(high) and 0.25 < vowels / max(len(letters), 1) < 0.65
    return "cp1251" if runs and len(high) > 0.3 * ascii_letters else "cp1252"
