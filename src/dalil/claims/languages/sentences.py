"""Sentences of a passage, by marks alone, in any script that writes points.

A point after an initial, a number or a short abbreviation ends nothing; neither does one inside
quotation marks unless the quotation ends there too, nor a mark behind which a small letter goes on
("«Sold!» – said X").
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

LONGEST = 4000
"""A sentence that does not end is cut here, so that time stays bounded."""
_END = re.compile(r"[.!?…]+[»”\"')\]]*(?=\s|$)|\n\s*\n")
_GOES_ON = re.compile(
    r"[ \t\u00a0]*(?:\n[ \t]*)?(?:,?[ \u00a0]*[–—-][ \u00a0]*)?[a-zа-яёäà-öø-ÿәіңғүұқөһ]"
)
_SHORT = re.compile(
    r"(?:(?<!\w)(?:[A-ZА-ЯЁӘІҢҒҮҰҚӨҺ]|M|MM|Mme|Mlle|Dr|art|al|cf|etc|p|n|г|гг|ул|им|т|д|е|руб|тыс|млн|млрд|ст|п|стр|см|др|пр|обл|б)|(?<!\d)\d{1,2})\.$"
)


def sentences(
    text: str, start: int, end: int, quoted: Sequence[tuple[int, int]] = ()
) -> Iterator[tuple[int, int]]:
    """Spans of the sentences in ``start:end``.

    Args:
        text: The whole text.
        start: First code point.
        end: One past the last.
        quoted: Spans between quotation marks, marks included, in order of place.
    """
    begin = start
    inside = iter(quoted)
    current = next(inside, None)
    for match in _END.finditer(text, start, end):
        place = match.start()
        while current is not None and current[1] <= place:
            current = next(inside, None)
        if current is not None and current[0] <= place and match.end() < current[1]:
            continue
        if _GOES_ON.match(text, match.end(), end):
            continue
        if text[place] == "." and _SHORT.search(text, max(begin, place - 8), place + 1):
            continue
        yield from _cut(text, begin, match.end())
        begin = match.end()
    yield from _cut(text, begin, end)


def _cut(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    while end - start > LONGEST:
        cut = text.rfind(" ", start + LONGEST // 2, start + LONGEST)
        cut = cut if cut > 0 else start + LONGEST
        yield start, cut
        start = cut
    if any(letter.isalpha() for letter in text[start:end]):
        yield start, end
