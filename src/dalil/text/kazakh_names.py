"""Names in Kazakh, by a small model of this program's own: a chain of labels over features of words.

The weights (a linear-chain conditional random field, Lafferty and others 2001) lie beside this module as
text that anybody can read, learned by ``tools/learn_kazakh_names.py`` from half of the validation part of
KazNERD (CC BY 4.0; Yeshpanov, Khassanov and Varol 2022) and pinned like the models of other packages.
It labels spans and parses nothing; Kazakh stays of low coverage, and is said to be so.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from dalil.text.kazakh_features import Token, features, sentences
from dalil.text.parser_models import check, installed, pinned

FILE = "kazakh_names.tsv"
UNIT = 100.0
"""A whole number in the file is a hundredth of a weight."""
_NEVER = -1e6
_TOLD = {"PER": "PER", "ORG": "ORG", "LOC": "LOC", "FAC": "LOC"}
"""Kinds that are told; the others (peoples, offices, projects, works) only keep names from being taken."""


@dataclass(frozen=True, slots=True)
class Weights:
    """Labels, what each feature says for each label, and what each label says for the next one.

    Attributes:
        labels: ``O``, ``B-PER``, ``I-PER`` and so on.
        rows: Row of ``features`` by the feature's name.
        features: Weights, one row a feature, one column a label; the last row is all zeros.
        steps: Weights of one label (row) before another (column); a name never goes on unbegun.
        first: The same at the beginning of a sentence.
    """

    labels: tuple[str, ...]
    rows: dict[str, int]
    features: Any
    steps: Any
    first: Any


class KazakhNames:
    """Names in Kazakh text."""

    language = "kk"
    called = "Kazakh"

    def __init__(self) -> None:
        self._weights: Weights | None = None

    def spans(self, texts: Sequence[str]) -> Iterator[list[tuple[int, int, str]]]:
        """(start, end, label) of the names in each text.

        Raises:
            ModelMismatch: The file of weights differs from the pinned one.
        """
        if self._weights is None:
            model = pinned(self.language)
            folder = installed(model)
            check(model, folder)
            self._weights = read((folder / FILE).read_text(encoding="utf-8"))
        for text in texts:
            yield list(_found(self._weights, text))


def read(content: str) -> Weights:
    """Read a file of weights: its labels, the steps between them, and a line for each feature."""
    import numpy as np  # here, so that who reads no Kazakh does not wait for it

    lines = [line for line in content.splitlines() if line[:2] != "# "]
    labels = tuple(lines[0].split("\t"))
    places = {label: place for place, label in enumerate(labels)}
    steps = np.zeros((len(labels), len(labels)), dtype=np.float32)
    for row, line in enumerate(lines[1 : len(labels) + 1]):
        steps[row] = [int(value) / UNIT for value in line.split("\t")]
    first = np.zeros(len(labels), dtype=np.float32)
    for after, label in enumerate(labels):
        if label[0] == "I":
            first[after] = _NEVER
            begun = [places[f"{mark}{label[1:]}"] for mark in "BI"]
            steps[[row for row in range(len(labels)) if row not in begun], after] = _NEVER
    told = lines[len(labels) + 1 :]
    weights = np.zeros((len(told) + 1, len(labels)), dtype=np.float32)
    rows: dict[str, int] = {}
    for row, line in enumerate(told):
        name, *said = line.split("\t")
        rows[name] = row
        for one in said:
            place, _, value = one.partition(":")
            weights[row, int(place)] = int(value) / UNIT
    return Weights(labels, rows, weights, steps, first)


def _found(weights: Weights, text: str) -> Iterator[tuple[int, int, str]]:
    for tokens in sentences(text):
        for start, end, kind in chained(tokens, chain(weights, features(text, tokens))):
            if kind in _TOLD:
                yield start, end, _TOLD[kind]


def chained(tokens: Sequence[Token], labels: Sequence[str]) -> Iterator[tuple[int, int, str]]:
    """(start, end, kind) of what a chain of labels takes together."""
    begun: tuple[int, int, str] | None = None
    for token, label in zip(tokens, labels, strict=True):
        if begun and label[0] == "I":
            begun = (begun[0], token.end, begun[2])
            continue
        if begun:
            yield begun
        begun = (token.start, token.end, label[2:]) if label[0] == "B" else None
    if begun:
        yield begun


def chain(weights: Weights, said: Sequence[Sequence[str]]) -> list[str]:
    """The likeliest chain of labels for one sentence (Viterbi 1967).

    Args:
        weights: The model.
        said: The features of each token, of one at least.
    """
    import numpy as np

    none, rows = len(weights.features) - 1, weights.rows
    known = [[rows[one] for one in told if one in rows] or [none] for told in said]
    bounds = np.cumsum([0, *map(len, known[:-1])])
    flat = np.fromiter((row for one in known for row in one), dtype=np.intp)
    votes = np.add.reduceat(weights.features[flat], bounds, axis=0)
    best = votes[0] + weights.first
    back = np.zeros(votes.shape, dtype=np.intp)
    every = np.arange(len(best))
    for place in range(1, len(known)):
        ways = best[:, None] + weights.steps
        back[place] = ways.argmax(axis=0)
        best = ways[back[place], every] + votes[place]
    label = int(best.argmax())
    found = [label]
    for place in range(len(known) - 1, 0, -1):
        label = int(back[place, label])
        found.append(label)
    return [weights.labels[one] for one in reversed(found)]
