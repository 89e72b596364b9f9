"""Entries: a name, and under or behind it labels with values, as registers and lists print them.

"PETRENKO, Olena / Role: Director / Appointed on: 10 December 2015" is one entry with three fields, and so is a
paragraph "DOB: .... Position: .... Listed on: ....". A label is one of the words in ``lexicons/entries_en.yaml`` before
a colon or, at the head of a line, before a date. Headings over entries ("Officers", "Deletions") are kept with them.
What an entry states is for others to say.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from dalil.claims.document import Document
from dalil.claims.frames.basis.context import Context
from dalil.claims.frames.basis.lexicon import load
from dalil.evidence import Mention, MentionType, PartialDate, Relation

FILE = "entries_en.yaml"
LISTING = "author:listing"
"""How claims from lists of sanctions are called, which no sentence of a statement of reasons takes in."""
PARTIES = (MentionType.PERSON, MentionType.ORGANISATION)
_LINE = re.compile(r"[^\n]+")
_MARK = re.compile(
    r"[ \t|>]*(?:[-•*–·][ \t]*)?(?:\(?(?:\d{1,3}|[A-Za-z]|[ivx]{1,4})[.):][ \t]+)?(?:\(?\d{1,2}[./]\d{1,2}[./]\d{4}\)?[ \t]+)?"
)
_TITLE = re.compile(
    r"(?:(?:Mr|Mrs|Ms|Miss|Mme|Dr|Sir|Lord|Lady|Prof|Professor|Dato|Sheikh|Hon|Colonel|Col|General|Gen|Lieutenant|Lt|Major|Maj"
    r"|Captain|Capt|Admiral|Brigadier|Judge|Senator|Minister|President)\b\.?[ \t]+){0,2}"
)
_TAIL = re.compile(
    r"[ \t]*(?:\([^()\n]{1,80}\)|\[[^\[\]\n]{1,40}\])?[ \t.,;]*(?:\([^()\n]{1,80}\))?[ \t.,;]*"
)
_ROW = re.compile(r"[ \t]*[,(:|–—-]")
"""What goes on behind a name in a row of a list, where a sentence has a word."""
_SIGNS = re.compile(r"\([^()]*\)|[^\w()\s]|\b[A-D]\d?[:.)]")
_LONGEST_HEADING = 60
_MOST = 400
"""Entries that are read of one document at most."""


@dataclass(frozen=True, slots=True)
class Field:
    """A label with its value: what kind of label, its words, and where label and value stand."""

    kind: str
    label: str
    start: int
    value: int
    end: int


@dataclass(frozen=True, slots=True)
class Heading:
    """What the words over entries say of them: their kind, and the office that they hold."""

    kind: str
    office: str = ""


@dataclass(slots=True)
class Entry:
    """Somebody named, with the fields that go on from the name.

    Attributes:
        named: Whom the entry is of.
        start: First code point of its head line.
        end: One past the end of the name.
        last: One past the end of the last field or of the head line.
        heading: The heading it stands under.
        told: What the label before the name says of it ("Director: X").
        fields: In order.
    """

    named: Mention
    start: int
    end: int
    last: int
    heading: Heading | None
    told: Heading | None = None
    fields: list[Field] = field(default_factory=list)

    def all(self, kind: str) -> list[Field]:
        """The fields of a kind."""
        return [f for f in self.fields if f.kind == kind]


@lru_cache(maxsize=1)
def _labels() -> dict[str, str]:
    table = load(FILE)
    found = {label: kind for kind, labels in table["labels"].items() for label in labels}
    return found | dict.fromkeys((*table["named"]["owners"], *table["named"]["offices"]), "named")


@lru_cache(maxsize=1)
def _headings() -> dict[str, Heading]:
    found: dict[str, Heading] = {}
    for kind, words in load(FILE)["headings"].items():
        offices = words if isinstance(words, dict) else dict.fromkeys(words, "")
        found.update({said: Heading(kind, office) for said, office in offices.items()})
    return found


@lru_cache(maxsize=1)
def _label_pattern() -> re.Pattern[str]:
    longest = sorted(_labels(), key=len, reverse=True)
    words = "|".join(re.escape(label).replace(r"\ ", "[ ]") for label in longest)
    return re.compile(
        rf"(?<![\w-])(?P<label>{words})(?:[ ]?\((?:s|es|[^()\n]{{2,30}})\))?\.?(?P<sign>[ \t]?:|[ \t]*\||\t|[ ](?=\d))[ \t]*",
        re.IGNORECASE,
    )


def told_by(label: str) -> Heading | None:
    """What a label before a name says of whoever is named: "Director", "Beneficial owner"."""
    said = label.lower()
    table = load(FILE)["named"]
    if said in table["owners"]:
        return Heading("owners")
    return Heading("offices", table["offices"][said]) if table["offices"].get(said) else None


def fields_of(text: str, start: int, end: int) -> list[Field]:
    """The labels of a line with their values: each value goes on to the next label or the end of the line.

    A label within a line needs its colon and a stop, a bracket or a date before it; a label without one opens the line.
    """
    marks = []
    opening = _MARK.match(text, start, end)
    first = opening.end() if opening else start
    for match in _label_pattern().finditer(text, start, end):
        opens = match.start("label") <= first or match.start("label") == start
        colon = ":" in match["sign"]
        before = text[max(start, match.start() - 2) : match.start()]
        capital = match["label"][:1].isupper() or match["label"][:1] == "(" or "." in match["label"]
        if opens or (
            colon and capital and re.search(r"[.:;)\d|•][ \t|]?$|[ \t]{2}$|[a-z] $", before)
        ):
            marks.append(match)
    found = []
    for place, match in enumerate(marks):
        high = marks[place + 1].start() if place + 1 < len(marks) else end
        label = " ".join(match["label"].lower().split())
        found.append(Field(_labels()[label], match["label"], match.start(), match.end(), high))
    return found


def heading_of(line: str) -> Heading | None:
    """What a line says that heads entries: "Officers", "Founders (participants):", "DELETIONS"."""
    if len(line) > _LONGEST_HEADING or line.rstrip().endswith("."):
        return None
    said, _, behind = line.partition(":")
    lettered = len(said.strip()) == 1  # "C: Charges Register"
    if not lettered and re.search(r"[A-Za-z]{3}", behind) and not re.match(r"\s*\d+\s", behind):
        return None
    plain = behind if lettered else said
    known = _headings()
    plain = plain.replace("(s)", "s")
    for words in (plain, re.sub(r"[()]", " ", plain)):
        heading = known.get(" ".join(_SIGNS.sub(" ", words).lower().split()))
        if heading is not None:
            return heading
    return None


def entries(document: Document) -> Iterator[Entry]:
    """The entries of a document, in order of place; a name alone, without any field, is none."""
    text = document.text
    heading: Heading | None = None
    now: Entry | None = None
    count = 0
    for line in _LINE.finditer(text):
        start, end = line.start(), line.end()
        over = heading_of(line.group())
        if over is not None:
            if now is not None:
                yield now
            heading, now = over, None
            continue
        fields = fields_of(text, start, end)
        head = _head(document, start, end, fields, heading)
        if head is not None and count < _MOST:
            if now is not None:
                yield now
            now, count = head, count + 1
        elif now is not None and (fields or _goes_on(now, text, start)):
            _add(now, fields, start, end)
        elif now is not None and text[now.last : start].count("\n") > 1:
            yield now
            now = None
    if now is not None:
        yield now


def _add(entry: Entry, fields: list[Field], start: int, end: int) -> None:
    if not fields:  # the value of a label goes on over its line
        last = entry.fields[-1]
        entry.fields[-1] = Field(last.kind, last.label, last.start, last.value, end)
    entry.fields.extend(fields)
    entry.last = end


def _goes_on(entry: Entry, text: str, start: int) -> bool:
    """Whether a line goes on with the value of the label over it: "Natures of control:" on a line of its own."""
    if not entry.fields or entry.fields[-1].kind != "share":
        return False
    return text[entry.last : start].count("\n") < 2


def _head(
    document: Document, start: int, end: int, fields: list[Field], heading: Heading | None
) -> Entry | None:
    """The entry that a line opens: a name alone on it, or behind a label that names somebody."""
    text = document.text
    if fields and fields[0].kind in ("named", "name", "body"):
        first = fields[0]
        mention = _name_at(document, first.value, first.end)
        if mention is None:
            return None
        told = told_by(first.label) if first.kind == "named" else None
        if first.kind == "named" and told is None:
            return None
        if first.kind == "body":
            told = Heading("body")
        return Entry(mention, start, mention.end, end, heading, told, fields[1:])
    if fields and fields[0].start <= start + 1:
        return None
    opening = _MARK.match(text, start, end)
    mention = _name_at(document, opening.end() if opening else start, end)
    if mention is None:
        return None
    stop = fields[0].start if fields else end
    tail = _TAIL.match(text, mention.end, stop)
    closed = tail is not None and tail.end() == stop
    if not closed and not (_lists(heading) and _ROW.match(text, mention.end, stop)):
        return None
    return Entry(mention, start, mention.end, end, heading, None, list(fields))


def _lists(heading: Heading | None) -> bool:
    return heading is not None and heading.kind in ("owners", "offices", "entered")


def _name_at(document: Document, place: int, end: int) -> Mention | None:
    """The person or body whose name begins at a place, a title passed over."""
    title = _TITLE.match(document.text, place, end)
    place = title.end() if title else place
    mention = document.mention_at(place, place + 1)
    if mention is None or mention.type not in PARTIES or mention.end > end:
        return None
    return mention if mention.start <= place + 1 else None


def date_of(document: Document, fields: list[Field]) -> PartialDate | None:
    """The first date in the values of fields."""
    for one in fields:
        found = document.dates_in(one.value, one.end)
        if found:
            return found[0]
    return None


def ends_of(context: Context, named: Mention, relations: Iterable[Relation]) -> tuple[int, ...]:
    """The tokens of whom an entry speaks: of its name, and of those whom its ties name."""
    by_id = context.document.by_id
    ids = [
        named.id,
        *(end.id for r in relations for end in (r.subject, r.object) if end is not None),
    ]
    found = (context.token_at(by_id[one].start) for one in dict.fromkeys(ids) if one in by_id)
    return tuple(index for index in found if index < len(context.tokens))
