"""Model files, pinned by hash: what is loaded is what was measured.

``models.lock`` names every file of a model that the parser reads, with its SHA-256. The files are
hashed before any of them is opened by the vendor; a difference refuses the model. Genuineness of
the pinned weights was established once, by agreement with independent copies; this module does
not download and does not vouch for a package's other content.
"""

from __future__ import annotations

import hashlib
import importlib.util
import json
from dataclasses import dataclass
from pathlib import Path

from dalil.errors import ModelMismatch

LOCK = Path(__file__).with_name("models.lock")


@dataclass(frozen=True, slots=True)
class PinnedModel:
    """A model as the lock file names it.

    Attributes:
        package: Import name of the package that carries the files.
        folder: Folder of the model inside the package.
        version: Version of the model.
        files: Lower-case hex SHA-256 by path inside the folder.
        called: Name and version, where they are not those of the package.
    """

    package: str
    folder: str
    version: str
    files: tuple[tuple[str, str], ...]
    called: str = ""

    @property
    def name(self) -> str:
        """Name and version, as recorded with every claim."""
        return self.called or f"{self.package}/{self.version}"


def pinned(language: str) -> PinnedModel:
    """Read the pinned model of a language from the lock file.

    Raises:
        ModelMismatch: No model is pinned for the language.
    """
    entries = json.loads(LOCK.read_text(encoding="utf-8"))
    if language not in entries:
        raise ModelMismatch(f"No model is pinned for the language {language!r} in {LOCK.name}.")
    entry = entries[language]
    files = tuple(sorted(entry["files"].items()))
    package, folder, version = entry["package"], entry["folder"], entry["version"]
    return PinnedModel(package, folder, version, files, entry.get("name", ""))


def installed(model: PinnedModel) -> Path:
    """Find the model's folder without importing the package.

    Raises:
        ModelMismatch: The package is not installed.
    """
    spec = importlib.util.find_spec(model.package)
    if spec is None or not spec.submodule_search_locations:
        raise ModelMismatch(f"The model package {model.package} {model.version} is not installed.")
    return Path(next(iter(spec.submodule_search_locations))) / model.folder


def check(model: PinnedModel, folder: Path) -> None:
    """Hash every pinned file of a model folder and refuse the first that differs.

    Raises:
        ModelMismatch: A file is missing, or its hash differs; the message names the file.
    """
    for name, expected in model.files:
        path = folder / name
        if not path.is_file():
            raise ModelMismatch(f"The model file {name} of {model.name} is missing in {folder}.")
        with path.open("rb") as stream:
            found = hashlib.file_digest(stream, "sha256").hexdigest()
        if found != expected:
            raise ModelMismatch(
                f"The model file {name} of {model.name} in {folder} has the hash {found[:16]}..., "
                f"the lock file says {expected[:16]}...."
            )
