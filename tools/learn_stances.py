"""Learn how holders stand to contents: ``tools/learn_stances.py gather FILE``, then ``learn FILE BASE`` or ``check FILE``.

``gather`` reads the documents of ``told``, ``lessons``, ``named``, ``practice-odd``, ``public-dev`` and ``statements`` of
:mod:`benchmarks.reading` with the rules and writes each with its labelled claims, one JSON object a line: of a claim that
the rules found what they say of it, of another its label's place and holder. Where two hands judged a claim, or one left it
open, each value has its share. It runs in the project's own environment.

``learn`` needs one with torch, transformers, onnx and onnxruntime beside. BASE is the folder of all-mpnet-base-v2 as
sentence-transformers publishes it (Apache 2.0; its model.safetensors has the SHA-256 in ``stance_network.py``). It learns
heads and layers in one of the COURSES, from the base or on from a packed network with ``--from FOLDER``, writes the network in eight bits, its
words, tables and vocabulary into ``src/dalil/text/learned`` and their hashes into ``src/dalil/text/models.lock``. An hour
or two on two cores for any; on another machine the last digits differ.
The facts of the rules are hidden in one of ten examples, and in most of those sets that the rules were written with,
lest the network trusts them more than they deserve.

``check`` prints, on documents gathered with ``--set told-check``, how often rules and network are right.
"""

from __future__ import annotations

import argparse
import hashlib
import itertools
import json
import random
import re
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

REPO = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(REPO / "src"), str(REPO)]

from tools.tie_examples import PREDICATES, Tied, loss_of_ties, tied  # noqa: E402

from dalil.claims.told import Told  # noqa: E402
from dalil.evidence import Stage, Stance  # noqa: E402
from dalil.text.stance_model import (  # noqa: E402
    HEADS,
    HOLDERS,
    LANGUAGE,
    NETWORK,
    PIECES,
    TABLES,
    TIES,
    WORDS,
    LearnedStances,
    asked,
)
from dalil.text.stance_windows import (  # noqa: E402
    AS_READ,
    AT_HOLDER,
    HOLDER,
    Bodies,
    Window,
    windows,
)
from dalil.text.word_pieces import WordPieces  # noqa: E402

SETS = ("told", "lessons-odd", "lessons-even", "named", "practice-odd", "public-dev", "statements")
WRITTEN_WITH = ("practice-odd", "public-dev")
"""Sets that the rules were written with: there they are right too often to be trusted."""
TIMES = {"practice-odd": 3, "public-dev": 3, "statements": 3}
"""How often a round sees a document of a set; the labels of real documents count for more."""
TARGET = REPO / "src/dalil/text/learned"
LOCK = REPO / "src/dalil/text/models.lock"
PIECES_A_STEP, SEED = 1600, 3
"""Pieces in a step; documents are drawn in rounds."""
NEW = ("ties.",)
"""Parts of the network that the packed one does not have yet."""
LOWER = 0.93
"""What each layer further down has of the rate of the one above."""
DROPOUT, BLANKED = 0.1, 0.05
"""Share of what the heads see that is dropped, and of pieces that are blanked."""
BLANK = 30_526
"""The base's piece that stands for a hidden one."""
HIDDEN, HIDDEN_WRITTEN_WITH = 0.1, 0.6
"""Share of examples whose facts are hidden in a round."""
OF_HOLDERS = 0.7
"""What the loss of holders counts beside those of stances and stages."""
OF_TIES = 1.0
"""The same of ties."""
SEEN = 5
"""Claims in which a fact must occur to be known."""
OPTIONAL = 0.5
"""What an optional label counts."""
STANCES = [str(one) for one in Stance]
STAGES = ["none", *(str(one) for one in Stage)]


@dataclass(frozen=True, slots=True)
class Course:
    """A course of learning.

    Attributes:
        steps: How many.
        rate: Of the last layer.
        rate_heads: Of the heads.
        rate_new: Of those of NEW.
        held: Layers from the lowest that stay as they are, with the places of words; 12 where nothing but NEW learns.
        whole: Share of the steps that are made before weights are rounded as they will be packed.
        bodies: How texts are cut, round by round.
        others: Share of the documents without labelled ties that a round sees.
    """

    steps: int
    rate: float
    rate_heads: float
    rate_new: float
    held: int
    whole: float = 0.0
    bodies: tuple[Bodies, ...] = (AS_READ,)
    others: float = 1.0

    def share(self, step: int) -> float:
        """Share of the rates at a step: up for a sixteenth of the steps, then down to nothing."""
        return min(1.0, 16 * step / self.steps) * max(0.0, 1 - step / self.steps)


