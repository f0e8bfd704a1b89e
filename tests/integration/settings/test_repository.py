"""The policy's items: what is written together, and on which condition. The fake of the unit tests does the same."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from functions.settings import keys
from functions.settings.model import Change, PolicyVersion
from functions.settings.repository import PolicyRepository
from functions.settings.service import Policies
from shared.directory import Policy
from shared.domain.errors import StaleVersionError
from shared.domain.events import Announcement, ObjectRef
from shared.domain.events.settings import SettingsChanged
from shared.domain.principals import SYSTEM, Provenance
from tests.fakes.cloud import Cloud
from tests.fakes.settings import FakePolicies
from tests.fakes.tenancy import MemoryTable, Tenant

AT = datetime(2026, 11, 22, 9, tzinfo=UTC)
type Read = Callable[[], dict[str, object]]


@pytest.fixture(params=["real", "fake"])
def storage(request: pytest.FixtureRequest, cloud: Cloud, firm: Tenant) -> tuple[Policies, Read]:
    """The repository, and a way to read the policy's item."""
    key = keys.policy(firm.id)
    if request.param == "real":
        return PolicyRepository(cloud.table), lambda: cloud.table.get(key) or {}
    memory = MemoryTable(firm)
    return FakePolicies(memory), lambda: memory.items.get(key, {})


@pytest.fixture
def save(storage, firm):
    def save(v: int, days: int) -> None:
        change = Change(key="invitation_lifetime_days", before=30, after=days)
        version = PolicyVersion(
            firm=firm.id, v=v, changed_at=AT, changed_by=firm.owner, changed_by_name="Olivia", changes=(change,)
        )
        event = SettingsChanged(
            firm=firm.id,
            object=ObjectRef(kind="setting", id="invitationLifetimeDays"),
            key="invitationLifetimeDays",
            before=30,
            after=days,
            policy_version=v,
        )
        policy = Policy(v=v, invitation_lifetime_days=days)
        storage[0].save(policy, version, Announcement.of(AT, SYSTEM, Provenance("req"), event))

    return save


@pytest.mark.parametrize("late", [1, 2, 4], ids=["first again", "same again", "one skipped"])
def test_who_comes_second_after_both_passed_the_gate_is_stale_and_leaves_nothing(storage, save, firm, cloud, late):
    save(1, 14)
    save(2, 15)
    before = cloud.items()
    with pytest.raises(StaleVersionError):
        save(late, 99)
    assert cloud.items() == before
    assert storage[1]()["invitation_lifetime_days"] == 15
    assert [each.v for each in storage[0].list_versions(firm.id, limit=10, cursor=None).items] == [2, 1]


def test_only_what_was_ever_set_is_stored(storage, save):
    save(1, 14)
    assert "invitation_max_resends" not in storage[1]()
    assert Policy.model_validate(storage[1]()).invitation_max_resends == Policy().invitation_max_resends


def test_the_item_tells_how_it_came_about(storage, save, firm):
    assert storage[0].latest(firm.id, {}) is None
    save(1, 14)
    latest = storage[0].latest(firm.id, {keys.policy(firm.id): storage[1]()})
    assert latest == storage[0].list_versions(firm.id, limit=1, cursor=None).items[0]


@pytest.mark.parametrize("storage", ["real"], indirect=True)
def test_each_version_keeps_its_copy(cloud, firm, save):
    save(1, 14)
    save(2, 15)
    kept = [cloud.table.get(keys.version(firm.id, v))["invitation_lifetime_days"] for v in (1, 2)]
    assert kept == [14, 15]
