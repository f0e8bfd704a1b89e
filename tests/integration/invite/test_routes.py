"""Every route through the real handler: what it answers, tells and shows when all is well."""

import pytest

from functions.invite import doors, http
from tests.fakes.http import call, claims
from tests.integration.founding import PASSWORD
from tests.integration.house import CLIENT_EMAIL


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/v1/me", 200),
        ("POST", "/v1/accounts", 422),
        ("GET", "/v1/accounts/x", 404),
        ("GET", "/v1/firm/nothing", 404),
    ],
)
def test_no_answer_may_be_kept_or_told_on(house, method, path, status):
    answer = house.call(method, path)
    assert answer.status == status
    assert answer.headers["cache-control"] == "no-store"
    assert answer.headers["referrer-policy"] == "no-referrer"
    assert answer.headers["x-content-type-options"] == "nosniff"


def test_me_shows_role_rights_and_firm(house):
    me = house.call("GET", "/v1/me").json
    assert me["role"] == "owner"
    assert "assign_team_members" in me["rights"]
    assert me["firm"] == {
        "id": house.firm,
        "name": "Harbor-Tax & Co",
        "slug": "harbor-tax",
        "timeZone": "America/New_York",
        "locale": "en",
    }


def test_employee_has_the_rights_that_were_given(house):
    employee = house.colleague(rights=("manage_contacts", "view_all_accounts"))
    me = house.call("GET", "/v1/me", who=claims(house.firm, employee)).json
    assert me["rights"] == ["view_all_accounts", "manage_contacts"]


def test_new_account_carries_its_version_and_the_gray_badge(house):
    answer = house.call("POST", "/v1/accounts", body={"name": "  Doe   Family ", "kind": "company"})
    assert answer.headers["etag"] == '"1"'
    assert answer.json["name"] == "Doe Family"
    assert (answer.json["badge"], answer.json["assigned"]) == ("not_activated", [house.owner_id])


def test_change_gives_the_next_version_and_the_new_one_is_read(house):
    account = house.account()
    changed = house.call("PATCH", f"/v1/accounts/{account}", body={"name": "Doe & Sons"}, headers={"if-match": '"1"'})
    read = house.call("GET", f"/v1/accounts/{account}")
    assert changed.headers["etag"] == read.headers["etag"] == '"2"'
    assert changed.json == read.json
    assert read.json["name"] == "Doe & Sons"


@pytest.mark.parametrize("seen", ['"1"', 'W/"1"'])
def test_weak_and_strong_etags_name_the_same_version(house, seen):
    answer = house.call("PATCH", f"/v1/accounts/{house.account()}", body={"name": "New"}, headers={"if-match": seen})
    assert answer.status == 200


def test_contact_keeps_each_email_once_in_lower_case(house):
    body = {"name": "Jane Doe", "emails": ["Jane@Doe.example", "jane@doe.example ", "jd@doe.example"], "locale": "de"}
    answer = house.call("POST", "/v1/contacts", body=body)
    assert answer.json["emails"] == ["jane@doe.example", "jd@doe.example"]
    assert house.call("GET", f"/v1/contacts/{answer.json['id']}").json == answer.json


def test_email_in_use_names_its_holder(house):
    house.contact("Jane Doe")
    answer = house.call("POST", "/v1/contacts", body={"name": "Janet", "emails": [CLIENT_EMAIL]})
    assert (answer.status, answer.code) == (409, "EMAIL_IN_USE")
    assert "Jane Doe" in answer.json["detail"]


def test_access_goes_from_none_to_active_and_the_badge_follows(house):
    account, tie = house.tie()
    path = f"/v1/accounts/{account}"
    seen = [(house.call("GET", f"{path}/ties").json["items"][0]["state"], house.call("GET", path).json["badge"])]
    person = house.made(f"{path}/ties/{tie}/access", {"invite": False})["personId"]
    seen.append((house.call("GET", f"{path}/ties").json["items"][0]["state"], house.call("GET", path).json["badge"]))
    house.made(f"/v1/persons/{person}/invitation", {})
    seen.append((house.call("GET", f"{path}/ties").json["items"][0]["state"], house.call("GET", path).json["badge"]))
    house.wait(days=31)
    seen.append((house.call("GET", f"{path}/ties").json["items"][0]["state"], house.call("GET", path).json["badge"]))
    house.call("POST", f"/v1/persons/{person}/invitation/resend")
    house.enter(person)
    seen.append((house.call("GET", f"{path}/ties").json["items"][0]["state"], house.call("GET", path).json["badge"]))
    assert seen == [
        ("none", "not_activated"),
        ("granted", "not_activated"),
        ("invited", "pending_activation"),
        ("expired", "pending_activation"),
        ("active", "activated"),
    ]


def test_person_shows_when_invited_by_whom_and_until_when(house):
    person = house.call("GET", f"/v1/persons/{house.invited()}").json
    assert person["state"] == "invited"
    assert (person["invitedAt"], person["expiresAt"]) == ("2026-11-22T09:00:00Z", "2026-12-22T09:00:00Z")
    assert person["invitedBy"] == "Olivia Reed"
    assert [each["name"] for each in person["accounts"]] == ["Doe Family"]


def test_invitation_shows_who_invites_to_what_and_nothing_else(house):
    headers = {"portico-token": house.token(house.invited(message="See you."))}
    shown = house.call("GET", "/v1/public/invitation", headers=headers).json
    assert shown == {
        "audience": "client",
        "firm": {"name": "Harbor-Tax & Co", "slug": "harbor-tax"},
        "name": "Jane Doe",
        "email": CLIENT_EMAIL,
        "locale": "en",
        "invitedBy": "Olivia Reed",
        "accounts": ["Doe Family"],
        "expiresAt": "2026-12-22T09:00:00Z",
    }


def test_accepting_gives_a_session_and_the_portal_opens(house):
    person = house.invited()
    answer = house.accept(person)
    session = answer.json["session"]
    assert session["tokenType"] == "Bearer"
    assert session["expiresIn"] > 0
    assert session["accessToken"]
    me = house.call("GET", "/v1/portal/me", who=claims(house.firm, person)).json
    assert (me["name"], [each["name"] for each in me["accounts"]]) == ("Jane Doe", ["Doe Family"])


def test_client_signs_in_with_the_password_that_was_set(house):
    house.active()
    assert house.signs_in("JANE@doe.example", PASSWORD)


@pytest.mark.parametrize(
    ("method", "path"),
    [("GET", "/v1/nothing"), ("DELETE", "/v1/accounts"), ("PUT", "/v1/me"), ("GET", "/"), ("POST", "/v1/portal/me")],
)
@pytest.mark.parametrize("handler", [http.handler, doors.handler], ids=["http", "doors"])
def test_what_is_no_route_is_the_same_not_found(house, handler, method, path):
    answer = call(handler, method, path, who=house.owner)
    assert (answer.status, answer.code) == (404, "NOT_FOUND")
