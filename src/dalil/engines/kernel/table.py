"""From names to arrays: each distinct word once, each name as numbers of words.

The same arrays hold the names of an index and the names that are asked, so that the kernel compares
two tables. What a word or name is, ``matching.analysis`` says; nothing is decided here.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from unicodedata import is_normalized

import numpy as np

from dalil.engines.kernel.layout import (
    ALPHABETS,
    FORMED,
    KINDS,
    NONE,
    PERSON,
    WEAK,
    WORD_SPELLINGS,
)
from dalil.engines.kernel.strings import hash_texts
from dalil.matching.alignment import form_key
from dalil.matching.analysis import (
    MOST_WORDS,
    Kind,
    Name,
    Word,
    analyse_all,
    person_word,
    prepare_words,
)
from dalil.matching.identifiers import number_key
from dalil.matching.segments import is_plain
from dalil.names.forms import forms
from dalil.names.orgforms import has_form, may_have_form

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from dalil.engines.kernel.layout import Arrays
    from dalil.matching.values import ListEntry
    from dalil.names.similarity import Spelling

SCRIPTS = (
    "Latin", "Cyrillic", "Greek", "Armenian", "Georgian", "Common", "Arabic", "Hebrew", "Han",
    "Hangul", "Hiragana", "Katakana", "Devanagari", "Thai", "Syriac", "Bengali",
)  # fmt: skip
_SCRIPT = {name: code for code, name in enumerate(SCRIPTS)}
_WEAK_QUALITIES = frozenset({"low", "weak"})
_LEAST = 3
_AS_PERSON = 16
Told = tuple[str, str, Sequence[tuple[str, int]], tuple[str, ...]]
"""Of an entity: id, type, names each with its flag, numbers."""


@dataclass(slots=True)
class Table:
    """Names and their words, growing."""

    spelled: dict[str, int] = field(default_factory=dict)
    spellings: list[Spelling] = field(default_factory=list)
    known: dict[tuple[object, ...], int] = field(default_factory=dict)
    plain: dict[str, int] = field(default_factory=dict)
    words: list[Word] = field(default_factory=list)
    places: array[int] = field(default_factory=lambda: array("I"))
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
            (text, person)
            for _, type_, names, _ in told
            for text, _ in names
            for person in readings_as(type_)
            if not (person and text in plain)
        ]
        made = iter(analyse_all(others))
        for place, (id_, type_, names, numbers) in enumerate(told, start=start):
            for text, weak in names:
                formed = weak | (FORMED if _is_formed(text, plain.get(text)) else 0)
                for person in readings_as(type_):
                    words = plain.get(text) if person else None
                    if words is not None:
                        self._plain_name(text, words, formed | PERSON)
                    elif (name := next(made)).words:
                        self.name(name, formed)
            self._close(id_, type_, place, numbers)

    def _plain_names(self, told: Sequence[Told]) -> dict[str, list[str]]:
        """Words of those persons' names that are nothing but plain words; rows are made of the words.

        Nearly all names of a large list are such: their words are looked up, nothing is taken apart.
        """
        found = {}
        for _, type_, names, _ in told:
            if type_ in ("person", "any"):
                for text, _ in names:
                    words = text.lower().replace("-", " ").split()
                    if len(words) <= MOST_WORDS and _is_letters(text):
                        found[text] = words
        new = {word for words in found.values() for word in words} - self.plain.keys()
        told_plain = [word for word in sorted(new) if is_plain(word)]
        prepare_words(told_plain)
        self.plain |= dict.fromkeys(new, NONE)
        for word in told_plain:
            made = person_word(word)
            if made.kind == Kind.NAME:
                self.plain[word] = self._word(made, _AS_PERSON)
        rows = self.plain
        return {
            text: words
            for text, words in found.items()
            if words and all(rows[word] != NONE for word in words)
        }

    def _plain_name(self, text: str, words: Sequence[str], flag: int) -> None:
        rows = self.plain
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
            self.name_word.append(self._word(word, mode))
            self.name_son.append(word.son)
        stated = name.literal, name.form, name.kin, name.key
        flag |= PERSON if name.person else 0
        return self._named(name.text, len(name.words), flag, name.generation, stated)

    def _word(self, word: Word, mode: int) -> int:
        """The row of a word, made where it is new."""
        led = word.led.text if word.led else None
        bare = word.bare.text if word.bare else None
        key = (word.spelling.text, mode + word.kind, word.ids, led, bare)
        row = self.known.get(key)
        if row is None:
            row = self.known[key] = len(self.words)
            self.words.append(word)
            self.places.append(self._spell(word.spelling))
            self.places.append(self._spell(word.led))
            self.places.append(self._spell(word.bare))
            self.places.append(self._spell(word.stem))
        return row

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

    def _spell(self, spelling: Spelling | None) -> int:
        if spelling is None:
            return NONE
        row = self.spelled.get(spelling.text)
        if row is None:
            row = self.spelled[spelling.text] = len(self.spellings)
            self.spellings.append(spelling)
        return row

    def arrays(self) -> Arrays:
        """The arrays of :data:`layout.SIDE`."""
        found: Arrays = {}
        told = _Hashed()
        _put_spellings(found, told, self.spellings)
        _put_words(found, told, self)
        _put_names(found, told, self)
        return told.into(found)


def told_of(entry: ListEntry) -> Told:
    """What a table takes in of an entry, as plain values that pass quickly between processes."""
    names = tuple((n.text, WEAK if n.quality in _WEAK_QUALITIES else 0) for n in entry.names)
    return entry.id, entry.type, names, numbers_of(entry.identifiers) if entry.identifiers else ()


def _is_letters(text: str) -> bool:
    """Whether a name is words of letters between spaces and hyphens, and the same when cleaned."""
    bare = text.replace("-", "").replace(" ", "")
    return bare.isalpha() and (text.isascii() or is_normalized("NFKC", text))


def _is_formed(text: str, words: Sequence[str] | None) -> bool:
    if words is not None and not may_have_form(words[0], words[-1]):
        return False
    return has_form(text)


def readings_as(type_: str) -> tuple[bool, ...]:
    """Whether names of a type are read as persons', as others', or as both where it is not known."""
    if type_ == "person":
        return (True,)
    return (False,) if type_ in KINDS[2:] else (True, False)


def numbers_of(identifiers: Iterable[tuple[str, str, str]]) -> tuple[str, ...]:
    """Numbers as they are compared: letters and digits in capitals; short ones tell nothing."""
    found = (number_key(number) for _, number, _ in identifiers)
    return tuple(dict.fromkeys(key for key in found if key))


def offsets(lengths: NDArray[Any]) -> NDArray[np.int64]:
    """Where each one's share begins, and where the last ends."""
    out = np.zeros(len(lengths) + 1, np.int64)
    np.cumsum(lengths, out=out[1:])
    return out


