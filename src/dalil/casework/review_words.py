"""What a person may write into a case: one line, bounded, of characters that can be seen.

The words of a reviewer stand in records for ever, in exports, on pages and on terminals. So a reason is
one line of a bounded length, and neither it nor a field may hold what hides, breaks or turns a line
round. Words of a document (quotes) are not bounded here: they must stand in its text as they are.
"""

from __future__ import annotations

import re
import unicodedata

from dalil.errors import BadInput

REASON = 2_000
"""Characters of a reason."""
FIELD = 1_000
"""Characters of the value of a field, of a name or an id."""
QUOTE = 100_000
"""Characters of a quote that is looked for in a text."""
_TURNS = "\u202a-\u202e\u2066-\u2069"
_NO_CHARACTERS = "".join(
    f"{chr(plane + 0xFFFE)}{chr(plane + 0xFFFF)}" for plane in range(0, 0x110000, 0x10000)
)
_REFUSED = re.compile(
    rf"[\x00-\x1f\x7f-\x9f\u2028\u2029{_TURNS}\ud800-\udfff\ufdd0-\ufdef\ufff9-\ufffb"
    rf"\U000e0000-\U000e007f{_NO_CHARACTERS}]"
)
"""Control characters, line breaks, overrides of direction, halves of pairs, tags, no characters."""
_LINES = "\n\r\v\f\x1c\x1d\x1e\x85\u2028\u2029"
_SPACE = " \t\r\n"
_NEAR = 20


def reason(text: str, what: str = "The reason") -> str:
    """A reason without the space around it.

    Args:
        text: As it was given.
        what: How a refusal calls it.

    Raises:
        BadInput: More than :data:`REASON` characters or than one line, or a character that nobody sees.
    """
    return _checked(text.strip(_SPACE), what, REASON).strip()


def value(name: str, text: str) -> str:
    """The value of a field as it was given.

    Raises:
        BadInput: More than :data:`FIELD` characters or than one line, or a character that nobody sees.
    """
    _checked(text.strip(_SPACE), f"{name!r}", FIELD)
    return text


def quote(text: str) -> str:
    """Words to be looked for in a document, as they were given.

    Raises:
        BadInput: More than :data:`QUOTE` characters.
    """
    if len(text) > QUOTE:
        raise BadInput(f"The quote is longer than {QUOTE:,} characters: {len(text):,}.")
    return text


def _checked(text: str, what: str, most: int) -> str:
    if len(text) > most:
        raise BadInput(
            f"{what} has {len(text):,} characters; there may be {most:,}.",
            "Say it shorter, and name the document that holds the rest.",
        )
    found = _REFUSED.search(text)
    if found is not None:
        near = text[max(found.start() - _NEAR, 0) : found.end() + _NEAR]
        raise BadInput(
            f"{what} holds {_named(found.group())} at character {found.start() + 1}: {near!a}.",
            f"Write one line of at most {most:,} characters that can be seen.",
        )
    return text


def _named(sign: str) -> str:
    """A refused character in words."""
    if sign in _LINES:
        return "a line break"
    code = f"U+{ord(sign):04X}"
    if re.match(f"[{_TURNS}]", sign):
        return f"{unicodedata.name(sign).lower()} ({code}), which turns the writing round"
    if unicodedata.category(sign) == "Cc":
        return f"a control character ({code})"
    return f"a character that nobody sees ({code})"
