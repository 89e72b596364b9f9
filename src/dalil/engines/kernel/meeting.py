"""How two words meet, over arrays: the compiled twin of ``names.similarity`` and ``alignment.meet``.

Both sides are tables of :mod:`table`. The first side's words are prepared once for a query, then
held against any number of names of the second. The oracle is the plain Python; contract tests hold
the two together.
"""

# mypy: allow-untyped-defs, allow-untyped-calls
# ruff: noqa: ANN001, ANN201
from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np

from dalil.engines.kernel.jit import njit
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
from dalil.matching.analysis import Kind
from dalil.names.similarity import How

MOST = 24
LONGEST = 40
_NUMBER, _INITIAL, _GENERIC, _NAME = int(Kind.NUMBER), int(Kind.INITIAL), int(Kind.GENERIC), int(Kind.NAME)
_APART, _SAME, _MARKS, _READING = int(How.APART), int(How.SAME), int(How.MARKS), int(How.READING)
_OTHER, _DECLINED, _VOWELS, _LETTERS = int(How.ANOTHER_READING), int(How.DECLINED), int(How.VOWELS), int(How.LETTERS)
_FITS, _NICK, _GENDERED, _TRANSLATED = int(How.INITIAL), int(How.NICKNAME), int(How.GENDERED), int(How.TRANSLATED)
_LOOKS = int(How.LOOKS)


class Words(NamedTuple):
    """The words of a table, and its names; see ``layout``."""

    word_hash: Any
    word_bones: Any
    word_looks: Any
    word_masc: Any
    word_script: Any
    word_kind: Any
    word_bits: Any
    word_number: Any
    word_patr: Any
    text_off: Any
    text: Any
    plain_off: Any
    plain: Any
    base_off: Any
    base_hash: Any
    ids_off: Any
    ids_hash: Any
    read_off: Any
    rchar_off: Any
    rchars: Any
    rhash: Any
    name_off: Any
    name_word: Any
    name_son: Any
    name_flag: Any
    name_gen: Any
    name_literal: Any
    name_form: Any
    name_kin: Any
    name_key: Any


class Patterns(NamedTuple):
    """Bit masks of a name's words: of their Latin letters and of their first keys."""

    plain: Any
    key: Any
    join: Any
    bytes: Any
    spare: Any
    codes: Any
    lines: Any


@njit
def meet(one, a, other, b, peq, turn, out):
    """Say how word ``a`` of one table meets word ``b`` of another.

    Args:
        one: First table.
        a: A word of it.
        other: Second table.
        b: A word of it.
        peq: Patterns of the first name.
        turn: Place of ``a`` among them.
        out: Receives value, distance and the code of the way.
    """
    ka, kb = one.word_kind[a], other.word_kind[b]
    if ka == _NUMBER or kb == _NUMBER:  # noqa: PLR1714
        same = one.word_number[a] == other.word_number[b] and one.word_number[a] >= 0
        _say(out, 1.0 if same else 0.0, 0.0 if same else 9.0, _SAME if same else _APART)
        return
    if ka == _INITIAL or kb == _INITIAL:  # noqa: PLR1714
        if not _letter_in_common(one, a, other, b):
            _say(out, 0.0, 9.0, _APART)
        elif ka == kb:
            _say(out, 0.95, 0.0, _SAME)
        else:
            _say(out, 0.6, 1.0, _FITS)
        return
    _compare(one, a, other, b, peq, turn, out)
    if out[0] < 0.95 and _shared(one.ids_off, one.ids_hash, a, other.ids_off, other.ids_hash, b):
        general = ka == _GENERIC
        value = 0.95 if general else 0.85
        if out[0] < value:
            _say(out, value, 0.5, _TRANSLATED if general else _NICK)


@njit
def _say(out, value, distance, how):
    out[0], out[1], out[2] = value, distance, how


@njit
def _letter_in_common(one, a, other, b):
    for r in range(np.int64(one.read_off[a]), np.int64(one.read_off[a + 1])):
        n = _letter(one.rchars, np.int64(one.rchar_off[r]), np.int64(one.rchar_off[r + 1]))
        for s in range(np.int64(other.read_off[b]), np.int64(other.read_off[b + 1])):
            begin = np.int64(other.rchar_off[s])
            if _letter(other.rchars, begin, np.int64(other.rchar_off[s + 1])) == n:
                return True
    return False


@njit
def _letter(chars, start, end):
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
def _shared(one_off, one_hash, a, other_off, other_hash, b):
    for p in range(np.int64(one_off[a]), np.int64(one_off[a + 1])):
        for q in range(np.int64(other_off[b]), np.int64(other_off[b + 1])):
            if one_hash[p] == other_hash[q]:
                return True
    return False


@njit
def _size(m, n):
    return max(m, n, 3)


