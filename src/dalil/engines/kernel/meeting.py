"""How two words meet, over arrays: the compiled twin of ``names.similarity`` and ``alignment.meet``.

Both sides are tables. The first side's words are prepared once for a query, then held against any
number of names of the second. Where the oracle asks the learned likeness of two scripts, the kernel
looks up what it said; of a pair that was never asked it takes the most that it could say and notes
that it did not ask.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np

from dalil.engines.kernel.access import plain_at, reading_at, readings_at, share, text_at, words_at
from dalil.engines.kernel.jit import advance, njit
from dalil.engines.kernel.layout import BYTES, CODES, NONE, PLACE, SIGNS
from dalil.engines.kernel.likeness import SINGLE, TOLD, known_at, pair_key, want
from dalil.engines.kernel.strings import (
    clear_pattern,
    decode_into,
    hash_text,
    is_wide,
    looks_into,
    osa,
    osa_rows,
    pattern_into,
    skeleton_into,
)
from dalil.matching.alignment import _NICKNAME as _NICKNAME_VALUE
from dalil.matching.alignment import _TRANSLATED as _TRANSLATED_VALUE
from dalil.matching.alignment import ARTICLE, TWO_NAMES
from dalil.matching.analysis import Kind
from dalil.names.similarity import _MANS as MANS
from dalil.names.similarity import _UNVOWELED, CERTAIN, How

after = advance()
MOST = 24
LONGEST = 40
REMEMBERED = 1 << 12
"""Pairs of words that are remembered while a name is asked, a power of two."""
ALPHABETS = 5
"""Scripts below this code are alphabets; see ``table.SCRIPTS``."""
_CERTAIN = float(CERTAIN)
_ASKED, _TOP = 0.35, 0.97
_NEAR_READINGS = 8
_NUMBER, _INITIAL, _GENERIC = int(Kind.NUMBER), int(Kind.INITIAL), int(Kind.GENERIC)
_APART, _SAME, _MARKS, _READING = int(How.APART), int(How.SAME), int(How.MARKS), int(How.READING)
_OTHER, _DECLINED, _VOWELS = int(How.ANOTHER_READING), int(How.DECLINED), int(How.VOWELS)
_LETTERS, _FITS, _NICK, _GENDERED = (
    int(How.LETTERS),
    int(How.INITIAL),
    int(How.NICKNAME),
    int(How.GENDERED),
)
_TRANSLATED, _LOOKS, _ENDING = int(How.TRANSLATED), int(How.LOOKS), int(How.ENDING)
_ACROSS, _CUT, _ANOTHER = int(How.ACROSS), int(How.CUT), int(How.ANOTHER_NAME)
_HALF = int(How.HALF)
_NAME = int(Kind.NAME)
_S_HASH, _S_BONES, _S_LOOKS, _S_MASC = (
    PLACE["s_hash"],
    PLACE["s_bones"],
    PLACE["s_looks"],
    PLACE["s_masc"],
)
_S_SCRIPT = PLACE["s_script"]
_W_KIND, _W_NUMBER, _IDS_OFF, _IDS = (
    PLACE["w_kind"],
    PLACE["w_number"],
    PLACE["ids_off"],
    PLACE["ids_hash"],
)
_W_SPELL, _W_LED, _W_BARE, _W_STEM = (
    PLACE["w_spell"],
    PLACE["w_led"],
    PLACE["w_bare"],
    PLACE["w_stem"],
)
VARIANTS = 4
_BASE_OFF, _BASE, _RHASH, _READ_OFF = (
    PLACE["base_off"],
    PLACE["base_hash"],
    PLACE["rhash"],
    PLACE["read_off"],
)
_FORM_OFF, _FORM = PLACE["form_off"], PLACE["form_hash"]
_NAME_WORD = PLACE["name_word"]
_MANS = tuple(sorted(int.from_bytes(ending.encode(), "big") for ending in MANS))


class Patterns(NamedTuple):
    """Bit masks of a name's words (three spellings each) and working memory."""

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
    ka, kb = one.u8[one.at[_W_KIND] + a], other.u8[other.at[_W_KIND] + b]
    if ka == _NUMBER or kb == _NUMBER:
        x, y = one.f64[one.at[_W_NUMBER] + a], other.f64[other.at[_W_NUMBER] + b]
        if x == y and x >= 0:
            _say(out, 1.0, 0.0, _SAME)
        else:
            _say(out, 0.0, 9.0, _APART)
        return
    sa = np.int64(one.u32[one.at[_W_SPELL] + a])
    sb = np.int64(other.u32[other.at[_W_SPELL] + b])
    if ka == _INITIAL or kb == _INITIAL:
        if not _letter_in_common(one, sa, other, sb):
            _say(out, 0.0, 9.0, _APART)
        elif ka == kb:
            _say(out, 0.95, 0.0, _SAME)
        else:
            _say(out, 0.6, 1.0, _FITS)
        return
    compare(one, sa, other, sb, peq, VARIANTS * turn, out)
    if ka == _NAME and kb == _NAME:
        _named(one, sa, other, sb, peq, out)
    if out[0] < 0.9:
        _with_particles(one, a, sa, other, b, sb, peq, turn, out)
    left, right = np.int64(one.u32[one.at[_W_STEM] + a]), np.int64(other.u32[other.at[_W_STEM] + b])
    if left != NONE and right != NONE:
        value, distance, how, ratio = out[0], out[1], out[2], out[3]
        compare(one, left, other, right, peq, VARIANTS * turn + 3, out)
        if out[0] >= value:
            out[0], out[1], out[2], out[3] = value, distance, how, ratio
    if out[0] < _TRANSLATED_VALUE and _shared(one, _IDS_OFF, _IDS, a, other, b):
        general = ka == _GENERIC
        value = _TRANSLATED_VALUE if general else _NICKNAME_VALUE
        if out[0] < value:
            _say(out, value, 0.1 if general else 0.5, _TRANSLATED if general else _NICK)


