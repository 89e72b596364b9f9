"""Fixtures of the room dossier."""

from __future__ import annotations

import sys
from importlib import util
from pathlib import Path
from types import ModuleType

import pytest


@pytest.fixture(scope="session")
def fakes() -> ModuleType:
    """The builders of invented cases."""
    path = Path(__file__).resolve().parents[2] / "fakes" / "case.py"
    spec = util.spec_from_file_location("fakes_case", path)
    module = util.module_from_spec(spec)
    sys.modules["fakes_case"] = module
    spec.loader.exec_module(module)
    return module
