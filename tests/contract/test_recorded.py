"""Whatever is announced is recorded as it was said: logins, exports, rights, access, links, documents, all of it."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from functions.activity import consumer
from functions.activity.model.entries import Entry
from functions.activity.repository.verification import RecordRepository
from infra.subscriptions import EVERYTHING, SUBSCRIPTIONS
from shared.domain.events.registry import ALL
from shared.domain.ids import FirmId
from tests.fakes.cloud import Cloud, queue_event
from tests.fakes.http import context

_SAMPLES = Path(__file__).parents[2] / "events" / "bus"
# What the record is asked for most, and by which events it says it.
ASKED_FOR: Mapping[str, set[str]] = {
    "logins": {"member.logged_in", "client.logged_in", "sessions.ended"},
    "exports": {
        "export.finished",
        "export.downloaded",
        "activity_export.finished",
        "activity_export.downloaded",
        "zip.requested",
    },
    "rights": {
        "member.rights_changed",
        "member.role_changed",
        "member.deactivated",
        "member.restored",
        "firm.ownership_accepted",
    },
    "passwords": {"password.changed", "password.reset", "password.reset_requested"},
    "second factors": {"member.totp_enabled", "member.totp_removed"},
    "access": {
        "portal_access.granted",
        "portal_access.revoked",
        "account.member_assigned",
        "account.member_unassigned",
    },
    "settings": {"settings.changed"},
    "sign-ups": {"client.signed_up", "member.activated", "invitation.accepted"},
    "links": {
        f"link.{each}"
        for each in (
            "created",
            "sent",
            "address_read",
            "opened",
            "used",
            "refused",
            "extended",
            "revoked",
            "suspended",
            "taken_over",
            "expired",
        )
    },
    "documents": {
        f"document.{each}"
        for each in (
            "uploaded",
            "released",
            "viewed",
            "downloaded",
            "renamed",
            "moved",
            "trashed",
            "restored",
            "purged",
            "approval_requested",
            "approved",
            "disapproved",
        )
    },
}


def sample(name: str) -> dict[str, Any]:
    body: dict[str, Any] = json.loads((_SAMPLES / f"{name}.v{ALL[name].version}.json").read_text("utf-8"))
    return body


@pytest.mark.parametrize("what", ASKED_FOR)
def test_what_is_asked_for_most_is_announced(what):
    assert ASKED_FOR[what] <= set(ALL)


def test_nothing_is_left_out_of_what_the_record_takes():
    assert SUBSCRIPTIONS["activity"] == EVERYTHING


@pytest.mark.parametrize("name", ALL)
def test_an_event_is_recorded_with_all_it_says(cloud: Cloud, name: str) -> None:
    told = sample(name)["detail"]
    (entry,) = recorded(cloud, name)
    personal = entry.personal
    assert personal is not None
    assert (entry.id, entry.action, entry.account) == (told["id"], name, told["account"])
    assert (entry.actor_kind, entry.actor_id, personal.actor_name) == tuple(told["actor"].values())
    assert entry.object.model_dump() == told["object"]
    assert (entry.details, personal.details) == (told["data"], told["personal"])
    assert (personal.address, personal.browser) == (told["address"], told["browser"])
    assert (entry.source, entry.correlation_id) == (told["source"], told["correlationId"])
    assert entry.is_whole


def recorded(cloud: Cloud, name: str) -> list[Entry]:
    """What stands in the record once the sample was taken."""
    event = sample(name)
    _ = (cloud.activity_table, cloud.jobs_queue)  # makes them
    assert consumer.handler(queue_event(event), context()) == {"batchItemFailures": []}
    detail = event["detail"]
    month = detail["occurredAt"][:7].replace("-", "")
    found, _ = RecordRepository(cloud.activity_table).stretch(FirmId(detail["firm"]), month, None)
    assert all(each.is_in_place for each in found)
    return [each.entry for each in found if each.entry is not None]
