"""Kept answers of a language model as files, for reading without a case.

One file an answer, named by the hash of its request. They hold words of the documents: the folder is
the user's, made for its owner only, and nothing is written where none was named.
"""

from __future__ import annotations

import os
from pathlib import Path

from dalil.errors import StorageFailed


class AnswerFolder:
    """Answers in a folder that the user named.

    Args:
        folder: Made when the first answer is kept.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def get(self, key: str) -> str | None:
        """The kept answer, or None; a file that is no text counts as none."""
        try:
            return (self._folder / f"{key}.txt").read_text(encoding="utf-8")
        except (FileNotFoundError, UnicodeDecodeError):
            return None

    def put(self, key: str, text: str) -> None:
        """Keep an answer, whole or not at all.

        Raises:
            StorageFailed: The disk refused.
        """
        draft = self._folder / f".{key}.{os.getpid()}.part"
        try:
            self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            draft.write_text(text, encoding="utf-8")
            draft.replace(self._folder / f"{key}.txt")
        except OSError as error:
            raise StorageFailed(f"The answer cannot be kept in {self._folder}: {error}.") from error


class NoAnswers:
    """Keeps nothing."""

    def get(self, key: str) -> str | None:
        """None."""
        return None

    def put(self, key: str, text: str) -> None:
        """Nothing is kept."""
