"""What comes of letters that did not arrive: the mark, the bounced invitation, and how either is undone."""

import itertools
from datetime import timedelta

import pytest

from functions.invite.model.entities import Person
from functions.invite.model.feedback import MailEvent
from functions.invite.model.refusals import InvitationBouncedError
from shared.directory import MemberState, PersonState
from shared.domain.errors import NotAllowedError, NotFoundError, StaleVersionError, UnavailableError
from shared.domain.ids import MemberId, firm_id
from shared.domain.mail import MailTrouble
from shared.domain.principals import Right
from tests.fakes.feedback import COMPLAINT, PERMANENT, TRANSIENT, news, of_invitation
from tests.fakes.office import OWNER_EMAIL, Office

JANE = "jane@doe.example"


@pytest.fixture
def owner(office):
    return office.opened()


def hear(office: Office, event: object) -> None:
    """Let the room take an event of SES, as its queue brings it."""
    feedback = MailEvent.model_validate(event).feedback()
    if feedback is not None:
        office.feedback.take(feedback)


def bounced(office: Office, owner) -> Person:
    """Invite Jane; the letter comes back."""
    person = office.invited(owner)
    hear(office, of_invitation(PERMANENT, person, MemberId(owner.identity.id)))
    return office.person(person.firm)


def test_permanent_bounce_marks_the_address_and_ends_the_invitation(office, owner):
    person = bounced(office, owner)
    assert person.mail is not None
    assert (person.mail.state, person.mail.reason) == (MailTrouble.BOUNCED, "General")
    assert person.state is PersonState.INVITED
    assert person.invitation.is_bounced
    assert office.named()[-2:] == ["address.bounced", "invitation.bounced"]
    event = office.last("invitation.bounced").event
    assert (event.inviter, event.client_name, event.generation) == (owner.identity.id, "Jane Doe", 1)


def test_bounced_invitation_never_activates(office, owner):
    person = bounced(office, owner)
    with pytest.raises(InvitationBouncedError):
        office.accept(person)
    office.wait(days=60)
    with pytest.raises(InvitationBouncedError):
        office.accept(person)


def test_bounced_account_stays_yellow_and_the_person_pending(office, owner):
    person = bounced(office, owner)
    (account,) = person.accounts
    assert office.accounts.get(owner, account).badge.value == "pending_activation"
    assert person.is_pending


def test_bounce_that_may_pass_marks_nothing(office, owner):
    person = office.invited(owner)
    hear(office, of_invitation(TRANSIENT, person))
    assert office.person(person.firm) == person


def test_complaint_marks_the_address_and_leaves_the_invitation_open(office, owner):
    person = office.invited(owner)
    hear(office, of_invitation(COMPLAINT, person))
    marked = office.person(person.firm)
    assert marked.mail is not None
    assert (marked.mail.state, marked.mail.reason) == (MailTrouble.COMPLAINED, "abuse")
    office.accept(marked)


def test_letter_that_was_no_spam_after_all_marks_nothing(office, owner):
    person = office.invited(owner)
    told = of_invitation(COMPLAINT, person)
    told["detail"]["complaint"]["complaintFeedbackType"] = "not-spam"
    hear(office, told)
    assert office.person(person.firm) == person


@pytest.mark.parametrize("order", list(itertools.permutations([PERMANENT, COMPLAINT, PERMANENT, COMPLAINT]))[::3])
def test_fault_13_news_in_any_order_and_number_end_alike(office, owner, order):
    person = office.invited(owner)
    for name in order:
        hear(office, of_invitation(name, person))
    marked = office.person(person.firm)
    assert marked.mail is not None
    assert marked.mail.state is MailTrouble.COMPLAINED
    assert marked.invitation.is_bounced
    assert office.named().count("invitation.bounced") == 1
    assert office.named().count("address.complained") == 1


def test_fault_8_news_delivered_twice_is_told_once(office, owner):
    person = bounced(office, owner)
    told = office.named()
    hear(office, of_invitation(PERMANENT, person))
    assert office.named() == told
    assert office.person(person.firm) == person


@pytest.mark.parametrize("wrong", [{"firm": firm_id("river-law")}, {"address": "0" * 26}, {"firm": ""}])
def test_news_of_another_firm_or_of_nobody_changes_nothing(office, owner, wrong):
    person = office.invited(owner)
    event = of_invitation(PERMANENT, person)
    event["detail"]["mail"]["tags"] |= {name: [value] for name, value in wrong.items()}
    hear(office, event)
    assert office.person(person.firm) == person


def test_recipient_the_letter_was_not_sent_to_is_nobody(office, owner):
    """The tags say whom it concerns; an address alone marks no one."""
    person = office.invited(owner)
    hear(office, news(PERMANENT, person.firm, JANE, office.clock.now, recipient=OWNER_EMAIL))
    hear(office, news(PERMANENT, person.firm, JANE, office.clock.now, recipient="no address"))
    assert office.person(person.firm) == person
    assert office.standing(person.firm, owner.identity.id).mail is None


def test_untagged_letter_is_none_of_ours(office, owner):
    person = office.invited(owner)
    event = of_invitation(PERMANENT, person)
    event["detail"]["mail"]["tags"] = {"ses:configuration-set": ["portal"]}
    hear(office, event)
    assert office.person(person.firm) == person


