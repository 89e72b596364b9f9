"""The kernels run interpreted here: compiling takes longer than all these tests."""

from __future__ import annotations

from pathlib import Path

import pytest


@pytest.fixture(scope="session", autouse=True)
def interpreted(tmp_path_factory):
    from dalil.engines.kernel import jit

    jit.prepare(Path(tmp_path_factory.mktemp("no-compiled-kernels")))
