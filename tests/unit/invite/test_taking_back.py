"""What was given is taken back: access revoked, invitations cancelled, ties changed and removed."""

import itertools

import pytest

from functions.invite.model.entities import AccessState, Account, Badge, Person, Tie
from functions.invite.model.refusals import (
    AlreadyActiveError,
    InvitationBouncedError,
    InvitationCancelledError,
    InvitationExpiredError,
    InvitationSupersededError,
    ResendLimitError,
    ResendTooSoonError,
)
from functions.invite.model.topics import TieSettings, Topic
from shared.directory import AccountStatus, PersonState, Policy
from shared.domain.errors import (
    NotAllowedError,
    NotFoundError,
    StaleVersionError,
    UnauthenticatedError,
    WrongStateError,
)
from shared.domain.ids import MemberId
from shared.domain.mail import MailState, MailTrouble
from shared.domain.principals import Caller, Right
from tests.fakes.office import Office, key


@pytest.fixture
def owner(office):
    return office.opened()


def invited_tie(office: Office, owner: Caller) -> tuple[Account, Tie, Person]:
    account, contact = office.account(owner), office.contact(owner)
    tie = office.tie(owner, account, contact)
    person = office.grant(owner, tie, invite=True)
    return account, tie, person


def test_revoking_from_the_granted_leaves_account_and_tie_and_logs_it(office, owner):
    account, contact = office.account(owner), office.contact(owner)
    tie = office.tie(owner, account, contact)
    office.grant(owner, tie)
    after, person = office.granting.revoke(owner, account.id, tie.id, None)
    assert (after.login, person.accounts, person.state) == (False, {}, PersonState.GRANTED)
    assert office.named()[-1] == "portal_access.revoked"
    assert office.stored(account).badge is Badge.NOT_ACTIVATED
    assert office.ties.get(owner, account.id, tie.id)[0] == after


def test_revoking_from_the_invited_kills_the_invitation_with_the_last_account(office, owner):
    account, tie, invited = invited_tie(office, owner)
    office.granting.revoke(owner, account.id, tie.id, None)
    assert office.named()[-2:] == ["portal_access.revoked", "invitation.cancelled"]
    assert office.stored(account).badge is Badge.NOT_ACTIVATED
    with pytest.raises(InvitationCancelledError):
        office.accept(invited)


def test_invitation_goes_on_for_the_accounts_that_are_left(office, owner):
    account, tie, invited = invited_tie(office, owner)
    second = office.account(owner, "Doe Holdings")
    contact = office.contacts.get(owner, tie.contact)
    office.grant(owner, office.tie(owner, second, contact))
    _, person = office.granting.revoke(owner, account.id, tie.id, None)
    assert (person.state, list(person.accounts)) == (PersonState.INVITED, [second.id])
    assert office.stored(account).badge is Badge.NOT_ACTIVATED
    assert office.stored(second).badge is Badge.PENDING_ACTIVATION
    office.accept(invited)
    assert [each.account for each in office.told("client.signed_up")] == [second.id]


def test_active_person_is_refused_for_that_account_at_the_next_request_and_others_go_on(office, owner):
    account, tie, invited = invited_tie(office, owner)
    second = office.account(owner, "Doe Holdings")
    office.grant(owner, office.tie(owner, second, office.contacts.get(owner, tie.contact)))
    office.accept(invited)
    client = office.caller(invited.firm, invited.id)
    assert office.directory.gate(client.identity, account=account.id).person.id == invited.id
    office.granting.revoke(owner, account.id, tie.id, None)
    with pytest.raises(NotFoundError):
        office.directory.gate(client.identity, account=account.id)
    assert office.directory.gate(client.identity, account=second.id).person.id == invited.id
    assert office.stored(account).badge is Badge.NOT_ACTIVATED
    assert office.stored(second).badge is Badge.ACTIVATED


def test_person_without_any_account_left_is_refused_whole_and_cannot_sign_in(office, owner):
    account, tie, invited = invited_tie(office, owner)
    office.accept(invited)
    office.granting.revoke(owner, account.id, tie.id, None)
    with pytest.raises(UnauthenticatedError):
        office.directory.gate(office.caller(invited.firm, invited.id).identity)
    again = office.grant(owner, office.ties.get(owner, account.id, tie.id)[0])
    assert again.state is PersonState.ACTIVE, "whoever is active in the firm is in at once, without a second password"


