"""Scores of pairs of names over arrays: the compiled twin of alignment, features and model.

``align`` pairs words as ``matching.alignment``, ``measure`` fills the vector of
``matching.features``, ``odds`` reads the curves of ``matching.model``. Order and meaning are theirs;
contract tests hold every number to theirs.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np

from dalil.engines.kernel.access import plain_at, reading_at, readings_at, words_at
from dalil.engines.kernel.jit import advance, njit
from dalil.engines.kernel.layout import PERSON, PLACE, ROW
from dalil.engines.kernel.likeness import ASKED_JOINED, LISTED_JOINED
from dalil.engines.kernel.meeting import MOST, first_letter, join, meet_joined, meet_once
from dalil.engines.kernel.strings import MOST as LONGEST_PATTERN
from dalil.engines.kernel.strings import clear_pattern, decode_into, osa, osa_rows, pattern_into
from dalil.matching.analysis import Kind
from dalil.matching.bounds import (
    AKIN,
    ANOTHER_VALUE,
    NOT_SHOWN,
    SHORT_VALUE,
    TWO_LETTERS,
    UNSURE,
)
from dalil.matching.features import NAMES
from dalil.matching.model import settled
from dalil.names.similarity import CERTAIN, How

MOST_OPTIONS = 4 * MOST * MOST
LONGEST_NAME = ROW - 2
FLAT = 4 * LONGEST_NAME
after = advance()
_F = {name: place for place, name in enumerate(NAMES)}
SIZE = len(NAMES)
_settled = njit(settled)
_IN_USE = _F["names_in_use"]
_INITIAL, _GENERIC, _NAME, _NUMBER = (
    int(Kind.INITIAL),
    int(Kind.GENERIC),
    int(Kind.NAME),
    int(Kind.NUMBER),
)
_ENDING, _BY_LETTERS, _ANOTHER = int(How.ENDING), int(How.LETTERS), int(How.ANOTHER_NAME)
_AKIN = np.zeros((256, 256), np.bool_)
for _one, _other in AKIN:
    _AKIN[_one, _other] = True
_CERTAIN = float(CERTAIN)
_NAME_WORD, _NAME_SON, _NAME_FLAG, _NAME_GEN = (
    PLACE["name_word"],
    PLACE["name_son"],
    PLACE["name_flag"],
    PLACE["name_gen"],
)
_NAME_LITERAL, _NAME_FORM, _NAME_KIN, _NAME_KEY = (
    PLACE["name_literal"],
    PLACE["name_form"],
    PLACE["name_kin"],
    PLACE["name_key"],
)
_W_KIND, _W_BITS, _W_NUMBER, _W_PATR, _W_SPELL = (
    PLACE["w_kind"],
    PLACE["w_bits"],
    PLACE["w_number"],
    PLACE["w_patr"],
    PLACE["w_spell"],
)
_S_SCRIPT = PLACE["s_script"]
_FITS, _NICK, _GENDERED, _CUT = int(How.INITIAL), int(How.NICKNAME), int(How.GENDERED), int(How.CUT)
_HALF = int(How.HALF)
(
    _LITERAL, _WORST, _MEAN, _DISTANCE, _RARITY, _MET, _CONTRA, _CONTRA_SHARE, _OUT, _OUT_SHARE, _PATR_OUT,
    _PATR_CONTRA, _INITIALS, _ORDER, _KIN_TURNED, _WHOLE, _ACROSS, _NICKS, _GENDER, _GENERATION, _ALONE,
    _LETTERS, _TOGETHER, _FIRST, _SHORTEST, _FORM, _ONLY_GENERAL, _NUMBERS, _TRANSLATED, _ACRONYM,
    _OTHER_GENDER, _RATIO, _FIRST_OUT,
) = (
    _F["literal"], _F["worst"], _F["mean"], _F["distance"], _F["rarity"], _F["met_words"],
    _F["contradicted"], _F["contradicted_share"], _F["left_out"], _F["left_out_share"],
    _F["patronymic_left_out"], _F["patronymic_contradicted"], _F["initials"], _F["order"],
    _F["kinship_turned"], _F["whole"], _F["across_scripts"], _F["nicknames"], _F["gendered"],
    _F["generation"], _F["alone"], _F["letters"], _F["written_together"], _F["first_letters"],
    _F["shortest"], _F["legal_form"], _F["only_general_words"], _F["numbers"], _F["translated"],
    _F["acronym"], _F["other_gender"], _F["transliterated"],
    _F["first_left_out"],
)  # fmt: skip


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
    met: Any
    flat: Any
    flat_peq: Any
    lines: Any
    codes: Any
    numbers: Any


class Curves(NamedTuple):
    """The model: base log-odds of the two kinds, and each feature's knots and heights."""

    base: Any
    off: Any
    knots: Any
    heights: Any


