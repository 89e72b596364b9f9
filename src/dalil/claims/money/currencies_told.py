"""Currencies that a document tells once for many sums: "all amounts in euros", "the fee was in dollars", a table's head.

A head or a caption tells the currency of the cells below it, and of how many units they are ("USD million",
"£'000", "thousand tenge"); a sentence on all sums tells that of sums without one; a sentence on one price tells
that of the sums right behind it. Nothing is guessed: a cell counts only where it is a number and nothing else.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache

from dalil.claims.money.currencies import Sum, beside, codes
from dalil.claims.numbers import DIGITS, Number, decimal
from dalil.claims.wordlists import lexicon


@dataclass(frozen=True, slots=True)
class Told:
    """A place that tells a currency for sums behind it.

    Attributes:
        end: One past the words that tell it.
        currency: Its code, or the printed word.
        whole: It holds for the whole document, not for the next sums only.
    """

    end: int
    currency: str
    whole: bool


@dataclass(frozen=True, slots=True)
class _Unit:
    """Whose units the cells of a column are, and how many of them (a power of ten)."""

    currency: str
    scale: int


@cache
def _scale_words() -> dict[str, int]:
    return dict(lexicon("mentions_money")["units"])


@cache
def _unit() -> re.Pattern[str]:
    """A currency with or without a multiplier: "USD million", "thousands of tenge", "£'000", "€m", "млн руб."."""
    scales = "|".join(sorted(map(re.escape, _scale_words()), key=len, reverse=True))
    return re.compile(
        rf"(?:(?P<first>(?i:{scales}))(?: of)? )?(?P<money>{_money()})\.?(?: ?(?P<last>(?i:{scales}))\.?)?(?![\w$€£])"
    )


@cache
def _money() -> str:
    """What may name a currency where no number stands beside it."""
    data = lexicon("mentions_money")
    symbols = "|".join(map(re.escape, sorted(data["symbols"], key=len, reverse=True)))
    word_codes = set(data["word_codes"])
    iso = "|".join(sorted(codes() - word_codes))
    nouns = {*data["nouns"], *lexicon("mentions_currencies")["nouns"]} - set(data["everyday"])
    plain = "|".join(sorted((f"{n}s?" for n in nouns if n.isalpha()), key=len, reverse=True))
    others = "|".join(sorted(data["others"], key=len, reverse=True))
    return rf"(?:(?<!\w)(?:{iso})|{symbols}|(?<!\w)(?:(?:[A-Z][\w.]+ ){{0,2}}(?:{plain})|(?i:{others}))(?!\w))"


def _read(match: re.Match[str]) -> _Unit | None:
    """The currency and the multiplier of a unit, read as if a number stood beside it."""
    words = match["money"]
    sample = f"{words} 1000" if re.fullmatch(r"\W+|[A-Z]{1,4}\W*", words) else f"1000 {words}"
    start = sample.index("1000")
    one = beside(sample, Number(start, start + 4, decimal("1000", scaled=False), sure=True))
    currency = one.currency or one.noun
    if currency is None:
        return None
    scale = (match["last"] or match["first"] or "").lower()
    return _Unit("USD" if currency == "$" else currency, _scale_words().get(scale, 0))


# ── sentences ────────────────────────────────────────────────────────────────────────────────────
@cache
def _sentences() -> tuple[re.Pattern[str], re.Pattern[str]]:
    all_of_it = r"(?:amounts?|sums?|figures?|values?|prices?|payments?|monetary amounts|money)"
    put = (
        r"(?:stated|expressed|given|shown|quoted|denominated|reported|set out|presented|calculated)"
    )
    whole = (
        rf"(?:(?<!\w)(?:[Aa]ll|[Uu]nless otherwise (?:stated|indicated)[^.;\n]{{0,20}})(?: the)?(?: [a-z]+)? {all_of_it}(?: [a-z]+){{0,4}}?"
        rf"|[(\[]\s?(?i:{all_of_it}|expressed|stated))(?: (?:are|is))?(?: {put})? in (?:the )?(?:currency of )?(?P<unit>{_unit_source()})"
        rf"|(?:[Вв]се )?[Сс]уммы (?:указаны|приведены|даны|выражены)? ?в (?P<unit2>{_unit_source()})"
    )
    one = (
        r"(?<!\w)(?:fee|fees|price|prices|contract|tender|loan|salary|payments?|rent|bill|bills|account|accounts|bids?|budget|deal|debt|money)"
        r"(?: [a-z]+){0,3}? (?:was|were|is|are|be)(?: (?:always|all|to be|usually|then|only))?"
        rf"(?: (?:priced|paid|payable|denominated|set|calculated|invoiced|made|quoted|kept|held|settled|stated|expressed|fixed))? in (?P<unit>{_unit_source()})(?=[.,;:)\n]|$)"
    )
    return re.compile(whole), re.compile(one)


def _unit_source() -> str:
    return re.sub(r"\?P<\w+>", "?:", _unit().pattern)


def told(plain: str) -> tuple[Told, ...]:
    """What the sentences of a shadow tell of the currency of sums, in order of place."""
    whole, one = _sentences()
    found: list[Told] = []
    for pattern, every in ((whole, True), (one, False)):
        for match in pattern.finditer(plain):
            said = match.groupdict()
            unit = _unit().fullmatch(said["unit"] or said.get("unit2") or "")
            if unit and (read := _read(unit)):
                found.append(Told(match.end(), read.currency, every))
    return tuple(sorted(found, key=lambda one: one.end))


@cache
def _all_in() -> re.Pattern[str]:
    return re.compile(
        r"(?:[,;(–] ?|(?<=\w) )(?:all|both|each|every one)(?: of (?:them|which|these))?(?: (?:payable|paid|stated|expressed|denominated|held|counted))? in "
        rf"(?P<unit>{_unit_source()})(?=[.,;:)\n]|$)"
    )


_SENTENCE_ENDS = re.compile(r"[.!?]\s|\n")
_SENTENCE = 400


def told_behind(plain: str) -> tuple[tuple[int, int, str], ...]:
    """Where a sentence tells the currency behind its sums: "1.4m for posters, 650,000 for print, all in euros".

    Returns:
        Begin of the sentence, the place where it tells the currency, and the currency.
    """
    found = []
    for match in _all_in().finditer(plain):
        unit = _unit().fullmatch(match["unit"])
        low = max(0, match.start() - _SENTENCE)
        ends = [end.end() for end in _SENTENCE_ENDS.finditer(plain, low, match.start())]
        if unit and (read := _read(unit)):
            found.append((ends[-1] if ends else low, match.start(), read.currency))
    return tuple(found)


def declared(places: Sequence[Told]) -> str | None:
    """The one currency that the document tells for all its sums."""
    every = {one.currency for one in places if one.whole}
    return next(iter(every)) if len(every) == 1 else None


# ── tables ───────────────────────────────────────────────────────────────────────────────────────
_TABULAR = re.compile(r"\t|\||\S  +\S|[)\]]:? \d")
"""What any table or form has somewhere; most texts have none of it and are not looked through line by line."""
_CELLS = re.compile(r"\t|\s*\|\s*|(?<=\S) {2,}(?=\S)")
_FIGURE = re.compile(rf"[(-]?\s?(?P<number>{DIGITS})\s?\)?\*?")
_YEAR = re.compile(r"(?:1[89]|20)\d\d")
_HEAD = 140
"""Longest line that may be a head or a caption."""


@dataclass(frozen=True, slots=True)
class _Cell:
    start: int
    end: int
    words: str


def in_tables(text: str, sums: Sequence[Sum], own: frozenset[str] = frozenset()) -> list[Sum]:
    """Take the cells of tables whose head or caption names the currency for sums.

    Args:
        text: The text itself, in which cells are still told apart by tabs.
        sums: Sums with what stands beside them, in order.
        own: Currency words of the document's own.
    """
    units = dict(_cells_with_units(text, _own_unit(own)))
    return [_in_cell(text, one, units) for one in sums] if units else list(sums)


def _in_cell(text: str, one: Sum, units: dict[int, _Unit]) -> Sum:
    unit = units.get(one.number.start)
    if one.marked or unit is None or one.number.value is None:
        return one
    digits = text[one.number.start : one.number.end]
    value = one.number.value
    if not unit.scale and re.fullmatch(r"\d{1,3}\.\d{3}", digits):
        value = value.scaleb(3)
    return replace(one, marked=True, currency=unit.currency, value=value.scaleb(unit.scale))


@lru_cache(maxsize=64)
def _own_unit(own: frozenset[str]) -> re.Pattern[str] | None:
    """The unit of a table in money of the document's own: "thousands of krelts", "KDW million"."""
    if not own:
        return None
    scales = "|".join(sorted(map(re.escape, _scale_words()), key=len, reverse=True))
    some = "|".join(sorted(map(re.escape, own), key=len, reverse=True))
    return re.compile(
        rf"(?:(?P<first>(?i:{scales}))(?: of)? )?(?<!\w)(?P<money>(?:[A-Z][a-z]+ )?(?:{some})s?)(?: ?(?P<last>(?i:{scales})))?(?!\w)"
    )