def test_revoking_twice_changes_nothing(office, owner):
    account, tie, _ = invited_tie(office, owner)
    first = office.granting.revoke(owner, account.id, tie.id, None)
    before = office.records.lasting
    assert office.granting.revoke(owner, account.id, tie.id, None) == first
    assert office.records.lasting == before


def test_revoking_under_a_key_does_not_undo_what_was_granted_since(office, owner):
    account, tie, _ = invited_tie(office, owner)
    off, _ = office.granting.revoke(owner, account.id, tie.id, key())
    office.grant(owner, off)
    again, person = office.granting.revoke(owner, account.id, tie.id, key())
    assert again.login is True
    assert list(person.accounts) == [account.id]


def test_access_to_an_archived_account_can_still_be_ended(office, owner):
    account, tie, _ = invited_tie(office, owner)
    office.store(office.stored(account).model_copy(update={"status": AccountStatus.ARCHIVED}))
    assert office.granting.revoke(owner, account.id, tie.id, None)[0].login is False


@pytest.mark.parametrize("act", ["revoke", "cancel", "change", "remove"])
def test_employee_takes_back_only_with_the_right_and_the_account(office, owner, act):
    account, tie, person = invited_tie(office, owner)
    strangers = {
        NotFoundError: office.colleague(owner, "Nora Hill", rights=frozenset({Right.MANAGE_ACCOUNTS})),
        NotAllowedError: office.colleague(owner, rights=frozenset({Right.VIEW_ALL_ACCOUNTS})),
    }
    for refusal, caller in strangers.items():
        acts = {
            "revoke": lambda by: office.granting.revoke(by, account.id, tie.id, None),
            "cancel": lambda by: office.invitations.cancel(by, person.id, None),
            "change": lambda by: office.ties.change(by, account.id, tie.id, seen=2, wanted=TieSettings(notify=False)),
            "remove": lambda by: office.ties.remove(by, account.id, tie.id, None),
        }
        before = office.records.lasting
        with pytest.raises(refusal):
            acts[act](caller)
        assert office.records.lasting == before


def test_cancel_kills_the_link_and_leaves_login_granted(office, owner):
    account, tie, invited = invited_tie(office, owner)
    person = office.invitations.cancel(owner, invited.id, None)
    assert (person.access(office.clock.now), person.invitation.sent_at) == (AccessState.GRANTED, None)
    assert office.ties.get(owner, account.id, tie.id)[0].login is True
    assert office.stored(account).badge is Badge.NOT_ACTIVATED, "gray after a cancel"
    with pytest.raises(InvitationCancelledError):
        office.accept(invited)


def test_cancelling_where_nothing_is_out_changes_nothing(office, owner):
    account, contact = office.account(owner), office.contact(owner)
    person = office.grant(owner, office.tie(owner, account, contact))
    before = office.records.lasting
    assert office.invitations.cancel(owner, person.id, None) == person
    assert office.records.lasting == before


def test_cancelling_whoever_is_in_is_refused(office, owner):
    _, _, invited = invited_tie(office, owner)
    office.accept(invited)
    with pytest.raises(AlreadyActiveError):
        office.invitations.cancel(owner, invited.id, None)


def test_inviting_again_after_a_cancel_gives_a_new_link_and_the_old_stays_cancelled(office, owner):
    _, _, invited = invited_tie(office, owner)
    office.invitations.cancel(owner, invited.id, None)
    office.wait(minutes=2)
    again = office.invitations.invite(owner, invited.id, None, message=None)
    assert again.invitation.generation == invited.invitation.generation + 1
    with pytest.raises(InvitationCancelledError):
        office.accept(invited)
    office.accept(again)


