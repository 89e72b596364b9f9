"""The report of an inspection as one HTML file: no script, nothing from elsewhere, made to be printed.

It says what is on file and what lacks, with the rule; it says nothing of the client's honesty.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from dalil.dossier.html import marked

_TEMPLATES = Path(__file__).parent / "templates"
_TESTS = (
    ("completeness", "Completeness", "Is everything there that the triggers ask for?"),
    ("order", "Order", "Did it come before the relationship began or money moved?"),
    ("reasoning", "Reasoning", "Does every judgement have a reason and its evidence?"),
    ("retrieval", "Retrieval", "Does every cited file open, and does its hash fit?"),
)


def render_inspection(told: Mapping[str, object]) -> bytes:
    """The report as UTF-8 HTML; the same inspection gives the same bytes.

    Args:
        told: An inspection as JSON, from :func:`dalil.casework.diligence_inspect.to_json`.
    """
    style = (_TEMPLATES / "inspection.css").read_text(encoding="utf-8")
    digest = base64.b64encode(hashlib.sha256(style.encode("utf-8")).digest()).decode("ascii")
    text = (
        _environment()
        .get_template("inspection.html")
        .render(
            i=told,
            tests=_TESTS,
            style=Markup(style),  # noqa: S704 (our own file)
            style_hash=f"sha256-{digest}",
        )
    )
    return text.encode("utf-8")


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["marked"] = marked
    return environment
