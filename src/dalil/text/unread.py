"""What is not read, and the way out: one sentence for each format that comes without a reader.

A file of such a kind is an exhibit with a recorded refusal; the vault keeps its bytes.
"""

from __future__ import annotations

KEPT = "The vault keeps it as it is."
_OFFICE = "Open it in LibreOffice (or its own program), save it as {} and take in that copy too."
_PICTURE = "If it shows text, have the text recognised and take in that copy too."
_SPOKEN = "Write down what is said in it, with times, and take in the transcript too."
_UNPACK = "Unpack it and take in the folder that comes out."

WAYS_OUT: dict[str, str] = {
    "application/msword": _OFFICE.format("DOCX or PDF"),
    "application/vnd.ms-powerpoint": _OFFICE.format("PPTX or PDF"),
    "application/vnd.oasis.opendocument.graphics": _OFFICE.format("PDF"),
    "application/vnd.oasis.opendocument.formula": _OFFICE.format("PDF"),
    "application/epub+zip": "Convert it to PDF or HTML and take in that copy too.",
    "application/vnd.ms-outlook-pst": "Export the mailbox as MBOX or as single mails (for example "
    "with readpst) and take in the folder that comes out.",
    "application/vnd.rar": _UNPACK,
    "application/zstd": _UNPACK,
    "application/vnd.ms-cab-compressed": _UNPACK,
    "application/x-iso9660-image": _UNPACK,
    "application/x-msaccess": "Export its tables as CSV and take in those.",
    "application/vnd.sqlite3": "Export its tables as CSV and take in those.",
    "application/x-dbf": "Export the table as CSV and take in that copy too.",
    "text/vcard": "Copy what matters of it into a text or a CSV table and take in that too.",
    "text/calendar": "Copy what matters of it into a text or a CSV table and take in that too.",
    "application/json": "Export the records as CSV and take in that copy too.",
    "application/postscript": "Convert it to PDF and take in that copy too.",
    "image/vnd.djvu": "Convert it to PDF and take in that copy too.",
    "application/xml": "If it is a sanctions list, take it in with: dalil lists import FORMAT FILE",
    "application/x-ole-storage": _OFFICE.format("PDF"),
    "audio/wav": _SPOKEN,
    "audio/mpeg": _SPOKEN,
    "audio/ogg": _SPOKEN,
    "video/mp4": _SPOKEN,
}
"""By media type."""


def way_out(media_type: str) -> str:
    """What a person can do about a file of a kind that is not read."""
    known = WAYS_OUT.get(media_type)
    if known is None and media_type.startswith("image/"):
        known = _PICTURE
    return f"{KEPT} {known}" if known else KEPT
