"""Tables of labelled sentences of languages other than English, one file a language."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml


def tables_in(folder: Path) -> dict[str, Path]:
    """The tables of a folder, by language."""
    return {path.stem: path for path in sorted(folder.glob("*.yaml"))}


def cases_of(tables: dict[str, Path]) -> Iterator[object]:
    """Each case with its language and the names of its table, under an id of its own."""
    for language, path in tables.items():
        table = yaml.safe_load(path.read_text(encoding="utf-8"))
        for number, case in enumerate(table["cases"]):
            yield pytest.param(language, table["names"], case, id=f"{language}-{number}")