COURSES = {
    "base": (Course(1575, 5e-5, 5e-4, 5e-4, held=0, whole=1.0),),
    "holders": (
        Course(
            1638, 4e-5, 3e-4, 6e-4, held=3, whole=0.55,
            bodies=(AS_READ, Bodies(260, 170, 1), Bodies(300, 220, 2)),
        ),
    ),
    "ties": (
        Course(300, 4e-5, 3e-4, 6e-4, held=5, others=0.15),
        Course(450, 0.0, 0.0, 2e-3, held=12, others=0.0),
        Course(1700, 6e-5, 2e-4, 1e-3, held=8, others=0.15),
    ),
}  # fmt: skip
"""From the base; on from there with holders; on from there with ties. The weights that ship went through all, packed between."""


@dataclass(frozen=True, slots=True)
class Example:
    """A window with what was said of each of its claims.

    Attributes:
        named: Places of the scores that are right for its holder; None where nobody labelled it.
        tied: What is said of its names; None where nobody labelled them.
    """

    window: Window
    claims: list[Told]
    said: list[dict[str, Any]]
    named: list[list[int] | None]
    tied: Tied | None
    written_with: bool


def told_of(claim: dict[str, Any]) -> Told:
    """What was gathered of a claim, as the network is shown it."""
    return Told(claim["start"], claim["end"], tuple(claim["holders"]), tuple(claim["facts"]))


def read(rows: Sequence[dict[str, Any]], cut: WordPieces, how: Bodies) -> list[Example]:
    """The windows of gathered documents."""
    found = []
    for row in rows:
        claims = [told_of(one) for one in row["claims"]]
        shown = list(windows(row["text"], claims, cut, how))
        for window, ties in zip(shown, tied(row, shown), strict=True):
            said = [row["claims"][one.number] for one in window.claims]
            right = [places_of(one["held"], window, row["text"].lower()) for one in said]
            example = Example(window, claims, said, right, ties, row["set"] in WRITTEN_WITH)
            found += [example] * TIMES.get(row["set"], 1)
    return found


def places_of(names: list[str] | None, window: Window, text: str) -> list[int] | None:
    """Where the scores of a window have a holder: pieces of any of his names, else one of the two beside these."""
    own = len(window.pieces)
    if names is None:
        return None
    if not names:
        return [own]
    spans = [
        match.span()
        for name in names
        if len(name) > 1
        for match in re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", text)
    ]
    found = [
        number
        for number, place in enumerate(window.places)
        if place and any(start < place[1] and place[0] < end for start, end in spans)
    ]
    return found or [own + 1]


def learn(source: Path, base: Path, courses: Sequence[Course], folder: Path | None) -> None:
    """Learn from gathered documents, from the base or on from a packed network, and write what was learned.

    Args:
        source: What was gathered.
        base: Folder of the base.
        courses: Gone through in turn.
        folder: Folder of the packed network to go on from.
    """
    import torch
    from tools.stance_network import Network, unpack, write

    random.seed(SEED)
    torch.manual_seed(SEED)
    rows = [json.loads(line) for line in source.read_text(encoding="utf-8").splitlines()]
    facts = known_facts(rows, folder)
    values = len(STANCES), len(STAGES), len(PREDICATES)
    model = Network(base, len(facts), values, DROPOUT)
    if folder:
        unpack(model, folder)
    cut = WordPieces((base / "vocab.txt").read_text("utf-8").splitlines())
    for course in courses:
        go_through(model, course, drawn(rows, cut, course), facts)
    tables = {"stances": STANCES, "stages": STAGES, "facts": list(facts), "ties": PREDICATES}
    write(model.eval(), tables, base, TARGET)
    pin()


def go_through(
    model: Any, course: Course, batches: Iterator[list[Example]], facts: dict[str, int]
) -> None:
    """Learn one course."""
    import torch

    groups = rated(model, course)
    learned = [one for group in groups for one in group["params"]]
    optimiser = torch.optim.AdamW(groups, weight_decay=0.01, fused=True)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimiser, course.share)
    model.train()
    total = 0.0
    for step, batch in enumerate(batches, 1):
        model.rounding = step > course.whole * course.steps
        optimiser.zero_grad()
        loss = loss_of(model, batch, facts)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(learned, 1)
        optimiser.step()
        schedule.step()
        total += loss.item()
        if not step % 25:
            print(f"step {step} of {course.steps}: loss {total / 25:.3f}", flush=True)
            total = 0.0


