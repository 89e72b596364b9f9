"""The regimes that can be assessed, by their pinned ids; an explicit table, no discovery."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files

from dalil.errors import BadInput, NotFound
from dalil.regimes.material import Material
from dalil.regimes.placed import placed_by_persons, with_placed
from dalil.regimes.uk_gac import criteria as uk_gac
from dalil.regimes.uk_gac.criteria import CriterionFunction
from dalil.regimes.values import Assessment, Criterion

PINNED = (
    "uk-gac",
    "uk-ghr",
    "us-glomag",
    "us-7031c",
    "eu-ghr",
    "ca-jvcfoa",
    "ca-sema",
    "au-magnitsky",
)
"""Ids that are reserved (product.md); those without a folder are not built yet."""


@dataclass(frozen=True, slots=True)
class Regime:
    """One legal regime.

    Attributes:
        id: Such as ``uk-gac``.
        title: Name of the instrument.
        standard: The evidential standard, in its words.
        valid_from: ISO date from which it is in force.
        criteria: The elements, in order.
        functions: One function for each element.
    """

    id: str
    title: str
    standard: str
    valid_from: str
    criteria: tuple[Criterion, ...]
    functions: Mapping[str, CriterionFunction]


_FUNCTIONS: Mapping[str, Mapping[str, CriterionFunction]] = {"uk-gac": uk_gac.CRITERIA}


def regime(regime_id: str) -> Regime:
    """A regime by its id, with its criteria read from ``criteria.toml``.

    Raises:
        NotFound: Unknown, or reserved and not built yet.
    """
    if regime_id not in _FUNCTIONS:
        reserved = " is reserved but not built yet" if regime_id in PINNED else " is not known"
        raise NotFound(f"The regime {regime_id!r}{reserved}.", f"Built: {', '.join(_FUNCTIONS)}.")
    folder = files("dalil.regimes").joinpath(regime_id.replace("-", "_"))
    table = tomllib.loads(folder.joinpath("criteria.toml").read_text(encoding="utf-8"))
    return Regime(
        id=table["regime"],
        title=table["title"],
        standard=table["standard"],
        valid_from=table["valid_from"],
        criteria=tuple(_criterion(row, table["valid_from"]) for row in table["criteria"]),
        functions=_FUNCTIONS[regime_id],
    )


def _criterion(row: Mapping[str, object], valid_from: str) -> Criterion:
    def words(key: str) -> tuple[str, ...]:
        value = row[key]
        return tuple(map(str, value)) if isinstance(value, list) else ()

    return Criterion(
        id=str(row["id"]),
        question=str(row["question"]),
        ground=str(row["ground"]),
        text=str(row["text"]),
        source=str(row["source"]),
        verified=bool(row.get("verified", False)),
        valid_from=str(row.get("valid_from", valid_from)),
        valid_to=str(row["valid_to"]) if "valid_to" in row else None,
        needs=words("needs"),
        close=words("close"),
    )


def apply_regime(chosen: Regime, material: Material) -> Assessment:
    """Apply every element that is in force at the material's date.

    Raises:
        BadInput: The regime was not in force at that date.
    """
    if material.as_of < chosen.valid_from:
        raise BadInput(
            f"{chosen.title} was not in force on {material.as_of}; it is since {chosen.valid_from}.",
            "Name a later date.",
        )
    criteria = tuple(
        c
        for c in chosen.criteria
        if c.valid_from <= material.as_of and (c.valid_to is None or material.as_of < c.valid_to)
    )
    placed = placed_by_persons(material)
    return Assessment(
        regime=chosen.id,
        title=chosen.title,
        target=material.target,
        as_of=material.as_of,
        criteria=criteria,
        findings=tuple(
            with_placed(chosen.functions[c.id](c, material), chosen.id, material, placed)
            for c in criteria
        ),
    )
