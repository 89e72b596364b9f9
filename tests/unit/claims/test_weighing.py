"""What a model weighs takes the place of the rules' word only where it is surer, in holder, stance and stage."""

from dataclasses import replace

import pytest

from dalil.claims.document import Document
from dalil.claims.holding import SURE, held_by
from dalil.claims.overruled import rules_said
from dalil.claims.parse import Parse
from dalil.claims.told import Found, HeldBy, Told, Weighed, facts, told
from dalil.claims.weighing import LEAD, weighed
from dalil.evidence import (
    Claim,
    Holder,
    HolderRole,
    Kind,
    Mention,
    MentionType,
    Passage,
    Predicate,
    Proceedings,
    Reference,
    Relation,
    Stage,
    Stance,
    TextLayer,
    locate,
)

TEXT = "Velm, 4 May. Ada Mirel told the inquiry that Olt kept the bags. She had not asked. The case goes on."
LAYER = TextLayer("a" * 64, TEXT, (Passage(0, len(TEXT)),), "t/1", "text/plain", "en")
QUOTE = "Olt kept the bags"
ADA, OLT = (
    Mention(LAYER.exhibit, TEXT.index(name), TEXT.index(name) + len(name), name, kind)
    for name, kind in (("Ada Mirel", MentionType.PERSON), ("Olt", MentionType.PERSON))
)
DOCUMENT = Document(LAYER, Parse((), (), (), "none"), (ADA, OLT), {ADA.id: ADA.id, OLT.id: OLT.id})
HOLDERS = (Holder(HolderRole.SPEAKER, text="Ada Mirel"), Holder(HolderRole.AUTHOR))


class Sure:
    """Gives every claim the same shares."""

    method = "sure/1"

    def __init__(self, stances, stages=None, held=None):
        self.stances, self.stages = stances, stages or {None: 1.0}
        self.held = held or HeldBy(1.0, ())
        self.seen: list[Told] = []

    def weigh(self, text, claims, names, settle):
        assert text == TEXT
        assert [text[one.start : one.end] for one in names] == ["Ada Mirel", "Olt"]
        self.seen.extend(settle(number, self.held) for number in range(len(claims)))
        return Found([Weighed(self.stances, self.stages) for _ in claims])


def claim(**more) -> Claim:
    start = TEXT.index(QUOTE)
    place = locate(LAYER, start, start + len(QUOTE))
    made = Claim(
        LAYER.exhibit, place, HOLDERS, Stance.ASSERTS, Kind.INDIRECT, method="frames/1 cue:say"
    )
    return replace(made, **more)


def one(model, **more) -> Claim:
    return weighed(DOCUMENT, [claim(**more)], model)[0]


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


def test_the_model_is_shown_where_a_claim_stands_who_holds_it_and_what_the_rules_say():
    model = Sure({Stance.ASSERTS: 1.0})
    one(model, negated=True)
    (shown,) = model.seen
    assert TEXT[shown.start : shown.end] == QUOTE
    assert shown.holders == ("Ada Mirel",)
    assert {"stance=asserts", "stage=none", "rule=cue", "rule=cue:say", "negated"} <= set(
        shown.facts
    )
    assert not any("frames" in fact for fact in shown.facts)  # a version must not change the facts


@pytest.mark.parametrize(
    ("holders", "expected"),
    [
        ((Holder(HolderRole.AUTHOR),), ()),
        ((Holder(HolderRole.PUBLISHER, text="Velm Courier"),), ()),
        ((Holder(HolderRole.COURT), Holder(HolderRole.AUTHOR)), ("court",)),
        (
            (
                Holder(HolderRole.SPEAKER, text="Ada Mirel"),
                Holder(HolderRole.SPEAKER, text="Olt"),
                Holder(HolderRole.AUTHOR),
            ),
            ("Ada Mirel", "Olt"),
        ),
    ],
)
def test_holders_are_shown_by_name_or_role_and_the_document_itself_not_at_all(holders, expected):
    assert told(claim(holders=holders)).holders == expected


def test_ties_are_facts_too():
    assert not [fact for fact in facts(claim()) if fact.startswith("tie=")]


def test_claims_come_back_in_their_order():
    other = replace(claim(), negated=True)
    found = weighed(DOCUMENT, [claim(), other], Sure({Stance.ALLEGES: 1.0}))
    assert [each.negated for each in found] == [False, True]
    assert weighed(DOCUMENT, [], Sure({})) == []


AUTHORS = (Holder(HolderRole.AUTHOR),)


def held(share: float, name: Mention = ADA, own: float = 0.0) -> HeldBy:
    """A name's two words, or one, with a share of a model's certainty."""
    place = name.start
    words = []
    for word in name.text.split():
        words.append((place, place + len(word), share / len(name.text.split())))
        place += len(word) + 1
    return HeldBy(own, tuple(words))


