"""Tables of customers: a row that cannot be read takes no other row along."""

from __future__ import annotations

from pathlib import Path

import pytest

from dalil.readers.customers import customer_table

HEAD = "id,name,address\n"


def read(tmp_path: Path, text: str | bytes) -> list[tuple[int, object]]:
    path = tmp_path / "c.csv"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return list(customer_table(path).rows())


def names(rows: list[tuple[int, object]]) -> list[str]:
    return [cells["name"] for _, cells in rows if isinstance(cells, dict)]


def refused(rows: list[tuple[int, object]]) -> list[tuple[int, str, str]]:
    return [(number, *cells) for number, cells in rows if isinstance(cells, tuple)]


@pytest.mark.parametrize(
    "torn", ['2,"Torn Name,\n', '2,Torn,"1 Quay\n', '"2,Torn,x\n', '2,Torn,"1 Quay, 5\n']
)
def test_a_quote_that_does_not_close_swallows_no_customer(tmp_path, torn):
    """The rows behind it became one long cell, and nobody was told that they were not screened."""
    lines = "".join(f"{n},Person {n},Street {n}\n" for n in range(3, 9))
    rows = read(tmp_path, f"{HEAD}1,First,x\n{torn}{lines}")
    assert names(rows) == ["First", *(f"Person {n}" for n in range(3, 9))]
    ((number, _, reason),) = refused(rows)
    assert number == 2
    assert "line 3" in reason
    assert "quotation mark" in reason
    assert [number for number, _ in rows] == list(range(1, 9))


def test_two_torn_rows_swallow_nothing_between_them(tmp_path):
    rows = read(tmp_path, HEAD + '1,"Torn,x\n2,Good,x\n3,"Torn,x\n4,Good Too,x\n')
    assert names(rows) == ["Good", "Good Too"]
    assert [number for number, *_ in refused(rows)] == [1, 3]


def test_the_last_row_may_be_torn_as_well(tmp_path):
    rows = read(tmp_path, HEAD + '1,Good,x\n2,"Torn')
    assert (names(rows), len(refused(rows))) == (["Good"], 1)


def test_an_address_of_several_lines_is_one_cell(tmp_path):
    rows = read(tmp_path, HEAD + '1,Good,"1 Quay\nIzmer, Mestria\n"\n2,Next,y\n')
    assert names(rows) == ["Good", "Next"]
    assert not refused(rows)


def test_a_refused_row_says_whose_it_is(tmp_path):
    rows = read(tmp_path, HEAD.encode() + b"c7,Too,many,cells\nc8,Caf\xe9,x\n" + b'c9,"Torn,x\n')
    assert [one[:2] for one in refused(rows)] == [(1, "c7"), (2, "c8"), (3, "c9")]


def test_a_cell_without_bound_is_refused_alone(tmp_path):
    rows = read(tmp_path, f"{HEAD}1,{'x' * 1_100_000},y\n2,Good,x\n")
    assert names(rows) == ["Good"]
    assert len(refused(rows)) == 1


def test_utf_16_without_its_mark_is_named(tmp_path):
    path = tmp_path / "c.csv"
    path.write_bytes("id,name\n1,A B\n".encode("utf-16-le"))
    with pytest.raises(Exception, match="UTF-16 without its mark"):
        customer_table(path)
