"""Labels of holders and ties beside the marks of ``told``: read whole, and refused where they fit no text."""

import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
sys.path.append(str(ROOT))

from benchmarks.reading import loaders_ties  # noqa: E402
from benchmarks.reading.loaders_ties import Tie, tied  # noqa: E402

from dalil.evidence import Predicate  # noqa: E402

TEXT = "=== a note\n[[s/-: Harrow Bank paid]], and Ada Mirel said that [[a/allegation: Otto Zorin stole]].\n"


@pytest.fixture
def labels(tmp_path, monkeypatch):
    monkeypatch.setattr(loaders_ties, "TOLD", tmp_path)
    monkeypatch.setattr(loaders_ties, "TIES", tmp_path / "ties")
    for folder in ("learn", "ties"):
        (tmp_path / folder).mkdir()
    (tmp_path / "learn" / "X-01.txt").write_text(TEXT)
    return tmp_path / "ties" / "X-01.ties"


def test_every_label_stands_in_its_document():
    found = tied()
    assert len(found) > 600
    assert sum(len(one.ties) for one in found.values()) > 3000
    assert sum(len(one.holders) for one in found.values()) > 3000


def test_holders_by_place_and_ties_by_name(labels):
    labels.write_text('=== 1\nH | 2 | Ada Mirel\nR | Otto Zorin | accused_of | ="stole"\n')
    one = tied()["X-01-1"]
    assert one.holders == {(42, 58): "Ada Mirel"}
    assert one.ties == [Tie("Otto Zorin", Predicate.ACCUSED_OF, "", "stole")]


@pytest.mark.parametrize(
    "line",
    [
        "H | 2 | Ida Keel",
        "R | Ada Mirel | likes | Otto Zorin",
        "R | Ada Mirel | family | Ida Keel",
        "R | Ada Mirel | family",
        "Q | 1 | Ada Mirel",
    ],
)
def test_a_label_that_fits_nothing_is_refused(labels, line):
    labels.write_text(f"=== 1\n{line}\n")
    with pytest.raises(ValueError, match=r"not in the text|cannot be read|likes"):
        tied()
