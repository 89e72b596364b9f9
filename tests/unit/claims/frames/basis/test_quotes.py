"""Quotation marks of every kind, nested, unclosed and running over paragraphs."""

from __future__ import annotations

import itertools

import pytest

from dalil.claims.frames.basis.quotes import quotations
from dalil.evidence import Passage, TextLayer


def layer(*paragraphs: str) -> TextLayer:
    text = "\n\n".join(paragraphs)
    passages, start = [], 0
    for paragraph in paragraphs:
        passages.append(Passage(start, start + len(paragraph)))
        start += len(paragraph) + 2
    return TextLayer("0" * 64, text, tuple(passages), "test/1", "text/plain", "en")


def words(*paragraphs: str) -> list[str]:
    made = layer(*paragraphs)
    return [made.text[q.inner_start : q.inner_end] for q in quotations(made)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("He said “the port is ours” and left.", ["the port is ours"]),
        ('He said "the port is ours" and left.', ["the port is ours"]),
        ("He said ''the port is ours'' and left.", ["the port is ours"]),
        ("He said «the port is ours» and left.", ["the port is ours"]),
        ("He said « the port is ours » and left.", ["the port is ours"]),
        ("He said ‘the port is ours’ and left.", ["the port is ours"]),
        ("“One,” he said, “two.”", ["One", "two."]),
        ("“He called it a ‘gift’ to me,” she said.", ["He called it a ‘gift’ to me"]),
        ("“Don’t pay the clerks’ fees,” she said.", ["Don’t pay the clerks’ fees"]),
        ("The clerks' room and the workers' hall", []),
        ("It's the port's fault, isn't it?", []),
        ('A board of 12" by 4" was found.', []),
        ("An unclosed “quotation stays out.", []),
        ("“”", []),
        ("", []),
    ],
)
def test_words_between_marks(text: str, expected: list[str]) -> None:
    assert words(text) == expected


def test_a_long_quotation_is_opened_again_in_each_paragraph() -> None:
    made = layer("She wrote: “The port was sold.", "“The money went abroad.”", "No answer came.")
    first, second = quotations(made)
    assert first.runs_on
    assert second.continued
    assert not second.runs_on
    assert made.text[second.inner_start : second.inner_end] == "The money went abroad."


def test_furniture_is_not_read() -> None:
    text = "“Related: the port”"
    made = TextLayer(
        "0" * 64, text, (Passage(0, len(text), kind="furniture"),), "test/1", "text/plain"
    )
    assert quotations(made) == []


def test_quotations_neither_overlap_nor_go_backwards() -> None:
    made = layer('"a "b" c" \'d\' “e «f» g” "h', "''i'' \"j\" ’k‘")
    places = [(q.start, q.inner_start, q.inner_end, q.end) for q in quotations(made)]
    assert all(a <= b <= c <= d for a, b, c, d in places)
    assert all(x[3] <= y[0] for x, y in itertools.pairwise(places))
