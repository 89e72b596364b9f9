"""Contests by rule: what disagrees is found, what only seems to is left alone."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from dalil.claims.figures import apart
from dalil.claims.questions.asked import find_questions
from dalil.evidence import Amount, Judgement, Kind, Locator, Stage, Stance, Verdict


def methods(case) -> list[str]:
    return [question.method.removeprefix("rule:") for question in find_questions(case.view())]


def convict(
    case, offence: str, by: str, year: str | None = "2018", who: str = "Arvo Kestrel", **more
):
    return case.say(
        f"{who} was convicted of {offence}",
        by,
        (who,),
        stage=Stage.CONVICTION,
        offence=offence,
        year=year,
        **more,
    )


def test_a_conviction_called_trumped_up_is_a_question(case) -> None:
    reported = convict(case, "embezzlement", "Varnia Court")
    unfair = case.say(
        "trumped-up charges",
        "Arvo Kestrel",
        ("Arvo Kestrel",),
        stance=Stance.DISPUTES,
        stage=Stage.CONVICTION,
    )
    (question,) = find_questions(case.view())
    assert question.method == "rule:fairness"
    assert [side.claims for side in question.sides] == [(reported.id,), (unfair.id,)]
    assert question.about == (case.id("Arvo Kestrel"),)
    assert "Varnia Court" in question.sides[0].label
    assert "2018" in question.why


def test_a_dispute_of_another_matter_does_not_contest_a_conviction(case) -> None:
    convict(case, "embezzlement", "Varnia Court")
    case.say("I never owned a house", "Arvo Kestrel", ("Arvo Kestrel",), stance=Stance.DENIES)
    assert methods(case) == []


def test_one_conviction_told_with_two_offences_is_a_question(case) -> None:
    convict(case, "embezzlement", "Varnia Court")
    convict(case, "money laundering", "Mira Tallow", exhibit="b")
    (question,) = find_questions(case.view())
    assert question.method == "rule:offence"
    assert question.matter == "Of what was Arvo Kestrel convicted?"
    assert len(question.sides) == 2


@pytest.mark.parametrize("other", ["theft", "stealing from his own newspaper"])
def test_two_words_for_one_offence_are_none(case, other) -> None:
    convict(case, "embezzlement", "Varnia Court")
    convict(case, other, "Mira Tallow", exhibit="b")
    assert methods(case) == []


def test_convictions_of_different_years_are_two_matters(case) -> None:
    convict(case, "embezzlement", "Varnia Court", "2018")
    convict(case, "money laundering", "Varnia Court", "2021")
    assert methods(case) == []


def test_convictions_of_different_people_are_two_matters(case) -> None:
    convict(case, "embezzlement", "Varnia Court")
    convict(case, "money laundering", "Varnia Court", who="Mira Tallow")
    assert methods(case) == []


def test_a_conviction_for_two_offences_is_not_told_two_ways(case) -> None:
    convict(case, "embezzlement and money laundering", "Varnia Court")
    convict(case, "money laundering", "Mira Tallow")
    assert "offence" not in methods(case)


def test_conviction_and_acquittal_of_one_offence(case) -> None:
    convict(case, "fraud", "Mira Tallow")
    case.say(
        "the court acquitted him of fraud",
        "Varnia Court",
        ("Arvo Kestrel",),
        stage=Stage.ACQUITTAL,
        offence="fraud",
        year="2018",
    )
    assert methods(case) == ["acquittal"]


def test_acquittal_on_another_count_is_no_contradiction(case) -> None:
    convict(case, "embezzlement", "Mira Tallow")
    case.say(
        "acquitted of money laundering",
        "Varnia Court",
        ("Arvo Kestrel",),
        stage=Stage.ACQUITTAL,
        offence="money laundering",
    )
    assert methods(case) == []


def test_an_accusation_and_its_denial_by_counsel(case) -> None:
    case.say("Kestrel took bribes", "Mira Tallow", ("Arvo Kestrel",), stance=Stance.ALLEGES)
    case.say(
        "has never taken a bribe",
        "Osric Halvard",
        ("Arvo Kestrel",),
        stance=Stance.DENIES,
        exhibit="b",
    )
    (question,) = find_questions(case.view())
    assert question.method == "rule:accusation"
    assert "Osric Halvard" in question.sides[1].label


def test_a_denial_of_another_offence_is_no_answer(case) -> None:
    case.say("Kestrel took bribes", "Mira Tallow", ("Arvo Kestrel",), stance=Stance.ALLEGES)
    case.say(
        "denied evading taxes: tax evasion",
        "Osric Halvard",
        ("Arvo Kestrel",),
        stance=Stance.DENIES,
    )
    assert methods(case) == []


def test_a_denial_about_somebody_else_is_no_answer(case) -> None:
    case.say("Kestrel took bribes", "Mira Tallow", ("Arvo Kestrel",), stance=Stance.ALLEGES)
    case.say("has never taken a bribe", "Osric Halvard", ("Petra Vondel",), stance=Stance.DENIES)
    assert methods(case) == []


def test_a_register_s_owner_who_denies_owning(case) -> None:
    case.say(
        "Arvo Kestrel",
        about=(),
        links=(("owns", "Arvo Kestrel", "Quay House"),),
        kind=Kind.REGISTER,
    )
    case.say(
        "he does not own the house",
        "Osric Halvard",
        ("Arvo Kestrel", "Quay House"),
        stance=Stance.DENIES,
        exhibit="b",
    )
    (question,) = find_questions(case.view())
    assert question.method == "rule:holding"
    assert "register" in question.sides[0].label


def test_a_denial_of_owning_another_thing_is_no_answer(case) -> None:
    case.say("Arvo Kestrel", links=(("owns", "Arvo Kestrel", "Quay House"),), kind=Kind.REGISTER)
    case.say(
        "he never owned the company",
        "Osric Halvard",
        ("Arvo Kestrel", "Brine Ltd"),
        stance=Stance.DENIES,
    )
    assert methods(case) == []


def test_one_relation_stated_and_denied(case) -> None:
    link = (("pays", "Salt Fund", "Arvo Kestrel"),)
    case.say("the Fund pays him", "Mira Tallow", ("Arvo Kestrel", "Salt Fund"), links=link)
    case.say(
        "nobody pays me",
        "Arvo Kestrel",
        ("Arvo Kestrel", "Salt Fund"),
        links=link,
        stance=Stance.DENIES,
        exhibit="b",
    )
    assert methods(case) == ["relation"]


def test_no_question_rests_on_a_tie_that_weights_alone_tell(case) -> None:
    test_one_relation_stated_and_denied(case)
    told = replace(case.claims[0], method="frames/1 author:clause weighed:tie(owns)")
    case.claims[0] = told
    assert "relation" not in methods(case)  # what the words themselves say is asked as before


def test_dismissed_proceedings_beside_an_allegation_over_one_asset(case) -> None:
    about = ("Arvo Kestrel", "Quay House")
    case.say(
        "Kestrel bought it with stolen money",
        "Mira Tallow",
        about,
        links=(("accused_of", "Arvo Kestrel", None),),
    )
    case.say(
        "the order over it was discharged",
        "Varnia Court",
        about,
        stage=Stage.DISMISSAL,
        exhibit="b",
    )
    assert "asset" in methods(case)
    by_weights = replace(case.claims[1], method="frames/1 status:x weighed:stage(none)")
    case.claims[1] = by_weights
    assert "asset" not in methods(case)


def test_framings_of_one_dated_event(case) -> None:
    case.say("an attempted coup in January 2023", "Mira Tallow", ("Varnia",), dates=("2023-01",))
    case.say(
        "a peaceful protest in January 2023",
        "Osric Halvard",
        ("Varnia",),
        dates=("2023-01",),
        exhibit="b",
    )
    assert methods(case) == ["framing"]


def test_a_protest_and_a_coup_of_different_months_are_two_events(case) -> None:
    case.say("an attempted coup", "Mira Tallow", ("Varnia",), dates=("2023-01",))
    case.say("a peaceful protest", "Osric Halvard", ("Varnia",), dates=("2024-01",))
    assert methods(case) == []


def test_sums_of_one_purchase_that_differ(case) -> None:
    for exhibit, sum_ in (("a", "9000000"), ("b", "12000000")):
        case.say("bought it", links=(("owns", "Brine Ltd", "Quay House", sum_),), exhibit=exhibit)
    assert methods(case) == ["figures"]


@pytest.mark.parametrize(("second", "asked"), [("2015-03-12", ["figures"]), ("2015-07-02", [])])
def test_two_payments_of_one_year_do_not_differ(case, second, asked) -> None:
    for exhibit, sum_, day in (("a", "9000000", "2015-03-12"), ("b", "12000000", second)):
        link = ("pays", "Brine Ltd", "Quay House", sum_, None, day)
        case.say("paid it", links=(link,), exhibit=exhibit)
    assert methods(case) == asked


@pytest.mark.parametrize(
    ("one", "other", "differ"),
    [
        (("7500000000", "more than"), ("8000000000", None), False),
        (("11750000", None), ("12000000", "almost"), False),
        (("11750000", None), ("12000000", None), False),
        (("9000000", "about"), ("11750000", None), True),
        (("1000000000", "more than"), ("900000000", None), True),
        (("259000", None), ("295000", None), True),
        (("40", "up to"), ("30", None), False),
        (("5", "odd word"), ("5", None), False),
    ],
)
def test_figures_differ_only_for_certain(one, other, differ) -> None:
    left, right = (Amount(0, 1, "x", Decimal(v), "EUR", qualifier=q) for v, q in (one, other))
    assert apart(left, right) is differ
    assert apart(right, left) is differ


def test_sums_in_two_currencies_or_periods_never_differ() -> None:
    base = Amount(0, 1, "x", Decimal(5), "EUR")
    assert not apart(base, Amount(0, 1, "x", Decimal(50), "USD"))
    assert not apart(base, Amount(0, 1, "x", Decimal(50), "EUR", period="month"))


def test_what_a_person_rejected_is_left_out(case) -> None:
    convict(case, "embezzlement", "Varnia Court")
    wrong = convict(case, "money laundering", "Mira Tallow")
    case.judgements.append(
        Judgement(wrong.id, None, Verdict.REJECT, "misread", "person:Ada", "2024")
    )
    assert methods(case) == []


def test_no_question_says_who_is_right(case) -> None:
    convict(case, "embezzlement", "Varnia Court")
    convict(case, "money laundering", "Mira Tallow")
    for question in find_questions(case.view()):
        text = " ".join(
            [question.matter, question.why, *(side.label for side in question.sides)]
        ).lower()
        assert not any(word in text for word in ("false", "wrong", "lie", "probab", "credib"))


def test_the_same_case_gives_the_same_questions(case) -> None:
    convict(case, "embezzlement", "Varnia Court")
    convict(case, "money laundering", "Mira Tallow")
    assert find_questions(case.view()) == find_questions(case.view())


def test_the_convicted_person_s_words_on_the_charges_need_no_name(case) -> None:
    convict(case, "embezzlement", "Varnia Court")
    case.say("the charges were trumped up", "Arvo Kestrel", stance=Stance.DENIES)
    assert methods(case) == ["fairness"]


def test_another_person_s_words_on_a_verdict_may_mean_their_own(case) -> None:
    convict(case, "embezzlement", "Varnia Court")
    case.say("the verdict was political", "Osric Halvard")
    assert methods(case) == []


def test_a_conviction_told_as_unfair_stands_on_the_other_side(case) -> None:
    convict(case, "embezzlement", "Varnia Court")
    case.say(
        "Kestrel was sentenced on fabricated charges",
        "Salt NGO",
        ("Arvo Kestrel",),
        stage=Stage.CONVICTION,
        exhibit="b",
    )
    (question,) = find_questions(case.view())
    assert "Salt NGO" in question.sides[1].label


def test_a_report_that_quotes_the_convicted_person_gives_both_sides(case) -> None:
    told = case.say(
        "Kestrel was convicted on what he says were trumped-up charges",
        about=("Arvo Kestrel",),
        stage=Stage.CONVICTION,
        offence="embezzlement",
    )
    case.say(
        "trumped-up charges",
        "Arvo Kestrel",
        ("Arvo Kestrel",),
        stance=Stance.DENIES,
        stage=Stage.CONVICTION,
    )
    inner = case.claims.pop()
    start = told.locator.start + told.quote.index(inner.quote)
    place = Locator(start, start + len(inner.quote), inner.quote)
    case.claims.append(replace(inner, locator=place))
    (question,) = find_questions(case.view())
    assert [side.claims for side in question.sides] == [(told.id,), (case.claims[-1].id,)]


def test_counsel_speaks_of_the_only_client(case) -> None:
    case.say(
        "counsel",
        about=("Osric Halvard",),
        links=(("represents", "Osric Halvard", "Arvo Kestrel"),),
    )
    case.say("Kestrel took bribes", "Mira Tallow", ("Arvo Kestrel",), stance=Stance.ALLEGES)
    case.say(
        "my client has never taken a bribe", "Osric Halvard", stance=Stance.DENIES, exhibit="b"
    )
    assert methods(case) == ["accusation"]


def test_numbers_of_dead_of_one_month(case) -> None:
    case.say("at least forty-seven people died in the protest of January 2023", "Mira Tallow")
    case.say("19 died in the riots of January 2023, in 5 days", "Osric Halvard", exhibit="b")
    assert methods(case) == ["casualties"]


def test_numbers_of_dead_need_an_event_in_their_paragraph(case) -> None:
    case.say("47 people were killed in January 2023", "Mira Tallow")
    case.say("19 people died in January 2023", "Osric Halvard", exhibit="b")
    assert methods(case) == []


def test_what_another_person_calls_groundless_contests_no_conviction(case) -> None:
    convict(case, "embezzlement", "Varnia Court")
    case.say("the sanctions as groundless", "Mr Tallow's office", (), stance=Stance.DISPUTES)
    case.say("the charges as baseless", "Mr Tallow's office", (), stance=Stance.DISPUTES)
    assert methods(case) == []


def test_charges_against_him_are_no_matter_of_a_company(case) -> None:
    convict(case, "bribery", "Varnia Court", who="Quarry Ltd")
    case.say(
        "the charges against him",
        "Mira Tallow",
        ("Quarry Ltd",),
        stance=Stance.DENIES,
        stage=Stage.CONVICTION,
    )
    assert methods(case) == []


def test_a_no_that_speaks_of_nothing_in_court_contests_no_conviction(case) -> None:
    convict(case, "embezzlement", "Varnia Court")
    case.say(
        "Nobody. It was dark in the yard.",
        "Arvo Kestrel",
        ("Arvo Kestrel",),
        stance=Stance.DENIES,
        stage=Stage.CONVICTION,
    )
    assert methods(case) == []


@pytest.mark.parametrize(
    ("which", "weighed"),
    [("accusation", "stance(asserts)+stage(none)"), ("denial", "stance(asserts)")],
)
def test_no_contest_rests_on_weights_alone(case, which, weighed) -> None:
    case.say(
        "Kestrel laundered money", "Mira Tallow", ("Arvo Kestrel",),
        stance=Stance.ALLEGES, stage=Stage.ALLEGATION, offence="money laundering",
    )  # fmt: skip
    case.say(
        "he laundered no money", "Arvo Kestrel", ("Arvo Kestrel",),
        stance=Stance.DENIES, stage=Stage.ALLEGATION, offence="money laundering", exhibit="b",
    )  # fmt: skip
    assert methods(case) == ["accusation"]
    place = 0 if which == "accusation" else 1
    by_weights = replace(case.claims[place], method=f"frames/1 author:clause weighed:{weighed}")
    case.claims[place] = by_weights
    assert methods(case) == []


def test_no_conviction_is_called_unfair_by_weights_alone(case) -> None:
    case.say(
        "Kestrel was convicted of fraud", "the court", ("Arvo Kestrel",),
        stance=Stance.REPORTS_COURT_HELD, stage=Stage.CONVICTION, offence="fraud",
    )  # fmt: skip
    case.say(
        "the case for fraud against Kestrel", "Mira Tallow", ("Arvo Kestrel",),
        stance=Stance.DENIES, stage=Stage.CONVICTION, offence="fraud", exhibit="b",
    )  # fmt: skip
    assert methods(case) == ["fairness"]
    by_weights = replace(case.claims[1], method="frames/1 cue:say weighed:stance(alleges)")
    case.claims[1] = by_weights
    assert methods(case) == []
