"""What a check was held against: of which kind its lists were, how old, and whether hits were cut off.

A list is what its version said of itself when it was held; nothing is looked up again here. No statute
names an age at which a list is too old: the bound stands in the rules as our reading.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from dalil.diligence.points import Point
from dalil.diligence.rules import Basis, Rules
from dalil.diligence.values import ClientFile, Step

OLD_DAYS = 30
"""Age of a list at the check from which a person should look: sanctions lists change every few days."""
FEW = 10
"""Entries below which a list is hardly one: a person should look."""
OWN = "mapped_csv"
"""Format of a table whose mapping says what it is: nobody else vouches for its kind or publisher."""
_SOME = 100
"""Entries of a kind in a mixed list below which a person should look whether it is a list of that kind."""
_ENOUGH = 1_000
"""Entries from which a mixed list counts of which the check did not record what it holds."""


def against(check: Step, what: str) -> tuple[Mapping[str, Any], ...]:
    """The lists of a check that hold entries of a kind.

    Args:
        check: The step.
        what: ``sanctions`` or ``peps``.
    """
    return tuple(one for one in check.body.get("lists", ()) if _holds(one, what))


def too_old(check: Step, what: str, most: int) -> str:
    """What is wrong where every list of a kind was older than so many days at the check, or ""."""
    if not most:
        return ""
    found = [(days_old(one, check.at), _named(one)) for one in against(check, what)]
    if not found or min(found)[0] <= most:
        return ""
    days, name = min(found)
    return (
        f"step {check.number} held them against no list of {what} of the last {most} days; the newest, "
        f"{name}, was {days:,} days old"
    )


def days_old(one: Mapping[str, Any], at: str) -> int:
    """Days from the date of a list to a check; 0 where the list names none."""
    if one.get("dated") is False:
        return 0
    try:
        version = date.fromisoformat(str(one.get("version"))[:10])
        return (date.fromisoformat(at[:10]) - version).days
    except ValueError:
        return 0


def screened_points(file: ClientFile, rules: Rules) -> Iterator[Point]:
    """The lists that the parties were held against last: hits that were cut off, old and small lists."""
    basis = rules.basis("screened")
    groups: dict[tuple[int, str], tuple[Step, Mapping[str, Any], list[str]]] = {}
    for party in file.parties:
        newest: dict[str, tuple[Step, Mapping[str, Any]]] = {}
        for check in file.of("check"):
            if any(one["name"] == party for one in check.body.get("parties", ())):
                newest |= {str(one["list"]): (check, one) for one in check.body.get("lists", ())}
        for name, (check, one) in newest.items():
            groups.setdefault((check.number, name), (check, one, []))[2].append(party)
            if _cut(check, party, name):
                yield _all_hits(check, party, name, basis)
    for check, one, parties in groups.values():
        yield _list_point(check, one, parties, basis)


def _list_point(check: Step, one: Mapping[str, Any], parties: list[str], basis: Basis) -> Point:
    entries, days = one.get("entries"), days_old(one, check.at)
    odd = []
    if days > OLD_DAYS:
        odd.append(f"it was {days:,} days old")
    if one.get("dated") is False:
        odd.append("its file names no day: it may be older than its import")
    if isinstance(entries, int) and entries < FEW:
        odd.append(f"it holds {entries} {'entry' if entries == 1 else 'entries'}")
    if one.get("format") == OWN:
        odd.append(
            f"a table of the user's own, called a list of {', '.join(one.get('kinds', ()))} of "
            f"{one.get('publisher') or 'no publisher'} by its mapping alone"
        )
    counted = one.get("holds")
    if isinstance(counted, Mapping) and "mixed" in one.get("kinds", ()):
        odd += [
            f"it holds {number} of {kind}"
            for kind, number in sorted(counted.items())
            if 0 < int(number) < _SOME
        ]
    told = "; ".join(odd) if odd else f"{days:,} days old"
    return Point(
        "completeness",
        f"list {one['list']}",
        f"Held against {_named(one)} (step {check.number})",
        True,
        told,
        ", ".join(parties),
        basis.citation,
        basis.state,
        (check.number,),
        look=bool(odd),
    )


def _all_hits(check: Step, party: str, name: str, basis: Basis) -> Point:
    told = (
        f"step {check.number} kept only the best of the hits on {name}; nobody was asked of the others: say "
        "more of the party (--born, --country, --identifier), or dalil diligence check --most NUMBER"
    )
    point = Point("completeness", f"hits on {name}", f"Every hit on {name} was kept", False, told)
    return replace(
        point, party=party, citation=basis.citation, state=basis.state, steps=(check.number,)
    )


def _cut(check: Step, party: str, name: str) -> bool:
    """Whether a check kept fewer hits of a party on a list than there were; old files say it in words."""
    if [party, name] in [list(one) for one in check.body.get("cut", ())]:
        return True
    return any(
        note.startswith(f"{party}: more than ") and note.endswith(f" hits on {name}")
        for note in check.texts("notes")
    )


def _holds(one: Mapping[str, Any], what: str) -> bool:
    kinds = set(one.get("kinds", ()))
    if what in kinds or "mixed" not in kinds:
        return what in kinds
    counted, entries = one.get("holds"), one.get("entries")
    if isinstance(counted, Mapping):
        return int(counted.get(what, 0)) > 0
    # A vendor's list has no number of entries: what it holds is the vendor's word.
    return not isinstance(entries, int) or entries >= _ENOUGH


def _named(one: Mapping[str, Any]) -> str:
    return f"{one.get('list')}@{one.get('version')}"
