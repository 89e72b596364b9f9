"""Whose money a shared word or sign is: told by the places of the document, else left as printed."""

import pytest

from dalil.claims.money.sums import find_amounts


def currencies(text):
    return [a.currency for a in find_amounts(text)]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Azerbaijan's prosecutor put the damage at 2.3 million manat.", "AZN"),
        ("The bureau in Mumbai said the engineer took Rs 4 crore in India.", "INR"),
        ("Port Louis, Court 3. Eleven million rupees came in.", "MUR"),
        ("He was paid ¥3 million by a company of Japan.", "JPY"),
        ("Prosecutors in China said he took ¥34 million.", "CNY"),
        ("In Uganda, Shs 24 billion was stolen.", "UGX"),
        ("Nigeria's agency charged him over N1.35 billion.", "NGN"),
        ("South Africa lost R57 billion.", "ZAR"),
        ("Egypt's ministry lost 200 million pounds.", "EGP"),
        ("The army chief of Rwanda took 12 million francs.", "RWF"),
        (
            "A Moldovan banker and a Romanian senator met. The Romanian senator got 200,000 lei.",
            "RON",
        ),
        ("The tax office of Australia, the Australian agency, claimed $2.3 million.", "AUD"),
        ("In Canada he paid 3 million dollars to a Canadian.", "CAD"),
        # not settled, or the usual meaning
        ("An Indian and a Pakistani shared 4 million rupees.", "rupee"),
        ("He took Rs 4 crore.", "Rs"),
        ("A Kazakh deputy of Astana bought a house in Canada for 5 million dollars.", "USD"),
        ("The Canadian firm of Canada got C$3 million and sold for $2 million.", "CAD"),
        ("The police of Australia seized $3 million of the United States firm.", "USD"),
        ("He flew to London with $40,000 of Canada.", "USD"),
    ],
)
def test_places_tell_whose_money_it_is(text, wanted):
    assert currencies(text)[0] == wanted


def test_dollars_told_apart_from_local_ones_stay_as_they_are():
    text = "The Canadian firm of Canada got C$3 million and sold for $2 million."
    assert currencies(text) == ["CAD", "USD"]


@pytest.mark.parametrize(
    "text",
    [
        "The R21 and the R55 of South Africa were closed; R v Smith.",
        "He was paid N1350.",
        "Flight N1234 left for Nigeria.",
    ],
)
def test_letters_are_a_sign_only_with_a_sum_and_the_country(text):
    assert currencies(text) in ([], [None])


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("He was paid N1.35 billion.", ["NGN"]),
        ("It rose to R412 million (2020: R287,5m), and R3 214 907 was lost.", ["ZAR"] * 3),
        ("He kept R3.5-million and R500,000.", ["ZAR"] * 2),
        ("A clerk took Rs45,000 and Sh4 million.", ["Rs", "Sh"]),
        ("He took Rs500 crore in India.", ["INR"]),
    ],
)
def test_letters_glued_to_a_large_sum_are_a_sign_by_themselves(text, wanted):
    assert currencies(text) == wanted


def test_a_city_by_the_way_does_not_tell_whose_dinars():
    text = (
        f"Velm, 4 May. {'The council met and spoke of many things. ' * 9}"
        "He flew to Amman. The yard cost 4 million dinars."
    )
    assert currencies(text) == ["dinar"]