@njit
def _named(one, a, other, b, peq, out):
    """Two common names are two, however alike: ``alignment._named`` where no likeness is asked."""
    how = out[2]
    if how == _ACROSS:
        if out[5] >= 0:
            _likened(np.int64(out[5]), 4, peq, out)
        elif _shared(one, _FORM_OFF, _FORM, a, other, b):
            out[0], out[3] = _TOP, _CERTAIN  # a name that is listed in both scripts
        return
    common = share(one, _FORM_OFF, a) != share(one, _FORM_OFF, a + 1)
    other_common = share(other, _FORM_OFF, b) != share(other, _FORM_OFF, b + 1)
    if how == _ENDING and not common and not other_common:
        out[2] = _LETTERS  # of rare words a letter may as well be lost
        return
    if how != _LETTERS and how != _VOWELS and how != _READING and how != _OTHER:
        return
    if not common or not other_common:
        return
    if not _shared(one, _FORM_OFF, _FORM, a, other, b):
        m = plain_at(one, a + 1) - plain_at(one, a)
        n = plain_at(other, b + 1) - plain_at(other, b)
        out[0] = max(0.0, out[0] - TWO_NAMES / max(m, n, 3))
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
def _say(out, value, distance, how):
    out[0], out[1], out[2], out[3] = value, distance, how, _CERTAIN


@njit
def _letter_in_common(one, sa, other, sb):
    for r in range(readings_at(one, sa), readings_at(one, sa + 1)):
        letter = first_letter(one.u8, reading_at(one, r), reading_at(one, r + 1))
        for s in range(readings_at(other, sb), readings_at(other, sb + 1)):
            if first_letter(other.u8, reading_at(other, s), reading_at(other, s + 1)) == letter:
                return True
    return False


@njit
def first_letter(chars, start, end):
    """The first letter, whatever its number of bytes in UTF-8, as a number."""
    if start >= end:
        return 0
    code = np.int64(chars[start])
    at = start + 1
    while at < end and chars[at] & 0xC0 == 0x80:
        code = (code << 8) | np.int64(chars[at])
        at += 1
    return code


@njit
def _shared(one, off, values, a, other, b):
    """Whether the shares of two rows have a hash in common."""
    for p in range(share(one, off, a), share(one, off, a + 1)):
        x = one.u64[one.at[values] + p]
        for q in range(share(other, off, b), share(other, off, b + 1)):
            if x == other.u64[other.at[values] + q]:
                return True
    return False


