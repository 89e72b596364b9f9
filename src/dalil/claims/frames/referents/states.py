"""Which state an office of state belongs to, where its words name none: "President X", "the minister".

A ministry that the document names by the office's own matter ("energy minister": the Ministry of Energy),
else the one country that the document is about. Where several countries are named alike nothing is told.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import cached_property, lru_cache

from dalil.claims.document import Document
from dalil.claims.frames.basis.lexicon import load
from dalil.claims.wordlists import lexicon
from dalil.evidence import Mention, MentionType

FILE = "relations_en.yaml"
_SHARE = 0.6
"""Share of a document's mentions of countries from which one is what it is about."""
_LEAST = 2
_STATE = re.compile(
    r"\b(?:[Gg]overnment|[Rr]epublic|[Kk]ingdom|[Ee]mirate|[Ss]tate|[Pp]arliament|[Pp]resident|[Mm]inister|[Pp]remier"
    r"|[Mm]inistry|[Aa]mbassador|[Pp]eople|[Cc]itizens?|[Aa]uthorities|[Ee]mbassy|[Ll]aws?|[Cc]onstitution"
    r"|[Cc]ouncil|[Aa]ssembly|[Cc]ourt|[Bb]ank|[Pp]rosecutor|[Mm]inister of [A-Z][a-z]+|[Mm]inistry of [A-Z][a-z]+)"
    r" (?:of|to) (?:the )?(?:(?:Republic|Kingdom|Emirate|State|Federation|Principality|Sultanate) of (?:the )?)?$"
)
_SMALL = frozenset({"of", "the", "for", "and", "in", "on"})


class States:
    """Finds the ministries and the country behind offices of one document."""

    def __init__(self, document: Document) -> None:
        self._document = document
        words = load(FILE)["state_offices"]
        self._offices = frozenset(words["offices"])
        self._bodies = frozenset(words["bodies"])

    def is_of_state(self, lemma: str) -> bool:
        """Whether a noun names an office that a country has."""
        return lemma in self._offices

    def ministry(self, title: str) -> Mention | None:
        """The one body that bears the matter of an office: the Ministry of Energy of an "energy minister"."""
        matter = self._matter(title)
        if not matter:
            return None  # "Deputy Minister X": of which ministry is not said
        found: dict[str, Mention] = {}
        for words, mention in self._ministries:
            if matter <= words:
                found.setdefault(self._document.cluster_of(mention), mention)
        return next(iter(found.values())) if len(found) == 1 else None

    def _matter(self, title: str) -> set[str]:
        words = [w.strip(".,'’").lower() for w in title.split()]
        known = (
            self._offices
            | set(load(FILE)["former"])
            | _SMALL
            | {"deputy", "first", "acting", "vice"}
        )
        return {
            w for w in words if w and w not in known and w not in ("prime", "secretary", "state")
        }

    @cached_property
    def _ministries(self) -> list[tuple[frozenset[str], Mention]]:
        found = []
        for mention in self._document.mentions:
            words = frozenset(w.strip(".,'’").lower() for w in mention.text.split())
            if mention.type == MentionType.ORGANISATION and words & self._bodies:
                found.append((words, mention))
        return found

    @cached_property
    def country(self) -> Mention | None:
        """The country that the document is about; None where it names several alike, or none."""
        counts: Counter[str] = Counter()
        first: dict[str, Mention] = {}
        known: set[str] = set()
        told: set[str] = set()
        for mention in self._document.mentions:
            if mention.type != MentionType.LOCATION:
                continue
            cluster = self._document.cluster_of(mention)
            counts[cluster] += 1
            first.setdefault(cluster, mention)
            before = self._document.text[max(0, mention.start - 60) : mention.start]
            stately = _STATE.search(before) is not None
            if mention.text.removeprefix("the ") in countries() or stately:
                known.add(cluster)
            if stately:
                told.add(cluster)
        total = sum(counts[c] for c in known)
        best = max(known, key=lambda c: counts[c], default=None)
        if best is None or (counts[best] < _SHARE * total):
            return None
        return first[best] if best in told or counts[best] >= _LEAST else None


@lru_cache(maxsize=1)
def countries() -> frozenset[str]:
    """The English names of countries."""
    table = lexicon("mentions_countries").values()
    return frozenset(name for entry in table for name in entry.get("en", ()))


@lru_cache(maxsize=1)
def of_people() -> dict[str, frozenset[str]]:
    """The names of the country of each adjective or demonym: "Norwegian": Norway."""
    found: dict[str, frozenset[str]] = {}
    for entry in lexicon("mentions_countries").values():
        for name in entry.get("people", ()):
            found[name] = frozenset(entry.get("en", ()))
    return found


def named_country(document: Document, adjective: str) -> Mention | None:
    """The mention of the country that an adjective is of, where the document names it."""
    names = of_people().get(adjective)
    stem = adjective[:4].lower()
    for mention in document.mentions:
        if mention.type != MentionType.LOCATION:
            continue
        said = mention.text.removeprefix("the ")
        if names is not None and said in names:
            return mention
        if names is None and len(adjective) > 5 and said[:4].lower() == stem and " " not in said:
            return mention
    return None
