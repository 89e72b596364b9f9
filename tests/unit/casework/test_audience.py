"""What an audience sees of a case: assembled from open mentions, claims and judgements alone."""

from __future__ import annotations

from dataclasses import replace

import pytest

from dalil.casework.audience import seen_by
from dalil.casework.view import bearing
from dalil.claims.entities import assemble
from dalil.claims.view import CaseView, Entity
from dalil.dossier.sight import Sight
from dalil.errors import NotFound
from dalil.evidence import (
    Claim,
    DocumentInfo,
    Exhibit,
    Holder,
    HolderRole,
    Judgement,
    Kind,
    Locator,
    Mention,
    Reference,
    Stance,
    Tier,
    Verdict,
)

OPEN, OTHER, SHUT = "a" * 64, "b" * 64, "c" * 64


def exhibit(sha: str, tier: Tier) -> Exhibit:
    return Exhibit(
        sha, 9, "text/plain", f"{sha[:4]}.txt", "x", "2031-05-04T09:00:00Z", "person:A", tier=tier
    )


def mention(sha: str, start: int, text: str) -> Mention:
    return Mention(sha, start, start + len(text), text, "PER", "fake")


def claim(sha: str, start: int, quote: str, about: Mention, **extra: object) -> Claim:
    return Claim(
        exhibit=sha,
        locator=Locator(start, start + len(quote), quote),
        holders=(Holder(HolderRole.AUTHOR, None, ""),),
        stance=Stance.ASSERTS,
        kind=Kind.AUTHOR,
        about=(Reference(about.id, str(extra.pop("known_as", about.text))),),
        **extra,  # type: ignore[arg-type]
    )


def same(left: Mention, right: Mention, author: str = "rule:fake") -> Judgement:
    return Judgement(left.id, right.id, Verdict.SAME, "told", author)


def view(
    mentions: tuple[Mention, ...],
    judgements: tuple[Judgement, ...] = (),
    claims: tuple[Claim, ...] = (),
    order: tuple[str, ...] = (OPEN, OTHER, SHUT),
) -> CaseView:
    tiers = {OPEN: Tier.PUBLIC, OTHER: Tier.PUBLIC, SHUT: Tier.SEALED}
    found = assemble(mentions, judgements, {sha: at for at, sha in enumerate(order)})
    return CaseView(
        name="Quay",
        exhibits={sha: exhibit(sha, tiers[sha]) for sha in order},
        mentions={one.id: one for one in mentions},
        claims={one.id: one for one in claims},
        judgements=judgements,
        entities=found.by_id,
        entity_of=found.entity_of,
        redirects=found.redirects,
    )


ORLA, RHEA = mention(OPEN, 0, "Orla Danneth"), mention(OTHER, 0, "Rhea Sollander")
ORLA_SHUT, RHEA_SHUT = mention(SHUT, 0, "Orla Danneth"), mention(SHUT, 30, "Rhea Sollander")
JOINED = (same(ORLA, ORLA_SHUT), same(ORLA_SHUT, RHEA_SHUT), same(RHEA_SHUT, RHEA))


def test_the_view_itself_is_seen_where_nothing_is_closed():
    case = view((ORLA, RHEA), order=(OPEN, OTHER))
    seen = seen_by(case, Tier.PUBLIC)
    assert seen.whole
    assert seen.view is case
    assert not seen.left_out


def test_who_is_joined_through_a_closed_document_falls_apart():
    case = view((ORLA, RHEA, ORLA_SHUT, RHEA_SHUT), JOINED)
    assert len(case.entities) == 1
    seen = seen_by(case, Tier.PUBLIC)
    assert [one.names for one in seen.view.entities.values()] == [
        ("Orla Danneth",),
        ("Rhea Sollander",),
    ]
    key = next(iter(case.entities))
    assert len(seen.parts(key)) == 2
    assert seen.part(key, "Rhea Sollander").name == "Rhea Sollander"
    assert seen.part(key).name == "Orla Danneth", "an id is asked for under its own first words"
    assert seen_by(case, Tier.SEALED).view is case


