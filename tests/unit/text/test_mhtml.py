"""Saved pages in one file: the page, its address, when it was saved, what stays inside."""

from __future__ import annotations

from text_samples import mail, page

from dalil.text.dispatch import read_here

HEAD = (
    "From: <Saved by Blink>\r\nSnapshot-Content-Location: https://olmet.example/villa\r\n"
    "Subject: Paid twice\r\nDate: Thu, 14 Mar 2024 09:30:00 -0000\r\nMIME-Version: 1.0\r\n"
    'Content-Type: multipart/related;\r\n\ttype="text/html";\r\n\tboundary="--b"\r\n\r\n\r\n'
)


def part(kind: str, address: str, body: str) -> str:
    return (
        f"----b\r\nContent-Type: {kind}\r\nContent-ID: <f@x>\r\nContent-Transfer-Encoding: 8bit\r\n"
        f"Content-Location: {address}\r\n\r\n{body}\r\n"
    )


def saved(*parts: str) -> bytes:
    return (HEAD + "".join(parts) + "----b--\r\n").encode()


def test_the_page_is_read_with_address_and_time():
    content = saved(
        part("text/html", "https://ads.example/frame", "<p>Buy now, buy cheap.</p>"),
        part("text/html", "https://olmet.example/villa", page().decode()),
        part("image/png", "https://olmet.example/a.png", "x"),
        part("text/css", "cid:css-1", "p { color: red }"),
    )
    outcome = read_here(content, "0" * 64, "villa.mhtml")
    layer = outcome.layer
    assert layer is not None
    assert outcome.media_type == "multipart/related"
    assert layer.text == read_here(page(), "0" * 64, "a.html").layer.text
    assert layer.info.address == "https://olmet.example/villa"
    assert layer.info.captured == "2024-03-14T09:30:00"
    assert "1 frames (pages inside the page) of the saved page were not read." in layer.notes
    assert "2 pictures, styles and other parts stay inside the saved page." in layer.notes


def test_letters_of_the_pages_own_encoding():
    html = "<html><body><p>Вилла над озером принадлежит брату министра.</p></body></html>"
    text = (
        HEAD + part("text/html; charset=windows-1251", "https://olmet.example/villa", html)
    ).encode("cp1251")
    layer = read_here(text, "0" * 64, "villa.mht").layer
    assert layer is not None
    assert layer.text == "Вилла над озером принадлежит брату министра."


def test_a_saved_page_without_a_page_is_refused_and_a_mail_stays_a_mail():
    refusal = read_here(
        saved(part("image/png", "https://olmet.example/a.png", "x")), "0" * 64, "a"
    ).refusal
    assert refusal is not None
    assert refusal.code == "no_text"
    assert read_here(mail(), "0" * 64, "a.eml").media_type == "message/rfc822"
