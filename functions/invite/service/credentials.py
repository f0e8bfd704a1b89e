"""Members and persons alike hold a credential: it is invited, activated and signs in by one engine."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any, Protocol

from functions.invite import keys
from functions.invite.model.entities import Account, Firm, Member, Person
from functions.invite.pools import Audience
from shared.capability import Claims, Purpose
from shared.directory import MemberState, PersonState, Scene
from shared.domain.errors import NotFoundError
from shared.domain.events import Announcement, Event, ObjectRef
from shared.domain.events.invite.access import ClientLoggedIn, ClientSignedUp, InvitationAccepted, InvitationEvent
from shared.domain.events.invite.members import MemberActivated, MemberLoggedIn
from shared.domain.ids import AccountId, FirmId, MemberId, PersonId
from shared.domain.principals import ActorKind, Caller
from shared.table.idempotency import Once

type Credential = Member | Person


class Credentials(Protocol):
    """Where credentials stand, whosever they are."""

    def find(self, firm: FirmId, credential: MemberId | PersonId) -> Credential | None: ...
    def find_with_firm(
        self, firm: FirmId, credential: MemberId | PersonId
    ) -> tuple[Credential | None, Firm | None]: ...
    def accounts(self, firm: FirmId, accounts: Iterable[AccountId]) -> Sequence[Account]: ...
    def is_done(self, firm: FirmId, once: Once, now: datetime) -> bool: ...
    def save(
        self,
        credential: Credential,
        *,
        before: Sequence[Account] = (),
        after: Sequence[Account] = (),
        announcement: Announcement | None = None,
        once: Once | None = None,
    ) -> Credential: ...


def named(claims: Claims) -> MemberId | PersonId:
    """Tell whose invitation a token is about; NotFoundError when it is about something else.

    An invitation has one recipient, so any other number than 0 was not written by us.
    """
    if claims.n == 0 and claims.purpose is Purpose.MEMBER_INVITATION:
        return MemberId(f"mem_{claims.id}")
    if claims.n == 0 and claims.purpose is Purpose.CLIENT_INVITATION:
        return PersonId(f"per_{claims.id}")
    raise NotFoundError


def audience_of(credential: Credential) -> Audience:
    return Audience.TEAM if isinstance(credential, Member) else Audience.CLIENT


def caller_of(scene: Scene, caller: Caller) -> Credential:
    """Read whoever calls, whole, out of what the gate has read."""
    firm, identifier = caller.identity.firm, caller.identity.id
    if caller.identity.kind is ActorKind.MEMBER:
        return Member.model_validate(scene.items[keys.member(firm, MemberId(identifier))])
    return Person.model_validate(scene.items[keys.person(firm, PersonId(identifier))])


def is_active(credential: Credential) -> bool:
    """Tell whether the holder may come in: a person whom no account is left to has nowhere to go."""
    if isinstance(credential, Member):
        return credential.state is MemberState.ACTIVE
    return credential.state is PersonState.ACTIVE and bool(credential.accounts)


def logged_in(credential: Credential) -> Event:
    if isinstance(credential, Member):
        return MemberLoggedIn(firm=credential.firm, object=ref(credential), member=credential.id)
    return ClientLoggedIn(firm=credential.firm, object=ref(credential), person=credential.id)


def activated(credential: Credential, accounts: Iterable[AccountId]) -> list[Event]:
    """Say what an activation means: for a client one sign-up for each account it opens, whose team hears."""
    if isinstance(credential, Member):
        event = MemberActivated(
            firm=credential.firm,
            object=ref(credential),
            member=credential.id,
            member_name=credential.name,
            email=credential.email,
        )
        return [event, logged_in(credential)]
    accepted = of_invitation(InvitationAccepted, credential)
    signed_up = [
        ClientSignedUp(
            firm=credential.firm,
            account=account,
            object=ref(credential),
            person=credential.id,
            contact=credential.contact,
            client_name=credential.name,
            email=credential.email,
        )
        for account in accounts
    ]
    return [accepted, *signed_up, logged_in(credential)]


def of_invitation[E: InvitationEvent](kind: type[E], person: Person, **more: Any) -> E:
    """Say what became of a client's latest invitation; `more` is what this kind of event tells besides."""
    return kind(
        firm=person.firm,
        object=ref(person),
        person=person.id,
        contact=person.contact,
        generation=person.invitation.generation,
        email=person.email,
        **more,
    )


def ref(credential: Credential) -> ObjectRef:
    return ObjectRef(kind="member" if isinstance(credential, Member) else "person", id=credential.id)
