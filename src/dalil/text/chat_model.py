"""A language model behind an OpenAI-compatible address (``POST {base}/chat/completions``).

Used only where a user asks for it. Nothing is sent without TLS except to this machine; a redirect is
refused, since it would carry the documents to an address that nobody named. Requests, tokens, time
and the size of an answer are bounded. Usable answers are kept by the hash of the request, and can be
replayed without any connection. The key is read from the environment, sent as a header and written
nowhere.

Source: OpenAI API reference, "Create chat completion" (the part that other servers share).
"""

from __future__ import annotations

import hashlib
import http.client
import json
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Protocol
from urllib.parse import urlsplit

from dalil.claims.llm.port import Answer, Prompt
from dalil.errors import BadConfig, FetchFailed

LOCAL = ("127.0.0.1", "localhost", "::1")
RETRIED = (408, 409, 425, 429, 500, 502, 503, 504)
LONGEST_PAUSE = 60.0
MAX_BYTES = 4 * 1024**2
"""Largest answer that is taken: a window's claims fill some tens of kilobytes."""
_CHUNK = 1 << 16
_LETTERS_A_TOKEN = 3


@dataclass(frozen=True, slots=True)
class Endpoint:
    """Where the model is, and what asking it may take.

    Attributes:
        base: Address up to ``/chat/completions``, such as ``https://host/v1``.
        model: Its name there.
        key: Sent as a bearer token; "" sends none.
        requests: Most requests of one run, repeated ones counted.
        tokens: Most tokens of one run, as the server counts them.
        seconds: Most seconds for one request.
        tries: How often a request is made that a busy or broken server did not answer.
        concurrency: Requests under way at once.
        pause: Seconds before the second try; doubled for each further one.
    """

    base: str
    model: str
    key: str = field(default="", repr=False)
    requests: int = 1000
    tokens: int = 2_000_000
    seconds: float = 120.0
    tries: int = 4
    concurrency: int = 4
    pause: float = 1.0


class Answers(Protocol):
    """Kept answers by the hash of their request."""

    def get(self, key: str) -> str | None:
        """The kept answer, or None."""
        ...

    def put(self, key: str, text: str) -> None:
        """Keep an answer."""
        ...


@dataclass
class Spent:
    """What a run has spent so far.

    Attributes:
        requests: Sent, repeated ones counted.
        tokens: As the servers counted them, or an estimate where they did not.
        kept: Prompts answered from the kept answers.
        faults: Prompts without an answer.
    """

    requests: int = 0
    tokens: int = 0
    kept: int = 0
    faults: int = 0


class ChatModel:
    """Asks a chat-completions address.

    Args:
        endpoint: Where, and the bounds.
        answers: Kept answers.
        replay: Ask nobody: a prompt without a kept answer has none.
        proxies: (scheme, address) through which requests go.

    Raises:
        BadConfig: The address is none that documents may be sent to.
    """

    def __init__(
        self,
        endpoint: Endpoint,
        answers: Answers,
        *,
        replay: bool = False,
        proxies: Sequence[tuple[str, str]] = (),
    ) -> None:
        self._endpoint = endpoint
        self._answers = answers
        self._replay = replay
        self._host = _checked(endpoint.base)
        self._opener = urllib.request.build_opener(
            urllib.request.ProxyHandler(_proxies_for(endpoint.base, proxies)), _NoRedirect
        )
        self.spent = Spent()
        self._counting = threading.Lock()

    @property
    def name(self) -> str:
        """Model and host."""
        return f"{self._endpoint.model} at {self._host}"

    @property
    def told(self) -> str:
        """What the run has spent so far, in one line."""
        spent = self.spent
        return (
            f"{self.name}: {spent.requests} requests sent, about {spent.tokens} tokens, "
            f"{spent.kept} answers kept from before, {spent.faults} without an answer"
        )

    def ask(self, prompts: Sequence[Prompt]) -> list[Answer]:
        """Answer prompts, from the kept answers where they are there.

        Raises:
            FetchFailed: The address refuses all requests: the key, the model or the path is wrong.
        """
        bodies = [_body(self._endpoint.model, prompt) for prompt in prompts]
        keys = [hashlib.sha256(body).hexdigest() for body in bodies]
        found = {key: self._answers.get(key) for key in dict.fromkeys(keys)}
        wanted = {k: b for k, b in zip(keys, bodies, strict=True) if found[k] is None}
        self.spent.kept += sum(found[key] is not None for key in keys)
        sent = self._send_all(wanted)
        answers = [
            sent[key] if (text := found[key]) is None else Answer(key, text, kept=True)
            for key in keys
        ]
        self.spent.faults += sum(answer.text is None for answer in answers)
        return answers

    def keep(self, answer: Answer) -> None:
        """Keep an answer that could be used."""
        if answer.text is not None and not answer.kept:
            self._answers.put(answer.key, answer.text)

    def _send_all(self, wanted: Mapping[str, bytes]) -> dict[str, Answer]:
        if self._replay:
            fault = "only kept answers are used in this run, and none is kept for it."
            return {key: Answer(key, None, fault) for key in wanted}
        if not wanted:
            return {}
        with ThreadPoolExecutor(self._endpoint.concurrency) as pool:
            return dict(zip(wanted, pool.map(self._send, wanted, wanted.values()), strict=True))

    def _send(self, key: str, body: bytes) -> Answer:
        """One prompt, tried again where the server was busy or broken."""
        fault, pause = "", self._endpoint.pause
        for number in range(self._endpoint.tries):
            if number:
                time.sleep(min(pause, LONGEST_PAUSE))
                pause *= 2
            if (over := self._over_budget(body)) is not None:
                return Answer(key, None, over)
            try:
                return Answer(key, self._once(body))
            except _Busy as busy:
                fault, pause = str(busy), max(pause, busy.after)
            except _Useless as useless:
                return Answer(key, None, str(useless))
        return Answer(key, None, f"{fault} ({self._endpoint.tries} tries)")

    def _over_budget(self, body: bytes) -> str | None:
        bounds, spent = self._endpoint, self.spent
        with self._counting:
            if spent.requests >= bounds.requests:
                return f"the budget of {bounds.requests} requests is spent."
            if spent.tokens + len(body) // _LETTERS_A_TOKEN > bounds.tokens:
                return f"the budget of {bounds.tokens} tokens is spent."
            spent.requests += 1
        return None

    def _once(self, body: bytes) -> str:
        """Send one request and give the model's words."""
        headers = {"Content-Type": "application/json", "Accept": "application/json"}
        if self._endpoint.key:
            headers["Authorization"] = f"Bearer {self._endpoint.key}"
        address = f"{self._endpoint.base.rstrip('/')}/chat/completions"
        request = urllib.request.Request(address, data=body, headers=headers)  # noqa: S310 - checked
        until = time.monotonic() + self._endpoint.seconds
        try:
            with self._opener.open(request, timeout=self._endpoint.seconds) as response:
                raw = _bounded(response, until)
        except urllib.error.HTTPError as error:
            raise _fault_of(error, self.name) from error
        except (OSError, http.client.HTTPException) as error:
            raise _Busy(f"no answer from {self._host}: {error}") from error
        words, tokens = _words_of(raw)
        with self._counting:
            self.spent.tokens += tokens or (len(body) + len(raw)) // _LETTERS_A_TOKEN
        return words


