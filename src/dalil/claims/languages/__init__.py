"""Claims in languages that are read by patterns over sentences: French, Russian, Kazakh.

Each language is a folder with its cue words (``fr/cues.yaml``); to add a language, add a folder. The
machine is one for all: who stands before a verb of saying, what follows "that", what stands between
quotation marks, whom a source phrase names. There is no parse, so coverage is low and is said to
be so in every output. English is read by the frames instead.
"""

from __future__ import annotations

from dalil.claims.languages.claims import METHOD, claims_of
from dalil.claims.languages.cues import known

__all__ = ["METHOD", "claims_of", "known"]
