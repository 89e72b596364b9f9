"""Whom a document calls by an office alone: "the governor", where it names one governor.

Offices are taken from the words right beside names ("its governor, X"; "X, the governor of Y"). An
office of which the document names two bearers stands for neither. No body is told here.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from dalil.claims.frames.basis.lexicon import load
from dalil.evidence import Mention

FILE = "relations_en.yaml"
_BEFORE = re.compile(
    r"\b(?P<noun>[a-z-]+)(?:,| of [A-Z][\w' -]{2,40},?)? (?:(?:Mr|Mrs|Ms|Dr)\.? )?$", re.IGNORECASE
)
_OF_MATTER = re.compile(
    r"\b(?P<noun>[A-Za-z-]+) (?:of|for) (?P<matter>[\w' -]{2,40}),? (?:(?:Mr|Mrs|Ms|Dr|Alhaji|Sir)\.? )?$"
)
"""An office with what it is of: "the inspector of mines, X", where the matter is no office itself ("the driver of the mayor, X")."""
_SHORT = re.compile(r"\b(?P<noun>Insp|Gov|Sen|Gen|Capt|Col|Supt|Sgt|Prof|Amb)\. $")
_LONG = {
    "insp": "inspector", "gov": "governor", "sen": "senator", "gen": "general", "capt": "captain", "col": "colonel",
    "supt": "superintendent", "sgt": "sergeant", "prof": "professor", "amb": "ambassador",
}  # fmt: skip
_BEHIND = re.compile(
    r"(?: \(\d\d\))?,? (?:who )?(?:is |was |became |has been )?(?:then |now |formerly )?(?:the |an? |its |his |her )"
    r"(?:[a-z-]+ ){0,2}?(?P<noun>[a-z-]+)(?= (?:of|at|for|in) |[,.;)])"
)
_PLAIN = re.compile(
    r"(?:, (?:then |now |formerly )?| (?:is|was|has been) )(?:(?:[Dd]eputy|[Ff]irst|[Cc]hief|[Ff]ormer|[Aa]cting) ){0,2}(?P<noun>[A-Za-z-]+)(?= (?:of|for) )"
)
_ANOTHER = re.compile(
    r"\b(?:another|second|third|other|new|next|fellow|rival|two|three|several|both) (?:(?:senior|former|chief|deputy|police) )?(?P<noun>[a-z-]+?)s?\b",
    re.IGNORECASE,
)
"""Words for more than one of an office: whom "the inspector" means is open where there is "a second inspector"."""
_PUBLIC = frozenset(
    {"court", "tribunal", "ministry", "police", "parliament", "assembly", "government", "treasury", "prosecutor",
     "prosecutors", "commission", "council", "department", "inspectorate", "senate", "registry", "register", "agency"}
)  # fmt: skip
_NEAR = 70


def holders_of(
    text: str, persons: Sequence[Mention], same: Callable[[Mention, Mention], bool]
) -> dict[str, Mention]:
    """The person of each office that a document gives to just one.

    Args:
        text: The document.
        persons: Its people, in order of place.
        same: Whether two mentions are of one person.
    """
    roles = load(FILE)["roles"]
    nouns = {noun for key in ("role_at", "owns", "employed_by") for noun in roles[key]}
    found: dict[str, Mention | None] = {}
    for mention in persons:
        for noun in _beside(text, mention, nouns):
            known = found.get(noun, mention)
            found[noun] = known if known is not None and same(known, mention) else None
    several = {match["noun"].lower() for match in _ANOTHER.finditer(text)}
    return {n: one for n, one in found.items() if one is not None and n not in several}


def _beside(text: str, mention: Mention, nouns: set[str]) -> set[str]:
    """The offices that the words right before and behind a name give its bearer."""
    before = text[max(0, mention.start - _NEAR) : mention.start]
    end = mention.end + _NEAR
    told = [
        _BEFORE.search(before), _SHORT.search(before), _BEHIND.match(text, mention.end, end), _PLAIN.match(text, mention.end, end),
    ]  # fmt: skip
    said = {match["noun"].lower() for match in told if match is not None}
    matter = _OF_MATTER.search(before)
    if matter is not None and not nouns & set(matter["matter"].lower().split()):
        said.add(matter["noun"].lower())
    return {_LONG.get(noun, noun) for noun in said} & nouns


def owned_by_nobody(noun: str, body: Mention) -> bool:
    """Whether "its owner" cannot be said of a body: nobody owns a court."""
    said = {word.strip(".,()").lower() for word in body.text.split()}
    of_firms = {
        *load(FILE)["roles"]["owns"],
        "director",
        "founder",
        "co-founder",
        "subsidiary",
        "share",
        "shares",
    }
    return noun in of_firms and bool(said & _PUBLIC)
