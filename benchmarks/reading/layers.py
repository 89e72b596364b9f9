"""Text layers of files and of bare texts, as the product reads them."""

from __future__ import annotations

import hashlib
from pathlib import Path

from dalil.evidence import TextLayer
from dalil.text.dispatch import read_here


def layer_of(path: Path) -> TextLayer:
    """Read a file as the product does."""
    content = path.read_bytes()
    outcome = read_here(content, hashlib.sha256(content).hexdigest(), path.name)
    if outcome.layer is None:
        raise SystemExit(f"{path} cannot be read: {outcome.refusal}")
    return outcome.layer


def bare_layer(text: str) -> TextLayer:
    """The layer of a text, as the product reads a plain file of it."""
    content = text.encode("utf-8")
    outcome = read_here(content, hashlib.sha256(content).hexdigest(), "text.txt")
    if outcome.layer is None:
        raise SystemExit("a text cannot be read")
    return outcome.layer
