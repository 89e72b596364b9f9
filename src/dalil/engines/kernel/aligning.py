"""Which word of one name meets which of the other, over arrays: the twin of ``matching.alignment``.

Every pair of words, and neighbours read as one word, is an option; the best are taken first. Pairs of
words that surely do not meet are passed over by their records (:mod:`record`). Nothing is scored here.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np

from dalil.engines.kernel.access import words_at
from dalil.engines.kernel.jit import advance, as_float, njit
from dalil.engines.kernel.joining import join, meet_joined
from dalil.engines.kernel.layout import PLACE, SIGNS
from dalil.engines.kernel.likeness import ASKED_JOINED, LISTED_JOINED
from dalil.engines.kernel.meeting import VARIANTS, meet_once
from dalil.engines.kernel.record import (
    BITS,
    KIND,
    LETTERS,
    LONE,
    MASC,
    NAME_RECORD,
    OFF,
    READS,
    RECORD,
    SPELL,
    far_by_letters,
    far_joined,
    joins_plainly,
    length_of,
    letters_tell,
    reads_as,
    script_of,
)
from dalil.engines.kernel.spelled import apart_by_letters
from dalil.engines.kernel.whole import MOST
from dalil.matching.analysis import Kind
from dalil.names.similarity import LONGEST, How

MOST_OPTIONS = 4 * MOST * MOST
_as_float, after = as_float(), advance()
_INITIAL, _GENERIC, _NAME = int(Kind.INITIAL), int(Kind.GENERIC), int(Kind.NAME)
_CUT = int(How.CUT)
_TOGETHER = 1 << 62
_NO, _MAY, _OTHERWISE = 0, 1, 2
_S_HASH = PLACE["s_hash"]
_NAME_WORD, _REC, _NAME_REC = PLACE["name_word"], PLACE["rec"], PLACE["name_rec"]


class Links(NamedTuple):
    """Options and links: places and sizes on both sides, value, distance, way; working memory."""

    left: Any
    left_size: Any
    right: Any
    right_size: Any
    value: Any
    distance: Any
    how: Any
    ratio: Any
    chosen: Any
    used: Any
    heads: Any
    letters: Any
    bits: Any
    spells: Any
    met: Any
    flat: Any
    flat_peq: Any
    lines: Any
    codes: Any
    numbers: Any
    may: Any
    reads: Any
    masc: Any


@njit
def word_at(t, place):
    """The word at a place of the names."""
    return np.int64(t.u32[t.at[_NAME_WORD] + place])


@njit
def lay_out(one, i, other, j, peq, links):
    """Lay out the words of two names, and a bit for each word of the other that one may meet.

    Returns:
        Number of words on both sides, and where those of the second name begin.
    """
    told = np.int64(other.u64[other.at[_NAME_REC] + NAME_RECORD * j + OFF])
    second, n = told & 0xFFFFFFFF, min(told >> 32, MOST)
    m, records = count_of(one, i), other.at[_REC]
    links.met[4] = 0.0
    for a in range(m):
        _lay_out(peq.rec, RECORD * a, a, links)
        links.may[a] = 0
    for b in range(n):
        record, mine = records + RECORD * word_at(other, second + b), np.int64(0)
        _lay_out(other.u64, record, MOST + b, links)
        for a in range(m):
            if letters_tell(peq.rec, RECORD * a, other.u64, record) and (
                far_by_letters(peq.rec, RECORD * a, other.u64, record)
                or apart_by_letters(
                    one, links.spells[a], links.heads[a],
                    other, links.spells[MOST + b], links.heads[MOST + b],
                    after(peq.plain, SIGNS * VARIANTS * a), after(peq.key, SIGNS * VARIANTS * a),
                )
            ):  # fmt: skip
                continue
            links.may[a] |= np.int64(1) << np.int64(b)
            mine |= np.int64(1) << np.int64(a)
        links.may[MOST + b] = mine
    return m, n, second


@njit
def align(one, i, m, other, second, n, peq, links):
    """Pair words that :func:`lay_out` laid out; returns the number of links, in the first name's order."""
    first, count = words_at(one, i), 0
    for a in range(m):
        may = links.may[a]
        for b in range(n):
            if (may >> np.int64(b)) & 1:
                right = word_at(other, second + b)
                meet_once(one, word_at(one, first + a), other, right, peq, a, links.met)
                if links.met[0] >= 0.5:
                    count = _option(links, count, a, 1, b, 1, int(links.met[2]))
    count = _joins(one, first, m, other, second, n, False, peq, links, count)
    count = _joins(other, second, n, one, first, m, True, peq, links, count)
    taken = _choose(count, m, n, links)
    _put_in_order(one, other, taken, links)
    return taken


