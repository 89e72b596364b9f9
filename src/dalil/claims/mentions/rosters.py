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

from dalil.claims.mentions.candidate import is_name_word
from dalil.claims.mentions.persons import person_end
from dalil.claims.mentions.places import is_country, is_place
from dalil.claims.mentions.words import split
from dalil.claims.shadow import shadow
from dalil.claims.wordlists import lexicon, words
from dalil.evidence import Mention, MentionType, Reference, Roster, RosterRow, TextLayer

_READ = frozenset({"paragraph", "item", "heading", "footnote", "header"})
_LONGEST_LINE = 220
_FEWEST = 3
_BULLET = re.compile(r"\s*(?:[•*\u2013-]|\(?\d{1,3}[.)])?\s*")
_ROLE_FIRST = re.compile(r"(?P<role>[A-Z][\w' -]{2,50}): +")
_SEPARATOR = re.compile(r"\s*(?:,|;|\||:|\u2013| - |\t)\s*|\s*(?=\()|\s{2,}")
_LINE = re.compile(r"[^\n\r]+")
_COLUMN = re.compile(r"\s{3,}|\s*[,;|\t]")
"""What parts the columns of a table pasted as text."""


_HONOURS = re.compile(
    r"(?: (?:MEP|MP|MSP|MLA|TD|KC|QC|SC|OBE|CBE|MBE|KBE|PhD|MD|LLM|LLB|Esq\.?|Jr\.?|Sr\.?)(?!\w))+"
)
"""What stands behind a name without a comma: seats, honours and degrees."""


@dataclass(frozen=True, slots=True)
class _Line:
    """A line: its place, furniture left out, and the place of the name that it begins with."""

    start: int
    end: int
    name: tuple[int, int] | None
    group: int


@dataclass(frozen=True, slots=True)
class _Known:
    """What the document's mentions tell of a list: people by place, and names of places."""

    people: Mapping[int, Mention]
    places: frozenset[str]


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
    known = _Known(
        {m.start: m for m in mentions if m.type == MentionType.PERSON},
        frozenset(shadow(m.text) for m in mentions if m.type == MentionType.LOCATION),
    )
    found: list[tuple[int, Roster]] = []
    covered: set[int] = set()
    for first, stop in _runs(plain, lines):
        rows = tuple(_row(layer.text, plain, line, known) for line in lines[first:stop])
        title = _title(layer.text, plain, lines, first)
        found.append((rows[0].start, Roster(layer.exhibit, title, rows)))
        covered.update(range(first, stop))
    for first, rows in _columned(layer.text, plain, lines, covered, known):
        title = _title(layer.text, plain, lines, first)
        found.append((rows[0].start, Roster(layer.exhibit, title, rows)))
    for first, rows in _blocks(layer.text, plain, lines, covered, known):
        title = _title(layer.text, plain, lines, first)
        found.append((rows[0].start, Roster(layer.exhibit, title, rows)))
    for index, line in enumerate(lines):
        if index not in covered and (inline := _inline(layer.text, plain, line, known)):
            found.append((inline[1][0].start, Roster(layer.exhibit, *inline)))
    return tuple(roster for _, roster in sorted(found, key=lambda pair: pair[0]))


_CELL = re.compile(r"[^\t| \n]+(?: [^\t| \n]+)*")
_PERSON_HEAD = re.compile(
    r"(?P<role>accused|defendants?|respondents?|applicants?|claimants?|appellants?|suspects?|witness(?:es)?|signator(?:y|ies)|directors?|officers?"
    r"|delegates?|speakers?|подсудим\w+|обвиняем\w+|истец|ответчик|prévenus?|accusés?)|(?:full )?names?|persons?|ф\. ?и\. ?о\.?|фио|имя|noms?",
    re.IGNORECASE,
)


def _columned(
    text: str, plain: str, lines: Sequence[_Line], covered: set[int], known: _Known
) -> Iterator[tuple[int, tuple[RosterRow, ...]]]:
    """Tables pasted as text whose head names the column of the people: "Date | Case | Accused | Court"."""
    index = 0
    while index < len(lines):
        heads = _heads_above(text, lines[index]) if index not in covered else []
        column = next((n for n, (a, b) in enumerate(heads) if _PERSON_HEAD.fullmatch(text[a:b])), 0)
        rows: list[RosterRow] = []
        # A table that begins with its people is a list of lines.
        while column and index + len(rows) < len(lines):
            row = _cell_row(text, plain, lines[index + len(rows)], (heads, column), known)
            if row is None:
                break
            rows.append(row)
        if len(rows) >= _FEWEST:
            covered.update(range(index, index + len(rows)))
            yield index, tuple(rows)
        index += max(len(rows), 1)


def _heads_above(text: str, line: _Line) -> list[tuple[int, int]]:
    """The cells of the line above, whatever it was taken for; none where it has fewer than three."""
    low = max(0, line.start - 2 * _LONGEST_LINE)
    end = low + len(text[low : line.start].rstrip())
    start = text.rfind("\n", low, end) + 1
    cells = _cells(text, start, end) if end - start <= _LONGEST_LINE else []
    return cells if len(cells) >= _FEWEST else []


