"""The spellings of one person, looked for in texts, records and raw bytes.

A spelling is found whatever its case and the spaces between its words. Beside whole spellings the
family name alone is looked for, since texts name a person so after the first time. What nobody in the
case has spelt (a spelling error in a document never read) is not found: it can be added by hand.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cached_property

from dalil.names.parts import parse_person

SHORTEST = 3
"""A family name is looked for alone from this length."""
ENCODINGS = ("utf-8", "utf-16-le", "utf-16-be", "cp1251", "cp1252")
SIGN = "█"
_IDS = re.compile(r"\b(?:[a-z]_[a-z2-7]{32}|[0-9a-f]{64})\b")


class Spellings:
    """What is looked for.

    Args:
        names: Every spelling, in all scripts.
        ids: Ids of entities, mentions, claims and exhibits that must not stay either.
        person: The family name is looked for alone too.
    """

    def __init__(
        self, names: Iterable[str], ids: Iterable[str] = (), *, person: bool = True
    ) -> None:
        whole = {" ".join(name.split()) for name in names if name.strip()}
        alone = {word for name in whole for word in _family(name)} if person else set()
        self.names = tuple(sorted(whole | alone, key=lambda name: (-len(name), name)))
        self.ids = frozenset(ids)

    def with_ids(self, ids: Iterable[str]) -> Spellings:
        """The same names, and more ids."""
        return Spellings(self.names, self.ids | set(ids), person=False)

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        parts = (r"\s+".join(map(re.escape, name.split())) for name in self.names)
        return re.compile(rf"(?<![^\W_])(?:{'|'.join(parts)})(?![^\W_])", re.IGNORECASE)

    @cached_property
    def _raw(self) -> re.Pattern[bytes]:
        forms = {form for name in self.names for form in _cases(name)}
        coded = {
            form.encode(encoding)
            for form in forms
            for encoding in ENCODINGS
            if form == form.encode(encoding, "ignore").decode(encoding)
        }
        return re.compile(b"|".join(re.escape(one) for one in sorted(coded, key=len, reverse=True)))

    @property
    def expression(self) -> str:
        """The regular expression of the names, whose case is to be ignored; "" without any."""
        return self._pattern.pattern if self.names else ""

    def places(self, text: str) -> list[tuple[int, int]]:
        """First and one past the last code point of each naming."""
        return [found.span() for found in self._pattern.finditer(text)] if self.names else []

    def named_in(self, text: str) -> bool:
        """Whether a text names the person."""
        return bool(self._pattern.search(text))

    def told_in(self, text: str) -> bool:
        """Whether a text names the person or holds one of the ids."""
        return self.named_in(text) or any(found in self.ids for found in _IDS.findall(text))

    def in_bytes(self, content: bytes) -> bool:
        """Whether raw bytes hold a spelling, in any of :data:`ENCODINGS`."""
        return bool(self._raw.search(content))

    def count(self, text: str) -> int:
        """How often a text names the person."""
        return sum(1 for _ in self._pattern.finditer(text))

    def redact(self, text: str) -> str:
        """The text with every letter of the person's names replaced by a block of the same width.

        Places after it stay where they were.
        """
        return self._pattern.sub(lambda found: re.sub(r"\S", SIGN, found.group()), text)


def _family(name: str) -> tuple[str, ...]:
    found = parse_person(name)
    return tuple(word for word in found.family if found.given and len(word) >= SHORTEST)


def _cases(name: str) -> set[str]:
    return {name, name.lower(), name.upper(), name.title(), name.casefold()}
