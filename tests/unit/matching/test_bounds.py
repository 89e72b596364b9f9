"""What no sum of features may outweigh, each bound with a pair that it holds and one that it spares."""

from __future__ import annotations

import pytest

from dalil.evidence import PartialDate, Precision
from dalil.matching.bounds import ALMOST, NOT_SHOWN, UNSURE, bounds
from dalil.matching.compare import MATCH, REVIEW, Qualifiers, compare, prepared, score_names


def held(left: str, right: str, kind: str) -> float | None:
    name = score_names(*prepared(left, right, kind))
    return min((bound.most for bound in bounds(name.pair, name.features)), default=None)


@pytest.mark.parametrize(
    ("left", "right", "kind", "most"),
    [
        ("Gulzara Vesketaridze", "Gulmira Vesketaridze", "person", NOT_SHOWN),
        ("Maria Vesketaridze", "Marta Vesketaridze", "person", NOT_SHOWN),
        ("Karsu Marine Limited", "Karsu Marine 3 Limited", "company", NOT_SHOWN),
        ("Karsu Marine Five", "Karsu Marine 6", "company", NOT_SHOWN),
        ("Orlam Vesketaridze", "Arlam Vesketaridze", "person", UNSURE),
        ("Orlam Vesku", "Orlam Veskuta", "person", UNSURE),
        ("Karsu Marine Orjum", "Tarsu Marine Orjum", "company", NOT_SHOWN),
        ("Karsu Marine Orjum", "Garsu Marine Orjum", "company", UNSURE),
        ("Muhammad Daruzi", "Muhammad Faruzi", "person", NOT_SHOWN),
        ("Muhammad Daruzi", "Muhammad Adruzi", "person", UNSURE),
        ("Ahmad bin Khalid", "Khalid bin Ahmad", "person", NOT_SHOWN),
        ("Orlam Vesketai Jr.", "Orlam Vesketai Sr.", "person", NOT_SHOWN),
        ("Orlam Daruz Vesketai", "Orlam Damuzas Vesketai", "person", NOT_SHOWN),
        ("Dravna Marine JSC", "Dravna Marine LLC", "company", UNSURE),
        ("Jovran Vesketaridze", "Jovdan Vesketaridze", "person", ALMOST),
        ("Қайраш Вескетаев", "Қайдаш Вескетаев", "person", ALMOST),
        ("Đinh Quốc Hùng", "Đinh Quốc Hưng", "person", UNSURE),
        ("Đinh Quốc Hùng", "Dinh Quoc Hung", "person", None),
        ("Qin Bolin", "Qin Boling", "person", UNSURE),
        ("Qin Bo", "Qin Bo Lan", "person", UNSURE),
        ("Anna Maria Smith", "Anna Smith", "person", UNSURE),
        ("Добромир Бойко", "Добромира Бойко", "person", UNSURE),
        ("Добромир Рудник", "Добромира Рудника", "person", None),
        ("Добромир Рудов", "Добромира Рудова", "person", UNSURE),
        ("Abdul Basit Torani", "Abdul Qasit Torani", "person", UNSURE),
        ("Анна Сорухоновна Вескет", "Анна Сорухонова Вескет", "person", UNSURE),
        ("上海东方贸易", "上海东风贸易", "company", UNSURE),
        ("Karsu Fund A", "Karsu Fund B", "company", NOT_SHOWN),
        ("KARSU PEARL C", "KARSU PEARL", "vessel", NOT_SHOWN),
        ("Karsu N A", "Karsu", "company", None),
        ("Stephen Vesketaridze", "Steven Vesketaridze", "person", None),
        ("Sofia Vesketaridze", "Sophia Vesketaridze", "person", None),
        ("Dravna Marine Ltd", "Dravna Marine LLC", "company", None),
        ("Orlam Vesketai Jr.", "Orlam Vesketai", "person", None),
        ("Orlam Vesketaridze", "Orlam Vesketaritze", "person", None),
        ("Said Vesketaridze", "Saeed Vesketaridze", "person", None),
        ("Karsu Marine Five", "Karsu Marine 5", "company", None),
        ("Maria Vesketaridze", "Мария Вескетаридзе", "person", None),
    ],
)
def test_bounds(left, right, kind, most):
    assert held(left, right, kind) == held(right, left, kind) == most


@pytest.mark.parametrize(("most", "line"), [(NOT_SHOWN, REVIEW), (UNSURE, MATCH), (ALMOST, MATCH)])
def test_they_lie_below_their_lines(most, line):
    from dalil.matching.model import probability

    assert line - 0.1 < probability(most) < line


def test_the_reason_is_given():
    assert "bound: a number that the other name does not bear" in (
        compare("Karsu Marine Limited", "Karsu Marine 3 Limited", "company").why
    )


def test_what_is_known_beside_the_names_may_still_raise_them():
    born = Qualifiers((PartialDate("1961-08-17", Precision.DAY),), ("Derbezhan",))
    alone = compare("Maria Vesketaridze", "Marta Vesketaridze", "person")
    known = compare("Maria Vesketaridze", "Marta Vesketaridze", "person", born, born)
    assert alone.score < REVIEW <= known.score
