"""Web pages: the visible text of the whole page, and which of it is the article.

Scripts, styles and hidden elements are not text. White space is collapsed as a browser would, blocks
stand on lines of their own, table rows are tab-separated. What trafilatura takes for the main content
is matched back onto the blocks; the rest is marked ``furniture`` and stays. No script runs, no
address is fetched; a page is parsed, never shown.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from dalil.errors import Unreadable
from dalil.evidence import DocumentInfo, Passage, TextLayer
from dalil.text import furniture
from dalil.text.blocks import Block, join, number
from dalil.text.decode import Decoded, declared, decode
from dalil.text.html_source import align, text_runs
from dalil.text.html_walk import Found, walk
from dalil.text.port import Read, Source
from dalil.text.saved_page import with_capture
from dalil.text.sniff import HTML
from dalil.text.vendor_types import Element

MOST_JUDGED = 4_000_000
"""Longest page in characters whose main content is looked for; of a longer one all is text."""
_META = re.compile(rb"<meta[^<>]{0,500}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_.:-]{1,40})", re.I)
_XML_ENCODING = re.compile(rb"^\s*<\?xml[^<>]{0,200}?encoding\s*=\s*[\"']([A-Za-z0-9_.:-]{1,40})")
_LEAST_MAIN = 200


@dataclass(frozen=True, slots=True)
class Page:
    """A page's text and passages."""

    text: str
    passages: tuple[Passage, ...]
    decoded: Decoded
    source: str


class HtmlReader:
    """Reads HTML."""

    name = "html/1"
    media_types = (HTML,)

    def read(self, source: Source) -> Read:
        """Read a web page.

        Raises:
            Unreadable: ``no_text``, ``corrupt`` or ``too_large``.
        """
        notes: list[str] = []
        page = page_of(source.content, notes, judge=True)
        if not page.passages:
            raise Unreadable(
                "The page holds no visible text.",
                "A page that is drawn by scripts has to be saved after it was drawn.",
                reason_code="no_text",
            )
        layer = TextLayer(
            exhibit=source.exhibit,
            text=page.text,
            passages=page.passages,
            reader=self.name,
            media_type=HTML,
            info=with_capture(_info(page.source, notes), page.source),
            notes=tuple(dict.fromkeys(notes)),
            encoding=page.decoded.encoding,
        )
        return Read(layer)


def page_of(content: bytes, notes: list[str], *, judge: bool = False) -> Page:
    """Read the visible text of a page.

    Args:
        content: The bytes.
        notes: Receives what could not be read.
        judge: Tell the main content from the rest; without it only plain signs make furniture.
    """
    decoded = _decode(content)
    notes.extend(decoded.notes)
    source = decoded.text.replace("\x00", "\ufffd")
    if source != decoded.text:
        notes.append("NUL characters are shown as U+FFFD, as browsers do.")
    root, whole = _parse(source)
    if root is None:
        return Page("", (), decoded, source)
    if not whole:
        notes.append("The page is nested too deeply: its text was read without its layout.")
        text, passages = join(Block(words) for _, _, words in text_runs(source))
        return Page(text, number(furniture.mark(text, passages)), decoded, source)
    found, hidden = walk(root)
    if hidden:
        notes.append(f"{hidden} hidden elements with text are not part of the text.")
    raws = align([item.nodes for item in found], text_runs(source), decoded)
    blocks = [replace(item.block, raw=raw) for item, raw in zip(found, raws, strict=True)]
    if judge:
        blocks = _judged(blocks, found, source, notes)
    text, passages = join(blocks)
    return Page(text, number(furniture.mark(text, passages)), decoded, source)


def _decode(content: bytes) -> Decoded:
    """Byte order mark, then UTF-8 if it fits, then the declared encoding, then a guess."""
    first = decode(content)
    if first.offset or not first.notes:
        return first
    name = _XML_ENCODING.search(content[:1024]) or _META.search(content[:4096])
    found = declared(content, name.group(1).decode("ascii")) if name else None
    return found or first


def _parse(source: str) -> tuple[Element, bool]:
    """The tree, and whether the parser went through the whole page."""
    from lxml import etree

    parser = etree.HTMLParser(
        encoding="utf-8",
        recover=True,
        no_network=True,
        remove_comments=True,
        remove_pis=True,
        huge_tree=True,
    )
    try:
        root = etree.fromstring(source.encode("utf-8", "replace"), parser)
    except etree.XMLSyntaxError as error:
        if "empty" in str(error):
            return None, True
        raise Unreadable(f"The page cannot be parsed: {error}.", reason_code="corrupt") from error
    return root, not any("depth" in entry.message.lower() for entry in parser.error_log)


