"""Entities do not depend on the order of what comes in, and every judgement can be taken back."""

from __future__ import annotations

import random

from hypothesis import given, settings
from hypothesis import strategies as st

from dalil.claims.entities import assemble
from dalil.evidence import Judgement, Mention, Verdict

MENTIONS = [Mention(f"{i % 3}" * 64, 10 * i, 10 * i + 5, f"Name{i}", "PER") for i in range(9)]
ORDER = {"0" * 64: 0, "1" * 64: 1, "2" * 64: 2}

judgements = st.lists(
    st.builds(
        lambda pair, verdict, author, at: Judgement(
            MENTIONS[pair[0]].id, MENTIONS[pair[1]].id, verdict, "r", author, f"2024-01-{at:02d}"
        ),
        st.tuples(st.integers(0, 8), st.integers(0, 8)).filter(lambda pair: pair[0] != pair[1]),
        st.sampled_from([Verdict.SAME, Verdict.SAME, Verdict.DIFFERENT, Verdict.UNSURE]),
        st.sampled_from(["rule:a", "rule:b", "person:Ada"]),
        st.integers(1, 28),
    ),
    max_size=14,
)


def parts(links, mentions=MENTIONS):
    return assemble(mentions, links, ORDER)


@given(judgements, st.randoms(use_true_random=False))
@settings(max_examples=150, deadline=None)
def test_the_order_of_mentions_and_judgements_does_not_matter(links, rng: random.Random) -> None:
    mentions, shuffled = list(MENTIONS), list(links)
    rng.shuffle(mentions)
    rng.shuffle(shuffled)
    assert parts(links).by_id == parts(shuffled, mentions).by_id


@given(judgements)
@settings(max_examples=150, deadline=None)
def test_every_mention_is_in_exactly_one_entity_named_after_its_oldest(links) -> None:
    found = parts(links)
    seen = [member for entity in found.by_id.values() for member in entity.members]
    assert sorted(seen) == sorted(mention.id for mention in MENTIONS)
    for entity in found.by_id.values():
        assert entity.id == f"e_{entity.members[0][2:]}"


@given(judgements)
@settings(max_examples=150, deadline=None)
def test_what_a_person_last_kept_apart_stays_apart_unless_persons_joined_it(links) -> None:
    found = parts(links)
    by_pair: dict[frozenset[str], Judgement] = {}
    for link in links:
        if not link.by_person:
            continue
        pair = frozenset((link.left, link.right or ""))
        held = by_pair.get(pair)
        cautious = {Verdict.SAME: 0, Verdict.UNSURE: 1, Verdict.DIFFERENT: 2}
        if held is None or (link.made_at, cautious[link.verdict]) > (
            held.made_at,
            cautious[held.verdict],
        ):
            by_pair[pair] = link
    for pair, link in by_pair.items():
        if link.verdict == Verdict.DIFFERENT:
            one, other = pair
            assert found.entity_of[one] != found.entity_of[other]


@given(judgements, st.integers(0, 7), st.integers(0, 7))
@settings(max_examples=100, deadline=None)
def test_reversing_a_judgement_restores(links, one: int, other: int) -> None:
    if one == other:
        return
    pair = {MENTIONS[one].id, MENTIONS[other].id}
    before = [link for link in links if {link.left, link.right} != pair]
    merge = Judgement(
        MENTIONS[one].id, MENTIONS[other].id, Verdict.SAME, "r", "person:Ada", "2025-01-01"
    )
    undo = Judgement(
        MENTIONS[one].id, MENTIONS[other].id, Verdict.UNSURE, "r", "person:Ada", "2025-01-02"
    )
    assert parts([*before, merge, undo]).by_id == parts(before).by_id
