"""A cold start pays for every import, so what is imported with a handler is counted in a fresh interpreter."""

import os
import subprocess
import sys
from collections.abc import Iterator

import pytest

from tests.architecture.sources import PROJECT, sources

_TRIGGERS = {"http", "doors", "consumer", "schedule", "storage", "bulk", "operator"}
# Made when first used, or at build time only: clients, templates, the OpenAPI models, whatever tests need.
_LATE = (
    "boto3",
    "botocore.client",
    "botocore.session",
    "botocore.endpoint",
    "aws_lambda_powertools.event_handler.openapi.models",
    "aws_lambda_powertools.utilities.idempotency",
    "aws_lambda_powertools.utilities.parser",
    "jinja2",
    "pytest",
    "moto",
)
_LOOK = "import sys; import {module}; print('\\n'.join(sys.modules))"


def _handlers() -> Iterator[str]:
    for source in sources("functions"):
        if source.path.count("/") == 2 and source.name in _TRIGGERS:
            yield source.path.removesuffix(".py").replace("/", ".")
    yield "shared.relay"


def _imported_with(module: str) -> set[str]:
    """Import it as Lambda would, with nothing set: a variable read or a client made at import would fail or show."""
    environment = {"PATH": os.environ["PATH"], "PYTHONPATH": str(PROJECT), "PYTHONDONTWRITEBYTECODE": "1"}
    done = subprocess.run(
        [sys.executable, "-c", _LOOK.format(module=module)],
        env=environment,
        cwd=PROJECT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return set(done.stdout.split())


@pytest.mark.parametrize("module", sorted(_handlers()))
def test_handler_imports_without_environment_and_without_clients(module):
    imported = _imported_with(module)
    assert module in imported
    assert sorted(imported & set(_LATE)) == []


def test_late_import_is_noticed():
    assert _imported_with("boto3") & set(_LATE)