def test_the_part_under_another_name_is_not_given_for_the_one_asked_for():
    case = view((RHEA, ORLA_SHUT, RHEA_SHUT), JOINED[1:])
    seen = seen_by(case, Tier.PUBLIC)
    with pytest.raises(NotFound, match="may see names 'Orla Danneth'"):
        seen.part(next(iter(case.entities)), "Orla Danneth")


def test_a_target_is_seen_under_the_name_of_its_mark_alone():
    case = view((ORLA, RHEA, ORLA_SHUT, RHEA_SHUT), JOINED)
    marked = replace(case, targets=tuple(case.entities))
    seen = seen_by(marked, Tier.PUBLIC)
    assert [seen.view.entities[key].name for key in seen.view.targets] == ["Orla Danneth"]


def test_of_two_who_are_one_for_the_case_alone_the_one_who_was_marked_is_the_target():
    """The case names both after the older mention; the mark was put on the other before they were joined."""
    case = view((ORLA, RHEA, ORLA_SHUT, RHEA_SHUT), JOINED)
    (whole,) = case.entities
    both = replace(
        case, targets=(whole,), marked=(f"e_{RHEA.id[2:]}",), redirects=dict(case.redirects)
    )
    both = replace(both, redirects={**both.redirects, f"e_{RHEA.id[2:]}": whole})
    seen = seen_by(both, Tier.PUBLIC)
    assert [seen.view.entities[key].name for key in seen.view.targets] == ["Rhea Sollander"]


def test_what_rules_joined_through_a_closed_document_they_join_again_by_the_open_ones():
    """The oldest naming is closed; the two open ones bear one full name."""
    first, second = mention(OPEN, 0, "Timur Voskel"), mention(OTHER, 0, "Timur Voskel")
    oldest = mention(SHUT, 0, "Timur Idris Voskel")
    rule = "rule:resolve_people"
    case = view(
        (oldest, first, second),
        (same(oldest, first, rule), same(oldest, second, rule)),
        order=(SHUT, OPEN, OTHER),
    )
    (seen,) = seen_by(case, Tier.PUBLIC).view.entities.values()
    assert seen.names == ("Timur Voskel",)
    assert seen.id == f"e_{first.id[2:]}"


def test_nobody_is_joined_whom_the_whole_case_keeps_apart():
    """A person told two namesakes apart by mentions in a closed document."""
    first, second = mention(OPEN, 0, "Timur Voskel"), mention(OTHER, 0, "Timur Voskel")
    one, two = mention(SHUT, 0, "Timur Voskel"), mention(SHUT, 40, "Timur Voskel")
    apart = Judgement(one.id, two.id, Verdict.DIFFERENT, "two men", "person:A")
    case = view(
        (one, two, first, second), (apart, same(one, first), same(two, second)),
        order=(SHUT, OPEN, OTHER),
    )  # fmt: skip
    assert len(case.entities) == 2
    assert len(seen_by(case, Tier.PUBLIC).view.entities) == 2


def test_a_claim_that_names_somebody_by_closed_words_is_closed_too():
    """A correction may point at a mention of another document, under the fullest name."""
    shut = mention(SHUT, 0, "Orla Quill Danneth")
    whole = (same(shut, ORLA),)
    told = claim(OTHER, 0, "She owns the quay.", shut)
    fuller = claim(OPEN, 20, "She sold the quay.", ORLA, known_as="Orla Quill Danneth")
    plain = claim(OPEN, 50, "She left the quay.", ORLA)
    elsewhere = claim(OTHER, 20, "She hired the quay.", shut, known_as="Orla Danneth")
    case = view((shut, ORLA), whole, (told, fuller, plain, elsewhere), order=(SHUT, OPEN, OTHER))
    seen = seen_by(case, Tier.PUBLIC)
    assert set(seen.view.claims) == {plain.id, elsewhere.id}
    assert seen.left_out.claims == 2
    assert seen.view.entity_of[shut.id] == seen.part(f"e_{shut.id[2:]}", "Orla Danneth").id


