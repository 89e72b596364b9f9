"""Names in French, Russian and Kazakh, from models that find names alone; other languages have none here.

French and Russian are optional (``pip install dalil[languages]``), Kazakh lies in this package
(:mod:`dalil.text.kazakh_names`). Each is pinned by hash like the English one, and
loaded when the first passage of its language is met. It labels spans; it parses nothing, so claims of
these languages are read by patterns over sentences. Where a model is not installed, the rules read
alone and the reading says so.

Sources: fr_core_news_sm 3.8.0 (spaCy); natasha 1.6.0, whose weights slovnet and navec read.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, Protocol

from dalil.claims.parse import Parse, Span
from dalil.errors import ModelMismatch
from dalil.evidence import Passage, TextLayer
from dalil.text.kazakh_names import KazakhNames
from dalil.text.parser_models import PinnedModel, check, installed, pinned
from dalil.text.parser_spacy import Piece, SpacyParser, pieces

_UNUSED = ["parser", "lemmatizer", "morphologizer", "attribute_ruler", "senter"]
_LABELS = {"PER": "PERSON", "ORG": "ORG", "LOC": "GPE"}
"""Their labels in the words of :class:`~dalil.claims.parse.Span`; "MISC" is no name of ours."""


class NameModel(Protocol):
    """Finds names in pieces of one language."""

    language: str
    called: str

    def spans(self, texts: Sequence[str]) -> Iterator[list[tuple[int, int, str]]]:
        """(start, end, label) of the names in each text."""
        ...


class FrenchNames:
    """spaCy's small French model, with all but its recogniser of names left out."""

    language = "fr"
    called = "French"

    def __init__(self) -> None:
        self._nlp: Any = None

    def spans(self, texts: Sequence[str]) -> Iterator[list[tuple[int, int, str]]]:
        """(start, end, label) of the names in each text."""
        if self._nlp is None:
            # The vendor costs two seconds and belongs to this room alone.
            from spacy.util import load_model_from_path

            self._nlp = load_model_from_path(_checked("fr"), exclude=_UNUSED)
        with self._nlp.memory_zone():
            for doc in self._nlp.pipe(texts, batch_size=4):
                yield [(e.start_char, e.end_char, e.label_) for e in doc.ents]


class RussianNames:
    """The news model of names of the natasha project."""

    language = "ru"
    called = "Russian"

    def __init__(self) -> None:
        self._ner: Any = None

    def spans(self, texts: Sequence[str]) -> Iterator[list[tuple[int, int, str]]]:
        """(start, end, label) of the names in each text."""
        if self._ner is None:
            folder = _checked("ru")
            from navec import Navec
            from slovnet import NER

            self._ner = NER.load(folder / "model/slovnet_ner_news_v1.tar")
            self._ner.navec(Navec.load(folder / "emb/navec_news_v1_1B_250K_300d_100q.tar"))
        for markup in self._ner.map(texts):
            yield [(s.start, s.stop, s.type) for s in markup.spans]


class ManyLanguages:
    """The English parser, and the models of names that are installed for other languages.

    Implements :class:`dalil.claims.ports.Parser`.

    Args:
        english: Parses English passages.
        others: Find names in passages of other languages; None takes those known here.
    """

    def __init__(self, english: SpacyParser, others: Sequence[NameModel] | None = None) -> None:
        self._english = english
        known = (FrenchNames(), RussianNames(), KazakhNames()) if others is None else others
        self._there = [one for one in known if _is_installed(one.language)]
        self._missing = {one.language: one.called for one in known if one not in self._there}

    @property
    def method(self) -> str:
        """Names and versions of the models."""
        return " ".join((self._english.method, *(pinned(one.language).name for one in self._there)))

    def parse(self, layer: TextLayer) -> Parse:
        """Parse the English passages of a text layer, and find names in those of the others.

        Raises:
            ModelMismatch: A model file differs from the pinned one.
        """
        parse = self._english.parse(layer)
        if layer.table:
            return parse
        found = [span for model in self._there for span in _found(model, layer)]
        notes = tuple(
            f"Names in {called} were found by rules alone: dalil[languages] is not installed."
            for language, called in self._missing.items()
            if next(_pieces(layer, language), None) is not None
        )
        entities = (*parse.entities, *found)
        named = {p.passage for model in self._there for p in _pieces(layer, model.language)}
        return replace(parse, entities=entities, notes=notes, named=frozenset(named))


def _found(model: NameModel, layer: TextLayer) -> Iterator[Span]:
    held = list(_pieces(layer, model.language))
    if not held:
        return
    made_by = pinned(model.language).name
    for piece, names in zip(held, model.spans([piece.text for piece in held]), strict=True):
        for start, end, label in names:
            if label in _LABELS and end > start:
                first, last = piece.offsets[start], piece.offsets[end - 1] + 1
                yield Span(first, last, _LABELS[label], made_by)


def _pieces(layer: TextLayer, language: str) -> Iterator[Piece]:
    """Stretches of the passages in a language; a short passage follows the document."""

    def wanted(passage: Passage, text: str, main: str | None) -> bool:
        return (passage.language or main) == language and any(c.isalpha() for c in text)

    return pieces(layer, wanted)


def _is_installed(language: str) -> bool:
    """Whether a model's package is there, the code that reads its weights with it."""
    try:
        return all(path.is_file() for path in _files(pinned(language)))
    except ModelMismatch:
        return False


def _files(model: PinnedModel) -> Iterable[Path]:
    folder = installed(model)
    return (folder / name for name, _ in model.files)


def _checked(language: str) -> Path:
    model = pinned(language)
    folder = installed(model)
    check(model, folder)
    return folder
