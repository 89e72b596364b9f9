"""Each element on hand-made cases: what counts for, what against, what is missing."""

from __future__ import annotations

import re

import pytest

from dalil.errors import BadInput, NotFound
from dalil.evidence import (
    Contrary,
    Finality,
    HolderRole,
    Judgement,
    Kind,
    Predicate,
    Proceedings,
    Stage,
    Stance,
    Support,
    Verdict,
)
from dalil.ownership.tests import Facts, apply_test
from dalil.regimes.material import Material
from dalil.regimes.registry import PINNED, apply_regime, regime

P = Predicate


def assess(book, *claims, target="orlam", as_of="2024-08-01", **more):
    kept = {k: more.pop(k) for k in ("sides", "judgements") if k in more}
    view = book.view(*claims, **kept)
    material = Material(view, f"e_{target}", as_of, book.one_each, **more)
    assessment = apply_regime(regime("uk-gac"), material)
    return {finding.element: finding for finding in assessment.findings}


def office(book, who="orlam", **more):
    return book.claim(
        "Minister of Ports from 2010 to 2014",
        book.rel(
            P.ROLE_AT,
            who,
            "ministry",
            detail="Minister of Ports",
            start_date="2010-01-01",
            end_date="2014-01-01",
        ),
        about=(who,),
        **more,
    )


def test_silent_file_has_gaps_and_nothing_else(book):
    found = assess(book)
    assert list(found) == [f"E{n}" for n in range(1, 13)]
    for finding in found.values():
        assert (finding.support, finding.contrary) == (Support.NONE, Contrary.NONE)
        assert finding.in_scope
        assert finding.missing
        assert len(finding.missing) == len(finding.would_close)


# E1


@pytest.mark.parametrize(
    ("kind", "support"),
    [
        (Kind.REGISTER, Support.DOCUMENTED),
        (Kind.DOCUMENT, Support.DOCUMENTED),
        (Kind.AUTHOR, Support.ALLEGED),
        (Kind.INDIRECT, Support.ALLEGED),
    ],
)
def test_office_weighs_by_its_record(book, kind, support):
    finding = assess(book, office(book, kind=kind))["E1"]
    assert finding.support == support
    assert "office" not in finding.missing
    assert "dates of the office" not in finding.missing
    assert ("record of appointment" in finding.missing) == (support == Support.ALLEGED)


def test_private_roles_are_out_of_scope(book):
    baker = book.claim(
        "director general of the bakery",
        book.rel(P.ROLE_AT, "orlam", "bakery", detail="director general"),
        about=("orlam",),
    )
    bribe = book.claim("paid a bribe to a buyer", about=("orlam", "joost"))
    found = assess(book, baker, bribe)
    assert not found["E1"].in_scope
    assert not found["E2"].in_scope
    assert found["E1"].missing == ()


def test_uk_office_is_not_foreign(book):
    uk = book.claim(
        "a minister in the United Kingdom",
        book.rel(P.ROLE_AT, "orlam", "uk", detail="minister"),
        about=("orlam",),
    )
    assert not assess(book, uk)["E1"].in_scope


def test_office_of_a_relative_is_named_as_such(book):
    tie = book.claim(
        "Sirin is the wife of Orlam",
        book.rel(P.FAMILY, "sirin", "orlam", detail="wife"),
        about=("sirin", "orlam"),
    )
    finding = assess(book, tie, office(book), target="sirin")["E1"]
    assert finding.in_scope
    assert finding.support == Support.ALLEGED
    assert "Orlam Vesketai, tied to the target" in finding.note


# E2 and E3


def test_speech_is_alleged_and_denial_stands_beside(book):
    said = book.claim(
        "Orlam took a bribe of $5m", about=("orlam", "joost"), by="sirin", amounts=(book.amount(5),)
    )
    no = book.claim("Orlam took no bribe", about=("orlam",), by="pell", stance=Stance.DENIES)
    finding = assess(book, office(book), said, no)["E2"]
    assert (finding.support, finding.contrary) == (Support.ALLEGED, Contrary.DENIED)
    assert finding.claims_for == (said.id,)
    assert finding.claims_against == (no.id,)
    assert "giver and taker" not in finding.missing
    assert "advantage" not in finding.missing
    assert "record or decision" in finding.missing