def test_a_name_within_the_words_of_a_closed_claim_is_not_read():
    inside, outside = mention(OPEN, 5, "Rhea Sollander"), mention(OPEN, 60, "Orla Danneth")
    secret = claim(OPEN, 0, "x" * 40, inside, tier=Tier.SEALED)
    case = view((inside, outside), (), (secret,), order=(OPEN,))
    sight = Sight(case, Tier.PUBLIC)
    assert not sight.reads(inside)
    assert sight.reads(outside)
    seen = seen_by(case, Tier.PUBLIC)
    assert [one.name for one in seen.view.entities.values()] == ["Orla Danneth"]
    assert (seen.left_out.exhibits, seen.left_out.claims) == (0, 1)
    assert seen.veiled(case.entities) == ("Rhea Sollander",)


def test_a_title_or_an_address_that_says_what_a_closed_claim_says_is_not_told():
    """A headline is a claim too: sealed in the text, it would stand above every quote."""
    told = DocumentInfo(
        title="Rhea Sollander took  a bribe",
        publisher="The Westgate Post",
        address="https://post.example/2031/rhea-sollander-took-a-bribe.html",
    )
    secret = claim(OPEN, 0, "Rhea Sollander took a bribe", mention(OPEN, 0, "Rhea Sollander"))
    case = replace(view((), (), (secret,), order=(OPEN, OTHER)), infos={OPEN: told, OTHER: told})
    shut = replace(case, tiers={secret.id: Tier.SEALED})
    seen = seen_by(shut, Tier.PUBLIC).view
    assert seen.infos[OPEN] == DocumentInfo(publisher="The Westgate Post")
    assert seen.infos[OTHER] == told
    headline = DocumentInfo(
        publisher="Rhea Sollander took a bribe | The Post", authors=("Ada Quill",)
    )
    spoilt = replace(
        shut,
        infos={OPEN: headline},
        exhibits={
            **shut.exhibits,
            OPEN: replace(shut.exhibits[OPEN], name="rhea-sollander-took-bribe.html"),
        },
    )
    seen = seen_by(spoilt, Tier.PUBLIC).view
    assert seen.infos[OPEN] == DocumentInfo(authors=("Ada Quill",))
    assert (seen.exhibits[OPEN].name, seen.exhibits[OPEN].source) == (
        "exhibit.html",
        "exhibit.html",
    )
    longer = replace(told, title="Sollander: on whom the port rests, and since when")
    other = replace(shut, infos={OPEN: longer})
    assert seen_by(other, Tier.PUBLIC).view.infos[OPEN].title == longer.title
    assert seen_by(case, Tier.PUBLIC).view.infos == case.infos


def test_protection_holds_for_every_part_that_is_seen():
    case = view((ORLA, RHEA, ORLA_SHUT, RHEA_SHUT), JOINED)
    seen = seen_by(case, Tier.PUBLIC)
    told = seen.told(dict.fromkeys(case.entities, "witness"))
    assert set(told) == set(seen.view.entities)


def test_the_exact_spelling_is_meant_before_a_run_together_word():
    def entity(key: str, type_: str, *names: str) -> Entity:
        return Entity(key, type_, names[0], names, ())

    person = entity("e_1", "PER", "Zoltan Adrik Brimwick", "Zoltan Brimwick")
    body = entity("e_2", "ORG", "ZoltanBrimwick")
    assert bearing([body, person], "Zoltan Brimwick") == [person]
    assert bearing([body, person], "zoltan  brimwick") == [person]
    assert bearing([body, person], "ZoltanBrimwick") == [body]
    assert bearing([body], "Zoltan Brimwick") == [body]
    twin = entity("e_3", "PER", "Zoltan Brimwick")
    assert bearing([body, person, twin], "Zoltan Brimwick") == [twin]
    assert bearing([twin, entity("e_4", "ORG", "Zoltan Brimwick")], "Zoltan Brimwick")[1:]
    assert bearing([body, person], "Timur Voskel") == []
