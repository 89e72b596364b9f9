"""The network that weighs holders and stances: how it is made of its base, gone on from as packed, and packed.

Needs torch, transformers, onnx and onnxruntime. What a window and a claim are as numbers tell
:mod:`dalil.text.stance_windows` and :mod:`dalil.text.stance_model`; :mod:`tools.learn_stances` learns it.
"""

from __future__ import annotations

import hashlib
import json
import math
import shutil
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import torch
from onnx import numpy_helper
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import nn
from torch.nn.functional import gelu, linear, scaled_dot_product_attention
from transformers import AutoModel

from dalil.text.stance_model import HEADS as OF_STANCES
from dalil.text.stance_model import HOLDERS as OF_HOLDERS
from dalil.text.stance_model import MORE_FACTS, NETWORK, PIECES, TABLES, WORDS
from dalil.text.stance_model import TIES as OF_TIES
from dalil.text.stance_ties import KINDS
from dalil.text.stance_windows import LONGEST

BASE_SHA256 = "78c0197b6159d92658e319bc1d72e4c73a9a03dd03815e70e555c5ef05615658"
HEADS, WIDE, ASKED, TIED = 12, 768, 8, 4
"""Heads of attention and width of the base; heads with which a claim, and a pair of names, ask the words around them."""
LEVELS = 63
"""Steps of a packed weight to either side of nothing: seven bits."""
_SUMS = (
    "attention.attn.q",
    "attention.attn.k",
    "attention.attn.v",
    "attention.attn.o",
    "intermediate.dense",
    "output.dense",
)
"""The sums of a layer in the order in which they are made."""


class Holders(nn.Module):
    """Which word around a claim names who holds it: each word against the claim's own, and nearness; two values beside.

    It is shown neither what the rules say of the claim nor whom they have for its holder.
    """

    def __init__(self) -> None:
        super().__init__()
        self.claim, self.word = nn.Linear(3 * WIDE, 160), nn.Linear(WIDE, 160)
        self.near, self.score = nn.Embedding(20, 160), nn.Linear(160, 1)
        nn.init.zeros_(self.near.weight)
        self.asks, self.keys = nn.Linear(3 * WIDE, 8 * 64), nn.Linear(WIDE, 8 * 64)
        self.others, self.beside = nn.Linear(3 * WIDE, 160), nn.Linear(160, 2)

    def forward(self, out: torch.Tensor, own: torch.Tensor, near: torch.Tensor) -> torch.Tensor:
        """Scores of each piece, of the document itself and of somebody elsewhere: claims x (pieces + 2).

        Args:
            out: Pieces x width.
            own: Claims x pieces, 1 where a piece is a claim's.
            near: Numbers of places, claims x pieces.
        """
        claims, long = own.shape
        of_own = (own / own.sum(1, keepdim=True).clamp(min=1)) @ out
        first = (own * (torch.cumsum(own, 1) == 1)) @ out
        mine = torch.cat([of_own, first, out[:1].expand(claims, -1)], 1)
        met = torch.tanh(self.claim(mine)[:, None] + self.word(out)[None] + self.near(near))
        asks, keys = self.asks(mine).view(claims, -1), self.keys(out).view(long, -1)
        words = self.score(met).squeeze(2) + (asks @ keys.T) / math.sqrt(64) / 2
        return torch.cat([words, self.beside(gelu(self.others(mine)))], 1)


