"""Which word of one name meets which word of the other.

Every pair of words, and neighbouring words of one name written as one word in the other, is an
option; the best are taken first, each word once. What is left on both sides contradicts, what is
left on one side only was left out: saying so is the business of the features.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from operator import attrgetter

from dalil.matching.analysis import Kind, Name, Word
from dalil.names.forms import forms, one_name, two_names
from dalil.names.similarity import (
    CERTAIN,
    NO_MEETING,
    How,
    Meeting,
    Spelling,
    compare,
    in_characters,
    joined,
    other_readings,
    size_of,
)

MET = 0.5
"""The least value at which two words are paired at all."""

_JOINED_AT_LEAST = 0.8
_JOINED_ACROSS = 0.72
_LIKE_ENOUGH = 0.9
_JOINED_COST = 0.02
_JOINED_DISTANCE = 0.2
_JOINED_SLACK = 2
_LONGEST_JOIN = 3
_INITIAL = 0.6
_NICKNAME = 0.85
_TRANSLATED = 0.98
TWO_NAMES = 1.0
"""Letters that two common names are held to lie apart beyond those that they do."""
_LISTED, _LISTED_RATIO = 0.95, 4.0
ARTICLE = 2
"""Letters of an article; what is longer and taken off a word was half of a compound."""
_SURELY_ONE = 5.5
"""The learned ratio from which words of two scripts are one name, though the table holds them as two."""
_SPELLED = frozenset({How.LETTERS, How.VOWELS, How.READING, How.ANOTHER_READING})
_PLACES = attrgetter("left", "right")
_JOINABLE = frozenset({Kind.NAME, Kind.GENERIC, Kind.INITIAL})


@dataclass(frozen=True, slots=True)
class Link:
    """Words that met: one word each, or neighbours against one word.

    Attributes:
        left: Places in the first name.
        right: Places in the second.
        value: 0 to 1, as of :class:`dalil.names.similarity.Meeting`.
        distance: Letters that differ, about.
        how: In what way.
        ratio: As of :class:`dalil.names.similarity.Meeting`.
    """

    left: tuple[int, ...]
    right: tuple[int, ...]
    value: float
    distance: float
    how: How
    ratio: float = CERTAIN


@dataclass(frozen=True, slots=True)
class Alignment:
    """All words of two names: those that met, and those left over, by their places."""

    links: tuple[Link, ...]
    left_over: tuple[int, ...]
    right_over: tuple[int, ...]


def align(left: Name, right: Name) -> Alignment:
    """Pair the words of two names.

    Options are taken by falling value, then by the distance of their places in the two names, then
    from the beginning of the names, so that the outcome does not depend on which name comes first.
    """
    options = [*_single(left, right), *_cut(left, right), *_cut_other(left, right)]
    options.sort(
        key=lambda o: (-o.value, abs(o.left[0] - o.right[0]), o.left[0] + o.right[0], o.left)
    )
    links: list[Link] = []
    used_left: set[int] = set()
    used_right: set[int] = set()
    for option in options:
        if used_left.isdisjoint(option.left) and used_right.isdisjoint(option.right):
            links.append(option)
            used_left.update(option.left)
            used_right.update(option.right)
    return alignment_of(left, right, in_order(left, right, links))


def in_order(left: Name, right: Name, links: list[Link]) -> list[Link]:
    """The links, none crossing another of the same words: Khin Khin meets Khin Khin in its order."""
    found = sorted(links, key=_PLACES)
    for at in range(len(found)):
        for later in range(at + 1, len(found)):
            one, other = found[at], found[later]
            if _crossed(left, right, one, other):
                found[at] = replace(one, right=other.right)
                found[later] = replace(other, right=one.right)
    return found


def _crossed(left: Name, right: Name, one: Link, other: Link) -> bool:
    """Whether two single words met two of the same text the wrong way round."""
    if max(map(len, (one.left, one.right, other.left, other.right))) > 1:
        return False
    if (one.left < other.left) == (one.right < other.right):
        return False
    mine = left.words[one.left[0]].spelling.text == left.words[other.left[0]].spelling.text
    return mine and (
        right.words[one.right[0]].spelling.text == right.words[other.right[0]].spelling.text
    )


def alignment_of(left: Name, right: Name, links: Sequence[Link]) -> Alignment:
    """The alignment of two names whose links are chosen."""
    return Alignment(
        tuple(sorted(links, key=_PLACES)),
        _rest(len(left.words), [link.left for link in links]),
        _rest(len(right.words), [link.right for link in links]),
    )


def _rest(count: int, taken: Sequence[tuple[int, ...]]) -> tuple[int, ...]:
    """Which of so many places none has taken."""
    used = {place for places in taken for place in places}
    return () if len(used) == count else tuple([i for i in range(count) if i not in used])


def meet(one: Word, other: Word) -> Meeting:
    """Say how two words of names meet: numbers by value, initials by letter, others by spelling."""
    if Kind.NUMBER in (one.kind, other.kind):
        same = one.number == other.number and one.number >= 0
        return Meeting(0.0, 1.0, How.SAME) if same else NO_MEETING
    if Kind.INITIAL in (one.kind, other.kind):
        return _initial(one, other)
    found = compare(one.spelling, other.spelling)
    if one.kind == other.kind == Kind.NAME:
        found = _named(one.spelling, other.spelling, found)
    found = _with_particles(one, other, found)
    if one.stem is not None and other.stem is not None:
        found = _of_fathers(one, other, compare(one.stem, other.stem), found)
    if in_characters(one.spelling, other.spelling) and one.kind == Kind.NAME:
        return found  # of one sound or of one id they are not one name
    if found.value < _TRANSLATED and one.ids and not set(one.ids).isdisjoint(other.ids):
        translated = one.kind == Kind.GENERIC
        value = _TRANSLATED if translated else _NICKNAME
        if found.value < value:
            how = How.TRANSLATED if translated else How.NICKNAME
            return Meeting(0.1 if translated else 0.5, value, how)
    return found


def _of_fathers(one: Word, other: Word, stems: Meeting, whole: Meeting) -> Meeting:
    """How two words meet whose stems tell: patronymics by the father's name, whatever their endings.

    Two languages give one person Serikuly and Serikovich; a son and a daughter are two people.
    """
    if stems.value <= whole.value:
        return stems if stems.value < whole.value else whole
    both = one.patronymic and other.patronymic and one.daughter == other.daughter
    return replace(stems, how=How.FATHER) if both else whole


def form_key(spelling: Spelling) -> str:
    """The writing under which :mod:`dalil.names.forms` knows a word."""
    return spelling.plain if spelling.text.isascii() else spelling.text


def _named(one: Spelling, other: Spelling, met: Meeting) -> Meeting:
    """Two common names are two, however alike; a name listed in both scripts is one."""
    left, right = form_key(one), form_key(other)
    if met.how == How.ENDING and not (forms(left) or forms(right)):
        return replace(met, how=How.LETTERS)  # of rare words a letter may as well be lost
    if met.how not in _SPELLED and met.how != How.ACROSS:
        return met
    sure = met.how == How.ACROSS and met.ratio >= _SURELY_ONE
    if two_names(left, right) and not sure:
        value = max(0.0, met.value - TWO_NAMES / size_of(one, other))
        return Meeting(met.distance + TWO_NAMES, value, How.ANOTHER_NAME, met.ratio)
    listed = met.how == How.ACROSS and met.value < _LISTED and one_name(left, right)
    if listed and not _read_otherwise(one, other):
        distance = (1 - _LISTED) * size_of(one, other)
        return Meeting(distance, _LISTED, How.LISTED, max(met.ratio, _LISTED_RATIO))
    return met


def _read_otherwise(one: Spelling, other: Spelling) -> bool:
    """Whether a reading of few characters is listed with them, so that another one is a slip of a list."""
    native, known = other_readings(one, other)
    return any(one_name(native, key) for key in known)


def _with_particles(one: Word, other: Word, plain: Meeting) -> Meeting:
    """A particle or article that one name writes with its word (Benyahia, Alotaibi) costs little."""
    if plain.value >= _LIKE_ENOUGH:
        return plain
    best = plain
    for left, right, half in (
        (one.led, other.spelling, False),
        (one.spelling, other.led, False),
        (one.bare, other.spelling, _is_half(one)),
        (one.spelling, other.bare, _is_half(other)),
    ):
        if left is not None and right is not None:
            met = compare(left, right)
            if met.value - _JOINED_COST > best.value and met.value >= _joined_at_least(left, right):
                best = replace(_written_together(met), how=How.HALF if half else How.CUT)
    return best


def _is_half(word: Word) -> bool:
    """Whether what stands beside a word is half of a compound, not the word without its article."""
    bare = word.bare
    return bare is not None and len(word.spelling.plain) - len(bare.plain) > ARTICLE


def _joined_at_least(one: Spelling, other: Spelling) -> float:
    return _JOINED_AT_LEAST if one.script == other.script else _JOINED_ACROSS


def _initial(one: Word, other: Word) -> Meeting:
    left, right = ({key[:1] for key in word.spelling.keys} for word in (one, other))
    if left.isdisjoint(right):
        return NO_MEETING
    if one.kind == other.kind:
        return Meeting(0.0, 0.95, How.SAME)
    return Meeting(1.0, _INITIAL, How.INITIAL)


def _single(left: Name, right: Name) -> list[Link]:
    return [
        Link((i,), (j,), met.value, met.distance, met.how, met.ratio)
        for i, one in enumerate(left.words)
        for j, other in enumerate(right.words)
        if (met := meet(one, other)).value >= MET
    ]


def _cut(left: Name, right: Name) -> list[Link]:
    """Neighbours of the first name that the second writes as one word."""
    return [
        Link(places, (j,), met.value, met.distance, met.how, met.ratio)
        for places, j, met in _joins(left.words, right.words)
    ]


def _cut_other(left: Name, right: Name) -> list[Link]:
    return [
        Link((i,), places, met.value, met.distance, met.how, met.ratio)
        for places, i, met in _joins(right.words, left.words)
    ]


def _joins(
    many: tuple[Word, ...], single: tuple[Word, ...]
) -> list[tuple[tuple[int, ...], int, Meeting]]:
    found = []
    for size in range(2, _LONGEST_JOIN + 1):
        for start in range(len(many) - size + 1):
            parts = many[start : start + size]
            if any(part.kind not in _JOINABLE for part in parts):
                continue
            whole = joined(tuple(part.spelling for part in parts))
            for j, word in enumerate(single):
                if word.kind in (Kind.NAME, Kind.GENERIC) and _as_long(whole, word.spelling):
                    met = compare(whole, word.spelling)
                    if met.value >= _joined_at_least(whole, word.spelling):
                        places = tuple(range(start, start + size))
                        found.append((places, j, _written_together(met)))
    return found


def _as_long(one: Spelling, other: Spelling) -> bool:
    slack = _JOINED_SLACK if one.script == other.script else 2 * _JOINED_SLACK
    return abs(len(one.plain) - len(other.plain)) <= slack


def _written_together(met: Meeting) -> Meeting:
    return Meeting(met.distance + _JOINED_DISTANCE, met.value - _JOINED_COST, How.CUT, met.ratio)
