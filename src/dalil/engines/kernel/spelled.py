"""How two spellings meet, over arrays: the compiled twin of ``names.similarity``.

Where the oracle asks the learned likeness of two scripts, the kernel looks up what it said; of a
pair that was never asked it takes the most that it could say and notes that it did not ask. What
words add to their spellings is not known here.
"""

from __future__ import annotations

import numpy as np

from dalil.engines.kernel.access import plain_at, reading_at, readings_at, share
from dalil.engines.kernel.jit import advance, njit
from dalil.engines.kernel.layout import ALPHABETS, CODES, HAN, HANGUL, PLACE, SIGNS
from dalil.engines.kernel.likeness import SINGLE, TOLD, known_at, pair_key, want
from dalil.engines.kernel.record import FIRST, FIRSTS, key_length_of, length_of
from dalil.engines.kernel.strings import (
    clear_pattern,
    decode_into,
    is_wide,
    osa,
    osa_rows,
    pattern_into,
)
from dalil.matching.alignment import MET
from dalil.names.similarity import _MANS as MANS
from dalil.names.similarity import _UNVOWELED, CERTAIN, SYLLABLES, How

after = advance()
_CERTAIN = float(CERTAIN)
ASKED, _TOP = 0.35, 0.97
"""Likeness of readings from which the learned likeness is asked; the most that it could say."""
NEAR_READINGS = 8
_APART, _SAME, _MARKS, _READING = int(How.APART), int(How.SAME), int(How.MARKS), int(How.READING)
_OTHER, _DECLINED, _VOWELS = int(How.ANOTHER_READING), int(How.DECLINED), int(How.VOWELS)
_LETTERS, _GENDERED, _LOOKS = int(How.LETTERS), int(How.GENDERED), int(How.LOOKS)
_ACROSS, _ENDING = int(How.ACROSS), int(How.ENDING)
_TEXT_OFF, _SAME_SOUND = PLACE["text_off"], int(How.SAME_SOUND)
_BYTES = 3 * SYLLABLES
_S_HASH, _S_BONES, _S_LOOKS, _S_MASC, _S_SCRIPT = (
    PLACE["s_hash"], PLACE["s_bones"], PLACE["s_looks"], PLACE["s_masc"], PLACE["s_script"],
)  # fmt: skip
_BASE_OFF, _BASE, _RHASH, _READ_OFF = (
    PLACE["base_off"], PLACE["base_hash"], PLACE["rhash"], PLACE["read_off"],
)  # fmt: skip
_MANS = tuple(sorted(int.from_bytes(ending.encode(), "big") for ending in MANS))


@njit
def say(out, value, distance, how):
    """Say how two words meet, where the likeness was not asked."""
    out[0], out[1], out[2], out[3] = value, distance, how, _CERTAIN


@njit
def known(out, distance, size, how):
    """Say that a rule tells how far two words lie apart."""
    say(out, 1 - distance / size, distance, how)


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
def shared(one, off, values, a, other, b):
    """Whether the shares of two rows have a hash in common."""
    for p in range(share(one, off, a), share(one, off, a + 1)):
        x = one.u64[one.at[values] + p]
        for q in range(share(other, off, b), share(other, off, b + 1)):
            if x == other.u64[other.at[values] + q]:
                return True
    return False


@njit
def equal(one, a, other, b, n):
    """Whether two texts of ``n`` bytes are the same."""
    for at in range(n):
        if one[a + at] != other[b + at]:
            return False
    return True


