"""The last decision on names: chains of labels, what is left as it is, where names end."""

import pytest

from dalil.claims.mentions import chain as mentions_chain
from dalil.claims.mentions.candidate import Candidate
from dalil.claims.mentions.chain import METHOD, chain, decide, read, weights
from dalil.claims.mentions.features import Line
from dalil.claims.mentions.words import split
from dalil.claims.parse import Parse, Token
from dalil.evidence import MentionType

PER, ORG, DATE = MentionType.PERSON, MentionType.ORGANISATION, MentionType.DATE
STEPS = "0\t0\t900\t0\t900\n" + "0\t0\t0\t0\t0\n" * 4
HEAD = "# a note\nO\tB-PER\tI-PER\tB-ORG\tI-ORG\n" + STEPS
SMALL = HEAD + "0w=a\t1:300\n0w=b\t2:300\t0:100\n0w=c\t0:500\n"


def said(*names):
    return [[(name,)] for name in names]


def test_a_chain_takes_what_weighs_most_and_never_goes_on_unbegun():
    model = read(SMALL)
    assert chain(model, said("0w=a", "0w=b", "unknown")) == ["B-PER", "I-PER", "O"]
    # Nine for going on after O, which no name may do.
    assert chain(model, said("0w=c", "0w=b")) == ["O", "O"]


def test_features_of_one_group_are_added_up():
    model = read(SMALL)
    assert model.of(("0w=a", "0w=b", "unknown")) == ((1, 300), (2, 300), (0, 100))
    assert model.of(("unknown",)) == ()


def test_what_lies_far_behind_is_not_followed_and_changes_nothing():
    model = read(HEAD + "0w=a\t1:9000\t0:1\n0w=b\t2:10\n")
    assert chain(model, said("0w=a", "0w=b")) == ["B-PER", "I-PER"]


def decided(text, chosen, rows, parsed=True):
    words = split(text, 0, len(text))
    tokens = [
        Token(i, w.start, w.end, w.text, w.low, "NOUN", "NN", "dep", i, 0)
        for i, w in enumerate(words)
    ]
    parse = Parse(tuple(tokens) if parsed else (), (), (), "none")
    found = decide(text, [Line(words, "paragraph")], parse, chosen, read(HEAD + rows))
    return [(text[c.start : c.end], c.type, c.method) for c in found]


TEXT = "Then Ada Mirel of Olt Duun-based Karsu left."


def at(text, name, kind, method="model:some"):
    start = text.index(name)
    return Candidate(start, start + len(name), kind, method, 50)


TAKEN = "t=B-PER\t1:500\nt=I-PER\t2:500\nt=B-ORG\t3:500\nt=I-ORG\t4:500\nt=O\t0:500\n"


def test_a_name_that_stands_is_the_one_that_was_found():
    found = decided(TEXT, [at(TEXT, "Ada Mirel", PER, "rule:title")], TAKEN)
    assert found == [("Ada Mirel", PER, "rule:title")]


def test_another_type_says_who_gave_it():
    found = decided(TEXT, [at(TEXT, "Ada Mirel", ORG)], "t=B-ORG\t1:500\nt=I-ORG\t2:500\n")
    assert found == [("Ada Mirel", PER, f"model:some+{METHOD}")]


def test_names_are_left_out_widened_and_added():
    assert decided(TEXT, [at(TEXT, "Ada Mirel", PER)], "t=B-PER\t0:900\nt=I-PER\t0:900\n") == []
    wide = decided(TEXT, [at(TEXT, "Mirel", PER)], "0w=ada\t1:900\nt=B-PER\t2:900\n")
    assert wide == [("Ada Mirel", PER, METHOD)]
    assert decided(TEXT, [], "0w=karsu\t3:900\n") == [("Karsu", ORG, METHOD)]


def test_an_end_within_a_word_stays_where_it_was():
    found = decided(TEXT, [at(TEXT, "Olt Duun", ORG)], TAKEN)
    assert found == [("Olt Duun", ORG, "model:some")]


