"""The rules of due diligence as data with dates: triggers, requirements, retention.

Read from a TOML file beside this module; each has a citation, a time of validity and a state of
verification that is shown wherever it is used. No rule says whether a client is honest.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields
from functools import cache
from pathlib import Path
from typing import Any

from dalil.errors import BadConfig

DEFAULT = "uk-mlr-2017"
UNVERIFIED = "citation unverified"


@dataclass(frozen=True, slots=True)
class Trigger:
    """Something that asks for more measures.

    Attributes:
        id: Short id.
        title: One sentence.
        citation: Where it stands in law.
        state: How far the citation was verified.
        valid_from: First day, ISO date.
        valid_to: Last day, or "".
        topics: Words of lists that, on a hit decided as the same, mean that it is present.
        countries: ISO 3166-1 alpha-2 codes that mean that it is present.
        countries_from: First day of that list of countries.
        countries_state: How far that list was verified.
        before: ``relationship`` or ``money``: what it must have been considered before.
    """

    id: str
    title: str
    citation: str
    state: str
    valid_from: str
    valid_to: str = ""
    topics: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    countries_from: str = ""
    countries_state: str = ""
    before: str = ""


@dataclass(frozen=True, slots=True)
class Requirement:
    """Something that must be on file.

    Attributes:
        id: Short id.
        title: One sentence.
        needs: What satisfies it, alternatives joined by ``|``: ``statement:FIELD``, ``party:ROLE``,
            ``check:sanctions``, ``check:peps``, ``rating``, ``review``, ``conclusion``,
            ``approval:ROLE``.
        citation: Where it stands in law.
        state: How far the citation was verified.
        valid_from: First day, ISO date.
        valid_to: Last day, or "".
        each: Roles of parties for whom it is asked one by one.
        when: Triggers, any of which asks for it; always where empty.
        types: Types of client that it is asked for; all where empty.
        before: ``relationship`` or ``money``: what it must have come before.
        evidence: ``independent``, ``any`` or "".
        lists_within_days: Most days by which the newest list of a check was old; 0 where any will do.
    """

    id: str
    title: str
    needs: str
    citation: str
    state: str
    valid_from: str
    valid_to: str = ""
    each: tuple[str, ...] = ()
    when: tuple[str, ...] = ()
    types: tuple[str, ...] = ()
    before: str = ""
    evidence: str = ""
    lists_within_days: int = 0


@dataclass(frozen=True, slots=True)
class Keeping:
    """How long a file is kept.

    Attributes:
        citation: Where it stands in law.
        state: How far the citation was verified.
        years: From the end of the relationship, or the completion of an occasional transaction.
        transaction_cap_years: Records of a transaction within a relationship need be kept no longer.
    """

    citation: str
    state: str
    years: int
    transaction_cap_years: int


@dataclass(frozen=True, slots=True)
class Basis:
    """What a test of its own stands on, where no requirement says it.

    Attributes:
        id: Short id of the test.
        citation: Where it stands in law.
        state: How far the citation was verified.
    """

    id: str
    citation: str
    state: str


@dataclass(frozen=True, slots=True)
class Rules:
    """One body of rules.

    Attributes:
        id: Short id.
        title: Name of the law.
        as_of: The day on which it was read.
        triggers: All.
        requirements: All.
        retention: How long files are kept.
        bases: What other tests stand on.
    """

    id: str
    title: str
    as_of: str
    triggers: tuple[Trigger, ...]
    requirements: tuple[Requirement, ...]
    retention: Keeping
    bases: tuple[Basis, ...] = ()

    def basis(self, name: str) -> Basis:
        """What a test stands on.

        Raises:
            BadConfig: The rules do not say.
        """
        for one in self.bases:
            if one.id == name:
                return one
        raise BadConfig(f"The rules {self.id} do not say what {name!r} stands on.")

    def triggers_at(self, day: str) -> tuple[Trigger, ...]:
        """Triggers in force on an ISO date."""
        return tuple(one for one in self.triggers if in_force(one, day))

    def requirements_at(self, day: str) -> tuple[Requirement, ...]:
        """Requirements in force on an ISO date."""
        return tuple(one for one in self.requirements if in_force(one, day))


def in_force(rule: Trigger | Requirement, day: str) -> bool:
    """Whether a rule holds on an ISO date."""
    return rule.valid_from <= day and (not rule.valid_to or day <= rule.valid_to)


@cache
def load_rules(name: str = DEFAULT) -> Rules:
    """The rules of a name.

    Raises:
        BadConfig: No such rules, or a file that breaks their form.
    """
    path = Path(__file__).parent / f"{name.replace('-', '_')}.toml"
    if not path.is_file():
        raise BadConfig(f"There are no due-diligence rules {name!r}.", f"Known: {DEFAULT}.")
    table = tomllib.loads(path.read_text(encoding="utf-8"))
    try:
        return Rules(
            id=table["id"],
            title=table["title"],
            as_of=table["as_of"],
            triggers=tuple(Trigger(**_frozen(one, Trigger)) for one in table["trigger"]),
            requirements=tuple(
                Requirement(**_frozen(one, Requirement)) for one in table["requirement"]
            ),
            retention=Keeping(**table["retention"]),
            bases=tuple(Basis(**one) for one in table["basis"]),
        )
    except (KeyError, TypeError) as error:
        raise BadConfig(f"The rules {path} break their form: {error}.") from error


def _frozen(table: Mapping[str, Any], kind: type[Trigger] | type[Requirement]) -> dict[str, Any]:
    known = {one.name for one in fields(kind)}
    strange = table.keys() - known
    if strange:
        raise KeyError(f"{table.get('id')}: {', '.join(sorted(strange))} is no field of a rule")
    return {key: tuple(v) if isinstance(v, list) else v for key, v in table.items()}
