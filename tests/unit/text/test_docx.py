"""Word documents: what Word shows, with notes, tables and changes."""

from __future__ import annotations

import io
import zipfile

from text_samples import MC, W, code, docx, layer, paragraph, words


def note(identifier: int, text: str, kind: str = "footnote") -> str:
    return f'<w:{kind} w:id="{identifier}">{paragraph(text)}</w:{kind}>'


def story(root: str, inner: str) -> str:
    return f'<w:{root} xmlns:w="{W}">{inner}</w:{root}>'


STYLES = story(
    "styles",
    '<w:style w:styleId="H1"><w:name w:val="heading 1"/></w:style>'
    '<w:style w:styleId="LP"><w:name w:val="List Paragraph"/></w:style>',
)


def test_paragraphs_headings_and_items():
    body = (
        paragraph("Findings", '<w:pStyle w:val="H1"/>')
        + paragraph("The fee was paid.")
        + paragraph("first", '<w:numPr><w:numId w:val="3"/></w:numPr>')
        + paragraph("second", '<w:pStyle w:val="LP"/>')
    )
    found = layer(docx(body, {"word/styles.xml": STYLES}))
    assert found.text == "Findings\nThe fee was paid.\nfirst\nsecond"
    assert [p.kind for p in found.passages] == ["heading", "paragraph", "item", "item"]
    assert [p.paragraph for p in found.passages] == [1, 2, 3, 4]


def stressed(text: str, mark: str) -> str:
    return f"<w:p><w:r><w:rPr>{mark}</w:rPr><w:t>{text}</w:t></w:r></w:p>"


def test_a_short_line_set_apart_by_hand_is_a_heading():
    """Courts seldom use Word's styles; what is bold by a sentence, a quotation or a list stays what it is."""
    body = (
        stressed("The Harbour Authority's response:", "<w:b/>")
        + stressed("Background", '<w:u w:val="single"/>')
        + stressed("The fee was paid twice.", "<w:b/>")
        + stressed("“I never paid”", "<w:b/>")
        + stressed("Not stressed", '<w:b w:val="0"/>')
        + "<w:p><w:r><w:rPr><w:b/></w:rPr><w:t>Paid</w:t></w:r><w:r><w:t> in May</w:t></w:r></w:p>"
        + paragraph("first", '<w:numPr><w:numId w:val="3"/></w:numPr>')
    )
    kinds = [p.kind for p in layer(docx(body)).passages]
    assert kinds == ["heading", "heading", *["paragraph"] * 4, "item"]


def test_notes_follow_the_body_under_their_marks():
    reference = '<w:r><w:footnoteReference w:id="{}"/></w:r>'
    body = (
        f"<w:p><w:r><w:t>Paid twice.</w:t></w:r>{reference.format(7)}</w:p>"
        f"<w:p><w:r><w:t>Denied.</w:t></w:r>{reference.format(5)}"
        '<w:r><w:endnoteReference w:id="2"/></w:r></w:p>'
    )
    parts = {
        "word/footnotes.xml": story(
            "footnotes", note(-1, "line") + note(5, "Letter.") + note(7, "Ledger.")
        ),
        "word/endnotes.xml": story("endnotes", note(2, "Interview.", "endnote")),
    }
    found = layer(docx(body, parts))
    assert found.text == "Paid twice.[1]\nDenied.[2][e1]\n[1] Ledger.\n[2] Letter.\n[e1] Interview."
    assert words(found, "footnote") == ["[1] Ledger.", "[2] Letter.", "[e1] Interview."]


def test_a_missing_note_is_noted():
    found = layer(docx('<w:p><w:r><w:t>A.</w:t><w:footnoteReference w:id="9"/></w:r></w:p>',
                       {"word/footnotes.xml": story("footnotes", "")}))  # fmt: skip
    assert "missing" in found.notes[0]


