"""News of a letter, as SES tells it on EventBridge (SES developer guide, "Event data published to EventBridge")."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Self

from pydantic import BaseModel, ConfigDict
from pydantic.alias_generators import to_camel

from functions.invite.model.entities import Member, Person
from shared.directory import MemberState, PersonState
from shared.domain.ids import FirmId, MemberId, PersonId, email_digest
from shared.domain.mail import MailState, MailTrouble
from shared.domain.texts import normalise_email
from shared.mail.letter import ADDRESS_TAG, FIRM_TAG

# What a letter with an invitation says of it in its tags: whose, which generation, and the member who sent it.
CREDENTIAL_TAG, GENERATION_TAG, INVITER_TAG = "credential", "generation", "inviter"

# RFC 5965 §7.3 and its registry: a letter that was taken for spam is none.
_TAKEN_BACK = "not-spam"

# The reason of a letter that was never handed over.
HELD_BACK = "Suppressed"

type Credential = Member | Person


@dataclass(frozen=True)
class Feedback:
    """What became of one letter: its address, known by digest, takes no mail; and the invitation in it, if any."""

    firm: FirmId
    digest: str
    mail: MailState
    sent_at: datetime
    message: str
    tags: Mapping[str, str]
    is_news: bool = True

    @classmethod
    def of_held_back(cls, firm: FirmId, digest: str, message: str, at: datetime, tags: Mapping[str, str]) -> Self:
        """Say of a letter that it was never sent, for the mark that stands; that is no news of the address."""
        mail = MailState(state=MailTrouble.BOUNCED, reason=HELD_BACK, at=at)
        return cls(firm, digest, mail, at, message, tags, is_news=False)

    @property
    def holders(self) -> tuple[MemberId, PersonId]:
        """Name the credentials the address may belong to."""
        return MemberId(f"mem_{self.digest}"), PersonId(f"per_{self.digest}")

    @property
    def invited(self) -> MemberId | PersonId | None:
        """Name whose invitation the letter carried. It may have gone to somebody else, as tests do."""
        named = self.tags.get(CREDENTIAL_TAG)
        if named is None:
            return None
        return MemberId(named) if named.startswith("mem_") else PersonId(named)

    @property
    def inviter(self) -> MemberId | None:
        named = self.tags.get(INVITER_TAG)
        return MemberId(named) if named else None

    def ends_invitation_of(self, credential: Credential, now: datetime) -> bool:
        """Tell whether it leaves this credential's open invitation undelivered: what is over some other way stays so.

        Who complains of a letter has it.
        """
        invitation = credential.invitation
        return (
            self.mail.state is MailTrouble.BOUNCED
            and credential.id == self.invited
            and credential.state in {MemberState.INVITED, PersonState.INVITED}
            and self.tags.get(GENERATION_TAG) == str(invitation.generation)
            and invitation.is_out
            and not invitation.is_bounced
            and not invitation.is_expired(now)
        )


def tags_of(to: Credential, inviter: MemberId | None) -> dict[str, str]:
    """Spell what the letter with a credential's invitation says of it."""
    told = {CREDENTIAL_TAG: to.id, GENERATION_TAG: str(to.invitation.generation)}
    return {**told, **({INVITER_TAG: inviter} if inviter else {})}


class _Told(BaseModel):
    """A part of the event; SES adds fields as it likes."""

    model_config = ConfigDict(extra="ignore", alias_generator=to_camel, hide_input_in_errors=True, defer_build=True)


class _Recipient(_Told):
    email_address: str


class _Bounce(_Told):
    bounce_type: str
    bounce_sub_type: str
    bounced_recipients: tuple[_Recipient, ...]
    timestamp: datetime


class _Complaint(_Told):
    complaint_feedback_type: str | None = None
    complained_recipients: tuple[_Recipient, ...]
    timestamp: datetime


class _Letter(_Told):
    message_id: str
    timestamp: datetime
    tags: dict[str, tuple[str, ...]] = {}


class _Detail(_Told):
    event_type: str
    mail: _Letter
    bounce: _Bounce | None = None
    complaint: _Complaint | None = None


class MailEvent(_Told):
    """One event of SES."""

    detail: _Detail

    def feedback(self) -> Feedback | None:
        """Say what it means for an address of ours; None when that is nothing.

        A bounce that may pass marks nothing, nor does word that a letter was no spam after all. A recipient the letter
        was not sent to is nobody we know: whom it concerns stands in the tags it was sent with, and the address only
        has to agree.
        """
        detail, tags = self.detail, {name: values[0] for name, values in self.detail.mail.tags.items() if values}
        if detail.bounce is not None and detail.bounce.bounce_type == "Permanent":
            trouble, reason = MailTrouble.BOUNCED, detail.bounce.bounce_sub_type
            at, recipients = detail.bounce.timestamp, detail.bounce.bounced_recipients
        elif detail.complaint is not None and detail.complaint.complaint_feedback_type != _TAKEN_BACK:
            trouble, reason = MailTrouble.COMPLAINED, detail.complaint.complaint_feedback_type or "complaint"
            at, recipients = detail.complaint.timestamp, detail.complaint.complained_recipients
        else:
            return None
        firm, digest = tags.get(FIRM_TAG), tags.get(ADDRESS_TAG)
        if firm is None or digest is None or digest not in _digests(FirmId(firm), recipients):
            return None
        mail = MailState(state=trouble, reason=reason, at=at)
        return Feedback(FirmId(firm), digest, mail, detail.mail.timestamp, detail.mail.message_id, tags)


def _digests(firm: FirmId, recipients: tuple[_Recipient, ...]) -> set[str]:
    found = set()
    for each in recipients:
        try:
            found.add(email_digest(firm, normalise_email(each.email_address)))
        except ValueError:
            continue
    return found
