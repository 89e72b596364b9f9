"""Start the API and the workbench on the loopback address and say where they are."""

from __future__ import annotations

import os
import socket
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from dalil.errors import BadInput

if TYPE_CHECKING:
    from starlette.applications import Starlette
    from starlette.types import ASGIApp, Receive, Scope, Send

_MOST_WORKERS = 4


def serve(case_path: Path, port: int, lists: Sequence[str] = ()) -> None:
    """Serve a case, and the lists beside it, until Ctrl-C.

    Args:
        case_path: The case folder.
        port: Port on 127.0.0.1; 0 takes any free one.
        lists: Short ids of the lists; all when empty.

    Raises:
        BadInput: The port is taken.
    """
    import uvicorn

    from dalil.api.cases import create_case_api
    from dalil.assembly import build
    from dalil.casework.review_desk import ReviewDesk
    from dalil.config import Config
    from dalil.web.app import create_app
    from dalil.web.opencase import OpenCase

    dalil = build(Config.load())
    case = dalil.open_case(case_path, write=False)
    desk = ReviewDesk(case, lambda: dalil.open_case(case_path, write=True), dalil.lists_of)
    web = create_app(OpenCase(case, dalil.drawers), desk=desk)
    app = both(web, api_app(lists), create_case_api(desk))
    listener = _listener(port)
    place = f"http://127.0.0.1:{listener.getsockname()[1]}/"
    click.echo(f"The workbench is at {place}  (Ctrl-C ends it)", err=True)
    server = uvicorn.Server(uvicorn.Config(app, log_level="warning", server_header=False))
    try:
        server.run(sockets=[listener])
    finally:
        desk.rest()


def serve_lists(lists: Sequence[str], port: int, workers: int | None) -> None:
    """Serve the lists alone until Ctrl-C.

    Args:
        lists: Short ids; all when empty.
        port: Port on 127.0.0.1; 0 takes any free one.
        workers: Processes; one for each core, at most four, when None.

    Raises:
        BadInput: The port is taken.
        NotFound: A named list has not been imported.
    """
    import uvicorn

    count = workers or min(os.cpu_count() or 1, _MOST_WORKERS)
    _ready(lists)
    listener = _listener(port)
    place = f"http://127.0.0.1:{listener.getsockname()[1]}/"
    click.echo(f"The lists are served at {place}  (Ctrl-C ends it)", err=True)
    if count == 1:
        config = uvicorn.Config(api_app(lists), log_level="warning", server_header=False)
        uvicorn.Server(config).run(sockets=[listener])
        return
    from functools import partial

    from uvicorn.supervisors import Multiprocess

    config = uvicorn.Config(
        partial(api_app, tuple(lists)),
        factory=True,
        workers=count,
        log_level="warning",
        server_header=False,
    )
    Multiprocess(config, sockets=[listener]).run()


def api_app(lists: Sequence[str] = ()) -> Starlette:
    """The API over the lists in Dalil's home, opened when the first request comes."""
    from dalil.api.app import create_api
    from dalil.api.service import Service
    from dalil.assembly import build
    from dalil.assembly_lists import holdings
    from dalil.config import Config
    from dalil.matching.values import ListVersion

    config = Config.load()
    dalil = build(config)

    def newest() -> list[ListVersion]:
        versions = {version.list: version for version in dalil.shelf.versions()}
        return [one for id_, one in versions.items() if not lists or id_ in lists]

    return create_api(Service(lambda: holdings(dalil, lists), newest, config.update_token))


def _ready(lists: Sequence[str]) -> None:
    """See that the named lists are there and large ones have an index, before anybody asks."""
    from dalil.assembly import build
    from dalil.assembly_lists import holdings, make_indexes
    from dalil.config import Config

    dalil = build(Config.load())
    for list_id in make_indexes(dalil, lists):
        click.echo(f"Indexed {list_id}.", err=True)
    for held in holdings(dalil, lists).lists.values():
        held.finder()


def both(web: ASGIApp, api: ASGIApp, cases: ASGIApp | None = None) -> ASGIApp:
    """One application: the wire format's addresses to the API, /api to the case's, all else to the workbench.

    An entity's address belongs to both: a browser, which asks for HTML, gets the workbench's page.
    """
    from dalil.api.app import PLACES

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        chosen = web
        if scope["type"] == "http":
            parts = scope["path"].split("/")
            accepts = dict(scope["headers"]).get(b"accept", b"")
            page = parts[1] == "entities" and b"text/html" in accepts
            if f"/{parts[1]}" in PLACES and not page and (parts[1] != "search" or len(parts) > 2):
                chosen = api
            if parts[1] == "api" and cases is not None:
                chosen = cases
        await chosen(scope, receive, send)

    return app


def _listener(port: int) -> socket.socket:
    # The event loop sends small pieces at once only on a socket that says it is TCP; on others an answer
    # of two pieces waits some 40 ms for the client's acknowledgement of the first.
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind(("127.0.0.1", port))
        listener.listen(128)  # who asks before the lists are open waits, and is not turned away
    except OSError as error:
        listener.close()
        raise BadInput(
            f"Port {port} on 127.0.0.1 cannot be used: {error.strerror}.",
            "Name another with --port, or 0 for any free one.",
        ) from error
    return listener