def _cells_with_units(text: str, own: re.Pattern[str] | None) -> Iterator[tuple[int, _Unit]]:
    """Places of numbers in cells, with the units that the head or the caption above tells."""
    columns: dict[int, _Unit] = {}
    caption: _Unit | None = None
    book: _Unit | None = None
    plain_columns: set[int] = set()
    rows = blank = 0
    for cells in _lines(text):
        yield from _fields(cells, own)
        book = _book(cells) or book
        if not cells:
            blank += 1
            if rows or blank > 2:
                columns, caption, rows = {}, None, 0
            continue
        blank = 0
        if (head := _head_of(cells, own) or _booked(cells, book)) is not None:
            columns, caption = head
            plain_columns, rows = set(), 0
        elif len(cells) == 1:
            columns, caption, rows = ({}, None, 0) if rows else (columns, caption, rows)
        elif columns or caption:
            counted = {i for i, cell in enumerate(cells) if _counts(cell.words)}
            if not any(_FIGURE.fullmatch(cell.words) for cell in cells[1:]):
                plain_columns |= counted
                continue
            rows += 1
            yield from _row(cells, columns, caption, plain_columns)


_FIELD = re.compile(rf"(?P<label>.*[)\]]):? (?P<figure>{DIGITS})")


def _fields(cells: Sequence[_Cell], own: re.Pattern[str] | None) -> Iterator[tuple[int, _Unit]]:
    """A line that is a label with its currency and the figure: "Value (USD): 45,000", "Price, EUR | 1,200"."""
    field = _FIELD.fullmatch(cells[0].words) if len(cells) == 1 else None
    if field and (unit := _headed(field["label"], own)):
        yield cells[0].start + field.start("figure"), unit
    figure = _FIGURE.fullmatch(cells[1].words) if len(cells) == 2 else None
    if figure and (unit := _headed(cells[0].words, own)):
        yield cells[1].start + figure.start("number"), unit


