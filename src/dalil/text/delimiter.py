"""Whether a text is a table, and what parts its cells.

Judged by how even the rows come out. Prose with commas is not a table, and a list of names with
their offices ("Name, Office") is not one either.
"""

from __future__ import annotations

import csv
import io
from collections import Counter

DELIMITERS = (",", ";", "\t", "|")
_SAMPLE_ROWS = 200


def guess_delimiter(sample: str, *, cut: bool, named: bool) -> str | None:
    """The delimiter that gives the most even rows, or None where the text is no table.

    Args:
        sample: The beginning of the text.
        cut: The sample ends in the middle, so its last row does not count.
        named: The name says that it is a table: two columns and ragged rows are enough.
    """
    best: tuple[float, int, str] | None = None
    for delimiter in DELIMITERS:
        widths = _widths(sample, delimiter, cut=cut)
        if not widths:
            continue
        width, often = Counter(widths).most_common(1)[0]
        even = often / len(widths)
        prose = delimiter == "," and _spaced(sample)
        enough = width >= 2 if named else width >= 3 and len(widths) >= 3 and even >= 0.95
        if enough and (named or not prose) and (best is None or (even, width) > best[:2]):
            best = (even if even > 0.5 else even / 2, width, delimiter)
    return best[2] if best else None


def _widths(sample: str, delimiter: str, *, cut: bool) -> list[int]:
    if delimiter not in sample:
        return []
    widths: list[int] = []
    try:
        for row in csv.reader(io.StringIO(sample, newline=""), delimiter=delimiter):
            if row:
                widths.append(len(row))
            if len(widths) > _SAMPLE_ROWS:
                break
    except csv.Error:
        pass
    return widths[:-1] if cut and 1 < len(widths) <= _SAMPLE_ROWS else widths


def _spaced(sample: str) -> bool:
    """Commas are followed by spaces, as in prose and lists of names with their offices."""
    return sample.count(", ") > 0.5 * sample.count(",")
