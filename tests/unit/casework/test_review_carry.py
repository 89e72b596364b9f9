"""Reading again loses no decision: same words keep it, other words are shown, a person's stand stays."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

import pytest

from dalil.casework import review
from dalil.casework.read import read_claims
from dalil.casework.review_entities import merge
from dalil.casework.review_rows import lost, progress, row
from dalil.casework.view import load_view
from dalil.claims.reading import Reading
from dalil.evidence import Claim, Kind, Stance, TextLayer, Verdict, locate
from review_samples import load, make, opened, readings


@dataclass
class Readers:
    """A newer reader that gives prepared readings."""

    made: dict[str, Reading]
    method: str = "test/2"

    def read_all(self, layers: Iterable[TextLayer]) -> Iterator[Reading]:
        for layer in layers:
            yield replace(self.made[layer.exhibit], method=self.method)

    def fresh(self) -> tuple[object, ...]:
        return ()


@pytest.fixture
def room(tmp_path):
    builder = make(tmp_path / "case")
    with opened(tmp_path / "case") as case:
        yield case, builder


def read_again(case, builder, change=lambda claim: claim, method="test/2") -> None:
    """Read all documents by a reader that reads each claim as ``change`` says; None: no more."""
    made = {}
    for one in readings(builder):
        claims = tuple(new for claim in one.claims if (new := change(claim)) is not None)
        made[one.exhibit] = replace(one, claims=claims)
    read_claims(case, Readers(made, method))


def find(builder, words) -> Claim:
    return load("case").find(builder, words)


def moved(builder, claim: Claim, by: int) -> Claim:
    """The claim with its last words left out."""
    layer, place = builder.layers[claim.exhibit], claim.locator
    return replace(claim, locator=locate(layer, place.start, place.end - by))


def test_a_claim_read_as_before_keeps_its_decision(room):
    case, builder = room
    claim = find(builder, "son-in-law")
    review.decide(case, claim.id, Verdict.ACCEPT)
    read_again(case, builder)
    assert row(case, claim.id)["state"] == "accepted"
    assert lost(case) == []


def test_the_same_words_in_another_frame_keep_it_too(room):
    """Another id (here: the place is told more exactly), the same claim to a reviewer's eye."""
    case, builder = room
    claims = [find(builder, words) for words in ("son-in-law", "her client", "inquiry in 2019")]
    review.decide(case, claims[0].id, Verdict.ACCEPT, "checked")
    review.decide(case, claims[1].id, Verdict.REJECT, "wrong holder")
    fixed = review.correct(case, claims[2].id, {"hedged": "yes"}, "so she said")
    review.put_on(case, claims[0].id, "uk-gac:E2")

    def change(claim: Claim) -> Claim:
        return replace(claim, locator=replace(claim.locator, paragraph=99))

    read_again(case, builder, change)
    first, second, third = (change(claim) for claim in claims)
    assert row(case, first.id)["state"] == "accepted"
    assert row(case, first.id)["why"] == "checked"
    assert row(case, first.id)["elements"] == ["uk-gac:E2"]
    assert row(case, second.id)["state"] == "rejected"
    assert third.id not in load_view(case).claims
    assert row(case, fixed.id)["state"] == "corrected"
    assert progress(case).reviewed == 3


def test_what_is_no_longer_read_is_kept_and_said(room):
    case, builder = room
    yes, no = find(builder, "son-in-law"), find(builder, "inquiry in 2019")
    review.decide(case, yes.id, Verdict.ACCEPT)
    review.decide(case, no.id, Verdict.REJECT, "noise")
    read_again(case, builder, lambda claim: None if claim.id in (yes.id, no.id) else claim)
    told = row(case, yes.id)
    assert (told["state"], told["note"]) == ("accepted", "its claim is no longer read")
    assert yes.id in load_view(case).claims
    assert {one["id"]: one["note"] for one in lost(case)} == {
        yes.id: "its claim is no longer read",
        no.id: "its claim is no longer read",
    }
    review.undo(case, yes.id)
    assert yes.id not in load_view(case).claims, "nobody holds it any more"
    assert no.id not in load_view(case).claims


@pytest.mark.parametrize("how", ["span", "stance"])
def test_an_accepted_claim_stays_where_it_is_read_otherwise(room, how):
    case, builder = room
    claim = find(builder, "son-in-law")

    def change(one: Claim) -> Claim:
        if one.id != claim.id:
            return one
        return moved(builder, one, 5) if how == "span" else replace(one, stance=Stance.ASSERTS)

    review.decide(case, claim.id, Verdict.ACCEPT)
    whole = progress(case).claims
    read_again(case, builder, change)
    other = change(claim)
    assert progress(case).claims == whole
    told = row(case, claim.id)
    assert told["note"] == "its claim is no longer read"
    assert [one["id"] for one in told["read_otherwise"]] == [other.id]
    assert told["read_otherwise"][0]["differs"]
    read_again(case, builder, change, "test/3")
    assert progress(case).claims == whole
    review.undo(case, claim.id)
    view = load_view(case)
    assert claim.id not in view.claims
    assert other.id in view.claims


def test_corrections_and_additions_outlive_every_reader(room):
    case, builder = room
    claim = find(builder, "son-in-law")
    fixed = review.correct(case, claim.id, {"holder": "Ada Pellmont"})
    sha = claim.exhibit
    words = "Clear Tides, which is paid by the shipowner Rolf Amsden"
    added = review.add(case, sha, {"quote": words, "about": "Clear Tides"})
    other = replace(claim, kind=Kind.INDIRECT)
    read_again(case, builder, lambda one: other if one.id == claim.id else one)
    view = load_view(case)
    assert {fixed.id, added.id} <= view.claims.keys()
    assert not {claim.id, other.id} & view.claims.keys()
    assert [one["id"] for one in row(case, fixed.id)["read_otherwise"]] == [other.id]
    assert lost(case) == []
    review.undo(case, fixed.id)
    assert other.id in load_view(case).claims, "the newest reading of these words counts again"


def test_a_merge_outlives_a_reader_that_no_longer_reads_the_names(room):
    case, builder = room
    done = merge(case, "Rolf Amsden", "Jorst Tammel", "one man")
    made = {}
    for one in readings(builder):
        mentions = tuple(
            replace(m, end=m.end - 1, text=m.text[:-1]) if m.text == "Jorst Tammel" else m
            for m in one.mentions
        )
        made[one.exhibit] = replace(one, mentions=mentions)
    read_claims(case, Readers(made))
    names = set(load_view(case).entities[done.id].names)
    assert {"Rolf Amsden", "Jorst Tammel", "Jorst Tamme"} <= names
