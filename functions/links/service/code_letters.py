"""Letters with a one-time code, to the address the link was sent to and to no other."""

from datetime import datetime
from typing import Protocol

from functions.links.model.letters import Addressed
from shared.capability.codes import Codes
from shared.capability.model import CODE_FOR, LinkState
from shared.domain.clock import Clock
from shared.domain.events import Envelope
from shared.domain.events.links.bearers import LinkCodeRequested
from shared.domain.ids import AccountId, FirmId, LinkId
from shared.mail.letter import Mail
from shared.mail.mailer import Mailer
from shared.mail.rendering import Templates


class Addressees(Protocol):
    """Where recipients are read for their letters."""

    def addressed(self, firm: FirmId, account: AccountId, link: LinkId, n: int) -> Addressed | None: ...


class CodeLetters:
    """Mails codes, once for each that was asked for; one that is dead meanwhile is not sent."""

    def __init__(
        self, addressees: Addressees, codes: Codes, mailer: Mailer, templates: Templates, clock: Clock
    ) -> None:
        self._addressees = addressees
        self._codes = codes
        self._mailer = mailer
        self._templates = templates
        self._clock = clock

    def send(self, envelope: Envelope, event: LinkCodeRequested) -> None:
        if event.account is None:
            return
        found = self._addressees.addressed(event.firm, event.account, LinkId(event.object.id), event.n)
        if found is None or not _is_open(found, event, self._clock()):
            return
        if found.email is None:
            return
        rendered = self._templates.render(
            "link_code",
            found.recipient.locale,
            is_test=found.tester is not None,
            firm=found.firm.name,
            sender=found.link.creator_name,
            name=found.recipient.name,
            code=self._codes.of(found.recipient),
            minutes=int(CODE_FOR.total_seconds()) // 60,
        )
        mail = Mail(
            to=found.email,
            to_name=found.name,
            from_name=found.firm.name,
            subject=rendered.subject,
            text=rendered.text,
            html=rendered.html,
        )
        self._mailer.deliver(found.firm.id, f"{envelope.id}#code", mail)


def _is_open(found: Addressed, event: LinkCodeRequested, now: datetime) -> bool:
    """Tell whether it is still the latest code of a link that opens."""
    recipient = found.recipient
    if (recipient.generation, recipient.code) != (event.generation, event.number) or not recipient.has_code(now):
        return False
    return recipient.state(now, is_revoked=found.link.revoked_at is not None) is LinkState.ACTIVE
