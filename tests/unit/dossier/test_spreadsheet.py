"""No cell of a table runs as a formula, and nothing else in it changes."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dalil.dossier.leaving import Leaving
from dalil.dossier.spreadsheet import cell, table, tables


@pytest.mark.parametrize(
    "text",
    [
        "=1+1",
        "+1+1",
        "-1+1",
        "@SUM(A1)",
        "\t=1",
        "\r=1",
        "\n=1",
        " =1",
        "\u00a0=1",
        "\ufeff=1",
        "＝1+1",
    ],
)
def test_what_a_spreadsheet_would_run_becomes_text(text):
    assert cell(text) == f"'{text}"


@pytest.mark.parametrize("text", ["", "plain", "-41", "+3.50", "a=b", "“=1”", "0", "'tis"])
def test_what_cannot_run_is_left_as_it_is(text):
    assert cell(text) == text


@given(st.text())
def test_no_cell_begins_with_what_runs(text):
    found = cell(text).lstrip(" \u00a0\ufeff\u200b")
    plain_number = (
        cell(text) == text and text[:1] in "+-" and text[1:].replace(".", "", 1).isdigit()
    )
    assert not found or found[0] not in "=@\t\r\n＝＋－＠+-" or plain_number


@given(st.lists(st.text(st.characters(exclude_categories=("Cs",))), min_size=1, max_size=4))
def test_what_is_written_is_read_back(values):
    header = [f"c{index}" for index in range(len(values))]
    content = table(header, [dict(zip(header, values, strict=True))]).decode()
    assert list(csv.reader(io.StringIO(content, newline="")))[1] == [cell(one) for one in values]


def test_every_claim_and_relation_has_its_row(fakes):
    leaving = Leaving(fakes.material(fakes.harbour()))
    found = {
        name: list(csv.DictReader(io.StringIO(content.decode())))
        for name, content in tables(leaving).items()
    }
    assert [row["claim"] for row in found["claims.csv"]] == [one.id for one in leaving.claims]
    assert len(found["relations.csv"]) == sum(len(one.relations) for one in leaving.claims) > 3
    assert len(found["exhibits.csv"]) == len(leaving.exhibits)
    for row, claim in zip(found["claims.csv"], leaving.claims, strict=True):
        assert row["quote"] in (claim.quote, f"'{claim.quote}")
        assert row["holder_line"]
        assert row["stance"] == claim.stance
