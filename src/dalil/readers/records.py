"""Records of big XML files one after the other, every element and attribute accounted for.

Parsed with lxml's incremental parser: no DTD, no entities, no network, libxml2's own bounds on depth
and length. Memory holds one record. A file that is cut or not well-formed is refused whole. The UN
list has a reader of its own (:mod:`dalil.readers.xml_tree`), which also tells the bytes of values.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from typing import Any

from dalil.errors import BadList
from dalil.readers.draft import Draft
from dalil.readers.report import Report
from dalil.readers.source import Part
from dalil.readers.xml_tree import Node

_AGAIN = "Fetch the file again from its publisher."
_POSITIONS = re.compile(r"\[\d+\]")


def records(
    part: Part, root: str, tags: Collection[str], outer: Collection[str], report: Report
) -> Iterator[Node]:
    """The elements with the given names, in order; each is dropped once it was handed on.

    Args:
        part: The file.
        root: Name of the root element.
        tags: Local names of the records.
        outer: Local names of elements that may stand around and between them.
        report: Told of elements outside the records that the format does not name.

    Raises:
        BadList: Not XML, cut, with a document type, or with another root.
    """
    from lxml import etree

    _no_doctype(part)
    with part.open() as stream:
        parser = etree.iterparse(
            stream,
            events=("end",),
            tag=[f"{{*}}{tag}" for tag in tags],
            resolve_entities=False,
            no_network=True,
            load_dtd=False,
            huge_tree=False,
            remove_comments=True,
            remove_pis=True,
        )
        last = None
        try:
            for _, element in parser:
                if last is None:
                    _check_root(element.getroottree().getroot(), root, part)
                elif last.getparent() is not None:
                    last.getparent().remove(last)
                if not _inside(element, tags):
                    yield node_of(element)
                    element.clear(keep_tail=False)
                    last = element
        except etree.XMLSyntaxError as error:
            raise BadList(
                f"{part.name} is not well-formed XML: {error.msg}. It may be cut or in another "
                "encoding. Nothing was imported.",
                _AGAIN,
            ) from error
        found = parser.root
    _check_root(found, root, part)
    for name in ("generationDate", "date"):
        report.dated(found.attrib.get(name))
    for element in found.iter():
        name = local(element.tag)
        if name not in outer and name not in tags and name != root:
            report.unknown[name] += 1


def _inside(element: Any, tags: Collection[str]) -> bool:  # noqa: ANN401  lxml has no types
    """Whether an element of the same name stands around it: a part of that record, not a record."""
    return any(local(above.tag) in tags for above in element.iterancestors())


def _no_doctype(part: Part) -> None:
    head = part.head(65536)
    for encoding in ("utf-8", "utf-16"):
        text = head.decode(encoding, "ignore")
        before = text.split("<!DOCTYPE", 1)
        if len(before) == 2 and not re.search(r"<[A-Za-z]", before[0]):
            raise BadList(
                f"{part.name} declares a document type; official lists have none, and it could hide "
                "an entity bomb. Nothing was imported."
            )


def _check_root(found: Any, root: str, part: Part) -> None:  # noqa: ANN401  lxml has no types
    if found is None or local(found.tag) != root:
        name = local(found.tag) if found is not None else "nothing"
        raise BadList(
            f"The root element of {part.name} is <{name}>, but this format begins with <{root}>.",
            "Name the format that the file is in.",
        )
    if found.getroottree().docinfo.internalDTD is not None:
        raise BadList(f"{part.name} declares a document type. Nothing was imported.")


def local(tag: object) -> str:
    """A name without its namespace."""
    return str(tag).rpartition("}")[2]


def node_of(element: Any, path: str | None = None) -> Node:  # noqa: ANN401  lxml has no types
    """An lxml element and all below it as plain nodes."""
    tag = local(element.tag)
    node = Node(tag, path or f"/{tag}", element.sourceline or 0, 0)
    node.attributes = {local(key): value for key, value in element.attrib.items()}
    if element.text:
        node.parts.append(element.text)
    counts: dict[str, int] = {}
    for child in element:
        if not isinstance(child.tag, str):
            node.parts.append(child.tail or "")
            continue
        name = local(child.tag)
        counts[name] = counts.get(name, 0) + 1
        node.children.append(node_of(child, f"{node.path}/{name}[{counts[name]}]"))
        if child.tail and child.tail.strip():
            node.parts.append(child.tail)
    return node


class Account:
    """What a format does with each element and attribute of a record.

    Args:
        taken: Paths below the record (``name/first``, ``name@id``) that become a field.
        known: Further paths that the format names; their texts go to ``rest``.
    """

    def __init__(self, taken: Collection[str], known: Collection[str] = ()) -> None:
        self.taken = frozenset(taken)
        every = self.taken | frozenset(known)
        around = {path[:at] for path in every for at in range(len(path)) if path[at] in "/@"}
        self.known = every | around

    def settle(self, record: Node, draft: Draft | None, report: Report) -> None:
        """Put every filled part of a record that became no field into ``rest``; report unknown ones."""
        strip = len(record.path) + 1
        stack = [record]
        while stack:
            node = stack.pop()
            below = _POSITIONS.sub("", node.path[strip:])
            if below and below not in self.known:
                report.unknown[f"{record.tag}/{below}"] += 1
            text = node.text
            if text and below not in self.taken and draft is not None:
                draft.rest(node.path[strip:] or record.tag, text)
            for name, value in node.attributes.items():
                path = f"{below}@{name}"
                if path not in self.known and name != "schemaLocation":
                    report.unknown[f"{record.tag}/{path}"] += 1
                if value and path not in self.taken and draft is not None:
                    draft.rest(f"{node.path[strip:]}@{name}", value)
            stack.extend(reversed(node.children))


def deep(node: Node, path: str) -> list[Node]:
    """The elements at a path below a node, such as ``idList/id``."""
    found = [node]
    for tag in path.split("/"):
        found = [child for one in found for child in one.children if child.tag == tag]
    return found


def texts(node: Node, path: str) -> list[str]:
    """The filled texts at a path below a node."""
    return [text for found in deep(node, path) if (text := found.text)]


def truth(text: str) -> bool:
    """Whether a text says yes."""
    return text.strip().casefold() in ("true", "1", "yes", "y")
