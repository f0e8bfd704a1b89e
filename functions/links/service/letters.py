"""The letter that carries a link: sent when the sending is announced, with the address derived anew."""

from datetime import date, datetime
from typing import Protocol
from zoneinfo import ZoneInfo

from functions.links.model.letters import Addressed
from shared.capability import Tokens
from shared.capability.model import LinkKind, LinkState
from shared.domain.clock import Clock
from shared.domain.events import Envelope
from shared.domain.events.links.sending import LinkSent
from shared.domain.ids import AccountId, FirmId, LinkId
from shared.mail.letter import Mail
from shared.mail.mailer import Mailer
from shared.mail.rendering import Templates

# What the letter says of itself to whoever hears what became of it.
LINK_TAG = "link"
# The kinds this room sends; the others go out with what they are for.
_LETTERS = {LinkKind.SHARE: "share", LinkKind.UPLOAD: "upload"}


class Addressees(Protocol):
    """Where recipients are read for their letters."""

    def addressed(
        self, firm: FirmId, account: AccountId, link: LinkId, n: int, *, with_sender: bool = False
    ) -> Addressed | None: ...


class LinkLetters:
    """Mails links. A letter delivers a link to a typed address: it goes out whatever the ties say."""

    def __init__(
        self,
        addressees: Addressees,
        tokens: Tokens,
        mailer: Mailer,
        templates: Templates,
        origin: str,
        clock: Clock,
    ) -> None:
        self._addressees = addressees
        self._tokens = tokens
        self._mailer = mailer
        self._templates = templates
        self._origin = origin
        self._clock = clock

    def send(self, envelope: Envelope, event: LinkSent) -> None:
        """Mail the link an event announced, once for each event.

        An event that was overtaken is passed over: a newer generation has a letter of its own, and what was revoked,
        done or ran out while the event lay somewhere is dead. An address that is marked gets nothing; the link shows.
        """
        if event.account is None:
            return
        found = self._addressees.addressed(
            event.firm, event.account, LinkId(event.object.id), event.n, with_sender=True
        )
        if found is None or found.recipient.kind not in _LETTERS or not _is_good(found, event, self._clock()):
            return
        if found.email is not None:
            self._mailer.deliver(event.firm, f"{envelope.id}#link", self._write(found, found.email))

    def _write(self, of: Addressed, address: str) -> Mail:
        to = of.recipient
        rendered = self._templates.render(
            _LETTERS[to.kind],
            to.locale,
            is_test=of.tester is not None,
            firm=of.firm.name,
            name=to.name,
            sender=of.link.creator_name,
            count=len(to.targets),
            message=of.link.message,
            link=f"{self._origin}/{to.kind}/#{self._tokens.derive(to.claims)}",
            until=_day(to.expires_at, of.firm.time_zone),
            needs_code=to.needs_code,
            needs_login=to.needs_login,
        )
        return Mail(
            to=address,
            to_name=of.name,
            from_name=f"{of.link.creator_name}, {of.firm.name}",
            reply_to=of.sender.email if of.sender else None,
            subject=rendered.subject,
            text=rendered.text,
            html=rendered.html,
            tags={LINK_TAG: to.id},
        )


def _is_good(found: Addressed, event: LinkSent, now: datetime) -> bool:
    state = found.recipient.state(now, is_revoked=found.link.revoked_at is not None)
    is_latest = found.recipient.generation == event.generation
    return is_latest and state in {LinkState.ACTIVE, LinkState.EXHAUSTED}


def _day(until: datetime | None, zone: str) -> date | None:
    return until.astimezone(ZoneInfo(zone)).date() if until else None
