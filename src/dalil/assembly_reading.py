"""The wiring of reading: documents in bounded processes, claims by rules and models, a second reader.

Part of the one wiring place (:mod:`dalil.assembly`), beside it for its length. Imports are inside
functions, so that a command loads only what it uses.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from dalil.config import Config

if TYPE_CHECKING:
    from dalil.casework.ports import Content, Outcome
    from dalil.claims.mentions.gazetteer import Gazetteer
    from dalil.claims.reading import Reading
    from dalil.evidence import TextLayer
    from dalil.text.chat_model import Answers, ChatModel
    from dalil.text.document_pool import DocumentPool
    from dalil.text.limits import Bounds
    from dalil.text.port import ReadOutcome


def chat_model(config: Config, answers: Answers, mode: str) -> ChatModel:
    """The language model that the settings name."""
    from dataclasses import asdict

    from dalil.errors import BadConfig
    from dalil.text.chat_model import ChatModel, Endpoint

    if not config.llm.base or not config.llm.model:
        raise BadConfig(
            "--llm was asked for, but no language model is named.",
            "Set DALIL_LLM_BASE and DALIL_LLM_MODEL, and DALIL_LLM_KEY where one is needed.",
        )
    endpoint = Endpoint(**asdict(config.llm))
    return ChatModel(endpoint, answers, replay=mode == "replay", proxies=config.proxies)


def claim_method(*, weighing: bool = True) -> str:
    """Names and versions of the rules and models that read claims."""
    from dalil.claims.read import RULES
    from dalil.text.name_models import ManyLanguages
    from dalil.text.parser_spacy import SpacyParser
    from dalil.text.stance_model import LearnedStances

    weights = f"{LearnedStances().method} " if weighing else ""
    return f"{ManyLanguages(SpacyParser()).method} {weights}{RULES}"


def claim_reader(
    known: Gazetteer | None = None, *, weighing: bool = True
) -> Callable[[TextLayer], Reading]:
    """A function that reads claims from a text layer; loads the language model once.

    Args:
        known: Names that the user knows; none when left out.
        weighing: Whether stances and stages are weighed, or told by the rules alone.
    """
    from dalil.claims.mentions.gazetteer import Gazetteer
    from dalil.claims.read import read_document
    from dalil.readers import un_reading
    from dalil.text.name_models import ManyLanguages
    from dalil.text.parser_spacy import SpacyParser
    from dalil.text.stance_model import LearnedStances

    parser, stances = ManyLanguages(SpacyParser()), LearnedStances() if weighing else None
    known = known or Gazetteer()
    method = f"{claim_method(weighing=weighing)} {known.method}".rstrip()

    def read(layer: TextLayer) -> Reading:
        if layer.reader == un_reading.READER:
            # Nobody is profiled because a list names them: entries are read when they are asked for.
            made = un_reading.reading(layer, ())
        else:
            made = read_document(layer, parser, known, stances)
        return replace(made, method=f"{method}|{made.method}")

    return read


class Documents:
    """Readers of documents that hand a sanctions list to the reader of its format."""

    def __init__(self, pool: DocumentPool, bounds: Bounds) -> None:
        self._pool, self._bounds = pool, bounds

    def sniff(self, content: bytes, name: str) -> str:
        """Media type, from the bytes."""
        return self._pool.sniff(content, name)

    @property
    def mended(self) -> frozenset[str]:
        """Codes of refusals that need not stand."""
        return self._pool.mended

    def read_all(self, contents: Iterable[Content]) -> Iterator[tuple[Content, Outcome]]:
        """Read documents; a list in an official format is given to its reader."""
        for content, outcome in self._pool.read_all(contents):
            yield content, _as_list(content, outcome, self._bounds) or outcome


def _as_list(content: Content, outcome: ReadOutcome, bounds: Bounds) -> Outcome | None:
    """The text layer of a list in an official format, read in a bounded process; None for others."""
    from dalil.errors import ChildFailed
    from dalil.evidence import Refusal
    from dalil.readers import un_reading
    from dalil.readers.un_xml import ROOT
    from dalil.text.codec import decode_outcome
    from dalil.text.port import ReadOutcome
    from dalil.text.task import run_bounded

    if outcome.media_type != "application/xml":
        return None
    data = content.load()
    if f"<{ROOT}".encode("ascii") not in data[:4096]:
        return None
    try:
        told = list(run_bounded(_LIST_LAYER, content.sha256.encode() + data, bounds))
        return decode_outcome(told[0], [])
    except ChildFailed as error:
        refusal = Refusal(content.sha256, "crashed", str(error), un_reading.READER)
        return ReadOutcome(outcome.media_type, refusal=refusal)


_LIST_LAYER = "dalil.assembly_reading:list_layer"


def list_layer(request: bytes, emit: Callable[[bytes], None]) -> None:
    """In the bounded process: a list's sha256 and bytes come in, its text layer or refusal goes out."""
    from dalil.errors import BadList
    from dalil.evidence import Refusal
    from dalil.readers import un_reading
    from dalil.text.codec import encode_outcome
    from dalil.text.port import ReadOutcome

    sha256, content = request[:64].decode(), request[64:]
    try:
        layer = un_reading.text_layer(content, sha256)
        outcome = ReadOutcome("application/xml", layer=layer)
    except BadList as error:
        refusal = Refusal(sha256, "corrupt", str(error), un_reading.READER)
        outcome = ReadOutcome("application/xml", refusal=refusal)
    emit(encode_outcome(outcome)[0])
