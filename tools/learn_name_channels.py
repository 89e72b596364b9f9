"""Learn the channels between scripts from ../shared/data/names, and write them into the package.

    python tools/learn_name_channels.py [--data DIR] [--family NAME ...] [--only-weights | --only-lexicon]
                                        [--check]

``--check`` writes nothing and ends with 1 where a module would say something else than it does; tables
are compared unpacked, so that another version of zlib changes nothing. All of it takes some 13 minutes.

For each family of scripts two channels (native to Latin, Latin to native), a letter model of its
symbols, and the weights that make one calibrated likelihood ratio of them. Everything is counted in
plain Python in a fixed order, so the result is the same to the byte for the same data; the digests of
the data stand in the modules that are written. Latin words fall into ten buckets by their hash:
bucket 0 is never read here (benchmarks/translit.py tests on it), bucket 1 calibrates, the rest train.
A native word that occurs in a tested pair is not trained on from the second source either.
"""

from __future__ import annotations

import argparse
import base64
import hashlib
import math
import re
import subprocess
import sys
import textwrap
import zlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

from rapidfuzz import process
from rapidfuzz.distance import JaroWinkler

REPO = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(REPO / "src"))

from dalil.names.channel import EDGE, Channel, Letters, Lines, contexts, encode  # noqa: E402
from dalil.names.families import FAMILIES, Family  # noqa: E402
from dalil.names.fold import fold  # noqa: E402
from dalil.names.latin import plain  # noqa: E402
from dalil.names.likeness import evidence, features, ratio  # noqa: E402
from dalil.names.scripts import main_script, scripts_in  # noqa: E402
from dalil.names.symbols import symbols  # noqa: E402

TARGET = REPO / "src" / "dalil" / "names" / "learned"
SOURCES = {
    "arabic": "Arabic", "chinese": "Han", "hebrew": "Hebrew", "japanese": "Kana",
    "katakana": "Kana", "korean": "Hangul", "russian": "Cyrillic",
}  # fmt: skip
MOST_PAIRS = 24_000  # from the second source, per family
KEPT = 0.35  # expected count below which a correspondence is dropped
ROUNDS = (3, 3)  # rounds without and with context

Pair = tuple[str, str]


def bucket(latin: str) -> int:
    return hashlib.sha256(latin.encode()).digest()[0] % 10


def first_source(data: Path) -> Iterator[tuple[str, str, str]]:
    """Pairs of the transliteration corpora: family, Latin word, native word."""
    for name, family in SOURCES.items():
        text = (data / "netranslit_wikidata" / f"train20k_{name}.tsv").read_text(encoding="utf-8")
        for line in text.splitlines():
            latin, native, _ = line.split("\t")
            native = native.replace(" ", "")
            if family == "Kana" and "Han" in scripts_in(native):
                yield "Kanji", latin, native
            elif scripts_in(native)[:1] != ("Latin",):
                yield family, latin, native
    text = (data / "google_ar2en" / "ar2en_first_half.tsv").read_text(encoding="utf-8")
    for line in text.splitlines():
        native, latin = line.split("\t")[:2]
        yield "Arabic", latin, native


def second_source(data: Path) -> Iterator[tuple[str, str, str]]:
    """Pairs of the name groups: family, Latin word, native word."""
    text = (data / "rigour_persons" / "persons.txt").read_text(encoding="utf-8")
    for line in text.splitlines():
        forms = [form for form in line.rsplit("=>", 1)[0].strip().split(", ") if " " not in form]
        by_script: dict[str, list[str]] = defaultdict(list)
        for form in forms:
            kinds = set(scripts_in(form))
            if kinds & {"Hiragana", "Katakana"} and "Han" not in kinds:
                by_script["Kana"].append(form)
            elif len(kinds) == 1:
                by_script[kinds.pop()].append(form)
        latin = by_script.pop("Latin", [])
        japanese = any(main_script(form) == "Hiragana" for form in forms)
        if japanese and "Han" in by_script:
            by_script["Kanji"] = by_script.pop("Han")
        for family, natives in by_script.items():
            for native in natives:
                for form in latin[:6]:
                    yield family, form, native
        for one in latin[:4]:
            for other in latin[:4]:
                if one != other:
                    yield "Latin", one, other


