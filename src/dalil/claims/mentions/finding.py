"""Mentions: every span of a document that names a person, organisation, place, law, sum or date.

Model and rules give candidates; here overlaps are settled, types voted over the document, named
people found again by surname, and acronyms in brackets taken over. Furniture (navigation, cookie
banners, related headlines) is not mentioned. Every mention carries the rule or model that found it.
This module knows one document only and joins nothing to entities.
"""

from __future__ import annotations

import bisect
import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import cache

from dalil.claims.dates.around import DateSpan
from dalil.claims.mentions.candidate import Candidate
from dalil.claims.mentions.carry import carry
from dalil.claims.mentions.chain import decide
from dalil.claims.mentions.cyrillic import cyrillic, formed, is_cyrillic, mixed, whole_people
from dalil.claims.mentions.features import Line
from dalil.claims.mentions.gazetteer import Gazetteer
from dalil.claims.mentions.legal import of_law, terms, without_citations
from dalil.claims.mentions.likeness import is_ordinary
from dalil.claims.mentions.model import from_model
from dalil.claims.mentions.people import bare, lone_capitals, widen
from dalil.claims.mentions.persons import without_courtesy
from dalil.claims.mentions.places import is_country
from dalil.claims.mentions.rosters import find_rosters, roster_names
from dalil.claims.mentions.rules import by_form
from dalil.claims.mentions.runs import RUN, extend, is_office, runs, without_offices
from dalil.claims.mentions.shape import parted, shaped
from dalil.claims.mentions.short import short_forms
from dalil.claims.mentions.syntax import Syntax
from dalil.claims.mentions.told_again import settled
from dalil.claims.mentions.types import one_type
from dalil.claims.mentions.words import Word, split
from dalil.claims.parse import Parse
from dalil.claims.shadow import shadow
from dalil.claims.turns import turns_of
from dalil.claims.wordlists import lexicon, words
from dalil.evidence import Amount, Mention, MentionType, TextLayer

NONE = Gazetteer()
_NOUNS_IN_CAPITALS = frozenset({"de"})
"""Languages in which a capital within a sentence begins any noun, and so tells no name."""
READ = frozenset({"paragraph", "item", "heading", "footnote", "header"})
_ACRONYM = re.compile(
    r" ?\((?:the )?(?:\"|')?(?P<short>[A-ZА-ЯӘІҢҒҮҰҚӨҺ][A-Za-zА-Яа-я&-]{1,11})(?:\"|')?\)"
)
_GAP = re.compile(r"(?:\s+(?:of|for|the|and|&)\s+|\s+)")


def find_mentions(
    layer: TextLayer,
    parse: Parse,
    amounts: Sequence[Amount],
    dates: Sequence[DateSpan],
    gazetteer: Gazetteer = NONE,
) -> tuple[Mention, ...]:
    """Find every mention of a text layer.

    Args:
        layer: The text; tables are read by their columns elsewhere and have none here.
        parse: The model's spans.
        amounts: Sums of money, which become MONEY mentions.
        dates: Places that name dates, which become DATE mentions.
        gazetteer: Names that the user knows.

    Returns:
        In order of place, not overlapping.
    """
    plain, chosen, lines = propose(layer, parse, amounts, dates, gazetteer)
    decided = decide(plain, lines, parse, chosen)
    return tuple(_mention(layer, c) for c in settled(layer.text, plain, decided))


