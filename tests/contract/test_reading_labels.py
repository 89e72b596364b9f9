"""The labelled public set and the scores: a perfect reading scores one, and each fault costs."""

import hashlib
import json
import sys
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
sys.path.append(str(ROOT))

from benchmarks.reading.gold import GoldDocument  # noqa: E402
from benchmarks.reading.labels_of import document_of  # noqa: E402
from benchmarks.reading.layers import layer_of  # noqa: E402
from benchmarks.reading.public import make_labels  # noqa: E402
from benchmarks.reading.public.standoff import filled  # noqa: E402
from benchmarks.reading.public.texts_of import places  # noqa: E402
from benchmarks.reading.scores import score  # noqa: E402
from benchmarks.reading.tally import Tally, figures  # noqa: E402

from dalil.claims.reading import Reading  # noqa: E402
from dalil.evidence import (  # noqa: E402
    Amount,
    Claim,
    Holder,
    HolderRole,
    Kind,
    Locator,
    Mention,
    PartialDate,
    Precision,
    Predicate,
    Reference,
    Relation,
    Stance,
)

SETS = [ROOT / "benchmarks" / "reading" / name for name in ("public", "practice")]
TEXT = (
    "Anya Welt owns Korvo Ltd. On 3 May 2021 Bram Iselin, her brother, paid Korvo 40 crowns. "
    "He denies that he ran Korvo.\n"
)


def spot(words: str, nth: int = 1) -> tuple[int, int]:
    """Where words of TEXT stand."""
    start = -1
    for _ in range(nth):
        start = TEXT.index(words, start + 1)
    return start, start + len(words)


def row() -> dict:
    """Labels of TEXT in the layout of the sets."""

    def at(words: str, nth: int = 1, **more: object) -> dict:
        start, end = spot(words, nth)
        return {"start": start, "end": end, "quote": words, **more}

    def said(words: str, subject: str, predicate: str, target: str, **more: object) -> dict:
        return at(words, subject=subject, predicate=predicate, object=target, value=None, **more)

    author = [{"text": "", "entity": None}]
    claim = {"stance": "asserts", "stage": None, "kind": "author", "holders": author}
    names = [
        ("Anya Welt", "a", "PER", 1),
        ("Bram Iselin", "b", "PER", 1),
        ("Korvo Ltd.", "k", "ORG", 1),
    ]
    names += [("Korvo", "k", "ORG", 2), ("Korvo", "k", "ORG", 3)]
    return {
        "document": "x",
        "mentions": [at(w, n, type=t, entity=e) for w, e, t, n in names],
        "entities": [
            {"id": "a", "type": "PER", "name": "Anya Welt", "names": ["Anya Welt"]},
            {"id": "b", "type": "PER", "name": "Bram Iselin", "names": ["Bram Iselin"]},
            {"id": "k", "type": "ORG", "name": "Korvo Ltd.", "names": ["Korvo Ltd.", "Korvo"]},
        ],
        "claims": [at("Anya Welt owns Korvo Ltd", **claim, also={"stance": ["alleges"]})],
        "relations": [
            said("Anya Welt owns", "a", "owns", "k"),
            said("Bram Iselin, her brother", "b", "family", "a"),
            said("he ran Korvo", "b", "controls", "k", negated=True),
            said("paid Korvo", "b", "pays", "k", also={"predicate": ["funds"]}),
        ],
        "amounts": [at("40 crowns", value=40.0, currency="crown")],
        "dates": [at("3 May 2021", value="2021-05-03", precision="day")],
        "rosters": [],
    }  # fmt: skip


@pytest.fixture
def document(tmp_path: Path) -> GoldDocument:
    path = tmp_path / "x.txt"
    path.write_text(TEXT, encoding="utf-8")
    return document_of(row(), layer_of(path))


def reading(*relations: tuple[str, str, str], stance: Stance = Stance.ASSERTS) -> Reading:
    """A reading of TEXT with one claim that carries relations between its names."""
    exhibit = hashlib.sha256(TEXT.encode()).hexdigest()
    mentions = {
        key: Mention(exhibit, *spot(words), words, kind)
        for key, words, kind in (
            ("a", "Anya Welt", "PER"),
            ("b", "Bram Iselin", "PER"),
            ("k", "Korvo Ltd.", "ORG"),
        )
    }
    refs = {key: Reference(m.id, m.text) for key, m in mentions.items()}
    start, end = spot("Anya Welt owns Korvo Ltd")
    claim = Claim(
        exhibit,
        Locator(exact=TEXT[start:end], start=start, end=end),
        (Holder(HolderRole.AUTHOR),),
        stance,
        Kind.AUTHOR,
        relations=tuple(Relation(Predicate(p), refs[s], refs[o]) for s, p, o in relations),
    )
    amount = Amount(*spot("40 crowns"), "40 crowns", Decimal(40), "crowns")
    date = PartialDate("2021-05-03", Precision.DAY, *spot("3 May 2021"))
    return Reading(
        exhibit, "test", "en",
        mentions=tuple(mentions.values()), claims=(claim,), amounts=(amount,), dates=(date,),
    )  # fmt: skip


