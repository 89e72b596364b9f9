"""Pairs of names that cannot reach a score, told from their records before a word is compared.

Most candidates share one word with what was asked and contradict another. Words of one alphabet
that surely meet none (:func:`record.far`) on both sides contradict each other, however the others
meet, and bound the log-odds from above. What is not surely below is compared in full.
"""

from __future__ import annotations

import numpy as np

from dalil.engines.kernel.aligning import may_join
from dalil.engines.kernel.curves import ROUNDING, most_within, settled
from dalil.engines.kernel.jit import njit
from dalil.engines.kernel.layout import PLACE
from dalil.engines.kernel.record import (
    FORM,
    KEY,
    KIN,
    KIND,
    LITERAL,
    NAME_RECORD,
    is_plain,
    key_length_of,
    script_of,
)
from dalil.engines.kernel.strings import letters_apart
from dalil.engines.kernel.whole import MOST
from dalil.matching.analysis import Kind
from dalil.matching.features import NAMES

_F = {name: place for place, name in enumerate(NAMES)}
TOLD_BEFORE = (
    "literal", "rarity", "contradicted", "contradicted_share", "across_scripts", "alone", "legal_form",
    "translated", "whole",
)  # fmt: skip
"""Features that are known or bounded here; the others are taken at their best."""
_LITERAL, _RARITY, _CONTRA, _CONTRA_SHARE, _ACROSS, _ALONE, _FORM, _TRANSLATED, _WHOLE = (
    _F[name] for name in TOLD_BEFORE
)
_GENERIC = int(Kind.GENERIC)
_NAME_REC, _NAME_LITERAL, _NAME_FORM, _NAME_KIN, _NAME_KEY = (
    PLACE["name_rec"], PLACE["name_literal"], PLACE["name_form"], PLACE["name_kin"], PLACE["name_key"],
)  # fmt: skip


@njit
def hopeless(one, i, other, j, kind, m, n, links, curves, least):
    """Whether two names that are laid out surely stay below ``least``: a bound, no more."""
    if not _any_left(0, m, links) or not _any_left(MOST, n, links):
        return False
    may_join(m, n, links)
    left, left_bits, left_rest = _left(0, m, links)
    right, right_bits, right_rest = _left(MOST, n, links)
    contrary, bits, met = min(left, right), min(left_bits, right_bits), (left_rest + right_rest) / 2
    if contrary <= 0 or bits <= 0:
        return False
    most = curves.most[kind] + most_within(curves, kind, _CONTRA, min(3.0, contrary), 3.0)
    most += most_within(curves, kind, _CONTRA_SHARE, bits / (bits + met), 1.0)
    most += most_within(curves, kind, _RARITY, 0.0, min(60.0, met))
    most += most_within(curves, kind, _ACROSS, 0.0, 1.0 if _crosses(m, n, links) else 0.0)
    alone = 0.0 if min(m, n) > 1 else 2.0 if max(m, n) == 1 else 1.0
    most += most_within(curves, kind, _ALONE, alone, alone) + _stated(
        one, i, other, j, kind, curves
    )
    most += most_within(curves, kind, _WHOLE, 0.0, _whole_at_most(m, n, links))
    return settled(most + ROUNDING) < least


@njit
def _any_left(side, count, links):
    for p in range(side, side + count):
        if links.may[p] == 0:
            return True
    return False


@njit
def _left(side, count, links):
    """Share and bits of the words that surely meet none, and the bits of the others."""
    share, bits, rest = 0.0, 0.0, 0.0
    for p in range(side, side + count):
        if links.may[p]:
            rest += links.bits[p]
        else:
            share += 0.5 if links.heads[p] >> KIND == _GENERIC else 1.0
            bits += links.bits[p]
    return share, bits, rest


@njit
def _crosses(m, n, links):
    """Whether words of two scripts stand in the names."""
    script = script_of(links.heads[0])
    for p in range(m):
        if script_of(links.heads[p]) != script:
            return True
    for p in range(MOST, MOST + n):
        if script_of(links.heads[p]) != script:
            return True
    return False


@njit
def _stated(one, i, other, j, kind, curves):
    """What the features give that do not hang on how words meet."""
    row = other.at[_NAME_REC] + NAME_RECORD * j
    literal = 1.0 if one.u64[one.at[_NAME_LITERAL] + i] == other.u64[row + LITERAL] else 0.0
    x, y = one.u64[one.at[_NAME_FORM] + i], other.u64[row + FORM]
    form = 0.0
    if x != 0 and y != 0:
        kin = one.u64[one.at[_NAME_KIN] + i] == other.u64[row + KIN]
        form = 1.0 if x == y else 0.5 if kin else -1.0
    x, y = one.u64[one.at[_NAME_KEY] + i], other.u64[row + KEY]
    translated = 1.0 if x != 0 and x == y else 0.0
    told = most_within(curves, kind, _LITERAL, literal, literal)
    told += most_within(curves, kind, _FORM, form, form)
    return told + most_within(curves, kind, _TRANSLATED, translated, translated)


@njit
def _whole_at_most(m, n, links):
    """The most that the names written together can be alike, by the letters of their words' keys."""
    x, letters, plain = _together(0, m, links)
    y, others, as_plain = _together(MOST, n, links)
    longest = max(x, y)
    if not plain or not as_plain or longest == 0:
        return 1.0
    apart = max(abs(x - y), letters_apart(letters, letters, others, others))
    return max(0.0, 1.0 - apart / longest)


@njit
def _together(side, count, links):
    """Length and letters of keys written together, and whether all are plain words'."""
    length, letters, plain = np.int64(0), np.int64(0), True
    for p in range(side, side + count):
        plain = plain and is_plain(links.heads[p])
        length += key_length_of(links.heads[p])
        letters |= links.letters[p] >> 32
    return length, letters, plain
