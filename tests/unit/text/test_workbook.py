"""Workbooks as tables: cells as printed, with sheet, row and column; hidden things said."""

from __future__ import annotations

import io
import struct
import zipfile

import pytest
from text_samples import EVERY_FORMAT, ROWS, code, layer, odf, words, xls, xlsb, xlsx, zipped

from dalil.claims.registers import read_table
from dalil.evidence import locate


def cell(place: str, value: str, attributes: str = "", formula: str = "") -> str:
    inner = f"<f>{formula}</f>" * bool(formula) + (f"<v>{value}</v>" if value else "")
    return f'<c r="{place}" {attributes}>{inner}</c>'


def row(number: int, cells: str, attributes: str = "") -> str:
    return f'<row r="{number}" {attributes}>{cells}</row>'


def test_cells_have_sheet_row_and_column():
    found = layer(xlsx({"Owners": ROWS}, ["0%"]))
    assert found.table
    assert found.text == "Name\tShare\nMaren Tarvik\t50%"
    start = found.text.index("50%")
    locator = locate(found, start, start + 3)
    assert (locator.sheet, locator.row, locator.column) == ("Owners", 2, 2)
    assert locator.place == "sheet Owners, row 2, column 2"


@pytest.mark.parametrize("name", ["register.xlsx", "register.xls"])
def test_a_share_in_per_cent_reads_as_one(name: str):
    found = layer(EVERY_FORMAT[name], name)
    assert words(found, "cell") == ["Name", "Share", "Maren Tarvik", "50%"]


def test_a_register_in_a_workbook_gives_claims():
    rows = row(
        1,
        "".join(
            f'<c r="{c}1" t="inlineStr"><is><t>{t}</t></is></c>'
            for c, t in zip("ABC", ("Company", "Shareholder", "Share"), strict=True)
        ),
    )
    rows += row(
        2,
        '<c r="A2" t="inlineStr"><is><t>Olmet Bridge Ltd</t></is></c><c r="B2" t="inlineStr"><is><t>Maren Tarvik</t></is></c>'
        + cell("C2", "0.255", 's="0"'),
    )
    reading = read_table(layer(xlsx({"Owners": rows}, ["0.0%"])))
    if reading.claims:
        assert {claim.locator.sheet for claim in reading.claims} == {"Owners"}
        shares = [
            relation.share
            for claim in reading.claims
            for relation in claim.relations
            if relation.share
        ]
        assert str(shares[0].low) == "25.5"
    else:
        assert reading.notes  # no layout fits: said, not guessed


def test_several_sheets_begin_with_their_names_and_hidden_ones_are_said():
    found = layer(
        xlsx(
            {"A": row(1, cell("A1", "1")), "B": row(3, cell("C3", "2"))}, states={"B": "veryHidden"}
        )
    )
    assert found.text == "A\n1\n\nB\n\t\t2"
    assert words(found, "heading") == ["A", "B"]
    assert "'B' is hidden so that no menu shows it" in found.notes[0]


def test_kinds_of_cells():
    cells = (
        cell("A1", "1", 't="b"') + cell("B1", "#REF!", 't="e"') + cell("C1", "joined", 't="str"', "A1")
        + cell("D1", "", "", "A1+1") + cell("E1", "7", "", "3+4") + cell("F1", "2020-01-02T00:00:00", 't="d"')
        + cell("G1", "12345678901234567890") + cell("H1", "99", 't="s"')
    )  # fmt: skip
    found = layer(xlsx({"S": row(1, cells)}))
    assert found.text == "TRUE\t#REF!\tjoined\t\t7\t2020-01-02\t12345678901234567890"
    assert "1 formulas have no stored value" in found.notes[0]


def test_hidden_rows_line_breaks_and_escapes():
    rows = row(1, '<c r="A1" t="inlineStr"><is><t>a\nb_x0041_</t></is></c>', 'hidden="1"')
    found = layer(xlsx({"S": rows}))
    assert found.text == "a bA"
    assert "1 rows are hidden" in " ".join(found.notes)
    assert "shown as a space" in " ".join(found.notes)


