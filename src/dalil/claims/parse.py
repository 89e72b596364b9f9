"""A linguistic parse as a plain frozen value.

The parsers (spaCy today) are vendors and live in ``text/``; the frames of this room see only
tokens, heads, labels and spans. All offsets count code points of the text layer. This module does
not parse.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Token:
    """A token of a text layer.

    Attributes:
        index: Position in :attr:`Parse.tokens`.
        start: First code point in the text layer.
        end: One past the last.
        text: The words, verbatim.
        lemma: Dictionary form, lower case.
        pos: Universal part of speech (``VERB``, ``PROPN`` ...).
        tag: Fine-grained tag (Penn Treebank for English).
        dep: Dependency label to the head (``nsubj``, ``ccomp`` ...; CLEAR style for English).
        head: Index of the head; the root is its own head.
        sentence: Index of the sentence in :attr:`Parse.sentences`.
        entity: Label of the model's named entity that covers it, or "".
    """

    index: int
    start: int
    end: int
    text: str
    lemma: str
    pos: str
    tag: str
    dep: str
    head: int
    sentence: int
    entity: str = ""


@dataclass(frozen=True, slots=True)
class Span:
    """A labelled span found by a model: offsets in the text layer and the model's own label.

    ``method`` names the model where it is not the one that parsed.
    """

    start: int
    end: int
    label: str
    method: str = ""


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence: token indexes ``first`` to ``last`` (one past), and its passage's index."""

    first: int
    last: int
    passage: int


@dataclass(frozen=True, slots=True)
class Parse:
    """The parse of one text layer.

    Attributes:
        notes: What could not be done to it, in plain words.
        named: Indexes of the passages in which a model of names alone has looked for names.
    """

    tokens: tuple[Token, ...]
    sentences: tuple[Sentence, ...]
    entities: tuple[Span, ...]
    method: str
    notes: tuple[str, ...] = ()
    named: frozenset[int] = frozenset()
