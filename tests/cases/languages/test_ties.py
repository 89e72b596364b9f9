"""Ties in invented sentences of French and Russian, labelled before the shapes that read them."""

from pathlib import Path

import pytest
from tests.unit.claims.builders import make_layer, make_mentions

from dalil.claims.dates.told import date_spans
from dalil.claims.document import Document
from dalil.claims.languages import claims_of
from dalil.claims.parse import Parse
from dalil.evidence import PartialDate, Stance
from language_cases import cases_of, tables_in

TABLES = tables_in(Path(__file__).parent / "ties")


def read(text, language, names):
    layer = make_layer(text, language)
    mentions = tuple(make_mentions(text, **names))
    dates = tuple(
        PartialDate(d.value, d.precision, d.start, d.end, text[d.start : d.end])
        for d in date_spans(layer)
        if d.value is not None and d.precision is not None
    )
    own = {m.id: m.text for m in mentions}
    return claims_of(Document(layer, Parse((), (), (), "none"), mentions, own, dates=dates))


def shown(relation):
    target = relation.object.text if relation.object else None
    return [str(relation.predicate), relation.subject.text, target]


@pytest.mark.parametrize(("language", "names", "case"), list(cases_of(TABLES)))
def test_a_sentence_ties_whom_it_names(language, names, case):
    claims = read(case["text"], language, names)
    assert all(claim.quote in case["text"] for claim in claims)
    told = [
        (shown(relation), relation)
        for claim in claims
        if not claim.negated and claim.stance is not Stance.DENIES
        for relation in claim.relations
    ]
    found = [ends for ends, _ in told]
    for ends in case.get("not", []):
        assert ends not in found
    for ends in case.get("ends", []):
        assert ends in found, found
        relation = next(r for e, r in told if e == ends)
        given = {
            "detail": relation.detail,
            "share": int(relation.share.low) if relation.share else None,
            "start": relation.start_date.value if relation.start_date else None,
            "end": relation.end_date.value if relation.end_date else None,
        }
        wanted = {key: case[key] for key in given if key in case}
        assert {key: given[key] for key in wanted} == wanted
