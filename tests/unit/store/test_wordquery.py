"""Words that a person types, as an expression of the full-text search."""

from __future__ import annotations

import pytest

from dalil.errors import BadInput
from dalil.store.wordquery import expression


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", ""),
        ("...", ""),
        ("a b", '("a" AND "b")'),
        ("a | b", '("a" OR "b")'),
        ("a b OR c", '(("a" AND "b") OR "c")'),
        ("a AND b", '("a" AND "b")'),
        ("a -b", '("a" NOT ("b"))'),
        ("ab*", '"ab"*'),
        ('"a b" c', '("a b" AND "c")'),
        ("(a | b) c", '(("a" OR "b") AND "c")'),
        ("Вескетай", '("вескетай" OR "vesketay")'),
        ("Đurđo", '("đurđo" OR "durdo")'),
        ("Łotysz", '("łotysz" OR "lotysz")'),
        ("Møen", '("møen" OR "moen")'),
    ],
)
def test_expressions(text, expected):
    assert expression(text, lenient=False) == expected


@pytest.mark.parametrize(
    "text", ['"a', "(a", "a)", "-a", "name:a", " ".join(["a"] * 33), "(" * 12 + "a"]
)
def test_what_cannot_be_read_is_refused(text):
    with pytest.raises(BadInput):
        expression(text, lenient=False)


@pytest.mark.parametrize("text", ['"a', "(a", "a)", "a -", "name:a"])
def test_lenient_searches_pass_over_odd_signs(text):
    assert '"a"' in expression(text, lenient=True) or '"name a"' in expression(text, lenient=True)


def test_other_spellings_join_in():
    spread = {"cat": ("cut", "car")}
    found = expression("cat", lenient=False, spread=lambda word: spread.get(word, ()))
    assert found == '("cat" OR "cut" OR "car")'