@njit
def _word(t, place):
    """The word at a place of the names."""
    return np.int64(t.u32[t.at[_NAME_WORD] + place])


@njit
def _spell(t, place):
    """The spelling of the word at a place of the names."""
    return np.int64(t.u32[t.at[_W_SPELL] + _word(t, place)])


@njit
def _kind(t, place):
    return t.u8[t.at[_W_KIND] + _word(t, place)]


@njit
def _plain_length(t, place):
    s = _spell(t, place)
    return plain_at(t, s + 1) - plain_at(t, s)


@njit
def align(one, i, other, j, peq, links):
    """Pair the words of two names; returns the number of links, in the order of the first name."""
    first, second = words_at(one, i), words_at(other, j)
    m = min(words_at(one, i + 1) - first, MOST)
    n = min(words_at(other, j + 1) - second, MOST)
    count = 0
    links.met[4] = 0.0
    for a in range(m):
        for b in range(n):
            left, right = _word(one, first + a), _word(other, second + b)
            meet_once(one, left, other, right, peq, a, links.met)
            if links.met[0] >= 0.5:
                count = _option(links, count, a, 1, b, 1, int(links.met[2]))
    count = _joins(one, first, m, other, second, n, False, peq, links, count)
    count = _joins(other, second, n, one, first, m, True, peq, links, count)
    return _choose(count, m, n, links)


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
def _joins(many, first, m, single, second, n, turned, peq, links, count):
    """Neighbours of one name against single words of the other."""
    for size in range(2, 4):
        for start in range(m - size + 1):
            fit = True
            for at in range(start, start + size):
                kind = _kind(many, first + at)
                if kind != _NAME and kind != _GENERIC and kind != _INITIAL:
                    fit = False
                    break
            if fit:
                count = _joined(
                    many, first, start, size, single, second, n, turned, peq, links, count
                )
    return count


@njit
def _joined(many, first, start, size, single, second, n, turned, peq, links, count):
    script = many.u8[many.at[_S_SCRIPT] + _spell(many, first + start)]
    length = 0
    for at in range(start, start + size):
        length += _plain_length(many, first + at)
    length = min(length, 40)
    made, m, k = False, 0, 0
    for b in range(n):
        kind = _kind(single, second + b)
        if kind != _NAME and kind != _GENERIC:
            continue
        spell = _spell(single, second + b)
        same = single.u8[single.at[_S_SCRIPT] + spell] == script
        if abs(_plain_length(single, second + b) - length) > (2 if same else 4):
            continue
        if not made:
            m, k = join(many, first + start, size, peq)
            made = True
        form = LISTED_JOINED if turned else ASKED_JOINED
        meet_joined(many, first + start, size, m, k, single, spell, form, peq, links.met)
        if links.met[0] >= (0.8 if same else 0.72):
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


