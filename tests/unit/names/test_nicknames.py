"""Nicknames meet the names that they stand for."""

from __future__ import annotations

import pytest

from dalil.names.fold import fold
from dalil.names.nicknames import formal, related


@pytest.mark.parametrize(
    ("one", "other"),
    [("Bill", "William"), ("Саша", "Александр"), ("Sasha", "Александра"), ("Саша", "Шура"),
     ("Paco", "Francisco"), ("Zé", "José"), ("Kasia", "Katarzyna"), ("Peggy", "Margaret")],
)  # fmt: skip
def test_nicknames_are_related(one: str, other: str):
    assert related(one, other)
    assert related(other, one)


@pytest.mark.parametrize(
    ("one", "other"), [("William", "Robert"), ("Bill", "Bill"), ("", "Bill"), ("Саша", "Борис")]
)
def test_other_names_are_not(one: str, other: str):
    assert not related(one, other)


def test_a_nickname_may_stand_for_several_names():
    assert {fold("Александр"), fold("Александра")} <= formal("Саша")
    assert formal("Derbezhan") == frozenset()
