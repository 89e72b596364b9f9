"""Presentations: slides in order, title first, tables, diagrams and notes."""

from __future__ import annotations

from text_samples import DRAW, code, kinds, layer, pptx, rels, shape, slide, words

TABLE = (
    "<p:graphicFrame><a:graphic><a:graphicData><a:tbl><a:tr><a:tc><p:txBody><a:p><a:r><a:t>Name</a:t></a:r></a:p>"
    "</p:txBody></a:tc><a:tc><p:txBody><a:p><a:r><a:t>Sum</a:t></a:r></a:p></p:txBody></a:tc></a:tr></a:tbl>"
    "</a:graphicData></a:graphic></p:graphicFrame>"
)


def test_slides_are_pages_and_titles_come_first():
    found = layer(
        pptx(
            [
                slide(shape("Paid twice.") + shape("The fee", "title")),
                slide(shape("7", "sldNum") + shape("Denied.")),
            ]
        )
    )
    assert found.text == "The fee\nPaid twice.\n7\nDenied."
    assert [p.page for p in found.passages] == [1, 1, 2, 2]
    assert kinds(found) == {
        "The fee": "heading", "Paid twice.": "paragraph", "7": "furniture", "Denied.": "paragraph",
    }  # fmt: skip


def test_groups_tables_and_diagrams():
    diagram = (
        '<p:graphicFrame><a:graphic><a:graphicData><d:relIds xmlns:d="urn:d" r:dm="rId1"/>'
        "</a:graphicData></a:graphic></p:graphicFrame>"
    )
    parts = {
        "ppt/slides/_rels/slide1.xml.rels": rels(("diagramData", "../diagrams/data1.xml")),
        "ppt/diagrams/data1.xml": f'<d:dataModel xmlns:d="urn:d" xmlns:a="{DRAW}"><d:ptLst><d:pt><d:t><a:p><a:r>'
        "<a:t>Vex owns Olmet</a:t></a:r></a:p></d:t></d:pt></d:ptLst></d:dataModel>",
    }
    found = layer(pptx([slide(f"<p:grpSp>{shape('inside')}</p:grpSp>{TABLE}{diagram}")], parts))
    assert found.text == "inside\nName\tSum\nVex owns Olmet"
    assert [(p.sheet, p.row, p.column) for p in found.passages if p.kind == "cell"] == [
        ("table 1", 1, 1), ("table 1", 1, 2),
    ]  # fmt: skip


def test_notes_comments_and_hidden_slides():
    parts = {
        "ppt/slides/_rels/slide1.xml.rels": rels(
            ("notesSlide", "../notesSlides/n1.xml"), ("comments", "../comments/c1.xml")
        ),
        "ppt/notesSlides/n1.xml": slide(
            shape("3", "sldNum") + shape("Say it slowly.", "body"), root="notes"
        ),
        "ppt/comments/c1.xml": "<cmLst><cm/><cm/></cmLst>",
    }
    found = layer(pptx([slide(shape("A."), 'show="0"'), slide("")], parts))
    assert words(found, "footnote") == ["Say it slowly."]
    told = " ".join(found.notes)
    assert "hidden in the file are read too: 1." in told
    assert "without text, which may hold pictures of text: 2." in told
    assert "2 comments" in told


def test_no_text_missing_slides_and_broken_parts():
    assert code(pptx([slide("")])) == "no_text"
    assert code(pptx([], {"ppt/presentation.xml": "<p"})) == "corrupt"
    found = layer(pptx([slide(shape("A.")), "<broken"]))
    assert any("Slide 2 is missing or broken" in note for note in found.notes)


def test_a_document_type_is_refused():
    attack = '<!DOCTYPE a [<!ENTITY x "y">]>' + slide(shape("&x;"))
    assert code(pptx([attack])) == "corrupt"
