"""Until when a file is kept: computed from events, never guessed."""

from __future__ import annotations

import pytest

from client_samples import Builder
from dalil.diligence.retention import retention_of, years_after
from dalil.diligence.rules import load_rules
from dalil.diligence.values import ClientFile

RULE = load_rules().retention


def file_of(
    *events: tuple[str, str], conclusion: str = "", opened: str = "2027-01-04T10:00:00Z"
) -> ClientFile:
    made = Builder()
    made.add("party", at=opened, name="Orla Venn", role="client", type="person")
    if conclusion:
        made.add("conclusion", at="2031-05-02T10:00:00Z", outcome=conclusion, reason="x")
    for kind, on in events:
        made.add("event", event=kind, on=on, text="why")
    return made.file()


@pytest.mark.parametrize(
    ("events", "conclusion", "start", "end"),
    [
        ((), "", "", ""),
        ((("relationship began", "2030-01-01"),), "", "", ""),
        (
            (("relationship began", "2030-01-01"), ("relationship ended", "2031-06-30")),
            "accept",
            "2031-06-30",
            "2036-06-30",
        ),
        # Begun again after an end: the clock stands still.
        (
            (
                ("relationship began", "2030-01-01"),
                ("relationship ended", "2031-06-30"),
                ("relationship began", "2032-01-01"),
            ),
            "",
            "",
            "",
        ),
        # An occasional transaction, without a relationship.
        ((("transaction completed", "2028-02-29"),), "", "2028-02-29", "2033-03-01"),
        # Within a relationship a completed transaction starts no clock of the file.
        (
            (("relationship began", "2030-01-01"), ("transaction completed", "2030-02-01")),
            "",
            "",
            "",
        ),
        ((), "decline", "2031-05-02", "2036-05-02"),
        ((), "accept", "", ""),
    ],
)
def test_the_clock(events, conclusion, start, end):
    found = retention_of(file_of(*events, conclusion=conclusion), RULE)
    assert (found.started, found.erase_from) == (start, end)
    assert found.because


def test_due_on_the_day_and_not_before_and_never_while_held():
    file = file_of(("relationship ended", "2031-06-30"))
    assert not retention_of(file, RULE).due("2036-06-29")
    assert retention_of(file, RULE).due("2036-06-30")
    held = file_of(("relationship ended", "2031-06-30"), ("hold placed", "2036-01-01"))
    assert not retention_of(held, RULE).due("2040-01-01")
    lifted = file_of(
        ("relationship ended", "2031-06-30"),
        ("hold placed", "2036-01-01"),
        ("hold lifted", "2037-01-01"),
    )
    assert retention_of(lifted, RULE).due("2037-01-02")


def test_records_of_transactions_within_a_relationship_are_capped():
    file = file_of(("relationship began", "2030-01-01"), ("transaction completed", "2030-02-01"))
    assert retention_of(file, RULE).transactions == (("2030-02-01", "2040-02-01"),)


def test_a_leap_day_has_a_day_after():
    assert years_after("2024-02-29", 4) == "2028-02-29"
    assert years_after("2024-02-29", 5) == "2029-03-01"


@pytest.mark.parametrize("kind", ["relationship ended", "transaction completed"])
def test_the_clock_never_starts_before_the_last_work_on_the_file(kind):
    """One event of long ago was enough to be rid of a file of today, hits and all."""
    file = file_of((kind, "2010-01-01"), opened="2031-05-01T10:00:00Z")
    found = retention_of(file, RULE)
    assert (found.told, found.worked) == ("2010-01-01", "2031-05-01")
    assert (found.started, found.erase_from) == ("2031-05-01", "2036-05-01")
    assert "after 2010-01-01, when" in found.because
    assert "step 1 (party)" in found.because


def test_work_after_the_end_moves_the_clock_and_reviews_and_copies_do_not():
    made = Builder()
    made.add("party", at="2027-01-04T10:00:00Z", name="Orla Venn", role="client", type="person")
    made.add("event", at="2030-01-01T10:00:00Z", event="relationship ended", on="2030-01-01")
    made.add("review", at="2031-01-01T10:00:00Z", next="2032-01-01", reason="closed")
    made.add("export", at="2031-02-01T10:00:00Z", file="copy.zip")
    assert retention_of(made.file(), RULE).erase_from == "2035-01-01"
    made.add("check", at="2031-03-01T10:00:00Z", parties=[], lists=[], hits=[])
    found = retention_of(made.file(), RULE)
    assert found.erase_from == "2036-03-01"
    assert "step 5 (check)" in found.because
