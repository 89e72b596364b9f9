"""Everything that is known of one document before its claims are read.

The bundle that :mod:`dalil.claims.read` hands to the frames: text layer, parse, mentions with their
within-document clusters, amounts, dates, rosters and the document's own voice. It holds values and
looks them up by place; it does not read, and it knows no other document.
"""

from __future__ import annotations

import bisect
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from dalil.claims.parse import Parse, Token
from dalil.evidence import (
    Amount,
    Holder,
    HolderRole,
    Judgement,
    Mention,
    PartialDate,
    Precision,
    Reference,
    Roster,
    TextLayer,
)

UNNAMED = Holder(HolderRole.AUTHOR)
"""The author of a document that names none."""


@dataclass(frozen=True, slots=True)
class Earlier:
    """A stretch of words by another author than the document's, such as a mail that it answers."""

    start: int
    end: int
    holder: Holder


@dataclass(frozen=True)
class Document:
    """One document, parsed and with its names, sums and dates found.

    Attributes:
        layer: The text layer that all offsets refer to.
        parse: Tokens and sentences of the main passages in the parser's language.
        mentions: In order of place, not overlapping.
        entity_of: Cluster by mention id; a cluster is named by the id of its first mention. Holds
            every mention.
        links: The judgements behind the clusters.
        amounts: Every sum of money, in order of place.
        dates: Every date with its place, in order of place.
        rosters: Lists of people.
        signatories: Those who signed the document: holders of all that it says in its own voice.
        author: The last of every chain of holders: author or publisher, ``text`` "" when unnamed.
        earlier: Parts that are another author's, as an earlier mail in a mail, in order of place.
    """

    layer: TextLayer
    parse: Parse
    mentions: tuple[Mention, ...] = ()
    entity_of: Mapping[str, str] = field(default_factory=dict)
    links: tuple[Judgement, ...] = ()
    amounts: tuple[Amount, ...] = ()
    dates: tuple[PartialDate, ...] = ()
    rosters: tuple[Roster, ...] = ()
    signatories: tuple[Holder, ...] = ()
    author: Holder = UNNAMED
    earlier: tuple[Earlier, ...] = ()

    def voice_at(self, offset: int) -> Holder | None:
        """Whose words a place holds where they are not the document's own: an earlier mail's author."""
        place = bisect.bisect_right(self._earlier_starts, offset) - 1
        if place < 0 or offset >= self.earlier[place].end:
            return None
        return self.earlier[place].holder

    @cached_property
    def _earlier_starts(self) -> list[int]:
        return [part.start for part in self.earlier]

    @property
    def text(self) -> str:
        """The text layer's text."""
        return self.layer.text

    @property
    def own_voice(self) -> tuple[Holder, ...]:
        """Holders of what the document itself asserts: signatories, then the author or publisher."""
        return (*self.signatories, self.author)

    @cached_property
    def _mention_starts(self) -> list[int]:
        return [mention.start for mention in self.mentions]

    @cached_property
    def _token_starts(self) -> list[int]:
        return [token.start for token in self.parse.tokens]

    @cached_property
    def by_id(self) -> Mapping[str, Mention]:
        """Mentions by id."""
        return {mention.id: mention for mention in self.mentions}

    @cached_property
    def clusters(self) -> Mapping[str, tuple[Mention, ...]]:
        """Mentions of each cluster, in order of place."""
        found: dict[str, list[Mention]] = {}
        for mention in self.mentions:
            found.setdefault(self.entity_of.get(mention.id, mention.id), []).append(mention)
        return {cluster: tuple(members) for cluster, members in found.items()}

    def mentions_in(self, start: int, end: int) -> tuple[Mention, ...]:
        """Mentions that share at least one code point with ``start:end``."""
        first = max(bisect.bisect_right(self._mention_starts, start) - 1, 0)
        last = bisect.bisect_left(self._mention_starts, max(end, start + 1))
        return tuple(m for m in self.mentions[first:last] if m.end > start)

    def mention_at(self, start: int, end: int) -> Mention | None:
        """The first mention that overlaps ``start:end``, if any."""
        found = self.mentions_in(start, end)
        return found[0] if found else None

    def tokens_in(self, start: int, end: int) -> Sequence[Token]:
        """Tokens that share at least one code point with ``start:end``."""
        first = max(bisect.bisect_right(self._token_starts, start) - 1, 0)
        last = bisect.bisect_left(self._token_starts, max(end, start + 1))
        return [t for t in self.parse.tokens[first:last] if t.end > start]

    def amounts_in(self, start: int, end: int) -> tuple[Amount, ...]:
        """Sums of money that lie wholly in ``start:end``."""
        return tuple(a for a in self.amounts if start <= a.start and a.end <= end)

    def dates_in(self, start: int, end: int) -> tuple[PartialDate, ...]:
        """Dates that lie wholly in ``start:end``; no decade, from which no year may be read."""
        return tuple(
            d
            for d in self.dates
            if d.start is not None
            and d.end is not None
            and start <= d.start
            and d.end <= end
            and d.precision is not Precision.DECADE
        )

    def cluster_of(self, mention: Mention) -> str:
        """The cluster that a mention belongs to."""
        return self.entity_of.get(mention.id, mention.id)


def refer(mention: Mention) -> Reference:
    """A reference of a claim to a mention."""
    return Reference(mention.id, mention.text)
