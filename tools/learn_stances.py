"""Learn how holders stand to contents: ``tools/learn_stances.py gather FILE``, then ``learn FILE BASE`` or ``check FILE``.

``gather`` reads the documents of ``told``, ``lessons``, ``named``, ``practice-odd`` and ``public-dev`` of
:mod:`benchmarks.reading` with the rules and writes what the network is shown of every labelled claim, one JSON object a
line: of a claim that the rules found as they found it, of another from its label. Where two hands judged a claim, or one
left it open, each value has its share. It runs in the project's own environment.

``learn`` needs one with torch, transformers, onnx and onnxruntime beside. BASE is the folder of all-MiniLM-L6-v2 as
sentence-transformers publishes it (Apache 2.0; its model.safetensors has the SHA-256 below). It learns two heads and
all layers for three rounds, writes the network in eight bits, its tables and its vocabulary into
``src/dalil/text/learned`` and their hashes into ``src/dalil/text/models.lock``. While it learns, sums are rounded as they
will be in eight bits. An hour on two cores; on another machine the last digits differ. The facts of the rules are hidden in one of ten examples, and in most of those sets that
the rules were written with, lest the network trusts them more than they deserve.

``check`` prints, on examples gathered with ``--set told-check``, how often rules and network are right.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import math
import random
import shutil
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

REPO = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(REPO / "src"), str(REPO)]

from dalil.claims.told import Told  # noqa: E402
from dalil.evidence import Stage, Stance  # noqa: E402
from dalil.text.stance_model import (  # noqa: E402
    LANGUAGE,
    NETWORK,
    PIECES,
    TABLES,
    Encoder,
    LearnedStances,
    inputs,
)

SETS = ("told", "lessons-odd", "lessons-even", "named", "practice-odd", "public-dev")
WRITTEN_WITH = ("practice-odd", "public-dev")
"""Sets that the rules were written with: there they are right too often to be trusted."""
TIMES = {"practice-odd": 3, "public-dev": 3}
"""How often a round sees an example of a set; the labels of real documents count for more."""
TARGET = REPO / "src/dalil/text/learned"
LOCK = REPO / "src/dalil/text/models.lock"
BASE_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
ROUNDS, BATCH, RATE, RATE_HEADS, DROPOUT, SEED = 3, 32, 1e-4, 1e-3, 0.15, 1
HIDDEN, HIDDEN_WRITTEN_WITH = 0.1, 0.6
"""Share of examples whose facts are hidden in a round."""
SEEN = 5
"""Examples in which a fact must occur to be known."""
OPTIONAL = 0.5
"""What an optional label counts."""
SECOND = 0.35
"""What a hand's second value counts where it holds both for right, of 1."""
HANDS = (0.4, 0.6)
"""What the writer of a text and its judge count where both judged a claim: judges, who read the labels of ``practice``
and judged all sets alike, agree with these more than writers do."""
STANCES = [str(one) for one in Stance]
STAGES = ["none", *(str(one) for one in Stage)]


def gather(sets: Sequence[str], target: Path) -> None:
    """Write the examples of some sets."""
    with target.open("w", encoding="utf-8") as out:
        for name in sets:
            rows = list(examples(name))
            out.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
            print(f"{name}: {len(rows)} labelled claims, {sum(r['found'] for r in rows)} found")


