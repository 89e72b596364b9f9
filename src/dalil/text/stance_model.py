"""Weighs holder, stance and stage of claims: a transformer of twelve layers that was learned from labelled documents.

The network is all-mpnet-base-v2 (sentence-transformers, Apache 2.0; Song et al., MPNet, NeurIPS 2020), learned further
by ``tools/learn_stances.py`` and kept in eight bits. It reads a text in windows
(:mod:`~dalil.text.stance_windows`), each once for all its claims; over what it understood of every word, a claim's
own words, its holder's name and what the rules say of it ask which words around matter, and heads tell who
holds it, stance and stage. Its files are pinned by hash. It runs offline, on two threads.
"""

from __future__ import annotations

import json
import math
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import Any

from dalil.claims.ports import Settle
from dalil.claims.told import Found, HeldBy, Name, Told, Tying, Weighed
from dalil.evidence import Predicate, Stage, Stance
from dalil.text.parser_models import PinnedModel, check, installed, pinned
from dalil.text.stance_ties import MOST_NAMES, named
from dalil.text.stance_windows import AT_HOLDER, HOLDER, LONGEST, Place, Window, near, windows
from dalil.text.word_pieces import WordPieces

NETWORK, HEADS, HOLDERS, TIES, WORDS, TABLES, PIECES = (
    "stances.onnx",
    "stances_heads.onnx",
    "stances_holders.onnx",
    "stances_ties.onnx",
    "stances_words.npz",
    "stances.json",
    "word_pieces.txt",
)
THREADS = 2
"""Threads that sum; their number changes no result."""
LANGUAGE = "en-stances"
"""Of the entry in the lock file."""
_LEAST_SHARE = 0.01
"""Words of a smaller share are left out."""
_LEAST_TIE = 0.02
"""Ties of a smaller share are left out."""
MORE_FACTS = 4
"""Facts beside those of the rules: own voice, holder's name in sight, length, whether facts were hidden in learning."""


