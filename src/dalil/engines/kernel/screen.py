"""One loop from asked names to scored entities, and one from pairs of names to scores.

For each asked name candidates are found, then every name of a candidate that shares a word is
scored in full; an entity keeps its best name. Log-odds come out: thresholds, qualifiers and words
are the business of those who ask. What Python calls takes arrays; inside, they are bare pointers.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np

from dalil.engines.kernel.access import share, words_at
from dalil.engines.kernel.aligning import count_of
from dalil.engines.kernel.coming import STEPS, name_coming, spelling_coming
from dalil.engines.kernel.curves import SIZE
from dalil.engines.kernel.gather import search, spelling_seen
from dalil.engines.kernel.jit import advance, entrance, njit, pointers
from dalil.engines.kernel.jit import ahead as ahead_
from dalil.engines.kernel.layout import FORMED, PERSON, PLACE
from dalil.engines.kernel.meeting import prepare, release
from dalil.engines.kernel.pairs import ANY, FAR, score_pair
from dalil.engines.kernel.record import (
    NAME_RECORD,
    OFF,
    RECORD,
    ROW_KIND,
    SAID,
    SPELL,
    far,
    script_of,
)

_NAME_ENT, _NAME_FLAG, _ROW_KIND = PLACE["name_ent"], PLACE["name_flag"], PLACE["row_kind"]
_NAME_REC, _NAME_OFF, _NAME_WORD, _NAME_SPELL, _REC = (
    PLACE["name_rec"], PLACE["name_off"], PLACE["name_word"], PLACE["name_spell"], PLACE["rec"],
)  # fmt: skip
_ENT_OFF, _ENT_ROW = PLACE["ent_off"], PLACE["ent_row"]
_UNTOLD = 3.5
"""Log-odds that the likeness of two scripts may still add where it has not been told yet."""
ahead, bare, after = ahead_(), pointers(), advance()
_MAY, _MOST_TOLD = 42, 20


class Found(NamedTuple):
    """Results of one query, best first; candidates and their gains; a feature vector to work in."""

    ent: Any
    row: Any
    name: Any
    odds: Any
    asks: Any
    cand: Any
    gain: Any
    vector: Any
    limits: Any
    ahead: Any


@njit
def screen(seg, dead, asked, first, last, kind, mat, scr, peq, links, curves, out):
    """Screen one query, given as a range of asked names, against a segment.

    Args:
        seg: The segment.
        dead: Which of its entities were taken out; empty where none were.
        asked: Table of asked names; a name read both as a person's and as another's stands twice,
            as a person's first.
        first: First name of the query.
        last: One past its last.
        kind: Type wanted (0: any).
        mat: Working memory.
        scr: Working memory.
        peq: Working memory.
        links: Working memory.
        curves: The model.
        out: Results, with limits: most candidates of a name; most results; least log-odds; share of
            the best gain that a candidate needs.

    Returns:
        How many results.
    """
    n = 0
    name = first
    while name < last:
        twin = name + 1 < last and _twins(asked, name)
        most = np.int64(out.limits[0])
        count = search(
            seg, dead, asked, name, kind, most, out.limits[3], mat, scr, out.cand, out.gain
        )
        for mode in range(2 if twin else 1):
            mine = name + mode
            prepare(asked, mine, peq)
            count = _worth(count, out)
            _ask_ahead(seg, count, count_of(asked, mine), peq, out)
            for c in range(count):
                ent = np.int64(seg.u32[seg.at[_NAME_ENT] + out.cand[c]])
                n = _best_name(seg, ent, asked, mine, scr, peq, links, curves, n, out)
            release(asked, mine, peq)
        name += 2 if twin else 1
    return n


@njit
def _worth(count, out):
    """How many candidates have the share of the best one's gain that a candidate needs."""
    for c in range(count):
        if out.gain[c] < out.limits[3] * out.gain[0]:
            return c
    return count


