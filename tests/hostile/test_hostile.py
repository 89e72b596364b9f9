"""Bombs and malice in the product's own parsing process: each ends as a refusal or a layer, and the next file is read."""

from __future__ import annotations

import hashlib
import json
import sys
from dataclasses import replace
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))
sys.path.append(str(Path(__file__).resolve().parents[2] / "tools"))

import fuzz
from corpus import FOUND, corpus
from hostile_samples import ENTITIES, HOSTILE, SECRET, outside

from dalil.text.codec import encode_outcome
from dalil.text.limits import Bounds
from dalil.text.pool import BoundedReader
from dalil.text.port import ReadOutcome

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="bounds of the kernel")
BOUNDS = Bounds(cpu_seconds=20, megabytes=1024, output_bytes=128_000_000)
CORPUS = corpus()
CODES = {
    "empty", "unsupported", "encrypted", "corrupt", "truncated", "no_text", "no_ocr", "too_large", "failed",
}  # fmt: skip


@pytest.fixture(scope="module")
def reader(tmp_path_factory: pytest.TempPathFactory):
    program = fuzz.bounds(tmp_path_factory.mktemp("program")).tesseract
    with BoundedReader(1, replace(BOUNDS, tesseract=program)) as made:
        yield made


def read(reader: BoundedReader, content: bytes, name: str) -> ReadOutcome:
    outcome = reader.read(content, hashlib.sha256(content).hexdigest(), name)
    assert (outcome.layer is None) != (outcome.refusal is None)
    return outcome


@pytest.mark.parametrize("name", HOSTILE)
def test_it_ends_as_it_should_and_the_next_file_is_read(reader: BoundedReader, name: str):
    one = HOSTILE[name]
    outcome = read(reader, one.make(one.small), one.name)
    ended = outcome.refusal.code if outcome.refusal else "read"
    assert ended in one.ends.split(), outcome.refusal
    assert sum(len(member.content) for member in outcome.members) < 100_000_000
    assert read(reader, b"The fee was paid.", "a.txt").layer is not None


@pytest.mark.parametrize("name", ENTITIES)
def test_nothing_outside_the_file_is_read(reader: BoundedReader, name: str, tmp_path: Path):
    place = tmp_path / "secret.txt"
    place.write_bytes(SECRET)
    outcome = read(reader, ENTITIES[name](outside(place)), name)
    head, members = encode_outcome(outcome)
    assert SECRET not in head
    assert not any(SECRET in member for member in members)


@pytest.mark.parametrize("name", CORPUS)
def test_a_file_cut_at_each_sixteenth(reader: BoundedReader, name: str):
    content = CORPUS[name]
    for part in range(1, 16):
        outcome = read(reader, content[: len(content) * part // 16], name)
        assert outcome.refusal is None or outcome.refusal.code in CODES, outcome.refusal


def test_names_do_not_decide_and_empty_files_are_said_to_be_empty(reader: BoundedReader):
    names = list(CORPUS)
    for name, wrong in zip(names, names[7:] + names[:7], strict=True):
        right = read(reader, CORPUS[name], name)
        mislabelled = read(reader, CORPUS[name], wrong)
        assert mislabelled.refusal is None or mislabelled.refusal.code in CODES
        if right.layer and not right.media_type.startswith("text/"):
            assert mislabelled.media_type == right.media_type, (name, wrong)
        outcome = read(reader, b"", name)
        assert outcome.refusal is not None
        assert outcome.refusal.code == "empty"


@pytest.mark.parametrize("file", sorted(FOUND.glob("*_*")), ids=lambda file: file.name)
def test_what_fuzzing_found_is_mended(reader: BoundedReader, file: Path):
    assert fuzz.judge(read(reader, file.read_bytes(), file.name.partition("_")[2])) == ""


def test_a_short_fuzz(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch):
    """A few inputs for every file of the corpus; ``make fuzz`` goes on for an hour."""
    monkeypatch.setattr(sys, "argv", ["fuzz", "--rounds", "6", "--seed", "20311103", "--json"])
    assert fuzz.main() == 0, capsys.readouterr().out
    told = json.loads(capsys.readouterr().out)
    assert told["inputs"] == 6 * len(CORPUS)
    assert told["layers"] > 0
