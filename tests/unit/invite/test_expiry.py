"""The sweep announces expiry once; late, doubled or never run, it lets nobody in or out."""

import pytest

from shared.domain.principals import Source
from tests.fakes.office import OWNER_EMAIL


@pytest.fixture
def owner(office):
    return office.opened()


@pytest.fixture
def invited(office, owner):
    return office.invited(owner)


def test_nothing_is_told_before_the_date(office, invited):
    office.clock.now = invited.invitation.deadline
    office.wait(microseconds=-1)
    assert office.expiry.announce() == 0


def test_expiry_is_told_once_from_its_very_instant(office, invited):
    office.clock.now = invited.invitation.deadline
    assert [office.expiry.announce() for _ in range(3)] == [1, 0, 0]
    (event,) = office.told("invitation.expired")
    assert (event.person, event.expired_at) == (invited.id, invited.invitation.deadline)


def test_expiry_is_told_by_the_schedule(office, invited):
    office.clock.now = invited.invitation.deadline
    office.expiry.announce()
    envelope = office.last("invitation.expired")
    assert (envelope.actor.id, envelope.provenance.source) == ("system", Source.SCHEDULE)


def test_late_sweep_tells_the_same(office, invited):
    office.wait(days=400)
    assert office.expiry.announce() == 1
    assert office.last("invitation.expired").event.expired_at == invited.invitation.deadline


def test_invitation_resent_after_the_sweep_read_it_is_not_told(office, owner, invited):
    office.clock.now = invited.invitation.deadline
    real = office.storage.due

    def due_then_resent(now):
        for each in list(real(now)):
            office.invitations.resend(owner, each.id, None)
            yield each

    office.storage.due = due_then_resent
    assert office.expiry.announce() == 0
    assert office.told("invitation.expired") == []
    assert office.activation.open(office.token(office.person(invited.firm))).credential.id == invited.id


def test_stale_entry_of_the_index_is_passed_over(office, owner, invited):
    """The index lags: it may still name who was resent in the meantime."""
    office.clock.now = invited.invitation.deadline
    again = office.invitations.resend(owner, invited.id, None)
    office.storage.due = lambda now: [again]
    assert office.expiry.announce() == 0


def test_accepted_invitation_is_not_told(office, invited):
    office.accept(invited)
    office.wait(days=60)
    assert office.expiry.announce() == 0


def test_resent_invitation_is_told_again_when_its_own_time_is_over(office, owner, invited):
    office.clock.now = invited.invitation.deadline
    office.expiry.announce()
    office.invitations.resend(owner, invited.id, None)
    office.wait(days=30)
    assert office.expiry.announce() == 1
    assert [each.generation for each in office.told("invitation.expired")] == [1, 2]


def test_sweep_tells_of_members_and_clients_of_every_firm(office, invited):
    office.found("north-ledger", "nils@north-ledger.example")
    office.wait(days=31)
    assert office.expiry.announce() == 2
    assert {each.name for each in office.told()} >= {"invitation.expired", "member.invitation_expired"}


def test_telling_changes_nothing_about_the_invitation_but_that_it_was_told(office, invited):
    office.clock.now = invited.invitation.deadline
    office.expiry.announce()
    told = office.person(invited.firm)
    quiet = invited.invitation.model_copy(update={"is_expiry_told": True})
    assert told == invited.model_copy(update={"invitation": quiet, "v": invited.v + 1})


def test_owner_whose_invitation_expired_is_told_as_a_member(office):
    office.found("north-ledger", OWNER_EMAIL)
    office.wait(days=30)
    office.expiry.announce()
    (event,) = office.told("member.invitation_expired")
    assert event.email == OWNER_EMAIL
