"""Figures that do not add up are asked about; those that could add up are not."""

import pytest

from dalil.claims.dates.told import find_dates
from dalil.claims.figures_check import check_figures
from dalil.claims.money.sums import find_amounts
from dalil.evidence import DocumentInfo, Passage, TextLayer


def ask(text, date="2022-05-20"):
    layer = TextLayer(
        "0" * 64, text, (Passage(0, len(text)),), "t/1", "text/plain", "en", DocumentInfo(date=date)
    )
    return check_figures(layer, find_amounts(text), find_dates(layer))


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("It pays $45,000 a month for twelve months, or $640,000 in all.", "total"),
        ("He was paid 18,500 euros a month for fourteen months, in total 295,000 euros.", "total"),
        ("They agreed on 5 instalments of $20,000, a total of $120,000.", "total"),
        (
            "He paid $20,000 for the flat, $30,000 for the car and $5,000 for the boat, $75,000 in all.",
            "sum",
        ),
        ("The fee was 10 per cent of $5 million, or $600,000.", "share"),
        (
            "He got 300 million tenge (about $650,000). She got 300 million tenge (about $900,000).",
            "rate",
        ),
        ("The director, 58, born in 1976, was convicted.", "age"),
        ("Ada Mirel holds 60 per cent and Bern Olt 50 per cent of the shares.", "shares"),
        ("In 2018 it was 420 tenge ($1). The same year he paid 150 tenge ($1) in 2018.", "rate"),
    ],
)
def test_what_does_not_add_up_is_asked(text, kind):
    found = ask(text)
    assert [one.kind for one in found] == [kind]
    assert all(text[start:end].strip() for start, end in found[0].places)
    assert found[0].question.endswith(".")


@pytest.mark.parametrize(
    "text",
    [
        "It pays $45,000 a month for twelve months, or $540,000 in all.",
        "It pays about $45,000 a month for twelve months, or $550,000 in all.",
        "They agreed on 5 instalments of $20,000, a total of $100,000.",
        "He paid $20,000 for the flat and $30,000 for the car, $50,000 in all.",
        "He paid more than $20,000 for the flat and $30,000 for the car, $75,000 in all.",
        "The fee was 10 per cent of $5 million, or $500,000.",
        "He got 300 million tenge (about $650,000). She got 30 million tenge (about $66,000).",
        "The director, 58, born in 1964, was convicted.",
        "The director, 57, born on 3 June 1964, was convicted.",
        "Ada Mirel holds 60 per cent and Bern Olt 40 per cent of the shares.",
        "Ada Mirel holds 60 per cent of Olt Ltd and 55 per cent of Velm Ltd.",
        "In 2010 Ada Mirel held 80% of the shares and in 2015 Bern Olt held 45%.",
        "The state holds 51 per cent, a trust 40 per cent, and 10 per cent of the votes are its own.",
        "The price was 4.2 billion tenge ($9.8 million) in 2018. In 2012 it was 4.2 billion tenge ($28 million).",
        "It paid $25,000 a month for six months, with a success fee of $200,000, a total of $350,000.",
        "He paid $100,000 in 2015 and $200,000 in 2016, a total of $500,000 over five years.",
        "His stake rose from 40 per cent to 70 per cent.",
        "He paid $5 million in 2014 and $3 million in 2015.",
        "It pays $45,000 a month and has a budget of $90,000.",
    ],
)
def test_what_could_add_up_is_not_asked(text):
    assert ask(text) == ()


def test_without_the_documents_date_no_age_is_asked():
    assert ask("The director, 58, born in 1976, was convicted.", date=None) == ()