class _Busy(Exception):
    """The server may answer another time."""

    def __init__(self, message: str, after: float = 0.0) -> None:
        super().__init__(message)
        self.after = after


class _Useless(Exception):
    """The same request would fare no better."""


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    """Follows nothing: the answer to a redirect is an error of that status."""

    def redirect_request(self, *_: object) -> None:
        """No further request."""


def _checked(base: str) -> str:
    """The host of an address that documents may be sent to."""
    parts = urlsplit(base)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise BadConfig(
            f"DALIL_LLM_BASE is {base!r}, which is no address.", "Give one like https://host/v1"
        )
    if parts.username or parts.password:
        raise BadConfig(
            "DALIL_LLM_BASE holds a name or password.", "Give the key as DALIL_LLM_KEY instead."
        )
    if parts.scheme == "http" and parts.hostname not in LOCAL:
        raise BadConfig(
            f"DALIL_LLM_BASE is {base!r}: documents and the key would cross the network unencrypted.",
            "Give an https address, or one of this machine.",
        )
    return parts.netloc


def _proxies_for(base: str, proxies: Sequence[tuple[str, str]]) -> dict[str, str]:
    """Proxies by scheme, none for this machine and the hosts that need none."""
    named = dict(proxies)
    host = urlsplit(base).hostname or ""
    direct = [one.strip().lstrip(".") for one in named.pop("no", "").split(",") if one.strip()]
    if host in LOCAL or any(host == one or host.endswith(f".{one}") for one in direct):
        return {}
    return named


def _body(model: str, prompt: Prompt) -> bytes:
    """The canonical request: keys sorted, so that its hash names it."""
    asked = {
        "model": model,
        "messages": [
            {"role": "system", "content": prompt.rules},
            {"role": "user", "content": prompt.matter},
        ],
        "temperature": 0,
        "response_format": {"type": "json_object"},
    }
    return json.dumps(asked, ensure_ascii=False, sort_keys=True).encode("utf-8")


def _bounded(response: http.client.HTTPResponse, until: float) -> bytes:
    """The body, unless it is too large or drips for too long."""
    parts: list[bytes] = []
    size = 0
    while part := response.read1(_CHUNK):
        size += len(part)
        if size > MAX_BYTES:
            raise _Useless(f"the answer is larger than {MAX_BYTES // 1024**2} MB.")
        if time.monotonic() > until:
            raise _Busy("the answer did not end in time")
        parts.append(part)
    return b"".join(parts)


def _words_of(raw: bytes) -> tuple[str, int]:
    """The model's words and the tokens that the server counted."""
    try:
        whole = json.loads(raw)
        choice = whole["choices"][0]
        words = choice["message"]["content"]
        counted = (whole.get("usage") or {}).get("total_tokens", 0)
        tokens = counted if isinstance(counted, int) else 0
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError) as error:
        raise _Useless("the answer is no chat completion.") from error
    if not isinstance(words, str) or not words.strip():
        raise _Useless("the answer is empty.")
    if "\0" in words or not _is_text(words):
        raise _Useless("the answer is no text.")
    if choice.get("finish_reason") == "length":
        raise _Useless("the answer was cut off at the model's limit.")
    return words, tokens


def _is_text(words: str) -> bool:
    """Whether words can be written down: no lone surrogate stands in them."""
    try:
        words.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True


def _fault_of(error: urllib.error.HTTPError, name: str) -> Exception:
    """What a status means: try again, leave this prompt, or stop altogether."""
    if error.code in RETRIED:
        return _Busy(
            f"the server answered {error.code}", _seconds(error.headers.get("Retry-After"))
        )
    if error.code in (400, 413, 422):
        return _Useless(f"the server refused the request ({error.code}).")
    return FetchFailed(
        f"The language model {name} answered {error.code} {error.reason}.",
        "Look at DALIL_LLM_BASE, DALIL_LLM_MODEL and DALIL_LLM_KEY.",
    )


def _seconds(told: str | None) -> float:
    """``Retry-After`` in seconds; a date counts as none."""
    return min(float(told), LONGEST_PAUSE) if told and told.isascii() and told.isdigit() else 0.0