def examples(name: str) -> Iterator[dict[str, Any]]:
    """What the network is shown of each labelled claim of a set, and what was said of it."""
    from benchmarks.reading.gold import GoldClaim
    from benchmarks.reading.loaders import load
    from benchmarks.reading.loaders_judged import judged
    from benchmarks.reading.scores import pair

    from dalil.claims.read import read_document
    from dalil.claims.told import told
    from dalil.text.name_models import ManyLanguages
    from dalil.text.parser_spacy import SpacyParser

    parser = ManyLanguages(SpacyParser())
    documents = load(name)
    again = judged(name, documents)
    for document in documents:
        claims = read_document(document.layer, parser).claims
        second = again.get(document.name, {})
        labels = document.claims or [GoldClaim(spans=(span,)) for span in second]
        pairs = pair(document.layer.text, claims, labels)
        for place, label in enumerate(labels):
            hands = [[(label.stance, label.stage or "none")]] if label.stance else []
            if label.spans[0] in second:
                hands.append(list(second[label.spans[0]].values))
            if not hands:
                continue
            found = pairs.get(place)
            shown = (
                told(document.layer.text, claims[found])
                if found is not None
                else unfound(document.layer.text, label)
            )
            yield {
                "set": name,
                "stance": hands[0][0][0],
                "stage": hands[0][0][1],
                "stances": shares([[stance for stance, _ in hand] for hand in hands]),
                "stages": shares([[stage for _, stage in hand] for hand in hands]),
                "optional": label.optional,
                "found": found is not None,
                "told": [*(getattr(shown, one) for one in Told.__slots__)],
            }


def shares(hands: list[list[str]]) -> dict[str, float]:
    """How much of each value the hands said, together 1."""
    found: Counter[str] = Counter()
    for hand, counts in zip(hands, HANDS if len(hands) > 1 else (1,), strict=True):
        for value, share in zip(hand, (1 - SECOND, SECOND) if len(hand) > 1 else (1,), strict=True):
            found[value] += share * counts
    return dict(found)


def unfound(text: str, label: Any) -> Told:
    """What is shown of a labelled claim that the rules did not find: its words, no facts."""
    from dalil.claims.told import shown

    start, end = label.spans[0]
    holders = [
        next(iter(sorted(names)), "") or role
        for names, role in zip(label.holders[:2], label.roles[:2], strict=False)
    ]
    return shown(text, start, end, " of ".join(holders), ())


def rounded(layer: Any) -> None:
    """Let a layer sum as it will in eight bits: weights in seven, by column, and what comes in eight, by claim."""
    import torch
    from torch.nn.functional import linear

    def near(value: Any, whole: Any) -> Any:
        return value + (whole - value).detach()  # learns as if nothing had been rounded

    def forward(given: Any) -> Any:
        weights, seen = layer.weight.float(), given.float()
        claim = tuple(range(1, seen.dim()))
        step = weights.detach().abs().amax(1, keepdim=True).clamp(min=1e-8) / 63
        low = seen.detach().amin(claim, keepdim=True).clamp(max=0)
        wide = (seen.detach().amax(claim, keepdim=True).clamp(min=0) - low).clamp(min=1e-8) / 255
        weights = near(weights, torch.round(weights / step) * step)
        seen = near(seen, torch.round((seen - low) / wide) * wide + low)
        return linear(
            seen.to(torch.bfloat16), weights.to(torch.bfloat16), layer.bias.to(torch.bfloat16)
        )

    layer.forward = forward


