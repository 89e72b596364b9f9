"""People of Cyrillic texts: one given name, patronymic and surname each."""

from dalil.claims.mentions_candidate import Candidate
from dalil.claims.mentions_cyrillic import whole_people
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