def test_cancelling_and_inviting_by_turns_floods_nobody(office, owner):
    """Abuse 21: the cool-down and the number go on counting over a cancel and a revoke."""
    office.decree(owner.identity.firm, Policy(v=1, invitation_max_resends=1))
    account, tie, invited = invited_tie(office, owner)
    office.invitations.cancel(owner, invited.id, None)
    with pytest.raises(ResendTooSoonError):
        office.invitations.invite(owner, invited.id, None, message=None)
    off, _ = office.granting.revoke(owner, account.id, tie.id, None)
    with pytest.raises(ResendTooSoonError):
        office.grant(owner, off, invite=True)
    office.wait(minutes=2)
    office.grant(owner, off, invite=True)
    office.invitations.cancel(owner, invited.id, None)
    office.wait(minutes=2)
    with pytest.raises(ResendLimitError):
        office.invitations.invite(owner, invited.id, None, message=None)


DEATHS = {
    "cancel": InvitationCancelledError,
    "resend": InvitationSupersededError,
    "expire": InvitationExpiredError,
    "bounce": InvitationBouncedError,
}


def _die(office: Office, owner: Caller, person: Person, death: str) -> None:
    if death == "cancel":
        office.invitations.cancel(owner, person.id, None)
    elif death == "resend":
        office.wait(minutes=2)
        office.invitations.resend(owner, person.id, None)
    elif death == "expire":
        office.wait(days=31)
    else:
        mark = MailState(state=MailTrouble.BOUNCED, reason="550 no such user", at=office.clock.now)
        office.storage.save(office.person(person.firm).marked(mark))


@pytest.mark.parametrize(
    "deaths", [*itertools.permutations(DEATHS, 1), *itertools.permutations(DEATHS, 2)], ids="-".join
)
def test_link_that_died_in_whatever_order_never_activates(office, owner, deaths):
    """Abuse 7 and 22: cancelled, superseded, expired and bounced ones are dead, and accepting one changes nothing."""
    _, _, invited = invited_tie(office, owner)
    for each in deaths:
        _die(office, owner, invited, each)
    before = office.records.lasting
    with pytest.raises(tuple(DEATHS.values())):
        office.accept(invited)
    assert office.records.lasting == before
    assert office.person(invited.firm).state is not PersonState.ACTIVE


@pytest.mark.parametrize("death", ["cancel", "expire", "bounce"])
def test_account_stays_yellow_after_expiry_and_bounce_and_turns_gray_after_cancel(office, owner, death):
    account, _, invited = invited_tie(office, owner)
    _die(office, owner, invited, death)
    expected = Badge.NOT_ACTIVATED if death == "cancel" else Badge.PENDING_ACTIVATION
    assert office.stored(account).badge is expected


@pytest.mark.parametrize("death", ["expire", "bounce"])
def test_what_expired_or_bounced_can_be_cancelled_and_its_holder_is_told(office, owner, death):
    _, _, invited = invited_tie(office, owner)
    _die(office, owner, invited, death)
    office.invitations.cancel(owner, invited.id, None)
    with pytest.raises(InvitationCancelledError):
        office.accept(invited)


@pytest.mark.parametrize("meanwhile", ["cancel", "resend", "revoke"])
def test_whatever_ends_the_link_while_it_is_accepted_wins_over_the_acceptance(office, owner, meanwhile):
    """Abuse 22: between the claim and the acceptance the password may be set, and still nobody comes in by it."""
    account, tie, invited = invited_tie(office, owner)
    office.wait(minutes=2)
    real = office.pools.set_password

    def end_it(*given):
        real(*given)
        if meanwhile == "revoke":
            office.granting.revoke(owner, account.id, tie.id, None)
        else:
            getattr(office.invitations, meanwhile)(owner, invited.id, None)

    office.pools.set_password = end_it
    with pytest.raises((InvitationCancelledError, InvitationSupersededError)):
        office.accept(invited)
    assert office.person(invited.firm).state is not PersonState.ACTIVE
    assert "client.signed_up" not in office.named()


def test_cancel_that_comes_too_late_is_told_so(office, owner):
    _, _, invited = invited_tie(office, owner)
    real = office.storage.save

    def accept_first(*given, **named):
        office.storage.save = real
        office.accept(invited)
        return real(*given, **named)

    office.storage.save = accept_first
    with pytest.raises(StaleVersionError):
        office.invitations.cancel(owner, invited.id, None)
    assert office.person(invited.firm).state is PersonState.ACTIVE


