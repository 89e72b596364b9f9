"""What each format makes of its sample: the fields of the first entries."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import list_samples as samples
from dalil.matching.values import ListEntry, ListRequest
from dalil.readers.listing import Listing


@pytest.fixture
def entries(tmp_path: Path):
    def made(format_: str, **told) -> dict[str, ListEntry]:
        for name, content in samples.files(format_).items():
            (tmp_path / name).write_bytes(content)
        paths = tuple(str(tmp_path / name) for name in samples.SAMPLES[format_])
        listing = Listing(ListRequest(format_, paths, "2026-11-22", **told))
        return {entry.id: entry for entry in listing}

    return made


def names(entry: ListEntry) -> list[tuple[str, str, str | None]]:
    return [(n.text, n.kind, n.quality) for n in entry.names]


def births(entry: ListEntry) -> list[str]:
    return [date.value for date in entry.birth_dates]


def test_ofac_csv(entries):
    found = entries("ofac_csv")
    person, vessel = found["101"], found["103"]
    assert names(person) == [
        ("VESKETAI, Orlam", "primary", None),
        ("VESKETAY, Orlan", "alias", "strong"),
        ("VESK, O.", "former name", "strong"),
        ("CAPTAIN O", "alias", "weak"),
    ]
    assert person.names[0].parts == (("family", "VESKETAI"), ("given", "Orlam"))
    assert births(person) == ["1961-05-06", "1960"]
    assert person.birth_dates[1].text == "circa 1960"
    assert person.identifiers == (
        ("Passport", "DB77", "Derbezhan"),
        ("Digital Currency Address XBT", "1abcXYZ", ""),
    )
    assert person.programmes == ("GLOMAG", "SDGT")
    assert person.measures == ("Secondary sanctions risk: none",), (
        "the comments file goes on mid-word"
    )
    assert ("Remarks", "ICC indictee") in person.rest
    assert (person.gender, person.positions) == ("male", ("Harbour Master",))
    assert person.relations == (("Linked To", "TIDE WORKS LLP"),)
    assert (vessel.type, vessel.identifiers[0]) == ("vessel", ("IMO number", "9404999", ""))
    assert found["102"].type == "company"


def test_ofac_xml(entries):
    found = entries("ofac_xml")["101"]
    assert names(found)[1:] == [
        ("CAPTAIN O", "alias", "weak"),
        ("VESK, O.", "former name", "strong"),
    ]
    assert found.identifiers == (("Passport", "DB77", "Derbezhan"),)
    assert found.relations == (("Linked To", "TIDE WORKS LLP"),)
    assert (found.gender, births(found)) == ("male", ["1961-05-06"])


def test_ofac_advanced(entries):
    found = entries("ofac_advanced_xml")
    person = found["101"]
    assert (births(person), person.birth_dates[0].precision.value) == (["1961"], "year")
    assert names(person)[1] == ("Орлам", "original script", "weak")
    assert person.programmes == ("GLOMAG",)
    assert person.legal_basis == ("Executive Order 13818",)
    assert (person.measures, person.listed_on) == (("Block",), "2024-02-03")
    assert person.addresses == ("Izmer, Derbezhan",)
    assert found["102"].relations == (("Owned or Controlled By", "VESKETAI, Orlam [101]"),)


def test_ofac_enhanced(entries):
    found = entries("ofac_enhanced_xml")["101"]
    assert names(found)[1:] == [
        ("ВЕСКЕТАЙ, Орлам", "original script", None),
        ("CAPTAIN O", "alias", "weak"),
    ]
    assert found.names[1].language == "Cyrillic"
    assert found.relations == (("Owned or Controlled By", "TIDE WORKS LLP [102]"),)


@pytest.mark.parametrize("format_", ["uksl_xml", "uksl_csv"])
def test_uk_sanctions_list(entries, format_: str):
    found = entries(format_)
    person, vessel = found["GAC0901"], found["GAC0902"]
    assert ("CAPTAIN O", "alias", "low") in names(person)
    assert ("Орлам Вескетай", "original script", None) in names(person)
    assert (births(person), person.birth_dates[0].precision.value) == (["1961"], "year")
    assert person.measures == ("Asset freeze", "Travel ban")
    assert person.reasons is not None
    assert (person.listed_on, person.updated_on) == ("2024-02-03", "2026-11-19")
    assert vessel.type == "vessel"
    assert vessel.identifiers == (("IMO number", "9404999", ""),)


def test_ofsi_rows_of_one_group_are_one_entry(entries):
    (found,) = entries("ofsi_conlist").values()
    assert names(found) == [("Orlam VESKETAI", "primary", None), ("CAPTAIN O", "alias", "low")]
    assert found.countries == ("Derbezhan", "Osmaria")
    assert found.reasons == "He took bribes."
    assert (found.gender, found.identifiers[-1][1]) == ("male", "GAC0901")
    assert any(name == "Other Information" for name, _ in found.rest)


def test_eu(entries):
    found = entries("eu_fsf_xml")["EU.9.1"]
    assert names(found) == [
        ("Orlam Vesketai", "primary", None),
        ("Орлам Вескетай", "alias", "strong"),
        ("Captain O", "alias", "weak"),
    ]
    assert births(found) == ["1961"]
    assert ("birth date (ISLAMIC calendar)", "1340") in found.rest
    assert (found.listed_on, found.programmes) == ("2024-02-03", ("COR",))
    table = entries("eu_fsf_csv")["EU.9.1"]
    assert names(table) == names(found)[:2]
    assert table.addresses == ("1 Quay, Izmer, DERBEZHAN",)


def test_un(entries):
    found = entries("un_xml")["XDi.001"]
    assert (found.gender, found.positions) == ("male", ("Harbour master",))
    assert names(found)[1] == ("Captain O", "alias", "low")


def test_canada(entries):
    found = entries("ca_sema_xml")
    person = found["ca-derbezhan-1, Part 1-1"]
    assert [n.text for n in person.names] == [
        "Orlam Vesketai",
        "Orlan Vesketay",
        "Captain O",
        "Орлам Вескетай",
    ]
    assert births(person) == ["1961-05-06"], "a spreadsheet's number of days"
    body = found["ca-derbezhan-1, Part 2-2"]
    assert [n.text for n in body.names] == ["Tide Works, Ltd.", "Tide Works Holdings, Ltd", "TW"]
    assert found["ca-derbezhan-2-1"].type == "vessel"


def test_switzerland(entries):
    found = entries("ch_seco_xml")
    person, gone = found["901"], found["902"]
    assert names(person)[1] == ("Орлам Вескетай", "original script", "good")
    assert person.addresses == ("1 Quay, 0100, Izmer, Derbezhan",)
    assert person.programmes == ("Derbezhan ordinance",)
    assert (gone.status, gone.delisted_on) == ("de-listed", "2025-01-01")


def test_australia(entries):
    found = entries("au_dfat_xlsx")["101"]
    assert names(found) == [
        ("Orlam Vesketai", "primary", None),
        ("Captain O", "alias", "weak"),
        ("Орлам Вескетай", "original script", None),
    ]
    assert births(found) == ["1960", "1961", "1961-05-06"]
    assert found.birth_places == ("Izmer", "Port Lark")
    assert found.measures == ("Travel Ban",)
    assert ("Additional Information", "7") in found.rest, "a formula's stored value, never run"


def test_us_csl(entries):
    found = entries("us_csl_csv")
    assert found["101"].identifiers == (("Passport", "DB77", "DX"),)
    assert (found["101"].gender, found["101"].topics) == ("male", ("sanction",))
    assert ("remarks", '=HYPERLINK("x")') in found["101"].rest
    assert "102#2" in found, "a number that stands twice loses nobody"


@pytest.mark.parametrize("format_", ["world_bank_xlsx", "iadb_xlsx", "ebrd_csv"])
def test_debarments(entries, format_: str):
    again = entries(format_)
    found = entries(format_)
    assert list(found) == list(again), "ids are the same at every reading"
    assert all(entry.topics == ("debarment",) for entry in found.values())
    assert all(entry.listed_on == "2024-02-03" for entry in found.values())


def test_debarred_names(entries):
    (ebrd,) = entries("ebrd_csv").values()
    assert ebrd.names[0].text == 'Tide "Works" LLP', (
        "quotes that nobody doubled stand as they stood"
    )
    firms = list(entries("world_bank_xlsx").values())
    assert [n.text for n in firms[1].names] == ["TIDE WORKS LLP", "TW", "Тайд Уоркс"]
    assert (firms[0].type, firms[0].delisted_on) == ("person", "2027-02-02")


def test_opensanctions(entries):
    (row,) = entries("opensanctions_csv").values()
    assert row.reasons == "He took bribes; many", "a semicolon inside quotes parts nothing"
    found = entries("opensanctions_ftm")
    person, company = found["NK-1"], found["c-1"]
    assert names(person)[0] == ("Orlam Vesketai", "primary", None)
    assert names(person)[2] == ("Captain O", "alias", "weak")
    assert (person.listed_on, person.programmes) == ("2024-02-03", ("Inner Sea",))
    assert person.addresses == ("1 Quay, Izmer (dx)",)
    assert person.relations == (("Ownership (51), asset", "Tide Works LLP [c-1]"),)
    assert company.relations == (("Ownership (51), owner", "Orlam Vesketai [NK-1]"),)


def test_popolo(entries):
    found = entries("popolo")["p-1"]
    assert found.topics == ("role.pep",)
    assert found.positions == ("member, Diet of Derbezhan, Tide Party (2020-01-01 - )",)


@pytest.mark.parametrize("format_", ["gleif_xml", "gleif_csv"])
def test_gleif(entries, format_: str):
    found = entries(format_)["00DX0000000000000001"]
    assert names(found) == [("Tide Works LLP", "primary", None), ("Тайд", "former name", None)]
    assert found.identifiers == (("LEI", "00DX0000000000000001", ""), ("RA1", "55-X", ""))
    assert (found.status, found.addresses) == ("ACTIVE", ("1 Quay, Izmer, DX",))


def test_own_table_with_plain_names(entries):
    found = entries("mapped_csv")["7"]
    assert names(found) == [
        ("Orlam Vesketai", "primary", None),
        ("Orlan Vesketay", "alias", None),
        ("Orlam V.", "alias", None),
        ("Captain O", "alias", "weak"),
    ]
    assert births(found) == ["1961-05-06"]


LISTED = {"id": "NK-1", "schema": "Person", "properties": {"name": ["Zoran Brimwick"]}}
ENDED = {"entity": ["NK-1"], "endDate": ["2019-05-05"], "status": ["revoked"]}
STANDING = {"entity": ["NK-1"], "startDate": ["2022-01-02"], "status": ["active"]}


@pytest.mark.parametrize(
    ("listings", "delisted", "status"),
    [
        ([ENDED, STANDING], None, "active"),
        ([STANDING, ENDED], None, "active"),
        ([ENDED], "2019-05-05", "revoked"),
        ([ENDED, {**ENDED, "endDate": ["2021"]}], "2021", "revoked"),
        ([STANDING], None, "active"),
    ],
)
def test_an_entity_is_off_when_every_listing_of_it_has_ended(tmp_path, listings, delisted, status):
    lines = [
        LISTED,
        *(
            {"id": f"S{at}", "schema": "Sanction", "properties": one}
            for at, one in enumerate(listings)
        ),
    ]
    path = tmp_path / "two.ftm.json"
    path.write_text("\n".join(json.dumps(line) for line in lines), encoding="utf-8")
    (entry,) = Listing(ListRequest("ftm", (str(path),), "2026-11-22"))
    assert (entry.delisted_on, entry.status) == (delisted, status)
    kept = ("Sanction:endDate", "2019-05-05") in entry.rest
    assert kept is (len(listings) == 2 and ENDED in listings)
