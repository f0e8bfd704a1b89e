"""What travels: every function runs from its own folder and the layer alone, with its bytecode, within its size."""

import io
import json
import re
import subprocess
import sys
import zipfile
from pathlib import Path

import boto3
import pytest

from infra.constructs import bundling
from infra.constructs.bundling import CLOUD, PROJECT, Layer, function_folder, layer_folder, running_target
from infra.environment import READS as FUNCTIONS
from tests.bench.story import module

_ENTRIES = sorted({module(each) for each in FUNCTIONS})
# What Lambda's own runtime brings: boto3 and what it stands on.
_BROUGHT_BY_LAMBDA = ("boto3", "botocore", "dateutil", "jmespath", "s3transfer", "six.py", "urllib3")
# Powertools asks for it too.
_ASKED_FOR_TWICE = {"jmespath"}
# Those that are given the layer of paper besides.
ON_PAPER = {"functions.documents.recognition"}
_SMALL = "small_functions.http"
_FUNCTION_BYTES = 500_000
_LAYER_BYTES = 6 * 1024 * 1024


@pytest.fixture(scope="module")
def lambda_runtime(tmp_path_factory):
    """A folder with what Lambda brings and nothing else of the development environment."""
    folder = tmp_path_factory.mktemp("runtime")
    packages = Path(boto3.__file__).parents[1]
    for name in _BROUGHT_BY_LAMBDA:
        (folder / name).symlink_to(packages / name)
    return folder


