"""A sample of every request of the rooms of many nouns, as the HTTP API hands it over, answered by the real handler.

Each is sent at the moment of the story of the events at which it makes sense, so paths and tokens are true ones.
"""

import json
import re
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from functions.invite.pools import Audience
from infra.routes import Tree, leading
from shared import wiring
from shared.table.actions import create
from tests.contract.moments import STAGES, Sent
from tests.contract.telling import Story
from tests.fakes.cloud import Cloud
from tests.fakes.http import context, handler_of
from tests.fakes.kms import KEY_ID, FakeKms
from tests.fakes.office import POOLS
from tests.integration.routes import declared as offered

# The others have few, and send their samples in tests of their own.
ROOMS = ("invite", "documents", "links")
_FOLDER = Path(__file__).parents[2] / "events" / "http"
SAMPLES = {each.stem: each for room in ROOMS for each in (_FOLDER / room).glob("*.json")}


@pytest.fixture
def story(monkeypatch: pytest.MonkeyPatch) -> Story:
    told = Story(monkeypatch)
    told.tell()
    return told


@pytest.fixture
def at_stage(cloud: Cloud, story: Story, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Let the cloud stand as the story did, minutes after one of its stages, with its key and its pools."""
    fakes: dict[str, Any] = {"kms": FakeKms(), "cognito-idp": story.office.cognito}
    monkeypatch.setenv("TOKEN_KEY_ID", KEY_ID)
    for audience, pool in (("STAFF", POOLS[Audience.TEAM]), ("CLIENT", POOLS[Audience.CLIENT])):
        monkeypatch.setenv(f"{audience}_POOL_ID", pool.id)
        monkeypatch.setenv(f"{audience}_CLIENT_ID", pool.client)
    monkeypatch.setattr(wiring, "client", lambda name: fakes.get(name) or cloud.client(name))

    assert cloud.files

    def stand(sent: Sent) -> None:
        for key, each in story.stages[sent.stage].items.items():
            cloud.table.transact(create({**each, "pk": key.pk, "sk": key.sk}))
        cloud.clock.now = story.stages[sent.stage].now + timedelta(minutes=sent.minutes)
        story.office.clock.now = cloud.clock.now

    return stand


def declared() -> dict[str, tuple[str, str]]:
    """Method and path of each operation, by its name in snake_case."""
    return {
        re.sub(r"([A-Z])", lambda upper: f"_{upper[1].lower()}", operation): (method, path)
        for operation, (method, path) in offered().items()
        if leading(path).room in ROOMS
    }


def sample(name: str) -> dict[str, Any]:
    body: dict[str, Any] = json.loads(SAMPLES[name].read_text("utf-8"))
    return body


def test_each_operation_has_a_sample_and_each_sample_an_operation():
    assert set(SAMPLES) == set(declared()) == set(STAGES)


@pytest.mark.parametrize("name", STAGES)
def test_sample_is_answered_by_its_own_operation(at_stage, name):
    at_stage(STAGES[name])
    request = sample(name)
    answer = handler_of(request["rawPath"])(request, context())
    assert answer["statusCode"] == STAGES[name].status, answer["body"]


@pytest.mark.parametrize("name", STAGES)
def test_sample_is_spelled_as_the_http_api_spells_it(name):
    request = sample(name)
    method, path = declared()[name]
    where = request["requestContext"]
    assert (where["http"]["method"], where["http"]["path"]) == (method, request["rawPath"])
    assert re.fullmatch(re.sub(r"\{\w+\}", "[^/]+", path), request["rawPath"])
    assert request["routeKey"] == where["routeKey"]
    assert request["routeKey"] in {f"ANY {each}" for each in leading(path).paths}
    assert request["rawPath"].endswith(request.get("pathParameters", {}).get("proxy", ""))
    assert ("authorizer" in where) is not (leading(path).tree is Tree.PUBLIC)
    assert ("body" in request) is (method != "GET" and "content-type" in request["headers"])
