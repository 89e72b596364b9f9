"""Where the texts of the public set (and of sets laid out like it) lie, and how they are cut out.

Real documents are not in the repository: they are read from the folder of shared data beside the
checkout, after their digest was compared. This module refuses a file whose bytes are not those that the
labels were made on.
"""

from __future__ import annotations

import email
import email.policy
import hashlib
import html
import json
import re
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).resolve().parent
DATA = HERE.parents[2].parent / "shared" / "data"


class WrongText(ValueError):
    """A file is not the one that was labelled."""


@dataclass(frozen=True, slots=True)
class Place:
    """One document of the set.

    Attributes:
        id: ``p01`` and so on, in the order of the set.
        path: Below the shared data, or of an invented text below the set's folder; a star where the name of
            the file names a person.
        part: ``[start, end]`` in code points of the decoded file, ``eml-body``, or the id of a record; None for all.
        sha256: Of the whole file.
        home: Folder of the set.
    """

    id: str
    path: str
    part: list[int] | str | None
    sha256: str
    home: Path = HERE

    @property
    def invented(self) -> bool:
        """Whether the text is in the repository."""
        return self.path.startswith("texts/")

    @property
    def file(self) -> Path:
        """The file on this machine, whether it is there or not."""
        folder = self.home if self.invented else DATA
        return next(folder.glob(self.path), folder / self.path)


def places(home: Path = HERE) -> list[Place]:
    """All documents of a set in their order."""
    rows = json.loads((home / "documents.json").read_text(encoding="utf-8"))
    return [Place(row["id"], row["path"], row["part"], row["sha256"], home) for row in rows]


def text_of(place: Place) -> str:
    """The labelled text of a document.

    Raises:
        WrongText: The bytes of the file are not the labelled ones.
    """
    content = place.file.read_bytes()
    if hashlib.sha256(content).hexdigest() != place.sha256:
        raise WrongText(f"{place.path} is not the file that {place.id} was labelled on")
    if place.part == "eml-body":
        return _body(content)
    text = content.decode("utf-8")
    if isinstance(place.part, str):
        return _record(text, place.part)
    return text[slice(*place.part)] if place.part else text


def _body(content: bytes) -> str:
    """The words of a mail whose body is HTML: line breaks kept, all other tags taken out."""
    message = email.message_from_bytes(content, policy=email.policy.default)
    body = re.sub(r"<br>", "\n", str(message.get_content()))
    return html.unescape(re.sub(r"<[^>]*>", "", body)).strip() + "\n"


def _record(text: str, key: str) -> str:
    """The text of one record of a file of JSON lines."""
    for line in text.splitlines():
        if key in line:
            return str(json.loads(line.strip().rstrip(","))["text"])
    raise WrongText(f"no record {key}")