@njit
def measure(one, i, other, j, taken, links, vector):
    """Fill the feature vector of two aligned names."""
    for at in range(SIZE):
        vector[at] = 0.0
    first, second = words_at(one, i), words_at(other, j)
    m = min(words_at(one, i + 1) - first, MOST)
    n = min(words_at(other, j + 1) - second, MOST)
    vector[_LITERAL] = (
        1.0 if one.u64[one.at[_NAME_LITERAL] + i] == other.u64[other.at[_NAME_LITERAL] + j] else 0.0
    )
    met = _met_words(one, first, other, second, taken, links, vector)
    _rests(one, first, m, other, second, n, met, links, vector)
    vector[_ORDER] = _order(taken, links)
    both = _any_son(one, first, m) and _any_son(other, second, n)
    for k in range(taken):
        o = links.chosen[k]
        if links.how[o] == _FITS:
            continue
        x = one.u8[one.at[_NAME_SON] + first + links.left[o]]
        y = other.u8[other.at[_NAME_SON] + second + links.right[o]]
        if x != y and (
            both
            or (x and links.right[o] == 0 and not links.used[0])
            or (y and links.left[o] == 0 and not links.used[MOST])
        ):
            vector[_KIN_TURNED] = 1.0
    _whole(one, first, m, other, second, n, links, vector)
    vector[_ALONE] = 0.0 if min(m, n) > 1 else 2.0 if max(m, n) == 1 else 1.0
    g, h = one.u8[one.at[_NAME_GEN] + i], other.u8[other.at[_NAME_GEN] + j]
    vector[_GENERATION] = 1.0 if g != 0 and h != 0 and g != h else 0.0
    x, y = one.u64[one.at[_NAME_FORM] + i], other.u64[other.at[_NAME_FORM] + j]
    if x != 0 and y != 0:
        kin = one.u64[one.at[_NAME_KIN] + i] == other.u64[other.at[_NAME_KIN] + j]
        vector[_FORM] = 1.0 if x == y else 0.5 if kin else -1.0
    vector[_NUMBERS] = _numbers(one, first, m, other, second, n, links)
    x, y = one.u64[one.at[_NAME_KEY] + i], other.u64[other.at[_NAME_KEY] + j]
    vector[_TRANSLATED] = 1.0 if x != 0 and x == y else 0.0
    short = _abbreviates(one, first, m, other, second, n) or _abbreviates(
        other, second, n, one, first, m
    )
    vector[_ACRONYM] = 1.0 if short else 0.0


