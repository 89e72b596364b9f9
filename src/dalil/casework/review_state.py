"""What has been decided on a claim or mention so far, and whether a person may decide now.

Two people may look at one claim: whoever comes second is told who decided what, and nothing is written
until they have seen it.
"""

from __future__ import annotations

from collections.abc import Sequence

from dalil.casework.casefolder import Case
from dalil.claims.reviews import REVIEWS, adds, in_effect, standing
from dalil.errors import AlreadyDecided, NotFound
from dalil.evidence import Judgement, Reference, Verdict

_TOLD = frozenset({*REVIEWS, Verdict.WITHDRAW})


def decisions(case: Case, what: str) -> list[Judgement]:
    """All judgements on a claim or mention, oldest first."""
    return list(case.store.index.judgements_on([what]))


def newest_of(judgements: Sequence[Judgement]) -> Judgement | None:
    """The newest review, addition or withdrawal among the judgements on one claim or mention."""
    alone = [one for one in judgements if one.right is None or not one.left.startswith("m_")]
    return next((one for one in reversed(alone) if one.verdict in _TOLD or adds(one)), None)


def newest(case: Case, what: str) -> str | None:
    """Id of the newest decision on a claim or mention."""
    found = newest_of(decisions(case, what))
    return found.id if found else None


def last(case: Case, what: str) -> Judgement | None:
    """The newest decision by a person that was not taken back."""
    return newest_of([one for one in in_effect(decisions(case, what)) if one.by_person])


def check(case: Case, what: str, seen: str | None) -> str | None:
    """Refuse to decide blindly.

    Args:
        case: An open case.
        what: A claim or mention.
        seen: Id of the newest decision that the person saw, "" for none; None where they cannot tell:
            then another person's decision, or a correction, is not passed over.

    Returns:
        Id of the newest decision, which the new one comes after.

    Raises:
        NotFound: It does not count in the case.
        AlreadyDecided: Somebody decided since.
    """
    judged = decisions(case, what)
    held, newer = standing(judged).get(what), newest_of(judged)
    _require(case, what, newer)
    if seen is None:
        other = held is not None and held.by_person and held.author != f"person:{case.user}"
        blind = other or (held is not None and held.right is not None)
    else:
        blind = seen != (newer.id if newer else "")
    if blind and newer is not None:
        raise AlreadyDecided(
            f"Of {what}: {in_words(newer)}.",
            f"Look at it again; to decide over it, say that you saw {newer.id}",
        )
    if blind:
        raise AlreadyDecided(f"The decision {seen!r} is not among those on {what}.")
    return newer.id if newer else None


def in_words(one: Judgement) -> str:
    """A decision in one line: who, what, when and why."""
    what = {
        Verdict.ACCEPT: "accepted it",
        Verdict.REJECT: "rejected it",
        Verdict.CORRECT: f"corrected it ({one.value})",
        Verdict.ADD: "added it",
        Verdict.WITHDRAW: "took a decision back",
    }.get(one.verdict, str(one.verdict))
    why = f" ({one.reason})" if one.reason else ""
    return f"{one.author.removeprefix('person:')} {what} at {one.made_at}{why}"


def _require(case: Case, what: str, newer: Judgement | None) -> None:
    """The thing counts in the case; what a correction replaced is told as decided, not as missing."""
    index = case.store.index
    if what.startswith("c_"):
        there = bool(index.claims_by_id([what]))
        there = there or (newer is not None and newer.verdict is Verdict.CORRECT)
    else:
        there = bool(index.entities_of([what])) or newer is not None
    if not there:
        raise NotFound(
            f"No claim or mention {what} counts in the case.",
            "See what waits with: dalil review --case DIR --next",
        )


class Named:
    """Names of references, as the case knows them.

    Args:
        case: An open case.
    """

    def __init__(self, case: Case) -> None:
        self._index = case.store.index

    def __call__(self, reference: Reference | None) -> str:
        """The name of whom a reference means; its own words where it is nobody known."""
        if reference is None:
            return ""
        entity = self._index.entities_of([reference.id]).get(reference.id)
        named = self._index.named([entity]).get(entity) if entity else None
        return named.name if named else reference.text
