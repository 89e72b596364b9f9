"""Several tables as one: what is the same becomes one row, entities keep their order.

This is how chunks that several processes prepared become one segment, and how a base and its deltas
become one again. Nothing is read anew: only rows are renumbered.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from dalil.engines.kernel.columns import offsets
from dalil.engines.kernel.layout import (
    NAMES,
    NONE,
    SPELLING_SHARES,
    SPELLINGS,
    WORD_SHARES,
    WORD_SPELLINGS,
    WORDS,
)

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from dalil.engines.kernel.layout import Arrays

    Numbers = NDArray[np.int64]


def merge(parts: Sequence[Arrays], alive: Sequence[NDArray[np.bool_]] | None = None) -> Arrays:
    """Make one table of several.

    Args:
        parts: Tables.
        alive: Which entities of each are kept; all when left out.
    """
    found: Arrays = {}
    kept, spelled = _distinct([part["s_hash"] for part in parts])
    for name in SPELLINGS:
        found[name] = np.concatenate([part[name] for part in parts])[kept]
    for of, (off, _) in SPELLING_SHARES.items():
        _take(found, parts, off, of, kept)
    _merge_readings(found, parts, kept)
    kept, worded = _distinct([part["w_sig"] for part in parts])
    for name in WORDS:
        found[name] = np.concatenate([part[name] for part in parts])[kept]
    for of, (off, _) in WORD_SHARES.items():
        _take(found, parts, off, of, kept)
    for name in WORD_SPELLINGS:
        found[name] = _renamed(parts, name, "s_hash", spelled)[kept]
    _merge_names(found, parts, _renamed(parts, "name_word", "w_sig", worded), alive)
    return found


def take_ranges(starts: NDArray[Any], lengths: NDArray[Any]) -> Numbers:
    """Concatenated ranges ``starts[i] .. starts[i] + lengths[i]``."""
    begin = offsets(lengths)
    return np.repeat(np.asarray(starts, np.int64) - begin[:-1], lengths) + np.arange(begin[-1])


def _distinct(columns: Sequence[NDArray[Any]]) -> tuple[Numbers, Numbers]:
    """First place of each distinct value in order of coming, and the new number of each place."""
    _, first, number = np.unique(np.concatenate(columns), return_index=True, return_inverse=True)
    order = np.argsort(first, kind="stable")
    place = np.empty(len(order), np.int64)
    place[order] = np.arange(len(order))
    return first[order], place[number.reshape(-1)]


def _begins(parts: Sequence[Arrays], of: str) -> Numbers:
    return offsets(np.array([len(part[of]) for part in parts], np.int64))


def _renamed(parts: Sequence[Arrays], name: str, of: str, number: Numbers) -> NDArray[np.uint32]:
    """A column of row numbers under the rows' new numbers; none stays none."""
    columns = []
    for part, begin in zip(parts, _begins(parts, of), strict=False):
        old = part[name].astype(np.int64)
        none = old == NONE
        new = number[np.where(none, 0, old) + begin] if len(number) else old
        columns.append(np.where(none, NONE, new).astype(np.uint32))
    return np.concatenate(columns)


def _take(found: Arrays, parts: Sequence[Arrays], off: str, of: str, rows: Numbers) -> None:
    """Shares of some rows of the parts laid end to end."""
    lengths = np.concatenate([np.diff(part[off].astype(np.int64)) for part in parts])
    begins = _begins(parts, of)
    starts = np.concatenate(
        [
            part[off][:-1].astype(np.int64) + begin
            for part, begin in zip(parts, begins, strict=False)
        ]
    )
    values = np.concatenate([part[of] for part in parts])
    found[of] = values[take_ranges(starts[rows], lengths[rows])]
    found[off] = offsets(lengths[rows]).astype(np.uint32)


def _merge_readings(found: Arrays, parts: Sequence[Arrays], rows: Numbers) -> None:
    """Readings are shares of spellings, and bytes are shares of readings."""
    begins = _begins(parts, "rhash")
    numbered = [
        {**part, "number": np.arange(len(part["rhash"])) + begin}
        for part, begin in zip(parts, begins, strict=False)
    ]
    _take(found, numbered, "read_off", "number", rows)
    readings = found.pop("number")
    _take(found, parts, "rchar_off", "rchars", readings)
    found["rhash"] = np.concatenate([part["rhash"] for part in parts])[readings]


def _merge_names(
    found: Arrays,
    parts: Sequence[Arrays],
    words: NDArray[np.uint32],
    alive: Sequence[NDArray[np.bool_]] | None,
) -> None:
    kept = np.concatenate(
        [np.ones(len(part["ent_kind"]), bool) for part in parts] if alive is None else list(alive)
    )
    ents, renumbered = np.flatnonzero(kept), np.cumsum(kept) - 1
    begins = _begins(parts, "ent_kind")
    owner = np.concatenate(
        [
            part["name_ent"].astype(np.int64) + begin
            for part, begin in zip(parts, begins, strict=False)
        ]
    )
    rows = np.flatnonzero(kept[owner]) if len(owner) else owner
    cuts = _begins(parts, "name_word")
    renamed = [
        {**part, "name_word": words[cuts[at] : cuts[at + 1]]} for at, part in enumerate(parts)
    ]
    _take(found, renamed, "name_off", "name_word", rows)
    _take(found, parts, "name_off", "name_son", rows)
    _take(found, parts, "name_text_off", "name_text", rows)
    found["name_ent"] = renumbered[owner[rows]].astype(np.uint32)
    for name in NAMES:
        found[name] = np.concatenate([part[name] for part in parts])[rows]
    for name in ("ent_kind", "ent_pos"):
        found[name] = np.concatenate([part[name] for part in parts])[ents]
    _take(found, parts, "ent_id_off", "ent_id", ents)
    _take(found, parts, "ent_no_off", "ent_no", ents)
