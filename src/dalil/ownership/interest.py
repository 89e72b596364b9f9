"""The economic interest of one party in another, multiplied down every chain.

This is not an ownership test: the tests attribute a controlled stake in full and never multiply.
Kept apart because taking the one for the other is a known and costly error.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from fractions import Fraction

from dalil.errors import BadInput
from dalil.evidence import Share
from dalil.ownership.stakes import Stake, stakes_at
from dalil.ownership.values import Holding


def effective_interest(holdings: Iterable[Holding], owner: str, owned: str, as_of: str) -> Share:
    """How much of ``owned`` belongs to ``owner`` economically, through all chains and circles.

    Args:
        holdings: As the claims state them; only shares count, votes carry no economic interest.
        owner: Entity id.
        owned: Entity id.
        as_of: ISO date (day).

    Returns:
        Per cent from the lower bounds to the upper bounds of the stakes, each rounded to 1e-6 and
        capped at 100.

    Raises:
        BadInput: Companies own each other whole in a circle, so that no interest is determined.
    """
    stakes = stakes_at([h for h in holdings if h.right == "shares"], as_of)
    low = _solve(stakes, owner, owned, lambda stake: stake.low)
    high = _solve(stakes, owner, owned, lambda stake: stake.high)
    is_open = any(s.open_low for members in stakes.values() for s in members) and low < high
    return Share(_decimal(low), _decimal(high), open_low=is_open)


def _solve(
    stakes: Mapping[str, tuple[Stake, ...]],
    owner: str,
    owned: str,
    bound: Callable[[Stake], Decimal],
) -> Fraction:
    """Solve x[e] = sum of s(o, e) * x[o] with x[owner] = 1, by elimination on exact fractions."""
    nodes = _upstream(stakes, owner, owned)
    if owned not in nodes:
        return Fraction(1 if owner == owned else 0)
    at = {node: index for index, node in enumerate(nodes)}
    size = len(nodes)
    rows = [[Fraction(int(i == j)) for j in range(size)] + [Fraction(0)] for i in range(size)]
    for node in nodes:
        for stake in stakes.get(node, ()):
            part = Fraction(bound(stake)) / 100
            if stake.owner == owner:
                rows[at[node]][size] += part
            elif stake.owner in at:
                rows[at[node]][at[stake.owner]] -= part
    return _eliminate(rows)[at[owned]]


def _upstream(stakes: Mapping[str, tuple[Stake, ...]], owner: str, owned: str) -> list[str]:
    """The companies above ``owned`` (itself included) that ``owner`` does not replace."""
    found: dict[str, None] = {}
    waiting = [] if owner == owned else [owned]
    while waiting:
        node = waiting.pop()
        if node not in found:
            found[node] = None
            waiting += [s.owner for s in stakes.get(node, ()) if s.owner != owner]
    return list(found)


def _eliminate(rows: list[list[Fraction]]) -> list[Fraction]:
    size = len(rows)
    for column in range(size):
        pivot = next((r for r in range(column, size) if rows[r][column] != 0), None)
        if pivot is None:
            raise BadInput("Companies own each other whole in a circle; no interest is determined.")
        rows[column], rows[pivot] = rows[pivot], rows[column]
        head = rows[column][column]
        rows[column] = [value / head for value in rows[column]]
        for other in range(size):
            factor = rows[other][column]
            if other != column and factor:
                rows[other] = [
                    a - factor * b for a, b in zip(rows[other], rows[column], strict=True)
                ]
    return [row[size] for row in rows]


def _decimal(value: Fraction) -> Decimal:
    percent = min(max(value, Fraction(0)), Fraction(1)) * 100
    return (Decimal(percent.numerator) / Decimal(percent.denominator)).quantize(Decimal("0.000001"))
