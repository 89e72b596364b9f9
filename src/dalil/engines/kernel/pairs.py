"""Scores of pairs of names over arrays: the compiled twin of features, bounds and model.

``measure`` fills the vector of ``matching.features`` for the words that :mod:`aligning` paired,
``odds`` reads the curves of ``matching.model``. Order and meaning are theirs; contract tests hold
every number to theirs.
"""

from __future__ import annotations

import numpy as np

from dalil.engines.kernel.access import plain_at, reading_at, readings_at, words_at
from dalil.engines.kernel.aligning import align, count_of, lay_out, word_at
from dalil.engines.kernel.curves import ROUNDING, SIZE, odds, settled
from dalil.engines.kernel.hopeless import hopeless
from dalil.engines.kernel.jit import advance, njit
from dalil.engines.kernel.layout import EASTERN, PERSON, PLACE
from dalil.engines.kernel.record import (
    FORM,
    GENERATION,
    KEY,
    KIN,
    KIND,
    LITERAL,
    NAME_RECORD,
    NUMBERED,
    OFF,
    PATRONYMIC,
    SAID,
    SONS,
    first_apart,
    length_of,
    script_of,
)
from dalil.engines.kernel.spelled import first_letter, shared
from dalil.engines.kernel.telling import ALIKE, most_of_link
from dalil.engines.kernel.whole import MOST, whole
from dalil.matching.analysis import Kind
from dalil.matching.bounds import (
    ANOTHER_VALUE,
    MEAN_IN_USE,
    NOT_SHOWN,
    SHORT_VALUE,
    TWO_LETTERS,
    UNSURE,
)
from dalil.matching.features import NAMES
from dalil.names.similarity import CERTAIN, How

after = advance()
_F = {name: place for place, name in enumerate(NAMES)}
_IN_USE = _F["names_in_use"]
_GENERIC, _NAME = int(Kind.GENERIC), int(Kind.NAME)
_ENDING, _BY_LETTERS, _ANOTHER = int(How.ENDING), int(How.LETTERS), int(How.ANOTHER_NAME)
_SAME_SOUND = int(How.SAME_SOUND)
_SAME, _MARKS, _READING, _OTHER_READING, _DECLINED = (
    int(How.SAME), int(How.MARKS), int(How.READING), int(How.ANOTHER_READING), int(How.DECLINED),
)  # fmt: skip
_FORM_OFF, _FORM_HASH = PLACE["form_off"], PLACE["form_hash"]
_CERTAIN = float(CERTAIN)
FAR, ANY = -1e9, -1e30
"""A pair that cannot reach the least score; a least score that every pair reaches."""
_NAME_SON, _NAME_FLAG, _NAME_GEN = PLACE["name_son"], PLACE["name_flag"], PLACE["name_gen"]
_NAME_LITERAL, _NAME_FORM, _NAME_KIN, _NAME_KEY = (
    PLACE["name_literal"], PLACE["name_form"], PLACE["name_kin"], PLACE["name_key"],
)  # fmt: skip
_W_NUMBER, _NAME_REC = PLACE["w_number"], PLACE["name_rec"]
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


@njit
def measure(one, i, other, j, taken, links, vector):
    """Fill the feature vector of two aligned names, but for the likeness of the whole texts."""
    for at in range(SIZE):
        vector[at] = 0.0
    row = other.at[_NAME_REC] + NAME_RECORD * j
    m, n = count_of(one, i), min(np.int64(other.u64[row + OFF]) >> 32, MOST)
    same = one.u64[one.at[_NAME_LITERAL] + i] == other.u64[row + LITERAL]
    vector[_LITERAL] = 1.0 if same else 0.0
    met = _met_words(one, other, taken, links, vector)
    _rests(m, n, met, links, vector)
    vector[_ORDER] = _order(taken, links)
    said = np.int64(other.u64[row + SAID])
    _kinship(one, words_at(one, i), m, said >> SONS, taken, links, vector)
    vector[_ALONE] = 0.0 if min(m, n) > 1 else 2.0 if max(m, n) == 1 else 1.0
    g, h = np.int64(one.u8[one.at[_NAME_GEN] + i]), (said >> GENERATION) & 0xFF
    vector[_GENERATION] = 1.0 if g != 0 and h != 0 and g != h else 0.0
    x, y = one.u64[one.at[_NAME_FORM] + i], other.u64[row + FORM]
    if x != 0 and y != 0:
        kin = one.u64[one.at[_NAME_KIN] + i] == other.u64[row + KIN]
        vector[_FORM] = 1.0 if x == y else 0.5 if kin else -1.0
    vector[_NUMBERS] = _numbers(one, words_at(one, i), m, other, j, n, links)
    x, y = one.u64[one.at[_NAME_KEY] + i], other.u64[row + KEY]
    vector[_TRANSLATED] = 1.0 if x != 0 and x == y else 0.0
    short = m == 1 and n >= 3 and _abbreviates(one, 0, other, MOST, n, links)
    short = short or (n == 1 and m >= 3 and _abbreviates(other, MOST, one, 0, m, links))
    vector[_ACRONYM] = 1.0 if short else 0.0


