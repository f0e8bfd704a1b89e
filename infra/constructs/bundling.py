"""How code travels: to each function what it imports, to all one layer of dependencies; no container to build in.

What is heavy and needed by few is a layer of its own, which a function asks for.

Lambda's file system can't be written, so without bytecode every cold start compiles everything again. It travels in
place of the sources (tracebacks keep their files and line numbers): a fifth less to load, and nothing to compare it
with. It is marked as never to be checked, so the same sources give the same files, whatever the clock says. Both kinds
of asset are identified by what went in (sources, lock, target), so synth gives the same template on every machine.
"""

import compileall
import hashlib
import os
import platform
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator
from enum import StrEnum
from pathlib import Path
from py_compile import PycInvalidationMode

import grimp

# What functions are made of.
PACKAGES = ("functions", "shared")
PROJECT = Path(__file__).resolve().parents[2]
BUILD = PROJECT / "build"
CLOUD = "aarch64-manylinux2014"
PYTHON = "3.13"
# Raise it when the way of building changes, so that nothing old is taken for current.
EDITION = "3"

_NEVER = shutil.ignore_patterns("__pycache__", "*.pyc", ".*")
# Read by installers, test runners and browsers, never by an import.
_UNREAD = ("*.dist-info/RECORD", "*.dist-info/INSTALLER", "*.dist-info/REQUESTED", "**/tests", "**/*.pyi", "bin")
_UNREAD_PAGES = ("**/openapi/swagger_ui/*.js", "**/openapi/swagger_ui/*.css")


class Layer(StrEnum):
    """The layers of dependencies: the project's own, which every function stands on, and a group of uv's each."""

    COMMON = "common"
    PAPER = "paper"


class BundlingError(RuntimeError):
    """The dependencies can't be brought together; the message says what to do."""


def running_target() -> str:
    """Name the machine this runs on, for the stage whose functions run here."""
    return f"{platform.machine().replace('arm64', 'aarch64').lower()}-{sys.platform}"


def function_folder(entry: str) -> tuple[Path, str]:
    """Bring together the module a function begins with and all it imports, at once or when it comes to it.

    A file that is no module goes along with the module it is named like, or else with the package it stands in.

    Returns:
        The folder to zip and the hash of the sources in it.
    """
    sources = sorted(_carried(entry))
    identity = _hash([EDITION, PYTHON, *(f"{path.relative_to(PROJECT)}\0{_digest(path)}" for path in sources)])

    def fill(folder: Path) -> None:
        for path in sources:
            copy = folder / path.relative_to(PROJECT)
            copy.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, copy)
        _compile(folder, at="/var/task", optimize=2)

    return _built(BUILD / "functions" / entry, identity, fill), identity


def layer_folder(target: str, layer: Layer = Layer.COMMON) -> tuple[Path, str]:
    """Bring the locked dependencies of a layer together for `target`: once a lock, then from the cache.

    Returns:
        The folder to zip and the hash of the lock, the project's requirements, the layer and the target.
    """
    inputs = (_digest(PROJECT / "uv.lock"), _digest(PROJECT / "pyproject.toml"))
    identity = _hash([EDITION, PYTHON, layer, target, *inputs])

    def fill(folder: Path) -> None:
        packages = folder / "python"
        _install(target, packages, layer)
        for pattern in (*_UNREAD, *_UNREAD_PAGES):
            for path in sorted(packages.glob(pattern)):
                shutil.rmtree(path) if path.is_dir() else path.unlink()
        _compile(packages, at="/opt/python")

    return _built(BUILD / "layers" / layer / target, identity, fill), identity


def _install(target: str, packages: Path, layer: Layer) -> None:
    # AWS brings boto3 and keeps it current, so it isn't among the run-time dependencies (docs/adr).
    which = ("--no-dev",) if layer is Layer.COMMON else ("--only-group", layer.value)
    locked = _uv("export", "--frozen", *which, "--no-emit-project", "--no-header", "--quiet")
    given = ["--python-platform", target] if target == CLOUD else []
    with tempfile.TemporaryDirectory() as scratch:
        requirements = Path(scratch) / "requirements.txt"
        requirements.write_text(locked)
        _uv(
            *("pip", "install", "--quiet", "--require-hashes", "--requirements", str(requirements)),
            *("--target", str(packages), "--python", sys.executable, "--python-version", PYTHON, *given),
            *("--only-binary", ":all:", "--no-deps", "--link-mode", "copy"),
        )