@njit
def compare(one, a, other, b, peq, turn, out):
    """Say how two spellings meet, by the first rule of ``names.similarity.compare`` that fits."""
    if one.u64[one.at[_S_HASH] + a] == other.u64[other.at[_S_HASH] + b]:
        _say(out, 1.0, 0.0, _SAME)
        return
    ra, rb = readings_at(one, a), readings_at(other, b)
    if ra == readings_at(one, a + 1) or rb == readings_at(other, b + 1):
        _say(out, 0.0, 9.0, _APART)
        return
    pa, pb = plain_at(one, a), plain_at(other, b)
    m, n = plain_at(one, a + 1) - pa, plain_at(other, b + 1) - pb
    size = max(m, n, 3)
    script, script_b = one.u8[one.at[_S_SCRIPT] + a], other.u8[other.at[_S_SCRIPT] + b]
    alphabets = script < ALPHABETS and script_b < ALPHABETS
    if m == n and m > 0 and _equal(one.u8, pa, other.u8, pb, m):
        _same_plain(out, script, script_b, size)
        return
    if one.u64[one.at[_RHASH] + ra] == other.u64[other.at[_RHASH] + rb]:
        _known(out, 0.3, size, _READING)
        return
    if alphabets:
        if _shared(one, _READ_OFF, _RHASH, a, other, b):
            _known(out, 0.45, size, _OTHER)
            return
        if _bases_meet(one, a, ra, other, b, rb):
            _known(out, 0.5, size, _DECLINED)
            return
        if one.u64[one.at[_S_MASC] + a] == other.u64[other.at[_S_MASC] + b]:
            _known(out, 0.6, size, _GENDERED)
            return
    elif _feminine(one, a, ra, other, b) or _feminine(other, b, rb, one, a):
        _known(out, 0.6, size, _GENDERED)
        return
    ka, la = reading_at(one, ra), reading_at(one, ra + 1)
    kb, lb = reading_at(other, rb), reading_at(other, rb + 1)
    if not _in_er(one.u8, pa + m, m) and not _in_er(other.u8, pb + n, n):
        if _endings_apart(one.u8, ka, la, other.u8, kb, lb):
            _say(out, max(0.0, 1 - 1.5 / size), 1.5, _ENDING)
            return
    limit = size // 2 + 1
    plain, folded = limit + 1, limit + 1
    if abs(m - n) <= limit:
        plain = min(osa(after(peq.plain, SIGNS * turn), m, other.u8, pb, pb + n), limit + 1)
    if is_wide(one.u8, ka, la) or is_wide(other.u8, kb, lb):
        folded = _wide(one.u8, ka, la, other.u8, kb, lb, limit, peq)
    elif abs((la - ka) - (lb - kb)) <= limit:
        folded = min(osa(after(peq.key, SIGNS * turn), la - ka, other.u8, kb, lb), limit + 1)
    bones = one.u64[one.at[_S_BONES] + a]
    same_bones = bones != 0 and bones == other.u64[other.at[_S_BONES] + b]
    same_looks = one.u64[one.at[_S_LOOKS] + a] == other.u64[other.at[_S_LOOKS] + b]
    same_first = first_letter(one.u8, ka, la) == first_letter(other.u8, kb, lb)
    unvoweled = same_bones and (_unvoweled(one.u8, ka, la) or _unvoweled(other.u8, kb, lb))
    _letters(out, plain, folded, same_bones, unvoweled, same_looks, same_first, size)
    if script != script_b and (out[0] >= _ASKED or _near(one, a, other, b, peq)):
        key = pair_key(one.u64[one.at[_S_HASH] + a], other.u64[other.at[_S_HASH] + b])
        at = known_at(key, peq)
        if at >= 0:
            _likened(at, 0, peq, out)
        else:
            want(key, SINGLE, a, 1, b, peq)
            _not_asked(out, size, script + script_b == 1)


@njit
def _feminine(one, a, ra, other, b):
    """Whether a word is the feminine form of a family name that the other reads."""
    masculine = one.u64[one.at[_S_MASC] + a]
    if masculine == one.u64[one.at[_RHASH] + ra]:
        return False
    for r in range(readings_at(other, b), readings_at(other, b + 1)):
        if other.u64[other.at[_RHASH] + r] == masculine:
            return True
    return False


@njit
def _endings_apart(one, a, b, other, c, d):
    """Whether one key is the other with a woman's ending for a man's."""
    if (one[b - 1] == 97) == (other[d - 1] == 97):  # a
        return False
    if one[b - 1] == 97:
        return _woman_of(one, a, b, other, c, d)
    return _woman_of(other, c, d, one, a, b)


