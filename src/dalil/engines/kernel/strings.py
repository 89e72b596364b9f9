"""String functions over byte arrays: hashes, edits, skeletons. Compiled; the same as in ``matching``.

Readings are ASCII in nearly all cases; other bytes are compared as bytes. Strings over 63 bytes are
compared on their first 63.
"""

from __future__ import annotations

import numpy as np

from dalil.engines.kernel.jit import inline, njit

MOST = 63
_FNV = np.uint64(1099511628211)
_SEED = np.uint64(14695981039346656037)


@inline
def hash_skipping(chars, start, end, skip, space):  # type: ignore[no-untyped-def]
    """32-bit hash of ``chars[start:end]`` without position ``skip`` (-1: whole), in a key space."""
    h = _SEED ^ np.uint64(space)
    for at in range(start, end):
        if at != skip:
            h = (h ^ np.uint64(chars[at])) * _FNV
    h ^= h >> np.uint64(29)
    h *= np.uint64(0xBF58476D1CE4E5B9)
    return np.uint32(h >> np.uint64(32))


@inline
def is_vowel(char):  # type: ignore[no-untyped-def]
    """Whether a byte is one of a, e, i, o, u."""
    return char == 97 or char == 101 or char == 105 or char == 111 or char == 117  # noqa: PLR1714


@inline
def skeleton_into(chars, start, end, out):  # type: ignore[no-untyped-def]
    """Write the first byte and the consonants after it to ``out``; returns their number."""
    n = 0
    for at in range(start, end):
        if (at == start or not is_vowel(chars[at])) and n < MOST:
            out[n] = chars[at]
            n += 1
    return n


@inline
def pattern_into(chars, start, end, peq):  # type: ignore[no-untyped-def]
    """Bit masks of a pattern's bytes (256 masks); returns its length, cut at 63."""
    peq[:] = np.uint64(0)
    n = min(end - start, MOST)
    for at in range(n):
        peq[chars[start + at]] |= np.uint64(1) << np.uint64(at)
    return n


@njit
def osa(peq, m, chars, start, end):  # type: ignore[no-untyped-def]
    """Edits (insert, drop, replace, swap of neighbours) between a prepared pattern and a text.

    Bit-parallel optimal string alignment, after Hyyrö 2003, "A bit-vector algorithm for computing
    Levenshtein and Damerau edit distances".
    """
    n = min(end - start, MOST)
    if m == 0:
        return n
    one = np.uint64(1)
    vp = ~np.uint64(0)
    vn = np.uint64(0)
    d0 = np.uint64(0)
    before = np.uint64(0)
    top = one << np.uint64(m - 1)
    score = m
    for at in range(n):
        pm = peq[chars[start + at]]
        tr = (((~d0) & pm) << one) & before
        d0 = (((pm & vp) + vp) ^ vp) | pm | vn | tr
        hp = vn | ~(d0 | vp)
        hn = d0 & vp
        if hp & top:
            score += 1
        if hn & top:
            score -= 1
        hp = (hp << one) | one
        hn = hn << one
        vp = hn | ~(d0 | hp)
        vn = hp & d0
        before = pm
    return score
