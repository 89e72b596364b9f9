"""Mentions: what rules find by form, what they repair of a model, what they leave alone."""

from itertools import pairwise

import pytest

from dalil.claims.dates.told import date_spans
from dalil.claims.mentions.finding import find_mentions, introduces
from dalil.claims.money.sums import find_amounts


@pytest.fixture
def find(build):
    def run(text, kinds=None, language="en", **model):
        layer = build.make_layer(text, language, kinds)
        parse = build.make_parse(text, **model)
        found = find_mentions(layer, parse, find_amounts(text), date_spans(layer))
        assert all(text[m.start : m.end] == m.text for m in found)
        assert all(a.end <= b.start for a, b in pairwise(found))
        assert all(m.method for m in found)
        return [(m.text, m.type) for m in found]

    return run


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("He told the Homeland Security Committee.", "Homeland Security Committee", "ORG"),
        (
            "The Ministry of Foreign Affairs of Velm said.",
            "Ministry of Foreign Affairs of Velm",
            "ORG",
        ),
        ("the Committee on Trade and Industry met", "Committee on Trade and Industry", "ORG"),
        ("the Coalition for an Open Velm won", "Coalition for an Open Velm", "ORG"),
        ("lawyers at Olt & Duun LLP wrote", "Olt & Duun LLP", "ORG"),
        ("owned by TOO Torgovy Olt, he said", "TOO Torgovy Olt", "ORG"),
        ('owned by TOO "Torgovy Olt" now', 'TOO "Torgovy Olt"', "ORG"),
        ("the ruling party, New Olt, won", "New Olt", "ORG"),
        ("the state mining company Oltcopper paid", "Oltcopper", "ORG"),
        ("said Mr Duun yesterday", "Duun", "PER"),
        ("the lawyer Ada Mirel won", "Ada Mirel", "PER"),
        ("the late K. T. Mirel wrote", "K. T. Mirel", "PER"),
        ("he met Corwin J. Mirel there", "Corwin J. Mirel", "PER"),
        ("a letter from Oleg VOLSKIN came", "Oleg VOLSKIN", "PER"),
        ("President Abdul bin Karim left", "Abdul bin Karim", "PER"),
        ("under the Proceeds of Crime Act 2002 they", "Proceeds of Crime Act 2002", "LAW"),
        ("under Article 190 of the Criminal Code he", "Article 190 of the Criminal Code", "LAW"),
        ("he fled to Kazakhstan then", "Kazakhstan", "LOC"),
        ("the Kazakh elite", "Kazakh", "NORP"),
        ("a house in New Jersey now", "New Jersey", "LOC"),
        ("a condo on 12 Olt Avenue there", "12 Olt Avenue", "LOC"),
        ("the yacht 'Aurora' sailed", "Aurora", "ASSET"),
        ("aboard MV Aurora then", "MV Aurora", "ASSET"),
        ("told the Freedom to Sail Committee in", "Freedom to Sail Committee", "ORG"),
        ("the Senate Committee on Trade met", "Senate Committee on Trade", "ORG"),
        ("the Observatory on Illicit Finance says", "Observatory on Illicit Finance", "ORG"),
        ("a grant to Open Ledger Trust UK came", "Open Ledger Trust UK", "ORG"),
        ("the auditors Olt Duun visited", "Olt Duun", "ORG"),
        ("a gift to Mirel for Congress in", "Mirel for Congress", "ORG"),
        ("from Olt Outreach Kft. in May", "Olt Outreach Kft.", "ORG"),
        ("the Government of Velm says", "Government of Velm", "ORG"),
        ("the Minister of Defence, Cikor, left", "Cikor", "PER"),
        ("- Maurice Olt (Latvia), Progressive Left", "Maurice Olt", "PER"),
    ],
)
def test_by_form(find, text, name, kind):
    assert (name, kind) in find(text)


def test_types_are_voted_over_the_document(find):
    text = "Ada Olt, who is 40, came. Olt paid. In the end Olt left, and Olt won."
    found = find(text, PERSON=["Ada Olt"], GPE=["Olt"])
    assert [kind for _, kind in found if kind in ("PER", "LOC")] == ["PER"] * 4


def test_surnames_are_found_again_where_the_model_missed_them(find):
    assert ("Olt", "PER") in find("Ada Olt came. Later Olt left.", PERSON=["Ada Olt"])
    assert ("Olt", "PER") in find("Ada Olt came. The Olt-era laws.", PERSON=["Ada Olt"])


