"""Files that lack one thing each: the inspection names that thing, and nothing where nothing lacks."""

from __future__ import annotations

from dataclasses import replace

import pytest

from client_samples import (
    ENTRY,
    OWNER,
    PASSPORT,
    REGISTER,
    TODAY,
    Builder,
    changed,
    complete,
    hit,
    without,
)
from dalil.diligence.inspection import inspect_file, retrieval
from dalil.diligence.order import precedes
from dalil.diligence.rules import load_rules
from dalil.diligence.values import ClientFile, Step

RULES = load_rules()


def lacking(file: ClientFile, day: str = TODAY, test: str = "") -> set[tuple[str, str]]:
    """(test, id) of everything that lacks."""
    found = {(p.test, p.id) for p in inspect_file(file, RULES, day).lacking}
    return {one for one in found if not test or one[0] == test}


def test_in_a_complete_file_nothing_lacks():
    result = inspect_file(complete().file(), RULES, TODAY)
    assert result.lacking == ()
    assert {point.test for point in result.points} == {"completeness", "order", "reasoning"}


@pytest.mark.parametrize(
    "field", ["purpose", "structure", "register", "funds", "monitoring", "training"]
)
def test_a_missing_statement_is_named_alone(field):
    file = without(complete().file(), lambda s: s.text("field") == field)
    assert lacking(file) == {("completeness", field)}


@pytest.mark.parametrize("name", ["Harrowmere Quay LLP", "Orla Venn"])
def test_identity_is_asked_of_each_party(name):
    file = without(
        complete().file(), lambda s: s.text("field") == "identity" and s.text("party") == name
    )
    points = inspect_file(file, RULES, TODAY).lacking
    assert [(p.id, p.party) for p in points] == [("identity", name)]
    assert "dalil diligence state identity" in points[0].found


@pytest.mark.parametrize(
    "trigger", ["pep", "high-risk-country", "unusual", "false-identity", "high-risk", "reliance"]
)
def test_a_trigger_that_nobody_considered_is_named(trigger):
    file = without(complete().file(), lambda s: s.text("trigger") == trigger)
    assert lacking(file) == {("completeness", f"trigger {trigger}")}


@pytest.mark.parametrize(
    ("kind", "name"), [("rating", "risk"), ("conclusion", "decision"), ("review", "review")]
)
def test_rating_decision_and_review_are_asked_for(kind, name):
    file = without(complete().file(), lambda s: s.kind == kind)
    assert lacking(file) == {("completeness", name)}


def test_without_a_check_both_kinds_lack_for_everybody():
    file = without(complete().file(), lambda s: s.kind in ("check", "decision"))
    assert lacking(file) == {("completeness", "sanctions-check"), ("completeness", "pep-check")}
    assert len(inspect_file(file, RULES, TODAY).lacking) == 4


def test_a_check_without_a_list_of_offices_is_no_check_for_them():
    check = next(s for s in complete().file().steps if s.kind == "check")
    file = changed(complete().file(), "check", lists=list(check.body["lists"])[:1])
    assert lacking(file) == {("completeness", "pep-check")}


def test_a_party_described_anew_must_be_screened_anew():
    made = complete()
    made.add("party", **{**OWNER, "aliases": ["O. Venn-Marrow"]})
    assert lacking(made.file()) == {
        ("completeness", "sanctions-check"),
        ("completeness", "pep-check"),
    }


def test_an_owner_who_is_not_on_the_file_lacks_unless_the_difficulties_are_recorded():
    file = without(
        complete().file(),
        lambda s: "Orla Venn" in (s.text("name"), s.text("party")) and s.kind != "decision",
    )
    file = changed(file, "check", hits=[])
    assert lacking(file) == {("completeness", "owners")}
    made = Builder()
    made.steps = list(file.steps)
    # In time, before the relationship began.
    made.add("statement", field="difficulties", text="Registers of three countries were asked.")
    steps = [
        replace(s, at="2031-05-01T09:00:00Z") if s.kind == "statement" else s for s in made.steps
    ]
    assert lacking(replace(file, steps=tuple(steps))) == set()


