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

from dalil.engines.kernel import keys
from dalil.engines.kernel.table import Table, merge, offsets, take_ranges

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
    by_ent = np.lexsort((order, ents)).astype(np.uint32)  # within an entity as printed
    counts = np.bincount(ents, minlength=len(kinds)).astype(np.int64)
    found["ent_off"], found["ent_row"] = offsets(counts).astype(np.uint32), by_ent
    words = len(found["word_sig"])
    found["post_off"], found["post"] = keys.group_rows(found["name_off"], found["name_word"], words)
    found["word_df"] = np.diff(found["post_off"]).astype(np.uint32)
    _put_keys(found, words)
    return found


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
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
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
    frequent = np.bincount(words, minlength=len(found["word_sig"])).astype(np.int64)
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
    for name in ("name_ent", "name_flag", "name_gen", "name_literal", "name_form", "name_kin", "name_key"):
        found[name] = found[name][order]


def _put_keys(found: Arrays, words: int) -> None:
    owner = np.repeat(np.arange(words, dtype=np.uint32), np.diff(found["read_off"]))
    total = keys.count_keys(found["rchar_off"], found["rchars"])
    packed = np.empty(total, np.uint64)
    found["rbones"] = np.zeros(len(owner), np.uint32)
    keys.emit_keys(found["rchar_off"], found["rchars"], owner, packed, found["rbones"])
    packed.sort()
    packed = packed[: keys.unique_sorted(packed)]
    bits = min(32, max(1, int(len(packed)).bit_length() - 2))
    found["key_off"] = keys.bucket_offsets(packed, bits)
    found["key_hash"] = (packed >> np.uint64(32)).astype(np.uint32)
    found["key_word"] = (packed & np.uint64(0xFFFFFFFF)).astype(np.uint32)