@njit
def _woman_of(woman, a, b, man, c, d):
    end = b - 1
    if end > a and (
        woman[end - 1] == 105 or woman[end - 1] == 101 or woman[end - 1] == 97
    ):  # i e a
        end -= 1
    n = end - a
    if n < 3 or d - c < n or d - c > n + 3 or not _equal(woman, a, man, c, n):
        return False
    code = 0
    for at in range(c + n, d):
        code = code * 256 + np.int64(man[at])
    for ending in _MANS:
        if code == ending:
            return True
    return False


@njit
def _in_er(chars, end, n):
    """Whether Latin letters end in er."""
    return n >= 2 and chars[end - 2] == 101 and chars[end - 1] == 114


@njit
def _same_plain(out, script, other, size):
    if script != other:
        _known(out, 0.2, size, _READING)
    elif script < ALPHABETS:
        _known(out, 0.1, size, _MARKS)
    else:
        _known(out, 0.6, size, _READING)


@njit
def _likened(at, part, peq, out):
    """What the oracle said of two spellings (part 0), or of them as names (part 4)."""
    begin = TOLD * at + part
    out[0], out[1] = peq.known[begin], peq.known[begin + 1]
    out[2], out[3] = peq.known[begin + 2], peq.known[begin + 3]
    out[5] = at


@njit
def _not_asked(out, size, cyrillic):
    """The most that the learned likeness could say.

    Of Latin and Cyrillic the letters tell that already: of 4,843 pairs of words none whose letters
    were less than .45 alike was said to be more than .56 alike, none below .65 more than .69 (the
    margins here are wider).
    """
    value, ratio = _TOP, _CERTAIN
    if cyrillic and out[0] < 0.55:
        value, ratio = 0.6, -1.29
    elif cyrillic and out[0] < 0.65:
        value, ratio = 0.75, 0.375
    out[0], out[1], out[2], out[3] = value, (1 - value) * size, _ACROSS, ratio
    out[4], out[5] = 1.0, -1.0


@njit
def _near(one, a, other, b, peq):
    """Whether any of the first readings of two spellings are alike enough to ask."""
    ra, rb = readings_at(one, a), readings_at(other, b)
    for r in range(ra, min(readings_at(one, a + 1), ra + _NEAR_READINGS)):
        for s in range(rb, min(readings_at(other, b + 1), rb + _NEAR_READINGS)):
            p, q = reading_at(one, r), reading_at(other, s)
            if _as_near(
                one.u8, p, reading_at(one, r + 1), other.u8, q, reading_at(other, s + 1), peq
            ):
                return True
    return False


@njit
def _as_near(one, a, b, other, c, d, peq):
    """Whether two readings are alike enough to ask."""
    if is_wide(one, a, b) or is_wide(other, c, d):
        second = after(peq.codes, CODES)
        m = decode_into(one, a, b, peq.codes, CODES)
        n = decode_into(other, c, d, second, CODES)
        limit = np.int64((1 - _ASKED) * max(m, n, 3))
        return osa_rows(peq.codes, m, second, n, limit, peq.lines) <= limit
    m, n = b - a, d - c
    limit = np.int64((1 - _ASKED) * max(m, n, 3))
    if abs(m - n) > limit:
        return False
    pattern_into(one, a, b, peq.join)
    edits = osa(peq.join, m, other, c, d)
    clear_pattern(one, a, b, peq.join)
    return edits <= limit


@njit
def _wide(one, a, b, other, c, d, limit, peq):
    """Edits between texts with letters outside ASCII, letter by letter."""
    second = after(peq.codes, CODES)
    m = decode_into(one, a, b, peq.codes, CODES)
    n = decode_into(other, c, d, second, CODES)
    return osa_rows(peq.codes, m, second, n, limit, peq.lines)


@njit
def _known(out, distance, size, how):
    _say(out, 1 - distance / size, distance, how)


@njit
def _unvoweled(chars, start, end):
    """Whether a key has no vowel after its first letter."""
    for at in range(start + 1, end):
        c = chars[at]
        if c == 97 or c == 101 or c == 105 or c == 111 or c == 117:  # a e i o u
            return False
    return True


@njit
def _letters(out, plain, folded, same_bones, unvoweled, same_looks, same_first, size):
    distance, how = min(float(plain), folded + 0.2), _LETTERS
    if same_bones:
        bare = _UNVOWELED if unvoweled else 0.5 + 0.2 * distance
        if bare < distance:
            distance, how = bare, _VOWELS
    if distance > 0.7 and same_looks:
        distance, how = 0.7, _LOOKS
    if not same_first:
        distance += 0.5
    _say(out, max(0.0, 1 - distance / size), distance, how)


