"""Our claims as PolNeAR counts attributions: the outermost ones, speech that its own cue cuts in two as one.

PolNeAR labels no attribution inside another one, and "“The yard was sold,” she said. “Twice.”" as one with
two places. Our labels, and the product, hold chains of speakers and give each part a claim of its own, so
that the plain measure finds wrong what is read as meant. The figure made here stands beside the plain
one and never instead of it; nothing of the labels is asked.
"""

from __future__ import annotations

from collections.abc import Sequence

from dalil.evidence import Claim, HolderRole, Kind, TextLayer

OWN = (HolderRole.AUTHOR, HolderRole.PUBLISHER, HolderRole.SIGNATORY, HolderRole.REGISTER)


def attributions(layer: TextLayer, claims: Sequence[Claim]) -> list[list[int]]:
    """Claims by place in the list, in groups that PolNeAR would label as one; nested claims are left out.

    Parts belong together when the words that name the holder are the same words of the text, stand
    between them in one passage, and both are direct speech or were found by the same rule.
    """
    groups: list[list[int]] = []
    outer = [i for i, c in enumerate(claims) if sum(h.role not in OWN for h in c.holders) <= 1]
    for index in sorted(outer, key=lambda i: claims[i].locator.start):
        home = next((g for g in groups[-4:] if _goes_on(layer, claims[g[0]], claims[index])), None)
        if home is None:
            groups.append([index])
        else:
            home.append(index)
    return groups


def _goes_on(layer: TextLayer, first: Claim, second: Claim) -> bool:
    holder, other = first.holders[0], second.holders[0]
    if holder.start is None or (holder.start, holder.end) != (other.start, other.end):
        return False
    direct = first.kind is Kind.DIRECT and second.kind is Kind.DIRECT
    cut = first.locator.end <= holder.start < second.locator.start
    same = len(layer.passages_at(first.locator.start, second.locator.end)) == 1
    return (direct or first.method == second.method) and cut and same
