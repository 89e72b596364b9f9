"""Akoma Ntoso: numbers, notes, quotations, tables, the head, places that XPath finds, hostile files."""

from __future__ import annotations

import pytest
from lxml import etree

from dalil.evidence import locate
from dalil.text.dispatch import read_here

JUDGMENT = b"""<?xml version="1.0" encoding="utf-8"?>
<akomaNtoso xmlns="http://docs.oasis-open.org/legaldocml/ns/akn/3.0" xmlns:uk="https://x.example/akn">
  <judgment name="judgment"><meta><identification source="#x"><FRBRWork>
    <FRBRthis value="https://courts.example/id/dehc/2021/14"/><FRBRdate date="2021-09-23" name="judgment"/>
    <FRBRauthor href="#dehc"/><FRBRname value="Vex v Tarvik"/></FRBRWork></identification>
    <references source="#x"><TLCOrganization eId="dehc" href="" showAs="The High Court of Derbezhan"/>
    <TLCRole eId="claimant" href="" showAs="Claimant"/></references>
    <presentation source="#"><style xmlns="http://www.w3.org/1999/xhtml">#j { color: red }</style></presentation></meta>
  <header><p><img src="arms.png"/></p>
    <p>Neutral Citation: <neutralCitation>[2021] DEHC 14</neutralCitation></p>
    <p>Before: <judge refersTo="#j">MR JUSTICE OLT</judge></p>
    <table><tr><td><p><party refersTo="#vex" as="#claimant">ORSOLIN VEX</party></p></td><td><p>Claimant</p></td></tr>
    <tr><td><p><party refersTo="#t">MAREN TARVIK</party></p></td><td><p>Defendant</p></td></tr></table></header>
  <judgmentBody><decision>
    <level eId="lvl_1"><num>A.</num><heading>The villa</heading>
    <paragraph eId="para_1"><num>1.</num><content><p>On 26<span>th</span> March 2021 the claimant was
      convicted of fraud.<authorialNote marker="1"><p>The conviction was quashed.</p></authorialNote> He denies it.</p></content></paragraph>
    <paragraph eId="para_2"><num>[2]</num><intro><p>The letter said:</p>
      <block name="embeddedStructure"><embeddedStructure><level><content><p>I own nothing.</p></content></level></embeddedStructure></block></intro>
      <subparagraph eId="para_2__subpara_a"><num>(a)</num><content><p>the house;</p></content></subparagraph></paragraph></level>
  </decision></judgmentBody></judgment></akomaNtoso>"""


@pytest.fixture(scope="module")
def layer():
    found = read_here(JUDGMENT, "0" * 64, "judgment.xml").layer
    assert found is not None
    return found


def test_text_stands_as_the_court_shows_it(layer):
    assert layer.text.split("\n") == [
        "Neutral Citation: [2021] DEHC 14",
        "Before: MR JUSTICE OLT",
        "ORSOLIN VEX\tClaimant",
        "MAREN TARVIK\tDefendant",
        "A.",
        "The villa",
        "1.",
        "On 26th March 2021 the claimant was convicted of fraud.[1] He denies it.",
        "[2]",
        "The letter said:",
        "I own nothing.",
        "(a)",
        "the house;",
        "[1] The conviction was quashed.",
    ]


def test_what_the_publisher_marked(layer):
    info = layer.info
    assert (info.title, info.publisher, info.date) == (
        "Vex v Tarvik", "The High Court of Derbezhan", "2021-09-23",
    )  # fmt: skip
    assert (info.citation, info.judges) == ("[2021] DEHC 14", ("MR JUSTICE OLT",))
    assert info.parties == ("ORSOLIN VEX (Claimant)", "MAREN TARVIK")
    assert info.address == "https://courts.example/id/dehc/2021/14"


def test_a_quote_is_placed_by_the_courts_own_number_and_by_xpath(layer):
    root = etree.fromstring(JUDGMENT)
    for words, number in (("convicted of fraud", 1), ("I own nothing", 2), ("the house", 2)):
        start = layer.text.index(words)
        place = locate(layer, start, start + len(words))
        assert place.paragraph == number
        (element,) = root.xpath(place.xpath)
        assert words in " ".join("".join(element.itertext()).split())


def test_every_place_can_be_found_again(layer):
    root = etree.fromstring(JUDGMENT)
    for passage in layer.passages:
        assert len(root.xpath(passage.xpath)) == 1
    kinds = {layer.text[p.start : p.end]: p.kind for p in layer.passages}
    assert kinds["The villa"] == "heading"
    assert kinds["1."] == "furniture"
    assert kinds["Claimant"] == "cell"
    assert kinds["[1] The conviction was quashed."] == "footnote"


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b'<!DOCTYPE a [<!ENTITY e "x">]><akomaNtoso>&e;</akomaNtoso>', "corrupt"),
        (b'<!DOCTYPE a SYSTEM "file:///etc/passwd"><akomaNtoso/>', "corrupt"),
        (b"<akomaNtoso>" + b"<p>" * 5000, "corrupt"),
        (JUDGMENT[: len(JUDGMENT) // 2], "truncated"),
        (b"<akomaNtoso><judgment/></akomaNtoso>", "no_text"),
    ],
    ids=["entities", "outside", "deep", "cut", "empty"],
)
def test_hostile_and_broken_files_are_refused(content: bytes, code: str):
    refusal = read_here(content, "0" * 64, "j.xml").refusal
    assert refusal is not None
    assert refusal.code in (code, "truncated" if code == "corrupt" else code)
