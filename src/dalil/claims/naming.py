"""What an entity is called, and of what type it is, by vote of the mentions that make it.

Nothing is invented: every name is the text of a mention, with white space collapsed.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from dalil.claims.shadow import unbroken
from dalil.evidence import Mention, MentionType
from dalil.names.fold import words
from dalil.names.scripts import is_latin
from dalil.names.tables import TITLES

# Where votes are equal: the type that says most of the mention comes first.
_BY_WEIGHT = (
    MentionType.PERSON,
    MentionType.ORGANISATION,
    MentionType.ASSET,
    MentionType.LOCATION,
    MentionType.LAW,
    MentionType.GROUP,
    MentionType.MONEY,
    MentionType.DATE,
)
_MOST_NAMES = 200
_BRACKETS = re.compile(r"\([^()]*\)")
_STRAY = re.compile(r"[\[\]{}<>|=_*#;:]|\([^)]*$")


def choose_type(members: Sequence[Mention]) -> str:
    """Take the type of most members; among equals a fixed order decides."""
    if len(members) == 1:
        return members[0].type
    votes = Counter(member.type for member in members)
    ranks = {str(kind): place for place, kind in enumerate(_BY_WEIGHT)}
    return min(votes, key=lambda kind: (-votes[kind], ranks.get(kind, len(ranks)), kind))


def choose_names(members: Sequence[Mention], kind: str) -> tuple[str, tuple[str, ...]]:
    """Choose the main name and order all spellings, fullest first.

    The main name is the fullest in Latin script, else the fullest. "Fullest" counts words without
    titles (an initial counts less), then how often the spelling is used; running spelling goes
    before list spelling ("Given Family" before "FAMILY, Given").

    Args:
        members: In order of ingest.
        kind: Type of the entity.

    Returns:
        The main name and all distinct spellings.
    """
    if len(members) == 1:
        text = unbroken(members[0].text)
        return text, (text,)
    uses: Counter[str] = Counter()
    for member in members:
        uses[unbroken(member.text)] += 1
    named = [text for text in uses if _is_name(text)] or list(uses)
    first = {text: place for place, text in enumerate(uses)}
    person = kind == MentionType.PERSON
    ordered = sorted(
        named,
        key=lambda text: (-_fullness(text, person), _list_style(text), -uses[text], first[text]),
    )[:_MOST_NAMES]
    main = next((text for text in ordered if is_latin(text)), ordered[0])
    return main, tuple(ordered)


def _is_name(text: str) -> bool:
    """Whether a text holds a capital, a digit, or letters of a script without capitals."""
    return any(
        char.isupper() or char.isdigit() or (char.isalpha() and char.lower() == char.upper())
        for char in text
    )


def _fullness(text: str, person: bool) -> float:
    """Number of words, without what stands in brackets; less where stray signs stand."""
    if _STRAY.search(text):
        return 0.5
    found = words(_BRACKETS.sub(" ", text)) or words(text)
    if not person:
        return float(len(found))
    own = [word for word in found if word.rstrip(".") not in TITLES]
    return sum(0.4 if len(word.rstrip(".")) == 1 else 1.0 for word in own)


def _list_style(text: str) -> int:
    """0 for running text, 1 for a comma or capitals throughout."""
    return int("," in text or (text.isupper() and len(text) > 4))
