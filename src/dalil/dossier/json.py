"""The JSON twin of a dossier: the same tree, for programs. Quotes stand in it byte for byte."""

from __future__ import annotations

import dataclasses
import json
from types import UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

from dalil.dossier.values import Box, Columns, Dossier, Excerpts, Plain, Table
from dalil.errors import BadInput

_KINDS = {Box: "box", Columns: "columns", Table: "table", Plain: "plain", Excerpts: "excerpts"}


def render(dossier: Dossier) -> bytes:
    """The dossier as UTF-8 JSON, keys in the order of the tree; the same tree gives the same bytes.

    Unpaired surrogates, which UTF-8 cannot hold, are written as JSON escapes.
    """
    text = json.dumps(_tree(dossier), ensure_ascii=False, indent=1)
    return (text + "\n").encode("utf-8", "backslashreplace")


def _tree(value: object) -> object:
    if isinstance(value, tuple):
        return [_tree(part) for part in value]
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        found: dict[str, object] = {}
        if type(value) in _KINDS:
            found["block"] = _KINDS[type(value)]
        for field in dataclasses.fields(value):
            part = getattr(value, field.name)
            if part is not None and part != ():
                found[field.name] = _tree(part)
        return found
    return value


def parse(content: bytes) -> Dossier:
    """The tree of a JSON twin, so that another rendering can be held against it.

    Raises:
        BadInput: It is not a twin that this version writes.
    """
    try:
        found = _value(Dossier, json.loads(content))
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        raise BadInput(f"The JSON is no dossier of this version: {error}.") from error
    if not isinstance(found, Dossier) or render(found) != content:
        raise BadInput("The JSON is no dossier as this version writes it.")
    return found


_BLOCKS = {name: kind for kind, name in _KINDS.items()}


def _value(kind: Any, found: Any) -> Any:  # noqa: ANN401 - any part of the tree
    origin, inner = get_origin(kind), get_args(kind)
    if origin is tuple:
        return tuple(_value(inner[0], part) for part in found)
    if origin in (Union, UnionType):
        if found is None:
            return None
        if isinstance(found, dict) and "block" in found:
            return _value(_BLOCKS[found["block"]], found)
        return _value(next(one for one in inner if one is not type(None)), found)
    if dataclasses.is_dataclass(kind) and isinstance(kind, type):
        hints = get_type_hints(kind)
        # What is empty was not written.
        empty = {name: () for name, hint in hints.items() if get_origin(hint) is tuple}
        values = {name: value for name, value in found.items() if name != "block"}
        return kind(**empty | {name: _value(hints[name], value) for name, value in values.items()})
    if not isinstance(found, kind):
        raise TypeError(f"{found!r} is no {kind.__name__}")
    return found
