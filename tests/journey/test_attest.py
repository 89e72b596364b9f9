"""Times by a local authority (openssl), co-signatures by a witness, checkpoints from outside."""

from __future__ import annotations

import http.server
import shutil
import subprocess
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from case_samples import new_case, reopen, take_in
from dalil.cli import main as cli

CONFIG = """
[tsa]
default_tsa = a
[a]
dir = {room}
serial = {room}/serial
crypto_device = builtin
signer_cert = {room}/tsa.pem
certs = {room}/root.pem
signer_key = {room}/tsa.key
signer_digest = sha256
default_policy = 1.2.3.4.1
digests = sha256
accuracy = secs:1
ordering = yes
tsa_name = yes
ess_cert_id_chain = no
"""
EXTENSIONS = "extendedKeyUsage=critical,timeStamping\nkeyUsage=critical,digitalSignature\n"


def ssl(room: Path, *words: str, given: bytes = b"") -> bytes:
    """Run openssl."""
    done = subprocess.run(
        ["openssl", *words], cwd=room, input=given, capture_output=True, check=False
    )
    assert done.returncode == 0, done.stderr.decode()
    return done.stdout


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Path]]:
    """A time-stamping authority of openssl behind a loopback server: (address, its root certificate)."""
    room = tmp_path_factory.mktemp("tsa")
    new = ("req", "-newkey", "rsa:2048", "-nodes", "-sha256")
    ssl(room, *new, "-x509", "-keyout", "root.key", "-out", "root.pem", "-days", "30",
        "-subj", "/CN=Invented Root", "-addext", "keyUsage=critical,keyCertSign")  # fmt: skip
    ssl(room, *new, "-keyout", "tsa.key", "-out", "tsa.csr", "-subj", "/CN=Invented Time Authority")
    (room / "ext").write_text(EXTENSIONS)
    ssl(room, "x509", "-req", "-in", "tsa.csr", "-CA", "root.pem", "-CAkey", "root.key", "-days", "30",
        "-CAcreateserial", "-extfile", "ext", "-out", "tsa.pem")  # fmt: skip
    (room / "serial").write_text("01\n")
    (room / "ts.conf").write_text(CONFIG.format(room=room))

    class Answers(http.server.BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            question = self.rfile.read(int(self.headers["Content-Length"]))
            kind = "application/timestamp-reply"
            if self.path == "/broken":
                answer = b"<html>no</html>"
            elif self.path == "/page":
                answer, kind = b"<html>no</html>", "text/html"
            else:
                (room / "q").write_bytes(question)
                answer = ssl(room, "ts", "-reply", "-config", "ts.conf", "-queryfile", "q")
            self.send_response(302 if self.path == "/moved" else 200)
            self.send_header("Content-Type", kind)
            self.send_header("Location", "/")
            self.end_headers()
            self.wfile.write(answer)

        def log_message(self, *_: object) -> None:
            """Quiet."""

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Answers)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}", room / "root.pem"
    server.shutdown()
    server.server_close()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A case with two documents."""
    new_case(tmp_path / "case", documents=2).close()
    return tmp_path / "case"


def run(capsys: pytest.CaptureFixture[str], *words: object) -> tuple[int, str]:
    """A command's exit code and all that it said."""
    code = cli.code([str(word) for word in words])
    said = capsys.readouterr()
    return code, said.out + said.err


def test_a_checkpoint_is_stamped_and_checked_offline(
    folder: Path, authority: tuple[str, Path], capsys: pytest.CaptureFixture[str]
):
    """Without a stamp: order only. With one: the time, and by whose certificate it stands."""
    address, root = authority
    code, said = run(capsys, "verify", folder)
    assert code == 0
    assert "Order only" in said
    code, said = run(capsys, "timestamp", "--case", folder, "--ask", address, "--authority", root)
    assert code == 0, said
    assert "policy 1.2.3.4.1" in said
    code, said = run(capsys, "verify", folder)
    assert code == 0
    assert "not checked, give its certificate" in said
    assert "Order only" in said
    code, said = run(capsys, "verify", folder, "--authority", root)
    assert code == 0, said
    assert "stands against the certificates given" in said
    assert "Order only" not in said


