"""Whether words stand for somebody who can hold a view: a person, a body, a people, a paper that speaks.

Word classes and endings, no list of names: "the auditors", "residents", "the board" are somebody,
"dividends" and "the weather" are not. In doubt a noun is nobody. It does not find out who is meant.
"""

from __future__ import annotations

from functools import cache

from dalil.claims.frames.basis.context import Context
from dalil.claims.frames.basis.frame import Source
from dalil.claims.frames.basis.lexicon import DOCUMENTS, load
from dalil.evidence import MentionType

_NAMED = (
    MentionType.PERSON,
    MentionType.ORGANISATION,
    MentionType.LOCATION,
    MentionType.GROUP,
)
_PRONOUNS = frozenset(
    {"he", "she", "they", "we", "i", "you", "who", "it", "one", "some", "many", "most", "others", "few",
     "all", "both", "those", "everybody", "everyone", "nobody", "somebody", "someone", "anyone", "him",
     "her", "them", "us", "me", "his", "its", "their", "which", "that"}
)  # fmt: skip
_ENDINGS = ("er", "or", "ist", "ian", "man", "woman", "men", "women", "people", "person", "ant", "ee",
            "crat", "president", "student", "resident", "agent", "dissident", "correspondent")  # fmt: skip
_THINGS = frozenset(
    {"matter", "number", "paper", "factor", "letter", "order", "power", "offer", "transfer", "winter", "summer",
     "weather", "tower", "river", "computer", "server", "color", "colour", "error", "door", "floor", "sector",
     "year", "behavior", "behaviour", "labor", "labour", "plant", "grant", "warrant", "fee", "coffee", "tender",
     "chapter", "disaster", "answer", "quarter", "border", "harbor", "harbour", "water", "rumor", "rumour",
     "moment", "container", "register", "folder", "poster", "cover", "layer", "corner", "murder", "terror"}
)  # fmt: skip


def is_somebody(context: Context, source: Source) -> bool:
    """Whether the words of a holder name or describe somebody, or a paper that speaks."""
    head = context.tokens[source.head]
    if head.text.lower() in _PRONOUNS or head.pos == "PROPN":
        return True
    found = context.document.mention_at(head.start, head.end)
    if found is not None and found.type in _NAMED:
        return True
    lemma = head.lemma.lower()
    if lemma in DOCUMENTS or lemma in _bodies():
        return True
    return lemma.endswith(_ENDINGS) and lemma not in _THINGS


@cache
def _bodies() -> frozenset[str]:
    words = load("proceedings_en.yaml")
    speaking = words["speaking"]
    return frozenset(
        (*words["authorities"], *words["courts"], *words["prosecuting"], *words["bodies"],
         *speaking["agents"], *speaking["members"], *load("cues_en.yaml")["somebody"])
    )  # fmt: skip
