"""What an erasure or a sealing still has to take from the disk, as it wrote it down before it began.

A plan outlives a kill, so it is read by a later process; and a case folder is sent around, so that a plan
may come from somebody else. It is believed only in the shape in which it is written: hashes, ids, and
names below the exports. Whatever would lead out of the case is refused, and nothing is taken.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from pathlib import Path, PurePosixPath
from typing import Any

from dalil.errors import Tampered

_HASH, _ID = re.compile(r"[0-9a-f]{64}"), re.compile(r"[0-9a-f]{16}")
_IDS = ("sealing", "opening", "discarding")
_LARGEST = 256 * 1024 * 1024


def read_plan(path: Path) -> Mapping[str, Any]:
    """A plan, checked.

    Args:
        path: The file in the case folder.

    Raises:
        Tampered: It is not as Dalil writes it; the message names what is wrong.
    """
    if path.is_symlink() or path.stat().st_size > _LARGEST:
        raise _wrong(path, "it is a link, or too large")
    try:
        plan = json.loads(path.read_text(encoding="utf-8"))
    except (ValueError, RecursionError) as error:
        raise _wrong(path, "it cannot be read") from error
    if not isinstance(plan, dict):
        raise _wrong(path, "it is no list of things")
    for name, shape in (("vault", _HASH), *((one, _ID) for one in _IDS)):
        values = plan.get(name, [])
        for value in values if isinstance(values, list) else [values]:
            if not (isinstance(value, str) and shape.fullmatch(value)):
                raise _wrong(path, f"{name}: {value!r}")
    for value in plan.get("exports", []):
        if not isinstance(value, str):
            raise _wrong(path, f"exports: {value!r}")
    return plan


def export_at(exports: Path, name: str, plan: Path) -> Path:
    """Where a planned export lies.

    Raises:
        Tampered: Not below the exports of the case.
    """
    told = PurePosixPath(name)
    place = exports / told
    inside = place.parent.resolve().is_relative_to(exports.resolve())
    if not told.parts or told.is_absolute() or ".." in told.parts or not inside:
        raise _wrong(plan, f"exports: {name!r} lies outside of the exports")
    return place


def _wrong(path: Path, what: str) -> Tampered:
    return Tampered(
        f"{path} is not as Dalil writes it ({what}); nothing was taken away.",
        "If the folder came from elsewhere, ask who sent it; verify it, and remove that file.",
    )
