"""The command line's door."""

from __future__ import annotations


def run() -> None:
    """Run the command line."""