def propose(
    layer: TextLayer,
    parse: Parse,
    amounts: Sequence[Amount],
    dates: Sequence[DateSpan],
    gazetteer: Gazetteer = NONE,
) -> tuple[str, list[Candidate], list[Line]]:
    """What rules, model and votes take for names, on which :mod:`dalil.claims.mentions.chain` decides.

    Args:
        layer: As for :func:`find_mentions`, and so are the others.

    Returns:
        The shadow of the text, the names in order of place, and the lines to decide on: those in English.
    """
    plain = shadow(layer.text)
    lines: list[list[Word]] = []
    latin: list[list[Word]] = []
    english: list[Line] = []
    french: list[tuple[int, int]] = []
    candidates = list(_figures(amounts, dates))
    for index, passage in enumerate(layer.passages):
        if passage.kind not in READ or layer.table:
            continue
        line = split(plain, passage.start, passage.end)
        lines.append(line)
        said = layer.text[passage.start : passage.end]
        both = mixed(said)
        # The model of Kazakh has seen what the rules say, and knows when not to believe them.
        heard = index in parse.named and (passage.language or layer.language) == "kk"
        if line and not is_cyrillic(said):
            if (passage.language or layer.language) not in _NOUNS_IN_CAPITALS:
                latin.append(line)
            if (passage.language or layer.language or "en") == "en":
                english.append(Line(line, passage.kind))
        if both or is_cyrillic(said):
            rules = formed(plain, line) if heard else cyrillic(plain, line, latin=not both)
            candidates.extend(rules)
        if both or not is_cyrillic(said):
            candidates.extend(by_form(plain, line))
        if (passage.language or layer.language) == "fr":
            french.append((passage.start, passage.end))
    candidates.extend(whole_people(plain, parted(plain, from_model(plain, parse))))
    candidates.extend(gazetteer.find(lines))
    candidates.extend(lone_capitals(plain, lines))
    candidates.extend(_rows(layer, plain))
    candidates.extend(_speakers(layer, plain))
    candidates.extend(_model_dates(plain, parse, dates))
    candidates.extend(_known_as(plain, candidates))
    candidates.extend(short_forms(plain, candidates))
    candidates = shaped(plain, candidates)
    lower = frozenset(m.group() for m in _LOWER.finditer(plain))
    found = list(runs(plain, latin, lower, _plainly(parse)))
    candidates = without_offices(plain, shaped(plain, [*extend(plain, candidates, found), *found]))
    candidates = shaped(plain, without_citations(plain, candidates))
    chosen = settle(plain, _without_noise(plain, candidates, lower))
    chosen = _with_peoples(plain, chosen)
    typed = bare(plain, one_type(plain, widen(plain, lines, chosen), Syntax(parse)))
    typed = without_courtesy(plain, french, typed)
    defined = terms(plain, typed)
    typed = [c for c in typed if not (_is_guess(c) and plain[c.start : c.end] in defined)]
    typed = of_law(plain, typed)
    chosen = _with_acronyms(plain, typed)
    chosen = carry(plain, lines, chosen)
    return plain, sorted(chosen, key=lambda c: (c.start, c.end)), english


_TITLE = re.compile(r"(?:(?:Mr|Mrs|Ms|Miss|Dr|Sir|Lord|Lady|Baroness|Judge|Sister|Cllr)\.? )+")


def _rows(layer: TextLayer, plain: str) -> Iterable[Candidate]:
    """Names of rosters; who stands under a title in a column of bodies is no body."""
    for start, end, kind in roster_names(layer, find_rosters(layer, ())):
        titled = kind is not MentionType.PERSON and _TITLE.match(plain, start, end)
        if not titled and not plain[start].islower():
            yield Candidate(start, end, kind, "rule:roster", 80)


def _speakers(layer: TextLayer, plain: str) -> Iterable[Candidate]:
    """Who speaks a turn of a transcript is a person."""
    for turn in turns_of(layer):
        title = _TITLE.match(plain, turn.start, turn.end)
        start = title.end() if title and title.end() < turn.end else turn.start
        if turn.end - start > 2 and not is_office(plain[start : turn.end]):
            yield Candidate(start, turn.end, MentionType.PERSON, "rule:turn", 78)


def _figures(amounts: Iterable[Amount], dates: Iterable[DateSpan]) -> Iterable[Candidate]:
    for amount in amounts:
        yield Candidate(amount.start, amount.end, MentionType.MONEY, "rule:money", 99)
    for span in dates:
        yield Candidate(span.start, span.end, MentionType.DATE, "rule:date", 98)


