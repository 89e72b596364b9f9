"""The example's list: the labels of the case, written by somebody else before the matcher."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from dalil.evidence import PartialDate, Precision
from dalil.matching.compare import Qualifiers
from dalil.matching.screen import ListIndex, Subject
from dalil.matching.values import ListVersion
from dalil.readers.un_xml import UnXml

LABELS = json.loads(
    (Path(__file__).parents[1] / "example" / "screening.json").read_text(encoding="utf-8")
)
PRECISION = {4: Precision.YEAR, 10: Precision.DAY}


@pytest.fixture(scope="module")
def index(example: Path) -> ListIndex:
    content = (example / "documents/10_sanctions-list_consolidated_2024-06-01.xml").read_bytes()
    file = UnXml().read(content)
    version = ListVersion("ex", file.version, "", "", "", len(file.entries), "")
    return ListIndex(version, file.entries)


def test_whole_list(index):
    wanted = LABELS["list"]
    kinds = [entry.type for entry in index.entries]
    assert (len(kinds), kinds.count("person")) == (wanted["entries"], wanted["individuals"])


@pytest.mark.parametrize(
    "row", LABELS["queries"], ids=lambda r: f"{r['query']} {r.get('birth_date', '')}"
)
def test_query(index, row):
    birth = row.get("birth_date", "")
    dates = (PartialDate(birth, PRECISION[len(birth)]),) if birth else ()
    facts = Qualifiers(dates, (row["country"],) if "country" in row else ())
    found = {m.entry.id: m for m in index.screen(Subject((row["query"],), row["type"], facts))}
    for entry in row["hits"]:
        assert entry in found, "a hit must be shown"
    for entry in row.get("name_only", []):
        assert entry in found, "a name that fits must be shown"
        for qualifier in row.get("contradicted_by", []):
            said = {"birth_date": "birth:", "country": "country:"}[qualifier]
            assert any(line.startswith(said) for line in found[entry].why)
    for entry in row["non_hits"]:
        assert entry not in found or found[entry].decision != "match", found.get(entry)
