"""From names to arrays: each distinct word once, each name as numbers of words.

The same arrays hold the names of an index and the names that are asked, so that the kernel compares
two tables. What a word or name is, ``matching.analysis`` says; nothing is decided here.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from unicodedata import is_normalized

import numpy as np

from dalil.engines.kernel.columns import Hashed, blob, offsets, share_of
from dalil.engines.kernel.layout import (
    EASTERN,
    FORMED,
    KINDS,
    NONE,
    PERSON,
    WEAK,
)
from dalil.engines.kernel.words import Words
from dalil.matching.analysis import (
    MOST_WORDS,
    Kind,
    Name,
    analyse_all,
    as_printed,
    person_word,
    prepare_words,
)
from dalil.matching.number_reading import finding_keys
from dalil.matching.segments import is_plain, without_ship_sign
from dalil.names.orgforms import has_form, may_have_form, parse_org
from dalil.names.syllables import by_syllables

if TYPE_CHECKING:
    from dalil.engines.kernel.layout import Arrays
    from dalil.matching.values import ListEntry

_WEAK_QUALITIES = frozenset({"low", "weak"})
_AS_PERSON = 16
Told = tuple[str, str, Sequence[tuple[str, int]], tuple[str, ...]]
"""Of an entity: id, type, names each with its flag, numbers."""


@dataclass(slots=True)
class Table:
    """Names and their words, growing."""

    words: Words = field(default_factory=Words)
    name_word: array[int] = field(default_factory=lambda: array("I"))
    name_son: bytearray = field(default_factory=bytearray)
    name_len: array[int] = field(default_factory=lambda: array("I"))
    name_ent: array[int] = field(default_factory=lambda: array("I"))
    name_flag: bytearray = field(default_factory=bytearray)
    name_gen: bytearray = field(default_factory=bytearray)
    name_text: list[str] = field(default_factory=list)
    stated: list[tuple[str, str, str, str]] = field(default_factory=list)
    ent_kind: bytearray = field(default_factory=bytearray)
    ent_pos: array[int] = field(default_factory=lambda: array("I"))
    ent_id: list[str] = field(default_factory=list)
    ent_no: list[tuple[str, ...]] = field(default_factory=list)

    def entities(self, told: Sequence[Told], start: int = 0) -> None:
        """Take in entities of a list with all their names; a name without a word is passed over.

        Args:
            told: From :func:`told_of`, in the order of the list.
            start: Place of the first in its list.
        """
        plain = self._plain_names(told)
        others = [
            (without_ship_sign(text) if type_ == "vessel" else text, person)
            for _, type_, names, _ in told
            for text, _ in names
            for person in readings_as(type_)
            if not (person and text in plain)
        ]
        made = iter(analyse_all(others))
        for place, (id_, type_, names, numbers) in enumerate(told, start=start):
            for text, weak in names:
                told_form = _is_formed(text, plain.get(text), type_)
                formed = weak | (FORMED if told_form else 0)
                for person in readings_as(type_):
                    words = plain.get(text) if person else None
                    if words is not None:
                        self._plain_name(text, words, formed | PERSON)
                    elif (name := next(made)).words:
                        self.name(as_printed(name, text), formed)
            self._close(id_, type_, place, numbers)

    def _plain_names(self, told: Sequence[Told]) -> dict[str, list[str]]:
        """Words of those persons' names that are nothing but plain words; rows are made of the words.

        Nearly all names of a large list are such: their words are looked up, nothing is taken apart.
        """
        found, known = {}, self.words.plain
        for _, type_, names, _ in told:
            if type_ in ("person", "any"):
                for text, _ in names:
                    words = text.lower().replace("-", " ").split()
                    if len(words) <= MOST_WORDS and _is_letters(text):
                        found[text] = words
        new = {word for words in found.values() for word in words} - known.keys()
        told_plain = [word for word in sorted(new) if is_plain(word)]
        prepare_words(told_plain)
        known |= dict.fromkeys(new, NONE)
        for word in told_plain:
            made = person_word(word)
            if made.kind == Kind.NAME:
                known[word] = self.words.row(made, _AS_PERSON)
        return {
            text: words
            for text, words in found.items()
            if words and all(known[word] != NONE for word in words)
        }

    def _plain_name(self, text: str, words: Sequence[str], flag: int) -> None:
        rows = self.words.plain
        flag |= EASTERN if by_syllables(words) else 0
        self.name_word.extend([rows[word] for word in words])
        self.name_son.extend(bytes(len(words)))
        self._named(text, len(words), flag, 0, (" ".join(text.casefold().split()), "", "", ""))

    def close(
        self,
        id_: str = "",
        type_: str = "any",
        position: int = 0,
        identifiers: Sequence[tuple[str, str, str]] = (),
    ) -> None:
        """End an entity: the names taken in since the last one are its."""
        self._close(id_, type_, position, numbers_of(identifiers))

    def _close(self, id_: str, type_: str, position: int, numbers: tuple[str, ...]) -> None:
        self.ent_kind.append(KINDS.index(type_) if type_ in KINDS else 0)
        self.ent_pos.append(position)
        self.ent_id.append(id_)
        self.ent_no.append(numbers)

    def name(self, name: Name, flag: int = 0) -> int:
        """Take in a name of the entity that is closed next; returns its row."""
        mode = _AS_PERSON if name.person else 0
        for word in name.words:
            self.name_word.append(self.words.row(word, mode))
            self.name_son.append(word.son)
        stated = name.literal, name.form, name.kin, name.key
        flag |= (PERSON if name.person else 0) | (EASTERN if name.eastern else 0)
        return self._named(name.text, len(name.words), flag, name.generation, stated)

    def _named(
        self, text: str, words: int, flag: int, generation: int, stated: tuple[str, str, str, str]
    ) -> int:
        """Close a name whose words stand; returns its row."""
        self.name_len.append(words)
        self.name_ent.append(len(self.ent_id))
        self.name_flag.append(flag)
        self.name_gen.append(min(generation, 255))
        self.name_text.append(text)
        self.stated.append(stated)
        return len(self.name_text) - 1

    def arrays(self) -> Arrays:
        """The arrays of :data:`layout.SIDE`."""
        found: Arrays = {}
        told = Hashed()
        self.words.into(found, told)
        self._put_names(found, told)
        return told.into(found)

    def names(self) -> Arrays:
        """Those of :meth:`arrays` that tell of names and entities; words keep their rows."""
        found: Arrays = {}
        told = Hashed()
        self._put_names(found, told)
        return told.into(found)

    def _put_names(self, found: Arrays, told: Hashed) -> None:
        found["name_off"] = offsets(np.array(self.name_len, np.int64)).astype(np.uint32)
        found["name_word"] = np.array(self.name_word, np.uint32)
        found["name_ent"] = np.array(self.name_ent, np.uint32)
        for name in ("name_son", "name_flag", "name_gen", "ent_kind"):
            found[name] = np.frombuffer(bytes(getattr(self, name)), np.uint8)
        found["name_text_off"], found["name_text"] = blob(self.name_text)
        stated = list(zip(*self.stated, strict=True)) or [(), (), (), ()]
        for name, column in zip(
            ("name_literal", "name_form", "name_kin", "name_key"), stated, strict=True
        ):
            told.put(name, column)
        found["ent_pos"] = np.array(self.ent_pos, np.uint32)
        found["ent_id_off"], found["ent_id"] = blob(self.ent_id)
        found["ent_no_off"] = share_of(self.ent_no)
        told.put("ent_no", [number for numbers in self.ent_no for number in numbers])


def told_of(entry: ListEntry) -> Told:
    """What a table takes in of an entry, as plain values that pass quickly between processes."""
    names = tuple((n.text, WEAK if n.quality in _WEAK_QUALITIES else 0) for n in entry.names)
    return entry.id, entry.type, names, numbers_of(entry.identifiers) if entry.identifiers else ()


def _is_letters(text: str) -> bool:
    """Whether a name is words of letters between spaces and hyphens, and the same when cleaned."""
    bare = text.replace("-", "").replace(" ", "")
    return bare.isalpha() and (text.isascii() or is_normalized("NFKC", text))


def _is_formed(text: str, words: Sequence[str] | None, type_: str) -> bool:
    if type_ in KINDS[2:]:
        return parse_org(text).form is not None  # taken apart a moment ago
    if words is not None and not may_have_form(words[0], words[-1]):
        return False
    return has_form(text)


def readings_as(type_: str) -> tuple[bool, ...]:
    """Whether names of a type are read as persons', as others', or as both where it is not known."""
    if type_ == "person":
        return (True,)
    return (False,) if type_ in KINDS[2:] else (True, False)


def numbers_of(identifiers: Iterable[tuple[str, str, str]]) -> tuple[str, ...]:
    """The keys under which numbers are found; short ones tell nothing."""
    found = (key for _, number, _ in identifiers for key in finding_keys(number))
    return tuple(dict.fromkeys(found))
