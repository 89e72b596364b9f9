"""The index over rows answers as the whole view does, at every commit, and equals its rebuild."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import replace
from importlib import util
from pathlib import Path
from types import ModuleType

import pytest
import sqlalchemy as sa

from case_samples import AT
from dalil.claims.entities import assemble, counted_mentions
from dalil.claims.index import Wanted
from dalil.claims.ports import Batch, Record
from dalil.claims.reading import Reading
from dalil.claims.reviews import counted, reviewed
from dalil.claims.searching import ask
from dalil.claims.view import CaseView
from dalil.evidence import Claim, Judgement, Mention, Reference, Stance, Verdict, locate
from dalil.store.derived_tables import CREATE, PLAIN, WORDS
from dalil.store.sqlite import SqliteStore

FAKES = Path(__file__).resolve().parents[1] / "fakes"
ALL = 1 << 40


def _load(name: str) -> ModuleType:
    spec = util.spec_from_file_location(f"fakes_{name}", FAKES / f"{name}.py")
    module = util.module_from_spec(spec)
    sys.modules[f"fakes_{name}"] = module
    spec.loader.exec_module(module)
    return module


case, index = _load("case"), _load("index")


@pytest.fixture
def store(tmp_path: Path) -> Iterator[SqliteStore]:
    """An empty database."""
    opened = SqliteStore(tmp_path / "case.db", write=True, at=AT, create=True)
    yield opened
    opened.close()


def readings(builder, method: str = "test/1") -> list[Reading]:
    """The builder's mentions and claims as one reading a document."""
    return [
        Reading(
            exhibit=sha,
            method=method,
            language="en",
            mentions=tuple(m for m in builder.mentions.values() if m.exhibit == sha),
            claims=tuple(c for c in builder.claims.values() if c.exhibit == sha),
        )
        for sha in builder.layers
    ]


def fill(store: SqliteStore, builder, *, step: int = 2) -> None:
    """Write a built case as the use cases do: exhibits, texts, readings a few at a time, links."""
    put(store, exhibits=tuple(builder.exhibits.values()))
    put(store, layers=tuple(builder.layers.values()), refusals=tuple(builder.refusals.values()))
    made = readings(builder)
    for start in range(0, len(made), step):
        put(store, readings=tuple(made[start : start + step]))
    put(store, judgements=tuple(builder.judgements))
    put(
        store, questions=tuple(builder.questions), interests=tuple(builder.interests), resolved=True
    )


def put(store: SqliteStore, **rows: object) -> None:
    """One batch."""
    store.add(Batch(**rows), "claims", {"why": "test"}, AT)  # type: ignore[arg-type]


def view_of(store: SqliteStore) -> CaseView:
    """The whole case, loaded and assembled."""
    exhibits = {one.sha256: one for one in store.exhibits()}
    judgements = tuple(store.judgements())
    mentions = {one.id: one for one in counted_mentions(store.mentions(), judgements)}
    whole = assemble(mentions.values(), judgements, {sha: n for n, sha in enumerate(exhibits)})
    return CaseView(
        name="test",
        exhibits=exhibits,
        refusals={one.exhibit: one for one in store.refusals()},
        mentions=mentions,
        claims={one.id: one for one in filter(counted(judgements), store.claims())},
        judgements=judgements,
        entities=whole.by_id,
        entity_of=whole.entity_of,
        redirects=whole.redirects,
        questions={one.id: one for one in store.questions()},
        interests=tuple(store.interests()),
        reviewed=reviewed(judgements),
    )


