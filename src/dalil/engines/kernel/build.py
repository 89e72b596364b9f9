"""From entities to the arrays of a segment, in memory.

Names are cut once, each distinct word is read once (in several processes where there are many),
the rest is sorting. Rows are laid out by their most frequent word, so that the postings of common
words are nearly consecutive. Writing to the disk is ``disk``'s.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from multiprocessing import get_context
from typing import TYPE_CHECKING

import numpy as np

from dalil.engines.kernel import keys
from dalil.engines.kernel.layout import KINDS
from dalil.engines.kernel.spell import cut, read_word
from dalil.matching.values import ListEntry

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from dalil.engines.kernel.layout import Arrays

_SHARE_FROM = 60_000
_CHUNK = 4_000
_WEAK = frozenset({"low", "weak"})
WEAK = 1


@dataclass(slots=True)
class Draft:
    """Entities on their way into a segment."""

    words: dict[str, int] = field(default_factory=dict)
    name_word: array[int] = field(default_factory=lambda: array("I"))
    name_len: array[int] = field(default_factory=lambda: array("I"))
    name_ent: array[int] = field(default_factory=lambda: array("I"))
    name_flag: bytearray = field(default_factory=bytearray)
    name_text: list[str] = field(default_factory=list)
    ent_kind: bytearray = field(default_factory=bytearray)
    ent_pos: array[int] = field(default_factory=lambda: array("I"))
    ent_id: list[str] = field(default_factory=list)

    def add(self, entry: ListEntry, position: int) -> None:
        """Take in one entity.

        Args:
            entry: With all its names; names without a letter or digit are passed over.
            position: Its place in the list.
        """
        known, put = self.words, self.name_word.append
        number = len(self.ent_id)
        for name in entry.names:
            parts = cut(name.text)
            if not parts:
                continue
            for word in parts:
                place = known.get(word)
                if place is None:
                    place = known[word] = len(known)
                put(place)
            self.name_len.append(len(parts))
            self.name_ent.append(number)
            self.name_flag.append(WEAK if name.quality in _WEAK else 0)
            self.name_text.append(name.text)
        self.ent_kind.append(KINDS.index(entry.type) if entry.type in KINDS else 0)
        self.ent_pos.append(position)
        self.ent_id.append(entry.id)


def draft(entries: Iterable[ListEntry]) -> Draft:
    """Take in entities in their order."""
    made = Draft()
    for position, entry in enumerate(entries):
        made.add(entry, position)
    return made


def arrays(made: Draft, workers: int = 1) -> Arrays:
    """The arrays of a segment.

    Args:
        made: The entities.
        workers: Processes that read words at once.
    """
    found: Arrays = {}
    readings = _read_all(list(made.words), workers)
    _put_rows(found, made)
    _put_words(found, made, readings)
    _put_keys(found, len(made.words))
    return found


def _read_all(words: list[str], workers: int) -> list[tuple[bytes, ...]]:
    if workers < 2 or len(words) < _SHARE_FROM:
        return [read_word(word) for word in words]
    parts = [words[at : at + _CHUNK] for at in range(0, len(words), _CHUNK)]
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
        return [found for part in pool.map(_read_part, parts) for found in part]


def _read_part(words: list[str]) -> list[tuple[bytes, ...]]:
    return [read_word(word) for word in words]


def _put_rows(found: Arrays, made: Draft) -> None:
    """Names and entities; rows in the order of their most frequent word."""
    words = np.array(made.name_word, np.uint32)
    lengths = np.array(made.name_len, np.int64)
    offsets = _offsets(lengths)
    frequent = np.bincount(words, minlength=max(len(made.words), 1)).astype(np.int64)
    order = _by_frequent_word(words, offsets, frequent)
    new_off = _offsets(lengths[order])
    take = _ranges(offsets[:-1][order], lengths[order], new_off)
    ents = np.array(made.name_ent, np.uint32)[order]
    kinds = np.frombuffer(bytes(made.ent_kind), np.uint8)
    found["name_off"] = new_off.astype(np.uint32)
    found["name_word"] = words[take]
    found["name_ent"] = ents
    found["name_flag"] = np.frombuffer(bytes(made.name_flag), np.uint8)[order]
    found["row_kind"] = kinds[ents] if len(kinds) else kinds
    found["name_text_off"], found["name_text"] = _blob([made.name_text[i] for i in order.tolist()])
    by_ent = np.argsort(ents, kind="stable").astype(np.uint32)
    # within an entity the rows stand as printed: back through the order in which they came
    by_ent = by_ent[np.lexsort((order[by_ent], ents[by_ent]))]
    counts = np.bincount(ents, minlength=len(made.ent_id))
    found["ent_off"] = _offsets(counts).astype(np.uint32)
    found["ent_row"] = by_ent
    found["ent_kind"] = kinds
    found["ent_pos"] = np.array(made.ent_pos, np.uint32)
    found["ent_id_off"], found["ent_id"] = _blob(made.ent_id)


def _by_frequent_word(
    words: NDArray[np.uint32], offsets: NDArray[np.int64], frequent: NDArray[np.int64]
) -> NDArray[np.int64]:
    """Order of rows by the frequency of their most frequent word, then by that word."""
    if len(offsets) < 2:
        return np.zeros(0, np.int64)
    rank = frequent[words] * (len(frequent) + 1) + words
    best = np.maximum.reduceat(rank, offsets[:-1])
    return np.argsort(best, kind="stable")[::-1].astype(np.int64)


def _ranges(
    starts: NDArray[np.int64], lengths: NDArray[np.int64], offsets: NDArray[np.int64]
) -> NDArray[np.int64]:
    """Concatenated ranges ``starts[i] .. starts[i] + lengths[i]``."""
    return np.repeat(starts - offsets[:-1], lengths) + np.arange(offsets[-1])


def _offsets(lengths: NDArray[np.int64]) -> NDArray[np.int64]:
    out = np.zeros(len(lengths) + 1, np.int64)
    np.cumsum(lengths, out=out[1:])
    return out


def _blob(texts: Sequence[str]) -> tuple[NDArray[np.uint32], NDArray[np.uint8]]:
    encoded = [text.encode("utf-8", "surrogatepass") for text in texts]
    lengths = np.fromiter(map(len, encoded), np.int64, len(encoded))
    return _offsets(lengths).astype(np.uint32), np.frombuffer(b"".join(encoded), np.uint8)


def _put_words(found: Arrays, made: Draft, readings: list[tuple[bytes, ...]]) -> None:
    found["word_text_off"], found["word_text"] = _blob(list(made.words))
    counts = np.fromiter(map(len, readings), np.int64, len(readings))
    flat = [reading for group in readings for reading in group]
    lengths = np.fromiter(map(len, flat), np.int64, len(flat))
    found["read_off"] = _offsets(counts).astype(np.uint32)
    found["rchar_off"] = _offsets(lengths).astype(np.uint32)
    found["rchars"] = np.frombuffer(b"".join(flat), np.uint8)
    found["post_off"], found["post"] = keys.group_rows(
        found["name_off"], found["name_word"], len(made.words)
    )
    found["word_df"] = np.diff(found["post_off"]).astype(np.uint32)


def _put_keys(found: Arrays, words: int) -> None:
    read_off = found["read_off"]
    owner = np.repeat(np.arange(words, dtype=np.uint32), np.diff(read_off))
    total = keys.count_keys(found["rchar_off"], found["rchars"])
    packed = np.empty(total, np.uint64)
    found["rbones"] = np.zeros(len(owner), np.uint32)
    keys.emit_keys(found["rchar_off"], found["rchars"], owner, packed, found["rbones"])
    packed.sort()
    packed = packed[: keys.unique_sorted(packed)]
    bits = max(1, int(len(packed)).bit_length() - 2)
    found["key_off"] = keys.bucket_offsets(packed, bits)
    found["key_hash"] = (packed >> np.uint64(32)).astype(np.uint32)
    found["key_word"] = (packed & np.uint64(0xFFFFFFFF)).astype(np.uint32)