def load(data: Path, family: Family) -> dict[str, list[Pair]]:
    """Training and calibration pairs as (Latin letters, native symbols)."""
    firsts, seconds = first_source(data), second_source(data)
    main = _pairs(family, firsts)
    more = _pairs(family, seconds)
    has_first = len(main) > 1000
    tested = {native for latin, native in main if bucket(latin) < 2}
    if not has_first:
        main, more = more, []
        tested = {native for latin, native in main if bucket(latin) < 2}
    more = [pair for pair in more if bucket(pair[0]) > 1 and pair[1] not in tested]
    more = sorted(set(more), key=lambda pair: hashlib.sha256("\t".join(pair).encode()).digest())
    train = [pair for pair in main if bucket(pair[0]) > 1]
    if not has_first:
        train = [pair for pair in train if pair[1] not in tested]
    most = family.pairs or MOST_PAIRS
    train = sorted({*train[:most], *more[:most]})
    return {"train": train, "calibrate": [pair for pair in main if bucket(pair[0]) == 1]}


def _pairs(family: Family, found: Iterable[tuple[str, str, str]]) -> list[Pair]:
    result = []
    for name, latin, native in found:
        if name != family.name:
            continue
        left, right = plain(latin), family.symbols(native)
        if 2 <= len(left) <= 24 and 1 <= len(right) <= 24 and left != right:
            result.append((left, right))
    return list(dict.fromkeys(result))


class Counts:
    """Expected counts of rewrites by context, and the channel that they make."""

    def __init__(self, longest: int, letters: int, family_kind) -> None:
        self.longest, self.letters, self.kind = longest, letters, family_kind
        self.table: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(float))

    def add(self, before: str, symbol: str, after: str, chunk: str, value: float) -> None:
        """Count one rewrite in all its contexts."""
        for context in contexts(before, symbol, after, self.kind):
            self.table[context][chunk] += value

    def channel(self, kept: float = 0.02, depth: int = 9) -> Channel:
        """The channel that the counts make, contexts no longer than the depth."""
        return Channel(Lines(self.text(kept, depth)), self.longest, self.letters, self.kind)

    def text(self, kept: float, depth: int = 9) -> str:
        """The table of the channel, rare rewrites dropped."""
        lines = []
        for context in sorted(self.table):
            if self._depth(context) > depth:
                continue
            seen = {chunk: value for chunk, value in self.table[context].items() if value >= kept}
            if not seen or sum(seen.values()) < 2 * kept:
                continue
            total = sum(self.table[context].values()) + len(seen)
            weight = 1.0 - sum(seen.values()) / total
            lines.append(
                f"{context}\t" + encode(weight, {c: v / total for c, v in seen.items()}) + "\n"
            )
        return "".join(lines)

    def _depth(self, context: str) -> int:
        if self.kind is None:
            return len(context)
        return 1 if context.startswith("=") else 1 + sum(context.count(char) for char in "<>")


def start(pairs: list[Pair], longest: int, letters: int, kind) -> Counts:
    """A first guess: each symbol takes letters near its share of the word."""
    counts = Counts(longest, letters, kind)
    for source, target in pairs:
        ratio = len(target) / len(source)
        for place, symbol in enumerate(source):
            middle = place * ratio
            for begin in range(max(0, int(middle - 1)), min(len(target), int(middle + 2)) + 1):
                for end in range(begin, min(len(target), begin + longest) + 1):
                    fit = math.exp(-abs(end - begin - ratio) - abs(begin - middle))
                    own = symbol if kind is None else f"={kind(symbol)}"
                    counts.table[own][target[begin:end]] += 0.1 * fit
                    if kind is not None:
                        counts.table[symbol][target[begin:end]] += 0.1 * fit
    return counts


