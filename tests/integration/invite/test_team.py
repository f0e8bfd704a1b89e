"""The team through the public door: nobody raises themselves, the firm never lacks its owner, who is out is out."""

from typing import Any

import pytest

from functions.activity import http as activity
from functions.notifications import http as notifications
from functions.settings import http as settings
from shared.domain.ids import MemberId
from tests.fakes.http import Answer, call, claims, handler_of
from tests.integration.house import House
from tests.integration.routes import ROUTES, name_of

OFFER = "/v1/firm/ownership-offer"


def refused(answer: Answer, *expected: tuple[int, str]) -> None:
    assert (answer.status, answer.code) in expected, answer.text


def edit(house: House, who: str, member: str, body: dict[str, Any], seen: int = 1) -> Answer:
    headers = {"if-match": f'"{seen}"'}
    return house.call(
        "PATCH", f"/v1/members/{member}", who=claims(house.firm, MemberId(who)), body=body, headers=headers
    )


def owners(house: House) -> list[str]:
    return [each["id"] for each in house.call("GET", "/v1/members").json["items"] if each["role"] == "owner"]


def test_nobody_raises_themselves_or_another_above_their_own_reach(house):
    """Role escalation: by an edit, by an invitation, by an offer, by a field nobody asked for."""
    admin, employee = house.colleague("Ada Stone", "admin"), house.colleague(rights=("manage_accounts",))
    other = house.colleague("Bea Moss", "admin")
    before = house.dump()
    for who, member, body in (
        (employee, employee, {"role": "admin"}),
        (employee, employee, {"rights": ["view_all_accounts"]}),
        (employee, admin, {"name": "Mine"}),
        (admin, admin, {"rights": ["view_all_accounts"]}),
        (admin, employee, {"role": "admin"}),
        (admin, other, {"role": "employee"}),
        (admin, house.owner_id, {"role": "employee"}),
        (house.owner_id, house.owner_id, {"role": "admin"}),
    ):
        refused(edit(house, who, member, body), (403, "NOT_ALLOWED"))
    bodies: tuple[dict[str, Any], ...] = (
        {"role": "owner"},
        {"owner": True},
        {"state": "active"},
        {"edition": 7},
        {"epoch": None},
    )
    for body in bodies:
        refused(edit(house, house.owner_id, employee, body), (422, "VALIDATION_FAILED"))
    for who in (admin, employee):
        caller = claims(house.firm, who)
        refused(house.call("POST", OFFER, who=caller, body={"memberId": who}), (403, "NOT_ALLOWED"))
        refused(house.call("POST", f"{OFFER}/accept", who=caller), (404, "NOT_FOUND"))
        invited = {"name": "Max", "email": "max@harbor-tax.example", "role": "admin"}
        refused(house.call("POST", "/v1/members", who=caller, body=invited), (403, "NOT_ALLOWED"))
    assert house.dump() == before
    assert edit(house, house.owner_id, employee, {"role": "admin"}).json["role"] == "admin"


def test_the_firm_never_loses_its_last_owner(house):
    admin = house.colleague("Ada Stone", "admin")
    for who in (house.owner_id, admin):
        answer = house.call("POST", f"/v1/members/{house.owner_id}/deactivate", who=claims(house.firm, who))
        refused(answer, (403, "NOT_ALLOWED"))
        assert owners(house) == [house.owner_id]
    house.made(OFFER, {"memberId": admin})
    assert owners(house) == [house.owner_id]
    assert house.call("POST", f"{OFFER}/accept", who=claims(house.firm, admin)).status == 200
    assert owners(house) == [admin]
    refused(house.call("POST", f"/v1/members/{admin}/deactivate"), (403, "NOT_ALLOWED"))
    assert house.call("GET", "/v1/me").json["role"] == "admin"


def test_nobody_approves_their_own_offer_of_the_firm(house):
    """Self-approval: the owner cannot accept for the one it is offered to, nor anybody else."""
    offered, other = house.colleague(), house.colleague("Ada Stone", "admin")
    house.made(OFFER, {"memberId": offered})
    for who in (house.owner_id, other):
        for answer in ("accept", "decline"):
            refused(house.call("POST", f"{OFFER}/{answer}", who=claims(house.firm, who)), (404, "NOT_FOUND"))
    assert owners(house) == [house.owner_id]
    assert house.call("POST", f"{OFFER}/accept", who=claims(house.firm, offered)).status == 200


def test_offer_is_shown_to_the_two_it_concerns_alone(house):
    offered, other = house.colleague(), house.colleague("Ada Stone", "admin")
    house.made(OFFER, {"memberId": offered})
    shown = {
        who: house.call("GET", "/v1/firm", who=claims(house.firm, who)).json["ownershipOffer"]
        for who in (house.owner_id, offered, other)
    }
    assert shown[other] is None
    assert (
        shown[house.owner_id]
        == shown[offered]
        == {
            "member": {"id": offered, "name": "Emil Brandt"},
            "offeredBy": "Olivia Reed",
            "offeredAt": "2026-11-22T09:00:00Z",
        }
    )


