"""String functions over byte arrays: hashes, edits, skeletons. Compiled; the same as in ``names``.

Texts of up to 63 bytes are compared bit-parallel, longer ones row by row.
"""

from __future__ import annotations

import numpy as np

from dalil.engines.kernel.jit import allocating, njit
from dalil.engines.kernel.jit import ones as ones_
from dalil.engines.kernel.layout import ROW

ones = ones_()
MOST = 63
_FNV = np.uint64(1099511628211)
_SEED = np.uint64(14695981039346656037)
_MIX = np.uint64(0xBF58476D1CE4E5B9)
_FROM, _TO = b"01i528", b"ollszb"


@njit
def hash_skipping(chars, start, end, skip, space):
    """32-bit hash of ``chars[start:end]`` without position ``skip`` (-1: whole), in a key space."""
    h = _SEED ^ np.uint64(space)
    for at in range(start, end):
        if at != skip:
            h = (h ^ np.uint64(chars[at])) * _FNV
    h ^= h >> np.uint64(29)
    h *= _MIX
    return np.uint32(h >> np.uint64(32))


@njit
def hash_text(chars, start, end):
    """64-bit hash of ``chars[start:end]``; 0 for an empty text and for no other in practice."""
    if end <= start:
        return np.uint64(0)
    h = _SEED
    for at in range(start, end):
        h = (h ^ np.uint64(chars[at])) * _FNV
    h ^= h >> np.uint64(31)
    h *= _MIX
    return h ^ (h >> np.uint64(27))


@allocating
def hash_texts(offsets, chars):
    """:func:`hash_text` of each text of a blob."""
    out = np.zeros(len(offsets) - 1, np.uint64)
    for at in range(len(offsets) - 1):
        out[at] = hash_text(chars, np.int64(offsets[at]), np.int64(offsets[at + 1]))
    return out


@njit
def skeleton_into(chars, start, end, out):
    """Write the first byte and the consonants after it to ``out``; returns their number."""
    n = 0
    for at in range(start, end):
        c = chars[at]
        vowel = c == 97 or c == 101 or c == 105 or c == 111 or c == 117
        if (at == start or not vowel) and n < MOST:
            out[n] = c
            n += 1
    return n


@njit
def looks_into(chars, n, out):
    """Write a text with look-alike letters made one to ``out``; returns its length.

    As ``names.similarity``: single signs first, then rn for m, cl for d, vv for w, in turn.
    """
    for at in range(n):
        out[at] = chars[at]
        for k in range(len(_FROM)):
            if chars[at] == _FROM[k]:
                out[at] = _TO[k]
    n = _replace_pair(out, n, 114, 110, 109)
    n = _replace_pair(out, n, 99, 108, 100)
    return _replace_pair(out, n, 118, 118, 119)


@njit
def _replace_pair(text, n, first, second, other):
    to, at = 0, 0
    while at < n:
        if at + 1 < n and text[at] == first and text[at + 1] == second:
            text[to] = other
            at += 2
        else:
            text[to] = text[at]
            at += 1
        to += 1
    return to


@njit
def shape(chars, start, end):
    """Length and letters of a text of at most 62 bytes: what bounds its edits to any other.

    Six bits of length above 26 that say which bytes occur (by their remainders).
    """
    letters = np.uint32(0)
    for at in range(start, end):
        letters |= np.uint32(1) << np.uint32(chars[at] % 26)
    return (np.uint32(end - start) << np.uint32(26)) | letters


@njit
def letters_apart(least, most, others_least, others_most):
    """The least number of edits between texts, by which letters they have: a bound, no more.

    A letter that one text has and the other has not takes an edit; one edit may mend one of each
    side. Of several texts the letters that all have (``least``) and those that any has (``most``).
    """
    return max(_count(least & ~others_most), _count(others_least & ~most))


@njit
def _count(letters):
    return ones(np.uint64(letters & 0x3FFFFFF))


@njit
def pattern_into(chars, start, end, peq):
    """Add the bit masks of a pattern's bytes to cleared masks; returns its length, cut at 63."""
    n = min(end - start, MOST)
    for at in range(n):
        peq[chars[start + at]] |= np.uint64(1) << np.uint64(at)
    return n


@njit
def clear_pattern(chars, start, end, peq):
    """Clear the masks that :func:`pattern_into` set."""
    for at in range(start, min(end, start + MOST)):
        peq[chars[at]] = np.uint64(0)


@njit
def osa(peq, m, chars, start, end):
    """Edits (insert, drop, replace, swap of neighbours) between a prepared pattern and a text.

    Bit-parallel optimal string alignment, after Hyyrö 2003, "A bit-vector algorithm for computing
    Levenshtein and Damerau edit distances". The pattern has at most 63 bytes, the text any number.
    """
    n = end - start
    if m == 0:
        return n
    one = np.uint64(1)
    vp = ~np.uint64(0)
    vn = np.uint64(0)
    d0 = np.uint64(0)
    before = np.uint64(0)
    for at in range(n):
        pm = peq[chars[start + at]]
        tr = (((~d0) & pm) << one) & before
        d0 = (((pm & vp) + vp) ^ vp) | pm | vn | tr
        hp = vn | ~(d0 | vp)
        hn = d0 & vp
        hp = (hp << one) | one
        hn = hn << one
        vp = hn | ~(d0 | hp)
        vn = hp & d0
        before = pm
    rows = (one << np.uint64(m)) - one  # the last column rises and falls with them from its top, n
    return n + ones(vp & rows) - ones(vn & rows)


@njit
def osa_rows(one, m, other, n, limit, work):
    """The same for texts of any length, row by row; ``limit + 1`` where it is more.

    Args:
        one: Bytes of the first text.
        m: Their number.
        other: Bytes of the second text.
        n: Their number.
        limit: Most edits of interest.
        work: Three rows of :data:`layout.ROW` numbers.
    """
    if abs(m - n) > limit:
        return limit + 1
    a, b, c = 0, ROW, 2 * ROW
    for j in range(n + 1):
        work[b + j] = j
    for i in range(1, m + 1):
        work[c] = i
        least = i
        for j in range(1, n + 1):
            cost = min(
                work[b + j] + 1, work[c + j - 1] + 1, work[b + j - 1] + (one[i - 1] != other[j - 1])
            )
            if i > 1 and j > 1 and one[i - 1] == other[j - 2] and one[i - 2] == other[j - 1]:
                cost = min(cost, work[a + j - 2] + 1)
            work[c + j] = cost
            least = min(least, cost)
        if least > limit:
            return limit + 1
        a, b, c = b, c, a
    return min(work[b + n], limit + 1)


@njit
def is_wide(chars, start, end):
    """Whether a text has letters outside ASCII, which take several bytes."""
    for at in range(start, end):
        if chars[at] >= 128:
            return True
    return False


@njit
def decode_into(chars, start, end, out, most):
    """Write at most so many letters of a UTF-8 text to ``out`` as numbers; returns how many."""
    n = 0
    for at in range(start, end):
        if chars[at] & 0xC0 == 0x80:
            out[n - 1] = (out[n - 1] << 8) | np.int64(chars[at])
        elif n < most:
            out[n] = np.int64(chars[at])
            n += 1
    return n