_TIMED = re.compile(
    r"\d|\b(?:days?|weeks?|months?|years?|decades?|centur(?:y|ies)|quarters?|seasons?|summer|winter|spring|autumn|fall|weekend|"
    r"morning|evening|night|today|yesterday|tomorrow|\w+day|january|february|march|april|may|june|july|august|september|october|november|december|"
    r"christmas|easter|ramadan|eve|annual|monthly|weekly|daily|recent|era|period|time|times|ago|since|age|aged)\b",
    re.IGNORECASE,
)


def _model_dates(plain: str, parse: Parse, dates: Sequence[DateSpan]) -> Iterable[Candidate]:
    """The model's dates where the grammar found none: "three decades", "18 months"."""
    held = [(span.start, span.end) for span in dates]
    for span in parse.entities:
        timed = _TIMED.search(plain, span.start, span.end)
        if (
            span.label == "DATE"
            and timed
            and not any(s < span.end and span.start < e for s, e in held)
        ):
            yield Candidate(span.start, span.end, MentionType.DATE, f"model:{parse.method}", 45)


def _plainly(parse: Parse) -> frozenset[int]:
    """Places of words that are no noun to the parser: "Whether" at the beginning of a sentence."""
    return frozenset(token.start for token in parse.tokens if token.pos in _PLAIN)


_PLAIN = frozenset({"ADP", "AUX", "CCONJ", "DET", "PART", "PRON", "SCONJ"})
_LOWER = re.compile(r"(?<![\w'])[a-z\u00df-\u00ff]{3,}(?!\w)")


def _without_noise(
    plain: str, candidates: Iterable[Candidate], lower: frozenset[str]
) -> list[Candidate]:
    """Drop a model's single word that the document also writes in lower case ("Lobbying")."""
    return [
        c
        for c in candidates
        if not (_is_guess(c) and c.type is not MentionType.DATE)
        or not (plain[c.start : c.end].lower() in lower or _of_document(plain[c.start : c.end]))
    ]


def _of_document(text: str) -> bool:
    """Whether a text is made of the words of documents alone: "PROFILE", "Registration Statement"."""
    known = words("mentions_names", "document_words")
    parts = text.lower().split()
    return parts[0] in known and all(part in known or len(part) < 3 for part in parts)


def _with_peoples(plain: str, chosen: Sequence[Candidate]) -> list[Candidate]:
    """Names with the peoples of the document's places; one before a person is no part of the name."""
    found = peoples(plain, chosen)
    ends = {people.start: people.end for people in found}
    cut = [
        replace(c, start=ends[c.start] + 1)
        if c.type is MentionType.PERSON and c.end > ends.get(c.start, c.end) + 2
        else c
        for c in chosen
    ]
    return settle(plain, [*cut, *found])


def peoples(plain: str, chosen: Sequence[Candidate]) -> list[Candidate]:
    """The people of places that the document names: "Tiranians" and "Tiranian" of "Tirania"."""
    stems: dict[str, None] = {}
    for candidate in chosen:
        name = plain[candidate.start : candidate.end]
        if candidate.type is MentionType.LOCATION and name.isalpha() and len(name) > 3:
            stems[re.sub(r"(?:ia|y|[aeiou])$", "", name)] = None
            stems[name] = None
    if not stems:
        return []
    names = "|".join(map(re.escape, sorted(stems, key=len, reverse=True)))
    pattern = rf"(?<!\w)(?:{names})(?:an|ian|ean|ese|ish|i|er|n)s?(?!\w)"
    places = {plain[c.start : c.end] for c in chosen if c.type is MentionType.LOCATION}
    return [
        Candidate(m.start(), m.end(), MentionType.GROUP, "rule:people-of", 53)
        for m in re.finditer(pattern, plain)
        if m.group() not in places
    ]


