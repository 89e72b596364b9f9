"""Learn the model of Kazakh names: ``python tools/learn_kazakh_names.py [--data FILE] [--check]``.

The data are the half of KazNERD's validation part that authors of rules may read (half 0 of
:func:`benchmarks.reading.loaders_names.kaznerd`; the other half is only scored). KazNERD: R. Yeshpanov,
Y. Khassanov, H. A. Varol, "KazNERD: Kazakh Named Entity Recognition Dataset", LREC 2022,
Creative Commons Attribution 4.0; texts are joined, half of them left out, and classes put together here.

Needs python-crfsuite 0.9.12 (MIT), which nothing else of this program needs: ``pip install
python-crfsuite==0.9.12``. Weights are rounded to hundredths, so the same data and version give the same
bytes. Written are ``src/dalil/text/learned/kazakh_names.tsv`` and its hash in ``src/dalil/text/models.lock``.
``--check`` writes nothing and fails where the file would change; ``--folds N`` only prints how well N-fold
models do on the sentences that each did not see.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

REPO = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(REPO / "src"), str(REPO)]

from benchmarks.reading.loaders_names import joined, sentences_of  # noqa: E402
from tools.chain_file import table  # noqa: E402

from dalil.claims.shadow import shadow  # noqa: E402
from dalil.text.kazakh_features import Token, features, sentences  # noqa: E402
from dalil.text.kazakh_names import FILE, UNIT, chain, chained, read  # noqa: E402

DATA = REPO.parent / "shared/data/text/kaznerd/IOB2_valid.txt"
TARGET = REPO / "src/dalil/text/learned" / FILE
LOCK = REPO / "src/dalil/text/models.lock"
KINDS = {"PERSON": "PER", "ORGANISATION": "ORG", "GPE": "LOC", "LOCATION": "LOC", "FACILITY": "FAC",
         "NORP": "NRP", "POSITION": "POS", "PROJECT": "PRJ", "EVENT": "PRJ", "ART": "ART"}  # fmt: skip
SETTINGS = {"c1": 0.05, "c2": 0.3, "max_iterations": 100, "feature.possible_transitions": True}


@dataclass(frozen=True)
class Sample:
    """A labelled sentence: what is labelled, its tokens with features, cut as the reader cuts texts."""

    spans: tuple[tuple[int, int, str], ...]
    parts: tuple[tuple[list[Token], list[list[str]]], ...]


def samples(path: Path) -> list[Sample]:
    """The labelled sentences of the half that may be read."""
    found = []
    for row in sentences_of(path, 0):
        text, spans = joined(row, KINDS)
        plain = shadow(text)
        parts = tuple((tokens, features(plain, tokens)) for tokens in sentences(plain))
        found.append(Sample(tuple(spans), parts))
    return found


def labels(sample: Sample, tokens: Sequence[Token]) -> list[str]:
    """The label of each token: ``O``, ``B-PER`` where a person's name begins, ``I-PER`` where it goes on."""
    found = ["O"] * len(tokens)
    for start, end, kind in sample.spans:
        inside = [i for i, t in enumerate(tokens) if t.start < end and start < t.end]
        for index in inside:
            found[index] = ("B-" if index == inside[0] else "I-") + kind
    return found


def train(
    held: Sequence[Sample],
) -> tuple[dict[tuple[str, str], float], dict[tuple[str, str], float]]:
    """Weights of features and of steps between labels."""
    import pycrfsuite

    trainer = pycrfsuite.Trainer(verbose=False)
    for sample in held:
        for tokens, said in sample.parts:
            trainer.append(said, labels(sample, tokens))
    trainer.set_params(SETTINGS)
    with tempfile.TemporaryDirectory() as folder:
        path = str(Path(folder) / "model")
        trainer.train(path)
        tagger: Any = pycrfsuite.Tagger()
        tagger.open(path)
        told = tagger.info()
        tagger.close()
    return dict(told.state_features), dict(told.transitions)


def written(held: Sequence[Sample], digest: str) -> str:
    """The file of weights."""
    state, steps = train(held)
    lines = [
        "# Weights of a linear-chain model of Kazakh names, in hundredths; tools/learn_kazakh_names.py wrote them.",
        "# Learned from half of the validation part of KazNERD (Yeshpanov, Khassanov, Varol 2022), CC BY 4.0,",
        "# https://github.com/IS2AI/KazNERD; its sentences were joined and its classes put together.",
        f"# Data: sha256 {digest}",
        "# Labels; a line for each label with what it says for the one behind it; a line for each feature.",
        *table(state, steps, UNIT),
    ]
    return "\n".join(lines) + "\n"


def pin(content: str) -> str:
    """The lock file with the hash of the weights."""
    entries = json.loads(LOCK.read_text(encoding="utf-8"))
    entries["kk"] = {
        "package": "dalil",
        "folder": "text/learned",
        "version": "1",
        "name": "kaznerd-half/1",
        "license": "CC BY 4.0",
        "upstream": "KazNERD, validation part, half; learned by tools/learn_kazakh_names.py",
        "files": {FILE: hashlib.sha256(content.encode()).hexdigest()},
    }
    return json.dumps(entries, indent=1, ensure_ascii=False) + "\n"


def folds(held: Sequence[Sample], count: int) -> Iterator[str]:
    """How well models do on the sentences that each did not see: exact F1 by kind."""
    tally: Counter[tuple[str, str]] = Counter()
    for number in range(count):
        learned = [one for place, one in enumerate(held) if place % count != number]
        weights = read(written(learned, ""))
        for sample in held[number::count]:
            for tokens, said in sample.parts:
                bounds = (tokens[0].start, tokens[-1].end)
                mine = set(chained(tokens, chain(weights, said)))
                theirs = {s for s in sample.spans if s[0] < bounds[1] and bounds[0] < s[1]}
                for kind in ("PER", "ORG", "LOC"):
                    one, other = ({s for s in group if s[2] == kind} for group in (mine, theirs))
                    tally.update(
                        {(kind, "both"): len(one & other), (kind, "sum"): len(one) + len(other)}
                    )
    for kind in ("PER", "ORG", "LOC"):
        yield f"{kind} {2 * tally[kind, 'both'] / max(tally[kind, 'sum'], 1):.3f}"


def main() -> int:
    """Entry point."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=DATA)
    parser.add_argument("--check", action="store_true")
    parser.add_argument("--folds", type=int, default=0)
    options = parser.parse_args()
    held = samples(options.data)
    if options.folds:
        print("\n".join(folds(held, options.folds)))
        return 0
    content = written(held, hashlib.sha256(options.data.read_bytes()).hexdigest())
    if options.check:
        same = TARGET.read_text(encoding="utf-8") == content and LOCK.read_text(
            encoding="utf-8"
        ) == pin(content)
        print(
            "the model is what the data give" if same else f"{TARGET} or {LOCK} would change",
            file=sys.stderr,
        )
        return 0 if same else 1
    TARGET.parent.mkdir(exist_ok=True)
    TARGET.write_text(content, encoding="utf-8")
    LOCK.write_text(pin(content), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
