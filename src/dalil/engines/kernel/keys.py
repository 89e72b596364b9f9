"""Keys of the vocabulary: words whose spellings are near share one; and grouping of rows by word.

A reading of a word has a key for the whole, one for each single letter left out, one for its
skeleton (first letter and consonants) and, where that is long, for each consonant left out. Two
readings one edit apart share a key (Garbe's symmetric delete), and so do most readings that differ
in vowels alone. Keys bring words up; the edits between them decide.
"""

from __future__ import annotations

import numpy as np

from dalil.engines.kernel.jit import allocating, entrance, njit
from dalil.engines.kernel.strings import MOST, hash_skipping, shape, skeleton_into

WORD, BONES = 1, 2
LEAST_CUT = 4
LEAST_BONES = 3
LEAST_BONES_CUT = 5
READ, LETTERS, HALF = 8, 64, 32
"""Numbers and bytes that stand together for a spelling; bytes of one of its readings."""
_LETTERS = 0x3FFFFFF


@allocating
def count_keys(rchar_off, rchars):
    """Number of keys of all readings."""
    bones = np.zeros(MOST + 1, np.uint8)
    total = 0
    for r in range(len(rchar_off) - 1):
        start = np.int64(rchar_off[r])
        n = min(np.int64(rchar_off[r + 1]) - start, MOST)
        total += 1 + (n if n >= LEAST_CUT else 0)
        s = skeleton_into(rchars, start, start + n, bones)
        if s >= LEAST_BONES:
            total += 1 + (s if s >= LEAST_BONES_CUT else 0)
    return total


@allocating
def emit_keys(rchar_off, rchars, rword, out, rhead):
    """Fill ``out`` with ``hash << 32 | word`` and ``rhead`` with each reading's skeleton and shape."""
    bones = np.zeros(MOST + 1, np.uint8)
    at = 0
    for r in range(len(rchar_off) - 1):
        start = np.int64(rchar_off[r])
        n = min(np.int64(rchar_off[r + 1]) - start, MOST)
        word = np.uint64(rword[r])
        out[at] = (
            np.uint64(hash_skipping(rchars, start, start + n, -1, WORD)) << np.uint64(32)
        ) | word
        at += 1
        if n >= LEAST_CUT:
            for skip in range(start, start + n):
                h = hash_skipping(rchars, start, start + n, skip, WORD)
                out[at] = (np.uint64(h) << np.uint64(32)) | word
                at += 1
        s = skeleton_into(rchars, start, start + n, bones)
        whole = hash_skipping(bones, 0, s, -1, BONES)
        rhead[2 * r] = whole
        rhead[2 * r + 1] = shape(rchars, start, start + n)
        if s >= LEAST_BONES:
            out[at] = (np.uint64(whole) << np.uint64(32)) | word
            at += 1
            if s >= LEAST_BONES_CUT:
                for skip in range(s):
                    h = hash_skipping(bones, 0, s, skip, BONES)
                    out[at] = (np.uint64(h) << np.uint64(32)) | word
                    at += 1
    return at


@allocating
def shapes(read_off, rhead):
    """Bounds of each spelling's readings: least length with the letters of any, most with those of all."""
    out = np.zeros(2 * (len(read_off) - 1), np.uint32)
    for s in range(len(read_off) - 1):
        least, most, any_, all_ = MOST, 0, 0, _LETTERS
        for r in range(np.int64(read_off[s]), np.int64(read_off[s + 1])):
            told = np.int64(rhead[2 * r + 1])
            least, most = min(least, told >> 26), max(most, told >> 26)
            any_, all_ = any_ | (told & _LETTERS), all_ & told
        out[2 * s], out[2 * s + 1] = np.uint32(least << 26 | any_), np.uint32(most << 26 | all_)
    return out


@allocating
def first_readings(read_off, rhead):
    """Of each spelling: its first reading, their number, and the heads of the first two."""
    out = np.zeros(READ * (len(read_off) - 1), np.uint32)
    for s in range(len(read_off) - 1):
        first, last = np.int64(read_off[s]), np.int64(read_off[s + 1])
        out[READ * s], out[READ * s + 1] = first, last - first
        for at in range(2 * min(last - first, 2)):
            out[READ * s + 2 + at] = rhead[2 * first + at]
    return out


@allocating
def first_letters(read_off, rchar_off, rchars):
    """The letters of each spelling's first two readings, cut at half a line."""
    out = np.zeros(LETTERS * (len(read_off) - 1), np.uint8)
    for s in range(len(read_off) - 1):
        first = np.int64(read_off[s])
        for k in range(min(np.int64(read_off[s + 1]) - first, 2)):
            start = np.int64(rchar_off[first + k])
            for at in range(min(np.int64(rchar_off[first + k + 1]) - start, HALF)):
                out[LETTERS * s + HALF * k + at] = rchars[start + at]
    return out


@entrance
def unique_sorted(values):
    """Drop repeats of a sorted array in place; returns how many are left."""
    n = 0
    for at in range(len(values)):
        if at == 0 or values[at] != values[at - 1]:
            values[n] = values[at]
            n += 1
    return n


@allocating
def bucket_offsets(values, bits):
    """Where the sorted keys of each bucket (their highest ``bits`` bits) begin."""
    out = np.zeros((1 << bits) + 1, np.uint32)
    shift = np.uint64(64 - bits)
    for at in range(len(values)):
        out[np.int64(values[at] >> shift) + 1] += np.uint32(1)
    for at in range(1 << bits):
        out[at + 1] += out[at]
    return out


@allocating
def group_rows(name_off, name_word, words):
    """Rows by word, each row once for a word: offsets and rows (counting sort)."""
    counts = np.zeros(words + 1, np.int64)
    for row in range(len(name_off) - 1):
        for at in range(np.int64(name_off[row]), np.int64(name_off[row + 1])):
            if not _seen(name_word, np.int64(name_off[row]), at):
                counts[name_word[at] + 1] += 1
    for word in range(words):
        counts[word + 1] += counts[word]
    offsets = counts.astype(np.uint32)
    rows = np.empty(counts[words], np.uint32)
    for row in range(len(name_off) - 1):
        for at in range(np.int64(name_off[row]), np.int64(name_off[row + 1])):
            word = name_word[at]
            if not _seen(name_word, np.int64(name_off[row]), at):
                rows[counts[word]] = row
                counts[word] += 1
    return offsets, rows


@njit
def _seen(name_word, start, at):
    for before in range(start, at):
        if name_word[before] == name_word[at]:
            return True
    return False
