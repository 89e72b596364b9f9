"""Frozen values to JSON and back, exactly: decimals, enums, tuples and None keep their kind.

A codec is built once per class from its field types. What cannot be read back as the declared type
is refused; nothing is guessed.
"""

from __future__ import annotations

import dataclasses
import json
import types
import typing
from collections.abc import Callable, Mapping
from decimal import Decimal, InvalidOperation
from enum import Enum
from functools import cache
from typing import Any, TypeVar, cast

from dalil.errors import Tampered

T = TypeVar("T")
Decoder = Callable[[Any], Any]


def dump(value: object) -> str:
    """A frozen value as compact JSON; fields that stand at their default are left out."""
    return to_json(plain(value))


def to_json(content: object) -> str:
    """Compact JSON that a database can hold: escapes are used only where the text needs them.

    Raises:
        TypeError: Content that JSON cannot hold.
    """
    text = json.dumps(content, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:  # lone surrogates, as some PDF files carry them
        return json.dumps(content, separators=(",", ":"))
    return text


def plain(value: object) -> Any:  # noqa: ANN401 - JSON has no narrower type
    """A frozen value as JSON-ready content."""
    if value is None or (isinstance(value, str | int | float) and not isinstance(value, Enum)):
        return value
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, tuple | list | frozenset):
        return [plain(part) for part in value]
    if isinstance(value, Mapping):
        return {str(key): plain(part) for key, part in value.items()}
    if dataclasses.is_dataclass(value):
        return {
            name: plain(getattr(value, name))
            for name, default in _written(cast("Any", type(value)))
            if getattr(value, name) != default
        }
    raise TypeError(f"{type(value).__name__} cannot be stored")


@cache
def _written(kind: Any) -> tuple[tuple[str, object], ...]:  # noqa: ANN401 - a dataclass
    return tuple(
        (field.name, field.default)
        for field in dataclasses.fields(kind)
        if field.init and not field.name.startswith("_")
    )


def load(kind: type[T], text: str) -> T:
    """A value from its JSON.

    Raises:
        Tampered: The JSON does not hold such a value.
    """
    try:
        return cast("T", _decoder(cast("Any", kind))(json.loads(text)))
    except (ValueError, TypeError, KeyError, InvalidOperation, AttributeError) as error:
        raise Tampered(
            f"A stored {kind.__name__} cannot be read back ({error}): {text[:80]!r}."
        ) from error


@cache
def _decoder(kind: Any) -> Decoder:  # noqa: ANN401 - a type or a generic alias
    origin, arguments = typing.get_origin(kind), typing.get_args(kind)
    if origin in (typing.Union, types.UnionType):
        (inner,) = (part for part in arguments if part is not type(None))
        decode = _decoder(inner)
        return lambda value: None if value is None else decode(value)
    if origin is tuple:
        return _tuple_decoder(arguments)
    if isinstance(kind, type) and issubclass(kind, Enum):
        return kind
    if kind is Decimal:
        return Decimal
    if dataclasses.is_dataclass(kind):
        return _dataclass_decoder(cast("type", kind))
    if kind in (str, int, bool):
        return lambda value: _exactly(kind, value)
    return lambda value: value


def _exactly(kind: type, value: object) -> object:
    if type(value) is not kind:
        raise TypeError(f"{value!r} is not {kind.__name__}")
    return value


def _tuple_decoder(arguments: tuple[Any, ...]) -> Decoder:
    if len(arguments) == 2 and arguments[1] is Ellipsis:
        decode = _decoder(arguments[0])
        return lambda value: tuple(decode(part) for part in value)
    decoders = tuple(_decoder(part) for part in arguments)
    return lambda value: tuple(decode(part) for decode, part in zip(decoders, value, strict=True))


def _dataclass_decoder(kind: type) -> Decoder:
    hints = typing.get_type_hints(kind)
    decoders = {name: _decoder(hints[name]) for name, _ in _written(kind)}

    def decode(value: dict[str, Any]) -> object:
        return kind(**{name: decoders[name](part) for name, part in value.items()})

    return decode