def test_possessives_titles_and_footnote_digits_are_outside(find):
    found = find("President Ada Olt’s house. Velm Bank7 lent.", PERSON=["President Ada Olt’s"])
    assert ("Ada Olt", "PER") in found
    assert ("Velm Bank", "ORG") in found


def test_no_name_runs_over_a_blank_line_or_a_list(find):
    found = find("Ada Mirel\n\nBern Olt\n\nx, y", PERSON=["Ada Mirel\n\nBern Olt"])
    assert found == [("Ada Mirel", "PER"), ("Bern Olt", "PER")]


def test_furniture_is_not_mentioned(find):
    assert find("Read: Velm Bank\n\nHe left Kazakhstan.", {0: "furniture"}) == [
        ("Kazakhstan", "LOC")
    ]


def test_common_words_with_a_capital_are_no_names(find):
    assert (
        find(
            "However, the Committee met. The Government agreed. Lobbying grew, lobbying won.",
            ORG=["Lobbying"],
        )
        == []
    )


def test_acronyms_and_told_names_are_taken_over(find):
    text = "The Velm Asset Service (VAS) sued Olt Holdings Ltd (“Kite”). VAS won; Kite paid."
    found = find(text)
    assert found.count(("VAS", "ORG")) == 2
    assert found.count(("Kite", "ORG")) == 2


def test_a_second_name(find):
    assert ("Olt Circle", "ORG") in find("The Velm Trust, also known as Olt Circle, paid.")


def test_money_and_dates_are_mentions(find):
    found = find("It paid $5 million in March 2019.")
    assert found == [("$5 million", "MONEY"), ("March 2019", "DATE")]


def test_cyrillic_by_rules(find):
    text = (
        "Министр транспорта Тимур Садырович Олтов подал в отставку. Генеральная прокуратура "
        "проверяет ТОО «Торговый дом «Карта»». Олтов уехал в Казахстан."
    )
    found = find(text, language="ru")
    assert ("Тимур Садырович Олтов", "PER") in found
    assert ("Генеральная прокуратура", "ORG") in found
    assert any(name.startswith("ТОО «Торговый дом") and kind == "ORG" for name, kind in found)
    assert ("Казахстан", "LOC") in found
    assert ("Олтов", "PER") in found


@pytest.mark.parametrize(
    ("name", "short", "expected"),
    [
        ("Velm Asset Service", "VAS", True),
        ("Foreign Agents Registration Act", "FARA", True),
        ("Bank of Velm", "BOV", True),
        ("Olt Holdings", "Olt", True),
        ("Olt Holdings", "XY", False),
        ("Velm Bank", "emphasis", False),
    ],
)
def test_introduces(name, short, expected):
    assert introduces(name, short) is expected


def test_ten_thousand_names_in_a_list(build):
    import time

    text = "\n".join(f"Ada{i % 97} Mirel{i}, Director, Olt {i} Bank" for i in range(4000))
    layer = build.make_layer(text)
    started = time.process_time()
    found = find_mentions(layer, build.make_parse(""), (), ())
    assert len(found) >= 6000
    assert time.process_time() - started < 30


def test_callings_before_two_people_name_no_firm(find):
    assert ("Ada Mirel", "ORG") not in find("the lawyers Ada Mirel and Bern Olt wrote")


def test_a_committee_that_meets_on_a_day_is_not_named_after_it(find):
    assert ("Trade Committee", "ORG") in find("the Trade Committee on Monday met")


def test_the_speakers_of_a_transcript_are_people(find):
    text = (
        "Orla Venn (Larkmouth, Progress): It was sold at night.\n"
        "Sister Olt (Unionist): It was audited last year.\n"
        "Orla Venn: The auditor was paid by them.\n"
    )
    found = find(text, ORG=["Orla Venn"])
    assert found.count(("Orla Venn", "PER")) == 2
    assert ("Olt", "PER") in found


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("paid by City and Oltland (W3) Ltd in", "City and Oltland (W3) Ltd", "ORG"),
        (
            "under the Harbour (Pilots) Regulations 2019 he",
            "Harbour (Pilots) Regulations 2019",
            "LAW",
        ),
        ("the Convention on the Law of the Sea binds", "Convention on the Law of the Sea", "LAW"),
        ("Sheikh Tariq al-Jabiri left", "Tariq al-Jabiri", "PER"),
        ('He met Anna "Nan" Mirel there', 'Anna "Nan" Mirel', "PER"),
        ("the Olt Foundation against Judge Mirel won", "Olt Foundation", "ORG"),
        ("corruption of Kamran OLTMAN was", "Kamran OLTMAN", "PER"),
    ],
)
def test_by_form_over_brackets_and_small_words(find, text, name, kind):
    found = find(text)
    assert any(told.endswith(name) and of == kind for told, of in found), found


