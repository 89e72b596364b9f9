"""Sentences of French, Russian and Kazakh: who is committed to what."""

import time

import pytest
from tests.unit.claims.languages.test_cues import read

from dalil.evidence import Stance

CASES = [
    # language, text, quote, holder words, holder named, stance
    ("fr", "« La banque a été vidée en une nuit », a déclaré Mira Dosk.", "La banque a été vidée en une nuit", "Mira Dosk", True, "asserts"),
    ("fr", "Mira Dosk, ancienne ministre, a affirmé que le port était vendu.", "le port était vendu", "Mira Dosk", True, "asserts"),
    ("fr", "L'avocat de Pavo Renk a assuré que son client était innocent.", "son client était innocent", "L'avocat de Pavo Renk", False, "asserts"),
    ("fr", "Le port a été vendu deux fois, selon Mira Dosk.", "Le port a été vendu deux fois", "Mira Dosk", True, "asserts"),
    ("fr", "Pavo Renk dément avoir touché un pot-de-vin.", "avoir touché un pot-de-vin", "Pavo Renk", True, "denies"),
    ("fr", "Mira Dosk est arrivée. Elle a expliqué qu'elle n'avait rien vu.", "elle n'avait rien vu", "Elle", True, "asserts"),
    ("fr", "Mira Dosk a écrit : « Pavo Renk n'a jamais payé son loyer ».", "Pavo Renk n'a jamais payé son loyer", "Mira Dosk", True, "asserts"),
    ("ru", "«Банк опустошили за одну ночь», — заявила Мира Доск.", "Банк опустошили за одну ночь", "Мира Доск", True, "asserts"),
    ("ru", "Мира Доск, бывший министр, сообщила, что порт был продан.", "порт был продан", "Мира Доск", True, "asserts"),
    ("ru", "Адвокат Паво Ренка заявил, что его подзащитный невиновен.", "его подзащитный невиновен", "Адвокат Паво Ренка", False, "asserts"),
    ("ru", "Порт был продан дважды, по словам Миры Доск.", "Порт был продан дважды", "Миры Доск", True, "asserts"),
    ("ru", "Как сообщила Мира Доск, порт был продан дважды.", "порт был продан дважды", "Мира Доск", True, "asserts"),
    ("ru", "Пришла Мира Доск. Она сказала, что ничего не видела.", "ничего не видела", "Она", True, "asserts"),
    ("kk", "Мира Доск порт екі рет сатылды деп хабарлады.", "порт екі рет сатылды", "Мира Доск", True, "asserts"),
    ("kk", "«Банк бір түнде тоналды», - деді Мира Доск.", "Банк бір түнде тоналды", "Мира Доск", True, "asserts"),
]  # fmt: skip


@pytest.mark.parametrize(("language", "text", "quote", "words", "named", "stance"), CASES)
def test_a_sentence(language, text, quote, words, named, stance):
    found = {claim.quote: claim for claim in read(text, language)}
    assert quote in found, list(found)
    claim = found[quote]
    assert text[claim.locator.start : claim.locator.end] == quote
    assert claim.holders[0].text == words
    assert (claim.holders[0].reference is not None) is named
    assert str(claim.stance) == stance


def test_speech_within_speech_has_both_speakers():
    text = "Мира Доск сообщила, что Паво Ренк заявил, что порт был продан."
    (inner,) = [c for c in read(text, "ru") if c.quote == "порт был продан"]
    assert [h.text for h in inner.holders] == ["Паво Ренк", "Мира Доск", ""]


def test_the_documents_own_words_are_its_own():
    (claim,) = read("Pavo Renk a acheté trois villas au bord du lac.", "fr")
    assert (str(claim.kind), len(claim.holders)) == ("author", 1)
    (status,) = read("Pavo Renk n'a pas été condamné à une peine de prison.", "fr")
    assert status.negated
    assert status.stance is Stance.ASSERTS


def test_an_endless_sentence_takes_bounded_time():
    text = "Мира Доск сообщила, что " + "порт был продан и деньги ушли, " * 5000
    begun = time.process_time()
    assert read(text, "ru")
    assert time.process_time() - begun < 20


def test_english_and_unknown_languages_are_left_to_others():
    assert read("Mira Dosk said that the port was sold.", "en") == []
    assert read("Mira Dosk sagte, dass der Hafen verkauft wurde.", "de") == []


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Мира Досктың айтуынша.", "kk"),
        ("Бұл – Мира Досктың сөзінше, .", "kk"),
        ("Порт закрыт, по словам Миры Доск, .", "ru"),
        ("Selon Mira Dosk, .", "fr"),
        ("Мира Доск заявила, что.", "ru"),
    ],
)
def test_a_cue_with_nothing_behind_it_is_no_claim_and_no_fault(text, language):
    assert all(any(map(str.isalpha, claim.quote)) for claim in read(text, language))


@pytest.mark.parametrize(
    ("language", "text", "quote", "holder"),
    [
        ("ru", "»Порт продан за один день«, — заявила Мира Доск.", "Порт продан за один день", "Мира Доск"),
        ("ru", "«Компания «Харроу» продала весь порт», — сказала Мира Доск.", "Компания «Харроу» продала весь порт", "Мира Доск"),
        ("ru", "«Порт уже продан!» — сказала Мира Доск.", "Порт уже продан!", "Мира Доск"),
        ("ru", "Паво Ренк, которого обвинила Мира Доск, заявил, что порт продан.", "порт продан", "Паво Ренк"),
        ("ru", "Порт был продан дважды, сообщает Мира Доск.", "Порт был продан дважды", "Мира Доск"),
        ("ru", "Мира Доск, бывший министр, рассказала Паво Ренку.", "Мира Доск, бывший министр, рассказала Паво Ренку", ""),
        ("fr", "Mira Dosk, épouse de Pavo Renk, a déclaré que le port était vendu.", "le port était vendu", "Mira Dosk"),
        ("fr", "Pavo Renk, accusé de corruption, a quitté le pays.", "Pavo Renk, accusé de corruption, a quitté le pays", ""),
        ("fr", "Pour financer la villa, Pavo Renk a vendu la banque.", "Pour financer la villa, Pavo Renk a vendu la banque", ""),
        ("fr", "Pavo Renk ne conteste pas avoir reçu la villa.", "Pavo Renk ne conteste pas avoir reçu la villa", ""),
        ("ru", "По данным на 1 января, Паво Ренк владеет портом.", "По данным на 1 января, Паво Ренк владеет портом", ""),
    ],
)  # fmt: skip
def test_marks_clauses_and_false_cues(language, text, quote, holder):
    (claim,) = [c for c in read(text, language) if " tie:" not in c.method]
    assert (claim.quote, claim.holders[0].text) == (quote, holder)


@pytest.mark.parametrize("text", ["« " * 10000, "«А»" * 8000, "— Да, — сказала Мира Доск. " * 1000])
def test_walls_of_marks_take_bounded_time(text):
    begun = time.process_time()
    read(text, "ru")
    assert time.process_time() - begun < 20


def test_who_pleads_not_guilty_may_be_a_pronoun():
    found = {c.quote: c for c in read("Паво Ренк задержан в порту. Он вину не признал.", "ru")}
    plea = found["Он вину не признал"]
    assert str(plea.stance) == "denies"
    assert plea.holders[0].reference.text == "Паво Ренк"
