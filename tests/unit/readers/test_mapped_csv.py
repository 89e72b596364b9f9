"""A user's own table: what the mapping says, and what a bad mapping is told."""

from __future__ import annotations

from pathlib import Path

import pytest

from dalil.errors import BadInput, BadList
from dalil.matching.values import ListRequest
from dalil.readers.listing import Listing

TABLE = "Ref;Nom;Autres;Genre;Né le;Note\n1;Orlam Vesketai;A|B;physique;05/06/1961;x\n2;;;;;\n3;Tide;;morale;;=1+1\n"
MAPPING = """
list = "maison"
publisher = "The bank"
licence = "Internal use"
restrictions = ["no-redistribution"]
version = "2026-10-01"
delimiter = ";"
split = "|"
order = "mdy"
[columns]
id = "Ref"
name = "Nom"
alias = ["Autres"]
type = "Genre"
birth_date = "Né le"
[types]
"physique" = "person"
"morale" = "company"
"""


def read(folder: Path, mapping: str = MAPPING, table: str = TABLE):
    (folder / "t.csv").write_text(table, encoding="utf-8")
    (folder / "m.toml").write_text(mapping, encoding="utf-8")
    listing = Listing(
        ListRequest(
            "mapped_csv", (str(folder / "t.csv"),), "2026-11-22", mapping=str(folder / "m.toml")
        )
    )
    return list(listing), listing.summary()


def test_mapping(tmp_path: Path):
    (person, company), told = read(tmp_path)
    assert (person.id, person.type, person.birth_dates[0].value) == ("1", "person", "1961-05-06")
    assert [name.text for name in person.names] == ["Orlam Vesketai", "A", "B"]
    assert company.type == "company"
    assert ("Note", "=1+1") in company.rest
    assert (told.list, told.publisher, told.version) == ("maison", "The bank", "2026-10-01")
    assert told.unknown == (("Note", 2),)
    assert (told.rows, told.refused_count) == (3, 1)


@pytest.mark.parametrize(
    ("mapping", "words"),
    [
        ("x", "cannot be read"),
        ("list='a'", "no \\[columns\\]"),
        ("[columns]\nid='Ref'", "no \\[columns\\] with a column for 'name'"),
        ("[columns]\nname='Nom'\nodd='x'", "unknown field 'odd'"),
        ("odd=1\n[columns]\nname='Nom'", "unknown keys: odd"),
        ("order='ymd'\n[columns]\nname='Nom'", "order is 'ymd'"),
        ("type='ghost'\n[columns]\nname='Nom'", "unknown type: ghost"),
        ("kind='ghost'\n[columns]\nname='Nom'", "unknown word: ghost"),
    ],
)
def test_bad_mappings(tmp_path: Path, mapping: str, words: str):
    with pytest.raises(BadInput, match=words):
        read(tmp_path, mapping)


def test_a_column_that_the_table_lacks(tmp_path: Path):
    with pytest.raises(BadList, match="no header with the columns"):
        read(tmp_path, MAPPING.replace('"Ref"', '"Nummer"'))
