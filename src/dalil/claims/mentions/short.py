"""Short forms of companies by the text: "Strand and Olt" after "Strand and Olt Estates Ltd".

A name without its legal form, what of it stands before the word of its trade where "and" joins two names, and two
words before such a word in a name without a legal form ("Pearl Coast" of "Pearl Coast Holdings") are
found wherever they stand. One word alone is for :mod:`dalil.claims.mentions.carry`; nothing is joined to an entity.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from dalil.claims.mentions.candidate import Candidate
from dalil.claims.mentions.likeness import is_given
from dalil.claims.mentions.places import is_country, is_listed_place
from dalil.claims.wordlists import words
from dalil.evidence import MentionType

_TIES = frozenset({"and", "&"})
_RANK = 61


def short_forms(plain: str, candidates: Sequence[Candidate]) -> Iterator[Candidate]:
    """Places of the short forms of companies that a legal form ends.

    Args:
        plain: Shadow of the text.
        candidates: What the rules found.
    """
    stems: set[str] = set()
    for candidate in candidates:
        if candidate.method == "rule:legal-form":
            stems.update(_stems(plain[candidate.start : candidate.end]))
        elif candidate.method == "rule:head-noun":
            stems.update(_before_trade(plain[candidate.start : candidate.end].split()))
    if not stems:
        return
    ordered = "|".join(map(_spaced, sorted(stems, key=len, reverse=True)))
    for match in re.finditer(rf"(?<![\w&])(?:{ordered})(?!\w)", plain):
        yield Candidate(*match.span(), MentionType.ORGANISATION, "rule:short-form", _RANK)


def _spaced(stem: str) -> str:
    return r"\s".join(map(re.escape, stem.split()))


def _stems(name: str) -> Iterator[str]:
    parts = name.split()
    while parts and parts[-1].strip(",") in _forms():
        parts = parts[:-1]
    if len(parts) < 2 or is_country(" ".join(parts)):
        return
    if is_given(parts[0]) and not _TIES & set(parts):
        return  # "Ada Mirel" of "Ada Mirel Ltd" is she herself
    for stem in (parts, parts[:-1]):
        if stem is parts or (_TIES & set(stem[1:-1])):
            text = " ".join(stem).rstrip(",")
            yield text
            if not text.isupper():
                yield text.upper()
            else:
                yield text.title().replace(" And ", " and ").replace(" Of ", " of ")


_TRADES = frozenset(
    {"holdings", "holding", "aviation", "shipping", "maritime", "marine", "logistics", "trading", "partners", "mining", "investments",
     "investment", "ventures", "properties", "estates", "developments", "consulting", "industries", "enterprises", "construction",
     "petroleum", "pharmaceuticals", "chemicals", "textiles", "cement", "steel", "metals", "motors", "airlines", "airways", "securities",
     "nominees", "trustees", "fiduciaries", "resources", "commodities", "leisure", "hospitality", "drilling", "dredging", "freight",
     "cargo", "strategies", "logistic", "energy"}
)  # fmt: skip


def _before_trade(parts: list[str]) -> Iterator[str]:
    stem = parts[:-1]
    told = len(stem) > 1 and parts[-1].lower() in _TRADES
    if told and not is_given(stem[0]) and not {"of", "for", "and", "&", "the"} & set(stem):
        text = " ".join(stem)
        if not (is_country(text) or is_listed_place(text)):
            yield text


@cache
def _forms() -> frozenset[str]:
    forms = {form.rstrip(".") for form in words("mentions_names", "suffixes")}
    return frozenset(one for form in forms for one in (form, f"{form}.", form.upper()))
