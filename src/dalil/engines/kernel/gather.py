"""Candidates of a query: postings of its words, rarest first, bounded from above, then ranked.

A word tells as much as it is rare: its gain is the log of how much likelier the query's spelling is
in a row that holds the word than in any row. Words are taken in falling gain; once the words that
are left cannot lift a new row above the best rows found, no new rows are taken in. The best rows
are then read whole. What comes out is for the scorer: no decision is made here.
"""

# mypy: allow-untyped-defs, allow-untyped-calls
# ruff: noqa: ANN001, ANN201
from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np

from dalil.engines.kernel.find import UNIT, find_words, run_of
from dalil.engines.kernel.jit import njit
from dalil.engines.kernel.keys import WORD
from dalil.engines.kernel.strings import hash_skipping
from dalil.matching.analysis import Kind

MOST_WORDS = 48
HELD = 128
"""Rows that must stand above a bound before new rows are shut out (several rows an entity)."""
READ_WHOLE = 640
MOST_READ = 2048
"""Most rows that are read whole where thousands tie: they hold the same words."""
DEAD = 255
_BINS = 4096
_BIN = 4
_EXTRA = 0.6
_LEAST_GAIN = 0.5
_SPLIT_FROM, _SPLIT_PART = 7, 3
_SPLIT_COST = 1.5
LONGEST_JOIN = 24
_INITIAL = int(Kind.INITIAL)


class Rows(NamedTuple):
    """Names of a segment as arrays; see ``layout`` for shapes."""

    post_off: Any
    post: Any
    name_off: Any
    name_word: Any
    name_ent: Any
    row_kind: Any


class Scratch(NamedTuple):
    """Working memory of one thread for one segment."""

    acc: Any
    touched: Any
    bins: Any
    begin: Any
    end: Any
    top: Any
    order: Any
    best: Any
    link: Any
    token: Any
    epoch: Any
    seen: Any


@njit
def search(voc, rows, asked, name, kind, limit, mat, scr, out_row, out_score):
    """Find the rows most like one name, best first, one an entity.

    Args:
        voc: Vocabulary of the segment.
        rows: Its names.
        asked: Table of the names that are asked.
        name: Which of them.
        kind: Type that is wanted (0: any).
        limit: Most rows.
        mat: Working memory for matches of words.
        scr: Working memory.
        out_row: Rows found.
        out_score: Their gain in nats.

    Returns:
        How many were found; ``scr.seen`` marks the words that count for this name.
    """
    tokens = _match_words(voc, rows, asked, name, mat, scr)
    scr.epoch[1] += 1
    if tokens == 0:
        return 0
    _order(tokens, scr)
    touched, rest, floor = _accumulate(rows, tokens, kind, mat, scr)
    floor = max(floor - rest, _bound(rows, touched, READ_WHOLE, kind, scr))
    _link(tokens, mat, scr)
    n, read = 0, 0
    least = -1.0
    for at in range(touched):
        row = scr.touched[at]
        if scr.acc[row] >= floor and read < MOST_READ and _wanted(rows.row_kind[row], kind):
            read += 1
            score = _read_whole(rows, row, tokens, mat, scr)
            if n < limit or score > least:
                n = _keep(rows, row, score, n, limit, out_row, out_score)
                least = out_score[n - 1] if n == limit else -1.0
        scr.acc[row] = 0
    return n


@njit
def _wanted(kind, asked):
    return kind != DEAD and (kind == 0 or asked == 0 or kind == asked)


