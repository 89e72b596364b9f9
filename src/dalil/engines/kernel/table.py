"""From names to arrays: each distinct word once, each name as numbers of words.

The same arrays hold the names of an index and the names that are asked, so that the kernel compares
two tables. What a word or name is, ``matching.analysis`` says; nothing is decided here.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np

from dalil.engines.kernel.layout import ENTITIES, KINDS, NAMES, PERSON, ROWS, WEAK, WORD_SHARES, WORDS
from dalil.engines.kernel.strings import hash_texts
from dalil.matching.analysis import Name, Word, analyse

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from dalil.engines.kernel.layout import Arrays
    from dalil.matching.values import ListEntry

SCRIPTS = (
    "Common", "Latin", "Cyrillic", "Greek", "Arabic", "Hebrew", "Armenian", "Georgian", "Han",
    "Hangul", "Hiragana", "Katakana", "Devanagari", "Thai", "Syriac", "Bengali",
)  # fmt: skip
_SCRIPT = {name: code for code, name in enumerate(SCRIPTS)}
_WEAK_QUALITIES = frozenset({"low", "weak"})
_BONES_FROM = 3


@dataclass(slots=True)
class Table:
    """Names and their words, growing."""

    known: dict[tuple[str, int, tuple[str, ...]], int] = field(default_factory=dict)
    words: list[Word] = field(default_factory=list)
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

    def entity(self, entry: ListEntry, position: int) -> None:
        """Take in an entity of a list with all its names; one without a word is passed over."""
        kind = KINDS.index(entry.type) if entry.type in KINDS else 0
        for name in entry.names:
            weak = WEAK if name.quality in _WEAK_QUALITIES else 0
            for person in readings_as(name.text, entry.type):
                made = analyse(name.text, person)
                if made.words:
                    self.name(made, weak)
        self.ent_kind.append(kind)
        self.ent_pos.append(position)
        self.ent_id.append(entry.id)

    def name(self, name: Name, flag: int = 0) -> None:
        """Take in a name of the entity that is closed next."""
        mode = 16 if name.person else 0
        known = self.known
        for word in name.words:
            key = (word.spelling.text, mode + word.kind, word.ids)
            row = known.get(key)
            if row is None:
                row = known[key] = len(self.words)
                self.words.append(word)
            self.name_word.append(row)
            self.name_son.append(word.son)
        self.name_len.append(len(name.words))
        self.name_ent.append(len(self.ent_id))
        self.name_flag.append(flag | (PERSON if name.person else 0))
        self.name_gen.append(min(name.generation, 255))
        self.name_text.append(name.text)
        self.stated.append((name.literal, name.form, name.kin, name.key))

    def arrays(self) -> Arrays:
        """The arrays of :data:`layout.SIDE`, all but ``rbones``."""
        found: Arrays = {}
        _put_words(found, self.words, [key[1] for key in self.known])
        _put_names(found, self)
        return found


def readings_as(name: str, type_: str) -> tuple[bool, ...]:
    """Whether a name is read as a person's, as another's, or as both."""
    if type_ == "person":
        return (True,)
    return (False,) if type_ in KINDS[2:] else (True, False)


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


def hashes(texts: Iterable[str]) -> NDArray[np.uint64]:
    """64-bit hashes of texts."""
    off, chars = blob(list(texts))
    found: NDArray[np.uint64] = hash_texts(off, chars if len(chars) else np.zeros(1, np.uint8))
    return found


def _shares(groups: Sequence[Sequence[str]]) -> tuple[NDArray[np.uint32], NDArray[np.uint64]]:
    off = offsets(np.fromiter(map(len, groups), np.int64, len(groups))).astype(np.uint32)
    return off, hashes(text for group in groups for text in group)


def _put_words(found: Arrays, words: Sequence[Word], modes: Sequence[int]) -> None:
    spellings = [word.spelling for word in words]
    found["word_sig"] = hashes(
        f"{mode}\0{word.spelling.text}\0{'|'.join(word.ids)}"
        for word, mode in zip(words, modes, strict=True)
    )
    found["text_off"], found["text"] = blob([s.text for s in spellings])
    found["word_hash"] = hash_texts(found["text_off"], found["text"])
    found["plain_off"], found["plain"] = blob([s.plain for s in spellings])
    found["word_bones"] = hashes(s.bones if len(s.bones) >= _BONES_FROM else "" for s in spellings)
    found["word_looks"] = hashes(s.looks for s in spellings)
    found["word_masc"] = hashes(s.masculine for s in spellings)
    found["base_off"], found["base_hash"] = _shares([tuple(s.bases) for s in spellings])
    found["ids_off"], found["ids_hash"] = _shares([word.ids for word in words])
    keys = [s.keys for s in spellings]
    found["read_off"] = offsets(np.fromiter(map(len, keys), np.int64, len(keys))).astype(np.uint32)
    found["rchar_off"], found["rchars"] = blob([key for group in keys for key in group])
    found["rhash"] = hash_texts(found["rchar_off"], found["rchars"])
    count = len(words)
    found["word_script"] = np.fromiter((_SCRIPT.get(s.script, 0) for s in spellings), np.uint8, count)
    found["word_kind"] = np.fromiter((int(word.kind) for word in words), np.uint8, count)
    found["word_bits"] = np.fromiter((word.bits for word in words), np.float64, count)
    found["word_number"] = np.fromiter((word.number for word in words), np.int64, count)
    found["word_patr"] = np.fromiter((word.patronymic for word in words), np.uint8, count)


def _put_names(found: Arrays, table: Table) -> None:
    found["name_off"] = offsets(np.array(table.name_len, np.int64)).astype(np.uint32)
    found["name_word"] = np.array(table.name_word, np.uint32)
    found["name_son"] = np.frombuffer(bytes(table.name_son), np.uint8)
    found["name_ent"] = np.array(table.name_ent, np.uint32)
    found["name_flag"] = np.frombuffer(bytes(table.name_flag), np.uint8)
    found["name_gen"] = np.frombuffer(bytes(table.name_gen), np.uint8)
    found["name_text_off"], found["name_text"] = blob(table.name_text)
    stated = (hashes(column) for column in zip(*table.stated, strict=True)) if table.stated else ()
    columns = ("name_literal", "name_form", "name_kin", "name_key")
    found.update(dict.fromkeys(columns, np.zeros(0, np.uint64)))
    found.update(zip(columns, stated, strict=False))
    found["ent_kind"] = np.frombuffer(bytes(table.ent_kind), np.uint8)
    found["ent_pos"] = np.array(table.ent_pos, np.uint32)
    found["ent_id_off"], found["ent_id"] = blob(table.ent_id)


def take_ranges(starts: NDArray[Any], lengths: NDArray[Any]) -> NDArray[np.int64]:
    """Concatenated ranges ``starts[i] .. starts[i] + lengths[i]``."""
    begin = offsets(lengths)
    return np.repeat(np.asarray(starts, np.int64) - begin[:-1], lengths) + np.arange(begin[-1])


def _take(found: Arrays, parts: Sequence[Arrays], off: str, of: str, rows: NDArray[np.int64]) -> None:
    """Shares of some rows of the parts laid end to end."""
    lengths = np.concatenate([np.diff(part[off].astype(np.int64)) for part in parts])
    sizes = np.array([len(part[of]) for part in parts], np.int64)
    begins = offsets(sizes)[:-1]
    starts = np.concatenate(
        [part[off][:-1].astype(np.int64) + begin for part, begin in zip(parts, begins, strict=True)]
    )
    values = np.concatenate([part[of] for part in parts])
    found[of] = values[take_ranges(starts[rows], lengths[rows])]
    found[off] = offsets(lengths[rows]).astype(np.uint32)


def merge(parts: Sequence[Arrays], alive: Sequence[NDArray[np.bool_]] | None = None) -> Arrays:
    """Several tables as one: words that are the same become one word, entities keep their order.

    Args:
        parts: Tables.
        alive: Which entities of each are kept; all when left out.
    """
    found: Arrays = {}
    sigs = np.concatenate([part["word_sig"] for part in parts])
    _, first, number = np.unique(sigs, return_index=True, return_inverse=True)
    order = np.argsort(first, kind="stable")
    place = np.empty(len(order), np.int64)
    place[order] = np.arange(len(order))
    rows = first[order]
    words = place[number.reshape(-1)]
    for name in WORDS:
        found[name] = np.concatenate([part[name] for part in parts])[rows]
    for of, (off, _) in WORD_SHARES.items():
        _take(found, parts, off, of, rows)
    _merge_readings(found, parts, rows)
    _merge_names(found, parts, words, alive)
    return found


def _merge_readings(found: Arrays, parts: Sequence[Arrays], rows: NDArray[np.int64]) -> None:
    """Readings are shares of words, and bytes are shares of readings."""
    counted = [{**part, "number": np.arange(len(part["rchar_off"]) - 1)} for part in parts]
    begins = offsets(np.array([len(part["number"]) for part in counted], np.int64))
    for part, begin in zip(counted, begins, strict=False):
        part["number"] = part["number"] + begin
    _take(found, counted, "read_off", "number", rows)
    readings = found.pop("number")
    _take(found, parts, "rchar_off", "rchars", readings)
    found["rhash"] = np.concatenate([part["rhash"] for part in parts])[readings]


def _merge_names(
    found: Arrays,
    parts: Sequence[Arrays],
    words: NDArray[np.int64],
    alive: Sequence[NDArray[np.bool_]] | None,
) -> None:
    kept_ents = [
        np.ones(len(part["ent_kind"]), bool) if alive is None else alive[at]
        for at, part in enumerate(parts)
    ]
    ents = np.flatnonzero(np.concatenate(kept_ents))
    new_ent = np.cumsum(np.concatenate(kept_ents)) - 1
    begin_ent = offsets(np.array([len(k) for k in kept_ents], np.int64))
    begin_word = offsets(np.array([len(part["word_sig"]) for part in parts], np.int64))
    owner = np.concatenate(
        [part["name_ent"].astype(np.int64) + b for part, b in zip(parts, begin_ent, strict=False)]
    )
    rows = np.flatnonzero(np.concatenate(kept_ents)[owner]) if len(owner) else owner
    renamed = [
        {**part, "name_word": words[part["name_word"].astype(np.int64) + b].astype(np.uint32)}
        for part, b in zip(parts, begin_word, strict=False)
    ]
    _take(found, renamed, "name_off", "name_word", rows)
    _take(found, parts, "name_off", "name_son", rows)
    _take(found, parts, "name_text_off", "name_text", rows)
    found["name_ent"] = new_ent[owner[rows]].astype(np.uint32)
    for name in NAMES:
        found[name] = np.concatenate([part[name] for part in parts])[rows]
    for name in ("ent_kind", "ent_pos"):
        found[name] = np.concatenate([part[name] for part in parts])[ents]
    _take(found, parts, "ent_id_off", "ent_id", ents)


__all__ = ["ENTITIES", "ROWS", "Table", "blob", "hashes", "merge", "offsets", "readings_as", "take_ranges"]
