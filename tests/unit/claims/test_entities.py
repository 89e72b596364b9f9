"""Entities are views: judgements join and part, by rank, and reversing one restores."""

from __future__ import annotations

import time

import pytest

from dalil.claims.entities import assemble, entity_id
from dalil.evidence import Judgement, Mention, Verdict

ORDER = {"a" * 64: 0, "b" * 64: 1}


def mention(start: int, text: str, kind: str = "PER", exhibit: str = "a") -> Mention:
    return Mention(exhibit * 64, start, start + len(text), text, kind)


def judge(left, right, verdict=Verdict.SAME, author="rule:test", at="") -> Judgement:
    return Judgement(left.id, right.id, verdict, "test", author, at)


ONE = mention(0, "Arvo Kestrel")
TWO = mention(50, "Kestrel")
THREE = mention(10, "Mr Arvo Kestrel", exhibit="b")
FOUR = mention(90, "Арво Кестрел", exhibit="b")
ALL = [ONE, TWO, THREE, FOUR]


def groups(judgements, mentions=ALL) -> set[frozenset[str]]:
    found = assemble(mentions, judgements, ORDER)
    return {frozenset(entity.members) for entity in found.by_id.values()}


def together(judgements, *members) -> bool:
    found = assemble(ALL, judgements, ORDER).entity_of
    return len({found[member.id] for member in members}) == 1


def test_without_judgements_every_mention_is_an_entity() -> None:
    assert len(groups([])) == 4


def test_id_is_that_of_the_oldest_mention_in_order_of_ingest() -> None:
    found = assemble([FOUR, THREE, TWO, ONE], [judge(FOUR, TWO), judge(TWO, THREE)], ORDER)
    assert found.entity_of[FOUR.id] == entity_id(TWO.id)


def test_id_stays_while_the_oldest_member_stays() -> None:
    before = assemble(ALL, [judge(ONE, TWO)], ORDER).entity_of[ONE.id]
    after = assemble(ALL, [judge(ONE, TWO), judge(TWO, FOUR)], ORDER).entity_of[FOUR.id]
    assert before == after


def test_a_merged_id_redirects() -> None:
    found = assemble(ALL, [judge(ONE, FOUR)], ORDER)
    assert found.redirects[entity_id(FOUR.id)] == entity_id(ONE.id)
    assert entity_id(ONE.id) not in found.redirects
    assert dict(found.redirects) == {entity_id(FOUR.id): entity_id(ONE.id)}
    with pytest.raises(KeyError):
        found.redirects["e_unknown"]


def test_name_is_the_fullest_in_latin_and_names_hold_all_spellings() -> None:
    found = assemble(ALL, [judge(ONE, TWO), judge(TWO, THREE), judge(TWO, FOUR)], ORDER)
    entity = next(iter(found.by_id.values()))
    assert entity.name == "Arvo Kestrel"
    assert set(entity.names) == {"Arvo Kestrel", "Kestrel", "Mr Arvo Kestrel", "Арво Кестрел"}
    assert entity.names[-1] == "Kestrel"


def test_name_in_another_script_where_there_is_no_latin_one() -> None:
    found = assemble([FOUR], [], ORDER)
    assert found.by_id[entity_id(FOUR.id)].name == "Арво Кестрел"


def test_running_spelling_goes_before_list_spelling() -> None:
    listed = mention(5, "KESTREL, Arvo", exhibit="b")
    found = assemble([listed, ONE], [judge(listed, ONE)], ORDER)
    assert next(iter(found.by_id.values())).name == "Arvo Kestrel"


def test_type_by_vote() -> None:
    other = mention(70, "Arvo Kestrel", "ORG")
    found = assemble([*ALL, other], [judge(ONE, other), judge(ONE, THREE)], ORDER)
    assert found.by_id[entity_id(ONE.id)].type == "PER"


def test_a_person_outranks_a_rule() -> None:
    links = [judge(ONE, TWO), judge(ONE, TWO, Verdict.DIFFERENT, "person:Ada", "2024-01-01")]
    assert not together(links, ONE, TWO)
    links = [judge(ONE, TWO, Verdict.DIFFERENT, at="2025"), judge(ONE, TWO, author="person:Ada")]
    assert together(links, ONE, TWO)


def test_a_later_judgement_outranks_an_earlier_one() -> None:
    parted = judge(ONE, TWO, Verdict.DIFFERENT, "person:Ada", "2024-01-01T00:00:00Z")
    joined = judge(ONE, TWO, Verdict.SAME, "person:Ada", "2024-02-01T00:00:00Z")
    assert together([joined, parted], ONE, TWO)
    assert together([parted, joined], ONE, TWO)


def test_a_later_unsure_takes_a_union_back() -> None:
    joined = judge(ONE, TWO, Verdict.SAME, "person:Ada", "2024-01-01T00:00:00Z")
    doubted = judge(ONE, TWO, Verdict.UNSURE, "person:Ada", "2024-02-01T00:00:00Z")
    assert not together([joined, doubted], ONE, TWO)


def test_different_holds_through_a_chain_and_the_link_between_documents_gives_way() -> None:
    links = [
        judge(ONE, TWO),
        judge(TWO, THREE),
        judge(THREE, FOUR),
        judge(ONE, FOUR, Verdict.DIFFERENT),
    ]
    found = assemble(ALL, links, ORDER)
    assert groups(links) == {frozenset({ONE.id, TWO.id}), frozenset({THREE.id, FOUR.id})}
    assert found.refused == (links[1].id,)


def test_what_a_person_joined_no_rule_parts() -> None:
    links = [
        judge(ONE, THREE, author="person:Ada", at="2024"),
        judge(TWO, FOUR, Verdict.DIFFERENT),
        judge(ONE, TWO),
        judge(THREE, FOUR),
    ]
    assert together(links, ONE, THREE)
    assert not together(links, TWO, FOUR)


def test_a_judgement_may_name_entities_by_id() -> None:
    link = Judgement(
        entity_id(ONE.id), entity_id(THREE.id), Verdict.SAME, "merge", "person:Ada", "2024"
    )
    assert together([link], ONE, THREE)


def test_a_list_entry_joins_the_mentions_matched_with_it() -> None:
    links = [
        Judgement(ONE.id, "un:QX.1", Verdict.SAME, "listed", "person:Ada", "2024"),
        Judgement(FOUR.id, "un:QX.1", Verdict.SAME, "listed", "person:Ada", "2024"),
    ]
    assert together(links, ONE, FOUR)
    assert all(
        "un:" not in m for e in assemble(ALL, links, ORDER).by_id.values() for m in e.members
    )


def test_judgements_on_claims_are_passed_over() -> None:
    links = [Judgement("c_x", None, Verdict.ACCEPT, "read", "person:Ada", "2024")]
    assert len(groups(links)) == 4


def test_time_grows_with_the_number_of_mentions_not_its_square() -> None:
    many = [mention(20 * i, f"Name {i % 500}") for i in range(40_000)]
    links = [judge(many[i], many[i - 500]) for i in range(500, len(many))]
    links += [judge(many[i], many[i + 1], Verdict.DIFFERENT) for i in range(499)]
    begun = time.process_time()
    found = assemble(many, links, ORDER)
    assert len(found.by_id) == 500
    assert time.process_time() - begun < 8
