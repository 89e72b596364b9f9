"""Searches in words over a list version: what is asked, what is answered, and who finds.

For a search box; whether somebody is on a list is :mod:`dalil.matching.screen`'s matter. This module
does no work.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Asked:
    """A search in words with its filters; values of one field are alternatives unless ``every``.

    Attributes:
        text: Words, ``"phrases"``, ``word*``, ``-word``, ``a | b``; every entry when empty.
        schema: Only entries of this schema or one of its kinds.
        exclude_schema: None of these or their kinds.
        facts: (field, values): ``countries``, ``topics``, ``genders``, ``identifiers``, ``schema``,
            ``id``; all fields must fit.
        every: All values of a field must fit, not one.
        changed_since: ISO day.
        target: Only entries that are (or are not) the object of a measure.
        fuzzy: Words may differ by a letter or two.
        lenient: Signs that make no sense are passed over instead of refused.
        sort: (column, descending): ``caption``, ``schema``, ``id``, ``first``, ``changed``.
        facets: Fields that are counted.
        first: How many best entries are left out.
        count: Most entries given.
    """

    text: str = ""
    schema: str = "Thing"
    exclude_schema: tuple[str, ...] = ()
    facts: tuple[tuple[str, tuple[str, ...]], ...] = ()
    every: bool = False
    changed_since: str = ""
    target: bool | None = None
    fuzzy: bool = False
    lenient: bool = False
    sort: tuple[tuple[str, bool], ...] = ()
    facets: tuple[str, ...] = ()
    first: int = 0
    count: int = 10


@dataclass(frozen=True, slots=True)
class Answer:
    """Entries found in one list: (sort key, position) in order, how many in all, counts of facets."""

    found: tuple[tuple[tuple[object, ...], int], ...]
    total: int
    facets: Mapping[str, Mapping[str, int]]


class EntryFinder(Protocol):
    """Finds entries of one list version by id, number and words."""

    def position(self, id_: str) -> int | None:
        """Where the entry of an id stands; also under an earlier id of it."""
        ...

    def by_number(self, number: str) -> Sequence[int]:
        """Where entries with a number stand, signs and case aside."""
        ...

    def search(self, asked: Asked) -> Answer:
        """Search in words.

        Raises:
            BadInput: Words that cannot be read as a search.
        """
        ...

    def prefix(self, text: str, count: int) -> Sequence[int]:
        """Where entries stand that have a name with words beginning so."""
        ...
