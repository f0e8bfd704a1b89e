"""The settings' use cases, with time standing still."""

from datetime import timedelta

import pytest

from functions.settings.service import SettingsService
from shared.directory import Policy
from shared.domain.errors import NotAllowedError, StaleVersionError, UnauthenticatedError
from shared.domain.principals import ActorKind, Caller, Identity, Provenance
from tests.fakes.clock import FrozenClock
from tests.fakes.settings import FakePolicies
from tests.fakes.tenancy import MemoryTable, Tenant

FIRM = Tenant()
DAYS = {"invitation_lifetime_days": 14}


@pytest.fixture
def policies():
    return FakePolicies(MemoryTable(FIRM))


@pytest.fixture
def service(policies, clock: FrozenClock):
    return SettingsService(policies, policies.table.directory, clock)


def test_every_member_reads_the_settings(service):
    assert service.read(FIRM.caller(FIRM.employee)) == Policy()


def test_a_change_is_announced_key_by_key_with_both_values(service, policies, clock):
    after = service.change(FIRM.caller(FIRM.owner), 0, {**DAYS, "invitation_max_resends": 3})
    assert after == Policy(v=1, invitation_lifetime_days=14, invitation_max_resends=3)
    (announcement,) = policies.announcements
    assert announcement.at == clock()
    told = [(each.key, each.before, each.after, each.policy_version) for each in announcement.events]
    assert told == [("invitationLifetimeDays", 30, 14, 1), ("invitationMaxResends", 10, 3, 1)]
    assert announcement.actor.id == FIRM.owner
    assert {each.object.id for each in announcement.events} == {"invitationLifetimeDays", "invitationMaxResends"}


def test_a_value_that_stands_makes_no_version(service, policies):
    assert service.change(FIRM.caller(FIRM.owner), 0, {"invitation_lifetime_days": 30}).v == 0
    assert policies.announcements == []


def test_an_admin_may_change_and_an_employee_may_not(service, policies):
    service.change(FIRM.caller(FIRM.admin), 0, DAYS)
    with pytest.raises(NotAllowedError):
        service.change(FIRM.caller(FIRM.employee), 1, {"invitation_lifetime_days": 7})
    with pytest.raises(NotAllowedError):
        service.list_versions(FIRM.caller(FIRM.employee), limit=10, cursor=None)
    assert len(policies.announcements) == 1


def test_a_stranger_learns_nothing(service):
    stranger = Identity(ActorKind.MEMBER, FIRM.id, FIRM.member("nobody"), FrozenClock()())
    with pytest.raises(UnauthenticatedError):
        service.read(Caller(stranger, Provenance("req")))


def test_a_stale_version_changes_nothing(service, policies):
    service.change(FIRM.caller(FIRM.admin), 0, DAYS)
    with pytest.raises(StaleVersionError):
        service.change(FIRM.caller(FIRM.owner), 0, {"invitation_lifetime_days": 7})
    with pytest.raises(StaleVersionError):
        service.change(FIRM.caller(FIRM.owner), 2, {"invitation_lifetime_days": 7})
    assert len(policies.announcements) == 1


def test_the_same_call_again_is_answered_with_the_version_it_made(service, policies):
    first = service.change(FIRM.caller(FIRM.owner), 0, DAYS)
    assert service.change(FIRM.caller(FIRM.owner), 0, DAYS) == first
    assert len(policies.announcements) == 1


def test_the_same_call_again_is_stale_once_somebody_changed_something(service, clock):
    service.change(FIRM.caller(FIRM.owner), 0, DAYS)
    clock.advance(timedelta(minutes=1))
    service.change(FIRM.caller(FIRM.admin), 1, {"invitation_max_resends": 3})
    with pytest.raises(StaleVersionError):
        service.change(FIRM.caller(FIRM.owner), 0, DAYS)


def test_what_was_never_set_is_stale_for_whoever_saw_a_version(service):
    with pytest.raises(StaleVersionError):
        service.change(FIRM.caller(FIRM.owner), 1, DAYS)
