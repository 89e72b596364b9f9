"""Decisions on claims and mentions: each a new record, nothing rewritten, nobody passed over."""

from __future__ import annotations

import json

import pytest

from dalil.assembly import build
from dalil.casework import review
from dalil.casework.review_entities import Apart, split
from dalil.casework.review_rows import Filter, listed, lost, progress, row, rows
from dalil.casework.view import load_view
from dalil.config import Config
from dalil.dossier import prov
from dalil.dossier.leaving import Leaving
from dalil.dossier.values import Material
from dalil.errors import AlreadyDecided, AmbiguousName, BadInput, NotFound, RefusedQuote
from dalil.evidence import Kind, Stance, Tier, Verdict
from review_samples import load, make, opened

ARTICLE = "article.html"


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "case"


@pytest.fixture
def builder(folder):
    return make(folder)


@pytest.fixture
def case(builder, folder):
    with opened(folder) as open_case:
        yield open_case


def claim_of(builder, words):
    return load("case").find(builder, words)


def sha_of(builder, name):
    return next(sha for sha, one in builder.exhibits.items() if one.name == name)


def test_accept_reject_and_take_back(case, builder):
    claim = claim_of(builder, "son-in-law")
    assert row(case, claim.id)["state"] == "unreviewed"
    review.decide(case, claim.id, Verdict.ACCEPT)
    review.decide(case, claim.id, Verdict.REJECT, "the auditor said something else")
    told = row(case, claim.id)
    assert (told["state"], told["by"]) == ("rejected", "Aida")
    assert progress(case).reviewed == 1
    review.undo(case, claim.id)
    assert row(case, claim.id)["state"] == "accepted"
    review.undo(case, claim.id)
    assert row(case, claim.id)["state"] == "unreviewed"
    assert len(row(case, claim.id)["history"]) == 4
    with pytest.raises(BadInput, match="Nobody has decided"):
        review.undo(case, claim.id)
    review.decide(case, claim.id, Verdict.ACCEPT)
    assert progress(case).reviewed == 1, "the same decision made again is another record"


def test_a_rejection_needs_a_reason_and_a_claim(case, builder):
    claim = claim_of(builder, "son-in-law")
    with pytest.raises(BadInput, match="needs a reason"):
        review.decide(case, claim.id, Verdict.REJECT, "  ")
    with pytest.raises(NotFound):
        review.decide(case, "c_" + "a" * 32, Verdict.ACCEPT)


def test_a_correction_takes_the_claim_s_place_until_it_is_taken_back(case, builder):
    claim = claim_of(builder, "son-in-law")
    done = review.correct(
        case, claim.id, {"stance": "denies", "holder": "Ada Pellmont"}, "her words"
    )
    told = row(case, done.id)
    assert told["state"] == "corrected"
    assert told["holders"] == ["Ada Pellmont", "Tessa Maruin"]
    assert told["correction"].startswith("holder: Helge Brannock | Tessa Maruin became")
    assert told["was_read"]["stance"] == "alleges"
    view = load_view(case)
    assert claim.id not in view.claims
    assert view.claims[done.id].stance is Stance.DENIES
    assert done.id in view.reviewed
    with pytest.raises(AlreadyDecided, match="Aida corrected it"):
        review.decide(case, claim.id, Verdict.ACCEPT)
    with pytest.raises(BadInput, match="was read before"):
        review.correct(case, done.id, {"stance": "alleges", "holder": "Helge Brannock"})
    back = review.undo(case, done.id)
    assert back.id == claim.id
    assert claim.id in load_view(case).claims
    assert done.id not in load_view(case).claims
    again = review.correct(case, claim.id, {"stance": "denies", "holder": "Ada Pellmont"})
    assert again.id == done.id
    assert done.id in load_view(case).claims


def test_a_correction_of_a_correction_and_back(case, builder):
    claim = claim_of(builder, "her client")
    once = review.correct(case, claim.id, {"hedged": "yes"})
    twice = review.correct(case, once.id, {"negated": "yes"}, seen=row(case, once.id)["seen"])
    assert row(case, twice.id)["was_read"]["id"] == once.id
    assert review.undo(case, twice.id).id == once.id
    assert review.undo(case, once.id).id == claim.id
    with pytest.raises(BadInput, match="changes nothing"):
        review.correct(case, claim.id, {"stance": "denies"})


