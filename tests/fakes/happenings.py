"""Events as the bus delivers them, for consumers to take."""

from datetime import datetime, timedelta
from typing import Any

from shared.domain.events import Announcement, Envelope, Event, ObjectRef
from shared.domain.events.invite.access import ClientSignedUp
from shared.domain.events.invite.accounts import AccountCreated
from shared.domain.events.invite.jobs import JobFinished
from shared.domain.events.invite.mailboxes import InvitationBounced, MemberInvitationBounced
from shared.domain.events.invite.requests import PortalAccessRequested
from shared.domain.events.settings import SettingsChanged
from shared.domain.ids import AccountId, ContactId, FirmId, MemberId, PersonId, RequestId, member_id
from shared.domain.principals import Actor, ActorKind, Provenance
from tests.fakes.clock import START
from tests.fakes.cloud import queue_event

PERSON = PersonId("per_4NZ6T0V8S2QXCJ1M7B5WKDE39A")
CONTACT = ContactId("con_01KANQ9Z00H4R6S8TVWXYZ2345")
JANE = Actor(ActorKind.PERSON, PERSON, "Jane Doe")
OLIVIA = Actor(ActorKind.MEMBER, "mem_0GH9VEMBWNF6YV4151QRCPATCE", "Olivia")


def announced(*events: Event, at: datetime = START, actor: Actor = OLIVIA, browser: str = "Test/1.0") -> list[Envelope]:
    provenance = Provenance("req-7", address="203.0.113.7", browser=browser, client_time=at - timedelta(seconds=2))
    return Announcement.of(at, actor, provenance, *events).envelopes()


def setting_changed(firm: FirmId, after: int = 14, key: str = "invitationLifetimeDays") -> SettingsChanged:
    thing = ObjectRef(kind="setting", id=key)
    return SettingsChanged(firm=firm, object=thing, key=key, before=30, after=after, policy_version=1)


def account_created(firm: FirmId, account: AccountId, assigned: tuple[MemberId, ...] = ()) -> AccountCreated:
    thing = ObjectRef(kind="account", id=account)
    return AccountCreated(
        firm=firm, account=account, object=thing, kind="company", assigned=assigned, account_name="Doe Ltd."
    )


def client_signed_up(firm: FirmId, account: AccountId) -> ClientSignedUp:
    return ClientSignedUp(
        firm=firm,
        account=account,
        object=ObjectRef(kind="person", id=PERSON),
        person=PERSON,
        contact=CONTACT,
        client_name="Jane Doe",
        email="jane@doe.example",
    )


def invitation_bounced(firm: FirmId, inviter: MemberId | None) -> InvitationBounced:
    return InvitationBounced(
        firm=firm,
        object=ObjectRef(kind="person", id=PERSON),
        person=PERSON,
        contact=CONTACT,
        generation=1,
        reason="General",
        inviter=inviter,
        client_name="Jane Doe",
        email="jane@doe.example",
    )


def member_invitation_bounced(firm: FirmId, inviter: MemberId | None) -> MemberInvitationBounced:
    nora = member_id(firm, "nora@harbor-tax.example")
    return MemberInvitationBounced(
        firm=firm,
        object=ObjectRef(kind="member", id=nora),
        member=nora,
        generation=1,
        reason="General",
        inviter=inviter,
        member_name="Nora",
        email="nora@harbor-tax.example",
    )


def job_finished(firm: FirmId, starter: MemberId, job: str) -> JobFinished:
    return JobFinished(
        firm=firm,
        object=ObjectRef(kind="job", id=job),
        kind="bulk_invitations",
        starter=starter,
        outcome="finished",
        code=None,
        total=5,
        done=3,
        skipped=1,
        failed=1,
        dry_run=False,
    )


def portal_access_requested(firm: FirmId, account: AccountId) -> PortalAccessRequested:
    request = RequestId("req_01KANQ9Z00H4R6S8TVWXYZ4444")
    return PortalAccessRequested(
        firm=firm,
        account=account,
        object=ObjectRef(kind="access_request", id=request),
        request=request,
        person=PERSON,
        colleague_name="John Roe",
        email="john@roe.example",
    )


def on_queue(*envelopes: Envelope) -> dict[str, Any]:
    """A batch of the rule's queue: each message is the whole EventBridge event."""
    return queue_event(
        *(
            {
                "version": "0",
                "id": "6a7e8feb-b491-4cf7-a9f1-bf3703467718",
                "detail-type": each.event.name,
                "source": f"portal.{each.event.room}",
                "account": "123456789012",
                "time": "2026-11-22T09:00:00Z",
                "region": "eu-central-1",
                "resources": [],
                "detail": each.detail(),
            }
            for each in envelopes
        )
    )
