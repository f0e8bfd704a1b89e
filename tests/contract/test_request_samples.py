"""A sample of every request of invite, as the HTTP API hands it over, answered by the real handler.

Each is sent at the moment of the story of the events at which it makes sense, so paths and tokens are true ones.
"""

import json
import re
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from functions.invite import doors, http
from functions.invite.pools import Audience
from infra.routes import ROUTES
from shared import wiring
from shared.table.actions import create
from tests.contract.telling import Story
from tests.fakes.cloud import Cloud
from tests.fakes.http import context, handler_of
from tests.fakes.kms import KEY_ID, FakeKms
from tests.fakes.office import POOLS

SAMPLES = {each.stem: each for each in (Path(__file__).parents[2] / "events" / "http" / "invite").glob("*.json")}


@dataclass(frozen=True)
class Sent:
    """When in the story a request is sent, and what is answered."""

    stage: str
    status: int = 200
    minutes: int = 5


STAGES = {
    "read_me": Sent("team"),
    "list_members": Sent("team"),
    "invite_member": Sent("team", 201),
    "resend_member_invitation": Sent("team"),
    "read_member": Sent("colleagues"),
    "update_member": Sent("colleagues"),
    "deactivate_member": Sent("colleagues"),
    "restore_member": Sent("shut out"),
    "cancel_member_invitation": Sent("handed over"),
    "read_firm": Sent("offered"),
    "update_firm": Sent("colleagues"),
    "offer_ownership": Sent("colleagues", 201),
    "withdraw_ownership_offer": Sent("offered"),
    "accept_ownership": Sent("offered"),
    "decline_ownership": Sent("offered"),
    "assign_member": Sent("colleagues"),
    "unassign_member": Sent("assigned"),
    "list_accounts": Sent("tied"),
    "create_account": Sent("team", 201),
    "read_account": Sent("tied"),
    "update_account": Sent("tied"),
    "archive_account": Sent("tied"),
    "delete_account": Sent("tied"),
    "restore_account": Sent("deleted"),
    "list_contacts": Sent("tied"),
    "create_contact": Sent("team", 201),
    "add_email": Sent("tied", 201),
    "change_email": Sent("invited"),
    "remove_email": Sent("tied"),
    "read_contact": Sent("tied"),
    "update_contact": Sent("tied"),
    "delete_contact": Sent("tied"),
    "merge_account": Sent("doubled"),
    "merge_contact": Sent("doubled"),
    "list_ties_of_contact": Sent("tied"),
    "list_ties": Sent("tied"),
    "create_tie": Sent("tied", 201),
    "grant_access": Sent("tied", 201),
    "read_person": Sent("invited"),
    "read_tie": Sent("tied"),
    "update_tie": Sent("tied"),
    "remove_tie": Sent("tied"),
    "revoke_access": Sent("invited"),
    "list_pending": Sent("invited"),
    "cancel_invitation": Sent("invited"),
    "send_invitation": Sent("granted", 201),
    "resend_invitation": Sent("invited"),
    "bulk_access": Sent("tied", 202),
    "bulk_invitations": Sent("granted", 202),
    "list_jobs": Sent("job_finished"),
    "read_job": Sent("job_finished"),
    "read_job_report": Sent("job_finished"),
    "cancel_job": Sent("job_started"),
    "clear_person_mail": Sent("marked"),
    "clear_member_mail": Sent("bounced"),
    "prepare_import": Sent("team", 201),
    "read_import": Sent("import_checked"),
    "check_import": Sent("import_prepared", 202),
    "run_import": Sent("import_checked", 202),
    "start_export": Sent("team", 202),
    "read_export": Sent("exported"),
    "download_export": Sent("exported"),
    "ask_access": Sent("asking", 201),
    "list_own_access_requests": Sent("asking"),
    "list_access_requests": Sent("asked"),
    "approve_access_request": Sent("asked"),
    "decline_access_request": Sent("asked"),
    "read_portal_me": Sent("in"),
    "read_invitation": Sent("invited"),
    "accept_invitation": Sent("invited", 201),
    "sign_in": Sent("team", 201),
    "answer_challenge": Sent("asked for a code", 201, minutes=0),
    "refresh_session": Sent("signed in", 201),
    "revoke_session": Sent("signed in"),
    "ask_password_reset": Sent("in", 202),
    "read_password_reset": Sent("asked for a link"),
    "confirm_password_reset": Sent("asked for a link"),
    "change_password": Sent("team"),
    "change_portal_password": Sent("in"),
    "end_sessions": Sent("team"),
    "end_portal_sessions": Sent("in"),
    "begin_totp": Sent("signed in", 201),
    "confirm_totp": Sent("given a secret", minutes=0),
    "remove_totp": Sent("asked for a code", minutes=0),
    "remove_member_totp": Sent("asked for a code"),
}


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
    described = [each.app.get_openapi_schema(title="invite", version="1") for each in (http, doors)]
    return {
        re.sub(r"([A-Z])", lambda upper: f"_{upper[1].lower()}", operation["operationId"]): (method.upper(), path)
        for each in described
        for path, methods in each.model_dump(by_alias=True, exclude_none=True)["paths"].items()
        for method, operation in methods.items()
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
    assert request["routeKey"] in {f"ANY {each}" for route in ROUTES if route.room == "invite" for each in route.paths}
    assert request["rawPath"].endswith(request.get("pathParameters", {}).get("proxy", ""))
    assert ("authorizer" in where) is not path.startswith("/v1/public/")
    assert ("body" in request) is (method != "GET" and "content-type" in request["headers"])
