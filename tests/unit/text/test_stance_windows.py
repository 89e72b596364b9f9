"""A text is cut into windows so that each claim is read once, whole where it fits, with the words around it."""

import random

import pytest

from dalil.claims.told import Told
from dalil.text.stance_windows import (
    BEFORE,
    BEHIND,
    BODY,
    LEAST,
    LONGEST,
    MOST,
    OPENING,
    Bodies,
    Window,
    windows,
)
from dalil.text.word_pieces import UNKNOWN, WordPieces

WORDS = ["olt", "kept", "the", "bags", "ada", "mirel", "said", "of", "zorin", "it", "."]
CUT = WordPieces(["<s>", "</s>", UNKNOWN, *WORDS])
TEXT = "Ada Mirel said Olt kept the bags."


def shown(text: str, *claims: Told) -> list[Window]:
    return list(windows(text, claims, CUT))


def told(text: str, content: str, *holders: str) -> Told:
    start = text.index(content)
    return Told(start, start + len(content), holders, ())


def words(window: Window, place: tuple[int, int]) -> str:
    held = ["<s>", "</s>", UNKNOWN, *WORDS]
    return " ".join(held[number] for number in window.pieces[slice(*place)])


def test_a_claim_and_its_holder_are_found_in_the_window():
    (window,) = shown(TEXT, told(TEXT, "Olt kept the bags", "Ada Mirel"))
    (placed,) = window.claims
    assert words(window, placed.own) == "olt kept the bags ."  # a mark at a word's end goes with it
    assert placed.holder is not None
    assert words(window, placed.holder) == "ada mirel"
    assert words(window, (0, window.opening)).startswith("<s> ada mirel said")
    assert window.pieces[-1] == CUT.number["</s>"]


@pytest.mark.parametrize(
    ("holders", "expected"),
    [
        (("Mirel", "Zorin"), "mirel of zorin"),
        (("Ada Mirel", "author"), "ada mirel"),
        (("Nobody",), None),
        ((), None),
    ],
)
def test_a_holder_is_looked_for_with_the_body_he_speaks_for_and_alone(holders, expected):
    text = "Ada Mirel said. Mirel of Zorin said Olt kept it."
    (window,) = shown(text, told(text, "Olt kept it", *holders))
    place = window.claims[0].holder
    assert (place and words(window, place)) == expected


def test_the_name_next_to_the_claim_is_its_holders():
    text = "Mirel said it. " * 3 + "Olt kept the bags. " + "it " * 12 + "Mirel said it. " * 3
    claim = told(text, "Olt kept the bags", "Mirel")
    (window,) = shown(text, claim)
    own, holder = window.claims[0].own, window.claims[0].holder
    assert holder is not None
    assert own[0] - holder[1] == 3  # "said it ."


def test_a_holder_outside_the_window_is_not_seen():
    text = "Zorin said it. " + "it " * 800 + "Olt kept the bags. " + "it " * 800 + "Zorin said it. "
    (window,) = shown(text, told(text, "Olt kept the bags", "Zorin"))
    assert window.claims[0].holder is None


def test_of_two_names_as_near_the_one_before_is_taken():
    text = "Mirel it Olt it it Mirel it"
    (window,) = shown(text, told(text, "Olt", "Mirel"))
    own, holder = window.claims[0].own, window.claims[0].holder
    assert holder is not None
    assert holder[1] == own[0] - 1


def test_claims_of_one_passage_share_a_window_and_keep_their_numbers():
    late, early = told(TEXT, "the bags"), told(TEXT, "Olt kept")
    (window,) = shown(TEXT, late, early)
    assert [one.number for one in window.claims] == [1, 0]


def test_claims_within_and_across_each_other_keep_their_own_words():
    whole, within, across = (
        told(TEXT, part) for part in ("Olt kept the bags", "kept", "Ada Mirel said Olt")
    )
    (window,) = shown(TEXT, whole, within, across)
    own = {one.number: words(window, one.own) for one in window.claims}
    assert own == {0: "olt kept the bags .", 1: "kept", 2: "ada mirel said olt"}


def test_bodies_end_with_sentences_and_each_claim_is_in_one():
    text = "Olt kept it. " * 200  # four pieces a sentence
    claims = [Told(13 * place, 13 * place + 12, (), ()) for place in range(200)]
    found = shown(text, *claims)
    assert [one.number for window in found for one in window.claims] == list(range(200))
    assert all(LEAST <= 4 * len(window.claims) <= BODY for window in found[:-1])
    for window in found:
        assert len(window.pieces) <= LONGEST
        for one in window.claims:
            assert words(window, one.own) == "olt kept it ."


@pytest.mark.parametrize("stop", [". ", '." ', "\n", ".) "])
def test_a_body_is_cut_behind_the_last_sentence_or_line_that_fits(stop):
    text = "it " * 219 + f"bags{stop}" + "it " * 200 + "Olt kept it"
    (window,) = shown(text, told(text, "Olt kept it"))
    assert (
        window.claims[0].own[0] - window.opening == BEFORE + 200
    )  # the body begins behind the stop