@njit
def _equal(one, a, other, b, n):
    for at in range(n):
        if one[a + at] != other[b + at]:
            return False
    return True


@njit
def _bases_meet(one, a, ra, other, b, rb):
    """Whether first keys and base forms of two spellings have one in common."""
    pa, ea = share(one, _BASE_OFF, a), share(one, _BASE_OFF, a + 1)
    pb, eb = share(other, _BASE_OFF, b), share(other, _BASE_OFF, b + 1)
    if pa == ea and pb == eb:
        return False
    for p in range(pa - 1, ea):
        x = one.u64[one.at[_RHASH] + ra] if p < pa else one.u64[one.at[_BASE] + p]
        for q in range(pb - 1, eb):
            y = other.u64[other.at[_RHASH] + rb] if q < pb else other.u64[other.at[_BASE] + q]
            if x == y:
                return True
    return False


@njit
def prepare(one, name, peq):
    """Set the patterns of a name's words, and forget how another's met."""
    peq.turn[0] += 1
    _each_pattern(one, name, peq, True)


@njit
def release(one, name, peq):
    """Clear what :func:`prepare` set."""
    _each_pattern(one, name, peq, False)


@njit
def _each_pattern(one, name, peq, put):
    first = words_at(one, name)
    for at in range(min(words_at(one, name + 1) - first, MOST)):
        word = np.int64(one.u32[one.at[_NAME_WORD] + first + at])
        for variant in range(VARIANTS):
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


@njit
def join(many, start, size, peq):
    """Read neighbouring words as one; returns the lengths of its Latin letters and of its key."""
    m, k, letters = 0, 0, 0
    for at in range(start, start + size):
        word = np.int64(many.u32[many.at[_NAME_WORD] + at])
        spell = np.int64(many.u32[many.at[_W_SPELL] + word])
        for c in range(plain_at(many, spell), plain_at(many, spell + 1)):
            if m < LONGEST:
                peq.bytes[m] = many.u8[c]
                m += 1
        r = readings_at(many, spell)
        if r < readings_at(many, spell + 1):
            begin = reading_at(many, r)
            if k > 0:  # a letter doubled by writing together is one, and h after g is silent
                last, next_ = peq.bytes[BYTES + k - 1], many.u8[begin]
                if last == next_ or (last == 103 and next_ == 104):
                    begin += 1
            for c in range(begin, reading_at(many, r + 1)):
                begins = many.u8[c] & 0xC0 != 0x80
                if begins and letters == LONGEST:
                    break
                letters += 1 if begins else 0
                peq.bytes[BYTES + k] = many.u8[c]
                k += 1
    return m, k


@njit
def meet_joined(many, start, size, m, k, single, b, form, peq, out):
    """Say how neighbouring words, read as one by :func:`join`, meet a single spelling.

    Args:
        many: Table of the neighbours.
        start: Where they begin among the words of names.
        size: How many.
        m: Number of their Latin letters.
        k: Number of bytes of their key.
        single: Table of the single spelling.
        b: That spelling.
        form: Whose the neighbours are (:mod:`likeness`).
        peq: Working memory.
        out: As of :func:`meet`.
    """
    if _same_text(many, start, size, single, b):
        _say(out, 1.0, 0.0, _SAME)
        return
    plain, key = peq.bytes, after(peq.bytes, BYTES)
    rb, re = readings_at(single, b), readings_at(single, b + 1)
    if k == 0 or rb == re:
        _say(out, 0.0, 9.0, _APART)
        return
    pb = plain_at(single, b)
    n = plain_at(single, b + 1) - pb
    big = max(m, n, 3)
    word = np.int64(many.u32[many.at[_NAME_WORD] + start])
    first = np.int64(many.u32[many.at[_W_SPELL] + word])
    script, script_b = many.u8[many.at[_S_SCRIPT] + first], single.u8[single.at[_S_SCRIPT] + b]
    if m == n and m > 0 and _equal(plain, 0, single.u8, pb, m):
        _same_plain(out, script, script_b, big)
        return
    h = hash_text(key, 0, k)
    if h == single.u64[single.at[_RHASH] + rb]:
        _known(out, 0.3, big, _READING)
        return
    if script < ALPHABETS and script_b < ALPHABETS:
        for r in range(rb, re):
            if single.u64[single.at[_RHASH] + r] == h:
                _known(out, 0.45, big, _OTHER)
                return
        for p in range(share(single, _BASE_OFF, b), share(single, _BASE_OFF, b + 1)):
            if single.u64[single.at[_BASE] + p] == h:
                _known(out, 0.5, big, _DECLINED)
                return
        if single.u64[single.at[_S_MASC] + b] == h:
            _known(out, 0.6, big, _GENDERED)
            return
    else:
        masculine = single.u64[single.at[_S_MASC] + b]
        if masculine != single.u64[single.at[_RHASH] + rb] and masculine == h:
            _known(out, 0.6, big, _GENDERED)
            return
    if not _in_er(plain, m, m) and not _in_er(single.u8, pb + n, n):
        if _endings_apart(key, 0, k, single.u8, reading_at(single, rb), reading_at(single, rb + 1)):
            _say(out, max(0.0, 1 - 1.5 / big), 1.5, _ENDING)
            return
    _joined_letters(plain, m, key, k, single, b, big, peq, out)
    if script != script_b and (out[0] >= _ASKED or _near_joined(key, k, single, b, peq)):
        told = pair_key(_joined_hash(many, start, size), single.u64[single.at[_S_HASH] + b])
        at = known_at(told, peq)
        if at >= 0:
            _likened(at, 0, peq, out)
        else:
            want(told, form, start, size, b, peq)
            _not_asked(out, big, script + script_b == 1)


