"""The committed documents of the example case are what their sources say, byte for byte."""

from __future__ import annotations

import importlib.util
import sys
import tomllib
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parents[2]
CASE = ROOT / "src" / "dalil" / "examples" / "derbezhan"


@pytest.fixture(scope="module")
def generator() -> ModuleType:
    """Return tools/make_example.py as a module."""
    spec = importlib.util.spec_from_file_location("make_example", ROOT / "tools/make_example.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    # A dataclass with postponed annotations looks its own module up by name.
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


def test_regeneration_gives_identical_bytes(generator: ModuleType) -> None:
    built = generator.build()
    assert sorted(built) == sorted([generator.LETTER, generator.ANALYSIS, generator.REBUTTAL])
    for name, data in built.items():
        assert (CASE / "documents" / name).read_bytes() == data, f"{name} differs from its source"


def test_two_runs_agree(generator: ModuleType) -> None:
    assert generator.build() == generator.build()


def test_check_reports_a_changed_file(
    generator: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, data in generator.build().items():
        (tmp_path / name).write_bytes(data)
    monkeypatch.setattr(generator, "DOCUMENTS", tmp_path)
    assert generator.main(["--check"]) == 0
    with (tmp_path / generator.LETTER).open("ab") as file:
        file.write(b" ")
    assert generator.main(["--check"]) == 1


def test_case_file_lists_every_document() -> None:
    case = tomllib.loads((CASE / "case.toml").read_text("utf-8"))
    listed = [entry["file"] for entry in case["documents"]]
    present = sorted(path.name for path in (CASE / "documents").iterdir())
    assert listed == present
    for key in ("name", "controller", "purpose", "lawful_basis", "retention_date", "targets"):
        assert case[key], key


def test_sources_point_nowhere_real() -> None:
    case = tomllib.loads((CASE / "case.toml").read_text("utf-8"))
    for entry in case["documents"]:
        if entry["source"].startswith("http"):
            assert entry["source"].split("/")[2].endswith(".example"), entry["file"]
