"""Arrow in, Arrow out; files of names; what cannot be honoured is refused."""

from __future__ import annotations

import csv

import pytest

from dalil.errors import BadInput
from dalil.matching.values import ListEntry, ListName


@pytest.fixture
def index(interpreted, tmp_path):
    from dalil.engines.kernel.index import create

    entries = [
        ListEntry("a", "person", (ListName("Orlam Vesketai"), ListName("Orlik", "alias", "weak"))),
        ListEntry("b", "person", (ListName("محمد بن سلمان"),)),
    ]
    return create(tmp_path / "index", entries, {})


def write(path, rows, encoding="utf-8"):
    with path.open("w", encoding=encoding, newline="") as file:
        csv.writer(file).writerows(rows)
    return path


def answers(index, path):
    from dalil.engines.kernel.batches import match_batches
    from dalil.engines.names_input import name_batches

    return [
        dict(zip(batch.schema.names, row, strict=True))
        for batch in match_batches(name_batches(path, rows=2), index)
        for row in zip(*(batch.column(n).to_pylist() for n in batch.schema.names), strict=True)
    ]


def test_csv_in_matches_out(index, tmp_path):
    rows = [("id", "name", "type", "note"), ("1", "Vesketay Orlan", "person", "x"), ("2", "Nobody", "", ""), ("", "orlam vesketai", "any", ""), ("4", "", "", "")]  # fmt: skip
    found = answers(index, write(tmp_path / "q.csv", rows))
    assert [(f["id"], f["rank"], f["entity_id"]) for f in found] == [("1", 1, "a"), ("3", 1, "a")]
    assert found[1]["decision"] == "match"
    assert found[0]["name_matched"] == "Orlam Vesketai"


def test_scores_are_those_of_compare_also_across_scripts(index, tmp_path):
    from dalil.matching.compare import compare

    found = answers(
        index, write(tmp_path / "q.csv", [("id", "name"), ("1", "Muhammad bin Salman")])
    )
    assert [(f["entity_id"], f["score"]) for f in found] == [
        ("b", compare("Muhammad bin Salman", "محمد بن سلمان", "person").score)
    ]


def test_parquet_in(index, tmp_path):
    from arro3.core import Array, DataType, RecordBatch, Table
    from arro3.io import write_parquet

    text = DataType.utf8()
    batch = RecordBatch.from_arrays(
        [Array(["7"], text), Array(["Orlam Vesketai"], text)], names=["id", "name"]
    )
    path = tmp_path / "q.parquet"
    write_parquet(Table.from_batches([batch]), str(path))
    assert [f["id"] for f in answers(index, path)] == ["7"]


def test_what_cannot_be_honoured_is_refused(index, tmp_path):
    from arro3.core import Array, DataType, RecordBatch

    from dalil.engines.kernel.batches import match_batches
    from dalil.engines.names_input import name_batches

    text = DataType.utf8()

    def batch(**columns):
        arrays = [Array([value], text) for value in columns.values()]
        return [RecordBatch.from_arrays(arrays, names=list(columns))]

    for columns, said in (
        ({"id": "1"}, "needs id and name"),
        ({"id": "1", "name": "x", "birth_date": "1961"}, "one by one"),
        ({"id": "1", "name": "x", "type": "planet"}, "planet"),
    ):
        with pytest.raises(BadInput, match=said):
            list(match_batches(batch(**columns), index))
    with pytest.raises(BadInput, match="no file"):
        name_batches(tmp_path / "none.csv")
    with pytest.raises(BadInput, match="no column 'name'"):
        list(name_batches(write(tmp_path / "c.csv", [("id", "label")])))
    with pytest.raises(BadInput, match="UTF-8"):
        list(name_batches(write(tmp_path / "d.csv", [("id", "name"), ("1", "Ünal")], "cp1252")))
