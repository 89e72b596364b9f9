"""Independence is of origin: one holder, one payer or one publisher counts once."""

from __future__ import annotations

from dataclasses import replace

from dalil.claims.versions import Version
from dalil.evidence import DocumentInfo, HolderRole, Stance
from dalil.sources.independence import find_groups, origin_groups


def groups(case, *claims):
    return origin_groups(case.view(), [claim.id for claim in claims])


def test_one_speaker_in_two_documents_counts_once(case) -> None:
    one = case.say("he took it", "Arvo Kestrel", exhibit="a")
    other = case.say("he took it all", "Arvo Kestrel", exhibit="b")
    assert groups(case, one, other) == (("Arvo Kestrel",),)


def test_two_untied_speakers_are_two(case) -> None:
    one, other = case.say("he took it", "Arvo Kestrel"), case.say("he took it", "Mira Tallow")
    assert groups(case, one, other) == (("Arvo Kestrel",), ("Mira Tallow",))


def test_one_funder_makes_one_group_and_the_ties_are_named(case) -> None:
    one, other = case.say("he took it", "Brine NGO"), case.say("he took it", "Tallow NGO")
    funds = [
        case.say("funded", "Mira Tallow", links=(("funds", "Salt Fund", name),))
        for name in ("Brine NGO", "Tallow NGO")
    ]
    (group,) = find_groups(case.view(), [one.id, other.id])
    assert group.labels == ("Brine NGO", "Tallow NGO")
    assert set(group.ties) == {claim.id for claim in funds}


def test_one_who_pays_the_other_makes_one_group(case) -> None:
    one, other = case.say("he is honest", "Arvo Kestrel"), case.say("he is honest", "Salt Fund")
    case.say("paid", "Mira Tallow", links=(("pays", "Salt Fund", "Arvo Kestrel"),))
    assert len(groups(case, one, other)) == 1


def test_an_alleged_tie_does_not_count(case) -> None:
    one, other = case.say("he is honest", "Arvo Kestrel"), case.say("he is honest", "Salt Fund")
    case.say(
        "paid", "Mira Tallow", stance=Stance.ALLEGES, links=(("pays", "Salt Fund", "Arvo Kestrel"),)
    )
    assert len(groups(case, one, other)) == 2


def test_seats_in_one_parliament_do_not_bind(case) -> None:
    one, other = case.say("he took it", "Arvo Kestrel"), case.say("he took it", "Mira Tallow")
    for name in ("Arvo Kestrel", "Mira Tallow"):
        case.say(
            "sits there", "Petra Vondel", links=(("role_at", name, "Varnian Parliament Court"),)
        )
    assert len(groups(case, one, other)) == 2


def test_unnamed_sources_of_two_documents_are_not_taken_for_one(case) -> None:
    claims = [case.say("he took it", exhibit=exhibit) for exhibit in "ab"]
    assert len(groups(case, *claims)) == 2


def test_versions_of_one_text_count_once_and_are_named(case) -> None:
    claims = [case.say("he took it", exhibit=exhibit) for exhibit in "abc"]
    link = Version("b" * 64, "a" * 64, 93, "93 % of their runs of 5 words are the same")
    view = replace(case.view(), versions={link.exhibit: link})
    one, other = find_groups(view, [claim.id for claim in claims])
    assert (len(one.claims), len(other.claims)) == (2, 1)
    assert one.versions == ("a" * 64, "b" * 64)
    assert other.versions == ()


def test_named_speakers_in_versions_stay_apart(case) -> None:
    one = case.say("he took it", "Arvo Kestrel", exhibit="a")
    other = case.say("he took it", "Mira Tallow", exhibit="b")
    link = Version("b" * 64, "a" * 64, 93, "")
    view = replace(case.view(), versions={link.exhibit: link})
    assert len(find_groups(view, [one.id, other.id])) == 2


def test_own_words_of_one_publisher_count_once(case) -> None:
    claims = [case.say("he took it", exhibit=exhibit) for exhibit in "ab"]
    info = DocumentInfo(title="T", publisher="Salt Press")
    view = replace(case.view(), infos={letter * 64: info for letter in "ab"})
    assert len(origin_groups(view, [claim.id for claim in claims])) == 1


def test_quoting_one_named_origin_is_that_origin(case) -> None:
    one = case.say(
        "nothing was built",
        "Audit Court",
        exhibit="a",
        author="Arvo Kestrel",
        role=HolderRole.COURT,
    )
    other = case.say(
        "nothing was built", "Audit Court", exhibit="b", author="Mira Tallow", role=HolderRole.COURT
    )
    assert groups(case, one, other) == (("Audit Court",),)
