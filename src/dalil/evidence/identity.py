"""Identity by content: an unambiguous, length-prefixed hash of a value.

FollowTheMoney joins its statement keys with dots, so different statements can share an id. Here
every part is written with its kind and byte length before it, so two different values never give
the same bytes. Fields that stand at their default (None or an empty tuple) are left out, so that
a later version may add a field without changing the ids of what was read before.

This module does not decide what belongs to an identity: a dataclass field with
``metadata={"identity": False}`` stays outside.
"""

from __future__ import annotations

import base64
import dataclasses
import hashlib
from collections.abc import Iterator
from decimal import Decimal
from enum import Enum
from functools import cache

OUTSIDE = {"identity": False}
"""Field metadata for what does not make a value what it is (method, recorded time)."""


def identity(prefix: str, *parts: object) -> str:
    """Name a value by its content.

    Args:
        prefix: Short word that says what kind of thing is named, such as ``c`` for a claim.
        parts: Strings, integers, booleans, decimals, enums, None, tuples or frozen dataclasses.

    Returns:
        The prefix, an underscore and 32 lower-case base32 characters (160 bits of SHA-256).

    Raises:
        TypeError: A part of any other type (floats among them: their text is not unique).
    """
    digest = hashlib.sha256(b"".join(encode((prefix, *parts)))).digest()
    return f"{prefix}_{base64.b32encode(digest[:20]).decode('ascii').lower()}"


def encode(value: object) -> Iterator[bytes]:
    """Write a value as bytes from which it could be read back without doubt.

    Raises:
        TypeError: A value that has no unique text.
    """
    pieces: list[bytes] = []
    _write(value, pieces)
    return iter(pieces)


def _write(value: object, out: list[bytes]) -> None:
    # The commonest kinds first: every claim is hashed again whenever it is loaded.
    if isinstance(value, Enum):
        _write(str(value.value), out)
    elif isinstance(value, str):
        _frame(b"S", value.encode("utf-8", "surrogatepass"), out)
    elif value is None:
        out.append(b"N")
    elif isinstance(value, bool):
        out.append(b"B1" if value else b"B0")
    elif isinstance(value, int):
        _frame(b"I", str(value).encode("ascii"), out)
    elif isinstance(value, tuple):
        out.append(b"L%d:" % len(value))
        for part in value:
            _write(part, out)
    elif isinstance(value, Decimal):
        _frame(b"D", _plain(value).encode("ascii"), out)
    elif dataclasses.is_dataclass(value) and not isinstance(value, type):
        _write_fields(value, out)
    else:
        raise TypeError(f"{value!r} of type {type(value).__name__} has no identity")


def _write_fields(value: object, out: list[bytes]) -> None:
    present = [
        (written, part)
        for name, written in _inside(type(value))  # type: ignore[arg-type]
        if (part := getattr(value, name)) is not None and part != ()
    ]
    _frame(b"V", type(value).__name__.encode("ascii"), out)
    out.append(b"M%d:" % len(present))
    for written, part in present:
        out.append(written)
        _write(part, out)


@cache
def _inside(kind: type) -> tuple[tuple[str, bytes], ...]:
    """Fields that make a value what it is, with their names as they are written."""
    return tuple(
        (field.name, b"S%d:%s" % (len(field.name), field.name.encode("ascii")))
        for field in dataclasses.fields(kind)
        if field.metadata.get("identity", True)
    )


def _frame(kind: bytes, body: bytes, out: list[bytes]) -> None:
    out.append(b"%s%d:%s" % (kind, len(body), body))


def _plain(value: Decimal) -> str:
    """One text for equal numbers: 1.50 and 1.5 are the same amount.

    Raises:
        TypeError: Not a finite number.
    """
    if not value.is_finite():
        raise TypeError(f"{value!r} has no identity")
    text = format(value, "f")
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text in ("-0", "") else text
