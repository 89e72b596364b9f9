"""Properties of the ownership tests on random graphs, circles included."""

from __future__ import annotations

import itertools
import random
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dalil.evidence import Share
from dalil.ownership.interest import effective_interest
from dalil.ownership.tests import Facts, apply_test
from dalil.ownership.values import Holding

NODES = ("A", "B", "C", "D", "E")
AS_OF = "2025-01-01"
percents = st.sampled_from([0, 10, 20, 25, 26, 30, 40, 49, 50, 51, 60, 75, 100])


@st.composite
def graphs(draw):
    arcs = draw(
        st.dictionaries(
            st.tuples(st.sampled_from(["X", "Y", *NODES]), st.sampled_from(NODES)),
            st.tuples(percents, percents),
            max_size=9,
        )
    )
    found = []
    for index, ((owner, owned), (one, other)) in enumerate(sorted(arcs.items())):
        low, high = sorted((one, other))
        share = Share(Decimal(low), Decimal(high))
        found.append(Holding(owner, owned, share, f"c{index}"))
    return tuple(found)


def outcomes(test, holdings, listed):
    found = apply_test(test, Facts(holdings), listed, AS_OF).paths
    return {path.entity: path.outcome for path in found}


def oracle(test, holdings, listed, *, upper):
    """Naive: the smallest set of companies closed under the rule, found among all subsets."""

    def total(owners, entity):
        return sum(
            h.share.high if upper else h.share.low
            for h in holdings
            if h.owned == entity and h.owner in owners and h.owner != h.owned
        )

    def closed(found, seed):
        owners = found | seed
        need = Decimal("50.000001") if test == "uk" else Decimal(50)
        return all(entity in owners or total(owners, entity) < need for entity in NODES)

    subsets = [set(c) for n in range(len(NODES) + 1) for c in itertools.combinations(NODES, n)]
    seeds = [{p} for p in listed] if test == "uk" else [set(listed)]
    answer = set()
    for seed in seeds:
        candidates = [s for s in subsets if closed(s, seed)]
        answer |= set.intersection(*candidates) - seed
    return answer - set(listed)


@pytest.mark.parametrize("test", ["ofac", "eu", "uk"])
@settings(max_examples=60, deadline=None)
@given(holdings=graphs())
def test_engine_is_the_naive_oracle(test, holdings):
    found = outcomes(test, holdings, ("X", "Y"))
    owned = {entity for entity, word in found.items() if word == "owned"}
    passing = {entity for entity, word in found.items() if word != "not owned"}
    assert owned == oracle(test, holdings, ("X", "Y"), upper=False)
    assert passing == oracle(test, holdings, ("X", "Y"), upper=True)


@pytest.mark.parametrize("test", ["ofac", "eu", "uk"])
@settings(max_examples=40, deadline=None)
@given(holdings=graphs(), seed=st.integers(0, 999))
def test_order_does_not_matter(test, holdings, seed):
    shuffled = list(holdings)
    random.Random(seed).shuffle(shuffled)
    facts = Facts(holdings)
    assert apply_test(test, facts, ("X", "Y"), AS_OF) == apply_test(
        test, Facts(tuple(shuffled)), ("Y", "X"), AS_OF
    )


@pytest.mark.parametrize("test", ["ofac", "eu", "uk"])
@settings(max_examples=40, deadline=None)
@given(holdings=graphs(), more=percents, where=st.integers(0, 8))
def test_more_shares_and_more_listed_never_free_anybody(test, holdings, more, where):
    """Monotone: raising a stake, or listing one more person, only adds."""
    rank = {"not owned": 0, "possible": 1, "owned": 2}
    before = outcomes(test, holdings, ("X",))
    grown = tuple(
        Holding(h.owner, h.owned, Share(max(h.share.low, more), max(h.share.high, more)), h.claim)
        if index == where
        else h
        for index, h in enumerate(holdings)
    )
    for after in (outcomes(test, grown, ("X",)), outcomes(test, holdings, ("X", "Y"))):
        for entity, word in before.items():
            assert rank[after.get(entity, "owned")] >= rank[word]


@settings(max_examples=60, deadline=None)
@given(holdings=graphs())
def test_chains_name_what_decides(holdings):
    """The holdings of an owned entity suffice by themselves to give the same answer."""
    for test in ("ofac", "eu", "uk"):
        for path in apply_test(test, Facts(holdings), ("X", "Y"), AS_OF).paths:
            if path.outcome == "owned":
                again = outcomes(test, path.holdings, ("X", "Y"))
                assert again[path.entity] == "owned"


@settings(max_examples=60, deadline=None)
@given(st.lists(st.integers(1, 100), min_size=1, max_size=5))
def test_effective_interest_multiplies_a_chain(steps):
    names = ["X", *NODES]
    holdings = [
        Holding(names[i], names[i + 1], Share(Decimal(s), Decimal(s)), f"c{i}")
        for i, s in enumerate(steps)
    ]
    expected = Decimal(100)
    for step in steps:
        expected = expected * step / 100
    found = effective_interest(holdings, "X", names[len(steps)], AS_OF)
    assert abs(found.low - expected) <= Decimal("0.000001")
    assert found.low == found.high
