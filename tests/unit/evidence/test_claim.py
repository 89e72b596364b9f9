"""A claim needs words, a holder, and somebody who answers for the document."""

from __future__ import annotations

import pytest

from dalil.errors import RefusedQuote
from dalil.evidence import (
    Claim,
    Holder,
    HolderRole,
    Kind,
    Locator,
    Proceedings,
    Roster,
    RosterRow,
    Stage,
    Stance,
)


def claim(quote: str = "owns the quay", *roles: HolderRole, **more: object) -> Claim:
    """A claim held by these roles, innermost first."""
    holders = tuple(Holder(role) for role in roles)
    return Claim("0" * 64, Locator(0, 5, quote), holders, Stance.ASSERTS, Kind.AUTHOR, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize("role", [HolderRole.AUTHOR, HolderRole.PUBLISHER, HolderRole.REGISTER])
def test_a_chain_ends_with_who_answers_for_the_document(role: HolderRole):
    """Author, publisher or register."""
    made = claim("owns the quay", HolderRole.SPEAKER, role)
    assert made.quote == "owns the quay"
    assert made.id.startswith("c_")
    assert made.stage is None


@pytest.mark.parametrize(
    "roles",
    [(), (HolderRole.SPEAKER,), (HolderRole.AUTHOR, HolderRole.SPEAKER), (HolderRole.COURT,)],
)
def test_nobody_speaks_for_nobody(roles: tuple[HolderRole, ...]):
    """No holder, or a chain that ends with a mere speaker, is refused; the exhibit is named."""
    with pytest.raises(RefusedQuote, match="0" * 12):
        claim("owns the quay", *roles)


@pytest.mark.parametrize("quote", ["", "  ", "\n\u00a0"])
def test_no_words_no_claim(quote: str):
    """A quote of nothing but space is none."""
    with pytest.raises(RefusedQuote, match="no quote"):
        claim(quote, HolderRole.AUTHOR)


def test_the_stage_is_that_of_the_proceedings():
    """A claim without proceedings has no stage, and is not an allegation by default."""
    proceedings = Proceedings(Stage.DISMISSAL)
    assert claim("x", HolderRole.AUTHOR, proceedings=proceedings).stage is Stage.DISMISSAL


def test_rosters_are_named_by_their_rows():
    """Order of rows counts: it is the printed order."""
    one, two = RosterRow("A", 0, 1), RosterRow("B", 2, 3)
    ids = {Roster("0" * 64, "t", rows).id for rows in ((one, two), (two, one), (one,))}
    assert len(ids) == 3