def known_facts(rows: Sequence[dict[str, Any]], folder: Path | None) -> dict[str, int]:
    """The facts that are seen often enough with their places; those of the packed network that is gone on from."""
    if folder:
        return {one: n for n, one in enumerate(json.loads((folder / TABLES).read_text())["facts"])}
    count = Counter(fact for row in rows for claim in row["claims"] for fact in set(claim["facts"]))
    return {fact: n for n, fact in enumerate(sorted(f for f, k in count.items() if k >= SEEN))}


def pin() -> None:
    """Write the hashes of what was written into the lock."""
    lock = json.loads(LOCK.read_text(encoding="utf-8"))
    lock[LANGUAGE]["files"] = {
        name: hashlib.sha256((TARGET / name).read_bytes()).hexdigest()
        for name in (NETWORK, HEADS, HOLDERS, TIES, WORDS, TABLES, PIECES)
    }
    LOCK.write_text(json.dumps(lock, indent=1) + "\n", encoding="utf-8")


def rated(model: Any, course: Course) -> list[dict[str, Any]]:
    """The weights that are learned with their rates: words and nearness stay as the base knows them."""
    layers = model.base.encoder.layer
    held = [
        model.base.embeddings.word_embeddings,
        model.base.encoder.relative_attention_bias,
        model.base.pooler,
        *([model.base.embeddings] if course.held else []),
        *layers[: course.held],
    ]
    model.requires_grad_(requires_grad=True)
    for weights in (one for part in held for one in part.parameters()):
        weights.requires_grad = False
    groups = [
        {"params": list(layer.parameters()), "lr": course.rate * LOWER ** (len(layers) - 1 - place)}
        for place, layer in enumerate(layers)
        if place >= course.held
    ]
    first = [one for one in model.base.embeddings.parameters() if one.requires_grad]
    heads = {name: one for name, one in model.named_parameters() if not name.startswith("base.")}
    new = [one for name, one in heads.items() if name.startswith(NEW)]
    old = [one for name, one in heads.items() if not name.startswith(NEW)]
    groups += [{"params": first, "lr": 2e-5}] if first else []
    groups += [{"params": old, "lr": course.rate_heads}] if course.rate_heads else []
    return [*groups, {"params": new, "lr": course.rate_new}]


def drawn(
    rows: Sequence[dict[str, Any]], cut: WordPieces, course: Course
) -> Iterator[list[Example]]:
    """Windows of like length together, in an order of chance, round after round, as many as there are steps."""
    left = course.steps
    tied_ones = [row for row in rows if row.get("ties") is not None]
    others = [row for row in rows if row.get("ties") is None]
    for number in itertools.count():
        some = random.sample(others, round(len(others) * course.others))
        examples = read([*tied_ones, *some], cut, course.bodies[number % len(course.bodies)])
        order = sorted(examples, key=lambda one: len(one.window.pieces) + random.random() * 40)
        batches: list[list[Example]] = [[]]
        for one in order:
            if (len(batches[-1]) + 1) * len(one.window.pieces) > PIECES_A_STEP:
                batches.append([])
            batches[-1].append(one)
        batches = [batch for batch in batches if batch]
        random.shuffle(batches)
        yield from batches[:left]
        left -= len(batches)
        if left <= 0:
            return


def loss_of(model: Any, batch: Sequence[Example], facts: dict[str, int]) -> Any:
    """Cross entropy of both heads against what was said, optional labels counting less."""
    import torch
    from torch.nn.functional import cross_entropy

    ids, there = pieces_of(batch)
    near = model.nearness(ids.shape[1])[None] + ((there - 1) * 1e4)[:, None, None]
    out = model.understood(model.seen(ids), near)
    told, named, wrong = [], [], []
    for row, one in enumerate(batch):
        mine = out[row, : len(one.window.pieces)]
        shown = given(one, facts)
        told.append(model(mine, *shown.values()))
        named.append(model.holders(mine, shown["own"], without_holder(shown["near"])))
        if one.tied is not None:
            wrong.append(loss_of_ties(model, mine, one.tied))
    said = [claim for one in batch for claim in one.said]
    counts = torch.tensor([OPTIONAL if claim["optional"] else 1.0 for claim in said])
    total = torch.tensor(0.0)
    for place, (values, name) in enumerate(((STANCES, "stances"), (STAGES, "stages"))):
        scores = torch.cat([one[place] for one in told]).float()
        right = torch.tensor([[claim[name].get(value, 0.0) for value in values] for claim in said])
        each = cross_entropy(scores, right, reduction="none", label_smoothing=0.03)
        total = total + (each * counts).mean()
    total = total + OF_HOLDERS * held_loss(batch, named) / max(len(said), 20)
    ties = sum(len(one.tied.told) for one in batch if one.tied is not None)
    return total + OF_TIES * sum(wrong, torch.tensor(0.0)) / max(ties, 10)