def test_where_nothing_ends_a_body_is_cut_where_it_is_full():
    text = "it " * 700 + "Olt kept it " + "it " * 700
    (window,) = shown(text, told(text, "Olt kept it"))
    assert window.opening == OPENING + 2
    assert window.claims[0].own[0] - window.opening == BEFORE + 100  # of the body from piece 600 on
    assert len(window.pieces) == window.opening + BEFORE + BODY + BEHIND + 1


def test_other_claims_do_not_change_what_a_claim_is_read_among():
    text = "Olt kept it. " * 400
    claims = [Told(13 * place, 13 * place + 12, (), ()) for place in range(400)]
    found = {one.number: window.pieces for window in shown(text, *claims) for one in window.claims}
    for place in (1, 80, 250, 399):
        (alone,) = shown(text, claims[place])
        assert alone.pieces[: -BEHIND - 1] == found[place][: len(alone.pieces) - BEHIND - 1]


def test_two_versions_that_begin_otherwise_are_soon_cut_alike():
    drawn = random.Random(7)
    text = " ".join(" ".join(drawn.choices(WORDS[:-1], k=8)) + "." for _ in range(400))
    longer = "Zorin said it. " * 9 + text
    bodies = []
    for version in (text, longer):
        start = len(version) - len(text)
        claims = [Told(start + at, start + at + 4, (), ()) for at in range(0, len(text) - 4, 40)]
        found = shown(version, *claims)
        bodies.append([tuple(one.number for one in window.claims) for window in found])
    assert len(set(bodies[0]) & set(bodies[1])) > len(bodies[0]) / 2


def test_labels_of_points_are_not_read():
    text = "1. Olt kept it [2] the bags. (a) Ada said it. iv) it"
    (window,) = shown(text, told(text, "Olt kept it [2] the bags"))
    assert words(window, window.claims[0].own) == "olt kept it the bags ."
    assert len(window.pieces) == 2 * 11 + 3


def test_a_claim_longer_than_a_window_is_shown_from_its_start():
    text = "said. " + "Olt kept it. " * 300
    (window,) = shown(text, Told(6, len(text), (), ()))
    assert len(window.pieces) == LONGEST
    first, last = window.claims[0].own
    assert words(window, (first, first + 4)) == "olt kept it ."
    assert last == LONGEST - 1


def test_a_claim_that_crosses_the_end_of_its_body_is_shown_whole_with_what_is_behind():
    text = "it " * 290 + "Olt kept the bags of it of it of it of it of it of it " + "it " * 100
    content = "Olt kept the bags of it of it of it of it of it of it"
    (window,) = shown(text, told(text, content))
    assert words(window, window.claims[0].own) == content.lower()
    assert len(window.pieces) == window.claims[0].own[1] + BEHIND + 1


def test_too_many_claims_at_once_are_asked_about_in_turns():
    found = shown(TEXT, *[told(TEXT, "the bags")] * (2 * MOST + 1))
    assert [len(window.claims) for window in found] == [MOST, MOST, 1]
    assert {window.pieces for window in found} == {found[0].pieces}


@pytest.mark.parametrize("text", ["", " \n", "\u200b"])
def test_a_text_without_words_has_no_window(text):
    assert shown(text, Told(0, len(text), (), ())) == []


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [(12, 13, "it"), (40, 60, "it"), (4, 4, "kept"), (9, 2, "it")],
    ids=["no word", "past the end", "empty", "the wrong way round"],
)
def test_a_claim_without_words_still_has_a_place(start, end, expected):
    text = "Olt kept it \u200b"
    (window,) = shown(text, Told(start, end, (), ()))
    assert words(window, window.claims[0].own) == expected


def test_no_more_of_a_long_text_is_cut_than_what_is_shown():
    cut = CUT.of_word.__self__
    seen = []

    class Counting:
        number = cut.number

        def of_word(self, printed):
            seen.append(printed)
            return cut.of_word(printed)

    text = "Olt kept the bags. " + "it " * 100_000
    list(windows(text, [told(text, "Olt kept")], Counting()))
    assert len(seen) < 2 * BODY


def test_each_piece_knows_its_word():
    (window,) = shown(TEXT, told(TEXT, "Olt kept the bags", "Ada Mirel"))
    assert len(window.places) == len(window.pieces)
    assert window.places[0] is window.places[-1] is None
    start, end = window.places[window.claims[0].own[0]]
    assert TEXT[start:end] == "Olt"
    start, end = window.places[1]
    assert TEXT[start:end] == "Ada"


def test_whoever_learns_cuts_a_text_otherwise():
    words_of = random.Random(1).choices(WORDS, k=1200)
    text = " ".join(words_of)
    claims = [Told(place, place + 3, (), ()) for place in range(0, len(text) - 3, 40)]
    as_read = list(windows(text, claims, CUT))
    others = list(windows(text, claims, CUT, Bodies(200, 120, 3)))
    assert len(others) > len(as_read)
    assert list(windows(text, claims, CUT, Bodies(lot=1))) != as_read == shown(text, *claims)
