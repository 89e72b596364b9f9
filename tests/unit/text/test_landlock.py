"""A shut-in process really tries what it must not be able to do."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="bounds of Linux")

TRIES = """
import ctypes, json, os, subprocess, sys
from dalil.text.limits import shut_in
program, secret, folder = sys.argv[1:4]
held = shut_in(4096, 64, program=program, readable=(*sys.path, sys.prefix, sys.base_prefix))
libc = ctypes.CDLL(None, use_errno=True)
def tried(call):
    try:
        return call()
    except (OSError, subprocess.SubprocessError) as error:
        return type(error).__name__
def run(path):
    pipe = subprocess.PIPE
    return subprocess.run([path, "x"], stdin=pipe, stdout=pipe, stderr=pipe, check=False).stdout.decode()
told = {
    "secret": tried(lambda: open(secret).read()),
    "write": tried(lambda: open(folder + "/new", "w")),
    "append": tried(lambda: open(secret, "a")),
    "remove": tried(lambda: os.remove(secret)),
    "rename": tried(lambda: os.rename(secret, secret + "2")),
    "folder": tried(lambda: os.mkdir(folder + "/sub")),
    "socket": libc.socket(2, 1, 0),
    "unix": libc.socket(1, 1, 0),
    "ptrace": libc.ptrace(16, os.getppid(), 0, 0),
    "memory": libc.syscall(319, b"x", 0),
    "own": tried(lambda: run("/bin/echo")),
    "other": tried(lambda: run("/bin/cat")),
    "module": __import__("wave").__name__,
}
print(json.dumps({"held": held, "told": told}))
"""


def tried(program: str, folder: Path) -> tuple[dict[str, str], dict[str, object]]:
    secret = folder / "secret.txt"
    secret.write_text("a source's name")
    done = subprocess.run(
        [sys.executable, "-c", TRIES, program, str(secret), str(folder)],
        capture_output=True,
        text=True,
        check=True,
    )
    assert secret.read_text() == "a source's name"
    assert [path.name for path in folder.iterdir()] == ["secret.txt"]
    body = json.loads(done.stdout)
    return body["held"], body["told"]


@pytest.mark.parametrize("program", ["", "/bin/echo"])
def test_what_is_said_to_hold_holds(program: str, tmp_path: Path):
    held, told = tried(program, tmp_path)
    assert told["module"] == "wave"
    if not held["seccomp"].startswith("none"):
        assert told["socket"] == told["unix"] == told["ptrace"] == told["memory"] == -1
    if held["files"].startswith("none to write, only"):
        assert told["secret"] == "PermissionError"
    if held["files"].startswith("none to write"):
        for name in ("write", "append", "remove", "rename", "folder"):
            assert str(told[name]).endswith("Error"), name
    if held["programs"] == "none":
        assert str(told["own"]).endswith("Error")
        assert str(told["other"]).endswith("Error")
    if held["programs"] == "only /bin/echo":
        assert told["own"] == "x\n"
        assert told["other"] == "PermissionError"


def test_no_module_is_taken_from_the_folder_with_the_files(tmp_path: Path):
    (tmp_path / "json.py").write_text("open('ran', 'w').close()\nraise ImportError\n")
    (tmp_path / "multiprocessing.py").write_text("open('ran', 'w').close()\nraise ImportError\n")
    (tmp_path / "a.txt").write_text("Maren Tarvik denied on 3 May 2031 that the fee was paid.")
    probe = (
        "import sys; from dalil.text.pool import BoundedReader\n"
        "with BoundedReader() as reader: print(reader.read(b'The fee.', '0' * 64, 'a').layer.text)"
    )
    (tmp_path / "deeper").mkdir()
    script = tmp_path / "deeper" / "probe.py"
    script.write_text(probe)
    done = subprocess.run(
        [sys.executable, "-P", str(script)],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stdout.strip() == "The fee.", done.stderr
    assert not (tmp_path / "ran").exists()
