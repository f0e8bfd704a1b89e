import json
import os
import sys
from pathlib import Path

import pytest

from tests.infra.assembly import Assembly

PROJECT = Path(__file__).resolve().parents[2]
# What the CDK command adds to the context of cdk.json; the flattened view goes by these paths.
_FROM_THE_COMMAND = {"aws:cdk:enable-path-metadata": True, "aws:cdk:enable-asset-metadata": True}
_OWNERS = {
    "local": {"portalOrigin": "http://localhost:8080"},
    "dev": {},
    "prod": {
        "portalOrigin": "https://portal.example.com",
        "certificate": "arn:aws:acm:us-east-1:111122223333:certificate/0a1b",
        "alarmMail": "ops@example.com",
        "mailFrom": "Portal <portal@mail.example.com>",
    },
}


@pytest.fixture(scope="session")
def node_on_path():
    """The CDK library starts `node`; the environment brings its own."""
    before = os.environ["PATH"]
    os.environ["PATH"] = os.pathsep.join([str(Path(sys.executable).parent), before])
    yield
    os.environ["PATH"] = before


@pytest.fixture(scope="session")
def synthesize(node_on_path, tmp_path_factory):
    """Synthesize a stage the way the command does, in this process."""

    def synthesize(stage, **context) -> Path:
        from aws_cdk import App

        from infra.portal import portal

        folder: Path = tmp_path_factory.mktemp(stage)
        written = json.loads((PROJECT / "cdk.json").read_text())["context"]
        app = App(context=written | _FROM_THE_COMMAND | {"stage": stage} | context, outdir=str(folder))
        portal(app)
        app.synth()
        return folder

    return synthesize


@pytest.fixture(scope="session")
def local(synthesize) -> Assembly:
    return Assembly(synthesize("local", **_OWNERS["local"]))


@pytest.fixture(scope="session")
def dev(synthesize) -> Assembly:
    return Assembly(synthesize("dev", **_OWNERS["dev"]))


@pytest.fixture(scope="session")
def prod(synthesize) -> Assembly:
    return Assembly(synthesize("prod", **_OWNERS["prod"]))


@pytest.fixture(scope="session", params=["local", "dev", "prod"])
def stage(request) -> Assembly:
    """Every stage in turn."""
    assembly: Assembly = request.getfixturevalue(request.param)
    return assembly


@pytest.fixture(scope="session", params=["dev", "prod"])
def on_aws(request) -> Assembly:
    """Every stage that runs on AWS."""
    assembly: Assembly = request.getfixturevalue(request.param)
    return assembly


def pytest_addoption(parser):
    parser.addoption("--write-permissions", action="store_true", help="write docs/permissions.md anew")