def _is_guess(candidate: Candidate) -> bool:
    return candidate.method.startswith(("model:", RUN)) or (
        candidate.method == "rule:capitals" and candidate.rank <= 51
    )


_ALIAS = re.compile(
    r"[\s,(\u2013-]{1,4}(?:[Aa]lso |[Ff]ormerly |better |previously |now |commonly )*(?:known|called|trading|doing business|d/b/a|dba|a\.?k\.?a\.?)"
    r"(?: as)?:? ['\"]?(?:the )?(?P<name>[A-Z][\w'&-]+(?: (?:of |and |& )?[A-Z][\w'&-]+){0,5})"
)


def _known_as(plain: str, candidates: Iterable[Candidate]) -> list[Candidate]:
    """The other name in "X, also known as Y", of the type of the first."""
    found = []
    for candidate in candidates:
        match = _ALIAS.match(plain, candidate.end) if candidate.rank >= 50 else None
        if match and candidate.type in (MentionType.PERSON, MentionType.ORGANISATION):
            start, end = match.span("name")
            found.append(Candidate(start, end, candidate.type, "rule:known-as", 68))
    return found


def settle(plain: str, candidates: Iterable[Candidate]) -> list[Candidate]:
    """Choose among overlapping candidates: the higher rank, then the longer, stands."""
    raised = _raised(plain, list(candidates))
    taken = bytearray(len(plain) + 1)
    chosen: list[Candidate] = []
    for candidate in sorted(
        raised, key=lambda c: (-c.rank, c.start - c.end, c.start, c.type, c.method)
    ):
        if candidate.start < candidate.end and not any(taken[candidate.start : candidate.end]):
            taken[candidate.start : candidate.end] = b"\x01" * (candidate.end - candidate.start)
            chosen.append(candidate)
    return sorted(chosen, key=lambda c: c.start)


def _raised(plain: str, candidates: list[Candidate]) -> list[Candidate]:
    """Raise a model's person or organisation above a country or head that lies inside it."""
    inner = [
        c for c in candidates if c.method in ("rule:country", "rule:head-noun", "rule:known-body")
    ]
    inner.sort(key=lambda c: c.start)
    found: list[Candidate] = []
    for candidate in candidates:
        text = plain[candidate.start : candidate.end]
        if candidate.method.startswith("model:") and " " in text and "," not in text:
            inside = [
                c
                for c in _within(inner, candidate)
                if (c.start, c.end) != (candidate.start, candidate.end)
            ]
            if inside and _keeps(plain, candidate, inside):
                highest = max(c.rank for c in inside) + 1
                candidate = replace(candidate, rank=max(candidate.rank, highest))
        found.append(candidate)
    return found


def _within(inner: Sequence[Candidate], outer: Candidate) -> list[Candidate]:
    first = bisect.bisect_left(inner, outer.start, key=lambda c: c.start)
    return [c for c in inner[first : first + 8] if c.start < outer.end and c.end <= outer.end]


def _keeps(plain: str, outer: Candidate, inside: Sequence[Candidate]) -> bool:
    names = {c.method for c in inside}
    text = plain[outer.start : outer.end]
    if outer.type is MentionType.ORGANISATION:
        return names <= {"rule:country", "rule:head-noun"} and not re.search(r"\sand\s|\n", text)
    if outer.type is MentionType.PERSON:
        # A nationality before a name is no part of it: "Velmian Ada Mirel".
        return names == {"rule:country"} and all(
            c.type is MentionType.LOCATION and plain[outer.start : c.start].strip() for c in inside
        )
    return outer.type is MentionType.LAW


_QUOTED_ALIAS = re.compile(
    r"(?: (?:of|in) [A-Z][\w'-]+(?: [A-Z][\w'-]+)?)? ?\((?:the |hereinafter |hereafter )*[\"'](?:the |(?:Mr|Mrs|Ms|Dr|Sir|Lady|Lord)\.? )?(?P<short>[^\W\d_][^\"'()\n]{1,30})[\"']\)"
)


