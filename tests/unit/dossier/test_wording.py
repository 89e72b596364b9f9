"""The words of a dossier over every stage, forum, finality and stance."""

from __future__ import annotations

import itertools
import re
from decimal import Decimal

import pytest

from dalil.dossier import wording
from dalil.evidence import (
    Amount,
    Claim,
    Finality,
    Forum,
    Holder,
    HolderRole,
    Kind,
    Locator,
    PartialDate,
    Precision,
    Proceedings,
    Share,
    Stage,
    Stance,
)

FORUMS = (None, *Forum)
FINALITIES = (None, *Finality)
# What no sentence of ours may say in its own voice, whatever the proceedings.
FORBIDDEN = re.compile(
    r"\b(is|was|are|were) guilty\b|\bcommitted\b|\bproved?n?\b|\bin fact\b|\bclearly\b|\bobviously\b"
    r"|\bcrimes? of\b|\bcriminals?\b(?! (court|conviction|charge|case|investigation|proceedings))",
    re.IGNORECASE,
)


def claim(
    stance: Stance,
    proceedings: Proceedings | None = None,
    quote: str = "words",
    **extra: object,
) -> Claim:
    holder = Holder(HolderRole.SPEAKER, None, "Z")
    author = Holder(HolderRole.AUTHOR, None, "A")
    extra.setdefault("holders", (holder, author))
    return Claim(
        exhibit="0" * 64,
        locator=Locator(0, len(quote), quote),
        stance=stance,
        kind=Kind.DIRECT,
        proceedings=proceedings,
        **extra,
    )


@pytest.mark.parametrize("stance", Stance)
@pytest.mark.parametrize("stage", [None, *Stage])
def test_every_sentence_names_its_holder_and_stays_within_the_rules(stage, stance):
    for forum, finality in itertools.product(FORUMS, FINALITIES):
        proceedings = Proceedings(stage=stage, forum=forum, finality=finality)
        lead = wording.lead(claim(stance, proceedings), "Z, as quoted by A,")
        assert lead.startswith("Z, as quoted by A, ")
        assert lead.endswith(":")
        assert not FORBIDDEN.search(lead), lead
        assert "  " not in lead
        assert ",," not in lead
        assert ", :" not in lead


@pytest.mark.parametrize("forum", [f for f in Forum if f is not Forum.CRIMINAL])
@pytest.mark.parametrize("stage", [Stage.CONVICTION, Stage.JUDGMENT, Stage.PENALTY])
def test_what_no_criminal_court_decided_is_called_no_conviction(stage, forum):
    text = wording.state(Proceedings(stage=stage, forum=forum))
    assert "not a criminal conviction" in text
    assert not text.startswith(("a conviction", "a criminal conviction"))


@pytest.mark.parametrize("forum", FORUMS)
def test_a_charge_and_an_investigation_are_less_than_what_follows(forum):
    charge = wording.state(Proceedings(stage=Stage.CHARGE, forum=forum))
    assert re.search(r"not a (conviction|criminal charge)", charge)
    inquiry = wording.state(Proceedings(stage=Stage.INVESTIGATION, forum=forum))
    assert re.search(r"not a (criminal )?charge", inquiry)


@pytest.mark.parametrize("forum", FORUMS)
def test_a_settlement_is_no_admission_and_a_listing_no_conviction(forum):
    assert "neither an admission" in wording.state(Proceedings(Stage.SETTLEMENT, forum))
    assert "not a conviction" in wording.state(Proceedings(Stage.DESIGNATION, forum))


@pytest.mark.parametrize("stage", [Stage.CONVICTION, Stage.ACQUITTAL, Stage.JUDGMENT])
@pytest.mark.parametrize("forum", FORUMS)
def test_a_decision_says_whether_it_is_final(stage, forum):
    said = {finality: wording.state(Proceedings(stage, forum, finality)) for finality in FINALITIES}
    assert "whether it is final is not stated" in said[None]
    assert "open to appeal" in said[Finality.FIRST_INSTANCE]
    assert "not final" in said[Finality.UNDER_APPEAL]
    assert said[Finality.FINAL].count("final") == 1
    assert "no longer stands" in said[Finality.QUASHED]


def test_the_particulars_of_a_decision_stand_in_the_sentence():
    proceedings = Proceedings(
        Stage.CONVICTION,
        Forum.CRIMINAL,
        Finality.UNDER_APPEAL,
        in_absentia=True,
        sentence="six years",
        offence="bribery",
        court="Pellam Court",
        jurisdiction="Varnia",
        date=PartialDate("2018-11-21", Precision.DAY),
    )
    court = claim(
        Stance.ASSERTS,
        proceedings,
        holders=(
            Holder(HolderRole.COURT, None, "Pellam Court"),
            Holder(HolderRole.PUBLISHER, None, "Pellam Court"),
        ),
    )
    assert wording.lead(court, "Pellam Court") == (
        "Pellam Court announced a criminal conviction (Pellam Court; Varnia; 21 November 2018; "
        "under appeal, not final; in absentia; offence as named: bribery; sentence: six years):"
    )


@pytest.mark.parametrize(
    ("stance", "expected"),
    [
        (Stance.ASSERTS, "Z stated:"),
        (Stance.ALLEGES, "Z alleged:"),
        (Stance.DENIES, "Z denied, in the words on file:"),
        (Stance.DISPUTES, "Z disputed, in the words on file:"),
        (Stance.REPORTS_COURT_HELD, "Z reported that a court held:"),
        (Stance.CALLS_FOR, "Z called for:"),
    ],
)
def test_each_stance_has_its_verb(stance, expected):
    assert wording.lead(claim(stance), "Z") == expected