def check(store: SqliteStore) -> None:
    """Every question to the index, against the oracle; and the derived tables against a rebuild."""
    view = view_of(store)
    layers = {sha: layer for sha in view.exhibits if (layer := store.layer(sha)) is not None}
    unread = layers.keys() - store.readings_done().keys()
    told, oracle = store.index, index.ViewIndex(view, layers, unread=unread)
    assert told.counts() == oracle.counts()
    assert list(told.documents(0, ALL)) == list(oracle.documents(0, ALL))
    assert list(told.documents(1, 2)) == list(oracle.documents(1, 2))
    assert list(told.waiting()) == oracle.waiting()
    assert list(told.readable()) == oracle.readable()
    for kind in ("PER", "ORG", "ASSET", "LOC"):
        assert told.entities(kind, 0, ALL) == oracle.entities(kind, 0, ALL)
        own = [one.id for one in told.entities(kind, 0, 2)]
        assert told.entities(kind, 0, 3, own) == oracle.entities(kind, 0, 3, own)
    ids = [*view.entities, *view.redirects, "e_nobody"]
    assert told.named(ids) == oracle.named(ids)
    assert told.entities_of([*view.mentions, "m_none"]) == oracle.entities_of(view.mentions)
    for sha in view.exhibits:
        for span in ((0, 1 << 30), (40, 200)):
            assert told.claims_at(sha, *span) == oracle.claims_at(sha, *span)
            assert told.mentions_at(sha, *span) == oracle.mentions_at(sha, *span)
    for key in view.entities:
        assert told.mentions_of(key) == oracle.mentions_of(key)
        assert told.mentions_of(key, 1, 2) == oracle.mentions_of(key, 1, 2)
        own = [one.id for one in oracle.mentions_of(key)]
        assert told.links_on(own) == oracle.links_on(own)
    check_claims(told, oracle)
    check_rest(told, oracle)
    assert store.damage() == []


def check_claims(told, oracle) -> None:
    """Claims under every filter."""
    view = oracle.view
    wanted = [Wanted(), Wanted(stance="denies"), Wanted(stage="none"), Wanted(reviewed=True)]
    wanted += [Wanted(reviewed=False, stance="asserts"), Wanted(stage="conviction")]
    wanted += [Wanted(exhibit=sha, reviewed=False) for sha in view.exhibits]
    few = frozenset(list(view.claims)[::3])
    wanted += [Wanted(among=frozenset()), Wanted(among=few), Wanted(among=few, stance="asserts")]
    for key in view.entities:
        tied = tuple({tie.holder for tie in view.interests if tie.other == key} | {key})
        wanted += [Wanted(about=key), Wanted(held=key), Wanted(about=key, related=True)]
        wanted += [Wanted(about=key, against=side, tied=tied) for side in (True, False)]
    for one in wanted:
        assert told.claims(one, 0, ALL) == oracle.claims(one, 0, ALL), one
        assert told.claims(one, 1, 2) == oracle.claims(one, 1, 2)
        assert told.count_claims(one) == oracle.count_claims(one)
        assert told.counted_claims(one, 2, 3) == oracle.counted_claims(one, 2, 3)
    assert told.claims_by_id([*view.claims, "c_x"]) == oracle.claims_by_id(view.claims)


def check_rest(told, oracle) -> None:
    """Questions, interests, reviews, and the search."""
    view = oracle.view
    assert told.questions(0, ALL) == oracle.questions(0, ALL)
    assert told.questions_by_id(view.questions) == oracle.questions_by_id(view.questions)
    assert told.questions_on(view.claims) == oracle.questions_on(view.claims)
    ties = told.ties_of(view.entities)
    assert ties == oracle.ties_of(view.entities)
    assert told.interests_at(one.place for one in ties) == oracle.interests_at(
        one.place for one in ties
    )
    assert list(told.reviews()) == oracle.reviews()
    ids = [*view.claims, *view.mentions, *(one.left for one in view.judgements)]
    assert list(told.judgements_on(ids)) == oracle.judgements_on(ids)
    assert list(told.corrections_to(view.claims)) == oracle.corrections_to(view.claims)
    for value in {one.value for one in view.judgements if one.value} | {"uk-gac:E_", "%"}:
        assert list(told.judgements_saying(value)) == oracle.judgements_saying(value)
    for key in view.entities:
        assert told.questions_about(key, 0, 9) == oracle.questions_about(key, 0, 9)
        assert told.questions_about(key, 1, 1) == oracle.questions_about(key, 1, 1)
        assert told.count_questions_about(key) == oracle.count_questions_about(key)
        assert told.ties_of([key]) == oracle.ties_of([key])
        assert told.ties_to(key) == oracle.ties_to(key)
    for words in ("Veshkul", "вешкуль", "Tidewell mar", "amsden rolf", "nobody", "", "*", '"'):
        assert told.find_names(words, 9) == oracle.find_names(words, 9), words
    for words in QUESTIONS:
        asked = ask(words)
        assert list(told.find_texts(asked, 0, ALL)) == oracle.find_texts(asked, 0, ALL), words
        assert told.count_texts(asked) == oracle.count_texts(asked)
        assert told.find_quotes(asked, 0, ALL) == oracle.find_quotes(asked, 0, ALL), words
        assert told.count_quotes(asked) == oracle.count_quotes(asked)