def gather(channel: Channel, pair: Pair, counts: Counts, noise: float) -> float:
    """Add one pair's expected rewrites, less the chance that it is no transliteration."""
    source, target = pair
    size, many = len(target), len(source)
    places = [
        channel.rewrites(
            source[i - 1] if i else EDGE, source[i], source[i + 1] if i + 1 < many else EDGE
        )
        for i in range(many)
    ]
    longest, floors = channel.longest, channel._floors
    rows = [[0.0] * (size + 1) for _ in range(many + 1)]
    rows[0][0] = 1.0
    steps: list[list[tuple[int, int, float]]] = []
    for i, (seen, rest) in enumerate(places):
        row, after, step = rows[i], rows[i + 1], []
        for begin in range(max(0, size - (many - i) * longest), min(size, i * longest) + 1):
            base = row[begin]
            if base < 1e-200:
                continue
            for end in range(begin, min(size, begin + longest) + 1):
                chance = seen.get(target[begin:end], 0.0) + rest * floors[end - begin]
                if chance < 1e-9:
                    continue
                after[end] += base * chance
                step.append((begin, end, chance))
        steps.append(step)
    total = rows[many][size]
    if total <= 0.0:
        return 0.0
    trust = total / (total + noise)
    back = [0.0] * (size + 1)
    back[size] = 1.0
    for i in range(many - 1, -1, -1):
        before = [0.0] * (size + 1)
        left = source[i - 1] if i else EDGE
        right = source[i + 1] if i + 1 < many else EDGE
        row = rows[i]
        for begin, end, chance in steps[i]:
            if back[end]:
                share = chance * back[end]
                before[begin] += share
                value = trust * row[begin] * share / total
                if value > 0.01:
                    counts.add(left, source[i], right, target[begin:end], value)
        back = before
    return trust


def learn(pairs: list[Pair], family: Family, forward: bool, letters: Letters) -> Counts:
    """Expectation maximisation; pairs that no alignment explains fade out."""
    kind = family.kind if forward else None
    longest = family.longest if forward else family.longest_back
    alphabet = 26 if forward else family.alphabet
    counts = start(pairs[::3], longest, alphabet, kind)
    for number in range(sum(ROUNDS)):
        depth = 1 if number < ROUNDS[0] else 9
        channel = counts.channel(depth=depth)
        fresh = Counts(longest, alphabet, kind)
        used = pairs[::3] if number < ROUNDS[0] else pairs
        trust = 0.0
        for pair in used:
            noise = 0.1 * math.exp(max(-500.0, letters.logp(pair[1])))
            trust += gather(channel, pair, fresh, noise)
        counts = fresh
        print(
            f"  round {number}: {trust / len(used):.3f} of {len(used)} pairs explained", flush=True
        )
    return counts


def letter_model(words: Iterable[str], letters: int, kept: int = 1) -> tuple[str, Letters]:
    table: dict[str, Counter[str]] = defaultdict(Counter)
    for word in words:
        text = EDGE + EDGE + word + EDGE
        for place in range(2, len(text)):
            for context in ("~", "~" + text[place - 1], "~" + text[place - 2 : place]):
                table[context][text[place]] += 1
    lines = []
    for context in sorted(table):
        seen = {letter: count for letter, count in table[context].items() if count > kept}
        if seen:
            total = sum(table[context].values()) + len(seen)
            weight = 1.0 - sum(seen.values()) / total
            shares = {letter: count / total for letter, count in seen.items()}
            lines.append(f"{context}\t{encode(weight, shares)}\n")
    text = "".join(lines)
    return text, Letters(Lines(text), letters)


def negatives(pairs: list[Pair], everything: list[Pair]) -> list[Pair]:
    """Wrong pairs that are hard to tell: the nearest other Latin words for each native word.

    Two from among the pairs given, and one from all pairs whose fold is another (a spelling variant
    of the right word would be no wrong answer).
    """
    known: dict[str, set[str]] = defaultdict(set)
    for latin, native in everything:
        known[native].add(latin)
    near = sorted({latin for latin, _ in pairs})
    far = sorted({latin for latin, _ in everything})
    found: list[Pair] = []
    for latin, native in pairs:
        close = [word for word in _nearest(latin, near) if word not in known[native]]
        found += [(word, native) for word in close[:2]]
        folded = {fold(word) for word in known[native]}
        other = [word for word in _nearest(latin, far) if fold(word) not in folded]
        found += [(word, native) for word in other[:1]]
    return found


def _nearest(word: str, pool: list[str]) -> list[str]:
    scored = process.extract(word, pool, scorer=JaroWinkler.similarity, limit=10)
    return [found for found, _, _ in scored]


def calibrate(name: str, data: Path) -> tuple[float, ...]:
    """Weights of the evidence and a constant: logistic regression by Newton's method."""
    found = load(data, FAMILIES[name])
    right = sorted(
        found["calibrate"], key=lambda pair: hashlib.sha256("|".join(pair).encode()).digest()
    )[:1500]
    wrong = negatives(right, found["train"] + found["calibrate"])
    rows = [
        ([value / 10 for value in features(evidence(name, native, latin))] + [1.0], label)
        for label, group in ((1.0, right), (0.0, wrong))
        for latin, native in group
    ]
    weights = _newton(rows)
    prior = math.log(len(right) / len(wrong))
    print(name, len(right), len(wrong), [round(weight, 3) for weight in weights], flush=True)
    return (*(round(weight / 10, 4) for weight in weights[:-1]), round(weights[-1] - prior, 4))


