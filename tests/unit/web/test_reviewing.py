"""The pages of the review: forms that write one decision each, from this process's own pages alone."""

from __future__ import annotations

import re
import warnings
from html import unescape
from urllib.parse import parse_qs, urlsplit

import pytest

from dalil.casework.review_desk import ReviewDesk
from dalil.casework.review_rows import Filter, listed, progress, row
from dalil.web.app import create_app
from dalil.web.opencase import OpenCase
from dalil.web.review_text import context, pieces
from dalil.web.reviewing import CORRECTED, NO_CLAIM
from dalil.web.site import Site
from review_samples import load, make, opened

HOST = "http://127.0.0.1:8421"


class Browser:
    """A client that fills in the forms that it is shown."""

    def __init__(self, app) -> None:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            from starlette.testclient import TestClient
        self.client = TestClient(app, base_url=HOST)

    def get(self, address: str) -> str:
        answer = self.client.get(address)
        assert answer.status_code == 200, answer.text
        return answer.text

    def form(self, page: str, value: str, address: str = "/review/do") -> dict[str, str]:
        """The fields of the first form whose button says this."""
        forms = re.findall(
            rf'<form method="post" action="{address}"[^>]*>(.*?)</form>', page, re.DOTALL
        )
        found = next(one for one in forms if f'value="{value}"' in one)
        fields = dict(re.findall(r'<input[^>]*name="([^"]*)"[^>]*value="([^"]*)"', found))
        for name, inner in re.findall(
            r'<select[^>]*name="([^"]*)"[^>]*>(.*?)</select>', found, re.DOTALL
        ):
            chosen = re.search(r'<option(?: value="([^"]*)")? selected>([^<]*)', inner)
            first = re.search(r'<option(?: value="([^"]*)")?[^>]*>([^<]*)', inner)
            hit = chosen or first
            fields[name] = (hit[1] if hit[1] is not None else hit[2]) if hit else ""
        fields |= dict(
            re.findall(r'<textarea[^>]*name="([^"]*)"[^>]*>(.*?)</textarea>', found, re.DOTALL)
        )
        return {name: unescape(text) for name, text in fields.items()}

    def press(self, page: str, value: str, **more: str):
        fields = {**self.form(page, value), "do": value, **more}
        return self.client.post("/review/do", data=fields, follow_redirects=False)


@pytest.fixture
def room(tmp_path):
    builder = make(tmp_path / "case")
    case = opened(tmp_path / "case", write=False)
    desk = ReviewDesk(case, lambda: opened(tmp_path / "case"))
    yield Browser(create_app(OpenCase(case), desk=desk)), case, builder
    desk.rest()
    case.close()


def find(builder, words):
    return load("case").find(builder, words)


def asked(location: str) -> dict[str, str]:
    return {name: values[0] for name, values in parse_qs(urlsplit(location).query).items()}


def test_what_the_rules_said_is_shown_where_weights_overruled_them(room):
    _, case, builder = room
    claim = find(builder, "son-in-law")
    says = Site(OpenCase(case))._templates.get_template("review_parts.html").module.says
    assert "the rules alone" not in says(row(case, claim.id))
    weighed = {
        **row(case, claim.id),
        "rules_said": {"stance": "reports_court_held", "stage": "none"},
    }
    assert "the rules alone said stance reports court held, stage none" in says(weighed)


def test_accepting_goes_on_to_the_next_claim(room):
    browser, case, _ = room
    first, second = listed(case, Filter(), 0, 2)
    page = browser.get("/review")
    assert "0 of 17 claims reviewed" in page
    answer = browser.press(page, "accept")
    assert answer.status_code == 303
    where = asked(answer.headers["location"])
    assert where["claim"] == second.id
    assert row(case, first.id)["state"] == "accepted"
    after = browser.get(answer.headers["location"])
    assert "Accepted. 1 of 17 claims reviewed." in unescape(after)
    back = browser.press(after, "undo")
    assert row(case, first.id)["state"] == "unreviewed"
    assert asked(back.headers["location"])["claim"] == first.id


def test_a_rejection_takes_the_reason_shown_or_words(room):
    browser, case, builder = room
    claim = find(builder, "son-in-law")
    page = browser.get(f"/review?claim={claim.id}")
    browser.press(page, "reject")
    assert row(case, claim.id)["why"] == "the words do not say this"
    other = find(builder, "her client")
    browser.press(
        browser.get(f"/review?claim={other.id}"), "reject", why="it is the firm that says so"
    )
    assert row(case, other.id)["why"] == "it is the firm that says so"