QUESTIONS = (
    "veshkul",
    "МИНИСТРА вешкуля",
    '"suspended sentence"',
    '"sentence suspended"',
    "sanct* lists",
    "освобожден",
    "",
    '"',
    "AND OR NOT",
    'NEAR("minister" harbour)',
    "words:veshkul",
    "-veshkul",
    "veshkul' OR 1=1 --",
    "4200000",
    "^veshkul",
    "ves*kul",
)
"""Questions, among them all that FTS5 would take for its own words."""


def test_the_index_answers_as_the_view_does(store):
    fill(store, case.harbour())
    check(store)
    told = store.index
    assert told.counts().claims > 10
    assert told.find_texts(ask("вешкуль"), 0, 9)
    assert told.count_texts(ask('"suspended sentence"')) == 1
    assert told.count_texts(ask('"sentence suspended"')) == 0


def test_a_text_is_found_before_it_is_read(store):
    builder = case.harbour()
    put(store, exhibits=tuple(builder.exhibits.values()))
    put(store, layers=tuple(builder.layers.values()), refusals=tuple(builder.refusals.values()))
    check(store)
    counts = store.index.counts()
    assert counts.searchable == len(builder.layers) > counts.read == 0
    assert store.index.count_texts(ask("veshkul")) > 3


def test_a_newer_reading_and_a_newer_text_replace_the_older(store):
    builder = case.harbour()
    fill(store, builder)
    sha = next(iter(builder.layers))
    one = next(reading for reading in readings(builder, "test/2") if reading.exhibit == sha)
    put(store, readings=(replace(one, claims=one.claims[1:], mentions=one.mentions[1:]),))
    check(store)
    layer = builder.layers[sha]
    put(store, layers=(replace(layer, text=layer.text.replace("dredging", "clearing")),))
    assert store.index.count_texts(ask("dredging")) == 0
    assert store.index.count_texts(ask("clearing")) == 1


def test_judgements_of_persons_are_followed(store):
    builder = case.harbour()
    fill(store, builder)
    men = store.index.entities("PER", 0, 2)
    left, right = (one.id for one in men)
    same = Judgement(left, right, Verdict.SAME, "one man", "person:A. Desk", "2031-01-01T00:00:00Z")
    put(store, judgements=(same,))
    check(store)
    merged = store.index.named([left, right])
    assert merged[left] == merged[right]
    apart = replace(same, verdict=Verdict.DIFFERENT, reason="two", made_at="2031-02-01T00:00:00Z")
    put(store, judgements=(apart,))
    check(store)
    assert store.index.entities("PER", 0, 2) == men
    claim = next(iter(builder.claims))
    put(store, judgements=(Judgement(claim, None, Verdict.REJECT, "no", "person:B", AT),))
    check(store)
    assert store.index.count_claims(Wanted(reviewed=True)) == 2


PERSON = "person:review/1"


def by_person(sha: str, claims: tuple[Claim, ...] = (), mentions: tuple[Mention, ...] = ()):
    """What a person adds to a document."""
    return Reading(sha, PERSON, "en", claims=claims, mentions=mentions)


