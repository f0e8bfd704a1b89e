"""News of letters: what did not arrive marks its address and ends the invitation it carried."""

from collections.abc import Sequence
from typing import Protocol

from functions.invite.model.entities import Member
from functions.invite.model.feedback import Feedback
from functions.invite.service.credentials import Credential, of_invitation, ref
from shared.domain.clock import Clock
from shared.domain.errors import StaleVersionError, UnavailableError
from shared.domain.events import Announcement, Event
from shared.domain.events.invite.mailboxes import (
    AddressBounced,
    AddressComplained,
    InvitationBounced,
    MemberInvitationBounced,
)
from shared.domain.ids import FirmId, MemberId, PersonId, bare
from shared.domain.mail import MailState, MailTrouble
from shared.domain.principals import SYSTEM, Provenance, Source
from shared.mail.suppression import Suppression

_TRIES = 3


class Mailboxes(Protocol):
    """Where a mark is read, and set together with what shows it and what it ends."""

    def concerned(
        self, firm: FirmId, digest: str, credentials: Sequence[MemberId | PersonId]
    ) -> tuple[Suppression, Sequence[Credential]]: ...

    def mark(
        self, feedback: Feedback, changed: Sequence[Credential], announcement: Announcement, *, is_new: bool
    ) -> None: ...


class FeedbackService:
    """Marks addresses. Any order and any number of deliveries of the same news end alike."""

    def __init__(self, mailboxes: Mailboxes, clock: Clock) -> None:
        self._mailboxes = mailboxes
        self._clock = clock

    def take(self, feedback: Feedback) -> None:
        """Mark the address a letter could not or should not have reached, and bounce the invitation it carried.

        Nobody of that address in the firm, a mark that stands, and news older than the lifting of one: nothing is
        done. UnavailableError when others keep writing in between.
        """
        invited = feedback.invited
        named = list(dict.fromkeys([*feedback.holders, *([invited] if invited else [])]))
        for _ in range(_TRIES):
            standing, found = self._mailboxes.concerned(feedback.firm, feedback.digest, named)
            is_new = feedback.is_news and standing.takes(feedback.mail, feedback.sent_at)
            mark = feedback.mail if is_new else standing.mark
            changes = [self._change(each, feedback, mark) for each in found]
            events = [event for _, told in changes for event in told]
            if not events:
                return None
            provenance = Provenance(correlation_id=feedback.message, source=Source.AUTOMATION)
            announcement = Announcement.of(self._clock(), SYSTEM, provenance, *events)
            changed = [after for after, told in changes if told]
            try:
                return self._mailboxes.mark(feedback, changed, announcement, is_new=is_new)
            except StaleVersionError:
                continue
        raise UnavailableError

    def _change(self, before: Credential, feedback: Feedback, mark: MailState | None) -> tuple[Credential, list[Event]]:
        """Give a credential as it is after the news, and what there is to announce of it."""
        after, events = before, list[Event]()
        if mark is not None and bare(before.id) == feedback.digest and before.mail != mark:
            after = after.model_copy(update={"mail": mark})
            events.append(_marked(before, mark))
        if feedback.ends_invitation_of(before, self._clock()):
            after = after.model_copy(update={"invitation": before.invitation.bounced()})
            events.append(_bounced(before, feedback))
        return after, events


def _marked(credential: Credential, mark: MailState) -> Event:
    thing, email = ref(credential), credential.email
    if mark.state is MailTrouble.BOUNCED:
        return AddressBounced(firm=credential.firm, object=thing, reason=mark.reason, email=email)
    return AddressComplained(firm=credential.firm, object=thing, reason=mark.reason, email=email)


def _bounced(credential: Credential, feedback: Feedback) -> Event:
    if isinstance(credential, Member):
        return MemberInvitationBounced(
            firm=credential.firm,
            object=ref(credential),
            member=credential.id,
            generation=credential.invitation.generation,
            reason=feedback.mail.reason,
            inviter=feedback.inviter,
            member_name=credential.name,
            email=credential.email,
        )
    reason, inviter = feedback.mail.reason, feedback.inviter
    return of_invitation(InvitationBounced, credential, reason=reason, inviter=inviter, client_name=credential.name)
