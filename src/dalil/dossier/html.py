"""A dossier as one HTML file: no script, nothing from elsewhere, made to be read and printed.

Everything is escaped by the template engine; characters that cannot be seen are shown as signs. The
words come from the tree alone; what the page adds for use (skip link, contents, way back) is marked
``data-ui`` and says nothing about the case. Document markup is never shown.
"""

from __future__ import annotations

import base64
import hashlib
import re
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from dalil.dossier.values import Columns, Dossier
from dalil.dossier.visible import runs, visible

_TEMPLATES = Path(__file__).parent / "templates"
UNBALANCED = 3
"""From this ratio of lengths two columns are set under each other instead of beside."""

_KINDS = {
    "not reviewed": "quiet",
    "reviewed": "good",
    "not reviewed, proposed by a language model": "warn",
    "reviewed, proposed by a language model": "warn",
    "negated": "turn",
    "hedged": "turn",
    "denies": "contrary",
    "disputes": "contrary",
    "alleges": "alleged",
    "alleged": "alleged",
    "documented": "documented",
    "denied": "contrary",
    "officially found": "official",
    "none": "quiet",
    "citation unverified": "warn",
    "refused": "warn",
    "read in part": "warn",
    "register": "documented",
    "said": "alleged",
    "said, and contested": "contrary",
    "reports court held": "official",
    "owned": "documented",
    "possible": "alleged",
    "not owned": "quiet",
    "to be looked at": "alleged",
    "names agree": "documented",
}
_BY_STAGE = {
    "conviction": "official",
    "judgment": "official",
    "penalty": "official",
    "designation": "official",
    "acquittal": "contrary",
    "dismissal": "contrary",
    "delisting": "contrary",
    "allegation": "alleged",
    "investigation": "alleged",
    "charge": "alleged",
}


def render(dossier: Dossier) -> bytes:
    """The dossier as UTF-8 HTML; the same tree gives the same bytes."""
    style = (_TEMPLATES / "dossier.css").read_text(encoding="utf-8")
    digest = base64.b64encode(hashlib.sha256(style.encode("utf-8")).digest()).decode("ascii")
    seen: set[tuple[str, int]] = set()

    def first(prefix: str, number: int) -> Markup:
        """An id on the first place that a number is used at, nothing on later ones."""
        if (prefix, number) in seen:
            return Markup("")
        seen.add((prefix, number))
        return Markup(' id="{}-{}"').format(prefix, number)

    text = (
        _environment()
        .get_template("dossier.html")
        .render(d=dossier, style=Markup(style), style_hash=f"sha256-{digest}", first=first)  # noqa: S704 (our own file)
    )
    return text.encode("utf-8")


def marked(text: str, language: str | None = None) -> Markup:
    """Text for a page: signs for the invisible, escaped, runs in other scripts tagged.

    Args:
        text: Any text, hostile ones included.
        language: ISO 639-1 code of the document, used where the script fits.
    """
    parts: list[Markup] = []
    for run, tag, right_to_left in runs(visible(text), language):
        if tag is None:
            parts.append(escape(run))
        else:
            way = Markup(' dir="rtl"') if right_to_left else ""
            parts.append(Markup('<bdi lang="{}"{}>{}</bdi>').format(tag, way, run))
    return Markup("").join(parts)


def slug(text: str) -> str:
    """A class name from a label."""
    return re.sub(r"[^a-z0-9]+", "-", text.casefold()).strip("-")


def kind(label: str) -> str:
    """The look of a label: a class that goes with a sign, never with colour alone."""
    return "k-" + (_KINDS.get(label) or _BY_STAGE.get(label.split(",", 1)[0]) or "plain")


def layout(block: Columns) -> str:
    """``beside`` where the sides are of like length, else ``under``."""
    lengths = [sum(len(s.text) for s in column.sentences) for column in block.columns]
    small, large = min(lengths, default=0), max(lengths, default=0)
    return "under" if large > UNBALANCED * max(small, 1) + 400 else "beside"


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {"marked": marked, "slug": slug, "visible": visible}
    environment.globals |= {"layout": layout, "kind": kind}
    environment.tests["kind_of"] = lambda block, name: type(block).__name__ == name
    return environment