def test_a_natural_person_has_no_structure_to_show():
    made = complete("person")
    gone = ("structure", "register")
    file = without(made.file(), lambda s: s.text("field") in gone)
    assert lacking(file) == set()


def test_verification_needs_an_independent_source():
    made = complete()
    made.add("evidence", sha256=PASSPORT, name="passport.txt", independent=False)
    assert lacking(made.file()) == {("completeness", "identity")}


def test_a_hit_without_a_decision_or_decided_unsure_is_open():
    found = hit()["id"]
    file = without(complete().file(), lambda s: s.kind == "decision")
    assert lacking(file) == {("completeness", f"hit {found}")}
    file = changed(complete().file(), "decision", verdict="unsure")
    assert lacking(file) == {("completeness", f"hit {found}")}


def test_a_changed_entry_is_open_again_and_the_old_pair_is_superseded():
    made = complete()
    check = next(s for s in made.steps if s.kind == "check")
    newer = hit(entry={**ENTRY, "reasons": "New reasons."})
    made.add("check", **{**check.body, "hits": [newer]})
    assert lacking(made.file()) == {("completeness", f"hit {newer['id']}")}


def with_pep(*, wealth=True, approval=True, media=True, background=True) -> ClientFile:
    """The file with a politically exposed person, all measures taken but those that are not."""
    made = complete()
    steps = made.steps
    made.steps = []
    for step in steps:
        if step.kind == "event":
            continue
        if step.text("trigger") == "pep":
            step = replace(step, body={**step.body, "present": True})
        made.steps.append(step)
    for field, wanted in (("wealth", wealth), ("media", media), ("background", background)):
        if wanted:
            made.add("statement", field=field, text="Looked into.", evidence=[REGISTER])
    if approval:
        made.add("approval", who="P. Strand", role="Senior Management", reason="Documented.")
    made.add("event", at="2031-05-02T09:00:00Z", event="relationship began", on="2031-05-02")
    return made.file()


def test_a_politically_exposed_person_asks_for_more():
    assert lacking(with_pep()) == set()
    assert lacking(with_pep(wealth=False)) == {("completeness", "wealth")}
    assert lacking(with_pep(approval=False)) == {("completeness", "senior-approval")}
    assert lacking(with_pep(media=False)) == {("completeness", "media")}
    assert lacking(with_pep(background=False)) == {("completeness", "background")}


def test_who_rated_does_not_approve():
    file = changed(with_pep(), "approval", who="anna")
    assert {test for test, _ in lacking(file)} == {"reasoning"}


@pytest.mark.parametrize("kind", ["decision", "rating", "trigger", "conclusion", "review"])
def test_an_empty_reason_is_a_lack_even_where_the_box_is_ticked(kind):
    file = changed(complete().file(), kind, reason="  ")
    assert {test for test, _ in lacking(file)} == {"reasoning"}


def test_a_rating_without_evidence_or_with_evidence_that_is_not_on_file():
    assert ("completeness", "risk") in lacking(changed(complete().file(), "rating", evidence=[]))
    file = changed(complete().file(), "rating", evidence=["d" * 64])
    assert {test for test, _ in lacking(file)} == {"completeness", "reasoning"}


def test_a_low_rating_beside_a_trigger_is_a_contradiction():
    file = changed(with_pep(), "rating", level="low")
    assert {test for test, _ in lacking(file)} == {"reasoning"}


def test_a_rating_older_than_a_change_of_circumstances():
    made = complete()
    made.add("event", event="change of circumstances", on="2031-05-04", text="New owner.")
    assert {test for test, _ in lacking(made.file())} == {"reasoning"}


def test_a_decided_hit_on_a_person_with_an_office_contradicts_an_absent_trigger():
    office = hit(topics=["role.pep"], list="ep")
    file = changed(complete().file(), "check", hits=[office])
    file = changed(file, "decision", verdict="same")
    assert lacking(file) == {("reasoning", "trigger pep")}


