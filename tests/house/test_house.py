"""The house keeps its rules: floors, sizes, light imports, locked requirements, documented parts."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

REPO = Path(__file__).resolve().parents[2]
SOURCE = REPO / "src" / "dalil"
MODULES = sorted(SOURCE.rglob("*.py"))
WAIVERS = tomllib.loads((REPO / "tests" / "house" / "waivers.toml").read_text(encoding="utf-8"))


def test_imports_point_down():
    """The import contracts of pyproject.toml hold."""
    done = subprocess.run(
        [Path(sys.executable).parent / "lint-imports", "--no-cache"],
        cwd=REPO,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout[-3000:]


@pytest.mark.parametrize("module", MODULES, ids=lambda p: str(p.relative_to(SOURCE)))
def test_modules_stay_small(module: Path):
    """No module over 500 lines without a one-line reason in waivers.toml."""
    lines = len(module.read_text(encoding="utf-8").splitlines())
    name = module.relative_to(SOURCE).as_posix()
    assert lines <= 500 or WAIVERS["modules"].get(name), f"{name} has {lines} lines"


@pytest.mark.parametrize("module", MODULES, ids=lambda p: str(p.relative_to(SOURCE)))
def test_modules_say_what_they_are(module: Path):
    """Every module, public class and public function has a docstring."""
    tree = ast.parse(module.read_text(encoding="utf-8"))
    assert ast.get_docstring(tree), f"{module.name} has no docstring"
    for node in tree.body:
        if isinstance(node, (ast.FunctionDef, ast.ClassDef)) and not node.name.startswith("_"):
            assert ast.get_docstring(node), f"{module.name}: {node.name} has no docstring"


def test_no_catch_all_rooms():
    """There is no utils, common, helpers or core room."""
    names = {p.stem for p in MODULES} | {p.parent.name for p in MODULES}
    assert not names & {"utils", "util", "common", "helpers", "helper", "misc"}


HEAVY = (
    "spacy",
    "numpy",
    "sqlalchemy",
    "lxml",
    "starlette",
    "jinja2",
    "trafilatura",
    "docx",
    "rich",
)


def _loaded(code: str) -> set[str]:
    probe = f"import sys; {code}; print('\\n'.join(m.split('.')[0] for m in sys.modules))"
    done = subprocess.run(
        [sys.executable, "-c", probe], capture_output=True, text=True, check=True, cwd=REPO
    )
    return set(done.stdout.split())


def test_importing_dalil_loads_nothing_heavy():
    """`import dalil` loads neither vendors nor its own rooms."""
    assert not _loaded("import dalil") & {*HEAVY, "click", "asyncio"}


def test_help_loads_nothing_heavy():
    """`dalil --help` imports no command and no vendor but click."""
    code = "from dalil.cli.main import code; import io, contextlib; contextlib.redirect_stdout(io.StringIO()).__enter__(); code(['--help']); sys.stdout = sys.__stdout__"
    assert not _loaded(code) & set(HEAVY)


def _names(file: Path) -> set[str]:
    lines = file.read_text(encoding="utf-8").splitlines()
    return {line.strip() for line in lines if line.strip() and line[0] not in "#-"}


def test_requirements_and_project_agree():
    """pyproject.toml and requirements/run.in name the same packages."""
    project = tomllib.loads((REPO / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert set(project["dependencies"]) == _names(REPO / "requirements" / "run.in")


@pytest.mark.parametrize("name", ["uv", "run", "build", "dev", "docs"])
def test_locks_are_hashed_and_name_no_host(name: str):
    """Every locked package has hashes; no registry's host stands in a lock file."""
    text = (REPO / "requirements" / f"{name}.txt").read_text(encoding="utf-8")
    blocks = re.findall(r"^[a-z0-9][^\n]*==(?:[^\n]*\n)(?:    [^\n]*\n?)*", text, re.M)
    assert blocks
    assert all("--hash=sha256:" in block for block in blocks)
    assert "://" not in text


def test_nothing_copyleft_is_imported():
    """Packages whose licence we must not import are not in the run-time lock."""
    text = (REPO / "requirements" / "run.txt").read_text(encoding="utf-8").lower()
    for name in ("pymupdf", "pymerkle", "extract-msg", "ftm-analyze", "igraph", "docxtpl"):
        assert not re.search(rf"^{name}==", text, re.M), name


def test_no_machine_paths_in_tracked_files():
    """No tracked text names this machine or a registry's host."""
    files = subprocess.run(
        ["git", "ls-files", "-z"], cwd=REPO, capture_output=True, text=True, check=True
    ).stdout.split("\0")
    words = ["/" + "work/", "/" + "tmp/brief", "py" + "pi.org", "python" + "hosted", "npm" + "js."]
    for name in filter(None, files):
        path = REPO / name
        if path.suffix in {".pdf", ".docx", ".png", ".woff2"} or not path.is_file():
            continue
        text = path.read_text(encoding="utf-8", errors="ignore")
        for word in words:
            assert word not in text, f"{name} holds {word}"


def test_every_command_is_documented():
    """docs/reference/commands.md has a section with an example for every command."""
    from dalil.cli.main import COMMANDS

    text = (REPO / "docs" / "reference" / "commands.md").read_text(encoding="utf-8")
    for name in COMMANDS:
        assert f"## dalil {name}\n" in text, name


@pytest.mark.parametrize(
    "name",
    [
        "demo",
        "investigate",
        "ingest",
        "read",
        "lists",
        "screen",
        "compare",
        "trace",
        "assess",
        "dossier",
        "verify",
        "serve",
    ],
)
def test_every_command_has_help_with_an_example(name: str):
    """`dalil NAME --help` ends with code 0 and shows an example."""
    done = subprocess.run(
        [sys.executable, "-m", "dalil", name, "--help"], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert "Example" in done.stdout


def test_every_error_is_documented():
    """docs/reference/errors.md lists every error class with its code and exit code."""
    from dalil import errors

    text = (REPO / "docs" / "reference" / "errors.md").read_text(encoding="utf-8")
    for item in vars(errors).values():
        if isinstance(item, type) and issubclass(item, errors.DalilError):
            assert f"`{item.code}`" in text, item.__name__
