"""Bodies called by the one word that says what they are: "the Agency" behind "Agency for Medical Devices".

Where a text has named one body of that word, and no other anywhere, "the Agency" is that one. The word must be the
name's head ("Bank" is no short form of "Anticorruption Office of the Pacific Bank"), and no word by which a state or
whoever speaks means himself ("the Government", "the Court"). Of short forms in labelled texts that this joins, 95 of 99
were the body's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from dalil.claims.shadow import shadow
from dalil.evidence import Judgement, Mention, Verdict

_HEAD = re.compile(r"(?:.*? )?(?P<head>[^\W\d_]+)(?= (?:of|for|on|against|to|in|into)\b|$)")
_ARTICLE = re.compile(r"\b(?:the|this|that) $", re.IGNORECASE)
_OWN = frozenset(
    {"court", "tribunal", "government", "house", "senate", "parliament", "congress", "cabinet", "state", "crown",
     "union", "assembly", "embassy", "treasury", "federation", "republic", "kingdom", "party", "bar"}
)  # fmt: skip
"""Words by which whoever speaks means what is his, whatever bodies the text names."""


def by_head(plain: str, bodies: Sequence[Mention]) -> Iterator[Judgement]:
    """Join "the Agency" with the one body so headed that was named before.

    Args:
        plain: The shadow of the text.
        bodies: Mentions of organisations, in order of place.
    """
    named: dict[str, dict[str, Mention]] = {}
    for mention in bodies:
        name = shadow(mention.text)
        found = _HEAD.match(name)
        if found and " " in name:
            name = name.lower().removeprefix("the ")
            named.setdefault(found["head"].lower(), {}).setdefault(name, mention)
    for mention in bodies:
        word = shadow(mention.text).lower()
        fitting = list(named.get(word, {}).values())
        before = plain[max(0, mention.start - 6) : mention.start]
        if word in _OWN or len(fitting) != 1 or not _ARTICLE.search(before):
            continue
        first = fitting[0]
        if first.start < mention.start:
            reason = f"{first.text!r} is the only body of that word here"
            yield Judgement(first.id, mention.id, Verdict.SAME, reason, "rule:head")