@njit
def _compare(one, a, other, b, peq, turn, out):
    if one.word_hash[a] == other.word_hash[b]:
        _say(out, 1.0, 0.0, _SAME)
        return
    ra, rb = np.int64(one.read_off[a]), np.int64(other.read_off[b])
    if ra == np.int64(one.read_off[a + 1]) or rb == np.int64(other.read_off[b + 1]):
        _say(out, 0.0, 9.0, _APART)
        return
    pa, pb = np.int64(one.plain_off[a]), np.int64(other.plain_off[b])
    ea, eb = np.int64(one.plain_off[a + 1]), np.int64(other.plain_off[b + 1])
    m, n = ea - pa, eb - pb
    size = _size(m, n)
    if m == n and m > 0 and _equal(one.plain, pa, other.plain, pb, m):
        same_script = one.word_script[a] == other.word_script[b]
        _known(out, 0.1 if same_script else 0.2, size, _MARKS if same_script else _READING)
        return
    if one.rhash[ra] == other.rhash[rb]:
        _known(out, 0.3, size, _READING)
        return
    if _shared(one.read_off, one.rhash, a, other.read_off, other.rhash, b):
        _known(out, 0.45, size, _OTHER)
        return
    if _bases_meet(one, a, ra, other, b, rb):
        _known(out, 0.5, size, _DECLINED)
        return
    if one.word_masc[a] == other.word_masc[b]:
        _known(out, 0.6, size, _GENDERED)
        return
    ka, la = np.int64(one.rchar_off[ra]), np.int64(one.rchar_off[ra + 1])
    kb, lb = np.int64(other.rchar_off[rb]), np.int64(other.rchar_off[rb + 1])
    limit = size // 2 + 1
    plain = limit + 1
    if abs(m - n) <= limit:
        plain = min(osa(peq.plain[turn], m, other.plain, pb, eb), limit + 1)
    folded = limit + 1
    if is_wide(one.rchars, ka, la) or is_wide(other.rchars, kb, lb):
        folded = _wide(one.rchars, ka, la, other.rchars, kb, lb, limit, peq)
    elif abs((la - ka) - (lb - kb)) <= limit:
        folded = min(osa(peq.key[turn], la - ka, other.rchars, kb, lb), limit + 1)
    same_bones = one.word_bones[a] == other.word_bones[b] and one.word_bones[a] != 0
    same_looks = one.word_looks[a] == other.word_looks[b]
    same_first = _letter(one.rchars, ka, la) == _letter(other.rchars, kb, lb)
    _letters(out, plain, folded, same_bones, same_looks, same_first, size)


@njit
def _wide(one, a, b, other, c, d, limit, peq):
    """Edits between texts with letters outside ASCII, letter by letter."""
    m = decode_into(one, a, b, peq.codes[0])
    n = decode_into(other, c, d, peq.codes[1])
    return osa_rows(peq.codes[0], m, peq.codes[1], n, limit, peq.lines)


@njit
def _known(out, distance, size, how):
    _say(out, 1 - distance / size, distance, how)


@njit
def _letters(out, plain, folded, same_bones, same_looks, same_first, size):
    distance, how = min(float(plain), folded + 0.2), _LETTERS
    if same_bones:
        bare = 0.5 + 0.2 * distance
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
    """Whether first keys and base forms of two words have one in common."""
    pa, ea = np.int64(one.base_off[a]), np.int64(one.base_off[a + 1])
    pb, eb = np.int64(other.base_off[b]), np.int64(other.base_off[b + 1])
    for p in range(pa - 1, ea):
        x = one.rhash[ra] if p < pa else one.base_hash[p]
        for q in range(pb - 1, eb):
            y = other.rhash[rb] if q < pb else other.base_hash[q]
            if x == y:
                return True
    return False


@njit
def prepare(one, name, peq):
    """Set the patterns of a name's words."""
    first = np.int64(one.name_off[name])
    count = min(np.int64(one.name_off[name + 1]) - first, MOST)
    for at in range(count):
        word = one.name_word[first + at]
        start, end = np.int64(one.plain_off[word]), np.int64(one.plain_off[word + 1])
        pattern_into(one.plain, start, end, peq.plain[at])
        r = np.int64(one.read_off[word])
        if r < np.int64(one.read_off[word + 1]):
            start, end = np.int64(one.rchar_off[r]), np.int64(one.rchar_off[r + 1])
            pattern_into(one.rchars, start, end, peq.key[at])
    return count


@njit
def release(one, name, peq):
    """Clear what :func:`prepare` set."""
    first = np.int64(one.name_off[name])
    count = min(np.int64(one.name_off[name + 1]) - first, MOST)
    for at in range(count):
        word = one.name_word[first + at]
        clear_pattern(one.plain, np.int64(one.plain_off[word]), np.int64(one.plain_off[word + 1]), peq.plain[at])
        r = np.int64(one.read_off[word])
        if r < np.int64(one.read_off[word + 1]):
            clear_pattern(one.rchars, np.int64(one.rchar_off[r]), np.int64(one.rchar_off[r + 1]), peq.key[at])


