"""What came too late: nobody can date it back, and what was decided late stays late."""

from __future__ import annotations

import pytest

from client_samples import ENTRY, OWNER, TODAY, Builder, complete, hit
from dalil.diligence.inspection import inspect_file
from dalil.diligence.points import Point
from dalil.diligence.rules import load_rules
from dalil.diligence.values import ClientFile

RULES = load_rules()
CLIENT = {"name": "Harrowmere Quay LLP", "role": "client", "type": "partnership"}
LATE = "2031-05-04T08:00:00Z"
"""After the relationship began and money moved."""


def again(drop=lambda step: False, change=None) -> Builder:
    """The complete file without some steps, or with others in their place."""
    made = Builder()
    for step in complete().steps:
        if not drop(step):
            body = {**step.body, **((change(step) or {}) if change else {})}
            made.add(step.kind, at=step.at if step.kind == "event" else "", by=step.by, **body)
    return made


def told(file: ClientFile, day: str = TODAY) -> list[Point]:
    return [p for p in inspect_file(file, RULES, day).points if p.test == "order"]


def lacking(file: ClientFile) -> set[tuple[str, str]]:
    return {(p.test, p.id) for p in inspect_file(file, RULES, TODAY).lacking}


def test_every_point_of_the_order_stands_on_a_rule():
    assert {p.id for p in told(complete().file())} >= {"trigger pep", f"hit {hit()['id']}"}
    assert all(p.citation and p.state for p in told(complete().file()))


# -- dated back ------------------------------------------------------------------------------------


def late_checks() -> Builder:
    made = again(lambda step: step.kind == "check")
    check = next(step for step in complete().steps if step.kind == "check")
    made.add("check", at=LATE, **check.body)
    return made


def test_a_party_who_was_known_before_the_money_cannot_have_joined_after_it():
    made = late_checks()
    assert len([p for p in told(made.file()) if not p.holds]) == 4
    made.add("party", at=LATE, **{**OWNER, "since": "2031-05-04"})
    made.add("party", at=LATE, **{**CLIENT, "since": "2099-01-01"})
    assert {("order", "sanctions-check"), ("order", "pep-check")} <= lacking(made.file())
    assert len([p for p in told(made.file()) if not p.holds]) == 4


def test_the_client_never_joined_later_even_where_the_file_was_opened_late():
    made = Builder()
    for step in complete().steps:
        made.add(step.kind, at=LATE, **{**step.body, "since": "2099-01-01"})
    who = {p.party for p in told(made.file()) if not p.holds and p.id == "identity"}
    assert "Harrowmere Quay LLP" in who


def new_owner(**more: str) -> Builder:
    made = complete()
    second = {"name": "Timur Voskel", "role": "owner", "type": "person", **more}
    made.add("party", at=LATE, **second)
    made.add("evidence", at=LATE, sha256="e" * 64, name="voskel.txt", independent=True)
    made.add(
        "statement",
        at=LATE,
        field="identity",
        text="Seen.",
        party="Timur Voskel",
        evidence=["e" * 64],
    )
    return made


def test_an_owner_who_joined_later_is_no_lack_but_is_to_be_looked_at():
    file = new_owner(since="2031-05-04").file()
    found = [p for p in told(file) if p.party == "Timur Voskel"]
    assert [(p.id, p.holds, p.look) for p in found] == [("identity", True, True)]
    assert "since 2031-05-04, as was told" in found[0].found
    file = new_owner().file()
    assert ("order", "identity") in lacking(file)
    file = new_owner(since="2031-05-01").file()
    assert ("order", "identity") in lacking(file)


# -- hits and triggers ---------------------------------------------------------------------------


def test_a_hit_that_was_decided_after_the_money_moved_came_too_late():
    made = again(lambda step: step.kind == "decision")
    made.add("decision", at=LATE, hit=hit()["id"], verdict="different", reason="Born 1949.")
    assert lacking(made.file()) == {("order", f"hit {hit()['id']}")}


def test_a_hit_that_was_only_unsure_then_was_open():
    made = again(change=lambda step: {"verdict": "unsure"} if step.kind == "decision" else None)
    made.add("decision", at=LATE, hit=hit()["id"], verdict="different", reason="Born 1949.")
    assert lacking(made.file()) == {("order", f"hit {hit()['id']}")}


def test_an_open_hit_that_a_later_check_superseded_was_open_all_the_same():
    made = again(lambda step: step.kind == "decision")
    check = next(step for step in complete().steps if step.kind == "check")
    newer = hit(entry={**ENTRY, "reasons": "New reasons."})
    made.add("check", at=LATE, **{**check.body, "hits": [newer]})
    made.add("decision", at=LATE, hit=newer["id"], verdict="different", reason="Born 1949.")
    assert lacking(made.file()) == {("order", f"hit {hit()['id']}")}


def test_a_hit_of_a_later_check_may_be_decided_later():
    made = complete()
    check = next(step for step in made.steps if step.kind == "check")
    newer = hit(entry={**ENTRY, "reasons": "New reasons."})
    made.add("check", at=LATE, **{**check.body, "hits": [newer]})
    made.add("decision", at=LATE, hit=newer["id"], verdict="different", reason="Born 1949.")
    assert lacking(made.file()) == set()


