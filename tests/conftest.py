"""Fixtures that every kind of test shares."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

REPO = Path(__file__).resolve().parent.parent
sys.path.append(str(REPO / "tests"))  # samples that several kinds of test share
STRICT = os.environ.get("DALIL_TEST_STRICT") == "1"


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real data beside the checkout; skips where it is absent."""
    folder = REPO.parent / "shared"
    if not (folder / "data").is_dir():
        pytest.skip("no ../shared/data beside this checkout")
    return folder


@pytest.fixture(scope="session")
def example() -> Path:
    """The shipped example case."""
    return REPO / "src" / "dalil" / "examples" / "derbezhan"


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]):
    """Under DALIL_TEST_STRICT=1 a skip is a failure: what CI must run may not be left out."""
    report = yield
    if STRICT and report.skipped and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
        report.longrepr = f"DALIL_TEST_STRICT=1: skipped: {report.longrepr}"
    return report