def test_a_stamp_by_way_of_files(
    folder: Path, authority: tuple[str, Path], capsys: pytest.CaptureFixture[str], tmp_path: Path
):
    """The request leaves on a stick, the answer comes back on one."""
    _, root = authority
    question, answer = tmp_path / "q.tsq", tmp_path / "a.tsr"
    ask = ("timestamp", "--case", folder, "--request", question)
    assert run(capsys, *ask)[0] == 0
    first = question.read_bytes()
    code, said = run(capsys, *ask)
    assert (code, question.read_bytes()) == (2, first), said
    assert "there already" in said
    inside = ("timestamp", "--case", folder, "--request", folder / "q.tsq", "--replace")
    assert run(capsys, *inside)[0] == 2
    assert run(capsys, *ask, "--replace")[0] == 0
    answer.write_bytes(
        ssl(root.parent, "ts", "-reply", "-config", "ts.conf", "-queryfile", str(question))
    )
    code, said = run(
        capsys, "timestamp", "--case", folder, "--response", answer, "--authority", root
    )
    assert code == 0, said
    stranger = tmp_path / "stranger"
    new_case(stranger, documents=1).close()
    code, said = run(capsys, "timestamp", "--case", stranger, "--response", answer)
    assert code == 2
    assert "stamps no checkpoint of this case" in said


def test_stamps_that_do_not_stand(
    folder: Path, authority: tuple[str, Path], capsys: pytest.CaptureFixture[str], tmp_path: Path
):
    """Another root, any flipped byte of the file, a file gone: each is named."""
    address, _ = authority
    other = tmp_path / "other.pem"
    ssl(tmp_path, "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", "k", "-out", str(other),
        "-subj", "/CN=Somebody else", "-days", "30")  # fmt: skip
    code, said = run(capsys, "timestamp", "--case", folder, "--ask", address, "--authority", other)
    assert code == 1
    assert "was not kept" in said
    assert run(capsys, "timestamp", "--case", folder, "--ask", address)[0] == 0
    code, said = run(capsys, "verify", folder, "--authority", other)
    assert code == 1
    assert "does not stand against the certificates" in said
    (file,) = (folder / "ledger" / "timestamps").iterdir()
    whole = file.read_bytes()
    for place in range(0, len(whole), 97):
        file.write_bytes(whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :])
        assert run(capsys, "verify", folder)[0] == 1, place
    file.unlink()
    assert "of which the ledger tells, is not there" in run(capsys, "verify", folder)[1]
    wrong = tmp_path / "wrong.pem"
    wrong.write_text("hello")
    code, said = run(capsys, "verify", folder, "--authority", wrong)
    assert code in (1, 2)


@pytest.mark.parametrize("path", ["/broken", "/page", "/moved"])
def test_an_authority_that_answers_with_something_else(
    folder: Path, authority: tuple[str, Path], path: str, capsys: pytest.CaptureFixture[str]
):
    """Nothing is kept; the address is named; a redirect is not followed."""
    code, said = run(capsys, "timestamp", "--case", folder, "--ask", authority[0] + path)
    assert code in (2, 3)
    assert authority[0] in said
    assert not (folder / "ledger" / "timestamps").exists()
    assert run(capsys, "verify", folder)[0] == 0


def test_addresses_that_are_none(folder: Path, capsys: pytest.CaptureFixture[str]):
    """Nothing is sent anywhere."""
    assert run(capsys, "timestamp", "--case", folder, "--ask", "file:///etc/passwd")[0] == 2
    assert run(capsys, "timestamp", "--case", folder, "--ask", "http://127.0.0.1:9/")[0] == 3
    code, said = run(capsys, "timestamp", "--case", folder)
    assert code == 2
    assert "Give one of" in said


