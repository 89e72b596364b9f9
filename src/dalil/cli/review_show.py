"""Claims under review on a terminal, and fields as they are typed."""

from __future__ import annotations

from typing import Any

from dalil.errors import BadInput


def field(text: str) -> tuple[str, str]:
    """``FIELD=TEXT`` in its parts.

    Raises:
        BadInput: There is no ``=``.
    """
    name, sign, value = text.partition("=")
    if not sign:
        raise BadInput(f"--set {text!r} has no value.", "Write it as FIELD=TEXT.")
    return name.strip(), value


def describe(row: dict[str, Any]) -> list[str]:
    """A claim for a terminal."""
    stage = " ".join(str(row[key]) for key in ("forum", "stage", "finality") if row[key])
    marks = [key for key in ("negated", "hedged") if row[key]]
    lines = [
        f"{row['id']}  [{row['state']}]",
        f"  {row['title']}, {row['place']}",
        f"  holder  {' < '.join(row['holders'])}",
        f"  stance  {' '.join([row['stance'], *marks])}{f'; {stage}' if stage else ''}",
        f"  about   {', '.join(row['about']) or 'nobody named'}",
    ]
    for one in row["relations"]:
        words = (one["subject"], one["predicate"], one["object"], one["value"], one["detail"])
        lines.append(f"  says    {' '.join(str(word) for word in words if word)}")
    lines.append(f"  words   {row['quote']}")
    if row["by"]:
        why = f": {row['why']}" if row["why"] else ""
        lines.append(f"  {row['state']} by {row['by']}, {row['at']}{why}")
    if row["correction"]:
        lines.append(f"  {row['correction']}")
    lines += [f"  on {element}" for element in row["elements"]]
    return lines
