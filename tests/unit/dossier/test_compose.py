"""What a dossier must hold, and what it must not."""

from __future__ import annotations

from dataclasses import replace

import pytest

from dalil.claims.ports import Record
from dalil.claims.questions.sides import stands_against
from dalil.dossier import html
from dalil.dossier.compose import compose
from dalil.dossier.mask import investigated_only
from dalil.dossier.text import plain
from dalil.dossier.values import Box, Columns, Sentence, Table
from dalil.errors import NotFound
from dalil.evidence import (
    Holder,
    HolderRole,
    Judgement,
    Proceedings,
    Stage,
    Stance,
    Tier,
    Verdict,
    locate,
)


@pytest.fixture
def case(fakes):
    return fakes.harbour()


def build(fakes, case, **changes):
    found = fakes.material(case, **changes)
    return compose(found, found.view.targets[0])


def section(dossier, name):
    return next(part for part in dossier.sections if part.id == name)


def sentences(node):
    """Every sentence below a node."""
    if isinstance(node, Sentence):
        yield node
        for one in node.beside:
            yield from sentences(one)
    elif isinstance(node, tuple):
        for one in node:
            yield from sentences(one)
    elif isinstance(node, Box):
        yield from sentences(node.sentences)
    elif isinstance(node, Columns):
        for column in node.columns:
            yield from sentences(column.sentences)
    elif isinstance(node, Table):
        yield from sentences(node.rows)
    elif hasattr(node, "sentences"):
        yield from sentences(node.sentences)


def test_what_the_own_side_says_stands_below_the_denials_under_a_heading_that_names_both(
    fakes, case
):
    found = fakes.material(case)
    dossier = compose(found, found.view.targets[0])
    claims = found.view.claims
    seen = 0
    for block in section(dossier, "said").blocks:
        column = block.columns[1]
        assert column.label == "What is said against it, and by the own side"
        contrary = [stands_against(claims[s.claims[0]]) for s in column.sentences if s.claims]
        assert contrary == sorted(contrary, reverse=True)
        seen += len(contrary)
    assert seen


def test_the_order_of_reading(fakes, case):
    ids = [part.id for part in build(fakes, case).sections]
    assert ids == [
        "front", "who", "elements", "said", "contests", "assets", "lists", "ownership",
        "speakers", "gaps", "exhibits", "custody",
    ]  # fmt: skip


def test_review_and_contrary_evidence_stand_first(fakes, case):
    front = build(fakes, case).sections[0]
    status, contrary = front.blocks
    assert status.sentences[0].text.startswith("1 of 12 claims reviewed by a person.")
    words = " ".join(sentence.text for sentence in contrary.sentences)
    assert "Denials: 2." in words
    assert "They closed the case against Mr Veshkul" in words


def test_no_conclusion_unless_somebody_signed_one(fakes, case):
    assert any("No conclusion has been signed" in text for text in plain(build(fakes, case)))
    body = {"author": "person:R. Voss", "text": "Dropped."}
    signed = (Record("conclusion", "x", "2026-03-03T10:00:00Z", body),)
    words = "\n".join(plain(build(fakes, case, conclusions=signed)))
    assert "No conclusion has been signed" not in words
    assert "Conclusion signed by R. Voss on 3 March 2026: “Dropped.”" in words


def test_every_fact_has_a_footnote_whose_quote_stands_at_its_place(fakes, case):
    dossier = build(fakes, case)
    notes = {note.number: note for part in dossier.sections for note in part.notes}
    facts = [
        s for b in section(dossier, "said").blocks for s in sentences(b) if s.number is not None
    ]
    assert [fact.number for fact in facts] == list(range(1, len(facts) + 1))
    for fact in facts:
        assert fact.notes
        for number in fact.notes:
            note = notes[number]
            assert note.claim in fact.claims
            assert case.layers[note.sha256].text[note.start : note.end] == note.quote
            assert f"“{note.quote}”" in fact.text