@njit
def _kinship(one, first, m, sons, taken, links, vector):
    """Whether the son of one name is the father of the other; ``sons`` has a bit for each word."""
    any_ = False
    for p in range(m):
        any_ = any_ or one.u8[one.at[_NAME_SON] + first + p] != 0
    if not any_ and sons == 0:
        return
    both = any_ and sons != 0
    for k in range(taken):
        o = links.chosen[k]
        if links.how[o] == _FITS:
            continue
        x = one.u8[one.at[_NAME_SON] + first + links.left[o]] != 0
        y = (sons >> links.right[o]) & 1 != 0
        if x != y and (
            both
            or (x and links.right[o] == 0 and not links.used[0])
            or (y and links.left[o] == 0 and not links.used[MOST])
        ):
            vector[_KIN_TURNED] = 1.0


@njit
def _met_words(one, other, taken, links, vector):
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
        a, b = links.left[o], MOST + links.right[o]
        for p in range(a, a + links.left_size[o]):
            told = links.bits[p]
            left_bits += told
            most_bits = max(most_bits, told)
            left_len += length_of(links.heads[p])
            own = own or links.heads[p] >> KIND == _NAME
        for p in range(b, b + links.right_size[o]):
            told = links.bits[p]
            right_bits += told
            most_bits = max(most_bits, told)
            right_len += length_of(links.heads[p])
        bits = (left_bits + right_bits) / 2
        value = links.value[o]
        full += 1
        met += value * bits
        total += bits
        distance += links.distance[o]
        worst = min(worst, value)
        crossed += 1 if script_of(links.heads[a]) != script_of(links.heads[b]) else 0
        ratio = min(ratio, links.ratio[o])
        others += 1 if how == _ENDING else 0
        if how == _BY_LETTERS and most_bits < 14.0:
            in_use += (
                0
                if shared(one, _FORM_OFF, _FORM_HASH, links.spells[a], other, links.spells[b])
                else 1
            )
        in_use += 1 if how == _ANOTHER else 0
        nicks += 1 if how == _NICK else 0
        gendered += 1 if how == _GENDERED else 0
        cuts += 1 if how == _CUT else 0
        halves += 1 if how == _HALF else 0
        if links.distance[o] >= 0.5:
            firsts += 1 if _first_differs(one, a, other, b, links) else 0
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
def _first_differs(one, p, other, q, links):
    apart = first_apart(links.heads[p], links.heads[q])
    if apart >= 0:
        return apart == 1
    a, b = links.spells[p], links.spells[q]
    r, s = readings_at(one, a), readings_at(other, b)
    if r == readings_at(one, a + 1) or s == readings_at(other, b + 1):
        return False
    left = first_letter(one.u8, reading_at(one, r), reading_at(one, r + 1))
    return left != first_letter(other.u8, reading_at(other, s), reading_at(other, s + 1))


@njit
def _rests(m, n, met, links, vector):
    """Features of the words that met none."""
    ls, lb, lps, lpb, lc, lp = _left(0, m, links)
    rs, rb, rps, rpb, rc, rp = _left(MOST, n, links)
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
def _left(side, m, links):
    """Shares and bits of words left over, all and without patronymics; their number; patronymics."""
    share, bits, plain_share, plain_bits, count, patronymics = 0.0, 0.0, 0.0, 0.0, 0, 0
    for p in range(side, side + m):
        if links.used[p]:
            continue
        part = 0.5 if links.heads[p] >> KIND == _GENERIC else 1.0
        told = links.bits[p]
        share += part
        bits += told
        count += 1
        if links.heads[p] & PATRONYMIC:
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
def _numbers(one, first, m, other, j, n, links):
    """0 for the same numbers or none, 2 for others, 1 where one name has none."""
    told = np.int64(0)
    for p in range(m):
        told |= links.heads[p]
    for p in range(n):
        told |= links.heads[MOST + p]
    if told & NUMBERED == 0:
        return 0.0
    second = np.int64(other.u64[other.at[_NAME_REC] + NAME_RECORD * j + OFF]) & 0xFFFFFFFF
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
        number = side.f64[side.at[_W_NUMBER] + word_at(side, first + p)]
        if number >= 0:
            at = count
            while at > 0 and out[at - 1] > number:
                out[at] = out[at - 1]
                at -= 1
            out[at] = number
            count += 1
    return count


