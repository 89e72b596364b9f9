"""Rosters: lists of people in a document, as tables with the text as printed.

Signatories of a letter, members of a board or delegation: runs of lines that begin with a person's
name and go on with a role, an organisation, a country or nothing. Page furniture stuck to a line is
left outside. Names are kept as printed; nothing is corrected, and no line is made up of two.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from dalil.claims.mentions_lexicon import lexicon, words
from dalil.claims.mentions_rules import is_country, is_name_word, person_end
from dalil.claims.mentions_words import split
from dalil.claims.shadow import shadow
from dalil.evidence import Mention, MentionType, Reference, Roster, RosterRow, TextLayer

_READ = frozenset({"paragraph", "item", "heading", "footnote", "header"})
_LONGEST_LINE = 220
_FEWEST = 3
_BULLET = re.compile(r"\s*(?:[•*\u2013-]|\(?\d{1,3}[.)])?\s*")
_SEPARATOR = re.compile(r"\s*(?:,|;|\||:|\u2013| - |\t)\s*|\s*(?=\()|\s{2,}")
_LINE = re.compile(r"[^\n\r]+")


@dataclass(frozen=True, slots=True)
class _Line:
    """A line: its place, furniture left out, and the place of the name that it begins with."""

    start: int
    end: int
    name: tuple[int, int] | None
    group: int


def find_rosters(layer: TextLayer, mentions: Sequence[Mention]) -> tuple[Roster, ...]:
    """Find every list of at least three people.

    Args:
        layer: The text layer; tables are read elsewhere.
        mentions: Mentions of the document, in order of place, for the references of the rows.
    """
    if layer.table:
        return ()
    plain = shadow(layer.text)
    lines = list(_lines(layer, plain))
    people = {m.start: m for m in mentions if m.type == MentionType.PERSON}
    found: list[Roster] = []
    for first, stop in _runs(plain, lines):
        rows = tuple(_row(layer.text, plain, line, people) for line in lines[first:stop])
        found.append(Roster(layer.exhibit, _title(layer.text, plain, lines, first), rows))
    return tuple(found)


def roster_names(
    layer: TextLayer, rosters: Sequence[Roster]
) -> tuple[tuple[int, int, MentionType], ...]:
    """Places of the people and organisations that the rows name."""
    found = []
    for row in (row for roster in rosters for row in roster.rows):
        found.append((row.start, row.start + len(row.name), MentionType.PERSON))
        if row.organisation and any(c.isalpha() for c in row.organisation):
            place = layer.text.find(row.organisation, row.start, row.end)
            if place >= 0:
                found.append((place, place + len(row.organisation), MentionType.ORGANISATION))
    return tuple(found)


@cache
def _furniture() -> re.Pattern[str]:
    return re.compile("|".join(lexicon("mentions_rosters")["furniture"]), re.IGNORECASE)


def _lines(layer: TextLayer, plain: str) -> Iterator[_Line]:
    for group, passage in enumerate(layer.passages):
        if passage.kind not in _READ:
            continue
        for match in _LINE.finditer(plain, passage.start, passage.end):
            start, end = match.span()
            if cut := _furniture().search(plain, start, end):
                end = cut.start()
            while end > start and plain[end - 1].isspace():
                end -= 1
            if start < end:
                yield _Line(start, end, _name(plain, start, end), group)


def _name(plain: str, start: int, end: int) -> tuple[int, int] | None:
    """The person's name that a line begins with, followed by a separator or nothing."""
    if end - start > _LONGEST_LINE:
        return None
    begin = _BULLET.match(plain, start, end)
    line = split(plain, begin.end() if begin else start, end)
    first = 0
    while first < len(line) and line[first].low in words("mentions_names", "titles"):
        first += 1
    stop = person_end(line, first)
    run = line[first:stop]
    if (
        not 2 <= len(run) <= 5
        or not any(is_name_word(w) for w in run[1:])
        or not is_name_word(run[0])
    ):
        return None
    if any(w.low in words("mentions_rosters", "roles") or is_country(w.text) for w in run):
        return None
    after = plain[run[-1].end : end]
    tidy = not after.strip() or bool(_SEPARATOR.match(after))
    return (run[0].start, run[-1].end) if tidy and not _sentence(after) else None


