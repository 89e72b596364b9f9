"""What persons judge on a due-diligence file: triggers, hits, ratings, approvals, decisions, reviews.

Every judgement has a reason in words and a name; a rating cites evidence. A later judgement does not
take the earlier away: both stay, in their order.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from dalil.casework import review_words
from dalil.casework.casefolder import Case
from dalil.casework.diligence_file import iso, keep, read_file
from dalil.diligence.meeting import RELATIONSHIP
from dalil.diligence.rules import load_rules
from dalil.diligence.values import OUTCOMES, RATINGS, VERDICTS, Hit, Step
from dalil.errors import AmbiguousName, BadInput, NotFound


def consider(
    case: Case, trigger: str, present: bool, reason: str, evidence: Sequence[str] = ()
) -> Step:
    """Say whether a trigger is present, and why.

    Raises:
        BadInput: No such trigger, or no reason.
    """
    known = [one.id for one in load_rules().triggers]
    _one_of("trigger", trigger, known)
    body = {"trigger": trigger, "present": present, "evidence": list(evidence)}
    return keep(case, "trigger", {**body, "reason": _reason(reason)})


def decide(
    case: Case, hit: str, verdict: str, reason: str, evidence: Sequence[str] = ()
) -> tuple[Hit, Step]:
    """Decide whether a hit is the party; the same pair is not asked again unless a side changes.

    Args:
        case: Open for writing.
        hit: Id of the hit, or its beginning.
        verdict: ``same``, ``different`` or ``unsure``.
        reason: Why, in words.
        evidence: Hashes of evidence.

    Raises:
        NotFound: No check brought up such a hit.
        AmbiguousName: Several hits begin so.
        BadInput: No such verdict, or no reason.
    """
    _one_of("verdict", verdict, VERDICTS)
    found = find_hit(read_file(case).current_hits, hit)
    body = {
        "hit": found.id,
        "party": found.party,
        "list": found.list,
        "entry_id": found.entry_id,
        "name": found.name,
        "verdict": verdict,
        "reason": _reason(reason),
        "evidence": list(evidence),
    }
    return found, keep(case, "decision", body)


def rate(case: Case, level: str, reason: str, evidence: Sequence[str]) -> Step:
    """Rate the risk of client and matter; evidence is cited or nothing is recorded.

    Raises:
        BadInput: No such level, no reason, or no evidence.
    """
    _one_of("rating", level, RATINGS)
    if not evidence:
        raise BadInput(
            "The rating cites no evidence.", "Name what it rests on: --evidence FILE (repeatable)."
        )
    body = {"level": level, "reason": _reason(reason), "evidence": list(evidence)}
    return keep(case, "rating", body)


def approve(case: Case, who: str, role: str, on: str, reason: str) -> Step:
    """Record who approved what: the relationship, or one hit.

    Args:
        case: Open for writing.
        who: The person who approved; the one at work where empty.
        role: Their role, such as ``senior management``.
        on: ``relationship``, or the id of a hit (its beginning is enough).
        reason: Why.

    Raises:
        BadInput: No role or no reason.
        NotFound: No check brought up such a hit.
        AmbiguousName: Several hits begin so.
    """
    if on != RELATIONSHIP:
        on = find_hit(read_file(case).current_hits, on).id
    if not role.strip():
        raise BadInput("An approval needs the role of who approved.", "Such as: senior management.")
    body = {"who": who or case.user, "role": role.strip(), "on": on, "reason": _reason(reason)}
    return keep(case, "approval", body)


def conclude(case: Case, outcome: str, reason: str) -> Step:
    """Accept, decline or exit.

    Raises:
        BadInput: No such outcome, or no reason.
    """
    _one_of("outcome", outcome, OUTCOMES)
    return keep(case, "conclusion", {"outcome": outcome, "reason": _reason(reason)})


def plan_review(case: Case, next_: str, reason: str) -> Step:
    """Record that the file was reviewed, and when it is due again.

    Raises:
        BadInput: No date or no reason.
    """
    return keep(case, "review", {"next": iso(next_, "next"), "reason": _reason(reason)})


def find_hit(hits: Mapping[str, Hit], name: str) -> Hit:
    """The hit of an id, or of its beginning.

    Raises:
        NotFound: There is none.
        AmbiguousName: There are several.
    """
    fitting = [hit for key, hit in hits.items() if name and key.startswith(name.lower())]
    if not fitting:
        raise NotFound(
            f"No check of this file brought up a hit {name!r}.",
            "See them: dalil diligence show --client DIR",
        )
    if len(fitting) > 1:
        raise AmbiguousName(
            f"{len(fitting)} hits begin with {name!r}: {', '.join(h.id for h in fitting)}.",
            "Give more of the id.",
        )
    return fitting[0]


def _reason(text: str) -> str:
    if not text.strip():
        raise BadInput("No reason is given.", "Say why in words: --reason '...'.")
    if not any(char.isalpha() for char in text):
        raise BadInput(f"The reason {text.strip()[:80]!r} holds no word.", "Say why in words.")
    return review_words.reason(text)


def _one_of(what: str, value: str, known: Sequence[str]) -> None:
    if value not in known:
        raise BadInput(f"{value!r} is no {what}.", f"Choose from: {', '.join(known)}.")
