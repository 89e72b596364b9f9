"""Links among the parts of a case folder: what they point to is not in the case.

A case folder is sent around. Through a link in it a writer would change, empty or remove files of the
user's that are none of the case's, and whoever gets the folder would not get what the link points to.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from dalil.errors import Tampered

_FOLDERS = (("ledger", 9), ("sealed", 9), ("vault", 1))
"""Where is looked and how deep; every file of the vault is looked at by verification alone."""


def links(folder: Path, *, deep: bool = False) -> Iterator[Path]:
    """Links among the parts of a case.

    Args:
        folder: Of the case.
        deep: The files of the vault too, of which there may be many.
    """
    yield from _links(folder, 0)
    for name, depth in _FOLDERS:
        if (folder / name).is_dir() and not (folder / name).is_symlink():
            yield from _links(folder / name, 9 if deep else depth)
    exports = folder / "exports"
    if exports.is_dir() and not exports.is_symlink():
        # A file there is replaced by the next export, link or not; through a linked folder it would leave.
        yield from (path for path in _links(exports, 9) if path.is_dir())


def refuse_links(folder: Path) -> None:
    """Refuse a case whose parts lie elsewhere.

    Raises:
        Tampered: A part is a link.
    """
    for path in links(folder):
        raise Tampered(
            f"{path} is a link: what it points to is not in the case. Nothing was written.",
            "If you laid it there, put what it points to in its place; else ask who sent the folder.",
        )


def _links(folder: Path, depth: int) -> Iterator[Path]:
    """Links in a folder and so many below it; none is followed."""
    with os.scandir(folder) as found:
        entries = sorted(found, key=lambda one: one.name)
    for one in entries:
        if one.is_symlink():
            yield Path(one.path)
        elif depth and one.is_dir(follow_symlinks=False):
            yield from _links(Path(one.path), depth - 1)
