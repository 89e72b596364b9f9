"""Learn the last decision on names: ``python tools/learn_names.py DIR [--check] [--folds N]``.

The data are labelled documents that authors of rules may read: ``lessons``, ``practice-odd``, ``public-dev`` and
``named`` of :mod:`benchmarks.reading`, invented or of open licence, all in this repository. What rules and model
propose there, and what stands there, tell which of their words to believe (:mod:`dalil.claims.mentions.chain`). The
model has learned from the same documents; so DIR holds weights of it that were learned without each third of them
(``tools/learn_english_names.py --folds DIR``), and a document is read with those that do not know it. A name that a label
leaves open ("the Bank") is learned as it was proposed. A feature counts where several documents have it, so that no
name of a text becomes one.

Needs python-crfsuite 0.9.12 (MIT), which nothing else of this program needs: ``pip install
python-crfsuite==0.9.12``. Weights are rounded to hundredths, so the same data and version give the same bytes.
Written is ``src/dalil/claims/lexicons/mentions_chain.tsv``. ``--check`` writes nothing and fails where the file
would change; ``--folds N`` only prints how well N-fold models do on the lessons that each did not see.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

REPO = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(REPO / "src"), str(REPO)]

from benchmarks.reading.gold import GoldDocument, GoldMention  # noqa: E402
from benchmarks.reading.loaders import load  # noqa: E402
from tools.chain_file import table  # noqa: E402

from dalil.claims.dates.told import date_spans  # noqa: E402
from dalil.claims.mentions.candidate import Candidate  # noqa: E402
from dalil.claims.mentions.chain import DECIDED, FILE, UNIT, Weights, decide, read  # noqa: E402
from dalil.claims.mentions.features import Line, about, features, segments  # noqa: E402
from dalil.claims.mentions.finding import propose  # noqa: E402
from dalil.claims.mentions.words import Word  # noqa: E402
from dalil.claims.money.sums import find_amounts  # noqa: E402
from dalil.claims.parse import Parse  # noqa: E402
from dalil.text.english_names import put  # noqa: E402
from dalil.text.name_models import ManyLanguages  # noqa: E402
from dalil.text.parser_spacy import SpacyParser  # noqa: E402

SETS = ("lessons-odd", "lessons-even", "practice-odd", "public-dev", "named")
TARGET = REPO / "src/dalil/claims/lexicons" / FILE
SETTINGS = {"c1": 0.3, "c2": 1.0, "max_iterations": 120, "feature.possible_transitions": True}
DOCUMENTS = 3
"""In how many documents a feature stands that has a weight."""


@dataclass(frozen=True)
class Sample:
    """A labelled document: what was proposed, and of each run of words the features and the right labels."""

    gold: GoldDocument
    plain: str
    parse: Parse
    chosen: list[Candidate]
    lines: list[Line]
    runs: list[tuple[list[list[str]], list[str]]]


def parsers(folder: Path) -> list[ManyLanguages]:
    """Parsers whose finder of names has not learned from the documents of one third."""
    held = []
    for path in sorted(folder.glob("fold-*.npz")):
        english = SpacyParser()
        put(english._load().get_pipe("ner"), path)
        held.append(ManyLanguages(english))
    return held


def samples(name: str, held: Sequence[ManyLanguages]) -> Iterator[Sample]:
    """The documents of a set, each read by a parser that has not learned from it."""
    for place, gold in enumerate(load(name)):
        layer = gold.layer
        parse = held[place % len(held)].parse(layer)
        spans = [s for s in date_spans(layer) if _is_read(gold, s.start, s.end)]
        sums = [a for a in find_amounts(layer.text) if _is_read(gold, a.start, a.end)]
        yield sample(gold, parse, propose(layer, parse, sums, spans))


def _is_read(gold: GoldDocument, start: int, end: int) -> bool:
    return any(p.kind != "furniture" for p in gold.layer.passages_at(start, end))


def sample(
    gold: GoldDocument, parse: Parse, proposed: tuple[str, list[Candidate], list[Line]]
) -> Sample:
    """A document with the features of its words."""
    plain, chosen, lines = proposed
    document = about(plain, parse, chosen)
    runs = []
    for line in lines:
        told = features(plain, line, document)
        right = labels(line.words, chosen, gold.mentions or [])
        said = [[one for group in groups for one in group if one] for groups in told.said]
        runs.extend((said[a:b], _begun(right[a:b])) for a, b in segments(line.words, told.tags))
    return Sample(gold, plain, parse, chosen, lines, runs)


def labels(
    line: Sequence[Word], chosen: Iterable[Candidate], gold: Iterable[GoldMention]
) -> list[str]:
    """The right label of each word: ``O``, ``B-PER`` where a person's name begins, ``I-PER`` where it goes on."""
    kinds = {kind.value for kind in DECIDED}
    known = [one for one in gold if one.type in kinds]
    left_open = [one for one in known if one.optional]
    spans = [
        (c.start, c.end, c.type.value)
        for c in chosen
        if c.type in DECIDED and any(o.start < c.end and c.start < o.end for o in left_open)
    ]
    spans.extend((one.start, one.end, one.type) for one in known if not one.optional)
    found = ["O"] * len(line)
    for start, end, kind in spans:
        inside = [i for i, word in enumerate(line) if word.start < end and start < word.end]
        for index in inside:
            found[index] = ("B-" if index == inside[0] else "I-") + kind
    return _begun(found)


