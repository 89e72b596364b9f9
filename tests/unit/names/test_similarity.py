"""Likeness of words: symmetric, explained, strict where a letter makes another name."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dalil.names.similarity import NO_MEETING, How, compare, edits, joined, skeleton, spelling


def met(one: str, other: str):
    return compare(spelling(one), spelling(other))


@pytest.mark.parametrize(
    ("one", "other", "how"),
    [
        ("Orlam", "ORLAM", How.SAME),
        ("Ólafía", "Olafia", How.MARKS),
        ("vesketai", "вескетай", How.READING),
        ("vesketai", "vesketay", How.READING),
        ("muxtar", "mukhtar", How.ANOTHER_READING),
        ("бекову", "беков", How.DECLINED),
        ("Karsunova", "Karsunov", How.GENDERED),
        ("mohammed", "muhammad", How.VOWELS),
        ("kestrel", "kstrl", How.VOWELS),
        ("vesketai", "vsktai", How.VOWELS),
        ("vesketai", "vesketar", How.LETTERS),
        ("orlam", "olram", How.LETTERS),
        ("ki1ian", "kilian", How.LOOKS),
        ("valery", "valeria", How.ENDING),
        ("щербинин", "shcherbatin", How.ACROSS),
    ],
)
def test_how(one, other, how):
    assert met(one, other).how == how


@pytest.mark.parametrize(
    ("one", "better", "worse"),
    [
        ("vesketai", "vesketay", "vesketar"),
        ("tamerjin", "tamerdzhin", "tamerlan"),
        ("mohammed", "muhammad", "mahmoud"),
        ("щербаков", "shcherbakov", "shcherbatov"),
        ("خالد", "khaled", "walid"),
        ("建国", "jianguo", "jianhua"),
        ("영호", "yongho", "yongchol"),
        ("kestrel", "kestrell", "kessler"),
        ("kestrel", "kestrle", "bestrel"),
    ],
)
def test_order(one, better, worse):
    assert met(one, better).value > met(one, worse).value


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("daruzi", "faruzi"),
        ("su", "ho"),
        ("kim", "kem"),
        ("tamerjin", "tamerlan"),
        ("建国", "jianhua"),
    ],
)
def test_other_names(one, other):
    assert met(one, other).value < 0.8


def test_nothing_to_read_meets_only_itself():
    assert met("...", "orlam") is NO_MEETING
    assert met("...", "...").value == 1.0


@given(st.text("abdeiklmnoruvyz", max_size=12), st.text("abdeiklmnoruvyz", max_size=12))
def test_sides_are_equal(one, other):
    assert met(one, other) == met(other, one)


@given(
    st.text("абвгдежиклмн", min_size=1, max_size=8),
    st.text("abdeiklmnoruvyz", min_size=1, max_size=8),
)
def test_sides_are_equal_across_scripts(one, other):
    forth, back = met(one, other), met(other, one)
    assert forth.value == pytest.approx(back.value)
    assert 0 <= forth.value <= 1


@pytest.mark.parametrize(
    ("one", "other", "limit", "count"),
    [
        ("kestrel", "kestrel", 2, 0),
        ("kestrel", "ketsrel", 2, 1),
        ("kestrel", "kstrl", 2, 2),
        ("a", "abcdef", 2, 3),
    ],
)
def test_edits(one, other, limit, count):
    assert edits(one, other, limit) == count


def test_joined_words_are_read_as_one():
    assert (
        compare(joined((spelling("abdul"), spelling("rahman"))), spelling("abdulrahman")).value
        == 1.0
    )
    assert skeleton("abdulrahman") == "abdlrhmn"


def test_many_words_are_prepared_as_each_alone():
    from dalil.names.similarity import spelling, spellings

    words = ["Orlam", "Орлова", "习", "محمد", "", "0rlam", "ünal", "Ўткир", "оѕамо", "x" * 90]
    assert spellings(words) == [spelling(word) for word in words]
    assert spellings([]) == []
