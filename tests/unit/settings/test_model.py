"""What a change of settings is."""

from datetime import UTC, datetime

import pytest

from functions.settings import keys, model
from functions.settings.contracts import ChangeSettings, SettingsView
from functions.settings.model import Change, PolicyVersion
from shared.directory import Policy
from shared.domain.ids import FirmId, MemberId

FIRM = FirmId("frm_691R7ZE930MQ0JY4H572PTZWTG")
ME, OTHER = MemberId("mem_0GH9VEMBWNF6YV4151QRCPATCE"), MemberId("mem_1GH9VEMBWNF6YV4151QRCPATCE")


def version(v=3, by=ME, key="invitation_lifetime_days", after=14) -> PolicyVersion:
    return PolicyVersion(
        firm=FIRM,
        v=v,
        changed_at=datetime(2026, 11, 22, tzinfo=UTC),
        changed_by=by,
        changed_by_name="Olivia",
        changes=(Change(key=key, before=30, after=after),),
    )


def test_a_value_that_stands_is_no_change():
    assert model.changes(Policy(), {"invitation_lifetime_days": 30, "invitation_max_resends": 10}) == ()


def test_each_key_that_moves_is_one_change_in_order_of_keys():
    changes = model.changes(Policy(), {"invitation_max_resends": 3, "invitation_lifetime_days": 14})
    assert changes == (
        Change(key="invitation_lifetime_days", before=30, after=14),
        Change(key="invitation_max_resends", before=10, after=3),
    )


def test_the_next_version_sets_only_what_changed():
    after = model.changed(Policy(v=2), (Change(key="invitation_lifetime_days", before=30, after=14),))
    assert (after.v, after.invitation_lifetime_days) == (3, 14)
    assert after.model_fields_set == {"v", "invitation_lifetime_days"}


def test_the_same_wish_of_the_same_member_is_recognised():
    standing = Policy(v=3, invitation_lifetime_days=14)
    assert version().made(ME, 2, {"invitation_lifetime_days": 14}, standing)
    assert version().made(ME, 2, {"invitation_lifetime_days": 14, "invitation_max_resends": 10}, standing)


@pytest.mark.parametrize(
    ("made", "seen", "wanted"),
    [
        (version(by=OTHER), 2, {"invitation_lifetime_days": 14}),
        (version(), 1, {"invitation_lifetime_days": 14}),
        (version(), 2, {"invitation_lifetime_days": 15}),
        (version(), 2, {}),
        (version(), 2, {"invitation_max_resends": 10}),
    ],
    ids=["somebody else's", "older version seen", "other value", "nothing wanted", "other key"],
)
def test_any_other_wish_is_not_recognised(made, seen, wanted):
    assert not made.made(ME, seen, wanted, Policy(v=3, invitation_lifetime_days=14))


def test_every_key_of_the_policy_can_be_set_and_is_shown():
    own = set(Policy.model_fields) - {"v"}
    told = {"automatic_renaming_recognises"}
    assert set(ChangeSettings.model_fields) == set(SettingsView.model_fields) - told == own


def test_versions_sort_by_number_and_stand_apart_from_the_policy():
    spelled = [keys.version(FIRM, v).sk for v in (1, 2, 10, 999_999)]
    assert spelled == sorted(spelled)
    assert all(each.startswith(keys.VERSIONS) for each in spelled)
    assert not keys.policy(FIRM).sk.startswith(keys.VERSIONS)
