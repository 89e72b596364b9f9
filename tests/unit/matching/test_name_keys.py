"""What a name is found by: any reading, one slip, words together; not every name."""

from __future__ import annotations

import pytest

from dalil.matching.name_keys import NameKeys, read_as

NAMES = (
    ("Orlam Vesketai", "person"),
    ("김정수", "person"),
    ("محمد بن سلمان الحارثي", "person"),
    ("Darko Šarković", "person"),
    ("Karsu Trading House LLP", "company"),
    ("Министерство финансов", "company"),
    ("Wang Jianguo", "any"),
)


@pytest.fixture(scope="module")
def keys() -> NameKeys:
    made = NameKeys()
    made.add([(text, type_, at) for at, (text, type_) in enumerate(NAMES)])
    return made


@pytest.mark.parametrize(
    ("asked", "owner"),
    [
        ("Вескетай", 0),
        ("Vesketia", 0),
        ("OrlamVesketai", 0),
        ("Kim Jong-su", 1),
        ("Mohammed al-Harithi", 2),
        ("Darko Sarkovic", 3),
        ("KARSU", 4),
        ("Ministry of Finance", 5),
        ("王建国", 6),
    ],
)
def test_found(keys, asked, owner):
    assert owner in keys.find([asked])


def test_others_are_not_found(keys):
    assert keys.find(["Zorin Malek"]) == set()
    assert keys.find([]) == keys.find(["..."]) == set()
    assert 4 not in keys.find(["Orlam Trading"], "person")


def test_types():
    assert read_as("person") == (True,)
    assert read_as("vessel") == (False,)
    assert read_as("any") == read_as("odd") == (True, False)
