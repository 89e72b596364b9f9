"""Every page answers, every link leads somewhere, nothing hostile comes through."""

from __future__ import annotations

import re
from dataclasses import replace
from html.parser import HTMLParser
from itertools import pairwise

import pytest

from dalil.claims.view import CaseView
from dalil.evidence import (
    Holder,
    HolderRole,
    Interest,
    Predicate,
    Question,
    Relation,
    Side,
    Stance,
)

HOSTILE = '<script>alert("x")</script>\x00\u202e{{ 7*7 }}\'"'
PAGES = ("/", "/documents", "/people", "/organisations", "/assets", "/claims", "/questions",
         "/dossiers", "/ledger", "/search", "/search?q=Veshkul")  # fmt: skip


class Page(HTMLParser):
    """Tags, headings and links of a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))

    @property
    def links(self) -> list[str]:
        return [attrs["href"] for tag, attrs in self.tags if tag == "a" and attrs.get("href")]

    @property
    def ids(self) -> list[str]:
        return [attrs["id"] for _, attrs in self.tags if attrs.get("id")]

    @property
    def levels(self) -> list[int]:
        return [int(tag[1]) for tag, _ in self.tags if re.fullmatch("h[1-6]", tag)]


def crawl(client, start="/"):
    """Every page reachable by links, with its text."""
    seen, queue = {}, [start]
    while queue:
        path = queue.pop()
        bare = path.split("#")[0]
        if bare in seen or not bare.startswith("/"):
            continue
        response = client.get(bare)
        seen[bare] = response
        if "html" in response.headers["content-type"]:
            queue += Page(response.text).links
    return seen


def test_every_internal_link_resolves(client):
    seen = crawl(client)
    assert len(seen) > 40
    assert {path: r.status_code for path, r in seen.items() if r.status_code != 200} == {}


@pytest.mark.parametrize("path", PAGES)
def test_a_page_has_its_landmarks_and_headings_in_order(client, path):
    page = Page(client.get(path).text)
    names = [tag for tag, _ in page.tags]
    assert names.count("main") == 1
    assert names.count("h1") == 1
    assert all(after <= before + 1 for before, after in pairwise(page.levels))
    assert ("a", {"class": "skip", "href": "#content"}) in page.tags
    assert ("html", {"lang": "en"}) in page.tags
    assert len(page.ids) == len(set(page.ids))
    labelled = {attrs["for"] for tag, attrs in page.tags if tag == "label"}
    fields = {
        attrs["id"]
        for tag, attrs in page.tags
        if tag in ("input", "select") and attrs.get("type") != "hidden"
    }
    assert fields == labelled


def test_pages_need_no_script_and_forbid_it(client):
    for path, response in crawl(client).items():
        policy = response.headers["content-security-policy"]
        assert "default-src 'none'" in policy, path
        assert "script-src" not in policy
        assert "unsafe" not in policy
        assert "<script" not in response.text
        assert response.headers["x-content-type-options"] == "nosniff"
        assert response.headers["referrer-policy"] == "no-referrer"


@pytest.mark.parametrize(
    "host",
    ["evil.example", "127.0.0.1.evil.example", "localhost.evil.example:80", "", "a@127.0.0.1"],
)
def test_foreign_host_names_are_refused(client, host):
    response = client.get("/", headers={"host": host})
    assert response.status_code == 421
    assert "Veshkul" not in response.text


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1:8421", "[::1]:8421", "LOCALHOST:1"])
def test_this_machine_is_served(client, host):
    assert client.get("/", headers={"host": host}).status_code == 200


@pytest.mark.parametrize("method", ["post", "put", "delete", "patch"])
def test_nothing_can_be_written(client, method):
    assert getattr(client, method)("/claims").status_code == 405


@pytest.mark.parametrize(
    "path",
    ["/nothing", "/documents/ffff", "/entities/e_x", "/claims/c_x", "/questions/q_x",
     "/dossiers/none.html", "/dossiers/..%2F..%2Fetc%2Fpasswd", "/a/b/c"],
)  # fmt: skip
def test_what_does_not_exist_is_a_plain_page(client, path):
    response = client.get(path)
    assert response.status_code == 404
    assert "<h1>Not found</h1>" in response.text


def test_a_claim_leads_to_its_marked_place(client, source):
    for key, claim in source.case.claims.items():
        response = client.get(f"/claims/{key}", follow_redirects=False)
        assert response.status_code == 302
        place = response.headers["location"]
        assert place.startswith(f"/documents/{claim.exhibit}?")
        assert place.endswith(f"#c-{key}")
        page = Page(client.get(place).text)
        assert page.ids.count(f"c-{key}") == 1
        assert page.ids.count(f"n-{key}") == 1


def test_the_margin_names_holder_stance_and_stage(client, source, fakes):
    builder = fakes.harbour()
    denial = fakes.case.find(builder, "her client")
    text = client.get(f"/documents/{denial.exhibit}").text
    assert "Ada Pellmont, as reported by Tessa Maruin, denied" in text
    assert "investigation, criminal" in text
    assert "which is not a charge" in text


def test_a_refused_exhibit_says_why(client, source):
    sha = next(iter(source.case.refusals))
    text = client.get(f"/documents/{sha}").text
    assert "could not be read" in text
    assert "The file is encrypted." in text


def test_an_entity_shows_denials_beside_what_is_said(client, source):
    text = client.get(f"/entities/{source.case.targets[0]}").text
    assert text.index("What is said") < text.index("What is said against it, and by the own side")
    for words in ("Ордана Вешкуля", "her client ever", "holds or held an office", "same person by"):
        assert words in text


def crowded(builder, count: int) -> str:
    """A person of whom many claims are made, each with an employer; every third is a denial."""
    lines = [f"Report {n}: Eskel Bronn worked for the Tarn Line in year {n}." for n in range(count)]
    sha = builder.document("crowded.txt", "\n".join(lines))
    man = builder.name_at(sha, "Eskel Bronn", "PER", "bronn")
    firm = builder.name_at(sha, "the Tarn Line", "ORG", "tarn")
    for number, line in enumerate(lines):
        stance = Stance.ASSERTS if number % 3 else Stance.DENIES
        holders = [Holder(HolderRole.SPEAKER, man, ""), Holder(HolderRole.AUTHOR, None, "")]
        builder.claim(
            sha, line, holders, stance, about=(man, firm),
            relations=(Relation(Predicate.EMPLOYED_BY, man, firm, detail=f"desk {number}."),),
        )  # fmt: skip
    for claim in list(builder.claims.values())[-60:]:
        key = f"e_{man.id[2:]}"
        builder.interests.append(Interest(key, f"e_{firm.id[2:]}", "works_for", claim.id, "x"))
        sides = (Side("stated", (claim.id,)), Side("denied", (claim.id,)))
        builder.questions.append(Question(f"What of {claim.id}?", (key,), sides, "one", "rule:x"))
    return builder.entity("bronn")


def test_a_person_of_many_claims_is_paged_and_nothing_is_left_out(fakes, open_client):
    """Every claim, relation, tie and question is counted and stands on one of the pages."""
    builder = fakes.harbour()
    key = crowded(builder, 90)
    view = builder.view()
    client = open_client(fakes.MemorySource(view, builder.layers))
    pages, address = [], f"/entities/{key}"
    while address:
        text = client.get(address).text
        pages.append(text)
        following = [a["href"] for t, a in Page(text).tags if t == "a" and a.get("rel") == "next"]
        address = following[0] if following else ""
    assert len(pages) == 4  # 90 claims held, 25 a page
    first = pages[0]
    for words in ("Shown: claims 1-25 of 90", "Shown: relations in claims 1-25 of 90",
                  "Shown: interests 1-25 of 60", "Shown: questions 1-25 of 60"):  # fmt: skip
        assert words in first, words
    assert 'href="#pages"' in first
    assert Page(first).ids.count("pages") == 1
    assert "Shown: claims 76-90 of 90" in pages[3]
    own = {one.id for one in view.claims.values() if "Eskel Bronn" in one.quote}
    linked = set(re.findall(r"/claims/(c_[a-z2-7]+)", " ".join(pages)))
    assert own <= linked
    whole = " ".join(pages)
    assert all(f"(desk {number}.)" in whole for number in range(90))
    assert all(f"/questions/{one.id}" in whole for one in builder.questions if key in one.about)


def test_a_number_past_the_last_page_gives_the_last(fakes, open_client):
    builder = fakes.harbour()
    key = crowded(builder, 30)
    client = open_client(fakes.MemorySource(builder.view(), builder.layers))
    text = client.get(f"/entities/{key}?page=99").text
    assert "Shown: claims 26-30 of 30" in text
    assert client.get("/claims?page=99").text.count('class="card"') > 0


def test_what_lists_say_stands_on_the_page_of_a_marked_entity(client, source):
    target = source.case.targets[0]
    assert "Official lists" not in client.get(f"/entities/{target}").text
    listed = {"list": "un", "version": "2026-01-05", "publisher": "The council"}
    hit = {
        "list": "un",
        "version": "2026-01-05",
        "entity_id": "KX.7",
        "name_matched": f"Ordana {HOSTILE}",
        "score": 0.91,
        "why": ["surname alike"],
        "programmes": ["HARBOUR"],
        "listed_on": "2020-03-04",
        "reasons": "Took bribes.",
        "place": "/LIST/ENTRY[7]",
    }
    source.screenings[target] = {"at": "2026-01-06T10:00:00Z", "lists": [listed], "matches": [hit]}
    text = client.get(f"/entities/{target}").text
    for words in (
        "un, version 2026-01-05",
        "The council",
        "KX.7",
        "“Took bribes.”",
        "/LIST/ENTRY[7]",
    ):
        assert words in text
    assert "Listed on 4 March 2020" in text
    assert "<script>alert" not in text
    source.screenings[target] = {"at": "2026-01-06T10:00:00Z", "lists": [listed], "matches": []}
    assert "Nothing found." in client.get(f"/entities/{target}").text


def test_a_person_who_is_no_target_is_said_to_be_none(client, source, fakes):
    other = next(e for e in source.case.entities.values() if e.name == "Tessa Maruin")
    assert "Not marked as a target" in client.get(f"/entities/{other.id}").text


def test_a_retired_entity_id_redirects(source, open_client):
    target = source.case.targets[0]
    source.case = replace(source.case, redirects={"e_old": target})
    response = open_client(source).get("/entities/e_old", follow_redirects=False)
    assert response.status_code == 301
    assert response.headers["location"] == f"/entities/{target}"


@pytest.mark.parametrize(
    ("query", "count"),
    [("", 17), ("stance=denies", 3), ("stage=conviction", 1), ("review=yes", 1),
     ("stance=asserts&stage=none", 7), ("stance=nonsense", 0)],
)  # fmt: skip
def test_the_address_is_the_filter(client, query, count):
    text = client.get(f"/claims?{query}").text
    assert f"{count} claim" in text
    assert text.count('class="card"') == count


@pytest.mark.parametrize("words", ["Вешкуль", "veshkul", "VESHKUL"])
def test_search_finds_names_across_scripts(client, words):
    names = client.get("/search", params={"q": words}).text.split("<h2>Claims")[0]
    assert "Ordan Veshkul" in names


def test_search_finds_words_of_claims(client):
    assert "made no finding" in client.get("/search", params={"q": "NO FINDING"}).text


def test_review_stands_on_the_overview(client):
    assert "1 of 17 claims reviewed by a person." in client.get("/").text


def test_a_served_dossier_gains_links_and_its_own_policy(client, source):
    response = client.get("/dossiers/veshkul_uk-gac.html")
    assert "/claims/c_" in response.text
    assert b"/claims/c_" not in source.files["veshkul_uk-gac.html"]
    assert re.search(
        r"style-src 'sha256-[A-Za-z0-9+/=]+'", response.headers["content-security-policy"]
    )
    twin = client.get("/dossiers/veshkul_uk-gac.json")
    assert twin.content == source.files["veshkul_uk-gac.json"]
    assert "attachment" in twin.headers["content-disposition"]


def test_the_ledger_pages_and_says_order_only(client):
    text = client.get("/ledger").text
    assert "Order only" in text
    assert '<th scope="row">119</th>' in text
    assert '<th scope="row">0</th>' in client.get("/ledger?page=3").text
    assert client.get("/ledger?page=99999").status_code == 200
    assert client.get("/ledger?page=-1").status_code == 200


def test_a_value_stands_under_its_column_though_a_cell_before_it_is_empty(client, source):
    sha = next(key for key, layer in source.layers.items() if "Title Number" in layer.text)
    page = client.get(f"/documents/{sha}").text
    row = page[page.index("XQ 88115") :].split("</tr>")[0]
    assert row.count("<td") == 5
    assert row.split("<td")[4].startswith("></td>")
    assert "2013-05-02" in row.split("<td")[5]


def test_an_empty_case_is_honest(fakes, open_client):
    client = open_client(fakes.MemorySource(CaseView("Empty")))
    for path, response in crawl(client).items():
        assert response.status_code == 200, path
    assert "no document yet" in client.get("/").text
    assert "No dossier has been made" in client.get("/dossiers").text
    assert "no checkpoint yet" in client.get("/ledger").text


def test_hostile_names_quotes_and_titles_are_harmless(fakes, open_client):
    builder = fakes.harbour()
    builder.name = HOSTILE
    sha = builder.document(
        HOSTILE, f"He took {HOSTILE} today.", title=HOSTILE, authors=(HOSTILE,), publisher=HOSTILE,
        date=HOSTILE, notes=(HOSTILE,), language='en" onload="x',
    )  # fmt: skip
    man = builder.name_at(sha, HOSTILE, "PER", "evil")
    holders = [Holder(HolderRole.SPEAKER, man, HOSTILE), Holder(HolderRole.AUTHOR, None, HOSTILE)]
    builder.claim(sha, f"took {HOSTILE}", holders, Stance.ALLEGES, about=(man,), calls_for=HOSTILE)
    view = builder.view()
    source = fakes.MemorySource(view, builder.layers)
    client = open_client(source)
    pages = crawl(client)
    pages["search"] = client.get("/search", params={"q": HOSTILE})
    assert len(pages) > 40
    for path, response in pages.items():
        assert response.status_code == 200, path
        assert not [tag for tag, _ in Page(response.text).tags if tag == "script"], path
        assert not any(n.startswith("on") for _, a in Page(response.text).tags for n in a), path
        assert "\x00" not in response.text, path
        assert "\u202e" not in response.text, path
    assert "␀[U+202E]{{ 7*7 }}" in client.get(f"/documents/{sha}").text
