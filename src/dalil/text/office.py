"""Office documents that are ZIP files (Office Open XML, OpenDocument): parts, safely opened.

A package that would unpack beyond its bounds, is encrypted or broken is refused. XML is parsed
without entities, without a network and without a document type; a part that has one is refused.
"""

from __future__ import annotations

import io
import posixpath
import zipfile
import zlib
from collections.abc import Iterator

from dalil.errors import Unreadable
from dalil.text.vendor_types import Element

MAX_UNPACKED = 512 * 1024 * 1024
MAX_RATIO = 200
"""Most times that the parts may grow when unpacked (office programs stay below 40)."""
_BROKEN = (
    zipfile.BadZipFile, OSError, EOFError, ValueError, NotImplementedError, RuntimeError, zlib.error,
)  # fmt: skip


class Package:
    """One open office document.

    Args:
        content: The bytes.
        what: What it is, for messages, such as ``the Excel workbook``.

    Raises:
        Unreadable: ``corrupt``, ``too_large`` or ``encrypted``.
    """

    def __init__(self, content: bytes, what: str) -> None:
        self.what = what
        self.notes: list[str] = []
        try:
            self._archive = zipfile.ZipFile(io.BytesIO(content))
            infos = self._archive.infolist()
        except _BROKEN as error:
            raise Unreadable(
                f"The ZIP of {what} is broken: {error}.", reason_code="corrupt"
            ) from error
        unpacked = sum(info.file_size for info in infos)
        grown = max((info.file_size / max(info.compress_size, 1) for info in infos), default=0)
        if unpacked > MAX_UNPACKED or (grown > MAX_RATIO and unpacked > 50 * 1024 * 1024):
            raise Unreadable(
                f"It would unpack to {unpacked:,} bytes (up to {grown:.0f} times a part's packed "
                f"size): {what} looks like a ZIP bomb.",
                reason_code="too_large",
            )
        if any(info.flag_bits & 1 for info in infos):
            raise locked(what)
        self.names = [info.filename for info in infos]

    def raw(self, name: str) -> bytes | None:
        """A part's bytes; None where there is no such part or it is broken (then a note says so)."""
        try:
            info = self._archive.getinfo(name)
        except KeyError:
            return None
        try:
            with self._archive.open(info) as stream:
                return stream.read(MAX_UNPACKED + 1)
        except _BROKEN as error:
            self.notes.append(f"The part {name} is broken and was left out: {error}.")
            return None

    def root(self, name: str) -> Element:
        """The root element of a part that the document cannot do without.

        Raises:
            Unreadable: ``corrupt``: it is missing or broken, or declares a document type.
        """
        found = self.xml(name)
        if found is None:
            reason = self.notes[-1] if self.notes else "There is no such part."
            raise Unreadable(
                f"The part {name} of {self.what} cannot be read. {reason}", reason_code="corrupt"
            )
        return found

    def xml(self, name: str) -> Element | None:
        """A part's root element; None where there is none or it is broken (then a note says so).

        Raises:
            Unreadable: ``corrupt``: it declares a document type, which office programs never write.
        """
        from lxml import etree

        content = self.raw(name)
        if content is None:
            return None
        try:
            root = etree.fromstring(content, _parser())
        except (etree.XMLSyntaxError, ValueError) as error:
            self.notes.append(f"The part {name} is broken and was left out: {error}.")
            return None
        if root.getroottree().docinfo.doctype:
            raise _typed(name)
        return root

    def events(self, name: str, tags: tuple[str, ...]) -> Iterator[Element]:
        """The elements of a large part one after another; each is freed when the next one comes.

        A part that breaks off gives what came before, and a note says so.
        """
        from lxml import etree

        content = self.raw(name)
        if content is None:
            self.notes.append(f"The part {name} is missing or broken.")
            return
        if b"<!DOCTYPE" in content[:4096]:
            raise _typed(name)
        wanted = [f"{{*}}{tag}" for tag in tags]
        walk = etree.iterparse(
            io.BytesIO(content), tag=wanted, resolve_entities=False, no_network=True,
            load_dtd=False, huge_tree=False, remove_comments=True,
        )  # fmt: skip
        try:
            for _, element in walk:
                yield element
                element.clear()
                while element.getprevious() is not None:
                    del element.getparent()[0]
        except etree.XMLSyntaxError as error:
            self.notes.append(f"The part {name} breaks off and was read up to there: {error}.")

    def related(self, name: str) -> dict[str, tuple[str, str]]:
        """Parts that a part refers to (Office Open XML): kind and name by relation id."""
        folder, leaf = posixpath.split(name)
        root = self.xml(f"{folder}/_rels/{leaf}.rels" if folder else f"_rels/{leaf}.rels")
        found = {}
        for item in root if root is not None else ():
            target = item.get("Target") or ""
            if item.get("TargetMode") == "External" or not isinstance(item.tag, str):
                continue
            kind = (item.get("Type") or "").rsplit("/", 1)[-1]
            path = target.lstrip("/") if target.startswith("/") else posixpath.join(folder, target)
            found[item.get("Id") or ""] = (kind, posixpath.normpath(path))
        return found


def local(element: Element) -> str:
    """An element's name without its namespace; "" for comments and the like."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def attribute(element: Element, name: str) -> str | None:
    """An attribute's value, whatever namespace it stands in (transitional or strict)."""
    for key, value in element.items():
        if key.rpartition("}")[2] == name:
            return str(value)
    return None


def locked(what: str) -> Unreadable:
    """The refusal of a document with a password."""
    return Unreadable(
        f"{what[:1].upper()}{what[1:]} is encrypted and asks for a password.",
        "Save it without a password and take in that copy too.",
        reason_code="encrypted",
    )


def _parser() -> Element:
    from lxml import etree

    return etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )


def _typed(name: str) -> Unreadable:
    return Unreadable(
        f"The part {name} declares a document type, which office programs never write.",
        "It may be an attack by entities; look at it by hand.",
        reason_code="corrupt",
    )
