"""Links within a document: who is one, who is not, and who is left open."""

import re
import time

import pytest

from dalil.claims.mentions.aliases import link
from dalil.evidence import Mention, Verdict


@pytest.fixture
def clusters(build):
    def run(text, **types):
        mentions = build.make_mentions(text, **types)
        linked = link(text, mentions)
        found = {}
        for mention in mentions:
            found.setdefault(linked.entity_of[mention.id], []).append(mention.text)
        return sorted(found.values()), linked

    return run


def test_a_surname_goes_to_the_only_bearer_with_a_reason(clusters):
    found, linked = clusters("Ada Mirel came. Mirel left.", PER=["Ada Mirel", "Mirel"])
    assert found == [["Ada Mirel", "Mirel"]]
    judgement = linked.judgements[0]
    assert judgement.verdict is Verdict.SAME
    assert judgement.author == "rule:surname"
    assert "Mirel" in judgement.reason


def test_a_family_is_not_one_person(clusters):
    text = "Ada Mirel met Mirel aides. Her brother Bern Mirel left. Mirel denied it."
    found, linked = clusters(text, PER=["Ada Mirel", "Bern Mirel", "Mirel"])
    assert ["Ada Mirel", "Mirel"] in found
    assert ["Bern Mirel"] in found
    unsure = [j for j in linked.judgements if j.verdict is Verdict.UNSURE]
    assert len(unsure) == 1
    assert "may be any of" in unsure[0].reason


def test_a_bare_surname_before_two_later_bearers_stays_apart(clusters):
    text = "Mirel in court. Ada Mirel met Bern Mirel."
    found, _ = clusters(text, PER=["Ada Mirel", "Bern Mirel", "Mirel"])
    assert sorted(found) == [["Ada Mirel"], ["Bern Mirel"], ["Mirel"]]


def test_initials_and_middle_names_agree(clusters):
    text = "Ada T. Mirel, A. Mirel and Ada Mirel; B. Mirel."
    found, _ = clusters(text, PER=["Ada T. Mirel", "A. Mirel", "Ada Mirel", "B. Mirel"])
    assert ["B. Mirel"] in found
    assert len(found) == 2


def test_different_given_names_never_merge(clusters):
    text = "Ada Mirel, Adal Mirel, Adan Mirel."
    found, _ = clusters(text, PER=["Ada Mirel", "Adal Mirel", "Adan Mirel"])
    assert len(found) == 3


def test_surname_first_and_capitals(clusters):
    text = "MIREL, Ada was listed. Ada Mirel denied it. MIREL appealed."
    found, _ = clusters(text, PER=["MIREL, Ada", "Ada Mirel", "MIREL"])
    assert len(found) == 1


def test_two_scripts_of_one_name(clusters):
    text = "Timur Sadyrov (Тимур Садыров) came; Садырова ждали."
    found, _ = clusters(text, PER=["Timur Sadyrov", "Тимур Садыров", "Садырова"])
    assert found == [["Timur Sadyrov", "Тимур Садыров", "Садырова"]]


def test_acronyms_in_brackets_and_by_initials(clusters):
    text = "The Velm Asset Service (VAS) and the Port Reform Party. VAS won; PRP lost."
    found, linked = clusters(text, ORG=["Velm Asset Service", "VAS", "Port Reform Party", "PRP"])
    assert ["Velm Asset Service", "VAS", "VAS"] in found
    assert ["Port Reform Party", "PRP"] in found
    assert {"rule:acronym", "rule:initials"} <= {j.author for j in linked.judgements}


def test_initials_of_two_names_join_neither(clusters):
    text = "Port Reform Party and People Rise Party. PRP lost."
    found, _ = clusters(text, ORG=["Port Reform Party", "People Rise Party", "PRP"])
    assert ["PRP"] in found


def test_short_forms_and_second_names(clusters):
    text = "Velm Strategies & Advisors, also known as Olt Circle, won. Velm and Olt Circle paid."
    found, _ = clusters(text, ORG=["Velm Strategies & Advisors", "Olt Circle", "Velm"])
    assert len(found) == 1


def test_a_person_and_a_company_of_one_name_stay_apart(clusters):
    found, _ = clusters("Ada Mirel owns Ada Mirel LLC.", PER=["Ada Mirel"], ORG=["Ada Mirel LLC"])
    assert len(found) == 2


def test_names_of_one_country(clusters):
    found, _ = clusters("the US and the United States", LOC=["US", "United States"])
    assert found == [["US", "United States"]]


def test_every_mention_has_a_cluster_and_ids_are_of_the_first(build):
    text = "Ada Mirel. Mirel. Bern."
    mentions = build.make_mentions(text, PER=["Ada Mirel", "Mirel", "Bern"])
    linked = link(text, mentions)
    assert set(linked.entity_of) == {m.id for m in mentions}
    assert linked.entity_of[mentions[1].id] == mentions[0].id


