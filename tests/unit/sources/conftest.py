"""Fixtures of the room sources: cases built as for the room claims."""

from __future__ import annotations

from importlib import util
from pathlib import Path

import pytest


@pytest.fixture
def case():
    """An empty case to be filled with claims."""
    path = Path(__file__).parent.parent / "claims" / "views.py"
    spec = util.spec_from_file_location("views", path)
    module = util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.CaseBuilder()
