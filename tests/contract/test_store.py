"""What every store of claims must do; a second back end enters by passing all of this."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from case_samples import (
    AT,
    batch_of,
    content_of,
    exhibit_of,
    judgement_of,
    layer_of,
    reading_of,
    refused_batch,
    sha,
)
from dalil.claims.ports import Batch, Record
from dalil.claims.reading import Reading
from dalil.custody.seals import open_line
from dalil.errors import BadInput
from dalil.evidence import TextLayer
from dalil.store.memory import MemoryStore
from dalil.store.sqlite import SqliteStore

Store = SqliteStore | MemoryStore


@pytest.fixture(params=["sqlite", "memory"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    """An empty store of each kind."""
    if request.param == "memory":
        yield MemoryStore()
        return
    opened = SqliteStore(tmp_path / "case.db", write=True, at=AT, create=True)
    yield opened
    opened.close()


def put(store: Store, batch: Batch, kind: str = "claims") -> int:
    """Add a batch; returns the number of rows that its entry covers."""
    _, line = store.add(batch, kind, {"why": "test"}, AT)
    covers = open_line(line.raw, 0).covers
    assert covers is not None
    return covers.rows


def test_an_empty_store_answers_with_nothing(store: Store):
    """No question fails for want of rows."""
    assert store.exhibits() == []
    assert store.layer("0" * 64) is None
    assert list(store.layer_heads()) == []
    assert store.refusals() == []
    assert store.readings_done() == {}
    assert store.reading("0" * 64) is None
    assert list(store.mentions()) == list(store.claims()) == list(store.rosters()) == []
    assert store.claims_by_id(["c_1"]) == []
    assert list(store.judgements()) == []
    assert store.questions() == []
    assert store.interests() == []
    assert store.records("mark") == []


def test_everything_comes_back_as_it_went_in(store: Store):
    """Values are equal field by field: decimals, enums, tuples, None, booleans, other scripts."""
    put(store, batch_of(1))
    put(store, batch_of(2))
    put(store, refused_batch(3))
    assert store.exhibits() == [exhibit_of(1), exhibit_of(2), *refused_batch(3).exhibits]
    first = sha(content_of(1))
    assert store.layer(first) == layer_of(1)
    heads = list(store.layer_heads())
    assert [head.exhibit for head in heads] == [first, sha(content_of(2))]
    assert heads[0] == replace(layer_of(1), text="", passages=())
    assert store.refusals() == list(refused_batch(3).refusals)
    assert store.reading(first) == reading_of(1)
    assert repr(store.reading(first)) == repr(reading_of(1))
    assert list(store.mentions()) == [*reading_of(1).mentions, *reading_of(2).mentions]
    assert list(store.claims(first)) == list(reading_of(1).claims)
    assert list(store.rosters()) == [*reading_of(1).rosters, *reading_of(2).rosters]
    assert store.questions() == list(batch_of(2).questions)
    assert store.interests() == list(batch_of(2).interests)
    assert store.records("screen") == [*batch_of(1).records, *batch_of(2).records]
    assert store.records("screen", "e_2") == list(batch_of(2).records)
    assert store.records("export") == []


def test_some_exhibits_come_back_in_the_order_of_arrival(store: Store):
    """Asked by hash, in whatever order and number; a hash that the case does not hold gives none."""
    for number in (1, 2, 3):
        put(store, batch_of(number))
    asked = [sha(content_of(3)), sha(content_of(1)), *(f"{n:064x}" for n in range(1200))]
    assert store.exhibits_of(asked) == [exhibit_of(1), exhibit_of(3)]
    assert store.exhibits_of(()) == []


def test_judgements_hold_links_and_decisions_oldest_first(store: Store):
    """Links made inside a document are judgements like others."""
    put(store, batch_of(1))
    put(store, batch_of(2))
    expected = [*reading_of(1).links, judgement_of(1), *reading_of(2).links, judgement_of(2)]
    assert list(store.judgements()) == expected


def test_adding_again_changes_nothing(store: Store):
    """The same batch again covers no row and doubles no answer."""
    assert put(store, batch_of(1)) > 0
    assert put(store, batch_of(1)) == 0
    assert len(store.exhibits()) == 1
    assert len(list(store.layer_heads())) == 1
    assert len(list(store.claims())) == 2
    assert len(list(store.judgements())) == 2
    assert len(store.records("screen")) == 1


def test_twice_in_one_batch_is_once(store: Store):
    """Repetition inside a batch is repetition."""
    exhibit, judgement = exhibit_of(1), judgement_of(1)
    put(store, Batch(exhibits=(exhibit, exhibit), judgements=(judgement, judgement)))
    assert store.exhibits() == [exhibit]
    assert list(store.judgements()) == [judgement]


def test_a_newer_reading_takes_the_place_of_the_older(store: Store):
    """Reading again with other rules: answers are those of the newest, the old claims stay findable."""
    put(store, batch_of(1))
    put(store, batch_of(2))
    newer = reading_of(1, "test/2")
    newer = replace(newer, claims=newer.claims[:1], mentions=newer.mentions[:2], rosters=())
    put(store, Batch(readings=(newer,)))
    first, second = sha(content_of(1)), sha(content_of(2))
    assert store.readings_done() == {first: "test/2", second: "test/1"}
    assert store.reading(first) == newer
    assert list(store.claims(first)) == list(newer.claims)
    assert len(list(store.claims())) == 1 + 2
    assert len(list(store.rosters())) == 1
    lost = reading_of(1).claims[1]
    assert store.claims_by_id([lost.id]) == [lost]


def test_a_person_s_reading_stands_beside_the_program_s(store: Store):
    """No reading takes its place, what both hold comes once, and the program's methods stay known."""
    put(store, batch_of(1))
    exhibit, claims = sha(content_of(1)), reading_of(1).claims
    made = replace(claims[0], hedged=False, method="person:review/1")
    added = Reading(exhibit, "person:review/1", "en", claims=(made, claims[1]))
    put(store, Batch(readings=(added,)))
    put(store, Batch(readings=(replace(added, claims=(made,)),)))
    assert list(store.claims(exhibit)) == [*claims, made]
    assert store.readings_done() == {exhibit: "test/1"}
    assert store.reading(exhibit) == reading_of(1)
    newer = replace(reading_of(1, "test/2"), claims=claims[:1])
    put(store, Batch(readings=(newer,)))
    assert list(store.claims(exhibit)) == [made, claims[1], claims[0]]
    assert list(store.mentions(exhibit)) == list(newer.mentions)


