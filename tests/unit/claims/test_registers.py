"""Registers: rows become claims with the cell as quote; nothing in a table goes unmentioned."""

from __future__ import annotations

from decimal import Decimal
from importlib import util
from pathlib import Path

import pytest

from dalil.claims.cells import Cell, read_amount, read_date, read_number, read_share
from dalil.claims.registers import read_table
from dalil.evidence import HolderRole, Kind, MentionType, Share, Stance, Verdict, check_quote

_SPEC = util.spec_from_file_location("tables", Path(__file__).parent / "tables.py")
_TABLES = util.module_from_spec(_SPEC)
_SPEC.loader.exec_module(_TABLES)
table = _TABLES.table

PROPERTY = """Title Number,Tenure,Property Address,District,Price Paid,Proprietor Name (1),Company Registration No. (1),Country Incorporated (1),Proprietor Name (2),Date Proprietor Added,Colour of Door
QX1,Freehold,"1 Quay Lane, Ostrell",OSTRELL,1200000,BRINE HOLDINGS LIMITED,44,VARNIA,TALLOW S.A.,12-06-2014,green
QX2,Leasehold,"2 Quay Lane, Ostrell",OSTRELL,,BRINE HOLDINGS LIMITED,77,VARNIA,,31-02-2015,red
"Row Count: 2"
"""
HOLDINGS = """company,company_number,holder,holder_kind,share_percent,share_band,nature_of_control,from,to,held_for
Brine Limited,1,"KESTREL, Arvo",individual,50,,ownership-of-shares,2012-02-01,,
Brine Limited,1,Tallow Nominees Limited,corporate-entity,26,,ownership-of-shares-as-nominee,2012-02,2020,"KESTREL, Arvo"
Pitch Limited,2,"KESTREL, Arvo",individual,,25-to-50,ownership-of-shares-25-to-50-percent,2018-01-30,,
Pitch Limited,2,Tallow Foundation,legal-person,,,voting-rights-75-to-100-percent; significant-influence-or-control,2018-01-30,,
"""


def relations(text: str, title: str | None = None):
    reading = read_table(table(text, title))
    return reading, [relation for claim in reading.claims for relation in claim.relations]


def test_quotes_are_cells_verbatim_with_row_and_column() -> None:
    layer = table(PROPERTY)
    for claim in read_table(layer).claims:
        check_quote(layer, claim.locator)
        assert claim.locator.row
        assert claim.locator.column
        assert "\t" not in claim.quote


def test_the_holder_is_the_register() -> None:
    reading, _ = relations(PROPERTY, "Register of Quays")
    claim = reading.claims[0]
    assert (claim.kind, claim.stance) == (Kind.REGISTER, Stance.ASSERTS)
    assert [(h.role, h.text) for h in claim.holders] == [(HolderRole.REGISTER, "Register of Quays")]


def test_property_register_gives_owners_prices_and_dates() -> None:
    _, found = relations(PROPERTY)
    owns = [r for r in found if r.predicate == "owns"]
    assert [(r.subject.text, r.object.text, r.detail) for r in owns] == [
        ("BRINE HOLDINGS LIMITED", "QX1", "Freehold"),
        ("TALLOW S.A.", "QX1", "Freehold"),
        ("BRINE HOLDINGS LIMITED", "QX2", "Leasehold"),
    ]
    assert (owns[0].amount.value, owns[0].amount.currency) == (Decimal(1200000), "GBP")
    assert owns[0].start_date.value == "2014-06-12"
    assert owns[2].amount is None


def test_title_number_and_address_name_one_property() -> None:
    reading, _ = relations(PROPERTY)
    texts = {mention.id: mention.text for mention in reading.mentions}
    same = {(texts[j.left], texts[j.right]) for j in reading.links if j.verdict == Verdict.SAME}
    assert ("QX1", "1 Quay Lane, Ostrell") in same


def test_one_name_under_two_numbers_is_kept_apart() -> None:
    reading, _ = relations(PROPERTY)
    parted = [j for j in reading.links if j.verdict == Verdict.DIFFERENT]
    assert len(parted) == 1
    assert "44" in parted[0].reason
    assert "77" in parted[0].reason


def test_what_gave_nothing_is_noted() -> None:
    reading, _ = relations(PROPERTY)
    notes = "\n".join(reading.notes)
    assert "columns without a reading: Colour of Door" in notes
    assert "row 4 is no record: Row Count: 2" in notes
    assert "the date '31-02-2015' was not understood" in notes


def test_holdings_give_shares_bands_and_times() -> None:
    _, found = relations(HOLDINGS)
    rows = [r for r in found if r.predicate in ("owns", "controls")]
    assert rows[0].share == Share(Decimal(50), Decimal(50))
    assert rows[2].share == Share(Decimal(25), Decimal(50), open_low=True)
    assert (rows[1].start_date.value, rows[1].end_date.value) == ("2012-02", "2020")
    assert [(r.predicate, r.share and r.share.low) for r in rows[3:]] == [
        ("controls", Decimal(75)),
        ("controls", None),
    ]


