"""The invented list, for the tests of this folder."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest


def load_lists() -> ModuleType:
    path = Path(__file__).with_name("un_list.py")
    spec = importlib.util.spec_from_file_location("un_list", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="session")
def lists() -> ModuleType:
    return load_lists()
