"""A case's figures that do not add up: on the command line and on the document's page."""

from __future__ import annotations

import json
import warnings

from click.testing import CliRunner

from dalil.assembly import build
from dalil.casework.ingest import ingest
from dalil.casework.settings import CaseSettings
from dalil.cli.figures import command
from dalil.config import Config
from dalil.web.app import create_app
from dalil.web.opencase import OpenCase

TEXT = "Fees\n\nThe firm pays $45,000 a month for twelve months, or $640,000 in all.\n"


def test_figures_are_asked(tmp_path, monkeypatch):
    monkeypatch.setenv("DALIL_HOME", str(tmp_path / "home"))
    (tmp_path / "fees.txt").write_text(TEXT, encoding="utf-8")
    dalil = build(Config.load({"DALIL_HOME": str(tmp_path / "home"), "DALIL_WORKERS": "1"}))
    dalil.create_case(tmp_path / "case", CaseSettings(name="Fees"))
    with dalil.open_case(tmp_path / "case", write=True) as case:
        ingest(case, [tmp_path / "fees.txt"], dalil.documents)
    told = CliRunner().invoke(
        command, ["--case", str(tmp_path / "case"), "--json"], standalone_mode=False
    )
    assert told.return_value == 0, told.output
    found = json.loads(told.output)
    assert found[0]["questions"][0]["kind"] == "total"
    assert [f["words"] for f in found[0]["questions"][0]["figures"]] == ["$45,000", "$640,000"]
    with dalil.open_case(tmp_path / "case", write=False) as case:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            from starlette.testclient import TestClient
        client = TestClient(create_app(OpenCase(case)), base_url="http://127.0.0.1")
        page = client.get(f"/documents/{found[0]['exhibit']}").text
        assert "Figures to ask about" in page
        assert "12 times make 540,000" in page
