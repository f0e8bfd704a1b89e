"""An inbox and its count, and who may have to be told. The fakes of the unit tests do the same."""

from datetime import timedelta

import pytest

from functions.notifications.model.inbox import (
    AlreadyToldError,
    InboxItem,
    ItemKind,
    ItemState,
    MarkedMeanwhileError,
    item_id,
)
from functions.notifications.repository.audience import AudienceRepository
from functions.notifications.repository.inboxes import InboxRepository
from shared.domain.ids import AccountId, FirmId, MemberId, ulid
from tests.fakes.clock import START
from tests.fakes.cloud import Cloud
from tests.fakes.notifications import FakeAudience, FakeInboxes
from tests.fakes.tenancy import MemoryTable, Tenant


@pytest.fixture(params=["real", "fake"])
def inboxes(request: pytest.FixtureRequest, cloud: Cloud, firm: Tenant) -> InboxRepository | FakeInboxes:
    return InboxRepository(cloud.table) if request.param == "real" else FakeInboxes(MemoryTable(firm))


@pytest.fixture(params=["real", "fake"])
def audience(request: pytest.FixtureRequest, cloud: Cloud, firm: Tenant) -> AudienceRepository | FakeAudience:
    return AudienceRepository(cloud.table) if request.param == "real" else FakeAudience(MemoryTable(firm))


def notice(firm: Tenant, minute: int = 0, member: MemberId | None = None) -> InboxItem:
    at = START + timedelta(minutes=minute)
    return InboxItem(
        firm=firm.id,
        member=member or firm.owner,
        id=item_id(f"{ulid(at)}-00"),
        kind=ItemKind.CLIENT_SIGNED_UP,
        params={"client": "Jane Doe"},
        at=at,
    )


def test_a_notice_stands_once_in_each_inbox(inboxes, firm):
    mine = notice(firm)
    inboxes.add(mine)
    inboxes.add(mine.model_copy(update={"member": firm.admin}))
    with pytest.raises(AlreadyToldError):
        inboxes.add(mine)
    for member in (firm.owner, firm.admin):
        (found,) = inboxes.list(firm.id, member, None, limit=10, cursor=None).items
        assert found.id == mine.id


def test_lists_are_newest_first_and_hold_their_state(inboxes, firm):
    old, middle, new = (notice(firm, minute) for minute in range(3))
    for each in (middle, new, old):
        inboxes.add(each)
    inboxes.mark(middle, ItemState.READ, START)
    inboxes.mark(old, ItemState.ARCHIVED, START)

    def listed(state: ItemState | None) -> list[str]:
        return [each.id for each in inboxes.list(firm.id, firm.owner, state, limit=10, cursor=None).items]

    assert listed(None) == [new.id, middle.id]
    assert [listed(state) for state in ItemState] == [[new.id], [middle.id], [old.id]]


def test_a_mark_from_another_state_than_was_seen_tells_what_stands(inboxes, firm):
    seen = notice(firm)
    inboxes.add(seen)
    read = inboxes.mark(seen, ItemState.READ, START)
    with pytest.raises(MarkedMeanwhileError) as moved:
        inboxes.mark(seen, ItemState.ARCHIVED, START)
    assert moved.value.standing == read


def test_who_may_have_to_be_told_is_read_as_it_stands(audience, firm):
    tenant, account = audience.find(firm.id, firm.account)
    assert (tenant.owner, account.assigned) == (firm.owner, {firm.employee, firm.admin})
    members = audience.members(firm.id, [*account.assigned, firm.member("nobody")])
    assert {each.id for each in members} == account.assigned
    assert audience.members(firm.id, []) == ()


def test_firm_and_member_are_read_together(audience, firm):
    tenant, member = audience.colleague(firm.id, firm.employee)
    assert (tenant.owner, member.id) == (firm.owner, firm.employee)
    assert audience.colleague(firm.id, firm.member("nobody")) == (tenant, None)
    assert audience.colleague(FirmId("frm_791R7ZE930MQ0JY4H572PTZWTG"), firm.employee) == (None, None)


def test_what_is_not_there_is_nothing(audience, firm):
    assert audience.find(FirmId("frm_791R7ZE930MQ0JY4H572PTZWTG"), firm.account) == (None, None)
    tenant, account = audience.find(firm.id, AccountId("acc_01KANQ8F00ZXR9S3VJH2E6T5WD"))
    assert tenant is not None
    assert account is None
