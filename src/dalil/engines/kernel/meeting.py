"""How two words meet, over arrays: the compiled twin of ``alignment.meet``.

Both sides are tables. The first side's words are prepared once for a query, then held against any
number of names of the second. How spellings meet is the business of :mod:`spelled`.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np

from dalil.engines.kernel.access import plain_at, reading_at, readings_at, words_at
from dalil.engines.kernel.jit import advance, njit
from dalil.engines.kernel.layout import HAN, HANGUL, NONE, PLACE, SIGNS
from dalil.engines.kernel.record import (
    COMMON,
    IDS,
    KIND,
    RECORD,
    SPELL,
    VARIED,
    length_of,
    record_into,
    script_of,
)
from dalil.engines.kernel.spelled import compare, first_letter, likened, say, shared
from dalil.engines.kernel.strings import clear_pattern, pattern_into
from dalil.engines.kernel.whole import MOST, prepare_whole, release_whole
from dalil.matching.alignment import _NICKNAME as _NICKNAME_VALUE
from dalil.matching.alignment import _TRANSLATED as _TRANSLATED_VALUE
from dalil.matching.alignment import ARTICLE, TWO_NAMES
from dalil.matching.analysis import Kind
from dalil.names.similarity import CERTAIN, How

after = advance()
REMEMBERED = 1 << 12
"""Pairs of words that are remembered while a name is asked, a power of two."""
VARIANTS = 4
_CERTAIN, _TOP = float(CERTAIN), 0.97
_NUMBER, _INITIAL, _GENERIC = int(Kind.NUMBER), int(Kind.INITIAL), int(Kind.GENERIC)
_NAME = int(Kind.NAME)
_APART, _SAME, _READING, _OTHER = (
    int(How.APART), int(How.SAME), int(How.READING), int(How.ANOTHER_READING),
)  # fmt: skip
_VOWELS, _LETTERS, _FITS, _NICK = (
    int(How.VOWELS), int(How.LETTERS), int(How.INITIAL), int(How.NICKNAME),
)  # fmt: skip
_TRANSLATED, _ENDING, _ACROSS = int(How.TRANSLATED), int(How.ENDING), int(How.ACROSS)
_CUT, _ANOTHER, _HALF = int(How.CUT), int(How.ANOTHER_NAME), int(How.HALF)
_FATHER, _W_PATR = int(How.FATHER), PLACE["w_patr"]
_S_SCRIPT = PLACE["s_script"]
_W_NUMBER, _IDS_OFF, _IDS = (
    PLACE["w_number"], PLACE["ids_off"], PLACE["ids_hash"],
)  # fmt: skip
_W_SPELL, _W_LED, _W_BARE, _W_STEM = (
    PLACE["w_spell"], PLACE["w_led"], PLACE["w_bare"], PLACE["w_stem"],
)  # fmt: skip
_FORM_OFF, _FORM, _NAME_WORD = PLACE["form_off"], PLACE["form_hash"], PLACE["name_word"]
_REC = PLACE["rec"]


class Patterns(NamedTuple):
    """Bit masks and records of a name's words (masks of four spellings each) and working memory."""

    rec: Any
    plain: Any
    key: Any
    join: Any
    bytes: Any
    codes: Any
    lines: Any
    known_key: Any
    known: Any
    wanted_key: Any
    wanted: Any
    mark: Any
    met: Any
    turn: Any
    flat: Any
    flat_peq: Any
    flat_size: Any


@njit
def meet_once(one, a, other, b, peq, turn, out):
    """:func:`meet`, remembered for the asked name: the same words stand in many of its candidates."""
    mark = ((peq.turn[0] * MOST + turn) << 32) | b
    at = (b * 29 + turn * 1031) & (REMEMBERED - 1)
    if peq.mark[at] == mark:
        out[0], out[1] = peq.met[4 * at], peq.met[4 * at + 1]
        out[2], out[3] = peq.met[4 * at + 2], peq.met[4 * at + 3]
        return
    before = out[4]
    out[4] = 0.0
    meet(one, a, other, b, peq, turn, out)
    if out[4] == 0.0:  # what hangs on a likeness is looked up, and noted, each time
        peq.mark[at] = mark
        peq.met[4 * at], peq.met[4 * at + 1] = out[0], out[1]
        peq.met[4 * at + 2], peq.met[4 * at + 3] = out[2], out[3]
        out[4] = before