def test_a_country_on_the_list_contradicts_an_absent_trigger_from_its_day_on():
    steps = tuple(
        replace(s, body={**s.body, "countries": ["KP"]}) if s.text("role") == "owner" else s
        for s in complete().file().steps
    )
    file = replace(complete().file(), steps=steps)
    assert ("reasoning", "trigger high-risk-country") in lacking(file)
    assert ("reasoning", "trigger high-risk-country") not in lacking(file, "2026-06-29")


def test_nobody_on_a_sanctions_list_is_accepted_unexplained():
    file = changed(complete().file(), "decision", verdict="same")
    assert {test for test, _ in lacking(file)} == {"reasoning"}
    made = Builder()
    made.steps = list(file.steps)
    made.add(
        "approval",
        who="P. Strand",
        role="compliance",
        on=hit()["id"],
        reason="Licence 12 covers it.",
    )
    assert lacking(made.file()) == set()


# -- order ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("drop", "name"),
    [
        (lambda s: s.kind == "check", "sanctions-check"),
        (lambda s: s.text("field") == "identity", "identity"),
        (lambda s: s.kind == "rating", "risk"),
        (lambda s: s.kind == "conclusion", "decision"),
    ],
)
def test_what_was_done_after_the_relationship_began_fails_the_order(drop, name):
    late = "2031-05-03T08:00:00Z"
    file = complete().file()
    steps = tuple(replace(s, at=late) if drop(s) else s for s in file.steps)
    assert ("order", name) in lacking(replace(file, steps=steps), test="order")
    assert lacking(file, test="order") == set()


def test_the_source_of_funds_must_stand_before_money_moves():
    file = complete().file()
    steps = tuple(
        replace(s, at="2031-05-03T10:00:00Z", number=99) if s.text("field") == "funds" else s
        for s in file.steps
    )
    assert lacking(replace(file, steps=steps), test="order") == {("order", "funds")}


def test_a_later_check_does_not_mend_that_none_was_made_in_time():
    file = complete().file()
    check = next(s for s in file.steps if s.kind == "check")
    late = replace(check, number=90, at="2031-05-04T08:00:00Z")
    steps = tuple(late if s is check else s for s in file.steps)
    assert ("order", "sanctions-check") in lacking(replace(file, steps=steps))
    both = replace(file, steps=(*file.steps, late))
    assert lacking(both) == set()


def step(number: int, at: str, on: str = "") -> Step:
    return Step(number, "event", at, "anna", {"on": on}, number)


def test_of_the_same_day_the_order_of_the_ledger_tells_unless_a_time_is_given():
    done = step(3, "2031-05-02T11:00:00Z")
    assert precedes(done, step(4, "", "2031-05-02"))
    assert not precedes(done, step(2, "", "2031-05-02"))
    assert not precedes(done, step(2, "", "2031-05-03")), "the event stands before it"
    assert not precedes(done, step(9, "", "2031-05-01"))
    assert precedes(done, step(4, "", "2031-05-02T11:00:00Z"))
    assert not precedes(done, step(2, "", "2031-05-02T23:59:59Z")), "whatever time was told"
    assert not precedes(done, step(9, "", "2031-05-02T10:59:59Z"))


# -- retrieval, rules ----------------------------------------------------------------------------


def test_a_file_that_is_missing_damaged_or_never_added_fails_retrieval():
    file = complete().file()
    good = {PASSPORT: "", REGISTER: ""}
    assert all(point.holds for point in retrieval(file, good))
    bad = [p for p in retrieval(file, {**good, PASSPORT: "its bytes do not fit"}) if not p.holds]
    assert [point.found for point in bad] == ["its bytes do not fit"]
    lost = [p for p in retrieval(file, {PASSPORT: ""}) if not p.holds]
    assert "not in the vault" in lost[0].found
    cited = changed(file, "rating", evidence=["d" * 64])
    assert any("no step added it" in p.found for p in retrieval(cited, good) if not p.holds)


def test_rules_are_applied_as_of_their_days():
    file = without(complete().file(), lambda s: s.text("field") == "register")
    assert ("completeness", "register") in lacking(file, "2020-01-10")
    assert ("completeness", "register") not in lacking(file, "2020-01-09")