def test_what_the_rules_gave_to_the_document_is_given_to_the_name_that_is_sure():
    sure = Sure({Stance.DENIES: 1.0}, held=held(SURE + 0.01))
    found = one(sure, holders=AUTHORS, kind=Kind.AUTHOR)
    assert found.holders == (
        Holder(HolderRole.SPEAKER, Reference(ADA.id, "Ada Mirel"), "Ada Mirel", None, ADA.start, ADA.end),
        *AUTHORS,
    )  # fmt: skip
    assert found.kind is Kind.INDIRECT
    assert found.method.endswith(" weighed:holder(author)+stance(asserts)")
    assert rules_said(found.method) == {"holder": "author", "stance": "asserts"}
    (shown,) = sure.seen  # the stance is weighed of whose claim it is now
    assert shown.holders == ("Ada Mirel",)


def test_a_holder_alone_is_told_by_the_method_too():
    found = one(Sure({Stance.ASSERTS: 1.0}, held=held(0.9)), holders=AUTHORS)
    assert found.method.endswith(" weighed:holder(author)")


@pytest.mark.parametrize(
    ("known", "holders"),
    [
        (held(SURE - 0.01), AUTHORS),
        (held(0.9, own=1 - SURE + 0.01), AUTHORS),
        (held(0.9, OLT), AUTHORS),
        (HeldBy(0.0, ((0, 4, 1.0),)), AUTHORS),
        (held(0.9), HOLDERS),
        (held(0.9), (Holder(HolderRole.COURT), *AUTHORS)),
    ],
    ids=["unsure", "the document's", "named in the claim", "no name", "a speaker's", "a court's"],
)
def test_otherwise_whose_it_is_stays_as_the_rules_have_it(known, holders):
    assert one(Sure({Stance.ASSERTS: 1.0}, held=known), holders=holders) == claim(holders=holders)


def test_a_document_speaks_in_its_authors_name():
    author = Holder(HolderRole.AUTHOR, Reference(ADA.id, ADA.text), ADA.text)
    document = replace(DOCUMENT, author=author)
    model = Sure({Stance.ASSERTS: 1.0}, held=held(0.9))
    assert weighed(document, [claim(holders=(author,))], model)[0].holders == (author,)


@pytest.mark.parametrize(
    "more",
    [
        {"about": (Reference(ADA.id, ADA.text),)},
        {"relations": (Relation(Predicate.OWNS, Reference(ADA.id, ADA.text)),)},
        {"proceedings": Proceedings(stage=Stage.CHARGE)},
        {"quote": "He kept the bags"},
        {"quote": "The tender went to her cousin"},
    ],
)
def test_nobody_is_made_to_tell_of_himself_or_of_a_step_of_proceedings(more):
    sure = Sure(
        {Stance.ASSERTS: 1.0}, {more["proceedings"].stage: 1.0} if "proceedings" in more else None
    )
    asked = claim(holders=AUTHORS, **{key: value for key, value in more.items() if key != "quote"})
    if "quote" in more:
        asked = replace(asked, locator=replace(asked.locator, exact=more["quote"]))
    found = held_by(DOCUMENT, asked, held(0.9))
    assert found.holders == AUTHORS
    assert weighed(DOCUMENT, [claim(holders=AUTHORS)], sure)[0].holders == AUTHORS


def test_a_denial_may_be_of_whoever_is_told_of():
    asked = claim(holders=AUTHORS, negated=True)
    asked = replace(asked, locator=replace(asked.locator, exact="He never kept the bags"))
    assert held_by(DOCUMENT, asked, held(0.9)).holders[0].text == "Ada Mirel"
    chamber = replace(ADA, text="Oldhaven Chamber of Commerce")
    document = replace(DOCUMENT, mentions=(chamber, OLT))
    assert held_by(document, asked, held(0.9)).holders[0].role is HolderRole.SPEAKER


@pytest.mark.parametrize(
    ("name", "role"),
    [
        ("Oldhaven High Court", HolderRole.COURT),
        ("Court of Appeal", HolderRole.COURT),
        ("Ministry of Justice", HolderRole.SPEAKER),
        ("Court Security Ltd", HolderRole.SPEAKER),
    ],
)
def test_a_court_is_one_by_the_head_of_its_name(name, role):
    document = replace(DOCUMENT, mentions=(replace(ADA, text=name), OLT))
    assert held_by(document, claim(holders=AUTHORS), held(0.9)).holders[0].role is role


def test_no_weights_make_a_denial_of_the_document_s_own_accusation_or_of_a_word_of_accusing():
    sure = Sure({Stance.DENIES: 0.95, Stance.ALLEGES: 0.05})
    own = (Holder(HolderRole.AUTHOR),)
    assert one(sure, stance=Stance.ALLEGES, holders=own).stance is Stance.ALLEGES
    accused = one(sure, stance=Stance.ALLEGES, method="frames/1 cue:accuse")
    assert accused.stance is Stance.ALLEGES
    assert one(sure, stance=Stance.ALLEGES).stance is Stance.DENIES
