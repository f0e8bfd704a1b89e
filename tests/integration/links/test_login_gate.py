"""The gate of the login: whose e-mail it was sent to, and nobody else."""

import pytest

from tests.fakes.cloud import Cloud
from tests.fakes.http import call, handler_of
from tests.fakes.links import LAWYER, Held, Porch

PATH = "/v1/portal/links/open"


@pytest.fixture
def held(porch: Porch) -> Held:
    return porch.share(needs_login=True)


def test_without_a_login_it_stays_shut_and_with_the_right_one_it_opens(held: Held, porch: Porch):
    assert held.look().json["gates"]["login"] is True
    assert held.open().code == "LOGIN_REQUIRED"
    answer = held.ask("POST", PATH, {}, who=porch.person())
    assert answer.status == 201
    assert porch.told("link.opened")["data"]["hasLogin"] is True
    passed = Held(porch, held.link, answer.json["linkPass"])
    assert passed.list().status == 200


@pytest.mark.parametrize("email", ["mallory@evil.example", f"x{LAWYER}"])
def test_somebody_elses_login_opens_nothing(held: Held, porch: Porch, email: str):
    answer = held.ask("POST", PATH, {}, who=porch.person(email))
    assert answer.code == "LOGIN_REQUIRED"
    assert porch.names() == []


def test_a_link_for_anyone_is_nobodys_own(porch: Porch):
    held = porch.drop(email=None)
    assert held.ask("POST", PATH, {}, who=porch.person()).code == "LOGIN_REQUIRED"


@pytest.mark.parametrize("more", [{"accounts": {}}, {"state": "granted"}, {"epoch": "2026-11-22T09:00:01Z"}])
def test_a_login_that_is_over_opens_nothing(held: Held, porch: Porch, more):
    assert held.ask("POST", PATH, {}, who=porch.person(**more)).code == "UNAUTHENTICATED"


def test_a_login_of_another_firm_finds_nothing(held: Held, abroad: Porch):
    answer = held.ask("POST", PATH, {}, who=abroad.person())
    assert answer.code == "NOT_FOUND"


def test_login_and_code_are_both_asked(porch: Porch):
    held = porch.share(needs_login=True, needs_code=True)
    who = porch.person()
    assert held.ask("POST", PATH, {}, who=who).code == "OTP_REQUIRED"
    held.ask_code()
    assert held.open(code=held.code).code == "LOGIN_REQUIRED", "and the code is not used up by that"
    assert held.ask("POST", PATH, {"code": held.code}, who=who).status == 201


@pytest.mark.parametrize("kind", ["share", "upload"])
def test_switching_off_acting_without_login_shuts_links_that_are_out_already(porch: Porch, kind: str):
    held = (porch.share() if kind == "share" else porch.drop()).through()
    path = "/v1/guest/documents"
    if kind == "share":
        assert held.list().status == 200
    porch.decree(**{f"{kind}_without_login": False})
    assert held.look().json["gates"]["login"] is True
    assert held.open().code == "LOGIN_REQUIRED"
    if kind == "share":
        assert call(handler_of(path), "GET", path, headers=held.headers()).code == "LOGIN_REQUIRED"
    assert held.ask("POST", PATH, {}, who=porch.person()).status == 201
    porch.decree(**{f"{kind}_without_login": True})
    assert held.open().status == 201


def test_a_pass_given_before_the_switch_opens_nothing_after_it_for_anyone(cloud: Cloud):
    porch = Porch(cloud)
    held = porch.share(email=None).through()
    porch.decree(share_without_login=False)
    assert held.list().code == "LOGIN_REQUIRED"
    assert held.ask("POST", PATH, {}, who=porch.person()).code == "LOGIN_REQUIRED"
