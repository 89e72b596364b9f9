"""What has been decided on a claim or mention so far, and whether a person may decide now.

Two people may look at one claim: whoever comes second is told who decided what, and nothing is written
until they have seen it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from dalil.casework.casefolder import Case
from dalil.claims.reviews import REVIEWS, adds, in_effect, standing
from dalil.errors import AlreadyDecided, NotFound
from dalil.evidence import Claim, Judgement, Reference, Verdict

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
    }.get(one.verdict, f"{one.verdict}{f' (tier {one.value})' if one.value else ''}")
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
    """Names of references, as the case knows them; what is asked for together is looked up together.

    Args:
        case: An open case.
        claims: Those whose references will be asked for.
    """

    def __init__(self, case: Case, claims: Iterable[Claim] = ()) -> None:
        self._index = case.store.index
        self._names: dict[str, str | None] = {}
        self._look_up({one.id for claim in claims for one in references_of(claim)})

    def __call__(self, reference: Reference | None) -> str:
        """The name of whom a reference means; its own words where it is nobody known."""
        if reference is None:
            return ""
        if reference.id not in self._names:
            self._look_up({reference.id})
        return self._names[reference.id] or reference.text

    def _look_up(self, mentions: set[str]) -> None:
        entities = self._index.entities_of(sorted(mentions))
        named = self._index.named(dict.fromkeys(entities.values()))
        for mention in mentions:
            found = named.get(entities.get(mention, ""))
            self._names[mention] = found.name if found else None


def references_of(claim: Claim) -> list[Reference]:
    """All whom a claim names: of whom it speaks, its relations' ends, its holders."""
    ends = [*claim.about, *(one.reference for one in claim.holders)]
    for relation in claim.relations:
        ends += [relation.subject, relation.object]
    return [one for one in ends if one is not None]
