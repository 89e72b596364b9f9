"""OpenDocument texts and presentations: what the program shows."""

from __future__ import annotations

from text_samples import ODF_NAMES, code, kinds, layer, odf, words


def paragraph(text: str) -> str:
    return f"<text:p>{text}</text:p>"


def test_paragraphs_headings_items_and_spaces():
    body = (
        "<text:h>Findings</text:h><text:p>The  fee\n was <text:span>paid<text:s text:c='2'/>twice</text:span>."
        "<text:line-break/>So<text:tab/>it is.</text:p><text:list><text:list-item>"
        + paragraph("first") + "<text:list><text:list-item>" + paragraph("inner")
        + "</text:list-item></text:list></text:list-item></text:list>"
    )  # fmt: skip
    found = layer(odf("text", body))
    assert found.text == "Findings\nThe fee was paid  twice.\nSo\tit is.\nfirst\ninner"
    assert [p.kind for p in found.passages] == ["heading", "paragraph", "item", "item"]


def test_notes_deletions_comments_and_headers():
    body = (
        "<text:tracked-changes><text:changed-region><text:deletion>" + paragraph("never")
        + "</text:deletion></text:changed-region></text:tracked-changes>"
        "<text:p>Paid<text:note text:note-class='footnote'><text:note-body>" + paragraph("Ledger.")
        + "</text:note-body></text:note> twice<text:note text:note-class='endnote'><text:note-body>"
        + paragraph("Interview.") + "</text:note-body></text:note>"
        "<office:annotation>" + paragraph("doubtful") + "</office:annotation>.</text:p>"
    )  # fmt: skip
    styles = (
        f"<office:document-styles{ODF_NAMES}><office:master-styles><style:master-page><style:header>"
        + paragraph("Secret") + "</style:header></style:master-page></office:master-styles></office:document-styles>"
    )  # fmt: skip
    found = layer(odf("text", body, {"styles.xml": styles}))
    assert found.text == "Paid[1] twice[e1].\n[1] Ledger.\n[e1] Interview.\nSecret"
    assert words(found, "footnote") == ["[1] Ledger.", "[e1] Interview."]
    assert kinds(found)["Secret"] == "furniture"
    assert found.notes == (
        "1 comments are not part of the text.",
        "1 tracked deletions are not shown.",
    )


def test_tables_and_text_boxes():
    cells = "".join(
        f"<table:table-cell>{paragraph(text)}</table:table-cell>" for text in ("Name", "Sum")
    )
    body = (
        f"<table:table><table:table-row>{cells}</table:table-row></table:table>"
        "<text:p>Before<draw:frame><draw:text-box>" + paragraph("boxed") + "</draw:text-box></draw:frame></text:p>"
    )  # fmt: skip
    found = layer(odf("text", body))
    assert found.text == "Name\tSum\nBefore\nboxed"
    assert [(p.sheet, p.row, p.column) for p in found.passages if p.kind == "cell"] == [
        ("table 1", 1, 1), ("table 1", 1, 2),
    ]  # fmt: skip


def test_slides_are_pages_and_notes_follow():
    body = "".join(
        f"<draw:page><draw:frame><draw:text-box>{paragraph(text)}</draw:text-box></draw:frame>"
        f"<presentation:notes><draw:frame><draw:text-box>{paragraph('say ' + text)}</draw:text-box></draw:frame>"
        "</presentation:notes></draw:page>"
        for text in ("one", "two")
    )
    found = layer(odf("presentation", body))
    assert [(found.text[p.start : p.end], p.page, p.kind) for p in found.passages] == [
        ("one", 1, "paragraph"), ("say one", 1, "footnote"), ("two", 2, "paragraph"), ("say two", 2, "footnote"),
    ]  # fmt: skip


def test_what_the_document_says_of_itself():
    meta = (
        f"<office:document-meta{ODF_NAMES}><office:meta><dc:title>On fees</dc:title>"
        "<meta:creation-date>2024-07-09T11:42:05</meta:creation-date></office:meta></office:document-meta>"
    )
    found = layer(odf("text", paragraph("A."), {"meta.xml": meta}))
    assert (found.info.title, found.info.date) == ("On fees", "2024-07-09T11:42:05")


def test_refusals():
    assert code(odf("text", "")) == "no_text"
    assert code(odf("text", "<broken")) == "corrupt"
    lock = (
        "<manifest:manifest xmlns:manifest='urn:m'><manifest:encryption-data/></manifest:manifest>"
    )
    assert code(odf("text", paragraph("x"), {"META-INF/manifest.xml": lock})) == "encrypted"
    assert (
        code(odf("text", "<text:section>" * 150 + paragraph("x") + "</text:section>" * 150))
        == "corrupt"
    )