def test_a_claim_is_added_from_the_words_of_a_document(case, builder):
    sha = sha_of(builder, ARTICLE)
    quote = "They closed the case against Mr Veshkul in May 2021"
    before = progress(case).claims
    done = review.add(
        case,
        sha,
        {
            "quote": quote,
            "holder": "author",
            "about": "Ordan Veshkul",
            "stage": "dismissal",
            "forum": "criminal",
            "element": "uk-gac:E2",
        },
        "the reader missed it",
    )
    told = row(case, done.id)
    assert (told["state"], told["about"], told["stage"]) == (
        "added",
        ["Ordan Veshkul"],
        "dismissal",
    )
    assert told["elements"] == ["uk-gac:E2"]
    assert told["kind"] == Kind.AUTHOR
    assert progress(case) == type(progress(case))(1, before + 1)
    assert [one.id for one in listed(case, Filter(element="uk-gac:E2"))] == [done.id]
    with pytest.raises(BadInput, match="already"):
        review.add(
            case,
            sha,
            {"quote": quote, "about": "Ordan Veshkul", "stage": "dismissal", "forum": "criminal"},
        )
    review.undo(case, done.id)
    assert progress(case).claims == before


@pytest.mark.parametrize(
    ("given", "error", "words"),
    [
        ({"quote": "closed the case against Mr. Veshkul"}, RefusedQuote, "The text reads"),
        ({"quote": "nothing of this stands here zzz"}, RefusedQuote, "does not stand"),
        ({"quote": "Veshkul"}, BadInput, "more than once"),
        ({"quote": ""}, BadInput, "needs a quote"),
        ({"quote": "Clear Tides", "at": "3"}, RefusedQuote, "does not stand at 3"),
        ({"quote": "Clear Tides", "at": "x"}, BadInput, "no number"),
        ({"quote": "Clear Tides", "stance": "shouts"}, BadInput, "no stance"),
        ({"quote": "Clear Tides", "colour": "red"}, BadInput, "no field"),
        ({"quote": "Clear Tides", "about": "Nobody Atall"}, NotFound, "Nobody in the case"),
        ({"quote": "Clear Tides", "about": "Quill Harbour"}, NotFound, "PER:Quill Harbour"),
        ({"quote": "Clear Tides", "object": "Rolf Amsden"}, BadInput, "predicate"),
        ({"quote": "Clear Tides", "element": "uk-gac:E99"}, NotFound, "no element"),
    ],
)  # fmt: skip
def test_what_cannot_be_added_is_refused_with_the_way_out(case, builder, given, error, words):
    size = len(case.ledger)
    with pytest.raises(error, match=words):
        review.add(case, sha_of(builder, ARTICLE), given)
    assert len(case.ledger) == size, "nothing was written"


def test_a_holder_whom_nobody_read_is_named_by_the_document_s_words(case, builder):
    sha = sha_of(builder, ARTICLE)
    named = review.add(
        case, sha, {"quote": "awarded the dredging", "holder": "PER:The auditor", "about": "none"}
    )
    assert row(case, named.id)["holders"][0] == "The auditor"
    unnamed = review.add(case, sha, {"quote": "awarded the dredging of", "holder": "Prosecutors"})
    assert row(case, unnamed.id)["holders"][0] == "Prosecutors"
    assert load_view(case).claims[unnamed.id].holders[0].reference is None


def test_a_subject_may_be_named_in_another_document(case, builder):
    """The agency's spokesman is about a minister whom another paragraph names: by entity id."""
    view = load_view(case)
    entity = builder.entity("tammel", view)
    done = review.add(
        case, sha_of(builder, "opinion.txt"), {"quote": "Nobody pays me", "about": entity}
    )
    assert row(case, done.id)["about"] == ["Jorst Tammel"]
    assert done.id in {claim.id for claim in listed(case, Filter(about=entity))}


def test_a_name_that_fits_two_is_asked(case, builder):
    opinion = sha_of(builder, "opinion.txt")
    mention = next(
        m for m in builder.mentions.values() if m.exhibit == opinion and m.text == "Rolf Amsden"
    )
    split(case, "Rolf Amsden", Apart(mentions=[mention.id]), "another shipowner")
    notice = sha_of(builder, "notice.txt")
    with pytest.raises(AmbiguousName, match="fits 2 entities"):
        review.add(case, notice, {"quote": "The judgment is not final", "about": "Rolf Amsden"})


def test_two_reviewers(case, builder, folder):
    """The later one is told who decided what; with that decision named they may go on."""
    claim = claim_of(builder, "son-in-law")
    shown_to_both = row(case, claim.id)["seen"]
    assert shown_to_both == ""
    review.decide(case, claim.id, Verdict.ACCEPT, seen=shown_to_both)
    case.close()
    with opened(folder, "Bek") as theirs:
        for seen in (shown_to_both, None):
            with pytest.raises(AlreadyDecided, match="Aida accepted it"):
                review.decide(theirs, claim.id, Verdict.REJECT, "no", seen)
        now = row(theirs, claim.id)["seen"]
        review.decide(theirs, claim.id, Verdict.REJECT, "no", now)
        assert row(theirs, claim.id)["by"] == "Bek"
        with pytest.raises(AlreadyDecided, match="not among"):
            review.decide(theirs, claim_of(builder, "her client").id, Verdict.ACCEPT, seen="j_x")