class Ties(nn.Module):
    """How each name of a window is tied to each other: both names, how far apart they stand, and the words that matter."""

    def __init__(self, predicates: int) -> None:
        super().__init__()
        self.kind = nn.Embedding(len(KINDS) + 1, 512)
        self.subject, self.object = nn.Linear(2 * WIDE, 256), nn.Linear(2 * WIDE, 256)
        self.left, self.right = nn.Linear(2 * WIDE, 128), nn.Linear(2 * WIDE, 128)
        self.apart = nn.Embedding(20, 256)
        self.asks, self.keys = nn.Linear(256 + 128, TIED * 32), nn.Linear(WIDE, TIED * 32)
        self.told = nn.Linear(WIDE, TIED * 32)
        self.of_subject, self.of_object = nn.Embedding(20, TIED), nn.Embedding(20, TIED)
        self.mix = nn.Linear(256 + 128 + TIED * 32, 256)
        self.score = nn.Linear(256, predicates)
        for one in (self.kind, self.apart, self.of_subject, self.of_object):
            nn.init.zeros_(one.weight)
        nn.init.constant_(self.score.bias, -4.0)
        self.drop = nn.Dropout(0.1)

    def forward(
        self, out: torch.Tensor, names: torch.Tensor, near: torch.Tensor, kinds: torch.Tensor
    ) -> torch.Tensor:
        """Scores of each predicate: subjects x objects x predicates; of 0 there is as much for as against.

        Args:
            out: Pieces x width.
            names: Names x pieces, 1 where a piece is a name's.
            near: Numbers of places, names x pieces.
            kinds: Numbers of kinds of names.
        """
        many, long = names.shape
        first = names * (torch.cumsum(names, 1) == 1)
        mean = (names / names.sum(1, keepdim=True).clamp(min=1)) @ out
        mine = torch.cat([first @ out, mean], 1)
        kind = self.kind(kinds)
        subjects, objects = self.subject(mine) + kind[:, :256], self.object(mine) + kind[:, 256:]
        apart = (near.float() @ first.T).round().long()
        met = gelu(subjects[:, None] + objects[None] + self.apart(apart))
        both = torch.cat([met, self.left(mine)[:, None] * self.right(mine)[None]], 2)
        asks = self.asks(both).view(many * many, TIED, 32).transpose(0, 1)
        keys = self.keys(out).view(long, TIED, 32).permute(1, 2, 0)
        told = self.told(out).view(long, TIED, 32).transpose(0, 1)
        fits = (asks @ keys).view(TIED, many, many, long) / math.sqrt(32)
        fits = fits + self.of_subject(near).permute(2, 0, 1)[:, :, None]
        fits = fits + self.of_object(near).permute(2, 0, 1)[:, None]
        answer = torch.softmax(fits.float(), 3).view(TIED, many * many, long) @ told.float()
        answer = answer.transpose(0, 1).reshape(many, many, TIED * 32)
        scores: torch.Tensor = self.score(
            self.drop(gelu(self.mix(self.drop(torch.cat([both, answer], 2)))))
        )
        return scores


class Network(nn.Module):
    """The base, and over it what a claim asks of the words around it, and heads for holder, stance and stage.

    Args:
        base: Folder of the base, held against its hash.
        facts: How many facts of the rules are known.
        values: How many stances, stages and predicates there are.
        dropout: Share of what the heads see that is dropped in learning.
    """

    def __init__(
        self, base: Path, facts: int, values: tuple[int, int, int], dropout: float
    ) -> None:
        super().__init__()
        held = hashlib.sha256((base / "model.safetensors").read_bytes()).hexdigest()
        if held != BASE_SHA256:
            raise SystemExit(f"{base}/model.safetensors has the SHA-256 {held}, not {BASE_SHA256}.")
        self.base = AutoModel.from_pretrained(base)
        across = ASKED * 32
        self.known = nn.Linear(facts + MORE_FACTS, 96)
        self.q, self.k = nn.Linear(3 * WIDE + 96, across), nn.Linear(WIDE, across)
        self.v, self.bias = nn.Linear(WIDE, across), nn.Embedding(20, ASKED)
        nn.init.zeros_(self.bias.weight)
        self.words, self.mix = nn.Linear(4 * WIDE + across, 320), nn.Linear(320 + 96, 256)
        self.stance, self.stage = (nn.Linear(256, many) for many in values[:2])
        self.drop = nn.Dropout(dropout)
        self.holders, self.ties = Holders(), Ties(values[2])
        self.rounding = False

    def seen(self, pieces: torch.Tensor) -> torch.Tensor:
        """The base's words, before its layers: windows x pieces x width."""
        found: torch.Tensor = self.base.embeddings.word_embeddings(pieces)
        return found

    def nearness(self, long: int) -> torch.Tensor:
        """How near each place is to each, by head, as the base learned it."""
        encoder, places = self.base.encoder, torch.arange(long)
        bucket = encoder.relative_position_bucket(places[None] - places[:, None], 32)
        found: torch.Tensor = encoder.relative_attention_bias(bucket).permute(2, 0, 1)
        return found

    def understood(self, seen: torch.Tensor, nearness: torch.Tensor) -> torch.Tensor:
        """What the layers make of words: windows x pieces x width."""
        first = self.base.embeddings
        seen = first.LayerNorm(seen + first.position_embeddings.weight[2 : 2 + seen.shape[1]])
        for layer in self.base.encoder.layer:
            seen = self._through(layer, seen, nearness)
        return seen

    def _through(self, layer: Any, seen: torch.Tensor, nearness: torch.Tensor) -> torch.Tensor:
        many, long, _ = seen.shape
        own = layer.attention.attn
        parts = (
            self._sum(part, seen).view(many, long, HEADS, -1).transpose(1, 2)
            for part in (own.q, own.k, own.v)
        )
        out = scaled_dot_product_attention(*parts, attn_mask=nearness)
        out = self._sum(own.o, out.transpose(1, 2).reshape(many, long, WIDE))
        seen = layer.attention.LayerNorm(out + seen)
        inner = self._sum(layer.output.dense, gelu(self._sum(layer.intermediate.dense, seen)))
        after: torch.Tensor = layer.output.LayerNorm(inner + seen)
        return after

    def _sum(self, layer: Any, seen: torch.Tensor) -> torch.Tensor:
        if not self.rounding:
            found: torch.Tensor = layer(seen)
            return found
        step = layer.weight.detach().abs().amax(1).clamp(min=1e-8) / LEVELS
        rounded = torch.fake_quantize_per_channel_affine(
            layer.weight, step, torch.zeros_like(step, dtype=torch.int32), 0, -LEVELS, LEVELS
        )
        return linear(seen, rounded, layer.bias)

    def forward(
        self, out: torch.Tensor, own: torch.Tensor, holder: torch.Tensor, *more: torch.Tensor
    ) -> tuple[torch.Tensor, torch.Tensor]:
        """Scores of stances and stages of the claims of one window, over what was understood of it.

        Args:
            out: Pieces x width.
            own: Claims x pieces, 1 where a piece is a claim's.
            holder: The same of its holder's name.
            more: Numbers of places (claims x pieces) and facts (claims x facts).
        """
        near, facts = more
        claims, long = own.shape
        of_own, of_holder = (
            (which / which.sum(1, keepdim=True).clamp(min=1)) @ out for which in (own, holder)
        )
        first = (own * (torch.cumsum(own, 1) == 1)) @ out
        known = gelu(self.known(facts))
        asks = self.q(torch.cat([of_own, first, of_holder, known], 1))
        asks = asks.view(claims, ASKED, -1).transpose(0, 1)
        keys = self.k(out).view(long, ASKED, -1).permute(1, 2, 0)
        told = self.v(out).view(long, ASKED, -1).transpose(0, 1)
        fits = (asks @ keys) / math.sqrt(32) + self.bias(near).permute(2, 0, 1)
        answer = (torch.softmax(fits.float(), 2) @ told.float()).transpose(0, 1)
        parts = [of_own, first, of_holder, out[:1].expand(claims, -1), answer.flatten(1)]
        words = gelu(self.words(self.drop(torch.cat(parts, 1))))
        both = self.drop(gelu(self.mix(self.drop(torch.cat([words, known], 1)))))
        return self.stance(both), self.stage(both)