def test_late_bounce_of_an_older_letter_marks_the_address_and_leaves_the_newer_invitation(office, owner):
    first = office.invited(owner)
    office.wait(minutes=2)
    office.invitations.resend(owner, first.id, None)
    hear(office, of_invitation(PERMANENT, first))
    standing = office.person(first.firm)
    assert standing.mail is not None
    assert not standing.invitation.is_bounced
    office.accept(standing)


def test_what_expired_was_cancelled_or_accepted_does_not_bounce_any_more(office, owner):
    person = office.invited(owner)
    office.accept(person)
    hear(office, of_invitation(PERMANENT, person))
    standing = office.person(person.firm)
    assert standing.state is PersonState.ACTIVE
    assert standing.mail is not None, "mail to who is in stops as well"
    assert "invitation.bounced" not in office.named()


def test_expired_invitation_stays_expired(office, owner):
    person = office.invited(owner)
    office.wait(days=31)
    hear(office, of_invitation(PERMANENT, person))
    assert "invitation.bounced" not in office.named()
    assert not office.person(person.firm).invitation.is_bounced


def test_resending_to_who_was_given_free_opens_the_door_again(office, owner):
    person = bounced(office, owner)
    office.mailboxes.clear_person(owner, person.id)
    office.wait(minutes=2)
    again = office.invitations.resend(owner, person.id, None)
    assert not again.invitation.is_bounced
    office.accept(again)


def test_letter_held_back_for_a_mark_bounces_its_invitation_without_news(office, owner):
    person = bounced(office, owner)
    office.outgoing.marked.add(JANE)
    office.wait(minutes=2)
    office.invitations.resend(owner, person.id, None)
    office.letters.send(office.last("invitation.resent"))
    assert office.outgoing.letters == []
    assert office.person(person.firm).invitation.is_bounced
    event = office.last("invitation.bounced").event
    assert (event.generation, event.reason) == (2, "Suppressed")
    told = office.named()
    office.letters.send(office.last("invitation.resent"))
    assert office.named() == told, "the second delivery tells nothing again"


def test_members_are_marked_alike(office, owner):
    nora = office.members.invite(
        owner, None, name="Nora", email="nora@harbor-tax.example", role="employee", rights=frozenset(), locale=None
    )
    hear(office, of_invitation(PERMANENT, nora, MemberId(owner.identity.id)))
    marked = office.standing(nora.firm, nora.id)
    assert marked.state is MemberState.INVITED
    assert marked.invitation.is_bounced
    assert office.named()[-2:] == ["address.bounced", "member.invitation_bounced"]
    with pytest.raises(InvitationBouncedError):
        office.accept(marked)
    assert office.mailboxes.clear_member(owner, nora.id).mail is None
    assert office.last("address.cleared").event.object.id == nora.id


def test_member_who_is_a_client_as_well_is_marked_and_freed_as_both(office, owner):
    account = office.account(owner)
    contact = office.contact(owner, "Olivia Reed", (OWNER_EMAIL,))
    person = office.grant(owner, office.tie(owner, account, contact))
    hear(office, news(PERMANENT, person.firm, OWNER_EMAIL, office.clock.now))
    both = [office.standing(person.firm, each) for each in (person.id, MemberId(owner.identity.id))]
    assert all(each.mail for each in both)
    office.mailboxes.clear_person(owner, person.id)
    both = [office.standing(person.firm, each) for each in (person.id, MemberId(owner.identity.id))]
    assert [each.mail for each in both] == [None, None]
    assert office.named().count("address.cleared") == 2


def test_clearing_what_is_not_marked_tells_nothing(office, owner):
    person = office.invited(owner)
    told = office.named()
    assert office.mailboxes.clear_person(owner, person.id) == person
    assert office.named() == told


def test_news_older_than_the_lifting_marks_nothing_again_and_newer_news_does(office, owner):
    person = bounced(office, owner)
    sent_at = office.clock.now
    office.wait(hours=1)
    office.mailboxes.clear_person(owner, person.id)
    hear(office, news(PERMANENT, person.firm, JANE, sent_at))
    assert office.person(person.firm).mail is None
    hear(office, news(PERMANENT, person.firm, JANE, office.clock.now + timedelta(minutes=1)))
    assert office.person(person.firm).mail is not None


def test_only_who_manages_one_of_their_accounts_clears_a_person(office, owner):
    person = bounced(office, owner)
    emil = office.colleague(owner)
    with pytest.raises(NotAllowedError):
        office.mailboxes.clear_person(emil, person.id)
    nora = office.colleague(owner, "Nora Hill", rights=frozenset({Right.MANAGE_ACCOUNTS}))
    with pytest.raises(NotFoundError):
        office.mailboxes.clear_person(nora, person.id)
    mira = office.colleague(owner, "Mira Fox", rights=frozenset({Right.MANAGE_ACCOUNTS, Right.VIEW_ALL_ACCOUNTS}))
    assert office.mailboxes.clear_person(mira, person.id).mail is None


def test_only_owner_and_admin_clear_a_member(office, owner):
    emil = office.colleague(owner, rights=frozenset(Right))
    with pytest.raises(NotAllowedError):
        office.mailboxes.clear_member(emil, MemberId(owner.identity.id))


def test_who_keeps_being_overtaken_asks_to_be_called_again(office, owner, monkeypatch):
    person = office.invited(owner)

    def overtaken(*_: object, **__: object) -> None:
        raise StaleVersionError

    monkeypatch.setattr("functions.invite.repository.mailboxes.MailboxRepository.mark", overtaken)
    with pytest.raises(UnavailableError):
        hear(office, of_invitation(PERMANENT, person))
