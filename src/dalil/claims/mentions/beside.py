"""Bodies by the common noun beside them: "the ruling party, New Dawn", "the auditors Ledbury Hoyt".

A noun for a body names whoever stands right behind it, unless the apposition is a person's: "a spokesman for the
company, Ada Mirel". No rule knows a particular body.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from dalil.claims.mentions.candidate import Candidate, is_name_word
from dalil.claims.mentions.context import kinds_of
from dalil.claims.mentions.likeness import is_given, is_plain
from dalil.claims.mentions.places import is_country
from dalil.claims.mentions.words import Word
from dalil.claims.wordlists import words
from dalil.evidence import MentionType

PER, ORG = MentionType.PERSON, MentionType.ORGANISATION
_NAMES = "mentions_names"


def run_of(line: list[Word], index: int) -> int:
    """One past the last word of the capitalised run that begins at ``index``; no title stands within it."""
    stop = index
    while stop < len(line) and is_name_word(line[stop]) and (stop == index or line[stop - 1].glued):
        if stop > index and line[stop].low in words(_NAMES, "titles"):
            break
        stop += 1
    return stop


_FIRMS = frozenset(
    {"auditors", "solicitors", "accountants", "lobbyists", "consultants", "brokers", "lawyers", "bankers", "architects",
     "valuers", "administrators", "liquidators", "publishers", "advisers", "advisors", "contractors"}
)  # fmt: skip


def firms_by_calling(plain: str, line: list[Word]) -> Iterator[Candidate]:
    """A firm after its calling in the plural: "the auditors Ledbury Hoyt"; two people there have an "and"."""
    for index, word in enumerate(line[:-1]):
        if word.low not in _FIRMS or not is_name_word(line[index + 1]):
            continue
        if line[index + 1].low in words(_NAMES, "titles"):
            continue
        stop = run_of(line, index + 1)
        apposed = plain[word.end : line[index + 1].start] == ", "
        if not (word.glued or (apposed and _closed(plain, line[stop - 1].end))):
            continue
        after = line[stop] if stop < len(line) else None
        joined = after is not None and (after.low in ("and", "&") or after.capital)
        if stop - index > 1 and not joined and not is_country(line[index + 1].text):
            yield Candidate(line[index + 1].start, line[stop - 1].end, ORG, "rule:after-noun", 60)


def after_nouns(plain: str, line: list[Word]) -> Iterator[Candidate]:
    """A name right after a common noun for organisations: "the ruling party, New Dawn"."""
    nouns = words(_NAMES, "org_nouns")
    for index, word in enumerate(line[:-1]):
        if word.capital or word.low not in nouns or not is_name_word(line[index + 1]):
            continue
        gap = plain[word.end : line[index + 1].start]
        stop = run_of(line, index + 1)
        both = run_of(line, stop + 1) if stop < len(line) and line[stop].low == "and" else stop
        if gap == ", " and both > stop + 1 and _closed(plain, line[both - 1].end):
            stop = both  # "a foundation, Hearth and Harvest."
        if gap == " " or (gap in (", ", ' "', ', "') and _closed(plain, line[stop - 1].end)):
            if line[index + 1].low in words(_NAMES, "titles") or is_country(line[index + 1].text):
                continue
            if gap == ", " and _of_person(plain, word, line[index + 1 : stop]):
                continue
            yield Candidate(line[index + 1].start, line[stop - 1].end, ORG, "rule:after-noun", 54)


_WHOSE = re.compile(
    r"(?<![\w-])(?P<head>[a-z][a-z-]+) (?:for|of|at|to|from|with|in|by) (?:the |an? |its |his |her |their |this |that )?(?:[\w'-]+ ){0,2}$"
)
"""A noun whose apposition a name is, although another noun stands right before it: "a spokesman for the company, X"."""
_REACH = 64


def _of_person(plain: str, noun: Word, name: list[Word]) -> bool:
    """Whether a name in apposition is a person's: "a spokesman for the firm, X", "the operator, Ada Mirel"."""
    found = _WHOSE.search(plain[max(0, noun.start - _REACH) : noun.start])
    if found is not None and (kinds := kinds_of(found["head"])):
        return kinds == (PER,)
    borne = len(name) in (2, 3) and is_given(name[0].text) and not is_plain(name[-1].text)
    return borne and PER in kinds_of(noun.low)


def _closed(plain: str, end: int) -> bool:
    """Whether an apposition ends here: a comma, a stop, a quotation mark."""
    return plain[end : end + 1] in (",", ".", ";", '"', ")")
