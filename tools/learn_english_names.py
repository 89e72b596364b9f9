"""Learn the English finder of names further: ``python tools/learn_english_names.py [--check] [--folds DIR]``.

It begins with the pinned recogniser of spaCy's small model and goes on with documents that authors of rules may read:
``lessons``, ``practice-odd``, ``public-dev`` and ``named`` of :mod:`benchmarks.reading`, invented or of open licence,
all in this repository. Its labels stay the vendor's (PERSON, ORG, GPE ...): a labelled place is what the vendor's model
takes it for, else a GPE; dates, sums and figures, and names that labels leave open, are learned as the vendor's model
finds them, so that it does not forget them. In half of the passages of each round the words of names are drawn anew:
people's from all names of the texts, of bodies the words that are theirs alone ("Karsu" of "Karsu Trade"), so that
what stands around a name and the ordinary words in it tell more than the rest.

Written are ``src/dalil/text/learned/english_names.npz`` (half precision) and its hash in
``src/dalil/text/models.lock``. ``--check`` writes nothing and fails where the weights learned anew differ from those by
more than a hundredth; on another machine the last digits may differ. ``--folds DIR`` writes three files of weights
there, each learned without every third document: ``tools/learn_names.py`` needs proposals for documents that the
finder has not learned, lest it trust them too much. Some ten minutes on one core that does nothing else, thrice that for the folds.
"""

from __future__ import annotations

import argparse
import bisect
import hashlib
import json
import random
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

REPO = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(REPO / "src"), str(REPO)]

import numpy as np  # noqa: E402
from benchmarks.reading.gold import GoldDocument, GoldMention  # noqa: E402
from benchmarks.reading.loaders import load  # noqa: E402
from spacy.tokens import Doc, Span  # noqa: E402
from spacy.training import Example  # noqa: E402
from spacy.util import fix_random_seed, load_model_from_path, minibatch  # noqa: E402
from thinc.api import Adam  # noqa: E402

from dalil.text.english_names import FILE, LANGUAGE, weights_of  # noqa: E402
from dalil.text.parser_models import installed, pinned  # noqa: E402
from dalil.text.parser_spacy import Piece, pieces  # noqa: E402

SETS = ("lessons-odd", "lessons-even", "practice-odd", "public-dev", "named")
FOLDS = 3
TARGET = REPO / "src/dalil/text/learned" / FILE
LOCK = REPO / "src/dalil/text/models.lock"
LABELS = {"PER": "PERSON", "ORG": "ORG", "NORP": "NORP", "LAW": "LAW", "ASSET": "PRODUCT"}
PLACES = ("GPE", "LOC", "FAC")
DECIDED = ("PERSON", "ORG", *PLACES)
"""Labels that the documents decide on; others are learned as the vendor's model finds them."""
ROUNDS, PASSAGES, RATE, DROPOUT, SEED = 8, 16, 0.001, 0.2, 1
ANEW = 0.5
"""Share of passages whose people and bodies get other names in a round."""
NAMES = 2
"""In how many names a word stands at most that is a body's own."""
OF_PEOPLE = 0.3
"""Share of such words of bodies that somebody's family name takes the place of."""
LEAST = 3
"""Letters of a word that is drawn anew; shorter ones are initials and particles."""
SAME = 0.01
Kept = Callable[[int], bool]


def learned(kept: Kept) -> Any:
    """The recogniser, learned from the documents whose number within their set is kept."""
    fix_random_seed(SEED)
    chance = random.Random(SEED)
    nlp = load_model_from_path(installed(pinned("en")), exclude=["senter"])
    held = [
        doc
        for name in SETS
        for place, gold in enumerate(load(name))
        if kept(place)
        for doc in labelled(nlp, gold)
    ]
    drawn = drawn_from(held)
    nlp.select_pipes(enable=["ner"])
    steps = Adam(RATE, L2=0.01, grad_clip=1.0, use_averages=True)
    for count in range(ROUNDS):
        chance.shuffle(held)
        lost: dict[str, float] = {}
        for batch in minibatch(held, PASSAGES):
            told = [renamed(doc, drawn, chance) if chance.random() < ANEW else doc for doc in batch]
            nlp.update(
                [Example(bare(doc), doc) for doc in told], sgd=steps, drop=DROPOUT, losses=lost
            )
        print(f"round {count + 1} of {ROUNDS}: loss {lost['ner']:.0f}", flush=True)
    recogniser = nlp.get_pipe("ner")
    with nlp.use_params(steps.averages):
        return {key: node.get_param(name).copy() for key, node, name in weights_of(recogniser)}


