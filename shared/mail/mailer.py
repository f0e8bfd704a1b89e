"""The mailer: a mail id goes out once, whatever is delivered twice, dies half way or is throttled."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any, Protocol

from botocore.exceptions import BotoCoreError, ClientError

from shared.domain.clock import Clock, stamp
from shared.domain.errors import PorticoError, UnavailableError
from shared.domain.ids import FirmId
from shared.mail import keys
from shared.mail.letter import Mail
from shared.observability import logger
from shared.table.actions import Item, create, item, update
from shared.table.retries import PASSING
from shared.table.schema import MAIL
from shared.table.table import Table

# Longer than any sender lives, so whoever claimed the mail before is gone by then.
CLAIM = timedelta(minutes=5)
KEPT_FOR = timedelta(days=90)

# SES API v2 reference, SendEmail: refusals that pass by themselves.
_PASSING = PASSING | {"TooManyRequestsException", "SendingPausedException"}


class MailRefusedError(PorticoError):
    """SES will not send this letter as it is; trying again changes nothing until somebody acts."""

    code = "MAIL_REFUSED"
    title = "The mail was refused."


class Ses(Protocol):
    """The part of boto3's SESv2 client that is used here."""

    def send_email(self, **request: Any) -> dict[str, Any]: ...


class _State(StrEnum):
    SENDING = "sending"
    WAITING = "waiting"
    SENT = "sent"


class _ClaimedError(Exception):
    """The ledger knows this mail already."""

    def __init__(self, standing: Item) -> None:
        super().__init__(standing["state"])
        self.standing = standing


@dataclass(frozen=True)
class Mailer:
    """Sends letters from one mailbox and keeps the ledger of what was sent, for 90 days and without addresses."""

    table: Table
    ses: Callable[[], Ses]
    clock: Clock
    sender: str
    configuration_set: str | None = None

    def deliver(self, firm: FirmId, mail_id: str, mail: Mail) -> None:
        """Send the letter unless its id was sent before.

        UnavailableError when it may be tried again: SES is throttling, or another sender has had it for less than five
        minutes. MailRefusedError when SES will not have it. Only a sender that died between SES's acceptance and the
        ledger lets a letter go out twice; both carry the same link.
        """
        claimed_at = self._claim(firm, mail_id)
        if claimed_at is None:
            return
        try:
            message = self._send(mail)
        except (UnavailableError, MailRefusedError) as refused:
            if not isinstance(refused.__cause__, BotoCoreError):  # an answer: surely not sent, so the next may try
                self._settle(firm, mail_id, claimed_at, _State.WAITING)
            raise
        try:
            self._settle(firm, mail_id, claimed_at, _State.SENT, message)
        except UnavailableError:
            logger().warning("sent, but the ledger could not be told", mail_id=mail_id)

    def _claim(self, firm: FirmId, mail_id: str) -> datetime | None:
        """Take the mail in hand; None when it is sent already."""
        now = self.clock()
        key = keys.mail(firm, mail_id)
        ttl = int((now + KEPT_FOR).timestamp())
        claim = item(key, MAIL, state=_State.SENDING.value, claimed_at=stamp(now), ttl=ttl)
        try:
            self.table.transact(create(claim, taken=_known))
        except _ClaimedError as known:
            return self._take_over(firm, mail_id, known.standing, now)
        return now

    def _take_over(self, firm: FirmId, mail_id: str, standing: Item, now: datetime) -> datetime | None:
        if standing["state"] == _State.SENT:
            return None
        seen = standing["claimed_at"]
        if standing["state"] == _State.SENDING and now - datetime.fromisoformat(seen) < CLAIM:
            raise UnavailableError("another sender has this mail", retry_after=int(CLAIM.total_seconds()))
        self.table.transact(
            update(
                keys.mail(firm, mail_id),
                "SET #state = :sending, #claimed_at = :now",
                when="#claimed_at = :seen AND #state = :was",
                values={":sending": "sending", ":now": stamp(now), ":seen": seen, ":was": standing["state"]},
                failed=UnavailableError,
            )
        )
        return now

    def _settle(
        self, firm: FirmId, mail_id: str, claimed_at: datetime, state: _State, message: str | None = None
    ) -> None:
        values = {":state": state.value, ":mine": stamp(claimed_at)}
        expression = "SET #state = :state"
        if message is not None:
            expression, values = f"{expression}, #message = :message", {**values, ":message": message}
        settled = update(
            keys.mail(firm, mail_id), expression, when="#claimed_at = :mine", values=values, failed=UnavailableError
        )
        self.table.transact(settled)

    def _send(self, mail: Mail) -> str:
        request: dict[str, Any] = {
            "FromEmailAddress": self.sender,
            "Destination": {"ToAddresses": [mail.to]},
            "Content": {"Raw": {"Data": mail.mime(self.sender)}},
        }
        if self.configuration_set:
            request["ConfigurationSetName"] = self.configuration_set
        try:
            message: str = self.ses().send_email(**request)["MessageId"]
        except BotoCoreError as lost:
            raise UnavailableError from lost
        except ClientError as refused:
            status = refused.response.get("ResponseMetadata", {}).get("HTTPStatusCode", 0)
            code = refused.response["Error"]["Code"]
            if code in _PASSING or status >= 500:
                raise UnavailableError from refused
            raise MailRefusedError(code) from refused
        return message


def _known(standing: Item | None) -> Exception:
    return UnavailableError() if standing is None else _ClaimedError(standing)