def test_of_a_correction_only_what_was_changed_is_sent(room):
    browser, case, builder = room
    claim = find(builder, "son-in-law")
    page = browser.get(f"/review?claim={claim.id}")
    same = browser.press(page, "correct")
    assert same.status_code == 400
    assert "Nothing was changed" in same.text
    answer = browser.press(
        page, "correct", set_stance="denies", set_holder="Ada Pellmont", why="hers"
    )
    made = row(case, asked(answer.headers["location"])["claim"])
    assert (made["stance"], made["holders"][0], made["state"]) == (
        "denies",
        "Ada Pellmont",
        "corrected",
    )
    assert made["about"] == ["Ordan Veshkul"]
    shown = unescape(browser.get(f"/review?claim={made['id']}"))
    assert "stance: alleges became denies" in shown
    assert "by Aida" in shown


def test_an_address_of_a_corrected_claim_leads_to_what_stands_now(room):
    browser, _, builder = room
    claim = find(builder, "son-in-law")
    page = browser.get(f"/review?claim={claim.id}")
    assert CORRECTED not in unescape(page)
    answer = browser.press(page, "correct", set_stance="denies", why="hers")
    made = asked(answer.headers["location"])["claim"]
    assert made != claim.id
    page = browser.get(f"/review?claim={claim.id}")
    assert CORRECTED in unescape(page)
    assert made in browser.form(page, "accept").values()


def test_an_address_of_no_claim_is_told(room):
    browser, _, _ = room
    assert NO_CLAIM in unescape(browser.get(f"/review?claim=c_{'a' * 32}"))
    assert NO_CLAIM not in unescape(browser.get("/review"))


def test_a_claim_is_added_from_a_selection(room):
    """The place comes from the page; line ends and spaces are those of the document."""
    browser, case, builder = room
    claim = find(builder, "son-in-law")
    layer = builder.layers[claim.exhibit]
    words = "lack of evidence.\nThe campaign group Clear Tides"
    at = layer.text.index(words)
    page = browser.get(f"/review?claim={claim.id}&document={claim.exhibit}")
    answer = browser.press(
        page, "add", quote=words.replace("\n", "\r\n\r\n"), set_at=str(at), set_about="Clear Tides"
    )
    assert answer.status_code == 303, answer.text
    made = row(case, asked(answer.headers["location"])["claim"])
    assert (made["quote"], made["start"], made["state"]) == (words, at, "added")
    wrong = browser.press(page, "add", quote="words that nobody said", set_at="0")
    assert wrong.status_code == 422
    assert "does not stand" in wrong.text


def test_the_later_of_two_is_told(room, tmp_path):
    browser, case, builder = room
    claim = find(builder, "son-in-law")
    page = browser.get(f"/review?claim={claim.id}")
    browser.press(browser.get(f"/review?claim={claim.id}"), "accept")
    late = browser.press(page, "reject", why="no")
    assert late.status_code == 409
    assert "Aida accepted it" in late.text
    assert row(case, claim.id)["state"] == "accepted"


@pytest.mark.parametrize(
    "spoil",
    [
        {"data": {"token": "x"}},
        {"data": {"token": ""}},
        {"headers": {"origin": "http://evil.example"}},
        {"headers": {"sec-fetch-site": "cross-site"}},
        {"headers": {"host": "evil.example"}},
        {"content": b"do=accept&\xff\xfe=1"},
        {"content": b"a=" + b"x" * 500_000},
    ],
)
def test_forms_of_others_are_refused(room, spoil):
    browser, case, _ = room
    page = browser.get("/review")
    fields = {**browser.form(page, "accept"), "do": "accept"}
    size = len(case.ledger)
    given = {"data": {**fields, **spoil.get("data", {})}, "headers": spoil.get("headers", {})}
    if "content" in spoil:
        given = {"content": spoil["content"]}
    answer = browser.client.post("/review/do", follow_redirects=False, **given)
    assert answer.status_code in (400, 403, 413, 421)
    assert len(case.ledger) == size
    assert progress(case).reviewed == 0