@njit
def _met_words(one, first, other, second, taken, links, vector):
    """Features of the words that met; returns their weighed bits."""
    full, met, total, distance, crossed = 0, 0.0, 0.0, 0.0, 0
    worst, apart, apart_value, apart_left = 2.0, 8.0, 2.0, 0
    ratio, others, in_use = 1e9, 0, 0
    initials, nicks, gendered, cuts, firsts, own = 0, 0, 0, 0, 0, False
    halves = 0
    for k in range(taken):
        o = links.chosen[k]
        how = links.how[o]
        if how == _FITS:
            initials += 1
            continue
        left_bits, right_bits, left_len, right_len = 0.0, 0.0, 0, 0
        most_bits = 0.0
        for p in range(links.left[o], links.left[o] + links.left_size[o]):
            told = one.f64[one.at[_W_BITS] + _word(one, first + p)]
            left_bits += told
            most_bits = max(most_bits, told)
            left_len += _plain_length(one, first + p)
            own = own or _kind(one, first + p) == _NAME
        for p in range(links.right[o], links.right[o] + links.right_size[o]):
            told = other.f64[other.at[_W_BITS] + _word(other, second + p)]
            right_bits += told
            most_bits = max(most_bits, told)
            right_len += _plain_length(other, second + p)
        bits = (left_bits + right_bits) / 2
        value = links.value[o]
        full += 1
        met += value * bits
        total += bits
        distance += links.distance[o]
        worst = min(worst, value)
        a, b = _spell(one, first + links.left[o]), _spell(other, second + links.right[o])
        crossed += 1 if one.u8[one.at[_S_SCRIPT] + a] != other.u8[other.at[_S_SCRIPT] + b] else 0
        ratio = min(ratio, links.ratio[o])
        others += 1 if how == _ENDING else 0
        in_use += 1 if how == _ANOTHER or (how == _BY_LETTERS and most_bits < 14.0) else 0
        nicks += 1 if how == _NICK else 0
        gendered += 1 if how == _GENDERED else 0
        cuts += 1 if how == _CUT else 0
        halves += 1 if how == _HALF else 0
        if links.distance[o] >= 0.5:
            firsts += 1 if _first_differs(one, a, other, b) else 0
            if value < apart_value or (value == apart_value and links.left[o] < apart_left):
                apart_value, apart_left = value, links.left[o]
                apart = float(min(8, left_len, right_len))
    vector[_WORST] = worst if full else 0.0
    vector[_MEAN] = met / total if total else 0.0
    vector[_DISTANCE] = min(6.0, distance)
    vector[_RARITY] = min(60.0, met)
    vector[_MET] = min(4.0, float(full))
    vector[_INITIALS] = min(3.0, float(initials))
    vector[_ACROSS] = crossed / full if full else 0.0
    vector[_NICKS] = min(2.0, float(nicks))
    vector[_GENDER] = min(2.0, float(gendered))
    vector[_IN_USE] = min(2.0, float(in_use))
    vector[_OTHER_GENDER] = min(2.0, float(others))
    vector[_RATIO] = ratio if full else _CERTAIN
    vector[_TOGETHER] = min(2.0, float(cuts))
    vector[_OUT] = float(halves)  # words are added where those that met none are counted
    vector[_FIRST] = min(2.0, float(firsts))
    vector[_SHORTEST] = apart
    vector[_ONLY_GENERAL] = 0.0 if own else 1.0
    return met


@njit
def _first_differs(one, a, other, b):
    r, s = readings_at(one, a), readings_at(other, b)
    if r == readings_at(one, a + 1) or s == readings_at(other, b + 1):
        return False
    left = first_letter(one.u8, reading_at(one, r), reading_at(one, r + 1))
    return left != first_letter(other.u8, reading_at(other, s), reading_at(other, s + 1))


@njit
def _rests(one, first, m, other, second, n, met, links, vector):
    """Features of the words that met none."""
    ls, lb, lps, lpb, lc, lp = _left(one, first, m, links.used)
    rs, rb, rps, rpb, rc, rp = _left(other, second, n, after(links.used, MOST))
    if lc and rc:
        contrary, contrary_bits = min(ls, rs), min(lb, rb)
        extra, extra_bits = abs(ls - rs), abs(lb - rb)
    else:
        contrary, contrary_bits = 0.0, 0.0
        extra, extra_bits = lps + rps, lpb + rpb
    vector[_CONTRA] = min(3.0, contrary)
    vector[_CONTRA_SHARE] = contrary_bits / (contrary_bits + met) if contrary_bits else 0.0
    vector[_OUT] = min(4.0, vector[_OUT] + extra)
    vector[_OUT_SHARE] = extra_bits / (extra_bits + met) if extra_bits else 0.0
    vector[_PATR_OUT] = 1.0 if (lp or rp) and not (lc and rc) else 0.0
    vector[_PATR_CONTRA] = 1.0 if lp and rp else 0.0
    if vector[_MET] >= 2 and (lc > 0) != (rc > 0):
        gone = not links.used[0] if lc else not links.used[MOST]
        vector[_FIRST_OUT] = 1.0 if gone else 0.0


