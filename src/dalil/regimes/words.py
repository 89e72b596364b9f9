"""The word lists by which claims are sorted to elements: what a claim speaks of, not whether it is so."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files


@cache
def pattern(name: str) -> re.Pattern[str]:
    """The pattern of a word list of ``lexicon.toml``.

    Raises:
        KeyError: No such list.
    """
    text = files("dalil.regimes").joinpath("lexicon.toml").read_text(encoding="utf-8")
    begin = tomllib.loads(text)["words"][name]
    return re.compile(r"(?<!\w)(?:" + "|".join(begin) + ")", re.IGNORECASE)


def speaks_of(text: str, *names: str) -> bool:
    """Whether a text holds a word of one of the lists."""
    return any(pattern(name).search(text) for name in names)