def test_insertions_are_shown_and_deletions_are_counted():
    body = (
        "<w:p><w:r><w:t xml:space='preserve'>Paid </w:t></w:r>"
        "<w:ins><w:r><w:t>twice</w:t></w:r></w:ins>"
        "<w:del><w:r><w:delText>once</w:delText></w:r></w:del>"
        "<w:hyperlink><w:r><w:t>, see ledger</w:t></w:r></w:hyperlink></w:p>"
    )
    found = layer(docx(body))
    assert found.text == "Paid twice, see ledger"
    assert found.notes == ("1 tracked deletions are not shown.",)


def test_a_text_box_is_read_once():
    box = f"<w:txbxContent>{paragraph('In the box.')}</w:txbxContent>"
    body = (
        f'<w:p><w:r><mc:AlternateContent xmlns:mc="{MC}"><mc:Choice>{box}</mc:Choice>'
        f"<mc:Fallback>{box}</mc:Fallback></mc:AlternateContent><w:t>Around it.</w:t></w:r></w:p>"
    )
    found = layer(docx(body))
    assert found.text.count("In the box.") == 1
    assert found.text == "Around it.\nIn the box."


def cell(*texts: str) -> str:
    return f"<w:tc>{''.join(map(paragraph, texts))}</w:tc>"


def test_tables_are_tab_separated_with_rows_and_columns():
    body = (
        "<w:tbl><w:tr>" + cell("Name") + cell("Sum") + "</w:tr>"
        "<w:tr>" + cell("Vex") + cell("") + cell("7") + "</w:tr></w:tbl>"
    )
    found = layer(docx(paragraph("Fees") + body))
    assert found.text == "Fees\nName\tSum\nVex\t\t7"
    last = found.passages[-1]
    assert (last.kind, last.sheet, last.row, last.column) == ("cell", "table 1", 2, 3)


def test_a_cell_with_running_text_becomes_paragraphs():
    found = layer(
        docx(
            "<w:tbl><w:tr>" + cell("To the clerk", "Olmet Hall") + cell("Dated") + "</w:tr></w:tbl>"
        )
    )
    assert found.text == "To the clerk\nOlmet Hall\nDated"
    assert {p.kind for p in found.passages} == {"paragraph"}


def test_headers_are_furniture_once_and_comments_are_counted():
    parts = {
        "word/header1.xml": story("hdr", paragraph("Draft of 3 May")),
        "word/header2.xml": story("hdr", paragraph("Draft of 3 May")),
        "word/comments.xml": story("comments", "<w:comment/><w:comment/>"),
    }
    found = layer(docx(paragraph("Body."), parts))
    assert words(found, "furniture") == ["Draft of 3 May"]
    assert found.notes == ("2 comments are not part of the text.",)


def test_core_properties():
    core = (
        '<cp:coreProperties xmlns:cp="http://x.example/cp" xmlns:dc="http://purl.org/dc/elements/1.1/" '
        'xmlns:dcterms="http://purl.org/dc/terms/"><dc:title>Paid twice</dc:title>'
        "<dc:creator>Orsolin Vex; Maren Tarvik</dc:creator>"
        "<dcterms:created>2024-05-03T10:00:00Z</dcterms:created></cp:coreProperties>"
    )
    info = layer(docx(paragraph("By ORSOLIN VEX. Body."), {"docProps/core.xml": core})).info
    assert (info.title, info.authors) == ("Paid twice", ("Orsolin Vex",))
    assert info.made_by == "Maren Tarvik"  # a clerk's or licence's name is nobody's authorship
    assert info.date == "2024-05-03T10:00:00Z"


def test_hostile_and_broken_documents_are_refused():
    whole = docx(paragraph("The fee was paid." * 50))
    assert code(docx("")) == "no_text"
    assert code(whole[:-40]) in ("corrupt", "truncated", "unsupported")
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("word/document.xml", '<!DOCTYPE x [<!ENTITY a "aaaa">]><x>&a;</x>')
    assert code(out.getvalue()) == "corrupt"


def test_a_zip_bomb_is_refused_before_it_is_unpacked():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b" " * 60 * 1024 * 1024)
    assert code(out.getvalue()) == "too_large"


