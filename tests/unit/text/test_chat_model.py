"""A language model's address that answers badly: busy, slow, huge, redirecting, forbidding."""

import json
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from dalil.claims.llm import Answer, Prompt
from dalil.errors import BadConfig, FetchFailed
from dalil.text.chat_answers import AnswerFolder, NoAnswers
from dalil.text.chat_model import ChatModel, Endpoint

GOOD = json.dumps(
    {
        "choices": [{"message": {"content": '{"claims": []}'}, "finish_reason": "stop"}],
        "usage": {"total_tokens": 40},
    }
).encode()
PROMPT = Prompt("rules", "matter")


class Server:
    """Plays a script of answers on this machine: (status, headers, body) or seconds to say nothing."""

    def __init__(self):
        made = self
        self.script, self.seen = [], []

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self):
                body = self.rfile.read(int(self.headers["Content-Length"]))
                made.seen.append((self.path, dict(self.headers), json.loads(body)))
                step = made.script.pop(0) if made.script else (200, {}, GOOD)
                if isinstance(step, float):
                    time.sleep(step)
                    return
                status, headers, answer = step
                self.send_response(status)
                for name, value in {"Content-Length": str(len(answer)), **headers}.items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(answer)

            def log_message(self, *_):
                pass

        self.http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.base = f"http://127.0.0.1:{self.http.server_port}/v1"
        threading.Thread(target=self.http.serve_forever, daemon=True).start()


@pytest.fixture
def server():
    made = Server()
    yield made
    made.http.shutdown()
    made.http.server_close()


def model(server, answers=None, *, replay=False, **bounds):
    bounds = {"seconds": 5.0, "pause": 0.01, "concurrency": 2, **bounds}
    endpoint = Endpoint(base=server.base, model="test-1", key="secret-word", **bounds)
    return ChatModel(endpoint, answers or NoAnswers(), replay=replay)


def one(asked) -> Answer:
    return asked.ask([PROMPT])[0]


def test_a_request_carries_key_and_prompt_and_comes_back_as_words(server):
    asked = model(server)
    answer = one(asked)
    assert answer.text == '{"claims": []}'
    path, headers, body = server.seen[0]
    assert path == "/v1/chat/completions"
    assert headers["Authorization"] == "Bearer secret-word"
    assert [m["content"] for m in body["messages"]] == ["rules", "matter"]
    assert (body["temperature"], body["model"]) == (0, "test-1")
    assert asked.spent.tokens == 40
    assert "secret-word" not in repr(asked._endpoint) + asked.told + asked.name


def test_busy_and_broken_servers_are_asked_again(server):
    server.script = [(429, {"Retry-After": "0"}, b""), (503, {}, b""), (200, {}, GOOD)]
    asked = model(server)
    assert one(asked).text is not None
    assert asked.spent.requests == 3


def test_a_server_that_stays_busy_is_left_with_a_fault(server):
    server.script = [(429, {}, b"")] * 9
    answer = one(model(server, tries=2))
    assert answer.text is None
    assert "429" in answer.fault
    assert len(server.seen) == 2


def test_silence_ends(server):
    server.script = [1.0, 1.0]
    begun = time.monotonic()
    answer = one(model(server, seconds=0.2, tries=2))
    assert answer.text is None
    assert time.monotonic() - begun < 5


@pytest.mark.parametrize(
    ("body", "fault"),
    [
        (b"x" * (5 * 1024**2), "larger than"),
        (b"<html>", "no chat completion"),
        (b'{"choices": []}', "no chat completion"),
        (b'{"choices": [{"message": {"content": ""}}]}', "empty"),
        (b'{"choices": [{"message": {"content": null}}]}', "empty"),
        (b'{"choices": [{"message": {"content": "{\\ud800}"}}]}', "no text"),
        (b'{"choices": [{"message": {"content": "{\\u0000}"}}]}', "no text"),
        (b"[" * 100_000, "no chat completion"),
        (
            b'{"choices": [{"message": {"content": "{"}, "finish_reason": "length"}]}',
            "cut off",
        ),
    ],
)
def test_an_answer_that_cannot_be_used_is_a_fault_and_not_asked_again(server, body, fault):
    server.script = [(200, {}, body)]
    answer = one(model(server))
    assert answer.text is None
    assert fault in answer.fault
    assert len(server.seen) == 1


def test_a_redirect_carries_nothing_further(server):
    other = Server()
    server.script = [(307, {"Location": f"{other.base}/chat/completions"}, b"")]
    with pytest.raises(FetchFailed, match="307"):
        one(model(server))
    assert other.seen == []
    other.http.shutdown()
    other.http.server_close()


def test_a_wrong_key_stops_the_run(server):
    server.script = [(401, {}, b"")]
    with pytest.raises(FetchFailed, match="401"):
        one(model(server))


def test_the_budget_of_requests_and_tokens_holds(server):
    prompts = [Prompt("rules", f"matter {n}") for n in range(5)]
    asked = model(server, requests=2, concurrency=1)
    answers = asked.ask(prompts)
    assert [a.text is not None for a in answers] == [True, True, False, False, False]
    assert "budget of 2 requests" in answers[-1].fault
    assert "budget of 3 tokens" in one(model(server, tokens=3)).fault
    assert len(server.seen) == 2


def test_kept_answers_are_never_asked_for_again_and_can_be_replayed(server, tmp_path):
    kept = AnswerFolder(tmp_path / "answers")
    first = model(server, kept)
    answer = one(first)
    first.keep(answer)
    again = model(server, kept, replay=True)
    assert one(again) == Answer(answer.key, answer.text, kept=True)
    assert again.ask([Prompt("rules", "another")])[0].text is None
    assert len(server.seen) == 1
    assert one(model(server, NoAnswers())).kept is False


def test_the_same_prompt_twice_is_one_request(server):
    answers = model(server).ask([PROMPT, PROMPT])
    assert answers[0] == answers[1]
    assert len(server.seen) == 1


@pytest.mark.parametrize(
    ("base", "told"),
    [
        ("http://models.example.org/v1", "unencrypted"),
        ("ftp://models.example.org", "no address"),
        ("models.example.org", "no address"),
        ("https://name:word@models.example.org/v1", "name or password"),
    ],
)
def test_documents_go_to_no_careless_address(base, told):
    with pytest.raises(BadConfig, match=told):
        ChatModel(Endpoint(base, "m"), NoAnswers())
