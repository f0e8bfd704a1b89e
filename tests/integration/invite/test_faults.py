"""What goes wrong with the gate and the user pools."""

import os

import pytest

from tests.fakes.faults import FaultyClient
from tests.fakes.refusals import refusal
from tests.integration.founding import PASSWORD
from tests.integration.house import OWNER_EMAIL
from tests.integration.matrices.expecting import is_unavailable


def test_gate_whose_keys_stay_unprocessed_is_unavailable_and_lets_nobody_through(house):
    client = house.cloud.client("dynamodb")
    client.leave_unprocessed(times=None)
    before = house.dump()
    assert is_unavailable(house.call("POST", "/v1/accounts", body={"name": "Doe", "kind": "person"}))
    assert house.dump() == before


def test_gate_whose_keys_are_processed_at_the_second_try_answers(house):
    house.cloud.client("dynamodb").leave_unprocessed(times=1)
    assert house.call("GET", "/v1/me").status == 200


@pytest.mark.parametrize("code", ["TooManyRequestsException", "ThrottlingException", "InternalErrorException"])
def test_pool_that_is_throttled_asks_to_come_again(house, code):
    client: FaultyClient = house.cloud.client("cognito-idp")
    client.fail("admin_initiate_auth", error=lambda: refusal(code))
    body = {"audience": "team", "firm": house.slug, "email": "olivia@harbor-tax.example", "password": "x"}
    assert is_unavailable(house.call("POST", "/v1/public/sessions", body=body))


@pytest.mark.parametrize(
    ("code", "status", "told"),
    [
        ("NotAuthorizedException", 401, "SIGN_IN_FAILED"),
        ("ResourceNotFoundException", 401, "SIGN_IN_FAILED"),
        ("ConcurrentModificationException", 503, "UNAVAILABLE"),
    ],
)
def test_pool_that_gives_no_factor_to_set_up_refuses_the_sign_in_as_ever(house, code, status, told):
    client: FaultyClient = house.cloud.client("cognito-idp")
    client.demand_totp(pool=os.environ["STAFF_POOL_ID"])
    client.fail("associate_software_token", error=lambda: refusal(code))
    body = {"audience": "team", "firm": house.slug, "email": OWNER_EMAIL, "password": PASSWORD}
    answer = house.call("POST", "/v1/public/sessions", body=body)
    assert (answer.status, answer.code) == (status, told)
    client.assert_fired()
    assert house.call("POST", "/v1/public/sessions", body=body).status == 201


def test_what_nobody_foresaw_is_told_as_internal_without_its_words(house):
    client: FaultyClient = house.cloud.client("dynamodb")
    client.fail("batch_get_item", error=lambda: RuntimeError("the secret inside"))
    answer = house.call("GET", "/v1/me")
    assert (answer.status, answer.code) == (500, "INTERNAL")
    assert "secret" not in answer.text
