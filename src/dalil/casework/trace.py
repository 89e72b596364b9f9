"""Trace what listed persons own, under each legal test, at a date.

Listed are the entities that a list names, and the entity asked about as a stated hypothesis ("if X
were designated"). The answer names the holdings, each a claim; it is no advice on whether to deal.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from dalil.claims.view import CaseView
from dalil.errors import BadInput, NotFound
from dalil.ownership.holdings import Holdings, holdings_of
from dalil.ownership.tests import TESTS, Facts, Joint, apply_test, rule_at
from dalil.ownership.values import Holding, OwnershipPath, TestOutcome


@dataclass(frozen=True, slots=True)
class Trace:
    """What the ownership tests answer for one entity.

    Attributes:
        entity: Entity id that was asked about.
        hypothesis: True where it is on no list: the answer holds if it were designated.
        outcomes: One for each test that has a rule on file for the date.
        without_rule: Tests that have none.
        spoken: Holdings that only a speaker states; not counted.
    """

    entity: str
    hypothesis: bool
    outcomes: tuple[TestOutcome, ...]
    without_rule: tuple[str, ...]
    spoken: tuple[Holding, ...]


@dataclass(frozen=True, slots=True)
class TraceOptions:
    """What the user told.

    Attributes:
        tests: Which tests.
        listed: Entities that lists name (decision ``match``).
        joint: Joint arrangements, each to be shown by the user.
    """

    tests: Sequence[str] = TESTS
    listed: tuple[str, ...] = ()
    joint: tuple[Joint, ...] = ()


ALL_TESTS = TraceOptions()


def trace(view: CaseView, entity: str, as_of: str, options: TraceOptions = ALL_TESTS) -> Trace:
    """Apply the ownership tests.

    Args:
        view: The case.
        entity: Entity id, taken as listed.
        as_of: ISO date, such as ``2024-07-03``.
        options: Tests, listed entities, joint arrangements.

    Returns:
        The outcomes; paths only for what the listed reach.

    Raises:
        NotFound: No such entity.
        BadInput: Not a date, or an unknown test.
    """
    check_date(as_of)
    asked = view.redirects.get(entity, entity)
    if asked not in view.entities:
        raise NotFound(f"The case {view.name!r} has no entity {entity!r}.")
    held: Holdings = holdings_of(view)
    facts = Facts(held.stakes, options.joint, held.control)
    listed = (asked, *(e for e in options.listed if e != asked))
    outcomes, without = [], []
    for test in options.tests:
        if test in TESTS and not _has_rule(test, as_of):
            without.append(test)
        else:
            outcomes.append(apply_test(test, facts, listed, as_of))
    return Trace(asked, asked not in options.listed, tuple(outcomes), tuple(without), held.spoken)


def _has_rule(test: str, as_of: str) -> bool:
    try:
        rule_at(test, as_of)
    except BadInput:
        return False
    return True


def check_date(text: str) -> str:
    """Refuse what is no day of the calendar.

    Raises:
        BadInput: Not ``YYYY-MM-DD``.
    """
    try:
        if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text):
            return date.fromisoformat(text).isoformat()
    except ValueError:
        pass
    raise BadInput(f"{text!r} is no date.", "Write it as 2024-07-03.")


def to_json(found: Trace, view: CaseView) -> dict[str, object]:
    """A trace as plain JSON, with names beside ids."""
    return {
        "entity": found.entity,
        "name": _name(view, found.entity),
        "hypothesis": (
            f"if {_name(view, found.entity)} were designated" if found.hypothesis else None
        ),
        "outcomes": [_outcome(view, outcome) for outcome in found.outcomes],
        "without_rule": list(found.without_rule),
        "stated_in_speech_not_counted": [_holding(view, h) for h in found.spoken],
    }


def _outcome(view: CaseView, outcome: TestOutcome) -> dict[str, object]:
    return {
        "test": outcome.test,
        "as_of": outcome.as_of,
        "listed": [{"id": e, "name": _name(view, e)} for e in outcome.listed],
        "source": outcome.source,
        "verified": outcome.verified,
        "citation": outcome.source
        if outcome.verified
        else f"{outcome.source} (citation unverified)",
        "paths": [_path(view, path) for path in outcome.paths],
    }


def _path(view: CaseView, path: OwnershipPath) -> dict[str, object]:
    return {
        "entity": path.entity,
        "name": _name(view, path.entity),
        "outcome": path.outcome,
        "reason": path.reason,
        "holdings": [_holding(view, holding) for holding in path.holdings],
        "control_to_be_tested": [
            {"owner": c.owner, "name": _name(view, c.owner), "text": c.text, "claim": c.claim}
            for c in path.control
        ],
    }


def _holding(view: CaseView, holding: Holding) -> dict[str, object]:
    return {
        "owner": holding.owner,
        "owner_name": _name(view, holding.owner),
        "owned": holding.owned,
        "owned_name": _name(view, holding.owned),
        "low": str(holding.share.low),
        "high": str(holding.share.high),
        "more_than_low": holding.share.open_low,
        "right": holding.right,
        "held_by": holding.held_by,
        "held_by_name": _name(view, holding.held_by) if holding.held_by else None,
        "nominee_claim": holding.nominee_claim,
        "since": holding.since,
        "until": holding.until,
        "claim": holding.claim,
    }


def _name(view: CaseView, entity: str) -> str:
    found = view.entities.get(entity)
    return found.name if found else entity
