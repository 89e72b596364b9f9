"""A text layer's compressed text, back as it was."""

from __future__ import annotations

import zlib

from dalil.errors import Tampered


def unpack_text(packed: bytes) -> str:
    """The text of a layer as the database keeps it.

    Raises:
        Tampered: The bytes are not what Dalil wrote.
    """
    try:
        return zlib.decompress(packed).decode("utf-8", "surrogatepass")
    except (zlib.error, UnicodeDecodeError) as error:
        raise Tampered(f"The text of a layer cannot be unpacked: {error}.") from error