def decision(left: str, verdict: Verdict, **more: str | None) -> Judgement:
    """A person's judgement on a claim or mention."""
    right = more.pop("right", None)
    return Judgement(left, right, verdict, "looked at", "person:B", AT, **more)


def test_an_added_claim_counts_until_it_is_taken_back(store):
    """Also one whose subject is named in another document alone, which is read again meanwhile."""
    builder = case.harbour()
    fill(store, builder)
    first, second = list(builder.layers)[:2]
    who = next(m for m in builder.mentions.values() if m.exhibit == second)
    layer = builder.layers[first]
    old = next(c for c in builder.claims.values() if c.exhibit == first)
    made = replace(
        old,
        locator=locate(layer, 0, 30),
        about=(Reference(who.id, who.text),),
        method=PERSON,
    )
    before = store.index.counts()
    add = decision(made.id, Verdict.ADD)
    put(store, readings=(by_person(first, (made,)),), judgements=(add,))
    check(store)
    now = store.index.counts()
    assert (now.claims, now.reviewed) == (before.claims + 1, before.reviewed + 1)
    assert made in store.index.claims(
        Wanted(about=store.index.entities_of([who.id])[who.id]), 0, ALL
    )
    for sha in (first, second):  # read again by other rules: what a person added stays
        again = [one for one in readings(builder, "test/2") if one.exhibit == sha]
        put(store, readings=tuple(again))
        check(store)
        assert store.index.counts().claims == before.claims + 1
    back = decision(made.id, Verdict.WITHDRAW, after=add.id)
    put(store, judgements=(back,))
    check(store)
    assert store.index.counts().claims == before.claims
    put(store, readings=tuple(r for r in readings(builder, "test/3") if r.exhibit == first))
    check(store)
    assert store.index.counts().claims == before.claims
    put(store, judgements=(decision(made.id, Verdict.ADD, after=back.id),))
    check(store)
    assert store.index.counts().claims == before.claims + 1


def test_a_corrected_claim_is_replaced_until_the_correction_is_taken_back(store):
    builder = case.harbour()
    fill(store, builder)
    old = next(iter(builder.claims.values()))
    new = replace(old, stance=Stance.DISPUTES, method=PERSON)
    was = store.index.counts()
    add, put_in = decision(new.id, Verdict.ADD), decision(old.id, Verdict.CORRECT, right=new.id)
    put(store, readings=(by_person(old.exhibit, (new,)),), judgements=(add, put_in))
    check(store)
    assert store.index.claims_by_id([old.id, new.id]) == [new]
    now = store.index.counts()
    assert (now.claims, now.reviewed) == (was.claims, was.reviewed + 1)
    again = [r for r in readings(builder, "test/2") if r.exhibit == old.exhibit]
    put(store, readings=tuple(again))
    check(store)
    assert store.index.claims_by_id([old.id, new.id]) == [new]
    put(
        store,
        judgements=(
            decision(new.id, Verdict.WITHDRAW, after=add.id),
            decision(old.id, Verdict.WITHDRAW, right=new.id, after=put_in.id),
        ),
    )
    check(store)
    assert store.index.claims_by_id([old.id, new.id]) == [old]
    assert store.index.counts() == was


def test_what_the_program_reads_too_counts_once(store):
    """A person's mention and claim that a later reading finds by itself, and loses again."""
    builder = case.harbour()
    fill(store, builder)
    sha = next(iter(builder.layers))
    whole = next(r for r in readings(builder, "test/2") if r.exhibit == sha)
    lost = whole.claims[0]
    at = builder.layers[sha].text.index("Quill Harbour")
    named = Mention(sha, at, at + 13, "Quill Harbour", "ASSET", PERSON)
    less = replace(whole, claims=whole.claims[1:])
    whole = replace(whole, mentions=(*whole.mentions, named))
    put(store, readings=(less,))
    added = by_person(sha, (replace(lost, method=PERSON),), (named,))
    put(store, readings=(added,), judgements=(decision(lost.id, Verdict.ADD),))
    check(store)
    for reading in (replace(whole, method="test/3"), replace(less, method="test/4")):
        put(store, readings=(reading,))
        check(store)
        assert len(store.index.claims_by_id([lost.id])) == 1
        assert sum(one.id == named.id for one in store.index.mentions_at(sha, 0, ALL)) == 1
        assert sum(one.id == lost.id for one in store.claims(sha)) == 1


