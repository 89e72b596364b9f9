"""The word lists as data: every entry a word, none a truth value."""

from importlib.resources import files

import pytest
import yaml

from dalil.claims.wordlists import lexicon

FOLDER = files("dalil.claims").joinpath("lexicons")
NAMES = sorted(path.name for path in FOLDER.iterdir() if path.name.endswith(".yaml"))


def truths(value, place=""):
    """Keys and list entries that are truth values: YAML reads a bare "on" or "no" as one.

    A value under a key of its own may be one: the frames have switches.
    """
    if isinstance(value, dict):
        for key, inner in value.items():
            if isinstance(key, bool):
                yield f"{place}/{key}"
            yield from truths(inner, f"{place}/{key}")
    elif isinstance(value, list):
        for number, inner in enumerate(value):
            if isinstance(inner, bool):
                yield f"{place}/{number}"
            yield from truths(inner, f"{place}/{number}")


@pytest.mark.parametrize("name", NAMES)
def test_a_word_list_holds_no_truth_value(name):
    content = yaml.safe_load(FOLDER.joinpath(name).read_text(encoding="utf-8"))
    assert list(truths(content)) == []


@pytest.mark.parametrize("name", [n for n in NAMES if n.startswith("mentions_")])
def test_a_word_list_is_read_alike_by_the_room(name):
    plain = yaml.safe_load(FOLDER.joinpath(name).read_text(encoding="utf-8"))
    assert lexicon(name.removesuffix(".yaml")) == plain
