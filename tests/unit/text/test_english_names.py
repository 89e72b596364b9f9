"""The English finder of names: weights of the program's own in the vendor's network, pinned, and refused where they differ."""

import numpy as np
import pytest

from dalil.errors import ModelMismatch
from dalil.text import english_names
from dalil.text.english_names import FILE, put, weights_of
from dalil.text.parser_models import installed, pinned
from dalil.text.parser_spacy import SpacyParser


@pytest.fixture(scope="module")
def recogniser():
    return SpacyParser()._load().get_pipe("ner")


def test_the_parser_finds_names_by_the_pinned_weights_and_says_so(recogniser):
    with np.load(installed(english_names.model()) / FILE, allow_pickle=False) as held:
        told = weights_of(recogniser)
        assert sorted(held) == sorted(key for key, _, _ in told)
        for key, node, name in told:
            assert np.array_equal(node.get_param(name), held[key].astype(np.float32))
    assert english_names.model().name in SpacyParser().method


def test_a_model_of_ones_own_folder_keeps_its_own_names():
    whole = SpacyParser(installed(pinned("en")))
    assert english_names.model().name not in whole.method


def test_another_file_of_weights_is_refused(monkeypatch, recogniser, tmp_path):
    content = bytearray((installed(english_names.model()) / FILE).read_bytes())
    content[len(content) // 2] ^= 1
    (tmp_path / FILE).write_bytes(bytes(content))
    monkeypatch.setattr(english_names, "installed", lambda _: tmp_path)
    with pytest.raises(ModelMismatch, match="english_names"):
        english_names.take_over(recogniser)


def test_weights_of_another_network_are_refused_and_named(recogniser, tmp_path):
    key, *_ = (key for key, _, _ in weights_of(recogniser))
    np.savez(tmp_path / FILE, **{key: np.zeros(3, dtype=np.float16)})
    with pytest.raises(ModelMismatch, match=key):
        put(recogniser, tmp_path / FILE)
