"""Nothing of one firm is ever visible from another: on every route, each refusal beside its positive twin."""

import base64
from dataclasses import replace

from shared.capability import Claims, Purpose
from shared.domain.ids import bare
from tests.fakes.http import claims
from tests.integration.house import CLIENT_EMAIL, Request
from tests.integration.matrices.expecting import nothing_there


def test_foreign_member_cannot_be_assigned_and_an_own_one_can(house, foreign):
    body = {"name": "Doe", "kind": "person", "assigned": [house.colleague()]}
    assert house.call("POST", "/v1/accounts", body=body).status == 201
    nothing_there(house, Request("POST", "/v1/accounts", {**body, "assigned": [foreign.owner_id]}, who=house.owner))
    both = {**body, "assigned": [house.owner_id, foreign.owner_id]}
    nothing_there(house, Request("POST", "/v1/accounts", both, who=house.owner))


def test_foreign_contact_cannot_be_tied_and_an_own_one_can(house, foreign):
    theirs = foreign.contact()
    path = f"/v1/accounts/{house.account()}/ties"
    nothing_there(house, Request("POST", path, {"contactId": theirs, "email": CLIENT_EMAIL}, who=house.owner))
    assert house.call("POST", path, body={"contactId": house.contact(), "email": CLIENT_EMAIL}).status == 201


def test_tie_is_found_under_its_own_account_only(house, foreign):
    account, tie = house.tie()
    other = house.account("Doe Holdings")
    their_account, their_tie = foreign.tie()
    assert tie != their_tie, "one e-mail has another digest in each firm"
    for wrong_account, wrong_tie in ((other, tie), (their_account, tie), (account, their_tie)):
        path = f"/v1/accounts/{wrong_account}/ties/{wrong_tie}/access"
        nothing_there(house, Request("POST", path, {}, who=house.owner))
    assert house.call("POST", f"/v1/accounts/{account}/ties/{tie}/access", body={}).status == 201


def test_employee_meets_an_account_not_assigned_as_if_it_were_foreign(house):
    employee = claims(house.firm, house.colleague(rights=("manage_accounts",)))
    account, tie = house.tie()
    for request in (
        Request("GET", f"/v1/accounts/{account}"),
        Request("PATCH", f"/v1/accounts/{account}", {"name": "Mine"}, {"if-match": '"1"'}),
        Request("GET", f"/v1/accounts/{account}/ties"),
        Request("POST", f"/v1/accounts/{account}/ties/{tie}/access", {}),
    ):
        nothing_there(house, replace(request, who=employee))
        assert house.send(replace(request, who=house.owner)).status in {200, 201}


def test_client_enters_their_own_portal_and_no_other(house, foreign):
    person = house.active()
    foreign.active()
    own = house.call("GET", "/v1/portal/me", who=claims(house.firm, person))
    assert own.json["firm"]["id"] == house.firm
    misfit = house.call("GET", "/v1/portal/me", who=claims(foreign.firm, person))
    assert (misfit.status, misfit.code) == (401, "UNAUTHENTICATED")


def test_one_email_in_two_firms_is_two_persons_with_two_passwords(house, foreign):
    house.active()
    person = foreign.invited()
    assert foreign.accept(person, "Another-quiet-heron-7").status == 201
    assert house.signs_in(CLIENT_EMAIL)
    assert not foreign.signs_in(CLIENT_EMAIL)
    assert foreign.signs_in(CLIENT_EMAIL, "Another-quiet-heron-7")


def test_link_of_one_firm_with_the_others_name_in_it_finds_nothing(house, foreign):
    """Firm, id and generation are real; the MAC is that of other claims."""
    mine, theirs = house.invited(), foreign.invited()
    true = base64.urlsafe_b64decode(house.token(mine) + "=")
    swapped = Claims(Purpose.CLIENT_INVITATION, foreign.firm, bare(theirs), 1).encoded() + true[-32:]
    token = base64.urlsafe_b64encode(swapped).decode().rstrip("=")
    nothing_there(house, Request("GET", "/v1/public/invitation", headers={"portico-token": token}))
    assert house.call("GET", "/v1/public/invitation", headers={"portico-token": house.token(mine)}).status == 200


def test_key_used_in_one_firm_is_free_in_another(house, foreign):
    body = {"name": "Doe", "kind": "person"}
    answers = [
        firm.call("POST", "/v1/accounts", body=body, headers={"idempotency-key": "same"}) for firm in (house, foreign)
    ]
    assert [each.status for each in answers] == [201, 201]
    assert answers[0].json["id"] != answers[1].json["id"]
