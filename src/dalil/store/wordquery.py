"""Words that a person types, as an expression of SQLite's full-text search.

``a b`` both; ``a | b`` or ``a OR b`` either; ``-a`` or ``NOT a`` without; ``"a b"`` as they stand;
``a*`` words that begin so; brackets. Every word is asked as it stands and in Latin letters. A search
that only excludes is refused, because it would find nearly everything.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from dalil.errors import BadInput
from dalil.names.fold import bare, words
from dalil.names.reading import romanised

MOST_WORDS = 32
"""More words than this are refused: a search is no document."""
_TOKEN = re.compile(r'"([^"]*)"|(\()|(\))|(\||\bOR\b)|(\+|\bAND\b)|(-(?=\S)|\bNOT\b)|([^\s"()|]+)')
_FIELD = re.compile(r"^[A-Za-z][\w.]*:\S")

Spread = Callable[[str], tuple[str, ...]]
"""Other spellings of a word that are in the index."""


def expression(text: str, *, lenient: bool, spread: Spread | None = None) -> str:
    """The expression of a search; "" where nothing is asked.

    Args:
        text: As typed.
        lenient: Pass over signs that make no sense instead of refusing them.
        spread: Gives further spellings of a word, for a search that forgives slips.

    Raises:
        BadInput: Brackets or quotes that do not close, a field, only exclusions, too many words.
    """
    if not lenient and text.count('"') % 2:
        raise BadInput(f"The quotes in {text[:80]!r} do not close.")
    parser = _Parser(text, lenient, spread)
    return parser.whole()


class _Parser:
    """Reads tokens from left to right; alternatives bind weakest."""

    def __init__(self, text: str, lenient: bool, spread: Spread | None) -> None:
        self._lenient, self._spread = lenient, spread
        self._tokens = list(_TOKEN.finditer(text))
        self._at = 0
        words = sum(1 for token in self._tokens if token.group(7) or token.group(1))
        if words > MOST_WORDS:
            raise BadInput(f"{words} words are searched for; the bound is {MOST_WORDS}.")

    def whole(self) -> str:
        found = self._either(0)
        while self._at < len(self._tokens):
            self._odd("a bracket closes that was not opened")
            self._at += 1
            more = self._either(0)
            found = f"{found} AND {more}" if found and more else found or more
        return found

    def _either(self, depth: int) -> str:
        if depth > 8:
            raise BadInput("The brackets of the search are nested too deep.")
        parts = [self._all(depth)]
        while self._peek(4):
            self._at += 1
            parts.append(self._all(depth))
        kept = [part for part in parts if part]
        return f"({' OR '.join(kept)})" if len(kept) > 1 else "".join(kept)

    def _all(self, depth: int) -> str:
        wanted: list[str] = []
        without: list[str] = []
        while self._at < len(self._tokens) and not self._peek(3) and not self._peek(4):
            if self._peek(5):
                self._at += 1
                continue
            into = wanted
            if self._peek(6):
                self._at += 1
                into = without
                if self._at >= len(self._tokens):
                    self._odd("a sign of exclusion stands before nothing")
                    break
            if part := self._one(depth):
                into.append(part)
        if not wanted:
            if without:
                self._odd("only exclusions are given")
            return ""
        found = " AND ".join(wanted)
        found = f"({found})" if len(wanted) > 1 else found
        return f"({found} NOT ({' OR '.join(without)}))" if without else found

    def _one(self, depth: int) -> str:
        token = self._tokens[self._at]
        if token.group(2):
            self._at += 1
            found = self._either(depth + 1)
            if self._peek(3):
                self._at += 1
            else:
                self._odd("a bracket does not close")
            return found
        if token.group(3) or token.group(4) or token.group(5) or token.group(6):
            return ""
        self._at += 1
        if token.group(1) is not None:
            return _phrases(token.group(1))
        return self._word(token.group(7))

    def _word(self, text: str) -> str:
        if _FIELD.match(text) and not self._lenient:
            raise BadInput(
                f"{text[:80]!r} asks for a field.", "Use the parameter filter, or quote the word."
            )
        begins = text.endswith("*")
        bare = text.rstrip("*~0123456789") if "~" in text else text.rstrip("*")
        spellings = _spellings(bare)
        found = [f'"{one}"{"*" if begins else ""}' for one in spellings]
        if self._spread is not None and not begins:
            found += [f'"{other}"' for one in spellings for other in self._spread(one)]
        found = list(dict.fromkeys(found))
        return f"({' OR '.join(found)})" if len(found) > 1 else "".join(found)

    def _peek(self, group: int) -> bool:
        return self._at < len(self._tokens) and bool(self._tokens[self._at].group(group))

    def _odd(self, what: str) -> None:
        if not self._lenient:
            raise BadInput(f"The search cannot be read: {what}.")


def latin(text: str) -> tuple[str, ...]:
    """Ways to write a text in plain Latin letters where it has others.

    As it is read, and as a keyboard without marks writes it: ł is l, ø is o, đ is d (letters that
    Unicode does not take apart).
    """
    if text.isascii():
        return ()
    written = " ".join(map(bare, words(text)))
    return tuple(dict.fromkeys((" ".join(words(romanised(text))), written)))


def _spellings(word: str) -> list[str]:
    """A word as it is indexed: as it stands, and in Latin letters where it has others."""
    keys = [" ".join(words(word)), *latin(word)]
    return [key for key in dict.fromkeys(keys) if any(char.isalnum() for char in key)]


def _phrases(text: str) -> str:
    found = [f'"{one}"' for one in _spellings(text)]
    return f"({' OR '.join(found)})" if len(found) > 1 else "".join(found)