def labelled(nlp: Any, gold: GoldDocument) -> Iterator[Doc]:
    """The passages of a document as the parser cuts them, with the right names."""
    if gold.layer.table:
        return
    cut = list(pieces(gold.layer))
    for piece, found in zip(cut, nlp.pipe([one.text for one in cut]), strict=True):
        doc = nlp.make_doc(piece.text)
        right = [
            (span, one)
            for one in gold.mentions or []
            if one.type not in ("DATE", "MONEY") and (span := span_of(doc, piece, one))
        ]
        doc.ents = without_overlap(doc, [*wanted(right, found), *as_found(right, found)])
        yield doc


def span_of(doc: Doc, piece: Piece, one: GoldMention) -> Span | None:
    """The words of a labelled name in a piece."""
    places = list(piece.offsets)
    if one.end <= places[0] or one.start >= places[-1]:
        return None
    start, end = bisect.bisect_left(places, one.start), bisect.bisect_left(places, one.end)
    end = min(end, len(piece.text))
    return doc.char_span(start, end, alignment_mode="expand") if start < end else None


def wanted(right: Sequence[tuple[Span, GoldMention]], found: Doc) -> Iterator[tuple[int, int, str]]:
    """Labelled names with the vendor's labels; peoples also where the label is optional."""
    for span, one in right:
        if one.optional and one.type != "NORP":
            continue
        label = LABELS.get(one.type, "GPE")
        if one.type == "LOC":
            alike = [e.label_ for e in found.ents if e.start < span.end and span.start < e.end]
            label = next((one for one in reversed(alike) if one in PLACES), "GPE")
        yield span.start, span.end, label


def as_found(
    right: Sequence[tuple[Span, GoldMention]], found: Doc
) -> Iterator[tuple[int, int, str]]:
    """What the vendor's model finds where labels say nothing or leave it open."""
    firm = {
        i
        for s, one in right
        if not one.optional or one.type == "NORP"
        for i in range(s.start, s.end)
    }
    loose = [span for span, one in right if one.optional and one.type != "NORP"]
    for entity in found.ents:
        if firm.intersection(range(entity.start, entity.end)):
            continue
        met = any(one.start < entity.end and entity.start < one.end for one in loose)
        if entity.label_ not in DECIDED or met:
            yield entity.start, entity.end, entity.label_


def without_overlap(doc: Doc, spans: Sequence[tuple[int, int, str]]) -> list[Span]:
    """Spans in order of place, the first of those that overlap."""
    kept: list[Span] = []
    for start, end, label in sorted(spans):
        if not kept or start >= kept[-1].end:
            kept.append(Span(doc, start, end, label=label))
    return kept


@dataclass(frozen=True)
class Drawn:
    """Words that names get anew: of people all but the last word and the last, of bodies their own words."""

    given: list[str]
    family: list[str]
    bodies: list[str]


def drawn_from(held: Sequence[Doc]) -> Drawn:
    """The words of all names of the texts."""
    given: set[str] = set()
    family: set[str] = set()
    for doc in held:
        for name in people(doc):
            words = name.text.split()
            plain = all(w[:1].isupper() and w.isalpha() and not w.isupper() for w in words)
            if len(words) > 1 and plain:
                given.update(words[:-1])
                family.add(words[-1])
    return Drawn(sorted(given), sorted(family), own_words(held))


