"""Fixtures of the room claims."""

from __future__ import annotations

from importlib import util
from pathlib import Path
from types import ModuleType

import pytest


def _load(name: str) -> ModuleType:
    spec = util.spec_from_file_location(name, Path(__file__).parent / f"{name}.py")
    module = util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def case():
    """An empty case to be filled with claims."""
    return _load("views").CaseBuilder()


@pytest.fixture(scope="session")
def table():
    """Lays a CSV text out as a text layer."""
    return _load("tables").table


@pytest.fixture(scope="session")
def build():
    """Small builders: layers, mentions, parses without a vendor."""
    return _load("builders")