@pytest.mark.parametrize(
    "name", ["pep", "high-risk-country", "unusual", "false-identity", "high-risk", "reliance"]
)
def test_a_trigger_is_considered_before_and_not_after(name):
    made = again(lambda step: step.text("trigger") == name)
    made.add("trigger", at=LATE, trigger=name, present=False, reason="Looked at late.")
    assert lacking(made.file()) == {("order", f"trigger {name}")}
    # What was considered in time may be considered again.
    made = complete()
    made.add("trigger", at=LATE, trigger=name, present=False, reason="Looked at again.")
    assert lacking(made.file()) == set()


# -- declined --------------------------------------------------------------------------------------


def concluded(outcome: str) -> Builder:
    return again(change=lambda s: {"outcome": outcome} if s.kind == "conclusion" else None)


@pytest.mark.parametrize("outcome", ["decline", "exit"])
def test_no_business_with_a_client_who_was_declined(outcome):
    file = concluded(outcome).file()
    numbers = {s.text("event"): s.number for s in file.steps if s.kind == "event"}
    lack = lacking(file)
    assert ("order", f"event {numbers['relationship began']}") in lack
    assert (("order", f"event {numbers['money moved']}") in lack) == (outcome == "decline")


def test_an_acceptance_after_the_business_does_not_reach_back():
    made = concluded("decline")
    made.add("conclusion", at=LATE, outcome="accept", reason="On second thoughts.")
    assert {test for test, _ in lacking(made.file())} == {"order"}


def test_who_was_declined_first_and_accepted_before_the_business_is_a_client():
    made = Builder()
    for step in complete().steps:
        if step.kind == "conclusion":
            made.add("conclusion", outcome="decline", reason="Not yet.")
        made.add(step.kind, at=step.at if step.kind == "event" else "", **step.body)
    assert lacking(made.file()) == set()
    assert not [p for p in told(made.file()) if p.look]


def looks(made: Builder) -> list[str]:
    return [p.id for p in told(made.file()) if p.look]


def test_money_that_goes_back_after_an_exit_and_an_end_that_is_missing_are_to_be_looked_at():
    made = complete()
    made.add("conclusion", at="2031-05-03T10:00:00Z", outcome="exit", reason="No answers came.")
    paid = made.add("event", at=LATE, event="money moved", on="2031-05-04", text="Given back.")
    assert lacking(made.file()) == set()
    assert looks(made) == [f"event {paid.number}", "end"]
    made.add("event", at=LATE, event="relationship ended", on="2031-05-04")
    assert looks(made) == [f"event {paid.number}"]


def test_business_told_after_the_decline_with_an_earlier_day_is_to_be_looked_at():
    made = complete()
    made.add("event", at=LATE, event="relationship ended", on="2031-05-04")
    made.add("conclusion", at=LATE, outcome="decline", reason="No more.")
    told_late = made.add("event", at=LATE, event="money moved", on="2031-05-03")
    assert lacking(made.file()) == set()
    assert looks(made) == [f"event {told_late.number}"]


def test_the_helper_of_these_tests_builds_a_file_in_which_nothing_lacks():
    assert lacking(again().file()) == set()


# -- told otherwise later ----------------------------------------------------------------------------


def test_events_recorded_first_with_a_later_time_turn_nothing_round():
    made = Builder()
    events = [step for step in complete().steps if step.kind == "event"]
    made.add("party", **CLIENT)
    made.add("party", **OWNER)
    for step in events:
        made.add("event", at="2031-05-02T09:00:00Z", **{**step.body, "on": "2031-05-02T23:59:59Z"})
    for step in complete().steps:
        if step.kind not in ("event", "party"):
            made.add(step.kind, at="2031-05-02T10:00:00Z", **step.body)
    late = {p.id for p in told(made.file()) if not p.holds}
    assert {"identity", "sanctions-check", "pep-check", "trigger pep"} <= late


def without_owner_steps() -> Builder:
    """Nothing was ever asked of the owner: no identity, no check."""
    whom = OWNER["name"]

    def about_owner(step) -> bool:
        return step.kind == "statement" and step.text("party") == whom

    def alone(step):
        if step.kind == "check":
            kept = [one for one in step.body["parties"] if one["name"] != whom]
            return {"parties": kept, "hits": []}
        return None

    return again(lambda step: about_owner(step) or step.kind == "decision", alone)


@pytest.mark.parametrize("change", [{"removed": True}, {"role": "counterparty"}])
def test_what_was_asked_of_an_owner_at_the_event_stays_asked(change):
    made = without_owner_steps()
    made.add("party", at=LATE, **{**OWNER, **change})
    lacks = {(p.id, p.party) for p in told(made.file()) if not p.holds}
    assert ("identity", OWNER["name"]) in lacks
    assert ("pep-check", OWNER["name"]) in lacks


def test_an_owner_who_was_looked_at_and_left_later_is_no_lack():
    made = complete()
    made.add("party", at=LATE, **OWNER, removed=True)
    assert [p for p in told(made.file()) if not p.holds] == []
    assert any(p.look and p.party == OWNER["name"] for p in told(made.file()))


def test_evidence_that_became_independent_after_the_event_was_not_so_then():
    weak = again(change=lambda step: {"independent": False} if step.kind == "evidence" else None)
    for step in complete().steps:
        if step.kind == "evidence":
            weak.add("evidence", at=LATE, **step.body)
    late = [p for p in told(weak.file()) if not p.holds]
    assert {p.id for p in late} >= {"identity"}
    assert all("told later" in p.found for p in late)


def test_an_acceptance_without_any_event_says_that_the_order_was_not_tested():
    made = again(lambda step: step.kind == "event")
    (point,) = [p for p in told(made.file()) if p.id == "events"]
    assert point.holds
    assert point.look
    assert "not tested" in point.found
