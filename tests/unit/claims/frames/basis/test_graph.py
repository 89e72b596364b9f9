"""The tree over a parse: extents, subjects, bounds."""

from __future__ import annotations

import time

from dalil.claims.frames.basis.graph import MAX_CHILDREN, Tree
from dalil.claims.parse import Parse, Sentence, Token


def tree(rows: list[tuple[str, str, str, int]]) -> Tree:
    """A tree from (text, pos, dep, head) rows."""
    tokens, start = [], 0
    for index, (text, pos, dep, head) in enumerate(rows):
        tag = "VBD" if pos == "VERB" else "NN"
        tokens.append(
            Token(index, start, start + len(text), text, text.lower(), pos, tag, dep, head, 0)
        )
        start += len(text) + 1
    return Tree(Parse(tuple(tokens), (Sentence(0, len(tokens), 0),), (), "test"))


def test_a_subtree_reaches_from_its_first_to_its_last_word() -> None:
    made = tree(
        [
            ("Two", "NUM", "nummod", 1),
            ("clerks", "NOUN", "nsubj", 2),
            ("left", "VERB", "ROOT", 2),
            ("town", "NOUN", "dobj", 2),
        ]
    )
    assert (made.left[1], made.right[1]) == (0, 1)
    assert (made.left[2], made.right[2]) == (0, 3)
    assert made.extent(1) == (0, 10)


def test_a_joined_verb_takes_the_subject_of_the_first() -> None:
    made = tree(
        [
            ("Orla", "PROPN", "nsubj", 1),
            ("came", "VERB", "ROOT", 1),
            ("and", "CCONJ", "cc", 1),
            ("spoke", "VERB", "conj", 1),
        ]
    )
    subject = made.subject(3)
    assert subject is not None
    assert subject.text == "Orla"


def test_a_clause_with_its_own_verb_does_not_borrow_a_subject() -> None:
    made = tree(
        [("Orla", "PROPN", "nsubj", 1), ("said", "VERB", "ROOT", 1), ("ran", "VERB", "ccomp", 1)]
    )
    assert made.subject(2) is None


def test_a_clipped_lemma_gets_its_e_back() -> None:
    made = tree([("hoped", "VERB", "ROOT", 0)])
    token = made.parse.tokens[0]
    assert token.lemma == "hoped"  # not a clipped form: left alone
    rows = Token(0, 0, 5, "hoped", "hop", "VERB", "VBD", "ROOT", 0, 0)
    mended = Tree(Parse((rows,), (Sentence(0, 1, 0),), (), "test"))
    assert mended.tokens[0].lemma == "hope"
    visited = Token(0, 0, 7, "visited", "visit", "VERB", "VBD", "ROOT", 0, 0)
    assert Tree(Parse((visited,), (Sentence(0, 1, 0),), (), "test")).tokens[0].lemma == "visit"


def test_a_word_with_ten_thousand_children_is_bounded() -> None:
    rows = [("said", "VERB", "ROOT", 0)] + [("name", "PROPN", "conj", 0)] * 10_000
    started = time.perf_counter()
    made = tree(rows)
    assert len(made.children(0)) == MAX_CHILDREN
    assert made.right[0] == 10_000
    assert time.perf_counter() - started < 5
