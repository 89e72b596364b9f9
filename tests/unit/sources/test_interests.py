"""Interests are ties that claims state between a speaker and somebody of whom claims speak."""

from __future__ import annotations

import pytest

from dalil.evidence import HolderRole, Kind, Stance
from dalil.sources.interests import find_interests


def kinds(case) -> list[tuple[str, str | None, str]]:
    view = case.view()
    names = {entity.id: entity.name for entity in view.entities.values()}
    return [(names[i.holder], names.get(i.other or ""), i.kind) for i in find_interests(view)]


@pytest.mark.parametrize(
    ("link", "expected"),
    [
        (("pays", "Salt Fund", "Arvo Kestrel"), "paid_by"),
        (("funds", "Salt Fund", "Arvo Kestrel"), "funded_by"),
        (("employed_by", "Arvo Kestrel", "Salt Fund"), "works_for"),
        (("represents", "Arvo Kestrel", "Salt Fund"), "represents"),
        (("lobbies_for", "Arvo Kestrel", "Salt Fund"), "lobbies_for"),
        (("role_at", "Arvo Kestrel", "Salt Fund"), "role_at"),
        (("member_of", "Arvo Kestrel", "Salt Fund"), "member_of"),
        (("signed", "Arvo Kestrel", "Salt Fund"), "signed_for"),
        (("family", "Arvo Kestrel", "Salt Fund"), "related_to"),
    ],
)
def test_a_speaker_s_tie_is_an_interest(case, link, expected) -> None:
    case.say("the Fund is honest", "Arvo Kestrel", ("Salt Fund",))
    case.say("as the filing shows", "Mira Tallow", ("Arvo Kestrel", "Salt Fund"), links=(link,))
    assert ("Arvo Kestrel", "Salt Fund", expected) in kinds(case)


def test_the_line_names_both_and_who_says_so(case) -> None:
    case.say("the Fund is honest", "Arvo Kestrel", ("Salt Fund",))
    claim = case.say(
        "it pays him", "Mira Tallow", ("Salt Fund",), links=(("pays", "Salt Fund", "Arvo Kestrel"),)
    )
    (interest,) = find_interests(case.view())
    assert interest.claim == claim.id
    assert interest.text == "Arvo Kestrel is paid by Salt Fund, says Mira Tallow"


def test_who_never_speaks_has_no_interest(case) -> None:
    case.say(
        "it pays him", "Mira Tallow", ("Salt Fund",), links=(("pays", "Salt Fund", "Arvo Kestrel"),)
    )
    assert kinds(case) == []


@pytest.mark.parametrize("more", [{"stance": Stance.DENIES}, {"negated": True}])
def test_a_denied_tie_is_none(case, more) -> None:
    case.say("the Fund is honest", "Arvo Kestrel", ("Salt Fund",))
    case.say(
        "nobody pays me",
        "Arvo Kestrel",
        ("Salt Fund",),
        links=(("pays", "Salt Fund", "Arvo Kestrel"),),
        **more,
    )
    assert kinds(case) == []


def test_an_alleged_tie_says_so(case) -> None:
    case.say("the Fund is honest", "Arvo Kestrel", ("Salt Fund",))
    case.say(
        "it pays him",
        "Mira Tallow",
        ("Salt Fund",),
        stance=Stance.ALLEGES,
        links=(("pays", "Salt Fund", "Arvo Kestrel"),),
    )
    assert "alleges Mira Tallow" in find_interests(case.view())[0].text


def test_a_tie_through_the_speaker_s_own_firm_is_followed_one_step(case) -> None:
    case.say("the Fund is honest", "Arvo Kestrel", ("Salt Fund",))
    case.say(
        "his firm", "Mira Tallow", ("Arvo Kestrel",), links=(("owns", "Arvo Kestrel", "Brine Ltd"),)
    )
    case.say(
        "Salt Fund",
        links=(("lobbies_for", "Brine Ltd", "Salt Fund"),),
        about=("Salt Fund",),
        kind=Kind.REGISTER,
        by="Agents Press",
        role=HolderRole.REGISTER,
    )
    found = find_interests(case.view())
    assert [i.kind for i in found if i.holder == case.id("Arvo Kestrel")] == ["lobbies_for"]
    assert "Brine Ltd lobbies for Salt Fund" in found[-1].text
