"""Contests over deeds and denials: found where both texts settle the matter, left alone otherwise."""

from __future__ import annotations

import pytest

from dalil.claims.questions.asked import find_questions
from dalil.evidence import Predicate, Stage, Stance


def methods(case) -> list[str]:
    return [question.method.removeprefix("rule:") for question in find_questions(case.view())]


def deny(case, quote: str, by: str, about: tuple[str, ...], **more):
    return case.say(quote, by, about, stance=Stance.DENIES, negated=True, **more)


def test_a_payment_between_the_same_two_told_and_denied(case) -> None:
    told = case.say(
        "Kestrel gave money to Lumen Fund", "Mira Tallow", ("Arvo Kestrel", "Lumen Fund")
    )
    denied = deny(
        case,
        "it has never taken money from Kestrel",
        "Osric Halvard",
        ("Lumen Fund", "Arvo Kestrel"),
        exhibit="b",
    )
    (question,) = find_questions(case.view())
    assert question.method == "rule:deed"
    assert [side.claims for side in question.sides] == [(told.id,), (denied.id,)]
    assert "Arvo Kestrel" in question.why


def test_a_payment_to_another_is_another_matter(case) -> None:
    case.say("Kestrel gave money to Lumen Fund", "Mira Tallow", ("Arvo Kestrel", "Lumen Fund"))
    deny(
        case,
        "he has never paid Quill NGO",
        "Arvo Kestrel",
        ("Arvo Kestrel", "Quill NGO"),
        exhibit="b",
    )
    assert methods(case) == []


def test_a_denial_speaks_of_its_subject_only(case) -> None:
    case.say("Lumen Fund paid Quill NGO", "Mira Tallow", ("Lumen Fund", "Quill NGO"))
    deny(
        case,
        "he received no payment from Lumen Fund or Quill NGO",
        "Osric Halvard",
        ("Arvo Kestrel", "Lumen Fund", "Quill NGO"),
        exhibit="b",
    )
    assert methods(case) == []


def test_within_one_document_a_payment_for_somebody_meets_the_denial(case) -> None:
    case.say("the payments were for the benefit of Kestrel", "Varnia Court", ("Arvo Kestrel",))
    deny(case, "he never received any payment", "Osric Halvard", ("Arvo Kestrel",))
    assert methods(case) == ["deed"]


def test_across_documents_a_payment_without_a_second_name_is_left_alone(case) -> None:
    case.say("the payments were for the benefit of Kestrel", "Varnia Court", ("Arvo Kestrel",))
    deny(case, "he never received any payment", "Osric Halvard", ("Arvo Kestrel",), exhibit="b")
    assert methods(case) == []


def test_payments_of_different_years_are_two_matters(case) -> None:
    case.say(
        "Kestrel paid Lumen Fund", "Mira Tallow", ("Arvo Kestrel", "Lumen Fund"), dates=("2011",)
    )
    deny(
        case,
        "Kestrel paid nothing to Lumen Fund, no payment at all",
        "Osric Halvard",
        ("Arvo Kestrel", "Lumen Fund"),
        dates=("2019",),
        exhibit="b",
    )
    assert methods(case) == []


def test_a_denial_of_everything_meets_every_accusation(case) -> None:
    case.say(
        "Kestrel siphoned off the loan",
        "Mira Tallow",
        ("Arvo Kestrel",),
        stance=Stance.ALLEGES,
        stage=Stage.ALLEGATION,
    )
    case.say("all wrongdoing", "Arvo Kestrel", ("Arvo Kestrel",), stance=Stance.DENIES, exhibit="b")
    (question,) = find_questions(case.view())
    assert question.method == "rule:blanket"
    assert "all of it denied" in question.sides[1].label


def test_a_denial_of_everything_by_another_meets_none(case) -> None:
    case.say(
        "Kestrel siphoned off the loan",
        "Mira Tallow",
        ("Arvo Kestrel",),
        stance=Stance.ALLEGES,
        stage=Stage.ALLEGATION,
    )
    case.say(
        "all wrongdoing", "Osric Halvard", ("Osric Halvard",), stance=Stance.DENIES, exhibit="b"
    )
    assert methods(case) == []


def test_somebody_who_says_that_nobody_pays_beside_a_stated_mandate(case) -> None:
    case.say("nobody pays me, no payment at all", "Arvo Kestrel", ("Arvo Kestrel",), negated=True)
    case.say(
        "Kestrel heads Quill NGO",
        "Mira Tallow",
        ("Arvo Kestrel", "Quill NGO"),
        links=((Predicate.ROLE_AT, "Arvo Kestrel", "Quill NGO"),),
        exhibit="b",
    )
    case.say(
        "Quill NGO is paid by Lumen Fund",
        "Mira Tallow",
        ("Quill NGO", "Lumen Fund"),
        links=((Predicate.PAYS, "Lumen Fund", "Quill NGO"),),
        exhibit="b",
    )
    assert methods(case) == ["unpaid"]


