"""Pinned model files: what differs by one byte is refused before the vendor opens it."""

import shutil

import pytest

from dalil.errors import ModelMismatch
from dalil.text.parser_models import check, installed, pinned


@pytest.fixture
def copied(tmp_path):
    model = pinned("en")
    folder = tmp_path / "model"
    shutil.copytree(installed(model), folder)
    return model, folder


def test_installed_model_is_the_pinned_one():
    model = pinned("en")
    check(model, installed(model))


@pytest.mark.parametrize("name", ["ner/model", "parser/moves", "config.cfg", "vocab/strings.json"])
def test_one_changed_byte_is_refused_and_the_file_named(copied, name):
    model, folder = copied
    path = folder / name
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.chmod(0o644)
    path.write_bytes(content)
    with pytest.raises(ModelMismatch, match=name):
        check(model, folder)


def test_missing_file_is_refused(copied):
    model, folder = copied
    (folder / "tagger" / "model").unlink()
    with pytest.raises(ModelMismatch, match="tagger/model"):
        check(model, folder)


def test_unpinned_language_is_refused():
    with pytest.raises(ModelMismatch, match="'xx'"):
        pinned("xx")


def test_every_file_that_the_vendor_reads_is_pinned():
    model = pinned("en")
    folder = installed(model)
    names = {name for name, _ in model.files}
    unread = {"README.md", "LICENSE", "LICENSES_SOURCES", "accuracy.json"}
    present = {p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file()}
    left = {n for n in present - names - unread if not n.startswith("senter/")}
    assert not left