def network(base: Path, facts: int) -> Any:
    """The base with a mark on a claim's own words, and two heads over them, their surroundings and the facts."""
    import torch
    from torch import nn
    from transformers import AutoModel

    held = hashlib.sha256((base / "model.safetensors").read_bytes()).hexdigest()
    if held != BASE_SHA256:
        raise SystemExit(f"{base}/model.safetensors has the SHA-256 {held}, not {BASE_SHA256}.")

    class Network(nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.base = AutoModel.from_pretrained(base, attn_implementation="eager")
            wide = self.base.config.hidden_size
            self.mark = nn.Parameter(torch.randn(1, 1, wide) * 0.02)
            self.words, self.known = nn.Linear(3 * wide, 256), nn.Linear(facts, 64)
            self.stance, self.stage = nn.Linear(320, len(STANCES)), nn.Linear(320, len(STAGES))
            self.drop = nn.Dropout(DROPOUT)

        def forward(self, ids: Any, there: Any, own: Any, facts: Any) -> tuple[Any, Any]:
            marked = own.unsqueeze(-1).to(there.dtype)
            seen = self.base.embeddings.word_embeddings(ids) + marked * self.mark
            out = self.base(inputs_embeds=seen, attention_mask=there).last_hidden_state
            mean_own = (out * marked).sum(1) / marked.sum(1).clamp(min=1)
            whole = there.unsqueeze(-1)
            mean = (out * whole).sum(1) / whole.sum(1)
            words = self.words(self.drop(torch.cat([out[:, 0], mean_own, mean], 1)))
            both = torch.cat([nn.functional.gelu(words), nn.functional.gelu(self.known(facts))], 1)
            both = self.drop(both)
            return self.stance(both), self.stage(both)

    return Network()


def learn(source: Path, base: Path) -> None:
    """Learn from gathered examples and write the network, its tables and its vocabulary."""
    import torch

    random.seed(SEED)
    torch.manual_seed(SEED)
    rows = [json.loads(line) for line in source.read_text(encoding="utf-8").splitlines()]
    count = Counter(fact for row in rows for fact in set(row["told"][-1]))
    facts = sorted(fact for fact, seen in count.items() if seen >= SEEN)
    pieces = (base / "vocab.txt").read_text(encoding="utf-8").splitlines()
    encoder = Encoder(pieces, facts)
    for row in rows:
        row["row"] = encoder.encode(Told(*row["told"][:-1], tuple(row["told"][-1])))
    rows = [row for row in rows for _ in range(TIMES.get(row["set"], 1))]
    model = network(base, len(facts))
    slow = [weights for name, weights in model.named_parameters() if name.startswith("base.")]
    fast = [weights for name, weights in model.named_parameters() if not name.startswith("base.")]
    steps = math.ceil(len(rows) / BATCH) * ROUNDS
    optimiser = torch.optim.AdamW(
        [{"params": slow, "lr": RATE}, {"params": fast, "lr": RATE_HEADS}], weight_decay=0.01
    )
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimiser, lambda step: min(1, 10 * step / steps) * max(0.0, 1 - step / steps)
    )
    layers = [layer for layer in model.modules() if isinstance(layer, torch.nn.Linear)]
    for number in range(ROUNDS):
        model.train()
        if number == ROUNDS - 1:
            for layer in layers:
                rounded(layer)
        total = 0.0
        for batch in batches(rows):
            with torch.autocast("cpu", torch.bfloat16):
                told = model(**tensors(batch, len(facts), hide=True))
            loss = loss_of(told, batch)
            optimiser.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(model.parameters(), 1)
            optimiser.step()
            schedule.step()
            total += loss.item()
        print(f"round {number + 1}: loss {total * BATCH / len(rows):.3f}", flush=True)
    for layer in layers:
        del layer.forward  # what is written is whole and rounded there
    write(model.eval(), facts, base)


def batches(rows: list[dict[str, Any]]) -> Iterator[list[dict[str, Any]]]:
    """Examples of like length together, in an order of chance."""
    order = sorted(rows, key=lambda row: len(row["row"][0]) + random.random() * 30)
    cut = [order[place : place + BATCH] for place in range(0, len(order), BATCH)]
    random.shuffle(cut)
    yield from cut


def tensors(batch: Sequence[dict[str, Any]], facts: int, *, hide: bool) -> dict[str, Any]:
    """A batch as the network takes it; while learning, facts are hidden now and then."""
    import torch

    rows = []
    for row in batch:
        share = HIDDEN_WRITTEN_WITH if row["set"] in WRITTEN_WITH else HIDDEN
        hidden = hide and random.random() < share
        rows.append((*row["row"][:3], [] if hidden else row["row"][3]))
    return {name: torch.from_numpy(held) for name, held in inputs(rows, facts).items()}


