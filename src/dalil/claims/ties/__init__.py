"""Ties between names by shapes of words, for every language whose folder has a ``ties.yaml``.

A sentence is seen as words and marks for its names; a shape says which words between and beside two
marks tie them. No parse is asked for. French and Russian are read so alone; in English the shapes
stand beside the grammar of :mod:`dalil.claims.frames` for sentences that its parser misread.
"""

from __future__ import annotations

from dalil.claims.ties.marks import StandIn
from dalil.claims.ties.told import Tie, ties
from dalil.claims.ties.words import TieWords, tie_words

__all__ = ["StandIn", "Tie", "TieWords", "tie_words", "ties"]
