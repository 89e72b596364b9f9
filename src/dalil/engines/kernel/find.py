"""Words of the vocabulary that may be a query's word: brought up by keys, held by their edits.

Costs are in 1/64 nats: how much less likely the query's spelling is, given that the word was meant.
They order candidates and bound the search; the score of a match is another matter (``pairs``).
"""

# mypy: allow-untyped-defs, allow-untyped-calls
# ruff: noqa: ANN001, ANN201
from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np

from dalil.engines.kernel.jit import njit
from dalil.engines.kernel.keys import (
    BONES,
    LEAST_BONES,
    LEAST_BONES_CUT,
    LEAST_CUT,
    WORD,
)
from dalil.engines.kernel.strings import (
    MOST,
    clear_pattern,
    hash_skipping,
    osa,
    pattern_into,
    skeleton_into,
)

UNIT = 64.0
LONGEST_RUN = 4096
"""Most words under one skeleton that are looked at: a skeleton shared by more tells nothing."""


class Vocabulary(NamedTuple):
    """Words of a segment as arrays; see ``layout`` for shapes."""

    word_df: Any
    read_off: Any
    rchar_off: Any
    rchars: Any
    rbones: Any
    key_off: Any
    key_hash: Any
    key_word: Any


class Matches(NamedTuple):
    """Words found for the words of one query: ``word``, ``cost`` and, once known, ``gain``."""

    word: Any
    cost: Any
    gain: Any
    stamp: Any
    place: Any
    peq: Any
    bones: Any
    chars: Any
    ends: Any
    lengths: Any
    firsts: Any
    hashes: Any


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
def _hold(voc, word, query, peqs, lengths, firsts, hashes):
    """Least cost between a query word's readings and a vocabulary word's; -1 where too far."""
    best = -1.0
    for a in range(query):
        for r in range(np.int64(voc.read_off[word]), np.int64(voc.read_off[word + 1])):
            start, end = np.int64(voc.rchar_off[r]), np.int64(voc.rchar_off[r + 1])
            n = min(end - start, MOST)
            longest = max(n, lengths[a])
            same_bones = voc.rbones[r] == hashes[a]
            most = _most_edits(longest, same_bones)
            if n == 0 or abs(n - lengths[a]) > most:
                continue
            edits = osa(peqs[a], lengths[a], voc.rchars, start, end)
            if edits <= most:
                cost = _cost(edits, longest, same_bones, voc.rchars[start] == firsts[a])
                cost += 0.2 * (1 if a > 0 else 0)
                if best < 0 or cost < best:
                    best = cost
                if best == 0.0:
                    return best
    return best


@njit
def run_of(voc, key):
    """Where the words of one key stand: start and end (equal where there are none)."""
    # there are 2 ** b buckets, b <= 32, by the highest bits: floor(key * 2 ** b / 2 ** 32)
    bucket = (np.int64(key) * np.int64(len(voc.key_off) - 1)) >> 32
    at, end = np.int64(voc.key_off[bucket]), np.int64(voc.key_off[bucket + 1])
    while at < end and voc.key_hash[at] < key:
        at += 1
    start = at
    while at < end and voc.key_hash[at] == key:
        at += 1
    return start, at


@njit
def find_words(voc, qchar_off, qchars, first, last, token, found, mat):
    """Collect the words that one query word may be.

    Args:
        voc: The vocabulary.
        qchar_off: Offsets of the query's readings.
        qchars: Their bytes.
        first: First reading of the word.
        last: One past its last.
        token: A number that no other word of this process has had (marks words as seen).
        found: Number of matches so far.
        mat: Where matches go.

    Returns:
        Number of matches now.
    """
    query = min(last - first, 8)
    lengths, firsts, hashes = mat.lengths, mat.firsts, mat.hashes
    for a in range(query):
        start, end = np.int64(qchar_off[first + a]), np.int64(qchar_off[first + a + 1])
        n = pattern_into(qchars, start, end, mat.peq[a])
        lengths[a] = n
        firsts[a] = qchars[start] if n else 0
        s = skeleton_into(qchars, start, start + n, mat.bones)
        hashes[a] = hash_skipping(mat.bones, 0, s, -1, BONES)
    for a in range(query):
        start, n = np.int64(qchar_off[first + a]), lengths[a]
        cuts = n if n >= LEAST_CUT else 0
        for skip in range(-1, cuts):
            key = hash_skipping(qchars, start, start + n, start + skip if skip >= 0 else -1, WORD)
            found = _take(voc, key, token, found, mat, query, lengths, firsts, hashes, False)
        s = skeleton_into(qchars, start, start + n, mat.bones)
        if s >= LEAST_BONES:
            cuts = s if s >= LEAST_BONES_CUT else 0
            for skip in range(-1, cuts):
                key = hash_skipping(mat.bones, 0, s, skip, BONES)
                found = _take(voc, key, token, found, mat, query, lengths, firsts, hashes, True)
    for a in range(query):
        start = np.int64(qchar_off[first + a])
        clear_pattern(qchars, start, start + lengths[a], mat.peq[a])
    return found


@njit
def _take(voc, key, token, found, mat, query, lengths, firsts, hashes, bounded):
    start, end = run_of(voc, key)
    if bounded and end - start > LONGEST_RUN:
        return found
    for at in range(start, end):
        word = voc.key_word[at]
        if mat.stamp[word] == token:
            continue
        mat.stamp[word] = token
        cost = _hold(voc, word, query, mat.peq, lengths, firsts, hashes)
        if cost >= 0 and found < len(mat.word):
            mat.word[found] = word
            mat.cost[found] = cost
            found += 1
    return found
