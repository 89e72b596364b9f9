"""Letters and signs that no list knows, before sums."""

import pytest

from dalil.claims.money.sums import find_amounts


def read(text):
    return [
        (a.text, None if a.value is None else int(a.value), a.currency) for a in find_amounts(text)
    ]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "The audit found that L 300 was paid to the clerk, and L 4,500 to his chief.",
            [("L 300", 300, "L"), ("L 4,500", 4500, "L")],
        ),
        ("He was paid K1.35 billion.", [("K1.35 billion", 1350000000, "K")]),
        ("The loan of T 4.5 billion was written off.", [("T 4.5 billion", 4500000000, "T")]),
        (
            "He asked for Ƶ 40 million and got 12 million Ƶ.",
            [("Ƶ 40 million", 40000000, "Ƶ"), ("12 million Ƶ", 12000000, "Ƶ")],
        ),
        (
            "It received KD 12.5 million (KD: Kestan dinar) in 2012.",
            [("KD 12.5 million", 12500000, "KD")],
        ),
        ("The price of the land was ND 5,000,000.", [("ND 5,000,000", 5000000, "ND")]),
    ],
)
def test_what_a_document_writes_before_its_sums(text, wanted):
    assert read(text) == wanted


@pytest.mark.parametrize(
    "text",
    [
        "Article L 442 applies, and flight K 300 landed.",
        "Series B 40 million was closed in May.",
        "The hall holds vitamin B 300 and model Q 500.",
        "À 40 km the road ends.",
        "Plan C 2 million trees was paid for by the state.",
    ],
)
def test_letters_that_number_things_are_no_money(text):
    assert read(text) == []


def test_a_table_in_money_of_the_document_s_own():
    text = "Spending (in thousands of krelts)\n\nItem\t2011\t2012\nRoads\t4,500\t5,100\nSchools\t1,200\t1,340\n"
    assert [int(a.value) for a in find_amounts(text)] == [4500000, 5100000, 1200000, 1340000]
    assert {a.currency for a in find_amounts(text)} == {"krelts"}


def test_a_table_in_thousands_of_things_is_no_money():
    text = "Output (in thousands of barrels)\n\nField\t2011\t2012\nEast\t4,500\t5,100\nWest\t1,200\t1,340\n"
    assert read(text) == []


@pytest.mark.parametrize(
    "said", ["half a million", "a quarter of a million", "one and a half million"]
)
def test_a_part_of_a_million(said):
    assert [a.text for a in find_amounts(f"He took a bribe of {said} krelts.")] == [
        f"{said} krelts"
    ]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("The yard was sold to his cousin for 94 million.", ["94 million"]),
        ("The damage is put at 2.6 million.", ["2.6 million"]),
        ("The city grew to 4 million and exports to 1.1 billion.", []),
        ("They sold tickets for 3 million fans.", []),
        ("The bill was signed for 2 million people.", []),
    ],
)
def test_millions_without_a_currency(text, wanted):
    assert [a.text for a in find_amounts(text)] == wanted
