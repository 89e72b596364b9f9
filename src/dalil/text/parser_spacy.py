"""The English parser: spaCy's small model behind the port of ``claims``.

Implements :class:`dalil.claims.ports.Parser`. Paragraphs, items, headings, footnotes and the words
of earlier mails in Latin script and not told to be in another language are parsed; furniture, letter heads and table cells
are not. Passages longer than a bound are cut at sentence ends (at spaces, where a sentence is
longer still), so time grows linearly and memory stays bounded. The text given to the model is the
shadow with runs of white space made one space and invisible characters left out; every offset in
the result is one of the unchanged text layer.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dalil.claims.parse import Parse, Sentence, Span, Token
from dalil.claims.shadow import shadow
from dalil.evidence import Passage, TextLayer
from dalil.text import english_names
from dalil.text.parser_models import check, installed, pinned
from dalil.text.unbroken import WHOLE, unbroken

MAIN = frozenset({"paragraph", "item", "heading", "footnote", "quoted"})
LONGEST = 4000
"""Most code points that the model sees at once: about 700 words, some 60 MB of activations."""

BATCH = 4 * LONGEST
"""Most code points of the pieces that the model sees together: each call costs some, and so does a short piece."""
LONGEST_WORD = 300
"""Longest stretch without a space: cutting marks off a longer one takes quadratic time."""

_INVISIBLE = "\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff\x00"
_FOOTNOTE = r"(?<=[\w.,;:!?)'\"%])\[\d{1,3}\]"
"""A footnote's mark as readers of documents print it: no word of the sentence."""
_HYPHEN = r"(?<=[a-z])-[ ]?\n[ ]*(?=[a-z])"
"""A word cut at the end of a line."""
_MAIL = r"(?m:^[ ]?>[> ]*)"
"""The marks before the lines of an earlier mail."""
_RUN = re.compile(rf"[{_INVISIBLE}]+|{_FOOTNOTE}|{_HYPHEN}|{_MAIL}|\s+")
_SENTENCE_END = re.compile(r"[.!?;:]['\")\]]*\s+|\n\s*\n")
_SPACE = re.compile(r"\s+")
_UNBROKEN = "dalil_unbroken"
"""Name of the step before the parser that keeps sentences whole."""
_ENDLESS = re.compile(rf"\S{{{LONGEST_WORD}}}")
_LETTER = re.compile(r"[^\W\d_]")
_LATIN = re.compile(r"[A-Za-z\u00c0-\u024f\u1e00-\u1eff]")


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a passage as the model sees it.

    Attributes:
        passage: Index of the passage in the layer.
        text: What the model reads.
        offsets: Place in the layer of each code point of ``text``; one more for the end.
    """

    passage: int
    text: str
    offsets: tuple[int, ...] | range


class SpacyParser:
    """Parses English text layers with a pinned spaCy model, loaded at first use.

    Args:
        folder: Where the model's files lie; by default the installed package.
    """

    def __init__(self, folder: Path | None = None) -> None:
        self._model = pinned("en")
        # In a folder of one's own lies a model as a whole, with names found as it finds them.
        self._names = english_names.model() if folder is None else None
        self._folder = folder
        self._nlp: Any = None

    @property
    def method(self) -> str:
        """Name and version of the model, and of the weights by which it finds names."""
        return f"{self._model.name}+{self._names.name}" if self._names else self._model.name

    def parse(self, layer: TextLayer) -> Parse:
        """Parse the main English passages of one text layer.

        Raises:
            ModelMismatch: A model file differs from the pinned one.
        """
        gathered = _Gathered([], [], [])
        held = [] if layer.table else list(pieces(layer))
        if held:
            nlp = self._load()
            with nlp.memory_zone():
                for some in batches(held):
                    docs = nlp.pipe([piece.text for piece in some], batch_size=len(some))
                    for doc, piece in zip(docs, some, strict=True):
                        gathered.add(doc, piece, layer.text)
        return Parse(
            tuple(gathered.tokens),
            tuple(gathered.sentences),
            tuple(gathered.entities),
            self.method,
        )

    def _load(self) -> Any:  # noqa: ANN401  the vendor is untyped
        if self._nlp is None:
            folder = self._folder or installed(self._model)
            check(self._model, folder)
            # The vendor costs two seconds and belongs to this room alone.
            from spacy.language import Language
            from spacy.util import load_model_from_path

            self._nlp = load_model_from_path(folder, exclude=["senter"])
            if not Language.has_factory(_UNBROKEN):
                Language.component(_UNBROKEN, func=unbroken)
            self._nlp.add_pipe(_UNBROKEN, before="parser")
            for word in WHOLE:
                self._nlp.tokenizer.add_special_case(word, [{"ORTH": word}])
            if self._names:
                english_names.take_over(self._nlp.get_pipe("ner"))
        return self._nlp


def is_english(passage: Passage, text: str, language: str | None) -> bool:
    """Whether a passage goes to the English model.

    Detection of short texts is a guess, so a short passage in Latin script follows the document.

    Args:
        passage: The passage.
        text: Its words.
        language: The language of the document.
    """
    letters = len(_LETTER.findall(text))
    if not letters and not any(char.isdigit() for char in text):
        return False  # rules, brackets, dots: nothing is said
    if len(_LATIN.findall(text)) * 2 < letters:
        return False
    told = passage.language if letters >= 60 and passage.language else language
    return told in (None, "en")


def pieces(
    layer: TextLayer, wanted: Callable[[Passage, str, str | None], bool] = is_english
) -> Iterator[Piece]:
    """Cut the main passages of a layer that are wanted into stretches of bounded length.

    Args:
        layer: The text layer.
        wanted: Asked of each main passage: the passage, its words, the document's language.
    """
    plain = shadow(layer.text)
    for index, passage in enumerate(layer.passages):
        if passage.kind not in MAIN:
            continue
        if wanted(passage, layer.text[passage.start : passage.end], layer.language):
            for start, end in _within_words(plain, passage.start, passage.end):
                piece = squeeze(plain, start, end, index)
                if piece.text:
                    yield piece


def batches(held: Iterable[Piece]) -> Iterator[list[Piece]]:
    """Group pieces for the model, so that what it sees at once stays bounded."""
    some: list[Piece] = []
    size = 0
    for piece in held:
        if some and size + len(piece.text) > BATCH:
            yield some
            some, size = [], 0
        some.append(piece)
        size += len(piece.text)
    if some:
        yield some


def bounds(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Cut ``start:end`` at sentence ends, else at spaces, so that no part exceeds the bound."""
    while end - start > LONGEST:
        window = start + LONGEST
        cut = _last(_SENTENCE_END, text, start + LONGEST // 2, window)
        cut = cut or _last(_SPACE, text, start + LONGEST // 2, window) or window
        yield start, cut
        start = cut
    if start < end:
        yield start, end


def _within_words(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """As :func:`bounds`, and also cut words that are too long to be words."""
    for match in _ENDLESS.finditer(text, start, end):
        yield from bounds(text, start, match.end())
        start = match.end()
    yield from bounds(text, start, end)


def _last(pattern: re.Pattern[str], text: str, start: int, end: int) -> int | None:
    found = None
    for match in pattern.finditer(text, start, end):
        found = match.end()
    return found


def squeeze(plain: str, start: int, end: int, passage: int) -> Piece:
    """Leave invisible characters out and make runs of white space one space."""
    while start < end and plain[start].isspace():
        start += 1
    while end > start and plain[end - 1].isspace():
        end -= 1
    parts: list[str] = []
    offsets: list[int] = []
    place = start
    for match in _RUN.finditer(plain, start, end):
        if match.group() == " ":
            continue
        parts.append(plain[place : match.start()])
        offsets.extend(range(place, match.start()))
        if match.group()[0].isspace():
            parts.append(" ")
            offsets.append(match.start())
        place = match.end()
    if not parts:
        return Piece(passage, plain[start:end], range(start, end + 1))
    parts.append(plain[place:end])
    offsets.extend(range(place, end + 1))
    return Piece(passage, "".join(parts), tuple(offsets))


@dataclass(frozen=True, slots=True)
class _Gathered:
    tokens: list[Token]
    sentences: list[Sentence]
    entities: list[Span]

    def add(self, doc: Any, piece: Piece, text: str) -> None:  # noqa: ANN401
        """Take over what the model found in one piece, as plain values at places of the layer."""
        base, kept = len(self.tokens), [token for token in doc if not token.is_space]
        place = {token.i: base + order for order, token in enumerate(kept)}
        for sentence in doc.sents:
            inside = [place[token.i] for token in sentence if token.i in place]
            if inside:
                self.sentences.append(Sentence(inside[0], inside[-1] + 1, piece.passage))
            number = len(self.sentences) - 1
            for token in sentence:
                if token.i in place:
                    self.tokens.append(_token(token, piece, text, (place, number)))
        for entity in doc.ents:
            start, end = _span(piece, entity.start_char, entity.end_char)
            self.entities.append(Span(start, end, entity.label_))


def _span(piece: Piece, start: int, end: int) -> tuple[int, int]:
    """Places in the layer; the end is one past the last character, not the next one's place."""
    return piece.offsets[start], piece.offsets[end - 1] + 1


def _token(token: Any, piece: Piece, text: str, where: tuple[dict[int, int], int]) -> Token:  # noqa: ANN401
    place, sentence = where
    start, end = _span(piece, token.idx, token.idx + len(token.text))
    index = place[token.i]
    return Token(
        index=index,
        start=start,
        end=end,
        text=text[start:end],
        lemma=token.lemma_.lower(),
        pos=token.pos_,
        tag=token.tag_,
        dep=token.dep_,
        head=place.get(token.head.i, index),
        sentence=sentence,
        entity=token.ent_type_,
    )
