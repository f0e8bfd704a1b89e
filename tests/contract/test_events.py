"""What the house announces: named alike, registered, versioned, and with what is personal marked as such."""

import importlib
import re
from collections.abc import Iterator
from datetime import datetime

import pytest

from infra.subscriptions import SUBSCRIPTIONS, pattern, reacting
from shared.domain import events
from shared.domain.events import Event, registry
from shared.domain.events.registry import ALL
from shared.relay import source
from tests.architecture.sources import ROOMS, Source, dotted, sources

_NAME = re.compile(r"[a-z]+(?:_[a-z]+)*\.[a-z]+(?:_[a-z]+)*")
# These make an event of the class they are given first.
_BUILDERS = {"of_invitation", "of_link", "of_recipient", "of_request", "said", "told_of"}
_PARTICIPLE = re.compile(
    r"(?:^|_)(?:[a-z]+ed|held|found|sent|resent|reset|read|taken_over|withdrawn|signed_up|logged_in)$"
)
VERSIONS = {
    "account.archived": 1,
    "account.created": 1,
    "account.deleted": 1,
    "account.erased": 1,
    "account.member_assigned": 1,
    "account.member_unassigned": 1,
    "account.merged": 1,
    "account.restored": 1,
    "account.updated": 1,
    "activity.verified": 1,
    "activity_export.downloaded": 1,
    "activity_export.finished": 1,
    "address.bounced": 1,
    "address.cleared": 1,
    "address.complained": 1,
    "client.logged_in": 1,
    "client.signed_up": 1,
    "contact.created": 1,
    "contact.deleted": 1,
    "contact.email_added": 1,
    "contact.email_changed": 1,
    "contact.email_removed": 1,
    "contact.merged": 1,
    "contact.updated": 1,
    "document.approval_requested": 1,
    "document.approved": 1,
    "document.disapproved": 1,
    "document.downloaded": 1,
    "document.moved": 1,
    "document.purged": 1,
    "document.released": 1,
    "document.renamed": 1,
    "document.restored": 1,
    "document.threat_found": 1,
    "document.trashed": 1,
    "document.uploaded": 1,
    "document.viewed": 1,
    "export.downloaded": 1,
    "export.finished": 1,
    "firm.founded": 1,
    "firm.ownership_accepted": 1,
    "firm.ownership_declined": 1,
    "firm.ownership_offered": 1,
    "firm.ownership_withdrawn": 1,
    "firm.updated": 1,
    "folder.changed": 1,
    "folder.created": 1,
    "folder.deleted": 1,
    "folder.moved": 1,
    "import.prepared": 1,
    "invitation.accepted": 1,
    "invitation.bounced": 1,
    "invitation.cancelled": 1,
    "invitation.expired": 1,
    "invitation.resent": 1,
    "invitation.sent": 1,
    "invitation.superseded": 1,
    "job.cancelled": 1,
    "job.finished": 1,
    "job.started": 1,
    "link.address_read": 1,
    "link.code_requested": 1,
    "link.created": 1,
    "link.expired": 1,
    "link.extended": 1,
    "link.opened": 1,
    "link.refused": 1,
    "link.renewal_declined": 1,
    "link.renewal_requested": 1,
    "link.revoked": 1,
    "link.sent": 1,
    "link.suspended": 1,
    "link.taken_over": 1,
    "link.used": 1,
    "link.warned": 1,
    "member.activated": 1,
    "member.deactivated": 1,
    "member.invitation_bounced": 1,
    "member.invitation_cancelled": 1,
    "member.invitation_expired": 1,
    "member.invitation_resent": 1,
    "member.invited": 1,
    "member.logged_in": 1,
    "member.restored": 1,
    "member.rights_changed": 1,
    "member.role_changed": 1,
    "member.totp_enabled": 1,
    "member.totp_removed": 1,
    "member.updated": 1,
    "password.changed": 1,
    "password.reset": 1,
    "password.reset_requested": 1,
    "portal_access.granted": 1,
    "portal_access.request_declined": 1,
    "portal_access.requested": 1,
    "portal_access.revoked": 1,
    "sessions.ended": 1,
    "settings.changed": 1,
    "tie.changed": 1,
    "tie.created": 1,
    "tie.removed": 1,
    "upload.done_signalled": 1,
    "upload.held": 1,
    "upload.rejected": 1,
    "zip.requested": 1,
}
# What can be erased of each event. Names and words of people, their addresses, and edits of either.
PERSONAL = {
    "account.archived": {"account_name"},
    "account.created": {"account_name"},
    "account.deleted": {"account_name"},
    "account.member_assigned": {"member_name"},
    "account.member_unassigned": {"member_name"},
    "account.merged": {"account_name", "merged_name"},
    "account.restored": {"account_name"},
    "account.updated": {"after", "before"},
    "address.bounced": {"email"},
    "address.cleared": {"email"},
    "address.complained": {"email"},
    "client.signed_up": {"client_name", "email"},
    "contact.created": {"contact_name", "emails"},
    "contact.deleted": {"contact_name", "emails"},
    "contact.email_added": {"email"},
    "contact.email_changed": {"after", "before"},
    "contact.email_removed": {"email"},
    "contact.merged": {"contact_name", "emails", "merged_name"},
    "contact.updated": {"after", "before"},
    "document.approval_requested": {"document_name"},
    "document.approved": {"document_name"},
    "document.disapproved": {"document_name", "reason"},
    "document.downloaded": {"document_name"},
    "document.moved": {"document_name"},
    "document.released": {"document_name", "reason"},
    "document.renamed": {"before", "document_name"},
    "document.restored": {"document_name"},
    "document.threat_found": {"document_name"},
    "document.trashed": {"document_name"},
    "document.uploaded": {"document_name", "file_name", "uploader_name"},
    "document.viewed": {"document_name"},
    "firm.ownership_accepted": {"member_name", "owner_name"},
    "firm.ownership_declined": {"member_name", "owner_name"},
    "firm.ownership_offered": {"member_name", "owner_name"},
    "firm.ownership_withdrawn": {"member_name", "owner_name"},
    "folder.changed": {"after", "before", "folder_name"},
    "folder.created": {"folder_name"},
    "folder.deleted": {"folder_name"},
    "folder.moved": {"folder_name"},
    "import.prepared": {"file_name"},
    "invitation.accepted": {"email"},
    "invitation.bounced": {"client_name", "email"},
    "invitation.cancelled": {"email"},
    "invitation.expired": {"email"},
    "invitation.resent": {"email"},
    "invitation.sent": {"email", "message"},
    "invitation.superseded": {"email"},
    "link.address_read": {"email", "title"},
    "link.code_requested": {"email", "title"},
    "link.created": {"title"},
    "link.expired": {"email", "title"},
    "link.extended": {"email", "title"},
    "link.opened": {"email", "title", "visitor", "visitor_email"},
    "link.refused": {"email", "title"},
    "link.renewal_declined": {"email", "title"},
    "link.renewal_requested": {"email", "title"},
    "link.revoked": {"email", "title"},
    "link.sent": {"email", "title"},
    "link.suspended": {"creator_name", "title"},
    "link.taken_over": {"creator_name", "title"},
    "link.used": {"email", "title"},
    "link.warned": {"email", "title"},
    "member.activated": {"email", "member_name"},
    "member.deactivated": {"member_name"},
    "member.invitation_bounced": {"email", "member_name"},
    "member.invitation_cancelled": {"email", "member_name"},
    "member.invitation_expired": {"email", "member_name"},
    "member.invitation_resent": {"email", "member_name"},
    "member.invited": {"email", "member_name"},
    "member.restored": {"member_name"},
    "member.rights_changed": {"member_name"},
    "member.role_changed": {"member_name"},
    "member.totp_enabled": {"member_name"},
    "member.totp_removed": {"member_name"},
    "member.updated": {"after", "before", "member_name"},
    "password.changed": {"email"},
    "password.reset": {"email"},
    "password.reset_requested": {"email"},
    "portal_access.granted": {"email"},
    "portal_access.request_declined": {"colleague_name", "email", "reason"},
    "portal_access.requested": {"colleague_name", "email"},
    "portal_access.revoked": {"email"},
    "tie.created": {"email"},
    "tie.removed": {"email"},
    "upload.done_signalled": {"signalled_by"},
    "upload.held": {"file_name", "uploader_name"},
    "upload.rejected": {"file_name", "reason", "uploader_name"},
}
_LOOKS_PERSONAL = re.compile(r"(?:^|_)(?:names?|emails?|message|address|phone|before|after)$")
# The firm's own details are the tenant's; settings, roles and rights are values, not words of people.
_IS_NOT = {
    ("firm.founded", "firm_name"),
    ("firm.updated", "before"),
    ("firm.updated", "after"),
    ("document.moved", "before"),
    ("folder.moved", "before"),
    ("folder.moved", "after"),
    ("link.extended", "before"),
    ("link.extended", "after"),
    ("member.rights_changed", "before"),
    ("member.rights_changed", "after"),
    ("member.role_changed", "before"),
    ("member.role_changed", "after"),
    ("settings.changed", "before"),
    ("settings.changed", "after"),
    ("tie.changed", "before"),
    ("tie.changed", "after"),
}
_NEVER = re.compile(r"token|password|secret|link|url|proof|mac$")