@pytest.mark.parametrize(
    ("finality", "missing"),
    [(Finality.FINAL, False), (Finality.FIRST_INSTANCE, True), (None, True)],
)
def test_conviction_is_officially_found_with_its_finality(book, finality, missing):
    held = book.claim(
        "Orlam was convicted of taking bribes",
        book.rel(P.CONVICTED_OF, "orlam", value="bribery"),
        about=("orlam",),
        proceedings=Proceedings(stage=Stage.CONVICTION, finality=finality),
    )
    finding = assess(book, office(book), held)["E2"]
    assert finding.support == Support.OFFICIALLY_FOUND
    assert ("final decision" in finding.missing) == missing
    assert ("not stated to be final" in finding.note) == missing


def test_conviction_of_another_is_capped_and_said(book):
    held = book.claim(
        "Joost Verlin was convicted of bribing Orlam Vesketai",
        book.rel(P.CONVICTED_OF, "joost", value="bribery"),
        about=("joost", "orlam"),
        stage=Stage.CONVICTION,
    )
    found = assess(book, office(book), held)
    assert found["E2"].support == Support.DOCUMENTED
    assert "concerns another person; it decides nothing on the target" in found["E2"].note
    assert held.id not in found["E5"].claims_for


@pytest.mark.parametrize(
    "stage", [Stage.INVESTIGATION, Stage.CHARGE, Stage.ALLEGATION, Stage.SETTLEMENT]
)
def test_what_is_not_decided_is_alleged(book, stage):
    made = book.claim("Orlam, bribery", about=("orlam",), stage=stage)
    assert assess(book, office(book), made)["E2"].support == Support.ALLEGED


@pytest.mark.parametrize("stage", [Stage.ACQUITTAL, Stage.DISMISSAL])
def test_acquittal_and_dismissal_are_contrary_findings(book, stage):
    cleared = book.claim("Orlam was cleared of embezzlement", about=("orlam",), stage=stage)
    found = assess(book, office(book), cleared)
    for element in ("E3", "E5", "E8", "E11"):
        assert found[element].contrary == Contrary.OFFICIALLY_FOUND
        assert found[element].claims_for == ()


def test_quashed_conviction_is_contrary(book):
    quashed = book.claim(
        "the conviction of Orlam for bribery was quashed",
        about=("orlam",),
        proceedings=Proceedings(stage=Stage.CONVICTION, finality=Finality.QUASHED),
    )
    finding = assess(book, office(book), quashed)["E2"]
    assert (finding.support, finding.contrary) == (Support.NONE, Contrary.OFFICIALLY_FOUND)


def test_own_words_do_not_support_a_case_against_the_speaker(book):
    said = book.claim("they stole the pension fund", about=("joost", "orlam"), by="orlam")
    found = assess(book, office(book), said)
    assert found["E3"].claims_for == ()
    assert found["E5"].claims_for == ()


def test_decisions_that_name_nobody_are_counted_in_the_note_only(book):
    held = [
        book.claim(
            f"he was convicted of embezzlement in {year}", about=("orlam",), stage=Stage.CONVICTION
        )
        for year in (2018, 2019)
    ]
    finding = assess(book, office(book), *held)["E3"]
    assert finding.support == Support.NONE
    assert "Not counted: 2 reports of decisions whose words do not name the target." in finding.note


def test_claims_that_only_name_the_target_are_seen(book):
    said = book.claim("Orlam embezzled the fund")
    assert assess(book, said)["E3"].claims_for == (said.id,)


def test_demands_and_rejected_claims_support_nothing(book):
    demand = book.claim(
        "prosecute Orlam for embezzlement", about=("orlam",), stance=Stance.CALLS_FOR
    )
    wrong = book.claim("Orlam embezzled the fund", about=("orlam",))
    no = Judgement(wrong.id, None, Verdict.REJECT, "another Orlam", "person:K")
    found = assess(book, demand, wrong, judgements=[no])
    assert found["E3"].support == Support.NONE
    assert found["E3"].claims_against == ()