def test_each_key_of_a_tie_that_changes_is_logged_by_itself_with_before_and_after(office, owner):
    account, contact = office.account(owner), office.contact(owner)
    tie = office.tie(owner, account, contact)
    wanted = TieSettings(notify=False, email_sync=True, signatory=False, topics={Topic.ORGANIZERS: False})
    after, _ = office.ties.change(owner, account.id, tie.id, seen=1, wanted=wanted)
    changed = {(each.key, each.before, each.after) for each in office.told("tie.changed")}
    assert changed == {("notify", True, False), ("email_sync", False, True), ("topics.organizers", True, False)}
    assert (after.v, after.topics[Topic.ORGANIZERS], after.topics[Topic.DOCUMENTS]) == (2, False, True)
    assert office.ties.get(owner, account.id, tie.id)[0] == after


def test_topic_can_be_switched_on_again(office, owner):
    tie = office.tie(owner, office.account(owner), office.contact(owner))
    off = TieSettings(topics={Topic.REQUESTS: False})
    office.ties.change(owner, tie.account, tie.id, seen=1, wanted=off)
    again, _ = office.ties.change(
        owner, tie.account, tie.id, seen=2, wanted=TieSettings(topics={Topic.REQUESTS: True, Topic.DOCUMENTS: True})
    )
    assert all(again.topics.values())
    assert len(office.told("tie.changed")) == 2


def test_same_values_log_nothing_and_make_no_version(office, owner):
    tie = office.tie(owner, office.account(owner), office.contact(owner))
    before = office.records.lasting
    same, _ = office.ties.change(owner, tie.account, tie.id, seen=1, wanted=TieSettings(notify=True))
    assert same == tie
    assert office.records.lasting == before


def test_two_editors_of_one_tie_are_told_apart(office, owner):
    """Fault 7."""
    tie = office.tie(owner, office.account(owner), office.contact(owner))
    office.ties.change(owner, tie.account, tie.id, seen=1, wanted=TieSettings(notify=False))
    assert office.ties.change(owner, tie.account, tie.id, seen=1, wanted=TieSettings(notify=False))[0].v == 2
    with pytest.raises(StaleVersionError):
        office.ties.change(owner, tie.account, tie.id, seen=1, wanted=TieSettings(signatory=True))


def test_tie_of_an_archived_account_is_not_changed(office, owner):
    account, contact = office.account(owner), office.contact(owner)
    tie = office.tie(owner, account, contact)
    office.store(account.model_copy(update={"status": AccountStatus.ARCHIVED}))
    with pytest.raises(WrongStateError):
        office.ties.change(owner, account.id, tie.id, seen=1, wanted=TieSettings(notify=False))


def test_tie_with_login_is_not_removed_and_one_without_is(office, owner):
    account, contact = office.account(owner), office.contact(owner)
    tie = office.tie(owner, account, contact)
    office.grant(owner, tie)
    with pytest.raises(WrongStateError):
        office.ties.remove(owner, account.id, tie.id, None)
    office.granting.revoke(owner, account.id, tie.id, None)
    office.ties.remove(owner, account.id, tie.id, None)
    assert office.named()[-1] == "tie.removed"
    with pytest.raises(NotFoundError):
        office.ties.get(owner, account.id, tie.id)
    assert office.tie(owner, account, contact).id == tie.id, "and may be tied again"


def test_tie_granted_meanwhile_is_not_removed(office, owner):
    tie = office.tie(owner, office.account(owner), office.contact(owner))
    real = office.access_storage.remove_tie

    def grant_first(*given):
        office.grant(owner, tie)
        return real(*given)

    office.access_storage.remove_tie = grant_first
    with pytest.raises(StaleVersionError):
        office.ties.remove(owner, tie.account, tie.id, None)
    assert office.ties.get(owner, tie.account, tie.id)[0].login is True


def test_tie_written_before_ties_had_versions_is_edited_and_granted(office, owner):
    """Fault 30: items of the version before."""
    tie = office.tie(
        owner, office.account(owner, assigned=frozenset({MemberId(owner.identity.id)})), office.contact(owner)
    )
    found = next(each for each in office.records.items.values() if each["et"] == "TIE")
    office.records.put({name: value for name, value in found.items() if name not in {"v", "muted"}})
    office.grant(owner, tie)
    assert office.ties.get(owner, tie.account, tie.id)[0].login is True
