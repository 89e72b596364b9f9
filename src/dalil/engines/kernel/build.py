"""From entities to the arrays of a segment, in memory.

Names are taken apart once, in several processes where there are many; each distinct word is kept
once; the rest is sorting. Rows are laid out by their most frequent word, so that the postings of
common words are nearly consecutive. Writing to the disk is ``disk``'s.
"""

from __future__ import annotations

import gc
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from itertools import chain, islice
from multiprocessing import get_context
from typing import TYPE_CHECKING

import numpy as np

from dalil.engines.kernel import jit, keys, record
from dalil.engines.kernel.columns import offsets
from dalil.engines.kernel.layout import FOUND_BY, NAMES, NONE, SPELLED, pack
from dalil.engines.kernel.merge import merge, take_ranges
from dalil.engines.kernel.record import READ, RECORD, put_all
from dalil.engines.kernel.table import Table, Told, told_of
from dalil.matching.analysis import MOST_WORDS

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from dalil.engines.kernel.layout import Arrays
    from dalil.matching.values import ListEntry

CHUNK = 20_000
_AHEAD = 2


def segment(entries: Iterable[ListEntry], workers: int = 1, start: int = 0) -> Arrays:
    """The arrays of a segment.

    Args:
        entries: Entities in the order of their list.
        workers: Processes that take names apart at once.
        start: Place of the first entity in its list.
    """
    parts = _tables(entries, workers, start)
    return finish(_in_order(merge(parts or [Table().arrays()])))


def _in_order(found: Arrays) -> Arrays:
    """Entities in the order of their list, however many processes took part."""
    order = np.argsort(found["ent_pos"], kind="stable")
    if np.array_equal(order, np.arange(len(order))):
        return found
    place = np.empty(len(order), np.uint32)
    place[order] = np.arange(len(order), dtype=np.uint32)
    found["name_ent"] = place[found["name_ent"]]
    for name in ("ent_kind", "ent_pos"):
        found[name] = found[name][order]
    for of, off in (("ent_id", "ent_id_off"), ("ent_no", "ent_no_off")):
        starts = found[off].astype(np.int64)
        lengths = np.diff(starts)[order]
        found[of] = found[of][take_ranges(starts[:-1][order], lengths)]
        found[off] = offsets(lengths).astype(np.uint32)
    return found


def finish(found: Arrays) -> Arrays:
    """Lay out the rows of a table and add what finding needs."""
    order = _by_frequent_word(found)
    _reorder(found, order)
    kinds, ents = found["ent_kind"], found["name_ent"]
    found["row_kind"] = kinds[ents]
    counts = np.bincount(ents, minlength=len(kinds)).astype(np.int64)
    found["ent_off"] = offsets(counts).astype(np.uint32)
    found["ent_row"] = np.lexsort((order, ents)).astype(np.uint32)  # within an entity as printed
    put_records(found)
    _put_postings(found)
    _put_keys(found)
    numbers = found["ent_no"]
    owner = np.repeat(np.arange(len(kinds), dtype=np.uint32), np.diff(found["ent_no_off"]))
    by_number = np.argsort(numbers, kind="stable")
    found["no_hash"], found["no_ent"] = numbers[by_number], owner[by_number]
    return found


def put_records(found: Arrays) -> None:
    """Add what the kernels read first of each word, and of each place of the names."""
    table = pack({name: found[name] for name in READ})
    found["rec"] = np.zeros(RECORD * len(found["w_kind"]), np.uint64)
    with np.errstate(over="ignore"):
        put_all(table, found["rec"])
    found["name_rec"] = _name_records(found)
    words = found["name_word"]
    more = (found["w_led"] != NONE) | (found["w_bare"] != NONE)
    spelled = found["w_spell"] | np.where(more, np.uint32(SPELLED + 1), np.uint32(0))
    found["name_spell"] = spelled[words].astype(np.uint32)


def _name_records(found: Arrays) -> NDArray[np.uint64]:
    off, sons = found["name_off"].astype(np.int64), np.flatnonzero(found["name_son"])
    made = np.zeros((len(off) - 1, record.NAME_RECORD), np.uint64)
    for place, name in enumerate(("name_literal", "name_form", "name_kin", "name_key")):
        made[:, place] = found[name]
    said = found["name_flag"].astype(np.uint64)
    said |= found["name_gen"].astype(np.uint64) << np.uint64(record.GENERATION)
    said |= found["row_kind"].astype(np.uint64) << np.uint64(record.ROW_KIND)
    rows = np.searchsorted(off, sons, side="right") - 1
    places = sons - off[rows]
    near = places < MOST_WORDS
    bits = np.uint64(1) << (places[near] + record.SONS).astype(np.uint64)
    np.bitwise_or.at(said, rows[near], bits)
    made[:, record.SAID] = said
    made[:, record.OFF] = off[:-1].astype(np.uint64) | np.diff(off).astype(np.uint64) << np.uint64(
        32
    )
    made[:, record.ENT] = found["name_ent"]
    return made.reshape(-1)


