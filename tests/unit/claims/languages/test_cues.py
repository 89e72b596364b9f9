"""Every entry of every language's folder reads its own example, and the house of the folder holds."""

import pytest
from tests.unit.claims.builders import make_layer, make_mentions

from dalil.claims.document import Document
from dalil.claims.languages import claims_of, known
from dalil.claims.languages.cues import cues, table
from dalil.claims.parse import Parse

PEOPLE = ["Mira Dosk", "Pavo Renk", "Мира Доск", "Миры Доск", "Паво Ренк", "Паво Ренка", "Паво Ренку",
    "Мира Досктың", "Паво Ренкті", "Миру Доск", "Паво Ренке", "Паво Ренкке", "Мира Доскқа"]  # fmt: skip
BODIES = ["Harrow", "Харроу", "Фонд", "Прокуратураның", "Агенттіктің"]


def read(text, language):
    layer = make_layer(text, language)
    mentions = tuple(make_mentions(text, PER=PEOPLE, ORG=BODIES))
    document = Document(
        layer, Parse((), (), (), "none"), mentions, {m.id: m.text for m in mentions}
    )
    return claims_of(document)


def entries():
    for code in known():
        data = table(code)
        for group in ("speech", "proceedings"):
            yield from (
                pytest.param(code, group, e, id=f"{code}-{group}-{e['id']}") for e in data[group]
            )
        if data["sources"]["forms"]:
            yield pytest.param(code, "sources", data["sources"], id=f"{code}-sources")
        for entry in data["sources_after"]:
            yield pytest.param(code, "sources", entry, id=f"{code}-{entry['form']}")


@pytest.mark.parametrize(("code", "group", "entry"), list(entries()))
def test_an_entry_reads_its_example(code, group, entry):
    example = entry["example"]
    found = {claim.quote: claim for claim in read(example["text"], code)}
    assert example["quote"] in found, list(found)
    claim = found[example["quote"]]
    assert claim.method.startswith(f"languages/3 {code} ")
    if group != "proceedings":
        assert claim.holders[0].text == example["holder"]
    if group == "speech":
        assert str(claim.stance) == entry["stance"]
        assert str(claim.stage) == str(entry.get("stage"))
    if group == "proceedings":
        assert str(claim.stage) == entry["stage"]
        assert (str(claim.stance) == "reports_court_held") is ("held" in entry)


def test_every_language_has_what_the_machine_asks():
    assert known() == ("fr", "kk", "ru")
    for code in known():
        assert cues(code).speech
        assert cues(code).proceedings
