"""No export gives an audience what it may not have: each form is attacked with the same secrets."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from dataclasses import replace

import pytest

from dalil.dossier import html, prov, word
from dalil.dossier import json as twin
from dalil.dossier.compose import compose
from dalil.dossier.followthemoney import Graph, lines
from dalil.dossier.leaving import Leaving
from dalil.dossier.spreadsheet import tables
from dalil.evidence import Exhibit, Judgement, Side, Stance, Tier, Verdict

SECRET = "The minister whom the activists fear"


def forms(material) -> dict[str, str]:
    """Every file that leaves a case, as text."""
    leaving = Leaving(material)
    graph = Graph(leaving)
    dossier = compose(material, material.view.targets[0])
    with zipfile.ZipFile(io.BytesIO(word.render(dossier))) as package:
        docx = b"".join(package.read(name) for name in package.namelist())
        assert docx.decode("utf-8"), "no part but XML"
    found = {
        "ftm": lines(graph.entities()),
        "provenance": lines(graph.provenance()),
        "prov": prov.render(leaving),
        "html": html.render(dossier),
        "json": twin.render(dossier),
        "docx": docx,
        **tables(leaving),
    }
    return {name: content.decode("utf-8") for name, content in found.items()}


@pytest.fixture
def case(fakes):
    return fakes.harbour()


def opinion(case) -> str:
    return next(sha for sha, layer in case.layers.items() if SECRET in layer.text)


def test_the_secrets_stand_in_the_exports_when_nothing_hides_them(fakes, case):
    found = forms(fakes.material(case, audience=Tier.PUBLIC))
    for name in ("ftm", "provenance", "prov", "claims.csv", "exhibits.csv", "html", "json", "docx"):
        assert SECRET in found[name] or "Nobody pays me" in found[name], name


@pytest.mark.parametrize(
    ("tier", "privileged", "audience"),
    [
        (Tier.SEALED, False, Tier.SUBMITTER),
        (Tier.SUBMITTER, False, Tier.RECIPIENT),
        (Tier.RECIPIENT, False, Tier.PUBLIC),
        (Tier.PUBLIC, True, Tier.RECIPIENT),
    ],
)
def test_nothing_of_an_exhibit_above_the_tier_leaves_in_any_form(
    fakes, case, tier, privileged, audience
):
    sha = opinion(case)
    case.exhibits[sha] = replace(case.exhibits[sha], tier=tier, privileged=privileged)
    quotes = [claim.quote for claim in case.claims.values() if claim.exhibit == sha]
    assert quotes
    for name, text in forms(fakes.material(case, audience=audience)).items():
        for secret in (SECRET, *quotes):
            assert secret not in text, f"{name} shows {secret!r}"


def test_the_public_gets_nothing_that_nobody_marked_and_is_told_so(fakes, case):
    """What came in may be a leak: silence about an exhibit does not make it public."""
    for sha, one in case.exhibits.items():
        case.exhibits[sha] = Exhibit(
            sha, one.size, one.media_type, one.name, one.source, one.received_at, one.received_by
        )
    for name, text in forms(fakes.material(case, audience=Tier.PUBLIC)).items():
        assert SECRET not in text, name
    leaving = Leaving(fakes.material(case, audience=Tier.PUBLIC))
    assert leaving.state["exhibits"] == 0
    assert leaving.state["exhibits_unmarked"] == len(case.exhibits)
    page = forms(fakes.material(case, audience=Tier.PUBLIC))["html"]
    assert "left out because nobody has marked them as public" in page
    assert Leaving(fakes.material(case)).state["exhibits_unmarked"] == 0


def test_a_mark_on_a_container_says_of_its_members_too(fakes, case):
    first, second, *_ = case.exhibits
    case.exhibits[second] = replace(case.exhibits[second], tier=Tier.RECIPIENT, parent=first)
    material = fakes.material(case, audience=Tier.PUBLIC)
    assert Leaving(material).state["exhibits_unmarked"] == 1
    marked = replace(material, view=replace(material.view, tiers={first: Tier.RECIPIENT}))
    assert Leaving(marked).state["exhibits_unmarked"] == 0


def test_a_sealed_claim_on_an_open_exhibit_does_not_leave(fakes, case):
    claim = fakes.find(case, "son-in-law")
    del case.claims[claim.id]
    sealed = replace(claim, tier=Tier.SEALED)
    case.claims[sealed.id] = sealed
    for name, text in forms(fakes.material(case, audience=Tier.SUBMITTER)).items():
        assert sealed.id not in text, name


def test_what_a_person_rejected_does_not_leave_and_is_counted(fakes, case):
    claim = fakes.find(case, "son-in-law")
    case.judgements.append(Judgement(claim.id, None, Verdict.REJECT, "misread", "person:A. Desk"))
    leaving = Leaving(fakes.material(case))
    assert claim.id not in {one.id for one in leaving.claims}
    assert leaving.state["claims_rejected"] == 1


def test_a_protected_person_is_masked_in_every_public_form(fakes, case):
    who = case.entity("brannock") if "brannock" in case._first else None
    entity = next(e for e in case.view().entities.values() if "Helge Brannock" in e.names)
    assert who in (None, entity.id)
    protected = {entity.id: "witness"}
    for name, text in forms(
        fakes.material(case, audience=Tier.PUBLIC, protected=protected)
    ).items():
        assert "Brannock" not in text, name
    shown = forms(fakes.material(case, audience=Tier.RECIPIENT, protected=protected))
    assert "Brannock" in shown["claims.csv"]


def test_a_person_under_investigation_but_not_charged_is_masked_for_the_public(fakes, case):
    found = forms(fakes.material(case, audience=Tier.PUBLIC))
    for name, text in found.items():
        assert "Skadd" not in text, name
    assert "[person" in found["claims.csv"]


def test_whoever_merely_occurs_does_not_leave_as_an_entity(fakes, case):
    leaving = Leaving(fakes.material(case))
    named = {entity for claim in leaving.claims for entity in leaving.named(claim)}
    assert set(leaving.entities) <= named


def test_every_export_says_how_much_a_person_has_reviewed(fakes, case):
    found = forms(fakes.material(case))
    for name in ("provenance", "prov", "about.csv", "html", "json"):
        assert "claims reviewed" in found[name], name
    rows = list(csv.DictReader(io.StringIO(found["claims.csv"])))
    assert {row["reviewed"] for row in rows} <= {"true", "false"}


def test_the_other_side_of_a_contest_stands_beside_a_claim(fakes, case):
    leaving = Leaving(fakes.material(case))
    contested = [claim for claim in leaving.claims if claim.id in leaving.contests]
    assert contested
    found = forms(fakes.material(case))
    rows = {row["claim"]: row for row in csv.DictReader(io.StringIO(found["claims.csv"]))}
    sides = list(csv.DictReader(io.StringIO(found["contests.csv"])))
    notes = {one["id"]: one for line in found["ftm"].splitlines() if (one := json.loads(line))}
    for claim in contested:
        for contest in leaving.contests[claim.id]:
            assert contest in rows[claim.id]["contested_in"]
            assert len({row["side"] for row in sides if row["contest"] == contest}) > 1
            of_claim = [key for key in notes if key.startswith(claim.id)]
            assert any(contest in notes[key]["properties"]["summary"][0] for key in of_claim)


def test_a_path_of_the_receiver_s_disk_does_not_leave(fakes, case):
    sha = opinion(case)
    case.exhibits[sha] = replace(case.exhibits[sha], source="/home/somebody/secretfolder/x.txt")
    for name, text in forms(fakes.material(case)).items():
        assert "secretfolder" not in text, name


def test_a_masked_name_does_not_leave_in_a_file_name_or_the_name_of_the_case(fakes, case):
    entity = next(e for e in case.view().entities.values() if "Helge Brannock" in e.names)
    sha = opinion(case)
    case.exhibits[sha] = replace(case.exhibits[sha], name="helge_brännock_notes.txt")
    case.name = "On HELGE BRANNOCK"
    for name, text in forms(
        fakes.material(case, audience=Tier.PUBLIC, protected={entity.id: "child"})
    ).items():
        assert "nnock" not in text.casefold(), name


def contested(case):
    return [question for question in case.questions if len(question.sides) > 1]


def test_a_contest_tells_nothing_of_a_claim_that_is_withheld(fakes, case):
    question = contested(case)[0]
    first = case.claims[question.sides[0].claims[0]]
    more = replace(first, stance=Stance.DISPUTES)  # one more on that side, so that two sides stay
    case.claims[more.id] = more
    sealed = replace(first, tier=Tier.SEALED)
    del case.claims[first.id]
    case.claims[sealed.id] = sealed
    told = replace(
        question,
        matter="Was it as SECRETHOLDER says?",
        why="SECRETHOLDER says so",
        sides=(
            Side("told (SECRETHOLDER)", (sealed.id, more.id)),
            *question.sides[1:],
        ),
    )
    case.questions[:] = [told]
    for name, text in forms(fakes.material(case, audience=Tier.RECIPIENT)).items():
        assert "SECRETHOLDER" not in text, name
        assert sealed.id not in text, name
    found = Leaving(fakes.material(case, audience=Tier.RECIPIENT))
    assert [len(one.sides) for one in found.questions] == [len(question.sides)]
    assert more.id in found.contests
    whole = Leaving(fakes.material(case, audience=Tier.SEALED))
    assert whole.questions == (told,)


def test_a_contest_with_one_side_left_is_none(fakes, case):
    question = contested(case)[0]
    for side in question.sides[1:]:
        for key in side.claims:
            case.judgements.append(Judgement(key, None, Verdict.REJECT, "no", "person:A. Desk"))
    found = Leaving(fakes.material(case))
    assert not set(question.sides[0].claims) & found.contests.keys()
    assert question.matter not in forms(fakes.material(case))["contests.csv"]


@pytest.mark.parametrize("audience", [Tier.PUBLIC, Tier.RECIPIENT])
def test_neither_who_worked_on_the_case_nor_why_leaves_the_submitter_s_side(fakes, case, audience):
    claim = fakes.find(case, "son-in-law")
    author = "person:mx7login"
    case.judgements += [
        Judgement(claim.id, None, Verdict.ACCEPT, "our informant agrees", author, fakes.WHEN),
        Judgement(claim.id, None, Verdict.CORRECT, "our informant differs", author, fakes.WHEN),
    ]
    sha = opinion(case)
    case.exhibits[sha] = replace(case.exhibits[sha], received_by="person:mx7login")
    for name, text in forms(fakes.material(case, audience=audience)).items():
        assert "mx7login" not in text, name
        assert "A. Desk" not in text, name
        assert "informant" not in text, name
    inner = forms(fakes.material(case, audience=Tier.SUBMITTER))
    assert "mx7login" in inner["prov"]
    assert "mx7login" in inner["html"]
    assert "informant" in inner["prov"]
