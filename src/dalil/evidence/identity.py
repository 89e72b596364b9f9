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
    if value is None:
        yield b"N"
    elif isinstance(value, Enum):
        yield from encode(str(value.value))
    elif isinstance(value, bool):
        yield b"B1" if value else b"B0"
    elif isinstance(value, str):
        yield from _framed(b"S", value.encode("utf-8", "surrogatepass"))
    elif isinstance(value, int):
        yield from _framed(b"I", str(value).encode("ascii"))
    elif isinstance(value, Decimal):
        yield from _framed(b"D", _plain(value).encode("ascii"))
    elif isinstance(value, tuple):
        yield b"L%d:" % len(value)
        for part in value:
            yield from encode(part)
    elif dataclasses.is_dataclass(value) and not isinstance(value, type):
        yield from _encode_fields(value)
    else:
        raise TypeError(f"{value!r} of type {type(value).__name__} has no identity")


def _encode_fields(value: object) -> Iterator[bytes]:
    fields = [
        (field.name, part)
        for field in dataclasses.fields(value)  # type: ignore[arg-type]
        if field.metadata.get("identity", True)
        and (part := getattr(value, field.name)) is not None
        and part != ()
    ]
    yield from _framed(b"V", type(value).__name__.encode("ascii"))
    yield b"M%d:" % len(fields)
    for name, part in fields:
        yield from encode(name)
        yield from encode(part)


def _framed(kind: bytes, body: bytes) -> Iterator[bytes]:
    yield b"%s%d:" % (kind, len(body))
    yield body


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
