"""The money grammar: numbers, multipliers, currencies, ranges, periods, qualifiers."""

import re
from decimal import Decimal
from pathlib import Path

import pytest

from dalil.claims.money.sums import find_amounts


def one(text):
    found = find_amounts(text)
    assert len(found) == 1, found
    amount = found[0]
    assert text[amount.start : amount.end] == amount.text
    return amount


TABLE = Path(__file__).parents[3] / "cases" / "figures" / "sums.txt"


def rows(path):
    """Cases of a table: the text without its marks, and what each marked sum says."""
    for line in path.read_text(encoding="utf-8").splitlines():
        if not line or line.startswith("#"):
            continue
        marked, *columns = [part.strip() for part in line.split(" | ")]
        words = re.findall(r"\[\[(.*?)\]\]", marked)
        said = []
        for column in columns or ["-"] * 5:
            values = [value.strip() for value in column.split(";")]
            said.append(values * len(words) if len(values) == 1 else values)
        text = marked.replace("[[", "").replace("]]", "")
        yield pytest.param(text, list(zip(words, *said, strict=True)) if words else [], id=text)


def printed(amount):
    value = "?" if amount.value is None else str(amount.value)
    return (
        amount.text,
        value,
        amount.currency or "?",
        amount.qualifier or "-",
        amount.period or "-",
        "-" if amount.high is None else str(amount.high),
    )


@pytest.mark.parametrize(("text", "wanted"), list(rows(TABLE)))
def test_table(text, wanted):
    assert [printed(a) for a in find_amounts(text)] == wanted
    assert all(text[a.start : a.end] == a.text for a in find_amounts(text))


@pytest.mark.parametrize(
    ("text", "words", "value", "currency"),
    [
        ("stole $7.5 billion.", "$7.5 billion", "7500000000", "USD"),
        ("a £1.2m flat", "£1.2m", "1200000", "GBP"),
        ("USD 40,000 was sent", "USD 40,000", "40000", "USD"),
        ("US$1.5bn", "US$1.5bn", "1500000000", "USD"),
        ("5 bn KZT", "5 bn KZT", "5000000000", "KZT"),
        ("1 million 150 thousand tenge", "1 million 150 thousand tenge", "1150000", "KZT"),
        ("40 000 euros", "40 000 euros", "40000", "EUR"),
        ("40\u00a0000\u00a0euros", "40\u00a0000\u00a0euros", "40000", "EUR"),
        ("1.500.000 euros", "1.500.000 euros", "1500000", "EUR"),
        ("EUR 1,5 million", "EUR 1,5 million", "1500000", "EUR"),
        ("€1,250 million", "€1,250 million", "1250000000", "EUR"),
        ("£1,300m", "£1,300m", "1300000000", "GBP"),
        ("₹8,450 crore", "₹8,450 crore", "84500000000", "INR"),
        ("prêt de 1,250 million d'euros", "1,250 million d'euros", "1250000", "EUR"),
        ("zahlte 400.000 Euro an Velm", "400.000 Euro", "400000", "EUR"),
        ("acquired 12/2011 – UAH 1 240 000", "UAH 1 240 000", "1240000", "UAH"),
        ("two and a half million dollars", "two and a half million dollars", "2500000", "USD"),
        ("half a million pounds", "half a million pounds", "500000", "GBP"),
        ("CHF 3.5 million", "CHF 3.5 million", "3500000", "CHF"),
        ("3 million Canadian dollars", "3 million Canadian dollars", "3000000", "CAD"),
        ("7,5 млрд долларов США", "7,5 млрд долларов США", "7500000000", "USD"),
        ("1 миллион 150 тысяч тенге", "1 миллион 150 тысяч тенге", "1150000", "KZT"),
        ("$1,500.50", "$1,500.50", "1500.50", "USD"),
    ],
)
def test_value_and_currency(text, words, value, currency):
    amount = one(text)
    assert (amount.text, amount.value, amount.currency) == (words, Decimal(value), currency)