@njit
def meet(one, a, other, b, peq, turn, out):
    """Say how word ``a`` of one table meets word ``b`` of another.

    Args:
        one: First table.
        a: A word of it.
        other: Second table.
        b: A word of it.
        peq: Patterns of the first name.
        turn: Place of ``a`` among its words.
        out: Receives value, distance, the code of the way and the ratio; ``out[4]`` is raised where
            the learned likeness would have been asked; ``out[5]`` is its slot where it was.
    """
    record = other.at[_REC] + RECORD * b
    x, y = np.int64(peq.rec[RECORD * turn]), np.int64(other.u64[record])
    ka, kb = x >> KIND, y >> KIND
    if ka == _NUMBER or kb == _NUMBER:
        left, right = one.f64[one.at[_W_NUMBER] + a], other.f64[other.at[_W_NUMBER] + b]
        if left == right and left >= 0:
            say(out, 1.0, 0.0, _SAME)
        else:
            say(out, 0.0, 9.0, _APART)
        return
    sa, sb = np.int64(peq.rec[RECORD * turn + SPELL]), np.int64(other.u64[record + SPELL])
    if ka == _INITIAL or kb == _INITIAL:
        if not _letter_in_common(one, sa, other, sb):
            say(out, 0.0, 9.0, _APART)
        elif ka == kb:
            say(out, 0.95, 0.0, _SAME)
        else:
            say(out, 0.6, 1.0, _FITS)
        return
    compare(one, sa, other, sb, peq, VARIANTS * turn, out)
    if ka == _NAME and kb == _NAME:
        _named(one, sa, x, other, sb, y, peq, out)
    if out[0] < 0.9 and (x | y) & VARIED:
        _with_particles(one, a, sa, other, b, sb, peq, turn, out)
    if x & y & VARIED:
        _of_fathers(one, a, other, b, peq, turn, out)
    native = script_of(x) == script_of(y) and script_of(x) in (HAN, HANGUL)
    if native and ka == _NAME:
        return  # of one sound or of one id they are not one name
    if out[0] < _TRANSLATED_VALUE and peq.rec[RECORD * turn + IDS] & other.u64[record + IDS]:
        general = ka == _GENERIC
        value = _TRANSLATED_VALUE if general else _NICKNAME_VALUE
        if out[0] < value and shared(one, _IDS_OFF, _IDS, a, other, b):
            say(out, value, 0.1 if general else 0.5, _TRANSLATED if general else _NICK)


@njit
def _of_fathers(one, a, other, b, peq, turn, out):
    """Patronymics meet by the father's name, whatever their endings: ``alignment._of_fathers``."""
    left, right = np.int64(one.u32[one.at[_W_STEM] + a]), np.int64(other.u32[other.at[_W_STEM] + b])
    if left == NONE or right == NONE:
        return
    value, distance, how, ratio = out[0], out[1], out[2], out[3]
    compare(one, left, other, right, peq, VARIANTS * turn + 3, out)
    patronymic = other.u8[other.at[_W_PATR] + b]
    if out[0] > value and patronymic != 0 and one.u8[one.at[_W_PATR] + a] == patronymic:
        out[2] = _FATHER
    elif out[0] >= value:
        out[0], out[1], out[2], out[3] = value, distance, how, ratio


@njit
def _named(one, a, head, other, b, theirs, peq, out):
    """Two common names are two, however alike: ``alignment._named`` where no likeness is asked."""
    how, common = out[2], head & theirs & COMMON
    if how == _ACROSS:
        if out[5] >= 0:
            likened(np.int64(out[5]), 4, peq, out)
        elif common and shared(one, _FORM_OFF, _FORM, a, other, b):
            out[0], out[3] = _TOP, _CERTAIN  # a name that is listed in both scripts
        return
    if how == _ENDING and (head | theirs) & COMMON == 0:
        out[2] = _LETTERS  # of rare words a letter may as well be lost
        return
    if how != _LETTERS and how != _VOWELS and how != _READING and how != _OTHER:
        return
    if common and not shared(one, _FORM_OFF, _FORM, a, other, b):
        size = max(length_of(head), length_of(theirs), 3)
        out[0] = max(0.0, out[0] - TWO_NAMES / size)
        out[1], out[2] = out[1] + TWO_NAMES, _ANOTHER


