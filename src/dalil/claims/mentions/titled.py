"""What the title before a name says of its bearer: his sex ("Mr Renk"), or that he is one of several ("Generals Renk and Sol")."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache

from dalil.claims.mentions.candidate import Candidate
from dalil.claims.wordlists import words
from dalil.evidence import Mention, MentionType

_MAN = re.compile(
    r"\b(?:Mr\.?|Sir|Lord|son|husband|father|brother|uncle|nephew|grandson|stepson|"
    r"son-in-law|father-in-law|brother-in-law|businessman|spokesman|chairman),? (?:(?:Dr|Prof)\.? )?$"
)
_WOMAN = re.compile(
    r"\b(?:Mrs\.?|Ms\.?|Miss|Lady|Dame|daughter|wife|mother|sister|aunt|niece|granddaughter|stepdaughter|widow|"
    r"daughter-in-law|mother-in-law|sister-in-law|businesswoman|spokeswoman|chairwoman),? (?:(?:Dr|Prof)\.? )?$"
)


def told_sex(plain: str, mention: Mention) -> str:
    """What the word before a name says of its bearer: "m", "f" or "" where it says nothing.

    Args:
        plain: The text, with its signs made plain.
        mention: The name.
    """
    before = plain[max(0, mention.start - 32) : mention.start]
    return "m" if _MAN.search(before) else "f" if _WOMAN.search(before) else ""


def without_shared_titles(plain: str, names: Sequence[Candidate]) -> Iterator[Candidate]:
    """Names without a title that they share with the next: the first of "Generals Ada Mirel and Olt Zorin" is a person.

    Args:
        plain: Shadow of the text.
        names: What was taken for names, in order of place.
    """
    for index, one in enumerate(names):
        following = names[index + 1] if index + 1 < len(names) else None
        shared = one.type in _MISTAKEN and _shared_title().fullmatch(plain, one.start, one.end)
        if shared and following and following.type is MentionType.PERSON:
            between = plain[one.end : following.start]
            if _JOINED.fullmatch(between) and not _is_body(shared["name"]):
                one = replace(one, start=shared.start("name"), type=MentionType.PERSON)
        yield one


_MISTAKEN = (MentionType.ORGANISATION, MentionType.PERSON, MentionType.GROUP)
_JOINED = re.compile(r",? and |, ")


def _is_body(name: str) -> bool:
    """Whether a name has a word for a body: "Judges Supreme Council and X"."""
    said = {word.lower() for word in name.split()}
    no_name = words("mentions_names", "titles") | {"against", "for", "without", "in", "on"}
    bodies = words("mentions_names", "heads_after") | words("mentions_names", "groups")
    return bool(said & (bodies | no_name))


_NAMED_AFTER = frozenset(
    {"king", "queen", "prince", "princess", "lord", "lady", "pope", "bishop", "emir", "earl"}
)
"""Titles that clubs, grounds and streets are called after: "Queens Park Rangers"."""


@cache
def _shared_title() -> re.Pattern[str]:
    shared = words("mentions_names", "titles") - _NAMED_AFTER
    titles = "|".join(map(re.escape, sorted(shared, key=len)))
    return re.compile(rf"(?i:{titles})s (?P<name>[A-Z][\w'-]+(?: [A-Z][\w'-]+){{1,2}})")
