"""One record a word: what rules out most pairs of words, side by side in memory.

Two words of one alphabet mostly share neither reading nor consonants, and their letters alone tell
that they lie too far apart to be paired; eight numbers of each word say so. Nothing is decided of
words that may meet: those are compared by :mod:`meeting`.
"""

from __future__ import annotations

import numpy as np

from dalil.engines.kernel.access import plain_at, reading_at, readings_at, share
from dalil.engines.kernel.jit import as_bits, entrance, njit, pointers
from dalil.engines.kernel.layout import ALPHABETS, NONE, PLACE
from dalil.engines.kernel.strings import is_wide, letters_apart
from dalil.matching.analysis import Kind

_as_bits, bare = as_bits(), pointers()
RECORD = 8
"""Numbers of a record: head, letters, ids, readings, masculine form, bones and looks, bits, spelling."""
BITS = 6
LETTERS, IDS, READS, MASC, _SOUND, SPELL = 1, 2, 3, 4, 5, 7
KIND = 56
"""Places in the head: flags, script at 8, length at 16, length of the key at 24, its first letters."""
NAME_RECORD = 8
LITERAL, FORM, KIN, KEY, SAID, OFF, ENT = 0, 1, 2, 3, 4, 5, 6
"""Numbers of a name's record: four hashes, what it says, where its words begin, whose it is."""
GENERATION, ROW_KIND, SONS = 8, 16, 24
"""Places in what a name says: its flag at 0, a bit at 24 and above for each word that is a son's."""
_PLAIN, LONE, NUMBERED, PATRONYMIC, _JOINS, VARIED, COMMON = 1, 2, 4, 8, 16, 32, 64
"""Flags: letters tell; no other reading; a number; a patronymic; letters tell where words are read as
one; the word has other spellings (particles, article, stem); it is a common name."""
_SCRIPT, FIRST, FIRSTS = 0xFF << 8, 0xFF << 32, 0xFFFFFF << 32
_LOW = 0xFFFFFFFF
_SHORT = 3
_NUMBER, _INITIAL = int(Kind.NUMBER), int(Kind.INITIAL)
_W_KIND, _W_BITS, _W_SPELL, _W_LED, _W_BARE, _W_STEM, _W_NUMBER, _W_PATR, _FORM_OFF = (
    PLACE["w_kind"], PLACE["w_bits"], PLACE["w_spell"], PLACE["w_led"], PLACE["w_bare"], PLACE["w_stem"],
    PLACE["w_number"], PLACE["w_patr"], PLACE["form_off"],
)  # fmt: skip
_S_HASH, _S_BONES, _S_LOOKS, _S_MASC, _S_SCRIPT = (
    PLACE["s_hash"], PLACE["s_bones"], PLACE["s_looks"], PLACE["s_masc"], PLACE["s_script"],
)  # fmt: skip
_IDS_OFF, _IDS_HASH, _BASE_OFF, _BASE, _READ_OFF, _RHASH = (
    PLACE["ids_off"], PLACE["ids_hash"], PLACE["base_off"], PLACE["base_hash"], PLACE["read_off"],
    PLACE["rhash"],
)  # fmt: skip


READ = (
    "w_kind", "w_bits", "w_number", "w_patr", "w_spell", "w_led", "w_bare", "w_stem", "form_off", "s_hash", "s_bones", "s_looks", "s_masc", "s_script",
    "ids_off", "ids_hash", "base_off", "base_hash", "read_off", "rhash", "rchar_off", "rchars", "plain_off",
    "plain",
)  # fmt: skip
"""The arrays of a table that its records are made of."""


def _bits_of(letters: str) -> int:
    return sum(1 << ord(letter) % 26 for letter in letters)


_CONSONANTS = _bits_of("bcdfghjklmnpqrtvwxyz")  # s ends a man's name, and is left out
_SILENT = _bits_of("h")  # which is dropped after g where words are read as one
_PLAIN_LOOKS = _bits_of("aghjkpqtuxy")  # that no look-alike, nor a digit's place, stands for