def test_ordinary_words_with_capitals_are_nobody(find):
    text = "He relied on Wrongful Dismissal and on Further Information then."
    assert find(text, PERSON=["Wrongful Dismissal"], ORG=["Further Information"]) == []


def test_a_judge_is_named_without_what_stands_behind(find):
    text = "As Chamrel J held, and Mirel LJ agreed."
    assert ("Chamrel", "PER") in find(text, ORG=["Chamrel"], PERSON=["Mirel"])


def test_first_words_of_a_company_are_the_company(find):
    text = "Olt Noor Spare Parts FZE was paid. The money of Olt Noor is gone."
    assert ("Olt Noor", "ORG") in find(text, PERSON=["Olt Noor"])


def test_cities_and_regions_of_the_gazetteer_are_places(find):
    text = "It happened after Crimea, and in Oltville near Donetsk."
    found = find(text, ORG=["Crimea", "Donetsk"])
    assert ("Crimea", "LOC") in found
    assert ("Donetsk", "LOC") in found


def test_one_word_that_stands_once_needs_more_than_the_model(find):
    assert find("They met under Chamrel there.", ORG=["Chamrel"]) == []
    assert ("Chamrel", "ORG") in find("They met there, Chamrel said.", ORG=["Chamrel"])


def test_a_people_before_a_person_is_no_part_of_the_name(find):
    text = "In Velmia the Velmian Anna Mirel sang."
    found = find(text, GPE=["Velmia"], PERSON=["Velmian Anna Mirel"])
    assert ("Anna Mirel", "PER") in found
    assert ("Velmian", "NORP") in found


@pytest.mark.parametrize(
    ("text", "name", "label"),
    [
        ("They went to the villages of Ombry Sar and Tulvek. Later Ombry Sar burned.", "Ombry Sar", "PERSON"),
        ("Ombry Sar, a fishing village on the coast, burned.", "Ombry Sar", "PERSON"),
        ("He was born in Ombry Sar. It rained near Ombry Sar.", "Ombry Sar", "ORG"),
        ("A house in Upper Ombry was sold.", "Upper Ombry", "PERSON"),
        ("They sat by Ombry Quay that night.", "Ombry Quay", "PERSON"),
        ("The mayor of Ombry Sar resigned.", "Ombry Sar", "PERSON"),
        ("A bridge collapsed in Ombry Sar, Norway.", "Ombry Sar", "PERSON"),
    ],
)  # fmt: skip
def test_places_that_a_model_takes_for_somebody(find, text, name, label):
    found = find(text, **{label: [name]})
    assert (name, "LOC") in found, found


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("the barge Ombry Sarn was moved", "Ombry Sarn"),
        ("The Ombry Sarn sank in May. The Ombry Sarn's captain lived.", "Ombry Sarn"),
        ("the dredgers Maid of Ombry and Tulvek Star were bought", "Tulvek Star"),
        ("the dredgers Maid of Ombry and Tulvek Star were bought", "Maid of Ombry"),
        ("a picture of HMS Ombry hung there", "HMS Ombry"),
    ],
)
def test_ships_that_a_model_takes_for_somebody(find, text, name):
    found = find(text, PERSON=[name])
    assert (name, "ASSET") in found, found


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Her novel, Ombry Sarn, was filmed.", "Ombry Sarn"),
        ("He took part in Lantern Night there.", "Lantern Night"),
        ("Ombry Sarn, a pesticide, was banned.", "Ombry Sarn"),
    ],
)
def test_works_events_and_goods_are_nobody(find, text, name):
    assert find(text, PERSON=[name]) == []


def test_a_pronoun_that_takes_a_name_up_speaks_for_a_person(find):
    text = "Then came Ombry Sarn. She sat down. In the end Ombry Sarn left."
    assert ("Ombry Sarn", "PER") in find(text, ORG=["Ombry Sarn"])


def test_deputies_in_a_row_with_their_groups(find):
    found = find("By Xana Olt (Liberal Mireform), Bern Duun (Left Oltness) and others.")
    assert ("Xana Olt", "PER") in found
    assert ("Left Oltness", "ORG") in found


def test_two_places_run_together_are_two(find):
    found = find("They came from Ombry and Upper Ombry then.", GPE=["Ombry and Upper Ombry"])
    assert ("Ombry", "LOC") in found
    assert ("Upper Ombry", "LOC") in found


