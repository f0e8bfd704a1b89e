"""The gate of the login: whose e-mail it was sent to, and nobody else."""

from collections.abc import Mapping
from typing import Any

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


LEFT: Mapping[str, Mapping[str, Any]] = {
    "access to the account is revoked": {"accounts": {"acc_01KANQ8F00ZXR9S3VJH2E6T5WC": "Other Ltd."}},
    "nothing is left to enter": {"accounts": {}},
    "access is to be activated anew": {"state": "granted"},
    "signed out everywhere": {"epoch": "2026-11-22T09:00:01Z"},
}


@pytest.mark.parametrize("kind", ["share", "upload"])
@pytest.mark.parametrize("left", LEFT)
def test_pass_of_whoever_is_let_in_no_more_by_their_login_opens_nothing(porch: Porch, kind: str, left: str):
    held = porch.share(needs_login=True) if kind == "share" else porch.drop(needs_login=True)
    given = held.ask("POST", PATH, {}, who=porch.person()).json["linkPass"]
    path = "/v1/guest/documents" if kind == "share" else "/v1/guest/uploads"
    headers = Held(porch, held.link, given).headers()
    assert call(handler_of(path), "GET", path, headers=headers).status == 200
    porch.person(**LEFT[left])
    assert call(handler_of(path), "GET", path, headers=headers).code == "LOGIN_REQUIRED"


def test_contact_of_the_account_whose_login_does_not_enter_it_opens_nothing(porch: Porch):
    held = porch.share(needs_login=True, contact="con_01KANQ8F00ZXR9S3VJH2E6T5WB")
    who = porch.person(**LEFT["access to the account is revoked"])
    assert held.ask("POST", PATH, {}, who=who).code == "LOGIN_REQUIRED"
    assert porch.names() == []
    assert held.ask("POST", PATH, {}, who=porch.person()).status == 201


def test_typed_address_whose_login_is_for_another_account_opens_while_there_is_one(held: Held, porch: Porch):
    who = porch.person(**LEFT["access to the account is revoked"])
    given = held.ask("POST", PATH, {}, who=who).json["linkPass"]
    passed = Held(porch, held.link, given)
    assert passed.list().status == 200
    porch.person(accounts={})
    assert passed.list().code == "LOGIN_REQUIRED"


def test_pass_of_a_link_that_asks_for_no_login_is_nobodys_to_take(porch: Porch):
    held = porch.share()
    given = held.ask("POST", PATH, {}, who=porch.person()).json["linkPass"]
    porch.person(**LEFT["nothing is left to enter"])
    assert Held(porch, held.link, given).list().status == 200
