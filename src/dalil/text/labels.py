"""Labels of paragraphs and points ("12.", "(a)", "[3]", "ii."): a label is no part of the sentence behind it.

One format prints the label into the paragraph, another draws it from a style and a third keeps it in an
element of its own. Here, for every format alike, a printed label at the head of a passage becomes a
passage of its own, of the kind ``furniture``, with the quotation mark that may stand before it: the text
and every offset stay as they are, and what is said is read without it. Bracketed labels and those before
a tab are plain. A number with a full stop is one before a capital letter, unless the language writes the
days of dates so; else, and for a letter, its neighbour must stand in the same document ("3." with "2."
or "4."), since it may be a day, an initial or a sum. A capital letter with a full stop is left alone, as
an initial would be. Nothing is removed and nothing is renumbered.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from statistics import median

from dalil.evidence import Passage, TextLayer

_KINDS = frozenset({"paragraph", "heading", "item", "quoted"})
_LETTERS = r"[a-zа-я]{1,2}|[ivxlc]{1,7}|[A-Z]|[IVX]{1,6}"
_NUMBER = r"\d{1,3}(?:[A-Z]{1,2}|[a-z])?"
_LABEL = re.compile(
    rf"(?P<mark>[\"“«„‟‘]?)(?P<label>"
    rf"(?P<closed>\(?(?:{_NUMBER}|{_LETTERS})\)|\[\d{{1,3}}\])"
    rf"|(?P<nested>[1-9]\d{{0,2}}(?:\.[1-9]\d{{0,2}}){{1,4}}\.?)"
    rf"|(?P<dotted>(?:\d{{1,3}}[A-Z]{{0,2}}|[a-zа-я]{{1,2}}|[ivxlc]{{1,7}})\.)"
    r"|(?P<bare>\d{1,3}|[A-Z]\.)(?=[ \xa0]*\t)"
    r"|(?P<bullet>[•‣▪▫◦●○■□⁃∙]))"
)
_GAP = re.compile(r"[ \t\xa0\u2000-\u200a\u202f]*[ \t\xa0\n\u2000-\u200a\u202f][ \t\xa0\n]*(?=\S)")
_DATE = re.compile(r"[^\W\d_]+\.?\s+\d{4}\b")
"""What follows the day of a date that is written with a full stop ("3. mai 1999")."""
_POINT = re.compile(r"\(|[a-zа-я]|\d+\)|[^\w\[]")
_STOPPED_DAYS = frozenset("bs cs da de et fi fo hr hu is lb lv mk nb nn no pl sk sl sr tr".split())  # noqa: SIM905
"""Languages that write "3." for "3rd", so that a number with a full stop may open a sentence."""
_GOES_ON = re.compile(r";(?:\s+(?:and|or|but|и|или|et|ou))?$")
"""How a point of a list ends that another follows."""
_ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}
_MOST = 3
"""Labels that may stand one behind the other ("12. (a) (i)")."""
_RUNNING = 30
"""Median number of words from which numbered entries are paragraphs of a text, not points of a list."""


@dataclass(frozen=True, slots=True)
class _Label:
    """A label at the head of a passage.

    Attributes:
        form: Its shape, such as ``0.`` or ``(a)``; labels of one series share it.
        values: What it may count: a letter may be a Roman number too.
        start: First code point.
        end: One past its last.
        rest: Where the words behind it begin.
        plain: It needs no neighbour to be one.
        never: What follows shows that it is none, beside a neighbour too: a date or a sum.
        point: It is one of a point below a paragraph.
    """

    form: str
    values: frozenset[tuple[int, ...]]
    start: int
    end: int
    rest: int
    plain: bool
    never: bool
    point: bool


def part(layer: TextLayer) -> TextLayer:
    """Give the labels at the heads of passages passages of their own.

    Args:
        layer: A text layer; a table stays as it is.
    """
    if layer.table:
        return layer
    found = {i: heads for i, p in enumerate(layer.passages) if (heads := _heads(layer, p))}
    counted: dict[str, set[tuple[int, ...]]] = {}
    for label in (label for heads in found.values() for label in heads if not label.never):
        counted.setdefault(label.form, set()).update(label.values)
    kept = {i: good for i, heads in found.items() if (good := _standing(heads, counted))}
    before = {i: one for i in range(1, len(layer.passages)) if (one := _before(layer, i))}
    last = before | {i: labels[-1] for i, labels in kept.items()}
    running = _running(layer, last)
    bare = _bare_points(layer)
    passages: list[Passage] = []
    for i, passage in enumerate(layer.passages):
        kind = "item" if i in bare else passage.kind
        kind = _kind(kind, last[i], running) if i in last else kind
        rest = passage if kind == passage.kind else replace(passage, kind=kind)
        passages += _cut(layer, rest, kept[i][-1].end, last[i].rest) if i in kept else (rest,)
    return replace(layer, passages=tuple(passages))


def _heads(layer: TextLayer, passage: Passage) -> list[_Label]:
    """What looks like labels at the head of a passage, one behind the other; something follows them."""
    labels: list[_Label] = []
    place = passage.start
    days = (passage.language or layer.language) in _STOPPED_DAYS | {None}
    while passage.kind in _KINDS and len(labels) < _MOST:
        match = _LABEL.match(layer.text, place, passage.end)
        gap = _GAP.match(layer.text, match.end(), passage.end) if match else None
        if match is None or gap is None or (match["mark"] and labels):
            break
        labels.append(_label(layer.text, match, gap, days=days))
        place = gap.end()
    return labels


def _label(text: str, match: re.Match[str], gap: re.Match[str], *, days: bool) -> _Label:
    words, rest = match["label"], gap.end()
    core = words.strip("()[].")
    opens = not text[rest].islower() and not text[rest].isdigit()
    if match["bullet"]:
        plain, never = True, False
    elif match["closed"]:
        # A copyright sign or the year of a citation stands before digits.
        plain, never = not text[rest].isdigit(), not _values(core)
    else:
        tabbed = "\t" in gap.group() and not (match["bare"] and core.isdigit())
        stopped = words.endswith(".") and core[:1].isdigit() and not days
        plain = tabbed or (stopped and opens)
        never = bool(_DATE.match(text, rest)) or (bool(match["nested"]) and not opens)
    return _Label(
        form=_form(words, core),
        values=_values(core),
        start=match.start(),
        end=match.end(),
        rest=rest,
        plain=plain,
        never=never,
        point=bool(_POINT.match(words)),
    )


def _form(words: str, core: str) -> str:
    """The shape of a label: brackets, stops, and the kind of sign in them."""
    sign = "A" if core[:1].isupper() else "a"
    if core[:1].isdigit():
        sign = ".".join("0" * len(core.split(".")))
    return words.replace(core, sign) if core else words


def _values(core: str) -> frozenset[tuple[int, ...]]:
    """What a label may count: numbers by level; a letter's place, and its worth as a Roman number."""
    low = core.lower()
    if low[:1].isdigit():
        levels = tuple(int(one) for one in re.findall(r"\d+", low))
        return frozenset((levels + ((ord(low[-1]),) if low[-1].isalpha() else ()),))
    found: set[tuple[int, ...]] = set()
    if len(set(low)) == 1:
        found.add((1000 * len(low) + ord(low[0]),))
    if low and all(sign in _ROMAN for sign in low):
        worth = [_ROMAN[sign] for sign in low]
        found.add((sum(-a if a < b else a for a, b in zip(worth, [*worth[1:], 0], strict=True)),))
    return frozenset(found)


