"""The dossier as PDF: printed by an installed browser, the same bytes twice, a plain word where there is none."""

import shutil

import pypdfium2
import pytest

from dalil.dossier import html, pdf
from dalil.dossier.compose import compose
from dalil.errors import BadConfig, ChildFailed


@pytest.fixture(scope="module")
def browser():
    found = shutil.which("chromium") or shutil.which("chromium-browser")
    if found is None:
        pytest.skip("no Chromium on this machine")
    return found


def test_the_printed_dossier_says_what_the_page_says_and_is_the_same_twice(browser, fakes):
    found = fakes.material(fakes.harbour())
    dossier = compose(found, found.view.targets[0])
    page = html.render(dossier)
    first, second = pdf.render(page, browser), pdf.render(page, browser)
    assert first.startswith(b"%PDF-")
    assert first == second
    document = pypdfium2.PdfDocument(first)
    text = " ".join(
        " ".join(document[n].get_textpage().get_text_range().split()) for n in range(len(document))
    )
    assert dossier.title.split()[0] in text
    assert "presumed innocent" in text


def test_without_a_browser_the_way_out_is_told(monkeypatch):
    monkeypatch.setattr(pdf, "PLACES", ("/nowhere",))
    with pytest.raises(BadConfig, match=r"docx or \.html"):
        pdf.find_browser()
    with pytest.raises(BadConfig, match="no-such-browser"):
        pdf.find_browser("no-such-browser")


def test_a_browser_that_prints_nothing_is_an_error(tmp_path):
    program = tmp_path / "browser"
    program.write_text("#!/bin/sh\necho broken >&2\n")
    program.chmod(0o755)
    with pytest.raises(ChildFailed, match="broken"):
        pdf.render(b"<p>words</p>", str(program))
