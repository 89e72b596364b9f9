"""The invented harbour case as a case folder, for the tests of review."""

from __future__ import annotations

import sys
from importlib import util
from pathlib import Path
from types import ModuleType

from case_samples import SETTINGS
from dalil.assembly import build
from dalil.casework.casefolder import Case
from dalil.casework.record import record
from dalil.claims.ports import Batch
from dalil.claims.reading import Reading
from dalil.config import Config

_FAKES = Path(__file__).resolve().parent / "fakes"


def load(name: str) -> ModuleType:
    """A module of ``tests/fakes``."""
    known = sys.modules.get(f"fakes_{name}")
    if known is not None:
        return known
    spec = util.spec_from_file_location(f"fakes_{name}", _FAKES / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = util.module_from_spec(spec)
    sys.modules[f"fakes_{name}"] = module
    spec.loader.exec_module(module)
    return module


def readings(builder, method: str = "test/1") -> list[Reading]:
    """The builder's mentions and claims, one reading a document."""
    return [
        Reading(
            exhibit=sha,
            method=method,
            language="en",
            mentions=tuple(m for m in builder.mentions.values() if m.exhibit == sha),
            claims=tuple(c for c in builder.claims.values() if c.exhibit == sha),
        )
        for sha in builder.layers
    ]


def opened(folder: Path, user: str = "Aida", *, write: bool = True) -> Case:
    """A case folder opened by somebody."""
    dalil = build(Config(home=folder.parent / "home", workers=1, user=user))
    return dalil.open_case(folder, write=write)


def make(folder: Path):
    """The harbour case in a folder, and what it was built from."""
    builder = load("case").harbour()
    build(Config(home=folder.parent / "home", workers=1, user="Aida")).create_case(folder, SETTINGS)
    with opened(folder) as case:
        for layer in builder.layers.values():
            case.vault.put(layer.text.encode("utf-8"))
        exhibits = tuple(builder.exhibits[sha] for sha in builder.layers)
        record(case, Batch(exhibits=exhibits), "ingest", {"n": len(exhibits)})
        record(case, Batch(layers=tuple(builder.layers.values())), "read", {"n": len(exhibits)})
        record(case, Batch(readings=tuple(readings(builder))), "claims", {"n": len(exhibits)})
        rules = tuple(one for one in builder.judgements if not one.by_person)
        record(case, Batch(judgements=rules), "judgement", {"by": "rule"})
    return builder
