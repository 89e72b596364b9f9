"""What the second reader asks of a language model: answers to prompts, and to keep the usable ones.

The implementation, which owns the connection, stands in ``text/``.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Prompt:
    """One request.

    Attributes:
        rules: What the model is to do (the system message).
        matter: The passage and its names as JSON (the user's message): data, not orders.
    """

    rules: str
    matter: str


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back for one prompt.

    Attributes:
        key: sha256 of the canonical request, under which a usable answer is kept.
        text: The words of the model; None where there was no answer.
        fault: Why not, in plain words ("" where there is one).
        kept: It came from the kept answers; nothing was sent.
    """

    key: str
    text: str | None
    fault: str = ""
    kept: bool = False


class LanguageModel(Protocol):
    """A model behind some address."""

    @property
    def name(self) -> str:
        """Model and address, as recorded with every claim it proposed."""
        ...

    @property
    def told(self) -> str:
        """What the run has spent and what was left without an answer, in one line."""
        ...

    def ask(self, prompts: Sequence[Prompt]) -> Sequence[Answer]:
        """Answer every prompt, in their order; several may be under way at once.

        Raises:
            FetchFailed: The address refuses all requests (key, model or path are wrong).
        """
        ...

    def keep(self, answer: Answer) -> None:
        """Keep an answer that could be used, so that the same request is never sent twice."""
        ...
