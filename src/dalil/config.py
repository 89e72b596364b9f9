"""Settings, read once by an entrance and passed down as a frozen value.

Nothing here is read at import, and no other module may read the environment.
"""

from __future__ import annotations

import os
import sys
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from dalil.errors import BadConfig


@dataclass(frozen=True, slots=True)
class LlmConfig:
    """Where a language model is, and what asking it may take in one run.

    Attributes:
        base: Address up to ``/chat/completions`` (``DALIL_LLM_BASE``).
        model: Its name there (``DALIL_LLM_MODEL``).
        key: From the environment alone (``DALIL_LLM_KEY``), never from a settings file.
        requests: Most requests (``DALIL_LLM_REQUESTS``).
        tokens: Most tokens (``DALIL_LLM_TOKENS``).
        seconds: Most seconds for one request (``DALIL_LLM_SECONDS``).
        tries: Tries of a request that was not answered (``DALIL_LLM_TRIES``).
        concurrency: Requests under way at once (``DALIL_LLM_CONCURRENCY``).
    """

    base: str = ""
    model: str = ""
    key: str = field(default="", repr=False)
    requests: int = 1000
    tokens: int = 2_000_000
    seconds: int = 120
    tries: int = 4
    concurrency: int = 4


@dataclass(frozen=True, slots=True)
class Config:
    """What a user can set.

    Attributes:
        home: Folder of lists, indexes, client files and gazetteers (``DALIL_HOME``).
        workers: Processes that read documents at once (``DALIL_WORKERS``).
        user: The name written into records as the person at work (``DALIL_USER``).
        parse_seconds: CPU seconds that one file may take to parse (``DALIL_PARSE_SECONDS``).
        parse_megabytes: Memory that one parsing process may take (``DALIL_PARSE_MEGABYTES``).
        list_seconds: CPU seconds that one list may take to read (``DALIL_LIST_SECONDS``); the biggest
            lists known take minutes.
        proxies: (scheme, address) through which lists are fetched (``HTTPS_PROXY``, ``HTTP_PROXY``,
            ``NO_PROXY``).
        tesseract: Path of the OCR program; "" looks in the usual places, ``none`` uses none
            (``DALIL_TESSERACT``).
        browser: Program that prints a dossier as PDF; "" looks for the usual ones (``DALIL_BROWSER``).
        update_token: Word that lets a client have newer lists opened (``DALIL_UPDATE_TOKEN``).
        ci: Nobody sits before the screen (``CI``).
        llm: A language model as second reader; used only where ``--llm`` asks for it.
        weighing: Whether stances and stages are weighed by learned weights too, or told by rules alone
            (``DALIL_WEIGHING``: ``on`` or ``off``).
    """

    home: Path
    workers: int
    user: str
    parse_seconds: int = 120
    parse_megabytes: int = 2048
    list_seconds: int = 3600
    proxies: tuple[tuple[str, str], ...] = ()
    tesseract: str = ""
    browser: str = ""
    ci: bool = False
    update_token: str = ""
    llm: LlmConfig = LlmConfig()
    weighing: bool = True

    @staticmethod
    def load(env: Mapping[str, str] | None = None, file: Path | None = None) -> Config:
        """Read settings: the environment wins over the file, the file over the defaults.

        Args:
            env: The environment; the process's own when left out.
            file: A TOML file with the same names in lower case without the prefix.

        Raises:
            BadConfig: A value of the wrong kind, or a file that is not TOML.
        """
        values: Mapping[str, str] = os.environ if env is None else env  # noqa: TID251
        table = _read_file(file)

        def pick(name: str, default: object) -> str:
            return str(values.get(f"DALIL_{name.upper()}") or table.get(name) or default)

        return Config(
            home=Path(pick("home", _default_home(values))).expanduser(),
            workers=_whole("workers", pick("workers", os.cpu_count() or 1)),
            user=pick("user", values.get("USER") or values.get("USERNAME") or "unnamed"),
            parse_seconds=_whole("parse_seconds", pick("parse_seconds", 120)),
            parse_megabytes=_whole("parse_megabytes", pick("parse_megabytes", 2048)),
            list_seconds=_whole("list_seconds", pick("list_seconds", 3600)),
            proxies=_proxies(values),
            tesseract=pick("tesseract", ""),
            browser=pick("browser", ""),
            update_token=pick("update_token", ""),
            ci=values.get("CI", "").lower() in ("1", "true", "yes"),
            weighing=_switch("weighing", pick("weighing", "on")),
            llm=LlmConfig(
                base=pick("llm_base", ""),
                model=pick("llm_model", ""),
                key=values.get("DALIL_LLM_KEY", ""),
                requests=_whole("llm_requests", pick("llm_requests", 1000)),
                tokens=_whole("llm_tokens", pick("llm_tokens", 2_000_000)),
                seconds=_whole("llm_seconds", pick("llm_seconds", 120)),
                tries=_whole("llm_tries", pick("llm_tries", 4)),
                concurrency=_whole("llm_concurrency", pick("llm_concurrency", 4)),
            ),
        )


def protect_children() -> None:
    """Keep Python processes that this one starts from importing modules of the folder they start in.

    That folder may be the one with the files to be read, and a file ``json.py`` among them would run.
    """
    os.environ.setdefault("PYTHONSAFEPATH", "1")  # noqa: TID251


def _read_file(file: Path | None) -> dict[str, object]:
    if file is None:
        return {}
    try:
        return tomllib.loads(file.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise BadConfig(f"The settings file {file} cannot be read: {error}.") from error


def _proxies(values: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    """The usual variables, in capitals or not."""
    found = []
    for scheme in ("http", "https", "no"):
        name = f"{scheme}_proxy"
        address = values.get(name.upper()) or values.get(name)
        if address:
            found.append((scheme, address))
    return tuple(found)


def _whole(name: str, text: str) -> int:
    if not text.isascii() or not text.isdigit() or int(text) < 1:
        raise BadConfig(
            f"DALIL_{name.upper()} is {text!r}, but a whole number from 1 upwards is needed."
        )
    return int(text)


def _switch(name: str, text: str) -> bool:
    if text not in ("on", "off"):
        raise BadConfig(f"DALIL_{name.upper()} is {text!r}, but 'on' or 'off' is needed.")
    return text == "on"


def _default_home(values: Mapping[str, str]) -> Path:
    """The platform's user-data folder (XDG Base Directory, Apple and Windows conventions)."""
    if sys.platform == "win32" and values.get("LOCALAPPDATA"):
        return Path(values["LOCALAPPDATA"]) / "dalil"
    if sys.platform == "darwin":
        return Path("~/Library/Application Support/dalil").expanduser()
    return Path(values.get("XDG_DATA_HOME") or "~/.local/share").expanduser() / "dalil"
