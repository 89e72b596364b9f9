"""Weighs stance and stage of claims: a small transformer (six layers) that was learned from labelled documents.

The network is all-MiniLM-L6-v2 (sentence-transformers, Apache 2.0; Wang et al., MiniLM, NeurIPS 2020) with two heads,
learned further by ``tools/learn_stances.py`` and kept in eight bits. Its file and what goes with it are pinned by
hash. It runs offline, on one thread; some seven milliseconds a claim.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from typing import Any

from dalil.claims.told import Told, Weighed
from dalil.evidence import Stage, Stance
from dalil.text.parser_models import PinnedModel, check, installed, pinned
from dalil.text.word_pieces import WordPieces

NETWORK, TABLES, PIECES = "stances.onnx", "stances.json", "word_pieces.txt"
LANGUAGE = "en-stances"
"""Of the entry in the lock file."""
OPENING, BEFORE, CONTENT, AFTER = 28, 44, 60, 22
"""Most pieces of a document's opening with the holder, before a claim, of it, and behind it."""
_START, _END = "[CLS]", "[SEP]"


class LearnedStances:
    """The pinned weights, loaded when the first claim is weighed."""

    def __init__(self, folder: Path | None = None) -> None:
        self._folder = folder

    @property
    def method(self) -> str:
        """Name and version of the weights."""
        return pinned(LANGUAGE).name

    def load(self) -> None:
        """Load the weights now, not with the first claim."""
        self._session, self.encoder  # noqa: B018  both are made when they are first asked for

    def weigh(self, claims: Sequence[Told]) -> list[Weighed]:
        """Probabilities of stances and stages, claim by claim, in the same order.

        Raises:
            ModelMismatch: A file of the weights is missing or differs from the pinned one.
        """
        return [self._weighed(self.encoder.encode(one)) for one in claims]

    def _weighed(self, row: Row) -> Weighed:
        # One claim at a time: sums in eight bits are scaled by all that is summed at once, so that in a
        # batch what is said of a claim would hang on its neighbours.
        stances, stages = self._session.run(None, inputs([row], len(self.encoder.facts)))
        of_stance = zip(self.tables["stances"], _shares(stances)[0], strict=True)
        of_stage = zip(self.tables["stages"], _shares(stages)[0], strict=True)
        return Weighed(
            {Stance(name): share for name, share in of_stance},
            {None if name == "none" else Stage(name): share for name, share in of_stage},
        )

    @cached_property
    def folder(self) -> Path:
        """Where the weights lie, held against their hashes."""
        if self._folder is not None:
            return self._folder
        ours: PinnedModel = pinned(LANGUAGE)
        folder = installed(ours)
        check(ours, folder)
        return folder

    @cached_property
    def tables(self) -> dict[str, list[str]]:
        """The values in the order of the network's outputs, and the facts in that of its inputs."""
        held: dict[str, list[str]] = json.loads((self.folder / TABLES).read_text(encoding="utf-8"))
        return held

    @cached_property
    def encoder(self) -> Encoder:
        """Turns claims into what the network reads."""
        pieces = (self.folder / PIECES).read_text(encoding="utf-8").splitlines()
        return Encoder(pieces, self.tables["facts"])

    @cached_property
    def _session(self) -> Any:  # noqa: ANN401  the vendor is untyped
        import onnxruntime  # the vendor belongs to this room, and costs who weighs nothing nothing

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.log_severity_level = 3
        network = str(self.folder / NETWORK)
        return onnxruntime.InferenceSession(network, options, providers=["CPUExecutionProvider"])


Row = tuple[list[int], int, int, list[int]]
"""Pieces, first and one past the last of the claim's own, places of its facts."""


class Encoder:
    """Turns claims into numbers of pieces and facts.

    Args:
        pieces: The vocabulary in the order of its numbers.
        facts: Facts that the network knows, in the order of its inputs; others are left out.
    """

    def __init__(self, pieces: list[str], facts: list[str]) -> None:
        self._cut = WordPieces(pieces)
        self._start, self._end = self._cut.number[_START], self._cut.number[_END]
        self.facts = {fact: place for place, fact in enumerate(facts)}

    def encode(self, told: Told) -> Row:
        """One claim: [CLS] opening | holder [SEP] before content after [SEP]."""
        opening = self._cut.of(f"{told.opening} | {told.holder}")[:OPENING]
        before = self._cut.of(told.before)[-BEFORE:]
        content = self._cut.of(told.content)[:CONTENT]
        after = self._cut.of(told.after)[:AFTER]
        first = 2 + len(opening) + len(before)
        pieces = [self._start, *opening, self._end, *before, *content, *after, self._end]
        known = [self.facts[fact] for fact in told.facts if fact in self.facts]
        return pieces, first, first + len(content), known


def inputs(rows: Sequence[Row], facts: int) -> dict[str, Any]:
    """Rows as the network takes them: pieces, which are there, which are the claim's own, facts."""
    import numpy as np  # here, so that who weighs nothing does not wait for it

    longest = max(len(pieces) for pieces, *_ in rows)
    shape = (len(rows), longest)
    ids, own = np.zeros(shape, "int64"), np.zeros(shape, "int64")
    there, known = np.zeros(shape, "float32"), np.zeros((len(rows), facts), "float32")
    for place, (pieces, first, last, of_facts) in enumerate(rows):
        ids[place, : len(pieces)] = pieces
        there[place, : len(pieces)] = 1
        own[place, first:last] = 1
        known[place, of_facts] = 1
    return {"ids": ids, "there": there, "own": own, "facts": known}


def _shares(scores: Any) -> list[list[float]]:  # noqa: ANN401
    """Scores as probabilities, row by row."""
    import numpy as np

    raised = np.exp(scores - scores.max(axis=1, keepdims=True))
    shares: list[list[float]] = (raised / raised.sum(axis=1, keepdims=True)).tolist()
    return shares