def _classes() -> Iterator[type[Event]]:
    """Every event class that has a name of its own, wherever it is written."""
    waiting = list(Event.__subclasses__())
    while waiting:
        each = waiting.pop()
        waiting += each.__subclasses__()
        if "name" in vars(each) and each.__module__.startswith("shared."):
            yield each


@pytest.fixture(scope="module")
def own():
    """Each event's own fields, by event."""
    return {name: set(event.model_fields) - set(Event.model_fields) for name, event in ALL.items()}


def test_every_event_is_registered_under_its_name():
    for room in ROOMS:
        if (module := f"shared.domain.events.{room}") in _modules():
            importlib.import_module(module)
    assert {each.name: each for each in _classes()} == ALL
    assert len(list(_classes())) == len(ALL)


def _modules() -> set[str]:
    return {each.path.removesuffix(".py").replace("/", ".") for each in sources("shared")}


def test_names_and_versions_are_the_pinned_ones():
    """A shape that others read changes by a new version beside the old, never in place."""
    assert {name: each.version for name, each in ALL.items()} == VERSIONS


@pytest.mark.parametrize("name", ALL)
def test_name_is_a_noun_and_what_became_of_it(name):
    assert _NAME.fullmatch(name)
    assert _PARTICIPLE.search(name.partition(".")[2])


