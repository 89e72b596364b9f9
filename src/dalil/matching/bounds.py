"""The most that two names can be worth, whatever the sum of their features says.

A sum of curves lets much agreement outweigh one plain contradiction: a rare family name in common
makes up for another given name. The rules here are set by hand and learned from nothing; each bounds
the log-odds of the names alone, and what is known beside the names may still raise them. A compiled
kernel applies the same rules. Nothing is measured here that is not in the pair already.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from dalil.matching.alignment import Link
from dalil.matching.analysis import Kind, Word
from dalil.matching.features import NAMES, Pair
from dalil.names.marks import marked_apart
from dalil.names.similarity import SYLLABIC, How, Spelling

NOT_SHOWN = 0.6
"""Log-odds below the line where a person looks (.7)."""
UNSURE = 2.0
"""Log-odds below the line of a match (.9)."""
ALMOST = 2.19
"""Log-odds just below that line: what is known beside the names may then still speak against them."""
SHORT_VALUE = 0.8
"""Two letters of at most nine, or the first of at most seven, leave a word less alike than this."""
TWO_LETTERS = 2.0
ANOTHER_VALUE = 0.6
"""A word that is less alike than this is another word, whatever else the names have in common."""

LONGEST_EXCHANGED = 7
"""Letters up to which one letter for another is taken for another word."""
MEAN_IN_USE = 14.0
"""Bits a word below which the words of a name are borne by many."""
_AKIN = ("aeiouyhw", "gjyzdc", "ckqgxh", "szxct", "fpvwb", "td", "mn", "lr", "jiyhx")
"""First letters that spellings of one sound begin with (Yusuf, Jusuf; Omar, Umar; Hadija, Khadija)."""
_NUMBERS, _IN_USE = NAMES.index("numbers"), NAMES.index("names_in_use")
_FORM = NAMES.index("legal_form")
_KINSHIP, _GENERATION = NAMES.index("kinship_turned"), NAMES.index("generation")


_RARITY, _MET = NAMES.index("rarity"), NAMES.index("met_words")
_LEFT_OUT, _CONTRADICTED = NAMES.index("left_out"), NAMES.index("contradicted")
_LETTERS = How.LETTERS
_BY_LETTERS = frozenset({How.LETTERS, How.VOWELS, How.LOOKS})
AKIN = frozenset((ord(a), ord(b)) for group in _AKIN for a in group for b in group)
"""Pairs of such letters, as numbers."""


class Bound(NamedTuple):
    """The most that log-odds can be, and the reason."""

    most: float
    why: str


def bounds(pair: Pair, vector: Sequence[float]) -> tuple[Bound, ...]:
    """The bounds that hold for two names; none for most.

    Args:
        pair: The two names and how their words met.
        vector: The features of the pair.
    """
    found = [told for link in pair.full if (told := _of_link(pair, link)) is not None]
    if pair.left.person:
        found += _of_person(pair, vector)
    if vector[_NUMBERS]:
        found.append(Bound(NOT_SHOWN, "bound: a number that the other name does not bear"))
    if vector[_GENERATION]:
        found.append(Bound(NOT_SHOWN, "bound: two generations, as father and son are told apart"))
    if vector[_KINSHIP]:
        found.append(Bound(NOT_SHOWN, "bound: the son of one name is the father of the other"))
    if pair.left.person and vector[_IN_USE]:
        found.append(Bound(NOT_SHOWN, "bound: two names that many bear, however near"))
    if vector[_FORM] < 0:
        found.append(Bound(UNSURE, "bound: legal forms that are never used for one another"))
    if not pair.left.person and _one_word_otherwise(pair):
        found.append(Bound(UNSURE, "bound: the only word of its own is spelled otherwise"))
    return tuple(dict.fromkeys(found)) if found else ()


def _of_link(pair: Pair, link: Link) -> Bound | None:
    """What the way in which two words met bounds."""
    if link.how == How.SAME or len(link.left) > 1 or len(link.right) > 1:
        return None
    left, right = pair.left.words[link.left[0]], pair.right.words[link.right[0]]
    one, other = left.spelling, right.spelling
    if link.how == How.SAME_SOUND:
        return Bound(UNSURE, "bound: the same sound in other characters")
    if link.how == How.MARKS and marked_apart(one.text, other.text):
        return Bound(UNSURE, f"bound: {one.text}, {other.text}: marks that both bear, and others")
    if link.how not in _BY_LETTERS:
        return None
    told = _of_word(pair, link) if link.how == _LETTERS else None
    if told is not None:
        return told
    if one.script == other.script and one.script in SYLLABIC:
        return Bound(UNSURE, f"bound: {one.text}, {other.text}: another character")
    if pair.left.eastern and pair.right.eastern:
        return Bound(UNSURE, f"bound: {one.text}, {other.text}: another syllable is another name")
    if not pair.left.person or link.how != _LETTERS:
        return None
    if left.patronymic != right.patronymic:
        return Bound(
            UNSURE, f"bound: {one.text}, {other.text}: a patronymic and a word that is none"
        )
    if _served_apart(left, right):
        return Bound(UNSURE, f"bound: {one.text}, {other.text}: compounds with two other names")
    if exchanged(one, other):
        return Bound(ALMOST, f"bound: {one.text}, {other.text}: another letter in its place")
    return None


def _of_person(pair: Pair, vector: Sequence[float]) -> list[Bound]:
    """What two persons' names bound as wholes."""
    found = []
    declined = sum(_only_declined(pair, link) for link in pair.full)
    if declined == 1 and len(pair.full) > 1:
        found.append(Bound(UNSURE, "bound: one word declined and the others not"))
    common = vector[_RARITY] < MEAN_IN_USE * vector[_MET]
    alike = common or (pair.left.eastern and pair.right.eastern)
    if vector[_LEFT_OUT] >= 1 and not vector[_CONTRADICTED] and alike:
        found.append(Bound(UNSURE, "bound: a name more than the other, whose words many bear"))
    return found