def loss_of(told: tuple[Any, Any], batch: Sequence[dict[str, Any]]) -> Any:
    """Cross entropy of both heads against what was said, optional labels counting less."""
    import torch
    from torch.nn.functional import cross_entropy

    counts = torch.tensor([OPTIONAL if row["optional"] else 1.0 for row in batch])
    total = torch.tensor(0.0)
    for scores, values, name in ((told[0], STANCES, "stances"), (told[1], STAGES, "stages")):
        right = torch.tensor([[row[name].get(value, 0.0) for value in values] for row in batch])
        each = cross_entropy(scores.float(), right, reduction="none", label_smoothing=0.03)
        total = total + (each * counts).mean()
    return total


def write(model: Any, facts: list[str], base: Path) -> None:
    """Write the network in eight bits, the tables and the vocabulary, and pin them."""
    import torch
    from onnxruntime.quantization import QuantType, quantize_dynamic

    full = TARGET / "stances.full.onnx"
    ids = torch.ones(2, 12, dtype=torch.long)
    example = (ids, torch.ones(2, 12), ids, torch.zeros(2, len(facts)))
    names = ["ids", "there", "own"]
    torch.onnx.export(
        model, example, str(full), input_names=[*names, "facts"], output_names=["stance", "stage"],
        dynamic_axes={**{name: {0: "claims", 1: "pieces"} for name in names},
                      **{name: {0: "claims"} for name in ("facts", "stance", "stage")}},
        opset_version=17, dynamo=False,
    )  # fmt: skip
    # Seven bits of eight, each column with a scale of its own: older processors overflow with all eight.
    quantize_dynamic(
        str(full), str(TARGET / NETWORK),
        weight_type=QuantType.QInt8, per_channel=True, reduce_range=True,
    )  # fmt: skip
    full.unlink()
    tables = {"stances": STANCES, "stages": STAGES, "facts": facts}
    (TARGET / TABLES).write_text(json.dumps(tables, indent=0) + "\n", encoding="utf-8")
    shutil.copyfile(base / "vocab.txt", TARGET / PIECES)
    lock = json.loads(LOCK.read_text(encoding="utf-8"))
    lock[LANGUAGE]["files"] = {
        name: hashlib.sha256((TARGET / name).read_bytes()).hexdigest()
        for name in (NETWORK, TABLES, PIECES)
    }
    LOCK.write_text(json.dumps(lock, indent=1) + "\n", encoding="utf-8")


def check(source: Path, leads: Sequence[float]) -> None:
    """Print how often the rules, the network, and the rules where it has no such lead are right."""
    rows = [json.loads(line) for line in source.read_text(encoding="utf-8").splitlines()]
    rows = [row for row in rows if row["found"]]
    model = LearnedStances(TARGET)
    found = model.weigh([Told(*row["told"][:-1], tuple(row["told"][-1])) for row in rows])
    for name in ("stance", "stage"):
        right: Counter[str] = Counter()
        for row, one in zip(rows, found, strict=True):
            said = next(f for f in row["told"][-1] if f.startswith(f"{name}=")).partition("=")[2]
            shares = {str(k or "none"): p for k, p in getattr(one, f"{name}s").items()}
            best = max(shares, key=lambda value: shares[value])
            right["rules"] += said == row[name]
            right["network"] += best == row[name]
            for lead in leads:
                told = best if shares[best] - shares[said] >= lead else said
                right[f"lead {lead}"] += told == row[name]
        print(name, len(rows), {key: round(n / len(rows), 3) for key, n in right.items()})


def main() -> None:
    """Entry point."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("what", choices=("gather", "learn", "check"))
    parser.add_argument("file", type=Path)
    parser.add_argument("base", type=Path, nargs="?")
    parser.add_argument("--set", action="append")
    options = parser.parse_args()
    if options.what == "gather":
        gather(options.set or SETS, options.file)
    elif options.what == "learn":
        learn(options.file, options.base)
    else:
        check(options.file, (0.0, 0.1, 0.2, 0.3, 0.4, 0.5))


if __name__ == "__main__":
    main()