def test_a_review_that_has_passed_is_due():
    assert lacking(complete().file(), "2032-05-05") == {("completeness", "review")}


def test_a_file_kept_too_long_is_a_lack_until_it_is_held():
    made = complete()
    made.add("event", event="relationship ended", on="2031-05-04")
    made.add("review", next="2040-01-01", reason="closed")
    assert ("completeness", "retention") not in lacking(made.file(), "2036-05-03")
    assert lacking(made.file(), "2036-05-04") == {("completeness", "retention")}
    made.add("event", event="hold placed", on="2036-01-01", text="proceedings")
    assert lacking(made.file(), "2036-05-04") == set()


def test_every_point_of_law_says_how_far_its_citation_was_verified():
    points = inspect_file(complete().file(), RULES, TODAY).points
    legal = [point for point in points if point.citation]
    assert legal
    assert all(p.state == "citation unverified" or p.state.startswith("source S") for p in legal)


def test_a_client_rated_prohibited_is_not_accepted():
    assert {t for t, _ in lacking(changed(complete().file(), "rating", level="prohibited"))} == {
        "reasoning"
    }


def test_a_decision_before_any_rating_is_told():
    file = complete().file()
    rating = next(s for s in file.steps if s.kind == "rating")
    decision = next(s for s in file.steps if s.kind == "conclusion")
    swapped = {
        rating.number: replace(rating, number=decision.number),
        decision.number: replace(decision, number=rating.number),
    }
    steps = tuple(swapped.get(s.number, s) for s in file.steps)
    assert {t for t, _ in lacking(replace(file, steps=steps))} == {"reasoning"}


def test_an_approval_given_before_the_trigger_was_known_does_not_cover_it():
    file = with_pep()
    approval = next(s for s in file.steps if s.kind == "approval")
    steps = tuple(replace(s, number=1) if s is approval else s for s in file.steps)
    assert {t for t, _ in lacking(replace(file, steps=steps))} == {"reasoning"}


STEPS = complete().steps


@pytest.mark.parametrize(
    "number",
    [s.number for s in STEPS if s.kind != "event" and s.text("role") != "client"],
    ids=lambda n: (
        f"{n}-{STEPS[n - 1].kind}-{STEPS[n - 1].text('field') or STEPS[n - 1].text('trigger')}"
    ),
)
def test_no_single_step_can_be_left_out_unseen(number):
    assert lacking(without(complete().file(), lambda s: s.number == number))


# -- found by people who tried to get a file past the inspection ------------------------------------


@pytest.mark.parametrize("on", ["20310502", "2031-W18-5", "2031-05-02T05:00:00+05:00"])
def test_however_a_date_is_written_the_order_is_seen(on):
    """``2031-05-03`` < ``20310502`` as texts: what came late seemed to come first."""
    file = complete().file()
    steps = tuple(
        replace(s, body={**s.body, "on": on})
        if s.text("event") == "relationship began"
        else replace(s, at="2031-05-03T08:00:00Z")
        if s.kind == "check"
        else s
        for s in file.steps
    )
    assert ("order", "sanctions-check") in lacking(replace(file, steps=steps), test="order")


def test_money_that_moved_before_the_relationship_began_counts_too():
    file = complete().file()
    steps = tuple(
        replace(s, body={**s.body, "on": "2031-04-01"}) if s.text("event") == "money moved" else s
        for s in file.steps
    )
    found = {name for _, name in lacking(replace(file, steps=steps), test="order")}
    assert {"identity", "sanctions-check", "risk", "decision", "funds"} <= found


def test_evidence_that_came_after_the_money_does_not_reach_back():
    """A statement without evidence holds no place in the order for one that cites some later."""
    made = Builder()
    late = []
    for one in complete().file().steps:
        if one.text("field") == "identity" and one.text("party") == "Orla Venn":
            late.append(dict(one.body))
            made.add("statement", **{**one.body, "text": "To be seen.", "evidence": []})
        else:
            made.add(one.kind, **({"at": one.at} if one.kind == "event" else {}), **one.body)
    made.add("statement", at="2031-05-04T09:00:00Z", **late[0])
    points = inspect_file(made.file(), RULES, TODAY).lacking
    assert [(p.test, p.id, p.party) for p in points] == [("order", "identity", "Orla Venn")]