def own_words(held: Sequence[Doc]) -> list[str]:
    """Words that stand in two names of bodies at most, and nowhere in lower case: "Karsu" of "Karsu Trade"."""
    bearing: dict[str, set[str]] = {}
    for doc in held:
        for name in doc.ents:
            for word in name.text.split() if name.label_ == "ORG" else ():
                if word.isalpha() and word[0].isupper() and not word.isupper():
                    bearing.setdefault(word, set()).add(name.text)
    plain = {token.text for doc in held for token in doc if token.text.islower()}
    return sorted(
        word
        for word, names in bearing.items()
        if len(word) > LEAST and len(names) <= NAMES and word.lower() not in plain
    )


def people(doc: Doc) -> Iterator[Span]:
    """The people of a passage."""
    return (one for one in doc.ents if one.label_ == "PERSON")


def renamed(doc: Doc, drawn: Drawn, chance: random.Random) -> Doc:
    """A passage with other words in its names, one word always by the same."""
    words = [token.text for token in doc]
    other: dict[str, str] = {}
    for name in people(doc):
        for place in range(name.start, name.end):
            word = words[place]
            if not word.isalpha() or not word[:1].isupper() or len(word) < LEAST:
                continue
            if word not in other:
                plain = word.capitalize()
                own = drawn.family if place == name.end - 1 else drawn.given
                other[plain] = chance.choice(own)
                other[word.upper()] = other[plain].upper()
                other.setdefault(word, other[plain])
            words[place] = other[word]
    other = {}
    for name in doc.ents:
        for word in words[name.start : name.end] if name.label_ == "ORG" else ():
            if word not in other and holds(drawn.bodies, word):
                of_people = chance.random() < OF_PEOPLE
                other[word] = chance.choice(drawn.family if of_people else drawn.bodies)
    return told_again(doc, [other.get(word, word) for word in words], doc.ents)


def holds(words: Sequence[str], word: str) -> bool:
    """Whether a word is one of some in order."""
    place = bisect.bisect_left(words, word)
    return place < len(words) and words[place] == word


def told_again(doc: Doc, words: Sequence[str], names: Sequence[Span]) -> Doc:
    """The same passage in these words."""
    again = Doc(doc.vocab, words=list(words), spaces=[bool(token.whitespace_) for token in doc])
    again.ents = [Span(again, one.start, one.end, label=one.label_) for one in names]
    return again


def bare(doc: Doc) -> Doc:
    """A passage with nothing known of it."""
    return told_again(doc, [token.text for token in doc], ())


def write(weights: dict[str, Any], path: Path) -> None:
    """Weights in half precision; the same weights give the same bytes."""
    np.savez_compressed(path, **{key: one.astype(np.float16) for key, one in weights.items()})


def lock() -> None:
    """The hash of the file, in the lock file."""
    entries = json.loads(LOCK.read_text(encoding="utf-8"))
    entries[LANGUAGE]["files"] = {FILE: hashlib.sha256(TARGET.read_bytes()).hexdigest()}
    LOCK.write_text(json.dumps(entries, indent=1) + "\n", encoding="utf-8")


def differ(weights: dict[str, Any]) -> float:
    """Largest difference between weights and those of the file."""
    with np.load(TARGET, allow_pickle=False) as held:
        return max(
            float(np.abs(one - held[key].astype(one.dtype)).max()) for key, one in weights.items()
        )


def main() -> int:
    """Entry point."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true")
    parser.add_argument("--folds", type=Path)
    options = parser.parse_args()
    if options.folds:
        for fold in range(FOLDS):
            weights = learned(lambda place, left=fold: place % FOLDS != left)
            write(weights, options.folds / f"fold-{fold}.npz")
        return 0
    weights = learned(lambda place: True)
    if options.check:
        far = differ(weights)
        print(f"{FILE}: the largest difference of a weight is {far:.5f}")
        return 0 if far < SAME else 1
    write(weights, TARGET)
    lock()
    print(f"{FILE}: {TARGET.stat().st_size} bytes")
    return 0


if __name__ == "__main__":
    sys.exit(main())
