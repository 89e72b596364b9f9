"""Rows of a customer file: what becomes somebody to be screened, and what is refused with which reason."""

from __future__ import annotations

import pytest

from dalil.casework.customers import check_columns, customer_of
from dalil.errors import BadInput
from dalil.matching.qualifiers import NOTHING_KNOWN

ROW = {"id": "c1", "name": "Orlam  Vesketai"}


def test_a_bare_name_knows_nothing_beside_it():
    found = customer_of(3, ROW, "person")
    assert (found.row, found.id, found.subject.names) == (3, "c1", ("Orlam Vesketai",))
    assert found.subject.type == "person"
    assert found.subject.facts is NOTHING_KNOWN


def test_all_columns_are_used():
    given = ROW | {
        "type": "Company",
        "birth_date": "1961-05-06|1962",
        "country": "kz; Kazakhstan",
        "identifier": "passport: X1-234567; 998877",
        "gender": "f",
        "birth_place": "Izmer",
        "address": "1 Quay; Izmer",
    }
    subject = customer_of(1, given, "person").subject
    assert subject.type == "company"
    assert [date.value for date in subject.facts.birth_dates] == ["1961-05-06", "1962"]
    assert subject.facts.countries == ("kz", "Kazakhstan")
    assert subject.facts.identifiers == (("passport", "X1-234567", ""), ("number", "998877", ""))
    assert subject.facts.addresses == ("1 Quay; Izmer",)
    assert (subject.facts.gender, subject.facts.birth_places) == ("f", ("Izmer",))


@pytest.mark.parametrize(
    ("cells", "word"),
    [
        ("the row has 9 cells", "9 cells"),
        ({"name": "A B"}, "id"),
        ({"id": "1", "name": "..."}, "name"),
        ({"id": "1", "name": "x" * 501}, "501"),
        (ROW | {"type": "spaceship"}, "spaceship"),
        (ROW | {"birth_date": "06/05/1961"}, "date"),
        (ROW | {"birth_date": "1961-02-30"}, "date"),
    ],
)
def test_refusals_name_the_field(cells, word):
    with pytest.raises(BadInput, match=word):
        customer_of(1, cells, "any")


def test_columns():
    assert check_columns(("name", "id", "note"), "x.csv") == ("note",)
    with pytest.raises(BadInput, match="id is missing"):
        check_columns(("name",), "x.csv")


@pytest.mark.parametrize("name", ["Mr", "Dr.", "mrs", "Sheikh"])
def test_a_title_alone_is_no_name(name):
    with pytest.raises(BadInput, match="only a title"):
        customer_of(1, ROW | {"name": name}, "person")


def test_a_country_that_is_not_known_is_left_out_and_told():
    """It was held against the listed country, and lowered the score of the right person."""
    found = customer_of(1, ROW | {"country": "Atlantis; KZ; UK; GBR"}, "person")
    assert found.subject.facts.countries == ("KZ", "UK", "GBR")
    assert found.unknown == ("Atlantis",)
    found = customer_of(1, ROW | {"country": "Atlantis"}, "person")
    assert found.subject.facts is NOTHING_KNOWN


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("IMO 9074729", ("IMO", "9074729", "")),
        ("IMO9074729", ("IMO", "9074729", "")),
        ("OGRN: 1027700132195", ("OGRN", "1027700132195", "")),
        ("ИНН: 7707083893", ("ИНН", "7707083893", "")),
        ("passport (KZ): N7126354", ("passport", "N7126354", "KZ")),
        ("Passport No. AB 123456", ("Passport No", "AB 123456", "")),
        ("9074729", ("number", "9074729", "")),
        ("Harbour 9074729", ("number", "Harbour 9074729", "")),
    ],
)
def test_a_kind_may_stand_before_a_number_with_or_without_a_colon(written, read):
    cells = {"id": "1", "name": "Orlam Vesketai", "identifier": written}
    assert customer_of(1, cells, "any").subject.facts.identifiers == (read,)


def test_an_id_stays_as_it_stands_so_that_rows_can_be_joined_back():
    assert customer_of(1, {"id": " A  1 ", "name": "Orlam  Vesketai"}, "any").id == "A  1"


def test_a_birth_date_that_stands_for_none_is_told():
    cells = {"id": "1", "name": "Orla Venn", "birth_date": "1900-01-01|1961-08-17|9999-12-31"}
    found = customer_of(1, cells, "person")
    assert found.undated == ("1900-01-01", "9999-12-31")
    assert len(found.subject.facts.birth_dates) == 3
