"""Rows of tables: torn, odd, hostile."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

import list_samples as samples
from dalil.casework import list_checks
from dalil.errors import BadList
from dalil.readers.publishers import publishers
from dalil.readers.report import Report
from dalil.readers.source import Part
from dalil.readers.tables import CUT, table


@pytest.fixture
def read(tmp_path: Path):
    def made(content: bytes, name: str = "x.csv", known=("id", "name")):
        path = tmp_path / name
        path.write_bytes(content)
        report = Report("toy", "2026-11-22", publishers()["own"])
        found = table(Part(name, path), report, known=known, needed=("id", "name"))
        return [row.cells for row in found.rows], report

    return made


def test_torn_rows_are_refused_alone(read):
    rows, report = read(b"id,name\n1,A\n2\n3,C,more\n4,D\n")
    assert rows == [{"id": "1", "name": "A"}, {"id": "4", "name": "D"}]
    assert (report.rows, report.refused_count) == (4, 2)


def test_quotes_that_do_not_close(read):
    rows, report = read(b'id,name\n1,"A"\n2,"B\n3,C\n')
    assert rows == [{"id": "1", "name": "A"}, {"id": "3", "name": "C"}]
    assert report.refused_count == 1


def test_lines_inside_cells_keep_their_numbers(read):
    rows, report = read(b'id,name\n1,"A\nB"\n2\n')
    assert rows == [{"id": "1", "name": "A\nB"}]
    assert report.refused_count == 1


def test_formulas_stay_text(read):
    rows, _ = read(b"id,name\n1,=cmd|'/c calc'!A0\n")
    assert rows == [{"id": "1", "name": "=cmd|'/c calc'!A0"}]


def test_a_column_without_a_name(read):
    rows, report = read(b"id,name,\n1,A,x\n")
    assert rows == [{"id": "1", "name": "A", "column 3": "x"}]
    assert report.unknown == {"column 3": 1}


def test_two_columns_of_one_name(read):
    rows, report = read(b"id,name,name\n1,A,B\n")
    assert rows == [{"id": "1", "name": "A", "name again": "B"}]
    assert report.unknown == {"name": 1}


def test_an_unknown_empty_column_is_told_too(read):
    _, report = read(b"id,name,odd\n1,A,\n")
    assert dict(report.unknown) == {"odd": 0}


def test_a_workbook_cut_in_the_middle(read):
    whole = samples.xlsx([["id", "name"], [1, "A"], [2.5, "B"]])
    rows, _ = read(whole, "x.xlsx")
    assert rows == [{"id": "1", "name": "A"}, {"id": "2.5", "name": "B"}]
    with pytest.raises(BadList):
        read(whole[: len(whole) // 2], "x.xlsx")


def test_a_workbook_that_is_a_bomb(tmp_path: Path, read, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("dalil.readers.tables.MAX_UNPACKED", 1000)
    with pytest.raises(BadList, match="bomb"):
        read(samples.xlsx([["id", "name"], [1, "A" * 5000]]), "x.xlsx")


def test_old_workbooks_are_named(read):
    with pytest.raises(BadList, match="old or encrypted"):
        read(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "x.xls")


def test_a_gzip_bomb(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("dalil.readers.source.FREE_BYTES", 1000)
    path = tmp_path / "x.csv.gz"
    path.write_bytes(gzip.compress(b"a" * 2_000_000))
    with pytest.raises(BadList, match="bomb"):
        Part("x.csv", path).bytes(10_000_000)


@pytest.mark.parametrize(
    ("end", "cut"),
    [
        ('3,"Or', True),
        ("3", True),
        ('3,"Or\nlam, Ki', True),
        ("3,Orlam", False),
        ("3,Orlam\n", False),
        ("3\n", False),
        ("3\n4,Sirin", False),
    ],
)
def test_a_table_whose_last_row_has_no_end_may_be_cut(read, end, cut):
    assert list_checks.CUT == CUT
    _, report = read(f"id,name\n1,A\n2,B\n{end}".encode())
    assert (CUT in report._notes) is cut


def test_a_quote_that_does_not_close_swallows_no_entry(read):
    """All rows to the end were one refusal: a list of thousands came in as a few."""
    many = "".join(f"{n},N{n}\n" for n in range(3, 300))
    rows, report = read(f'id,name\n1,A\n2,"B\n{many}'.encode())
    assert (len(rows), report.refused_count, report.rows) == (298, 1, 299)
    rows, report = read(f'id,name\n1,A\n2,"B\n{many}300,"C, D"\n'.encode())
    assert (len(rows), report.refused_count, report.rows) == (299, 1, 300)


def test_a_cell_of_several_lines_stays_one(read):
    rows, report = read(b'id,name\n1,A\n2,"Tide, Works\nand ""Sons""\nLLP"\n3,C\n')
    assert [row["id"] for row in rows] == ["1", "2", "3"]
    assert report.refused_count == 0
