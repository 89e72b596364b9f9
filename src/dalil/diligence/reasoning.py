"""The third test: no rating, decision or trigger without a reason, no contradiction left standing.

It finds what is missing or contradicts itself. Whether a reason is a good one is for people.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from dalil.diligence.eyes import may_be_one, written_alike
from dalil.diligence.hits import UNSAID, meanings
from dalil.diligence.points import Point
from dalil.diligence.rules import Rules
from dalil.diligence.values import ClientFile, Hit, Step

SENIOR = "senior management"
_ENHANCED = frozenset({"pep", "high-risk-country", "unusual", "false-identity", "high-risk"})
_BASES = {"sanction": "sanctioned", "debarment": "demonstrated", UNSAID: "demonstrated"}
"""What the acceptance of somebody who is on a list stands on, by what the list means."""


def reasoning(file: ClientFile, rules: Rules, day: str) -> Iterator[Point]:
    """Every judgement on file against its reason, its evidence and the other judgements.

    Args:
        file: As read from its records.
        rules: Which triggers there are.
        day: ISO date of the inspection.
    """
    for step in file.steps:
        if step.kind in ("trigger", "decision", "rating", "approval", "conclusion", "review"):
            yield _has_reason(step)
        for sha256 in step.texts("evidence"):
            if sha256 not in file.evidence:
                yield _told(step, "cites evidence on file", False, f"{sha256[:12]} is not on file")
    yield from _rating(file)
    yield from _approvals(file)
    yield from _conclusion(file)
    yield from _contradictions(file, rules, day)
    yield from _listed(file, rules)
    yield from _turned(file)


def _turned(file: ClientFile) -> Iterator[Point]:
    """Judgements whose newest word is weaker than an earlier one: right, perhaps, but to be looked at."""
    for hit_id, last in file.decisions.items():
        before = [s for s in file.of("decision") if s.text("hit") == hit_id and s is not last]
        if last.text("verdict") != "same" and any(s.text("verdict") == "same" for s in before):
            words = f"hit {hit_id} was decided the same before, and is {last.text('verdict')} now"
            yield replace(_told(last, "was not turned round", True, words), look=True)
    for name, last in file.triggers.items():
        before = [s for s in file.of("trigger") if s.text("trigger") == name and s is not last]
        if not last.body.get("present") and any(s.body.get("present") for s in before):
            words = f"trigger {name} was said to be present before, and absent now"
            yield replace(_told(last, "was not turned round", True, words), look=True)
    levels = [one.text("level") for one in file.of("rating")]
    if "prohibited" in levels[:-1] and levels[-1] != "prohibited":
        words = f"rated prohibited before, and {levels[-1]} now"
        last = file.of("rating")[-1]
        yield replace(_told(last, "was not turned round", True, words), look=True)
    review = file.last("review")
    if review is not None and _years(review) > _LONGEST_REVIEW:
        words = f"the next review is on {review.text('next')}, more than {_LONGEST_REVIEW} years on"
        yield replace(_told(review, "comes in time", True, words), look=True)


_LONGEST_REVIEW = 3
"""Years to the next review from which a person should look; no statute names a number."""


def _years(review: Step) -> int:
    try:
        return int(review.text("next")[:4]) - int(review.at[:4])
    except ValueError:
        return 0


def _has_reason(step: Step) -> Point:
    reason = step.text("reason").strip()
    if not reason:
        return _told(step, "has its reason", False, "no reason is given")
    said = any(char.isalpha() for char in reason)
    return _told(step, "has its reason", said, reason if said else f"{reason!r} says nothing")


def _rating(file: ClientFile) -> Iterator[Point]:
    rating = file.last("rating")
    if rating is None:
        return
    cited = [sha256 for sha256 in rating.texts("evidence") if sha256 in file.evidence]
    told = ", ".join(file.evidence[one].text("name") for one in cited) or "it cites no evidence"
    yield _told(rating, "cites evidence", bool(cited), told)
    enhanced = sorted(_ENHANCED & set(file.present))
    level = rating.text("level")
    if enhanced:
        fits = level != "low"
        words = f"{level}, with triggers present: {', '.join(enhanced)}"
        yield _told(rating, "fits the triggers that are present", fits, words)
    changes = [one for one in file.events("change of circumstances") if one.number > rating.number]
    if changes:
        words = f"the circumstances changed in step {changes[-1].number}, after this rating"
        yield _told(rating, "is newer than the last change", False, words)


def _approvals(file: ClientFile) -> Iterator[Point]:
    """Four eyes: who rated does not approve."""
    raters = dict.fromkeys(step.by for step in file.of("rating"))
    for step in file.of("approval"):
        who = step.text("who") or step.by
        same = [one for one in raters if written_alike(who, one)]
        like = [one for one in raters if may_be_one(who, one) and not same]
        spelled = "" if who in same else f", written like {', '.join(same)}"
        words = f"by {who}" + (f"{spelled}, who also rated" if same else "")
        words += f"; {', '.join(like)} rated: look whether they are two persons" if like else ""
        words += "" if written_alike(who, step.by) else f" (as {step.by} recorded)"
        point = _told(step, "is by somebody else than the rating", not same, words)
        yield replace(point, look=bool(like))


def _conclusion(file: ClientFile) -> Iterator[Point]:
    """The last decision against the rating and the triggers that it should rest on."""
    last, rating = file.last("conclusion"), file.last("rating")
    if last is None or last.text("outcome") != "accept":
        return
    if rating is not None:
        told = (
            f"accepted in step {last.number}, rated {rating.text('level')} in step {rating.number}"
        )
        first = file.of("rating")[0]
        yield _told(last, "comes after a rating", first.number < last.number, told)
        stood = [one for one in file.of("rating") if one.number < last.number]
        fits = all(one.text("level") != "prohibited" for one in (rating, *stood[-1:]))
        then = f"; it was {stood[-1].text('level')} when that was decided" if stood else ""
        yield _told(last, "fits the rating", fits, told + then)
    for name in sorted({"pep", "high-risk-country"} & set(file.present)):
        since = _present_since(file, name)
        senior = [s for s in file.of("approval") if s.text("role").lower() == SENIOR]
        if senior:
            late = senior[-1].number > since
            words = f"trigger {name} is present since step {since}"
            yield _told(senior[-1], f"was given knowing of the trigger {name}", late, words)


def _present_since(file: ClientFile, trigger: str) -> int:
    """The step since which a trigger has been said to be present without a break."""
    since = 0
    for step in file.of("trigger"):
        if step.text("trigger") == trigger:
            since = (since or step.number) if step.body.get("present") else 0
    return since


def _contradictions(file: ClientFile, rules: Rules, day: str) -> Iterator[Point]:
    """A trigger that was said to be absent although a decided hit or a country says otherwise."""
    means = meanings(file)
    topics = {topic: hit.id for hit, _ in _same(file) for topic in sorted(means[hit.id])}
    countries = {
        code.upper(): name
        for name, party in file.parties.items()
        for code in party.texts("countries")
    }
    for trigger in rules.triggers_at(day):
        said = file.triggers.get(trigger.id)
        if said is not None and said.body.get("present"):
            continue
        number = (said.number,) if said else ()
        title = f"Trigger {trigger.id} fits what is on file"
        for topic in set(trigger.topics) & topics.keys():
            words = f"hit {topics[topic]} was decided as the same and says {topic}"
            yield Point("reasoning", f"trigger {trigger.id}", title, False, words, steps=number)
        if not trigger.countries_from or trigger.countries_from <= day:
            for code in set(trigger.countries) & countries.keys():
                words = f"{countries[code]}: country {code} ({trigger.countries_state})"
                yield Point("reasoning", f"trigger {trigger.id}", title, False, words, steps=number)


def _listed(file: ClientFile, rules: Rules) -> Iterator[Point]:
    """A client who was accepted although a party was decided to be on a list of sanctions or the like."""
    last = file.last("conclusion")
    if last is None or last.text("outcome") != "accept":
        return
    means = meanings(file)
    for hit, done in _same(file):
        on = next((kind for kind in _BASES if kind in means[hit.id]), "")
        if not on:
            continue
        approved = [
            one
            for one in file.of("approval")
            if one.number > done.number and one.text("on") == hit.id
        ]
        basis = rules.basis(_BASES[on])
        asked = "accepts nobody on a sanctions list unexplained"
        if on != "sanction":
            asked = "accepts nobody on another list unexplained"
        point = _told(last, asked, bool(approved) or on == UNSAID, _words(hit, on, approved))
        look = not approved if on == UNSAID else bool(approved) and not _senior(approved)
        yield replace(point, citation=basis.citation, state=basis.state, look=look)


def _words(hit: Hit, on: str, approved: list[Step]) -> str:
    """What is on file of a party who was decided to be on a list."""
    told = f"{hit.party} was decided to be {hit.name} ({hit.list} {hit.entry_id})"
    if on == UNSAID:
        told += ", a list of which nothing on file says what it means to stand on it"
    if not approved:
        return told + f"; no approval speaks of it (--on {hit.id}, with the licence or legal basis)"
    who = approved[-1]
    told += f"; approved in step {who.number} by {who.text('who') or who.by}, {who.text('role')}"
    if _senior(approved):
        return told
    return f"{told}: no rule here names the role, but look whether they may"


def _senior(approved: list[Step]) -> bool:
    return any(step.text("role").lower() == SENIOR for step in approved)


def _same(file: ClientFile) -> Iterator[tuple[Hit, Step]]:
    """Hits that were last decided to be the party, with that decision."""
    decisions = file.decisions
    for hit in file.current_hits.values():
        done = decisions.get(hit.id)
        if done is not None and done.text("verdict") == "same":
            yield hit, done


def _told(step: Step, asked: str, holds: bool, found: str) -> Point:
    title = f"Step {step.number} ({step.kind}) {asked}"
    name = f"{step.kind} {step.number}"
    return Point("reasoning", name, title, holds, found, steps=(step.number,))