@pytest.mark.parametrize(
    ("text", "qualifier"),
    [
        ("more than $7.5 billion", "more than"),
        ("in excess of £2m", "more than"),
        ("up to EUR 500 000", "up to"),
        ("about $5", "about"),
        ("nearly $5 million", "nearly"),
        ("at least 3 million euros", "at least"),
        ("$1m or more", "at least"),
        ("более 3 млн тенге", "more than"),
        ("exactly $5", None),
        ("not to exceed US$5,000", "up to"),
        ("$74.2 million plus interest at 4 per cent", None),
        ("£12,000 + VAT", None),
        ("$3m-plus", "more than"),
    ],
)
def test_qualifier(text, qualifier):
    assert one(text).qualifier == qualifier


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("$40,000 per month", "month"),
        ("$45,000 a month", "month"),
        ("40 000 euros a year", "year"),
        ("an annual salary of £25,000", "year"),
        ("a monthly fee of about $18,500", "month"),
        ("$3,000-a-month", "month"),
        ("£5,000/week", "week"),
        ("3 млн тенге в месяц", "month"),
        ("$40,000 for a year-long contract", None),
        ("interest of 8% per annum on any sum over €5k", None),
        ("the annual fee is EUR 1.2 million, payable quarterly", "year"),
    ],
)
def test_period(text, period):
    assert one(text).period == period


def test_magnitudes_have_no_value():
    for text, qualifier in [
        ("tens of millions of dollars", "tens of"),
        ("hundreds of thousands of pounds", "hundreds of"),
        ("millions of euros", "millions of"),
        ("several million dollars", "several"),
    ]:
        amount = one(f"He took {text} away")
        assert amount.text == text
        assert amount.value is None
        assert amount.qualifier == qualifier


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("between 2 and 3 million euros", "2000000", "3000000"),
        ("€2-3 million", "2000000", "3000000"),
        ("from £100,000 to £2 million", "100000", "2000000"),
        ("20 to 30 million Swiss francs", "20000000", "30000000"),
    ],
)
def test_ranges(text, low, high):
    amount = one(text)
    assert (amount.value, amount.high) == (Decimal(low), Decimal(high))


@pytest.mark.parametrize(
    "text", ["4.1 million people", "in 2017 500 left", "paid 3,000 workers", "page 5", "Article 7"]
)
def test_a_number_without_a_currency_is_no_sum(text):
    assert find_amounts(text) == ()


def test_who_writes_decimal_commas_groups_no_thousands_by_them():
    found = find_amounts("It cost €1,5 million, then €1,250 million.")
    assert [a.value for a in found] == [Decimal(1500000), Decimal(1250000)]


@pytest.mark.parametrize(
    "text",
    [
        "The fine under Art. 102 para. 2 SCC was paid.",
        "14 January 2025\nSouthwark Crown Court\n\nThe fine was paid.",
    ],
)
def test_laws_and_names_are_no_currencies(text):
    assert find_amounts(text) == ()


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("By 2014 EUR 3.412.550,25 had been repaid.", [("EUR 3.412.550,25", "EUR")]),
        ("It paid DKK 40m. SEK 1.1bn was lost.", [("DKK 40m", "DKK"), ("SEK 1.1bn", "SEK")]),
        ("He sold 3 $5 notes.", [("$5", "USD")]),
        ("It cost 5,000 USD 2 years ago.", [("5,000 USD", "USD")]),
    ],
)
def test_a_sign_before_the_next_number_is_the_next_one_s(text, wanted):
    assert [(a.text, a.currency) for a in find_amounts(text)] == wanted


def test_two_sums_with_and_stay_two():
    assert len(find_amounts("He paid $5 and $7.")) == 2


def test_a_bare_word_follows_the_only_kind_named():
    found = find_amounts("He paid 3 million Canadian dollars, then 200 dollars.")
    assert [a.currency for a in found] == ["CAD", "CAD"]


def test_words_of_several_countries_are_kept_as_words():
    """No code is made up: "francs" of nobody in particular stay the word."""
    assert one("300 francs").currency == "franc"


def test_two_numbers_in_words_are_a_range_and_no_sum_of_both():
    (found,) = find_amounts("between two and three million euros")
    assert (found.value, found.high, found.currency) == (Decimal(2000000), Decimal(3000000), "EUR")


