"""Change what a case says of itself, or accept a change made by hand; the ledger keeps each text.

``dalil.toml`` stays a file that people may edit. The ledger fixes its text, so that verification
tells an edit that nobody owned up to; a change is never accepted silently.
"""

from __future__ import annotations

import tomllib

from dalil.casework.casefolder import Case
from dalil.custody.settings import (
    CASE,
    FILE,
    CaseSettings,
    settings_differences,
    settings_entry,
    write_settings,
)
from dalil.errors import BadInput, NotACase, StorageFailed, Tampered

_FIRST = 8
"""Entries at the beginning of a ledger among which the settings stand."""
_NOT_BY_HAND = {
    "kind": "Put it back: a due-diligence file stays one, with its retention, and so does a case.",
    "officer": "Put it back, and change the officer with: dalil diligence officer AGE1...",
}


def require_first_kind(case: Case) -> None:
    """Refuse a folder that began as one of the other kind, whatever ``dalil.toml`` says today.

    A client file that calls itself a case could be erased without its retention being asked.

    Raises:
        NotACase: It began as one of the other kind.
    """
    try:
        first = case.ledger.part(0, _FIRST)
    except Tampered:
        return  # damage is told by whatever reads the ledger next, verification above all
    for entry in first:
        told = (entry.body or {}).get("settings")
        if entry.kind == "mark" and isinstance(told, dict):
            began = _value(str(told.get("text", "")), "kind") or CASE
            if began != case.settings.kind:
                raise NotACase(
                    f"{case.folder} began as a folder of the kind {began!r}, and its {FILE} says "
                    f"{case.settings.kind!r}.",
                    f'Put kind = "{began}" back into {FILE}.',
                )
            return


def _value(text: str, name: str) -> str:
    try:
        return str(tomllib.loads(text.removeprefix("\ufeff")).get(name, ""))
    except tomllib.TOMLDecodeError:
        return ""


def change_settings(case: Case, settings: CaseSettings) -> None:
    """Write new settings; the ledger knows them before the file does.

    Killed between the two, verification names the difference: set them again.

    Args:
        case: Open for writing.
        settings: All of them.

    Raises:
        StorageFailed: The disk refused.
    """
    text = write_settings(settings)
    case.ledger.append([("mark", settings_entry(text, case.user))])
    draft = case.folder / f".{FILE}.part"
    try:
        draft.write_bytes(text.encode("utf-8"))
        draft.replace(case.folder / FILE)
    except OSError as error:
        draft.unlink(missing_ok=True)
        raise StorageFailed(
            f"{case.folder / FILE} could not be written: {error.strerror or error}.",
            "Free space or mend the permissions, then set it again.",
        ) from error


def fixed_text(case: Case) -> str | None:
    """The text of ``dalil.toml`` that the ledger fixed last; None where it never did."""
    found = None
    for entry in case.ledger.entries():
        if entry.kind == "mark" and isinstance(told := (entry.body or {}).get("settings"), dict):
            found = str(told.get("text", ""))
    return found


def accept_settings(case: Case) -> list[str]:
    """Fix ``dalil.toml`` as it is now, under the name of the person at work.

    Returns:
        What differs from the text that was fixed before; empty where nothing does, and nothing is
        recorded then.

    Raises:
        BadInput: The kind of the folder, or the officer for whom records are sealed, was changed.
    """
    text = (case.folder / FILE).read_bytes().decode("utf-8")
    before = fixed_text(case)
    if before == text:
        return []
    for name, way_out in _NOT_BY_HAND.items() if before is not None else ():
        was, now = (_value(one, name) for one in (before or "", text))
        if was != now:
            raise BadInput(
                f"In {case.folder / FILE}, {name} was {was!r} and is {now!r}: that is not accepted.",
                way_out,
            )
    case.ledger.append([("mark", settings_entry(text, case.user))])
    return ["it was never fixed"] if before is None else settings_differences(before, text)
