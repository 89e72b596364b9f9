"""Picture files (PNG, JPEG, TIFF with many pages, WebP, GIF, BMP, JPEG 2000): text by OCR only.

A picture has no text of its own: all words are recognised, and say so. One pixel counts as one
point in its boxes, so that a box is a place in the file's own picture. Moving pictures are read at
their first frame. Hidden data (EXIF, comments) is not text and is not read.
"""

from __future__ import annotations

import io
import re
import struct
import warnings
from collections.abc import Iterator
from importlib import import_module
from typing import TYPE_CHECKING

from dalil.errors import Unreadable
from dalil.evidence import TextLayer
from dalil.text import furniture
from dalil.text.blocks import check_length, join, number
from dalil.text.ocr import MISSING, MOST_PIXELS, Picture
from dalil.text.pdf_layout import paragraphs
from dalil.text.pdf_lines import Line
from dalil.text.port import Read, Source
from dalil.text.scan import Scans
from dalil.text.sniff import PICTURES

if TYPE_CHECKING:
    from PIL.Image import Image

MAX_FRAMES = 2000
MAX_PIXELS = 100_000_000
"""Largest picture in pixels; a bigger one is refused before it is unpacked."""
_SMALL = 1000
"""A picture narrower than this is enlarged: its letters are too small to be recognised."""
_FORMATS = {
    "image/png": ("PNG", "PngImagePlugin"),
    "image/jpeg": ("JPEG", "JpegImagePlugin"),
    "image/tiff": ("TIFF", "TiffImagePlugin"),
    "image/webp": ("WEBP", "WebPImagePlugin"),
    "image/gif": ("GIF", "GifImagePlugin"),
    "image/bmp": ("BMP", "BmpImagePlugin"),
    "image/jp2": ("JPEG2000", "Jpeg2KImagePlugin"),
}
"""Pillow's name and module: only the decoder of the sniffed format is loaded."""
_BROKEN = (
    OSError, ValueError, SyntaxError, TypeError, LookupError, ArithmeticError, RuntimeError, EOFError,
    struct.error,
)  # fmt: skip
"""What Pillow's decoders raise on broken files."""


class ImageReader:
    """Reads pictures through OCR."""

    name = "image/1"
    media_types = PICTURES

    def read(self, source: Source) -> Read:
        """Recognise the text of a picture.

        Raises:
            Unreadable: ``no_text``, ``corrupt``, ``truncated`` or ``too_large``.
        """
        scans = Scans(source.aid)
        if scans.ocr is None:
            raise Unreadable(
                f"It is a picture without text of its own; {MISSING}.",
                "Then run dalil ingest or dalil read --case again: the vault keeps the file.",
                reason_code="no_ocr",
            )
        notes: list[str] = []
        with warnings.catch_warnings():
            pages = list(_pages(source, scans, notes))
        notes = [*scans.remarks(), *notes]
        if not any(pages):
            raise Unreadable(
                " ".join(notes) or "No text was recognised in the picture.", reason_code="no_text"
            )
        text, passages = join(scans.placed(paragraphs(pages)))
        layer = TextLayer(
            exhibit=source.exhibit,
            text=text,
            passages=number(furniture.mark(text, passages)),
            reader=f"{self.name} with {scans.program}",
            media_type=source.media_type,
            notes=tuple(notes),
        )
        return Read(layer)


def _pages(source: Source, scans: Scans, notes: list[str]) -> Iterator[list[Line]]:
    """The recognised lines of each page; a broken page is noted and the reading ends there."""
    from PIL import Image, ImageFile

    warnings.simplefilter("ignore")  # Pillow warns of what is noted or refused here
    ImageFile.LOAD_TRUNCATED_IMAGES = False
    Image.MAX_IMAGE_PIXELS = MAX_PIXELS
    length = 0
    form, module = _FORMATS[source.media_type]
    import_module(f"PIL.{module}")
    try:
        image = Image.open(io.BytesIO(source.content), formats=(form,))
        count = getattr(image, "n_frames", 1)
    except (*_BROKEN, Image.DecompressionBombError) as error:
        raise _broken(error) from error
    with image:
        frames = count if image.format == "TIFF" else 1
        if frames == 1 and count > 1:
            notes.append("The picture moves or has several frames; the first was read.")
        if frames > MAX_FRAMES:
            notes.append(f"It has {frames:,} pages; the first {MAX_FRAMES:,} were read.")
        for index in range(min(frames, MAX_FRAMES)):
            if scans.skip(index + 1):
                yield []
                continue
            try:
                image.seek(index)
                picture = _picture(image, index + 1)
            except (*_BROKEN, Image.DecompressionBombError) as error:
                if index == 0:
                    raise _broken(error) from error
                notes.append(
                    f"Page {index + 1} is broken ({error}); it and what follows were not read."
                )
                return
            lines = scans.read(picture)
            length += sum(len(line.text) + 1 for line in lines)
            check_length(length)
            yield lines


def _broken(error: Exception) -> Unreadable:
    words = re.sub(r"<[^<>]*0x[0-9a-f]+>", "its content", str(error)).rstrip(".")
    if "pixels" in words and "exceeds" in words:
        return Unreadable(
            f"The picture would unpack to more than {MAX_PIXELS:,} pixels: {words}",
            reason_code="too_large",
        )
    code = "truncated" if "truncated" in words else "corrupt"
    return Unreadable(f"The picture is broken and cannot be shown: {words}.", reason_code=code)


def _picture(image: Image, page: int) -> Picture:
    """One frame in grey on white, upright, of a size at which letters can be recognised."""
    from PIL import ImageOps

    if image.width * image.height > MAX_PIXELS:
        raise ValueError(f"{image.width} x {image.height} pixels exceeds the limit of pixels")
    upright = ImageOps.exif_transpose(image)
    grey = _grey(upright)
    factor = 1.0
    if grey.width < _SMALL:
        factor = min(3.0, max(2.0, _SMALL / max(grey.width, 1)))
    most = (MOST_PIXELS / max(grey.width * grey.height, 1)) ** 0.5
    factor = min(factor, most)
    if factor != 1.0:
        size = (max(round(grey.width * factor), 1), max(round(grey.height * factor), 1))
        grey = grey.resize(size)
    points = 100 * upright.width / grey.width
    return Picture(grey.width, grey.height, grey.tobytes(), page, points)


def _grey(image: Image) -> Image:
    """Eight bits of grey; what is transparent becomes white, as on paper."""
    from PIL import Image as Images

    if image.mode.startswith(("I", "F")):
        low, high = image.getextrema()
        spread = max(float(high) - float(low), 1.0)  # type: ignore[arg-type]
        return image.point(lambda value: (value - float(low)) * 255 / spread).convert("L")  # type: ignore[arg-type]
    if image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info:
        seen = image.convert("RGBA")
        paper = Images.new("RGBA", seen.size, "white")
        return Images.alpha_composite(paper, seen).convert("L")
    return image.convert("L")