def _sentence(after: str) -> bool:
    """Prose, not a row: it ends with a full stop after a verb-like stretch of small words."""
    small = re.findall(
        r"\b(?:is|are|was|were|has|have|had|said|says|will|would|that|who|which)\b", after
    )
    return len(small) >= 2 or (after.rstrip().endswith(".") and len(after) > 60)


def _runs(plain: str, lines: Sequence[_Line]) -> Iterator[tuple[int, int]]:
    index = 0
    while index < len(lines):
        stop = index
        while stop < len(lines) and lines[stop].name:
            stop += 1
        if stop - index >= _FEWEST and _is_list(plain, lines, index, stop):
            yield index, stop
        index = max(stop, index + 1)


def _is_list(plain: str, lines: Sequence[_Line], first: int, stop: int) -> bool:
    """Enough rows say more than a name, or a closing or a colon announces the list."""
    said = sum(1 for line in lines[first:stop] if line.name and line.end - line.name[1] > 3)
    before = plain[lines[first - 1].start : lines[first - 1].end].strip() if first else ""
    announced = before.endswith(":") or _closes(before)
    return announced or said * 2 >= stop - first


def _closes(text: str) -> bool:
    return text.lower().strip(" ,:.!") in words("mentions_rosters", "closings")


def _title(text: str, plain: str, lines: Sequence[_Line], first: int) -> str:
    """The words that announce the list: the line before it where that is short or ends in a colon."""
    if not first:
        return ""
    line = lines[first - 1]
    before = plain[line.start : line.end].strip()
    if _closes(before):
        return "signatories"
    if before.endswith(":"):
        sentence = re.split(r"(?<=[.!?])\s+", text[line.start : line.end].strip())[-1]
        return sentence.rstrip(": ")[-200:]
    return text[line.start : line.end].strip() if len(before) <= 80 else ""


def _row(text: str, plain: str, line: _Line, people: Mapping[int, Mention]) -> RosterRow:
    start, end = line.name or (line.start, line.end)
    mention = people.get(start)
    parts, capacity = _tail(text[end : line.end], plain[end : line.end])
    role, organisation, country = _sort(parts)
    return RosterRow(
        name=text[start:end],
        start=start,
        end=line.end,
        reference=Reference(mention.id, mention.text) if mention else None,
        role=role,
        organisation=organisation,
        country=country,
        capacity=capacity,
    )


@cache
def _capacities() -> re.Pattern[str]:
    return re.compile("|".join(lexicon("mentions_rosters")["capacity"]), re.IGNORECASE)


def _tail(text: str, plain: str) -> tuple[list[str], str | None]:
    """Cut what follows a name into parts; a stated capacity is taken out."""
    capacity = None
    if found := _capacities().search(plain):
        capacity = text[found.start() : found.end()]
        text = (text[: found.start()] + text[found.end() :]).replace("()", "")
    parts = re.split(r"[,;|\t]|\s[\u2013\u2014-]\s|^\s*[:(]", text)
    stripped = [_unwrapped(part) for part in parts]
    return [part for part in stripped if part], capacity


def _unwrapped(part: str) -> str:
    """A part without the bracket that only it opens or closes."""
    part = part.strip(" .\u00a0")
    if part.startswith("(") and ")" not in part:
        part = part[1:]
    if part.endswith(")") and "(" not in part:
        part = part[:-1]
    return part.strip(" .\u00a0")


def _sort(parts: list[str]) -> tuple[str | None, str | None, str | None]:
    """Tell role, organisation and country apart; the organisation stands last."""
    countries = [part for part in parts if is_country(shadow(part)) and len(parts) > 0]
    country = countries[0] if countries and len(countries[0]) > 1 else None
    rest = [part for part in parts if part != country]
    if not rest:
        return None, None, country
    roles = [index for index, part in enumerate(rest) if _is_role(part)]
    if not roles:
        return None, ", ".join(rest), country
    if roles[-1] == len(rest) - 1:
        return ", ".join(rest), None, country
    return ", ".join(rest[:-1]), rest[-1], country


def _is_role(part: str) -> bool:
    parts = re.findall(r"[^\W\d_]+(?:-[^\W\d_]+)*", part.lower())
    known = words("mentions_rosters", "roles")
    return bool(parts) and (
        parts[0] in known or parts[-1] in known or (len(parts) > 1 and parts[1] in known)
    )
