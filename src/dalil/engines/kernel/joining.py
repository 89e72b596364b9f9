"""How neighbouring words, read as one, meet a single word: the compiled twin of ``similarity.joined``.

Which neighbours are tried is the business of :mod:`pairs`.
"""

from __future__ import annotations

import numpy as np

from dalil.engines.kernel.access import plain_at, reading_at, readings_at, share, text_at
from dalil.engines.kernel.jit import advance, njit
from dalil.engines.kernel.layout import ALPHABETS, BYTES, PLACE
from dalil.engines.kernel.likeness import known_at, pair_key, want
from dalil.engines.kernel.spelled import (
    ASKED,
    by_letters,
    endings_apart,
    equal,
    first_letter,
    in_er,
    known,
    likened,
    near_any,
    not_asked,
    same_plain,
    say,
    wide,
    without_vowels,
)
from dalil.engines.kernel.strings import (
    clear_pattern,
    hash_text,
    is_wide,
    looks_into,
    osa,
    pattern_into,
    skeleton_into,
)
from dalil.names.similarity import LONGEST, How

after = advance()
_APART, _SAME, _READING = int(How.APART), int(How.SAME), int(How.READING)
_OTHER, _DECLINED, _GENDERED = int(How.ANOTHER_READING), int(How.DECLINED), int(How.GENDERED)
_ENDING = int(How.ENDING)
_S_HASH, _S_BONES, _S_LOOKS, _S_MASC, _S_SCRIPT = (
    PLACE["s_hash"], PLACE["s_bones"], PLACE["s_looks"], PLACE["s_masc"], PLACE["s_script"],
)  # fmt: skip
_BASE_OFF, _BASE, _RHASH = PLACE["base_off"], PLACE["base_hash"], PLACE["rhash"]
_NAME_WORD, _W_SPELL = PLACE["name_word"], PLACE["w_spell"]


@njit
def join(many, start, size, peq):
    """Read neighbouring words as one; returns the lengths of its Latin letters and key, and its hash."""
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
    return m, k, hash_text(after(peq.bytes, BYTES), 0, k)


@njit
def meet_joined(many, start, size, m, k, h, single, b, form, peq, out):
    """Say how neighbouring words, read as one by :func:`join`, meet a single spelling.

    Args:
        many: Table of the neighbours.
        start: Where they begin among the words of names.
        size: How many.
        m: Number of their Latin letters.
        k: Number of bytes of their key.
        h: Hash of their key.
        single: Table of the single spelling.
        b: That spelling.
        form: Whose the neighbours are (:mod:`likeness`).
        peq: Working memory.
        out: As of :func:`meet`.
    """
    if _same_text(many, start, size, single, b):
        say(out, 1.0, 0.0, _SAME)
        return
    plain, key = peq.bytes, after(peq.bytes, BYTES)
    rb, re = readings_at(single, b), readings_at(single, b + 1)
    if k == 0 or rb == re:
        say(out, 0.0, 9.0, _APART)
        return
    pb = plain_at(single, b)
    n = plain_at(single, b + 1) - pb
    big = max(m, n, 3)
    word = np.int64(many.u32[many.at[_NAME_WORD] + start])
    first = np.int64(many.u32[many.at[_W_SPELL] + word])
    script, script_b = many.u8[many.at[_S_SCRIPT] + first], single.u8[single.at[_S_SCRIPT] + b]
    if m == n and m > 0 and equal(plain, 0, single.u8, pb, m):
        same_plain(out, script, script_b, big)
        return
    if h == single.u64[single.at[_RHASH] + rb]:
        known(out, 0.3, big, _READING)
        return
    if script < ALPHABETS and script_b < ALPHABETS:
        for r in range(rb, re):
            if single.u64[single.at[_RHASH] + r] == h:
                known(out, 0.45, big, _OTHER)
                return
        for p in range(share(single, _BASE_OFF, b), share(single, _BASE_OFF, b + 1)):
            if single.u64[single.at[_BASE] + p] == h:
                known(out, 0.5, big, _DECLINED)
                return
        if single.u64[single.at[_S_MASC] + b] == h:
            known(out, 0.6, big, _GENDERED)
            return
    else:
        masculine = single.u64[single.at[_S_MASC] + b]
        if masculine != single.u64[single.at[_RHASH] + rb] and masculine == h:
            known(out, 0.6, big, _GENDERED)
            return
    if not in_er(plain, m, m) and not in_er(single.u8, pb + n, n):
        if endings_apart(key, 0, k, single.u8, reading_at(single, rb), reading_at(single, rb + 1)):
            say(out, max(0.0, 1 - 1.5 / big), 1.5, _ENDING)
            return
    told = np.uint64(0)
    if script != script_b:
        told = pair_key(_joined_hash(many, start, size), single.u64[single.at[_S_HASH] + b])
        at = known_at(told, peq)
        if at >= 0:  # only what has to be asked is ever noted
            likened(at, 0, peq, out)
            return
    _joined_letters(plain, m, key, k, single, b, big, peq, out)
    if script != script_b and (out[0] >= ASKED or near_any(key, 0, k, single, b, peq)):
        want(told, form, start, size, b, peq)
        not_asked(out, big, script + script_b == 1)


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
        folded = wide(key, 0, k, single.u8, kb, lb, limit, peq)
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
    unvoweled = same_bones and (without_vowels(key, 0, k) or without_vowels(single.u8, kb, lb))
    by_letters(out, letters, folded, same_bones, unvoweled, same_looks, same_first, big)


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
