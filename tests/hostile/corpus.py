"""The files that fuzzing starts from: one or more of every format, made on the spot, and what was found."""

from __future__ import annotations

import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
FOUND = HERE / "found"
"""Inputs that once broke something; replayed by every run of the tests."""
sys.path.append(str(HERE.parent / "unit" / "text"))


def corpus() -> dict[str, bytes]:
    """Small valid files by name."""
    import test_akoma
    import test_mhtml
    import test_subtitles
    import test_webarchive
    from PIL import Image
    from text_samples import EVERY_FORMAT, docx, mail, paragraph, pdf, zipped

    files = dict(EVERY_FORMAT)
    files["judgment.xml"] = test_akoma.JUDGMENT
    files["page.mhtml"] = test_mhtml.saved(
        test_mhtml.part("text/html", "https://paper.example/a", "<p>The fee was paid.</p>")
    )
    files["hearing.vtt"] = test_subtitles.VTT.encode()
    files["hearing.srt"] = test_subtitles.SRT.encode()
    files["capture.warc"] = test_webarchive.warc(packed=False)
    files["capture.warc.gz"] = test_webarchive.warc()
    files["capture.wacz"] = test_webarchive.wacz()
    files["nested.zip"] = zipped({"in.zip": zipped({"a.txt": b"The fee."}), "b.eml": mail(a=b"x")})
    files["table.docx"] = docx(
        "<w:tbl><w:tr><w:tc>" + paragraph("a") + "</w:tc></w:tr></w:tbl>" + paragraph("b")
    )
    files["two.pdf"] = pdf([[(72, 700, 9, "One page.")], [(72, 700, 30, "Two.")]], "/Title (x)")
    for form in ("PNG", "JPEG", "TIFF", "GIF", "BMP", "WEBP", "JPEG2000"):
        sink = _sink()
        Image.new("L", (60, 40), 200).save(sink, form)
        files[f"scan.{form.lower()}"] = sink.getvalue()
    return files


def _sink():
    import io

    return io.BytesIO()
