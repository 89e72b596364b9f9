"""The third test: no rating, decision or trigger without a reason, no contradiction left standing."""

from __future__ import annotations

from collections.abc import Iterator

from dalil.diligence.rules import Rules
from dalil.diligence.values import ClientFile, Step

Told = tuple[str, str, bool, str, tuple[int, ...]]
"""(id, what was asked, whether it stands, what is on file, steps)."""

_ENHANCED = frozenset({"pep", "high-risk-country", "unusual", "false-identity", "high-risk"})
_SANCTIONED = frozenset({"sanction"})


def reasoning(file: ClientFile, rules: Rules, day: str) -> Iterator[Told]:
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
    yield from _sanctioned(file)


def _has_reason(step: Step) -> Told:
    reason = step.text("reason").strip()
    return _told(step, "has its reason", bool(reason), reason or "no reason is given")


def _rating(file: ClientFile) -> Iterator[Told]:
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


def _approvals(file: ClientFile) -> Iterator[Told]:
    """Four eyes: who rated does not approve."""
    raters = {_person(step.by) for step in file.of("rating")}
    for step in file.of("approval"):
        who = step.text("who") or step.by
        fits = _person(who) not in raters
        words = f"by {who}" + ("" if fits else ", who also rated")
        words += "" if _person(who) == _person(step.by) else f" (as {step.by} recorded)"
        yield _told(step, "is by somebody else than the rating", fits, words)


def _person(name: str) -> str:
    """A name without case and spaces at its ends: two spellings are not four eyes."""
    return " ".join(name.split()).casefold()


def _conclusion(file: ClientFile) -> Iterator[Told]:
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
        yield _told(last, "fits the rating", rating.text("level") != "prohibited", told)
    for name in sorted({"pep", "high-risk-country"} & set(file.present)):
        since = _present_since(file, name)
        senior = [s for s in file.of("approval") if s.text("role").lower() == "senior management"]
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


def _contradictions(file: ClientFile, rules: Rules, day: str) -> Iterator[Told]:
    """A trigger that was said to be absent although a decided hit or a country says otherwise."""
    topics = {
        topic: hit.id
        for hit in file.current_hits.values()
        if (done := file.decisions.get(hit.id)) is not None and done.text("verdict") == "same"
        for topic in hit.topics
    }
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
            yield f"trigger {trigger.id}", title, False, words, number
        if not trigger.countries_from or trigger.countries_from <= day:
            for code in set(trigger.countries) & countries.keys():
                words = f"{countries[code]}: country {code} ({trigger.countries_state})"
                yield f"trigger {trigger.id}", title, False, words, number


def _sanctioned(file: ClientFile) -> Iterator[Told]:
    """A client who was accepted although a party was decided to be on a sanctions list."""
    last = file.last("conclusion")
    if last is None or last.text("outcome") != "accept":
        return
    for hit in file.current_hits.values():
        done = file.decisions.get(hit.id)
        if done is None or done.text("verdict") != "same" or not _SANCTIONED & set(hit.topics):
            continue
        approved = [
            one
            for one in file.of("approval")
            if one.number > done.number and one.text("on") == hit.id
        ]
        words = f"{hit.party} was decided to be {hit.name} ({hit.list} {hit.entry_id})"
        if not approved:
            words += f"; no approval speaks of it (--on {hit.id}, with the licence or legal basis)"
        yield _told(last, "accepts nobody on a sanctions list unexplained", bool(approved), words)


def _told(step: Step, asked: str, holds: bool, found: str) -> Told:
    title = f"Step {step.number} ({step.kind}) {asked}"
    return f"{step.kind} {step.number}", title, holds, found, (step.number,)
