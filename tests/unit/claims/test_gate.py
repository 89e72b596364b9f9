"""The refusal gate: every altered quote is refused, whatever was altered."""

import random
import re
from dataclasses import replace
from decimal import Decimal

import pytest

from dalil.claims.gate import admit, fault
from dalil.evidence import (
    Amount,
    Claim,
    Holder,
    HolderRole,
    Kind,
    Passage,
    Stance,
    TextLayer,
    locate,
)

TEXT = (
    "Ada Mirel said that Bern Olt did not pay 4,000 crowns to the Port of Velm in 2019. "
    "\u201cThe money\u00a0was stolen \u2013 all of it,\u201d the court found on 7 March 2020. "
    "Olt\u2019s lawyer, Cara Duun, denied that her client had owned the yacht."
)
LAYER = TextLayer("a" * 64, TEXT, (Passage(0, len(TEXT)),), "t/1", "text/plain", "en")
SPANS = [
    (TEXT.index(part), TEXT.index(part) + len(part))
    for part in (
        "Bern Olt did not pay 4,000 crowns to the Port of Velm in 2019",
        "The money\u00a0was stolen \u2013 all of it",
        "her client had owned the yacht",
        "Cara Duun, denied that her client had owned the yacht",
    )
]


def claim(start, end):
    author = (Holder(HolderRole.AUTHOR),)
    return Claim(LAYER.exhibit, locate(LAYER, start, end), author, Stance.ASSERTS, Kind.AUTHOR)


def mutations(quote):
    """Every way in which a quote may be altered: each differs from the quote."""
    chance = random.Random(7)
    tokens = quote.split(" ")
    yield quote.replace("did not pay", "did pay") if " not " in quote else f"not {quote}"
    yield re.sub(r"Olt|Duun|client", "Sadyr", quote)
    yield re.sub(r"\d", lambda m: str((int(m.group()) + 1) % 10), quote)
    yield quote[:-1]
    yield quote + "."
    yield quote[1:]
    yield " ".join(tokens[:-2])
    for place in range(len(tokens)):
        yield " ".join(tokens[:place] + tokens[place + 1 :])
    yield quote.replace(" ", "  ", 1)
    yield quote.replace(" ", "\u00a0", 1)
    yield quote.replace(" ", "\n", 1)
    yield quote.replace("\u00a0", " ")
    yield quote.replace("\u2013", "-")
    yield quote.replace("\u2019", "'")
    yield quote.replace("\u2013", "\u2014")
    yield quote.replace("e", "\u0435", 1)
    yield quote.upper()
    yield quote.lower()
    yield quote.replace(" ", "\u200b ", 1)
    for _ in range(20):
        place = chance.randrange(len(quote))
        yield quote[:place] + chance.choice("abcxyz019 ") + quote[place + 1 :]


@pytest.mark.parametrize("span", SPANS)
def test_every_altered_quote_is_refused(span):
    good = claim(*span)
    altered = [m for m in mutations(good.quote) if m != good.quote and m.strip()]
    assert len(altered) > 30
    false = [replace(good, locator=replace(good.locator, exact=m)) for m in altered]
    admitted, refused = admit(LAYER, [good, *false])
    assert [c.id for c in admitted] == [good.id]
    assert len(refused) == len(false)
    assert all(r.quote == m for r, m in zip(refused, altered, strict=True))


def test_a_true_quote_at_a_false_place_is_refused():
    good = claim(*SPANS[0])
    moved = replace(good.locator, start=good.locator.start + 1, end=good.locator.end + 1)
    assert fault(LAYER, replace(good, locator=moved))
    assert fault(LAYER, replace(good, locator=replace(good.locator, prefix="nobody said that ")))
    assert fault(LAYER, replace(good, locator=replace(good.locator, end=len(TEXT) + 9)))


def test_a_claim_of_another_exhibit_is_refused():
    assert "exhibit" in (fault(LAYER, replace(claim(*SPANS[0]), exhibit="b" * 64)) or "")


def test_a_sum_that_does_not_stand_is_refused():
    good = claim(*SPANS[0])
    start = TEXT.index("4,000 crowns")
    right = Amount(start, start + 12, "4,000 crowns", Decimal(4000))
    wrong = replace(right, text="9,000 crowns")
    assert fault(LAYER, replace(good, amounts=(right,))) is None
    assert fault(LAYER, replace(good, amounts=(wrong,)))


def test_admitted_claims_come_in_order_and_once():
    claims = [claim(*span) for span in reversed(SPANS)]
    admitted, refused = admit(LAYER, [*claims, *claims])
    assert not refused
    assert [c.locator.start for c in admitted] == sorted(c.locator.start for c in claims)