def test_denials_and_outcomes_stand_on_the_other_side(fakes, case):
    said = section(build(fakes, case), "said")
    against = " ".join(s.text for b in said.blocks for s in b.columns[1].sentences)
    for words in ("her client ever", "closed the case", "made no finding", "не соответствуют"):
        assert words in against
    accusations = " ".join(s.text for b in said.blocks for s in b.columns[0].sentences)
    assert "her client ever" not in accusations


def test_an_interest_stands_under_every_claim_of_its_speaker(fakes, case):
    dossier = build(fakes, case)
    facts = [s for b in section(dossier, "said").blocks for c in b.columns for s in c.sentences]
    paid = next(fact for fact in facts if "invented by a rival" in fact.text)
    assert paid.beside[0].text == (
        "Interest of Corvan Lusk, as stated on file: paid by Varnian Harbour Foundation."
    )
    assert paid.beside[0].notes


def test_unreviewed_claims_are_marked_and_reviewed_ones_too(fakes, case):
    dossier = build(fakes, case)
    facts = [s for b in section(dossier, "said").blocks for s in sentences(b) if s.number]
    marks = {fact.text.split("“")[1][:10]: fact.marks for fact in facts}
    assert "reviewed" in marks["her client"]
    assert all(("reviewed" in found) != ("not reviewed" in found) for found in marks.values())


def test_a_claim_that_a_person_rejected_is_left_out_and_counted(fakes, case):
    claim = fakes.find(case, "son-in-law")
    case.judgements.append(Judgement(claim.id, None, Verdict.REJECT, "misread", "person:R. Voss"))
    words = "\n".join(plain(build(fakes, case)))
    assert "ended with a company of the minister's" not in words
    assert "1 claim left out because a person rejected them" in words
    case.judgements.append(Judgement(claim.id, None, Verdict.ACCEPT, "right", "person:R. Voss"))
    assert "ended with a company of the minister's" in "\n".join(plain(build(fakes, case)))


def test_unverified_law_is_said_to_be_unverified(fakes, case):
    table = section(build(fakes, case), "elements").blocks[0]
    for row in table.rows:
        assert "citation unverified" in row[1][1].marks
    assert any("E3" in s.text for s in table.rows[2][0])
    assert table.rows[2][2][0].text == "Out of scope"


def test_both_sides_of_an_element_point_to_facts(fakes, case):
    dossier = build(fakes, case)
    row = section(dossier, "elements").blocks[0].rows[1]
    assert row[2][0].text == "officially found"
    assert row[3][0].text == "denied"
    assert len(row[3][0].facts) == 2


def test_a_screening_names_list_versions_even_when_nothing_is_found(fakes, case):
    empty = replace(fakes.screening(), matches=())
    words = "\n".join(plain(build(fakes, case, screenings=(empty,))))
    assert "Nothing found." in words
    assert "2026-02-01" in words
    assert "12" * 32 in words


def test_nothing_on_file_is_said_and_not_hidden(fakes, case):
    words = "\n".join(
        plain(build(fakes, case, assessments=(), screenings=(), outcomes=(), checkpoint=None))
    )
    for text in (
        "No legal regime was applied",
        "The names were not held against any list",
        "No ownership test was run",
        "The case has no checkpoint",
    ):
        assert text in words


def test_the_custody_annex_says_order_only(fakes, case):
    words = "\n".join(plain(build(fakes, case)))
    assert "Order only" in words
    assert "ab" * 32 in words
    assert "42" in words


def test_refused_exhibits_and_partial_readings_are_gaps(fakes, case):
    words = " ".join(
        s.text for b in section(build(fakes, case), "gaps").blocks for s in sentences(b)
    )
    assert "could not be read: The file is encrypted." in words
    assert "read in part: the last row" in words


def test_speakers_are_shown_with_their_interest_and_nothing_else(fakes, case):
    table = section(build(fakes, case), "speakers").blocks[0]
    assert table.columns == ("Speaker", "Facts held", "Interest stated on file", "Shared origin")
    assert all(len(row) == 4 for row in table.rows)