def _row(
    cells: Sequence[_Cell], columns: dict[int, _Unit], caption: _Unit | None, other: set[int]
) -> Iterator[tuple[int, _Unit]]:
    if _counts(cells[0].words):
        return
    for index, cell in enumerate(cells):
        figure = _FIGURE.fullmatch(cell.words)
        unit = columns.get(index) or (caption if index and index not in other else None)
        if figure is None or unit is None:
            continue
        if index not in columns and _YEAR.fullmatch(figure["number"]):
            continue
        yield cell.start + figure.start("number"), unit


@cache
def _counted() -> re.Pattern[str]:
    return re.compile(
        r"%|(?<!\w)(?:no\.?|nos\.?|number|qty|quantity|year|date|staff|headcount|employees|share|shares|units|hours|days|"
        r"per cent|percent|percentage|id|ref\.?|reference|code|page|rate|ratio|count|votes|account|№|кол-во|дата|год)(?!\w)",
        re.IGNORECASE,
    )


def _counts(words: str) -> bool:
    """Whether a head of a column or of a row tells of something else than money."""
    return _counted().search(words) is not None and not _unit().search(words)


def _head_of(
    cells: Sequence[_Cell], own: re.Pattern[str] | None
) -> tuple[dict[int, _Unit], _Unit | None] | None:
    """The units by column, or of all cells below; None for a line that tells none."""
    units = {index: unit for index, cell in enumerate(cells) if (unit := _headed(cell.words, own))}
    if not units or any(_FIGURE.fullmatch(c.words) and not _YEAR.fullmatch(c.words) for c in cells):
        return None
    if len(cells) == 1 or (0 in units and len(units) == 1):
        return {}, next(iter(units.values()))
    return units, None