def scored(document: GoldDocument, one: Reading) -> dict[str, float]:
    tally = Tally()
    score(document, one, tally)
    return figures(tally)


def test_all_right_scores_one(document: GoldDocument) -> None:
    found = scored(document, reading(("a", "owns", "k"), ("a", "family", "b"), ("b", "funds", "k")))

    for measure in ("relations F1", "amounts F1", "dates F1", "claim span F1", "stance", "holder"):
        assert found[measure] == pytest.approx(1), measure
    assert found["relations gold"] == 3


def test_a_relation_told_twice_counts_once(document: GoldDocument) -> None:
    once = reading(("a", "owns", "k"))
    more = replace(once, claims=(*once.claims, *reading(("a", "owns", "k")).claims))

    assert scored(document, more)["relations P"] == 1
    assert scored(document, more)["relations R"] == pytest.approx(1 / 3)


def test_a_direction_that_is_wrong_costs_where_it_matters(document: GoldDocument) -> None:
    assert scored(document, reading(("k", "owns", "a")))["relations P"] == 0
    assert scored(document, reading(("b", "family", "a")))["relations P"] == 1


def test_what_is_denied_is_left_out(document: GoldDocument) -> None:
    denied = scored(document, reading(("b", "controls", "k"), stance=Stance.DENIES))

    assert (denied["relations P"], denied["relations R"]) == (0, 0)
    assert denied["stance"] == 0
    assert scored(document, reading(("b", "controls", "k"), ("a", "owns", "k")))["relations P"] == 1


def test_an_accepted_alternative_is_told_apart_from_the_first_value(document: GoldDocument) -> None:
    found = scored(document, reading(stance=Stance.ALLEGES))

    assert (found["stance"], found["stance accepted"]) == (0, 1)


def test_another_chain_that_is_as_right_is_accepted(tmp_path: Path) -> None:
    path = tmp_path / "x.txt"
    path.write_text(TEXT, encoding="utf-8")
    labels = row()
    speaker, author = {"text": "Bram Iselin", "entity": "b"}, {"text": "", "entity": None}
    labels["claims"][0] |= {"holders": [speaker, author], "also": {"holders": [[author]]}}

    found = scored(document_of(labels, layer_of(path)), reading())

    assert (found["holder"], found["holder accepted"], found["chain length"]) == (0, 1, 0)


def test_a_value_or_a_day_that_is_wrong_costs(document: GoldDocument) -> None:
    right = reading()
    other = replace(right, amounts=(replace(right.amounts[0], currency="EUR"),))
    month = replace(right, dates=(replace(right.dates[0], value="2021-05"),))

    assert scored(document, other)["amounts F1"] == 0
    assert scored(document, month)["dates F1"] == 0


@pytest.mark.parametrize("folder", SETS, ids=lambda folder: folder.name)
def test_invented_labels_stand_in_their_texts(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "argv", ["make_labels", "--check", "--folder", str(folder)])

    assert make_labels.main() == 0


@pytest.mark.parametrize("folder", SETS, ids=lambda folder: folder.name)
def test_labels_of_real_documents_hold_no_word_of_them(folder: Path) -> None:
    rows = json.loads((folder / "labels.json").read_text(encoding="utf-8"))["documents"]

    for one in rows:
        if "text" in one:
            continue
        kept = json.dumps(one["claims"] + one["mentions"] + one["relations"] + one["entities"])
        assert not {"quote", "text", "name", "names", "detail", "doubt"} & set(
            _keys(json.loads(kept))
        )


def test_sets_of_one_layout_share_no_document() -> None:
    public, practice = ([(p.sha256, str(p.part)) for p in places(folder)] for folder in SETS)

    assert len(set(public + practice)) == len(public + practice)


def _keys(value: object) -> list[str]:
    if isinstance(value, dict):
        return [*value, *(k for v in value.values() for k in _keys(v))]
    return [k for v in value for k in _keys(v)] if isinstance(value, list) else []


def test_places_are_filled_with_the_words_that_stand_there() -> None:
    bare = {
        "document": "x",
        "mentions": [{"start": 0, "end": 9, "type": "PER", "entity": "e1"}],
        "entities": [{"id": "e1", "type": "PER"}, {"id": "e2", "type": "ORG"}],
        "claims": [{"start": 10, "end": 24, "holders": [{"entity": "e1", "place": [0, 9]}]}],
        "relations": [{"start": 0, "end": 9, "value": [15, 20]}],
        "amounts": [],
        "dates": [],
        "rosters": [{"rows": [{"name": [0, 9], "role": None}]}],
    }

    whole = filled(bare, TEXT)

    assert whole["entities"] == [
        {"id": "e1", "type": "PER", "name": "Anya Welt", "names": ["Anya Welt"]}
    ]
    assert whole["claims"][0]["quote"] == "owns Korvo Ltd"
    assert whole["claims"][0]["holders"][0]["text"] == "Anya Welt"
    assert whole["relations"][0]["value"] == "Korvo"
    assert whole["rosters"][0]["rows"][0] == {"name": "Anya Welt", "role": None}
