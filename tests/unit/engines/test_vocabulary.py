"""Words of batches are taken from those that were asked before: as if each batch stood alone."""

from __future__ import annotations

import itertools

import numpy as np
import pytest

NAMES = (
    "Orlam Vesketai", "Орлам Вескетай Сорухович", "Abd al-Rahman Zubeir", "ben Yahia Omar", "Alotaibi Fahd",
    "J. Vesketai", "محمد بن كرفوني", "林小明", "Karsu 2 Trading House LLP", "Ministry of Finance", "", "Tarsin Kelmet",
)  # fmt: skip


@pytest.fixture
def room(interpreted, monkeypatch):
    from dalil.engines.kernel import vocabulary

    monkeypatch.setattr(vocabulary, "_kept", [])
    return vocabulary


def told(arrays):
    """All that is held of each name, whatever rows its words have."""

    def share(off, of, row):
        start, end = arrays[off][row : row + 2].astype(int)
        return arrays[of][start:end].tolist()

    def spelling(row):
        if row == 0xFFFFFFFF:
            return None
        first, last = arrays["read_off"][row : row + 2].astype(int)
        read = [
            (int(arrays["rhash"][r]), share("rchar_off", "rchars", r)) for r in range(first, last)
        ]
        hashes = [int(arrays[n][row]) for n in ("s_hash", "s_bones", "s_looks", "s_masc")]
        texts = [share("text_off", "text", row), share("plain_off", "plain", row)]
        forms = [sorted(share(f"{n}_off", f"{n}_hash", row)) for n in ("base", "form")]
        return hashes, int(arrays["s_script"][row]), texts, forms, read

    def word(row):
        said = [arrays[n][row].item() for n in ("w_kind", "w_bits", "w_number", "w_patr")]
        spelled = [spelling(arrays[n][row]) for n in ("w_spell", "w_led", "w_bare", "w_stem")]
        return said, share("ids_off", "ids_hash", row), spelled

    cuts = arrays["name_off"].astype(int)
    return [
        [word(row) for row in arrays["name_word"][start:end]]
        for start, end in itertools.pairwise(cuts)
    ]


def filled(words, names):
    from dalil.engines.kernel.table import Table

    table = Table(words)
    table.entities([(name, "any", [(name, 0)], ()) for name in names])
    return table


def test_a_batch_over_known_words_is_as_a_batch_alone(room):
    from dalil.engines.kernel.words import Words

    for names in (NAMES[:5], NAMES, NAMES[3:9], NAMES[:1], ()):
        with np.errstate(over="ignore"):
            alone = filled(Words(), names).arrays()
            _, found = room.arrays_of(lambda words, names=names: filled(words, names))
        assert told(found) == told(alone)
        for name in ("name_literal", "name_flag", "name_ent", "ent_kind", "name_text"):
            assert found[name].tolist() == alone[name].tolist()


def test_it_is_begun_anew_when_it_has_grown_large(room, monkeypatch):
    monkeypatch.setattr(room, "MOST", 3)
    for names in (NAMES, NAMES[:1]):
        room.arrays_of(lambda words, names=names: filled(words, names))
    assert len(room._kept[-1].words.words) == 4  # two words, each as a person's and as another's


def test_many_queries_find_what_each_finds_alone(room, tmp_path):
    from dalil.engines.kernel import index
    from dalil.engines.kernel.lists import judge_names
    from dalil.matching.values import ListEntry, ListName

    listed = [ListEntry(str(at), "any", (ListName(name),)) for at, name in enumerate(NAMES)]
    opened = index.create(tmp_path, listed, {})
    queries = [((name,), "any") for name in (*NAMES, *(name[1:] for name in NAMES))] * 2
    assert len(queries) >= index._FEW
    alone = [judge_names(opened, [query])[0] for query in queries]
    assert judge_names(opened, queries) == alone
    assert sum(map(len, alone)) >= 2 * (len(NAMES) - 1)
