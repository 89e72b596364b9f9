"""What a reviewer may write into a case: one bounded line of characters that can be seen."""

from __future__ import annotations

import pytest

from dalil.casework import review_words
from dalil.casework.review_steps import read_step
from dalil.errors import BadInput

HIDDEN = [
    "a\x00b", "a\nb", "a\rb", "a\tb", "a\x0bb", "a\x1b[2Jb", "a\x85b", "a\u2028b", "a\u202eb",
    "a\u2066b", "a\ufffeb", "a\ud800b", "a\U000e0041b", "a\U0001ffffb",
]  # fmt: skip


@pytest.mark.parametrize("text", HIDDEN)
def test_what_breaks_hides_or_turns_a_line_is_refused_wherever_it_is_written(text):
    for given in (
        {"do": "accept", "id": "c_1", "why": text},
        {"do": "correct", "id": "c_1", "set": {"court": text}},
        {"do": "merge", "left": text, "right": "b", "why": "w"},
        {"do": "split", "id": "e_1", "names": [text], "why": "w"},
    ):
        with pytest.raises(BadInput, match="at character 2"):
            read_step(given)
    with pytest.raises(BadInput) as refused:
        review_words.reason(text)
    assert str(refused.value).isprintable()


@pytest.mark.parametrize(
    "text",
    [
        "It was 2013.",
        "قال إنه باع السفينة",
        "می‌خواهم",
        "Нет, это не он",
        "家族の会社",
        "שלום \u200f(א)",
        "👩‍⚖️ ruled",
    ],
)
def test_words_of_every_script_are_taken_as_they_are(text):
    assert review_words.reason(f" {text}\n") == text
    assert review_words.value("court", text) == text


def test_reasons_fields_and_quotes_are_bounded():
    assert len(review_words.reason("a" * 2_000)) == 2_000
    assert len(review_words.value("court", "a" * 1_000)) == 1_000
    for refused in (
        lambda: review_words.reason("a" * 2_001),
        lambda: review_words.value("offence", "a" * 1_001),
        lambda: review_words.quote("a" * 100_001),
        lambda: read_step({"do": "accept", "id": "a" * 3_000_000}),
        lambda: read_step({"do": "a" * 900}),
    ):
        with pytest.raises(BadInput) as told:
            refused()
        assert len(str(told.value)) < 300


def test_a_quote_keeps_its_lines():
    step = read_step({"do": "add", "document": "a.txt", "quote": "two\nlines"})
    assert step.quote == "two\nlines"
