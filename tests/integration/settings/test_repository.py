"""The policy's items: what is written together, and on which condition."""

from datetime import UTC, datetime

import pytest

from functions.settings import keys
from functions.settings.model import Change, PolicyVersion
from functions.settings.repository import PolicyRepository
from shared.directory import Policy
from shared.domain.errors import StaleVersionError
from shared.domain.events import Announcement, ObjectRef
from shared.domain.events.settings import SettingsChanged
from shared.domain.principals import SYSTEM, Provenance

AT = datetime(2026, 11, 22, 9, tzinfo=UTC)


@pytest.fixture
def save(cloud, firm):
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
        PolicyRepository(cloud.table).save(policy, version, Announcement.of(AT, SYSTEM, Provenance("req"), event))

    return save


@pytest.mark.parametrize("late", [1, 2, 4], ids=["first again", "same again", "one skipped"])
def test_who_comes_second_after_both_passed_the_gate_is_stale_and_leaves_nothing(save, cloud, late):
    save(1, 14)
    save(2, 15)
    before = cloud.items()
    with pytest.raises(StaleVersionError):
        save(late, 99)
    assert cloud.items() == before


def test_each_version_keeps_its_copy(save, cloud, firm):
    save(1, 14)
    save(2, 15)
    kept = [cloud.table.get(keys.version(firm.id, v))["invitation_lifetime_days"] for v in (1, 2)]
    assert kept == [14, 15]
    assert cloud.table.get(keys.policy(firm.id))["invitation_lifetime_days"] == 15
