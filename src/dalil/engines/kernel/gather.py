"""Candidates of a query: postings of its words, rarest first, bounded from above, then ranked.

A word tells as much as it is rare: its gain is the log of how much likelier the query's spelling is
in a row that holds the word than in any row. Words are taken in falling gain; once the words that
are left cannot lift a new row above the best rows found, no new rows are taken in. The best rows
are then read whole. What comes out is for the scorer: no decision is made here.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np

from dalil.engines.kernel.access import reading_at, readings_at, share, words_at
from dalil.engines.kernel.find import MOST_MATCHES, READINGS, UNIT, find_words, run_of
from dalil.engines.kernel.jit import ahead as ahead_
from dalil.engines.kernel.jit import njit
from dalil.engines.kernel.keys import WORD
from dalil.engines.kernel.layout import LINE, NONE, PLACE, SPELLED
from dalil.engines.kernel.strings import MOST, hash_skipping
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
_ROUNDED = 32
"""Steps that gains may have lost in rounding, all a row's together."""
_EXTRA = 0.6
_LEAST_GAIN = 0.5
_SPLIT_FROM, _SPLIT_PART = 7, 3
_SPLIT_COST = 1.5
_LEAST_REST = 1e-3
GROUP = 16
"""Rows whose words are asked for at once."""
ahead = ahead_()
LONGEST_JOIN = 24
_POST, _POST_OFF, _S_DF = PLACE["post"], PLACE["post_off"], PLACE["s_df"]
_NAME_WORD, _NAME_ENT, _ROW_KIND, _NAME_TEXT_OFF = (
    PLACE["name_word"],
    PLACE["name_ent"],
    PLACE["row_kind"],
    PLACE["name_text_off"],
)
_W_KIND, _W_SPELL, _W_LED, _W_BARE = (
    PLACE["w_kind"],
    PLACE["w_spell"],
    PLACE["w_led"],
    PLACE["w_bare"],
)
_KEY_SPELL, _NAME_SPELL = PLACE["key_spell"], PLACE["name_spell"]
_NAME_OFF = PLACE["name_off"]
_INITIAL = int(Kind.INITIAL)


class Scratch(NamedTuple):
    """Working memory of one thread for one segment."""

    acc: Any
    touched: Any
    next: Any
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
    ents: Any
    group: Any


@njit
def row_kind(seg, row, dead):
    """Type of a row's entity; :data:`DEAD` where the entity was taken out."""
    if len(dead) and dead[np.int64(seg.u32[seg.at[_NAME_ENT] + row])]:
        return DEAD
    return np.int64(seg.u8[seg.at[_ROW_KIND] + row])


@njit
def _wanted(seg, row, asked, dead):
    kind = row_kind(seg, row, dead)
    return kind != DEAD and (kind == 0 or asked == 0 or kind == asked)


@njit
def search(seg, dead, asked, name, kind, limit, part, mat, scr, out_row, out_score):
    """Find the rows most like one name, best first, one an entity.

    Args:
        seg: The segment.
        dead: Which of its entities were taken out; empty where none were.
        asked: Table of the names that are asked.
        name: Which of them.
        kind: Type that is wanted (0: any).
        limit: Most rows.
        part: Share of the best row's gain below which rows may be left out.
        mat: Working memory for matches of words.
        scr: Working memory.
        out_row: Rows found.
        out_score: Their gain in nats.

    Returns:
        How many were found; ``scr.seen`` marks the spellings that count for this name.
    """
    tokens = _match_words(seg, asked, name, mat, scr)
    scr.epoch[1] += 1
    if tokens == 0:
        return 0
    _order(tokens, scr)
    touched, rest, floor = _accumulate(seg, dead, tokens, kind, mat, scr)
    floor -= rest
    if rest > _LEAST_REST:  # else the bound of fewer rows is there, and is no lower
        floor = max(floor, _bound(seg, dead, touched, READ_WHOLE, kind, scr))
    _link(tokens, mat, scr)
    n, read = 0, 0
    least = -1.0
    top = _rank(touched, floor, scr)
    for b in range(top, -1, -1):
        most = (b + 1) * _BIN + rest + _ROUNDED
        if n == limit and b < _BINS - 1 and least * UNIT >= most:
            break  # no row that is left can be better than the worst that is kept
        if n > 0 and b < _BINS - 1 and part * out_score[0] * UNIT > most:
            break
        at = scr.bins[b] - 1
        while at >= 0 and read < MOST_READ:
            at, group = _gather_rows(seg, at, min(GROUP, MOST_READ - read), kind, dead, scr)
            read += group
            for k in range(group):
                row = scr.group[k]
                score = _read_whole(seg, row, tokens, mat, scr)
                if n < limit or score > least:
                    n = _keep(seg, row, score, n, limit, scr.ents, out_row, out_score)
                    least = out_score[n - 1] if n == limit else -1.0
    for at in range(touched):
        scr.acc[scr.touched[at]] = 0
    return n


