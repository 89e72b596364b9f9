"""Whether an entry still stands on its list: what the list itself says of a delisting.

The list's own words alone are used; whether somebody was taken off elsewhere is not known here, and a
likeness of names is no less like because the entry was taken off. Nobody is left out.
"""

from __future__ import annotations

import re

from dalil.matching.values import ListEntry

_DAY = len("2020-01-01")
_OFF = frozenset(
    [
        "delisted",
        "removed",
        "revoked",
        "lifted",
        "expired",
        "inactive",
        "terminated",
        "annulled",
        "repealed",
        "withdrawn",
        "ended",
        "former",
    ]
)
_SIGNS = re.compile(r"[\W_]+")


def is_off(entry: ListEntry, day: str) -> bool:
    """Whether an entry is off its list on a day, by the list's own words.

    Args:
        entry: The entry.
        day: ISO date of the list's version. A delisting whose date is not known to the day counts from
            the end of what is known.

    Returns:
        By the date of the delisting where there is one, else by the status.
    """
    if entry.delisted_on:
        told = entry.delisted_on[:_DAY]
        return told < day[: len(told)] or (len(told) == _DAY and told == day[:_DAY])
    return _SIGNS.sub("", (entry.status or "").casefold()) in _OFF


def standing_line(entry: ListEntry) -> str:
    """What a reader of a hit must know of the entry's standing; "" where it stands as any other."""
    status = " ".join((entry.status or "").split())
    if entry.delisted_on:
        said = f" (status: {status})" if status else ""
        return f"delisted: off the list from {entry.delisted_on}, says the list{said}"
    return f"delisted: the list gives the status {status!r}" if is_off(entry, "") else ""
