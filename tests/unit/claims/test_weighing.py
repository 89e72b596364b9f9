"""What a model weighs takes the place of the rules' word only where it is surer, and only in stance and stage."""

from dataclasses import replace

import pytest

from dalil.claims.told import AFTER, BEFORE, Told, Weighed, facts, told
from dalil.claims.weighing import LEAD, rules_said, weighed
from dalil.evidence import (
    Claim,
    Holder,
    HolderRole,
    Kind,
    Passage,
    Proceedings,
    Stage,
    Stance,
    TextLayer,
    locate,
)

TEXT = "Velm, 4 May. Ada Mirel told the inquiry that Olt kept the bags. She had not asked. The case goes on."
LAYER = TextLayer("a" * 64, TEXT, (Passage(0, len(TEXT)),), "t/1", "text/plain", "en")
QUOTE = "Olt kept the bags"
HOLDERS = (Holder(HolderRole.SPEAKER, text="Ada Mirel"), Holder(HolderRole.AUTHOR))


class Sure:
    """Gives every claim the same shares."""

    method = "sure/1"

    def __init__(self, stances, stages=None):
        self.stances, self.stages = stances, stages or {None: 1.0}
        self.seen: list[Told] = []

    def weigh(self, claims):
        self.seen.extend(claims)
        return [Weighed(self.stances, self.stages) for _ in claims]


def claim(**more) -> Claim:
    start = TEXT.index(QUOTE)
    place = locate(LAYER, start, start + len(QUOTE))
    made = Claim(
        LAYER.exhibit, place, HOLDERS, Stance.ASSERTS, Kind.INDIRECT, method="frames/1 cue:say"
    )
    return replace(made, **more)


def one(model, **more) -> Claim:
    return weighed(LAYER, [claim(**more)], model)[0]


def test_a_surer_stance_takes_the_place_of_the_rules_and_says_so():
    found = one(Sure({Stance.ALLEGES: 0.9, Stance.ASSERTS: 0.1}))
    assert found.stance is Stance.ALLEGES
    assert found.method == "frames/1 cue:say weighed:stance(asserts)"
    assert (found.quote, found.holders, found.about) == (QUOTE, HOLDERS, ())
    assert found.id != claim().id


def test_without_the_lead_the_rules_stand():
    near = {Stance.ALLEGES: 0.5 + LEAD / 2 - 0.01, Stance.ASSERTS: 0.5 - LEAD / 2 + 0.01}
    assert one(Sure(near)) == claim()


def test_a_stage_is_added_with_its_stance():
    found = one(
        Sure({Stance.ALLEGES: 1.0}, {Stage.ALLEGATION: 0.8, None: 0.2}),
    )
    assert (found.stance, found.stage) == (Stance.ALLEGES, Stage.ALLEGATION)
    assert found.method.endswith("weighed:stance(asserts)+stage(none)")
    assert rules_said(found.method) == {"stance": "asserts", "stage": "none"}
    assert rules_said(claim().method) == {}


@pytest.mark.parametrize("grave", [Stage.CONVICTION, Stage.ACQUITTAL])
def test_nobody_is_convicted_or_cleared_by_weights_alone(grave):
    sure = Sure({Stance.ASSERTS: 1.0}, {grave: 1.0})
    assert one(sure) == claim()
    charged = Proceedings(stage=Stage.CHARGE)
    assert one(sure, proceedings=charged).proceedings == charged
    known = Proceedings(stage=grave)
    assert one(sure, proceedings=known).proceedings == known


@pytest.mark.parametrize("clearing", [Stage.ACQUITTAL, Stage.DISMISSAL, Stage.DELISTING])
@pytest.mark.parametrize("surer", [Stage.JUDGMENT, Stage.ALLEGATION, None])
def test_what_rules_read_in_somebodys_favour_is_not_weighed_away(clearing, surer):
    known = Proceedings(stage=clearing)
    assert one(Sure({Stance.ASSERTS: 1.0}, {surer: 1.0}), proceedings=known).proceedings == known


def test_a_demand_is_what_is_demanded():
    found = one(Sure({Stance.CALLS_FOR: 1.0}))
    assert found.calls_for == QUOTE
    back = one(Sure({Stance.ASSERTS: 1.0}), stance=Stance.CALLS_FOR, calls_for=QUOTE)
    assert (back.stance, back.calls_for) == (Stance.ASSERTS, None)


@pytest.mark.parametrize("told_of", [{"court": "the High Court"}, {"offence": "bribery"}])
def test_a_stage_with_court_or_offence_is_not_taken_away(told_of):
    kept = Proceedings(stage=Stage.CHARGE, **told_of)
    found = one(Sure({Stance.ASSERTS: 1.0}, {None: 1.0}), proceedings=kept)
    assert found.proceedings == kept


def test_a_bare_stage_is_taken_away():
    found = one(
        Sure({Stance.ASSERTS: 1.0}, {None: 1.0}), proceedings=Proceedings(stage=Stage.ALLEGATION)
    )
    assert found.proceedings is None


def test_a_changed_stage_keeps_what_else_is_known_of_the_case():
    known = Proceedings(stage=Stage.ALLEGATION, court="the High Court")
    found = one(Sure({Stance.ASSERTS: 1.0}, {Stage.CHARGE: 1.0}), proceedings=known)
    assert found.proceedings == replace(known, stage=Stage.CHARGE)


def test_the_model_is_shown_the_words_around_and_what_the_rules_say():
    model = Sure({Stance.ASSERTS: 1.0})
    one(model, negated=True)
    (shown,) = model.seen
    assert shown.content == QUOTE
    assert shown.holder == "Ada Mirel of author"
    assert shown.before.endswith("told the inquiry that")
    assert shown.after.startswith(". She had not asked")
    assert {"stance=asserts", "stage=none", "rule=cue", "rule=cue:say", "negated"} <= set(
        shown.facts
    )
    assert not any("frames" in fact for fact in shown.facts)  # a version must not change the facts


def test_no_more_words_are_shown_than_stated():
    text = "one " * 500 + QUOTE + " two" * 500
    layer = TextLayer("a" * 64, text, (Passage(0, len(text)),), "t/1", "text/plain", "en")
    start = text.index(QUOTE)
    made = replace(claim(), locator=locate(layer, start, start + len(QUOTE)))
    shown = told(text, made)
    assert (len(shown.before.split()), len(shown.after.split())) == (BEFORE, AFTER)


def test_ties_are_facts_too():
    assert not [fact for fact in facts(claim()) if fact.startswith("tie=")]


def test_claims_come_back_in_their_order():
    other = replace(claim(), negated=True)
    found = weighed(LAYER, [claim(), other], Sure({Stance.ALLEGES: 1.0}))
    assert [each.negated for each in found] == [False, True]
    assert weighed(LAYER, [], Sure({})) == []