@pytest.mark.parametrize(
    ("negated", "found"),
    [("did not clear the family", ["flat"]), ("did not convict the mayor", [])],
)
def test_the_same_statement_with_and_without_not(case, negated, found) -> None:
    case.say("Varnia Court cleared the family completely", "Mira Tallow", ("Varnia Court",))
    case.say(negated, "Osric Halvard", ("Varnia Court",), negated=True, exhibit="b")
    assert methods(case) == found


def test_a_statement_that_says_much_more_is_another_statement(case) -> None:
    case.say(
        "Varnia Court cleared the family of every charge that the prosecutor had brought before it in spring",
        "Mira Tallow",
        ("Varnia Court",),
    )
    case.say("did not clear the family", "Osric Halvard", ("Varnia Court",), negated=True)
    assert methods(case) == []


def test_a_demand_states_nothing_that_a_negation_could_contradict(case) -> None:
    case.say(
        "Varnia Court should clear the family",
        "Mira Tallow",
        ("Varnia Court",),
        stance=Stance.CALLS_FOR,
    )
    case.say("did not clear the family", "Osric Halvard", ("Varnia Court",), negated=True)
    assert methods(case) == []


def test_release_by_mercy_or_on_parole(case) -> None:
    case.say("he was released by an act of clemency", "Mira Tallow", ("Arvo Kestrel",))
    case.say("Kestrel was released on parole", "Osric Halvard", ("Arvo Kestrel",), exhibit="b")
    assert methods(case) == ["release"]


def test_dismissed_or_resigned(case) -> None:
    case.say(
        "Kestrel was dismissed",
        "Mira Tallow",
        ("Arvo Kestrel",),
        links=((Predicate.DISMISSED_FROM, "Arvo Kestrel", None),),
        dates=("2023",),
    )
    case.say(
        "Kestrel resigned",
        "Osric Halvard",
        ("Arvo Kestrel",),
        links=((Predicate.RESIGNED_FROM, "Arvo Kestrel", None),),
        dates=("2023",),
        exhibit="b",
    )
    assert methods(case) == ["leaving"]


def convict(case, year: str, exhibit: str, offence: str = "fraud"):
    return case.say(
        f"Kestrel was convicted of {offence}",
        "Mira Tallow" if exhibit == "a" else "Osric Halvard",
        ("Arvo Kestrel",),
        stage=Stage.CONVICTION,
        offence=offence,
        year=year,
        exhibit=exhibit,
    )


def test_convictions_of_two_years_in_two_documents_are_open(case) -> None:
    convict(case, "2018", "a")
    convict(case, "2021", "b")
    (question,) = find_questions(case.view())
    assert question.method == "rule:proceeding-open"
    assert "open" in question.why


def test_a_document_that_names_both_years_settles_it(case) -> None:
    convict(case, "2018", "a")
    convict(case, "2021", "a")
    convict(case, "2021", "b")
    assert methods(case) == []


def test_different_offences_of_different_years_are_two_convictions(case) -> None:
    convict(case, "2018", "a", "fraud")
    convict(case, "2021", "b", "murder")
    assert methods(case) == []


def test_what_a_court_held_and_another_says_it_did_not_is_a_question(case) -> None:
    case.say(
        "cleared the family completely",
        "Varnia Court",
        (),
        stance=Stance.REPORTS_COURT_HELD,
        stage=Stage.DISMISSAL,
        author="Mira Tallow",
    )
    case.say(
        "The Varnia Court did not clear the family",
        "",
        ("Varnia Court",),
        stance=Stance.DISPUTES,
        negated=True,
        exhibit="b",
        author="Ada Orlo",
    )
    (question,) = find_questions(case.view())
    assert question.method == "rule:flat"


def test_one_author_does_not_contest_what_they_report_of_a_court(case) -> None:
    case.say(
        "cleared the family of theft",
        "Varnia Court",
        (),
        stance=Stance.REPORTS_COURT_HELD,
        author="Mira Tallow",
    )
    case.say(
        "The Varnia Court did not clear the family",
        "",
        ("Varnia Court",),
        stance=Stance.DISPUTES,
        negated=True,
        author="Mira Tallow",
    )
    assert find_questions(case.view()) == []


def test_a_holding_beside_the_denial_of_holding_anything(case) -> None:
    case.say(
        "the beneficiary of Quarry Fund is Arvo Kestrel",
        "Mira Tallow",
        ("Arvo Kestrel", "Quarry Fund"),
        links=(("owns", "Arvo Kestrel", "Quarry Fund"),),
    )
    case.say(
        "he has any business interest whatever",
        "Arvo Kestrel",
        ("Arvo Kestrel",),
        stance=Stance.DENIES,
    )
    (question,) = find_questions(case.view())
    assert question.method == "rule:nothing-held"


def test_the_denial_of_one_holding_is_no_denial_of_another(case) -> None:
    case.say(
        "Arvo Kestrel owns Quarry Fund",
        "Mira Tallow",
        ("Arvo Kestrel", "Quarry Fund"),
        links=(("owns", "Arvo Kestrel", "Quarry Fund"),),
    )
    case.say("he owned a boat", "Arvo Kestrel", ("Arvo Kestrel",), stance=Stance.DENIES)
    assert find_questions(case.view()) == []