@pytest.mark.parametrize("name", ALL)
def test_event_comes_from_the_room_whose_module_it_stands_in(name):
    event = ALL[name]
    assert f"{event.__module__}.".startswith(f"shared.domain.events.{event.room}.")
    assert event.room in ROOMS
    assert source({"name": name}) == f"portal.{event.room}"


def made_by(module: Source) -> set[str]:
    """The events a module makes, by itself or through the builder of a family of them."""
    calls = list(module.calls())
    return {dotted(each.func) for each in calls} | {
        dotted(each.args[0]) for each in calls if dotted(each.func) in _BUILDERS
    }


def test_every_event_is_announced_by_its_room():
    for name, event in ALL.items():
        # The kernel announces what becomes of a room's jobs, and the uses of links that other rooms write.
        by = (f"functions/{event.room}/", "shared/jobs/", "shared/capability/")
        room = (each for each in sources("functions", "shared") if each.path.startswith(by))
        assert any(event.__name__ in made_by(module) for module in room), name


def test_no_room_announces_what_is_anothers():
    names = {event.__name__: event.room for event in ALL.values()}
    for module in sources("functions"):
        room = module.path.split("/")[1]
        assert {each for each in made_by(module) & set(names) if names[each] != room} == set(), module.path


def test_personal_fields_are_the_pinned_ones():
    marked = {name: set(event.fields_by_map()["personal"]) for name, event in ALL.items()}
    assert {name: fields for name, fields in marked.items() if fields} == PERSONAL


