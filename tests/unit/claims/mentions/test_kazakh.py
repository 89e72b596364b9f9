"""Kazakh names in their cases: people, bodies and places, on invented sentences."""

import time

import pytest
from tests.unit.claims.builders import make_layer

from dalil.claims.mentions.finding import find_mentions
from dalil.claims.parse import Parse, Span

PARSE = Parse((), (), (), "none")
CASES = [
    ("Кеше Дана Велмова Павлодарға келді.", {("Дана Велмова", "PER"), ("Павлодарға", "LOC")}),
    ("Мәжілісте Серік Велмұлының сөзін айтты.", {("Мәжілісте", "ORG"), ("Серік Велмұлының", "PER")}),
    ("Ал Қазақстанда Порт және кеме министрлігі құрылды.", {("Қазақстанда", "LOC"), ("Порт және кеме министрлігі", "ORG")}),
    ("Сөзін министр Велмовтің көмекшісі айтты.", {("Велмовтің", "PER")}),
    ("Польшаның Велмариясында тұратын Әсет Доскбаевпен сөйлестік.", {("Польшаның", "LOC"), ("Әсет Доскбаевпен", "PER")}),
    ("Бұл іс Ақмола облысында және Семей қаласында болды.", {("Ақмола облысында", "LOC"), ("Семей", "LOC")}),
    ("Сондай-ақ Ұлттық банкке хат жазылды, деді өкіл.", {("Ұлттық банкке", "ORG")}),
    ("АҚШ-тағы жылжымайтын мүлік Велмар қорының меншігі екен.", {("АҚШ-тағы", "LOC"), ("Велмар қорының", "ORG")}),
    ("Қорытынды ертең жарияланады, дейді әкім.", set()),
    ("Елбасымыз Нұр Серікұлы Велмов келді.", {("Нұр Серікұлы Велмов", "PER")}),
]  # fmt: skip


@pytest.mark.parametrize(("text", "wanted"), CASES)
def test_names_of_a_sentence(text, wanted):
    found = {(m.text, str(m.type)) for m in find_mentions(make_layer(text, "kk"), PARSE, (), ())}
    assert wanted <= found, found
    if not wanted:
        assert not found


def test_an_endless_line_takes_bounded_time():
    text = "Дана Велмова Порт және кеме министрлігіне келді де, " * 2000
    begun = time.process_time()
    assert find_mentions(make_layer(text, "kk"), PARSE, (), ())
    assert time.process_time() - begun < 20


def test_russian_text_is_not_read_by_the_rules_of_kazakh():
    text = "Дана Велмова приехала в Павлодар и выступила перед судом."
    found = {(m.text, m.method) for m in find_mentions(make_layer(text, "ru"), PARSE, (), ())}
    assert found
    assert not any("kazakh" in method for _, method in found)


def test_where_a_model_has_read_the_rules_add_companies_by_their_form_alone():
    text = "Кеше Дана Велмова Павлодарға келді, ТОО «Велмар» мен Порт министрлігі үндемеді."
    span = Span(text.index("Дана"), text.index("Дана") + 12, "PERSON", "x/1")
    for named, others in (
        (frozenset({0}), set()),
        (frozenset(), {"Павлодарға", "Порт министрлігі"}),
    ):
        parse = Parse((), (), (span,), "none", (), named)
        found = {m.text for m in find_mentions(make_layer(text, "kk"), parse, (), ())}
        assert found == {"Дана Велмова", "ТОО «Велмар»"} | others
