"""Words are cut into the longest known pieces, as BERT's uncased models cut them."""

import pytest

from dalil.text.word_pieces import UNKNOWN, WordPieces, words

PIECES = WordPieces(
    [UNKNOWN, "embezzle", "##ment", "##d", "the", "fund", "$", "5", "m", "##m", "'", "s"]
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("the embezzlement", [4, 1, 2]),
        ("The FUND's", [4, 5, 10, 11]),
        ("$5m", [6, 7, 9]),
        ("the\u00a0fund\n\u200bfund", [4, 5, 5]),
        ("unknown fund", [0, 5]),
        ("", []),
    ],
)
def test_the_longest_piece_from_the_left(text, expected):
    assert PIECES.of(text) == expected


def test_what_stands_between_spaces_is_cut_alike_alone():
    assert PIECES.of_word("FUND's") == tuple(PIECES.of("FUND's"))


def test_a_word_that_ends_in_no_known_piece_is_unknown_as_a_whole():
    assert PIECES.of("fundx embezzled") == [0, 1, 3]


def test_an_endless_word_is_one_unknown_piece():
    assert PIECES.of("m" * 20_000) == [0]


def test_accents_marks_and_control_characters():
    assert words("Şafağ\u0301ın “café”—No. 5\x07") == [
        "safagın",
        "“",
        "cafe",
        "”",
        "—",
        "no",
        ".",
        "5",
    ]
