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


CYRILLIC = "id,name\n1,Ромашка Строй\n2,Дарко Шарич\n"
CENTRAL = "id,name\n1,Darko Šarić\n2,Đorđe Žák\n"


def _plain(folder: Path, text: str, page: str, **told: str) -> list[str]:
    (folder / "t.csv").write_bytes(text.encode(page))
    request = ListRequest("mapped_csv", (str(folder / "t.csv"),), "2026-11-22", **told)
    return [entry.names[0].text for entry in Listing(request)]


@pytest.mark.parametrize(("text", "encoding"), [(CYRILLIC, "cp1251"), (CENTRAL, "cp1250")])
def test_a_table_that_is_no_utf8_is_read_in_the_encoding_that_is_told(tmp_path, text, encoding):
    with pytest.raises(BadList, match="not UTF-8") as refused:
        _plain(tmp_path, text, encoding)
    assert "--encoding" in refused.value.hint
    name = f"windows-{encoding[2:]}"
    names = [line.split(",")[1] for line in text.splitlines()[1:]]
    assert _plain(tmp_path, text, encoding, encoding=name) == names
    (tmp_path / "m.toml").write_text(
        f'encoding = "{name}"\n[columns]\nid = "id"\nname = "name"\n', encoding="utf-8"
    )
    assert _plain(tmp_path, text, encoding, mapping=str(tmp_path / "m.toml")) == names


def test_an_encoding_that_does_not_fit_is_refused(tmp_path):
    with pytest.raises(BadInput, match="no encoding"):
        _plain(tmp_path, CYRILLIC, "cp1251", encoding="rot13")
    with pytest.raises(BadList, match="not in the encoding"):
        _plain(tmp_path, CYRILLIC, "cp1251", encoding="utf-8")
    (tmp_path / "l.xml").write_text("<CONSOLIDATED_LIST></CONSOLIDATED_LIST>")
    with pytest.raises(BadInput, match="mapped_csv alone"):
        Listing(ListRequest("un_xml", (str(tmp_path / "l.xml"),), "2026-11-22", encoding="cp1251"))


def test_a_list_without_an_entry_says_why_in_words(tmp_path):
    (tmp_path / "t.csv").write_text("id,name\n1,\n", encoding="utf-8")
    listing = Listing(ListRequest("mapped_csv", (str(tmp_path / "t.csv"),), "2026-11-22"))
    assert not list(listing)
    with pytest.raises(BadList, match=r"The first: row 2: no name\.") as refused:
        listing.summary()
    assert "RowRefusal" not in refused.value.message
