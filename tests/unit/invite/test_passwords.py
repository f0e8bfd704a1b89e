"""Passwords changed by who knows them."""

from dataclasses import replace
from typing import Any

import pytest

from functions.invite.model.refusals import SessionOverError, SignInFailedError
from functions.invite.pools import Audience, Factor, Session
from shared.domain.credentials import user_name
from shared.domain.errors import UnauthenticatedError, UnavailableError, ValidationFailedError
from shared.limits import TooManyRequestsError
from tests.fakes.cognito import claims_of
from tests.fakes.office import LINK, OWNER_EMAIL, PASSWORD, POOLS, Office, key
from tests.unit.invite.test_second_factor import set_up

NEW = "nine-loud-magpies-9"


@pytest.fixture
def owner(office):
    return office.opened()


def sign_in(office: Office, password: str = PASSWORD) -> Any:
    return office.sessions.sign_in(Audience.TEAM, "harbor-tax", OWNER_EMAIL, password, LINK)


def test_new_password_opens_and_the_old_one_and_every_other_session_do_not(office, owner):
    other = sign_in(office)
    office.wait(seconds=5)
    session = office.passwords.change(owner, PASSWORD, NEW, None)
    assert isinstance(session, Session)
    with pytest.raises(SessionOverError):
        office.sessions.renew(Audience.TEAM, "harbor-tax", other.refresh_token, LINK)
    with pytest.raises(UnauthenticatedError):
        office.members.me(owner)
    epoch = office.standing(owner.identity.firm, owner.identity.id).epoch
    assert claims_of(session.access_token)["auth_time"] >= epoch.timestamp()
    with pytest.raises(SignInFailedError):
        sign_in(office)
    assert sign_in(office, NEW)


def test_change_is_told_and_written_to_its_holder_without_any_link_that_opens(office, owner):
    office.passwords.change(owner, PASSWORD, NEW, None)
    event = office.last("password.changed")
    office.password_letters.send(event)
    office.password_letters.send(event)
    (letter,) = [each.mail for each in office.outgoing.letters if "password" in each.mail.subject]
    assert letter.to == OWNER_EMAIL
    assert "/team/?firm=harbor-tax" in letter.text
    assert "#" not in letter.text


@pytest.mark.parametrize(
    ("new", "code"),
    [
        ("short", "PASSWORD_TOO_SHORT"),
        ("x" * 129, "PASSWORD_TOO_LONG"),
        ("Olivia@harbor-tax.example", "PASSWORD_IS_EMAIL"),
        ("qwerty123456", "PASSWORD_BREACHED"),
    ],
)
def test_rules_of_a_first_password_are_those_of_every_other(office, owner, new, code):
    with pytest.raises(ValidationFailedError) as refused:
        office.passwords.change(owner, PASSWORD, new, None)
    assert [(each.field, each.code) for each in refused.value.faults] == [("newPassword", code)]
    assert sign_in(office)


def test_wrong_current_password_changes_nothing_and_can_be_tried_a_few_times_only(office, owner):
    told = office.named()
    for _ in range(10):
        with pytest.raises(ValidationFailedError) as refused:
            office.passwords.change(owner, "not-the-password", NEW, None)
        assert [(each.field, each.code) for each in refused.value.faults] == [("currentPassword", "PASSWORD_WRONG")]
    with pytest.raises(TooManyRequestsError):
        office.passwords.change(owner, PASSWORD, NEW, None)
    assert office.named() == told
    assert sign_in(office)


def test_repeated_under_its_key_it_changes_nothing_and_gives_a_session(office, owner):
    office.passwords.change(owner, PASSWORD, NEW, key())
    again = replace(owner, identity=office.now(owner))
    assert isinstance(office.passwords.change(again, PASSWORD, NEW, key()), Session)
    assert office.named().count("password.changed") == 1


def test_change_that_died_before_it_was_told_can_be_made_again(office, owner, monkeypatch):
    """The pool has the new password, the table knows nothing yet."""
    monkeypatch.setattr(office.storage, "save", lambda *_, **__: (_ for _ in ()).throw(UnavailableError()))
    with pytest.raises(UnavailableError):
        office.passwords.change(owner, PASSWORD, NEW, key())
    monkeypatch.undo()
    assert isinstance(office.passwords.change(owner, PASSWORD, NEW, key()), Session)
    assert office.named().count("password.changed") == 1


def test_whoever_has_a_second_factor_is_asked_for_it_before_the_new_session(office, owner):
    set_up(office, owner)
    assert office.passwords.change(owner, PASSWORD, NEW, None).factor is Factor.TOTP


def test_client_changes_theirs_at_their_own_door(office, owner):
    office.accept(office.invited(owner))
    jane = office.person(owner.identity.firm)
    office.passwords.change(office.caller(jane.firm, jane.id), PASSWORD, NEW, None)
    pool = POOLS[Audience.CLIENT].id
    assert office.cognito.sessions_ended(pool, user_name(jane.firm, jane.id)) == 1
    assert office.sessions.sign_in(Audience.CLIENT, "harbor-tax", jane.email, NEW, LINK)
