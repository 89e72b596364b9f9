"""A sentence with each name and date as one mark, so that patterns can speak of "a person" and "a body".

Quotation marks go, white space becomes one blank, and every mark leads back to its place. Nothing is
read here.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from dalil.evidence import Mention, MentionType, PartialDate

FIRST: dict[str, int] = {
    MentionType.PERSON: 0xE000,
    MentionType.ORGANISATION: 0xE400,
    MentionType.LOCATION: 0xE800,
}
"""The first mark of each kind of name, in the private area of Unicode."""
DATE = 0xEC00
MOST = 0x400
"""Names and dates of one sentence that are marked."""
CLASSES = {
    "person": "[\ue000-\ue3ff]",
    "body": "[\ue400-\ue7ff]",
    "place": "[\ue800-\uebff]",
    "date": "[\uec00-\uefff]",
    "party": "[\ue000-\ue7ff]",
    "seat": "[\ue400-\uebff]",
    "name": "[\ue000-\uebff]",
}
"""What a slot of a pattern may hold, as classes of marks."""
_DROPPED = frozenset('«»"“”„‘’‹›')


_COURTESY = re.compile(r"(?<!\w)(?:MM?\.|Mes?|Mme|Mlle|Mgr) $")


def _without_courtesy(letters: list[tuple[str, int, int]]) -> None:
    """Take "M. " and "Me " before a person's mark away: they are no word of a pattern."""
    said = "".join(letter for letter, _, _ in letters[-_LONGEST:])
    title = _COURTESY.search(said)
    if title is not None:
        del letters[len(letters) - (len(said) - title.start()) :]


_LONGEST = 7
"""Letters of the longest courtesy with the blank behind it, and one before it."""


def _quotes(plain: str, place: int, end: int) -> bool:
    """Whether an apostrophe is a quotation mark: none that a letter follows directly behind a letter."""
    if plain[place] != "'":
        return False
    before = plain[place - 1] if place else " "
    behind = plain[place + 1] if place + 1 < end else " "
    return not (before.isalnum() and behind.isalnum())


@dataclass(frozen=True, slots=True)
class StandIn:
    """Words that stand for a name: "he", "the company".

    Attributes:
        start: First code point.
        end: One past the last.
        mention: The name.
    """

    start: int
    end: int
    mention: Mention


@dataclass(frozen=True, slots=True)
class Marked:
    """A sentence as marks and words.

    Attributes:
        text: The words, with one mark for each name and date.
        starts: First code point in the document of each code point of ``text``.
        ends: One past the last.
        mentions: Name by mark.
    """

    text: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    mentions: dict[str, Mention]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The place in the document of a stretch of ``text`` that is not empty."""
        return self.starts[start], self.ends[end - 1]

    def named(self, marks: str) -> list[Mention]:
        """The names among some marks and words, in order."""
        return [self.mentions[mark] for mark in marks if mark in self.mentions]


def mark(
    plain: str,
    span: tuple[int, int],
    mentions: Sequence[Mention],
    dates: Sequence[PartialDate],
    stand_ins: Sequence[StandIn] = (),
) -> Marked:
    """Put marks for the names and dates of a sentence.

    Args:
        plain: Shadow of the whole text.
        span: The sentence.
        mentions: Its names, in order of place.
        dates: Its dates, in order of place; one inside a name gets no mark.
        stand_ins: Words that stand for names, each marked as its name would be.
    """
    start, end = span
    held: dict[int, tuple[int, str]] = {}
    names: dict[str, Mention] = {}
    for number, mention in enumerate(mentions[:MOST]):
        first = FIRST.get(mention.type)
        if first is not None and start <= mention.start and mention.end <= end:
            held[mention.start] = mention.end, chr(first + number)
            names[chr(first + number)] = mention
    for number, one in enumerate(stand_ins[: MOST - len(names)], len(mentions[:MOST])):
        first = FIRST.get(one.mention.type)
        if first is not None and one.start not in held and number < MOST:
            held[one.start] = one.end, chr(first + number)
            names[chr(first + number)] = one.mention
    for number, date in enumerate(dates[:MOST]):
        if date.start is not None and date.end is not None and date.start not in held:
            held[date.start] = date.end, chr(DATE + number)
    letters: list[tuple[str, int, int]] = []
    place = start
    while place < end:
        if place in held:
            after, letter = held[place]
            if letter in names and names[letter].type == MentionType.PERSON:
                _without_courtesy(letters)
            letters.append((letter, place, after))
            place = after
            continue
        letter = " " if plain[place].isspace() else plain[place]
        doubled = letter == " " and (not letters or letters[-1][0] == " ")
        if letter not in _DROPPED and not doubled and not _quotes(plain, place, end):
            letters.append((letter, place, place + 1))
        place += 1
    return Marked(
        "".join(letter for letter, _, _ in letters),
        tuple(one for _, one, _ in letters),
        tuple(one for _, _, one in letters),
        names,
    )
