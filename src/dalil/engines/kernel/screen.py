"""One loop from asked names to scored entities, and one from pairs of names to scores.

For each asked name candidates are found, then every name of a candidate that shares a word is
scored in full; an entity keeps its best name. Log-odds come out: thresholds, qualifiers and words
are the business of those who ask.
"""

# mypy: allow-untyped-defs, allow-untyped-calls
# ruff: noqa: ANN001, ANN201
from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np

from dalil.engines.kernel.gather import search
from dalil.engines.kernel.jit import njit
from dalil.engines.kernel.layout import PERSON, WEAK
from dalil.engines.kernel.meeting import prepare, release
from dalil.engines.kernel.pairs import score_pair


class Entities(NamedTuple):
    """Rows of each entity."""

    ent_off: Any
    ent_row: Any


class Found(NamedTuple):
    """Results of one query: entity, row, asked name, log-odds; candidates and their gains."""

    ent: Any
    row: Any
    name: Any
    odds: Any
    cand: Any
    gain: Any
    vector: Any


@njit
def screen(voc, rows, table, ents, asked, first, last, kind, limits, mat, scr, peqs, links, curves, out):
    """Screen one query, given as a range of asked names, against a segment.

    Args:
        voc: Vocabulary of the segment.
        rows: Names of the segment, for finding.
        table: Names of the segment, for comparing.
        ents: Entities of the segment.
        asked: Table of asked names.
        first: First name of the query.
        last: One past its last; a name read both as a person's and as another's stands twice.
        kind: Type wanted (0: any).
        limits: Most candidates of a name; most results; least log-odds; share of the best gain
            that a candidate needs; what a weak alias loses.
        mat: Working memory.
        scr: Working memory.
        peqs: Two sets of patterns.
        links: Working memory.
        curves: The model.
        out: Results.

    Returns:
        How many results.
    """
    n = 0
    most, keep = np.int64(limits[0]), np.int64(limits[1])
    name = first
    while name < last:
        twin = name + 1 < last and asked.name_ent[name] == asked.name_ent[name + 1]
        count = search(voc, rows, asked, name, kind, most, mat, scr, out.cand, out.gain)
        prepare(asked, name, peqs[0])
        if twin:
            prepare(asked, name + 1, peqs[1])
        for c in range(count):
            if out.gain[c] < limits[3] * out.gain[0]:
                break
            ent = rows.name_ent[out.cand[c]]
            best, best_row, best_name = -1e9, np.int64(-1), name
            for p in range(np.int64(ents.ent_off[ent]), np.int64(ents.ent_off[ent + 1])):
                row = np.int64(ents.ent_row[p])
                if not _shares(rows, row, scr):
                    continue
                mode = table.name_flag[row] & PERSON
                mine = name
                if (asked.name_flag[name] & PERSON) != mode:
                    if not twin:
                        continue
                    mine = name + 1
                odds, _ = score_pair(asked, mine, table, row, peqs[mine - name], links, curves, out.vector)
                if table.name_flag[row] & WEAK:
                    odds -= limits[4]
                if odds > best:
                    best, best_row, best_name = odds, row, mine
            if best_row >= 0 and best >= limits[2]:
                n = _put(ent, best_row, best_name, best, n, keep, out)
        release(asked, name, peqs[0])
        if twin:
            release(asked, name + 1, peqs[1])
        name += 2 if twin else 1
    return n


@njit
def _shares(rows, row, scr):
    """Whether a row holds a word that was found for the name."""
    for at in range(np.int64(rows.name_off[row]), np.int64(rows.name_off[row + 1])):
        if scr.seen[rows.name_word[at]] == scr.epoch[1]:
            return True
    return False


@njit
def _put(ent, row, name, odds, n, keep, out):
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
    out.ent[at], out.row[at], out.name[at], out.odds[at] = ent, row, name, odds
    return min(n + 1, keep)


@njit
def _move(out, source, to):
    out.ent[to], out.row[to] = out.ent[source], out.row[source]
    out.name[to], out.odds[to] = out.name[source], out.odds[source]


@njit
def screen_many(
    voc, rows, table, ents, asked, query_off, kinds, start, end, limits, mat, scr, peqs, links, curves,
    out, all_n, all_ent, all_row, all_name, all_odds,
):  # fmt: skip
    """:func:`screen` for queries ``start`` to ``end``; results of query ``q`` stand in row ``q``."""
    for q in range(start, end):
        first, last = np.int64(query_off[q]), np.int64(query_off[q + 1])
        n = screen(
            voc, rows, table, ents, asked, first, last, kinds[q], limits, mat, scr, peqs, links, curves, out
        )  # fmt: skip
        all_n[q] = n
        for at in range(n):
            all_ent[q, at], all_row[q, at] = out.ent[at], out.row[at]
            all_name[q, at], all_odds[q, at] = out.name[at], out.odds[at]


@njit
def score_many(one, left, other, right, start, end, peq, links, curves, odds, vectors):
    """Log-odds of pairs of names ``left[k], right[k]``; their vectors where there is room for them."""
    before = np.int64(-1)
    for k in range(start, end):
        i = np.int64(left[k])
        if i != before:
            if before >= 0:
                release(one, before, peq)
            prepare(one, i, peq)
            before = i
        row = k if len(vectors) > 1 else 0
        odds[k], _ = score_pair(one, i, other, np.int64(right[k]), peq, links, curves, vectors[row])
    if before >= 0:
        release(one, before, peq)
