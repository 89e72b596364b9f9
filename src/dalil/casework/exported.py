"""What the record of a case says of the files in its exports: as they were written, changed, or unknown.

Every export is recorded with the hashes of its files. A file that somebody laid there, or altered, is
told from them by its bytes; its name proves nothing. Nothing is changed or removed here.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from enum import StrEnum
from pathlib import Path

from dalil.casework.casefolder import CaseStore
from dalil.casework.diligence_file import KIND as DILIGENCE
from dalil.errors import Tampered


class Standing(StrEnum):
    """How a file in the exports stands to the record."""

    WRITTEN = "written"
    CHANGED = "changed"
    UNKNOWN = "unknown"


def recorded(store: CaseStore) -> Mapping[str, Collection[str]]:
    """The hashes that were ever recorded for a file's name in the exports."""
    made: defaultdict[str, set[str]] = defaultdict(set)
    for export in store.records("export"):
        files = export.body.get("files")
        for name, sha256 in files.items() if isinstance(files, Mapping) else ():
            made[str(name)].add(str(sha256))
    for step in store.records(DILIGENCE, "export"):
        made[str(step.body.get("file"))].add(str(step.body.get("sha256")))
    return dict(made)


def standing(told: Mapping[str, Collection[str]], name: str, sha256: str) -> Standing:
    """How a file stands to the record.

    Args:
        told: As :func:`recorded` gives it.
        name: The file's place within the exports.
        sha256: Of its bytes now.
    """
    bare = name.rsplit("/", 1)[-1]  # dossiers and bundles are recorded by their bare names
    if sha256 in told.get(name, ()) or sha256 in told.get(bare, ()):
        return Standing.WRITTEN
    return Standing.CHANGED if name in told else Standing.UNKNOWN


def not_known(name: str) -> Tampered:
    """The refusal to show a file of the exports that is not as it was written."""
    return Tampered(
        f"The ledger does not know the bytes of exports/{name}: the file was laid there or changed, "
        "and is not shown.",
        "Run dalil verify; write the dossier anew with dalil dossier.",
    )


def files_in(exports: Path) -> Iterator[tuple[str, Path]]:
    """Files and links of the exports with their places within, hidden ones (drafts) left out, by name."""
    for path in sorted(exports.rglob("*")):
        name = path.relative_to(exports)
        if (path.is_symlink() or path.is_file()) and not any(
            part.startswith(".") for part in name.parts
        ):
            yield name.as_posix(), path


def digest_of(path: Path) -> str:
    """SHA-256 of a file in hex.

    Raises:
        OSError: It cannot be read.
    """
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
