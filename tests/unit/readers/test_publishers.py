"""The table of publishers: whole, known words only, and a user's own lines beside it."""

from __future__ import annotations

from pathlib import Path

import pytest

from dalil.errors import BadConfig
from dalil.readers.formats import FORMATS
from dalil.readers.publishers import publishers, publishers_of


def test_every_list_says_what_it_must():
    for one in publishers().values():
        assert one.publisher
        assert one.licence
        assert one.checked
        assert one.basis
        assert all(address.startswith("https://") for _, address in one.addresses)
        assert not one.addresses or one.format in FORMATS
    assert {one.list for one in FORMATS.values()} <= publishers().keys()


def test_licences_that_forbid_say_so():
    held = publishers()
    assert "non-commercial" in held["opensanctions"].restrictions
    assert {"non-commercial", "no-redistribution"} <= set(held["un"].restrictions)
    assert held["ofac_sdn"].restrictions == ()


def test_a_users_own_lines(tmp_path: Path):
    (tmp_path / "lists.toml").write_text(
        '[un.addresses]\n"c.xml" = "https://mirror.example/c.xml"\n'
        '[mine]\ntitle = "M"\npublisher = "P"\nlicence = "L"\nkind = "own"\nformat = "mapped_csv"\n'
    )
    held = publishers_of(tmp_path)
    assert held["un"].addresses == (("c.xml", "https://mirror.example/c.xml"),)
    assert held["un"].publisher == publishers()["un"].publisher
    assert held["mine"].format == "mapped_csv"
    assert "mine" not in publishers()


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("not toml", "cannot be read"),
        ('x = "1"', "not a table"),
        ('[un]\nodd = "1"', "odd"),
        ('[un]\nkind = "gossip"', "gossip"),
        ('[mine]\ntitle = "M"', "mine"),
    ],
)
def test_bad_tables_are_told(tmp_path: Path, text: str, words: str):
    (tmp_path / "lists.toml").write_text(text)
    with pytest.raises(BadConfig, match=words):
        publishers_of(tmp_path)
