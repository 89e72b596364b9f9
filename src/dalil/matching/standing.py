"""Whether an entry still stands on its list: what the list itself says of a delisting.

The list's own words alone are used; whether somebody was taken off elsewhere is not known here, and a
likeness of names is no less like because the entry was taken off. Nobody is left out.
"""

from __future__ import annotations

import re

from dalil.matching.values import ListEntry

_DAY = len("2020-01-01")
_OFF = re.compile(
    r"(?:de-?listed|removed|revoked|lifted|expired|inactive|terminated|annulled|repealed|withdrawn|ended"
    r"|deleted|cancelled|rescinded|quashed|исключ\w*|снят\w*|отмен[её]н\w*|прекращ\w*|radiée?s?|levée?s?|abrogée?s?)"
)
"""Words by which lists say that somebody is off them; ``former`` says that of an office, not of a list."""
_STILL = re.compile(
    r"\b(?:not?|never|partly|partially|temporarily|still|active|current|pending|amended|не|частично|pas)\b"
)
_LONGEST = 12
"""Words of a state: a longer text tells a story, which a person reads."""


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
    return _says_off(entry.status or "")


def _says_off(status: str) -> bool:
    """Whether a status says in words that the listing is over: "de-listed 3 March", "Sanctions lifted"."""
    said = re.sub(r"[\W_]*de[\W_]+listed", " delisted", status.casefold())
    words = re.findall(r"[^\W\d_]+", said)
    over = any(_OFF.fullmatch(word) for word in words)
    return over and len(words) <= _LONGEST and not _STILL.search(said.replace("_", " "))


def standing_line(entry: ListEntry) -> str:
    """What a reader of a hit must know of the entry's standing; "" where it stands as any other."""
    status = " ".join((entry.status or "").split())
    if entry.delisted_on:
        said = f" (status: {status})" if status else ""
        return f"end of the listing: off the list from {entry.delisted_on}, says the list{said}"
    return f"delisted: the list gives the status {status!r}" if is_off(entry, "") else ""
