"""Languages of passages and documents."""

from __future__ import annotations

import pytest
from text_samples import layer

from dalil.text.language import language_of

TEXTS = {
    "en": "The agency said on Monday that the bridge had been paid for twice by the ministry.",
    "ru": "Агентство сообщило в понедельник, что мост был оплачен дважды, сначала провинцией.",
    "kk": "Агенттік дүйсенбіде көпір үшін ақша екі рет төленгенін хабарлады, бұл туралы айтылды.",
    "uk": "Агентство повідомило у понеділок, що міст було оплачено двічі, спершу їхньою владою.",
    "fr": "L'agence a déclaré lundi que le pont avait été payé deux fois par le ministère.",
    "de": "Die Behörde teilte am Montag mit, dass die Brücke zweimal bezahlt worden sei.",
    "es": "La agencia dijo el lunes que el puente había sido pagado dos veces por el ministerio.",
    "tr": "Ajans pazartesi günü köprünün bakanlık tarafından iki kez ödendiğini söyledi.",
    "ky": "Агенттик дүйшөмбү күнү көпүрө үчүн акча эки жолу төлөнгөнүн билдирди, деп айтылат.",
}


@pytest.mark.parametrize("language", TEXTS)
def test_sentences(language: str):
    assert language_of(TEXTS[language]) == language


def test_short_passages_are_not_judged_alone():
    assert language_of("Joris van Steen") is None
    assert language_of("1234 5678") is None


def test_short_passages_take_the_language_of_the_document():
    text = "\n\n".join([TEXTS["en"], TEXTS["en"], "Joris van der Steenhage, burgemeester", "2019"])
    found = layer(text.encode(), "a.txt")
    assert found.language == "en"
    assert [p.language for p in found.passages] == ["en", "en", "en", None]


def test_a_passage_in_another_language_is_told():
    text = "\n\n".join([TEXTS["en"], TEXTS["ru"], TEXTS["kk"], TEXTS["en"], "Мэрия"])
    found = layer(text.encode(), "a.txt")
    assert [p.language for p in found.passages] == ["en", "ru", "kk", "en", "ru"]
