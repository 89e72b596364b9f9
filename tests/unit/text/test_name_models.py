"""Names in French and Russian from their models, at places of the unchanged text."""

import pytest

from dalil.errors import ModelMismatch
from dalil.evidence import Passage, TextLayer
from dalil.text import name_models
from dalil.text.name_models import FrenchNames, ManyLanguages, RussianNames
from dalil.text.parser_spacy import SpacyParser

FRENCH = "Mira Dosk a quitté Marseille. Elle a payé la Société générale."
RUSSIAN = "Министр Мира Доск передала порт\u00a0в Актау компании ООО «Халден»."
ENGLISH = "Pavo Renk met Mira Dosk in Paris, and the two of them signed the papers of the harbour before noon."


def layer(*parts):
    text, passages = "", []
    for words, language in parts:
        passages.append(Passage(len(text), len(text) + len(words), language=language))
        text += words + "\n"
    return TextLayer("0" * 64, text, tuple(passages), "test/1", "text/plain", parts[0][1])


@pytest.fixture(scope="module")
def parser():
    return ManyLanguages(SpacyParser())


def test_each_passage_goes_to_the_model_of_its_language(parser):
    mixed = layer((FRENCH, "fr"), (RUSSIAN, "ru"), (ENGLISH, "en"))
    found = {mixed.text[s.start : s.end]: (s.label, s.method) for s in parser.parse(mixed).entities}
    assert found["Mira Dosk"] in (("PERSON", "fr_core_news_sm/3.8.0"), ("PERSON", ""))
    assert found["Marseille"] == ("GPE", "fr_core_news_sm/3.8.0")
    assert found["Мира Доск"] == ("PERSON", "natasha/1.6.0")
    assert found["Pavo Renk"] == ("PERSON", "")
    assert "natasha/1.6.0" in parser.method
    assert "fr_core_news_sm/3.8.0" in parser.method
    assert parser.parse(mixed).notes == ()


def test_kazakh_is_read_by_the_model_of_this_package_and_the_passages_are_told(parser):
    text = "Кеше Дана Велмова әкімдікке хат жазып, Павлодарға келді. Бұл туралы ол өзі айтты."
    mixed = layer((ENGLISH, "en"), (text, "kk"))
    parse = parser.parse(mixed)
    found = {(mixed.text[s.start : s.end], s.label, s.method) for s in parse.entities}
    assert ("Дана Велмова", "PERSON", "kaznerd-half/1") in found
    assert ("Павлодарға", "GPE", "kaznerd-half/1") in found
    assert parse.named == {1}
    assert "kaznerd-half/1" in parser.method


def test_a_model_that_is_missing_is_said_where_it_is_missed(monkeypatch):
    monkeypatch.setattr(name_models, "_is_installed", lambda language: language == "fr")
    parser = ManyLanguages(SpacyParser())
    assert "natasha" not in parser.method
    (note,) = parser.parse(layer((RUSSIAN, "ru"))).notes
    assert "Russian" in note
    assert "dalil[languages]" in note
    assert parser.parse(layer((ENGLISH, "en"))).notes == ()


@pytest.mark.parametrize("model", [FrenchNames, RussianNames])
def test_a_changed_weight_is_refused(model, monkeypatch, tmp_path):
    monkeypatch.setattr(name_models, "installed", lambda _: tmp_path)
    with pytest.raises(ModelMismatch):
        next(model().spans(["Мира Доск"]))