def _newton(rows: list[tuple[list[float], float]]) -> list[float]:
    size = len(rows[0][0])
    weights = [0.0] * size
    for _ in range(20):
        slope = [0.1 * weight for weight in weights]
        bend = [[0.1 * (i == j) for j in range(size)] for i in range(size)]
        for values, label in rows:
            chance = 1.0 / (1.0 + math.exp(-_dot(weights, values)))
            spread = chance * (1.0 - chance)
            for i, value in enumerate(values):
                slope[i] += (chance - label) * value
                for j, other in enumerate(values):
                    bend[i][j] += spread * value * other
        weights = [weight - step for weight, step in zip(weights, _solve(bend, slope), strict=True)]
    return weights


def _dot(one: list[float], other: list[float]) -> float:
    return sum(left * right for left, right in zip(one, other, strict=True))


def _solve(matrix: list[list[float]], right: list[float]) -> list[float]:
    """Gauss elimination with pivots; the matrix is small and positive definite."""
    rows = [[*row, value] for row, value in zip(matrix, right, strict=True)]
    size = len(rows)
    for i in range(size):
        pivot = max(range(i, size), key=lambda k: abs(rows[k][i]))
        rows[i], rows[pivot] = rows[pivot], rows[i]
        for k in range(i + 1, size):
            factor = rows[k][i] / rows[i][i]
            rows[k] = [a - factor * b for a, b in zip(rows[k], rows[i], strict=True)]
    found = [0.0] * size
    for i in range(size - 1, -1, -1):
        found[i] = (rows[i][size] - _dot(rows[i][i + 1 : size], found[i + 1 :])) / rows[i][i]
    return found


LEXICON = ("Arabic", "Hebrew", "Kanji")  # scripts that do not write how a name is read
KNOWN = 3  # persons by whom a spelling must be borne, in the first source


def lexicon(data: Path) -> dict[str, str]:
    """The usual spellings of common words in scripts that leave vowels or readings unwritten.

    Only spellings that the channels find plausible, so that wrong labels stay out.
    """
    borne: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for name, path in (("Arabic", "arabic"), ("Hebrew", "hebrew")):
        file = data / "netranslit_wikidata" / f"train20k_{path}.tsv"
        for line in file.read_text(encoding="utf-8").splitlines():
            latin, native, count = line.split("\t")
            if int(count) >= KNOWN:
                borne[name, symbols(native.replace(" ", ""))][plain(latin)] += int(count)
    for name, latin, native in second_source(data):
        if name in LEXICON:
            borne[name, symbols(native)][plain(latin)] += 1
    tables: dict[str, list[str]] = {name: [] for name in LEXICON}
    for (name, signs), found in sorted(borne.items()):
        latin = [word for word, _ in sorted(found.items(), key=lambda item: (-item[1], item[0]))]
        latin = [word for word in latin if len(word) > 1 and bucket(word) > 1][:8]
        likely = [word for word in latin if ratio(name, signs, word) > 0.0][:5]
        if likely and len(signs) > 1:
            tables[name].append(f"{signs}\t{' '.join(likely)}\n")
    return {name.upper(): "".join(lines) for name, lines in tables.items()}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=REPO.parent / "shared" / "data" / "names")
    parser.add_argument("--family", nargs="*", default=sorted(FAMILIES))
    parser.add_argument("--only-weights", action="store_true")
    parser.add_argument("--only-lexicon", action="store_true")
    parser.add_argument(
        "--check", action="store_true", help="write nothing; 1 where something would change"
    )
    args = parser.parse_args()
    CHECKED.on = args.check
    learn_all(args)
    for name in CHECKED.changed:
        print(f"{name} would change", file=sys.stderr)
    return 1 if CHECKED.changed else 0