_Told = tuple[tuple[int, int, str], float]
"""Numbers of two names and what is said of the first, with its share."""


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
        self._session, self._heads, self._cut, self._words  # noqa: B018  made when they are first asked for

    def weigh(
        self, text: str, claims: Sequence[Told], names: Sequence[Name], settle: Settle
    ) -> Found:
        """Probabilities of stances and stages of the claims of one text, and of ties between its names.

        Args:
            text: The text that the claims stand in.
            claims: Its claims.
            names: Its names, in order of place; those of a passage that tells of no claim are tied to nothing.
            settle: As :class:`~dalil.claims.ports.StanceModel` says.

        Raises:
            ModelMismatch: A file of the weights is missing or differs from the pinned one.
        """
        if not claims:
            return Found(())
        found: dict[int, Weighed] = {}
        ties: dict[tuple[int, int, str], float] = {}
        shown = list(claims)
        for window in windows(text, claims, self._cut):
            (out,) = self._session.run(None, self._seen(window))
            for one, held in zip(window.claims, self._held(window, out, shown), strict=True):
                shown[one.number] = settle(one.number, held)
            found |= self._weighed(meant_anew(window, text, shown), out, shown)
            for tie, share in self._tied(window, out, names):
                ties[tie] = max(share, ties.get(tie, 0.0))
        tied = (
            Tying(one, other, Predicate(name), share) for (one, other, name), share in ties.items()
        )
        weighed = [found.get(number) or self._unread() for number in range(len(claims))]
        return Found(weighed, tuple(tied))

    def _tied(self, window: Window, out: Any, names: Sequence[Name]) -> Iterator[_Told]:  # noqa: ANN401
        """How names of a window are tied."""
        numbers, given = named(window, names)
        if not 2 <= len(numbers) <= MOST_NAMES:
            return
        import numpy as np

        scores = self._heads["ties"].run(None, {"out": out, **given})[0]
        shares = 1 / (1 + np.exp(-scores.clip(-30, 30)))
        for one, other, place in np.argwhere(shares > _LEAST_TIE).tolist():
            if one != other:
                tie = numbers[one], numbers[other], self.tables["ties"][place]
                yield tie, float(shares[one, other, place])

    def _held(self, window: Window, out: Any, claims: Sequence[Told]) -> Iterator[HeldBy]:  # noqa: ANN401
        """Who holds each claim of a window: shares of its words, by place, and of the document itself."""
        given = asked(window, claims, self._facts)
        near = given["near"]
        near[near == HOLDER] = AT_HOLDER
        names = {"out": out, "own": given["own"], "near": near}
        for shares in _shares(self._heads["holder"].run(None, names)[0]):
            own, _ = shares[-2:]
            by_word: defaultdict[Place, float] = defaultdict(float)
            for place, share in zip(window.places, shares, strict=False):
                if place is not None and share > _LEAST_SHARE:
                    by_word[place] += share
            yield HeldBy(own, tuple((*place, share) for place, share in by_word.items()))

    def _weighed(self, window: Window, out: Any, claims: Sequence[Told]) -> dict[int, Weighed]:  # noqa: ANN401
        given = {"out": out, **asked(window, claims, self._facts)}
        scores = self._heads["stance"].run(None, given)
        stances, stages = map(_shares, scores)
        return {
            one.number: self._named(of_stance, of_stage)
            for one, of_stance, of_stage in zip(window.claims, stances, stages, strict=True)
        }

    def _named(self, stances: Sequence[float], stages: Sequence[float]) -> Weighed:
        of_stance = zip(self.tables["stances"], stances, strict=True)
        of_stage = zip(self.tables["stages"], stages, strict=True)
        return Weighed(
            {Stance(name): share for name, share in of_stance},
            {None if name == "none" else Stage(name): share for name, share in of_stage},
        )

    def _unread(self) -> Weighed:
        """Of a text without a word: no value leads, so that the rules stand."""
        even = {name: [1 / len(self.tables[name])] * len(self.tables[name]) for name in self.tables}
        return self._named(even["stances"], even["stages"])

    def _seen(self, window: Window) -> dict[str, Any]:
        """The words of a window, and how near each is to each."""
        words, scale, near = self._words
        pieces = list(window.pieces)
        long = len(pieces)
        return {
            "seen": words[pieces].astype("float32") * scale[pieces, None],
            "nearness": near[:, :long, :long],
        }

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
    def _facts(self) -> dict[str, int]:
        return {fact: place for place, fact in enumerate(self.tables["facts"])}

    @cached_property
    def _cut(self) -> WordPieces:
        return WordPieces((self.folder / PIECES).read_text(encoding="utf-8").splitlines())

    @cached_property
    def _words(self) -> tuple[Any, Any, Any]:
        """Words in eight bits with the scale of each, and nearness by head and pair of places."""
        import numpy as np  # here, so that who weighs nothing does not wait for it

        with np.load(self.folder / WORDS, allow_pickle=False) as held:
            words, scale, by_distance = held["words"], held["scale"], held["nearness"]
        places = np.arange(LONGEST)
        distance = places[None, :] - places[:, None] + by_distance.shape[1] // 2
        return words, scale.astype("float32"), by_distance[:, distance].astype("float32")

    @cached_property
    def _session(self) -> Any:  # noqa: ANN401  the vendor is untyped
        return self._opened(NETWORK)

    @cached_property
    def _heads(self) -> dict[str, Any]:
        return {
            "holder": self._opened(HOLDERS),
            "stance": self._opened(HEADS),
            "ties": self._opened(TIES),
        }

    def _opened(self, name: str) -> Any:  # noqa: ANN401
        import onnxruntime  # the vendor belongs to this room, and costs who weighs nothing nothing

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads, options.inter_op_num_threads = THREADS, 1
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        options.log_severity_level = 3
        network = str(self.folder / name)
        return onnxruntime.InferenceSession(network, options, providers=["CPUExecutionProvider"])


def meant_anew(window: Window, text: str, claims: Sequence[Told]) -> Window:
    """A window whose claims are held by whom they are shown with now."""
    placed = (replace(one, holder=window.held(text, claims[one.number])) for one in window.claims)
    return replace(window, claims=tuple(placed))


def asked(window: Window, claims: Sequence[Told], facts: dict[str, int]) -> dict[str, Any]:
    """What the network is asked of the claims of a window.

    Args:
        window: The window.
        claims: All claims of the text.
        facts: Facts that the network knows, with their places; others are left out.

    Returns:
        ``own`` and ``holder`` (claims x pieces, 1 where a piece belongs to either), ``near`` (claims x pieces, numbers
        of places), ``facts`` (claims x facts).
    """
    import numpy as np

    shape = (len(window.claims), len(window.pieces))
    own, holder = np.zeros(shape, "float32"), np.zeros(shape, "float32")
    places = np.zeros(shape, "int64")
    known = np.zeros((shape[0], len(facts) + MORE_FACTS), "float32")
    for row, one in enumerate(window.claims):
        told = claims[one.number]
        own[row, slice(*one.own)] = 1
        holder[row, slice(*(one.holder or (0, 0)))] = 1
        places[row] = near(window, one.own, one.holder)
        known[row, [facts[fact] for fact in told.facts if fact in facts]] = 1
        length = math.log1p(one.own[1] - one.own[0]) / 4
        known[row, len(facts) :] = (not told.holders, bool(one.holder), length, 0)
    return {"own": own, "holder": holder, "near": places, "facts": known}


def _shares(scores: Any) -> list[list[float]]:  # noqa: ANN401
    """Scores as probabilities, row by row."""
    import numpy as np

    raised = np.exp(scores - scores.max(axis=1, keepdims=True))
    shares: list[list[float]] = (raised / raised.sum(axis=1, keepdims=True)).tolist()
    return shares
