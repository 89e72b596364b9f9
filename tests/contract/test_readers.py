"""One suite over all readers of text: what every layer holds, and what no bytes may do.

A new format enters by a sample in tests/unit/text/text_samples.py and passes all of this.
"""

from __future__ import annotations

import hashlib
import importlib.util
import json
import random
import re
from pathlib import Path
from types import ModuleType

import pytest

from dalil.evidence import TextLayer, check_quote, locate
from dalil.text.codec import decode_layer, decode_outcome, encode_layer, encode_outcome
from dalil.text.dispatch import READERS, read_here, reader_for
from dalil.text.limits import Bounds
from dalil.text.pool import BoundedReader
from dalil.text.port import ReadOutcome
from dalil.text.sniff import sniff

REPO = Path(__file__).resolve().parents[2]
OWN_NUMBER = re.compile(r"[\[(]?(\d{1,5})[\])]?\.?")
KINDS = {"paragraph", "heading", "item", "cell", "footnote", "header", "quoted", "furniture"}


def load(name: str, folder: str = "unit/text") -> ModuleType:
    path = REPO / "tests" / folder / f"{name}.py"
    spec = importlib.util.spec_from_file_location(name, path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


SAMPLES: dict[str, bytes] = load("text_samples").EVERY_FORMAT


def read(content: bytes, name: str) -> ReadOutcome:
    return read_here(content, hashlib.sha256(content).hexdigest(), name)


def hold(layer: TextLayer, content: bytes) -> None:
    """What holds of every layer."""
    text = layer.text
    text.encode("utf-8")
    assert layer.exhibit == hashlib.sha256(content).hexdigest()
    # A reader that hands on to another names both: mhtml/1 html/1.
    assert layer.reader.split()[0].count("/") == 1
    last = 0
    for passage in layer.passages:
        assert last <= passage.start < passage.end <= len(text)
        between, words = text[last : passage.start], text[passage.start : passage.end]
        assert not between.strip()
        assert words.strip() == words
        assert passage.kind in KINDS
        if passage.raw is not None:
            assert 0 <= passage.raw[0] < passage.raw[1] <= len(content)
        last = passage.end
    assert not text[last:].strip()
    numbers = [p.paragraph for p in layer.passages if p.paragraph is not None]
    if layer.reader.startswith("akn") and numbers != list(range(1, len(numbers) + 1)):
        hold_own_numbers(layer)
    else:
        assert numbers == list(range(1, len(numbers) + 1))


def hold_own_numbers(layer: TextLayer) -> None:
    """The court's own numbers: each new one is printed just before its paragraph, and none is given
    to words before the first."""
    printed = current = None
    for passage in layer.passages:
        words = layer.text[passage.start : passage.end]
        if passage.kind == "furniture" and (found := OWN_NUMBER.fullmatch(words)):
            printed = int(found.group(1))
        elif passage.paragraph is not None and passage.paragraph != current:
            assert passage.paragraph == printed, (passage.paragraph, printed, words[:60])
            current = passage.paragraph


def settled(content: bytes, name: str) -> ReadOutcome:
    """Read, and check that it is a layer that holds or a refusal that says why."""
    outcome = read(content, name)
    assert (outcome.layer is None) != (outcome.refusal is None)
    if outcome.layer is not None:
        hold(outcome.layer, content)
    if outcome.refusal is not None:
        assert outcome.refusal.code != "failed", outcome.refusal.reason
        assert len(outcome.refusal.reason) > 10
    assert decode_outcome(*encode_outcome(outcome)) == outcome
    return outcome


@pytest.fixture(scope="module")
def samples() -> dict[str, tuple[str, bytes]]:
    """The smallest sample of each media type: name and bytes."""
    found: dict[str, tuple[str, bytes]] = {}
    for name, content in {**load("corpus", "hostile").corpus(), **SAMPLES}.items():
        kind = sniff(content, name).media_type
        if kind not in found or len(content) < len(found[kind][1]):
            found[kind] = name, content
    return found


@pytest.mark.parametrize("media_type", READERS)
def test_every_reader_reads_a_sample(media_type: str, samples: dict[str, tuple[str, bytes]]):
    """By the reader itself, words or members: that a sample is recognised is not enough."""
    reader = reader_for(media_type)
    assert reader is not None
    name, content = samples[media_type]
    outcome = settled(content, name)
    if media_type.startswith("image/") and outcome.layer is None:
        # An empty picture; words in pictures are held by tests/unit/text/test_ocr.py.
        assert outcome.refusal is not None
        assert outcome.refusal.code in ("no_text", "no_ocr")
        assert outcome.refusal.reader == reader.name
        return
    assert outcome.layer is not None, outcome.refusal
    assert outcome.layer.reader.split()[0] == reader.name
    assert outcome.layer.text.strip() or outcome.members


@pytest.mark.parametrize("media_type", READERS)
def test_every_reader_says_what_it_is(media_type: str):
    reader = reader_for(media_type)
    assert reader is not None
    assert media_type in reader.media_types
    name, version = reader.name.split("/")
    assert name.isalpha()
    assert version.isdigit()


@pytest.mark.parametrize("name", SAMPLES)
def test_layers_hold(name: str):
    outcome = settled(SAMPLES[name], name)
    assert outcome.layer is not None
    assert outcome.layer.passages


@pytest.mark.parametrize("name", SAMPLES)
def test_every_passage_can_be_quoted_and_found_again(name: str):
    layer = read(SAMPLES[name], name).layer
    assert layer is not None
    for passage in layer.passages:
        locator = locate(layer, passage.start, passage.end)
        check_quote(layer, locator)
        assert locator.page == passage.page
        assert locator.row == passage.row


@pytest.mark.parametrize("name", SAMPLES)
def test_layers_survive_json(name: str):
    layer = read(SAMPLES[name], name).layer
    assert layer is not None
    assert decode_layer(json.loads(json.dumps(encode_layer(layer)))) == layer


@pytest.mark.parametrize("name", SAMPLES)
def test_reading_again_gives_the_same(name: str):
    assert read(SAMPLES[name], name) == read(SAMPLES[name], name)


@pytest.mark.parametrize("name", SAMPLES)
@pytest.mark.parametrize("part", [0.0, 0.01, 0.3, 0.7, 0.95, 0.999])
def test_truncated_files_are_read_in_part_or_refused(name: str, part: float):
    content = SAMPLES[name]
    settled(content[: int(len(content) * part)], name)


@pytest.mark.parametrize("name", SAMPLES)
def test_damaged_files_are_read_in_part_or_refused(name: str):
    dice = random.Random(name)
    for _ in range(60):
        content = bytearray(SAMPLES[name])
        for _ in range(dice.randint(1, 20)):
            content[dice.randrange(len(content))] = dice.randrange(256)
        settled(bytes(content), name)


@pytest.mark.parametrize("name", SAMPLES)
def test_mislabelled_files_are_read_as_what_they_are(name: str):
    outcome = read(SAMPLES[name], name)
    for other in ("a.pdf", "a.docx", "a.html", "a.eml", "a"):
        again = settled(SAMPLES[name], other)
        if outcome.media_type not in ("text/markdown", "text/csv", "text/tab-separated-values"):
            assert again.media_type == outcome.media_type


@pytest.mark.parametrize("size", [1, 7, 100, 5000])
def test_garbage_is_read_or_refused(size: int):
    for seed in range(20):
        dice = random.Random(size * 1000 + seed)
        settled(dice.randbytes(size), "garbage")


@pytest.mark.parametrize(
    "folder",
    ["text/uk_judgments", "text/uk_statements_of_reasons", "text/kazakhstan_dev", "documents"],
)
def test_real_files_are_each_read_or_refused_with_a_reason(shared: Path, folder: str):
    files = sorted(path for path in (shared / "data" / folder).rglob("*") if path.is_file())
    assert files
    # Without OCR: pages that are pictures take minutes, and are held by tests/journey/test_formats.py.
    with BoundedReader(workers=2, bounds=Bounds(tesseract="none")) as reader:
        for path in files:
            content = path.read_bytes()
            outcome = reader.read(content, hashlib.sha256(content).hexdigest(), path.name)
            if outcome.layer is not None:
                hold(outcome.layer, content)
            else:
                assert outcome.refusal is not None
                assert outcome.refusal.code in (
                    "unsupported", "empty", "encrypted", "no_text", "no_ocr", "corrupt", "truncated",
                ), f"{path.name}: {outcome.refusal}"  # fmt: skip


def test_judgments_are_read_in_both_formats(shared: Path):
    folder = shared / "data" / "text" / "uk_judgments"
    for path in sorted((folder / "docx").glob("*.docx")):
        content = path.read_bytes()
        layer = read(content, path.name).layer
        assert layer is not None
        text = (folder / "txt" / f"{path.stem}.txt").read_text(encoding="utf-8")
        known = {" ".join(line.split()) for line in text.splitlines() if len(line) > 80}
        found = "\n".join(" ".join(line.split()) for line in layer.text.splitlines())
        missing = [line for line in known if line[:60] not in found]
        assert len(missing) <= 0.1 * len(known) + 1, (path.name, missing[:3])


def test_the_shipped_example_is_read(example: Path):
    refused = {}
    for path in sorted((example / "documents").iterdir()):
        content = path.read_bytes()
        outcome = settled(content, path.name)
        if outcome.refusal is not None:
            refused[path.suffix] = outcome.refusal.code
    assert refused == {".xml": "unsupported"}
