"""Names that the text itself settles, whatever was decided on them before: in quotation marks, in brackets, by "regime".

Behind the last decision (:mod:`dalil.claims.mentions.chain`), since weights see a word and its neighbours: a short form
that a bracket gives to a body names it wherever it stands, a body whose name is quoted is called by all that the marks
hold, and "the Mirel regime" is called after somebody.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache

from dalil.claims.mentions.candidate import UPPER, Candidate
from dalil.claims.mentions.likeness import is_ordinary
from dalil.claims.mentions.places import is_country, is_listed_place, nationalities
from dalil.claims.mentions.titled import without_shared_titles
from dalil.claims.wordlists import words
from dalil.evidence import MentionType

PER, ORG = MentionType.PERSON, MentionType.ORGANISATION
_NAMED = frozenset({PER, ORG, MentionType.LOCATION, MentionType.GROUP})
_RANK = 80


def settled(text: str, plain: str, names: Sequence[Candidate]) -> list[Candidate]:
    """Names as the text settles them.

    Args:
        text: The text.
        plain: Its shadow.
        names: What was decided, in order of place.

    Returns:
        In order of place, not overlapping.
    """
    found = list(without_shared_titles(plain, names))
    found = [_closed(text, one) for one in found]
    found = _with(found, _quoted(text, plain), over=True)
    found = _with(found, _short_forms(plain, found))
    return _with(found, _regimes(plain))


def _with(
    names: Sequence[Candidate], more: Iterator[Candidate], *, over: bool = False
) -> list[Candidate]:
    """Names and more of them where none stands; ``over`` lets those take the place of what they hold whole."""
    found = list(names)
    for one in more:
        first = bisect_right(found, one.start, key=lambda c: c.end)
        last = bisect_left(found, one.end, key=lambda c: c.start)
        met = found[first:last]
        held = all(one.start <= c.start and c.end <= one.end and c.type in _NAMED for c in met)
        if not met or (over and held):
            found[first:last] = [one]
    return found


def _closed(text: str, one: Candidate) -> Candidate:
    """A body whose form stands before its quoted name takes the closing mark along: "JSC ‘Karsu’"."""
    inside = text[one.start : one.end]
    opened = any(
        a in inside and b not in inside for a, b in _MARKS if text[one.end : one.end + 1] == b
    )
    return replace(one, end=one.end + 1) if opened and one.type is ORG else one


_MARKS = (("‘", "’"), ("“", "”"), ("«", "»"), ("„", "“"))
_QUOTE = re.compile(
    rf"(?:‘(?P<single>[{UPPER}][^‘’“”\"\n.;:]{{2,60}})’(?!\w)|“(?P<double>[{UPPER}][^‘’“”\"\n.;:]{{2,60}})[,.]?”)"
)
_SHORT_BEHIND = re.compile(r" \((?P<short>[A-Z][A-Za-z-]{1,9})\)")
_SMALL = frozenset({"of", "for", "the", "and", "de", "la", "a"})


def _may_be_name(quoted: str) -> bool:
    """Whether words in marks may be a name: those in lower case are none that English says things with."""
    small = [word for word in re.findall(r"[^\W\d_]+", quoted) if word[0].islower()]
    counted = words("mentions_money", "counted")
    return not any(
        word not in _SMALL and (is_ordinary(word) or word in counted or word.endswith("ed"))
        for word in small
    )


def _quoted(text: str, plain: str) -> Iterator[Candidate]:
    """Names of bodies in curly marks: the party “New Dawn”, shareholder of ‘Karsu Gaz’, “New Dawn” (ND)."""
    for match in _QUOTE.finditer(text):
        kind = "single" if match["single"] else "double"
        before = plain[max(0, match.start() - 40) : match.start()]
        if not _may_be_name(match[kind]):
            continue
        short = _SHORT_BEHIND.match(plain, match.end())
        given = short is not None and _initials(match[kind].title()) == short["short"].upper()
        if given or _of_body().search(before) or _body_behind().match(plain, match.end()):
            yield Candidate(*match.span(kind), ORG, "rule:quoted-name", _RANK)


@cache
def _of_body() -> re.Pattern[str]:
    nouns = "|".join(sorted(map(re.escape, words("mentions_names", "org_nouns")), key=len))
    return re.compile(
        rf"(?<!\w)(?:(?:{nouns})|(?:owner|co-owner|shareholder|director|chairman|head|founder|co-founder|beneficiary) (?:of|in)) $",
        re.IGNORECASE,
    )


@cache
def _body_behind() -> re.Pattern[str]:
    nouns = "|".join(sorted(map(re.escape, words("mentions_names", "org_nouns")), key=len))
    return re.compile(rf" (?:political )?(?:{nouns})(?!\w)")


_GIVEN = re.compile(
    r" ?\((?:(?P<other>[^()\n,]{4,70}), )?(?:the )?['\"]?(?P<short>[A-Z][A-Za-z-]{1,11})['\"]?\)"
)


def _short_forms(plain: str, names: Sequence[Candidate]) -> Iterator[Candidate]:
    """Every place of a short form that a bracket behind a body's name gives it: "Department (GUBOP) ... GUBOP also"."""
    bodies = {(c.start, c.end) for c in names if c.type is ORG}
    given: dict[str, None] = {}
    for one in names:
        match = _GIVEN.match(plain, one.end) if one.type is ORG else None
        if match is None or sum(c.isupper() for c in match["short"]) < 2:
            continue
        known = match.span("short") in bodies
        whole = match["other"] or plain[one.start : one.end]
        if (known and not match["other"]) or _initials(whole) == match["short"].upper():
            given[match["short"]] = None
    for short in given:
        for place in re.finditer(rf"(?<![\w-]){re.escape(short)}(?![\w-])", plain):
            yield Candidate(*place.span(), ORG, "rule:short-form", _RANK)


def _initials(name: str) -> str:
    return "".join(word[0] for word in re.findall(r"[^\W\d_]+", name) if word[0].isupper())


_REGIME = re.compile(
    rf"(?<!\w)[Tt]he (?P<name>(?:[Aa]l-|[Ee]l-)?[{UPPER}][^\W\d_]+(?:-[{UPPER}][^\W\d_]+)?) (?:regime|junta)(?!\w)"
)
_OF_CREED = ("ian", "ean", "ese", "ish", "ist", "ic", "al", "ite", "ive", "chi")
"""Ends of words that are no names: "the Communist regime"."""


def _regimes(plain: str) -> Iterator[Candidate]:
    """Whom a regime is called after: "the Mirel regime"; not "the Velmian regime", "the Soviet regime"."""
    for match in _REGIME.finditer(plain):
        name = match["name"]
        low = name.lower()
        other = is_country(name) or low in nationalities() or low.endswith(_OF_CREED)
        other = other or is_listed_place(name) or name.isupper() or name[1:3].isupper()
        if not (other or is_ordinary(low) or low in _NO_REGIME):
            yield Candidate(*match.span("name"), PER, "rule:regime", _RANK)


_NO_REGIME = frozenset(
    {"soviet", "nazi", "vichy", "military", "tsar", "state", "party", "apartheid", "taliban", "sanctions", "kremlin",
     "brexit", "sharia", "schengen", "baath", "hamas", "houthi", "ustasha", "ancien", "vat", "gdp", "aml"}
)  # fmt: skip
