"""Spellings of a segment that may be an asked word: brought up by keys, held by their edits.

Costs are in nats: how much less likely the asked spelling is, given that the word was meant. They
order candidates and bound the search; the score of a match is another matter (``pairs``).
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np

from dalil.engines.kernel.access import reading_at
from dalil.engines.kernel.jit import advance, njit
from dalil.engines.kernel.jit import ahead as ahead_
from dalil.engines.kernel.keys import (
    BONES,
    HALF,
    LEAST_BONES,
    LEAST_BONES_CUT,
    LEAST_CUT,
    LETTERS,
    READ,
    WORD,
)
from dalil.engines.kernel.layout import LINE, PLACE, SIGNS
from dalil.engines.kernel.strings import (
    MOST,
    clear_pattern,
    hash_skipping,
    letters_apart,
    osa,
    pattern_into,
    shape,
    skeleton_into,
)

ahead, after = ahead_(), advance()
READINGS = 8
_AHEAD = 16
MOST_KEYS = READINGS * 2 * (MOST + 1)
UNIT = 64.0
MOST_MATCHES = 1 << 16
LONGEST_RUN = 4096
"""Most spellings under one skeleton that are looked at: one shared by more tells nothing."""
_RHEAD, _S_SHAPE, _S_READ, _S_CHARS = (
    PLACE["rhead"], PLACE["s_shape"], PLACE["s_read"], PLACE["s_chars"],
)  # fmt: skip
_KEY_OFF, _KEY_HASH, _KEY_SPELL, _NO_KEYS = (
    PLACE["key_off"], PLACE["key_hash"], PLACE["key_spell"], PLACE["key_hash"],
)  # fmt: skip


class Matches(NamedTuple):
    """Spellings found for the words of one name, and the asked readings: ``chars`` in lines."""

    word: Any
    cost: Any
    gain: Any
    stamp: Any
    place: Any
    peq: Any
    chars: Any
    lengths: Any
    hashes: Any
    shapes: Any
    keys: Any
    bounded: Any
    bony: Any
    start: Any
    end: Any
    maybe: Any


@njit
def _cost(edits, longest, same_bones, same_first):
    if edits == 0:
        return 0.0
    cost = (1.3 if same_bones else 2.6) * edits
    if longest <= 4:
        cost += 1.5
    return cost if same_first else cost + 0.8


@njit
def _most_edits(longest, same_bones):
    if same_bones:
        return max(1, longest // 2)
    return 1 if longest <= 5 else 2 if longest <= 9 else 3


@njit
def _hold(seg, spell, asked, mat):
    """Least cost between the asked readings and a spelling's; -1 where too far."""
    best, record = -1.0, seg.at[_S_READ] + READ * spell
    first, count = np.int64(seg.u32[record]), np.int64(seg.u32[record + 1])
    for a in range(asked):
        m, mine = mat.lengths[a], np.int64(mat.shapes[a])
        for r in range(count):
            head = record + 2 + 2 * r if r < 2 else seg.at[_RHEAD] + 2 * (first + r)
            form = np.int64(seg.u32[head + 1])
            n = form >> 26
            longest = max(n, m)
            same_bones = seg.u32[head] == mat.hashes[a]
            most = _most_edits(longest, same_bones)
            if n == 0 or abs(n - m) > most or letters_apart(form, form, mine, mine) > most:
                continue
            if r < 2 and n <= HALF:
                start = seg.at[_S_CHARS] + LETTERS * spell + HALF * r
            else:
                start = reading_at(seg, first + r)
            edits = osa(after(mat.peq, SIGNS * a), m, seg.u8, start, start + n)
            if edits <= most:
                same_first = seg.u8[start] == mat.chars[LINE * a]
                cost = _cost(edits, longest, same_bones, same_first) + (0.2 if a > 0 else 0.0)
                if best < 0 or cost < best:
                    best = cost
                if best == 0.0:
                    return best
    return best


@njit
def _may(seg, spell, asked, same_bones, mat):
    """Whether a reading of a spelling may lie near enough to one that is asked: a bound, no more."""
    shapes = seg.at[_S_SHAPE] + 2 * spell
    low, high = np.int64(seg.u32[shapes]), np.int64(seg.u32[shapes + 1])
    for a in range(asked):
        m, mine = mat.lengths[a], np.int64(mat.shapes[a])
        most = _most_edits(max(high >> 26, m), False)
        if same_bones:
            most = max(most, _most_edits(max(high >> 26, m), True))
        near = (low >> 26) - m <= most and m - (high >> 26) <= most
        if near and letters_apart(high, low, mine, mine) <= most:
            return True
    return False


@njit
def run_of(seg, key):
    """Where the spellings of one key stand: start and end (equal where there are none)."""
    bucket = _bucket(seg, key)
    return _run(seg, key, np.int64(seg.u32[bucket]), np.int64(seg.u32[bucket + 1]))


