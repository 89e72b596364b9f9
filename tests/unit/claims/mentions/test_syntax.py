"""Votes for a name's type by the grammar of its sentence."""

import pytest

from dalil.claims.mentions.syntax import Syntax
from dalil.claims.parse import Parse, Sentence, Token
from dalil.evidence import MentionType

PER, ORG = MentionType.PERSON, MentionType.ORGANISATION


def parsed(*rows):
    """A parse of one sentence: word, lemma, part of speech, label, head."""
    tokens, place = [], 0
    for index, (word, lemma, pos, dep, head) in enumerate(rows):
        tokens.append(Token(index, place, place + len(word), word, lemma, pos, "", dep, head, 0))
        place += len(word) + 1
    return Parse(tuple(tokens), (Sentence(0, len(tokens), 0),), (), "test/1")


NAME = (("Olt", "olt", "PROPN", "compound", 1),)


@pytest.mark.parametrize(
    ("rows", "kind"),
    [
        ((("Duun", "duun", "PROPN", "nsubj", 2), ("resigned", "resign", "VERB", "ROOT", 2)), PER),
        ((("Duun", "duun", "PROPN", "nsubj", 2), ("employs", "employ", "VERB", "ROOT", 2)), ORG),
        (
            (
                ("Duun", "duun", "PROPN", "nsubjpass", 2),
                ("arrested", "arrest", "VERB", "ROOT", 2),
            ),
            PER,
        ),
        (
            (
                ("Duun", "duun", "PROPN", "nsubj", 2),
                ("presents", "present", "VERB", "ROOT", 2),
                ("herself", "herself", "PRON", "dobj", 2),
            ),
            PER,
        ),
        (
            (
                ("Duun", "duun", "PROPN", "nsubj", 2),
                ("is", "be", "AUX", "ROOT", 2),
                ("politician", "politician", "NOUN", "attr", 2),
            ),
            PER,
        ),
        (
            (
                ("Duun", "duun", "PROPN", "nsubj", 3),
                ("lender", "lender", "NOUN", "appos", 1),
                ("paid", "pay", "VERB", "ROOT", 3),
            ),
            ORG,
        ),
    ],
)
def test_a_clause_tells_what_a_name_is(rows, kind):
    votes = Syntax(parsed(*NAME, *rows)).votes(0, 8)
    assert votes.most_common(1)[0][0] is kind


def test_a_clause_that_tells_nothing_votes_for_nothing():
    rows = (("Duun", "duun", "PROPN", "nsubj", 2), ("paid", "pay", "VERB", "ROOT", 2))
    assert not Syntax(parsed(*NAME, *rows)).votes(0, 8)
    assert not Syntax(Parse((), (), (), "none")).votes(0, 8)