def test_a_check_that_shows_less_than_a_person_should_look_at_is_no_check():
    file = changed(complete().file(), "check", threshold=1.0)
    points = [p for p in inspect_file(file, RULES, TODAY).lacking if p.id == "sanctions-check"]
    assert len(points) == 2
    assert all("1.00" in p.found and "0.70" in p.found for p in points)
    assert lacking(changed(complete().file(), "check", threshold=0.7)) == set()


def test_it_is_said_that_a_party_was_screened_as_described_before():
    made = complete()
    made.add("party", **{**OWNER, "aliases": ["O. Venn-Marrow"]})
    points = [p for p in inspect_file(made.file(), RULES, TODAY).lacking if p.test != "order"]
    assert all("described anew" in p.found for p in points)


def test_the_client_cannot_be_taken_off_or_made_somebody_else():
    for more in ({"removed": True}, {"role": "counterparty"}):
        made = complete()
        made.add(
            "party", name="Harrowmere Quay LLP", role="client", type="partnership", **more
        ) if ("role" not in more) else made.add(
            "party", name="Harrowmere Quay LLP", type="partnership", **more
        )
        assert ("completeness", "client") in lacking(made.file())


def test_an_undecided_hit_does_not_vanish_with_the_party():
    made = Builder()
    made.steps = [s for s in complete().file().steps if s.kind != "decision"]
    made.add("party", **{**OWNER, "removed": True})
    assert ("completeness", f"hit {hit()['id']}") in lacking(made.file())


def test_an_owner_who_became_something_else_is_no_owner():
    made = complete()
    made.add("party", **{**OWNER, "role": "representative"})
    assert ("completeness", "owners") in lacking(made.file())


def test_an_approval_of_a_hit_is_none_of_the_relationship():
    file = with_pep()
    steps = tuple(
        replace(s, body={**s.body, "on": hit()["id"]}) if s.kind == "approval" else s
        for s in file.steps
    )
    assert ("completeness", "senior-approval") in lacking(replace(file, steps=steps))


@pytest.mark.parametrize("who", ["ANNA", " anna ", "Anna"])
def test_four_eyes_are_not_two_spellings(who):
    file = changed(with_pep(), "approval", who=who)
    assert any(p.test == "reasoning" for p in inspect_file(file, RULES, TODAY).lacking)


def test_two_hits_of_one_reference_in_one_table_are_both_asked():
    """Vendors repeat a reference for each name that fits; the last one hid the others."""
    made = Builder()
    made.steps = [s for s in complete().file().steps if s.kind != "decision"]
    check = next(s for s in made.steps if s.kind == "check")
    twin = hit(entry={**ENTRY, "names": [{"text": "O. Ven"}]})
    file = changed(made.file(), "check", hits=[*check.body["hits"], twin])
    asked = {name for _, name in lacking(file) if name.startswith("hit ")}
    assert asked == {f"hit {hit()['id']}", f"hit {twin['id']}"}


def test_the_type_of_the_client_is_what_was_told_last_and_the_change_is_shown():
    made = Builder()
    made.add("party", name="Harrowmere Quay", role="client", type="person")
    assert not {"structure", "owners", "register"} & {n for _, n in lacking(made.file())}
    made.add("party", name="Harrowmere Quay", role="client", type="company")
    assert {"structure", "owners", "register"} <= {n for _, n in lacking(made.file())}
    look = inspect_file(made.file(), RULES, TODAY).to_look_at
    assert [(p.id, p.found) for p in look] == [("type", "person before, company since step 2")]
    made.add("party", name="Harrowmere Quay", role="client", type="person")
    assert not {"structure", "owners", "register"} & {n for _, n in lacking(made.file())}


def test_an_approval_by_somebody_whose_role_is_client_changes_no_type():
    made = complete()
    made.add("approval", who="P. Strand", role="client", reason="Said yes.")
    assert made.file().type == "partnership"


