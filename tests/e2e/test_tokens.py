"""Who may call what: the token's kind, pool and signature are checked at the door of the deployed stage."""

import base64
import json
from collections.abc import Mapping
from typing import Any

import pytest
from joserfc import jwk, jws

from local.api import Caller
from local.stage import Stage
from tests.e2e.inside import Inside
from tests.people import Firm

_UNAUTHORISED = 401
_FORBIDDEN = 403


@pytest.fixture
def door_with(stage: Stage):
    return lambda token: Caller(stage.addresses.web, token)


@pytest.mark.parametrize(("audience", "path"), [("team", "/v1/me"), ("client", "/v1/portal/me")])
def test_an_access_token_opens_the_routes_of_its_own_pool(stage: Stage, inside: Inside, door_with, audience, path):
    who = stage.demo.owner if audience == "team" else stage.demo.client
    tokens = inside.tokens(audience, who.email, who.password)

    assert door_with(tokens["AccessToken"]).get(path)["email"] == who.email


@pytest.mark.parametrize(("audience", "path"), [("team", "/v1/me"), ("client", "/v1/portal/me")])
def test_an_id_token_opens_nothing(stage: Stage, inside: Inside, door_with, audience, path):
    who = stage.demo.owner if audience == "team" else stage.demo.client
    tokens = inside.tokens(audience, who.email, who.password)

    assert door_with(tokens["IdToken"]).call("GET", path).status in {_UNAUTHORISED, _FORBIDDEN}


@pytest.mark.parametrize(("audience", "path"), [("team", "/v1/portal/me"), ("client", "/v1/me")])
def test_a_token_of_the_other_pool_opens_nothing(stage: Stage, inside: Inside, door_with, audience, path):
    who = stage.demo.owner if audience == "team" else stage.demo.client
    tokens = inside.tokens(audience, who.email, who.password)

    assert door_with(tokens["AccessToken"]).call("GET", path).status == _UNAUTHORISED


@pytest.mark.parametrize("spoil", [lambda token: token[:-6] + "AAAAAA", lambda token: "no-token", lambda _: None])
@pytest.mark.parametrize("path", ["/v1/me", "/v1/accounts", "/v1/settings", "/v1/activity", "/v1/inbox"])
def test_a_tampered_token_or_none_opens_nothing(firm: Firm, door_with, spoil, path):
    answer = door_with(spoil(firm.owner.token)).call("GET", path)

    assert answer.status == _UNAUTHORISED


def parts(token: str) -> tuple[dict[str, Any], dict[str, Any]]:
    """What a token says of itself, and of whose it is."""
    header, claims, _ = (base64.urlsafe_b64decode(each + "=" * (-len(each) % 4)) for each in token.split("."))
    return json.loads(header), json.loads(claims)


def unsigned(header: Mapping[str, Any], claims: Mapping[str, Any]) -> str:
    spelled = (base64.urlsafe_b64encode(json.dumps(each).encode()).decode().rstrip("=") for each in (header, claims))
    return ".".join((*spelled, ""))


def signed(header: Mapping[str, Any], claims: Mapping[str, Any]) -> str:
    """Sign as the pool does, under the name of its key, with a key of our own."""
    return jws.serialize_compact(dict(header), json.dumps(claims), jwk.RSAKey.generate_key(2048))


@pytest.mark.parametrize("path", ["/v1/me", "/v1/accounts", "/v1/settings", "/v1/activity", "/v1/inbox"])
def test_abuse_24_a_token_that_is_not_signed_or_by_another_key_opens_nothing(firm: Firm, door_with, path):
    """Though every word of it is right, and it names the pool's own key."""
    header, claims = parts(firm.owner.token or "")
    later = {**claims, "exp": claims["exp"] + 3600}
    forged = (
        unsigned({**header, "alg": "none"}, claims),
        unsigned({"alg": "none", "typ": "JWT"}, claims),
        signed(header, claims),
        signed({**header, "kid": "another"}, claims),
        ".".join((*signed(header, later).split(".")[:2], (firm.owner.token or "").split(".")[2])),
    )
    assert [door_with(each).call("GET", path).status for each in forged] == [_UNAUTHORISED] * len(forged)
    assert door_with(firm.owner.token).call("GET", path).status == 200


@pytest.mark.parametrize(("audience", "path"), [("team", "/v1/me"), ("client", "/v1/portal/me")])
def test_abuse_24_a_token_for_another_application_opens_nothing(
    stage: Stage, inside: Inside, door_with, audience, path
):
    """Signed by the right pool, for the right user, with the right scope."""
    who = stage.demo.owner if audience == "team" else stage.demo.client
    tokens = inside.tokens_of_another_app(audience, who.email, who.password)
    _, claims = parts(tokens["AccessToken"])
    assert claims["scope"] == "aws.cognito.signin.user.admin"
    assert door_with(tokens["AccessToken"]).call("GET", path).status == _UNAUTHORISED


def test_an_employee_is_refused_the_feed(stage: Stage, door: Caller):
    demo = stage.demo
    employee = door.signed_in("team", demo.firm.slug, demo.employee.email, demo.employee.password)

    answer = employee.call("GET", "/v1/activity")

    assert (answer.status, answer.code) == (_FORBIDDEN, "NOT_ALLOWED")


def test_a_dropped_grant_is_missed_at_once(firm: Firm, inside: Inside):
    with inside.without_grant("settings-http", "dynamodb:Query"):
        denied = firm.owner.call("GET", "/v1/settings/versions")

    assert denied.status >= 500
    assert firm.owner.call("GET", "/v1/settings/versions").status == 200
