"""Comments that browsers and their helpers leave in a page that they save: from where, and when.

Known: "saved from url" (Internet Explorer, Chrome, Firefox), SingleFile, HTTrack, the Wayback
Machine. They are the file's own words, which anybody can write; they are shown, not believed.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime
from email.utils import parsedate_to_datetime

from dalil.evidence import DocumentInfo

_HEAD = 8192
_FROM = re.compile(r"<!--\s*saved from url=\(\d{1,6}\)\s*(\S{1,2000}?)\s*-->", re.I)
_SINGLEFILE = re.compile(
    r"<!--\s*Page saved with SingleFile\s*url:\s*(\S{1,2000})\s*saved date:\s*([^\r\n>]{6,80})",
    re.I,
)
_HTTRACK = re.compile(
    r"<!--\s*Mirrored from\s+(\S{1,2000})\s+by HTTrack[^>]{0,200}?\],\s*([^>]{6,60}?)\s*-->", re.I
)
_WAYBACK = re.compile(
    r"FILE ARCHIVED ON (\d\d:\d\d:\d\d \w{3} \d{1,2}, \d{4}) AND RETRIEVED FROM THE\s+INTERNET ARCHIVE",
    re.I,
)
_JS_DATE = re.compile(r"\w{3} (\w{3} \d\d \d{4} \d\d:\d\d:\d\d) GMT([+-]\d{4})")


def with_capture(info: DocumentInfo, source: str) -> DocumentInfo:
    """Address and time of saving, where a comment of the page names them.

    Args:
        info: What the page says of itself otherwise; its own address gives way to that of saving.
        source: The page's source.
    """
    head = source[:_HEAD]
    saved = _SINGLEFILE.search(head) or _HTTRACK.search(head)
    if saved:
        return replace(info, address=_address(saved.group(1)), captured=_date(saved.group(2)))
    plain = _FROM.search(head)
    if plain:
        info = replace(info, address=_address(plain.group(1)))
    archived = _WAYBACK.search(source[-_HEAD:])
    return replace(info, captured=_date(archived.group(1))) if archived else info


def _address(words: str) -> str:
    return words if "://" in words or words.startswith("about:") else f"http://{words}"


def _date(words: str) -> str:
    """ISO 8601 where the form is known, else the words as they stand."""
    words = " ".join(words.split())
    browser = _JS_DATE.match(words)
    try:
        if browser:
            stamp = f"{browser.group(1)} {browser.group(2)}"
            return datetime.strptime(stamp, "%b %d %Y %H:%M:%S %z").isoformat()
        if re.match(r"\d\d:\d\d:\d\d \w{3} \d", words):
            found = datetime.strptime(f"{words} +0000", "%H:%M:%S %b %d, %Y %z")
            return found.isoformat()
        return parsedate_to_datetime(words).isoformat()
    except (ValueError, TypeError, IndexError, OverflowError):
        return words
