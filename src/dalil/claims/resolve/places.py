"""Places and assets: the same name is the same place; countries by their names in any language."""

from __future__ import annotations

import re
from collections.abc import Sequence

from dalil.claims.resolve.profiles import Group, Spelling, place_key
from dalil.claims.resolve.verdicts import Verdicts
from dalil.names.fold import words

_SHORTEST_PLACE = 3
_TITLE_NUMBER = re.compile(r"[A-Z]{1,4}[\s-]?\d{3,}")


def judge_places(groups: Sequence[Group], verdicts: Verdicts) -> None:
    """Join places of one name."""
    first: dict[str, Spelling] = {}
    for group in groups:
        for spelling in group.spellings:
            key = place_key(spelling.text)
            if len(key) < _SHORTEST_PLACE:
                continue
            held = first.setdefault(key, spelling)
            if held is not spelling:
                what = (
                    "names of one country" if key.startswith("country:") else "the same place name"
                )
                reason = f"{held.text!r} and {spelling.text!r} are {what}"
                verdicts.same("place_name", held, spelling, reason)


def judge_assets(groups: Sequence[Group], verdicts: Verdicts) -> None:
    """Join assets named in the same words, if these hold a title number, or a number among others."""
    first: dict[str, Spelling] = {}
    for group in groups:
        for spelling in group.spellings:
            found = words(spelling.text)
            numbered = any(any(char.isdigit() for char in word) for word in found)
            if not (numbered and (len(found) >= 3 or _TITLE_NUMBER.fullmatch(spelling.text))):
                continue
            held = first.setdefault(" ".join(found), spelling)
            if held is not spelling:
                reason = f"{held.text!r} and {spelling.text!r} are the same number and words"
                verdicts.same("asset_name", held, spelling, reason)
