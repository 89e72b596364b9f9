"""People of Cyrillic texts: one given name, patronymic and surname each."""

from tests.unit.claims.builders import make_layer

from dalil.claims.mentions.candidate import Candidate
from dalil.claims.mentions.cyrillic import whole_people
from dalil.claims.mentions.finding import find_mentions
from dalil.claims.parse import Parse, Span
from dalil.evidence import MentionType

PER = MentionType.PERSON


def people(text, *names):
    places = [(text.index(name), len(name)) for name in names]
    given = [Candidate(start, start + size, PER, "model:x/1", 79) for start, size in places]
    return [text[c.start : c.end] for c in whole_people(text, given)]


def test_a_patronymic_belongs_to_the_given_name_before_it():
    text = "Указ о назначении Ады Ровшановны Мирель."
    assert people(text, "Ады", "Ровшановны Мирель") == ["Ады Ровшановны Мирель"]


def test_three_words_are_two_people_where_the_first_is_a_surname_elsewhere():
    text = "Суд над Ровшаном Олтова отложен. Зять Олтова Дамир Мирель уехал."
    assert people(text, "Ровшаном Олтова", "Олтова Дамир Мирель") == [
        "Ровшаном Олтова",
        "Олтова",
        "Дамир Мирель",
    ]


def test_three_words_of_one_person_stay_together():
    text = "Пела Анна Мария Мирель, и Ада Ровшановна Мирель."
    assert people(text, "Анна Мария Мирель") == ["Анна Мария Мирель"]
    assert people(text, "Ада Ровшановна Мирель") == ["Ада Ровшановна Мирель"]


def typed(text, *spans):
    found = [
        Span(text.index(name), text.index(name) + len(name), label, "x/1") for name, label in spans
    ]
    parse = Parse((), (), tuple(found), "none")
    return {(m.text, str(m.type)) for m in find_mentions(make_layer(text, "ru"), parse, (), ())}


def test_a_model_of_the_language_stands_for_a_name_that_is_met_once():
    text = "Вечером Скоринга вызвали в порт. Туда же привезли бумаги из Оссы."
    assert typed(text, ("Скоринга", "PERSON"), ("Оссы", "GPE")) == {
        ("Скоринга", "PER"),
        ("Оссы", "LOC"),
    }


def test_capitals_alone_make_no_body_of_what_a_model_calls_a_place():
    text = "Счета открыты в ОРС, а деньги ушли в ВСО."
    found = typed(text, ("ОРС", "GPE"), ("ВСО", "ORG"))
    assert {("ОРС", "LOC"), ("ВСО", "ORG")} <= found


def test_a_country_within_a_body_does_not_lower_the_model_below_the_rules():
    text = "Его вызвало Министерство портов и дорог Франции, сказал он."
    found = typed(text, ("Министерство портов и дорог Франции", "ORG"))
    assert found == {("Министерство портов и дорог Франции", "ORG")}