# -- found by a stranger: bad files that passed -----------------------------------------------------


def decided_same(lists: list[dict], **more) -> ClientFile:
    """The file with its one hit decided to be the owner."""
    found = hit(**more)
    check = next(s for s in complete().file().steps if s.kind == "check")
    file = changed(complete().file(), "check", hits=[found], lists=[*check.body["lists"], *lists])
    return changed(file, "decision", verdict="same")


def kind(*kinds: str, name: str = "own list") -> list[dict]:
    return [{"list": name, "version": "2031-05-01", "sha256": "d" * 64, "kinds": list(kinds)}]


@pytest.mark.parametrize(
    ("topics", "kinds"),
    [
        (["sanction"], ["own"]),
        (["sanction.linked"], ["own"]),
        (["sanction.counter"], ["peps"]),
        (["EU Sanctions"], ["own"]),
        (["debarment"], ["own"]),
        ([], ["sanctions"]),
        ([], ["debarment"]),
        ([], ["mixed"]),
        ([], ["sanctions", "peps"]),
        (["role.pep"], ["sanctions"]),
    ],
)
def test_whatever_the_words_nobody_on_such_a_list_is_accepted_without_an_approval(topics, kinds):
    file = decided_same(kind(*kinds), topics=topics, list="own list")
    points = [p for p in inspect_file(file, RULES, TODAY).lacking if "accepts nobody" in p.title]
    assert len(points) == 1
    assert points[0].citation
    assert points[0].state == "citation unverified"
    made = Builder()
    made.steps = list(file.steps)
    on = hit(list="own list")["id"]
    made.add("approval", who="P. Strand", role="Senior Management", on=on, reason="Licence 12.")
    found = [
        p for p in inspect_file(made.file(), RULES, TODAY).points if "accepts nobody" in p.title
    ]
    assert [(p.holds, p.look) for p in found] == [(True, False)]


def test_a_vendors_hit_is_of_the_kinds_of_its_table_under_whatever_list_name():
    lists = kind("sanctions", name="NameWatch")
    file = changed(decided_same([], topics=[], list="NameWatch: EU"), "check", lists=lists)
    assert ("reasoning", "conclusion 22") in lacking(file)


@pytest.mark.parametrize(("topics", "kinds"), [(["role.pep"], ["mixed"]), ([], ["peps"])])
def test_an_office_is_no_sanction(topics, kinds):
    file = decided_same(kind(*kinds), topics=topics, list="own list")
    assert lacking(file) == {("reasoning", "trigger pep")}


def test_a_list_of_which_nobody_said_what_it_means_is_to_be_looked_at():
    file = decided_same(kind("own"), topics=[], list="own list")
    assert lacking(file) == set()
    look = inspect_file(file, RULES, TODAY).to_look_at
    assert ["accepts nobody on another list" in p.title for p in look] == [True]


def test_the_role_of_who_approves_a_hit_is_no_law_but_is_to_be_looked_at():
    made = Builder()
    made.steps = list(changed(complete().file(), "decision", verdict="same").steps)
    made.add("approval", who="P. Strand", role="clerk", on=hit()["id"], reason="Licence 12.")
    assert lacking(made.file()) == set()
    look = inspect_file(made.file(), RULES, TODAY).to_look_at
    assert len(look) == 1
    assert "P. Strand, clerk" in look[0].found


@pytest.mark.parametrize("who", ["\u0430nna", "A\u0301nna", "\u200banna.", "a n n a", "аnnа"])
def test_four_eyes_are_not_look_alike_letters(who):
    file = changed(with_pep(), "approval", who=who)
    assert ("reasoning" in {t for t, _ in lacking(file)}) == (who != "a n n a")


@pytest.mark.parametrize("who", ["Анна", "Anna Quill", "A. Quill"])
def test_an_approver_who_may_be_the_rater_is_to_be_looked_at(who):
    file = changed(with_pep(), "approval", who=who)
    steps = file.steps
    if who == "A. Quill":
        steps = tuple(replace(s, by="Anna Quill") if s.kind == "rating" else s for s in steps)
    file = replace(file, steps=steps)
    assert lacking(file) == set()
    look = inspect_file(file, RULES, TODAY).to_look_at
    assert ["look whether they are two persons" in p.found for p in look] == [True]


