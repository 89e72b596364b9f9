"""A woman's given name is no declined form of a man's; a family name has both forms."""

import pytest

from dalil.names.genders import is_womans_of


@pytest.mark.parametrize(
    ("word", "base", "womans"),
    [
        ("станислава", "станислав", True),
        ("августина", "августин", False),
        ("валентина", "валентин", True),
        ("валерия", "валерий", True),
        ("рудова", "рудов", False),
        ("вескетая", "вескетай", False),
        ("stanislava", "stanislav", True),
        ("станислав", "станислав", False),
    ],
)
def test_which_pairs_are_a_mans_and_a_womans(word, base, womans):
    assert is_womans_of(word, base) is womans
