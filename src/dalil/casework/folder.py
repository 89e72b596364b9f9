"""What lies in a folder that a user hands over: the files, in a stable order, and their description.

A ``case.toml`` in the folder may describe the case (name, controller, targets ...) and, as
``[[documents]]``, each file (source, title, author ...). Nothing here reads a document. What is Dalil's
own is never a document: a case or a client's file with its key and whatever is closed in it, a backup, a
secret key; it is left out and named, and a path inside a case is refused.
"""

from __future__ import annotations

import os
import tomllib
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from dalil.casework.ports import Description
from dalil.custody.bech32 import IDENTITY_PREFIX
from dalil.custody.settings import FILE
from dalil.errors import BadConfig, BadInput, NotFound
from dalil.evidence import Tier

DESCRIPTION = "case.toml"
_SKIPPED = {".DS_Store", "Thumbs.db", "desktop.ini"}
_LARGEST_KEY = 64 * 1024
_IN_BACKUP = frozenset({"backup.json", "ledger/key"})


@dataclass(frozen=True, slots=True)
class Gathered:
    """Files to be taken in.

    Attributes:
        files: Regular files, in the order of their paths; links are not followed.
        left_out: What is Dalil's own and no document, each as a sentence.
    """

    files: tuple[Path, ...]
    left_out: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Folder:
    """A folder of documents.

    Attributes:
        files: Regular files, in the order of their paths; links are not followed.
        root: Names of the files are told relative to it.
        descriptions: What the user says of each, by file name.
        settings: What the user says of the case.
        left_out: What is Dalil's own and no document, each as a sentence.
    """

    files: tuple[Path, ...]
    root: Path
    descriptions: dict[str, Description]
    settings: dict[str, Any]
    left_out: tuple[str, ...] = ()


def open_folder(path: Path, case: Path | None = None) -> Folder:
    """List a folder's documents; a described folder keeps them in ``documents/`` or beside the description.

    Args:
        path: The folder.
        case: The case that they will go into.

    Raises:
        BadInput: The folder is a case, or lies in one.
        NotFound: The path does not exist, or no file lies in it.
        BadConfig: A ``case.toml`` that cannot be used.
    """
    if not path.exists():
        raise NotFound(f"The path {path} does not exist.", "Check the spelling.")
    described = path / DESCRIPTION if path.is_dir() else None
    table = _description(described) if described is not None and described.is_file() else {}
    root = path / "documents" if table and (path / "documents").is_dir() else path
    found = _gathered([root], case)
    if not found.files:
        raise NotFound(
            f"There is no file in {path}.{_told(found)}",
            "Put documents there, or name another folder.",
        )
    listed = table.pop("documents", [])
    return Folder(found.files, root, _descriptions(listed, described), table, found.left_out)


def gather(paths: Iterable[Path], case: Path | None = None) -> Gathered:
    """All regular files at the paths, in order, each once.

    Args:
        paths: Files and folders.
        case: The case that they will go into.

    Raises:
        BadInput: A path that is a case, or lies in one.
        NotFound: A path that does not exist, or no file at any of them.
    """
    wanted = list(paths)
    for path in wanted:
        if not path.exists():
            raise NotFound(f"The path {path} does not exist.", "Check the spelling.")
    found = _gathered(wanted, case)
    if not found.files:
        raise NotFound(f"There is no file in {', '.join(map(str, wanted))}.{_told(found)}")
    return found


def _told(found: Gathered) -> str:
    return "".join(f" {one}" for one in found.left_out)


def _gathered(paths: Iterable[Path], case: Path | None) -> Gathered:
    files: list[Path] = []
    left: dict[str, None] = {}
    for path in paths:
        _refuse_inside(path, case)
        for found in sorted(_files(path, left)) if path.is_dir() else [path]:
            own = _own(found) if found.is_file() else ""
            if own:
                left[f"Left out: {found} is {own}."] = None
            elif found.is_file():
                files.append(found)
    return Gathered(tuple(dict.fromkeys(sorted(files))), tuple(left))


def _refuse_inside(path: Path, case: Path | None) -> None:
    """A case's files hold its key and what is closed: as documents they would leave with its exports."""
    here = path.resolve()
    around = (here, *here.parents)
    held = next((one for one in around if is_case(one)), None)
    if held is None and case is not None and case.resolve() in around:
        held = case
    if held is not None:
        raise BadInput(
            f"{path} is or lies in the case folder {held}: its files are no documents.",
            "Keep documents outside of it; dalil export bundle hands a case on, export backup keeps it.",
        )


def is_case(folder: Path) -> bool:
    """Whether a folder is a case or a client's file."""
    if not (folder / FILE).is_file():
        return False
    return (folder / "ledger").is_dir() or (folder / "case.db").is_file()


def _files(folder: Path, left: dict[str, None]) -> Iterator[Path]:
    for name, folders, names in os.walk(folder):
        here = Path(name)
        for one in [one for one in sorted(folders) if is_case(here / one)]:
            folders.remove(one)
            left[f"Left out: {here / one} is a case folder."] = None
        for one in names:
            found = here / one
            if one not in _SKIPPED and one != DESCRIPTION and not found.is_symlink():
                yield found


def _own(file: Path) -> str:
    """What a file of Dalil's own is; "" for a document. What cannot be opened is told where it is read."""
    try:
        if file.suffix.lower() == ".zip" and zipfile.is_zipfile(file):
            with zipfile.ZipFile(file) as archive:
                return "a backup of a case" if set(archive.namelist()) >= _IN_BACKUP else ""
        if file.stat().st_size > _LARGEST_KEY:
            return ""
        return (
            "a secret key"
            if any(
                line.startswith(IDENTITY_PREFIX.encode()) for line in file.read_bytes().splitlines()
            )
            else ""
        )
    except (OSError, zipfile.BadZipFile, NotImplementedError, ValueError, RuntimeError):
        return ""


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
