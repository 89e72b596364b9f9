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
        "Series B 40 million was closed in May.",
        "À 40 km the road ends.",
        "Plan C 2 million trees was paid for by the state.",
        "Q: In which currency? A: Dollars. A 300-page report was filed.",
        "Unit: euro. Unit 731 was closed, and Unit 300 too.",
        "The ministry paid BP 3 million.",
        "The ministry paid UK 3 million.",
        "The ministry paid BP 3 million, and BP 5 million in May.",
        "The ministry paid BBC 3 million.",
    ],
)
def test_letters_that_number_or_name_something_are_no_money(text):
    assert read(text) == []


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("The clerk was paid L 300. Article L 442 applies.", ["L 300"]),
        ("He was paid K 3 million. Flight K 300 landed.", ["K 3 million"]),
        ("He was paid K 3 million. The climbers reached K2 in May.", ["K 3 million"]),
        ("The loan of T 4.5 billion was written off. The T5 motorway was closed.", ["T 4.5 billion"]),
        ("The loan of T 4.5 billion was written off. A T34 tank stood there.", ["T 4.5 billion"]),
        ("The loan of T 4.5 billion was written off. A T450 lorry stood there.", ["T 4.5 billion"]),
        ("He was paid M 4 million. The M1 was closed, and the M25 too.", ["M 4 million"]),
        ("The clerk was paid B 300. The hall holds B 400 chairs.", ["B 300"]),
        # and sums of the same letter
        ("The loan of T 4.5 billion was made. The rest, T 900 million, was paid.", ["T 4.5 billion", "T 900 million"]),
        ("He was paid K1.35 billion. The rest, K450,000, was kept.", ["K1.35 billion", "K450,000"]),
        ("He paid KD 300 (KD: Kestan dinar) and KD 4,500.", ["KD 300", "KD 4,500"]),
        ("KD: Kestan dinar. He paid KD 300 and KD 4,500.", ["KD 300", "KD 4,500"]),
        ("It had a capital of KD 3 million and a debt of KD 5 million.", ["KD 3 million", "KD 5 million"]),
        ("The firm had a capital of KDW 50,000.", ["KDW 50,000"]),
    ],
)  # fmt: skip
def test_a_letter_of_money_carries_only_to_sums_printed_alike(text, wanted):
    assert [a.text for a in find_amounts(text)] == wanted


def test_a_table_in_money_of_the_document_s_own():
    text = "Spending (in thousands of krelts)\n\nItem\t2011\t2012\nRoads\t4,500\t5,100\nSchools\t1,200\t1,340\n"
    assert [int(a.value) for a in find_amounts(text)] == [4500000, 5100000, 1200000, 1340000]
    assert {a.currency for a in find_amounts(text)} == {"krelts"}


@pytest.mark.parametrize("unit", ["barrels", "megatonnes", "sieverts", "kilohectares"])
def test_a_table_in_thousands_of_things_is_no_money(unit):
    text = f"Output (in thousands of {unit})\n\nField\t2011\t2012\nEast\t4,500\t5,100\nWest\t1,200\t1,340\n"
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
        ("The yard has an annual value of 3 million.", ["3 million"]),
        ("She put in a counterclaim of 31 million.", ["31 million"]),
        ("The state pays pensions for 4 million.", []),
        ("The programme went out live for 2 million.", []),
        ("The team won the cup for 3 million.", []),
        ("The city grew to 4 million and exports to 1.1 billion.", []),
        ("They sold tickets for 3 million fans.", []),
        ("The bill was signed for 2 million people.", []),
    ],
)
def test_millions_without_a_currency(text, wanted):
    assert [a.text for a in find_amounts(text)] == wanted


def test_a_code_that_stands_once_near_a_word_of_money():
    (found,) = find_amounts(
        "The registrant received, from the ministry of Olt, KDW 120,000 in May."
    )
    assert (found.currency, found.value) == ("KDW", 120000)