@njit
def _gather_rows(seg, at, most, kind, dead, scr):
    """Take the next rows of a chain and ask for their words; returns where the chain goes on."""
    group = 0
    while at >= 0 and group < most:
        row = np.int64(scr.touched[at])
        if _wanted(seg, row, kind, dead):
            ahead(seg.u32, seg.at[_NAME_OFF] + row)
            ahead(seg.u32, seg.at[_NAME_ENT] + row)
            scr.group[group] = row
            group += 1
        at = scr.next[at] - 1
    for k in range(group):
        ahead(seg.u32, seg.at[_NAME_SPELL] + words_at(seg, scr.group[k]))
    for k in range(group):
        row = scr.group[k]
        for place in range(words_at(seg, row), words_at(seg, row + 1)):
            ahead(scr.seen, np.int64(seg.u32[seg.at[_NAME_SPELL] + place]) & SPELLED)
    return at, group


@njit
def _rank(touched, floor, scr):
    """Chain the touched rows by what they may gain, in steps; returns the highest step."""
    for at in range(_BINS):
        scr.bins[at] = 0
    top = -1
    for back in range(touched):
        at = touched - 1 - back
        gain = scr.acc[scr.touched[at]]
        if gain >= floor:
            b = min(np.int64(gain) // _BIN, _BINS - 1)
            scr.next[at] = scr.bins[b]
            scr.bins[b] = at + 1
            top = max(top, b)
    return top


@njit
def _match_words(seg, asked, name, mat, scr):
    """Find the segment's spellings for each of the name's words, and what each would tell."""
    found, tokens = 0, 0
    first, last = words_at(asked, name), words_at(asked, name + 1)
    alone = last - first == 1
    for place in range(first, min(last, first + MOST_WORDS // 2)):
        word = np.int64(asked.u32[asked.at[_NAME_WORD] + place])
        if asked.u8[asked.at[_W_KIND] + word] == _INITIAL and not alone:
            continue
        scr.epoch[0] += 1
        before = found
        for column in (_W_SPELL, _W_LED, _W_BARE):
            spell = np.int64(asked.u32[asked.at[column] + word])
            if spell != NONE:
                readings = _readings_into(asked, spell, mat)
                found = find_words(seg, readings, scr.epoch[0], found, mat)
        tokens = _token(seg, tokens, before, found, mat, scr)
        if not _exact(before, found, mat):
            spell = np.int64(asked.u32[asked.at[_W_SPELL] + word])
            found, tokens = _split(seg, asked, spell, found, tokens, mat, scr)
        if place + 1 < last:
            found, tokens = _join(seg, asked, word, place + 1, found, tokens, mat, scr)
    return tokens


@njit
def _readings_into(asked, spell, mat):
    """Lay an asked spelling's readings out for :func:`find_words`; returns their number."""
    n = 0
    for r in range(readings_at(asked, spell), readings_at(asked, spell + 1)):
        start = reading_at(asked, r)
        size = min(reading_at(asked, r + 1) - start, MOST)
        if n < READINGS and size > 0:
            for c in range(size):
                mat.chars[LINE * n + c] = asked.u8[start + c]
            mat.lengths[n] = size
            n += 1
    return n


@njit
def _join(seg, asked, word, place, found, tokens, mat, scr):
    """The word and its neighbour, written together."""
    other = np.int64(asked.u32[asked.at[_NAME_WORD] + place])
    if asked.u8[asked.at[_W_KIND] + other] == _INITIAL:
        return found, tokens
    n = 0
    for part in (word, other):
        spell = np.int64(asked.u32[asked.at[_W_SPELL] + part])
        r = readings_at(asked, spell)
        if r == readings_at(asked, spell + 1):
            return found, tokens
        for c in range(reading_at(asked, r), reading_at(asked, r + 1)):
            if n > 0 and mat.chars[n - 1] == asked.u8[c]:
                continue  # folding makes double letters one
            if n == LONGEST_JOIN:
                return found, tokens
            mat.chars[n] = asked.u8[c]
            n += 1
    mat.lengths[0] = n
    scr.epoch[0] += 1
    before = found
    found = find_words(seg, 1, scr.epoch[0], found, mat)
    return found, _token(seg, tokens, before, found, mat, scr)


@njit
def _exact(before, found, mat):
    for at in range(before, found):
        if mat.cost[at] == 0.0:
            return True
    return False


@njit
def _token(seg, tokens, before, found, mat, scr):
    """Close one word of the query: its gains, and the highest of them."""
    if found == before or tokens >= MOST_WORDS:
        return tokens
    mass = 0.0
    for at in range(before, found):
        mass += seg.u32[seg.at[_S_DF] + mat.word[at]] * np.exp(-mat.cost[at])
    total = float(seg.at[_NAME_TEXT_OFF] - seg.at[_NAME_ENT])  # the rows of the segment
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
def _split(seg, asked, spell, found, tokens, mat, scr):
    """Two words written as one: take every cut whose halves are both words of the segment."""
    first = readings_at(asked, spell)
    for reading in range(first, min(readings_at(asked, spell + 1), first + 2)):
        start, end = reading_at(asked, reading), reading_at(asked, reading + 1)
        if end - start < _SPLIT_FROM:
            continue
        for cut in range(start + _SPLIT_PART, end - _SPLIT_PART + 1):
            left = _one(seg, asked.u8, start, cut)
            if left < 0:
                continue
            right = _one(seg, asked.u8, cut, end)
            if right < 0:  # the two may have shared a letter, which folding made one
                right = _one(seg, asked.u8, cut - 1, end)
            if right < 0:
                continue
            for half in (left, right):
                if found < MOST_MATCHES:
                    mat.word[found], mat.cost[found] = half, _SPLIT_COST
                    found += 1
                    tokens = _token(seg, tokens, found - 1, found, mat, scr)
    return found, tokens


@njit
def _one(seg, chars, start, end):
    """A spelling of exactly this reading: the most frequent; -1 where there is none."""
    lo, hi = run_of(seg, hash_skipping(chars, start, end, -1, WORD))
    best = np.int64(-1)
    for at in range(lo, hi):
        spell = np.int64(seg.u32[seg.at[_KEY_SPELL] + at])
        for r in range(readings_at(seg, spell), readings_at(seg, spell + 1)):
            begin = reading_at(seg, r)
            same = reading_at(seg, r + 1) - begin == end - start
            for i in range(end - start):
                if not same or seg.u8[begin + i] != chars[start + i]:
                    same = False
                    break
            more = best < 0 or seg.u32[seg.at[_S_DF] + spell] > seg.u32[seg.at[_S_DF] + best]
            if same and more:
                best = spell
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
def _accumulate(seg, dead, tokens, kind, mat, scr):
    """Add up gains by row; returns rows touched, what unread words could add, and the bound."""
    rest, so_far = 0.0, 0.0
    for t in range(tokens):
        rest += scr.top[t]
    touched, floor = 0, 0.0
    for place in range(tokens):
        token = scr.order[place]
        if touched >= HELD and rest * UNIT <= floor:
            if not _cheap(seg, token, touched, mat, scr):
                break
            for at in range(scr.begin[token], scr.end[token]):
                gain = np.uint16(mat.gain[at] * UNIT)
                if gain:
                    word = mat.word[at]
                    for p in range(share(seg, _POST_OFF, word), share(seg, _POST_OFF, word + 1)):
                        row = seg.u32[seg.at[_POST] + p]
                        if scr.acc[row]:
                            scr.acc[row] += gain
        else:
            for at in range(scr.begin[token], scr.end[token]):
                gain = np.uint16(mat.gain[at] * UNIT)
                if gain:
                    word = mat.word[at]
                    for p in range(share(seg, _POST_OFF, word), share(seg, _POST_OFF, word + 1)):
                        row = seg.u32[seg.at[_POST] + p]
                        if scr.acc[row] == 0:
                            scr.touched[touched] = row
                            touched += 1
                        scr.acc[row] += gain
        rest -= scr.top[token]
        so_far += scr.top[token]
        if touched >= HELD and (place == tokens - 1 or 2 * so_far >= rest):  # else too low
            floor = _bound(seg, dead, touched, HELD, kind, scr)
    return touched, rest * UNIT, floor


@njit
def _cheap(seg, token, touched, mat, scr):
    """Whether reading a word's postings costs less than reading the touched rows whole."""
    if touched <= READ_WHOLE:
        return False
    cost = 0
    for at in range(scr.begin[token], scr.end[token]):
        if mat.gain[at] > 0:
            word = mat.word[at]
            cost += share(seg, _POST_OFF, word + 1) - share(seg, _POST_OFF, word)
    return cost < 40 * touched


@njit
def _bound(seg, dead, touched, held, kind, scr):
    """The greatest sum that at least ``held`` touched rows reach (in steps); 0 where too few."""
    if touched < held:
        return 0.0
    for at in range(_BINS):
        scr.bins[at] = 0
    top = 0
    for at in range(touched):
        row = scr.touched[at]
        if _wanted(seg, np.int64(row), kind, dead):
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
def spelling_seen(seg, place, scr):
    """A spelling of the word at a place that was found for the name; -1 where none was."""
    told = np.int64(seg.u32[seg.at[_NAME_SPELL] + place])
    if scr.seen[told & SPELLED] == scr.epoch[1]:
        return told & SPELLED
    if told <= SPELLED:
        return np.int64(-1)
    word = np.int64(seg.u32[seg.at[_NAME_WORD] + place])
    for column in (_W_LED, _W_BARE):
        spell = np.int64(seg.u32[seg.at[column] + word])
        if spell != NONE and scr.seen[spell] == scr.epoch[1]:
            return spell
    return np.int64(-1)


@njit
def _read_whole(seg, row, tokens, mat, scr):
    """Gain of a row: the best of its words for each of the query's, less for words left over."""
    for t in range(tokens):
        scr.best[t] = 0.0
    over = 0
    for at in range(words_at(seg, row), words_at(seg, row + 1)):
        spell = spelling_seen(seg, at, scr)
        if spell < 0:
            over += 1
            continue
        m = mat.place[spell]
        while m >= 0:
            t = scr.token[m]
            scr.best[t] = max(scr.best[t], mat.gain[m])
            m = scr.link[m]
    score = -_EXTRA * over
    for t in range(tokens):
        score += scr.best[t]
    return max(score, 0.0)


@njit
def _keep(seg, row, score, n, limit, ents, out_row, out_score):
    """Insert a row in its order; one row an entity, the best. ``ents`` holds whose they are."""
    ent = seg.u32[seg.at[_NAME_ENT] + row]
    for at in range(n):
        if ents[at] == ent:
            if out_score[at] >= score:
                return n
            for later in range(at, n - 1):
                out_row[later], out_score[later] = out_row[later + 1], out_score[later + 1]
                ents[later] = ents[later + 1]
            n -= 1
            break
    at = n if n < limit else limit - 1
    while at > 0 and out_score[at - 1] < score:
        out_row[at], out_score[at] = out_row[at - 1], out_score[at - 1]
        ents[at] = ents[at - 1]
        at -= 1
    out_row[at], out_score[at], ents[at] = row, score, ent
    return min(n + 1, limit)
