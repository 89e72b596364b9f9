"""Currencies told once for many sums: heads and captions of tables, forms, sentences on all sums."""

import pytest

from dalil.claims.money.sums import find_amounts


def sums(text):
    return [(a.text, str(a.value), a.currency) for a in find_amounts(text)]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "Ministry of Roads, extract\n(all sums in KZT)\n\nLot 1\tPaving\t1,250,000\nLot 2\tLighting\t890,400\n",
            [("1,250,000", "1250000", "KZT"), ("890,400", "890400", "KZT")],
        ),
        (
            "Payments to Orlo LLP, thousand tenge\n\n2014\t45,200\n2015\t61,900\n",
            [("45,200", "45200000", "KZT"), ("61,900", "61900000", "KZT")],
        ),
        (
            "Name\tAmount (USD)\tStaff\nVelm Ltd\t45,000\t1,200\nOrlo Ltd\t12,500\t3,400\n",
            [("45,000", "45000", "USD"), ("12,500", "12500", "USD")],
        ),
        (
            "£'000\t2018\t2019\nRevenue\t1,204\t1,377\nEmployees\t1,310\t1,290\n",
            [("1,204", "1204000", "GBP"), ("1,377", "1377000", "GBP")],
        ),
        (
            "| Payee | Sum, EUR | Share, % |\n|---|---|---|\n| Velm Ltd | 12,000 | 40 |\n",
            [("12,000", "12000", "EUR")],
        ),
        (
            "Payee\tEUR\tKZT\nVelm\t\t4,000,000\nOrlo\t900\t\n",
            [("4,000,000", "4000000", "KZT"), ("900", "900", "EUR")],
        ),
        ("Смета, тыс. тенге\nМост\t8 900\n", [("8 900", "8900000", "KZT")]),
        ("Value of contract (in millions of dollars): 4.5", [("4.5", "4500000", "USD")]),
        (
            "Fees (in thousands of US dollars)\nOrlo\t120\t340\t1,210\n",
            [("120", "120000", "USD"), ("340", "340000", "USD"), ("1,210", "1210000", "USD")],
        ),
        (
            "Holder: Orlo\nAccount currency: AED\n\nDate\tDetails\tDebit\tBalance\n"
            "1 May\tCheque 44\t100.00\t2,450.00\n",
            [("100.00", "100.00", "AED"), ("2,450.00", "2450.00", "AED")],
        ),
        (
            "Account 4471    Currency: USD\n\nDate     Details     Amount     Staff\n1 May    Wages    9,100.00    1,200\n",
            [("9,100.00", "9100.00", "USD")],
        ),
        (
            "Transfers (in US dollars)\n14 March 2015   Orlo Ltd   120,000.00\n",
            [("120,000.00", "120000.00", "USD")],
        ),
    ],
)
def test_a_head_tells_the_money_of_the_cells_below(text, wanted):
    assert sums(text) == wanted
    assert all(text[a.start : a.end] == a.text for a in find_amounts(text))


@pytest.mark.parametrize(
    "text",
    [
        "Name\tStaff\nVelm Ltd\t45,000\n",
        "Fees in EUR are due in May.\n\nVelm Ltd\t45,000\n",
        "Turnout (all regions)\tVotes\nNorth\t45,000\n",
        "Amount (USD)\n\nThe hall holds 45,000 people.\n",
    ],
)
def test_cells_without_a_head_of_money_are_no_sums(text):
    assert sums(text) == []


def test_a_table_ends_with_its_rows():
    text = "Name\tAmount (USD)\nVelm\t45,000\n\nRegion\tVotes\nNorth\t12,500\n"
    assert sums(text) == [("45,000", "45000", "USD")]


def test_what_a_text_converts_is_no_second_money_of_it():
    text = (
        "He was fined 690,000 velm, about $1,500, and paid 4 million velm for the house. "
        "The prosecutor wants more.\n\nThe garage cost 2.5 million."
    )
    assert sums(text)[-1] == ("2.5 million", "2500000", "velm")


def test_two_monies_leave_a_bare_sum_open():
    text = "He paid 4 million tenge.\n\nShe paid 3 million euros.\n\nThe garage cost 2.5 million."
    assert sums(text)[-1] == ("2.5 million", "2500000", None)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "The campaign had 1.4m for posters, 650,000 for print and 90,000 for travel, all in Canadian dollars.",
            [("1.4m", "1400000", "CAD"), ("650,000", "650000", "CAD"), ("90,000", "90000", "CAD")],
        ),
        ("It held 40,000 and 55,000 (both in euros).", [("40,000", "40000", "EUR"), ("55,000", "55000", "EUR")]),
        ("In 2014 it hired 1,200 guards. Then 40,000 was paid, all in tenge.", [("40,000", "40000", "KZT")]),
        ("It hired 1,200 guards and two drivers, all in tenge.", []),
    ],
)  # fmt: skip
def test_a_sentence_tells_the_money_of_its_sums_at_its_end(text, wanted):
    assert [(t, str(v), c) for t, v, c in sums(text)] == wanted
