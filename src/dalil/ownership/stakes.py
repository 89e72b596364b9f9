"""Holdings in force at a date, as one interval for each owner and company.

Rows of one source may add up (two lots) or repeat each other; two sources may contradict. Neither
is decided here: the interval is as wide as the readings. A holding whose dates are too coarse to
tell whether it is in force widens the interval downwards to nothing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from dalil.ownership.values import Holding

ZERO, FULL = Decimal(0), Decimal(100)


@dataclass(frozen=True, slots=True)
class Stake:
    """What one owner holds of one company under one right at a date.

    Attributes:
        low: Least per cent on any reading.
        open_low: More than ``low``.
        high: Most per cent on any reading.
        holdings: Those in force or possibly in force, each a claim.
    """

    owner: str
    owned: str
    right: str
    low: Decimal
    open_low: bool
    high: Decimal
    holdings: tuple[Holding, ...]


def stakes_at(holdings: Iterable[Holding], as_of: str) -> Mapping[str, tuple[Stake, ...]]:
    """The stakes in force at a date, by the company held.

    Args:
        holdings: As the claims state them.
        as_of: ISO date (day).

    Returns:
        Stakes by owned entity, in a stable order.
    """
    groups: dict[tuple[str, str, str, str], list[tuple[Holding, bool]]] = defaultdict(list)
    for holding in holdings:
        certain, possible = in_force(holding, as_of)
        if possible and holding.owner != holding.owned:
            key = (holding.owned, holding.owner, holding.right, holding.held_by or "")
            groups[key].append((holding, certain))
    found: dict[str, list[Stake]] = defaultdict(list)
    for (owned, owner, right, _), members in sorted(groups.items()):
        low, open_low, high = _interval(members)
        stated = tuple(sorted((h for h, _ in members), key=lambda h: h.claim))
        found[owned].append(Stake(owner, owned, right, low, open_low, high, stated))
    return {owned: tuple(stakes) for owned, stakes in found.items()}


def in_force(holding: Holding, as_of: str) -> tuple[bool, bool]:
    """Whether a holding is certainly, and whether it is possibly, in force at a date.

    A start is inclusive, an end exclusive. A missing start or end is open.
    """
    certain = _latest(holding.since or "0001") <= as_of < _earliest(holding.until or "9999")
    possible = _earliest(holding.since or "0001") <= as_of < _latest_end(holding.until or "9999")
    return certain, possible


def _earliest(date: str) -> str:
    return (date + "-01-01"[len(date) - 4 :])[:10]


def _latest(date: str) -> str:
    return (date + "-12-31"[len(date) - 4 :])[:10]


def _latest_end(date: str) -> str:
    """The last day on which a coarse end could fall; a day itself is exact."""
    return date if len(date) == len("2000-01-01") else _latest(date)


def _interval(members: list[tuple[Holding, bool]]) -> tuple[Decimal, bool, Decimal]:
    sources: dict[str, list[tuple[Holding, bool]]] = defaultdict(list)
    for index, (holding, certain) in enumerate(members):
        sources[holding.source or f"#{index}"].append((holding, certain))
    lows, highs = [], []
    for rows in sources.values():
        sure = [(h.share.low, h.share.open_low) for h, certain in rows if certain]
        lows.append(max(sure) if sure else (ZERO, False))
        distinct = {(h.share.low, h.share.high, h.since, h.until) for h, _ in rows}
        highs.append(min(FULL, sum((high for _, high, *_ in distinct), ZERO)))
    low, open_low = min(lows)
    return low, open_low, max(highs)
