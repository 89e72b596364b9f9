"""What a case says of itself: ``dalil.toml`` in its folder.

The format number stands first; a later one is refused and nothing is touched.
"""

from __future__ import annotations

import hashlib
import json
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from dalil.errors import BadConfig, NewerFormat, NotACase

FORMAT = 1
FILE = "dalil.toml"
_MARK = "\ufeff"
"""The byte order mark that some editors put before a text."""
CASE, CLIENT = "case", "client"
"""Kinds of folders: an investigation, and the due-diligence file of a client (purpose limitation)."""


@dataclass(frozen=True, slots=True)
class CaseSettings:
    """Who works on what, why, and until when (product.md, principle 12).

    Attributes:
        name: Name of the case.
        controller: Who answers for the personal data in it.
        purpose: What the work is for.
        lawful_basis: On which basis in law.
        retention_date: ISO date until which it is kept, or "".
        targets: Names that the user marked as objects of the work.
        parties: Names of others who matter to it.
        kind: ``case``, or ``client`` for a due-diligence file; the two never mix.
        officer: Recipient (``age1...``) for whom the sealed compartment of a client file is locked.
    """

    name: str
    controller: str = ""
    purpose: str = ""
    lawful_basis: str = ""
    retention_date: str = ""
    targets: tuple[str, ...] = ()
    parties: tuple[str, ...] = ()
    kind: str = CASE
    officer: str = ""


def settings_from(table: Mapping[str, object], where: str) -> CaseSettings:
    """Settings from a table.

    Raises:
        BadConfig: A value of the wrong kind, or a retention date that is none.
        NewerFormat: Written by a later version.
    """
    number = table.get("format", FORMAT)
    if not isinstance(number, int) or isinstance(number, bool) or number < 1:
        raise BadConfig(f"In {where}, format is {number!r}, but a whole number is needed.")
    if number > FORMAT:
        raise NewerFormat(f"{where} has format {number}; this version of Dalil knows {FORMAT}.")
    texts = {
        key: _text(table, key, where)
        for key in ("name", "controller", "purpose", "lawful_basis", "retention_date", "officer")
    }
    kind = _text(table, "kind", where) or CASE
    if kind not in (CASE, CLIENT):
        raise BadConfig(f"In {where}, kind is {kind!r}, but {CASE!r} or {CLIENT!r} is needed.")
    if texts["retention_date"]:
        _date(texts["retention_date"], where)
    return CaseSettings(
        **texts,
        targets=_names(table, "targets", where),
        parties=_names(table, "parties", where),
        kind=kind,
    )


def read_settings(folder: Path) -> CaseSettings:
    """Read a case's settings.

    Raises:
        NotACase: The folder does not exist or holds no ``dalil.toml``.
        BadConfig: The file cannot be used.
        NewerFormat: Written by a later version.
    """
    file = folder / FILE
    if not file.is_file():
        what = "does not exist" if not folder.exists() else f"holds no {FILE}"
        raise NotACase(f"{folder} is not a Dalil case: it {what}.")
    try:
        table = tomllib.loads(file.read_text(encoding="utf-8").removeprefix(_MARK))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise BadConfig(f"The settings {file} cannot be read: {error}.") from error
    return settings_from(table, str(file))


def require_kind(folder: Path, kind: str) -> None:
    """Refuse a folder of the other kind: client files and cases serve different purposes.

    Args:
        folder: A case or client file.
        kind: :data:`CASE`, :data:`CLIENT`, or ``any``.

    Raises:
        NotACase: The folder is of the other kind, or of none.
    """
    found = read_settings(folder).kind
    if kind in ("any", found):
        return
    if found == CLIENT:
        raise NotACase(
            f"{folder} is a due-diligence file, not an investigation case; the two never mix.",
            f"Use: dalil diligence show --client {folder}",
        )
    raise NotACase(
        f"{folder} is an investigation case, not a due-diligence file; the two never mix.",
        "Open a file of its own: dalil diligence open NAME --client DIR",
    )


def write_settings(settings: CaseSettings) -> str:
    """The text of ``dalil.toml``."""
    lines = [
        "# A Dalil case. The folder is portable; check it with: dalil verify FOLDER",
        "# The ledger knows this text. After a change by hand: dalil settings accept --case FOLDER",
        f"format = {FORMAT}",
        f"name = {_quoted(settings.name)}",
        f"controller = {_quoted(settings.controller)}",
        f"purpose = {_quoted(settings.purpose)}",
        f"lawful_basis = {_quoted(settings.lawful_basis)}",
        f"retention_date = {_quoted(settings.retention_date)}",
        f"targets = [{', '.join(map(_quoted, settings.targets))}]",
        f"parties = [{', '.join(map(_quoted, settings.parties))}]",
    ]
    if settings.kind != CASE:
        lines[0] = "# A due-diligence file of Dalil, no case. Check it with: dalil verify FOLDER"
        lines += [f"kind = {_quoted(settings.kind)}", f"officer = {_quoted(settings.officer)}"]
    return "\n".join(lines) + "\n"


def settings_entry(text: str, by: str = "") -> dict[str, object]:
    """Body of the ledger entry (kind ``mark``) that fixes what ``dalil.toml`` says.

    Args:
        text: The file's text.
        by: Who set it.
    """
    digest = hashlib.sha256(text.encode("utf-8")).hexdigest()
    return {"settings": {"file": FILE, "sha256": digest, "text": text}, "by": by}


def settings_differences(before: str, now: str) -> list[str]:
    """Which settings differ between two texts, as ``purpose was 'a' and is 'b'``."""
    try:
        old, new = (tomllib.loads(text.removeprefix(_MARK)) for text in (before, now))
    except tomllib.TOMLDecodeError as error:
        return [f"it cannot be read: {error}"]
    return [
        f"{name} was {old.get(name)!r} and is {new.get(name)!r}"
        for name in sorted(old.keys() | new.keys())
        if old.get(name) != new.get(name)
    ] or ["only its wording or comments differ"]


def _quoted(text: str) -> str:
    """A TOML basic string; JSON escapes are a subset of TOML's, DEL apart."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def _text(table: Mapping[str, object], key: str, where: str) -> str:
    value = table.get(key, "")
    if isinstance(value, date):
        return value.isoformat()
    if not isinstance(value, str):
        raise BadConfig(f"In {where}, {key} is {value!r}, but text is needed.")
    return value


def _names(table: Mapping[str, object], key: str, where: str) -> tuple[str, ...]:
    value = table.get(key, [])
    if not isinstance(value, list) or not all(isinstance(name, str) for name in value):
        raise BadConfig(f"In {where}, {key} is {value!r}, but a list of names is needed.")
    return tuple(value)


def _date(text: str, where: str) -> None:
    try:
        date.fromisoformat(text)
    except ValueError as error:
        raise BadConfig(
            f"In {where}, retention_date is {text!r}, but a date such as 2030-12-31 is needed."
        ) from error