def test_a_documents_own_currency_is_learned():
    text = "It cost 12 million zarn. He received 2 million zarn from them."
    assert [(a.value, a.currency) for a in find_amounts(text)] == [
        (Decimal(12000000), "zarn"),
        (Decimal(2000000), "zarn"),
    ]


def test_a_sum_goes_on_in_the_next_line():
    text = (
        "The regulator said that it had imposed on the bank a fine of 2.4\nmillion crowns, and another of 14,200\n"
        "selmas for late filing."
    )
    assert [(a.text, a.value, a.currency) for a in find_amounts(text)] == [
        ("2.4\nmillion crowns", Decimal(2400000), "crown"),
        ("14,200\nselmas", Decimal(14200), "selmas"),
    ]


def test_lines_of_a_list_stay_apart():
    text = "Salary 300\n500 tenge\nTotal in USD\n40 persons were counted in the course of the whole of that long year"
    assert [a.text for a in find_amounts(text)] == ["500 tenge"]


_FILLER = (
    " The board met again and again in that hall, and nobody wrote down what was said there." * 6
)


@pytest.mark.parametrize(
    ("text", "currency"),
    [
        ("He paid 40,000 som in Uzbekistan.", "UZS"),
        ("The Pakistani clerk took 40,000 rupees.", "PKR"),
        ("He paid 40,000 som.", "KGS"),
        (f"The harbour of Olt paid 40,000 som.{_FILLER}", "som"),
        (f"The harbour of Olt paid 40,000 lira.{_FILLER}", "lira"),
        (f"The harbour of Olt paid 40,000 euros.{_FILLER}", "EUR"),
        (f"The harbour of Olt paid $40,000, and 3,000 dollars more.{_FILLER}", "USD"),
        (f"The harbour of Olt, in Turkey, paid 40,000 lira.{_FILLER}", "TRY"),
        (f"The harbour of Almaty paid 40,000 tenge.{_FILLER}", "KZT"),
    ],
)
def test_whose_money_a_bare_noun_is(text, currency):
    assert {a.currency for a in find_amounts(text)} == {currency}


def test_a_sum_that_is_taken_up_again():
    text = "The state lent it 40 million crowns. Of the remaining 2.5 million, nothing was paid."
    assert [(a.text, a.currency) for a in find_amounts(text)] == [
        ("40 million crowns", "crown"),
        ("2.5 million", "crown"),
    ]


def test_the_only_currency_of_a_document():
    text = "He paid 40,000 crowns. She paid 3,000 crowns.\n\nLater the court sat. Costs of 18,000 are awarded."
    assert [a.currency for a in find_amounts(text)] == ["crown", "crown", "crown"]
    other = text.replace("3,000 crowns", "$3,000")
    assert [a.currency for a in find_amounts(other)] == ["crown", "USD", None]


def test_a_part_of_a_sum_shares_its_currency_and_a_verb_is_none():
    text = "A total of 1.5 billion velms was spent, of which 300 million went to the contractor."
    assert [(a.text, a.currency) for a in find_amounts(text)] == [
        ("1.5 billion velms", "velms"),
        ("300 million", "velms"),
    ]
    unsaid = "A total of 1.5 billion was spent, of which 300 million went to the contractor."
    assert {a.currency for a in find_amounts(unsaid)} == {None}
    people = "He lent it 4 million velms. It has 9 million people, of which 2 million went abroad."
    assert [a.text for a in find_amounts(people)] == ["4 million velms"]
    words = (
        "He lent it 4 million velms. It had nine million buyers, of which 2 million were abroad."
    )
    assert "2 million" not in [a.text for a in find_amounts(words)]
    later = "The firm lent 12 million velms in 2011. In May of this year it made 61 million."
    assert [a.text for a in find_amounts(later)] == ["12 million velms", "61 million"]


def test_a_magnitude_of_a_currency_that_no_list_knows():
    text = "The firm lent 12 million velms. Tens of millions of velms were moved abroad."
    found = find_amounts(text)[1]
    assert (found.text, found.value, found.qualifier) == (
        "Tens of millions of velms",
        None,
        "tens of",
    )