@njit
def _ask_ahead(seg, count, words, peq, out):
    """Ask for the names of all candidates and their words, step by step, before they are scored."""
    for c in range(count):
        out.ahead[c] = np.int64(seg.u32[seg.at[_NAME_ENT] + out.cand[c]])
        ahead(seg.u32, seg.at[_ENT_OFF] + out.ahead[c])
    for c in range(count):
        out.ahead[c] = share(seg, _ENT_OFF, out.ahead[c])
        ahead(seg.u32, seg.at[_ENT_ROW] + out.ahead[c])
    for c in range(count):
        row = np.int64(seg.u32[seg.at[_ENT_ROW] + out.ahead[c]])
        out.ahead[c] = row
        ahead(seg.u64, seg.at[_NAME_REC] + NAME_RECORD * row)
        ahead(seg.u32, seg.at[_NAME_OFF] + row)
    for c in range(count):
        record = seg.at[_NAME_REC] + NAME_RECORD * out.ahead[c]
        out.ahead[c] = np.int64(seg.u64[record + OFF])
        ahead(seg.u32, seg.at[_NAME_WORD] + (out.ahead[c] & 0xFFFFFFFF))
        ahead(seg.u32, seg.at[_NAME_SPELL] + (out.ahead[c] & 0xFFFFFFFF))
    for c in range(count):
        first = out.ahead[c] & 0xFFFFFFFF
        for place in range(first, first + (out.ahead[c] >> 32)):
            word = np.int64(seg.u32[seg.at[_NAME_WORD] + place])
            ahead(seg.u64, seg.at[_REC] + RECORD * word)
    for c in range(count):
        out.ahead[c] |= _may_meet(seg, out.ahead[c], words, peq) << _MAY
    for step in range(3, STEPS):
        for c in range(count):
            first, may = out.ahead[c] & 0xFFFFFFFF, out.ahead[c] >> _MAY
            while may:
                if may & 1:
                    word = np.int64(seg.u32[seg.at[_NAME_WORD] + first])
                    spell = np.int64(seg.u64[seg.at[_REC] + RECORD * word + SPELL])
                    spelling_coming(seg, spell, step)
                may, first = may >> 1, first + 1


@njit
def _may_meet(seg, told, words, peq):
    """A bit for each of a name's first words that its record does not keep from meeting an asked one."""
    first, may = told & 0xFFFFFFFF, np.int64(0)
    for place in range(min(told >> 32, _MOST_TOLD)):
        word = np.int64(seg.u32[seg.at[_NAME_WORD] + first + place])
        for a in range(words):
            if not far(peq.rec, RECORD * a, seg.u64, seg.at[_REC] + RECORD * word):
                may |= np.int64(1) << np.int64(place)
                break
    return may


@njit
def _twins(asked, name):
    """Whether the next asked name is this one, read as no person's."""
    one, other = asked.u8[asked.at[_NAME_FLAG] + name], asked.u8[asked.at[_NAME_FLAG] + name + 1]
    return (one & PERSON) != 0 and (other & PERSON) == 0


@njit
def _best_name(seg, ent, asked, mine, scr, peq, links, curves, n, out):
    """Score the names of an entity that share a word with an asked one; the best is a result."""
    best, best_row, asks = FAR, np.int64(-1), 0.0
    # a table of asked names has no records of its own: those of this one are prepared
    script = script_of(np.int64(peq.rec[0])) if count_of(asked, mine) else np.int64(-1)
    flag = np.int64(asked.u8[asked.at[_NAME_FLAG] + mine])
    for p in range(share(seg, _ENT_OFF, ent), share(seg, _ENT_OFF, ent + 1)):
        row = np.int64(seg.u32[seg.at[_ENT_ROW] + p])
        said = np.int64(seg.u64[seg.at[_NAME_REC] + NAME_RECORD * row + SAID])
        theirs = said & 0xFF
        if (theirs & PERSON) != (flag & PERSON) or not _shares(seg, row, scr):
            continue
        if (said >> ROW_KIND) & 0xFF == 0 and _other_mode(asked, mine, flag, theirs):
            continue
        least = out.limits[2]
        if least > ANY and script != _script(seg, row):
            least -= _UNTOLD
        odds, _ = score_pair(asked, mine, seg, row, peq, links, curves, out.vector, least)
        if odds > best:
            best, best_row, asks = odds, row, links.met[4]
    if best_row >= 0 and (best >= out.limits[2] or asks):
        return _put(ent, best_row, mine, best, asks, n, np.int64(out.limits[1]), out)
    return n


@njit
def _script(table, row):
    """Script of the first word of a name; -1 where it has none."""
    first = words_at(table, row)
    if first == words_at(table, row + 1):
        return np.int64(-1)
    word = np.int64(table.u32[table.at[_NAME_WORD] + first])
    return script_of(np.int64(table.u64[table.at[_REC] + RECORD * word]))


@njit
def _other_mode(asked, mine, flag, theirs):
    """Whether two names of unknown type are compared as what they are not read as here."""
    both = asked.u8[asked.at[_ROW_KIND] + asked.u32[asked.at[_NAME_ENT] + mine]] == 0
    formed = (flag | theirs) & FORMED != 0
    return both and formed == (flag & PERSON != 0)


@njit
def _shares(seg, row, scr):
    """Whether a row holds a word that was found for the name."""
    for at in range(words_at(seg, row), words_at(seg, row + 1)):
        if spelling_seen(seg, at, scr) >= 0:
            return True
    return False


