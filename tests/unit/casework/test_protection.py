"""Whom marks protect, by the id that they name and by the name on them where no entity has it."""

from __future__ import annotations

import pytest

from dalil.casework.protection import protection, targets_of
from dalil.claims.ports import Record
from dalil.claims.view import Entity

ENTITIES = {
    key: Entity(key, "PER", names[0], names, ())
    for key, names in {
        "e_now": ("Rhea Sollander",),
        "e_two": ("Timur Voskel", "T. Voskel"),
        "e_six": ("Timur VOSKEL",),
    }.items()
}
REDIRECTS = {"e_old": "e_now"}


def mark(entity: str, word: str, name: str = "") -> Record:
    body = {"entity": entity, "as": word, "name": name}
    return Record("mark", entity, "2031-05-04T09:00:00Z", body)


def found(*marks: Record) -> tuple[dict[str, str], dict[str, str]]:
    made = protection(marks, ENTITIES, REDIRECTS)
    return dict(made.words), dict(made.names)


def test_a_mark_follows_the_entity_to_the_id_that_it_has_now():
    assert found(mark("e_old", "witness", "Rhea")) == ({"e_now": "witness"}, {})
    assert found(mark("e_old", "witness"), mark("e_old", "not protected")) == ({}, {})


@pytest.mark.parametrize("order", [("witness", "restricted"), ("restricted", "witness")])
def test_a_restriction_outweighs_every_other_mark_on_one_of_several_ids(order):
    marks = [mark(one, word) for one, word in zip(("e_old", "e_now"), order, strict=True)]
    assert found(*marks) == ({"e_now": "restricted"}, {})


def test_where_nobody_has_the_id_all_who_bear_the_name_are_protected_and_the_name_is():
    words, names = found(mark("e_gone", "child", "timur voskel"))
    assert words == {"e_two": "child", "e_six": "child"}
    assert names == {"timur voskel": "child"}
    assert found(mark("e_gone", "child", "Ada Pellmont")) == ({}, {"Ada Pellmont": "child"})
    assert found(mark("e_gone", "child")) == ({}, {})


def test_nobody_restricted_is_a_target_and_no_namesake_becomes_one():
    marks = [
        mark("e_old", "target"),
        mark("e_two", "target"),
        mark("e_gone", "target", "T. Voskel"),
    ]
    assert targets_of(marks, REDIRECTS, frozenset()) == ("e_now", "e_two", "e_gone")
    marks += [mark("e_gone2", "restricted", "Rhea Sollander")]
    closed = protection(marks, ENTITIES, REDIRECTS).closed
    assert targets_of(marks, REDIRECTS, closed) == ("e_two", "e_gone")