@njit
def _abbreviates(short, word, long, side, n, links):
    """Whether a word is the first letters of ``n`` words, given by their places among the links."""
    spell = links.spells[word]
    at, end = plain_at(short, spell), plain_at(short, spell + 1)
    for p in range(side, side + n):
        c = plain_at(long, links.spells[p])
        if c < plain_at(long, links.spells[p] + 1):
            if at >= end or short.u8[at] != long.u8[c]:
                return False
            at += 1
    return at == end


@njit
def kind_of(one, i):
    """0 for a person's name, 1 for any other: the model that a name is scored by."""
    return 0 if one.u8[one.at[_NAME_FLAG] + i] & PERSON else 1


@njit
def score_pair(one, i, other, j, peq, links, curves, vector, least):
    """Log-odds that two names are one name, bounded by ``bounds`` and ``model.settled``.

    The first name's patterns are prepared. ``links.met[4]`` is raised where the learned likeness of
    two scripts would have been asked: then the score is the most that it can be. A pair that cannot
    reach ``least`` is not measured to the end: :data:`FAR` is what it gets.
    """
    m, n, second = lay_out(one, i, other, j, peq, links)
    kind = kind_of(one, i)
    if least > ANY and hopeless(one, i, other, j, kind, m, n, links, curves, least):
        return FAR, 0
    taken = align(one, i, m, other, second, n, peq, links)
    measure(one, i, other, j, taken, links, vector)
    most = _most(one, i, other, j, second, taken, links, vector)
    if least > ANY:
        best = odds(vector, kind, curves) + curves.whole[kind] + ROUNDING
        if settled(min(best, most)) < least:
            return FAR, taken
    vector[_WHOLE], vector[_LETTERS] = whole(other, n, peq, links)
    if kind == 1 and taken == m and taken == n and vector[_LETTERS] > 0:
        if vector[_ORDER] == 0 and _reads_alike(taken, links):
            vector[_WHOLE] = 1.0
    return settled(min(odds(vector, kind, curves), most)), taken


@njit
def _most(one, i, other, j, second, taken, links, vector):
    """The least bound of ``matching.bounds``; far above any log-odds where none holds."""
    person = kind_of(one, i) == 0
    most, own, otherwise, full, declined = 1e9, 0, 0, 0, 0
    said = np.int64(other.u64[other.at[_NAME_REC] + NAME_RECORD * j + SAID])
    eastern = np.int64(one.u8[one.at[_NAME_FLAG] + i]) & said & EASTERN != 0
    told = vector[_NUMBERS] or vector[_KIN_TURNED] or vector[_GENERATION]
    if told or (person and vector[_IN_USE]):
        most = NOT_SHOWN
    for k in range(taken):
        o = links.chosen[k]
        if links.how[o] == _FITS:
            continue
        a, b = links.left[o], MOST + links.right[o]
        by_letters = links.how[o] == _BY_LETTERS
        full += 1
        if links.how[o] == _DECLINED and links.masc[a] != links.masc[b]:
            declined += 1
        if links.how[o] == _SAME_SOUND:
            most = min(most, UNSURE)
        most = min(most, most_of_link(one, i, other, second, o, person, eastern, links))
        if links.heads[a] >> KIND == _NAME:
            own += 1
            otherwise += 1 if by_letters or links.how[o] == _ANOTHER else 0
        if by_letters and links.value[o] < SHORT_VALUE:
            as_long = length_of(links.heads[a]) == length_of(links.heads[b])
            if person and links.distance[o] >= TWO_LETTERS:
                another = links.value[o] < ANOTHER_VALUE or as_long
                most = min(most, NOT_SHOWN if another else UNSURE)
            elif _first_differs(one, a, other, b, links):
                sound = as_long and _another_sound(one, a, other, b, links)
                most = min(most, NOT_SHOWN if sound else UNSURE)
    if person:
        alike = eastern or vector[_RARITY] < MEAN_IN_USE * vector[_MET]
        more = vector[_OUT] >= 1 and vector[_CONTRA] == 0 and alike
        if more or (declined == 1 and full > 1):
            most = min(most, UNSURE)
    if vector[_FORM] < 0 or (not person and own == 1 and otherwise == 1):
        most = min(most, UNSURE)
    return most


@njit
def _reads_alike(taken, links):
    """Whether all words that met did so as one reading of the same letters."""
    for k in range(taken):
        how = links.how[links.chosen[k]]
        if how != _SAME and how != _MARKS and how != _READING and how != _OTHER_READING:
            return False
    return True


@njit
def _another_sound(one, a, other, b, links):
    """Whether words of one length begin with letters of no sound in common, the second the same."""
    n = length_of(links.heads[a])
    if n == 0:
        return False
    p, q = plain_at(one, links.spells[a]), plain_at(other, links.spells[b])
    if n > 1 and one.u8[p + 1] != other.u8[q + 1]:
        return False
    return not ALIKE[one.u8[p], other.u8[q]]
