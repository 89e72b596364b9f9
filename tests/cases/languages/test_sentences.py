"""Invented sentences of French, Russian and Kazakh, labelled before the rules that read them."""

from pathlib import Path

import pytest
from tests.unit.claims.builders import make_layer, make_mentions

from dalil.claims.document import Document
from dalil.claims.languages import claims_of
from dalil.claims.parse import Parse
from dalil.evidence import HolderRole
from language_cases import cases_of, tables_in

TABLES = tables_in(Path(__file__).parent)


def read(text, language, names):
    layer = make_layer(text, language)
    mentions = tuple(make_mentions(text, **names))
    document = Document(
        layer, Parse((), (), (), "none"), mentions, {m.id: m.text for m in mentions}
    )
    return claims_of(document)


def either(label):
    return label if isinstance(label, list) else [label]


def called(claim):
    """What the innermost holder may be called: its words, its name, "court", or "" for the author."""
    first = claim.holders[0]
    if first.role is HolderRole.AUTHOR or (first.role is HolderRole.SPEAKER and not first.text):
        return {""}
    names = {first.text} | ({first.reference.text} if first.reference else set())
    return names | ({"court"} if first.role is HolderRole.COURT else set())


@pytest.mark.parametrize(("language", "names", "case"), list(cases_of(TABLES)))
def test_a_sentence_is_read_as_labelled(language, names, case):
    claims = read(case["text"], language, names)
    if "absent" in case:
        spoken = [c.quote for c in claims if c.holders[0].role is not HolderRole.AUTHOR]
        assert case["absent"] not in spoken
        return
    if "unheld" in case:
        assert all(case["unheld"] not in called(claim) for claim in claims)
        return
    found = [claim for claim in claims if claim.quote in either(case["quote"])]
    assert len(found) == 1, [claim.quote for claim in claims]
    claim = found[0]
    wanted = {field: case.get(field) for field in ("stance", "stage")}
    given = {
        "stance": str(claim.stance),
        "stage": str(claim.stage) if claim.stage else None,
    }
    assert all(given[field] in either(wanted[field]) for field in given), given
    assert called(claim) & set(either(case["holder"])), (called(claim), case["holder"])
    flags = {field: case.get(field, False) for field in ("negated", "hedged")}
    assert {"negated": claim.negated, "hedged": claim.hedged} == flags
