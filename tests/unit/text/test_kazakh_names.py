"""The model of Kazakh names: spans at their places, names that end before others, files that are the pinned ones."""

import pytest

from dalil.errors import ModelMismatch
from dalil.text import kazakh_names
from dalil.text.kazakh_features import Token
from dalil.text.kazakh_names import FILE, KazakhNames, chain, chained, read
from dalil.text.parser_models import installed, pinned

CASES = [
    ("Кеше Дана Велмова Павлодарға келді.", {("Дана Велмова", "PER"), ("Павлодарға", "LOC")}),
    ('Ол "Велмар" компаниясына хат жазды.', {("Велмар", "ORG")}),
    ("Бұл туралы Порт және кеме министрлігі хабарлады.", {("Порт және кеме министрлігі", "ORG")}),
    ("Әсет Доскбаевтың үйі Қостанай облысында тұр.", {("Әсет Доскбаевтың", "PER"), ("Қостанай облысында", "LOC")}),
    ("Жиналыста жаңа жоспар талқыланып, шешім қабылданды.", set()),
]  # fmt: skip


@pytest.fixture(scope="module")
def model():
    return KazakhNames()


@pytest.mark.parametrize(("text", "wanted"), CASES)
def test_names_of_a_sentence(model, text, wanted):
    (found,) = model.spans([text])
    assert {(text[start:end], label) for start, end, label in found} == wanted


def test_texts_are_read_apart_and_an_empty_one_has_no_name(model):
    text = CASES[0][0]
    one, none, other = model.spans([text, "", f"{text} {text}"])
    assert none == []
    assert other == [
        *one,
        *((start + len(text) + 1, end + len(text) + 1, k) for start, end, k in one),
    ]


def test_another_file_of_weights_is_refused(monkeypatch, tmp_path):
    content = (installed(pinned("kk")) / FILE).read_text(encoding="utf-8")
    (tmp_path / FILE).write_text(content.replace(":5", ":6", 1), encoding="utf-8")
    monkeypatch.setattr(kazakh_names, "installed", lambda _: tmp_path)
    with pytest.raises(ModelMismatch, match="kazakh_names"):
        next(KazakhNames().spans(["Дана"]))


SMALL = "# a note\nO\tB-PER\tI-PER\n0\t0\t900\n0\t0\t0\n0\t0\t0\nw=a\t1:300\nw=b\t2:300\t0:100\nw=c\t0:500\n"


def test_a_chain_takes_what_weighs_most_and_never_goes_on_unbegun():
    weights = read(SMALL)
    assert chain(weights, [["w=a"], ["w=b"], ["unknown"]]) == ["B-PER", "I-PER", "O"]
    # Nine for going on after O, which no name may do.
    assert chain(weights, [["w=c"], ["w=b"]]) == ["O", "O"]


def test_a_name_that_begins_ends_the_one_before():
    tokens = [Token(i, i + 1, "x") for i in range(5)]
    labels = ["B-PER", "I-PER", "B-LOC", "O", "B-ORG"]
    assert list(chained(tokens, labels)) == [(0, 2, "PER"), (2, 3, "LOC"), (4, 5, "ORG")]


def test_the_file_says_whose_data_it_was_learned_from():
    content = (installed(pinned("kk")) / FILE).read_text(encoding="utf-8")
    assert "KazNERD (Yeshpanov, Khassanov, Varol 2022), CC BY 4.0" in content
    assert len(content) < 2_000_000