@njit
def _joined_hash(many, start, size):
    """One number of the texts of neighbouring words."""
    h = np.uint64(size)
    for place in range(start, start + size):
        word = np.int64(many.u32[many.at[_NAME_WORD] + place])
        spell = np.int64(many.u32[many.at[_W_SPELL] + word])
        h = pair_key(h, many.u64[many.at[_S_HASH] + spell])
    return h


@njit
def _near_joined(key, k, single, b, peq):
    rb = readings_at(single, b)
    for s in range(rb, min(readings_at(single, b + 1), rb + _NEAR_READINGS)):
        if _as_near(key, 0, k, single.u8, reading_at(single, s), reading_at(single, s + 1), peq):
            return True
    return False


@njit
def _joined_letters(plain, m, key, k, single, b, big, peq, out):
    pb, eb = plain_at(single, b), plain_at(single, b + 1)
    rb = readings_at(single, b)
    kb, lb = reading_at(single, rb), reading_at(single, rb + 1)
    limit = big // 2 + 1
    letters = limit + 1
    if abs(m - (eb - pb)) <= limit:
        pattern_into(plain, 0, m, peq.join)
        letters = min(osa(peq.join, m, single.u8, pb, eb), limit + 1)
        clear_pattern(plain, 0, m, peq.join)
    folded = limit + 1
    if is_wide(key, 0, k) or is_wide(single.u8, kb, lb):
        folded = _wide(key, 0, k, single.u8, kb, lb, limit, peq)
    elif abs(k - (lb - kb)) <= limit:
        pattern_into(key, 0, k, peq.join)
        folded = min(osa(peq.join, k, single.u8, kb, lb), limit + 1)
        clear_pattern(key, 0, k, peq.join)
    spare = after(peq.bytes, 2 * BYTES)
    s = skeleton_into(key, 0, k, spare)
    bones = hash_text(spare, 0, s) if s >= 3 else np.uint64(0)
    same_bones = bones != 0 and bones == single.u64[single.at[_S_BONES] + b]
    s = looks_into(plain, m, spare)
    same_looks = hash_text(spare, 0, s) == single.u64[single.at[_S_LOOKS] + b]
    same_first = first_letter(key, 0, k) == first_letter(single.u8, kb, lb)
    unvoweled = same_bones and (_unvoweled(key, 0, k) or _unvoweled(single.u8, kb, lb))
    _letters(out, letters, folded, same_bones, unvoweled, same_looks, same_first, big)


@njit
def _same_text(many, start, size, single, b):
    """Whether the texts of neighbours, laid end to end, are the text of the single spelling."""
    at, end = text_at(single, b), text_at(single, b + 1)
    for place in range(start, start + size):
        word = np.int64(many.u32[many.at[_NAME_WORD] + place])
        spell = np.int64(many.u32[many.at[_W_SPELL] + word])
        for c in range(text_at(many, spell), text_at(many, spell + 1)):
            if at >= end or many.u8[c] != single.u8[at]:
                return False
            at += 1
    return at == end