def test_ten_thousand_names_take_linear_time(build):
    text = " ".join(f"Ada{i} Mirel{i}, Mirel{i}." for i in range(3000))
    mentions = [
        Mention("0" * 64, m.start(), m.end(), m.group(), "PER")
        for m in re.finditer(r"Ada\d+ Mirel\d+|Mirel\d+", text)
    ]
    started = time.process_time()
    link(text, mentions)
    assert time.process_time() - started < 10


def test_a_surname_with_its_particle_is_a_surname_alone(clusters):
    text = "Ilda DOS MIRAES sat on the board. DOS MIRAES moved the money."
    found, _ = clusters(text, PER=["Ilda DOS MIRAES", "DOS MIRAES"])
    assert found == [["Ilda DOS MIRAES", "DOS MIRAES"]]


def test_a_title_tells_which_of_two_bearers_is_meant(clusters):
    text = "Milo Orsk gave it to his wife, Orla Orsk. Two weeks later Mr Orsk left, and Mrs Orsk stayed."
    found, linked = clusters(text, PER=["Milo Orsk", "Orla Orsk", "Orsk"])
    assert not [j for j in linked.judgements if j.verdict is Verdict.UNSURE and "Mrs" in j.reason]
    joined = {tuple(sorted(names)) for names in found}
    assert ("Orla Orsk", "Orsk") in joined


def test_the_spelling_tells_which_of_two_bearers_is_meant(clusters):
    text = "Tamer Ordzhan gave it to his wife, Mirzel Orjan. The court heard that Orjan left."
    found, _ = clusters(text, PER=["Tamer Ordzhan", "Mirzel Orjan", "Orjan"])
    assert sorted(["Mirzel Orjan", "Orjan"]) in [sorted(names) for names in found]


def test_two_surnames_stand_for_the_full_name_and_so_does_the_first_behind_a_title(clusters):
    text = "Rafael Orsuño Pinel paid. Orsuño Pinel denied it. Mr Orsuño left."
    names = ["Rafael Orsuño Pinel", "Orsuño Pinel", "Orsuño"]
    found, _ = clusters(text, PER=names)
    assert found == [names]


def test_a_second_given_name_and_a_surname_may_be_somebody_else(clusters):
    found, _ = clusters(
        "John Paul Mirel came. Paul Mirel left.", PER=["John Paul Mirel", "Paul Mirel"]
    )
    assert len(found) == 2


def test_a_name_that_another_goes_on_is_no_second_one(clusters):
    text = "Olt Group plc paid. Olt Group said so. Olt left."
    found, _ = clusters(text, ORG=["Olt Group plc", "Olt Group", "Olt"])
    assert len(found) == 1


def test_two_bodies_of_one_beginning_stay_apart(clusters):
    text = "Olt Group plc paid Olt Marine Ltd. Olt left."
    found, _ = clusters(text, ORG=["Olt Group plc", "Olt Marine Ltd", "Olt"])
    assert ["Olt"] in found


def test_the_crown_is_no_court(clusters):
    found, _ = clusters("CROWN COURT AT OLT. The Crown says.", ORG=["CROWN COURT AT OLT", "Crown"])
    assert len(found) == 2


def test_a_short_form_that_is_told_is_nobody_elses_surname(clusters):
    text = 'Nelson Olt Paz ("Olt") came. His wife, Ada Duun de Olt, paid. Olt denied it.'
    found, _ = clusters(text, PER=["Nelson Olt Paz", "Olt", "Ada Duun de Olt"])
    assert ["Ada Duun de Olt"] in found


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Velm Agency for Wharves met. The Agency paid.", ["Velm Agency for Wharves", "Agency"]),
        ("Velm Harbour Board met. Then the Board paid.", ["Velm Harbour Board", "Board"]),
        ("Velm Harbour Board met. That Board paid.", ["Velm Harbour Board", "Board"]),
    ],
)
def test_a_body_is_called_by_its_head(clusters, text, names):
    found, linked = clusters(text, ORG=names)
    assert found == [names]
    assert linked.judgements[-1].author == "rule:head"


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("The Harbour Board and the Grain Board met. The Board paid.", ["Harbour Board", "Grain Board", "Board"]),
        ("The Audit Office of the Velm Bank met. The Bank paid.", ["Audit Office of the Velm Bank", "Bank"]),
        ("Velm Bank lent. Velm Savings Bank stole it. Police searched the Bank.", ["Velm Bank", "Velm Savings Bank", "Bank"]),
        ("The Olt Federation met. Troops of the Federation came.", ["Olt Federation", "Federation"]),
        ("The Board paid. The Harbour Board met.", ["Board", "Harbour Board"]),
        ("The Court of Audit met. The Court finds so.", ["Court of Audit", "Court"]),
        ("The Harbour Board met. Board and lodging.", ["Harbour Board", "Board"]),
    ],
)  # fmt: skip
def test_a_head_that_is_not_one_body_s_joins_nobody(clusters, text, names):
    found, _ = clusters(text, ORG=names)
    assert len(found) == len(names)