def test_mentions(case, builder):
    mention = next(m for m in builder.mentions.values() if m.text == "Clear Tides")
    review.correct(case, mention.id, {"type": "PER"})
    assert load_view(case).mentions[mention.id].type == "PER"
    review.undo(case, mention.id)
    assert load_view(case).mentions[mention.id].type == "ORG"
    review.decide(case, mention.id, Verdict.REJECT, "a slogan")
    assert mention.id not in load_view(case).mentions
    review.undo(case, mention.id)
    assert mention.id in load_view(case).mentions
    done = review.add_mention(
        case, sha_of(builder, ARTICLE), {"quote": "Quill Harbour", "type": "ASSET"}
    )
    assert load_view(case).mentions[done.id].text == "Quill Harbour"
    review.undo(case, done.id)
    assert done.id not in load_view(case).mentions
    with pytest.raises(BadInput, match="type can be corrected"):
        review.correct(case, mention.id, {"stance": "denies"})
    with pytest.raises(BadInput, match="words and a type"):
        review.add_mention(case, sha_of(builder, ARTICLE), {"quote": "Quill Harbour"})


def test_elements(case, builder):
    claim = claim_of(builder, "son-in-law")
    review.put_on(case, claim.id, "uk-gac:E2", "it tells of an advantage")
    assert row(case, claim.id)["elements"] == ["uk-gac:E2"]
    assert row(case, claim.id)["state"] == "unreviewed"
    with pytest.raises(BadInput, match="already on"):
        review.put_on(case, claim.id, "uk-gac:E2")
    review.put_on(case, claim.id, "uk-gac:E2", off=True)
    assert row(case, claim.id)["elements"] == []
    review.put_on(case, claim.id, "uk-gac:E2")
    assert row(case, claim.id)["elements"] == ["uk-gac:E2"]


def test_filters_and_rows(case, builder):
    sha = sha_of(builder, ARTICLE)
    here = listed(case, Filter(document=sha))
    assert [one.locator.start for one in here] == sorted(one.locator.start for one in here)
    assert {one.exhibit for one in here} == {sha}
    review.decide(case, here[0].id, Verdict.ACCEPT)
    assert listed(case, Filter(document=sha, state="accepted")) == here[:1]
    assert listed(case, Filter(document=sha, state="unreviewed")) == here[1:]
    assert listed(case, Filter(state="reviewed")) == here[:1]
    assert progress(case, Filter(document=sha)).words == f"1 of {len(here)} claims reviewed"
    assert [one["state"] for one in rows(case, here[:2])] == ["accepted", "unreviewed"]
    with pytest.raises(BadInput, match="no state"):
        listed(case, Filter(state="liked"))
    assert lost(case) == []


def test_what_leaves_obeys_the_review(case, builder):
    """A rejected claim never leaves; a corrected one does as corrected, and says so and by whom."""
    rejected, old = claim_of(builder, "inquiry in 2019"), claim_of(builder, "son-in-law")
    review.decide(case, rejected.id, Verdict.REJECT, "noise")
    fixed = review.correct(case, old.id, {"stance": "denies", "holder": "Ada Pellmont"}, "hers")
    for audience, who in ((Tier.SUBMITTER, "(Aida)"), (Tier.RECIPIENT, "(reviewer ")):
        view = load_view(case)
        leaving = Leaving(Material(view=view, layer=case.store.layer, audience=audience))
        left = {claim.id for claim in leaving.claims}
        assert fixed.id in left
        assert not {rejected.id, old.id} & left
        row_ = leaving.row(view.claims[fixed.id])
        assert "stance: alleges became denies" in str(row_["correction"])
        assert who in str(row_["correction"])
        assert row_["reviewed"] is True
        assert leaving.state["reviewed"] == f"1 of {len(left)} claims reviewed"
        assert leaving.state["claims_rejected"] == 1
        told = json.loads(prov.render(leaving))
        assert any(f"dalil:{fixed.id}" == one["prov:entity"] for one in told["used"].values())
        assert old.id not in json.dumps(told)


def test_an_erasure_finds_whom_only_a_person_s_claim_names(case, builder, folder):
    entity = builder.entity("tammel", load_view(case))
    done = review.add(
        case, sha_of(builder, "opinion.txt"), {"quote": "Nobody pays me", "about": entity}
    )
    rows_ = build(Config(home=folder.parent / "home", workers=1, user="Aida")).erasure_of(case)
    found = rows_.worded(lambda text: "Jorst Tammel" in text and done.id != text)
    assert [table for table, _ in found] == ["claims"]