@njit
def script_of(head):
    """Script of a word, by its head."""
    return (head >> 8) & 0xFF


@njit
def length_of(head):
    """Number of a word's Latin letters, by its head."""
    return (head >> 16) & 0xFF


@njit
def key_length_of(head):
    """Number of bytes of a word's first key, by its head."""
    return (head >> 24) & 0xFF


@njit
def is_plain(head):
    """Whether :func:`far` may judge by a word's letters, which are then of ASCII."""
    return head & _PLAIN != 0


@njit
def record_into(t, word, out, at):
    """Write the record of a word to ``out[at:]``."""
    spell = np.int64(t.u32[t.at[_W_SPELL] + word])
    kind, script = np.int64(t.u8[t.at[_W_KIND] + word]), np.int64(t.u8[t.at[_S_SCRIPT] + spell])
    begin, end = plain_at(t, spell), plain_at(t, spell + 1)
    r, last = readings_at(t, spell), readings_at(t, spell + 1)
    start, stop = (reading_at(t, r), reading_at(t, r + 1)) if r < last else (0, 0)
    alone = t.u32[t.at[_W_LED] + word] == NONE and t.u32[t.at[_W_BARE] + word] == NONE
    spelled = script < ALPHABETS and end > begin and stop > start and not is_wide(t.u8, start, stop)
    plain = spelled and alone and kind != _NUMBER and kind != _INITIAL
    head = (_PLAIN if plain else 0) | (_JOINS if spelled else 0)
    bases = share(t, _BASE_OFF, spell) != share(t, _BASE_OFF, spell + 1)
    if plain and last == r + 1 and not bases:
        if t.u64[t.at[_S_MASC] + spell] == t.u64[t.at[_RHASH] + r]:
            head |= LONE
    head |= script << 8 | (end - begin) << 16 | (stop - start) << 24 | kind << KIND
    for place in range(min(_SHORT, stop - start)):
        head |= np.int64(t.u8[start + place]) << (32 + 8 * place)
    if t.f64[t.at[_W_NUMBER] + word] >= 0:
        head |= NUMBERED
    if t.u8[t.at[_W_PATR] + word]:
        head |= PATRONYMIC
    if not alone or t.u32[t.at[_W_STEM] + word] != NONE:
        head |= VARIED
    if share(t, _FORM_OFF, spell) != share(t, _FORM_OFF, spell + 1):
        head |= COMMON
    out[at] = np.uint64(head)
    letters = _letters(t.u8, begin, end) | _letters(t.u8, start, stop) << 32
    out[at + LETTERS] = np.uint64(letters)
    out[at + IDS] = _marks(t, _IDS_OFF, _IDS_HASH, word)
    out[at + READS] = _marks(t, _READ_OFF, _RHASH, spell) | _marks(t, _BASE_OFF, _BASE, spell)
    out[at + MASC] = t.u64[t.at[_S_MASC] + spell]
    bones = t.u64[t.at[_S_BONES] + spell]
    if bones == 0:  # two words of few consonants have none in common
        bones = t.u64[t.at[_S_HASH] + spell]
    looks = t.u64[t.at[_S_LOOKS] + spell]
    low = np.uint64(_LOW)
    out[at + _SOUND] = (bones & low) | (looks & low) << np.uint64(32)
    out[at + BITS] = _as_bits(t.f64[t.at[_W_BITS] + word])
    out[at + SPELL] = np.uint64(spell)