def _cell_row(
    text: str,
    plain: str,
    line: _Line,
    head: tuple[list[tuple[int, int]], int],
    known: _Known,
) -> RosterRow | None:
    """A row of a table with its person, by the head; None where it has other columns or no person there."""
    heads, column = head
    cells = _cells(text, line.start, line.end)
    if len(cells) != len(heads) or not _is_person(plain, *cells[column]):
        return None
    name, called = cells[column], text[slice(*heads[column])]
    told = _PERSON_HEAD.fullmatch(called)
    parts = [text[a:b] for a, b in cells if (a, b) != name]
    mention = known.people.get(name[0])
    own = [part for part in parts if _is_role(part)]
    roles = [called] if told and told["role"] else own
    # Of a party to a case, or of whom no office is told, the court or the office named beside is no employer.
    body = next((part for part in parts if _is_body(part)), None) if own else None
    return RosterRow(
        name=text[slice(*name)],
        start=name[0],
        end=line.end if own else name[1],
        reference=Reference(mention.id, mention.text) if mention else None,
        role=roles[0] if roles else None,
        organisation=body,
    )


def _cells(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The cells of a line that tabs, strokes or wide gaps part."""
    return [
        match.span()
        for match in _CELL.finditer(text, start, end)
        if text[slice(*match.span())].strip("- ")
    ]


def _is_person(plain: str, start: int, end: int) -> bool:
    run = split(plain, start, end)
    return 2 <= len(run) <= 5 and person_end(run, 0) == len(run) and is_name_word(run[0])


def _blocks(
    text: str,
    plain: str,
    lines: Sequence[_Line],
    covered: set[int],
    known: _Known,
) -> Iterator[tuple[int, tuple[RosterRow, ...]]]:
    """Signature blocks: a name on a line of its own, then one or two short lines that say who."""
    index = 0
    while index < len(lines):
        rows: list[RosterRow] = []
        place = index
        while place < len(lines) and place not in covered and _is_bare_name(plain, lines[place]):
            stop = place + 1
            while stop < len(lines) and stop - place <= 2 and _is_short(plain, lines[stop]):
                stop += 1
            if stop == place + 1:
                break
            rows.append(_block_row(text, plain, lines[place:stop], known))
            place = stop
        if len(rows) >= 2 and (
            len(rows) >= _FEWEST or (index and _closes(_words(plain, lines[index - 1])))
        ):
            covered.update(range(index, place))
            yield index, tuple(rows)
        index = max(place, index + 1)


def _words(plain: str, line: _Line) -> str:
    return plain[line.start : line.end].strip()


def _is_bare_name(plain: str, line: _Line) -> bool:
    return line.name is not None and not plain[line.name[1] : line.end].strip(" ,")


def _is_short(plain: str, line: _Line) -> bool:
    """A line that goes on a signature block: short, no sentence, no name of its own alone."""
    said = _words(plain, line)
    return len(said) <= 90 and not said.endswith((".", ":")) and not _is_bare_name(plain, line)


def _block_row(text: str, plain: str, block: Sequence[_Line], known: _Known) -> RosterRow:
    start, end = block[0].name or (block[0].start, block[0].end)
    parts: list[str] = []
    capacity = None
    for line in block[1:]:
        more, stated = _tail(text[line.start : line.end], plain[line.start : line.end])
        parts, capacity = [*parts, *more], capacity or stated
    role, organisation, country = _sort(parts, known.places)
    mention = known.people.get(start)
    reference = Reference(mention.id, mention.text) if mention else None
    return RosterRow(
        text[start:end], start, block[-1].end, reference, role, organisation, country, capacity
    )


_INLINE = re.compile(r"(?:^|[,;:] (?:and )?| and )(?=[^\W\d_])")
_IN_BRACKETS = re.compile(r" \((?P<said>[^()]{2,80})\)(?=[,;.]| and |$)")


def _inline(
    text: str, plain: str, line: _Line, known: _Known
) -> tuple[str, tuple[RosterRow, ...]] | None:
    """A list in a sentence: "the members: Ada Mirel (Velm), Bern Olt (Sarn) and Cara Duun (Velm)"."""
    rows: list[RosterRow] = []
    for match in _INLINE.finditer(plain, line.start, line.end):
        if "(" not in plain[match.end() : match.end() + 90]:
            continue  # without a bracket there is no row, and a long list costs nothing
        run = split(plain, match.end(), min(line.end, match.end() + 80))
        stop = person_end(run, 0)
        if not 2 <= stop <= 5:
            continue
        start, end = run[0].start, run[stop - 1].end
        said = _IN_BRACKETS.match(plain, end, line.end)
        if said is None:
            continue
        parts, capacity = _tail(text[said.start("said") : said.end("said")], said["said"])
        role, organisation, country = _sort(parts, known.places)
        mention = known.people.get(start)
        reference = Reference(mention.id, mention.text) if mention else None
        rows.append(
            RosterRow(
                text[start:end], start, said.end(), reference, role, organisation, country, capacity
            )
        )
    if len(rows) < _FEWEST:
        return None
    before = text[line.start : rows[0].start].rstrip(" :")
    return re.split(r"(?<=[.!?])\s+", before)[-1][-200:], tuple(rows)


def roster_names(
    layer: TextLayer, rosters: Sequence[Roster]
) -> tuple[tuple[int, int, MentionType], ...]:
    """Places of the people and organisations that the rows name."""
    found = []
    for row in (row for roster in rosters for row in roster.rows):
        found.append((row.start, row.start + len(row.name), MentionType.PERSON))
        for part in _bodies(row.organisation or ""):
            place = layer.text.find(part, row.start + len(row.name), row.end)
            if place >= 0:
                found.append((place, place + len(part), MentionType.ORGANISATION))
    return tuple(found)


def _bodies(organisation: str) -> Iterator[str]:
    """The names in a row's last column: several with commas, without what stands in brackets."""
    for part in re.split(r"[,;]\s+|\s*\(", organisation):
        name = part.strip(" .)\u00a0")
        if len(name) > 2 and any(char.isupper() for char in name) and not _is_role(name):
            yield name


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
    begin = _ROLE_FIRST.match(plain, start, end) or _BULLET.match(plain, start, end)
    line = split(plain, begin.end() if begin else start, end)
    first = 0
    while first < len(line) and line[first].low in words("mentions_names", "titles"):
        first += 1
    stop = person_end(line, first)
    run = line[first:stop]
    titled = first > 0 and len(run) == 1  # "Lord Venn     Unionist": a title and a column
    named = titled or (2 <= len(run) <= 5 and any(is_name_word(w) for w in run[1:]))
    if not named or not is_name_word(run[0]):
        return None
    if any(w.low in words("mentions_rosters", "roles") or is_country(w.text) for w in run):
        return None
    after = plain[run[-1].end : end]
    if honours := _HONOURS.match(after):
        after = after[honours.end() :]
    tidy = not after.strip() or bool(_SEPARATOR.match(after))
    if titled and not _COLUMN.match(after):
        return None
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
    said = sum(
        1
        for line in lines[first:stop]
        if line.name
        and (line.end - line.name[1] > 3 or _ROLE_FIRST.match(plain, line.start, line.name[0]))
    )
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


def _row(text: str, plain: str, line: _Line, known: _Known) -> RosterRow:
    start, end = line.name or (line.start, line.end)
    mention = known.people.get(start)
    parts, capacity = _tail(text[end : line.end], plain[end : line.end])
    role, organisation, country = _sort(parts, known.places)
    before = _ROLE_FIRST.match(plain, line.start, start)
    if before and role is None and _is_role(before["role"]):
        role = text[before.start("role") : before.end("role")]
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
    parts = re.split(r"[,;|\t]|\s[\u2013\u2014-]\s|^\s*[:(]|\s{3,}", text)
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


def _sort(parts: list[str], places: frozenset[str]) -> tuple[str | None, str | None, str | None]:
    """Tell role, organisation and country apart; the organisation stands last."""
    country = next(
        (p for p in parts if (is_place(shadow(p)) or shadow(p) in places) and not _is_role(p)), None
    )
    rest = [part for part in parts if part != country and not _NO_BODY.fullmatch(part)]
    if not rest:
        return None, None, country
    roles = [index for index, part in enumerate(rest) if _is_role(part) or _describes(part)]
    if not roles:
        return None, ", ".join(rest), country
    last = next((i for i in range(roles[-1] + 1, len(rest)) if _is_body(rest[i])), len(rest) - 1)
    last = max(last, roles[-1] + 1)
    return ", ".join(rest[:last]), ", ".join(rest[last:]) or None, country


_NO_BODY = re.compile(
    r"(?:aged? )?\d{1,3}|\d{1,3}(?:[.,]\d+)? ?%.*|(?:since |from )?(?:\d{1,2} )?(?:[A-Z][a-z]{2,8}\.? )?(?:\d{1,2}, )?(?:19|20)\d\d"
    r"|\d{1,2}[./-]\d{1,2}[./-]\d{2,4}"
)
"""An age, a share, a date: neither what somebody is nor where."""


def _describes(part: str) -> bool:
    """Whether a part in small letters says what somebody is: "driver", "shareholder"."""
    return part.islower() and not part.startswith(("of ", "at ", "from ", "в ", "из ", "de "))


def _is_body(part: str) -> bool:
    """Whether a part has a word that bodies are called by: "Observatory on Illicit Finance"."""
    said = set(re.findall(r"[^\W\d_]+", part.lower()))
    return bool(
        said & (words("mentions_names", "heads_after") | words("mentions_names", "heads_before"))
    )


def _is_role(part: str) -> bool:
    parts = re.findall(r"[^\W\d_]+(?:-[^\W\d_]+)*", part.lower())
    known = words("mentions_rosters", "roles")
    return bool(parts) and (
        parts[0] in known or parts[-1] in known or (len(parts) > 1 and parts[1] in known)
    )
