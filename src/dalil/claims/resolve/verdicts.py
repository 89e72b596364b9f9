"""Collects judgements of the resolving rules: one a pair, each by a named rule with its reason."""

from __future__ import annotations

from dataclasses import dataclass, field

from dalil.claims.resolve.profiles import Spelling
from dalil.evidence import Judgement, Verdict

PREFIX = "rule:resolve_"
"""What the names of all rules across documents begin with; rules within a document have others."""


@dataclass
class Verdicts:
    """Judgements made so far, in order; the first on a pair of mentions stands."""

    made: list[Judgement] = field(default_factory=list)
    _pairs: set[tuple[str, str]] = field(default_factory=set)

    def same(self, rule: str, left: Spelling, right: Spelling, reason: str) -> None:
        """Hold two spellings to name one entity."""
        self._add(Verdict.SAME, rule, left, right, reason)

    def different(self, rule: str, left: Spelling, right: Spelling, reason: str) -> None:
        """Hold two spellings apart."""
        self._add(Verdict.DIFFERENT, rule, left, right, reason)

    def unsure(self, rule: str, left: Spelling, right: Spelling, reason: str) -> None:
        """Ask a person."""
        self._add(Verdict.UNSURE, rule, left, right, reason)

    def _add(
        self, verdict: Verdict, rule: str, left: Spelling, right: Spelling, reason: str
    ) -> None:
        one, other = left.mention.id, right.mention.id
        pair = (one, other) if one < other else (other, one)
        if one == other or pair in self._pairs:
            return
        self._pairs.add(pair)
        self.made.append(Judgement(one, other, verdict, reason, f"{PREFIX}{rule}"))
