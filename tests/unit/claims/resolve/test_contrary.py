"""Two people of nearly one name stay apart or are asked; spellings of one person are joined."""

from __future__ import annotations

import pytest

from dalil.claims.entities import assemble
from dalil.claims.resolve.judging import resolve
from dalil.evidence import Mention, Verdict

ORDER = {"a" * 64: 0, "b" * 64: 1, "c" * 64: 2}


def judged(*names, births=()):
    """The groups of names of one document each, and what is judged."""
    mentions = [
        Mention(exhibit * 64, 0, len(text), text, "PER")
        for exhibit, text in zip("abc", names, strict=False)
    ]
    days = {m.id: frozenset({day}) for m, day in zip(mentions, births, strict=False) if day}
    made = resolve(mentions, (), ORDER, None, days)
    found = assemble(mentions, made, ORDER)
    return len(found.by_id), [judgement.verdict for judgement in made]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Pak Jun Sol", "Pak Yong Sol"),
        ("Yusuf Tarek Mansur", "Yusuf Talal Mansur"),
        ("Nuno Miguel Varela", "Nuno Marcelo Varela"),
        ("Abdul Wahid Torani", "Abdul Qadir Torani"),
        ("Jamil bin Harun Al-Sadri", "Jamil bin Idris Al-Sadri"),
        ("Osric Halvard Sr.", "Osric Halvard Jr."),
        ("Osric Halvard II", "Osric Halvard III"),
        ("Gaston Merlet père", "Gaston Merlet fils"),
        ("Данат Сеитович Ордасбаев", "Данат Муратович Ордасбаев"),
        ("Данат Сеитұлы Ордасбаев", "Данат Ерболұлы Ордасбаев"),
        ("Павло Олегович Рудник", "Павло Янович Рудник"),
        ("Mr Robin Halvard", "Mrs Robin Halvard"),
    ],
)
def test_two_people_are_told_apart(one, other):
    assert judged(one, other) == (2, [Verdict.DIFFERENT])


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Đinh Quốc Hùng", "Đinh Quốc Hưng"),
        ("Phạm Thị Lan", "Phạm Thị Lân"),
        ("Данат Каримович Ордасбаев", "Данат Керимович Ордасбаев"),
        ("Яромир Коваль", "Яромира Коваль"),
        ("Валерий Дудник", "Валерия Дудник"),
        ("Oran Selim Tavic", "Oran Salim Tavic"),
        ("Min Shwe", "Min Min Shwe"),
    ],
)
def test_what_may_be_a_slip_or_another_is_asked(one, other):
    assert judged(one, other) == (2, [Verdict.UNSURE])


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Nuno Miguel Varela", "Nuno M. Varela"),
        ("Данат Сеитұлы Ордасбаев", "Данат Сеитович Ордасбаев"),
        ("Геннадий Юрьевич Рудов", "Геннадий Юриевич Рудов"),
        ("Đinh Quốc Hùng", "Dinh Quoc Hung"),
        ("Яромир Шевчук", "Яромира Шевчука"),
        ("Яромира Шевчук", "Яромиру Шевчук"),
        ("Ольга Сергеевна Рудова", "Ольгой Сергеевной Рудовой"),
        ("Osric Halvard Jr.", "Osric Halvard"),
        ("William Osric Tern", "William Osric Tern"),
    ],
)
def test_one_person_is_joined(one, other):
    assert judged(one, other) == (1, [Verdict.SAME])


def test_births_on_two_days_are_two_people_and_a_slip_is_asked():
    name = "Arvo Petrovich Kestrel"
    assert judged(name, name, births=("1961-05-02", "1984-11-11")) == (2, [Verdict.DIFFERENT])
    assert judged(name, name, births=("1961-05-02", "1961-05-03")) == (2, [Verdict.UNSURE])
    assert judged(name, name, births=("1961", "1984")) == (2, [Verdict.UNSURE])
    assert judged(name, name, births=("1961-05-02", "1961")) == (1, [Verdict.SAME])
    assert judged(name, name, births=("1961-05-02", "")) == (1, [Verdict.SAME])


def test_a_bare_name_between_two_who_contradict_is_asked():
    groups, verdicts = judged("Arvo Kestrel", "Arvo Mikkel Kestrel", "Arvo Rudolf Kestrel")
    assert groups == 3
    assert verdicts.count(Verdict.UNSURE) == 2


def test_a_lone_family_name_beside_initials_of_another_is_asked():
    names = ("Timor Kestrel", "M. Kestrel", "Kestrel")
    mentions = [
        Mention("a" * 64, 100 * at, 100 * at + len(text), text, "PER")
        for at, text in enumerate(names)
    ]
    made = resolve(mentions, (), ORDER)
    lone = [j for j in made if j.author.endswith("family_name")]
    assert [j.verdict for j in lone] == [Verdict.UNSURE]


def test_a_country_in_brackets_or_a_last_letter_tells_bodies_apart():
    for one, other in (
        ("Pale Tern Shipping (Cyprus) Ltd", "Pale Tern Shipping (Malta) Ltd"),
        ("Pale Tern Fund A", "Pale Tern Fund"),
    ):
        assert not bodies_joined(one, other)


def bodies_joined(*names):
    mentions = [
        Mention(e * 64, 0, len(text), text, "ORG") for e, text in zip("ab", names, strict=True)
    ]
    made = resolve(mentions, (), ORDER)
    return Verdict.SAME in [j.verdict for j in made]