@entrance
def put_all(table, out):
    """Write the records of all words of a table."""
    told = bare(table)
    for word in range(len(out) // RECORD):
        record_into(told, np.int64(word), out, RECORD * word)


@njit
def _letters(chars, start, end):
    """Which bytes occur, by their remainders: one edit changes at most two."""
    found = np.int64(0)
    for at in range(start, end):
        found |= np.int64(1) << np.int64(chars[at] % 26)
    return found


@njit
def _marks(t, off, values, row):
    """A bit for each hash of a row: rows that share a hash share a bit."""
    found = np.uint64(0)
    for place in range(share(t, off, row), share(t, off, row + 1)):
        found |= np.uint64(1) << (t.u64[t.at[values] + place] & np.uint64(63))
    return found


@njit
def first_apart(head, other):
    """1 where the keys of two plain words begin with different letters, 0 where not; -1 if unknown."""
    if head & other & _PLAIN == 0:
        return -1
    return 1 if (head ^ other) & FIRST else 0


@njit
def letters_tell(one, a, other, b):
    """Whether the letters of two words alone tell if they meet: no other rule can pair them.

    Held against every rule of :func:`meeting.meet`; False where it is not sure.
    """
    x, y = np.int64(one[a]), np.int64(other[b])
    if x & y & _PLAIN == 0 or (x ^ y) & _SCRIPT:
        return False
    if x & y & PATRONYMIC:  # their fathers' names may meet where they do not
        return False
    if one[a + IDS] & other[b + IDS] or one[a + READS] & other[b + READS]:
        return False
    sound = one[a + _SOUND] ^ other[b + _SOUND]
    if one[a + MASC] == other[b + MASC] or sound <= np.uint64(_LOW):
        return False
    return sound & np.uint64(_LOW) != 0


@njit
def far(one, a, other, b):
    """Whether two words surely meet at less than ``alignment.MET``: a bound, no more."""
    return letters_tell(one, a, other, b) and far_by_letters(one, a, other, b)


@njit
def far_by_letters(one, a, other, b):
    """Whether two words of which :func:`letters_tell` have too few letters in common to meet."""
    x, y = np.int64(one[a]), np.int64(other[b])
    if (x ^ y) & FIRSTS == 0:  # one may be the other with a woman's ending
        return False
    m, n = length_of(x), length_of(y)
    size = max(m, n, _SHORT)
    letters, others = np.int64(one[a + LETTERS]), np.int64(other[b + LETTERS])
    plain = max(abs(m - n), letters_apart(letters, letters, others, others))
    letters, others = letters >> 32, others >> 32
    keys = abs(key_length_of(x) - key_length_of(y))
    folded = max(keys, letters_apart(letters, letters, others, others))
    first = 1 if (x ^ y) & FIRST else 0
    # twice the least distance: edits of plain letters, and of keys plus .2; .5 where first letters differ
    return 2 * plain + first > size and 2 * folded + first >= size


@njit
def far_joined(letters, length, script, head, others):
    """Whether words of one alphabet, read as one, surely meet a single word at less than .8.

    So far as letters tell: a word that is not :data:`LONE` may have the reading of the joined words.

    Args:
        letters: Letters of the words that are read as one; 0 where not :func:`joins_plainly`.
        length: Their number of Latin letters.
        script: Their script.
        head: Head of the single word.
        others: Its letters.
    """
    if letters == 0 or head & _JOINS == 0 or script_of(head) != script:
        return False
    if (letters ^ others) & _PLAIN_LOOKS == 0 or ((letters ^ others) >> 32) & _CONSONANTS == 0:
        return False
    size = max(length, length_of(head), _SHORT)
    plain = letters_apart(letters, letters, others, others)
    keys, theirs = (letters >> 32) & ~_SILENT, (others >> 32) & ~_SILENT
    return 5 * plain > size and 5 * letters_apart(keys, keys, theirs, theirs) + 1 > size


@njit
def reads_as(key, reads, masculine):
    """Whether a key may be one of a word's readings, base forms or its masculine form."""
    return reads & (np.uint64(1) << (key & np.uint64(63))) != 0 or key == masculine


@njit
def joins_plainly(head, first):
    """Whether :func:`far_joined` may judge by the letters of a word, read as one after the first."""
    return head & _JOINS != 0 and script_of(head) == script_of(first)
