"""What a document page says of other versions of its text, and of further places that it came from.

The passages that differ are shown as text, ours and theirs; which version is right is not said.
"""

from __future__ import annotations

from dataclasses import dataclass

from dalil.casework.origins import Origin
from dalil.claims.versions import Difference, Version, differences
from dalil.web.desk import Desk

SHOWN = 40
"""Passages that differ, shown on one page."""


@dataclass(frozen=True, slots=True)
class Kin:
    """A document among its versions.

    Attributes:
        first: The link to the earlier version, where this document is a later one.
        later: Links of later versions to this document.
        here: Passages that stand only in this document.
        there: Passages that stand only in the earlier version.
        hidden: How many more passages differ than are shown.
        origins: Further places that the same bytes came from.
    """

    first: Version | None
    later: tuple[Version, ...]
    here: tuple[Difference, ...]
    there: tuple[Difference, ...]
    hidden: int
    origins: tuple[Origin, ...]


def kin_of(desk: Desk, sha256: str) -> Kin:
    """The versions and origins of one exhibit."""
    first = desk.versions.get(sha256)
    links = [link for link in desk.versions.values() if link.of == sha256]
    desk.shelf.prime(link.exhibit for link in links)
    later = tuple(sorted(links, key=lambda link: desk.voice.numbers.get(link.exhibit, 0)))
    own, other = desk.layer(sha256), desk.layer(first.of) if first else None
    changed = differences(own, other) if own is not None and other is not None else ()
    here = tuple(change for change in changed if change.here)
    there = tuple(change for change in changed if not change.here)
    hidden = max(len(here) - SHOWN, 0) + max(len(there) - SHOWN, 0)
    origins = tuple(desk.source.origins(sha256))
    return Kin(first, later, here[:SHOWN], there[:SHOWN], hidden, origins)
