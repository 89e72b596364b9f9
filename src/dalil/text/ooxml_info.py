"""What an Office Open XML document says of itself: title, author, dates. Nothing is inferred."""

from __future__ import annotations

from dalil.evidence import DocumentInfo
from dalil.text.office import Package


def ooxml_info(package: Package) -> DocumentInfo:
    """Title, authors, publisher and date from the core properties (ECMA-376 Part 2, 11)."""
    root = package.xml("docProps/core.xml")
    if root is None:
        return DocumentInfo()

    def pick(name: str) -> str | None:
        found = root.find(f"{{*}}{name}")
        return " ".join((found.text or "").split()) or None if found is not None else None

    authors = [name.strip() for name in (pick("creator") or "").split(";")]
    return DocumentInfo(
        title=pick("title"),
        authors=tuple(name for name in authors if name),
        publisher=pick("publisher"),
        date=pick("created") or pick("modified"),
    )
