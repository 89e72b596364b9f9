"""A passage cut into runs, each under the claims and the mention that cover it.

The page shows text only, never the document's own markup; a run is escaped by the template.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from dalil.evidence import Claim, Mention, Passage


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text under the same claims and mention.

    Attributes:
        text: The characters, unchanged.
        claims: Ids of the claims that cover it.
        begins: Ids of the claims that begin here.
        ends: Ids of the claims that end here.
        mention: Id of the mention that covers it.
    """

    text: str
    claims: tuple[str, ...] = ()
    begins: tuple[str, ...] = ()
    ends: tuple[str, ...] = ()
    mention: str | None = None


def runs(
    text: str, passage: Passage, claims: Sequence[Claim], mentions: Sequence[Mention]
) -> tuple[Run, ...]:
    """Cut a passage at every border of a claim or mention.

    Args:
        text: The whole text layer.
        passage: Which part to cut.
        claims: Claims that share a code point with the passage, in order of place.
        mentions: Mentions likewise; where two overlap the first (the longer) wins.
    """
    start, end = passage.start, passage.end
    borders = {start, end}
    for claim in claims:
        borders |= {claim.locator.start, claim.locator.end}
    taken: list[Mention] = []
    for mention in mentions:
        if not taken or mention.start >= taken[-1].end:
            taken.append(mention)
            borders |= {mention.start, mention.end}
    cuts = sorted(border for border in borders if start <= border <= end)
    found: list[Run] = []
    for left, right in pairwise(cuts):
        over = [c for c in claims if c.locator.start <= left and right <= c.locator.end]
        inside = next((m.id for m in taken if m.start <= left and right <= m.end), None)
        found.append(
            Run(
                text[left:right],
                tuple(c.id for c in over),
                tuple(c.id for c in over if max(c.locator.start, start) == left),
                tuple(c.id for c in over if c.locator.end == right),
                inside,
            )
        )
    return tuple(found)