@njit
def _match_words(voc, rows, asked, name, mat, scr):
    """Find the vocabulary's words for each of the name's, and what each would tell."""
    found, tokens = 0, 0
    total = float(len(rows.name_ent))
    first, last = np.int64(asked.name_off[name]), np.int64(asked.name_off[name + 1])
    alone = last - first == 1
    for place in range(first, min(last, first + MOST_WORDS // 2)):
        word = asked.name_word[place]
        lo, hi = np.int64(asked.read_off[word]), np.int64(asked.read_off[word + 1])
        if lo == hi or (asked.word_kind[word] == _INITIAL and not alone):
            continue
        scr.epoch[0] += 1
        before = found
        found = find_words(voc, asked.rchar_off, asked.rchars, lo, hi, scr.epoch[0], found, mat)
        tokens = _token(voc, tokens, before, found, total, mat, scr)
        if not _exact(before, found, mat):
            found, tokens = _split(voc, asked, lo, hi, found, tokens, total, mat, scr)
        if place + 1 < last:
            found, tokens = _join(voc, asked, lo, place + 1, found, tokens, total, mat, scr)
    return tokens


@njit
def _join(voc, asked, r, place, found, tokens, total, mat, scr):
    """The word and its neighbour, written together."""
    word = asked.name_word[place]
    s = np.int64(asked.read_off[word])
    if s == np.int64(asked.read_off[word + 1]) or asked.word_kind[word] == _INITIAL:
        return found, tokens
    n = 0
    for reading in (r, s):
        for c in range(np.int64(asked.rchar_off[reading]), np.int64(asked.rchar_off[reading + 1])):
            if n > 0 and mat.chars[n - 1] == asked.rchars[c]:
                continue  # folding makes double letters one
            if n == LONGEST_JOIN:
                return found, tokens
            mat.chars[n] = asked.rchars[c]
            n += 1
    mat.ends[1] = n
    scr.epoch[0] += 1
    before = found
    found = find_words(voc, mat.ends, mat.chars, 0, 1, scr.epoch[0], found, mat)
    return found, _token(voc, tokens, before, found, total, mat, scr)


@njit
def _exact(before, found, mat):
    for at in range(before, found):
        if mat.cost[at] == 0.0:
            return True
    return False


@njit
def _token(voc, tokens, before, found, total, mat, scr):
    """Close one word of the query: its gains, and the highest of them."""
    if found == before or tokens >= MOST_WORDS:
        return tokens
    mass = 0.0
    for at in range(before, found):
        mass += voc.word_df[mat.word[at]] * np.exp(-mat.cost[at])
    told = np.log((total + 1.0) / (mass + 1e-9))
    top = 0.0
    for at in range(before, found):
        gain = told - mat.cost[at]
        mat.gain[at] = gain if gain >= _LEAST_GAIN else 0.0
        top = max(top, mat.gain[at])
    if top <= 0:
        return tokens
    scr.begin[tokens], scr.end[tokens], scr.top[tokens] = before, found, top
    return tokens + 1


@njit
def _split(voc, asked, lo, hi, found, tokens, total, mat, scr):
    """Two words written as one: take every cut whose halves are both words of the vocabulary."""
    for reading in range(lo, min(hi, lo + 2)):
        start, end = np.int64(asked.rchar_off[reading]), np.int64(asked.rchar_off[reading + 1])
        if end - start < _SPLIT_FROM:
            continue
        for cut in range(start + _SPLIT_PART, end - _SPLIT_PART + 1):
            left = _one(voc, asked.rchars, start, cut)
            if left < 0:
                continue
            right = _one(voc, asked.rchars, cut, end)
            if right < 0:  # the two may have shared a letter, which folding made one
                right = _one(voc, asked.rchars, cut - 1, end)
            if right < 0:
                continue
            for half in (left, right):
                if found < len(mat.word):
                    mat.word[found], mat.cost[found] = half, _SPLIT_COST
                    found += 1
                    tokens = _token(voc, tokens, found - 1, found, total, mat, scr)
    return found, tokens


@njit
def _one(voc, chars, start, end):
    """A vocabulary word of exactly this reading: the most frequent; -1 where there is none."""
    lo, hi = run_of(voc, hash_skipping(chars, start, end, -1, WORD))
    best = np.int64(-1)
    for at in range(lo, hi):
        word = np.int64(voc.key_word[at])
        for r in range(np.int64(voc.read_off[word]), np.int64(voc.read_off[word + 1])):
            begin = np.int64(voc.rchar_off[r])
            if np.int64(voc.rchar_off[r + 1]) - begin == end - start:
                same = True
                for i in range(end - start):
                    if voc.rchars[begin + i] != chars[start + i]:
                        same = False
                        break
                if same and (best < 0 or voc.word_df[word] > voc.word_df[best]):
                    best = word
    return best


@njit
def _order(tokens, scr):
    """Words of the query by falling gain (insertion sort: they are few)."""
    for t in range(tokens):
        at = t
        while at > 0 and scr.top[scr.order[at - 1]] < scr.top[t]:
            scr.order[at] = scr.order[at - 1]
            at -= 1
        scr.order[at] = t


@njit
def _accumulate(rows, tokens, kind, mat, scr):
    """Add up gains by row; returns rows touched, what unread words could add, and the bound."""
    rest = 0.0
    for t in range(tokens):
        rest += scr.top[t]
    touched, floor = 0, 0.0
    for place in range(tokens):
        token = scr.order[place]
        if touched >= HELD and rest * UNIT <= floor:
            if not _cheap(rows, token, touched, mat, scr):
                break
            for at in range(scr.begin[token], scr.end[token]):
                gain = np.uint16(mat.gain[at] * UNIT)
                if gain:
                    word = mat.word[at]
                    for p in range(np.int64(rows.post_off[word]), np.int64(rows.post_off[word + 1])):
                        row = rows.post[p]
                        if scr.acc[row]:
                            scr.acc[row] += gain
        else:
            for at in range(scr.begin[token], scr.end[token]):
                gain = np.uint16(mat.gain[at] * UNIT)
                if gain:
                    word = mat.word[at]
                    for p in range(np.int64(rows.post_off[word]), np.int64(rows.post_off[word + 1])):
                        row = rows.post[p]
                        if scr.acc[row] == 0:
                            scr.touched[touched] = row
                            touched += 1
                        scr.acc[row] += gain
        rest -= scr.top[token]
        if touched >= HELD:
            floor = _bound(rows, touched, HELD, kind, scr)
    return touched, rest * UNIT, floor


@njit
def _cheap(rows, token, touched, mat, scr):
    """Whether reading a word's postings costs less than reading the touched rows whole."""
    if touched <= READ_WHOLE:
        return False
    cost = 0
    for at in range(scr.begin[token], scr.end[token]):
        if mat.gain[at] > 0:
            word = mat.word[at]
            cost += np.int64(rows.post_off[word + 1]) - np.int64(rows.post_off[word])
    return cost < 40 * touched


@njit
def _bound(rows, touched, held, kind, scr):
    """The greatest sum that at least ``held`` touched rows reach (in steps); 0 where too few."""
    if touched < held:
        return 0.0
    scr.bins[:] = 0
    top = 0
    for at in range(touched):
        row = scr.touched[at]
        if _wanted(rows.row_kind[row], kind):
            b = min(np.int64(scr.acc[row]) // _BIN, _BINS - 1)
            scr.bins[b] += 1
            top = max(top, b)
    count = 0
    for b in range(top, -1, -1):
        count += scr.bins[b]
        if count >= held:
            return float(b * _BIN)
    return 0.0


@njit
def _link(tokens, mat, scr):
    """Chain the matches of each vocabulary word, so that a row can be read against all of them."""
    for t in range(tokens):
        for at in range(scr.begin[t], scr.end[t]):
            if mat.gain[at] > 0:
                word = mat.word[at]
                scr.token[at] = t
                scr.link[at] = mat.place[word] if scr.seen[word] == scr.epoch[1] else -1
                mat.place[word] = at
                scr.seen[word] = scr.epoch[1]


@njit
def _read_whole(rows, row, tokens, mat, scr):
    """Gain of a row: the best of its words for each of the query's, less for words left over."""
    for t in range(tokens):
        scr.best[t] = 0.0
    over = 0
    for at in range(np.int64(rows.name_off[row]), np.int64(rows.name_off[row + 1])):
        word = rows.name_word[at]
        if scr.seen[word] != scr.epoch[1]:
            over += 1
            continue
        m = mat.place[word]
        while m >= 0:
            t = scr.token[m]
            scr.best[t] = max(scr.best[t], mat.gain[m])
            m = scr.link[m]
    score = -_EXTRA * over
    for t in range(tokens):
        score += scr.best[t]
    return max(score, 0.0)


@njit
def _keep(rows, row, score, n, limit, out_row, out_score):
    """Insert a row in its order; one row an entity, the best."""
    ent = rows.name_ent[row]
    for at in range(n):
        if rows.name_ent[out_row[at]] == ent:
            if out_score[at] >= score:
                return n
            for later in range(at, n - 1):
                out_row[later], out_score[later] = out_row[later + 1], out_score[later + 1]
            n -= 1
            break
    at = n if n < limit else limit - 1
    while at > 0 and out_score[at - 1] < score:
        if at < limit:
            out_row[at], out_score[at] = out_row[at - 1], out_score[at - 1]
        at -= 1
    out_row[at], out_score[at] = row, score
    return min(n + 1, limit)
