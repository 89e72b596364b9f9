"""Criteria and assessments: the elements of a legal regime applied to a target at a date."""

from __future__ import annotations

from dataclasses import dataclass

from dalil.evidence import Finding


@dataclass(frozen=True, slots=True)
class Criterion:
    """One element of a legal test, as data with dates.

    Attributes:
        id: Such as ``E2``.
        question: What has to be shown.
        ground: Provision, such as ``reg 4``.
        text: The words of the law where they are on file, verbatim, else "".
        source: Where it was read.
        verified: Whether a named person checked it against the official text.
        valid_from: ISO date.
        valid_to: ISO date or None.
        needs: Facts that the element needs.
        close: What would close the gap where a need is not on file; in the order of ``needs``.
    """

    id: str
    question: str
    ground: str
    text: str
    source: str
    verified: bool
    valid_from: str
    valid_to: str | None
    needs: tuple[str, ...]
    close: tuple[str, ...] = ()

    @property
    def citation(self) -> str:
        """The ground as it has to be shown: an unchecked citation says so."""
        return self.ground if self.verified else f"{self.ground} (citation unverified)"


@dataclass(frozen=True, slots=True)
class Assessment:
    """A regime's elements applied to one target: findings, never a verdict.

    Attributes:
        regime: Id, such as ``uk-gac``.
        title: Name of the instrument.
        target: Entity id.
        as_of: ISO date at which the law and the facts are taken.
        criteria: The elements, in order.
        findings: One for each criterion, in the same order.
    """

    regime: str
    title: str
    target: str
    as_of: str
    criteria: tuple[Criterion, ...]
    findings: tuple[Finding, ...]
