"""Who is told, and what an inbox counts."""

from datetime import UTC, datetime

import pytest

from functions.notifications import keys
from functions.notifications.model.inbox import (
    InboxItem,
    ItemKind,
    ItemState,
    followers,
    item_id,
    known_item,
    unread_moved,
)
from shared.directory import AccountRecord, FirmRecord, MemberRecord, MemberState
from shared.domain.errors import NotFoundError
from tests.fakes.tenancy import ACCOUNT, Tenant

FIRM = Tenant(assigned=("emil", "adam"))
EVENT = "01KANQ8F00ZXR9S3VJH2E6T5WB-00"


def audience(tenant: Tenant) -> tuple[AccountRecord, FirmRecord, list[MemberRecord]]:
    firm, account, *members = tenant.items
    return (
        AccountRecord.model_validate(account),
        FirmRecord.model_validate(firm),
        list(map(MemberRecord.model_validate, members)),
    )


def item(state: ItemState = ItemState.UNREAD) -> InboxItem:
    return InboxItem(
        firm=FIRM.id,
        member=FIRM.owner,
        id=item_id(EVENT),
        kind=ItemKind.CLIENT_SIGNED_UP,
        params={},
        at=datetime(2026, 11, 22, tzinfo=UTC),
        state=state,
    )


def told(tenant: Tenant) -> set[str]:
    return {each.name for each in followers(*audience(tenant))}


def test_the_assigned_follow_an_account():
    assert told(FIRM) == {"Emil", "Adam"}


def test_whoever_is_not_active_does_not():
    assert told(FIRM.but(states={"emil": MemberState.DEACTIVATED})) == {"Adam"}
    assert told(FIRM.but(states={"emil": MemberState.INVITED})) == {"Adam"}


def test_the_owner_follows_what_nobody_active_is_assigned_to():
    assert told(FIRM.but(assigned=())) == {"Olivia"}
    assert told(FIRM.but(assigned=("emil",), states={"emil": MemberState.DEACTIVATED})) == {"Olivia"}


@pytest.mark.parametrize(
    ("before", "after", "by"),
    [
        ("unread", "unread", 0),
        ("unread", "read", -1),
        ("unread", "archived", -1),
        ("read", "unread", 1),
        ("read", "archived", 0),
        ("archived", "unread", 1),
        ("archived", "read", 0),
    ],
)
def test_a_mark_moves_the_count_by_what_it_does_to_unread(before, after, by):
    assert unread_moved(item(ItemState(before)), item(ItemState(before)).marked(ItemState(after))) == by


def test_an_event_has_one_place_in_each_inbox():
    mine = keys.item(FIRM.id, FIRM.owner, known_item(item_id(EVENT)))
    assert mine.sk == f"E#{EVENT}"
    assert mine.pk != keys.item(FIRM.id, FIRM.admin, item_id(EVENT)).pk


@pytest.mark.parametrize(
    "text",
    ["", "itm_", EVENT, f"itm_{EVENT}0", f"itm_{EVENT[:-1]}x", f"acc_{EVENT}", f"itm_{EVENT}\n", "itm_COUNT", ACCOUNT],
)
def test_what_is_no_items_id_is_not_found(text):
    with pytest.raises(NotFoundError):
        known_item(text)
