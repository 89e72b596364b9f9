"""Ties that a model is sure of stand in the claim whose words tell them, and nowhere where rules or a denial do."""

from dataclasses import replace

import pytest

from dalil.claims.document import Document, refer
from dalil.claims.overruled import noted, rules_said, tied_by_rules, tied_by_weights
from dalil.claims.parse import Parse
from dalil.claims.told import Tying
from dalil.claims.tying import NEAR, SURE, tied
from dalil.evidence import (
    Claim,
    Holder,
    HolderRole,
    Kind,
    Mention,
    MentionType,
    Passage,
    Predicate,
    Relation,
    Roster,
    RosterRow,
    Stance,
    TextLayer,
    locate,
)

TEXT = (
    "Ada Mirel has kept the keys of Zorin House since May. Olt Orsk paid for them. Mirel knows him."
)
LAYER = TextLayer("a" * 64, TEXT, (Passage(0, len(TEXT)),), "t/1", "text/plain", "en")


def mention(name: str, kind: MentionType) -> Mention:
    return Mention(LAYER.exhibit, TEXT.index(name), TEXT.index(name) + len(name), name, kind)


ADA = mention("Ada Mirel", MentionType.PERSON)
HOUSE = mention("Zorin House", MentionType.ORGANISATION)
MAY = mention("May", MentionType.DATE)
OLT = mention("Olt Orsk", MentionType.PERSON)
AGAIN = Mention(
    LAYER.exhibit, TEXT.rindex("Mirel"), TEXT.rindex("Mirel") + 5, "Mirel", MentionType.PERSON
)
NAMES = (ADA, HOUSE, MAY, OLT, AGAIN)
OF = {one.id: one.id for one in NAMES} | {AGAIN.id: ADA.id}
DOCUMENT = Document(LAYER, Parse((), (), (), "none"), NAMES, OF)
KEYS, PAID, KNOWS = (sentence.strip() for sentence in TEXT.rstrip(".").split("."))


def claim(quote: str, **more) -> Claim:
    start = TEXT.index(quote)
    place = locate(LAYER, start, start + len(quote))
    held = (Holder(HolderRole.AUTHOR),)
    made = Claim(
        LAYER.exhibit, place, held, Stance.ASSERTS, Kind.AUTHOR, method="frames/1 author:clause"
    )
    return replace(made, **more)


def tie(one: int, predicate: Predicate, other: int, share: float = 0.9) -> Tying:
    return Tying(one, other, predicate, share)


def relations(claims) -> list[tuple[str, str, str]]:
    return [
        (r.subject.text, str(r.predicate), r.object.text) for one in claims for r in one.relations
    ]


def test_a_sure_tie_stands_in_the_claim_that_has_both_names_and_says_who_told_it():
    before = claim(KEYS)
    (found,) = tied(DOCUMENT, [before], [tie(0, Predicate.OWNS, 1)])
    assert relations([found]) == [("Ada Mirel", "owns", "Zorin House")]
    assert found.method == "frames/1 author:clause weighed:tie(owns)"
    assert found.about == before.about
    assert (found.quote, found.stance, found.holders) == (
        before.quote,
        before.stance,
        before.holders,
    )
    assert tied_by_weights(found) == found.relations
    assert tied_by_rules(found) == ()
    assert rules_said(found.method) == {}


def test_below_sure_nothing_is_tied():
    before = [claim(KEYS)]
    assert tied(DOCUMENT, before, [tie(0, Predicate.OWNS, 1, SURE - 0.01)]) == before


def test_ties_alike_are_sure_together_and_the_surer_is_told():
    ties = [tie(0, Predicate.OWNS, 1, SURE * 0.6), tie(0, Predicate.CONTROLS, 1, SURE * 0.5)]
    assert relations(tied(DOCUMENT, [claim(KEYS)], ties)) == [("Ada Mirel", "owns", "Zorin House")]
    apart = [tie(0, Predicate.OWNS, 1, SURE * 0.6), tie(0, Predicate.ROLE_AT, 1, SURE * 0.5)]
    assert relations(tied(DOCUMENT, [claim(KEYS)], apart)) == []
    both = [tie(0, Predicate.OWNS, 1, 0.7), tie(0, Predicate.ROLE_AT, 1, 0.8)]
    assert relations(tied(DOCUMENT, [claim(KEYS)], both)) == [
        ("Ada Mirel", "role_at", "Zorin House")
    ]


def test_a_post_of_two_sentences_stands_where_a_word_stands_for_the_other_name():
    text = TEXT.replace("Olt Orsk paid for them", "Olt Orsk is his clerk. ")
    clerk = replace(LAYER, text=text)
    document = replace(DOCUMENT, layer=clerk)
    start = text.index("Olt Orsk")
    told = replace(claim(PAID), locator=locate(clerk, start, start + 21))
    found = tied(document, [claim(KEYS), told], [tie(3, Predicate.EMPLOYED_BY, 0)])
    assert [len(one.relations) for one in found] == [0, 1]
    assert tied(document, [claim(KEYS), told], [tie(3, Predicate.OWNS, 0)]) == [claim(KEYS), told]
    nobody = [claim(KEYS), claim(PAID)]
    assert tied(DOCUMENT, nobody, [tie(3, Predicate.EMPLOYED_BY, 0)]) == nobody