def test_cells_far_away_do_not_swell_the_text():
    rows = row(1, cell("A1", "1") + cell("XFD1", "2")) + row(1048576, cell("A1048576", "3"))
    found = layer(xlsx({"S": rows}))
    assert len(found.text) < 100
    assert [(p.row, p.column) for p in found.passages] == [(1, 1), (1, 16384), (1048576, 1)]


def test_dates_from_1904():
    found = layer(
        xlsx(
            {"S": row(1, cell("A1", "0", 's="0"'))}, ["d/m/yyyy"], book='<workbookPr date1904="1"/>'
        )
    )
    assert found.text == "1904-01-01"


def test_old_and_binary_workbooks():
    assert layer(xls()).text == "Name\tShare\nMaren Tarvik\t50%"
    found = layer(xlsb())
    assert found.text == "Name\tShare\nMaren Tarvik\t0.5"
    assert "without the formats" in found.notes[0]


def table(rows: str, attributes: str = 'table:name="S"') -> bytes:
    hidden = (
        '<style:style style:name="h"><style:table-properties table:display="false"/></style:style>'
    )
    return odf("spreadsheet", f"<table:table {attributes}>{rows}</table:table>", styles=hidden)


def test_opendocument_cells_repeats_dates_and_comments():
    found = layer(
        table(
            '<table:table-row table:number-rows-repeated="2"><table:table-cell/></table:table-row>'
            '<table:table-row><table:table-cell table:number-columns-repeated="2"/>'
            '<table:table-cell office:value-type="date" office:date-value="2019-03-01"><text:p>1.3.19</text:p>'
            "<office:annotation><text:p>no</text:p></office:annotation></table:table-cell>"
            '<table:table-cell office:value-type="percentage" office:value="0.5" table:number-columns-repeated="2">'
            "<text:p>50%</text:p></table:table-cell></table:table-row>"
        )
    )
    assert found.text == "2019-03-01\t50%\t50%"
    assert [(p.row, p.column) for p in found.passages] == [(3, 3), (3, 4), (3, 5)]
    assert "1 comments" in found.notes[0]


def test_an_opendocument_bomb_of_repeats_is_cut():
    rows = (
        '<table:table-row table:number-rows-repeated="1048576"><table:table-cell><text:p>x</text:p>'
        "</table:table-cell></table:table-row>"
    )
    found = layer(table(rows, 'table:name="S" table:style-name="h"'))
    assert len(found.passages) == 10_000
    assert "repeated more than" in " ".join(found.notes)
    assert "is hidden" in " ".join(found.notes)


def test_refusals():
    assert code(xlsx({"S": ""})) == "empty"
    assert code(xlsx({"S": ""}, parts={"xl/workbook.xml": "<broken"})) == "corrupt"
    assert code(xlsx({"S": ""}, parts={"xl/workbook.xml": "<!DOCTYPE a><workbook/>"})) == "corrupt"
    lock = (
        "<manifest:manifest xmlns:manifest='urn:m'><manifest:encryption-data/></manifest:manifest>"
    )
    assert code(odf("spreadsheet", "", {"META-INF/manifest.xml": lock})) == "encrypted"
    assert code(xls()[:1100]) in ("corrupt", "truncated", "unsupported")
    assert layer(xls()[:-400]).text == layer(xls()).text  # only the table of sectors is cut


def test_a_sheet_that_breaks_off_is_read_up_to_there():
    content = xlsx(
        {"S": ROWS},
        parts={"xl/worksheets/s1.xml": "<worksheet><sheetData>" + row(1, cell("A1", "1")) + "<row"},
    )
    found = layer(content)
    assert found.text == "1"
    assert "breaks off" in " ".join(found.notes)


def test_cells_of_a_binary_workbook_that_lie_too_far_apart_are_refused():
    with zipfile.ZipFile(io.BytesIO(xlsb())) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    sheet = files["xl/worksheets/sheet1.bin"]
    far = b"\x00\x19" + struct.pack("<I", 0x7FFFFFF0) + bytes(21)
    cell = b"\x05\x10" + struct.pack("<IId", 16_000, 0, 0.5)
    files["xl/worksheets/sheet1.bin"] = sheet[:-6] + far + cell + sheet[-6:]
    assert code(zipped(files), "a.xlsb") == "too_large"
