"""Files in, pages out: two invented documents read by the real pipeline, served from the case folder."""

from __future__ import annotations

import hashlib
import re
import warnings
from pathlib import Path

import pytest

from dalil.assembly import build
from dalil.casework.audience import seen_by
from dalil.casework.compose import Parts, compose_dossier
from dalil.casework.ingest import ingest
from dalil.casework.read import read_claims
from dalil.casework.record import record
from dalil.casework.resolve import resolve_case
from dalil.casework.view import find_entity
from dalil.claims.ports import Batch, Record
from dalil.config import Config
from dalil.custody.settings import CaseSettings
from dalil.errors import Tampered
from dalil.evidence import Tier
from dalil.web.app import create_app
from dalil.web.opencase import OpenCase

ARTICLE = """Port money

Ordan Veshkul was minister of transport of Varnia from 2009 to 2014.

The auditor Helge Brannock said that Mr Veshkul had taken a bribe from Tidewell Marine.

Mr Veshkul denied that he had received any money from Tidewell Marine.
"""
HOSTILE = "A note by <script>alert(1)</script> and \u202ehidden\u202c words about Ordan Veshkul.\n"


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Path:
    root = tmp_path_factory.mktemp("pages")
    (root / "in").mkdir()
    (root / "in" / "article.txt").write_text(ARTICLE, encoding="utf-8")
    (root / "in" / "note.txt").write_text(HOSTILE, encoding="utf-8")
    (root / "in" / "empty.pdf").write_bytes(b"%PDF-1.7\nbroken")
    dalil = build(Config.load({"DALIL_HOME": str(root / "home"), "DALIL_WORKERS": "1"}))
    dalil.create_case(root / "case", CaseSettings(name="Pages"))
    with dalil.open_case(root / "case", write=True) as case:
        ingest(case, sorted((root / "in").iterdir()), dalil.documents)
        read_claims(case, dalil.claims)
        view, _ = resolve_case(case)
        target = find_entity(view, "Ordan Veshkul")
        parts = Parts(checkpoint=case.ledger.checkpoint())
        seen = seen_by(view, Tier.RECIPIENT)
        made = compose_dossier(seen, case.store, target.id, parts)
        again = compose_dossier(seen, case.store, target.id, parts)
        assert made.files == again.files
        hashes = {}
        for name, content in made.files.items():
            (case.exports / f"veshkul.{name}").write_bytes(content)
            hashes[f"veshkul.{name}"] = hashlib.sha256(content).hexdigest()
        told = Record("export", target.id, case.clock.now(), {"files": hashes})
        record(case, Batch(records=(told,)), "export", {"files": hashes})
    return root / "case"


@pytest.fixture(scope="module")
def client(folder):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from starlette.testclient import TestClient
    dalil = build(Config.load({"DALIL_HOME": str(folder.parent / "home")}))
    with dalil.open_case(folder, write=False) as case:
        yield TestClient(create_app(OpenCase(case)), base_url="http://127.0.0.1")


def test_every_link_of_the_case_resolves(client):
    seen, queue = {}, ["/"]
    while queue:
        path = queue.pop().split("#")[0]
        if path in seen or not path.startswith("/"):
            continue
        response = client.get(path)
        seen[path] = response.status_code
        if "html" in response.headers["content-type"]:
            queue += [
                link.replace("&amp;", "&") for link in re.findall(r'href="([^"]+)"', response.text)
            ]
    assert len(seen) > 15
    assert {path: code for path, code in seen.items() if code != 200} == {}


def test_a_denial_stands_beside_the_accusation(client):
    people = client.get("/people").text
    person = re.search(r'href="(/entities/[^"]+)">Ordan Veshkul', people)
    assert person
    said, against = client.get(person[1]).text.split("What is said against it")
    assert "taken a bribe" in said
    assert "denied" in against


def test_a_sentence_of_the_dossier_leads_to_its_words(client):
    dossier = client.get("/dossiers/veshkul.html").text
    claim = re.search(r'href="/claims/(c_[a-z2-7]+)"', dossier)
    assert claim
    page = client.get(f"/claims/{claim[1]}").text
    assert f'id="c-{claim[1]}"' in page
    assert 'class="claim chosen"' in page


def test_a_file_that_somebody_laid_there_is_named_and_not_shown(client, folder):
    """Nor is a dossier whose bytes were changed: only what the ledger knows is shown as a dossier."""
    dossier = folder / "exports" / "veshkul.html"
    whole = dossier.read_bytes()
    forged = dossier.with_name("forged_uk-gac.html")
    forged.write_bytes(whole.replace(b"denied", b"confessed"))
    try:
        listed = client.get("/dossiers").text
        assert "forged_uk-gac.html" in listed
        assert 'href="/dossiers/forged_uk-gac.html"' not in listed
        assert "the ledger does not know this file" in listed
        assert 'href="/dossiers/veshkul.html"' in listed
        assert "the ledger does not know this file" in client.get("/").text
        refused = client.get("/dossiers/forged_uk-gac.html")
        assert refused.status_code == Tampered.http_status
        assert "confessed" not in refused.text
        dossier.write_bytes(whole.replace(b"denied", b"agreed"))
        assert 'href="/dossiers/veshkul.html"' not in client.get("/dossiers").text
        assert client.get("/dossiers/veshkul.html").status_code == Tampered.http_status
    finally:
        forged.unlink()
        dossier.write_bytes(whole)
    assert client.get("/dossiers/veshkul.html").status_code == 200


def test_hostile_text_from_a_file_is_shown_and_not_run(client):
    documents = client.get("/documents").text
    note = re.search(r'href="(/documents/[0-9a-f]{64})">note', documents)
    assert note
    text = client.get(note[1]).text
    assert "<script>" not in text
    assert "&lt;script&gt;" in text
    assert "[U+202E]" in text


def test_what_could_not_be_read_is_said(client):
    assert "1 could not be read" in client.get("/documents").text