def test_mentions_are_rejected_and_retyped(store):
    builder = case.harbour()
    fill(store, builder)
    man = next(iter(store.index.entities("PER", 0, 1)))
    own = [key for key, e in store.index.entities_of(builder.mentions).items() if e == man.id]
    no = decision(own[0], Verdict.REJECT)
    put(store, judgements=(no,))
    check(store)
    assert own[0] not in store.index.entities_of(own)
    put(store, judgements=(decision(own[0], Verdict.WITHDRAW, after=no.id),))
    check(store)
    assert store.index.named([man.id])[man.id] == man
    retyped = tuple(decision(key, Verdict.CORRECT, value="ORG") for key in own)
    put(store, judgements=retyped)
    check(store)
    assert store.index.named([man.id])[man.id].type == "ORG"


def test_a_merge_is_taken_back_and_made_again(store):
    fill(store, case.harbour())
    left, right = (one.id for one in store.index.entities("PER", 0, 2))
    same = decision(left, Verdict.SAME, right=right)
    put(store, judgements=(same,))
    check(store)
    back = decision(left, Verdict.WITHDRAW, right=right, after=same.id)
    put(store, judgements=(back,))
    check(store)
    assert store.index.named([left])[left] != store.index.named([right])[right]
    apart = decision(left, Verdict.DIFFERENT, right=right, after=back.id)
    again = decision(left, Verdict.SAME, right=right, after=apart.id)
    for one in (apart, again):  # within one second: what comes after outranks
        put(store, judgements=(one,))
        check(store)
    assert store.index.named([left])[left] == store.index.named([right])[right]


def test_marks_name_targets_and_merged_ids_lead_on(store):
    fill(store, case.harbour())
    left, right = (one.id for one in store.index.entities("PER", 0, 2))
    body = {"entity": right, "as": "target", "name": "x"}
    put(store, records=(Record("mark", right, AT, body),))
    assert store.index.targets() == (right,)
    assert len(store.index.record_ids("mark")) == 1
    assert store.index.record_ids("versions") == []
    put(store, judgements=(Judgement(left, right, Verdict.SAME, "one", "person:A", AT),))
    assert set(store.index.targets()) <= {left, right}
    assert len(store.index.targets()) == 1


def test_whose_data_are_restricted_is_no_target_under_any_id(store):
    fill(store, case.harbour())
    left, right = (one.id for one in store.index.entities("PER", 0, 2))
    put(store, records=(Record("mark", right, AT, {"entity": right, "as": "target"}),))
    put(store, records=(Record("mark", left, AT, {"entity": left, "as": "restricted"}),))
    assert store.index.targets() == (right,)
    same = Judgement(left, right, Verdict.SAME, "one", "person:A", AT)
    put(store, judgements=(same,))
    assert store.index.targets() == ()
    put(store, records=(Record("mark", left, AT, {"entity": left, "as": "not restricted"}),))
    assert len(store.index.targets()) == 1


