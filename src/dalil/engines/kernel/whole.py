"""How alike two names are as a whole: their words written together, letter by letter.

The asked name is written and made a pattern once; each listed name is written when it is held
against it. Which words met is not asked here.
"""

from __future__ import annotations

import numpy as np

from dalil.engines.kernel.access import reading_at, readings_at, words_at
from dalil.engines.kernel.jit import advance, njit
from dalil.engines.kernel.layout import PLACE, ROW
from dalil.engines.kernel.record import key_length_of
from dalil.engines.kernel.strings import MOST as LONGEST_PATTERN
from dalil.engines.kernel.strings import clear_pattern, decode_into, osa, osa_rows, pattern_into

after = advance()
MOST = 24
LONGEST_NAME = ROW - 2
FLAT = 4 * LONGEST_NAME
_NAME_WORD, _W_SPELL = PLACE["name_word"], PLACE["w_spell"]


@njit
def flat_into(side, name, out):
    """Write the first keys of a name's words together; returns bytes and letters."""
    first, last = words_at(side, name), words_at(side, name + 1)
    n, letters = 0, 0
    for p in range(first, min(last, first + MOST)):
        word = np.int64(side.u32[side.at[_NAME_WORD] + p])
        spell = np.int64(side.u32[side.at[_W_SPELL] + word])
        r = readings_at(side, spell)
        if r < readings_at(side, spell + 1):
            for c in range(reading_at(side, r), reading_at(side, r + 1)):
                if n < FLAT:
                    out[n] = side.u8[c]
                    n += 1
                    letters += 1 if side.u8[c] & 0xC0 != 0x80 else 0
    return n, letters


@njit
def prepare_whole(one, name, peq):
    """Write the asked name, and make it a pattern where it is short."""
    peq.flat_size[0], peq.flat_size[1] = flat_into(one, name, peq.flat)
    if peq.flat_size[0] <= LONGEST_PATTERN:
        pattern_into(peq.flat, 0, peq.flat_size[0], peq.flat_peq)


@njit
def release_whole(peq):
    """Clear what :func:`prepare_whole` set."""
    if peq.flat_size[0] <= LONGEST_PATTERN:
        clear_pattern(peq.flat, 0, peq.flat_size[0], peq.flat_peq)


@njit
def _flat_of(other, n, links):
    """The same of the other name, whose words are laid out among the links."""
    size, letters = 0, 0
    for p in range(MOST, MOST + n):
        length = key_length_of(links.heads[p])
        if length == 0:
            continue
        start = reading_at(other, readings_at(other, links.spells[p]))
        for c in range(start, start + length):
            if size < FLAT:
                links.flat[size] = other.u8[c]
                size += 1
                letters += 1 if other.u8[c] & 0xC0 != 0x80 else 0
    return size, letters


@njit
def whole(other, n, peq, links):
    """How alike the asked name and another are, 0 to 1, and the letters of the shorter."""
    right = links.flat
    x, xl = peq.flat_size[0], peq.flat_size[1]
    y, yl = _flat_of(other, n, links)
    longest, letters = max(xl, yl), float(min(24, xl, yl))
    limit = longest // 2
    if longest == 0 or abs(xl - yl) > limit:
        return 0.0, letters
    if x != xl or y != yl:
        codes = after(links.codes, LONGEST_NAME)
        x = decode_into(peq.flat, 0, x, links.codes, LONGEST_NAME)
        y = decode_into(right, 0, y, codes, LONGEST_NAME)
        found = osa_rows(links.codes, x, codes, y, limit, links.lines)
    elif x <= LONGEST_PATTERN:
        found = osa(peq.flat_peq, x, right, 0, y)
    elif y <= LONGEST_PATTERN:
        pattern_into(right, 0, y, links.flat_peq)
        found = osa(links.flat_peq, y, peq.flat, 0, x)
        clear_pattern(right, 0, y, links.flat_peq)
    else:
        found = osa_rows(peq.flat, x, right, y, limit, links.lines)
    return (0.0 if found > limit else 1 - found / longest), letters
