"""``dalil compare``: a file of pairs with bad rows, formulas, odd names; two names by hand."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from dalil.cli.compare import command
from dalil.errors import BadInput


def run(*words: str):
    return CliRunner().invoke(command, list(words), catch_exceptions=True)


def compare_file(tmp_path: Path, text: str, *more: str) -> list[dict[str, str]]:
    source, target = tmp_path / "pairs.csv", tmp_path / "scores.csv"
    source.write_text(text, encoding="utf-8")
    result = run("--input", str(source), "--output", str(target), *more)
    assert result.exit_code == 0, result.exception
    assert not target.with_name("scores.csv.part").exists()
    with target.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_good_rows_are_done_and_bad_rows_refused_with_a_reason(tmp_path):
    rows = compare_file(
        tmp_path,
        "id,left,right,type\n"
        "1,Orlam Vesketai,ORLAM VESKETAI,person\n"
        "2,,Orlam Vesketai,person\n"
        "3,Orlam Vesketai,🙂,person\n"
        "4,Orlam Vesketai,Orlam Vesketai,planet\n"
        "5,a,b,person,more\n"
        "6,Karsu LLP,ТОО Карсу,\n",
    )
    assert [row["id"] for row in rows] == ["1", "2", "3", "4", "5", "6"]
    assert [row["decision"] for row in rows][:1] == ["match"]
    assert [row["decision"] for row in rows][1:5] == ["refused"] * 4
    assert all(row["why"] and not row["score"] for row in rows[1:5])
    assert "planet" in rows[3]["why"]
    assert float(rows[5]["score"]) > 0.7


def test_a_quotation_mark_that_does_not_close_takes_no_other_row_along(tmp_path):
    rows = compare_file(
        tmp_path,
        'id,left,right\n1,Orlam Vesketai,Orlam Vesketai\n2,"open,x\n3,Sirin Malek,Sirin Malek\n'
        "4,Tide Works,Tide Works\n",
    )
    assert [(row["id"], row["decision"]) for row in rows] == [
        ("1", "match"),
        ("2", "refused"),
        ("3", "match"),
        ("4", "match"),
    ]
    assert "quotation mark" in rows[1]["why"]


def test_a_row_that_is_no_utf8_is_refused_alone(tmp_path):
    source, target = tmp_path / "p.csv", tmp_path / "o.csv"
    source.write_bytes(b"left,right\nCaf\xe9 Owner,Cafe Owner\nSirin Malek,Sirin Malek\n")
    said = json.loads(run("--input", str(source), "--output", str(target), "--json").output)
    assert (said["scored"], said["refused"]) == (1, 1)


def test_no_cell_is_a_formula(tmp_path):
    rows = compare_file(tmp_path, 'left,right\n"=cmd|A1","@Orlam"\n+1 Orlam,-Orlam\n')
    for row in rows:
        assert not any(cell.startswith(("=", "+", "-", "@")) for cell in row.values())


def test_long_and_odd_names_do_no_harm(tmp_path):
    rows = compare_file(
        tmp_path, f"left,right\n{'x ' * 5000},Orlam\nOr\u200blam Veskеtai,Orlam Vesketai\n"
    )
    assert rows[0]["decision"] == "no"
    assert rows[1]["decision"] == "match"


def test_summary_as_json(tmp_path):
    (tmp_path / "p.csv").write_text("left,right\nOrlam Vesk,Orlam Vesk\n,x\n", encoding="utf-8")
    out = run(
        "--input", str(tmp_path / "p.csv"), "--output", str(tmp_path / "o.csv"), "--json"
    ).output
    assert json.loads(out)["refused"] == 1
    assert json.loads(out)["scored"] == 1


def test_a_result_may_be_made_again_and_no_other_file_is_overwritten(tmp_path):
    for _ in range(2):
        compare_file(tmp_path, "left,right\nOrlam Vesk,Orlam Vesk\n")
    thesis = tmp_path / "thesis.csv"
    thesis.write_text("chapter,words\n1,9000\n")
    result = run("--input", str(tmp_path / "pairs.csv"), "--output", str(thesis))
    assert isinstance(result.exception, BadInput)
    assert "no result of this command" in str(result.exception)
    assert thesis.read_text() == "chapter,words\n1,9000\n"


@pytest.mark.parametrize("content", [b"name,other\na,b\n", b"\xff\xfeleft", b""])
def test_a_file_that_is_not_pairs_is_refused_whole(tmp_path, content):
    source = tmp_path / "p.csv"
    source.write_bytes(content)
    result = run("--input", str(source), "--output", str(tmp_path / "o.csv"))
    assert isinstance(result.exception, BadInput)
    assert not (tmp_path / "o.csv").exists()


@pytest.mark.parametrize(
    "words",
    [("Orlam",), ("", "Orlam"), ("Orlam", "Orlam", "--type", "planet"), ("a", "b", "--input", "x")],
)
def test_bad_use(words):
    assert isinstance(run(*words).exception, BadInput)


def test_two_names_by_hand():
    found = json.loads(run("Orlam Vesketai", "Вескетай Орлам", "--type", "person", "--json").output)
    assert found["decision"] == "match"
    assert any("Cyrillic" in line for line in found["why"])
