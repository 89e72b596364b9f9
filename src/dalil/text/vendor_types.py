"""Names for objects of vendors that carry no types, so that signatures say what is meant."""

from __future__ import annotations

from typing import Any, TypeAlias

Element: TypeAlias = Any
"""An element of an lxml tree."""
PillowImage: TypeAlias = Any
"""A picture of Pillow."""
PdfDocument: TypeAlias = Any
"""An open pypdfium2 document."""
PdfPage: TypeAlias = Any
"""An open pypdfium2 page."""
PdfTextPage: TypeAlias = Any
"""The text of an open pypdfium2 page."""
