"""Members are edited, deactivated and restored by whoever stands above them, and nobody raises themselves."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from functions.invite.model.entities import Member
from functions.invite.model.refusals import AlreadyActiveError, InvitationCancelledError, SignInFailedError
from functions.invite.pools import Audience
from shared.directory import MemberState
from shared.domain.credentials import user_name
from shared.domain.errors import (
    NotAllowedError,
    NotFoundError,
    StaleVersionError,
    UnauthenticatedError,
    WrongStateError,
)
from shared.domain.ids import MemberId, member_id
from shared.domain.principals import Caller, Right, Role
from shared.domain.texts import Locale
from tests.fakes.interleaving import before_commit
from tests.fakes.office import LINK, PASSWORD, POOLS, Office


@pytest.fixture
def owner(office):
    return office.opened()


@pytest.fixture
def admin(office, owner):
    return office.colleague(owner, "Ada Stone", Role.ADMIN)


@pytest.fixture
def employee(office, owner):
    return office.colleague(owner)


def own(caller: Caller) -> MemberId:
    return MemberId(caller.identity.id)


def edit(office: Office, caller: Caller, member: MemberId, seen: int = 1, **to: Any) -> Member:
    given = {"name": None, "locale": None, "role": None, "rights": None, **to}
    return office.membership.edit(caller, member, seen=seen, **given)


def invite(office: Office, caller: Caller, role: Role = Role.EMPLOYEE) -> MemberId:
    return office.members.invite(
        caller, None, name="Nora", email="nora@harbor-tax.example", role=role, rights=frozenset(), locale=None
    ).id


def refused(office: Office, act: Callable[..., object], *args: object, **more: object) -> None:
    """The act is not allowed, and leaves nothing."""
    told, items = office.named(), dict(office.records.items)
    with pytest.raises(NotAllowedError):
        act(*args, **more)
    assert (office.named(), office.records.items) == (told, items)


def test_edit_tells_details_role_and_rights_each_by_itself(office, owner, employee):
    changed = edit(
        office,
        owner,
        own(employee),
        name="Emil Hill",
        locale=Locale.DE,
        role=Role.ADMIN,
        rights=frozenset({Right.MANAGE_ACCOUNTS}),
    )
    assert (changed.name, changed.locale, changed.role, changed.edition) == ("Emil Hill", Locale.DE, Role.ADMIN, 2)
    assert office.named()[-3:] == ["member.updated", "member.role_changed", "member.rights_changed"]
    updated, role, rights = office.told()[-3:]
    assert (updated.before, updated.after) == (
        {"name": "Emil Brandt", "locale": "en"},
        {"name": "Emil Hill", "locale": "de"},
    )
    assert (role.before, role.after) == ("employee", "admin")
    assert (rights.before, rights.after) == ((), ("manage_accounts",))


@pytest.mark.parametrize("to", [{}, {"name": "Emil Brandt"}, {"role": Role.EMPLOYEE, "rights": frozenset()}])
def test_what_stands_already_changes_and_tells_nothing(office, owner, employee, to):
    told = office.named()
    assert edit(office, owner, own(employee), **to) == office.membership.get(owner, own(employee))
    assert office.named() == told


def test_second_editor_of_one_edition_is_stale(office, owner, employee):
    edit(office, owner, own(employee), name="First")
    with pytest.raises(StaleVersionError):
        edit(office, owner, own(employee), name="Second")
    assert office.membership.get(owner, own(employee)).name == "First"


def test_edit_repeated_after_a_lost_answer_is_answered_alike_and_told_once(office, owner, employee):
    first = edit(office, owner, own(employee), role=Role.ADMIN)
    assert edit(office, owner, own(employee), role=Role.ADMIN) == first
    assert office.named().count("member.role_changed") == 1


def test_sign_in_between_reading_and_writing_is_no_conflict(office, owner, employee):
    def signs_in() -> None:
        office.sessions.sign_in(Audience.TEAM, "harbor-tax", "emil@harbor-tax.example", PASSWORD, LINK)

    with before_commit(office.records, signs_in):
        edit(office, owner, own(employee), name="Emil Hill")
    standing = office.standing(owner.identity.firm, own(employee))
    assert (standing.name, standing.last_login_at) == ("Emil Hill", office.clock.now)
    assert office.named().count("member.updated") == 1


def test_everybody_edits_their_own_name_and_language(office, employee):
    changed = edit(office, employee, own(employee), name="Emilio", locale=Locale.ES)
    assert (changed.name, changed.locale) == ("Emilio", Locale.ES)


@pytest.mark.parametrize("to", [{"role": Role.ADMIN}, {"rights": frozenset({Right.MANAGE_ACCOUNTS})}])
def test_nobody_raises_themselves(office, owner, admin, employee, to):
    refused(office, edit, office, employee, own(employee), **to)
    if "rights" in to:
        refused(office, edit, office, admin, own(admin), **to)
        refused(office, edit, office, owner, own(owner), **to)


@pytest.mark.parametrize("role", [Role.ADMIN, Role.EMPLOYEE])
def test_owner_does_not_step_down_by_an_edit(office, owner, role):
    refused(office, edit, office, owner, own(owner), role=role)


def test_admin_gives_rights_to_employees_and_no_role(office, owner, admin, employee):
    changed = edit(office, admin, own(employee), rights=frozenset({Right.MANAGE_CONTACTS}))
    assert changed.rights == {Right.MANAGE_CONTACTS}
    refused(office, edit, office, admin, own(employee), seen=2, role=Role.ADMIN)


def test_admin_touches_neither_the_owner_nor_another_admin(office, owner, admin):
    other = office.colleague(owner, "Bea Moss", Role.ADMIN)
    for member in (own(owner), own(other)):
        refused(office, edit, office, admin, member, name="Mine")
        refused(office, office.membership.deactivate, admin, member)
        refused(office, office.membership.restore, admin, member)
        refused(office, office.membership.cancel_invitation, admin, member)


def test_admin_neither_resends_nor_cancels_what_would_add_an_admin(office, owner, admin):
    invited = invite(office, owner, Role.ADMIN)
    office.wait(minutes=2)
    refused(office, office.members.resend, admin, invited, None)
    refused(office, office.membership.cancel_invitation, admin, invited)


@pytest.mark.parametrize("right", [None, *Right])
def test_employee_decides_about_nobody_whatever_their_rights(office, owner, admin, right):
    employee = office.colleague(owner, rights=frozenset({right} if right else ()))
    other = office.colleague(owner, "Max Reed")
    for member in (own(owner), own(admin), own(other)):
        refused(office, edit, office, employee, member, name="Mine")
        refused(office, office.membership.deactivate, employee, member)
        refused(office, office.membership.restore, employee, member)


def test_owner_and_oneself_are_never_deactivated(office, owner, admin):
    refused(office, office.membership.deactivate, owner, own(owner))
    refused(office, office.membership.deactivate, admin, own(admin))


def test_deactivated_member_is_out_at_once_and_their_sessions_are_over(office, owner, employee):
    office.membership.deactivate(owner, own(employee))
    with pytest.raises(UnauthenticatedError):
        office.members.me(employee)
    with pytest.raises(SignInFailedError):
        office.sessions.sign_in(Audience.TEAM, "harbor-tax", "emil@harbor-tax.example", PASSWORD, LINK)
    name = user_name(owner.identity.firm, own(employee))
    assert office.cognito.sessions_ended(POOLS[Audience.TEAM].id, name) == 1


def test_repeated_deactivation_tells_once_and_ends_sessions_again(office, owner, employee):
    """A call that died before it reached the pool is made good by the next."""
    first = office.membership.deactivate(owner, own(employee))
    assert office.membership.deactivate(owner, own(employee)) == first
    assert office.named().count("member.deactivated") == 1
    name = user_name(owner.identity.firm, own(employee))
    assert office.cognito.sessions_ended(POOLS[Audience.TEAM].id, name) == 2


def test_restored_member_signs_in_anew_and_old_sessions_stay_over(office, owner, employee):
    office.membership.deactivate(owner, own(employee))
    restored = office.membership.restore(owner, own(employee))
    assert restored.state is MemberState.ACTIVE
    with pytest.raises(UnauthenticatedError):
        office.members.me(employee)
    office.wait(seconds=1)
    office.sessions.sign_in(Audience.TEAM, "harbor-tax", "emil@harbor-tax.example", PASSWORD, LINK)
    assert office.members.me(office.caller(owner.identity.firm, own(employee)))[0].id == own(employee)


def test_session_begun_in_the_very_second_of_a_deactivation_is_over(office, owner, employee):
    office.wait(milliseconds=900)
    late = office.caller(owner.identity.firm, own(employee))
    office.membership.deactivate(owner, own(employee))
    office.membership.restore(owner, own(employee))
    with pytest.raises(UnauthenticatedError):
        office.members.me(late)


def test_deactivating_an_invited_member_kills_the_link_and_restoring_does_not_revive_it(office, owner):
    invited = invite(office, owner)
    token = office.token(office.standing(owner.identity.firm, invited))
    assert office.membership.deactivate(owner, invited).state is MemberState.DEACTIVATED
    with pytest.raises(InvitationCancelledError):
        office.activation.open(token)
    restored = office.membership.restore(owner, invited)
    assert (restored.state, restored.invitation.sent_at) == (MemberState.INVITED, None)
    with pytest.raises(InvitationCancelledError):
        office.activation.accept(token, PASSWORD, LINK, None)
    office.wait(minutes=1)
    again = office.members.resend(owner, invited, None)
    office.accept(again)
    assert office.standing(owner.identity.firm, invited).state is MemberState.ACTIVE


def test_deactivated_member_is_sent_no_invitation(office, owner):
    invited = invite(office, owner)
    office.membership.deactivate(owner, invited)
    office.wait(minutes=2)
    with pytest.raises(WrongStateError):
        office.members.resend(owner, invited, None)


def test_activation_that_is_under_way_loses_to_a_deactivation(office, owner):
    invited = invite(office, owner)
    token = office.token(office.standing(owner.identity.firm, invited))
    with (
        before_commit(office.records, lambda: office.membership.deactivate(owner, invited), nth=3),
        pytest.raises(InvitationCancelledError),
    ):
        office.activation.accept(token, PASSWORD, LINK, None)
    assert office.standing(owner.identity.firm, invited).state is MemberState.DEACTIVATED


@pytest.mark.parametrize("times", [1, 3])
def test_restoring_who_is_not_deactivated_changes_and_tells_nothing(office, owner, employee, times):
    for _ in range(times):
        assert office.membership.restore(owner, own(employee)).state is MemberState.ACTIVE
    assert "member.restored" not in office.named()


def test_cancelled_invitation_is_dead_and_a_new_one_opens(office, owner):
    invited = invite(office, owner)
    token = office.token(office.standing(owner.identity.firm, invited))
    for _ in range(2):
        office.membership.cancel_invitation(owner, invited)
    assert office.named().count("member.invitation_cancelled") == 1
    with pytest.raises(InvitationCancelledError):
        office.activation.open(token)
    office.wait(minutes=1)
    again = office.members.resend(owner, invited, None)
    assert again.invitation.expires_at == office.clock.now + timedelta(days=30)
    assert office.activation.open(office.token(again)).credential.id == invited


def test_invitation_of_who_came_in_is_cancelled_by_nobody(office, owner, employee):
    with pytest.raises(AlreadyActiveError):
        office.membership.cancel_invitation(owner, own(employee))
    office.membership.deactivate(owner, own(employee))
    with pytest.raises(AlreadyActiveError):
        office.membership.cancel_invitation(owner, own(employee))


def test_member_of_another_firm_is_not_there(office, owner, employee):
    stranger = office.opened("north-ledger", "nils@north-ledger.example")
    for act in (office.membership.get, office.membership.deactivate, office.membership.restore):
        with pytest.raises(NotFoundError):
            act(stranger, own(employee))
    with pytest.raises(NotFoundError):
        edit(office, stranger, own(employee), name="Mine")
    with pytest.raises(NotFoundError):
        office.membership.get(owner, member_id(owner.identity.firm, "nobody@harbor-tax.example"))


def test_letter_that_comes_after_the_invitation_was_cancelled_is_not_sent(office, owner):
    invited = invite(office, owner)
    office.membership.cancel_invitation(owner, invited)
    office.letters.send(office.last("member.invited"))
    assert office.outgoing.letters == []