def _put_postings(found: Arrays) -> None:
    """Rows under every spelling of their words: plain, with particles, without an article."""
    words, off = found["name_word"], found["name_off"].astype(np.int64)
    columns = np.stack([found[name][words] for name in FOUND_BY], axis=1).reshape(-1)
    spelled = columns != NONE
    sizes = (
        np.add.reduceat(spelled, len(FOUND_BY) * off[:-1])
        if len(off) > 1
        else np.zeros(0, np.int64)
    )
    spell_off = offsets(sizes).astype(np.uint32)
    count = len(found["s_hash"])
    found["post_off"], found["post"] = keys.group_rows(spell_off, columns[spelled], count)
    found["s_df"] = np.diff(found["post_off"]).astype(np.uint32)


def _tables(entries: Iterable[ListEntry], workers: int, start: int) -> list[Arrays]:
    """One table of each process that took part."""
    chunks = _chunks(entries, start)
    first = list(islice(chunks, 2))
    if len(first) < 2 or workers < 2:
        table = Table()
        with undisturbed():
            for chunk in chain(first, chunks):
                table.entities(*chunk)
        return [table.arrays()] if first else []
    return _shared(chain(first, chunks), workers)


def _shared(chunks: Iterator[tuple[list[Told], int]], workers: int) -> list[Arrays]:
    """Deal chunks out to processes; each prepares a word once, however many chunks hold it."""
    Table().arrays()  # compiles the hashes here, so that no child has to
    context, told = get_context("spawn"), jit.for_child()
    with ExitStack() as stack:
        pools: list[Executor] = [
            stack.enter_context(ProcessPoolExecutor(1, context, jit.as_parent, told))
            for _ in range(workers)
        ]
        waiting: deque[Future[None]] = deque()
        for number, chunk in enumerate(chunks):
            if len(waiting) == _AHEAD * workers:
                waiting.popleft().result()
            waiting.append(pools[number % workers].submit(_take, *chunk))
        for future in waiting:
            future.result()
        given = [pool.submit(_give) for pool in pools]
        return [future.result() for future in given]


@dataclass(slots=True)
class _Here:
    """The table of this worker process."""

    table: Table = field(default_factory=Table)


_here = _Here()


def _take(told: list[Told], start: int) -> None:
    gc.disable()  # this process makes nothing that goes before it ends
    _here.table.entities(told, start)


def _give() -> Arrays:
    return _here.table.arrays()


@contextmanager
def undisturbed() -> Iterator[None]:
    """Millions of values that all stay are not searched for garbage again and again."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


def _chunks(entries: Iterable[ListEntry], start: int) -> Iterator[tuple[list[Told], int]]:
    walk = map(told_of, entries)
    while chunk := list(islice(walk, CHUNK)):
        yield chunk, start
        start += len(chunk)


def _by_frequent_word(found: Arrays) -> NDArray[np.int64]:
    """Order of rows by the frequency of their most frequent word, then by that word."""
    words, off = found["name_word"].astype(np.int64), found["name_off"].astype(np.int64)
    if len(off) < 2:
        return np.zeros(0, np.int64)
    frequent = np.bincount(words, minlength=len(found["w_sig"])).astype(np.int64)
    rank = frequent[words] * (len(frequent) + 1) + words
    best = np.maximum.reduceat(rank, off[:-1])
    return np.argsort(best, kind="stable")[::-1].astype(np.int64)


def _reorder(found: Arrays, order: NDArray[np.int64]) -> None:
    for off, names in (("name_off", ("name_word", "name_son")), ("name_text_off", ("name_text",))):
        starts = found[off].astype(np.int64)
        lengths = np.diff(starts)[order]
        take = take_ranges(starts[:-1][order], lengths)
        for name in names:
            found[name] = found[name][take]
        found[off] = offsets(lengths).astype(np.uint32)
    for name in ("name_ent", *NAMES):
        found[name] = found[name][order]


def _put_keys(found: Arrays) -> None:
    owner = np.repeat(np.arange(len(found["s_hash"]), dtype=np.uint32), np.diff(found["read_off"]))
    rchars = found["rchars"] if len(found["rchars"]) else np.zeros(1, np.uint8)
    packed = np.empty(keys.count_keys(found["rchar_off"], rchars), np.uint64)
    found["rhead"] = np.zeros(2 * len(owner), np.uint32)
    with np.errstate(over="ignore"):  # interpreted, hashes wrap round as they should
        keys.emit_keys(found["rchar_off"], rchars, owner, packed, found["rhead"])
    found["s_shape"] = keys.shapes(found["read_off"], found["rhead"])
    found["s_read"] = keys.first_readings(found["read_off"], found["rhead"])
    found["s_chars"] = keys.first_letters(found["read_off"], found["rchar_off"], rchars)
    packed.sort()
    packed = packed[: keys.unique_sorted(packed)]
    bits = min(32, max(1, len(packed).bit_length() - 2))
    found["key_off"] = keys.bucket_offsets(packed, bits)
    found["key_hash"] = (packed >> np.uint64(32)).astype(np.uint32)
    found["key_spell"] = (packed & np.uint64(0xFFFFFFFF)).astype(np.uint32)
