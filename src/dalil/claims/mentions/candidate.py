"""A span that may be a name, and which capitalised words can stand in one."""

from __future__ import annotations

import re
from dataclasses import dataclass

from dalil.claims.mentions.words import Word
from dalil.claims.wordlists import words
from dalil.evidence import MentionType

_NAMES = "mentions_names"
UPPER = "A-ZÀ-ÖØ-ÞĀĂĄĆČĎĐĒĘĚĞĠĢĪĮİĶŁĹĽĻŃŇŅŐŒŘŚŞŠŤŢŪŮŰŲŹŻŽА-ЯЁӘІҢҒҮҰҚӨҺ"
"""Capital letters of the alphabets that names are printed in."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A span that a rule or model takes for a name; of two that overlap the higher rank stands."""

    start: int
    end: int
    type: MentionType
    method: str
    rank: int


_TIED = re.compile(rf"(?:al|el|ul|ad|ar|as|ash|at|az|an|bin|ben|ibn|abu|d|l)[-'][{UPPER}]")


def is_tied(word: Word) -> bool:
    """Whether a small article is tied to the name behind it: "al-Jabiri", "d'Alva"."""
    return bool(_TIED.match(word.text))


_TIED_ON = (
    "-based",
    "-born",
    "-owned",
    "-run",
    "-backed",
    "-registered",
    "-linked",
    "-controlled",
    "-led",
    "-funded",
    "-speaking",
    "-era",
)


def is_name_word(word: Word) -> bool:
    """A capitalised word that can stand in a name, beginnings of sentences left aside."""
    if not word.capital or word.text == "I" or word.text.startswith("I'"):
        return False
    if word.opens and word.low in words(_NAMES, "openers"):
        return False
    if word.low.endswith(_TIED_ON):
        return False  # "the Olt-based Karsu Trade"
    return word.low not in words(_NAMES, "common")
