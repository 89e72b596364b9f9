"""A case worker's keys in a real browser: from a document to a footnoted Word file."""

from __future__ import annotations

import io
import shutil
import threading
import time
import zipfile

import pytest

from dalil.casework.review_desk import ReviewDesk
from dalil.casework.review_rows import Filter, listed, progress, row
from dalil.web.app import create_app
from dalil.web.opencase import OpenCase
from devtools import Page
from review_samples import load, make, opened

pytestmark = pytest.mark.xdist_group("browser-review")


@pytest.fixture(scope="module")
def chromium() -> str:
    found = shutil.which("chromium") or shutil.which("chromium-browser")
    if found is None:
        pytest.skip("no Chromium on this machine")
    return found


@pytest.fixture
def served(tmp_path):
    """The harbour case behind a port of this machine."""
    import uvicorn

    builder = make(tmp_path / "case")
    case = opened(tmp_path / "case", write=False)
    desk = ReviewDesk(case, lambda: opened(tmp_path / "case"))
    app = create_app(OpenCase(case), desk=desk)
    server = uvicorn.Server(uvicorn.Config(app, port=0, log_level="error", server_header=False))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.02)
    port = server.servers[0].sockets[0].getsockname()[1]
    yield f"http://127.0.0.1:{port}", case, builder
    server.should_exit = True
    thread.join()
    desk.rest()
    case.close()


@pytest.fixture(scope="module")
def browser(chromium, tmp_path_factory):
    opened_page = Page(chromium, tmp_path_factory.mktemp("browser") / "profile")
    yield opened_page
    opened_page.close()


@pytest.fixture
def page(browser):
    browser.keys, browser.failures = 0, []
    return browser


def test_from_an_open_document_to_a_word_file_by_keys_alone(served, page, tmp_path):
    """Every claim accepted by one key, then w and Enter: the number of keys is that of claims and two."""
    address, case, builder = served
    sha = next(key for key, one in builder.exhibits.items() if one.name == "article.html")
    claims = listed(case, Filter(document=sha))
    page.go(f"{address}/review?document={sha}&about={builder.entity('veshkul')}&state=any")
    about = listed(case, Filter(document=sha, about=builder.entity("veshkul")))
    assert 0 < len(about) <= len(claims)
    for _ in about:
        page.press("a", loads=True)
    assert {row(case, one.id)["state"] for one in about} == {"accepted"}
    page.press("w")
    page.press("Enter", loads=True)
    assert page.keys == len(about) + 2
    assert "The Word file is written." in page.ask("document.getElementById('told').innerText")
    assert page.ask("document.activeElement.id") == "file", "one Enter more saves it"
    made = next(case.exports.glob("*.docx"))
    with zipfile.ZipFile(io.BytesIO(made.read_bytes())) as parts:
        notes = parts.read("word/footnotes.xml").decode()
    assert "son-in-law" in notes
    assert page.failures == []


def test_reject_correct_undo_and_help_by_keys(served, page):
    address, case, builder = served
    find = load("case").find
    claim = find(builder, "son-in-law")
    page.go(f"{address}/review?document={claim.exhibit}&claim={claim.id}&state=any")
    page.press("r")
    page.press("Enter", loads=True)
    assert row(case, claim.id)["why"] == "the words do not say this"
    page.press("u", loads=True)
    assert row(case, claim.id)["state"] == "unreviewed"
    page.press("c")
    assert page.ask("document.activeElement.name") == "set_holder"
    page.type("Ada Pellmont")
    page.press("Enter", loads=True)
    fixed = listed(case, Filter(state="corrected"))
    assert [row(case, one.id)["holders"][0] for one in fixed] == ["Ada Pellmont"]
    page.press("?")
    assert page.ask("document.getElementById('help').open") is True
    page.press("Escape")
    assert page.ask("document.getElementById('help').open") is False
    before = page.ask("document.querySelector('[aria-current=true] a').innerText")
    page.press("j", loads=True)
    assert page.ask("document.querySelector('[aria-current=true] a').innerText") != before
    page.press("k", loads=True)
    assert page.ask("document.querySelector('[aria-current=true] a').innerText") == before
    assert page.failures == []


def test_a_claim_is_added_from_selected_words(served, page):
    """Also where letters beyond the basic plane stand before them: places are code points."""
    address, case, builder = served
    claim = load("case").find(builder, "son-in-law")
    words = "They closed the case against Mr Veshkul in May 2021"
    page.go(f"{address}/review?document={claim.exhibit}&claim={claim.id}&state=any")
    page.ask(
        f"""(() => {{
        const spans = [...document.querySelectorAll('#source [data-at]')];
        const spot = spans.find((one) => one.textContent.includes({words!r}));
        const node = [...spot.childNodes].find((one) => one.textContent.includes({words!r}));
        const text = node.nodeType === 3 ? node : node.firstChild;
        const start = text.textContent.indexOf({words!r});
        const range = document.createRange();
        range.setStart(text, start);
        range.setEnd(text, start + {len(words)});
        getSelection().removeAllRanges();
        getSelection().addRange(range);
        }})()"""
    )
    page.press("n")
    assert page.ask("document.getElementById('a-quote').value") == words
    page.press("Enter", loads=True)
    (made,) = listed(case, Filter(state="added"))
    layer = builder.layers[claim.exhibit]
    assert (made.quote, made.locator.start) == (words, layer.text.index(words))
    assert progress(case).reviewed == 1
    assert page.failures == []


def test_nothing_hangs_over_the_edge_and_everything_has_a_name(served, page, tmp_path):
    address, _, builder = served
    claim = load("case").find(builder, "son-in-law")
    for width in (1300, 400):
        page.wide(width)
        page.go(f"{address}/review?document={claim.exhibit}&claim={claim.id}&state=any")
        for key in ("c", "n", "w"):
            page.press(key)
            assert page.ask("document.documentElement.scrollWidth") <= width
            page.press("Escape")
    nameless = page.ask(
        """[...document.querySelectorAll('input:not([type=hidden]), select, textarea')]
        .filter((one) => !one.labels.length && !one.ariaLabel).map((one) => one.outerHTML)"""
    )
    assert nameless == []
    assert page.ask("document.querySelectorAll('[role=status]').length") == 1
    picture = tmp_path / "review.png"
    page.picture(picture)
    assert picture.stat().st_size > 20_000
    assert page.failures == []