def _uv(*arguments: str) -> str:
    command = [_uv_command(), *arguments, "--no-progress", "--color", "never"]
    environment = {"UV_SYSTEM_CERTS": "1"} | os.environ
    done = subprocess.run(command, cwd=PROJECT, env=environment, capture_output=True, text=True, check=False)  # noqa: S603 our own words
    if done.returncode != 0:
        raise BundlingError(f"uv {' '.join(arguments[:2])} failed:\n{done.stderr}")
    return done.stdout


def _uv_command() -> str:
    brought = PROJECT / ".tools" / "uv" / "bin" / "uv"
    found = os.environ.get("UV") or (str(brought) if brought.exists() else shutil.which("uv"))
    if not found:
        raise BundlingError("uv is not here: run `make setup`, or name it in UV")
    return found


def _built(place: Path, identity: str, fill: Callable[[Path], None]) -> Path:
    """Return `place/identity`, filled once; an interrupted or a second run never leaves half a folder there."""
    ready = place / identity[:16]
    if ready.exists():
        return ready
    place.mkdir(parents=True, exist_ok=True)
    unfinished = Path(tempfile.mkdtemp(prefix=".", dir=place))
    try:
        fill(unfinished)
        unfinished.chmod(0o755)
        unfinished.rename(ready)
    except OSError:
        if not ready.exists():
            raise
    finally:
        shutil.rmtree(unfinished, ignore_errors=True)
    return ready


def _compile(folder: Path, at: str, optimize: int = 0) -> None:
    """Put the bytecode in the place of each source; it names the source as it would stand under `at`.

    With `optimize` at 2 docstrings stay behind, which nothing of ours reads while it runs.
    """
    if sys.version_info[:2] != tuple(map(int, PYTHON.split("."))):
        raise BundlingError(f"functions run on Python {PYTHON}, and its bytecode is made by no other")
    compiled = compileall.compile_dir(
        folder,
        quiet=1,
        force=True,
        legacy=True,
        optimize=optimize,
        stripdir=str(folder),
        prependdir=at,
        invalidation_mode=PycInvalidationMode.UNCHECKED_HASH,
    )
    if not compiled:
        raise BundlingError(f"a module under {folder} does not compile; its name is above")
    for source in sorted(folder.rglob("*.py")):
        source.unlink()


def _carried(entry: str) -> Iterator[Path]:
    try:
        graph = grimp.build_graph(*PACKAGES, cache_dir=None, exclude_type_checking_imports=True)
    except grimp.exceptions.SourceSyntaxError as unreadable:
        raise BundlingError(str(unreadable)) from unreadable
    imported: set[str] = set()
    waiting = {entry}
    while waiting:
        imported |= waiting
        reached = {each for one in waiting for each in (*graph.find_upstream_modules(one), *_packages_around(one))}
        waiting = reached - imported
    for path in (each for name in PACKAGES for each in _files(PROJECT / name)):
        parts = path.relative_to(PROJECT).with_suffix("").parts
        package, name = ".".join(parts[:-1]), ".".join(parts).removesuffix(".__init__")
        is_module = path.suffix == ".py" or path.with_suffix(".py").exists()
        around = package if graph.modules & {package} else package.rpartition(".")[0]
        if (name if is_module else around) in imported:
            yield path


def _packages_around(module: str) -> Iterator[str]:
    """Name the packages that are imported before a module in them is."""
    parts = module.split(".")
    return (".".join(parts[:length]) for length in range(1, len(parts)))


def _files(top: Path) -> Iterator[Path]:
    for folder, folders, files in top.walk():
        ignored = _NEVER(str(folder), [*folders, *files])
        folders[:] = [each for each in folders if each not in ignored]
        yield from (folder / each for each in files if each not in ignored)


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _hash(lines: Iterable[str]) -> str:
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()
