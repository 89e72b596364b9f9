"""The JSON twin of a dossier: the same tree, for programs. Quotes stand in it byte for byte."""

from __future__ import annotations

import dataclasses
import json

from dalil.dossier.values import Box, Columns, Dossier, Excerpts, Plain, Table

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