@njit
def compare(one, a, other, b, peq, turn, out):
    """Say how two spellings meet, by the first rule of ``names.similarity.compare`` that fits."""
    if one.u64[one.at[_S_HASH] + a] == other.u64[other.at[_S_HASH] + b]:
        say(out, 1.0, 0.0, _SAME)
        return
    ra, rb = readings_at(one, a), readings_at(other, b)
    if ra == readings_at(one, a + 1) or rb == readings_at(other, b + 1):
        say(out, 0.0, 9.0, _APART)
        return
    pa, pb = plain_at(one, a), plain_at(other, b)
    m, n = plain_at(one, a + 1) - pa, plain_at(other, b + 1) - pb
    size = max(m, n, 3)
    script, script_b = one.u8[one.at[_S_SCRIPT] + a], other.u8[other.at[_S_SCRIPT] + b]
    if script == script_b and script in (HAN, HANGUL):
        if one.u64[one.at[_S_LOOKS] + a] == other.u64[other.at[_S_LOOKS] + b]:
            known(out, 0.2, size, _READING)
            return
        plainly = m == n and equal(one.u8, pa, other.u8, pb, m)
        if plainly or one.u64[one.at[_RHASH] + ra] == other.u64[other.at[_RHASH] + rb]:
            known(out, 0.6, size, _SAME_SOUND)
            return
        if max(bytes_of(one, a), bytes_of(other, b)) <= _BYTES:
            say(out, 0.0, 9.0, _APART)
            return
    alphabets = script < ALPHABETS and script_b < ALPHABETS
    if m == n and m > 0 and equal(one.u8, pa, other.u8, pb, m):
        same_plain(out, script, script_b, size)
        return
    if one.u64[one.at[_RHASH] + ra] == other.u64[other.at[_RHASH] + rb]:
        known(out, 0.3, size, _READING)
        return
    if alphabets:
        if shared(one, _READ_OFF, _RHASH, a, other, b):
            known(out, 0.45, size, _OTHER)
            return
        if _bases_meet(one, a, ra, other, b, rb):
            known(out, 0.5, size, _DECLINED)
            return
        if one.u64[one.at[_S_MASC] + a] == other.u64[other.at[_S_MASC] + b]:
            known(out, 0.6, size, _GENDERED)
            return
    elif _feminine(one, a, ra, other, b) or _feminine(other, b, rb, one, a):
        known(out, 0.6, size, _GENDERED)
        return
    ka, la = reading_at(one, ra), reading_at(one, ra + 1)
    kb, lb = reading_at(other, rb), reading_at(other, rb + 1)
    if not in_er(one.u8, pa + m, m) and not in_er(other.u8, pb + n, n):
        if endings_apart(one.u8, ka, la, other.u8, kb, lb):
            say(out, max(0.0, 1 - 1.5 / size), 1.5, _ENDING)
            return
    key = np.uint64(0)
    if script != script_b:
        key = pair_key(one.u64[one.at[_S_HASH] + a], other.u64[other.at[_S_HASH] + b])
        at = known_at(key, peq)
        if at >= 0:  # only what has to be asked is ever noted
            likened(at, 0, peq, out)
            return
    limit = size // 2 + 1
    plain, folded = limit + 1, limit + 1
    if abs(m - n) <= limit:
        plain = min(osa(after(peq.plain, SIGNS * turn), m, other.u8, pb, pb + n), limit + 1)
    if is_wide(one.u8, ka, la) or is_wide(other.u8, kb, lb):
        folded = wide(one.u8, ka, la, other.u8, kb, lb, limit, peq)
    elif abs((la - ka) - (lb - kb)) <= limit:
        folded = min(osa(after(peq.key, SIGNS * turn), la - ka, other.u8, kb, lb), limit + 1)
    bones = one.u64[one.at[_S_BONES] + a]
    same_bones = bones != 0 and bones == other.u64[other.at[_S_BONES] + b]
    same_looks = one.u64[one.at[_S_LOOKS] + a] == other.u64[other.at[_S_LOOKS] + b]
    same_first = first_letter(one.u8, ka, la) == first_letter(other.u8, kb, lb)
    unvoweled = same_bones and (without_vowels(one.u8, ka, la) or without_vowels(other.u8, kb, lb))
    by_letters(out, plain, folded, same_bones, unvoweled, same_looks, same_first, size)
    if script != script_b and (out[0] >= ASKED or _near(one, a, other, b, peq)):
        want(key, SINGLE, a, 1, b, peq)
        not_asked(out, size, script + script_b == 1)


@njit
def bytes_of(table, spell):
    """Bytes of a spelling's text in UTF-8: three of a character of Han or Hangul."""
    at = table.at[_TEXT_OFF] + spell
    return np.int64(table.u32[at + 1]) - np.int64(table.u32[at])


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
def endings_apart(one, a, b, other, c, d):
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
    if n < 3 or d - c < n or d - c > n + 3 or not equal(woman, a, man, c, n):
        return False
    code = 0
    for at in range(c + n, d):
        code = code * 256 + np.int64(man[at])
    for ending in _MANS:
        if code == ending:
            return True
    return False


@njit
def in_er(chars, end, n):
    """Whether Latin letters end in er."""
    return n >= 2 and chars[end - 2] == 101 and chars[end - 1] == 114


@njit
def same_plain(out, script, other, size):
    """Say how two words of the same Latin letters meet, by their scripts."""
    if script != other:
        known(out, 0.2, size, _READING)
    elif script < ALPHABETS:
        known(out, 0.1, size, _MARKS)
    else:
        known(out, 0.6, size, _READING)