def test_a_newer_text_layer_takes_the_place_of_the_older(store: Store):
    """Both stay on record; the newest answers."""
    put(store, batch_of(1))
    newer = replace(layer_of(1), reader="plain/2", notes=())
    put(store, Batch(layers=(newer,)))
    assert store.layer(newer.exhibit) == newer
    assert [head.reader for head in store.layer_heads()] == ["plain/2"]


def test_claims_by_id_keep_the_order_of_the_ids(store: Store):
    """Unknown ids are left out, an id named twice comes once, thousands are answered."""
    put(store, batch_of(1))
    put(store, batch_of(2))
    a, b = reading_of(1).claims
    (c, _) = reading_of(2).claims
    unknown = [f"c_{number}" for number in range(2500)]
    assert store.claims_by_id([c.id, *unknown, b.id, a.id, b.id]) == [c, b, a]


def test_a_resolution_replaces_the_one_before(store: Store):
    """Also where the new one found nothing."""
    put(store, batch_of(1))
    put(store, Batch(interests=batch_of(2).interests))
    assert store.questions() == []
    assert store.interests() == list(batch_of(2).interests)
    put(store, Batch(resolved=True))
    assert store.interests() == []


def test_a_batch_with_a_stranger_is_refused_whole(store: Store):
    """A text layer of an unknown exhibit: nothing of the batch is kept."""
    stranger = replace(layer_of(1), exhibit="f" * 64)
    with pytest.raises(BadInput):
        put(store, Batch(exhibits=(exhibit_of(2),), layers=(stranger,)))
    assert store.exhibits() == []
    assert store.waiting() == []


