"""A case that is fed malice: the vault keeps every byte, the run goes on, and the case verifies."""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from hostile_samples import HOSTILE, zip_nested
from text_samples import zipped

from dalil.assembly import build
from dalil.casework.containers import MAX_DEPTH
from dalil.casework.ingest import ingest
from dalil.casework.verify import verify
from dalil.config import Config
from dalil.custody.settings import CaseSettings
from dalil.evidence import Member, Passage, TextLayer
from dalil.text.port import ReadOutcome
from dalil.text.sniff import sniff

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="bounds of the kernel")
FILES = (
    "overlap.zip", "astray.zip", "claims.tar", "huge.png", "cycle.pdf", "locked.pdf", "deep.rtf", "brackets.pdf",
    "claims.msg", "laughs_a.docx", "spaces.txt",
)  # fmt: skip


def dalil(tmp_path: Path):
    config = Config(
        home=tmp_path / "home", workers=1, user="tester", parse_seconds=20, tesseract="none"
    )
    made = build(config)
    made.create_case(tmp_path / "case", CaseSettings(name="hostile"))
    return made


def test_every_file_is_accounted_for(tmp_path: Path):
    made = dalil(tmp_path)
    folder = tmp_path / "in"
    folder.mkdir()
    contents = {name: HOSTILE[name].make(HOSTILE[name].small) for name in FILES}
    contents["deep.zip"] = zip_nested(MAX_DEPTH + 3)
    contents["last.txt"] = b"The fee was paid."
    for name, content in contents.items():
        (folder / name).write_bytes(content)
    with made.open_case(tmp_path / "case", write=True) as case:
        ingest(case, sorted(folder.iterdir()), made.documents)
        refusals = {refusal.exhibit: refusal for refusal in case.store.refusals()}
        layers = {head.exhibit for head in case.store.layer_heads()}
        for content in contents.values():
            sha256 = hashlib.sha256(content).hexdigest()
            assert case.vault.get(sha256) == content
        for exhibit in case.store.exhibits():
            assert (exhibit.sha256 in layers) != (exhibit.sha256 in refusals), exhibit.name
        assert "too_deep" in {refusal.code for refusal in refusals.values()}
        assert hashlib.sha256(contents["last.txt"]).hexdigest() in layers
        report = verify(case)
        assert report.holds, report.problems


class Quine:
    """Readers to whom every archive holds itself and its twin, which holds the first (after R. Cox, 2010)."""

    mended: frozenset[str] = frozenset()

    def __init__(self, twins: dict[bytes, bytes]) -> None:
        self.twins = twins
        self.reads = 0

    def sniff(self, content: bytes, name: str) -> str:
        return sniff(content, name).media_type

    def read_all(self, contents: Iterable) -> Iterator:
        for content in contents:
            self.reads += 1
            data = content.load()
            text = TextLayer(
                content.sha256, "list", (Passage(0, 4),), "archive/1", "application/zip"
            )
            members = (Member("r.zip", data), Member("s.zip", self.twins[data]))
            yield content, ReadOutcome("application/zip", layer=text, members=members)


def test_an_archive_that_holds_itself_ends(tmp_path: Path):
    made = dalil(tmp_path)
    one, other = zipped({"a": b"1"}), zipped({"b": b"2"})
    (tmp_path / "r.zip").write_bytes(one)
    readers = Quine({one: other, other: one})
    with made.open_case(tmp_path / "case", write=True) as case:
        ingest(case, [tmp_path / "r.zip"], readers)
        assert len(case.store.exhibits()) == 2
        assert readers.reads == 2
        assert verify(case).holds
