"""Repair of what a statistical model takes for names.

A model's span loses articles, titles, quotes, possessives and footnote digits, ends at a line end
or bracket, and is dropped where it holds no capital letter or looks like an address of the web.
Its type is only a vote: :mod:`dalil.claims.mentions.types` decides.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from dalil.claims.mentions.candidate import Candidate
from dalil.claims.mentions.places import is_country
from dalil.claims.parse import Parse
from dalil.claims.wordlists import words
from dalil.evidence import MentionType

_TYPES = {
    "PERSON": MentionType.PERSON,
    "ORG": MentionType.ORGANISATION,
    "GPE": MentionType.LOCATION,
    "LOC": MentionType.LOCATION,
    "FAC": MentionType.LOCATION,
    "NORP": MentionType.GROUP,
    "LAW": MentionType.LAW,
}
_HEAD = re.compile(r"(?:(?:the|a|an|of|and|by)\s+|[^\w&]+)", re.IGNORECASE)
_TAIL = re.compile(
    r"(?:'s?|[^\w.)]+|(?<![A-Z])(?<!\b[A-Z][a-z])(?<!Inc)(?<!Ltd)(?<!Corp)(?<!Co)\.|(?<=[^\W\d_]{3})\d{1,3})$"
)
_SEAT = re.compile(r"\([A-Z]-[A-Z]")
"""A member's party and state in brackets: "(D-Ohio)"."""
_WEB = re.compile(r"https?:|www\.|@|\w\.(?:com|org|net|gov|uk|kz|ru)\b|[/\\|<>{}=]")
_BREAK = re.compile(
    r"\n\s*\n|[\r\n]{2,}|\s[•*|]\s|[();:\"]|\.\s(?=[A-Z][a-z])|\s–\s|,\s(?=who\b|which\b|where\b|and\b)|\sat\s(?=[A-Z])"
)
_OWNER = re.compile(r"'s\s+")
_POST = re.compile(r",? (?:KC|QC|MP|MEP|MSP|OBE|CBE|MBE|PhD|Esq\.?|LJ|CJ|JSC|J)$")
_LEGAL = re.compile(
    r"\d|\b(?:act|law|code|constitution|treaty|convention|directive|regulations?|protocol|charter|bill|decree|order|rules?|section|article|amendment|"
    r"ordinance|statute|resolution|agreement|accords?|covenant|pact|clause|chapter|title|doctrine|principles?|declaration)\b",
    re.IGNORECASE,
)
_RANK = 50
_RANK_ALONE = 79
"""Of a model of a language whose rules know less than it: above all but legal forms and quoted names."""
_OF_SOMEBODY = re.compile(
    r"(?P<who>[^\W\d_][\w'-]+)\s(?:Administration|Government|Campaign|Presidency|Regime|Era|[Ff]amily)"
)


def from_model(plain: str, parse: Parse) -> Iterator[Candidate]:
    """Candidates from the model's spans, repaired.

    Args:
        plain: Shadow of the text.
        parse: What the model found.
    """
    for span in parse.entities:
        kind = _TYPES.get(span.label)
        if kind is None:
            continue
        for start, end in _parts(plain, span.start, span.end):
            start, end = _closed(plain, *_trim(plain, start, end, kind))
            if owner := _OF_SOMEBODY.fullmatch(plain, start, end):
                # "Sadyr Administration" names a person; "Velm Government" is met by the gazetteer.
                end, kind = owner.end("who"), MentionType.PERSON
            if kind is not MentionType.LAW and (after := _POST.search(plain, start, end)):
                end, kind = after.start(), MentionType.PERSON
            if (
                kind is MentionType.ORGANISATION
                and span.start < start
                and plain[:start].endswith(" at ")
            ):
                kind = MentionType.LOCATION
            if kind is MentionType.LAW and not _LEGAL.search(plain, start, end):
                kind = MentionType.ORGANISATION
            if _acceptable(plain[start:end]) and not _SEAT.match(plain, max(start - 1, 0), end):
                rank = _RANK_ALONE if span.method else _RANK
                yield Candidate(start, end, kind, f"model:{span.method or parse.method}", rank)


def _closed(plain: str, start: int, end: int) -> tuple[int, int]:
    """A span that opens quotation marks within it takes the closing one along: «Название»."""
    opened = plain.count('"', start, end) % 2
    return (start, end + 1) if opened and plain[end : end + 1] == '"' else (start, end)


def _parts(plain: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Cut a span at brackets, quotes and blank lines: a name does not run over them."""
    place = start
    for match in _BREAK.finditer(plain, start, end):
        if match.start() > place and not _abbreviation(plain, match):
            yield place, match.start()
            place = match.end()
    if place < end:
        # "Velm's Court of Appeal": the owner is a name of its own.
        owner = _OWNER.search(plain, place, end)
        if owner and owner.start() > place:
            yield place, owner.start()
            place = owner.end()
        yield place, end


def _abbreviation(plain: str, match: re.Match[str]) -> bool:
    """Whether a point ends an initial or a short title rather than a sentence."""
    if not match.group().startswith("."):
        return False
    before = re.search(r"\w+$", plain[max(0, match.start() - 12) : match.start()])
    return bool(before and len(before.group()) <= 3)


def _trim(plain: str, start: int, end: int, kind: MentionType) -> tuple[int, int]:
    while start < end and (found := _HEAD.match(plain, start, end)):
        start = found.end()
    while end > start and (found := _TAIL.search(plain[start:end])):
        if found.group() == ")" or (found.group() == "." and "." in plain[start : end - 2]):
            break
        end = start + found.start()
    if kind is MentionType.PERSON:
        start = _without_title(plain, start, end)
    return _without_lower(plain, start, end, kind)


@cache
def _title_pattern() -> re.Pattern[str]:
    ordered = sorted(words("mentions_names", "titles"), key=len, reverse=True)
    names = "|".join(re.escape(title) for title in ordered)
    return re.compile(
        rf"(?:(?:prime|former|vice|deputy|ex-?)\s)?(?:{names})\.?\s+(?=\w)", re.IGNORECASE
    )


def _without_title(plain: str, start: int, end: int) -> int:
    while found := _title_pattern().match(plain, start, end):
        start = found.end()
    return start


def _without_lower(plain: str, start: int, end: int, kind: MentionType) -> tuple[int, int]:
    """Cut words in lower case before the first capital, and a nationality before one."""
    while first := re.match(r"(\S+)\s+", plain[start:end]):
        rest = plain[start + first.end() : end]
        lower = first.group(1)[:1].islower() and first.group(1) not in (
            "de",
            "van",
            "von",
            "al",
            "bin",
        )
        stray = is_country(first.group(1)) and rest[:1].islower()
        if not ((lower or stray) and any(c.isupper() for c in rest)):
            break
        start += first.end()
        while kind is not MentionType.LAW and (more := re.match(r"[a-z]\S*\s+", plain[start:end])):
            start += more.end()
    return start, end


def _acceptable(text: str) -> bool:
    if len(text) < 2 or not any(c.isupper() for c in text) or _WEB.search(text):
        return False
    if not any(c.isalpha() for c in text) or text.count("\n") > 2 or len(text) > 120:
        return False
    parts = re.findall(r"[^\W\d_]+", text.lower())
    return any(part not in words("mentions_names", "common") for part in parts)