def test_a_record_that_is_not_json_is_refused(store: Store):
    """Bytes and numbers that are none have no place in a record."""
    for bad in (b"bytes", float("nan"), object()):
        with pytest.raises(BadInput):
            put(store, Batch(records=(Record("mark", "k", AT, {"bad": bad}),)))
    assert store.records("mark") == []


def test_a_line_waits_until_it_is_settled(store: Store):
    """The outbox keeps the sealed line as it must stand in the ledger."""
    first, line = store.add(batch_of(1), "ingest", {"n": 1}, AT)
    second, later = store.add(Batch(), "mark", {"n": 2}, AT)
    assert store.waiting() == [(first, line), (second, later)]
    store.settle([first])
    assert store.waiting() == [(second, later)]
    store.settle([second])
    third, _ = store.add(Batch(), "mark", {}, AT)
    assert third not in (first, second)


def test_texts_of_every_kind_come_back(store: Store):
    """NUL, lone surrogates, bidi marks, zero-width characters and nothing at all are kept."""
    for number, text in enumerate(
        ["", "a\x00b", "\ud800 lone", "\u202eabc\u200b", "𝒳\r\n\x85\u2028"]
    ):
        exhibit = exhibit_of(number)
        layer = TextLayer(exhibit.sha256, text, (), "plain/1", "text/plain", notes=(text,))
        put(store, Batch(exhibits=(exhibit,), layers=(layer,)))
        assert store.layer(exhibit.sha256) == layer


# -- audit and erasure -----------------------------------------------------------------------


def test_every_row_is_sealed_and_audited(store: Store):
    """One batch an addition, with the root that its entry tells; no fault, nothing unsealed."""
    lines = [store.add(batch_of(number), "claims", {"n": number}, AT)[1] for number in (1, 2)]
    audited = list(store.batches())
    for line, batch in zip(lines, audited, strict=True):
        covers = open_line(line.raw, 0).covers
        assert covers is not None
        assert (covers.batch, covers.rows, covers.root) == (batch.number, batch.rows, batch.root)
        assert batch.at == AT
        assert batch.faults == batch.tombstones == ()
    assert list(store.unsealed()) == []
    assert list(store.damage()) == []


def test_an_erased_row_leaves_a_tombstone(store: Store):
    """The row goes, its seal stays, the roots stay; its number is never given again."""
    put(store, batch_of(1))
    put(store, batch_of(2))
    before = [(batch.rows, batch.root) for batch in store.batches()]
    claim = next(store.claims())
    number, line = store.erase([("claims", 1)], {"why": "asked"}, AT)
    entry = open_line(line.raw, 0)
    assert (entry.kind, entry.body) == ("erase", {"why": "asked", "rows": [["claims", 1]]})
    assert store.claims_by_id([claim.id]) == []
    assert claim.id not in {each.id for each in store.claims()}
    audited = list(store.batches())
    assert [(batch.rows, batch.root) for batch in audited] == [*before, (0, audited[-1].root)]
    assert audited[0].tombstones == (("claims", 1),)
    assert all(batch.faults == () for batch in audited)
    assert audited[-1].number == number
    put(store, batch_of(3))
    assert next(iter(store.batches())).tombstones == (("claims", 1),)
    assert all(batch.faults == () for batch in store.batches())


def test_an_erasure_that_cannot_be_is_refused_whole(store: Store):
    """A row that is not there, or on which others stand: nothing is erased."""
    put(store, batch_of(1))
    before = list(store.batches())
    for rows in ([("claims", 99)], [("records", 1), ("exhibits", 1)], [("readings", 1)]):
        with pytest.raises(BadInput):
            store.erase(rows, {"why": "asked"}, AT)
    assert list(store.batches()) == before
    assert len(store.records("screen")) == 1
    store.erase([("records", 1)], {"why": "asked"}, AT)
    with pytest.raises(BadInput):
        store.erase([("records", 1)], {"why": "asked again"}, AT)


def test_a_body_that_is_not_json_adds_nothing(store: Store):
    """Refused before any row is there."""
    with pytest.raises(BadInput):
        store.add(batch_of(1), "claims", {"n": 2**60}, AT)
    assert store.exhibits() == []
    assert list(store.batches()) == []