def held_loss(batch: Sequence[Example], scores: Sequence[Any]) -> Any:
    """Cross entropy of who holds the claims that were labelled so, any place of his names as right; a sum."""
    import torch

    total = torch.tensor(0.0)
    for one, found in zip(batch, scores, strict=True):
        shares = torch.log_softmax(found.float(), 1)
        for row, right in enumerate(one.named):
            if right is not None:
                total = total - torch.logsumexp(shares[row, right], 0).clamp(min=-8)
    return total


def without_holder(near: Any) -> Any:
    """Numbers of places as they are where it is not known yet where the holder is named."""
    return near.masked_fill(near == HOLDER, AT_HOLDER)


def pieces_of(batch: Sequence[Example]) -> tuple[Any, Any]:
    """The pieces of windows, some blanked, and where there are any: both windows x the longest."""
    import torch

    longest = max(len(one.window.pieces) for one in batch)
    ids = torch.ones(len(batch), longest, dtype=torch.long)
    there = torch.zeros(len(batch), longest)
    for row, one in enumerate(batch):
        long = len(one.window.pieces)
        ids[row, :long], there[row, :long] = torch.tensor(one.window.pieces), 1
    return torch.where((torch.rand(ids.shape) < BLANKED) & (ids > 10), BLANK, ids), there


def given(one: Example, facts: dict[str, int]) -> dict[str, Any]:
    """What the network is asked of a window's claims; of some the facts of the rules are hidden."""
    import torch

    found = asked(one.window, one.claims, facts)
    hidden = torch.rand(len(one.said)) < (HIDDEN_WRITTEN_WITH if one.written_with else HIDDEN)
    found["facts"][hidden.numpy(), : len(facts)] = 0
    found["facts"][hidden.numpy(), -1] = 1
    return {name: torch.from_numpy(rows) for name, rows in found.items()}


def check(source: Path, leads: Sequence[float]) -> None:
    """Print how often the rules, the network, and the rules where it has no such lead are right."""
    model = LearnedStances(TARGET)
    right: dict[str, Counter[str]] = {"stance": Counter(), "stage": Counter()}
    for line in source.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        claims = [claim for claim in row["claims"] if claim["found"]]
        shown = [told_of(claim) for claim in claims]
        weighed = model.weigh(row["text"], shown, lambda number, held, of=shown: of[number])
        for claim, one in zip(claims, weighed, strict=True):
            for name, counted in right.items():
                said = next(f for f in claim["facts"] if f.startswith(f"{name}=")).partition("=")[2]
                shares = {str(k or "none"): p for k, p in getattr(one, f"{name}s").items()}
                best = max(shares, key=lambda value, of=shares: of[value])
                counted["claims"] += 1
                counted["rules"] += said == claim[name]
                for lead in leads:
                    told = best if shares[best] - shares[said] >= lead else said
                    counted[f"lead {lead}"] += told == claim[name]
    for name, counted in right.items():
        number = counted.pop("claims")
        print(name, number, {key: round(n / max(1, number), 3) for key, n in counted.items()})


def main() -> None:
    """Entry point."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("what", choices=("gather", "learn", "check"))
    parser.add_argument("file", type=Path)
    parser.add_argument("base", type=Path, nargs="?")
    parser.add_argument("--set", action="append")
    parser.add_argument("--course", choices=tuple(COURSES), default="base")
    parser.add_argument("--from", dest="folder", type=Path)
    options = parser.parse_args()
    if options.what == "gather":
        from tools.stance_labels import (
            gather,
        )  # reads with the rules, which who learns may not have

        gather(options.set or SETS, options.file)
    elif options.what == "learn":
        learn(options.file, options.base, COURSES[options.course], options.folder)
    else:
        check(options.file, (0.0, 0.1, 0.2, 0.3, 0.4, 0.5))


if __name__ == "__main__":
    main()
