"""Names that are nothing but plain words are looked up; what is stored of them is what analysis says."""

from __future__ import annotations

import random

import numpy as np
import pytest

from dalil.matching.analysis import analyse
from dalil.matching.values import ListEntry, ListName
from dalil.names.orgforms import has_form

NAMES = (
    "Orlam Vesketai", "ORLAM VESKETAI", "Orlam-Tarsin  Vesketai", "Орлам Вескетай", "Вескетай Орлам Сорухович",
    "Abd al-Rahman Zubeir", "Abu Bakr Karvoni", "Omar bin Tarsin", "Shams Uddin", "J Vesketai", "Dr Orlam Vesketai",
    "Orlam Vesketai Jr", "Orlam Vesketai III", "Ünal Çevik", "İnal Çevik", "Ǻsa Björk", "Κώστας Παππάς", "김정은", "习近平",
    "محمد", "الزبير كرفوني", "Оrlam Vesketai", "Karsu Limited", "AO Karsu", "Orlamʼs Vesketai", "ﬁlip Karvoni", "Åke Holm",
    "o'Karvoni Umid", "Umid K.", "van der Steen Umid", "Alotaibi Fahd", "Umid", "", "-", " ".join(["ab"] * 30),
)  # fmt: skip


def signatures(table):
    """Of each name all that is stored, whatever numbers its words were given."""
    arrays = table.arrays()
    cuts = arrays["name_off"].astype(int)
    texts = table.name_text
    return [
        (
            texts[at],
            arrays["w_sig"][arrays["name_word"][cuts[at] : cuts[at + 1]]].tolist(),
            arrays["name_son"][cuts[at] : cuts[at + 1]].tolist(),
            [int(arrays[name][at]) for name in ("name_flag", "name_gen", "name_ent")],
            [
                int(arrays[name][at])
                for name in ("name_literal", "name_form", "name_kin", "name_key")
            ],
        )
        for at in range(len(texts))
    ]


def slips(number):
    rng = random.Random(5)
    for _ in range(number):
        letters = list(rng.choice(NAMES) + rng.choice((" ", "-", "")) + rng.choice(NAMES))
        for _ in range(rng.randrange(4)):
            at = rng.randrange(len(letters) or 1)
            letters[at : at + 1] = rng.choice(([], [rng.choice("aeЖéق 习-.'")]))
        yield "".join(letters)


@pytest.mark.parametrize("type_", ["person", "any", "company"])
def test_a_plain_name_is_stored_as_its_analysis(interpreted, type_):
    from dalil.engines.kernel.layout import FORMED
    from dalil.engines.kernel.table import Table, readings_as, told_of

    entries = [
        ListEntry(f"e{at}", type_, (ListName(name), ListName(name[::-1], "alias", "weak")))
        for at, name in enumerate((*NAMES, *slips(60)))
    ]
    quick, plain = Table(), Table()
    with np.errstate(over="ignore"):
        for start in range(0, len(entries), 40):
            quick.entities([told_of(e) for e in entries[start : start + 40]], start)
        for place, entry in enumerate(entries):
            for name in entry.names:
                flag = (1 if name.quality else 0) | (FORMED if has_form(name.text) else 0)
                for person in readings_as(type_):
                    if (made := analyse(name.text, person)).words:
                        plain.name(made, flag)
            plain.close(entry.id, entry.type, place, entry.identifiers)
        assert signatures(quick) == signatures(plain)
    assert len(quick.words.plain) == 0 or type_ != "company"


def test_several_processes_give_what_one_gives(interpreted, monkeypatch):
    from dalil.engines.kernel import build

    entries = [
        ListEntry(f"e{at}", "person", (ListName(f"{one} Vesketai{at % 7}"),), identifiers=(("id", f"N{at:06}", ""),))
        for at, one in enumerate(NAMES * 4)
    ]  # fmt: skip
    alone = build.segment(entries)
    monkeypatch.setattr(build, "CHUNK", 20)
    shared = build.segment(entries, workers=2)
    for name in ("ent_pos", "ent_id", "ent_no", "no_hash", "ent_off", "row_kind"):
        assert np.array_equal(alone[name], shared[name]), name
    assert np.array_equal(np.sort(alone["w_sig"]), np.sort(shared["w_sig"]))
    assert sorted(alone["name_literal"].tolist()) == sorted(shared["name_literal"].tolist())
