"""Commands run as a user gives them, in this process: exit code and what was said, errors included."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from dalil.cli.main import dalil as program
from dalil.errors import DalilError


def call(*words: object, ask: str = "") -> tuple[int, str]:
    """Run a command under the settings that stand.

    Args:
        words: As on the command line.
        ask: What is typed when it asks.

    Returns:
        The exit code, and what it said; of a refusal its message.
    """
    done = CliRunner().invoke(
        program, [str(word) for word in words], input=ask, standalone_mode=False
    )
    if isinstance(done.exception, DalilError):
        return done.exception.exit_code, str(done.exception)
    assert done.exception is None, repr(done.exception)
    return int(done.return_value or 0), done.output


def call_at(home: Path, *words: object) -> tuple[int, str]:
    """Run a command as a user whose folder is ``home``, with one process."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DALIL_HOME", str(home))
        patch.setenv("DALIL_WORKERS", "1")
        return call(*words)