def test_a_claim_that_a_person_put_on_an_element_counts_there(book):
    """On the side on which its words stand, for the target whom it concerns, until it is taken off."""
    said = book.claim("Orlam kept the keys of the depot", about=("orlam",))
    denied = book.claim("Orlam ever saw the depot", about=("orlam",), stance=Stance.DENIES)
    other = book.claim("Karsu kept the books", about=("karsu",))
    assert assess(book, said, denied, other)["E3"].claims_for == ()
    on = [
        Judgement(one.id, None, Verdict.ADD, "it shows access", "person:K", value="uk-gac:E3")
        for one in (said, denied, other)
    ]
    found = assess(book, said, denied, other, judgements=on)["E3"]
    assert (found.claims_for, found.claims_against) == ((said.id,), (denied.id,))
    assert (found.support, found.contrary) == (Support.ALLEGED, Contrary.DENIED)
    assert "2 claims were put on this element by a person." in found.note
    off = Judgement(said.id, None, Verdict.REMOVE, "no", "person:K", value="uk-gac:E3")
    assert assess(book, said, judgements=[on[0], off])["E3"].claims_for == ()


def test_other_side_of_a_question_is_contrary(book):
    yes = book.claim("Orlam diverted the advance", about=("orlam",))
    no = book.claim("the advance stands in the accounts", about=("karsu",), negated=True)
    finding = assess(book, yes, no, sides=((yes,), (no,)))["E3"]
    assert no.id in finding.claims_against


def test_later_proceedings_are_not_known_yet(book):
    from dalil.evidence import PartialDate, Precision

    date = PartialDate("2024-09-01", Precision.DAY)
    held = book.claim(
        "Orlam was convicted of embezzlement",
        about=("orlam",),
        proceedings=Proceedings(stage=Stage.CONVICTION, date=date),
    )
    assert assess(book, held)["E3"].support == Support.NONE
    assert assess(book, held, as_of="2024-09-01")["E3"].support == Support.OFFICIALLY_FOUND


def test_russian_words_are_sorted_too(book):
    said = book.claim("Орлам похитил средства фонда", about=("orlam",))
    taken = book.claim("Орлам получил взятку", about=("orlam",))
    found = assess(book, said, taken)
    assert found["E3"].claims_for == (said.id,)
    assert found["E2"].claims_for == (taken.id,)


# E4 to E6, E8, E10


def test_seriousness_reads_sums_of_the_conduct_only(book):
    stolen = book.claim("Orlam embezzled 61 million", about=("orlam",), amounts=(book.amount(61),))
    other = book.claim(
        "Orlam bought a car for 1 million", about=("orlam",), amounts=(book.amount(1),)
    )
    finding = assess(book, stolen, other)["E4"]
    assert finding.claims_for == (stolen.id,)
    assert "sums" not in finding.missing
    assert "period" in finding.missing


def test_heads_of_the_own_link(book):
    hid = book.claim("Orlam hid the proceeds behind a nominee", about=("orlam",))
    finding = assess(book, hid)["E5"]
    assert "(d)" in finding.note
    assert "record or decision on the target's own part" in finding.missing
    general = book.claim("Orlam arranged a conference", about=("orlam",))
    assert assess(book, general)["E5"].claims_for == ()


def test_general_denial_stands_against_the_own_link(book):
    no = book.claim(
        "Orlam denies any wrongdoing", about=("orlam",), by="pell", stance=Stance.DENIES
    )
    assert assess(book, no)["E5"].contrary == Contrary.DENIED


def test_derived_link_needs_a_tie_and_an_involved_person(book):
    tie = book.claim(
        "Sirin is the wife of Orlam", book.rel(P.FAMILY, "sirin", "orlam"), about=("sirin", "orlam")
    )
    stole = book.claim("Orlam embezzled the fund", about=("orlam",), kind=Kind.DOCUMENT)
    finding = assess(book, tie, stole, target="sirin")["E6"]
    assert finding.claims_for == (tie.id,)
    assert "Orlam Vesketai" in finding.note
    assert finding.missing == ("record of the tie",)
    assert assess(book, tie, target="sirin")["E6"].support == Support.NONE
    assert assess(book, stole, target="sirin")["E6"].support == Support.NONE


def test_ownership_answer_is_named(book):
    from decimal import Decimal

    from dalil.evidence import Share
    from dalil.ownership.values import Holding

    held = Holding("e_orlam", "e_karsu", Share(Decimal(60), Decimal(60)), "c1")
    outcome = apply_test("uk", Facts((held,)), ["e_orlam"], "2024-08-01")
    finding = assess(book, target="karsu", ownership=(outcome,))["E6"]
    assert "Ownership test of reg 7: owned (60 % of the shares" in finding.note


