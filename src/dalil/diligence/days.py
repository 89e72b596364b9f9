"""Dates of a due-diligence file in one form, so that two of them can be compared as texts.

ISO 8601 allows ``20310504``, ``2031-W18-7`` and times of any offset; held against each other as texts
these say nothing or the wrong thing. Nothing is guessed: what is no date is an error.
"""

from __future__ import annotations

from datetime import UTC, datetime

DAY = len("2031-05-04")


def one_form(text: str) -> str:
    """An ISO 8601 date as ``2031-05-04``, a time as ``2031-05-04T10:00:00Z``.

    Args:
        text: A date, or a time with its offset; one without is taken as UTC.

    Raises:
        ValueError: It is neither.

    >>> one_form("20310504"), one_form("2031-05-04T12:00:00+02:00")
    ('2031-05-04', '2031-05-04T10:00:00Z')
    """
    found = datetime.fromisoformat(text.strip())
    if len(text.strip()) <= DAY and ":" not in text:
        return found.date().isoformat()
    aware = found if found.utcoffset() is not None else found.replace(tzinfo=UTC)
    return aware.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def or_as_it_stands(text: str) -> str:
    """As :func:`one_form`; a text that is no date as it stands (of a file written long ago)."""
    try:
        return one_form(text)
    except ValueError:
        return text
