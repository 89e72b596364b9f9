"""The provenance is PROV that the reference library reads, and leads from every claim to its exhibit."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from prov.model import ProvDocument

from dalil.dossier import prov
from dalil.dossier.leaving import Leaving
from dalil.evidence import Judgement, Tier, Verdict


@pytest.fixture(scope="module")
def leaving(fakes):
    case = fakes.harbour()
    claim = fakes.find(case, "son-in-law")
    case.judgements.append(
        Judgement(
            claim.id, None, Verdict.ACCEPT, "read against the page", "person:A. Desk", fakes.WHEN
        )
    )
    case.reviewed.add(claim.id)
    return Leaving(fakes.material(case, audience=Tier.SUBMITTER))


def test_the_reference_library_reads_it(leaving):
    document = ProvDocument.deserialize(content=prov.render(leaving).decode(), format="json")
    assert len(list(document.get_records())) > len(leaving.claims) * 3


def test_every_claim_leads_to_its_exhibit_and_its_holders(leaving):
    found = json.loads(prov.render(leaving))
    derived = {
        (tie["prov:generatedEntity"], tie["prov:usedEntity"])
        for tie in found["wasDerivedFrom"].values()
    }
    held: dict[str, int] = {}
    for tie in found["wasAttributedTo"].values():
        held[tie["prov:entity"]] = held.get(tie["prov:entity"], 0) + 1
        assert tie["prov:agent"] in found["agent"]
    for claim in leaving.claims:
        assert (f"dalil:{claim.id}", f"dalil:exhibit-{claim.exhibit}") in derived
        assert held[f"dalil:{claim.id}"] >= 1
        assert found["entity"][f"dalil:{claim.id}"]["dalil:quote"] == claim.quote


def test_a_person_s_review_is_an_activity_of_that_person(leaving):
    found = json.loads(prov.render(leaving))
    reviews = [one for one in found["activity"].values() if one.get("dalil:verdict") == "accept"]
    assert "read against the page" in [one["dalil:reason"] for one in reviews]
    assert "A. Desk" in {one["prov:label"] for one in found["agent"].values()}


def test_the_same_case_gives_the_same_bytes(leaving):
    assert prov.render(leaving) == prov.render(leaving)


def test_beyond_the_submitter_s_side_a_reviewer_is_a_number(fakes, leaving):
    material = replace(leaving.material, audience=Tier.RECIPIENT)
    found = json.loads(prov.render(Leaving(material)))
    reviews = [one for one in found["activity"].values() if "dalil:verdict" in one]
    assert reviews
    assert all("dalil:reason" not in one for one in reviews)
    assert "reviewer 1" in {one["prov:label"] for one in found["agent"].values()}
