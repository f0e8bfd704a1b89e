"""Older and newer code at one table while a release goes out, or is taken back: neither undoes what the other wrote."""

import json
from typing import Any

import pytest

from functions.activity import consumer as activity
from functions.invite import consumer, jobs
from shared.jobs.queue import Nudge
from tests.fakes.cloud import PORTAL_TABLE, queue_event
from tests.fakes.http import context
from tests.fakes.refusals import batch_failures
from tests.integration.house import CLIENT_EMAIL, House, Request
from tests.integration.invite.routes.access import grant_access
from tests.integration.routes import ROUTES, WRITES, name_of

NEWER = {"M": {"since": {"S": "the next release"}, "more": {"L": [{"N": "1"}, {"BOOL": True}]}}}
# What stands inside an item and is an entity of its own; other maps hold what people are called, by id.
INNER = ("invitation", "mail")
# What is told, counted or remembered is written once, or in place; a pointer says only what others say.
NEVER_REWRITTEN = {"OUTBOX", "IDEMPOTENCY", "LIMIT_COUNT", "MAIL", "NAME_WORD", "MEMBER_ACCOUNT"}


def written_by_newer_code(house: House) -> dict[tuple[str, str], str]:
    """Let every item hold what this code knows nothing of, at both depths; which items, and of which kind."""
    for each in house.cloud.items():
        newer = {**each, "newer": NEWER}
        for name in INNER:
            if name in newer:
                newer[name] = {"M": {**newer[name]["M"], "newer": NEWER}}
        house.cloud.dynamodb.put_item(TableName=PORTAL_TABLE, Item=newer)
    return {place(each): each["et"]["S"] for each in house.cloud.items()}


def place(raw: dict[str, Any]) -> tuple[str, str]:
    return raw["pk"]["S"], raw["sk"]["S"]


def undone(house: House, marked: dict[tuple[str, str], str]) -> list[str]:
    """The kinds of those items that lost what newer code wrote of them."""
    standing = {place(each): each for each in house.cloud.items()}
    return sorted(
        kind
        for where, kind in marked.items()
        if (raw := standing.get(where)) is not None
        and kind not in NEVER_REWRITTEN
        and "erased_at" not in raw  # of what is erased nothing is kept, whoever wrote it
        and ("newer" not in raw or any(name in raw and "newer" not in raw[name]["M"] for name in INNER))
    )


@pytest.mark.parametrize("route", ROUTES, ids=name_of)
def test_fault_30_what_newer_code_wrote_is_read_and_outlives_every_call(house, route):
    request = route.prepare(house)
    told = house.ids()
    marked = written_by_newer_code(house)
    answer = house.send(request)
    assert answer.status == route.status, answer.text
    assert [each["name"] for each in house.since(told)] == list(route.tells)
    assert undone(house, marked) == []
    assert "newer" not in answer.text, "nobody is shown what this code cannot judge"


@pytest.mark.parametrize("route", WRITES, ids=name_of)
def test_fault_30_what_newer_code_wrote_outlives_what_follows_from_a_call(house, route):
    request = route.prepare(house)
    told = house.ids()
    assert house.send(request).status == route.status
    marked = written_by_newer_code(house)
    log = [{"detail": each} for each in house.since(told)]
    assert batch_failures(consumer.handler(queue_event(*log), context())) == set()
    house.wait(days=31)
    house.sweep()
    assert undone(house, marked) == []


def test_fault_30_a_job_goes_on_beside_newer_code(house):
    job = house.job()
    marked = written_by_newer_code(house)
    body = Nudge(house.firm, job, 0).spelled()
    assert jobs.handler(queue_event(body), context()) == {"batchItemFailures": []}
    house.work_off()
    assert set(house.report(job).values()) == {"done"}
    assert undone(house, marked) == []


def test_fault_30_settings_keep_a_key_that_newer_code_knows(house):
    path, fourteen = "/v1/settings", {"invitationLifetimeDays": 14}
    assert house.call("PATCH", path, body=fourteen, headers={"if-match": '"0"'}).status == 200
    marked = written_by_newer_code(house)
    changed = house.call("PATCH", path, body={"invitationMaxResends": 3}, headers={"if-match": '"1"'})
    assert (changed.status, set(changed.json)) == (200, set(house.call("GET", path).json))
    assert undone(house, marked) == []


def test_fault_30_an_address_that_passes_to_another_human_being_takes_nothing_along(house):
    """What newer code wrote of its holder was about them: this code cannot tell, so it goes."""
    account = house.account()
    _, tie = house.tie(account)
    path = f"/v1/accounts/{account}/ties/{tie}"
    house.made(f"{path}/access", {})
    written_by_newer_code(house)
    first = house.person().contact
    assert house.call("POST", f"{path}/access/revoke").status == 200
    assert house.call("POST", f"{path}/remove").status == 200
    assert house.call("POST", f"/v1/contacts/{first}/delete").status == 200
    house.deliver("contact.deleted")
    _, other = house.tie(account, house.contact("Joan Roe"))
    house.made(f"/v1/accounts/{account}/ties/{other}/access", {})
    (person,) = [each for each in house.cloud.items() if each["et"]["S"] == "PERSON"]
    assert person["email"]["S"] == CLIENT_EMAIL
    assert "newer" not in person


def test_fault_30_an_event_of_newer_code_waits_for_the_code_that_knows_it_and_holds_up_no_other(house):
    """A field more, a version more, a name more: each is given back whole, and comes again."""
    house.send(grant_access(house))
    (event,) = [each for each in house.cloud.announced() if each["name"] == "invitation.sent"]
    newer = (
        {**event, "data": {**event["data"], "newer": 1}},
        {**event, "version": 2},
        {**event, "name": "invitation.opened"},
    )
    assert house.cloud.activity_table
    for room in (consumer, activity):
        batch = queue_event(*({"detail": each} for each in (*newer[:2], event, newer[2])))
        assert batch_failures(room.handler(batch, context())) == {"message-1", "message-2", "message-4"}
    assert len(house.cloud.mailbox) == 1


@pytest.mark.parametrize("route", ROUTES, ids=name_of)
def test_fault_30_a_page_of_an_older_release_is_understood(house, route):
    """It sends no header that came later, a browser's own headers, and a cookie nobody asked for."""
    request = route.prepare(house)
    own = {"cookie": "session=of-another-time", "accept": "*/*", "x-requested-with": "old-page", "te": "trailers"}
    asked = Request(request.method, request.path, request.body, {**own, **request.headers}, request.who, request.query)
    answer = house.send(asked)
    assert answer.status == route.status
    assert "set-cookie" not in answer.headers
    json.loads(answer.text)