def test_proceedings_and_assets(book):
    charge = book.claim("Orlam has been charged", about=("orlam",), stage=Stage.CHARGE)
    listed = book.claim(
        "listed on 2020-01-01",
        book.rel(P.SANCTIONED_BY, "orlam", start_date="2020-01-01"),
        about=("orlam",),
        kind=Kind.REGISTER,
    )
    owns = book.claim("owns the house", book.rel(P.OWNS, "orlam", "house"), kind=Kind.REGISTER)
    found = assess(book, charge, listed, owns)
    assert "Stages reported: charge" in found["E8"].note
    assert found["E10"].missing == ()
    assert "The target has not been screened." in found["E10"].note
    assert set(found["E10"].claims_for) == {listed.id, owns.id}


def test_court_finding_counts_as_such(book):
    held = book.claim(
        "Orlam misappropriated the fund",
        about=("orlam",),
        role=HolderRole.COURT,
        stance=Stance.REPORTS_COURT_HELD,
    )
    hedged = book.claim(
        "Orlam may have misappropriated the fund",
        about=("orlam",),
        stance=Stance.REPORTS_COURT_HELD,
        hedged=True,
    )
    assert assess(book, held)["E3"].support == Support.OFFICIALLY_FOUND
    assert assess(book, hedged)["E3"].support == Support.ALLEGED


# Words, dates, registry


BANNED = re.compile(
    r"guilt|proven|proof|meets? the test|test is met|element (?:is )?met|verdict|likely|probab"
    r"|certain(?:ly)?\b|beyond|criminal\b|reasonable grounds|should be (?:designated|sanctioned)"
    r"|corrupt (?:official|person)|is liable",
    re.IGNORECASE,
)


def test_notes_never_judge(book):
    claims = [
        office(book),
        book.claim("Orlam took a bribe", about=("orlam", "joost"), by="sirin"),
        book.claim("Orlam embezzled 9 million", about=("orlam",), amounts=(book.amount(9),)),
        book.claim("Orlam was convicted of bribery", about=("orlam",), stage=Stage.CONVICTION),
        book.claim(
            "Joost bribed",
            book.rel(P.CONVICTED_OF, "joost"),
            about=("joost", "orlam"),
            stage=Stage.CONVICTION,
        ),
        book.claim("settled the bribery case", about=("orlam",), stage=Stage.SETTLEMENT),
        book.claim("cleared of embezzlement", about=("orlam",), stage=Stage.ACQUITTAL),
        book.claim("hid the stolen proceeds", about=("orlam",)),
    ]
    for target in ("orlam", "joost", "sirin", "karsu"):
        for finding in assess(book, *claims, target=target).values():
            assert not BANNED.search(finding.note), finding.note
            for text in finding.would_close:
                assert not BANNED.search(text), text


def test_order_of_claims_changes_no_grade(book):
    claims = [
        book.claim("Orlam took a bribe", about=("orlam",)),
        book.claim("Orlam took a bribe", about=("orlam",), exhibit="b", kind=Kind.DOCUMENT),
        book.claim("no bribe was taken", about=("orlam",), negated=True),
    ]
    forth, back = assess(book, *claims), assess(book, *reversed(claims))
    for element, finding in forth.items():
        assert (finding.support, finding.contrary) == (
            back[element].support,
            back[element].contrary,
        )
        assert set(finding.claims_for) == set(back[element].claims_for)


def test_law_has_dates_and_unverified_citations_say_so(book):
    chosen = regime("uk-gac")
    assert all(not c.verified for c in chosen.criteria)
    assert all(c.citation.endswith("(citation unverified)") for c in chosen.criteria)
    assert all(len(c.needs) == len(c.close) for c in chosen.criteria)
    assert list(chosen.functions) == [c.id for c in chosen.criteria]
    for name, function in chosen.functions.items():
        assert function.__name__ == name.lower()
        assert (function.__doc__ or "").startswith(f"{name}: ")
    with pytest.raises(BadInput, match="2021-04-26"):
        assess(book, as_of="2021-04-25")


@pytest.mark.parametrize("name", [*PINNED[1:], "atlantis"])
def test_regimes_that_are_not_built(name):
    with pytest.raises(NotFound, match="not built yet" if name in PINNED else "not known"):
        regime(name)
