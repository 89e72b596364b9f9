"""Whom an erasure means: never by one word of a name that others may bear, or that is no name at all.

``Vennick`` may be anybody of the family, and ``director`` stands in every second document. People who
have one name alone are erased by it. This module erases nothing.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from dalil.casework.bearers import MANY, WHO
from dalil.casework.casefolder import Case
from dalil.casework.erasure import unfinished
from dalil.casework.subject import Subject, find_subject
from dalil.errors import AmbiguousName, BadInput, NotFound
from dalil.names.fold import fold
from dalil.names.parts import parse_person

_NEAR = 8
_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")


def to_erase(case: Case, name: str, also: Sequence[str] = ()) -> Subject | None:
    """The person whom an erasure means; as :func:`find_subject`, but never by one word of a name.

    Returns:
        None where an erasure was killed and nobody fits any more: its plan alone is left to be done.

    Raises:
        BadInput: One word that is nobody's whole name; says who bears it.
    """
    try:
        found = find_subject(case, name, also)
        require_whole(case, found)
    except (AmbiguousName, BadInput, NotFound):
        if not unfinished(case):
            raise
        return None
    return found


def require_whole(case: Case, subject: Subject) -> None:
    """Refuse one word, unless it is somebody's whole name and nobody else's, or was said to be.

    A family name alone is borne by others too, and an ordinary word stands anywhere; people who have
    one name alone are erased by it, by their id, or by saying so with ``--also``.
    """
    word = subject.asked
    parsed = parse_person(word)
    words = " ".join((*parsed.given, *parsed.patronymic, *parsed.family)) or word
    if subject.by_id or len(words.split()) > 1 or fold(word) in map(fold, subject.told[1:]):
        return
    key = fold(words)
    bearers = [
        one
        for one in case.store.index.find_names(words, MANY)
        if one.type in WHO and any(key in map(fold, _WORD.findall(text)) for text in one.names)
    ]
    whole = [one for one in bearers if fold(one.name) in (key, fold(word))]
    others = [one for one in bearers if one not in whole and one.type == "PER"]
    if len(whole) == 1 and not others:
        return
    lines = "; ".join(
        f"{one.id} ({one.type}, {one.mentions} mentions): {one.name}" for one in bearers[:_NEAR]
    )
    borne = f"It stands in the name of: {lines}." if lines else "Nobody in the case bears it."
    raise BadInput(
        f"{word!r} alone erases nothing: it may be another's name, or no name at all.",
        f"{borne} Give the whole name or an entity's id. Where the word is all of the person's name, "
        f"say so: --also {word!r}",
    )