def test_an_unknown_target_is_refused(fakes, case):
    found = fakes.material(case)
    with pytest.raises(NotFound):
        compose(found, "e_nobody")


def test_what_the_audience_may_not_see_is_left_out_and_counted(fakes, case):
    sha = fakes.find(case, "son-in-law").exhibit
    case.exhibits[sha] = replace(case.exhibits[sha], tier=Tier.SEALED)
    dossier = build(fakes, case)
    content = html.render(dossier).decode()
    assert "Reedley Ledger" not in content
    assert sha not in content
    assert "Brannock" not in content
    assert "not told here" in content, "a state that rests on what is not shown would tell of it"
    assert "counted here" not in content
    assert "left out by disclosure tier or privilege" in content


def test_privileged_matter_leaves_only_to_the_submitter(fakes, case):
    sha = fakes.find(case, "invented by a rival").exhibit
    case.exhibits[sha] = replace(case.exhibits[sha], privileged=True)
    assert "invented by a rival" not in html.render(build(fakes, case)).decode()
    mine = build(fakes, case, audience=Tier.SUBMITTER)
    assert "invented by a rival" in html.render(mine).decode()


def test_a_public_export_masks_people_who_are_only_under_investigation(fakes, case):
    found = fakes.material(case, audience=Tier.PUBLIC)
    elements = found.assessments[0]
    inquiry = fakes.find(case, "Lorin Skadd").id
    finding = replace(elements.findings[0], claims_for=(*elements.findings[0].claims_for, inquiry))
    elements = replace(elements, findings=(finding, *elements.findings[1:]))
    public = replace(found, assessments=(elements,))
    content = html.render(compose(public, public.view.targets[0])).decode()
    assert "Skadd" not in content
    assert "[person A]" in content
    assert "under investigation but not charged" in content
    recipient = replace(public, audience=Tier.RECIPIENT)
    assert "Skadd" in html.render(compose(recipient, recipient.view.targets[0])).decode()


@pytest.mark.parametrize(
    ("told", "masked"),
    [
        ({}, False),
        ({"negated": True}, True),
        ({"hedged": True}, True),
        ({"stance": Stance.DENIES}, True),
        ({"stance": Stance.ALLEGES}, True),
        ({"stance": Stance.CALLS_FOR, "calls_for": "that he be charged"}, True),
        ({"rejected": True}, True),
        ({"told_by": True}, True),
    ],
)
def test_only_what_is_told_as_a_fact_takes_the_mask_off(fakes, case, told, masked):
    """Has not been charged, may be charged, should be convicted: none of it names anybody (principle 12)."""
    inquiry = fakes.find(case, "Lorin Skadd")
    words = {"stance": Stance.ASSERTS, **told}
    rejected = words.pop("rejected", False)
    if words.pop("told_by", False):
        blog = Holder(HolderRole.SPEAKER, None, "a blog")
        words["holders"] = (blog, *inquiry.holders)
    charge = replace(inquiry, proceedings=Proceedings(stage=Stage.CHARGE), relations=(), **words)
    case.claims[charge.id] = charge
    if rejected:
        why = "the paper says nothing of it"
        no = Judgement(
            charge.id, None, Verdict.REJECT, why, "person:A. Desk", "2031-01-02T00:00:00Z"
        )
        case.judgements.append(no)
    found = investigated_only(fakes.material(case, audience=Tier.PUBLIC))
    assert (case.entity("skadd") in found) is masked


def test_a_public_export_masks_whom_the_case_protects(fakes, case):
    speaker = case.entity("Helge Brannock")
    found = fakes.material(case, audience=Tier.PUBLIC, protected={speaker: "witness"})
    content = html.render(compose(found, found.view.targets[0])).decode()
    assert "Brannock" not in content
    assert "witness" in content
    assert "Veshkul" in content


