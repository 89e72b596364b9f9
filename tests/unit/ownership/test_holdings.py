"""From claims to holdings: only what is on record counts."""

from __future__ import annotations

from decimal import Decimal

import pytest

from dalil.claims.view import CaseView, Entity
from dalil.evidence import (
    Claim,
    Holder,
    HolderRole,
    Judgement,
    Kind,
    Locator,
    PartialDate,
    Precision,
    Predicate,
    Reference,
    Relation,
    Share,
    Stance,
    Verdict,
)
from dalil.ownership.holdings import UNKNOWN_SHARE, holdings_of

X, A, N, HOUSE = (Reference(f"m_{name}", name) for name in ("x", "a", "n", "house"))
TYPES = {"x": "PER", "a": "ORG", "n": "ORG", "house": "ASSET"}


def claim(*relations, kind=Kind.REGISTER, start=0, **more):
    return Claim(
        "sha",
        Locator(start, start + 5, "words"),
        (Holder(HolderRole.REGISTER),),
        more.pop("stance", Stance.ASSERTS),
        kind,
        relations=tuple(relations),
        **more,
    )


def owns(share=51, owned=A, owner=X, predicate=Predicate.OWNS, **more):
    value = None if share is None else Share(Decimal(share), Decimal(share))
    return Relation(predicate, owner, owned, share=value, **more)


def view(*claims, judgements=()):
    return CaseView(
        "case",
        claims={c.id: c for c in claims},
        judgements=tuple(judgements),
        entities={f"e_{n}": Entity(f"e_{n}", t, n, (n,), (f"m_{n}",)) for n, t in TYPES.items()},
        entity_of={f"m_{n}": f"e_{n}" for n in TYPES},
    )


def test_register_row():
    row = claim(owns(start_date=PartialDate("2019-03", Precision.MONTH)))
    (holding,) = holdings_of(view(row)).stakes
    assert (holding.owner, holding.owned, holding.since) == ("e_x", "e_a", "2019-03")
    assert (holding.claim, holding.source) == (row.id, "sha")


@pytest.mark.parametrize(
    "made",
    [
        claim(owns(), negated=True),
        claim(owns(), stance=Stance.DENIES),
        claim(owns(owned=HOUSE)),
        claim(owns(owned=X)),
        claim(owns(owned=Reference("m_unknown", "?"))),
    ],
    ids=["negated", "denied", "a house", "himself", "unknown"],
)
def test_makes_no_holding(made):
    found = holdings_of(view(made))
    assert (found.stakes, found.spoken) == ((), ())


def test_speech_is_listed_and_not_counted():
    said = claim(owns(), kind=Kind.INDIRECT)
    hedged = claim(owns(), hedged=True, start=9)
    found = holdings_of(view(said, hedged))
    assert found.stakes == ()
    assert {h.claim for h in found.spoken} == {said.id, hedged.id}


def test_court_findings_count():
    assert holdings_of(
        view(claim(owns(), kind=Kind.INDIRECT, stance=Stance.REPORTS_COURT_HELD))
    ).stakes


def test_rejected_claim_makes_none():
    row = claim(owns())
    no = Judgement(row.id, None, Verdict.REJECT, "wrong company", "person:K")
    assert holdings_of(view(row, judgements=[no])).stakes == ()


def test_unstated_share_is_the_widest_interval():
    (holding,) = holdings_of(view(claim(owns(None)))).stakes
    assert holding.share == UNKNOWN_SHARE


def test_nominee_of_the_same_row_moves_the_stake():
    nominee = Relation(Predicate.NOMINEE_FOR, N, X)
    (holding,) = holdings_of(view(claim(owns(26, owner=N), nominee))).stakes
    assert (holding.owner, holding.held_by) == ("e_x", "e_n")


def test_general_nominee_statement_only_widens():
    row = claim(owns(26, owner=N))
    said = claim(Relation(Predicate.NOMINEE_FOR, N, X), start=9)
    first, second = holdings_of(view(row, said)).stakes
    assert (first.owner, first.held_by) == ("e_n", None)
    assert (second.owner, second.held_by, second.share.low, second.share.high) == (
        "e_x",
        "e_n",
        0,
        26,
    )


def test_control_without_a_figure_is_evidence_not_a_stake():
    made = claim(owns(None, predicate=Predicate.CONTROLS, detail="appoints the board"))
    found = holdings_of(view(made))
    assert found.stakes == ()
    assert [(c.owner, c.owned, c.text) for c in found.control] == [
        ("e_x", "e_a", "appoints the board")
    ]
    votes = claim(owns(60, predicate=Predicate.CONTROLS))
    assert [h.right for h in holdings_of(view(votes)).stakes] == ["votes"]


def test_a_tie_that_weights_alone_tell_is_no_holding():
    row = claim(owns(), owns(owned=N), method="rows/1 weighed:tie(owns)")
    found = holdings_of(view(row))
    assert [h.owned for h in found.stakes] == ["e_a"]
    held = claim(
        owns(share=None, predicate=Predicate.CONTROLS), method="rows/1 weighed:tie(controls)"
    )
    assert holdings_of(view(held)).control == ()
    told = claim(owns(), kind=Kind.AUTHOR, method="frames/1 author weighed:tie(owns)")
    assert holdings_of(view(told)).spoken == ()
