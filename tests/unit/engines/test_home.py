"""How a list's index is built: by as many processes as its size is worth."""

from __future__ import annotations

import pytest

from dalil.matching.values import ListVersion


class Shelf:
    """A shelf whose lists are never read."""

    def stream(self, list_id, version):
        return iter(())


@pytest.mark.parametrize(("entries", "processes"), [(0, 1), (999_999, 1), (1_000_000, 4)])
def test_several_processes_prepare_large_lists_alone(
    interpreted, monkeypatch, tmp_path, entries, processes
):
    from dalil.engines.kernel import home, index

    seen = []
    monkeypatch.setattr(index, "warm", lambda: None)
    monkeypatch.setattr(index, "create", lambda *_, workers: seen.append(workers))
    version = ListVersion("inner", "1", "0" * 64, "P", "L", entries, "2031-01-01T00:00:00Z")
    home.build_list(tmp_path, Shelf(), version, workers=4)
    assert seen == [processes]
