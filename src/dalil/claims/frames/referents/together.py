"""Two people who are told together, and a "her" or "his" behind them that can mean either: "X and Y were convicted. Her lawyer".

Nobody is taken then: a lawyer, a wife or a firm laid at the wrong one of two is worse than one without an owner. Where a
first name tells the sex the pronoun says which of them is meant.
"""

from __future__ import annotations

import bisect
import re
from collections.abc import Sequence

from dalil.claims.frames.referents.pronouns import gender_of
from dalil.claims.mentions.likeness import sex_of
from dalil.claims.parse import Token
from dalil.evidence import Mention

_STOP = re.compile(r"[.;!?]\s")
_TOGETHER = re.compile(r",? and (?:(?:Mr|Mrs|Ms|Miss|Dr)\.? )?")


def one_of_two(text: str, persons: Sequence[Mention], pronoun: Token, mention: Mention) -> bool:
    """Whether a pronoun of one person was taken for one of two whom an earlier sentence joins.

    Args:
        text: The document.
        persons: Its mentions of persons, in order of place.
        pronoun: The pronoun; any other word is none.
        mention: Whom it was taken for.
    """
    if not gender_of(pronoun) or not _STOP.search(text, mention.end, pronoun.start):
        return False
    if sex_of(mention.text):
        return False
    place = bisect.bisect_left(persons, mention.start, key=lambda m: m.start)
    near = persons[max(0, place - 1) : place + 2]
    return any(
        _TOGETHER.fullmatch(text, min(m.end, mention.end), max(m.start, mention.start))
        for m in near
        if m.id != mention.id
    )