@pytest.mark.parametrize("route", [each for each in ROUTES if each.who == "staff"], ids=name_of)
def test_deactivated_member_with_a_live_token_is_refused_at_the_next_call_of_every_route(house, route):
    """Deactivated by the very call that does it, and their old token stays refused when they are restored."""
    request = route.prepare(house)
    admin = house.colleague("Ada Stone", "admin")
    live = claims(house.firm, admin)
    assert house.call("GET", "/v1/me", who=live).status == 200
    assert house.call("POST", f"/v1/members/{admin}/deactivate").status == 200
    handler = handler_of(request.path)
    asked: dict[str, Any] = {"body": request.body, "headers": request.headers, "query": request.query, "who": live}
    mine = call(handler, request.method, request.path, **asked)
    refused(mine, (401, "UNAUTHENTICATED"))
    assert house.call("POST", f"/v1/members/{admin}/restore").status == 200
    again = call(handler, request.method, request.path, **asked)
    refused(again, (401, "UNAUTHENTICATED"))
    house.wait(seconds=1)
    anew = claims(house.firm, admin, house.cloud.clock.now)
    assert house.call("GET", "/v1/me", who=anew).status == 200


def test_deactivated_member_is_refused_in_every_other_room_too(house):
    assert house.cloud.activity_table
    admin = house.colleague("Ada Stone", "admin")
    calls: tuple[tuple[Any, str, str, Any, dict[str, str]], ...] = (
        (settings.handler, "GET", "/v1/settings", None, {}),
        (settings.handler, "GET", "/v1/settings/versions", None, {}),
        (settings.handler, "PATCH", "/v1/settings", {"invitationLifetimeDays": 7}, {"if-match": '"0"'}),
        (activity.handler, "GET", "/v1/activity", None, {}),
        (notifications.handler, "GET", "/v1/inbox", None, {}),
    )

    def answers() -> list[int]:
        who = claims(house.firm, admin)
        return [
            call(handler, method, path, body=body, headers=headers, who=who).status
            for handler, method, path, body, headers in calls
        ]

    assert answers() == [200] * len(calls)
    assert house.call("POST", f"/v1/members/{admin}/deactivate").status == 200
    assert answers() == [401] * len(calls)


def test_deactivated_members_password_opens_nothing_until_they_are_restored(house):
    member = house.colleague()
    email = f"emil@{house.slug}.example"
    house.call("POST", f"/v1/members/{member}/deactivate")
    assert not house.signs_in(email, audience="team")
    house.call("POST", f"/v1/members/{member}/restore")
    assert house.signs_in(email, audience="team")


def test_pool_that_is_away_leaves_nobody_in_and_the_repeated_call_ends_it(house):
    member = house.colleague()
    pool = house.cloud.client("cognito-idp")
    fault = pool.fail("admin_user_global_sign_out")
    path = f"/v1/members/{member}/deactivate"
    first = house.call("POST", path)
    assert (first.status, fault.fired) == (503, True)
    refused(house.call("GET", "/v1/me", who=claims(house.firm, MemberId(member))), (401, "UNAUTHENTICATED"))
    assert house.call("POST", path).status == 200
    ended = [each for each in pool.done if each.operation == "admin_user_global_sign_out"]
    assert len(ended) == 1
    assert house.names().count("member.deactivated") == 1


def test_member_is_read_with_the_edition_an_edit_names(house):
    member = house.colleague()
    read = house.call("GET", f"/v1/members/{member}")
    assert read.headers["etag"] == '"1"'
    changed = edit(house, house.owner_id, member, {"name": "Emil Hill", "rights": ["manage_contacts"]})
    assert changed.headers["etag"] == '"2"'
    assert changed.json == house.call("GET", f"/v1/members/{member}").json
    refused(edit(house, house.owner_id, member, {"name": "Emilio"}), (409, "VERSION_STALE"))
    missing = house.call("PATCH", f"/v1/members/{member}", body={"name": "Emilio"})
    refused(missing, (428, "VERSION_REQUIRED"))


def test_firm_takes_a_zone_of_the_iana_database_and_no_other(house):
    for zone in ("Mars/Olympus", "", "europe/berlin", "../etc/passwd"):
        answer = house.call("PATCH", "/v1/firm", body={"timeZone": zone}, headers={"if-match": '"1"'})
        refused(answer, (422, "VALIDATION_FAILED"))
    changed = house.call("PATCH", "/v1/firm", body={"timeZone": "Europe/Berlin"}, headers={"if-match": '"1"'})
    assert (changed.json["timeZone"], changed.headers["etag"]) == ("Europe/Berlin", '"2"')
