"""Files that leave a case: their names, and writing them whole or not at all."""

from __future__ import annotations

import re
from contextlib import suppress
from pathlib import Path

from dalil.errors import StorageFailed
from dalil.names.translit import romanise


def slug(name: str) -> str:
    """A file name for a name in any script."""
    return re.sub(r"[^a-z0-9]+", "-", romanise(name).lower()).strip("-")[:60] or "target"


def write_whole(path: Path, content: bytes) -> None:
    """Write a file beside its place and move it there; folders on the way are made.

    Raises:
        StorageFailed: The disk refused; no half file is left.
    """
    draft = path.with_name(f".{path.name}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        draft.write_bytes(content)
        draft.replace(path)
    except OSError as error:
        with suppress(OSError):
            draft.unlink(missing_ok=True)
        raise StorageFailed(
            f"{path} could not be written: {error.strerror}.", "Choose another --output."
        ) from error
