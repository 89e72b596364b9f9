"""Scores of pairs of names over arrays: the compiled twin of alignment, features and model.

``align`` pairs words as ``matching.alignment``, ``measure`` fills the vector of
``matching.features``, ``odds`` reads the curves of ``matching.model``. Order and meaning are theirs;
contract tests hold every number to theirs.
"""

# mypy: allow-untyped-defs, allow-untyped-calls
# ruff: noqa: ANN001, ANN201
from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np

from dalil.engines.kernel.jit import njit
from dalil.engines.kernel.layout import PERSON
from dalil.engines.kernel.meeting import MOST, meet, meet_joined
from dalil.engines.kernel.strings import MOST as LONGEST_PATTERN
from dalil.engines.kernel.strings import clear_pattern, decode_into, osa, osa_rows, pattern_into
from dalil.matching.analysis import Kind
from dalil.matching.features import NAMES
from dalil.names.similarity import How

MOST_OPTIONS = 4 * MOST * MOST
LONGEST_NAME = 1024
_F = {name: place for place, name in enumerate(NAMES)}
SIZE = len(NAMES)
_INITIAL, _GENERIC, _NAME, _NUMBER = int(Kind.INITIAL), int(Kind.GENERIC), int(Kind.NAME), int(Kind.NUMBER)
_FITS, _NICK, _GENDERED, _CUT = int(How.INITIAL), int(How.NICKNAME), int(How.GENDERED), int(How.CUT)
(
    _LITERAL, _WORST, _MEAN, _DISTANCE, _RARITY, _MET, _CONTRA, _CONTRA_SHARE, _OUT, _OUT_SHARE, _PATR_OUT,
    _PATR_CONTRA, _INITIALS, _ORDER, _KIN_TURNED, _WHOLE, _ACROSS, _NICKS, _GENDER, _GENERATION, _ALONE,
    _LETTERS, _TOGETHER, _FIRST, _SHORTEST, _FORM, _ONLY_GENERAL, _NUMBERS, _TRANSLATED, _ACRONYM,
) = (
    _F["literal"], _F["worst"], _F["mean"], _F["distance"], _F["rarity"], _F["met_words"],
    _F["contradicted"], _F["contradicted_share"], _F["left_out"], _F["left_out_share"],
    _F["patronymic_left_out"], _F["patronymic_contradicted"], _F["initials"], _F["order"],
    _F["kinship_turned"], _F["whole"], _F["across_scripts"], _F["nicknames"], _F["gendered"],
    _F["generation"], _F["alone"], _F["letters"], _F["written_together"], _F["first_letters"],
    _F["shortest"], _F["legal_form"], _F["only_general_words"], _F["numbers"], _F["translated"],
    _F["acronym"],
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
def align(one, i, other, j, peq, links):
    """Pair the words of two names; returns the number of links, in the order of the first name."""
    first, second = np.int64(one.name_off[i]), np.int64(other.name_off[j])
    m = min(np.int64(one.name_off[i + 1]) - first, MOST)
    n = min(np.int64(other.name_off[j + 1]) - second, MOST)
    count = 0
    for a in range(m):
        for b in range(n):
            meet(one, one.name_word[first + a], other, other.name_word[second + b], peq, a, links.met)
            if links.met[0] >= 0.5:
                count = _option(links, count, a, 1, b, 1, int(links.met[2]))
    count = _joins(one, first, m, other, second, n, False, peq, links, count)
    count = _joins(other, second, n, one, first, m, True, peq, links, count)
    return _choose(count, m, n, links)


@njit
def _option(links, count, a, sa, b, sb, how):
    if count < len(links.left):
        links.left[count], links.left_size[count] = a, sa
        links.right[count], links.right_size[count] = b, sb
        links.value[count], links.distance[count], links.how[count] = links.met[0], links.met[1], how
        count += 1
    return count


@njit
def _joins(many, first, m, single, second, n, turned, peq, links, count):
    """Neighbours of one name against single words of the other."""
    for size in range(2, 4):
        for start in range(m - size + 1):
            length, fit = 0, True
            for at in range(start, start + size):
                word = many.name_word[first + at]
                kind = many.word_kind[word]
                if kind != _NAME and kind != _GENERIC and kind != _INITIAL:  # noqa: PLR1714
                    fit = False
                    break
                length += np.int64(many.plain_off[word + 1]) - np.int64(many.plain_off[word])
            if not fit:
                continue
            for b in range(n):
                word = single.name_word[second + b]
                kind = single.word_kind[word]
                if kind != _NAME and kind != _GENERIC:  # noqa: PLR1714
                    continue
                if abs(np.int64(single.plain_off[word + 1]) - np.int64(single.plain_off[word]) - length) > 2:
                    continue
                meet_joined(many, first + start, size, single, word, peq, links.met)
                if links.met[0] >= 0.8:
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
    links.used[0, :m] = 0
    links.used[1, :n] = 0
    taken = 0
    while True:
        best = -1
        for at in range(count):
            if _free(links, at) and (best < 0 or _before(links, at, best)):
                best = at
        if best < 0:
            break
        for p in range(links.left[best], links.left[best] + links.left_size[best]):
            links.used[0, p] = 1
        for p in range(links.right[best], links.right[best] + links.right_size[best]):
            links.used[1, p] = 1
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
        if links.used[0, p]:
            return False
    for p in range(links.right[at], links.right[at] + links.right_size[at]):
        if links.used[1, p]:
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
    vector[:] = 0.0
    first, second = np.int64(one.name_off[i]), np.int64(other.name_off[j])
    m = min(np.int64(one.name_off[i + 1]) - first, MOST)
    n = min(np.int64(other.name_off[j + 1]) - second, MOST)
    vector[_LITERAL] = 1.0 if one.name_literal[i] == other.name_literal[j] else 0.0
    met = _met_words(one, first, other, second, taken, links, vector)
    _rests(one, first, m, other, second, n, met, links, vector)
    vector[_ORDER] = _order(taken, links)
    if _any_son(one, first, m) and _any_son(other, second, n):
        for k in range(taken):
            o = links.chosen[k]
            a, b = first + links.left[o], second + links.right[o]
            if links.how[o] != _FITS and one.name_son[a] != other.name_son[b]:
                vector[_KIN_TURNED] = 1.0
    _whole(one, first, m, other, second, n, links, vector)
    vector[_ALONE] = _alone(one, first, m, other, second, n)
    g, h = one.name_gen[i], other.name_gen[j]
    vector[_GENERATION] = 1.0 if g != 0 and h != 0 and g != h else 0.0
    if one.name_form[i] != 0 and other.name_form[j] != 0:
        same = one.name_form[i] == other.name_form[j]
        vector[_FORM] = 1.0 if same else 0.5 if one.name_kin[i] == other.name_kin[j] else -1.0
    vector[_NUMBERS] = _numbers(one, first, m, other, second, n, links)
    vector[_TRANSLATED] = 1.0 if one.name_key[i] != 0 and one.name_key[i] == other.name_key[j] else 0.0
    short = _abbreviates(one, first, m, other, second, n) or _abbreviates(other, second, n, one, first, m)
    vector[_ACRONYM] = 1.0 if short else 0.0


@njit
def _met_words(one, first, other, second, taken, links, vector):
    """Features of the words that met; returns their weighed bits."""
    full, met, total, distance, crossed = 0, 0.0, 0.0, 0.0, 0
    worst, apart, apart_value, apart_left = 2.0, 8.0, 2.0, 0
    initials, nicks, gendered, cuts, firsts, own = 0, 0, 0, 0, 0, False
    for k in range(taken):
        o = links.chosen[k]
        how = links.how[o]
        if how == _FITS:
            initials += 1
            continue
        left_bits, right_bits, left_len, right_len = 0.0, 0.0, 0, 0
        for p in range(links.left[o], links.left[o] + links.left_size[o]):
            word = one.name_word[first + p]
            left_bits += one.word_bits[word]
            left_len += np.int64(one.plain_off[word + 1]) - np.int64(one.plain_off[word])
            own = own or one.word_kind[word] == _NAME
        for p in range(links.right[o], links.right[o] + links.right_size[o]):
            word = other.name_word[second + p]
            right_bits += other.word_bits[word]
            right_len += np.int64(other.plain_off[word + 1]) - np.int64(other.plain_off[word])
        bits = (left_bits + right_bits) / 2
        value = links.value[o]
        full += 1
        met += value * bits
        total += bits
        distance += links.distance[o]
        worst = min(worst, value)
        a, b = one.name_word[first + links.left[o]], other.name_word[second + links.right[o]]
        crossed += 1 if one.word_script[a] != other.word_script[b] else 0
        nicks += 1 if how == _NICK else 0
        gendered += 1 if how == _GENDERED else 0
        cuts += 1 if how == _CUT else 0
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
    vector[_TOGETHER] = min(2.0, float(cuts))
    vector[_FIRST] = min(2.0, float(firsts))
    vector[_SHORTEST] = apart
    vector[_ONLY_GENERAL] = 0.0 if own else 1.0
    return met


@njit
def _first_differs(one, a, other, b):
    r, s = np.int64(one.read_off[a]), np.int64(other.read_off[b])
    if r == np.int64(one.read_off[a + 1]) or s == np.int64(other.read_off[b + 1]):
        return False
    p, q = np.int64(one.rchar_off[r]), np.int64(other.rchar_off[s])
    e, f = np.int64(one.rchar_off[r + 1]), np.int64(other.rchar_off[s + 1])
    at = 0
    while True:
        x, y = one.rchars[p + at], other.rchars[q + at]
        if x != y:
            return True
        at += 1
        more_x = p + at < e and one.rchars[p + at] & 0xC0 == 0x80
        more_y = q + at < f and other.rchars[q + at] & 0xC0 == 0x80
        if more_x != more_y:
            return True
        if not more_x:
            return False


@njit
def _rests(one, first, m, other, second, n, met, links, vector):
    """Features of the words that met none."""
    ls, lb, lps, lpb, lc, lp = _left(one, first, m, links.used[0])
    rs, rb, rps, rpb, rc, rp = _left(other, second, n, links.used[1])
    if lc and rc:
        contrary, contrary_bits = min(ls, rs), min(lb, rb)
        extra, extra_bits = abs(ls - rs), abs(lb - rb)
    else:
        contrary, contrary_bits = 0.0, 0.0
        extra, extra_bits = lps + rps, lpb + rpb
    vector[_CONTRA] = min(3.0, contrary)
    vector[_CONTRA_SHARE] = contrary_bits / (contrary_bits + met) if contrary_bits else 0.0
    vector[_OUT] = min(4.0, extra)
    vector[_OUT_SHARE] = extra_bits / (extra_bits + met) if extra_bits else 0.0
    vector[_PATR_OUT] = 1.0 if (lp or rp) and not (lc and rc) else 0.0
    vector[_PATR_CONTRA] = 1.0 if lp and rp else 0.0


@njit
def _left(side, first, m, used):
    """Shares and bits of words left over, all and without patronymics; their number; patronymics."""
    share, bits, plain_share, plain_bits, count, patronymics = 0.0, 0.0, 0.0, 0.0, 0, 0
    for p in range(m):
        if used[p]:
            continue
        word = side.name_word[first + p]
        part = 0.5 if side.word_kind[word] == _GENERIC else 1.0
        share += part
        bits += side.word_bits[word]
        count += 1
        if side.word_patr[word]:
            patronymics += 1
        else:
            plain_share += part
            plain_bits += side.word_bits[word]
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
        if side.name_son[first + p]:
            return True
    return False


@njit
def _flat(side, first, m, out):
    """First keys of all words, written together; returns bytes and letters."""
    n, letters = 0, 0
    for p in range(m):
        word = side.name_word[first + p]
        r = np.int64(side.read_off[word])
        if r < np.int64(side.read_off[word + 1]):
            for c in range(np.int64(side.rchar_off[r]), np.int64(side.rchar_off[r + 1])):
                if n < LONGEST_NAME:
                    out[n] = side.rchars[c]
                    n += 1
                    letters += 1 if side.rchars[c] & 0xC0 != 0x80 else 0
    return n, letters


@njit
def _whole(one, first, m, other, second, n, links, vector):
    x, xl = _flat(one, first, m, links.flat[0])
    y, yl = _flat(other, second, n, links.flat[1])
    vector[_LETTERS] = float(min(24, xl, yl))
    longest = max(xl, yl)
    if longest == 0:
        return
    limit = longest // 2
    if abs(xl - yl) > limit:
        return
    if x != xl or y != yl:
        x = decode_into(links.flat[0], 0, x, links.codes[0])
        y = decode_into(links.flat[1], 0, y, links.codes[1])
        found = osa_rows(links.codes[0], x, links.codes[1], y, limit, links.lines)
    elif x <= LONGEST_PATTERN:
        pattern_into(links.flat[0], 0, x, links.flat_peq)
        found = osa(links.flat_peq, x, links.flat[1], 0, y)
        clear_pattern(links.flat[0], 0, x, links.flat_peq)
    elif y <= LONGEST_PATTERN:
        pattern_into(links.flat[1], 0, y, links.flat_peq)
        found = osa(links.flat_peq, y, links.flat[0], 0, x)
        clear_pattern(links.flat[1], 0, y, links.flat_peq)
    else:
        found = osa_rows(links.flat[0], x, links.flat[1], y, limit, links.lines)
    vector[_WHOLE] = 0.0 if found > limit else 1 - found / longest


@njit
def _alone(one, first, m, other, second, n):
    a, b = 0, 0
    for p in range(m):
        a += 1 if one.word_kind[one.name_word[first + p]] != _INITIAL else 0
    for p in range(n):
        b += 1 if other.word_kind[other.name_word[second + p]] != _INITIAL else 0
    if min(a, b) > 1:
        return 0.0
    return 2.0 if max(a, b) == 1 else 1.0


@njit
def _numbers(one, first, m, other, second, n, links):
    a = _sorted_numbers(one, first, m, links.numbers[0])
    b = _sorted_numbers(other, second, n, links.numbers[1])
    same = a == b
    for k in range(min(a, b)):
        same = same and links.numbers[0, k] == links.numbers[1, k]
    return 0.0 if same else 2.0 if a and b else 1.0


@njit
def _sorted_numbers(side, first, m, out):
    count = 0
    for p in range(m):
        number = side.word_number[side.name_word[first + p]]
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
    word = short.name_word[first]
    start, end = np.int64(short.plain_off[word]), np.int64(short.plain_off[word + 1])
    at = start
    for p in range(n):
        other = long.name_word[second + p]
        c = np.int64(long.plain_off[other])
        if c < np.int64(long.plain_off[other + 1]):
            if at >= end or short.plain[at] != long.plain[c]:
                return False
            at += 1
    return at == end


@njit
def odds(vector, kind, curves):
    """Log-odds of a vector: the base of its kind and what each curve gives."""
    total = 0.0
    for f in range(SIZE):
        start, end = curves.off[kind, f], curves.off[kind, f + 1]
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
    return 0 if one.name_flag[i] & PERSON else 1


@njit
def score_pair(one, i, other, j, peq, links, curves, vector):
    """Log-odds that two names are one name; the first name's patterns are prepared."""
    taken = align(one, i, other, j, peq, links)
    measure(one, i, other, j, taken, links, vector)
    return odds(vector, kind_of(one, i), curves), taken
