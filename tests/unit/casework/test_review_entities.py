"""People are joined and taken apart by judgements with a reason, and all of it can be taken back."""

from __future__ import annotations

import pytest

from dalil.casework.encrypting import Secret
from dalil.casework.marks import mark_entity, mark_shown
from dalil.casework.review_entities import Apart, find, merge, split, undo_entity
from dalil.casework.sealing import seal
from dalil.casework.view import load_view
from dalil.errors import AlreadyDecided, BadInput, NotFound
from dalil.evidence import Tier
from review_samples import make, opened


@pytest.fixture
def case(tmp_path):
    make(tmp_path / "case")
    with opened(tmp_path / "case") as open_case:
        yield open_case


def test_two_are_one_until_it_is_taken_back(case):
    before = load_view(case).entities
    one, other = find(case, "Rolf Amsden"), find(case, "Jorst Tammel")
    done = merge(case, one.id, other.id, "the same man under two names")
    view = load_view(case)
    assert view.entity_of[f"m_{one.id[2:]}"] == view.entity_of[f"m_{other.id[2:]}"] == done.id
    assert set(view.entities[done.id].names) >= {"Rolf Amsden", "Jorst Tammel"}
    with pytest.raises(BadInput, match="one already"):
        merge(case, one.id, other.id, "again")
    undo_entity(case, done.id)
    assert load_view(case).entities == before
    again = merge(case, one.id, other.id, "the same man under two names")
    assert again.judgements != done.judgements


def test_a_merge_needs_a_reason_and_two_people(case):
    with pytest.raises(BadInput, match="needs a reason"):
        merge(case, "Rolf Amsden", "Jorst Tammel", "")
    with pytest.raises(NotFound, match="Nobody in the case"):
        merge(case, "Rolf Amsden", "Nobody Atall", "why")


def test_a_person_and_a_company_are_never_one(case):
    body = next(one for one in case.store.index.entities("ORG", 0, 1))
    for left, right in (("Rolf Amsden", body.id), (body.id, "Rolf Amsden")):
        with pytest.raises(BadInput, match="cannot be one"):
            merge(case, left, right, "his firm")
    assert not [one for one in case.store.judgements() if one.by_person]


@pytest.mark.parametrize("why", ["two\nlines", "a" * 2_001, "turned \u202e round", "\x00"])
def test_the_reason_of_a_merge_is_one_line(case, why):
    with pytest.raises(BadInput):
        merge(case, "Rolf Amsden", "Jorst Tammel", why)


@pytest.mark.parametrize("why", ["two\nlines", "a" * 2_001, "turned \u202e round", "\x00"])
def test_the_reason_of_a_mark_or_a_seal_is_one_line(case, why):
    exhibit = next(iter(case.store.exhibits())).sha256
    person = find(case, "Rolf Amsden")
    before = list(case.store.records("mark"))
    for write in (
        lambda: mark_shown(case, exhibit, tier=Tier.PUBLIC, privileged=None, reason=why),
        lambda: mark_entity(case, person.id, person.name, "target", why),
        lambda: seal(case, None, exhibit, Secret(passphrase="x" * 20), why),
    ):
        with pytest.raises(BadInput, match="The reason"):
            write()
    assert list(case.store.records("mark")) == before


@pytest.mark.parametrize("by", ["mention", "spelling", "document"])
def test_mentions_are_taken_out_exactly(case, by):
    """Also where rules join each of them with several that stay."""
    whole = find(case, "Ordan Veshkul")
    members = case.store.index.mentions_of(whole.id)
    going = next(one for one in members if one.text == "О. Вешкуль")
    apart = {
        "mention": Apart(mentions=[going.id]),
        "spelling": Apart(names=[going.text]),
        "document": Apart(documents=[going.exhibit]),
    }[by]
    out = {one.id for one in members if by == "document" and one.exhibit == going.exhibit}
    out |= {going.id}
    done = split(case, whole.id, apart, "another man of that name")
    view = load_view(case)
    assert set(view.entities[done.id].members) == out
    assert set(view.entities[whole.id].members) == {one.id for one in members} - out
    with pytest.raises(AlreadyDecided, match="kept apart"):
        merge(case, whole.id, done.id, "on second thoughts")
    undo_entity(case, done.id)
    assert set(load_view(case).entities[whole.id].members) == {one.id for one in members}


def test_a_split_of_all_or_none_is_refused(case):
    with pytest.raises(BadInput, match="None of the"):
        split(case, "Ordan Veshkul", Apart(), "why")
    with pytest.raises(BadInput, match="All of the 1"):
        split(case, "Jorst Tammel", Apart(names=["Jorst Tammel"]), "why")
    with pytest.raises(NotFound, match="has no mention"):
        split(case, "Ordan Veshkul", Apart(mentions=["m_x"]), "why")
    with pytest.raises(BadInput, match="No person merged"):
        undo_entity(case, "Jorst Tammel")