def unpack(model: Network, folder: Path) -> None:
    """Give a network the weights of a packed one, as near as seven bits tell them; words stay the base's."""
    own = dict(model.state_dict())
    held, graph = _held(folder / NETWORK)
    packed = [node.input[1] for node in graph.node if node.op_type == "MatMulInteger"]
    for name, place in zip(_sums(), packed, strict=True):
        own[name].copy_(torch.tensor(_whole(held, place).T.copy()))
    for file in (NETWORK, OF_STANCES, OF_HOLDERS, OF_TIES):
        if not (folder / file).exists():
            continue  # a network from before ties
        for name, found in _held(folder / file)[0].items():
            if (name := name.removeprefix("model.")) in own:
                own[name].copy_(torch.tensor(found.copy()))


def _held(path: Path) -> tuple[dict[str, Any], Any]:
    graph = onnx.load(str(path)).graph
    return {one.name: numpy_helper.to_array(one) for one in graph.initializer}, graph


def _whole(held: Mapping[str, Any], place: str) -> Any:
    """Packed weights as numbers."""
    name = place.removesuffix("_quantized")
    zero = np.asarray(held[f"{name}_zero_point"], "float32")
    return (held[place].astype("float32") - zero) * held[f"{name}_scale"]


class _Part(nn.Module):
    """A part of the network as a file of its own."""

    def __init__(self, model: Network, part: Callable[..., Any]) -> None:
        super().__init__()
        self.model, self.part = model, part

    def forward(self, *given: torch.Tensor) -> Any:
        return self.part(*given)