def _judged(
    blocks: list[Block], found: Sequence[Found], source: str, notes: list[str]
) -> list[Block]:
    """Set ``furniture`` and ``header`` on what is not the main content."""
    main = _main_text(source, notes)
    inside = _matched(blocks, main) if len(main) >= _LEAST_MAIN else set()
    if not inside:
        return [
            replace(block, kind="furniture") if item.aside else block
            for block, item in zip(blocks, found, strict=True)
        ]
    prose = [index for index in inside if _is_sentence(blocks[index].text)]
    first, last = min(prose, default=min(inside)), max(inside)
    title = next((i for i in range(first, -1, -1) if found[i].tag == "h1"), first)
    return [
        replace(block, kind=_place(index, block, found[index], (title, first, last), inside))
        for index, block in enumerate(blocks)
    ]


def _place(
    index: int, block: Block, item: Found, bounds: tuple[int, int, int], inside: set[int]
) -> str:
    """The kind of one block, from where it stands."""
    title, first, last = bounds
    if item.aside or (block.kind == "item" and title <= index < first):
        return "furniture"
    if title < index < first and not _is_sentence(block.text) and block.kind == "paragraph":
        return "header"
    if index in inside or index == title:
        return block.kind
    between = first < index < last
    if between and (block.kind in ("heading", "cell") or _is_sentence(block.text)):
        return block.kind
    return "furniture"


def _is_sentence(text: str) -> bool:
    return len(text.split()) >= 6 and bool(re.search(r"[.!?…;:][\"'”’»)\]]*\s*$", text))


def _main_text(source: str, notes: list[str]) -> str:
    """The article's text as trafilatura sees it, or "" where it sees none."""
    if len(source) > MOST_JUDGED:
        notes.append("The page is too long to tell its article from the rest: all of it is text.")
        return ""
    import trafilatura

    try:
        main = trafilatura.extract(
            source, include_comments=False, include_tables=True, favor_recall=True
        )
    except Exception:  # noqa: BLE001 - a heuristic vendor on hostile pages: without it all is text
        notes.append("The article could not be told from the rest of the page: all of it is text.")
        return ""
    return main or ""


def _matched(blocks: Sequence[Block], main: str) -> set[int]:
    """Indexes of the blocks whose words stand in the main text, in its order."""
    haystack = f"\n{_key_lines(main)}\n"
    inside: set[int] = set()
    place = 0
    for index, block in enumerate(blocks):
        key = " ".join(block.text.split())
        if not key:
            continue
        at = haystack.find(key if len(key) > 25 else f"\n{key}\n", place)
        if at < 0 and len(key) > 60:
            at = haystack.find(key[:60], place)
        if at >= 0:
            inside.add(index)
            place = at + len(key) - 1 if len(key) > 25 else at
    return inside


def _key_lines(main: str) -> str:
    """The main text line by line, without list marks; a table's cells on lines of their own."""
    lines: list[str] = []
    for line in main.splitlines():
        cells = line.split("|") if line.startswith("|") else [line]
        lines += [re.sub(r"^[-•] ", "", " ".join(cell.split())) for cell in cells]
    return "\n".join(line for line in lines if line)


def _info(source: str, notes: list[str]) -> DocumentInfo:
    """Title, authors, date, publisher and address from the page's own meta data."""
    if len(source) > MOST_JUDGED:
        return DocumentInfo()
    from trafilatura.metadata import extract_metadata

    try:
        meta = extract_metadata(source, extensive=False)
    except Exception:  # noqa: BLE001 - a heuristic vendor on hostile pages
        notes.append("The page's meta data could not be read.")
        return DocumentInfo()
    if meta is None:
        return DocumentInfo()
    names = [name.strip() for name in (meta.author or "").split(";")]
    return DocumentInfo(
        title=_words(meta.title),
        authors=tuple(name for name in names if name),
        publisher=_words(meta.sitename),
        date=_words(meta.date),
        address=_words(meta.url),
    )


def _words(value: object) -> str | None:
    return " ".join(str(value).split()) or None if value else None
