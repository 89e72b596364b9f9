"""Dates with the precision of their words; nothing invented."""

import re
from pathlib import Path

import pytest

from dalil.claims.dates.told import date_spans, find_dates, own_date
from dalil.evidence import DocumentInfo, Passage, TextLayer


def layer(text, date=None, language="en"):
    return TextLayer(
        "0" * 64,
        text,
        (Passage(0, len(text)),),
        "t/1",
        "text/plain",
        language,
        DocumentInfo(date=date),
    )


def values(text, **told):
    return [(d.text, d.value, str(d.precision)) for d in find_dates(layer(text, **told))]


TABLE = Path(__file__).parents[3] / "cases" / "figures" / "dates.txt"


def rows():
    """Cases of the table: text, its language and own date, and what each marked date says."""
    for line in TABLE.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            marked, *columns = [part.strip() for part in line.split(" | ")]
            said, own, language = columns or ("", "-", "-")
            words = re.findall(r"\[\[(.*?)\]\]", marked)
            values = [value.strip() for value in said.split(";")] if words else []
            text = marked.replace("[[", "").replace("]]", "")
            told = {
                "date": None if own == "-" else own,
                "language": "en" if language == "-" else language,
            }
            yield pytest.param(text, told, list(zip(words, values, strict=True)), id=line)


@pytest.mark.parametrize(("text", "told", "wanted"), list(rows()))
def test_table(text, told, wanted):
    found = date_spans(layer(text, **told))
    printed = [
        (text[s.start : s.end], f"{s.value} {s.precision}" if s.value else "?") for s in found
    ]
    assert printed == wanted


@pytest.mark.parametrize(
    ("text", "words", "value", "precision"),
    [
        ("in March 2019 he", "March 2019", "2019-03", "month"),
        ("on 3rd February 2022", "3rd February 2022", "2022-02-03", "day"),
        ("on 3rd\u00a0February\u00a02022", "3rd\u00a0February\u00a02022", "2022-02-03", "day"),
        ("March 15, 2019", "March 15, 2019", "2019-03-15", "day"),
        ("2018-11-22", "2018-11-22", "2018-11-22", "day"),
        ("22/11/2018", "22/11/2018", "2018-11-22", "day"),
        ("11/22/2018", "11/22/2018", "2018-11-22", "day"),
        ("05.06.2020", "05.06.2020", "2020-06-05", "day"),
        ("in 2017", "2017", "2017", "year"),
        ("(2015)", "2015", "2015", "year"),
        ("22 ноября 2018 года", "22 ноября 2018 года", "2018-11-22", "day"),
        ("в ноябре 2018 года", "ноябре 2018 года", "2018-11", "month"),
        ("в 2018 году", "2018", "2018", "year"),
        ("le 3 août 2020", "3 août 2020", "2020-08-03", "day"),
    ],
)
def test_value_and_precision(text, words, value, precision):
    assert values(text) == [(words, value, precision)]


@pytest.mark.parametrize(
    "text",
    [
        "$2015",
        "No. 2019",
        "of 2000 people",
        "It may 7",
        "2100 shares",
        "30/02/2019",
        "31 June 2019",
    ],
)
def test_no_date(text):
    assert values(text) == []


def test_order_of_day_and_month_needs_evidence():
    assert values("03/04/2018") == []
    assert values("03/04/2018 and 25/12/2018")[0][1] == "2018-04-03"
    assert values("03/04/2018 and 12/25/2018")[0][1] == "2018-03-04"
    assert values("03/04/2018", language="ru")[0][1] == "2018-04-03"


def test_an_ambiguous_date_is_still_marked_as_one():
    assert [(s.start, s.value) for s in date_spans(layer("on 03/04/2018"))] == [(3, None)]


def test_relative_dates_need_the_documents_own():
    text = "last year, on May 7, in November, 18 months ago and yesterday"
    assert values(text) == []
    assert [v for _, v, _ in values(text, date="2021-05-20")] == [
        "2020",
        "2021-05-07",
        "2020-11",
        "2019-11",
        "2021-05-19",
    ]


def test_own_date_from_a_line_near_the_head():
    text = "Ada Mirel\n\n3rd February 2022\n\nDear Minister, in 2019 you said on 4 March 2020 no."
    spans = tuple(
        Passage(text.index(line), text.index(line) + len(line)) for line in text.split("\n\n")
    )
    found = own_date(TextLayer("0" * 64, text, spans, "t/1", "text/plain", "en"))
    assert found is not None
    assert found.isoformat() == "2022-02-03"


def test_a_pair_of_months_shares_the_year():
    assert [v for _, v, _ in values("between January and March 2019")] == ["2019-01", "2019-03"]
    assert [v for _, v, _ in values("December to March 2020")] == ["2020-03"]


def test_ranges_of_years():
    assert [v for _, v, _ in values("2010-2014")] == ["2010", "2014"]


def test_a_line_at_the_head_that_is_no_sentence_dates_the_document():
    text = "COUNCIL OF VELM\nRecord of the 31st sitting, Wednesday 18 October 2017, afternoon\n\nThe yard was sold on 30 June."
    assert "2017-06-30" in [value for _, value, _ in values(text)]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("He is scheduled to be sentenced on June 20.", "2024-06-20"),
        ("The trial will resume on 4 February.", "2025-02-04"),
        ("The trial is expected to begin in September.", "2024-09"),
        ("The lease runs until February.", "2025-02"),
        ("A payment was due in April, the board heard.", "2024-04"),
        ("A payment was due in December but never came.", "2023-12"),
        ("The bank will have paid since June 20.", "2023-06-20"),
        ("He was sentenced on June 20.", "2023-06-20"),
        ("He joined in September. It will end.", "2023-09"),
        ("Заседание суда состоится 3 июня.", "2024-06-03"),
        ("L'audience aura lieu le 5 mai.", "2024-05-05"),
    ],
)
def test_what_is_to_come_lies_ahead(text, value):
    assert [v for _, v, _ in values(text, date="2024-03-14")] == [value]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("DOB: --/--/1971", ("--/--/1971", "1971", "year")),
        ("born XX.05.1968", ("XX.05.1968", "1968-05", "month")),
        ("born 00/00/1955", ("00/00/1955", "1955", "year")),
        ("In late 2019 he left; the following March he moved.", ("the following March", "2020-03", "month")),
        ("On 5 May 2018 he paid what he borrowed the previous December.", ("the previous December", "2017-12", "month")),
        ("In June 2016 they met and the following September he left.", ("the following September", "2016-09", "month")),
        ("It was filed in July. It was won in 2019.", ("July", None, "None")),
        ("the hearing of 12.03.19 was put off", ("12.03.19", "2019-03-12", "day")),
    ],
)  # fmt: skip
def test_dates_left_open_in_part_or_told_by_another(text, wanted):
    found = [(text[s.start : s.end], s.value, str(s.precision)) for s in date_spans(layer(text))]
    assert wanted in found


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("PARIS, le 3 mars 2020 – Le parquet a requis une amende, une peine et une confiscation.", "2020-03-03"),
        ("МОСКВА, 12 апреля 2021 г. Следствие считает, что взятка была передана весной, а не летом.", "2021-04-12"),
        ("MARVO, 5 May 2020 (Agency) – The agency said that he had fled from the country by sea.", "2020-05-05"),
        ("Marvo, 5 May 2020 was the day on which he fled from the country by sea, they said.", None),
    ],
)  # fmt: skip
def test_a_dateline_dates_the_document(text, value):
    own = own_date(layer(text, language="fr" if "mars" in text else "en"))
    assert (own.isoformat() if own else None) == value