def test_the_seat_of_a_body_is_no_part_of_its_name(find):
    found = find(
        "a loan of the Savers' Union in Little Ombry came", ORG=["Savers' Union in Little Ombry"]
    )
    assert ("Savers' Union", "ORG") in found


def test_a_line_that_is_wrapped_hides_no_context(find):
    text = "The owner is Karsu Marine Inc.\nof Puerto Olt. He was born in\nPuerto Olt."
    assert ("Puerto Olt", "LOC") in find(text, PERSON=["Puerto Olt"])


def test_who_wrote_an_article_stands_in_capitals_above_it(find):
    assert ("ORVALD MIREL-BAILEY", "PER") in find(
        "ORVALD MIREL-BAILEY, DIPLOMATIC EDITOR\nThe Treasury paid."
    )


@pytest.mark.parametrize(
    "text",
    [
        "A clerk in Ombry Sarn was moved.",
        "The vineyard at Ombry Sarn was sold.",
        "It lies on the coast, with Ombry Sarn beyond it.",
        "Ombry Sarn, the developer, has its seat there.",
        "He was dismissed from Ombry Sarn.",
    ],
)
def test_a_model_alone_makes_nobody(find, text):
    assert ("Ombry Sarn", "PER") not in find(text, PERSON=["Ombry Sarn"])


@pytest.mark.parametrize(
    "text",
    [
        "His first landlady, Ombry Sarn, was kind.",
        "He has a cousin called Ombry Sarn.",
        "The company, whose director is Ombry Sarn, was sold.",
        "(Reporting by Ombry Sarn)",
        "The police seized three cars from Ombry Sarn.",
        "The list puts sanctions on Ombry Sarn.",
    ],
)
def test_what_people_are_told_by(find, text):
    assert ("Ombry Sarn", "PER") in find(text, PERSON=["Ombry Sarn"])


def test_two_family_names_and_the_first_of_them_are_one_persons(find):
    text = "Tomas Ombry Sarn, who ruled, sat. In May Ombry Sarn left. In June Ombry came."
    found = find(text, PERSON=["Tomas Ombry Sarn"], ORG=["Ombry"])
    assert [kind for name, kind in found if name.startswith(("Tomas", "Ombry"))] == ["PER"] * 3


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (
            "He worked for the Ministry of Tides and Harbours there.",
            "Ministry of Tides and Harbours",
        ),
        ("Strand and Ombry Estates Ltd lost. Then Strand and Ombry paid.", "Strand and Ombry"),
        ("In March 2019 Larkspur paid. Larkspur Bank is a bank.", "Larkspur"),
    ],
)
def test_bodies_over_small_words(find, text, name):
    assert (name, "ORG") in find(text)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("He was a U.S. Representative from there.", "U.S. Representative"),
        ("He fought in World War I. Mirel was born then.", "World War I. Mirel"),
        ("OLT LTD (First Defendant) and MR RUFUS MIREL (Second Defendant)", "Second Defendant"),
        ("Joining ASCAP in May, he left.", "Joining ASCAP"),
    ],
)
def test_no_names(find, text, name):
    assert name not in [found for found, _ in find(text)]


def test_whose_statement_a_heading_announces(find):
    assert ("BRONWEN OMBRY", "PER") in find("WITNESS STATEMENT OF BRONWEN OMBRY\n\nI am a clerk.")


