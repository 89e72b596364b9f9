"""Start the workbench on the loopback address and say where it is."""

from __future__ import annotations

import socket
from pathlib import Path

import click

from dalil.errors import BadInput


def serve(case_path: Path, port: int) -> None:
    """Serve a case until Ctrl-C.

    Args:
        case_path: The case folder.
        port: Port on 127.0.0.1; 0 takes any free one.

    Raises:
        BadInput: The port is taken.
    """
    import uvicorn

    from dalil.assembly import build
    from dalil.config import Config
    from dalil.web.app import create_app
    from dalil.web.opencase import OpenCase

    app = create_app(OpenCase(build(Config.load()).open_case(case_path, write=False)))
    listener = _listener(port)
    place = f"http://127.0.0.1:{listener.getsockname()[1]}/"
    click.echo(f"The workbench is at {place}  (Ctrl-C ends it)", err=True)
    server = uvicorn.Server(uvicorn.Config(app, log_level="warning", server_header=False))
    server.run(sockets=[listener])


def _listener(port: int) -> socket.socket:
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind(("127.0.0.1", port))
    except OSError as error:
        listener.close()
        raise BadInput(
            f"Port {port} on 127.0.0.1 cannot be used: {error.strerror}.",
            "Name another with --port, or 0 for any free one.",
        ) from error
    return listener