@njit
def _bucket(seg, key):
    buckets = seg.at[_KEY_HASH] - seg.at[_KEY_OFF] - 1
    # buckets are a power of two, by the highest bits: floor(key * buckets / 2 ** 32)
    return seg.at[_KEY_OFF] + ((np.int64(key) * buckets) >> 32)


@njit
def _run(seg, key, at, end):
    keys = seg.at[_KEY_HASH]
    while at < end and seg.u32[keys + at] < key:
        at += 1
    start = at
    while at < end and seg.u32[keys + at] == key:
        at += 1
    return start, at


@njit
def find_words(seg, asked, token, found, mat):
    """Collect the spellings that an asked word may be.

    Keys, runs and spellings are each asked for all at once (:func:`jit.ahead`), then read.

    Args:
        seg: The segment.
        asked: Number of asked readings; they stand in ``mat.chars`` and ``mat.lengths``.
        token: A number that no other word of this segment's working memory has had.
        found: Number of matches so far.
        mat: Where matches go.

    Returns:
        Number of matches now.
    """
    count = 0
    for a in range(asked):
        letters = after(mat.chars, LINE * a)
        pattern_into(letters, 0, mat.lengths[a], after(mat.peq, SIGNS * a))
        count = _keys_of(letters, a, count, mat)
    for k in range(count):
        ahead(seg.u32, _bucket(seg, mat.keys[k]))
    for k in range(count):
        bucket = _bucket(seg, mat.keys[k])
        mat.start[k], mat.end[k] = seg.u32[bucket], seg.u32[bucket + 1]
        ahead(seg.u32, seg.at[_KEY_HASH] + mat.start[k])
        ahead(seg.u32, seg.at[_KEY_SPELL] + mat.start[k])
    for k in range(count):
        mat.start[k], mat.end[k] = _run(seg, mat.keys[k], mat.start[k], mat.end[k])
        for at in range(mat.start[k], min(mat.end[k], mat.start[k] + _AHEAD)):
            ahead(seg.u32, seg.at[_S_SHAPE] + 2 * np.int64(seg.u32[seg.at[_KEY_SPELL] + at]))
    maybe = 0
    for k in range(count):
        if mat.bounded[k] and mat.end[k] - mat.start[k] > LONGEST_RUN:
            continue
        maybe = _take(seg, k, token, maybe, mat, asked)
        if maybe >= MOST_MATCHES - LONGEST_RUN:
            found, maybe = _hold_all(seg, maybe, asked, found, mat), 0
    found = _hold_all(seg, maybe, asked, found, mat)
    for a in range(asked):
        letters = after(mat.chars, LINE * a)
        clear_pattern(letters, 0, mat.lengths[a], after(mat.peq, SIGNS * a))
    return found


@njit
def _keys_of(letters, a, count, mat):
    """Lay out the keys of an asked reading; returns their number with those before."""
    n, bones = mat.lengths[a], after(mat.chars, LINE * READINGS)
    s = skeleton_into(letters, 0, n, bones)
    mat.hashes[a] = hash_skipping(bones, 0, s, -1, BONES)
    mat.shapes[a] = shape(letters, 0, n)
    for skip in range(-1, n if n >= LEAST_CUT else 0):
        mat.keys[count] = hash_skipping(letters, 0, n, skip, WORD)
        mat.bounded[count], mat.bony[count] = 0, 1
        count += 1
    if s >= LEAST_BONES:
        for skip in range(-1, s if s >= LEAST_BONES_CUT else 0):
            mat.keys[count] = hash_skipping(bones, 0, s, skip, BONES)
            mat.bounded[count], mat.bony[count] = 1, 1 if skip < 0 else 0
            count += 1
    return count


@njit
def _take(seg, k, token, maybe, mat, asked):
    """Lay out the spellings of a key's run that are not told to be too far; returns their number."""
    spells, shapes = seg.at[_KEY_SPELL], seg.at[_S_SHAPE]
    start, end = mat.start[k], mat.end[k]
    for at in range(start, end):
        if at + _AHEAD < end:
            ahead(seg.u32, shapes + 2 * np.int64(seg.u32[spells + at + _AHEAD]))
        spell = np.int64(seg.u32[spells + at])
        if mat.stamp[spell] == token or not _may(seg, spell, asked, mat.bony[k] != 0, mat):
            continue
        mat.stamp[spell] = token
        ahead(seg.u32, seg.at[_S_READ] + READ * spell)
        ahead(seg.u8, seg.at[_S_CHARS] + LETTERS * spell)
        if maybe < MOST_MATCHES:
            mat.maybe[maybe] = spell
            maybe += 1
    return maybe


@njit
def _hold_all(seg, maybe, asked, found, mat):
    """Hold the spellings that were laid out against the asked readings; returns the matches now."""
    for at in range(maybe):
        spell = np.int64(mat.maybe[at])
        cost = _hold(seg, spell, asked, mat)
        if cost >= 0 and found < MOST_MATCHES:
            mat.word[found] = spell
            mat.cost[found] = cost
            found += 1
    return found
