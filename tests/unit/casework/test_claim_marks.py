"""Marks of claims that gave way to others go on with the words."""

from __future__ import annotations

from dataclasses import replace

import pytest

from dalil.casework.claim_marks import marked, standing_marks
from dalil.casework.marks import Shown
from dalil.claims.view import CaseView
from dalil.dossier.sight import Sight
from dalil.evidence import (
    Claim,
    Exhibit,
    Holder,
    HolderRole,
    Judgement,
    Kind,
    Locator,
    Mention,
    Stance,
    Tier,
    Verdict,
)

SHA = "a" * 64
PAPER = Exhibit(
    SHA, 90, "text/plain", "a.txt", "x", "2031-05-04T09:00:00Z", "person:A", tier=Tier.PUBLIC
)


def claim(start: int, words: str, stance: Stance = Stance.ASSERTS) -> Claim:
    author = (Holder(HolderRole.AUTHOR, None, ""),)
    place = Locator(start, start + len(words), words)
    return Claim(exhibit=SHA, locator=place, holders=author, stance=stance, kind=Kind.AUTHOR)


OLD, NEW = claim(0, "She sold the quay."), claim(0, "She sold the quay.", Stance.DENIES)
BESIDE, FAR = claim(4, "sold the quay"), claim(40, "She left.")


def sealed(key: str) -> Shown:
    return Shown({key: Tier.SEALED}, {key: True}, {})


def swap(old: Claim, new: Claim) -> Judgement:
    return Judgement(old.id, new.id, Verdict.CORRECT, "checked", "person:A")


def standing(shown: Shown, now: tuple[Claim, ...], judged: tuple[Judgement, ...] = (), paper=PAPER):
    count = {one.id: one for one in now}
    gone = [one for one in (OLD,) if one.id in marked(shown) and one.id not in count]
    return standing_marks(shown, count, gone, {SHA: paper}, judged)


def test_what_corrected_a_closed_claim_is_as_closed_and_nothing_beside_it():
    found = standing(sealed(OLD.id), (NEW, BESIDE, FAR), (swap(OLD, NEW),))
    assert found.shown.tiers == {OLD.id: Tier.SEALED, NEW.id: Tier.SEALED}
    assert found.shown.privileges == {OLD.id: True, NEW.id: True}
    last = claim(0, "She sold")
    chain = (swap(OLD, NEW), swap(NEW, last))
    assert last.id in standing(sealed(OLD.id), (last, BESIDE), chain).shown.tiers


def test_what_a_newer_reader_reads_of_closed_words_is_as_closed():
    found = standing(sealed(OLD.id), (BESIDE, FAR))
    assert found.shown.tiers == {OLD.id: Tier.SEALED, BESIDE.id: Tier.SEALED}
    assert found.aside == {OLD.id: OLD}


def test_words_that_nobody_reads_any_more_stay_closed():
    found = standing(sealed(OLD.id), (FAR,))
    name = Mention(SHA, 4, 8, "Sold", "PER", "fake")
    view = CaseView(
        name="Quay",
        exhibits={SHA: PAPER},
        claims={FAR.id: FAR},
        aside=found.aside,
        tiers=found.shown.tiers,
        privileges=found.shown.privileges,
    )
    sight = Sight(view, Tier.PUBLIC)
    assert sight.open(FAR)
    assert not sight.reads(name)


def test_an_own_mark_decides():
    shown = sealed(OLD.id)
    own = replace(
        shown,
        tiers={**shown.tiers, NEW.id: Tier.PUBLIC},
        privileges={**shown.privileges, NEW.id: False},
    )
    found = standing(own, (NEW,), (swap(OLD, NEW),))
    assert (found.shown.tiers[NEW.id], found.shown.privileges[NEW.id]) == (Tier.PUBLIC, False)


@pytest.mark.parametrize("paper", [Tier.RECIPIENT, Tier.SEALED])
def test_a_mark_that_opens_goes_over_to_nobody(paper):
    shown = Shown({OLD.id: Tier.PUBLIC}, {OLD.id: False}, {})
    found = standing(shown, (NEW,), (swap(OLD, NEW),), replace(PAPER, tier=paper))
    assert found.shown == shown


def test_a_closed_correction_that_is_taken_back_closes_what_it_stood_for():
    """Sealed after it was corrected; the correction undone, the words are as they were."""
    put_in = Judgement(OLD.id, None, Verdict.ADD, "so it says", "person:A")
    put_right = swap(NEW, OLD)
    undone = (
        put_in,
        put_right,
        Judgement(NEW.id, OLD.id, Verdict.WITHDRAW, "", "person:A", after=put_right.id),
        Judgement(OLD.id, None, Verdict.WITHDRAW, "", "person:A", after=put_in.id),
    )
    found = standing(sealed(OLD.id), (NEW, BESIDE), undone)
    assert found.shown.tiers == {OLD.id: Tier.SEALED, NEW.id: Tier.SEALED}
    assert found.aside == {OLD.id: OLD}


def test_what_corrects_anew_what_a_closed_correction_stood_for_is_as_closed():
    """Corrected, sealed, taken back, corrected otherwise; or taken back and then read otherwise."""
    first, again = swap(NEW, OLD), claim(0, "She sold the")
    put_in = Judgement(OLD.id, None, Verdict.ADD, "so it says", "person:A")
    undone = (
        put_in,
        first,
        Judgement(NEW.id, OLD.id, Verdict.WITHDRAW, "", "person:A", after=first.id),
        Judgement(OLD.id, None, Verdict.WITHDRAW, "", "person:A", after=put_in.id),
    )
    other = Judgement(NEW.id, again.id, Verdict.CORRECT, "checked again", "person:A")
    found = standing(sealed(OLD.id), (again, BESIDE, FAR), (*undone, other))
    assert found.shown.tiers == {OLD.id: Tier.SEALED, again.id: Tier.SEALED}
    found = standing(sealed(OLD.id), (BESIDE, FAR), undone)
    assert found.shown.tiers == {OLD.id: Tier.SEALED, BESIDE.id: Tier.SEALED}


def test_what_a_person_added_and_took_back_closes_nothing():
    put_in = Judgement(OLD.id, None, Verdict.ADD, "so it says", "person:A")
    out = Judgement(OLD.id, None, Verdict.WITHDRAW, "a mistake", "person:A", after=put_in.id)
    assert standing(sealed(OLD.id), (BESIDE,), (put_in, out)).shown == sealed(OLD.id)
