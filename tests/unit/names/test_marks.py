"""Marks that tell words apart where both write them."""

import pytest

from dalil.names.marks import marked_apart, written_marked


@pytest.mark.parametrize(
    ("one", "other", "apart"),
    [
        ("hùng", "hưng", True),
        ("tuấn", "tuân", True),
        ("hùng", "hung", False),
        ("núñez", "nuñez", False),
        ("ștefan", "ştefan", False),
        ("пётр", "петр", False),
        ("lân", "lan", False),
    ],
)
def test_marks_that_both_bear(one, other, apart):
    assert marked_apart(one, other) is marked_apart(other, one) is apart


def test_names_written_with_vietnamese_marks():
    assert written_marked("Trần Thị Lan")
    assert not written_marked("Łucjan Brzęcki")
