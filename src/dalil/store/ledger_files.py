"""What lies in the folder of a ledger: its files by name, the private key, and what does not belong.

Nothing is written here, and one seal is taken away. Without the key nothing new can be signed, so whoever is about to write asks
for it first; a missing key is no damage, for a copy that was handed on has none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from dalil.errors import StorageFailed, Tampered
from dalil.store.files import sync_folders

ENTRIES, LEAVES, CHECKPOINTS, KEY, PUBLIC = (
    "entries.jsonl",
    "leaves.bin",
    "checkpoints",
    "key",
    "key.pub",
)
DATABASE = "database.json"
TILES, WITNESSES, TIMESTAMPS = "tiles", "witnesses", "timestamps"
_PARTS = {ENTRIES, LEAVES, CHECKPOINTS, KEY, PUBLIC, DATABASE, TILES, WITNESSES, TIMESTAMPS}
_INSIDE = {CHECKPOINTS: re.compile(r"[0-9]{12}\.json"), TILES: re.compile(r"[0-9]{2}\.bin")}
"""Names within the folders of which no entry tells what they hold."""
_NO_KEY = (
    "Without it nothing new can be signed; bring it back from a backup. What was signed stays."
)


def private_key(folder: Path) -> bytes:
    """The case's private key.

    Raises:
        StorageFailed: It is gone, cannot be read, or is none.
    """
    path = folder / KEY
    try:
        return bytes.fromhex(path.read_text("ascii").strip())
    except OSError as error:
        raise StorageFailed(
            f"The case's key {path} cannot be read: {error.strerror or error}.", _NO_KEY
        ) from error
    except ValueError as error:
        raise StorageFailed(f"The case's key {path} is not 64 hex digits.", _NO_KEY) from error


def strange_files(folder: Path) -> Iterator[str]:
    """What Dalil did not put into the folder of a ledger; drafts of killed writers are no strangers.

    Raises:
        Tampered: The folder is gone or cannot be read.
    """
    try:
        for path in sorted(folder.iterdir()):
            if path.name not in _PARTS and not path.name.endswith(".part"):
                yield f"The ledger's folder holds {path.name}, which Dalil did not put there."
        for part, name in _INSIDE.items():
            for path in sorted((folder / part).glob("*")):
                if not name.fullmatch(path.name) and not path.name.endswith(".part"):
                    yield (
                        f"The ledger's folder holds {part}/{path.name}, "
                        "which Dalil did not put there."
                    )
    except OSError as error:
        raise Tampered(f"{folder} cannot be read: {error.strerror or error}.") from error


def unseal_database(root: Path) -> None:
    """Take the seal of the database file away before a first write; durable when this returns."""
    if (root / DATABASE).exists():
        (root / DATABASE).unlink()
        sync_folders([root])
