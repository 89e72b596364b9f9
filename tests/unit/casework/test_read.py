"""Reading what waits in a case: in order, in batches, never twice."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest

from case_samples import batch_of, exhibit_of, layer_of, new_case, reading_of
from dalil.casework.read import ReadFirst, read_claims
from dalil.casework.record import record
from dalil.casework.search import search
from dalil.claims.ports import Batch
from dalil.claims.reading import Reading
from dalil.errors import BadInput
from dalil.evidence import TextLayer

COUNT = 5


@dataclass
class Readers:
    """Readers that know the sample documents, and may be stopped."""

    stop_after: int = 99
    method: str = "test/1"
    asked: list[int] = field(default_factory=list)

    def fresh(self):
        return ()

    def read_all(self, layers: Iterable[TextLayer]) -> Iterator[Reading]:
        known = {layer_of(number).exhibit: number for number in range(COUNT)}
        for layer in layers:
            if len(self.asked) == self.stop_after:
                raise KeyboardInterrupt
            self.asked.append(known[layer.exhibit])
            yield reading_of(known[layer.exhibit], self.method)


@pytest.fixture
def case(tmp_path: Path):
    """A case with texts that nobody has read."""
    opened = new_case(tmp_path / "case")
    exhibits = tuple(
        replace(exhibit_of(n), source=f"post/{n % 2}/letter_{n}.txt") for n in range(COUNT)
    )
    record(
        opened, Batch(exhibits=exhibits, layers=tuple(map(layer_of, range(COUNT)))), "ingest", {}
    )
    yield opened
    opened.close()


@pytest.mark.parametrize(
    ("first", "order"),
    [
        (None, [0, 1, 2, 3, 4]),
        (ReadFirst(newest=True), [4, 3, 2, 1, 0]),
        (ReadFirst(sources=("letter_3.txt",)), [3, 0, 1, 2, 4]),
        (ReadFirst(sources=("post/1/",)), [1, 3, 0, 2, 4]),
        (ReadFirst(newest=True, sources=("post/1",)), [3, 1, 4, 2, 0]),
        (ReadFirst(sources=("post/0/letter_4.txt", "letter_1.txt")), [1, 4, 0, 2, 3]),
    ],
)
def test_documents_are_read_in_the_order_asked_for(case, first, order):
    readers = Readers()
    done = read_claims(case, readers, first=first)
    assert readers.asked == order
    assert done.documents == COUNT
    assert done.claims == sum(len(reading_of(n).claims) for n in range(COUNT))


def test_an_unknown_source_is_refused_before_anything_is_read(case):
    readers = Readers()
    with pytest.raises(BadInput, match="elsewhere"):
        read_claims(case, readers, first=ReadFirst(sources=("elsewhere",)))
    assert readers.asked == []


def test_stopped_it_keeps_what_was_read_and_goes_on_without_reading_twice(case):
    first = Readers(stop_after=3)
    with pytest.raises(KeyboardInterrupt):
        read_claims(case, first)
    assert case.store.index.counts().read == 3
    second = Readers()
    read_claims(case, second)
    assert [*first.asked, *second.asked] == list(range(COUNT))
    assert read_claims(case, Readers()).documents == 0


def test_several_readings_share_an_entry_that_names_each(case):
    read_claims(case, Readers())
    bodies = [entry.body for entry in case.ledger.entries() if entry.kind == "claims"]
    told = [row for body in bodies for row in body["documents"]]
    assert {row["exhibit"] for row in told} == {layer_of(n).exhibit for n in range(COUNT)}
    assert len(bodies) < COUNT


def test_other_rules_read_again(case):
    read_claims(case, Readers())
    assert read_claims(case, Readers(method="test/2")).documents == COUNT


def test_a_search_finds_the_exact_place_before_anything_is_read(case):
    found = search(case.store.index, case.store, "25.5 quay", count=2)
    assert (found.document_count, len(found.documents), found.claim_count) == (COUNT, 2, 0)
    for one in found.documents:
        layer = case.store.layer(one.shelved.exhibit.sha256)
        assert not one.shelved.read
        for hit in one.hits:
            assert layer.text[hit.start : hit.end] == hit.words
            assert hit.before + hit.words + hit.after in layer.text
            assert hit.place
    read_claims(case, Readers())
    found = search(case.store.index, case.store, "Orla Venn")
    assert found.names[0].name == "Orla Venn"
    assert all(one.shelved.read for one in found.documents)
    assert batch_of(0)