@njit
def _left(side, first, m, used):
    """Shares and bits of words left over, all and without patronymics; their number; patronymics."""
    share, bits, plain_share, plain_bits, count, patronymics = 0.0, 0.0, 0.0, 0.0, 0, 0
    for p in range(m):
        if used[p]:
            continue
        word = _word(side, first + p)
        part = 0.5 if side.u8[side.at[_W_KIND] + word] == _GENERIC else 1.0
        told = side.f64[side.at[_W_BITS] + word]
        share += part
        bits += told
        count += 1
        if side.u8[side.at[_W_PATR] + word]:
            patronymics += 1
        else:
            plain_share += part
            plain_bits += told
    return share, bits, plain_share, plain_bits, count, patronymics


@njit
def _order(taken, links):
    """0 in order, 1 turned round an end or backwards, 2 otherwise."""
    falls, rises = 0, 0
    for k in range(1, taken):
        x, y = links.right[links.chosen[k - 1]], links.right[links.chosen[k]]
        falls += 1 if y < x else 0
        rises += 1 if y > x else 0
    if falls == 0:
        return 0.0
    around = links.right[links.chosen[taken - 1]] <= links.right[links.chosen[0]]
    if (falls == 1 and around) or rises == 0:
        return 1.0
    return 2.0


@njit
def _any_son(side, first, m):
    for p in range(m):
        if side.u8[side.at[_NAME_SON] + first + p]:
            return True
    return False


@njit
def _flat(side, first, m, out):
    """First keys of all words, written together; returns bytes and letters."""
    n, letters = 0, 0
    for p in range(m):
        spell = _spell(side, first + p)
        r = readings_at(side, spell)
        if r < readings_at(side, spell + 1):
            for c in range(reading_at(side, r), reading_at(side, r + 1)):
                if n < FLAT:
                    out[n] = side.u8[c]
                    n += 1
                    letters += 1 if side.u8[c] & 0xC0 != 0x80 else 0
    return n, letters


@njit
def _whole(one, first, m, other, second, n, links, vector):
    left, right = links.flat, after(links.flat, FLAT)
    x, xl = _flat(one, first, m, left)
    y, yl = _flat(other, second, n, right)
    vector[_LETTERS] = float(min(24, xl, yl))
    longest = max(xl, yl)
    if longest == 0:
        return
    limit = longest // 2
    if abs(xl - yl) > limit:
        return
    if x != xl or y != yl:
        codes = after(links.codes, LONGEST_NAME)
        x = decode_into(left, 0, x, links.codes, LONGEST_NAME)
        y = decode_into(right, 0, y, codes, LONGEST_NAME)
        found = osa_rows(links.codes, x, codes, y, limit, links.lines)
    elif x <= LONGEST_PATTERN:
        pattern_into(left, 0, x, links.flat_peq)
        found = osa(links.flat_peq, x, right, 0, y)
        clear_pattern(left, 0, x, links.flat_peq)
    elif y <= LONGEST_PATTERN:
        pattern_into(right, 0, y, links.flat_peq)
        found = osa(links.flat_peq, y, left, 0, x)
        clear_pattern(right, 0, y, links.flat_peq)
    else:
        found = osa_rows(left, x, right, y, limit, links.lines)
    vector[_WHOLE] = 0.0 if found > limit else 1 - found / longest


@njit
def _numbers(one, first, m, other, second, n, links):
    a = _sorted_numbers(one, first, m, links.numbers)
    b = _sorted_numbers(other, second, n, after(links.numbers, MOST))
    same = a == b
    for k in range(min(a, b)):
        same = same and links.numbers[k] == links.numbers[MOST + k]
    return 0.0 if same else 2.0 if a and b else 1.0


@njit
def _sorted_numbers(side, first, m, out):
    count = 0
    for p in range(m):
        number = side.f64[side.at[_W_NUMBER] + _word(side, first + p)]
        if number >= 0:
            at = count
            while at > 0 and out[at - 1] > number:
                out[at] = out[at - 1]
                at -= 1
            out[at] = number
            count += 1
    return count


