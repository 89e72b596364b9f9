"""Who is tied to whom in a sentence without a parse: offices, stakes, kin, mandates, by shapes of words.

A shape says what stands between and beside two names ("директор <body> <person>"). Ties under "if", in
a question or behind "is not" are not told; a title is told wherever it stands. Who "his" is, is the one
person that the sentence has named before it, else the one named in the sentence before; nobody where
there are two. Dates and shares are those beside the words. It makes no claim.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from dalil.claims.document import Document, refer
from dalil.claims.ties.marks import CLASSES, Marked, StandIn, mark
from dalil.claims.ties.words import Shape, TieWords
from dalil.evidence import Mention, MentionType, PartialDate, Predicate, Relation, Share

NAMES = (MentionType.PERSON, MentionType.ORGANISATION, MentionType.LOCATION)
_STAKES = (Predicate.OWNS, Predicate.CONTROLS)
_NEAR = 60
"""Farthest date from the words of a tie, in code points."""
_PARTED = re.compile(r"[,;:.!?()]")
_NAME = re.compile(CLASSES["name"])


@dataclass(frozen=True, slots=True)
class Tie:
    """A relation and the words that state it.

    Attributes:
        relation: The relation.
        start: First code point of the words.
        end: One past the last.
        verbal: A verb states it; what is told by the way stands in a denied sentence too.
    """

    relation: Relation
    start: int
    end: int
    verbal: bool


def ties(
    document: Document, plain: str, span: tuple[int, int], words: TieWords,
    before: Sequence[Mention] = (), stand_ins: Sequence[StandIn] = (),
) -> list[Tie]:  # fmt: skip
    """The ties of one sentence, in order of place, each pair once for each predicate.

    Args:
        document: For names, dates and who is the same.
        plain: Shadow of the whole text.
        span: The sentence.
        words: The language's shapes.
        before: Names of the sentence before, for pronouns.
        stand_ins: Words of the sentence of which it is known for whom they stand.
    """
    named = [m for m in document.mentions_in(*span) if m.type in NAMES]
    if not named:
        return []
    marked = mark(plain, span, named, document.dates_in(*span), stand_ins)
    found: dict[tuple[str, str, str], Tie] = {}
    for shape in words.shapes:
        for match in shape.pattern.finditer(marked.text):
            if _unreal(marked, match, shape, words):
                continue
            for tie in _made(document, marked, match, shape, words, before):
                relation = tie.relation
                ends = (relation.subject, relation.object)
                keys = [document.entity_of.get(e.id, e.id) if e else "" for e in ends]
                found.setdefault((str(relation.predicate), keys[0], keys[1]), tie)
    return sorted(found.values(), key=lambda tie: (tie.start, tie.end))


def _unreal(marked: Marked, match: re.Match[str], shape: Shape, words: TieWords) -> bool:
    """Whether a tie is another's than its name's, or states nothing."""
    before = marked.text[: match.start()]
    if words.apart.search(before):
        return True
    if not shape.verbal:
        return False
    asked = marked.text.rstrip().endswith("?")
    return asked or bool(words.unreal.search(marked.text))


def _made(
    document: Document, marked: Marked, match: re.Match[str], shape: Shape, words: TieWords,
    before: Sequence[Mention],
) -> Iterator[Tie]:  # fmt: skip
    groups = match.groupdict()
    place = match.start()
    subjects = _end(document, marked, (place, groups.get("subject")), before, body=False)
    objects = _end(document, marked, (place, groups.get("object")), before, body=shape.body)
    start, end = marked.span(match.start(), match.end())
    dated = _dates(document, marked, match, shape, words)
    detail = shape.detail
    if groups.get("detail"):
        first, last = marked.span(*match.span("detail"))
        detail = document.text[first:last]
    share = _share(match.group(), words) if shape.predicate in _STAKES else None
    for subject in subjects:
        for other in objects:
            if document.cluster_of(subject) == document.cluster_of(other):
                continue
            relation = Relation(
                shape.predicate, refer(subject), refer(other), detail=detail,
                start_date=dated[0], end_date=dated[1], share=share,
            )  # fmt: skip
            yield Tie(relation, start, end, shape.verbal)


def _end(
    document: Document, marked: Marked, said: tuple[int, str | None], before: Sequence[Mention],
    *, body: bool,
) -> list[Mention]:  # fmt: skip
    """The names of one end; for a pronoun the one person (or body) named before it, or the sentence before."""
    place, marks = said
    if marks:
        return marked.named(marks)
    kind = MentionType.ORGANISATION if body else MentionType.PERSON
    here = [m for m in marked.named(marked.text[:place]) if m.type == kind]
    for group in (here, [m for m in before if m.type == kind]):
        clusters = {document.cluster_of(m) for m in group}
        if clusters:
            return [group[-1]] if len(clusters) == 1 else []
    return []


def _dates(
    document: Document, marked: Marked, match: re.Match[str], shape: Shape, words: TieWords
) -> tuple[PartialDate | None, PartialDate | None]:
    """Start and end of a tie by the words before the dates inside and beside its own words."""
    text = marked.text
    start: PartialDate | None = None
    end: PartialDate | None = None
    known = document.dates_in(*marked.span(0, len(text)))
    for place, letter in enumerate(text):
        if not re.match(CLASSES["date"], letter) or not _beside(text, place, match):
            continue
        date = next((d for d in known if d.start == marked.starts[place]), None)
        said = text[:place]
        if words.until.search(said):
            end = end or date
        elif words.since.search(said) or (shape.begins and words.within.search(said)):
            start = start or date
    return start, end


def _beside(text: str, place: int, match: re.Match[str]) -> bool:
    """Whether a date stands in a tie's words or near them, with no name and no mark between."""
    if match.start() <= place < match.end():
        return True
    between = text[match.end() : place] if place >= match.end() else text[place + 1 : match.start()]
    return len(between) <= _NEAR and not _PARTED.search(between) and not _NAME.search(between)


def _share(said: str, words: TieWords) -> Share | None:
    """The stake in figures, where the words hold just one."""
    found = words.percent.findall(said)
    if len(found) != 1:
        return None
    value = Decimal(found[0].replace(",", "."))
    return Share(value, value) if value <= 100 else None
