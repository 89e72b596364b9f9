"""Who bears a name: the persons and bodies of a case whom the name that somebody gives may mean.

Found by the names that readings gave, in any script; nobody is guessed by a likeness.
"""

from __future__ import annotations

from dalil.casework.casefolder import Case
from dalil.claims.index import Named
from dalil.errors import AmbiguousName
from dalil.names.fold import fold
from dalil.names.parts import parse_person

MANY = 1000
"""How many names are looked through for one word: more names hold it than a whole name."""
WHO = ("PER", "ORG")
"""Types of those who can be asked for."""


def bearers(case: Case, name: str) -> tuple[Named, ...]:
    """The one who bears a name, whichever part of it stands first; none where nobody does.

    Raises:
        AmbiguousName: Several entities bear it; says which.
    """
    keys = {fold(name), fold(_given_first(name))}
    fitting = [
        one
        for one in case.store.index.find_names(name, 50 if " " in name else MANY)
        if one.type in WHO and not keys.isdisjoint(map(fold, one.names))
    ]
    whole = [one for one in fitting if fold(one.name) in keys] or fitting
    if len(whole) > 1:
        lines = "; ".join(
            f"{one.id} ({one.type}, {one.mentions} mentions): {one.name}" for one in whole
        )
        raise AmbiguousName(f"The name {name!r} fits {len(whole)} entities: {lines}.")
    return tuple(whole)


def _given_first(name: str) -> str:
    """``Brimwick, Zoltan`` as ``Zoltan Brimwick``; any other name as it is."""
    found = parse_person(name)
    if "," not in name or not found.given:
        return name
    return " ".join((*found.given, *found.patronymic, *found.family))
