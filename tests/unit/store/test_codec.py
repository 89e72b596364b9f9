"""What cannot be read back as what it was is refused, not guessed."""

from __future__ import annotations

import pytest

from case_samples import reading_of
from dalil.claims.reading import Reading
from dalil.errors import RefusedQuote, Tampered
from dalil.evidence import Claim, Exhibit, PartialDate, Share
from dalil.store.codec import dump, load, plain, to_json


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        (Share, '{"low":"many","high":"1"}'),
        (Share, '{"low":"1"}'),
        (Share, '{"low":"1","high":"2","open_low":1}'),
        (PartialDate, '{"value":2019,"precision":"year"}'),
        (PartialDate, '{"value":"2019","precision":"century"}'),
        (PartialDate, '{"value":"2019","precision":"year","colour":"red"}'),
        (Exhibit, "[]"),
        (Exhibit, "null"),
        (Exhibit, "{"),
        (Reading, '{"exhibit":"x","method":"m","language":null,"claims":7}'),
    ],
)
def test_what_does_not_fit_its_type_is_refused(kind: type, text: str):
    """Wrong types, missing and unknown fields, broken JSON."""
    with pytest.raises(Tampered, match=kind.__name__):
        load(kind, text)


def test_a_claim_that_could_not_have_been_made_is_refused():
    """The claim's own rules hold on the way back, too."""
    claim = reading_of(1).claims[0]
    text = dump(claim).replace('"author"', '"speaker"')
    with pytest.raises((Tampered, RefusedQuote)):
        load(Claim, text)


def test_what_has_no_place_in_json_is_refused():
    """Bytes, sets, objects, numbers that are none."""
    for bad in (b"x", {1}, object()):
        with pytest.raises(TypeError):
            plain({"value": bad})
    with pytest.raises(ValueError, match="JSON"):
        to_json(float("inf"))
