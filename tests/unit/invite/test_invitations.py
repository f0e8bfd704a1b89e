"""Inviting, sending again, and what a person's access has come to."""

from datetime import timedelta

import pytest

from functions.invite.model.entities import AccessState, Badge, Person
from functions.invite.model.invitation import COOL_DOWN
from functions.invite.model.refusals import (
    AlreadyActiveError,
    AlreadyInvitedError,
    InvitationExpiredError,
    InvitationSupersededError,
    ResendLimitError,
    ResendTooSoonError,
)
from shared.directory import Policy
from shared.domain.errors import NotAllowedError, NotFoundError, WrongStateError
from shared.domain.ids import person_id
from shared.domain.principals import Caller, Right
from tests.fakes.office import Office, key


@pytest.fixture
def owner(office):
    return office.opened()


def granted(office: Office, owner: Caller) -> Person:
    return office.grant(owner, office.tie(owner, office.account(owner), office.contact(owner)))


def test_invitation_lives_thirty_days_unless_the_firm_says_otherwise(office, owner):
    person = office.invitations.invite(owner, granted(office, owner).id, None, message=None)
    assert person.invitation.expires_at == office.clock.now + timedelta(days=30)


def test_invitation_lives_as_long_as_the_firm_says(office, owner):
    office.decree(owner.identity.firm, Policy(v=1, invitation_lifetime_days=3))
    person = office.invitations.invite(owner, granted(office, owner).id, None, message=None)
    assert person.invitation.expires_at == office.clock.now + timedelta(days=3)


def test_inviting_the_invited_is_for_resend(office, owner):
    invited = office.invited(owner)
    with pytest.raises(AlreadyInvitedError):
        office.invitations.invite(owner, invited.id, None, message=None)


def test_inviting_or_resending_to_whoever_is_in_is_refused(office, owner):
    invited = office.invited(owner)
    office.accept(invited)
    office.wait(minutes=2)
    with pytest.raises(AlreadyActiveError):
        office.invitations.invite(owner, invited.id, None, message=None)
    with pytest.raises(AlreadyActiveError):
        office.invitations.resend(owner, invited.id, None)


def test_person_never_granted_anything_is_not_there(office, owner):
    office.tie(owner, office.account(owner), office.contact(owner))
    with pytest.raises(NotFoundError):
        office.invitations.invite(owner, person_id(owner.identity.firm, "jane@doe.example"), None, message=None)


@pytest.mark.parametrize("rights", [frozenset(), frozenset({Right.VIEW_ALL_ACCOUNTS})])
def test_employee_without_manage_accounts_invites_nobody(office, owner, rights):
    invited, employee = office.invited(owner), office.colleague(owner, rights=rights)
    office.wait(minutes=2)
    with pytest.raises(NotAllowedError):
        office.invitations.resend(employee, invited.id, None)


def test_employee_invites_only_people_of_accounts_they_reach(office, owner):
    invited, employee = office.invited(owner), office.colleague(owner, rights=frozenset({Right.MANAGE_ACCOUNTS}))
    office.wait(minutes=2)
    with pytest.raises(NotFoundError):
        office.invitations.resend(employee, invited.id, None)


def test_employee_is_shown_of_a_person_only_the_accounts_they_reach(office, owner):
    emil = office.colleague(owner, rights=frozenset({Right.MANAGE_ACCOUNTS}))
    contact, own, hidden = office.contact(owner), office.account(emil, "Doe Family"), office.account(owner, "Doe Trust")
    person = office.grant(owner, office.tie(owner, hidden, contact))
    office.grant(owner, office.tie(owner, own, contact))
    answers = (
        office.invitations.person(emil, person.id),
        office.invitations.cancel(emil, person.id, None),
        office.invitations.invite(emil, person.id, key(), message=None),
        office.invitations.invite(emil, person.id, key(), message=None),
        office.mailboxes.clear_person(emil, person.id),
    )
    assert [list(each.accounts.values()) for each in answers] == [["Doe Family"]] * len(answers)
    assert set(office.invitations.person(owner, person.id).accounts) == {own.id, hidden.id}
    assert set(office.person(person.firm).accounts) == {own.id, hidden.id}, "what is shown is not what stands"