@njit
def meet_joined(many, start, size, single, b, peq, out):
    """Say how neighbouring words, read as one, meet a single word of the other side.

    Args:
        many: Table of the neighbours.
        start: Where they begin in ``name_word``.
        size: How many.
        single: Table of the single word.
        b: That word.
        peq: Working memory.
        out: Receives value, distance and the code of the way.
    """
    pb, eb = np.int64(single.plain_off[b]), np.int64(single.plain_off[b + 1])
    plain, key = peq.bytes[0], peq.bytes[1]
    m = _concat_plain(many, start, size, plain)
    n = eb - pb
    if _same_text(many, start, size, single, b):
        _say(out, 1.0, 0.0, _SAME)
        return
    k = _concat_keys(many, start, size, key)
    rb, re = np.int64(single.read_off[b]), np.int64(single.read_off[b + 1])
    if k == 0 or rb == re:
        _say(out, 0.0, 9.0, _APART)
        return
    big = _size(m, n)
    script = many.word_script[many.name_word[start]]
    if m == n and m > 0 and _equal(plain, 0, single.plain, pb, m):
        same_script = script == single.word_script[b]
        _known(out, 0.1 if same_script else 0.2, big, _MARKS if same_script else _READING)
        return
    h = hash_text(key, 0, k)
    if h == single.rhash[rb]:
        _known(out, 0.3, big, _READING)
        return
    for r in range(rb, re):
        if single.rhash[r] == h:
            _known(out, 0.45, big, _OTHER)
            return
    for p in range(np.int64(single.base_off[b]), np.int64(single.base_off[b + 1])):
        if single.base_hash[p] == h:
            _known(out, 0.5, big, _DECLINED)
            return
    if single.word_masc[b] == h:
        _known(out, 0.6, big, _GENDERED)
        return
    _joined_letters(plain, m, key, k, single, b, big, peq, out)


@njit
def _joined_letters(plain, m, key, k, single, b, big, peq, out):
    pb, eb = np.int64(single.plain_off[b]), np.int64(single.plain_off[b + 1])
    rb = np.int64(single.read_off[b])
    kb, lb = np.int64(single.rchar_off[rb]), np.int64(single.rchar_off[rb + 1])
    limit = big // 2 + 1
    letters = limit + 1
    if abs(m - (eb - pb)) <= limit:
        pattern_into(plain, 0, m, peq.join)
        letters = min(osa(peq.join, m, single.plain, pb, eb), limit + 1)
        clear_pattern(plain, 0, m, peq.join)
    folded = limit + 1
    if is_wide(key, 0, k) or is_wide(single.rchars, kb, lb):
        folded = _wide(key, 0, k, single.rchars, kb, lb, limit, peq)
    elif abs(k - (lb - kb)) <= limit:
        pattern_into(key, 0, k, peq.join)
        folded = min(osa(peq.join, k, single.rchars, kb, lb), limit + 1)
        clear_pattern(key, 0, k, peq.join)
    s = skeleton_into(key, 0, k, peq.spare)
    bones = hash_text(peq.spare, 0, s) if s >= 3 else np.uint64(0)
    same_bones = bones != 0 and bones == single.word_bones[b]
    s = looks_into(plain, m, peq.spare)
    same_looks = hash_text(peq.spare, 0, s) == single.word_looks[b]
    same_first = _letter(key, 0, k) == _letter(single.rchars, kb, lb)
    _letters(out, letters, folded, same_bones, same_looks, same_first, big)


@njit
def _concat_plain(many, start, size, out):
    n = 0
    for at in range(start, start + size):
        word = many.name_word[at]
        for c in range(np.int64(many.plain_off[word]), np.int64(many.plain_off[word + 1])):
            if n < LONGEST:
                out[n] = many.plain[c]
                n += 1
    return n


@njit
def _concat_keys(many, start, size, out):
    n, letters = 0, 0
    for at in range(start, start + size):
        word = many.name_word[at]
        r = np.int64(many.read_off[word])
        if r < np.int64(many.read_off[word + 1]):
            for c in range(np.int64(many.rchar_off[r]), np.int64(many.rchar_off[r + 1])):
                first = many.rchars[c] & 0xC0 != 0x80
                if first and letters == LONGEST:
                    return n
                letters += 1 if first else 0
                out[n] = many.rchars[c]
                n += 1
    return n


@njit
def _same_text(many, start, size, single, b):
    """Whether the texts of neighbours, laid end to end, are the text of the single word."""
    at, end = np.int64(single.text_off[b]), np.int64(single.text_off[b + 1])
    for place in range(start, start + size):
        word = many.name_word[place]
        for c in range(np.int64(many.text_off[word]), np.int64(many.text_off[word + 1])):
            if at >= end or many.text[c] != single.text[at]:
                return False
            at += 1
    return at == end
