"""Word lists of the mention rules, read once from the data files beside this module.

The lists are data: titles, heads of organisation names, legal forms, countries, currencies. This
module reads them and says nothing of how they are used. Nothing is read at import.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Any

import yaml


@cache
def lexicon(name: str) -> dict[str, Any]:
    """Read a data file of this room.

    Args:
        name: File name without ending, such as ``mentions_money``.
    """
    path = files("dalil.claims").joinpath("lexicons", f"{name}.yaml")
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    content: dict[str, Any] = yaml.load(path.read_text(encoding="utf-8"), Loader=loader)  # noqa: S506  both are safe loaders
    return content


@cache
def words(name: str, key: str) -> frozenset[str]:
    """A list of a data file as a set."""
    return frozenset(str(word) for word in lexicon(name)[key])
