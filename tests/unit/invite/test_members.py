"""Owner and admin invite members; only the owner adds admins, and nobody adds an owner."""

from datetime import timedelta

import pytest

from functions.invite.model.entities import Member
from functions.invite.model.refusals import (
    AlreadyActiveError,
    InvitationSupersededError,
    MemberExistsError,
    ResendLimitError,
    ResendTooSoonError,
)
from shared.directory import Policy
from shared.domain.errors import KeyReusedError, NotAllowedError, NotFoundError, ValidationFailedError
from shared.domain.ids import member_id
from shared.domain.principals import Caller, Right, Role
from shared.domain.texts import Locale
from shared.table.idempotency import Once
from tests.fakes.office import Office, key


def invite(
    office: Office,
    caller: Caller,
    role: Role = Role.EMPLOYEE,
    email: str = "nora@harbor-tax.example",
    once: Once | None = None,
) -> Member:
    return office.members.invite(
        caller, once, name="Nora Hill", email=email, role=role, rights=frozenset(), locale=None
    )


def test_owner_adds_admins(office):
    assert invite(office, office.opened(), Role.ADMIN).role is Role.ADMIN


def test_admin_adds_employees(office):
    admin = office.colleague(office.opened(), "Ada Stone", Role.ADMIN)
    assert invite(office, admin).role is Role.EMPLOYEE


def test_admin_adds_no_admin(office):
    admin = office.colleague(office.opened(), "Ada Stone", Role.ADMIN)
    before = office.named()
    with pytest.raises(NotAllowedError):
        invite(office, admin, Role.ADMIN)
    assert office.named() == before


@pytest.mark.parametrize("right", [None, *Right])
def test_employee_invites_nobody_whatever_their_rights(office, right):
    employee = office.colleague(office.opened(), rights=frozenset({right} if right else ()))
    with pytest.raises(NotAllowedError):
        invite(office, employee)


def test_nobody_adds_a_second_owner(office):
    with pytest.raises(ValidationFailedError):
        invite(office, office.opened(), Role.OWNER)


def test_email_of_a_member_is_not_invited_again(office):
    owner = office.opened()
    invite(office, owner)
    with pytest.raises(MemberExistsError):
        invite(office, owner)


def test_invited_member_takes_the_language_of_whoever_invites(office):
    assert invite(office, office.opened()).locale is Locale.EN


def test_repeating_the_invitation_under_its_key_gives_the_same_member_and_no_second_event(office):
    owner = office.opened()
    first = invite(office, owner, once=key())
    told = office.named()
    assert invite(office, owner, once=key()) == first
    assert office.named() == told


def test_another_body_under_the_same_key_is_refused(office):
    owner = office.opened()
    invite(office, owner, once=key())
    with pytest.raises(KeyReusedError):
        invite(office, owner, email="max@harbor-tax.example", once=key(body="body-2"))


def test_resend_within_sixty_seconds_is_too_soon_and_says_how_long(office):
    owner = office.opened()
    member = invite(office, owner)
    office.wait(seconds=45)
    with pytest.raises(ResendTooSoonError) as refused:
        office.members.resend(owner, member.id, None)
    assert refused.value.retry_after == 15


def test_resend_after_sixty_seconds_kills_the_old_link_and_tells(office):
    owner = office.opened()
    member = invite(office, owner)
    old = office.token(member)
    office.wait(seconds=60)
    again = office.members.resend(owner, member.id, None)
    assert again.invitation.expires_at == office.clock.now + timedelta(days=30)
    assert office.named()[-1] == "member.invitation_resent"
    with pytest.raises(InvitationSupersededError):
        office.activation.open(old)
    assert office.activation.open(office.token(again)).credential.id == member.id


def test_resend_ends_at_the_number_the_firm_allows(office):
    owner = office.opened()
    office.decree(owner.identity.firm, Policy(v=1, invitation_max_resends=2))
    member = invite(office, owner)
    for _ in range(2):
        office.wait(minutes=2)
        office.members.resend(owner, member.id, None)
    office.wait(minutes=2)
    with pytest.raises(ResendLimitError):
        office.members.resend(owner, member.id, None)


def test_resend_under_its_key_is_done_once_even_within_the_cool_down(office):
    owner = office.opened()
    member = invite(office, owner)
    office.wait(minutes=2)
    first = office.members.resend(owner, member.id, key())
    assert office.members.resend(owner, member.id, key()) == first
    assert office.named().count("member.invitation_resent") == 1


def test_resend_to_an_active_member_is_refused(office):
    owner = office.opened()
    colleague = office.colleague(owner)
    office.wait(minutes=2)
    with pytest.raises(AlreadyActiveError):
        office.members.resend(owner, colleague.identity.id, None)


def test_resend_to_an_unknown_member_finds_nothing(office):
    owner = office.opened()
    with pytest.raises(NotFoundError):
        office.members.resend(owner, member_id(owner.identity.firm, "nobody@harbor-tax.example"), None)


def test_employee_resends_no_member_invitation(office):
    owner = office.opened()
    employee = office.colleague(owner)
    member = invite(office, owner)
    office.wait(minutes=2)
    with pytest.raises(NotAllowedError):
        office.members.resend(employee, member.id, None)


def test_members_are_listed_by_name(office):
    owner = office.opened()
    office.colleague(owner)
    invite(office, owner)
    page = office.members.list(owner, limit=10, cursor=None)
    assert [each.name for each in page.items] == ["Emil Brandt", "Nora Hill", "Olivia Reed"]


def test_me_is_the_calling_member_with_the_firm(office):
    owner = office.opened()
    member, firm = office.members.me(owner)
    assert (member.id, firm.id) == (owner.identity.id, owner.identity.firm)
