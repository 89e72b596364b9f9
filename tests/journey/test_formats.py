"""Every file of the real documents, and all that lies inside them, is accounted for in a case."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

from dalil.assembly import build
from dalil.casework.ingest import ingest
from dalil.config import Config
from dalil.custody.settings import CaseSettings

REFUSED = {"unsupported", "empty", "encrypted", "no_text", "no_ocr", "corrupt", "truncated"}
"""What the documents may be refused for; anything else means that a reader failed."""
EXPECTED = {
    "500_pages.7z": "archive/1",
    "500_pages.7z.001": "truncated",
    "7z_password.7z": "encrypted",
    "bad7zip.7z": "empty",
    "badtar.tar": "empty",
    "badzip.zip": "empty",
    "test-documents.rar": "unsupported",
    "test-documents.tar": "archive/1",
    "Plan.odt": "odt/1",
    "encypted_by_libreoffice.odt": "encrypted",
    "password_protected.xls": "encrypted",
    "password_protected.xlsx": "encrypted",
    "password-hunter2.pdf": "encrypted",
    "staff_list.xlsx": "workbook/1",
    "rom.ods": "workbook/1",
    "aircrafts-iom.xls": "workbook/1",
    "piste.msg": "msg/1",
    "fnf.msg": "mail/2",
    "plan.mbox": "mbox/1",
    "richtext.emlx": "emlx/1",
    "testRTF.rtf": "rtf/1",
    "doc.doc": "unsupported",
    "slides.ppt": "unsupported",
    "testPST.pst": "unsupported",
    "john-doe.vcf": "unsupported",
    "empty.pdf": "empty",
}
"""Reader or reason by file: the traps that the data's own list names."""


def test_every_file_is_read_or_refused_with_a_reason(shared: Path, tmp_path: Path):
    files = sorted(p for p in (shared / "data" / "documents").rglob("*") if p.is_file())
    config = {"DALIL_HOME": str(tmp_path / "home"), "DALIL_WORKERS": "2", "DALIL_TESSERACT": "none"}
    dalil = build(Config.load(config))
    dalil.create_case(tmp_path / "case", CaseSettings(name="All formats"))
    with dalil.open_case(tmp_path / "case", write=True) as case:
        report = ingest(case, files, dalil.documents)
        exhibits = case.store.exhibits()
        refusals = {refusal.exhibit: refusal for refusal in case.store.refusals()}
        fates: dict[str, str] = {}
        for exhibit in exhibits:
            refusal, layer = refusals.get(exhibit.sha256), case.store.layer(exhibit.sha256)
            assert (refusal is None) != (layer is None), exhibit.name
            if refusal is not None:
                assert refusal.code in REFUSED, (exhibit.name, refusal)
                assert len(refusal.reason) > 15
                fates[exhibit.name] = refusal.code
            elif layer is not None:
                assert layer.text.strip(), exhibit.name
                fates[exhibit.name] = layer.reader
        assert report.taken == len(exhibits) == report.read + report.refused
        inside = [exhibit for exhibit in exhibits if exhibit.parent]
        assert len(inside) >= 30
        assert {exhibit.parent for exhibit in inside} <= {exhibit.sha256 for exhibit in exhibits}
    assert {name: fates.get(name) for name in EXPECTED} == EXPECTED


def test_nested_archives_are_followed_to_a_stated_depth(tmp_path: Path):
    def wrapped(name: str, content: bytes) -> bytes:
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w") as archive:
            archive.writestr(zipfile.ZipInfo(name), content)
        return out.getvalue()

    content, deepest = b"The fee was paid.", 12
    for level in range(deepest):
        content = wrapped(f"level{level}.zip" if level else "letter.txt", content)
    (tmp_path / "nested.zip").write_bytes(content)
    config = {"DALIL_HOME": str(tmp_path / "home"), "DALIL_WORKERS": "1"}
    dalil = build(Config.load(config))
    dalil.create_case(tmp_path / "case", CaseSettings(name="Nested"))
    with dalil.open_case(tmp_path / "case", write=True) as case:
        ingest(case, [tmp_path / "nested.zip"], dalil.documents)
        codes = [refusal.code for refusal in case.store.refusals()]
        assert codes == ["too_deep"]
        assert len(case.store.exhibits()) == 9
        again = ingest(case, [tmp_path / "nested.zip"], dalil.documents)
        assert (again.taken, again.read, again.refused) == (0, 0, 0)
