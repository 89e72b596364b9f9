"""Word lists of the mention rules, read once from the data files beside this module.

The lists are data: titles, heads of organisation names, legal forms, countries, currencies. This
module reads them and says nothing of how they are used. Nothing is read at import.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Any


@cache
def word_loader() -> Any:  # noqa: ANN401  the C loader has no stated type
    """A loader for which "on", "no" and "y" are words, as they are in a word list."""
    import yaml

    base = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

    class Words(base):  # type: ignore[misc, valid-type]
        yaml_implicit_resolvers = {  # noqa: RUF012  the name and kind are the vendor's
            first: [(tag, pattern) for tag, pattern in entries if tag != "tag:yaml.org,2002:bool"]
            for first, entries in base.yaml_implicit_resolvers.items()
        }

    return Words


@cache
def lexicon(name: str) -> dict[str, Any]:
    """Read a data file of this room.

    Args:
        name: File name without ending, such as ``mentions_money``.
    """
    import yaml  # here, so that who compares names without a word list does not wait for it

    path = files("dalil.claims").joinpath("lexicons", f"{name}.yaml")
    content: dict[str, Any] = yaml.load(path.read_text(encoding="utf-8"), Loader=word_loader())  # noqa: S506  a safe loader
    return content


@cache
def words(name: str, key: str) -> frozenset[str]:
    """A list of a data file as a set."""
    return frozenset(str(word) for word in lexicon(name)[key])
