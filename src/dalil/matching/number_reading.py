"""Numbers as they are compared: in one script, without signs and notes, each of a cell for itself.

Spreadsheets take leading zeros away and put ``.0`` behind, clerks type look-alike letters of another
alphabet, add a note in brackets, or write two numbers into one cell; what may be one number is read
alike here. Fillers (``UNKNOWN1``, ``123123123``), dates and the like are told to be none. What an equal
number is worth is said in :mod:`dalil.matching.identifiers`; no check digit is computed.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from itertools import pairwise

from dalil.matching.identifier_kinds import IN_NUMBER, LEADING, STATES_OF_VAT
from dalil.names.scripts import clean
from dalil.names.tables import LOOKS_LATIN

LEAST = 5
"""Letters and digits from which an equal number says anything."""
_LEAST_BARE = 3
_NOT_ALNUM = re.compile(r"[\W_]+")
_NOTE = re.compile(r"[(\[{][^()\[\]{}]*[^\W\d_]{2}[^()\[\]{}]*[)\]}]")
_SEVERAL = re.compile(r"\s*[,;|\n/]\s*|\s+(?:and|und|et|и|және|y|&|\+)\s+")
_DECIMAL = re.compile(r"(\d{4,})[.,]0+")
_ROUNDED = re.compile(r"\d(?:[.,]\d+)?E\+?\d{1,2}", re.IGNORECASE)
_DATE = re.compile(
    r"\b(?:\d{4}([-./])\d{1,2}\1\d{1,2}|\d{1,2}([-./])\d{1,2}\2\d{4})(?:[T ][\d:.]+Z?)?\b"
)
_WRITTEN_DATE = re.compile(r"\b\d{1,2}[ .-]*[^\W\d_]{3,9}[ .,-]*\d{4}\b")
_DAY = re.compile(r"(?:1[89]|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])")
_YEAR_AFTER_WORD = re.compile(r"[^\W\d_]{4,}(?:19|20)\d\d")
_WORD = re.compile(r"[^\W\d_]{4,}")
_FEW_DIGITS = 4
_FEW_SIGNS = 2
_LONGEST_PERIOD = 4
_VAT = re.compile(r"([A-Z]{2})([0-9A-Z]*\d{2})")
_LEAST_VAT = 7
_SOUNDS = {"В": "V", "Н": "N", "Р": "R", "С": "S", "У": "U", "Х": "H"}
"""Letters that look like one Latin letter and are written with another where they are spelled over."""
_NO_LOOK = dict(zip("БГДЖЗИЙЛПФЦЧЭЮЯ", "BGDJZIJLPFCCEUA", strict=True))
_ALIKE = str.maketrans("NXVRSU", "HHBPCY")
"""Latin letters that stand for one letter of the other alphabet, as one."""


def parts_of(number: str) -> tuple[tuple[str, str], ...]:
    """The numbers of a cell: (own kind or "", number) of each; one for most."""
    text = clean(number)
    parts = [one for one in _SEVERAL.split(text) if is_number(one)]
    if len(parts) < 2:
        return (leading_kind(text, IN_NUMBER),)
    return tuple(leading_kind(part) for part in parts)


def leading_kind(text: str, pattern: re.Pattern[str] = LEADING) -> tuple[str, str]:
    """The kind that stands before a number without a colon, and the number: ``IMO 9074729``.

    Args:
        text: As a person wrote it.
        pattern: What may stand there.

    Returns:
        "" and the text where no known kind stands there.
    """
    found = pattern.match(text)
    if found is None or not is_number(text[found.end() :]):
        return "", text
    return " ".join(found.group().strip(" .:#№-").split()), text[found.end() :].strip()


def is_number(text: str) -> bool:
    """Whether a text has enough letters and digits, one digit at least, for a number."""
    key = _NOT_ALNUM.sub("", text)
    return len(key) >= LEAST and any(char.isdecimal() for char in key)


@lru_cache(maxsize=1 << 14)
def keys_of(number: str) -> tuple[str, ...]:
    """Capital Latin letters and digits of a number without its kind: by looks, and by sound if else.

    Returns:
        One key, or two where a letter of another alphabet may be written either way.
    """
    text = clean(number)
    bare = _NOTE.sub(" ", text)
    text = (bare if is_number(bare) else text).strip()
    if whole := _DECIMAL.fullmatch(text):
        text = whole[1]
    key = _NOT_ALNUM.sub("", text).upper()
    if key.isascii():
        return (key,)
    digits = "".join(str(unicodedata.decimal(c)) if c.isdecimal() else c for c in key)
    looks = "".join(_latin(char) for char in digits)
    sounds = "".join(_SOUNDS.get(char) or _latin(char) for char in digits)
    return tuple(dict.fromkeys((looks, sounds)))


def _latin(char: str) -> str:
    return LOOKS_LATIN.get(char.lower(), _NO_LOOK.get(char, char)).upper()


def finding_key(number: str) -> str:
    """One key for all that may be one number; "" where it is too short to be looked for."""
    key = keys_of(number)[0]
    if len(key) < LEAST:
        return ""
    bare = bare_key(without_state(key)[1])
    return bare.translate(_ALIKE) if len(bare) >= _LEAST_BARE else ""


def finding_keys(number: str) -> tuple[str, ...]:
    """The :func:`finding_key` of each number of a cell."""
    found = (finding_key(part) for _, part in parts_of(number))
    return tuple(dict.fromkeys(key for key in found if key))


def bare_key(key: str) -> str:
    """A key of digits without leading zeros; any other as it is."""
    return key.lstrip("0") if key.isdecimal() else key


def without_state(key: str) -> tuple[str, str]:
    """The state that leads a number as that of value added tax does, in lower case, and the rest.

    Returns:
        "" and the key where none does.
    """
    found = _VAT.fullmatch(key)
    if found is None or found[1] not in STATES_OF_VAT:
        return "", key
    if sum(map(str.isdecimal, found[2])) < _LEAST_VAT:
        return "", key
    return STATES_OF_VAT[found[1]], found[2]


def is_no_number(number: str, *, letters: bool) -> bool:
    """Whether a text stands for no number: a filler, a date, a word, what a spreadsheet rounded.

    Args:
        number: As printed, without its kind.
        letters: Whether numbers of its kind may be all letters, or have words in them.
    """
    key = keys_of(number)[0]
    digits = "".join(filter(str.isdecimal, key))
    if len(set(key)) <= 1 or (not digits and not letters):
        return True
    if letters:
        return False
    text = clean(number)
    if _ROUNDED.fullmatch(text) and "." in text.replace(",", "."):
        return True
    undated = _WRITTEN_DATE.sub(" ", _DATE.sub(" ", text))
    if undated != text and not any(map(str.isdecimal, undated)):
        return True
    if _YEAR_AFTER_WORD.fullmatch(key) or not digits.strip("0"):
        return True
    return bool(_WORD.search(key)) and (len(digits.strip("0")) < _FEW_DIGITS or is_row(digits))


def tells_little(key: str) -> bool:
    """Whether a number is one that people make up, or that many bear: rows of digits, repeats, zeros, a date."""
    digits = "".join(filter(str.isdecimal, key))
    if len(set(key)) <= _FEW_SIGNS or _DAY.fullmatch(key):
        return True
    if len(key) - len(digits) <= _FEW_SIGNS and len(digits.strip("0")) < _LEAST_BARE:
        return True
    return key.isdecimal() and is_row(key)


def is_row(digits: str) -> bool:
    """Whether digits are a row (``123456``, ``112233``) or a few of them again and again."""
    steps = {(int(b) - int(a)) % 10 for a, b in pairwise(digits)}
    if steps <= {0, 1} or steps <= {0, 9}:
        return True
    return any(
        len(digits) >= 2 * period and digits == (digits[:period] * len(digits))[: len(digits)]
        for period in range(1, _LONGEST_PERIOD + 1)
    )
