"""Tables: every cell kept, at its row and column."""

from __future__ import annotations

from text_samples import TABLE, code, layer

from dalil.evidence import locate


def cells(found) -> dict[tuple[int, int], str]:
    return {(p.row, p.column): found.text[p.start : p.end] for p in found.passages}


def test_rows_are_tab_separated_text():
    found = layer(TABLE, "a.csv")
    assert (
        found.text == "Name\tOffice\tSum\nMaren Tarvik\tclerk\t100\nBrannick Sool\tdirector\t2000"
    )
    assert found.table
    assert cells(found)[(3, 2)] == "director"
    assert found.notes == ()
    place = locate(found, found.text.index("2000"), len(found.text))
    assert (place.row, place.column, place.place) == (3, 3, "row 3, column 3")


def test_delimiters_and_encodings():
    rows = "Имя;Сумма;Год\nСул;100;2020\nВекс;200;2021\n"
    for encoding in ("utf-8", "utf-8-sig", "utf-16", "cp1251"):
        found = layer(rows.encode(encoding), "a.csv")
        assert cells(found)[(2, 1)] == "Сул", encoding
        assert cells(found)[(3, 3)] == "2021"


def test_quoted_cells_with_commas_tabs_and_line_breaks():
    found = layer(b'a,b\n"1,5","x\ty\nz"\n', "a.csv")
    assert cells(found)[(2, 1)] == "1,5"
    assert cells(found)[(2, 2)] == "x y z"
    assert "1 cells" in found.notes[0]


def test_ragged_rows_lose_nothing_and_are_noted():
    found = layer(b"a,b,c\n1,2\n3,4,5,6\n7,8,9\n", "a.csv")
    assert cells(found)[(3, 4)] == "6"
    assert cells(found)[(4, 1)] == "7"
    assert "row 2, 3" in found.notes[0]


def test_empty_cells_keep_the_columns_of_the_others():
    found = layer(b"a,b,c\n1,,3\n\n,,9\n", "a.csv")
    assert cells(found)[(2, 3)] == "3"
    assert cells(found)[(4, 3)] == "9"
    assert found.text.split("\n")[3] == "\t\t9"


def test_nul_and_formulas_stay_text():
    found = layer(b"a,b\n=1+1,x\x00y\n", "a.csv")
    assert cells(found) == {(1, 1): "a", (1, 2): "b", (2, 1): "=1+1", (2, 2): "x\x00y"}


def test_an_unclosed_quotation_mark_is_noted():
    found = layer(b'a,b\n1,"open\n' + b"2,3\n" * 200, "a.csv")
    assert any("may not have been closed" in note for note in found.notes)
    assert "2,3" in found.text


def test_a_table_without_text_is_empty():
    assert code(b",,\n,,\n", "a.csv") == "empty"


def test_a_broad_field_does_not_stop_the_table():
    found = layer(b"a,b\n1," + b"x" * 300_000 + b"\n", "a.csv")
    assert len(cells(found)[(2, 2)]) == 300_000
