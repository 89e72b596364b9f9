"""Names, types and kinds of alias as the two United Kingdom lists print them.

``Name 6`` is the family name or the name of a body, ``Name 1`` the given name, ``Name 2`` to
``Name 5`` what stands between them. Source: HM Treasury, *Consolidated List format guide*, and FCDO,
*UK Sanctions List: guide to the file formats*.
"""

from __future__ import annotations

from collections.abc import Mapping

from dalil.readers.draft import Draft

TYPES = {"individual": "person", "entity": "company", "ship": "vessel"}
NAMES = ("name_1", "name_2", "name_3", "name_4", "name_5", "name_6")
_KINDS = {
    "primary name": "primary",
    "primary name variation": "variation",
    "alias": "alias",
    "aka": "alias",
    "a.k.a": "alias",
    "fka": "former name",
    "f.k.a": "former name",
    "prime alias": "primary",
}


def take_name(
    draft: Draft, parts: Mapping[str, str], kind: str, strength: str, default: str = "primary"
) -> None:
    """Add a name of its six fields, with its kind and strength as printed."""
    given = [parts.get(key, "") for key in NAMES]
    text = " ".join(part for part in given if part)
    label = kind.strip().casefold().rstrip(".")
    known = _KINDS.get(label, default if not label else "alias")
    if label and label not in _KINDS:
        draft.rest("name type", kind)
    grade = strength.casefold()
    quality = "low" if "low" in grade else "good" if "good" in grade else strength.strip() or None
    held: tuple[tuple[str, str], ...] = ()
    if draft.type == "person" and len([part for part in given if part]) > 1:
        middle = " ".join(part for part in given[1:5] if part)
        held = (("given", given[0]), ("middle", middle), ("family", given[5]))
    if text:
        draft.name(text, known, quality, parts=held)