@njit
def _abbreviates(short, first, m, long, second, n):
    if m != 1 or n < 3:
        return False
    spell = _spell(short, first)
    at, end = plain_at(short, spell), plain_at(short, spell + 1)
    for p in range(n):
        other = _spell(long, second + p)
        c = plain_at(long, other)
        if c < plain_at(long, other + 1):
            if at >= end or short.u8[at] != long.u8[c]:
                return False
            at += 1
    return at == end


@njit
def odds(vector, kind, curves):
    """Log-odds of a vector: the base of its kind and what each curve gives."""
    total, line = 0.0, kind * (SIZE + 1)
    for f in range(SIZE):
        start, end = curves.off[line + f], curves.off[line + f + 1]
        if start == end:
            continue
        value = vector[f]
        if value <= curves.knots[start]:
            total += curves.heights[start]
        elif value >= curves.knots[end - 1]:
            total += curves.heights[end - 1]
        else:
            at = start + 1
            while curves.knots[at] <= value:
                at += 1
            share = (value - curves.knots[at - 1]) / (curves.knots[at] - curves.knots[at - 1])
            total += curves.heights[at - 1] + share * (curves.heights[at] - curves.heights[at - 1])
    return curves.base[kind] + total


@njit
def kind_of(one, i):
    """0 for a person's name, 1 for any other: the model that a name is scored by."""
    return 0 if one.u8[one.at[_NAME_FLAG] + i] & PERSON else 1


@njit
def score_pair(one, i, other, j, peq, links, curves, vector):
    """Log-odds that two names are one name, bounded bounded by ``model.settled``.

    The first name's patterns are prepared. ``links.met[4]`` is raised where the learned likeness of
    two scripts would have been asked: then the score is the most that it can be.
    """
    taken = align(one, i, other, j, peq, links)
    measure(one, i, other, j, taken, links, vector)
    total = odds(vector, kind_of(one, i), curves)
    return _settled(min(total, _most(one, i, other, j, taken, links, vector))), taken


@njit
def _most(one, i, other, j, taken, links, vector):
    """The least bound of ``matching.bounds``; far above any log-odds where none holds."""
    person, first, second = kind_of(one, i) == 0, words_at(one, i), words_at(other, j)
    most, own, otherwise = 1e9, 0, 0
    told = vector[_NUMBERS] or vector[_KIN_TURNED] or vector[_GENERATION]
    if told or (person and vector[_IN_USE]):
        most = NOT_SHOWN
    for k in range(taken):
        o = links.chosen[k]
        if links.how[o] == _FITS:
            continue
        a, b = first + links.left[o], second + links.right[o]
        by_letters = links.how[o] == _BY_LETTERS
        if _kind(one, a) == _NAME:
            own += 1
            otherwise += 1 if by_letters or links.how[o] == _ANOTHER else 0
        if by_letters and links.value[o] < SHORT_VALUE:
            if person and links.distance[o] >= TWO_LETTERS:
                another = links.value[o] < ANOTHER_VALUE
                another = another or _plain_length(one, a) == _plain_length(other, b)
                most = min(most, NOT_SHOWN if another else UNSURE)
            elif _first_differs(one, _spell(one, a), other, _spell(other, b)):
                most = min(most, NOT_SHOWN if _another_sound(one, a, other, b) else UNSURE)
    if vector[_FORM] < 0 or (not person and own == 1 and otherwise == 1):
        most = min(most, UNSURE)
    return most


@njit
def _another_sound(one, a, other, b):
    """Whether words of one length begin with letters of no sound in common, the second the same."""
    n = _plain_length(one, a)
    if n != _plain_length(other, b) or n == 0:
        return False
    p, q = plain_at(one, _spell(one, a)), plain_at(other, _spell(other, b))
    if n > 1 and one.u8[p + 1] != other.u8[q + 1]:
        return False
    return not _AKIN[one.u8[p], other.u8[q]]
