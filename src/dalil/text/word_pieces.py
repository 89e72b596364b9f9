"""Words cut into the pieces of a fixed vocabulary, as BERT's uncased models cut them.

Source: Devlin et al., BERT (NAACL 2019), and its reference tokeniser: lower case without accents, every mark a word
of its own, then the longest piece from the left ("##" marks a piece that goes on).
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache

UNKNOWN = "[UNK]"
_LONGEST = 100
"""Letters of a word beyond which it is unknown, as in the reference."""


class WordPieces:
    """Cuts texts into numbers of pieces.

    Args:
        vocabulary: The pieces in the order of their numbers.
    """

    def __init__(self, vocabulary: list[str]) -> None:
        self.number = {piece: place for place, piece in enumerate(vocabulary)}
        self._cut = lru_cache(maxsize=50_000)(self._pieces)
        self._kept = lru_cache(maxsize=50_000)(self._of_word)

    def of(self, text: str) -> list[int]:
        """Numbers of the pieces of a text."""
        return [piece for word in words(text) for piece in self._cut(word)]

    def of_word(self, printed: str) -> tuple[int, ...]:
        """Numbers of the pieces of what stands between spaces; those of words as people write them are kept."""
        return self._kept(printed) if len(printed) <= _LONGEST else self._of_word(printed)

    def _of_word(self, printed: str) -> tuple[int, ...]:
        return tuple(self.of(printed))

    def _pieces(self, word: str) -> tuple[int, ...]:
        """The longest pieces from the left; an unknown word is one piece."""
        found, start = [], 0
        if len(word) > _LONGEST:
            return (self.number[UNKNOWN],)
        while start < len(word):
            mark = "##" if start else ""
            for end in range(len(word), start, -1):
                piece = self.number.get(mark + word[start:end])
                if piece is not None:
                    break
            else:
                return (self.number[UNKNOWN],)
            found.append(piece)
            start = end
        return tuple(found)


def words(text: str) -> list[str]:
    """Words and marks of a text in lower case, without accents and control characters."""
    spaced: list[str] = []
    for letter in unicodedata.normalize("NFD", text.lower()):
        kind = unicodedata.category(letter)
        if letter.isspace():
            spaced.append(" ")
        elif kind == "Mn" or kind.startswith("C") or letter == "\ufffd":
            continue
        elif _is_mark(letter, kind) or _is_han(letter):
            spaced += (" ", letter, " ")
        else:
            spaced.append(letter)
    return "".join(spaced).split()


def _is_mark(letter: str, kind: str) -> bool:
    """Punctuation; of ASCII also what Unicode calls a symbol ("$", "+", "^")."""
    return kind.startswith("P") or (letter.isascii() and not letter.isalnum())


def _is_han(letter: str) -> bool:
    return "\u3400" <= letter <= "\u9fff" or "\uf900" <= letter <= "\ufaff"