def test_a_nominee_is_said_to_hold_for_somebody() -> None:
    reading, found = relations(HOLDINGS)
    nominee = next(r for r in found if r.predicate == "nominee_for")
    assert (nominee.subject.text, nominee.object.text) == (
        "Tallow Nominees Limited",
        "KESTREL, Arvo",
    )
    claim = next(c for c in reading.claims if nominee in c.relations)
    assert (claim.quote, claim.locator.column) == ("KESTREL, Arvo", 10)


def test_persons_and_companies_are_told_by_the_kind_column() -> None:
    reading, _ = relations(HOLDINGS)
    types = {mention.text: mention.type for mention in reading.mentions}
    assert types["KESTREL, Arvo"] == MentionType.PERSON
    assert types["Tallow Foundation"] == MentionType.ORGANISATION


def test_agents_of_foreign_principals() -> None:
    text = (
        '"Foreign_Principal_Termination_Date","Foreign_Principal","Foreign_Principal_Registration_Date",'
        '"Country/Location_Represented","Registration_Number","Registrant_Date","Registrant_Name"\n'
        '"06/30/2023","Ministry of Salt","03/01/2022","VARNIA","97","06/15/2015","Kestrel, Arvo J."\n'
        '"","Salt Union","02/12/2024","VARNIA","98","06/15/2015","Pitch Affairs, Inc."\n'
    )
    reading, found = relations(text)
    lobbies = [r for r in found if r.predicate == "lobbies_for"]
    assert [(r.subject.text, r.object.text, r.start_date.value) for r in lobbies] == [
        ("Kestrel, Arvo J.", "Ministry of Salt", "2022-03-01"),
        ("Pitch Affairs, Inc.", "Salt Union", "2024-02-12"),
    ]
    assert lobbies[0].end_date.value == "2023-06-30"
    types = {mention.text: mention.type for mention in reading.mentions}
    assert types["Kestrel, Arvo J."] == MentionType.PERSON
    assert types["Pitch Affairs, Inc."] == MentionType.ORGANISATION
    assert not reading.notes


def test_people_become_a_roster() -> None:
    reading, found = relations(
        "name,country,group,hotel\nArvo Kestrel,Varnia,Salt Alliance,12\nTotal,,,12\n"
    )
    assert [(r.name, r.organisation, r.country) for r in reading.rosters[0].rows] == [
        ("Arvo Kestrel", "Salt Alliance", "Varnia")
    ]
    assert ("Arvo Kestrel", "member_of", "Salt Alliance") in [
        (r.subject.text, r.predicate, r.object.text) for r in found
    ]


def test_a_table_without_a_layout_gives_a_note_and_nothing_else() -> None:
    reading, found = relations("alpha,beta\n1,2\n")
    assert (reading.mentions, found) == ((), [])
    assert "no register layout fits the columns: alpha, beta" in reading.notes[0]


def test_a_title_row_above_the_header_is_passed_over() -> None:
    _, found = relations("Extract of 2024\n" + HOLDINGS)
    assert sum(r.predicate == "owns" for r in found) == 3


def test_a_row_longer_than_the_header_is_not_read() -> None:
    reading, found = relations('company,holder,share\nBrine Limited,"Kestrel, Arvo",50,stray\n')
    assert not found
    assert "more cells than the header" in reading.notes[0]


@pytest.mark.parametrize(
    ("text", "order", "value"),
    [
        ("03-04-2024", "day", "2024-04-03"),
        ("03/04/2024", "month", "2024-03-04"),
        ("2024-02-29", "iso", "2024-02-29"),
        ("2023-02-29", "iso", None),
        ("2019", "iso", "2019"),
        ("2019-03", "day", "2019-03"),
        ("03/04/2024", "iso", None),
        ("31-04-2024", "day", None),
        ("soon", "day", None),
    ],
)
def test_dates_are_read_in_the_order_of_the_layout(text, order, value) -> None:
    found = read_date(Cell(1, 1, 0, len(text), text), order)
    assert (found.value if found else None) == value


@pytest.mark.parametrize(
    ("text", "low", "high", "open_low"),
    [
        ("50", 50, 50, False),
        ("33.3 %", "33.3", "33.3", False),
        ("25-to-50", 25, 50, True),
        ("ownership-of-shares-50-to-75-percent", 50, 75, True),
        ("75-to-100", 75, 100, False),
        ("more-than-25-percent", 25, 100, True),
    ],
)
def test_shares(text, low, high, open_low) -> None:
    assert read_share(text) == Share(Decimal(low), Decimal(high), open_low)


@pytest.mark.parametrize("text", ["150", "none", "", "-5"])
def test_what_is_no_share(text) -> None:
    assert read_share(text) is None


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("11750000", "11750000"),
        ("11,750,000", "11750000"),
        ("1.234,50", "1234.50"),
        ("1 200,5", "1200.5"),
        ("x", None),
    ],
)
def test_numbers(text, value) -> None:
    assert read_number(text) == (Decimal(value) if value else None)


def test_a_sum_names_its_currency_or_takes_the_register_s() -> None:
    assert read_amount(Cell(1, 1, 0, 4, "€ 12"), "GBP").currency == "EUR"
    assert read_amount(Cell(1, 1, 0, 2, "12"), "GBP").currency == "GBP"
    assert read_amount(Cell(1, 1, 0, 2, "12"), None).currency is None