def _with_acronyms(plain: str, chosen: list[Candidate]) -> list[Candidate]:
    """Take over short names in brackets after a name, wherever they stand.

    "... Service (NARS)" by its initials; "Velm Holdings Ltd ("Velm")" as the text says. What a document only calls
    somebody ("the Seller") names nobody: it is somebody else in the next contract.
    """
    shorts: dict[str, MentionType] = {}
    for candidate in chosen:
        if candidate.type in (MentionType.ORGANISATION, MentionType.LAW):
            match = _ACRONYM.match(plain, candidate.end)
            if match and _is_short(plain[candidate.start : candidate.end], match["short"]):
                shorts[match["short"]] = candidate.type
        if candidate.type in (MentionType.ORGANISATION, MentionType.LAW, MentionType.PERSON):
            told = _QUOTED_ALIAS.match(plain, candidate.end)
            name = plain[candidate.start : candidate.end]
            if told and told["short"][0].isupper() and not _is_part(name, told["short"]):
                shorts[told["short"]] = candidate.type
    if not shorts:
        return chosen
    names = "|".join(map(re.escape, sorted(shorts, key=len, reverse=True)))
    added = [
        Candidate(m.start(), m.end(), shorts[m.group()], "rule:acronym", 75)
        for m in re.finditer(rf"(?<!\w)(?:{names})(?!\w)", plain)
    ]
    # A short name inside a longer one ("the Velm Company") is not one of its own.
    kept = [
        a
        for a in added
        if not any(
            o.start <= a.start and a.end <= o.end and (o.start, o.end) != (a.start, a.end)
            for o in _near(chosen, a)
        )
    ]
    spans = {(c.start, c.end) for c in kept}
    return settle(plain, [c for c in chosen if (c.start, c.end) not in spans] + kept)


def _is_part(name: str, short: str) -> bool:
    """Whether a short form tells what somebody is in this document: "Ada Mirel (the "Seller")"."""
    return not introduces(name, short) and all(
        is_ordinary(word) or word in _callings() or _DOING.search(word)
        for word in short.lower().split()
    )


_DOING = re.compile(r"(?:[eo]r|ee|[ae]nt)s?$")
"""Ends of words for whoever does something or to whom it is done: lessor, licensee, registrant."""


@cache
def _callings() -> frozenset[str]:
    heads = lexicon("mentions_heads")
    return (
        frozenset(heads["PER"])
        | frozenset(heads["ORG"])
        | words("mentions_names", "document_words")
    )


def _is_short(name: str, short: str) -> bool:
    """Whether a bracket after a name holds its short form: its initials, or capitals of its own."""
    own = short.isupper() and len(short) > 3 and not is_country(short) and len(name.split()) > 2
    return introduces(name, short) or own


def _near(chosen: Sequence[Candidate], one: Candidate) -> Sequence[Candidate]:
    """Chosen candidates that may hold another: the last two that begin before its end."""
    place = bisect.bisect_left(chosen, one.end, key=lambda c: c.start)
    return chosen[max(0, place - 2) : place]


def introduces(name: str, short: str) -> bool:
    """Whether a short form stands for a name: by its initials, in order, or as one of its words."""
    if short.lower() in (part.lower() for part in name.split()):
        return True
    letters = [c for c in short.upper() if c.isalpha()]
    heads = [part[0].upper() for part in re.split(r"[\s&-]+", name) if part]
    if len(letters) < 2 or sum(c.isupper() for c in short) < 2:
        return False
    place = 0
    for head in heads:
        if place < len(letters) and head == letters[place]:
            place += 1
    return place == len(letters)


def _mention(layer: TextLayer, candidate: Candidate) -> Mention:
    return Mention(
        exhibit=layer.exhibit,
        start=candidate.start,
        end=candidate.end,
        text=layer.text[candidate.start : candidate.end],
        type=str(candidate.type),
        method=candidate.method,
    )
