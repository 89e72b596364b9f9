"""Which steps of a due-diligence file meet a requirement, and whether their evidence suffices."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from dalil.diligence.pairs import subject_digest
from dalil.diligence.rules import Requirement, Rules
from dalil.diligence.screened import against, too_old
from dalil.diligence.values import ClientFile, Step
from dalil.matching.compare import REVIEW

RELATIONSHIP = "relationship"
"""What an approval is of, where it is not of one hit."""


def met_by(
    file: ClientFile, asked: Requirement, party: str, day: str, *, ever: bool = False
) -> tuple[Step, ...]:
    """Steps that meet a requirement, oldest first; empty where it is not met.

    Args:
        file: As read from its records.
        asked: The requirement.
        party: Whom it is asked of, or "".
        day: ISO date of the inspection.
        ever: Also what met it once and no longer does: for the test of order.
    """
    for need in asked.needs.split("|"):
        kind, _, what = need.partition(":")
        found = _FINDERS[kind](file, what, party, "" if ever else day)
        if found:
            return found
    return ()


def asked_of(file: ClientFile, rules: Rules, day: str) -> Iterator[tuple[Requirement, str]]:
    """Which requirements are asked of whom: (requirement, party or "")."""
    present = set(file.present)
    for asked in rules.requirements_at(day):
        if asked.types and file.type not in asked.types:
            continue
        if asked.when and not present & set(asked.when):
            continue
        if not asked.each:
            yield asked, ""
            continue
        for name, party in file.parties.items():
            if party.text("role") in asked.each:
                yield asked, name


def lack_of(file: ClientFile, asked: Requirement, met: Sequence[Step], party: str = "") -> str:
    """What lacks of the newest step that meets a requirement; "" where nothing does.

    That is the evidence that it must cite, or a list that is not too old.
    """
    kind, _, what = asked.needs.partition(":")
    if kind == "check":
        old = [too_old(step, what, asked.lists_within_days) for step in met]
        return f"{old[-1]}: import a newer one, then {way_out(asked, party)}" if all(old) else ""
    return _evidence_lack(file, asked, met, party) if asked.evidence else ""


def _evidence_lack(file: ClientFile, asked: Requirement, met: Sequence[Step], party: str) -> str:
    cited = [
        file.evidence[sha256] for sha256 in met[-1].texts("evidence") if sha256 in file.evidence
    ]
    if not cited:
        return f"step {met[-1].number} ({met[-1].kind}) cites no evidence on file"
    about = [one for one in cited if not party or one.text("party") in ("", party)]
    if not about:
        whose = ", ".join(dict.fromkeys(one.text("party") for one in cited))
        return (
            f"step {met[-1].number} cites only evidence that is on file as that of {whose}, which verifies "
            f"nobody else; where it speaks of {party} too, add it again without --party"
        )
    if asked.evidence == "independent" and not any(one.body.get("independent") for one in about):
        return f"step {met[-1].number} cites no evidence from an independent source"
    return ""


def why_not(file: ClientFile, asked: Requirement, party: str) -> str:
    """Why checks of a party that stand on file do not meet a requirement; "" where there are none."""
    kind, _, what = asked.needs.partition(":")
    now = file.parties.get(party)
    checks = [step for step in file.of("check") if party in _screened(step)] if now else []
    if kind != "check" or now is None or not checks:
        return ""
    last = checks[-1]
    right = [one for one in checks if against(one, what)]
    if not right:
        told = f"step {last.number} held them against no list of {what}"
        mixed = [
            str(one["list"])
            for one in last.body.get("lists", ())
            if "mixed" in one.get("kinds", ())
        ]
        return told + (
            f" ({', '.join(mixed)}: of none is it on file that it holds any)" if mixed else ""
        )
    last = right[-1]
    if not _low_enough(last):
        return (
            f"step {last.number} kept hits from a score of {last.body['threshold']:.2f} on, but from "
            f"{REVIEW:.2f} on a person should look"
        )
    return f"step {last.number} screened them before they were described anew in step {now.number}"


def way_out(asked: Requirement, party: str = "") -> str:
    """The command that meets a requirement."""
    kind, _, what = asked.needs.split("|")[0].partition(":")
    whom = f" --party '{party}'" if party else ""
    cited = " --evidence FILE" if asked.evidence else ""
    words = {
        "statement": f"state {what} '...'{whom}{cited}",
        "party": f"party NAME --role {what}",
        "check": f"check{whom} (against a list of {what})",
        "rating": "rate LEVEL --reason '...' --evidence FILE",
        "review": "review --next DATE --reason '...'",
        "conclusion": "conclude OUTCOME --reason '...'",
        "approval": f"approve --role '{what}' --reason '...'",
    }
    return f"dalil diligence {words[kind]}"


def _statement(file: ClientFile, what: str, party: str, day: str) -> tuple[Step, ...]:
    found = file.statements(what, party or None)
    return tuple(s for s in found if any(char.isalpha() for char in s.text("text")))


def _party(file: ClientFile, what: str, party: str, day: str) -> tuple[Step, ...]:
    now = file.parties
    return tuple(
        step
        for step in file.of("party")
        if step.text("role") == what
        and (not day or (step.text("name") in now and now[step.text("name")].text("role") == what))
    )


def _check(file: ClientFile, what: str, party: str, day: str) -> tuple[Step, ...]:
    """Checks of this party as it is described now, against a list of the right kind."""
    now = file.parties.get(party)
    if now is None:
        return ()
    digest = subject_digest(now.body)
    return tuple(
        step
        for step in file.of("check")
        if party in (held := _screened(step))
        and (not day or held[party] == digest)
        and against(step, what)
        and _low_enough(step)
    )


def _screened(check: Step) -> Mapping[str, str]:
    """Who was screened, and the digest of how they were described then."""
    return {str(one["name"]): str(one["subject"]) for one in check.body.get("parties", ())}


def _low_enough(check: Step) -> bool:
    """A check with a higher threshold hides what a person should look at; a vendor's has none."""
    return float(check.body.get("threshold") or 0) <= REVIEW


def _rating(file: ClientFile, what: str, party: str, day: str) -> tuple[Step, ...]:
    return file.of("rating")


def _review(file: ClientFile, what: str, party: str, day: str) -> tuple[Step, ...]:
    last = file.last("review")
    return (last,) if last is not None and last.text("next") >= day else ()


def _conclusion(file: ClientFile, what: str, party: str, day: str) -> tuple[Step, ...]:
    return file.of("conclusion")


def _approval(file: ClientFile, what: str, party: str, day: str) -> tuple[Step, ...]:
    return tuple(
        step
        for step in file.of("approval")
        if step.text("role").lower() == what and step.text("on") in ("", RELATIONSHIP)
    )


_FINDERS: Mapping[str, Callable[[ClientFile, str, str, str], tuple[Step, ...]]] = {
    "statement": _statement,
    "party": _party,
    "check": _check,
    "rating": _rating,
    "review": _review,
    "conclusion": _conclusion,
    "approval": _approval,
}
