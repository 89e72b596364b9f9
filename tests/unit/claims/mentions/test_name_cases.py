"""Names in Russian and Kazakh cases: one person's forms meet, a woman's and a man's surname do not."""

import pytest
from tests.unit.claims.builders import make_mentions

from dalil.claims.mentions.aliases import link
from dalil.claims.mentions.name_cases import nominatives

GROUPS = [
    [["Мира Доск", "Миры Доск", "Мире Доск", "Миру Доск", "Мирой Доск", "Доск"]],
    [["Паво Ренк", "Паво Ренка", "Ренку", "Ренком", "Ренке"]],
    [["Тимур Нуров", "Тимура Нурова", "Нурову", "Нуровым", "Нурове"]],
    [["Иван Велмов", "Велмов", "Велмовым"], ["Анна Велмова", "Анны Велмовой", "Велмовой"]],
    [["Александр Велмов", "Александру Велмову"], ["Александра Велмова", "Александре Велмовой"]],
    [["Сергей Доскин", "Сергея Доскина"], ["Лев Харров", "Льва Харрова"]],
    [["Юрий Ренков", "Юрия Ренкова", "Юрием Ренковым"], ["Павел Врач", "Павла Врача"]],
    [["Олег Велмский", "Олега Велмского", "Велмскому"], ["Ирина Велмская", "Ирины Велмской"]],
    [["Мария Коваль", "Марии Коваль", "Марией Коваль"]],
    [["Ада Нурова", "Аду Нурову"], ["Тимур Нуров", "Тимуру Нурову"]],
    [["Тимур Нуров", "Тимур Нуровтың", "Нуровқа", "Нуровты", "Тимур Нуровпен"]],
    [["Мира Доск", "Мира Досктың", "Мира Доскқа", "Мира Доскты"]],
    [["Ада Сейітқызы", "Ада Сейітқызының"], ["Нұр Әбдіұлы", "Нұр Әбдіұлына"]],
]  # fmt: skip


@pytest.mark.parametrize("groups", GROUPS)
def test_forms_of_one_person_meet_and_no_others(groups):
    text = ". ".join(name for group in groups for name in group)
    mentions = make_mentions(text, PER=[name for group in groups for name in group])
    linked = link(text, mentions)
    found = {}
    for mention in mentions:
        found.setdefault(linked.entity_of[mention.id], []).append(mention.text)
    assert sorted(map(sorted, found.values())) == sorted(map(sorted, groups))


def test_a_mans_surname_is_not_a_womans_whom_the_document_names_alone():
    text = "Анна Велмова. Велмов."
    mentions = make_mentions(text, PER=["Анна Велмова", "Велмов"])
    assert len(set(link(text, mentions).entity_of.values())) == 2


def test_a_name_with_no_other_form_stays_as_it_stands():
    names = ["Мира Доск", "Дана Велмова", "Ада Ренк-Велм", "Жан-Поль Ренк"]
    assert nominatives(names) == {name: name for name in names}
    assert nominatives(["Mira Dosk", "М. Доск", "Доск-2"]) == {}


def test_many_names_and_odd_ones_are_read_in_bounded_time():
    odd = ["А", "Ь Ъ", "А Б В Г", "ё" * 300, "Я-Я Ы"]
    many = [f"Имя{'а' * (n % 7)} Фамилия{'ов' * (n % 5)}" for n in range(3000)]
    assert set(nominatives([*odd, *many])) >= {"Ь Ъ"}
