"""What the way in which two words met bounds, over arrays: the compiled twin of ``bounds._of_link``.

Only words that met singly are judged, and only by marks, letters and characters; what whole names
bound stands in :mod:`pairs`.
"""

from __future__ import annotations

import numpy as np

from dalil.engines.kernel.access import plain_at, reading_at, readings_at, text_at, words_at
from dalil.engines.kernel.aligning import word_at
from dalil.engines.kernel.jit import njit
from dalil.engines.kernel.layout import HAN, HANGUL, NONE, PLACE
from dalil.engines.kernel.record import PATRONYMIC, VARIED, length_of, script_of
from dalil.engines.kernel.spelled import first_letter
from dalil.engines.kernel.whole import MOST
from dalil.matching.bounds import AKIN, ALMOST, LONGEST_EXCHANGED, UNSURE
from dalil.names.marks import BEYOND, ONE_LETTER
from dalil.names.similarity import How

_LETTERS, _VOWELS, _LOOKS, _MARKS = (
    int(How.LETTERS), int(How.VOWELS), int(How.LOOKS), int(How.MARKS),
)  # fmt: skip
FREE = 1e9
_W_STEM = PLACE["w_stem"]
ALIKE = np.zeros((256, 256), np.bool_)
"""Letters that spell sounds akin, by their codes."""
for _one, _other in AKIN:
    ALIKE[_one, _other] = True
_FROM = tuple(ord(letter) for letter in ONE_LETTER)
_TO = tuple(ord(letter) for letter in ONE_LETTER.values())
_RANGES = tuple((ord(first), ord(last)) for first, last in BEYOND)


@njit
def most_of_link(one, i, other, second, o, person, eastern, links):
    """The most that two words that met by marks or letters leave a name; :data:`FREE` where nothing holds."""
    how = links.how[o]
    if links.left_size[o] > 1 or links.right_size[o] > 1:
        return FREE
    p, q = links.left[o], MOST + links.right[o]
    a, b = links.spells[p], links.spells[q]
    if how == _MARKS:
        return UNSURE if marked_apart(one, a, other, b) else FREE
    if how != _LETTERS and how != _VOWELS and how != _LOOKS:
        return FREE
    head, theirs = links.heads[p], links.heads[q]
    script = script_of(head)
    same = script == script_of(theirs)
    if eastern or (same and script in (HAN, HANGUL)):
        return UNSURE
    if not person or how != _LETTERS:
        return FREE
    if (head ^ theirs) & PATRONYMIC:
        return UNSURE
    if head & theirs & VARIED and head & PATRONYMIC == 0:
        word = word_at(one, words_at(one, i) + links.left[o])
        if _served_apart(one, word, other, word_at(other, second + links.right[o])):
            return UNSURE
    return ALMOST if same and _exchanged(one, a, head, other, b, theirs) else FREE


@njit
def _served_apart(one, word, other, theirs):
    """Whether two compounds of a servant name two whom they serve."""
    a = np.int64(one.u32[one.at[_W_STEM] + word])
    b = np.int64(other.u32[other.at[_W_STEM] + theirs])
    if a == NONE or b == NONE:
        return False
    r, s = readings_at(one, a), readings_at(other, b)
    if r == readings_at(one, a + 1) or s == readings_at(other, b + 1):
        return False
    x = first_letter(one.u8, reading_at(one, r), reading_at(one, r + 1))
    y = first_letter(other.u8, reading_at(other, s), reading_at(other, s + 1))
    if x == y or x == 0 or y == 0:
        return False
    return x > 255 or y > 255 or not ALIKE[x, y]


@njit
def _exchanged(one, a, head, other, b, theirs):
    n = length_of(head)
    if n == length_of(theirs):
        if _one_other(one.u8, plain_at(one, a), other.u8, plain_at(other, b), n):
            return True
    r, s = readings_at(one, a), readings_at(other, b)
    first, second = reading_at(one, r), reading_at(other, s)
    n = reading_at(one, r + 1) - first
    if n != reading_at(other, s + 1) - second:
        return False
    return _one_other(one.u8, first, other.u8, second, n)


@njit
def _one_other(one, p, other, q, n):
    """Whether texts of ASCII differ at one place, by letters that sound otherwise."""
    if n > LONGEST_EXCHANGED:
        return False
    apart, akin = 0, False
    for at in range(n):
        x, y = one[p + at], other[q + at]
        if x >= 128 or y >= 128:
            return False
        if x != y:
            apart += 1
            akin = ALIKE[x, y]
    return apart == 1 and not akin


@njit
def marked_apart(one, a, other, b):
    """Whether two texts of as many letters differ where both write a mark: ``names.marks``."""
    p, end = text_at(one, a), text_at(one, a + 1)
    q, last = text_at(other, b), text_at(other, b + 1)
    found = False
    while p < end and q < last:
        m, n = _bytes(one.u8[p]), _bytes(other.u8[q])
        x, y = _letter(one.u8, p, m), _letter(other.u8, q, n)
        if x != y and _marked(x) and _marked(y):
            found = True
        p, q = p + m, q + n
    return found and p == end and q == last


@njit
def _bytes(first):
    """Bytes of a letter in UTF-8, by its first."""
    return 1 if first < 0x80 else 2 if first < 0xE0 else 3 if first < 0xF0 else 4


@njit
def _letter(chars, at, size):
    """A letter, those that keyboards give for one another made one."""
    code = np.int64(chars[at])
    if size > 1:
        code &= (1 << (7 - size)) - 1
        for place in range(at + 1, at + size):
            code = code << 6 | np.int64(chars[place]) & 0x3F
    for place in range(len(_FROM)):
        if code == _FROM[place]:
            return np.int64(_TO[place])
    return code


@njit
def _marked(code):
    for first, last in _RANGES:
        if first <= code <= last:
            return True
    return False
