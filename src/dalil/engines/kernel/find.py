"""Spellings of a segment that may be an asked word: brought up by keys, held by their edits.

Costs are in nats: how much less likely the asked spelling is, given that the word was meant. They
order candidates and bound the search; the score of a match is another matter (``pairs``).
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np

from dalil.engines.kernel.access import reading_at, readings_at
from dalil.engines.kernel.jit import advance, njit
from dalil.engines.kernel.keys import BONES, LEAST_BONES, LEAST_BONES_CUT, LEAST_CUT, WORD
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

after = advance()
UNIT = 64.0
MOST_MATCHES = 1 << 16
LONGEST_RUN = 4096
"""Most spellings under one skeleton that are looked at: one shared by more tells nothing."""
READINGS = 8
_RBONES, _S_SHAPE = PLACE["rbones"], PLACE["s_shape"]
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
    best = -1.0
    for a in range(asked):
        m = mat.lengths[a]
        for r in range(readings_at(seg, spell), readings_at(seg, spell + 1)):
            start = reading_at(seg, r)
            n = min(reading_at(seg, r + 1) - start, MOST)
            longest = max(n, m)
            same_bones = seg.u32[seg.at[_RBONES] + r] == mat.hashes[a]
            most = _most_edits(longest, same_bones)
            if n == 0 or abs(n - m) > most:
                continue
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
def _may(form, asked, same_bones, mat):
    """Whether a reading of this shape may lie near enough to one that is asked: a bound, no more."""
    n = form >> 26
    for a in range(asked):
        m = mat.lengths[a]
        if m >= MOST:
            return True
        longest = max(n, m)
        most = _most_edits(longest, False)
        if same_bones:
            most = max(most, _most_edits(longest, True))
        if abs(n - m) <= most and letters_apart(form, np.int64(mat.shapes[a])) <= 2 * most:
            return True
    return False


@njit
def run_of(seg, key):
    """Where the spellings of one key stand: start and end (equal where there are none)."""
    buckets = seg.at[_KEY_HASH] - seg.at[_KEY_OFF] - 1
    # buckets are a power of two, by the highest bits: floor(key * buckets / 2 ** 32)
    bucket = seg.at[_KEY_OFF] + ((np.int64(key) * buckets) >> 32)
    at, end = np.int64(seg.u32[bucket]), np.int64(seg.u32[bucket + 1])
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

    Args:
        seg: The segment.
        asked: Number of asked readings; they stand in ``mat.chars`` and ``mat.lengths``.
        token: A number that no other word of this segment's working memory has had.
        found: Number of matches so far.
        mat: Where matches go.

    Returns:
        Number of matches now.
    """
    bones = after(mat.chars, LINE * READINGS)
    for a in range(asked):
        letters = after(mat.chars, LINE * a)
        pattern_into(letters, 0, mat.lengths[a], after(mat.peq, SIGNS * a))
        s = skeleton_into(letters, 0, mat.lengths[a], bones)
        mat.hashes[a] = hash_skipping(bones, 0, s, -1, BONES)
        mat.shapes[a] = shape(letters, 0, min(mat.lengths[a], MOST - 1))
    for a in range(asked):
        n, letters = mat.lengths[a], after(mat.chars, LINE * a)
        for skip in range(-1, n if n >= LEAST_CUT else 0):
            key = hash_skipping(letters, 0, n, skip, WORD)
            found = _take(seg, key, token, found, mat, asked, False, False)
        s = skeleton_into(letters, 0, n, bones)
        if s >= LEAST_BONES:
            for skip in range(-1, s if s >= LEAST_BONES_CUT else 0):
                key = hash_skipping(bones, 0, s, skip, BONES)
                found = _take(seg, key, token, found, mat, asked, True, skip < 0)
    for a in range(asked):
        letters = after(mat.chars, LINE * a)
        clear_pattern(letters, 0, mat.lengths[a], after(mat.peq, SIGNS * a))
    return found


@njit
def _take(seg, key, token, found, mat, asked, bounded, same_bones):
    start, end = run_of(seg, key)
    if bounded and end - start > LONGEST_RUN:
        return found
    spells, shapes = seg.at[_KEY_SPELL], seg.at[_S_SHAPE]
    for at in range(start, end):
        spell = np.int64(seg.u32[spells + at])
        form = seg.u32[shapes + spell]
        if form != 0 and not _may(np.int64(form), asked, same_bones, mat):
            continue
        if mat.stamp[spell] == token:
            continue
        mat.stamp[spell] = token
        cost = _hold(seg, spell, asked, mat)
        if cost >= 0 and found < MOST_MATCHES:
            mat.word[found] = spell
            mat.cost[found] = cost
            found += 1
    return found