def test_whatever_looks_personal_is_marked(own):
    for name, fields in own.items():
        looking = {each for each in fields if _LOOKS_PERSONAL.search(each) and (name, each) not in _IS_NOT}
        assert looking <= PERSONAL.get(name, set()), name


def test_no_event_carries_a_secret(own):
    assert {(name, each) for name, fields in own.items() for each in fields if _NEVER.search(each)} == set()


def test_own_fields_do_not_hide_those_of_the_envelope(own):
    """`data` and `personal` become one set of fields again when an event is read."""
    for name, fields in own.items():
        assert fields & {"firm", "account", "object", "name", "room", "version"} == set(), name


def test_instants_are_the_only_times(own):
    for name, fields in own.items():
        for each in fields:
            is_instant = ALL[name].model_fields[each].annotation is datetime
            assert is_instant is each.endswith("_at"), f"{name}.{each}"


def test_events_are_frozen_and_closed():
    for event in ALL.values():
        assert event.model_config["frozen"]
        assert event.model_config["extra"] == "forbid"


def test_every_event_reaches_somebody_and_nobody_waits_for_what_is_not_announced():
    assert all(reacting(name) for name in ALL)
    for reaction in SUBSCRIPTIONS:
        assert set(pattern(reaction).get("detail-type", ())) <= set(ALL)


def test_waiting_for_what_nobody_announces_is_refused(monkeypatch):
    monkeypatch.setattr("infra.subscriptions.SUBSCRIPTIONS", {"invite": ("pigeon.arrived",)})
    with pytest.raises(ValueError, match=r"pigeon\.arrived"):
        pattern("invite")


def test_room_that_is_subscribed_says_so():
    for reaction, wanted in SUBSCRIPTIONS.items():
        room = reaction.partition("-")[0]
        said = " ".join((importlib.import_module(f"functions.{room}").__doc__ or "").partition("Reacts to:")[2].split())
        for name in () if isinstance(wanted, str) else wanted:
            noun = name.partition(".")[0]
            assert name in said or ("its own invitations" in said and noun in {"invitation", "member"}), (room, name)


def test_nothing_else_may_be_read_off_the_bus():
    with pytest.raises(events.UnknownEventError, match="pigeon"):
        registry.read({**_detail(), "name": "pigeon.arrived"})
    with pytest.raises(events.UnknownEventError, match="v2"):
        registry.read({**_detail(), "version": 2})


def _detail() -> dict[str, object]:
    return {
        "id": "01KANQ9Z00H4R6S8TVWXYZ3333-00",
        "name": "member.logged_in",
        "version": 1,
        "occurredAt": "2026-11-22T09:00:00Z",
        "firm": "frm_0GH9VEMBWNF6YV4151QRCPATCE",
        "account": None,
        "actor": {"kind": "member", "id": "mem_0GH9VEMBWNF6YV4151QRCPATCE", "name": "Olivia"},
        "object": {"kind": "member", "id": "mem_0GH9VEMBWNF6YV4151QRCPATCE"},
        "source": "manual",
        "correlationId": "req-1",
        "address": None,
        "browser": None,
        "clientTime": None,
        "data": {"member": "mem_0GH9VEMBWNF6YV4151QRCPATCE"},
        "personal": {},
    }
