"""Asks the oracle about the words of two scripts that a kernel met and could not look up.

What it says is written where the kernels look next time: one table a process, bounded, begun anew when
a neighbourhood of it is full. Names are not scored here.
"""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Any

from dalil.engines.kernel import memory
from dalil.engines.kernel.layout import PLACE, Pack
from dalil.engines.kernel.likeness import (
    ASKED_JOINED,
    PROBES,
    SINGLE,
    SLOTS,
    TOLD,
    WANTED,
)
from dalil.matching.alignment import _named as as_names
from dalil.names.similarity import Spelling, compare, joined, spelling

if TYPE_CHECKING:
    from dalil.engines.kernel.meeting import Patterns

_writing = threading.Lock()
ROUNDS = 8
"""How often a kernel is run again at most: what was asked may bring up other words."""


def learn(patterns: Patterns, asked: Pack, listed: Pack) -> int:
    """Ask for all pairs that were noted since the last time.

    Args:
        patterns: The thread's working memory, in which they are noted.
        asked: Table of the asked names.
        listed: The segment.

    Returns:
        How many were asked.
    """
    count = int(patterns.wanted[0])
    patterns.wanted[0] = 0
    keys = patterns.wanted_key[:count].tolist()
    rows = patterns.wanted[1 : 1 + WANTED * count].reshape(-1, WANTED).tolist()
    told = dict(zip(keys, rows, strict=True))
    for key, row in told.items():
        one, other = _pair(row, asked, listed)
        plain = compare(one, other)
        named = plain if row[0] != SINGLE else as_names(one, other, plain)
        values = [
            n for met in (plain, named) for n in (met.value, met.distance, met.how, met.ratio)
        ]
        _keep(key, values)
    return len(told)


def _pair(row: list[int], asked: Pack, listed: Pack) -> tuple[Spelling, Spelling]:
    form, one, size, other = row
    if form == SINGLE:
        return spelling(_text(asked, one)), spelling(_text(listed, other))
    many, single = (asked, listed) if form == ASKED_JOINED else (listed, asked)
    words = _numbers(many, "name_word", one, size)
    parts = [_text(many, _numbers(many, "w_spell", word, 1)[0]) for word in words]
    return joined(tuple(spelling(part) for part in parts)), spelling(_text(single, other))


def _numbers(table: Pack, of: str, start: int, count: int) -> list[int]:
    begin = int(table.at[PLACE[of]]) + start
    found: list[int] = table.u32[begin : begin + count].tolist()
    return found


def _text(table: Pack, spell: int) -> str:
    start, end = _numbers(table, "text_off", spell, 2)
    begin = int(table.at[PLACE["text"]])
    return bytes(table.u8[begin + start : begin + end]).decode("utf-8", "surrogatepass")


def _keep(key: int, values: list[Any]) -> None:
    """Write what was said of a pair into its slot; kernels may be reading, so that none is reused."""
    first = (key >> 33) & (SLOTS - 1)
    with _writing:
        table = memory.told()
        for at in ((first + step) % SLOTS for step in range(PROBES)):
            held = int(table.keys[at])
            if held in (0, key):
                break
        else:
            memory.forget()
            table, at = memory.told(), first
        table.values[TOLD * at : TOLD * at + TOLD] = values
        table.keys[at] = key