def test_signatories_hold_a_claim_together_and_the_footnote_names_all(fakes, case):
    names = ("Ada Bren", "Cato Dell", "Eno Fisk", "Gill Horn")
    sha = case.document(
        "joint.txt", f"Ban Ordan Veshkul. {'; '.join(names)}", publisher="Clear Desk"
    )
    man = case.name_at(sha, "Ordan Veshkul", "PER", "veshkul")
    holders = [fakes.speaker(case, sha, name, HolderRole.SIGNATORY) for name in names]
    case.claim(
        sha,
        "Ban Ordan Veshkul",
        [*holders, Holder(HolderRole.PUBLISHER, None, "Clear Desk")],
        Stance.CALLS_FOR,
        about=(man,),
    )
    dossier = build(fakes, case)
    facts = [s for b in section(dossier, "said").blocks for s in sentences(b) if s.number]
    fact = next(s for s in facts if "Ban Ordan" in s.text)
    assert fact.text == (
        "Ada Bren and 3 other signatories, as published by Clear Desk, called for: “Ban Ordan Veshkul”"
    )
    note = next(n for part in dossier.sections for n in part.notes if n.number == fact.notes[0])
    assert all(name in note.holder for name in names)
    speakers = " ".join(s.text for b in section(dossier, "speakers").blocks for s in sentences(b))
    assert all(name in speakers for name in names)


def test_rows_that_say_the_same_are_one_fact_with_several_places(fakes, case):
    sha = case.document("twice.csv", "VESHKUL, Ordan\tx\nVESHKUL, Ordan\ty", table=True)
    man = case.name_at(sha, "VESHKUL, Ordan", "PER", "veshkul")
    register = [Holder(HolderRole.REGISTER, None, "Roll")]
    first = case.claim(sha, "VESHKUL, Ordan", register, Stance.ASSERTS, about=(man,))
    layer = case.layers[sha]
    again = replace(first, locator=locate(layer, 17, 31))
    case.claims[again.id] = again
    facts = [
        s for b in section(build(fakes, case), "said").blocks for s in sentences(b) if s.number
    ]
    fact = next(s for s in facts if "Roll recorded" in s.text)
    assert fact.claims == (first.id, again.id)
    assert len(fact.notes) == 2
    assert [s.number for s in facts] == list(range(1, len(facts) + 1))


def said_in(part):
    """Every sentence of a section."""
    return [one for block in part.blocks for one in sentences(block)]


def marks_of(dossier):
    """Every mark of a dossier."""
    return {mark for part in dossier.sections for one in said_in(part) for mark in one.marks}


def test_how_many_claims_were_weighed_against_the_rules_is_told_in_front(fakes, case):
    assert "weighed by a learned model" not in front_of(build(fakes, case))
    key, claim = next(iter(case.claims.items()))
    case.claims[key] = replace(claim, method="frames/1 cue:say weighed:stance(asserts)")
    assert "In 1 claim who holds the words, how the holder stands to them" in front_of(
        build(fakes, case)
    )


def test_how_many_ties_weights_alone_tell_is_told_in_front(fakes, case):
    key, claim = next((k, c) for k, c in case.claims.items() if c.relations)
    case.claims[key] = replace(claim, method="frames/1 cue:say weighed:tie(owns)")
    assert "1 tie between names told by a learned model alone, no rule." in front_of(
        build(fakes, case)
    )


def front_of(dossier) -> str:
    return " ".join(one.text for one in said_in(section(dossier, "front")))


def test_what_a_language_model_proposed_is_marked_on_every_page(fakes, case):
    plain_marks = marks_of(build(fakes, case))
    assert not any("language model" in mark for mark in plain_marks)
    for key, claim in list(case.claims.items()):
        case.claims[key] = replace(claim, method="llm:test-1 at host.example second/1")
    dossier = build(fakes, case)
    marks = marks_of(dossier)
    assert "not reviewed, proposed by a language model" in marks
    assert "not reviewed" not in marks
    front = " ".join(one.text for one in said_in(section(dossier, "front")))
    assert "proposed by a language model”: test-1 at host.example second/1" in front