def test_erased_rows_leave_no_word(store):
    builder = case.harbour()
    fill(store, builder)
    sha = next(iter(builder.layers))
    raw = sa.create_engine(f"sqlite:///{store.path}").connect()
    rows: list[tuple[str, int]] = []
    reading = raw.exec_driver_sql("SELECT seq FROM readings WHERE exhibit = ?", (sha,)).scalar()
    for table in ("mentions", "claims"):
        found = raw.exec_driver_sql(f"SELECT seq FROM {table} WHERE reading = ?", (reading,))
        rows += [(table, row[0]) for row in found]
    rows.append(("readings", reading))
    rows.append(
        ("layers", raw.exec_driver_sql("SELECT seq FROM layers WHERE exhibit = ?", (sha,)).scalar())
    )
    raw.close()
    store.erase(rows, {"why": "test"}, AT)
    check(store)
    assert store.index.count_texts(ask("dredging")) == 0
    assert store.index.count_quotes(ask("dredging")) == 0
    assert store.index.find_names("Brannock", 9) == []
    words = sa.create_engine(f"sqlite:///{store.path}").connect()
    for table in WORDS:
        for block in words.exec_driver_sql(f"SELECT block FROM {table}_data").scalars():
            assert b"brannock" not in block
            assert b"dredg" not in block


def test_erased_judgements_exhibits_refusals_and_resolutions_are_followed(store):
    builder = case.harbour()
    fill(store, builder)
    raw = sa.create_engine(f"sqlite:///{store.path}").connect()

    def rows(table: str, where: str = "1") -> list[tuple[str, int]]:
        found = raw.exec_driver_sql(f"SELECT seq FROM {table} WHERE {where}").all()
        return [(table, row[0]) for row in found]

    gone = [rows("judgements", "body LIKE '%accept%'"), rows("judgements")[3:6]]
    gone += [rows("resolutions"), rows("refusals") + rows("exhibits", "seq = 8")]
    raw.close()
    assert all(gone)
    for part in gone:
        store.erase(part, {"why": "test"}, AT)
        check(store)
    counts = store.index.counts()
    assert (counts.reviewed, counts.questions, counts.refused) == (0, 0, 0)
    assert counts.documents == len(builder.exhibits) - 1


@pytest.mark.parametrize("table", PLAIN)
def test_a_changed_derived_row_is_found(store, table):
    fill(store, case.harbour())
    engine = sa.create_engine(f"sqlite:///{store.path}")
    with engine.begin() as raw:
        if raw.exec_driver_sql(f"SELECT count(*) FROM {table}").scalar() == 0:
            pytest.fail(f"{table} is empty in the sample")
        if table == "reviews":
            raw.exec_driver_sql("UPDATE reviews SET claim = 'c_other'")
        else:
            column = list(raw.exec_driver_sql(f"SELECT * FROM {table} LIMIT 1").keys())[-1]
            raw.exec_driver_sql(
                f"UPDATE {table} SET {column} = 77 WHERE rowid = (SELECT min(rowid) FROM {table})"
                if "WITHOUT ROWID" not in next(c for c in CREATE if f"TABLE {table} " in c)
                else f"DELETE FROM {table}"
            )
    engine.dispose()
    assert any(table in line for line in store.damage())


@pytest.mark.parametrize("table", WORDS)
def test_a_word_taken_from_the_search_is_found(store, table):
    fill(store, case.harbour())
    engine = sa.create_engine(f"sqlite:///{store.path}")
    with engine.begin() as raw:
        raw.exec_driver_sql(f"INSERT INTO {table} (rowid, words) VALUES (999, 'smuggled in')")
    engine.dispose()
    assert any(table in line for line in store.damage())


def test_an_old_case_is_brought_up_to_date_and_an_interrupted_step_is_done_again(
    store, tmp_path, monkeypatch
):
    fill(store, case.harbour())
    before = store.index.counts()
    store.close()
    engine = sa.create_engine(f"sqlite:///{store.path}")
    with engine.begin() as raw:
        for name in (*PLAIN, *WORDS):
            raw.exec_driver_sql(f"DROP TABLE {name}")
        raw.exec_driver_sql("DELETE FROM migrations WHERE number >= 2")
        raw.exec_driver_sql("PRAGMA user_version = 1")
    engine.dispose()
    from dalil.store.derived import Derived

    def die(self: Derived) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(Derived, "_fill_resolution", die)
        with pytest.raises(KeyboardInterrupt):
            SqliteStore(store.path, write=True, at=AT)
    again = SqliteStore(store.path, write=True, at=AT)
    assert again.index.counts() == before
    check(again)
    again.close()
