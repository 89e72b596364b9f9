"""Forms of the review: taken from this process's own pages alone, to one step; then back to the page.

A form carries a token that no other site can read. What a form leaves as it was is no correction.
"""

from __future__ import annotations

import re
import secrets
from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import cast
from urllib.parse import parse_qsl, urlsplit

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from dalil.casework.review_desk import ReviewDesk
from dalil.casework.review_fields import FIELDS
from dalil.casework.review_rows import Row, row
from dalil.casework.review_steps import read_step
from dalil.errors import BadInput, DalilError
from dalil.web.review_site import reviewing, show
from dalil.web.site import address

MOST_FORM = 400_000
"""Bytes of a form."""
Form = dict[str, list[str]]


def do(request: Request, form: Form) -> Response:
    """One step of a review from a form; then back to the page that it stood on."""
    desk, back = reviewing(request).desk, _one(form, "back") or "/review"
    given = _step_of(desk, form)
    try:
        done = desk.step(read_step(given))
    except DalilError as error:
        values = {"error": error, "back": _safe(back)}
        return show(request, "review_refused.html", values, error.http_status)
    told = f"{_DONE[str(given['do'])]}. {done['reviewed']}."
    extra = {"told": told, "did": str(done["id"])}
    after = _one(form, "next") if given["do"] in _GO_ON else str(done["id"])
    if after.startswith("c_"):
        extra["claim"] = after
    return RedirectResponse(_with(_safe(back), extra), 303)


def write_word(request: Request, form: Form) -> Response:
    """The footnoted Word file on a target; then back, with the file to save."""
    desk, back = reviewing(request).desk, _safe(_one(form, "back") or "/review")
    try:
        path = desk.word_file(_one(form, "target"))
    except DalilError as error:
        values = {"error": error, "back": back}
        return show(request, "review_refused.html", values, error.http_status)
    return RedirectResponse(
        _with(back, {"file": path.name, "told": "The Word file is written."}), 303
    )


_DONE = {
    "accept": "Accepted",
    "reject": "Rejected",
    "correct": "Corrected",
    "undo": "Taken back",
    "add": "Added",
    "add mention": "Name added",
    "put on": "Put on the element",
    "take off": "Taken off the element",
    "merge": "Merged",
    "split": "Split",
}
_GO_ON = ("accept", "reject")


def _step_of(desk: ReviewDesk, form: Form) -> dict[str, object]:
    """The step that a form asks for; of a correction only what was changed in it."""
    given: dict[str, object] = {
        name: _one(form, name).strip() if name != "quote" else _one(form, name)
        for name in ("do", "id", "why", "document", "quote", "element", "left", "right")
        if _one(form, name)
    }
    given["do"] = _one(form, "do")
    if "seen" in form:
        given["seen"] = _one(form, "seen")
    if form.get("mentions"):
        given["mentions"] = form["mentions"]
    if given["do"] == "add":
        given["quote"], place = _as_it_stands(desk, form)
        form = {**form, "set_at": [place]}
    if given["do"] == "reject" and not _one(form, "why").strip():
        given["why"] = _one(form, "reason")
    fields = {
        name: _one(form, f"set_{name}") for name in (*FIELDS, "type") if f"set_{name}" in form
    }
    if given["do"] == "correct" and str(given.get("id", "")).startswith("c_"):
        before = filled(row(desk.case, str(given["id"])))
        fields = {
            name: text or "none"
            for name, text in fields.items()
            if text.strip() != before.get(name, "")
        }
        if not fields:
            raise BadInput("Nothing was changed.", "Accept the claim as it is.")
    if fields:
        given["set"] = {name: text for name, text in fields.items() if text.strip()}
    return given


def _as_it_stands(desk: ReviewDesk, form: Form) -> tuple[str, str]:
    """Selected words as the document has them, with its own spaces and line ends, and where they begin.

    A browser gives a selection with its own line ends; letters must be those of the text.
    """
    words, at = _one(form, "quote"), _one(form, "set_at")
    layer = desk.case.store.layer(_one(form, "document"))
    if layer is None or not (at.isascii() and at.isdigit() and len(at) < 12):
        return words, ""
    pattern = re.compile(r"\s+".join(map(re.escape, words.split())))
    found = pattern.search(layer.text, max(int(at) - 2, 0)) if words.split() else None
    if found is None or found.start() > int(at) + 2:
        return words, ""
    return found.group(), str(found.start())


def filled(claim: Row) -> dict[str, str]:
    """A claim's fields as a form shows them."""
    holders = cast("Sequence[str]", claim["holders"])
    relations = cast("Sequence[Mapping[str, str | None]]", claim["relations"])
    first = relations[0] if relations else {}
    about = cast("Sequence[str]", claim["about"])
    plain = {
        name: str(claim[name] or "")
        for name in ("stance", "kind", "stage", "forum", "finality", "court", "offence",
                     "calls_for", "quote")
    }  # fmt: skip
    return {
        **plain,
        "holder": " | ".join(holders[:-1]) or "author",
        "about": " | ".join(about),
        **{name: first.get(name) or "" for name in ("predicate", "object", "value", "detail")},
        "subject": first.get("subject") or "",
        "negated": "yes" if claim["negated"] else "no",
        "hedged": "yes" if claim["hedged"] else "no",
    }


# -- inside --------------------------------------------------------------------------------------


def posted(
    answer: Callable[[Request, Form], Response],
) -> Callable[[Request], Awaitable[Response]]:
    """A page that takes a form: from this process's own pages, bounded, one after the other."""

    async def taken(request: Request) -> Response:
        form = await _form(request)
        return await run_in_threadpool(answer, request, form)

    return taken


async def _form(request: Request) -> Form:
    """The fields of a form.

    Raises:
        HTTPException: It is no form of ours: another site's, without the token, or too large.
    """
    origin = request.headers.get("origin")
    if origin not in (None, "null") and urlsplit(origin or "").netloc != request.headers.get(
        "host"
    ):
        raise HTTPException(403, "A page of another site may not write here")
    if request.headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
        raise HTTPException(403, "A page of another site may not write here")
    body = b""
    async for part in request.stream():
        body += part
        if len(body) > MOST_FORM:
            raise HTTPException(413, f"The form is larger than {MOST_FORM} bytes")
    form: Form = {}
    try:
        for name, text in parse_qsl(
            body.decode("utf-8"), keep_blank_values=True, max_num_fields=5000, errors="strict"
        ):
            form.setdefault(name, []).append(text.replace("\r\n", "\n"))
    except ValueError as error:
        raise HTTPException(400, "The form cannot be read") from error
    if not secrets.compare_digest(_one(form, "token"), reviewing(request).token):
        raise HTTPException(403, "The form is of an earlier run: load the page again")
    return form


def _one(form: Form, name: str) -> str:
    return (form.get(name) or [""])[0]


def _safe(back: str) -> str:
    """An address of our own to go back to."""
    return (
        back if back.startswith("/review") and "\\" not in back and "\n" not in back else "/review"
    )


def _with(back: str, extra: Mapping[str, str]) -> str:
    path, _, old = back.partition("?")
    kept = {k: v for k, v in parse_qsl(old) if k not in ("claim", "did", "told", "file")}
    return address(path, {**kept, **extra})
