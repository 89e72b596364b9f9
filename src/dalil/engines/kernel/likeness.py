"""What the learned likeness said of words in two scripts, kept for the kernel.

The likeness is a model in plain Python that no array holds. The kernel looks a pair of words up here;
a pair that was never asked it notes, and :mod:`asking` asks for all of them at once. Nothing is guessed:
until a pair was asked the kernel takes the most that the likeness could say, and says so.
"""

from __future__ import annotations

import numpy as np

from dalil.engines.kernel.jit import njit

SLOTS = 1 << 17
"""Pairs that are kept, a power of two."""
PROBES = 8
TOLD = 8
"""Numbers of a pair: value, distance, way and ratio of two spellings; the same of two names."""
MOST_WANTED = 4096
WANTED = 4
SINGLE, ASKED_JOINED, LISTED_JOINED = 0, 1, 2
"""Forms of a pair: two spellings; several asked words as one; several listed words as one."""
_FNV = np.uint64(1099511628211)
_MIX = np.uint64(0xBF58476D1CE4E5B9)


@njit
def pair_key(one, other):
    """The key of two hashes, in their order; never 0."""
    h = (one ^ (other * _FNV)) * _MIX
    h ^= h >> np.uint64(31)
    return (h * _MIX) | np.uint64(1)


@njit
def known_at(key, peq):
    """The slot of a pair; -1 where it was not asked yet."""
    at = np.int64(key >> np.uint64(33)) & (SLOTS - 1)
    for _ in range(PROBES):
        if peq.known_key[at] == key:  # written after its values, which say how the two meet
            return at if peq.known[TOLD * at + 2] != 0 else -1
        if peq.known_key[at] == 0:
            return -1
        at = (at + 1) & (SLOTS - 1)
    return -1


@njit
def want(key, form, one, size, other, peq):
    """Note a pair that was not asked yet."""
    count = peq.wanted[0]
    if count < MOST_WANTED:
        peq.wanted_key[count] = key
        begin = 1 + WANTED * count
        peq.wanted[begin], peq.wanted[begin + 1] = form, one
        peq.wanted[begin + 2], peq.wanted[begin + 3] = size, other
        peq.wanted[0] = count + 1
