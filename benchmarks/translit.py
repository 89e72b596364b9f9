"""Words of names across scripts: recall at a precision, on words that nothing was learned from.

    python -m benchmarks.translit [--check] [--shared DIR] [--pairs N] [--only NAME ...]

For every family of scripts: the pairs of bucket 0 (tools/learn_name_channels.py never reads them),
against wrong pairs made of the nearest other Latin words by Jaro-Winkler, two for each right pair.
`near` takes them from among the tested words (as the study in screening.md did), `far` from the whole
file, where most are other spellings of the same name: there the recall says how fine the ear is, not
how good a matcher is. The labels hold errors (a surname aligned with a given name: one in eight of
the Korean pairs), which bound the recall. Minima and the digests of the data stand in
translit.json.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
import time
from collections import defaultdict
from pathlib import Path

import numpy as np
from rapidfuzz import process
from rapidfuzz.distance import JaroWinkler

from dalil.names.latin import plain
from dalil.names.likeness import token_likeness
from dalil.names.reading import readings
from dalil.names.skeleton import keys, skeleton

HERE = Path(__file__).resolve().parent
SHARED = HERE.parents[1] / "shared"
MINIMA = HERE / "translit.json"
FILES = {
    "russian": "netranslit_wikidata/train20k_russian.tsv",
    "arabic": "netranslit_wikidata/train20k_arabic.tsv",
    "chinese": "netranslit_wikidata/train20k_chinese.tsv",
    "hebrew": "netranslit_wikidata/train20k_hebrew.tsv",
    "korean": "netranslit_wikidata/train20k_korean.tsv",
    "japanese": "netranslit_wikidata/train20k_japanese.tsv",
    "google_ar2en": "google_ar2en/ar2en_first_half.tsv",
}
WANTED = 0.95  # precision


def read(path: Path) -> list[tuple[str, str]]:
    """Pairs of a file as (Latin word, native word)."""
    pairs = []
    for line in path.read_text(encoding="utf-8").splitlines():
        first, second = line.split("\t")[:2]
        latin, native = (second, first) if "google" in path.parent.name else (first, second)
        native = native.replace(" ", "")
        if len(plain(latin)) > 1 and native and not native.isascii():
            pairs.append((latin, native))
    return list(dict.fromkeys(pairs))


def held_out(latin: str) -> bool:
    """Whether a word is in the bucket that is kept for tests."""
    return hashlib.sha256(plain(latin).encode()).digest()[0] % 10 == 0


def wrong(
    pairs: list[tuple[str, str]], pool: list[str], known: dict[str, set[str]]
) -> list[tuple[str, str]]:
    """Two nearest other Latin words for each native word."""
    found = []
    for begin in range(0, len(pairs), 100):
        part = pairs[begin : begin + 100]
        scores = process.cdist(
            [latin for latin, _ in part], pool, scorer=JaroWinkler.similarity, dtype=np.float32
        )
        for (_, native), row in zip(part, scores, strict=True):
            near = (pool[place] for place in np.argsort(-row, kind="stable")[:12])
            others = [word for word in near if word not in known[native]]
            found += [(word, native) for word in others[:2]]
    return found


def recall_at(right: list[float], false: list[float], wanted: float) -> tuple[float, float]:
    """The highest recall at a precision, and its threshold; ties count as one step."""
    scored = sorted([(-score, True) for score in right] + [(-score, False) for score in false])
    hits = misses = 0
    best = (0.0, float("inf"))
    for place, (score, good) in enumerate(scored):
        hits, misses = hits + good, misses + (not good)
        last = place + 1 == len(scored) or scored[place + 1][0] != score
        if last and hits / (hits + misses) >= wanted and hits / len(right) > best[0]:
            best = (hits / len(right), -score)
    return best


def measure(path: Path, most: int) -> dict[str, float]:
    """All figures of one file."""
    everything = read(path)
    known: dict[str, set[str]] = defaultdict(set)
    for latin, native in everything:
        known[native].add(latin)
    tested = [pair for pair in everything if held_out(pair[0])][:most]
    near = wrong(tested, sorted({latin for latin, _ in tested}), known)
    far = wrong(tested, sorted({latin for latin, _ in everything}), known)
    begun = time.process_time()
    right = [token_likeness(*pair) for pair in tested]
    seconds = time.process_time() - begun
    false, fine = ([token_likeness(*pair) for pair in group] for group in (near, far))
    recall, threshold = recall_at(right, false, WANTED)
    at_zero = sum(score > 0 for score in right), sum(score > 0 for score in false)
    found = sum(plain(latin) in readings(native, 16) for latin, native in tested)
    keyed = sum(skeleton(latin) in keys(native, 8) for latin, native in tested)
    return {
        "pairs": len(tested),
        "recall near": round(recall, 3),
        "threshold near": round(threshold, 2),
        "recall far": round(recall_at(right, fine, WANTED)[0], 3),
        "recall at 0": round(at_zero[0] / len(right), 3),
        "precision at 0": round(at_zero[0] / max(1, sum(at_zero)), 3),
        "reading among 16": round(found / len(tested), 3),
        "skeleton among 8": round(keyed / len(tested), 3),
        "ms a pair": round(1000 * seconds / len(tested), 2),
    }


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="fail below the pinned minima")
    parser.add_argument("--shared", type=Path, default=SHARED)
    parser.add_argument("--pairs", type=int, default=1500)
    parser.add_argument("--only", nargs="*", default=list(FILES), choices=list(FILES))
    args = parser.parse_args()
    pinned = json.loads(MINIMA.read_text(encoding="utf-8")) if MINIMA.is_file() else {}
    failed = []
    for name in args.only:
        file = FILES[name]
        path = args.shared / "data" / "names" / file
        if not path.is_file():
            print(f"{name}: {file} is not there; skipped")
            failed += [name] if args.check else []
            continue
        found = measure(path, args.pairs)
        print(name, json.dumps(found), flush=True)
        if not args.check:
            continue
        want = pinned[name]
        if digest(path) != want["sha256"]:
            failed.append(f"{name}: the data are others than were pinned")
        failed += [
            f"{name}: {key} {found[key]} < {least}"
            for key, least in want["minima"].items()
            if found[key] < least
        ]
    print("\n".join(failed))
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