@pytest.mark.parametrize(
    ("text", "label", "name"),
    [
        (
            "It was seen by Chief Engineer Ulla Ombry in May.",
            "Chief Engineer Ulla Ombry",
            "Ulla Ombry",
        ),
        ("Attorney-General Pryce Ombry said no.", "Attorney-General Pryce Ombry", "Pryce Ombry"),
        ("Then Ibu Ratna Ombry left.", "Ibu Ratna Ombry", "Ratna Ombry"),
        ("Then Don Anselmo Ombry left.", "Don Anselmo Ombry", "Anselmo Ombry"),
        ("Then Applicant Rita Ombry left.", "Applicant Rita Ombry", "Rita Ombry"),
        (
            "Then the Minister for Ports and Harbours Zdenka Ombry left.",
            "Harbours Zdenka Ombry",
            "Zdenka Ombry",
        ),
        ("Then the Deputy Minister of Trade Ana Ombry left.", "Trade Ana Ombry", "Ana Ombry"),
        ("Then Fatma binti Ombry Salleh left.", "Fatma", "Fatma binti Ombry Salleh"),
        ("Then Siân ap Ombry left.", "Siân", "Siân ap Ombry"),
    ],
)
def test_offices_and_courtesies(find, text, label, name):
    assert [found for found, kind in find(text, PERSON=[label]) if kind == "PER"] == [name]


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("Ada Mirel (Ashcombe) (Con): No.", "Ashcombe", "LOC"),
        ("Ada Mirel (Ashcombe) (Con): No.", "Con", "ORG"),
        (
            "My Friend the Member for Ashcombe and Velm North asked",
            "Ashcombe and Velm North",
            "LOC",
        ),
        ("CASE OF MIREL v. VELM", "MIREL", "PER"),
        ("CASE OF MIREL AND OTHERS v. VELM (No. 2)", "MIREL", "PER"),
        ("he lives at 14 Avenue de l'Unité in May", "14 Avenue de l'Unité", "LOC"),
        ("present: Ada Mirel (Olt & Duun LLP), chair", "Olt & Duun LLP", "ORG"),
        ("he was Director-General of Olt Mines SA then", "Olt Mines SA", "ORG"),
    ],
)
def test_forms_of_forums_brackets_and_offices(find, text, name, kind):
    assert (name, kind) in find(text, PERSON=["Ada Mirel"])


def test_a_body_that_applies_to_a_court_is_no_person(find):
    assert ("OLT FOUNDATION", "PER") not in find("CASE OF OLT FOUNDATION v. VELM")


@pytest.mark.parametrize(
    "word", ["Extraordinary", "Under-Secretary", "Parliamentary Under-Secretary"]
)
def test_words_of_offices_are_nobody(find, word):
    assert word not in dict(find(f"The {word} of Velm came.", PERSON=[word]))


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("the yacht Doña Luz was sold", "Doña Luz", "ASSET"),
        ("The account is with OLT BANK (VELM) LIMITED.", "OLT BANK (VELM) LIMITED", "ORG"),
        ("From: Ada Mirel\n", "Ada Mirel", "PER"),
        ("To: Ada Mirel; Bern Olt MP", "Bern Olt", "PER"),
        ("Cc: Dr Ada Mirel (Olt), Bern van der Duun", "Bern van der Duun", "PER"),
    ],
)
def test_ships_branches_and_correspondents(find, text, name, kind):
    assert (name, kind) in find(text)


def test_a_title_in_the_middle_of_a_name_parts_it_not(find):
    found = find("by his lawyer Abdi Sheikh Orsk, who left", PERSON=["Abdi Sheikh Orsk"])
    assert ("Abdi Sheikh Orsk", "PER") in found


def test_a_department_that_a_mail_is_sent_to_is_nobody(find):
    assert "PER" not in dict(find("To: Legal Team; All Staff; Finance Unit Velm")).values()


@pytest.mark.parametrize("term", ["Company", "Seller", "Lessor", "Registrant", "Second Lender"])
def test_what_a_contract_calls_a_party_is_nobodys_name(find, term):
    """Two contracts with "the Buyer" made one of their buyers, when it was taken for a name."""
    found = find(f"Olt Holdings Ltd (the “{term}”) pays Bern Duun. The {term} left.")
    assert term not in dict(found)


def test_a_capital_in_german_tells_no_name(find):
    text = "Die Staatsanwaltschaft will die Zulassung der Anklage gegen die Karsu GmbH."
    assert find(text, language="de") == [("Karsu GmbH", "ORG")]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("UNITED STATES OF AMERICA, Appellee, v. X", "AMERICA, Appellee"),
        ("counsel to the EFCC, Rotimi Orsk, asked", "EFCC, Rotimi Orsk"),
        ("We affirm and REMAND for trial", "REMAND"),
    ],
)
def test_parties_bodies_and_orders_are_no_family_names(find, text, name):
    assert name not in dict(find(text, PERSON=["REMAND"]))


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        (
            "the Foreign, Trade and Development Office said",
            "Foreign, Trade and Development Office",
            "ORG",
        ),
        ("In the Matter of NORRTEL AB, it", "NORRTEL AB", "ORG"),
        ("The CEO of Norrtel AB left", "Norrtel AB", "ORG"),
        ("the yacht Estrela do Velm sailed", "Estrela do Velm", "ASSET"),
    ],
)
def test_bodies_in_lists_matters_and_ships_over_small_words(find, text, name, kind):
    assert (name, kind) in find(text)


def test_an_office_of_a_company_is_nobody(find):
    assert "Group Financial Controller" not in dict(
        find("He is the Group Financial Controller.", ORG=["Group Financial Controller"])
    )
