"""Excel workbooks (Office Open XML): cells as the sheet prints them, with the values of formulas.

A formula is not computed: the value that the program stored with it is read, and a formula without
one is counted. Text in drawings and charts, and comments on cells, are not read; they are counted.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from dalil.text.grid import Cell, Sheet
from dalil.text.number_format import BUILT_IN, plain, shown
from dalil.text.office import Package, attribute, local
from dalil.text.vendor_types import Element

_BOOK = "xl/workbook.xml"
_PLACE = re.compile(r"([A-Z]{1,3})(\d{1,7})\Z")
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_HIDDEN = {"hidden": "hidden", "veryHidden": "hidden so that no menu shows it"}


class XlsxBook:
    """One open workbook."""

    def __init__(self, content: bytes) -> None:
        self.package = Package(content, "the Excel workbook")
        self._book: Element = self.package.root(_BOOK)
        properties = self._book.find("{*}workbookPr")
        stated = (attribute(properties, "date1904") or "") if properties is not None else ""
        self._from_1904 = stated in ("1", "true")
        self._related = self.package.related(_BOOK)
        self._strings = self._shared()
        self._formats = self._styles()

    def sheets(self) -> Iterator[Sheet]:
        """The sheets in the order of their tabs."""
        for item in self._book.iterfind("{*}sheets/{*}sheet"):
            kind, path = self._related.get(_relation(item), ("", ""))
            name = item.get("name") or path
            if kind != "worksheet":
                self.package.notes.append(f"The sheet {name!r} holds a chart, which is not read.")
                continue
            sheet = Sheet(name, (), _HIDDEN.get(item.get("state") or "", ""))
            sheet.cells = self._cells(path, sheet)
            yield sheet

    def _cells(self, path: str, sheet: Sheet) -> Iterator[Cell]:
        row = hidden_rows = hollow = 0
        for element in self.package.events(path, ("row",)):
            stated = element.get("r") or ""
            row = int(stated) if stated.isdigit() and len(stated) < 8 else row + 1
            filled, column = False, 0
            for item in element.iterfind("{*}c"):
                column = _column(item.get("r") or "", column + 1)
                text = self._text(item)
                hollow += text is None
                if text:
                    filled = True
                    yield Cell(row, column, text)
            hidden_rows += filled and element.get("hidden") in ("1", "true")
        if hidden_rows:
            sheet.notes.append(f"{hidden_rows:,} rows are hidden in the file; they are read too.")
        if hollow:
            sheet.notes.append(f"{hollow:,} formulas have no stored value and show nothing.")
        self._besides(path, sheet)

    def _besides(self, path: str, sheet: Sheet) -> None:
        for kind, part in self.package.related(path).values():
            if kind in ("comments", "threadedComment"):
                root = self.package.xml(part)
                count = 0 if root is None else sum(1 for _ in root.iterfind(".//{*}text"))
                if kind == "comments" and count:
                    sheet.notes.append(f"{count:,} comments are not part of the text.")
            elif kind == "drawing":
                root = self.package.xml(part)
                if root is not None and root.find(".//{*}sp//{*}t") is not None:
                    sheet.notes.append("Text in drawings on it is not part of the text.")

    def _text(self, cell: Element) -> str | None:
        """A cell's text as printed; None for a formula that has no stored value."""
        kind = cell.get("t") or "n"
        if kind == "inlineStr":
            return _rich(cell.find("{*}is"))
        found = cell.find("{*}v")
        value = (found.text or "") if found is not None else ""
        if not value:
            return None if cell.find("{*}f") is not None and kind != "str" else ""
        if kind == "s":
            index = int(value) if value.isdigit() else -1
            return self._strings[index] if 0 <= index < len(self._strings) else ""
        if kind == "b":
            return "TRUE" if value.strip() in ("1", "true") else "FALSE"
        if kind in ("str", "e"):
            return _unescaped(value)
        if kind == "d":
            return value.replace("T", " ").removesuffix(" 00:00:00")
        return self._number(value, cell.get("s") or "0")

    def _number(self, value: str, style: str) -> str:
        try:
            number = float(value)
        except ValueError:
            return value
        index = int(style) if style.isdigit() else 0
        code = self._formats[index] if index < len(self._formats) else "General"
        if code == "General" and len(value) > 15 and re.fullmatch(r"-?\d+", value):
            return value  # an account number stored as a number: no digit is rounded away
        return shown(number, code, from_1904=self._from_1904) or plain(number)

    def _shared(self) -> list[str]:
        part = next((path for kind, path in self._related.values() if kind == "sharedStrings"), "")
        if not part:
            return []
        return [_rich(item) for item in self.package.events(part, ("si",))]

    def _styles(self) -> list[str]:
        part = next((path for kind, path in self._related.values() if kind == "styles"), "")
        root = self.package.xml(part) if part else None
        if root is None:
            return []
        codes = dict(BUILT_IN)
        for item in root.iterfind("{*}numFmts/{*}numFmt"):
            codes[_whole(item.get("numFmtId"))] = item.get("formatCode") or "General"
        cells = root.iterfind("{*}cellXfs/{*}xf")
        return [codes.get(_whole(item.get("numFmtId")), "General") for item in cells]


def _relation(item: Element) -> str:
    """The relation's id: ``r:id``, whatever its namespace."""
    return next((str(value) for key, value in item.items() if key.endswith("}id")), "")


def _column(place: str, otherwise: int) -> int:
    found = _PLACE.match(place)
    if not found:
        return otherwise
    number = 0
    for letter in found[1]:
        number = number * 26 + ord(letter) - 64
    return number


def _rich(element: Element | None) -> str:
    """Text of a string in runs; phonetic signs (rPh) are no part of it."""
    if element is None:
        return ""
    parts: list[str] = []
    for child in element:
        if local(child) == "t":
            parts.append(child.text or "")
        elif local(child) == "r":
            parts += [item.text or "" for item in child.iterfind("{*}t")]
    return _unescaped("".join(parts))


def _unescaped(text: str) -> str:
    """``_x000D_`` and the like stand for characters that XML cannot hold (ECMA-376, ST_Xstring)."""
    if "_x" not in text:
        return text
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text)


def _whole(value: str | None) -> int:
    return int(value) if value and value.isdigit() else 0
