"""From entities to the arrays of a segment, in memory.

Names are taken apart once, in several processes where there are many; each distinct word is kept
once; the rest is sorting. Rows are laid out by their most frequent word, so that the postings of
common words are nearly consecutive. Writing to the disk is ``disk``'s.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from itertools import islice
from multiprocessing import get_context
from typing import TYPE_CHECKING

import numpy as np

from dalil.engines.kernel import jit, keys
from dalil.engines.kernel.layout import FOUND_BY, NAMES, NONE
from dalil.engines.kernel.merge import merge, take_ranges
from dalil.engines.kernel.table import Table, offsets

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from dalil.engines.kernel.layout import Arrays
    from dalil.matching.values import ListEntry

CHUNK = 20_000
_AHEAD = 3


def segment(entries: Iterable[ListEntry], workers: int = 1, start: int = 0) -> Arrays:
    """The arrays of a segment.

    Args:
        entries: Entities in the order of their list.
        workers: Processes that take names apart at once.
        start: Place of the first entity in its list.
    """
    parts = list(_tables(entries, workers, start))
    return finish(merge(parts or [Table().arrays()]))


def finish(found: Arrays) -> Arrays:
    """Lay out the rows of a table and add what finding needs."""
    order = _by_frequent_word(found)
    _reorder(found, order)
    kinds, ents = found["ent_kind"], found["name_ent"]
    found["row_kind"] = kinds[ents]
    counts = np.bincount(ents, minlength=len(kinds)).astype(np.int64)
    found["ent_off"] = offsets(counts).astype(np.uint32)
    found["ent_row"] = np.lexsort((order, ents)).astype(np.uint32)  # within an entity as printed
    _put_postings(found)
    _put_keys(found)
    numbers = found["ent_no"]
    owner = np.repeat(np.arange(len(kinds), dtype=np.uint32), np.diff(found["ent_no_off"]))
    by_number = np.argsort(numbers, kind="stable")
    found["no_hash"], found["no_ent"] = numbers[by_number], owner[by_number]
    return found


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


def _tables(entries: Iterable[ListEntry], workers: int, start: int) -> Iterator[Arrays]:
    chunks = _chunks(entries, start)
    first = next(chunks, None)
    if first is None:
        return
    second = next(chunks, None)
    if second is None or workers < 2:
        yield _table(*first)
        if second is not None:
            yield _table(*second)
        for chunk in chunks:
            yield _table(*chunk)
        return
    Table().arrays()  # compiles the hashes here, so that no child has to
    context, told = get_context("spawn"), jit.for_child()
    with ProcessPoolExecutor(workers, context, jit.as_parent, told) as pool:
        yield from _ahead(pool, workers + _AHEAD, [first, second], chunks)


def _ahead(
    pool: Executor,
    depth: int,
    ready: Sequence[tuple[list[ListEntry], int]],
    rest: Iterator[tuple[list[ListEntry], int]],
) -> Iterator[Arrays]:
    """Results in order, with a bounded number of chunks under way."""
    waiting: list[Future[Arrays]] = [pool.submit(_table, *chunk) for chunk in ready]
    for chunk in rest:
        waiting.append(pool.submit(_table, *chunk))
        if len(waiting) > depth:
            yield waiting.pop(0).result()
    for future in waiting:
        yield future.result()


def _chunks(entries: Iterable[ListEntry], start: int) -> Iterator[tuple[list[ListEntry], int]]:
    walk = iter(entries)
    while chunk := list(islice(walk, CHUNK)):
        yield chunk, start
        start += len(chunk)


def _table(entries: list[ListEntry], start: int) -> Arrays:
    table = Table()
    for place, entry in enumerate(entries, start=start):
        table.entity(entry, place)
    return table.arrays()


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
    found["rbones"] = np.zeros(len(owner), np.uint32)
    with np.errstate(over="ignore"):  # interpreted, hashes wrap round as they should
        keys.emit_keys(found["rchar_off"], rchars, owner, packed, found["rbones"])
    packed.sort()
    packed = packed[: keys.unique_sorted(packed)]
    bits = min(32, max(1, len(packed).bit_length() - 2))
    found["key_off"] = keys.bucket_offsets(packed, bits)
    found["key_hash"] = (packed >> np.uint64(32)).astype(np.uint32)
    found["key_spell"] = (packed & np.uint64(0xFFFFFFFF)).astype(np.uint32)