def write(model: Network, tables: Mapping[str, Sequence[str]], base: Path, target: Path) -> None:
    """Write the network in eight bits, its heads, its words, the tables and the vocabulary.

    Args:
        model: What was learned.
        tables: Stances, stages and facts in the order of the network.
        base: Folder of the base.
        target: Folder to write to.
    """
    model.rounding = False
    for layer in model.base.encoder.layer:
        by_row(layer.intermediate.dense)
        by_row(layer.output.dense)
    full = target / "stances.full.onnx"
    claims, pieces = {0: "claims"}, {0: "claims", 1: "pieces"}
    seen, own, near = torch.zeros(40, WIDE), torch.zeros(3, 40), torch.zeros(3, 40).long()
    facts = torch.zeros(3, len(tables["facts"]) + MORE_FACTS)

    def understood(seen: torch.Tensor, nearness: torch.Tensor) -> torch.Tensor:
        return model.understood(seen[None], nearness[None])[0]

    _export(
        _Part(model, understood), full, ["out"],
        seen=(seen, {0: "pieces"}), nearness=(torch.zeros(HEADS, 40, 40), {1: "pieces", 2: "pieces"}),
    )  # fmt: skip
    out = (seen, {0: "pieces"})
    _export(
        _Part(model, model), target / OF_STANCES, ["stance", "stage"],
        out=out, own=(own, pieces), holder=(own, pieces), near=(near, pieces), facts=(facts, claims),
    )  # fmt: skip
    _export(
        _Part(model, model.holders), target / OF_HOLDERS, ["holder"],
        out=out, own=(own, pieces), near=(near, pieces),
    )  # fmt: skip
    names = {0: "names", 1: "pieces"}
    _export(
        _Part(model, model.ties), target / OF_TIES, ["ties"],
        out=out, names=(own, names), near=(near, names), kinds=(torch.zeros(3).long(), {0: "names"}),
    )  # fmt: skip
    # Seven bits of eight, each column with a scale of its own: older processors overflow with all eight.
    # The heads stay whole: sums in eight bits are scaled by all that is summed at once, so that a claim would hang on
    # the others of its window.
    quantize_dynamic(
        str(full), str(target / NETWORK), weight_type=QuantType.QInt8, per_channel=True, reduce_range=True
    )  # fmt: skip
    full.unlink()
    _as_learned(model, target / NETWORK)
    write_words(model, target / WORDS)
    (target / TABLES).write_text(json.dumps(tables, indent=0) + "\n", encoding="utf-8")
    shutil.copyfile(base / "vocab.txt", target / PIECES)


def _as_learned(model: Network, network: Path) -> None:
    """Round the weights of a packed network as they were rounded in learning: packing takes a step more to either side."""
    packed, own = onnx.load(str(network)), model.state_dict()
    held = {one.name: one for one in packed.graph.initializer}
    sums = [node.input[1] for node in packed.graph.node if node.op_type == "MatMulInteger"]
    for name, place in zip(_sums(), sums, strict=True):
        weight = own[name].numpy().T
        step = np.maximum(np.abs(weight).max(0), 1e-8) / LEVELS
        rounded = np.round(weight / step).astype("int8")
        scale = place.removesuffix("_quantized") + "_scale"
        for to, found in ((place, rounded), (scale, step.astype("float32"))):
            held[to].CopyFrom(numpy_helper.from_array(found, to))
    onnx.save(packed, str(network))


def _sums() -> list[str]:
    return [f"base.encoder.layer.{n}.{part}.weight" for n in range(HEADS) for part in _SUMS]


_FIRST = {"out": {0: "pieces"}, "ties": {0: "names", 1: "names"}}


def _export(part: nn.Module, target: Path, outputs: list[str], **inputs: tuple[Any, Any]) -> None:
    torch.onnx.export(
        part, tuple(sample for sample, _ in inputs.values()), str(target),
        input_names=list(inputs), output_names=outputs,
        dynamic_axes={name: axes for name, (_, axes) in inputs.items()}
        | {name: _FIRST.get(name, {0: "claims"}) for name in outputs},
        opset_version=17, dynamo=False,
    )  # fmt: skip


def by_row(layer: Any) -> None:
    """Let a layer sum rows that were brought to one range: else the widest of all pieces takes the eight bits of others."""

    def forward(seen: torch.Tensor) -> torch.Tensor:
        wide = seen.abs().amax(-1, keepdim=True).clamp(min=1e-6)
        return linear(seen / wide, layer.weight) * wide + layer.bias

    layer.forward = forward


def write_words(model: Network, target: Path) -> None:
    """Write words in eight bits with the scale of each, and nearness by head and distance."""
    with torch.no_grad():
        words = model.base.embeddings.word_embeddings.weight.numpy()
        near = model.nearness(LONGEST).numpy()
    scale = np.maximum(np.abs(words).max(axis=1), 1e-8) / 127
    by_distance = np.concatenate([near[:, :0:-1, 0], near[:, 0, :]], axis=1)
    np.savez(
        target,
        words=np.round(words / scale[:, None]).astype("int8"),
        scale=scale.astype("float32"),
        nearness=by_distance.astype("float32"),
    )