@pytest.mark.parametrize("reason", [".", "-- --", "1.", "\u200b"])
def test_a_reason_without_a_letter_says_nothing(reason):
    file = changed(complete().file(), "decision", reason=reason)
    assert {t for t, _ in lacking(file)} == {"reasoning"}
    file = changed(complete().file(), "statement", text=reason)
    assert ("completeness", "purpose") in lacking(file)


def verified_on(whose: str) -> ClientFile:
    """The file whose owner's identity rests on a document that is on file as somebody's."""
    steps = tuple(
        replace(s, body={**s.body, "party": whose})
        if s.kind == "evidence" and s.text("sha256") == PASSPORT
        else s
        for s in complete().file().steps
    )
    return replace(complete().file(), steps=steps)


def test_a_document_of_another_party_verifies_nobody_else():
    points = inspect_file(verified_on("Harrowmere Quay LLP"), RULES, TODAY).lacking
    assert [(p.test, p.id, p.party) for p in points] == [("completeness", "identity", "Orla Venn")]
    assert "on file as that of Harrowmere Quay LLP" in points[0].found
    assert lacking(verified_on("Orla Venn")) == set()
    assert lacking(verified_on("")) == set()
    # Beside a document of their own it does no harm.
    file = verified_on("Orla Venn")
    steps = tuple(
        replace(s, body={**s.body, "evidence": [REGISTER, PASSPORT]})
        if s.text("party") == "Orla Venn" and s.kind == "statement"
        else s
        for s in file.steps
    )
    assert lacking(replace(file, steps=steps)) == set()


def test_independent_is_asked_of_the_partys_own_document():
    made = complete()
    made.add("evidence", sha256=PASSPORT, name="passport.txt", independent=False, party="Orla Venn")
    made.add("evidence", sha256=REGISTER, name="register.txt", independent=True, party="Wim Tarrow")
    made.add(
        "statement",
        field="identity",
        text="Seen.",
        party="Orla Venn",
        evidence=[PASSPORT, REGISTER],
    )
    whom = {p.party for p in inspect_file(made.file(), RULES, TODAY).lacking if p.id == "identity"}
    assert whom == {"Orla Venn", "Harrowmere Quay LLP"}


# -- turned round ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "before", "after", "words"),
    [
        (
            "decision",
            {"hit": "abc", "verdict": "same", "reason": "Same birth."},
            {"hit": "abc", "verdict": "different", "reason": "No."},
            "decided the same before",
        ),
        (
            "trigger",
            {"trigger": "pep", "present": True, "reason": "A minister."},
            {"trigger": "pep", "present": False, "reason": "None."},
            "said to be present before",
        ),
        (
            "rating",
            {"level": "prohibited", "reason": "Listed.", "evidence": ["b" * 64]},
            {"level": "low", "reason": "Not.", "evidence": ["b" * 64]},
            "rated prohibited before",
        ),
        ("review", {}, {"next": "9999-12-31", "reason": "Late."}, "more than 3 years on"),
    ],
)
def test_a_judgement_that_was_turned_round_is_to_be_looked_at(kind, before, after, words):
    made = complete()
    if before:
        made.add(kind, **before)
    made.add(kind, **after)
    points = inspect_file(made.file(), RULES, TODAY).points
    assert any(p.look and words in p.found for p in points)
    assert not any(words in p.found for p in inspect_file(complete().file(), RULES, TODAY).points)


def test_the_rating_that_stood_at_the_acceptance_counts():
    made = complete()
    made.add("rating", level="prohibited", reason="Listed.", evidence=["b" * 64])
    made.add("conclusion", outcome="accept", reason="All done.")
    made.add("rating", level="low", reason="Not.", evidence=["b" * 64])
    lacking = [p for p in inspect_file(made.file(), RULES, TODAY).points if not p.holds]
    assert any("it was prohibited when that was decided" in p.found for p in lacking)