@pytest.mark.parametrize(
    "quote",
    ["If Ada Mirel owned Zorin House", "Ada Mirel may own Zorin House", "Ada Mirel pretended to own Zorin House"],
)  # fmt: skip
def test_what_is_supposed_or_pretended_ties_nobody(quote):
    before = [spoken(quote)]
    assert tied(of(quote), before, [tie(0, Predicate.OWNS, 1)]) == before


def test_a_question_and_what_rules_took_back_tie_nobody():
    asked = "Ada Mirel owns Zorin House?"
    told = "Ada Mirel owns Zorin House."
    for text, more in (
        (asked, {}),
        (told, {"hedged": True}),
        (told, {"method": "frames/1 cue:think supposed"}),
    ):
        before = [spoken(text, **more)]
        assert tied(of(text), before, [tie(0, Predicate.OWNS, 1)]) == before
    (plain,) = tied(of(told), [spoken(told)], [tie(0, Predicate.OWNS, 1)])
    assert relations([plain]) == [("Ada Mirel", "owns", "Zorin House")]


def test_family_takes_a_word_of_kin():
    for text, count in (
        ("Ada Mirel is a friend of Zorin House", 0),
        ("Ada Mirel is a cousin of Zorin House", 1),
    ):
        (found,) = tied(of(text), [spoken(text)], [tie(0, Predicate.FAMILY, 1)])
        assert len(found.relations) == count


def of(text: str) -> Document:
    layer = TextLayer("b" * 64, text, (Passage(0, len(text)),), "t/1", "text/plain", "en")
    names = [
        Mention(
            layer.exhibit, text.index(name), text.index(name) + len(name), name, MentionType.PERSON
        )
        for name in ("Ada Mirel", "Zorin House")
    ]
    return Document(
        layer, Parse((), (), (), "none"), tuple(names), {one.id: one.id for one in names}
    )


def spoken(text: str, **more) -> Claim:
    layer = of(text).layer
    end = len(text.rstrip("?."))
    return replace(claim(KEYS), exhibit=layer.exhibit, locator=locate(layer, 0, end), **more)


def test_the_shortest_claim_with_both_names_tells_a_tie():
    whole = claim(TEXT)
    found = tied(DOCUMENT, [whole, claim(KEYS)], [tie(0, Predicate.OWNS, 1)])
    assert [len(one.relations) for one in found] == [0, 1]


@pytest.mark.parametrize(
    "denied", [{"stance": Stance.DENIES}, {"stance": Stance.DISPUTES}, {"negated": True}]
)
def test_what_is_denied_ties_nobody(denied):
    before = [claim(KEYS, **denied), claim(TEXT)]
    assert tied(DOCUMENT, before, [tie(0, Predicate.OWNS, 1)]) == before


def test_where_no_claim_has_the_words_nothing_is_tied():
    before = [claim(PAID)]
    assert tied(DOCUMENT, before, [tie(0, Predicate.OWNS, 1)]) == before


def test_whom_the_rules_tie_in_any_way_nobody_else_ties():
    ruled = claim(KEYS, relations=(Relation(Predicate.ROLE_AT, refer(AGAIN), refer(HOUSE)),))
    assert tied(DOCUMENT, [ruled], [tie(0, Predicate.OWNS, 1)]) == [ruled]
    again = claim(TEXT)
    found = tied(DOCUMENT, [ruled, again], [tie(3, Predicate.PAYS, 0)])
    assert relations(found)[1:] == [("Olt Orsk", "pays", "Ada Mirel")]
    assert tied_by_rules(found[0]) == ruled.relations


def test_names_far_apart_or_in_a_list_are_tied_to_nobody():
    before = [claim(TEXT)]
    ties = [tie(0, Predicate.OWNS, 1)]
    rows = (RosterRow("Zorin House", HOUSE.start, HOUSE.end),)
    listed = replace(DOCUMENT, rosters=(Roster(LAYER.exhibit, "Signed", rows),))
    assert tied(listed, before, ties) == before
    far = Mention(LAYER.exhibit, len(TEXT) + NEAR, len(TEXT) + NEAR + 5, "Zorin", "ORG")
    apart = replace(DOCUMENT, mentions=(*NAMES, far), entity_of=OF | {far.id: far.id})
    assert tied(apart, before, [tie(0, Predicate.OWNS, 5)]) == before


def test_of_a_pair_the_surest_tie_is_told_once_either_way_round():
    ties = [tie(1, Predicate.OWNS, 0, 0.7), tie(0, Predicate.OWNS, 1, 0.8)]
    assert relations(tied(DOCUMENT, [claim(KEYS)], ties)) == [("Ada Mirel", "owns", "Zorin House")]


def test_a_date_and_another_name_of_the_same_are_tied_to_nobody():
    before = [claim(TEXT)]
    ties = [tie(0, Predicate.OWNS, 2), tie(0, Predicate.FAMILY, 4)]
    assert tied(DOCUMENT, before, ties) == before


def test_nobody_is_sanctioned_by_weights():
    before = [claim(TEXT)]
    assert tied(DOCUMENT, before, [tie(0, Predicate.SANCTIONED_BY, 1)]) == before


def test_a_method_tells_what_the_rules_said_beside_ties():
    method = noted("frames/1 cue:say weighed:stance(asserts)", "tie(owns)")
    assert method == "frames/1 cue:say weighed:stance(asserts)+tie(owns)"
    assert rules_said(method) == {"stance": "asserts"}
