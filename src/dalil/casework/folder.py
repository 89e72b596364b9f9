"""What lies in a folder that a user hands over: the files, in a stable order, and their description.

A ``case.toml`` in the folder may describe the case (name, controller, targets ...) and, as
``[[documents]]``, each file (source, title, author ...). Nothing here opens a document.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from dalil.casework.ports import Description
from dalil.errors import BadConfig, NotFound
from dalil.evidence import Tier

DESCRIPTION = "case.toml"
_SKIPPED = {".DS_Store", "Thumbs.db", "desktop.ini"}


@dataclass(frozen=True, slots=True)
class Folder:
    """A folder of documents.

    Attributes:
        files: Regular files, in the order of their paths; links are not followed.
        root: Names of the files are told relative to it.
        descriptions: What the user says of each, by file name.
        settings: What the user says of the case.
    """

    files: tuple[Path, ...]
    root: Path
    descriptions: dict[str, Description]
    settings: dict[str, Any]


def open_folder(path: Path) -> Folder:
    """List a folder's documents; a described folder keeps them in ``documents/`` or beside the description.

    Raises:
        NotFound: The path does not exist, or no file lies in it.
        BadConfig: A ``case.toml`` that cannot be used.
    """
    if not path.exists():
        raise NotFound(f"The path {path} does not exist.", "Check the spelling.")
    described = path / DESCRIPTION if path.is_dir() else None
    table = _description(described) if described is not None and described.is_file() else {}
    root = path / "documents" if table and (path / "documents").is_dir() else path
    files = tuple(sorted(_files([root])))
    if not files:
        raise NotFound(
            f"There is no file in {path}.", "Put documents there, or name another folder."
        )
    listed = table.pop("documents", [])
    return Folder(files, root, _descriptions(listed, described), table)


def gather(paths: Iterable[Path]) -> tuple[Path, ...]:
    """All regular files at the paths, in order, each once.

    Raises:
        NotFound: A path that does not exist, or no file at any of them.
    """
    wanted = list(paths)
    for path in wanted:
        if not path.exists():
            raise NotFound(f"The path {path} does not exist.", "Check the spelling.")
    files = tuple(dict.fromkeys(sorted(_files(wanted))))
    if not files:
        raise NotFound(f"There is no file in {', '.join(map(str, wanted))}.")
    return files


def _files(paths: Iterable[Path]) -> Iterator[Path]:
    for path in paths:
        if path.is_dir():
            yield from (
                found
                for found in path.rglob("*")
                if found.is_file()
                and not found.is_symlink()
                and found.name not in _SKIPPED
                and found.name != DESCRIPTION
            )
        elif path.is_file():
            yield path


def _description(file: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(file.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise BadConfig(f"The description {file} cannot be read: {error}.") from error


def _descriptions(listed: object, file: Path | None) -> dict[str, Description]:
    if not isinstance(listed, list) or not all(isinstance(item, dict) for item in listed):
        raise BadConfig(f"In {file}, documents must be written as [[documents]] tables.")
    known = {field.name for field in fields(Description)}
    found: dict[str, Description] = {}
    for item in listed:
        if not isinstance(item.get("file"), str):
            raise BadConfig(f"In {file}, a [[documents]] table names no file: {item!r}.")
        values = {key: str(value) for key, value in item.items() if key in known}
        if values.get("tier", "public") not in set(Tier):
            raise BadConfig(
                f"In {file}, {item['file']} has the tier {values['tier']!r}.",
                f"Choose one of: {', '.join(Tier)}.",
            )
        found[item["file"]] = Description(**values)
    return found