def test_the_filter_says_what_it_does_not_list_and_keeps_what_is_chosen(room, monkeypatch):
    browser, case, _ = room
    monkeypatch.setattr("dalil.web.reviewing.DOCUMENTS", 1)
    held = [one.sha256 for one in case.store.exhibits()]
    last = next(claim.exhibit for claim in case.store.claims() if claim.exhibit != held[0])
    page = browser.get(f"/review?document={last}&state=any")
    assert f"lists the first 1 of {len(held)} documents" in page
    assert f'<option value="{last}" selected>' in page
    monkeypatch.undo()
    assert "The filter lists" not in browser.get("/review")


def test_a_state_is_looked_for_no_further_than_the_page(room, monkeypatch):
    browser, case, _ = room
    monkeypatch.setattr("dalil.casework.review_rows._LOOKED_AT", 2)
    page = browser.get("/review")
    browser.press(page, "accept")
    (found,) = listed(case, Filter(state="accepted"))
    assert row(case, found.id)["state"] == "accepted"
    assert listed(case, Filter(state="rejected")) == []
    assert found.id in browser.get("/review?state=accepted")


def test_nothing_leads_away_from_the_review(room):
    browser, _, _ = room
    page = browser.get("/review")
    for back in ("http://evil.example/", "//evil.example", "/\\evil.example"):
        answer = browser.press(page, "accept", back=back)
        assert answer.status_code in (303, 409)
        if answer.status_code == 303:
            assert answer.headers["location"].startswith("/review?")


def test_filters_and_the_policy_of_scripts(room):
    browser, case, builder = room
    claim = find(builder, "son-in-law")
    answer = browser.client.get(f"/review?document={claim.exhibit}&state=any")
    assert "script-src 'self'" in answer.headers["content-security-policy"]
    assert "unsafe" not in answer.headers["content-security-policy"]
    assert "script-src" not in browser.client.get("/").headers["content-security-policy"]
    here = len(listed(case, Filter(document=claim.exhibit)))
    assert f"0 of {here} claims reviewed" in answer.text
    assert browser.client.get("/review?document=unknown").status_code == 404
    assert browser.client.get("/review?element=uk-gac:E2").status_code == 200
    assert browser.client.get("/review?page=9").status_code == 200
    assert "text/javascript" in browser.client.get("/static/review.js").headers["content-type"]
    assert "still read" in browser.get("/review/lost")


def test_a_reason_of_several_lines_or_of_hidden_signs_is_refused_on_a_page(room):
    browser, case, builder = room
    page = browser.get(f"/review/entities/{builder.entity('amsden')}")
    for why in ("two\nlines", "turned \u202e round", "a" * 2_001):
        answer = browser.press(page, "merge", right="Jorst Tammel", why=why)
        assert answer.status_code == 400, answer.text
    assert not [one for one in case.store.judgements() if one.by_person]


def test_people_are_merged_and_split_on_a_page(room):
    browser, case, builder = room
    man, other = builder.entity("amsden"), builder.entity("tammel")
    page = browser.get(f"/review/entities/{man}")
    browser.press(page, "merge", right="Jorst Tammel", why="one man")
    named = case.store.index.named([man, other])
    assert named[man] == named[other]
    page = browser.get(f"/review/entities/{named[man].id}")
    mention = next(
        m.id for m in case.store.index.mentions_of(named[man].id) if m.text == "Jorst Tammel"
    )
    answer = browser.press(page, "split", mentions=mention, why="two men")
    assert answer.status_code == 303, answer.text
    named = case.store.index.named([man, other])
    assert named[man] != named[other]


def test_served_for_reading_alone_there_is_no_review(source, open_client):
    assert open_client(source).get("/review").status_code == 404


def test_pieces_say_where_they_begin(room):
    _, _, builder = room
    claim = find(builder, "son-in-law")
    layer = builder.layers[claim.exhibit]
    others = [one for one in builder.claims.values() if one.exhibit == claim.exhibit]
    cut = pieces(layer, layer.passages, claim, others)
    assert all(layer.text[one.start : one.start + len(one.text)] == one.text for one in cut)
    assert "".join(one.text for one in cut if one.chosen) == claim.quote
    place = claim.locator
    assert context(layer, place.start, place.end)[1] == claim.quote
    assert context(None, 0, 1) == ("", "", "")