def test_witnesses(folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    """A witness signs, the case goes on, the witness signs again; who signed what is told."""
    mine, first, second = tmp_path / "me.key", tmp_path / "1.note", tmp_path / "2.note"
    code, key = run(capsys, "witness", "key", mine, "--name", "bar-1")
    assert code == 0
    assert mine.stat().st_mode & 0o077 == 0
    sign = ("witness", "sign", folder, "--key", mine, "--name", "bar-1")
    assert "no checkpoint to sign" in run(capsys, *sign, "--output", first)[1]
    case = reopen(folder, write=True)
    case.ledger.checkpoint()
    case.close()
    shutil.copytree(folder, tmp_path / "early")
    assert run(capsys, *sign, "--output", first)[0] == 0
    code, said = run(capsys, "witness", "add", first, "--case", folder)
    assert code == 0
    assert "bar-1 co-signed the first" in said
    assert "not checked, give the witness's key" in run(capsys, "verify", folder)[1]
    code, said = run(capsys, "verify", folder, "--witness", key.strip())
    assert code == 0, said
    assert "the signature holds" in said
    case = reopen(folder, write=True)
    take_in(case, 5)
    case.ledger.checkpoint()
    case.close()
    code, said = run(capsys, *sign, "--since", first, "--output", second)
    assert code == 0, said
    # the case of yesterday, against the note that the witness kept
    code, said = run(capsys, "verify", tmp_path / "early", "--checkpoint", second)
    assert code == 1
    assert "the tail was cut" in said
    # rebuilt under another key
    other = new_case(tmp_path / "forged", documents=2)
    other.ledger.checkpoint()
    other.close()
    code, said = run(capsys, "verify", tmp_path / "forged", "--checkpoint", first)
    assert code == 1
    assert "another ledger: of another case, or rebuilt under another key" in said
    forged = ("witness", "sign", tmp_path / "forged", "--key", mine, "--name", "bar-1")
    code, said = run(capsys, *forged, "--since", first, "--output", tmp_path / "no.note")
    assert code == 2
    assert "do not sign" in said
    # a witness that is named and signed nothing; a stranger's note
    other = run(capsys, "witness", "key", tmp_path / "other.key", "--name", "bar-2")[1]
    code, said = run(capsys, "verify", folder, "--witness", other.strip())
    assert code == 1
    assert "bar-2" in said
    assert "co-signed nothing here" in said
    assert run(capsys, "witness", "add", second, "--case", tmp_path / "forged")[0] == 2


def test_a_witness_signs_nothing_that_does_not_fit(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    """The first fault is shown and there is no note."""
    case = reopen(folder, write=True)
    case.ledger.checkpoint()
    case.close()
    mine, note = tmp_path / "me.key", tmp_path / "1.note"
    run(capsys, "witness", "key", mine, "--name", "w")
    victim = next(path for path in (folder / "vault").rglob("*") if path.is_file())
    victim.chmod(0o644)
    victim.write_bytes(b"other")
    code, said = run(
        capsys, "witness", "sign", folder, "--key", mine, "--name", "w", "--output", note
    )
    assert code == 1
    assert "Nothing was signed" in said
    assert not note.exists()


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "the file is empty"),
        (b"hello", "not JSON, it begins with 'hello'"),
        (b"[1]", "not an object"),
        (b"{}", "the field 'at' is missing"),
        (
            b'{"at":"","key":"","root":"","signature":"","size":"9"}',
            "size is '9', but a whole number",
        ),
        (b'{"at":"","key":"","root":"","signature":"","size":-1}', "its size is -1"),
        (
            b'{"at":"","key":"","more":1,"root":"","signature":"","size":1}',
            "'more' does not belong",
        ),
        (b'{"at":1,"key":"","root":"","signature":"","size":1}', "at is 1, but text is needed"),
        (b"dalil/nothing", "no co-signature"),
    ],
)
def test_what_is_no_checkpoint(
    folder: Path, content: bytes, words: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    """Named with the file, what is wrong with it, and where one is found."""
    file = tmp_path / "point.json"
    file.write_bytes(content)
    code, said = run(capsys, "verify", folder, "--checkpoint", file)
    assert code in (1, 2)
    assert words in said
    assert "point.json" in said


def test_a_key_noted_outside(folder: Path, capsys: pytest.CaptureFixture[str]):
    """Its beginning is enough; another is named; what is no key is refused."""
    key = (folder / "ledger" / "key.pub").read_text().strip()
    assert run(capsys, "verify", folder, "--key", key[:20])[0] == 0
    code, said = run(capsys, "verify", folder, "--key", "00" * 16)
    assert code == 1
    assert "not the one given" in said
    assert run(capsys, "verify", folder, "--key", "hello")[0] == 2
    assert run(capsys, "verify", folder, "--checkpoint", folder / "none.json")[0] == 2
