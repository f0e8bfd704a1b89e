"""How an invitation is issued, for members and clients alike."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from functions.invite.model.entities import Account, Person
from functions.invite.model.invitation import Invitation
from functions.invite.service.credentials import of_invitation
from shared.capability import Claims, Purpose, Tokens
from shared.directory import Policy, Scene
from shared.domain.errors import WrongStateError
from shared.domain.events.invite.access import (
    InvitationCancelled,
    InvitationResent,
    InvitationSent,
    InvitationSuperseded,
)
from shared.domain.ids import FirmId, MemberId, PersonId, bare


def claims_of(firm: FirmId, credential: MemberId | PersonId, generation: int) -> Claims:
    """Say what the link of this generation claims; a member's never opens a client's door, nor the reverse."""
    purpose = Purpose.MEMBER_INVITATION if credential.startswith("mem_") else Purpose.CLIENT_INVITATION
    return Claims(purpose, firm, bare(credential), generation)


def issue(
    tokens: Tokens,
    firm: FirmId,
    credential: MemberId | PersonId,
    invitation: Invitation,
    *,
    now: datetime,
    policy: Policy,
    by: str,
) -> Invitation:
    """Make the next generation, living as long as the firm's policy says."""
    proof = tokens.proof(claims_of(firm, credential, invitation.next_generation))
    lifetime = timedelta(days=policy.invitation_lifetime_days)
    return invitation.sent(proof=proof, now=now, lifetime=lifetime, by=by)


def invited(tokens: Tokens, scene: Scene, person: Person, now: datetime) -> Person:
    """Send a person's open invitation anew, in the name of the member who passed.

    AlreadyActiveError once they are in, ResendTooSoonError within 60 seconds of the last letter, cancelled or not, and
    ResendLimitError beyond the firm's number.
    """
    person.demand_invitable(now, scene.policy.invitation_max_resends)
    invitation = person.invitation
    by = scene.member.name
    return person.invited(issue(tokens, scene.firm, person.id, invitation, now=now, policy=scene.policy, by=by))


def demand_any_open(accounts: Iterable[Account]) -> None:
    """Refuse a link that would lead nowhere; WrongStateError when all its accounts are archived or deleted."""
    if not any(each.is_active for each in accounts):
        raise WrongStateError("None of their accounts is active.")


def sent(person: Person, message: str | None) -> InvitationSent:
    return of_invitation(InvitationSent, person, expires_at=person.invitation.deadline, message=message)


def resent(person: Person) -> InvitationResent:
    return of_invitation(InvitationResent, person, expires_at=person.invitation.deadline)


def cancelled(person: Person) -> InvitationCancelled:
    """Say that the invitation that was out until now is over."""
    return of_invitation(InvitationCancelled, person)


def superseded(person: Person) -> InvitationSuperseded:
    """Say that another invitation stands in the place of the one that was out until now."""
    return of_invitation(InvitationSuperseded, person)