def _begun(found: list[str]) -> list[str]:
    """Labels of which none goes on what was not begun."""
    before = "O"
    for index, label in enumerate(found):
        if label[0] == "I" and before[2:] != label[2:]:
            found[index] = f"B{label[1:]}"
        before = found[index]
    return found


def written(held: Sequence[Sample]) -> str:
    """The file of weights."""
    state, steps = train(held)
    lines = [
        "# Weights of the last decision on names, in hundredths; tools/learn_names.py wrote them.",
        "# Labels; a line for each label with what it says for the one behind it; a line for each feature.",
        *table(state, steps, UNIT),
    ]
    return "\n".join(lines) + "\n"


def train(
    held: Sequence[Sample],
) -> tuple[dict[tuple[str, str], float], dict[tuple[str, str], float]]:
    """Weights of features and of steps between labels."""
    import pycrfsuite

    often: Counter[str] = Counter()
    for one in held:
        often.update({feature for said, _ in one.runs for told in said for feature in told})
    trainer = pycrfsuite.Trainer(verbose=False)
    for one in held:
        for said, right in one.runs:
            trainer.append([[f for f in told if often[f] >= DOCUMENTS] for told in said], right)
    trainer.set_params(SETTINGS)
    with tempfile.TemporaryDirectory() as folder:
        path = str(Path(folder) / "model")
        trainer.train(path)
        tagger: Any = pycrfsuite.Tagger()
        tagger.open(path)
        told = tagger.info()
        tagger.close()
    return dict(told.state_features), dict(told.transitions)


def measured(held: Sequence[Sample], model: Weights | None) -> str:
    """F1 of exact names by type, as proposed (without a model) or as decided."""
    counts: Counter[tuple[str, str]] = Counter()
    for one in held:
        chosen = decide(one.plain, one.lines, one.parse, one.chosen, model) if model else one.chosen
        gold = one.gold.mentions or []
        mine = {(c.start, c.end, c.type.value) for c in chosen if c.type in DECIDED}
        asked = {(g.start, g.end, g.type) for g in gold if not g.optional}
        left_open = [g for g in gold if g.optional]
        for start, end, kind in mine:
            right = (start, end, kind) in asked
            counts[kind, "right"] += right
            loose = any(g.start < end and start < g.end for g in left_open)
            counts[kind, "found"] += right or not loose
        counts.update((kind, "asked") for _, _, kind in asked)
    return "  ".join(
        f"{kind} {2 * counts[kind, 'right'] / max(counts[kind, 'found'] + counts[kind, 'asked'], 1):.3f}"
        for kind in sorted({kind for kind, _ in counts})
    )


def folds(held: Sequence[Sample], others: Sequence[Sample], count: int) -> None:
    """Print how models do on the lessons that each did not see."""
    for fold in range(count):
        seen = [one for place, one in enumerate(held) if place % count != fold]
        unseen = [one for place, one in enumerate(held) if place % count == fold]
        model = read(written([*seen, *others]))
        print(f"fold {fold + 1}: proposed {measured(unseen, None)}")
        print(f"fold {fold + 1}: decided  {measured(unseen, model)}")


def main() -> int:
    """Entry point."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("proposers", type=Path)
    parser.add_argument("--check", action="store_true")
    parser.add_argument("--folds", type=int)
    options = parser.parse_args()
    held = parsers(options.proposers)
    first, *others = ([*samples(name, held)] for name in SETS)
    rest = [one for held in others for one in held]
    if options.folds:
        folds(first, rest, options.folds)
        return 0
    content = written([*first, *rest])
    if options.check:
        same = TARGET.is_file() and TARGET.read_text(encoding="utf-8") == content
        print(f"{TARGET.name} is {'as learned' if same else 'not as learned'}")
        return 0 if same else 1
    TARGET.write_text(content, encoding="utf-8")
    print(f"{TARGET.name}: {len(content)} bytes, {content.count(chr(10))} lines")
    return 0


if __name__ == "__main__":
    sys.exit(main())
