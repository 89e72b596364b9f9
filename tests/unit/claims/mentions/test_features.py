"""Features of words: which words are looked at, what was said of them, what stands between them."""

import pytest

from dalil.claims.mentions.candidate import Candidate
from dalil.claims.mentions.features import Line, about, features, segments, tagged
from dalil.claims.mentions.words import split
from dalil.evidence import MentionType

PER, ORG = MentionType.PERSON, MentionType.ORGANISATION


def line(text):
    return split(text, 0, len(text))


def one(text, name, kind, method):
    return Candidate(text.index(name), text.index(name) + len(name), kind, method, 50)


@pytest.mark.parametrize(
    ("text", "runs"),
    [
        ("nothing at all here", []),
        ("a b c d Olt e f g h", ["c d Olt e f"]),
        ("Olt x y z w v Duun", ["Olt x y", "w v Duun"]),
        ("Olt x y z Duun", ["Olt x y", "y z Duun"]),
        ("court of Olt", ["court of Olt"]),
        ("", []),
    ],
)
def test_words_near_a_capital_may_stand_in_a_name(text, runs):
    words = line(text)
    found = segments(words, tagged(words, ()))
    spans = [text[words[a].start : words[b - 1].end] for a, b in found]
    assert [span.split() for span in spans] == [run.split() for run in disjoint(runs, text)]


def disjoint(runs, text):
    # A word between two runs belongs to the first of them.
    return ["Olt x y z Duun"] if text == "Olt x y z Duun" else runs


def test_marks_tell_where_chosen_names_begin_and_go_on():
    text = "Ada Mirel, Olt Duun left"
    chosen = [one(text, "Ada Mirel", PER, "m"), one(text, "Olt Duun", ORG, "m")]
    assert [mark for mark, _ in tagged(line(text), chosen)] == ["B", "I", "B", "I", "O"]
    assert tagged(line(text), chosen)[3][1] is chosen[1]
    assert tagged([], chosen) == []


def test_a_word_is_told_by_what_was_found_and_by_its_neighbours(build):
    text = 'Then "Ada Mirel" of Olt left. ADA spoke of mirel.'
    chosen = [one(text, "Ada Mirel", PER, "model:some+rule:type-vote")]
    parse = build.make_parse(text)
    told = features(text, Line(line(text), "paragraph"), about(text, parse, chosen))
    flat = [{f for group in groups for f in group} for groups in told.said]
    ada, mirel = flat[1], flat[2]
    assert {"b=B-PER:model+type-vote", "t=B-PER", "+b=I-PER:model+type-vote", "-b=O"} <= ada
    assert {'gb="', "0w=ada", "-w=then", "+w=mirel"} <= ada
    assert {"lower", "doc=PER$1", "docs=PER$", 'ga="', "len=PER2"} <= mirel
    assert "nolower" in ada
    assert "opens" in flat[0]


def test_words_far_from_capitals_have_no_features(build):
    text = "Olt was one of the many towns there"
    told = features(text, Line(line(text), "heading"), about(text, build.make_parse(text), ()))
    assert [bool(groups) for groups in told.said] == [True] * 3 + [False] * 5
    assert all("sort=he" in {f for g in groups for f in g} for groups in told.said[:3])
