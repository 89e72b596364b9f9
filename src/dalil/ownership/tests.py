"""The legal ownership tests of the UK, OFAC and the EU, evaluated at a date.

Each test is a least fixpoint: begin with the listed persons, add a company when the stakes that
count reach the threshold, repeat until nothing is added; so a circle of companies that own each
other blocks nobody by itself, and nothing is multiplied down a chain. Each is evaluated on the
lower and on the upper bound of the stakes: both pass, ``owned``; only the upper, ``possible``;
neither, ``not owned``. Control is a separate test of fact: evidence is named, nothing decided.

Sources: OFAC guidance of 13 August 2014 and FAQs 398-402; regulation 7 and Schedule 1 of the
regulations under SAMLA 2018; EU Council Best Practices, update of 3 July 2024.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from dalil.errors import BadInput
from dalil.ownership.stakes import Stake, stakes_at
from dalil.ownership.values import ControlEvidence, Holding, OwnershipPath, TestOutcome

HALF = Decimal(50)


@dataclass(frozen=True, slots=True)
class Rule:
    """One test as data with dates.

    Attributes:
        test: ``ofac``, ``uk`` or ``eu``.
        more_than: The stakes must exceed 50 %; else 50 % is enough.
        aggregate: Stakes of different listed persons are added up.
        rights: Which rights count, each added up by itself.
        control: The regime has a separate control test.
        source: Citation.
        valid_from: ISO date of the first day, or None where none is on file.
        valid_to: ISO date of the first day on which it no longer holds, or None.
        verified: Whether a named person checked the citation.
    """

    test: str
    more_than: bool
    aggregate: bool
    rights: tuple[str, ...]
    control: bool
    source: str
    valid_from: str | None = None
    valid_to: str | None = None
    verified: bool = False

    @property
    def needs(self) -> str:
        """The threshold in words."""
        return "more than 50 %" if self.more_than else "at least 50 %"


_EU = "EU Council Best Practices for the effective implementation of restrictive measures"
RULES: tuple[Rule, ...] = (
    Rule(
        "uk",
        more_than=True,
        aggregate=False,
        rights=("shares", "votes"),
        control=True,
        source="reg 7 and Sch 1 of the regulations under SAMLA 2018, such as SI 2021/488",
    ),
    Rule(
        "ofac",
        more_than=False,
        aggregate=True,
        rights=("shares",),
        control=False,
        source="OFAC revised guidance on entities owned by blocked persons, 13 August 2014; FAQs 398-402",
        valid_from="2014-08-13",
    ),
    Rule(
        "eu",
        more_than=True,
        aggregate=True,
        rights=("shares",),
        control=True,
        source=f"{_EU}, as before the update of 3 July 2024",
        valid_to="2024-07-03",
    ),
    Rule(
        "eu",
        more_than=False,
        aggregate=True,
        rights=("shares",),
        control=True,
        source=f"{_EU}, update of 3 July 2024",
        valid_from="2024-07-03",
    ),
)
TESTS = ("uk", "ofac", "eu")


@dataclass(frozen=True, slots=True)
class Joint:
    """An arrangement to exercise rights jointly (UK Sch 1 para 3).

    Attributes:
        members: Entity ids of the parties.
        company: The company whose rights it concerns; None for every company.
    """

    members: tuple[str, ...]
    company: str | None = None


@dataclass(frozen=True, slots=True)
class Facts:
    """What a test is applied to: holdings, joint arrangements and evidence of control."""

    holdings: tuple[Holding, ...] = ()
    joint: tuple[Joint, ...] = ()
    control: tuple[ControlEvidence, ...] = ()


def rule_at(test: str, as_of: str) -> Rule:
    """The rule of a test that is in force at a date.

    Raises:
        BadInput: An unknown test, or no rule on file for the date.
    """
    if test not in TESTS:
        raise BadInput(f"{test!r} is no ownership test.", f"Choose from {', '.join(TESTS)}.")
    for rule in RULES:
        begun = rule.valid_from is None or rule.valid_from <= as_of
        if rule.test == test and begun and (rule.valid_to is None or as_of < rule.valid_to):
            return rule
    raise BadInput(f"No rule of the test {test!r} is on file for {as_of}.", "Name a later date.")


def apply_test(test: str, facts: Facts, listed: Sequence[str], as_of: str) -> TestOutcome:
    """Apply one test.

    Args:
        test: ``ofac``, ``uk`` or ``eu``.
        facts: Holdings and what else is on file.
        listed: Entity ids taken as listed.
        as_of: ISO date (day) for the rule and the holdings.

    Returns:
        One path for every entity that the listed persons reach through stakes or control.

    Raises:
        BadInput: An unknown test, or no rule on file for the date.
    """
    rule = rule_at(test, as_of)
    engine = _Engine(rule, facts, stakes_at(facts.holdings, as_of), tuple(sorted(set(listed))))
    return TestOutcome(
        test=test,
        as_of=as_of,
        listed=engine.listed,
        paths=engine.paths(),
        source=rule.source,
        verified=rule.verified,
    )


Reached = dict[str, tuple[Stake, ...]]
"""Entity to the stakes that brought it in, in the order in which they were brought in."""


class _Engine:
    def __init__(
        self,
        rule: Rule,
        facts: Facts,
        stakes: Mapping[str, tuple[Stake, ...]],
        listed: tuple[str, ...],
    ) -> None:
        self._rule, self._facts, self._stakes = rule, facts, stakes
        self.listed = listed
        seeds = [listed] if rule.aggregate else [(person,) for person in listed]
        self._seeds = [seed for seed in seeds if seed]
        self._lower = [self._fixpoint(seed, upper=False) for seed in self._seeds]
        self._upper = [self._fixpoint(seed, upper=True) for seed in self._seeds]

    def _fixpoint(self, seed: tuple[str, ...], *, upper: bool) -> Reached:
        reached: Reached = {}
        while True:
            holders = {*seed, *reached}
            added: Reached = {}
            for entity, stakes in sorted(self._stakes.items()):
                if entity not in holders:
                    counted = self._counted(stakes, holders, seed, upper=upper)
                    if counted:
                        added[entity] = counted
            if not added:
                return reached
            reached |= added

    def _counted(
        self, stakes: Iterable[Stake], holders: set[str], seed: tuple[str, ...], *, upper: bool
    ) -> tuple[Stake, ...]:
        """The stakes that pass the test, or none."""
        mine = self._of(stakes, holders, seed)
        for right in self._rule.rights:
            same = tuple(stake for stake in mine if stake.right == right)
            if same and self._passes(same, upper=upper):
                return same
        return ()

    def _of(self, stakes: Iterable[Stake], holders: set[str], seed: tuple[str, ...]) -> list[Stake]:
        return [s for s in stakes if s.owner in holders | self._partners(seed, s.owned)]

    def _partners(self, seed: tuple[str, ...], company: str) -> set[str]:
        """Parties to a joint arrangement with the listed person: their stakes count as theirs."""
        if self._rule.test != "uk":
            return set()
        found: set[str] = set()
        for joint in self._facts.joint:
            if joint.company in (None, company) and set(seed) & set(joint.members):
                found |= set(joint.members)
        return found

    def _passes(self, stakes: Sequence[Stake], *, upper: bool) -> bool:
        total, strict = _total(stakes, upper=upper)
        return total > HALF or (total == HALF and (strict or not self._rule.more_than))

    def paths(self) -> tuple[OwnershipPath, ...]:
        reachable = self._reachable()
        return tuple(self._path(entity) for entity in sorted(reachable - set(self.listed)))

    def _reachable(self) -> set[str]:
        reached = set(self.listed)
        partners = {m for s in self._seeds for j in self._facts.joint for m in j.members}
        while True:
            more = {
                owned
                for owned, stakes in self._stakes.items()
                if any(stake.owner in reached for stake in stakes)
            }
            if self._rule.control:
                more |= {c.owned for c in self._facts.control if c.owner in reached}
            if more <= reached:
                return reached - partners
            reached |= more

    def _path(self, entity: str) -> OwnershipPath:
        control = tuple(c for c in self._facts.control if c.owned == entity and self._rule.control)
        for outcome, results in (("owned", self._lower), ("possible", self._upper)):
            for reached, seed in zip(results, self._seeds, strict=True):
                if entity in reached:
                    holdings = _chain(reached, entity, set(seed))
                    reason = self._reason(reached[entity], outcome)
                    return OwnershipPath(entity, outcome, holdings, reason, control)
        return self._not_owned(entity, control)

    def _not_owned(self, entity: str, control: tuple[ControlEvidence, ...]) -> OwnershipPath:
        """Not owned: the most that can be counted, and what stands in the way."""
        stakes = self._stakes.get(entity, ())
        best: list[Stake] = []
        for reached, seed in zip(self._upper, self._seeds, strict=True):
            mine = self._of(stakes, {*seed, *reached}, seed)
            for right in self._rule.rights:
                same = [stake for stake in mine if stake.right == right]
                if same and _total(same, upper=True) > _total(best, upper=True):
                    best = same
        holdings = _flat(best) or _flat(stakes)
        reason = self._reason(best, "not owned")
        if control:
            reason += "; control to be tested on the evidence named"
        elif self._rule.control:
            reason += "; control is a separate test, and nothing on file bears on it"
        return OwnershipPath(entity, "not owned", holdings, reason, control)

    def _reason(self, stakes: Sequence[Stake], outcome: str) -> str:
        if not stakes:
            return (
                "no stake counts: whoever holds it is neither listed nor owned by the listed; "
                f"the test needs {self._rule.needs}"
            )
        figures = " + ".join(_figure(stake) for stake in stakes)
        if len(stakes) > 1:
            figures += f" = {_sum_figure(stakes)}"
        undated = any(h.since is None for s in stakes for h in s.holdings)
        nominee = any(h.held_by for s in stakes for h in s.holdings)
        notes = "; a start date is not on file" if undated else ""
        notes += "; held through a nominee, which has to be proved" if nominee else ""
        if outcome == "possible":
            notes += "; depends on where in the stated range the stakes lie"
        right = stakes[0].right
        return f"{figures} of the {right} counts; the test needs {self._rule.needs}{notes}"


def _total(stakes: Iterable[Stake], *, upper: bool) -> tuple[Decimal, bool]:
    """The sum of one bound, and whether the truth is more than it."""
    held = list(stakes)
    if upper:
        return sum((stake.high for stake in held), Decimal(0)), False
    return sum((stake.low for stake in held), Decimal(0)), any(stake.open_low for stake in held)


def _chain(reached: Reached, entity: str, seed: set[str]) -> tuple[Holding, ...]:
    """The holdings that bring an entity in, listed persons first; each named once."""
    order: dict[Holding, None] = {}
    done: set[str] = set()

    def visit(node: str) -> None:
        if node in done:
            return
        done.add(node)
        for stake in reached.get(node, ()):
            if stake.owner not in seed:
                visit(stake.owner)
        order.update(dict.fromkeys(_flat(reached.get(node, ()))))

    visit(entity)
    return tuple(order)


def _flat(stakes: Iterable[Stake]) -> tuple[Holding, ...]:
    return tuple(holding for stake in stakes for holding in stake.holdings)


def _figure(stake: Stake) -> str:
    if stake.low == stake.high:
        return f"{_plain(stake.low)} %"
    return f"{'more than ' if stake.open_low else ''}{_plain(stake.low)} to {_plain(stake.high)} %"


def _sum_figure(stakes: Sequence[Stake]) -> str:
    (low, strict), (high, _) = _total(stakes, upper=False), _total(stakes, upper=True)
    if low == high:
        return f"{_plain(low)} %"
    return f"{'more than ' if strict else ''}{_plain(low)} to {_plain(high)} %"


def _plain(value: Decimal) -> str:
    text = format(value, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text