@njit
def _put(ent, row, name, odds, asks, n, keep, out):
    """Insert a result in its order; an entity stands once, with its best name."""
    for at in range(n):
        if out.ent[at] == ent:
            if out.odds[at] >= odds:
                return n
            for later in range(at, n - 1):
                _move(out, later + 1, later)
            n -= 1
            break
    if n == keep and (n == 0 or out.odds[n - 1] >= odds):
        return n
    at = min(n, keep - 1)
    while at > 0 and out.odds[at - 1] < odds:
        _move(out, at - 1, at)
        at -= 1
    out.ent[at], out.row[at], out.name[at], out.odds[at], out.asks[at] = ent, row, name, odds, asks
    return min(n + 1, keep)


@njit
def _move(out, source, to):
    out.ent[to], out.row[to] = out.ent[source], out.row[source]
    out.name[to], out.odds[to] = out.name[source], out.odds[source]
    out.asks[to] = out.asks[source]


@entrance
def screen_many(seg, dead, asked, query_off, kinds, which, work, curves, out, counts, whole, odds):
    """:func:`screen` for some queries; results of the ``k``-th stand in line ``k``.

    ``whole`` receives entity, row, asked name and whether the oracle has to be asked (the likeness
    of two scripts is not known yet); ``odds`` the log-odds.
    """
    segment, names, model, room = bare(seg), bare(asked), bare(curves), bare(out)
    mat, scr, peq, links = bare(work[0]), bare(work[1]), bare(work[2]), bare(work[3])
    for k in range(len(which)):
        q = which[k]
        n = screen(
            segment, dead, names, np.int64(query_off[q]), np.int64(query_off[q + 1]),
            np.int64(kinds[q]), mat, scr, peq, links, model, room,
        )  # fmt: skip
        counts[k] = n
        for at in range(n):
            whole[k, at, 0], whole[k, at, 1] = room.ent[at], room.row[at]
            whole[k, at, 2], whole[k, at, 3] = room.name[at], np.int64(room.asks[at])
            odds[k, at] = room.odds[at]


@entrance
def search_many(seg, dead, asked, names, kinds, limit, work, rows, gains, counts):
    """Candidates alone: :func:`gather.search` for some asked names."""
    segment, told, mat, scr = bare(seg), bare(asked), bare(work[0]), bare(work[1])
    lines = bare((rows, gains))
    for q in range(len(names)):
        mine, theirs = after(lines[0], limit * q), after(lines[1], limit * q)
        counts[q] = search(
            segment, dead, told, np.int64(names[q]), np.int64(kinds[q]), limit, 0.0, mat, scr,
            mine, theirs,
        )  # fmt: skip


@entrance
def score_many(one, left, other, right, work, curves, odds, asks, vectors, counts, places, values):
    """Log-odds of pairs of names ``left[k], right[k]``, and how their words met.

    ``vectors`` receives their features one after another, or of the last alone where it holds one.
    Where ``counts`` is not empty it receives the number of links, ``places`` of each link the places
    and sizes on both sides and the way, ``values`` its value, distance and ratio, for whoever gives
    the reasons; one entrance for both, since each is compiled with all that it calls.
    """
    first, second, model, room = bare(one), bare(other), bare(curves), bare((vectors,))
    peq, links = bare(work[2]), bare(work[3])
    many = len(vectors) > SIZE
    before, recorded = np.int64(-1), first.at[_REC] >= 0 and first.at[_NAME_REC] >= 0
    for k in range(len(left)):
        for step in range(STEPS):  # the farther off, the fewer are known
            later = k + STEPS - 1 - step
            if later < len(left):
                name_coming(second, np.int64(right[later]), step)
                if recorded:
                    name_coming(first, np.int64(left[later]), step)
        i = np.int64(left[k])
        if before < 0 or not _same_words(first, i, before):
            if before >= 0:
                release(first, before, peq)
            prepare(first, i, peq)
        before = i
        vector = after(room[0], SIZE * k if many else 0)
        odds[k], taken = score_pair(
            first, i, second, np.int64(right[k]), peq, links, model, vector, ANY
        )
        asks[k] = 1 if links.met[4] else 0
        if len(counts):
            counts[k] = taken
            for at in range(taken):
                o = links.chosen[at]
                places[k, at, 0], places[k, at, 1] = links.left[o], links.left_size[o]
                places[k, at, 2], places[k, at, 3] = links.right[o], links.right_size[o]
                places[k, at, 4] = links.how[o]
                values[k, at, 0], values[k, at, 1] = links.value[o], links.distance[o]
                values[k, at, 2] = links.ratio[o]
    if before >= 0:
        release(first, before, peq)


@njit
def _same_words(one, i, before):
    """Whether two names of a table have the same words, so that what is prepared of one serves both."""
    first, last = words_at(one, i), words_at(one, before)
    count = words_at(one, i + 1) - first
    if words_at(one, before + 1) - last != count:
        return False
    for at in range(count):
        if one.u32[one.at[_NAME_WORD] + first + at] != one.u32[one.at[_NAME_WORD] + last + at]:
            return False
    return True
