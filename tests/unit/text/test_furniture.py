"""What belongs to the page is marked; what might be a statement is left alone."""

from __future__ import annotations

import pytest
from text_samples import PARAGRAPHS, kinds, layer, words

from dalil.text.furniture import is_furniture


@pytest.mark.parametrize(
    "line",
    [
        "Skip to content Skip to sidebar Skip to footer",
        "Перейти к содержанию",
        "We use cookies to make this site better. By clicking accept you agree.",
        "Share Tweet Email",
        "Поделиться Facebook Telegram",
        "Home | News | About us | Contact",
        "© 2024 The Olmet Courier. All rights reserved.",
        "Related articles:",
        "Читайте также",
        "Advertisement",
    ],
)
def test_furniture(line: str):
    assert is_furniture(line)


@pytest.mark.parametrize(
    "line",
    [
        "The minister said that he would share the papers.",
        "Maren Tarvik, clerk | Orsolin Vex, reader",
        "The regulator fined the firm because it uses trackers without asking.",
        "Print works in Olmet were sold to the director's brother.",
        "Follow the money.",
        "Brannick Sool",
        "X",
        "2019 | 2020 | 2021 | 2022",
    ],
)
def test_not_furniture(line: str):
    assert not is_furniture(line)


def test_headlines_of_other_stories_between_paragraphs():
    headlines = [
        "Ferry company in Hask looks for a new owner after quarrel over fares",
        "Province signs a contract with a law firm for a pipeline case",
        "Museum opens a hall with pictures that nobody had seen",
    ]
    found = layer("\n\n".join([PARAGRAPHS[0], *headlines, PARAGRAPHS[1]]).encode(), "a.txt")
    assert words(found, "furniture") == headlines
    assert words(found, "paragraph") == PARAGRAPHS[:2]


def test_a_list_announced_by_a_colon_is_no_furniture():
    points = [
        "Name the owners of the second company in the register",
        "Freeze the sums that were paid in the spring of that year",
        "Tell the council who had signed for the province then",
    ]
    lead = PARAGRAPHS[0][:-1] + ", and it asked for this:"
    found = layer("\n\n".join([lead, *points, PARAGRAPHS[1]]).encode(), "a.txt")
    assert words(found, "furniture") == []


def test_sums_that_are_stated_again_are_still_stated():
    line = "On the first of the month the sum of 5,000 was paid to the firm"
    found = layer("\n\n".join([PARAGRAPHS[0], *[line] * 6, PARAGRAPHS[1]]).encode(), "a.txt")
    assert words(found, "furniture") == []


def test_a_running_head_that_comes_back_on_every_page():
    head = "REPORT OF THE OLMET COUNCIL"
    parts = [part for text in PARAGRAPHS * 2 for part in (head, text)]
    found = layer("\n\n".join(parts).encode(), "a.txt")
    assert words(found, "furniture") == [head] * 6


def test_the_head_of_a_letter_stands_above_its_salutation():
    text = "The Clerk\n\nOlmet Hall\n\n3 February 2022\n\nDear Ms Tarvik\n\n" + PARAGRAPHS[0]
    found = kinds(layer(text.encode(), "a.txt"))
    assert list(found.values()) == ["header"] * 3 + ["paragraph"] * 2
