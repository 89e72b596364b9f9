"""Reading one document: mentions, links, figures, rosters, the document's voice, claims, gate.

Prose goes through the frames, tables through their columns. What the gate refuses is counted in the
result. Nothing here knows a second document, a store or a clock; the same text and parser give the
same reading.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from dalil.claims.dates.told import date_spans
from dalil.claims.document import Document
from dalil.claims.extent import readable, with_short_gaps
from dalil.claims.frames import extract
from dalil.claims.gate import admit
from dalil.claims.languages import claims_of, known
from dalil.claims.mentions.aliases import link
from dalil.claims.mentions.cyrillic import is_cyrillic
from dalil.claims.mentions.finding import NONE, find_mentions
from dalil.claims.mentions.gazetteer import Gazetteer
from dalil.claims.mentions.rosters import find_rosters
from dalil.claims.money.sums import find_amounts
from dalil.claims.ports import Parser, StanceModel
from dalil.claims.reading import Reading
from dalil.claims.registers import read_table
from dalil.claims.voice import find_earlier, find_voice
from dalil.claims.weighing import weighed
from dalil.evidence import PartialDate, TextLayer

RULES = "rules/13"
"""Version of this room's rules, recorded with every reading; raised when a result changes."""


def read_document(
    layer: TextLayer,
    parser: Parser,
    gazetteer: Gazetteer = NONE,
    stances: StanceModel | None = None,
) -> Reading:
    """Read one text layer.

    Args:
        layer: Prose or a table.
        parser: The linguistic parser; not asked for a table.
        gazetteer: Names that the user knows.
        stances: Weighs holders, stances and stages of the claims of English prose; None leaves them to the rules.

    Returns:
        Everything found, every claim's quote held against the text.

    Raises:
        ModelMismatch: The parser's model is not the pinned one.
    """
    if layer.table:
        reading = read_table(layer)
        admitted, refused = admit(layer, reading.claims)
        return replace(reading, claims=admitted, refused=(*reading.refused, *refused))
    whole, left_out = readable(layer)
    document = prepare(with_short_gaps(whole), parser, gazetteer)
    found = extract(document)
    if stances is not None:
        found = weighed(document, found, stances)
    admitted, refused = admit(layer, [*found, *claims_of(document)])
    methods = (parser.method, stances.method if stances else "", RULES, gazetteer.method)
    return Reading(
        exhibit=layer.exhibit,
        method=" ".join(filter(None, methods)),
        language=layer.language,
        coverage=_coverage(layer),
        mentions=document.mentions,
        claims=admitted,
        rosters=document.rosters,
        amounts=document.amounts,
        dates=document.dates,
        links=document.links,
        refused=refused,
        notes=(*document.parse.notes, *_unread(layer), *([left_out] if left_out else [])),
    )


def prepare(layer: TextLayer, parser: Parser, gazetteer: Gazetteer = NONE) -> Document:
    """Parse a text layer and find its names, sums, dates, lists and voice: all but the claims."""
    parse = parser.parse(layer)
    spans = [span for span in date_spans(layer) if _is_read(layer, span.start, span.end)]
    amounts = tuple(a for a in find_amounts(layer.text) if _is_read(layer, a.start, a.end))
    mentions = find_mentions(layer, parse, amounts, spans, gazetteer)
    linked = link(layer.text, mentions)
    rosters = find_rosters(layer, mentions)
    voice = find_voice(layer, mentions, rosters)
    dates = tuple(
        PartialDate(s.value, s.precision, s.start, s.end, layer.text[s.start : s.end])
        for s in spans
        if s.value is not None and s.precision is not None
    )
    return Document(
        layer=layer,
        parse=parse,
        mentions=mentions,
        entity_of=linked.entity_of,
        links=linked.judgements,
        amounts=amounts,
        dates=dates,
        rosters=rosters,
        signatories=voice.signatories,
        author=voice.author,
        earlier=find_earlier(layer, mentions),
    )


def _is_read(layer: TextLayer, start: int, end: int) -> bool:
    """Whether a place lies in a passage that is read, not in furniture."""
    return any(passage.kind != "furniture" for passage in layer.passages_at(start, end))


def _unread(layer: TextLayer) -> Iterator[str]:
    """A note on each language of a paragraph or more that no rules read."""
    prose = [p for p in layer.passages if p.kind == "paragraph"]
    spoken = {p.language or layer.language or "en" for p in prose}
    for language in sorted(spoken.difference(known(), {"en"})):
        count = sum((p.language or layer.language) == language for p in prose)
        what = "1 paragraph is" if count == 1 else f"{count} paragraphs are"
        yield (
            f"{what} in a language that is not read ({language}): no claims are taken from there, "
            "and names by their form alone."
        )


def _coverage(layer: TextLayer) -> str:
    """``full`` where most of the text is English; a language read by rules alone is ``low``."""
    prose = [p for p in layer.passages if p.kind != "furniture"]
    size = sum(p.end - p.start for p in prose)
    foreign = sum(
        p.end - p.start
        for p in prose
        if is_cyrillic(layer.text[p.start : p.end])
        or (p.language or layer.language or "en") != "en"
    )
    return "low" if foreign * 2 > size else "full"