def test_people_of_a_list_stay_two():
    text = "They met Ada Mirel, Bern Olt and others."
    chosen = [at(text, "Ada Mirel", PER), at(text, "Bern Olt", PER)]
    rows = "t=B-PER\t1:10\n0w=mirel\t2:900\n0w=bern\t2:900\n0w=olt\t2:900\n"
    assert [name for name, *_ in decided(text, chosen, rows)] == ["Ada Mirel", "Bern Olt"]
    text = "They met MIREL, Ada and others."
    chosen = [at(text, "MIREL", PER), at(text, "Ada", PER)]
    rows = "0w=mirel\t1:900\n0w=ada\t2:900\n"
    assert [name for name, *_ in decided(text, chosen, rows)] == ["MIREL, Ada"]


def test_a_name_in_a_compound_is_no_part_of_a_longer_one():
    text = "The Olt-based Karsu Trade agreed."
    chosen = [at(text, "Olt", PER), at(text, "Karsu Trade", ORG)]
    rows = "t=B-PER\t3:900\n0w=karsu\t4:900\n0w=trade\t4:900\n"
    assert [name for name, *_ in decided(text, chosen, rows)] == ["Olt", "Karsu Trade"]


def test_sums_dates_and_names_of_the_user_are_not_decided_on():
    nothing = "t=B-ORG\t0:900\nt=I-ORG\t0:900\nt=O\t0:900\n"
    own = at(TEXT, "Olt", ORG, "gazetteer:mine")
    assert decided(TEXT, [own], nothing) == [("Olt", ORG, "gazetteer:mine")]
    text = "Held in May Olt."
    day = at(text, "May", DATE, "rule:date")
    rows = "0w=may\t3:900\n0w=olt\t4:900\n"
    # What would overlap the date is not taken, and the name that it would have replaced stands.
    assert decided(text, [day, at(text, "Olt", ORG)], rows) == [
        ("May", DATE, "rule:date"),
        ("Olt", ORG, "model:some"),
    ]


def test_what_no_parser_read_stays_as_it_was_found():
    one = at(TEXT, "Ada Mirel", PER)
    rows = "t=B-PER\t0:900\nt=I-PER\t0:900\n"
    assert decided(TEXT, [one], rows, parsed=False) == [("Ada Mirel", PER, "model:some")]


def test_the_weights_of_this_room_hold_every_label_that_is_decided_on():
    kinds = ("PER", "ORG", "LOC", "NORP", "LAW", "ASSET")
    model = weights()
    assert set(model.labels) == {"O", *(f"{mark}-{kind}" for kind in kinds for mark in "BI")}
    assert all(
        0 <= place < len(model.labels) for row in model.features.values() for place, _ in row
    )


def test_no_word_with_a_capital_is_named_in_the_weights():
    # Words are features in lower case, and only where several documents share them.
    assert not [one for one in weights().features if one[1:3] == "w=" and one != one.lower()]


@pytest.mark.parametrize(
    ("told", "name"),
    [
        ("Submissions of Brindle Bank", "Brindle Bank"),
        ("Resignation of Ada Mirel", "Ada Mirel"),
        ("Shareholders of Olt Glass a.s.", "Olt Glass a.s."),
        ("Friends of Olt", "Friends of Olt"),
        ("Bank of Olt", "Bank of Olt"),
    ],
)
def test_a_paper_or_a_step_is_no_part_of_the_name_whose_it_is(told, name):
    found = mentions_chain._without_paper(told, Candidate(0, len(told), ORG, "model:x", 50))
    assert told[found.start : found.end] == name


@pytest.mark.parametrize(
    ("between", "apart"),
    [(" via ", True), (". ", True), (") (", True), (" v ", True), (" for ", False)],
)
def test_two_bodies_with_a_way_or_a_full_stop_between_are_two(between, apart):
    text = f"Olt Mining{between}Karsu"
    parts = [
        Candidate(0, 10, ORG, "model:x", 50),
        Candidate(len(text) - 5, len(text), ORG, "model:x", 50),
    ]
    one = Candidate(0, len(text), ORG, METHOD, 50)
    found = list(mentions_chain._run_together(text, [one], parts))
    assert found == (parts if apart else [])


def test_where_a_company_sits_is_no_part_of_its_name():
    text = "Olt Mining Ltd of Jersey"
    parts = [
        Candidate(0, 14, ORG, "rule:legal-form", 90),
        Candidate(18, 24, MentionType.LOCATION, "rule:country", 62),
    ]
    one = Candidate(0, len(text), ORG, METHOD, 50)
    assert list(mentions_chain._run_together(text, [one], parts)) == parts