_MONEY_HEAD = re.compile(
    r"(?:[\w ]{0,20}\b)?(?:amounts?|debits?|credits?|balance|value|total|price|sum|paid(?: (?:in|out))?|received|fees?|costs?|"
    r"money (?:in|out)|withdrawals?|deposits?|сумма|дебет|кредит|остаток|montant|débit|crédit|solde)",
    re.IGNORECASE,
)


def _book(cells: Sequence[_Cell]) -> _Unit | None:
    """The currency in which an account or a ledger is kept, as a field at its head tells: "Currency: AED"."""
    for cell in cells:
        label, colon, said = cell.words.partition(":")
        unit = _unit().fullmatch(said.strip()) if colon and _KEPT_IN.fullmatch(label) else None
        if unit and (read := _read(unit)):
            return read
    return None


_KEPT_IN = re.compile(
    r"(?:[\w ]{0,24} )?(?:currency|ccy|валюта(?: сч[её]та)?|devise)", re.IGNORECASE
)


def _booked(
    cells: Sequence[_Cell], book: _Unit | None
) -> tuple[dict[int, _Unit], _Unit | None] | None:
    """The columns of an account's table that hold money by their heads; None where the line is no such head."""
    if book is None or len(cells) < 3 or any(_FIGURE.fullmatch(cell.words) for cell in cells):
        return None
    units = {i: book for i, cell in enumerate(cells) if _MONEY_HEAD.fullmatch(cell.words)}
    return (units, None) if units else None


_LEAD = re.compile(r"(?:^|[(\[,:/] ?|(?<!\w)(?:in|в) |–\s?)$")


def _headed(words: str, own: re.Pattern[str] | None = None) -> _Unit | None:
    """The unit that a head ends in, or holds in brackets: "Amount (USD)", "Revenue, thousand tenge", "£'000"."""
    if len(words) > _HEAD or (words.endswith((".", ";")) and not words.endswith(("руб.", "тыс."))):
        return None
    for pattern in (_unit(), own) if own else (_unit(),):
        for match in pattern.finditer(words):
            behind = words[match.end() :].strip()
            if _LEAD.search(words[: match.start()]) and re.fullmatch(r"[)\]:]{0,2}", behind):
                return _read(match) if pattern is not own else _own(match)
    return None


def _own(match: re.Match[str]) -> _Unit:
    scale = (match["last"] or match["first"] or "").lower()
    return _Unit(match["money"], _scale_words().get(scale, 0))


def _lines(text: str) -> Iterator[list[_Cell]]:
    """Cells of each line; none of a blank one."""
    if _TABULAR.search(text) is None:
        return
    place = 0
    for line in text.split("\n"):
        yield list(_cells(line.rstrip("\r"), place)) if line.strip() else []
        place += len(line) + 1


def _cells(line: str, place: int) -> Iterator[_Cell]:
    if len(line) > 2000:
        yield _Cell(place, place + len(line), line[:200])
        return
    start = 0
    for end, following in [
        *((m.start(), m.end()) for m in _CELLS.finditer(line)),
        (len(line),) * 2,
    ]:
        words = line[start:end]
        lead = len(words) - len(words.lstrip())
        yield _Cell(place + start + lead, place + end, words.strip().replace("\u00a0", " "))
        start = following


def last_told(places: Sequence[Told], before: int) -> Told | None:
    """The last place before one that tells the currency of the sums right behind it."""
    near = [one for one in places if not one.whole]
    index = bisect_right([one.end for one in near], before)
    return near[index - 1] if index else None


_OF_UNITS = re.compile(r"[ ]?(?:[)\]:]|\n|$|unless|\()")
_FIGURES_ARE = re.compile(r"(?:figures|amounts|sums|values|prices)(?: are)?(?: [a-z]+)? in $")


def without_units(plain: str, sums: Sequence[Sum]) -> list[Sum]:
    """Take no magnitude for a sum that tells in what units others are: "(in millions of dollars)"."""
    return [
        replace(one, marked=False)
        if one.number.vague
        and one.value is None
        and plain[max(0, one.start - 3) : one.start] == "in "
        and (
            _OF_UNITS.match(plain, one.end)
            or _FIGURES_ARE.search(plain[max(0, one.start - 40) : one.start])
        )
        else one
        for one in sums
    ]