def _only_declined(pair: Pair, link: Link) -> bool:
    """Whether a word is a declined form of the other, and no woman's form of a family name as well."""
    if link.how != How.DECLINED:
        return False
    one, other = pair.left.words[link.left[0]].spelling, pair.right.words[link.right[0]].spelling
    return one.masculine != other.masculine


def _served_apart(left: Word, right: Word) -> bool:
    """Whether two compounds of a servant (Abdulkarim, Abdulrahim) name two whom they serve."""
    if left.stem is None or right.stem is None or left.patronymic or right.patronymic:
        return False
    if not left.stem.keys or not right.stem.keys:
        return False
    one, other = ord(left.stem.keys[0][0]), ord(right.stem.keys[0][0])
    return one != other and (one, other) not in AKIN


def exchanged(one: Spelling, other: Spelling) -> bool:
    """Whether two short words of one length differ by one letter that sounds otherwise.

    A slip loses, doubles or swaps a letter more often; one in the place of another is mostly
    another name (Rajan, Raman), in the usual Latin letters or in the folded ones.
    """
    if one.script != other.script:
        return False
    return _one_other(one.plain, other.plain) or _one_other(one.keys[0], other.keys[0])


def _one_other(one: str, other: str) -> bool:
    if len(one) != len(other) or len(one) > LONGEST_EXCHANGED:
        return False
    if not (one.isascii() and other.isascii()):
        return False
    apart = [(ord(a), ord(b)) for a, b in zip(one, other, strict=True) if a != b]
    return len(apart) == 1 and apart[0] not in AKIN


def _of_word(pair: Pair, link: Link) -> Bound | None:
    """What a short word spelled otherwise bounds."""
    if link.value >= SHORT_VALUE:
        return None
    one, other = pair.left.words[link.left[0]].spelling, pair.right.words[link.right[0]].spelling
    as_long = len(one.plain) == len(other.plain)
    apart = pair.left.person and link.distance >= TWO_LETTERS
    if apart and link.value < ANOTHER_VALUE:
        return Bound(NOT_SHOWN, f"bound: {one.text}, {other.text}: hardly alike")
    if apart:
        if as_long:  # another spelling of a name is mostly shorter or longer
            return Bound(NOT_SHOWN, f"bound: {one.text}, {other.text}: two letters for two others")
        return Bound(UNSURE, f"bound: {one.text}, {other.text}: two letters apart")
    if one.keys[0][0] != other.keys[0][0]:
        most = NOT_SHOWN if as_long and another_sound(*_beginnings(one, other)) else UNSURE
        return Bound(most, f"bound: {one.text}, {other.text}: short, and another first letter")
    return None


def _beginnings(one: Spelling, other: Spelling) -> tuple[int, int, int, int]:
    """First and second letter of two words, as numbers."""
    first, second = (f"{word.plain}  " for word in (one, other))
    return ord(first[0]), ord(first[1]), ord(second[0]), ord(second[1])


def another_sound(first: int, after: int, other: int, other_after: int) -> bool:
    """Whether two words begin with letters that spell no sound in common, the second being the same.

    Letters that changed places, or one left out, are a slip of the pen and no other word.
    """
    return after == other_after and (first, other) not in AKIN


def _one_word_otherwise(pair: Pair) -> bool:
    """Whether the only word that tells a body from others is spelled otherwise."""
    own = [link for link in pair.full if pair.left.words[link.left[0]].kind == Kind.NAME]
    return len(own) == 1 and own[0].how in (How.LETTERS, How.ANOTHER_NAME)