@njit
def _with_particles(one, a, sa, other, b, sb, peq, turn, out):
    """A particle or article that one name writes with its word costs little."""
    value, distance, how, ratio = out[0], out[1], out[2], out[3]
    for k in range(4):
        column = _W_LED if k < 2 else _W_BARE
        left, right, variant = sa, sb, 0
        if k % 2 == 0:
            left, variant = np.int64(one.u32[one.at[column] + a]), 1 if k < 2 else 2
        else:
            right = np.int64(other.u32[other.at[column] + b])
        if left == NONE or right == NONE:
            continue
        compare(one, left, other, right, peq, VARIANTS * turn + variant, out)
        same = one.u8[one.at[_S_SCRIPT] + left] == other.u8[other.at[_S_SCRIPT] + right]
        if out[0] - 0.02 > value and out[0] >= (0.8 if same else 0.72):
            value, distance, how, ratio = out[0] - 0.02, out[1] + 0.2, _CUT, out[3]
            half = _is_half(one, sa, left) if k == 2 else k == 3 and _is_half(other, sb, right)
            if half:
                how = _HALF
    out[0], out[1], out[2], out[3] = value, distance, how, ratio


@njit
def _is_half(table, word, bare):
    """Whether more than an article was taken off a word."""
    whole = plain_at(table, word + 1) - plain_at(table, word)
    return whole - (plain_at(table, bare + 1) - plain_at(table, bare)) > ARTICLE


@njit
def _letter_in_common(one, sa, other, sb):
    for r in range(readings_at(one, sa), readings_at(one, sa + 1)):
        letter = first_letter(one.u8, reading_at(one, r), reading_at(one, r + 1))
        for s in range(readings_at(other, sb), readings_at(other, sb + 1)):
            if first_letter(other.u8, reading_at(other, s), reading_at(other, s + 1)) == letter:
                return True
    return False


@njit
def prepare(one, name, peq):
    """Set the patterns of a name's words, and forget how another's met."""
    peq.turn[0] += 1
    first = words_at(one, name)
    for at in range(min(words_at(one, name + 1) - first, MOST)):
        word = np.int64(one.u32[one.at[_NAME_WORD] + first + at])
        if one.at[_REC] < 0:
            record_into(one, word, peq.rec, RECORD * at)
        else:
            for place in range(RECORD):
                peq.rec[RECORD * at + place] = one.u64[one.at[_REC] + RECORD * word + place]
    _each_pattern(one, name, peq, True)
    prepare_whole(one, name, peq)


@njit
def release(one, name, peq):
    """Clear what :func:`prepare` set."""
    _each_pattern(one, name, peq, False)
    release_whole(peq)


@njit
def _each_pattern(one, name, peq, put):
    first = words_at(one, name)
    for at in range(min(words_at(one, name + 1) - first, MOST)):
        word = np.int64(one.u32[one.at[_NAME_WORD] + first + at])
        varied = np.int64(peq.rec[RECORD * at]) & VARIED
        for variant in range(VARIANTS if varied else 1):
            column = _W_SPELL + variant  # the four stand side by side
            spell = np.int64(one.u32[one.at[column] + word])
            if spell == NONE:
                continue
            turn = VARIANTS * at + variant
            start, end = plain_at(one, spell), plain_at(one, spell + 1)
            _one_pattern(one.u8, start, end, after(peq.plain, SIGNS * turn), put)
            r = readings_at(one, spell)
            if r < readings_at(one, spell + 1):
                start, end = reading_at(one, r), reading_at(one, r + 1)
                _one_pattern(one.u8, start, end, after(peq.key, SIGNS * turn), put)


@njit
def _one_pattern(chars, start, end, masks, put):
    if put:
        pattern_into(chars, start, end, masks)
    else:
        clear_pattern(chars, start, end, masks)
