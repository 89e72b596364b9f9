"""A passage is cut where claims and mentions begin and end, and loses no character."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from dalil.evidence import (
    Claim,
    Holder,
    HolderRole,
    Kind,
    Mention,
    Passage,
    Stance,
    TextLayer,
    locate,
)
from dalil.web.marking import runs

TEXT = "abcdefghij" * 5
LAYER = TextLayer("0" * 64, TEXT, (Passage(0, 50),), "fake/1", "text/plain")
SPANS = st.tuples(st.integers(0, 48), st.integers(1, 50)).map(lambda s: (s[0], max(s[0] + 1, s[1])))


def claim(start: int, end: int) -> Claim:
    author = (Holder(HolderRole.AUTHOR),)
    return Claim("0" * 64, locate(LAYER, start, end), author, Stance.ASSERTS, Kind.AUTHOR)


@given(SPANS, st.lists(SPANS, max_size=6), st.lists(SPANS, max_size=6))
def test_runs_join_to_the_passage_and_cover_each_claim(place, claim_spans, mention_spans):
    passage = Passage(*place)
    claims = [claim(*span) for span in sorted(set(claim_spans))]
    mentions = [Mention("0" * 64, a, b, TEXT[a:b], "PER") for a, b in sorted(set(mention_spans))]
    found = runs(TEXT, passage, claims, mentions)
    assert "".join(run.text for run in found) == TEXT[passage.start : passage.end]
    for one in claims:
        covered = "".join(run.text for run in found if one.id in run.claims)
        start, end = max(one.locator.start, passage.start), min(one.locator.end, passage.end)
        assert covered == TEXT[start : max(start, end)]
        begins = sum(one.id in run.begins for run in found)
        assert begins == (1 if start < end else 0)