def _standing(
    labels: Sequence[_Label], counted: Mapping[str, set[tuple[int, ...]]]
) -> list[_Label]:
    """The labels up to the first that is none."""
    good: list[_Label] = []
    for label in labels:
        if label.never or not (label.plain or _has_neighbour(label, counted[label.form])):
            break
        good.append(label)
    return good


def _has_neighbour(label: _Label, counted: set[tuple[int, ...]]) -> bool:
    """Whether the document has the label before it or behind it."""
    return any(
        (*value[:-1], value[-1] + step) in counted for value in label.values for step in (-1, 1)
    )


def _before(layer: TextLayer, index: int) -> _Label | None:
    """The label that a reader has set apart already, as the passage before this one."""
    earlier, passage = layer.passages[index - 1 : index + 1]
    if earlier.kind != "furniture" or passage.kind not in _KINDS:
        return None
    match = _LABEL.fullmatch(layer.text, earlier.start, earlier.end)
    gap = _GAP.match(layer.text, earlier.end, passage.end) if match else None
    return _label(layer.text, match, gap, days=True) if match and gap else None


def _running(layer: TextLayer, last: Mapping[int, _Label]) -> frozenset[str]:
    """Forms of numbers whose entries are running text: the paragraphs of a judgment or statute."""
    words: dict[str, list[int]] = {}
    for index, label in last.items():
        if not label.point and "." not in label.form[:-1]:
            count = len(layer.text[label.rest : layer.passages[index].end].split())
            words.setdefault(label.form, []).append(count)
    return frozenset(form for form, counts in words.items() if median(counts) >= _RUNNING)


def _bare_points(layer: TextLayer) -> frozenset[int]:
    """Points without a label: paragraphs behind a colon, each but the last ending with a semicolon.

    A text made from a document with labels that its program draws has lost them.
    """
    found: set[int] = set()
    run: list[int] = []
    opened = False
    for index, passage in enumerate(layer.passages):
        if passage.kind == "furniture":
            continue
        words = layer.text[max(passage.end - 12, passage.start) : passage.end]
        plain = passage.kind == "paragraph"
        if opened and plain:
            run.append(index)
        if opened and plain and _GOES_ON.search(words):
            continue
        if plain and len(run) > 1:
            found.update(run)
        run, opened = [], words.endswith(":")
    return frozenset(found)


def _kind(kind: str, label: _Label, running: frozenset[str]) -> str:
    """Of what stands behind a label: a point of a list, or a paragraph of the text."""
    if kind not in ("paragraph", "item"):
        return kind
    point = label.point or (kind == "item" and label.form not in running)
    return "item" if point else "paragraph"


def _cut(layer: TextLayer, passage: Passage, end: int, rest: int) -> tuple[Passage, Passage]:
    """The labels up to ``end`` as furniture, then what stands behind them, from ``rest`` on."""
    raw = rest_raw = passage.raw
    if passage.raw is not None and layer.encoding is not None:
        first = passage.raw[0]
        size = len(layer.text[passage.start : end].encode(layer.encoding, "replace"))
        gap = len(layer.text[end:rest].encode(layer.encoding, "replace"))
        raw, rest_raw = (first, first + size), (first + size + gap, passage.raw[1])
    boxes = passage.boxes[:1]
    label = replace(passage, end=end, kind="furniture", paragraph=None, boxes=boxes, raw=raw)
    return label, replace(passage, start=rest, raw=rest_raw)