def learn_all(args: argparse.Namespace) -> int:
    """Learn what was asked for and write it, or compare it."""
    if args.only_lexicon:
        write(TARGET / "lexicon.py", lexicon(args.data))
        return 0
    if not args.only_weights:
        latin_text, latin = latin_model(args.data)
        write(TARGET / "letters.py", {"LATIN": latin_text})
        for name in args.family:
            channels(name, args.data, latin)
    known = dict(_known_weights())
    known |= {name: calibrate(name, args.data) for name in args.family}
    write_weights(known, args.data)
    if CHECKED.on:
        write(TARGET / "lexicon.py", lexicon(args.data))
        return 0
    # In a process of its own: this one may hold the channels and weights from before.
    again = [sys.executable, __file__, "--data", str(args.data), "--only-lexicon"]
    return subprocess.run(again, check=False).returncode


def channels(name: str, data: Path, latin: Letters) -> None:
    """Learn and write both channels of one family."""
    family = FAMILIES[name]
    train = load(data, family)["train"]
    print(name, len(train), flush=True)
    native_text, native = letter_model((family.sounds(n) for _, n in train), family.alphabet)
    ahead = learn([(word, latin_word) for latin_word, word in train], family, True, latin)
    back = learn(
        [(latin_word, family.sounds(word)) for latin_word, word in train], family, False, native
    )
    tables = {"AHEAD": ahead.text(KEPT), "BACK": back.text(KEPT), "NATIVE": native_text}
    write(TARGET / f"{name.lower()}.py", tables)


def _known_weights() -> dict[str, tuple[float, ...]]:
    try:
        from dalil.names.learned.weights import WEIGHTS
    except ImportError:
        return {}
    return WEIGHTS


def write_weights(weights: dict[str, tuple[float, ...]], data: Path) -> None:
    files = sorted([*(data / "netranslit_wikidata").glob("*.tsv"), *(data / "google_ar2en").glob("*.tsv"),
                    data / "rigour_persons" / "persons.txt"])  # fmt: skip
    lines = [
        '"""Calibration of the channels, and the digests of what they learned from.',
        "",
        "Learned by tools/learn_name_channels.py: do not edit.",
        '"""',
        "",
        "from __future__ import annotations",
        "",
        "WEIGHTS: dict[str, tuple[float, ...]] = {",
        *(f'    "{name}": {weights[name]!r},' for name in sorted(weights)),
        "}",
        "",
        "LEARNED_FROM: dict[str, str] = {",
        *(f'    "{f.parent.name}/{f.name}": "{hashlib.sha256(f.read_bytes()).hexdigest()}",' for f in files),
        "}",
    ]  # fmt: skip
    put(TARGET / "weights.py", "\n".join(lines) + "\n")


def latin_model(data: Path) -> tuple[str, Letters]:
    words = {plain(latin) for _, latin, _ in first_source(data)}
    words |= {plain(latin) for _, latin, _ in second_source(data)}
    return letter_model(sorted(word for word in words if word and bucket(word) > 1), 26)


def write(path: Path, tables: dict[str, str]) -> None:
    """Write a module that holds each table as compressed text."""
    lines = ['"""Learned from data by tools/learn_name_channels.py: do not edit."""', ""]
    for name, text in tables.items():
        packed = base64.b64encode(zlib.compress(text.encode(), 9)).decode()
        lines += [f"{name} = (", *(f'    "{part}"' for part in textwrap.wrap(packed, 4000)), ")"]
    path.parent.mkdir(exist_ok=True)
    put(path, "\n".join(lines) + "\n")
    print(path.name, path.stat().st_size, flush=True)


class Checked:
    """Whether is compared only, and what would change."""

    def __init__(self) -> None:
        self.on = False
        self.changed: list[str] = []


CHECKED = Checked()


def put(path: Path, text: str) -> None:
    """Write a module, or note that it would change."""
    if not CHECKED.on:
        path.write_text(text, encoding="utf-8", newline="\n")
    elif not path.is_file() or unpacked(path.read_text(encoding="utf-8")) != unpacked(text):
        CHECKED.changed.append(path.name)


def unpacked(module: str) -> str:
    """A module with its tables as text."""

    def table(found: re.Match[str]) -> str:
        packed = "".join(re.findall(r'"([^"]*)"', found.group(2)))
        return f"{found.group(1)} = {zlib.decompress(base64.b64decode(packed)).decode()}"

    return re.sub(r'^([A-Z_]+) = \(\n((?:    "[^"]*"\n)+)\)$', table, module, flags=re.MULTILINE)


if __name__ == "__main__":
    raise SystemExit(main())