@njit
def _put_in_order(one, other, taken, links):
    """Let no two links of the same words cross: ``alignment.in_order``."""
    for k in range(taken):
        for later in range(k + 1, taken):
            o, u = links.chosen[k], links.chosen[later]
            if links.right[o] <= links.right[u]:
                continue
            if links.left_size[o] + links.right_size[o] > 2:
                continue
            if links.left_size[u] + links.right_size[u] > 2:
                continue
            a, b = links.spells[links.left[o]], links.spells[links.left[u]]
            if one.u64[one.at[_S_HASH] + a] != one.u64[one.at[_S_HASH] + b]:
                continue
            a, b = links.spells[MOST + links.right[o]], links.spells[MOST + links.right[u]]
            if other.u64[other.at[_S_HASH] + a] == other.u64[other.at[_S_HASH] + b]:
                links.right[o], links.right[u] = links.right[u], links.right[o]


@njit
def count_of(one, i):
    """Number of an asked name's words that are compared."""
    return min(words_at(one, i + 1) - words_at(one, i), MOST)


@njit
def _lay_out(records, at, place, links):
    """Lay a word's record out among those of the two names."""
    links.heads[place] = np.int64(records[at])
    links.letters[place] = np.int64(records[at + LETTERS])
    links.bits[place] = _as_float(records[at + BITS])
    links.spells[place] = np.int64(records[at + SPELL])
    links.reads[place], links.masc[place] = records[at + READS], records[at + MASC]


@njit
def _option(links, count, a, sa, b, sb, how):
    if count < MOST_OPTIONS:
        links.left[count], links.left_size[count] = a, sa
        links.right[count], links.right_size[count] = b, sb
        links.value[count], links.distance[count], links.how[count] = (
            links.met[0],
            links.met[1],
            how,
        )
        links.ratio[count] = links.met[3]
        count += 1
    return count


@njit
def may_join(m, n, links):
    """Mark the words that may meet as neighbours read as one, beside those that may meet singly."""
    for turned in range(2):
        mine, count = (MOST, n) if turned else (0, m)
        theirs, others = (0, m) if turned else (MOST, n)
        for size in range(2, 4):
            for start in range(mine, mine + count - size + 1):
                length, letters = _neighbours(start, size, links)
                if length < 0:
                    continue
                for b in range(theirs, theirs + others):
                    if _as_long(start, length, letters, b, links) != _NO:
                        links.may[b] |= _TOGETHER
                        for at in range(start, start + size):
                            links.may[at] |= _TOGETHER


@njit
def _joins(many, first, m, single, second, n, turned, peq, links, count):
    """Neighbours of one name against single words of the other."""
    mine, theirs = (MOST, 0) if turned else (0, MOST)
    for size in range(2, 4):
        for start in range(m - size + 1):
            length, letters = _neighbours(mine + start, size, links)
            if length >= 0 and _any_as_long(mine + start, length, letters, theirs, n, links):
                count = _joined(
                    many, first, start, size, length, letters,
                    single, second, n, turned, peq, links, count,
                )  # fmt: skip
    return count