def test_a_broken_side_part_is_noted_and_the_text_is_read():
    found = layer(docx(paragraph("Body."), {"word/comments.xml": "<broken"}))
    assert found.text == "Body."
    assert "word/comments.xml" in found.notes[0]


def numbered(text: str, level: int = 0) -> str:
    number = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="3"/></w:numPr>'
    return paragraph(text).replace("<w:p>", f"<w:p><w:pPr>{number}</w:pPr>", 1)


def test_numbered_paragraphs_of_a_judgment_are_no_points_of_the_line_before():
    long = (
        "The claimant says that the house was sold twice within one year and that nobody told him "
        * 3
    )
    body = "".join(
        [
            paragraph("The history"), numbered(long), numbered(f"{long}. The letter said:"),
            numbered(f"that {long};", 1), numbered(f"that {long}.", 1), numbered(long), numbered(long),
        ]
    )  # fmt: skip
    found = layer(docx(body))
    assert [p.kind for p in found.passages][1:] == [
        "paragraph", "paragraph", "item", "item", "paragraph", "paragraph",
    ]  # fmt: skip
    short = layer(
        docx("".join([paragraph("It shall:"), numbered("freeze the sums;"), numbered("say so.")]))
    )
    assert [p.kind for p in short.passages] == ["paragraph", "item", "item"]


def test_a_stretch_that_a_colon_introduces_is_points_though_its_level_is_running_text_elsewhere():
    long = (
        "The company was founded in that year and has since then been allowed to hold money. " * 4
    )
    body = [numbered(long), numbered(long, 1), numbered(long), numbered(long, 1), numbered(long)]
    body += [
        numbered(long, 1),
        numbered("From this we find:"),
        numbered(long, 1),
        numbered(long, 2),
    ]
    body += [numbered(long, 1), numbered(long), numbered(long, 1)]
    kinds = [p.kind for p in layer(docx("".join(body))).passages]
    assert kinds == [*["paragraph"] * 7, "item", "paragraph", "item", "paragraph", "paragraph"]


def test_a_style_takes_its_numbering_from_the_one_that_it_is_based_on():
    styles = (
        '<w:style w:styleId="B1"><w:name w:val="Body 1"/><w:pPr><w:numPr><w:numId w:val="5"/></w:numPr>'
        '</w:pPr></w:style><w:style w:styleId="B2"><w:name w:val="Body 2"/><w:basedOn w:val="B1"/><w:pPr>'
        '<w:numPr><w:ilvl w:val="1"/></w:numPr></w:pPr></w:style><w:style w:styleId="L"><w:name w:val="L"/>'
        '<w:basedOn w:val="L"/></w:style>'
    )
    body = paragraph("It shall:") + paragraph("freeze the sums;", '<w:pStyle w:val="B2"/>')
    body += paragraph("say so.", '<w:pStyle w:val="B2"/>') + paragraph(
        "End", '<w:pStyle w:val="L"/>'
    )
    found = layer(docx(body, {"word/styles.xml": story("styles", styles)}))
    assert [p.kind for p in found.passages] == ["paragraph", "item", "item", "paragraph"]


def test_a_typed_number_stands_before_its_paragraph():
    tab = "</w:t><w:tab/><w:t>"
    found = layer(docx(paragraph(f"12.{tab}He was convicted.") + paragraph(f"(ii){tab}He left.")))
    assert found.text == "12.\tHe was convicted.\n(ii)\tHe left."
    assert [(found.text[p.start : p.end], p.kind) for p in found.passages] == [
        ("12.", "furniture"), ("He was convicted.", "paragraph"), ("(ii)", "furniture"), ("He left.", "item"),
    ]  # fmt: skip


def test_what_a_program_s_template_says_is_nobody_s_word():
    import docx as writer

    document, out = writer.Document(), io.BytesIO()
    document.add_paragraph("The fee was paid.")
    document.save(out)
    info = layer(out.getvalue()).info
    assert (info.date, info.authors, info.made_by) == (None, (), None)
