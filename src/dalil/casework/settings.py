"""Change what a case says of itself, or accept a change made by hand; the ledger keeps each text.

``dalil.toml`` stays a file that people may edit. The ledger fixes its text, so that verification
tells an edit that nobody owned up to; a change is never accepted silently.
"""

from __future__ import annotations

from dalil.casework.casefolder import Case
from dalil.custody.settings import (
    FILE,
    CaseSettings,
    settings_differences,
    settings_entry,
    write_settings,
)
from dalil.errors import StorageFailed


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
    """
    text = (case.folder / FILE).read_bytes().decode("utf-8")
    before = fixed_text(case)
    if before == text:
        return []
    case.ledger.append([("mark", settings_entry(text, case.user))])
    return ["it was never fixed"] if before is None else settings_differences(before, text)