@pytest.mark.parametrize(("waited", "rest"), [(timedelta(), 60), (timedelta(seconds=59), 1)])
def test_resend_within_the_cool_down_is_too_soon(office, owner, waited, rest):
    invited = office.invited(owner)
    office.clock.advance(waited)
    with pytest.raises(ResendTooSoonError) as refused:
        office.invitations.resend(owner, invited.id, None)
    assert refused.value.retry_after == rest


def test_resend_at_the_end_of_the_cool_down_gives_a_new_link_and_a_new_date(office, owner):
    invited = office.invited(owner)
    office.clock.advance(COOL_DOWN)
    again = office.invitations.resend(owner, invited.id, None)
    assert again.invitation.generation == invited.invitation.generation + 1
    assert again.invitation.expires_at == office.clock.now + timedelta(days=30)
    assert office.named()[-1] == "invitation.resent"
    with pytest.raises(InvitationSupersededError):
        office.activation.open(office.token(invited))


def test_resend_also_sends_to_whom_nothing_was_sent(office, owner):
    person = office.invitations.resend(owner, granted(office, owner).id, None)
    assert person.invitation.generation == 1
    assert office.named()[-1] == "invitation.sent"
    (account,) = person.accounts
    assert office.accounts.get(owner, account).badge is Badge.PENDING_ACTIVATION


def test_resend_ends_at_the_number_the_firm_allows(office, owner):
    office.decree(owner.identity.firm, Policy(v=1, invitation_max_resends=1))
    invited = office.invited(owner)
    office.wait(minutes=2)
    office.invitations.resend(owner, invited.id, None)
    office.wait(minutes=2)
    with pytest.raises(ResendLimitError):
        office.invitations.resend(owner, invited.id, None)


def test_resend_under_its_key_is_done_once_even_within_the_cool_down(office, owner):
    invited = office.invited(owner)
    office.wait(minutes=2)
    first = office.invitations.resend(owner, invited.id, key())
    assert office.invitations.resend(owner, invited.id, key()) == first
    assert office.named().count("invitation.resent") == 1


def test_invite_under_its_key_is_done_once(office, owner):
    person = granted(office, owner)
    first = office.invitations.invite(owner, person.id, key(), message=None)
    assert office.invitations.invite(owner, person.id, key(), message=None) == first
    assert office.named().count("invitation.sent") == 1


def test_person_is_shown_expired_from_the_very_instant_without_a_sweep(office, owner):
    invited = office.invited(owner)
    deadline = invited.invitation.deadline
    around = {-1: AccessState.INVITED, 0: AccessState.EXPIRED, 1: AccessState.EXPIRED}
    for seconds, state in around.items():
        assert invited.access(deadline + timedelta(seconds=seconds)) is state


def test_expired_invitation_may_be_sent_again_and_opens(office, owner):
    invited = office.invited(owner)
    office.wait(days=31)
    with pytest.raises(InvitationExpiredError):
        office.activation.open(office.token(invited))
    again = office.invitations.resend(owner, invited.id, None)
    assert again.access(office.clock.now) is AccessState.INVITED
    assert office.activation.open(office.token(again)).credential.id == invited.id


def test_holder_of_a_link_older_than_the_last_three_learns_nothing(office, owner):
    invited = person = office.invited(owner)
    for _ in range(4):
        office.wait(minutes=2)
        person = office.invitations.resend(owner, invited.id, None)
    assert len(person.invitation.ended) == 3
    with pytest.raises(NotFoundError):
        office.activation.open(office.token(invited))
    with pytest.raises(InvitationSupersededError):
        office.activation.open(office.token(invited, generation=2))


def test_nobody_is_invited_into_what_is_archived(office, owner):
    person = granted(office, owner)
    (account,) = person.accounts
    office.closing.archive(owner, account)
    with pytest.raises(WrongStateError):
        office.invitations.invite(owner, person.id, None, message=None)
    with pytest.raises(WrongStateError):
        office.invitations.resend(owner, person.id, None)
    assert office.told("invitation.sent") == []
    office.closing.restore(owner, account)
    assert office.invitations.resend(owner, person.id, None).invitation.is_out
