"""A relation and the words that state it, before it is hung on a claim. Values only."""

from __future__ import annotations

from dataclasses import dataclass

from dalil.evidence import Relation


@dataclass(frozen=True, slots=True)
class Found:
    """A relation and the words that state it.

    Attributes:
        relation: The relation.
        start: First code point of the evidence.
        end: One past the last.
        head: Token index of the tie's noun or verb.
        negated: The tie is denied.
    """

    relation: Relation
    start: int
    end: int
    head: int
    negated: bool = False
