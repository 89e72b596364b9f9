"""Versions of one text: found where they are, and not where two texts are merely alike."""

from __future__ import annotations

from dalil.claims.versions import Version, differences, find_versions, groups
from dalil.evidence import DocumentInfo, Passage, TextLayer

ARTICLE = """The deputy minister of transport owns a villa above the lake at Olmet.
The land register shows that the house was bought in March 2019 by a company called Lakeside Holdings.
Lakeside Holdings belongs to the brother of the minister, who has worked as a driver since 2004.
Neighbours say that the minister spends every weekend there with his family and two guards.
The ministry did not answer questions that were sent to it on Monday and again on Thursday.
A lawyer of the family said that the house had been paid for with the savings of many years.
The prosecutor of the province said that no investigation had been opened and none was planned.
The anti-corruption agency keeps the declarations of property under lock, as the law demands."""
OTHER = """A house above the lake at Olmet belongs to a firm of the deputy minister's brother, deeds show.
Reporters of this newspaper read the land register, which names Lakeside Holdings as the buyer.
The brother of the deputy minister, a driver by trade, is the only shareholder of the company.
The lawyer of the family said that the house had been paid for with the savings of many years.
Asked about the purchase, the ministry kept silent for a week and then sent a photograph of a bridge.
An opposition member of parliament wants the declarations of property of all ministers to be opened.
Whether the agency against corruption looks into the matter could not be learned before printing."""
FORM = """Extract from the register of companies. The company {name} was entered under number {number}.
Its registered office is at {street} in the city of Olmet. The share capital is ten thousand marks.
The director of the company is {man}. The company is represented by its director alone in all matters.
This extract was made from the electronic register and shows the state of the entries on this day.
The register enjoys public faith within the bounds of the law on the public register of companies.
Errors in this extract can be reported within thirty days to the court that keeps the register here.
The fee for this extract is paid. This document is valid without a signature and without a seal."""


def layer(text: str, exhibit: str = "a", **info: str) -> TextLayer:
    passages = []
    place = 0
    for line in text.split("\n"):
        passages.append(Passage(place, place + len(line)))
        place += len(line) + 1
    return TextLayer(exhibit, text, tuple(passages), "x/1", "text/plain", info=DocumentInfo(**info))


def found(*layers: TextLayer) -> list[Version]:
    by_name = {str(index): one for index, one in enumerate(layers)}
    return list(find_versions(by_name, by_name.get))


def test_a_corrected_article_is_a_version_and_the_change_is_shown():
    later = ARTICLE.replace("in March 2019", "in May 2019").replace("two guards.", "a guard.")
    (version,) = found(layer(ARTICLE), layer(later))
    assert (version.exhibit, version.of) == ("1", "0")
    assert 80 <= version.same < 100
    assert version.reason == f"{version.same} % of their runs of 5 words are the same"
    changed = differences(layer(later), layer(ARTICLE))
    assert [(d.here, d.text[:9]) for d in changed] == [
        (True, "The land "), (True, "Neighbour"), (False, "The land "), (False, "Neighbour"),
    ]  # fmt: skip


def test_a_rewritten_article_needs_its_address_or_title_too():
    lines = ARTICLE.split("\n")
    rewritten = "\n".join([*lines[:5], *OTHER.split("\n")[4:]])
    assert not found(layer(ARTICLE), layer(rewritten))
    place = "https://www.olmet.example/villa/"
    (version,) = found(
        layer(ARTICLE, address=place), layer(rewritten, address="http://olmet.example/villa?utm=x")
    )
    assert version.reason.endswith(", and so is their address")
    assert found(layer(ARTICLE, title="A villa above"), layer(rewritten, title="A Villa Above"))


def test_two_articles_on_one_event_are_no_versions():
    assert not found(layer(ARTICLE), layer(OTHER))
    assert not found(
        layer(ARTICLE, title="The villa of Olmet"), layer(OTHER, title="The villa of Olmet")
    )


def test_one_form_filled_in_for_two_is_no_version():
    one = FORM.format(
        name="Lakeside Holdings", number="71234", street="Mill Lane 4", man="Orsolin Vex"
    )
    two = FORM.format(
        name="Brine Trading", number="90817", street="Salt Road 22", man="Maren Tarvik"
    )
    assert not found(
        layer(one, title="Extract from the register"), layer(two, title="Extract from the register")
    )
    again = one.replace("71234", "71235")
    assert found(layer(one), layer(again))


def test_a_respelt_name_does_not_hide_a_version():
    one = FORM.format(
        name="Nazarbek Holdings", number="71234", street="Mill Lane 4", man="Orsolin Vex"
    )
    two = FORM.format(
        name="Nazarbeq Holding", number="71234", street="Mill Lane 4", man="Orsolyn Veks"
    )
    assert found(layer(one), layer(two))


def test_versions_of_versions_hang_on_the_first():
    versions = found(
        layer(ARTICLE), layer(ARTICLE + "\nUpdated."), layer(ARTICLE + "\nUpdated again.")
    )
    assert [v.of for v in versions] == ["0", "0"]
    assert groups({v.exhibit: v for v in versions}) == {"0": "0", "1": "0", "2": "0"}


def test_short_texts_and_furniture_are_not_compared():
    assert not found(layer("Thank you for your letter."), layer("Thank you for your letter."))
    banner = layer(ARTICLE)
    hidden = tuple(Passage(p.start, p.end, kind="furniture") for p in banner.passages)
    bare = TextLayer("a", banner.text, hidden, "x/1", "text/plain")
    assert not found(bare, bare)


def test_whether_it_is_paged_or_numbered_does_not_matter():
    numbered = "\n".join(f"{n}.\n{line}[{n}]" for n, line in enumerate(ARTICLE.split("\n"), 1))
    one = layer(numbered)
    quiet = tuple(
        Passage(p.start, p.end, kind="furniture" if p.end - p.start < 4 else "paragraph")
        for p in one.passages
    )
    (version,) = found(layer(ARTICLE), TextLayer("b", numbered, quiet, "x/1", "text/plain"))
    assert version.same == 100
    assert differences(layer(ARTICLE), TextLayer("b", numbered, quiet, "x/1", "text/plain")) == ()
