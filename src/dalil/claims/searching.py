"""Words as the search sees them: cut, folded, asked for, and found again at their exact places.

Upper and lower case, accents and ё/е meet; nothing else does: names in another script are found
through the names of entities. Texts and questions go through the same cutting, so a place that is
shown is a place that was asked for. No character of a question is an operator of the database.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from dalil.errors import BadInput

# Letters of scripts without spaces between words are words of their own.
_CLOSE = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af"
_WORD = re.compile(f"[{_CLOSE}]|[^\\W_{_CLOSE}]+")
_PART = re.compile(r'"([^"]*)"?|(\S+)')
_PLAIN = str.maketrans({"ё": "е", "ı": "i", "’": "'"})
MOST_PARTS = 16
"""Parts of one question; more would only make it slow."""


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a text: its key, and where it stands (code points)."""

    key: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Asked:
    """What somebody looks for: every part must occur.

    Attributes:
        parts: Keys that must stand side by side; one key for a single word.
        open: For each part, whether its last word may go on (``vesh*``).
    """

    parts: tuple[tuple[str, ...], ...]
    open: tuple[bool, ...]

    def __bool__(self) -> bool:
        return bool(self.parts)


@lru_cache(maxsize=1 << 16)
def key_of(word: str) -> str:
    """Fold a word: case, accents, compatibility forms.

    >>> key_of("ВЕШКУЛЁВ"), key_of("Señor")
    ('вешкулев', 'senor')
    """
    text = unicodedata.normalize("NFKD", word.casefold())
    if not text.isascii():
        text = "".join(char for char in text if not unicodedata.combining(char)).translate(_PLAIN)
    return "".join(char for char in text if char.isalnum()) or word


def words_of(text: str, start: int = 0) -> Iterator[Word]:
    """Cut a text into words, in order, from a place on."""
    for found in _WORD.finditer(text, start):
        yield Word(key_of(found.group()), found.start(), found.end())


def keys_of(text: str) -> str:
    """The keys of a text's words, parted by spaces: what an index of words is fed with."""
    return " ".join([key_of(word) for word in _WORD.findall(text)])


def ask(question: str) -> Asked:
    """Read a question: words, "words side by side", beginnings of words (``vesh*``).

    Raises:
        BadInput: More than 16 parts.
    """
    parts: list[tuple[str, ...]] = []
    opened: list[bool] = []
    for quoted, bare in _PART.findall(question):
        keys = tuple(word.key for word in words_of(quoted or bare))
        if keys:
            parts.append(keys)
            opened.append(bool(bare) and bare.endswith("*"))
    if len(parts) > MOST_PARTS:
        raise BadInput(
            f"The search has {len(parts)} words; {MOST_PARTS} are the most that are taken.",
            "Leave some out, or put words that stand side by side in quotation marks.",
        )
    return Asked(tuple(parts), tuple(opened))


def places(text: str, asked: Asked, most: int = 3) -> list[tuple[int, int]]:
    """Where parts of a question stand in a text: code points, in order, not overlapping.

    Args:
        text: A text layer or a quote.
        asked: The question.
        most: How many places are looked for.
    """
    found: list[tuple[int, int]] = []
    longest = max((len(part) for part in asked.parts), default=0)
    window: list[Word] = []
    for word in words_of(text):
        window.append(word)
        if len(window) > longest:
            window.pop(0)
        size = _ending_here(window, asked)
        if size and (not found or window[-size].start >= found[-1][1]):
            found.append((window[-size].start, word.end))
            if len(found) >= most:
                break
    return found


def _ending_here(window: Sequence[Word], asked: Asked) -> int:
    """Number of words of the longest part that ends with the window's last word; 0 for none."""
    best = 0
    for part, opened in zip(asked.parts, asked.open, strict=True):
        size = len(part)
        if best < size <= len(window):
            keys = [word.key for word in window[-size:]]
            last = keys[-1].startswith(part[-1]) if opened else keys[-1] == part[-1]
            if last and tuple(keys[:-1]) == part[:-1]:
                best = size
    return best