@njit
def likened(at, part, peq, out):
    """What the oracle said of two spellings (part 0), or of them as names (part 4)."""
    begin = TOLD * at + part
    out[0], out[1] = peq.known[begin], peq.known[begin + 1]
    out[2], out[3] = peq.known[begin + 2], peq.known[begin + 3]
    out[5] = at


@njit
def not_asked(out, size, cyrillic):
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
    ra = readings_at(one, a)
    for r in range(ra, min(readings_at(one, a + 1), ra + NEAR_READINGS)):
        if near_any(one.u8, reading_at(one, r), reading_at(one, r + 1), other, b, peq):
            return True
    return False


@njit
def near_any(chars, start, end, other, b, peq):
    """Whether a text is alike enough to any of the first readings of a spelling to ask."""
    wide_, near = is_wide(chars, start, end), False
    if not wide_:
        pattern_into(chars, start, end, peq.join)
    rb, m = readings_at(other, b), end - start
    for s in range(rb, min(readings_at(other, b + 1), rb + NEAR_READINGS)):
        c, d = reading_at(other, s), reading_at(other, s + 1)
        if wide_ or is_wide(other.u8, c, d):
            near = _wide_near(chars, start, end, other.u8, c, d, peq)
        else:
            limit = np.int64((1 - ASKED) * max(m, d - c, 3))
            near = abs(m - (d - c)) <= limit and osa(peq.join, m, other.u8, c, d) <= limit
        if near:
            break
    if not wide_:
        clear_pattern(chars, start, end, peq.join)
    return near


@njit
def _wide_near(one, a, b, other, c, d, peq):
    """The same for two readings with letters outside ASCII, letter by letter."""
    second = after(peq.codes, CODES)
    m = decode_into(one, a, b, peq.codes, CODES)
    n = decode_into(other, c, d, second, CODES)
    limit = np.int64((1 - ASKED) * max(m, n, 3))
    return osa_rows(peq.codes, m, second, n, limit, peq.lines) <= limit


@njit
def apart_by_letters(one, a, head, other, b, theirs, plains, keys):
    """Whether two words of which ``record.letters_tell`` meet at less than ``alignment.MET``.

    Args:
        one: First table.
        a: A spelling of it.
        head: Head of its word's record.
        other: Second table.
        b: A spelling of it.
        theirs: Head of its word's record.
        plains: Pattern of the first spelling's Latin letters.
        keys: Pattern of its key.
    """
    m, n, k, v = length_of(head), length_of(theirs), key_length_of(head), key_length_of(theirs)
    start = reading_at(other, readings_at(other, b))
    if (head ^ theirs) & FIRSTS == 0:
        last = one.u8[reading_at(one, readings_at(one, a)) + k - 1]
        if (last == 97) != (other.u8[start + v - 1] == 97):  # a woman's ending may tell
            return False
    size = max(m, n, 3)
    limit = size // 2 + 1
    first = 0.5 if (head ^ theirs) & FIRST else 0.0
    folded = limit + 1
    if abs(k - v) <= limit:
        folded = min(osa(keys, k, other.u8, start, start + v), limit + 1)
    if 1 - (folded + 0.2 + first) / size >= MET:
        return False
    plain = limit + 1
    if abs(m - n) <= limit:
        begin = plain_at(other, b)
        plain = min(osa(plains, m, other.u8, begin, begin + n), limit + 1)
    return 1 - (float(plain) + first) / size < MET


@njit
def wide(one, a, b, other, c, d, limit, peq):
    """Edits between texts with letters outside ASCII, letter by letter."""
    second = after(peq.codes, CODES)
    m = decode_into(one, a, b, peq.codes, CODES)
    n = decode_into(other, c, d, second, CODES)
    return osa_rows(peq.codes, m, second, n, limit, peq.lines)


@njit
def without_vowels(chars, start, end):
    """Whether a key has no vowel after its first letter."""
    for at in range(start + 1, end):
        c = chars[at]
        if c == 97 or c == 101 or c == 105 or c == 111 or c == 117:  # a e i o u
            return False
    return True


@njit
def by_letters(out, plain, folded, same_bones, unvoweled, same_looks, same_first, size):
    """Say how two words meet by their letters alone: the last rule."""
    distance, how = min(float(plain), folded + 0.2), _LETTERS
    if same_bones:
        bare = _UNVOWELED if unvoweled else 0.5 + 0.2 * distance
        if bare < distance:
            distance, how = bare, _VOWELS
    if distance > 0.7 and same_looks:
        distance, how = 0.7, _LOOKS
    if not same_first:
        distance += 0.5
    say(out, max(0.0, 1 - distance / size), distance, how)


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
