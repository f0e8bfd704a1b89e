"""Who may pass: only an access token of an active credential whose sessions were not ended since."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from shared.directory import MemberState, PersonState
from shared.domain.credentials import holder
from shared.domain.ids import MemberId, PersonId, member_id
from shared.domain.principals import ActorKind
from tests.fakes.http import claims
from tests.integration.invite.house import House, Request
from tests.integration.invite.routes import ROUTES, Route, declared, name_of

SIGNED_IN = tuple(each for each in ROUTES if each.who in {"staff", "client"})


def calling(route: Route, request: Request) -> MemberId | PersonId:
    """Who makes a prepared call."""
    assert request.who is not None
    kind = ActorKind.MEMBER if route.who == "staff" else ActorKind.PERSON
    return holder(request.who["username"], kind)[1]


def changed(route: Route, house: House, request: Request, **to: Any) -> None:
    """Change whoever calls, as another part of the house would."""
    house.store(house.credential(calling(route, request)).model_copy(update=to))


def shut_out(house: House, request: Request) -> None:
    before = house.dump()
    answer = house.send(request)
    assert (answer.status, answer.code) == (401, "UNAUTHENTICATED"), answer.text
    assert house.dump() == before


@pytest.mark.parametrize("route", SIGNED_IN, ids=name_of)
def test_without_an_access_token_of_ours_nobody_passes(house, route):
    request = route.prepare(house)
    true = dict(request.who)
    ended_names = ("", "nobody", house.firm, f"{house.firm}:", f"{house.firm}:x", true["username"].lower())
    tokens = [
        None,
        {},
        {**true, "token_use": "id"},
        {name: value for name, value in true.items() if name != "token_use"},
        *({**true, "username": each} for each in ended_names),
        claims(house.firm, member_id(house.firm, "nobody@harbor-tax.example")),
    ]
    for who in tokens:
        shut_out(house, replace(request, who=who))
    assert house.send(request).status == route.status, "the true token passes"


@pytest.mark.parametrize("route", SIGNED_IN, ids=name_of)
def test_ended_credential_with_a_live_token_is_refused_at_the_next_call(house, route):
    request = route.prepare(house)
    changed(route, house, request, state=MemberState.DEACTIVATED if route.who == "staff" else PersonState.GRANTED)
    shut_out(house, request)
    changed(route, house, request, state=MemberState.ACTIVE if route.who == "staff" else PersonState.ACTIVE)
    assert house.send(request).status == route.status, "restored, the same token passes"


@pytest.mark.parametrize("route", SIGNED_IN, ids=name_of)
def test_session_older_than_the_epoch_is_over(house, route):
    request = route.prepare(house)
    signed_in_at = house.cloud.clock.now - timedelta(minutes=30)
    mine = claims(house.firm, calling(route, request), signed_in_at)
    changed(route, house, request, epoch=signed_in_at + timedelta(seconds=1))
    shut_out(house, replace(request, who=mine))
    changed(route, house, request, epoch=signed_in_at)
    assert house.send(replace(request, who=mine)).status == route.status, "a sign-in at the epoch or later passes"


def test_invited_member_with_a_token_is_refused_until_they_come_in(house):
    """A user may stand in the pool whose activation never finished."""
    invited = house.made("/v1/members", {"name": "Nora", "email": "nora@harbor-tax.example"})["id"]
    who = claims(house.firm, invited)
    answer = house.call("GET", "/v1/me", who=who)
    assert (answer.status, answer.code) == (401, "UNAUTHENTICATED")
    house.enter(invited)
    assert house.call("GET", "/v1/me", who=who).status == 200


EVERYBODY = {
    "readMe",
    "listPending",
    "listAccessRequests",
    "listMembers",
    "readMember",
    "readFirm",
    "listAccounts",
    "listJobs",
}
VIEWER = EVERYBODY | {"readAccount", "listTies", "readTie", "readPerson"}
# In bulk, what a member does not see is reported entry by entry; the call itself asks the right alone.
BULK = {"bulkInvitations", "bulkAccess"}
REACH = {
    (): EVERYBODY,
    ("view_all_accounts",): VIEWER,
    ("manage_contacts",): EVERYBODY
    | {
        "listContacts",
        "createContact",
        "readContact",
        "updateContact",
        "listTiesOfContact",
        "addEmail",
        "removeEmail",
    },
    # What takes ties away asks to see the accounts they are in.
    ("manage_contacts", "view_all_accounts"): VIEWER
    | {
        "listContacts",
        "createContact",
        "readContact",
        "updateContact",
        "deleteContact",
        "mergeContact",
        "listTiesOfContact",
        "addEmail",
        "removeEmail",
    },
    ("manage_accounts",): EVERYBODY | BULK,
    ("assign_team_members",): EVERYBODY,
    ("assign_team_members", "manage_accounts"): EVERYBODY | BULK | {"createAccount"},
    ("assign_team_members", "view_all_accounts"): VIEWER | {"assignMember", "unassignMember"},
    ("manage_accounts", "view_all_accounts"): VIEWER
    | BULK
    | {
        "updateAccount",
        "archiveAccount",
        "deleteAccount",
        "mergeAccount",
        "createTie",
        "updateTie",
        "removeTie",
        "grantAccess",
        "revokeAccess",
        "sendInvitation",
        "resendInvitation",
        "cancelInvitation",
        "approveAccessRequest",
        "declineAccessRequest",
        "clearPersonMail",
    },
}


# Everybody's own door: no right is asked for, and the token names whose it is.
OWN_DOOR = {"changePassword", "endSessions", "beginTotp", "confirmTotp", "removeTotp"}
TEAM = tuple(each for each in ROUTES if each.who == "staff" and each.operation not in OWN_DOOR)


@pytest.mark.parametrize("route", TEAM, ids=name_of)
def test_employee_passes_where_their_rights_reach_and_nowhere_else(house, route):
    """Whom it is beyond come first, since of those who may the first one's call is the one that is done."""
    request = route.prepare(house)
    beyond = [rights for rights, reach in REACH.items() if route.operation not in reach]
    within = [rights for rights in REACH if rights not in beyond]
    for rights in [*beyond, *within[: 1 if route.writes else None]]:
        employee = claims(house.firm, house.colleague(f"{'-'.join(rights)}- Brandt", rights=rights))
        before = house.dump()
        answer = house.send(replace(request, who=employee))
        if rights in within:
            assert answer.status == route.status, (rights, answer.text)
        else:
            assert (answer.status, answer.code) in {(403, "NOT_ALLOWED"), (404, "NOT_FOUND")}, rights
            assert house.dump() == before


def test_clients_token_opens_nothing_of_the_team(house):
    who = claims(house.firm, house.active())
    for route in ROUTES:
        if route.who == "staff" and "{" not in route.path:
            method, _ = declared()[route.operation]
            body = {"name": "Doe", "kind": "person"}
            answer = house.call(method, route.path, who=who, body=body, headers={"if-match": '"1"'})
            assert answer.status in {401, 422}, answer.text
