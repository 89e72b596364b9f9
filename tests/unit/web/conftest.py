"""Fixtures of the room web: an application over the invented case."""

from __future__ import annotations

import sys
import warnings
from importlib import util
from pathlib import Path
from types import ModuleType, SimpleNamespace

import pytest

from dalil.custody.ports import Entry
from dalil.dossier import html, json
from dalil.dossier.compose import compose
from dalil.web.app import create_app

FAKES = Path(__file__).resolve().parents[2] / "fakes"


def _load(name: str) -> ModuleType:
    spec = util.spec_from_file_location(f"fakes_{name}", FAKES / f"{name}.py")
    module = util.module_from_spec(spec)
    sys.modules[f"fakes_{name}"] = module
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="session")
def fakes() -> SimpleNamespace:
    """The builders of invented cases and sources."""
    _load("index")
    case, source = _load("case"), _load("source")
    return SimpleNamespace(case=case, harbour=case.harbour, MemorySource=source.MemorySource)


def client_of(source: object):
    """A client that asks as a browser on this machine does."""
    with warnings.catch_warnings():
        # Starlette announces another client library; the one that it still takes is the locked one.
        warnings.simplefilter("ignore")
        from starlette.testclient import TestClient
    return TestClient(create_app(source), base_url="http://127.0.0.1:8421")


@pytest.fixture(scope="session")
def open_client():
    """Makes a client for a source."""
    return client_of


@pytest.fixture
def source(fakes):
    """The harbour case with a dossier and a ledger."""
    builder = fakes.harbour()
    material = fakes.case.material(builder)
    dossier = compose(material, material.view.targets[0])
    files = {
        "veshkul_uk-gac.html": html.render(dossier),
        "veshkul_uk-gac.json": json.render(dossier),
    }
    entries = [Entry(index, "read", fakes.case.WHEN, {}, "ab" * 32) for index in range(120)]
    return fakes.MemorySource(material.view, builder.layers, files, material.checkpoint, entries)


@pytest.fixture
def client(source):
    """A client for the harbour case."""
    return client_of(source)
