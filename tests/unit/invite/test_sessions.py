"""Signing in: one answer whatever was wrong, and each login is recorded once."""

from dataclasses import replace

import pytest

from functions.invite.model.refusals import SessionOverError, SignInFailedError
from functions.invite.pools import Audience
from functions.invite.repository import items
from shared.directory import MemberState
from shared.domain.credentials import user_name
from shared.domain.errors import UnauthenticatedError
from shared.domain.principals import ActorKind
from tests.fakes.cognito import claims_of
from tests.fakes.office import LINK, OWNER_EMAIL, PASSWORD, key


@pytest.fixture
def owner(office):
    return office.opened()


def test_password_gives_a_session_and_the_login_is_recorded(office, owner):
    office.wait(hours=3)
    session = office.sessions.sign_in(Audience.TEAM, "harbor-tax", OWNER_EMAIL, PASSWORD, LINK)
    member = office.standing(owner.identity.firm, owner.identity.id)
    assert session.expires_in > 0
    assert member.last_login_at == office.clock.now
    assert office.last("member.logged_in").actor.kind is ActorKind.MEMBER


def test_client_signs_in_at_their_own_door(office, owner):
    office.accept(office.invited(owner))
    office.sessions.sign_in(Audience.CLIENT, "harbor-tax", "jane@doe.example", PASSWORD, LINK)
    assert office.named()[-1] == "client.logged_in"


@pytest.mark.parametrize(
    ("audience", "slug", "email", "password"),
    [
        (Audience.TEAM, "harbor-tax", OWNER_EMAIL, "wrong-quiet-heron"),
        (Audience.TEAM, "harbor-tax", "nobody@harbor-tax.example", PASSWORD),
        (Audience.TEAM, "no-such-firm", OWNER_EMAIL, PASSWORD),
        (Audience.CLIENT, "harbor-tax", OWNER_EMAIL, PASSWORD),
    ],
    ids=["password", "e-mail", "firm", "door"],
)
def test_failure_is_one_answer_and_records_nothing(office, owner, audience, slug, email, password):
    told = office.named()
    with pytest.raises(SignInFailedError) as refused:
        office.sessions.sign_in(audience, slug, email, password, LINK)
    assert (str(refused.value), refused.value.faults) == (SignInFailedError.title, ())
    assert office.named() == told


def test_deactivated_member_with_the_right_password_gets_the_same_answer(office, owner):
    colleague = office.colleague(owner)
    member = office.standing(colleague.identity.firm, colleague.identity.id)
    office.records.put(items.member(member.model_copy(update={"state": MemberState.DEACTIVATED})))
    with pytest.raises(SignInFailedError):
        office.sessions.sign_in(Audience.TEAM, "harbor-tax", member.email, PASSWORD, LINK)


def test_user_whose_activation_never_finished_gets_the_same_answer(office, owner):
    """The pool knows the password, but nobody accepted: the claim's holder died in between."""
    invited = office.invited(owner)
    office.pools.set_password(Audience.CLIENT, user_name(invited.firm, invited.id), invited.email, PASSWORD)
    with pytest.raises(SignInFailedError):
        office.sessions.sign_in(Audience.CLIENT, "harbor-tax", invited.email, PASSWORD, LINK)


def test_login_that_meets_another_write_is_recorded_all_the_same(office, owner):
    member = office.standing(owner.identity.firm, owner.identity.id)
    real = office.storage.find
    calls: list[str] = []

    def find_then_write(firm, credential):
        found = real(firm, credential)
        if not calls:
            office.storage.save(member)
        calls.append(credential)
        return found

    office.storage.find = find_then_write
    office.sessions.sign_in(Audience.TEAM, "harbor-tax", OWNER_EMAIL, PASSWORD, LINK)
    assert len(calls) == 2
    assert office.named().count("member.logged_in") == 2


def test_session_goes_on_and_keeps_the_hour_of_its_sign_in(office, owner):
    session = office.sessions.sign_in(Audience.TEAM, "harbor-tax", OWNER_EMAIL, PASSWORD, LINK)
    told = office.named()
    office.wait(minutes=20)
    renewed = office.sessions.renew(Audience.TEAM, "harbor-tax", session.refresh_token, LINK)
    begun, going_on = claims_of(session.access_token), claims_of(renewed.access_token)
    assert (going_on["auth_time"], going_on["username"]) == (begun["auth_time"], begun["username"])
    assert renewed.refresh_token == session.refresh_token
    assert office.named() == told, "going on is no login"


def test_session_that_was_revoked_or_is_of_the_other_door_does_not_go_on(office, owner):
    session = office.sessions.sign_in(Audience.TEAM, "harbor-tax", OWNER_EMAIL, PASSWORD, LINK)
    with pytest.raises(SessionOverError):
        office.sessions.renew(Audience.CLIENT, "harbor-tax", session.refresh_token, LINK)
    office.sessions.renew(Audience.TEAM, "harbor-tax", session.refresh_token, LINK)
    office.sessions.revoke(Audience.TEAM, "harbor-tax", session.refresh_token, LINK)
    office.sessions.revoke(Audience.TEAM, "harbor-tax", "never one of ours", LINK)
    with pytest.raises(SessionOverError):
        office.sessions.renew(Audience.TEAM, "harbor-tax", session.refresh_token, LINK)


def test_signing_out_everywhere_ends_every_session_and_is_told_once(office, owner):
    sessions = [office.sessions.sign_in(Audience.TEAM, "harbor-tax", OWNER_EMAIL, PASSWORD, LINK) for _ in range(2)]
    office.wait(seconds=1)
    ended_at = office.sessions.end(owner, key())
    assert office.sessions.end(replace(owner, identity=office.now(owner)), key()) == ended_at
    assert office.named().count("sessions.ended") == 1
    for session in sessions:
        with pytest.raises(SessionOverError):
            office.sessions.renew(Audience.TEAM, "harbor-tax", session.refresh_token, LINK)
    with pytest.raises(UnauthenticatedError):
        office.members.me(owner)
    again = office.sessions.sign_in(Audience.TEAM, "harbor-tax", OWNER_EMAIL, PASSWORD, LINK)
    assert claims_of(again.access_token)["auth_time"] >= ended_at.timestamp()
    assert office.members.me(replace(owner, identity=office.now(owner)))