@pytest.mark.parametrize("entry", _ENTRIES)
def test_handler_and_all_it_may_import_come_from_its_bundle_alone(entry, lambda_runtime, tmp_path):
    folder, _ = function_folder(entry)
    layers = [layer_folder(running_target(), each)[0] for each in _layers(entry)]
    places = [str(folder), *(str(layer / "python") for layer in layers), str(lambda_runtime)]
    carried = _modules(folder)
    code = "\n".join(
        (
            "import importlib, json, sys",
            f"sys.path.extend({places!r})",
            f"for name in {[entry, *carried]!r}: importlib.import_module(name)",
            "print(json.dumps([getattr(each, '__file__', None) for each in sys.modules.values()]))",
        )
    )
    done = subprocess.run(
        [sys.executable, "-I", "-S", "-c", code], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    brought = (str(folder), *map(str, layers))
    loaded = [path for path in json.loads(done.stdout) if path and path.startswith(brought)]
    assert {Path(path).suffix for path in loaded} == {".pyc", ".so"}


def _modules(folder: Path) -> list[str]:
    return sorted(
        ".".join(path.relative_to(folder).with_suffix("").parts).removesuffix(".__init__")
        for path in folder.rglob("*.pyc")
    )


def _layers(entry: str) -> list[Layer]:
    """Name the layers a function is given in the template (tests/infra/test_functions.py compares)."""
    return [Layer.COMMON, Layer.PAPER] if entry in ON_PAPER else [Layer.COMMON]


def test_paper_is_read_in_the_functions_that_ask_for_it_and_nowhere_else():
    packages = {path.name for path in (layer_folder(running_target(), Layer.PAPER)[0] / "python").iterdir()}
    heavy = {name for name in packages if "." not in name}
    assert heavy
    for entry in _ENTRIES:
        parts = (PROJECT / each.replace(".", "/") for each in _modules(function_folder(entry)[0]))
        files = (
            each.with_suffix(".py") if each.with_suffix(".py").exists() else each / "__init__.py" for each in parts
        )
        words = {
            word for each in files for word in re.findall(r"^\s*(?:from|import) (\w+)", each.read_text(), re.MULTILINE)
        }
        assert bool(words & heavy) is (entry in ON_PAPER), entry


def test_layer_of_paper_holds_nothing_of_the_common_one():
    common, paper = ({path.name for path in (layer_folder(CLOUD, each)[0] / "python").glob("[!.]*")} for each in Layer)
    assert common & paper == set()


@pytest.mark.parametrize("entry", _ENTRIES)
def test_function_carries_its_room_and_the_kernel_only(entry):
    folder, _ = function_folder(entry)
    room = entry.split(".")[1] if entry.startswith("functions.") else None
    assert {path.name for path in folder.iterdir()} == ({"shared", "functions"} if room else {"shared"})
    if room:
        inside = {path.name for path in (folder / "functions").iterdir()}
        assert inside == {"__init__.pyc", room}


def test_function_leaves_behind_what_it_never_imports():
    consumer, _ = function_folder("functions.notifications.consumer")
    assert (consumer / "functions" / "notifications" / "consumer.pyc").exists()
    assert not (consumer / "functions" / "notifications" / "http.pyc").exists()
    assert not (consumer / "shared" / "relay.pyc").exists()


def test_what_is_asked_of_passwords_is_carried_by_the_doors_alone():
    at_the_desk, _ = function_folder("functions.invite.http")
    carried = {path.stem for path in (at_the_desk / "functions" / "invite").rglob("*") if path.is_file()}
    assert carried & {"breached", "public", "activation", "sessions", "passwords", "resets", "challenges"} == set()


def test_what_is_no_module_goes_along_with_who_reads_it():
    assert (function_folder("functions.invite.doors")[0] / "functions" / "invite" / "breached.bin").exists()
    letters, _ = function_folder("functions.invite.consumer")
    written = {path.name for path in (PROJECT / "functions" / "invite" / "mails").iterdir()}
    assert {path.name for path in (letters / "functions" / "invite" / "mails").iterdir()} == written


@pytest.mark.parametrize("entry", _ENTRIES)
def test_function_is_small(entry):
    assert _zipped(function_folder(entry)[0]) <= _FUNCTION_BYTES


@pytest.mark.parametrize("layer", Layer)
def test_layer_is_small(layer):
    assert _zipped(layer_folder(CLOUD, layer)[0]) <= _LAYER_BYTES


def _zipped(folder: Path) -> int:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in sorted(folder.rglob("*")):
            archive.write(path, path.relative_to(folder))
    return len(written.getvalue())


def test_layer_for_aws_is_built_for_arm64():
    layer, _ = layer_folder(CLOUD)
    compiled = list(layer.rglob("*.so"))
    assert compiled
    for path in compiled:
        machine = int.from_bytes(path.read_bytes()[18:20], "little")
        assert machine == 183  # EM_AARCH64, System V ABI


def test_layer_leaves_boto3_to_lambda():
    layer, _ = layer_folder(CLOUD)
    assert not [
        each
        for each in set(_BROUGHT_BY_LAMBDA) - _ASKED_FOR_TWICE
        if (layer / "python" / Path(each).with_suffix(".pyc")).exists() or (layer / "python" / each).exists()
    ]


@pytest.mark.parametrize("which", Layer)
@pytest.mark.parametrize("target", [CLOUD, running_target()])
def test_layer_carries_bytecode_that_no_clock_can_make_stale(target, which):
    layer, _ = layer_folder(target, which)
    assert list(layer.rglob("*.py")) == []
    compiled = list(layer.rglob("*.pyc"))
    assert compiled
    for path in compiled:
        assert path.parent.name != "__pycache__"
        # PEP 552: the flags say "by hash" and "don't check the source".
        assert int.from_bytes(path.read_bytes()[4:8], "little") == 0b01


def test_layer_carries_the_licenses():
    layer, _ = layer_folder(CLOUD)
    assert {path.name.partition("-")[0] for path in layer.glob("python/*.dist-info")} >= {"pydantic", "jinja2"}


@pytest.fixture
def project(tmp_path, monkeypatch):
    """A small project of its own, so that sources can change."""
    for package in ("small_functions", "small_shared"):
        (tmp_path / package).mkdir()
        (tmp_path / package / "__init__.py").write_text("")
    (tmp_path / "small_functions" / "http.py").write_text("handler = print\n")
    monkeypatch.setattr(bundling, "PROJECT", tmp_path)
    monkeypatch.setattr(bundling, "PACKAGES", ("small_functions", "small_shared"))
    monkeypatch.setattr(bundling, "BUILD", tmp_path / "build")
    monkeypatch.syspath_prepend(tmp_path)
    return tmp_path


def test_bundle_changes_with_its_sources_and_with_nothing_else(project):
    folder, identity = function_folder(_SMALL)
    cache = project / "small_functions" / "__pycache__"
    cache.mkdir()
    (cache / "http.cpython-313.pyc").write_bytes(b"")
    (project / "small_functions" / "http.py").touch()
    (project / "small_functions" / "never_imported.py").write_text("1 / 0\n")
    assert function_folder(_SMALL) == (folder, identity)
    (project / "small_functions" / "http.py").write_text("handler = repr\n")
    assert function_folder(_SMALL)[1] != identity


def test_what_is_imported_only_when_it_comes_to_it_goes_along(project):
    (project / "small_shared" / "late.py").write_text("")
    (project / "small_functions" / "http.py").write_text("def handler():\n    from small_shared import late\n")
    folder, _ = function_folder(_SMALL)
    assert (folder / "small_shared" / "late.pyc").exists()


def test_same_sources_give_the_same_files(project):
    folder, _ = function_folder(_SMALL)
    first = {path.name: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    folder.rename(project / "elsewhere")
    again, _ = function_folder(_SMALL)
    assert {path.name: path.read_bytes() for path in again.rglob("*") if path.is_file()} == first


def test_module_that_does_not_compile_leaves_nothing_behind(project):
    (project / "small_functions" / "http.py").write_text("def\n")
    with pytest.raises(bundling.BundlingError):
        function_folder(_SMALL)
    assert [path for path in (project / "build").rglob("*") if path.is_file()] == []
