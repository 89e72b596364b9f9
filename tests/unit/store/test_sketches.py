"""Linked as texts come in, in any order and with changes between, versions are those of the whole."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
import sqlalchemy as sa

from case_samples import AT
from dalil.claims import version_links, versions
from dalil.claims.ports import Batch
from dalil.claims.version_links import link_anew, sketch_anew
from dalil.claims.versions import Version, find_versions
from dalil.evidence import Exhibit, Passage, TextLayer
from dalil.store import sketches
from dalil.store.sqlite import SqliteStore

WORDS = [f"{a}{b}" for a in ("ba", "de", "fo", "gu", "ki", "lo") for b in ("ran", "tel", "mis")]
BANNER = "this copy was made from the public register of the harbour and bears no seal"
NUMBER = 14


def texts(seed: int) -> list[str]:
    """Texts of which many are versions of others, most with the same banner."""
    chosen = random.Random(seed)
    made: list[str] = []
    for _ in range(NUMBER):
        if made and chosen.random() < 0.7:
            words = chosen.choice(made).split()
            for _ in range(chosen.choice((0, 1, 2, 9, 20))):
                words[chosen.randrange(len(words))] = chosen.choice(WORDS)
            made.append(" ".join(words) + f" {len(made)}")
        else:
            own = " ".join(chosen.choice(WORDS) for _ in range(60))
            made.append(f"{own} {BANNER}" if chosen.random() < 0.8 else own)
    made[chosen.randrange(NUMBER)] = "too short to be compared"
    return made


def layer(sha: str, text: str, reader: str = "x/1") -> TextLayer:
    return TextLayer(sha, text, (Passage(0, len(text)),), reader, "text/plain")


@pytest.fixture
def store(tmp_path: Path):
    """Exhibits in the order of arrival, no text yet."""
    opened = SqliteStore(tmp_path / "case.db", write=True, at=AT, create=True)
    names = [f"{number:064x}" for number in random.Random(3).sample(range(1000), NUMBER)]
    put(
        opened,
        exhibits=tuple(Exhibit(sha, 1, "text/plain", sha[-4:], "here", AT, "me") for sha in names),
    )
    yield opened
    opened.close()


def put(store: SqliteStore, **rows: object) -> None:
    store.add(Batch(**rows), "read", {"why": "test"}, AT)


def link(store: SqliteStore, known: dict[str, Version]) -> int:
    """One run, recorded piece by piece; returns how many documents were looked at."""
    sketch_anew(store.sketches, store.layer)
    looked = 0
    for found in link_anew(store.sketches, store.layer, dict(known)):
        for sha, version in found.changed.items():
            known.pop(sha, None)
            known |= {sha: version} if version else {}
        store.sketches.linked(found.done)
        looked += len(found.done)
    return looked


def whole(store: SqliteStore) -> dict[str, Version]:
    names = [one.sha256 for one in store.exhibits()]
    return {one.exhibit: one for one in find_versions(names, store.layer)}


def damage(store: SqliteStore) -> list[str]:
    return [line for line in store.damage() if "sketch" in line or "runs" in line]


@pytest.mark.parametrize("seed", range(6))
def test_any_order_of_arrival_gives_the_links_of_the_whole(store, monkeypatch, seed: int):
    """Few runs are crowded at once, so that a text that comes between changes what leads anywhere."""
    for module in (versions, sketches):
        monkeypatch.setattr(module, "CROWD", 2)
    monkeypatch.setattr(version_links, "PIECE", 3)
    chosen = random.Random(seed)
    names = [one.sha256 for one in store.exhibits()]
    wanted = dict(zip(names, texts(seed), strict=True))
    order = chosen.sample(names, NUMBER)
    known: dict[str, Version] = {}
    while order:
        some, order = order[: (step := chosen.randint(1, 4))], order[step:]
        put(store, layers=tuple(layer(sha, wanted[sha]) for sha in some))
        link(store, known)
        assert known == whole(store)
    assert known
    read_again = chosen.choice(names)
    put(store, layers=(layer(read_again, wanted[names[0]], "x/2"),))
    link(store, known)
    assert known == whole(store)
    erase(store, chosen.choice([one for one in names if one != read_again]))
    link(store, known)
    assert known == whole(store)
    assert link(store, known) == 0
    assert damage(store) == []


def erase(store: SqliteStore, sha: str) -> None:
    """A text for good, with all its rows."""
    with sa.create_engine(f"sqlite:///{store.path}").connect() as raw:
        query = "SELECT seq FROM layers WHERE exhibit = ?"
        rows = list(raw.exec_driver_sql(query, (sha,)).scalars())
    store.erase([("layers", row) for row in rows], {"why": "test"}, AT)
    with sa.create_engine(f"sqlite:///{store.path}").connect() as raw:
        gone = "SELECT count(*) FROM sketches AS s JOIN documents USING (exhibit) WHERE sha256 = ?"
        assert raw.exec_driver_sql(gone, (sha,)).scalar() == 0


def test_a_new_text_concerns_few_others(store):
    names = [one.sha256 for one in store.exhibits()]
    chosen = random.Random(1)
    for sha in names:
        own = " ".join(chosen.choice(WORDS) + str(chosen.randrange(999)) for _ in range(80))
        put(store, layers=(layer(sha, own),))
    known: dict[str, Version] = {}
    assert link(store, known) == NUMBER
    again = f"{store.layer(names[2]).text} and no more"
    put(store, layers=(layer(names[5], again, "x/2"),))
    assert link(store, known) == 1
    assert known[names[5]].of == names[2]


def test_what_was_not_recorded_is_looked_at_again(store):
    names = [one.sha256 for one in store.exhibits()]
    put(store, layers=tuple(layer(sha, text) for sha, text in zip(names, texts(2), strict=True)))
    sketch_anew(store.sketches, store.layer)
    next(link_anew(store.sketches, store.layer, {}))  # killed before it was recorded
    known: dict[str, Version] = {}
    assert link(store, known) == NUMBER
    assert known == whole(store)


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ("UPDATE sketches SET runs = x'' WHERE exhibit = 1", "the sketch of exhibit row 1"),
        ("DELETE FROM sketch_runs WHERE exhibit = 1", "the runs of exhibit row 1"),
        ("INSERT INTO sketch_runs VALUES (7, 1)", "stand in no sketch"),
    ],
)
def test_a_changed_sketch_is_found(store, change: str, told: str):
    sha = store.exhibits()[0].sha256
    put(store, layers=(layer(sha, " ".join(WORDS * 3)),))
    link(store, {})
    assert damage(store) == []
    with sa.create_engine(f"sqlite:///{store.path}").begin() as raw:
        raw.exec_driver_sql(change)
    assert any(told in line for line in damage(store))