@njit
def _neighbours(start, size, links):
    """Length and letters of neighbours that are read as one; -1 where they are not."""
    length, letters, plain = 0, np.int64(0), True
    for at in range(start, start + size):
        head = links.heads[at]
        kind = head >> KIND
        if kind != _NAME and kind != _GENERIC and kind != _INITIAL:
            return -1, np.int64(0)
        length += length_of(head)
        plain = plain and joins_plainly(head, links.heads[start])
        letters |= links.letters[at]
    return min(length, LONGEST), letters if plain else np.int64(0)


@njit
def _as_long(start, length, letters, b, links):
    """Whether neighbours may meet a word, by kind, length and letters; or by another reading alone."""
    head, script = links.heads[b], script_of(links.heads[start])
    kind = head >> KIND
    if kind != _NAME and kind != _GENERIC:
        return _NO
    if abs(length_of(head) - length) > (2 if script_of(head) == script else 4):
        return _NO
    if not far_joined(letters, length, script, head, links.letters[b]):
        return _MAY
    return _NO if head & LONE else _OTHERWISE


@njit
def _any_as_long(start, length, letters, theirs, n, links):
    for b in range(theirs, theirs + n):
        if _as_long(start, length, letters, b, links) != _NO:
            return True
    return False


@njit
def _joined(
    many, first, start, size, length, letters, single, second, n, turned, peq, links, count
):
    mine, theirs = (MOST, 0) if turned else (0, MOST)
    script = script_of(links.heads[mine + start])
    made, m, k, key = False, 0, 0, np.uint64(0)
    for b in range(n):
        how = _as_long(mine + start, length, letters, theirs + b, links)
        if how == _NO:
            continue
        if not made:
            m, k, key = join(many, first + start, size, peq)
            made = True
        if how == _OTHERWISE and not reads_as(key, links.reads[theirs + b], links.masc[theirs + b]):
            continue
        form = LISTED_JOINED if turned else ASKED_JOINED
        spell = links.spells[theirs + b]
        meet_joined(many, first + start, size, m, k, key, single, spell, form, peq, links.met)
        if links.met[0] >= (0.8 if script_of(links.heads[theirs + b]) == script else 0.72):
            links.met[0] -= 0.02
            links.met[1] += 0.2
            if turned:
                count = _option(links, count, b, 1, start, size, _CUT)
            else:
                count = _option(links, count, start, size, b, 1, _CUT)
    return count


@njit
def _choose(count, m, n, links):
    """Take the best option again and again; each word once."""
    for p in range(m):
        links.used[p] = 0
    for p in range(n):
        links.used[MOST + p] = 0
    taken = 0
    while True:
        best = -1
        for at in range(count):
            if _free(links, at) and (best < 0 or _before(links, at, best)):
                best = at
        if best < 0:
            break
        for p in range(links.left[best], links.left[best] + links.left_size[best]):
            links.used[p] = 1
        for p in range(links.right[best], links.right[best] + links.right_size[best]):
            links.used[MOST + p] = 1
        at = taken
        while at > 0 and links.left[links.chosen[at - 1]] > links.left[best]:
            links.chosen[at] = links.chosen[at - 1]
            at -= 1
        links.chosen[at] = best
        taken += 1
    return taken


@njit
def _free(links, at):
    for p in range(links.left[at], links.left[at] + links.left_size[at]):
        if links.used[p]:
            return False
    for p in range(links.right[at], links.right[at] + links.right_size[at]):
        if links.used[MOST + p]:
            return False
    return True


@njit
def _before(links, x, y):
    """The order of ``alignment.align``; what is equal in all stays in the order it came."""
    if links.value[x] != links.value[y]:
        return links.value[x] > links.value[y]
    dx, dy = abs(links.left[x] - links.right[x]), abs(links.left[y] - links.right[y])
    if dx != dy:
        return dx < dy
    sx, sy = links.left[x] + links.right[x], links.left[y] + links.right[y]
    if sx != sy:
        return sx < sy
    if links.left[x] != links.left[y]:
        return links.left[x] < links.left[y]
    return links.left_size[x] < links.left_size[y]
