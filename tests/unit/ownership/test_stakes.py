"""Stakes at a date: coarse dates, rows that add up, sources that contradict."""

from __future__ import annotations

from decimal import Decimal

import pytest

from dalil.errors import BadInput
from dalil.evidence import Share
from dalil.ownership.interest import effective_interest
from dalil.ownership.stakes import in_force, stakes_at
from dalil.ownership.tests import Facts, apply_test, rule_at
from dalil.ownership.values import Holding


def held(low, high=None, *, owner="X", owned="A", claim="c1", **more):
    return Holding(owner, owned, Share(Decimal(low), Decimal(high or low)), claim, **more)


@pytest.mark.parametrize(
    ("since", "until", "as_of", "answer"),
    [
        (None, None, "2020-01-01", (True, True)),
        ("2019-03-07", None, "2019-03-07", (True, True)),
        ("2019-03-07", None, "2019-03-06", (False, False)),
        ("2019-03", None, "2019-03-15", (False, True)),
        ("2019-03", None, "2019-04-01", (True, True)),
        ("2019", None, "2018-12-31", (False, False)),
        ("2019", None, "2019-06-01", (False, True)),
        (None, "2022-06-06", "2022-06-06", (False, False)),
        (None, "2022-06-06", "2022-06-05", (True, True)),
        (None, "2022-06", "2022-06-15", (False, True)),
        (None, "2022", "2021-12-31", (True, True)),
    ],
)
def test_in_force(since, until, as_of, answer):
    assert in_force(held(10, since=since, until=until), as_of) == answer


def only(holdings, as_of="2024-01-01"):
    (stake,) = stakes_at(holdings, as_of)["A"]
    return stake.low, stake.high


def test_sources_that_contradict_stay_side_by_side():
    one = held(30, source="s1", claim="c1")
    other = held(60, source="s2", claim="c2")
    assert only([one, other]) == (30, 60)
    (stake,) = stakes_at([one, other], "2024-01-01")["A"]
    assert {h.claim for h in stake.holdings} == {"c1", "c2"}


def test_rows_of_one_source_may_add_up_or_repeat():
    lots = [held(30, source="s", claim="c1"), held(25, source="s", claim="c2")]
    assert only(lots) == (30, 55)
    repeated = [held(30, source="s", claim="c1"), held(30, source="s", claim="c2")]
    assert only(repeated) == (30, 30)


def test_sale_before_a_listing_is_seen_by_date():
    rows = [
        held(75, since="2016-08-11", until="2022-06-06", source="s", claim="c1"),
        held(45, since="2022-06-06", source="s", claim="c2"),
    ]
    assert only(rows, "2022-06-05") == (75, 75)
    assert only(rows, "2022-06-06") == (45, 45)


def test_reason_names_figures_and_what_is_weak():
    facts = Facts((held(25, claim="c1"), held(26, claim="c2", held_by="N")))
    (path,) = apply_test("ofac", facts, ["X"], "2024-01-01").paths
    assert path.reason.startswith("25 % + 26 % = 51 % of the shares counts")
    assert "nominee, which has to be proved" in path.reason
    assert "a start date is not on file" in path.reason


def test_rules_have_dates():
    assert rule_at("eu", "2024-07-02").more_than
    assert not rule_at("eu", "2024-07-03").more_than
    with pytest.raises(BadInput, match="2010-01-01"):
        rule_at("ofac", "2010-01-01")
    with pytest.raises(BadInput, match="'swiss'"):
        rule_at("swiss", "2024-01-01")


def test_effective_interest_is_another_question():
    chain = [held(51, owned="A"), held(51, owner="A", owned="B", claim="c2")]
    assert effective_interest(chain, "X", "B", "2024-01-01").low == Decimal("26.010000")
    circle = [held(40), held(20, owner="B", claim="c2"), held(60, owner="A", owned="B", claim="c3")]
    assert round(effective_interest(circle, "X", "A", "2024-01-01").low, 3) == Decimal("45.455")
    assert effective_interest(chain, "B", "X", "2024-01-01") == Share(Decimal(0), Decimal(0))
    whole = [held(100, owner="B", claim="c1"), held(100, owner="A", owned="B", claim="c2")]
    with pytest.raises(BadInput, match="circle"):
        effective_interest(whole, "X", "A", "2024-01-01")
