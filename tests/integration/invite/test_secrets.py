"""Whoever has a dump of the tables, the files, the queues and the log has no token and no password of anybody."""

import json
from collections.abc import Iterator
from io import StringIO
from typing import Any

import pytest

from functions.activity import consumer as activity
from functions.invite import consumer
from tests.fakes.cloud import ACTIVITY_TABLE, boto, queue_event
from tests.fakes.http import Answer, context
from tests.integration.invite.house import CLIENT_EMAIL, PASSWORD, House, Request
from tests.integration.invite.routes import ROUTES, name_of

NOTHING: dict[str, list[dict[str, str]]] = {"batchItemFailures": []}
# What opens a door, by the name it has in a request or an answer.
SECRET = {
    "accessToken",
    "authorization",
    "challenge",
    "currentPassword",
    "idToken",
    "newPassword",
    "password",
    "portico-token",
    "refreshToken",
    "secret",
    "uri",
    "x-amz-signature",
}
BEARING = {
    "acceptInvitation",
    "answerChallenge",
    "beginTotp",
    "changePassword",
    "changePortalPassword",
    "confirmPasswordReset",
    "confirmTotp",
    "prepareImport",
    "readInvitation",
    "readPasswordReset",
    "refreshSession",
    "removeTotp",
    "revokeSession",
    "signIn",
}


def secrets_in(said: Any, name: str = "") -> Iterator[str]:
    """Find what opens a door in a request or an answer, however deep."""
    if isinstance(said, dict):
        for key, each in said.items():
            yield from secrets_in(each, key)
    elif isinstance(said, list):
        for each in said:
            yield from secrets_in(each, name)
    elif isinstance(said, str) and name in SECRET:
        yield said.removeprefix("Bearer ")


def passed(request: Request, answer: Answer) -> set[str]:
    return {*secrets_in(request.body), *secrets_in(dict(request.headers)), *secrets_in(answer.json)}


def kept(house: House, logged: StringIO) -> str:
    """Everything that is kept anywhere but in KMS, in the user pools, and in the mailboxes of those it is for."""
    files = boto("s3").list_objects_v2(Bucket=house.cloud.files).get("Contents", ())
    return "\n".join(
        (
            repr(house.cloud.items()),
            repr(house.cloud.items(ACTIVITY_TABLE)),
            *(house.cloud.fetch(each["Key"]).decode() for each in files),
            *house.cloud.take(house.cloud.jobs_queue),
            json.dumps(house.cloud.announced()),
            logged.getvalue(),
        )
    )


def tell(house: House) -> None:
    """Let everybody hear what was announced: letters are written, and all of it is recorded."""
    assert house.cloud.activity_table
    batch = queue_event(*({"detail": each} for each in house.cloud.announced()))
    assert activity.handler(batch, context()) == NOTHING
    consumer.handler(batch, context())


@pytest.mark.parametrize("route", ROUTES, ids=name_of)
def test_abuse_2_what_a_route_is_given_or_gives_out_is_kept_nowhere(house, logged, route):
    """Neither when it succeeds nor when what goes wrong is logged."""
    request = route.prepare(house)
    answer = house.send(request, idempotency_key="a-key-of-mine")
    assert answer.status == route.status
    secrets = passed(request, answer)
    assert bool(secrets) == (route.operation in BEARING)
    tell(house)
    house.cloud.client("dynamodb").fail("transact_write_items", error=lambda: RuntimeError("unforeseen"))
    house.cloud.client("dynamodb").fail("batch_get_item", error=lambda: RuntimeError("unforeseen"))
    house.send(request)
    shown = kept(house, logged)
    assert house.firm in shown
    assert not [each for each in {*secrets, "a-key-of-mine"} if each in shown]


def test_abuse_2_a_letter_carries_the_one_thing_that_opens_and_it_is_kept_nowhere(house, logged):
    person = house.invited()
    tell(house)
    (letter,) = [each for each in house.cloud.mailbox if each.envelope_to == (CLIENT_EMAIL,)]
    token = letter.link.partition("#")[2]
    shown = kept(house, logged)
    assert token == house.token(person)
    # Its end alone is what has to be guessed; the rest says whose it is.
    assert token[-43:] not in shown
    stored = house.credential(person).invitation.proof
    assert stored is not None
    assert stored in shown
    as_a_token = Request("GET", "/v1/public/invitation", headers={"portico-token": stored})
    assert house.send(as_a_token).status == 404, "what is stored opens nothing"
    assert house.accept(person, PASSWORD).status == 201