def blob(texts: Sequence[str]) -> tuple[NDArray[np.uint32], NDArray[np.uint8]]:
    """Texts as UTF-8, one after another, with their offsets."""
    encoded = [text.encode("utf-8", "surrogatepass") for text in texts]
    lengths = np.fromiter(map(len, encoded), np.int64, len(encoded))
    return offsets(lengths).astype(np.uint32), np.frombuffer(b"".join(encoded), np.uint8)


class _Hashed:
    """Columns of hashes, made together: a query of one name has a dozen of a few texts each."""

    def __init__(self) -> None:
        self._texts: list[str] = []
        self._ends: dict[str, int] = {}

    def put(self, name: str, texts: Iterable[str]) -> None:
        """Take in the texts of a column."""
        self._texts += texts
        self._ends[name] = len(self._texts)

    def into(self, found: Arrays) -> Arrays:
        """Add the columns, 64-bit hashes, to the arrays."""
        off, chars = blob(self._texts)
        with np.errstate(over="ignore"):  # interpreted, hashes wrap round as they should
            made = hash_texts(off, chars if len(chars) else np.zeros(1, np.uint8))
        begin = 0
        for name, end in self._ends.items():
            found[name] = made[begin:end]
            begin = end
        return found


def _share(groups: Sequence[Sequence[str]]) -> NDArray[np.uint32]:
    return offsets(np.fromiter(map(len, groups), np.int64, len(groups))).astype(np.uint32)


def _put_spellings(found: Arrays, told: _Hashed, spellings: Sequence[Spelling]) -> None:
    count = len(spellings)
    found["text_off"], found["text"] = blob([s.text for s in spellings])
    told.put("s_hash", [s.text for s in spellings])
    found["plain_off"], found["plain"] = blob([s.plain for s in spellings])
    told.put("s_bones", [s.bones if len(s.bones) >= _LEAST else "" for s in spellings])
    told.put("s_looks", [s.looks for s in spellings])
    told.put("s_masc", [s.masculine for s in spellings])
    found["s_script"] = np.fromiter(
        (_SCRIPT.get(s.script, ALPHABETS) for s in spellings), np.uint8, count
    )
    found["base_off"] = _share([tuple(s.bases) for s in spellings])
    told.put("base_hash", [base for s in spellings for base in s.bases])
    listed = [forms(form_key(s)) for s in spellings]
    found["form_off"] = _share(listed)
    told.put("form_hash", [form for group in listed for form in group])
    keys = [s.keys for s in spellings]
    found["read_off"] = offsets(np.fromiter(map(len, keys), np.int64, count)).astype(np.uint32)
    every = [key for group in keys for key in group]
    found["rchar_off"], found["rchars"] = blob(every)
    told.put("rhash", every)


def _put_words(found: Arrays, told: _Hashed, table: Table) -> None:
    words, count = table.words, len(table.words)
    told.put("w_sig", ["\0".join(map(str, key)) for key in table.known])
    places = np.array(table.places, np.uint32).reshape(-1, len(WORD_SPELLINGS))
    for at, name in enumerate(WORD_SPELLINGS):
        found[name] = places[:, at].copy()
    found["w_kind"] = np.fromiter((int(word.kind) for word in words), np.uint8, count)
    found["w_bits"] = np.fromiter((word.bits for word in words), np.float64, count)
    found["w_number"] = np.fromiter((word.number for word in words), np.float64, count)
    found["w_patr"] = np.fromiter((word.patronymic for word in words), np.uint8, count)
    found["ids_off"] = _share([word.ids for word in words])
    told.put("ids_hash", [id_ for word in words for id_ in word.ids])


def _put_names(found: Arrays, told: _Hashed, table: Table) -> None:
    found["name_off"] = offsets(np.array(table.name_len, np.int64)).astype(np.uint32)
    found["name_word"] = np.array(table.name_word, np.uint32)
    found["name_ent"] = np.array(table.name_ent, np.uint32)
    for name in ("name_son", "name_flag", "name_gen", "ent_kind"):
        found[name] = np.frombuffer(bytes(getattr(table, name)), np.uint8)
    found["name_text_off"], found["name_text"] = blob(table.name_text)
    stated = list(zip(*table.stated, strict=True)) or [(), (), (), ()]
    for name, column in zip(
        ("name_literal", "name_form", "name_kin", "name_key"), stated, strict=True
    ):
        told.put(name, column)
    found["ent_pos"] = np.array(table.ent_pos, np.uint32)
    found["ent_id_off"], found["ent_id"] = blob(table.ent_id)
    found["ent_no_off"] = _share(table.ent_no)
    told.put("ent_no", [number for numbers in table.ent_no for number in numbers])
