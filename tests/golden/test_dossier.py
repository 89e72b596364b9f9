"""The dossier of the invented harbour case, whole: a change in it is looked at, then accepted.

Accept with: DALIL_ACCEPT_GOLDEN=1 pytest tests/golden/test_dossier.py
"""

from __future__ import annotations

import os
import sys
from importlib import util
from pathlib import Path
from types import ModuleType

import pytest

from dalil.dossier import html, json
from dalil.dossier.compose import compose
from dalil.dossier.text import plain

HERE = Path(__file__).parent
ACCEPT = os.environ.get("DALIL_ACCEPT_GOLDEN") == "1"


@pytest.fixture(scope="module")
def fakes() -> ModuleType:
    spec = util.spec_from_file_location("fakes_case", HERE.parent / "fakes" / "case.py")
    module = util.module_from_spec(spec)
    sys.modules["fakes_case"] = module
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def dossier(fakes):
    material = fakes.material(fakes.harbour())
    return compose(material, material.view.targets[0])


def as_text(dossier) -> bytes:
    """One line a string: what a reviewer compares."""
    return ("\n".join(text.replace("\n", "⏎") for text in plain(dossier)) + "\n").encode("utf-8")


@pytest.mark.parametrize(
    ("name", "render"),
    [("harbour.txt", as_text), ("harbour.json", json.render), ("harbour.html", html.render)],
)
def test_the_dossier_is_the_accepted_one(dossier, name, render):
    path = HERE / "dossier" / name
    if ACCEPT:
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(render(dossier))
    assert render(dossier) == path.read_bytes(), f"{name} changed: look at it, then accept it"