def test_an_author_writes_and_a_register_records():
    author = claim(Stance.ASSERTS, holders=(Holder(HolderRole.AUTHOR, None, "A"),))
    assert wording.lead(author, "A") == "A wrote:"
    register = claim(Stance.ASSERTS, holders=(Holder(HolderRole.REGISTER, None, "R"),))
    assert wording.lead(register, "R", said="X owns Y") == "R recorded that X owns Y:"


def test_a_register_row_that_is_disputed_is_not_recorded_as_fact():
    disputed = claim(Stance.DISPUTES, holders=(Holder(HolderRole.REGISTER, None, "R"),))
    assert "recorded" not in wording.lead(disputed, "R", said="X owns Y")


@pytest.mark.parametrize(
    ("negated", "hedged", "expected"),
    [
        (True, False, "Z stated, in the negative:"),
        (False, True, "Z stated, with a reservation:"),
        (True, True, "Z stated, in the negative and with a reservation:"),
    ],
)
def test_negation_and_hedging_are_kept(negated, hedged, expected):
    held = claim(Stance.ASSERTS, negated=negated, hedged=hedged, quote="X did not lie")
    assert wording.lead(held, "Z") == expected


@pytest.mark.parametrize("quote", ["X had lied", "X a menti", "X солгал"])
def test_a_negation_that_stands_outside_the_quotation_is_told(quote):
    """ "They made no finding that X had lied" is quoted as "X had lied"."""
    held = claim(Stance.ASSERTS, negated=True, quote=quote)
    assert wording.lead(held, "Z") == f"Z stated, in the negative ({wording.OUTSIDE}):"
    assert wording.OUTSIDE not in wording.lead(claim(Stance.ASSERTS, quote=quote), "Z")


def test_of_whom_a_quote_speaks_is_said_where_its_words_do_not():
    assert wording.lead(claim(Stance.ALLEGES), "Z", "Ordan Veshkul") == (
        "Z alleged, of Ordan Veshkul:"
    )


def test_an_allegation_is_called_one():
    proceedings = Proceedings(stage=Stage.ALLEGATION)
    assert wording.lead(claim(Stance.ASSERTS, proceedings), "Z") == "Z put forward an allegation:"


def test_a_demand_names_what_is_demanded():
    assert wording.lead(claim(Stance.CALLS_FOR, calls_for="sanctions"), "Z") == (
        "Z called for sanctions:"
    )


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        (Kind.DIRECT, "Z, as quoted by B, as reported by A,"),
        (Kind.INDIRECT, "Z, as reported by B, as reported by A,"),
        (Kind.DOCUMENT, "Z, as cited by B, as reported by A,"),
    ],
)
def test_a_chain_is_told_from_the_innermost_speaker(kind, expected):
    names = (
        ("Z", HolderRole.SPEAKER),
        ("B", HolderRole.SPEAKER),
        ("A", HolderRole.AUTHOR),
    )
    assert wording.chain(names, kind) == expected
    assert wording.chain(names[2:], kind) == "A"


def test_signatories_speak_together():
    assert wording.signed(("A", "B")) == "A and B"
    assert wording.signed(tuple("ABCDE")) == "A and 4 other signatories"
    assert wording.signed(tuple("ABCDE"), whole=True) == "A, B, C, D and E"


def test_a_court_holds_and_its_holding_as_told_is_told():
    held = claim(
        Stance.REPORTS_COURT_HELD,
        holders=(Holder(HolderRole.COURT, None, "C"), Holder(HolderRole.AUTHOR)),
    )
    assert wording.lead(held, "a court in Varnia, as reported by A,") == (
        "A court in Varnia, as reported by A, held:"
    )


def test_of_a_negated_stage_no_particulars_are_told():
    proceedings = Proceedings(Stage.CHARGE, Forum.CRIMINAL, offence="any offence", court="X Court")
    quote = "he was never charged"
    lead = wording.lead(claim(Stance.ASSERTS, proceedings, negated=True, quote=quote), "Z")
    assert lead == (
        "Z stated, with regard to a criminal charge, which is not a conviction, in the negative:"
    )


def test_what_is_called_for_is_not_said_twice():
    wanted = claim(Stance.CALLS_FOR, calls_for="Words")
    assert wording.lead(wanted, "Z") == "Z called for:"


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (PartialDate("2019", Precision.YEAR), "2019"),
        (PartialDate("2019-03", Precision.MONTH), "March 2019"),
        (PartialDate("2019-03-07", Precision.DAY), "7 March 2019"),
        (PartialDate("2019-03-07", Precision.MONTH), "March 2019"),
        ("2026-03-02T09:00:00Z", "2 March 2026"),
        ("spring", "spring"),
        ("2019-77", "2019-77"),
        (None, ""),
    ],
)
def test_dates_are_no_more_exact_than_known(value, expected):
    assert wording.date(value) == expected


def test_shares_and_sums_are_told_as_stated():
    assert wording.share(Share(Decimal(50), Decimal(50))) == "50%"
    assert wording.share(Share(Decimal(25), Decimal(50), True)) == "more than 25% up to 50%"
    assert wording.share(Share(Decimal(25), Decimal(50))) == "25% to 50%"
    words = Amount(0, 9, "about £12 million", Decimal(12_000_000), "GBP")
    assert wording.money(words) == "about £12 million"
    assert wording.money(Amount(0, 7, "4200000", Decimal(4200000), "GBP")) == "4,200,000 GBP"
    assert "currency not stated" in wording.money(Amount(0, 4, "4200", Decimal(4200)))


def test_quotes_are_verbatim():
    assert wording.quoted('he said "no" …') == '“he said "no" …”'


def test_every_stage_has_a_word_without_a_forum():
    assert all(None in wording.STATES[stage] for stage in Stage)
    assert set(wording.FINALITY) == set(Finality)
