"""The mailer: a mail id goes out once, whatever is delivered twice, dies half way or is throttled."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any, Protocol

from botocore.exceptions import BotoCoreError, ClientError

from shared.domain.clock import Clock, stamp
from shared.domain.errors import PorticoError, UnavailableError
from shared.domain.ids import FirmId, email_digest
from shared.mail import keys, suppression
from shared.mail.letter import ADDRESS_TAG, FIRM_TAG, Mail
from shared.observability import logger
from shared.table.actions import Action, Item, create, item, update
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


class Outcome(StrEnum):
    """What became of a letter that was handed over; either is for good."""

    SENT = "sent"
    SUPPRESSED = "suppressed"


class _State(StrEnum):
    SENDING = "sending"
    WAITING = "waiting"
    SENT = "sent"
    SUPPRESSED = "suppressed"


class _ClaimedError(Exception):
    """The ledger knows this mail already."""

    def __init__(self, standing: Item) -> None:
        super().__init__(standing["state"])
        self.standing = standing


class _SettledError(Exception):
    """The letter was sent, or held back for good."""

    def __init__(self, outcome: Outcome) -> None:
        super().__init__(outcome.value)
        self.outcome = outcome


@dataclass(frozen=True)
class Mailer:
    """Sends letters from one mailbox and keeps the ledger of what was sent, for 90 days and without addresses.

    To an address that is marked nothing is sent, and nothing will be when the mark is lifted: what was held back is
    old by then.
    """

    table: Table
    ses: Callable[[], Ses]
    clock: Clock
    sender: str
    configuration_set: str | None = None

    def deliver(self, firm: FirmId, mail_id: str, mail: Mail) -> Outcome:
        """Send the letter unless its id was sent before, or its address is marked; tell which it came to.

        UnavailableError when it may be tried again: SES is throttling, or another sender has had it for less than five
        minutes. MailRefusedError when SES will not have it. Only a sender that died between SES's acceptance and the
        ledger lets a letter go out twice; both carry the same link.
        """
        digest = email_digest(firm, mail.to)
        try:
            claimed_at = self._claim(firm, mail_id, digest)
        except suppression.SuppressedError:
            return self._hold_back(firm, mail_id)
        except _SettledError as settled:
            return settled.outcome
        try:
            message = self._send(mail, {**mail.tags, FIRM_TAG: firm, ADDRESS_TAG: digest})
        except (UnavailableError, MailRefusedError) as refused:
            if not isinstance(refused.__cause__, BotoCoreError):  # an answer: surely not sent, so the next may try
                self._settle(firm, mail_id, claimed_at, _State.WAITING)
            raise
        try:
            self._settle(firm, mail_id, claimed_at, _State.SENT, message)
        except UnavailableError:
            logger().warning("sent, but the ledger could not be told", mail_id=mail_id)
        return Outcome.SENT

    def _claim(self, firm: FirmId, mail_id: str, digest: str) -> datetime:
        """Take the mail in hand; _SettledError when its fate is known, SuppressedError when its address is marked."""
        now = self.clock()
        claim = create(self._entry(firm, mail_id, _State.SENDING, now), taken=_known)
        free = suppression.demand_free(firm, digest)
        try:
            self.table.transact(claim, free)
        except _ClaimedError as known:
            return self._take_over(firm, mail_id, known.standing, now, free)
        return now

    def _entry(self, firm: FirmId, mail_id: str, state: _State, now: datetime) -> Item:
        ttl = int((now + KEPT_FOR).timestamp())
        return item(keys.mail(firm, mail_id), MAIL, state=state.value, claimed_at=stamp(now), ttl=ttl)

    def _hold_back(self, firm: FirmId, mail_id: str) -> Outcome:
        """Write into the ledger that the letter stays here, unless somebody has just sent it."""
        now = self.clock()
        entry = self._entry(firm, mail_id, _State.SUPPRESSED, now)
        free = "attribute_not_exists(#pk) OR #state = :waiting OR #state = :sending AND #claimed_at <= :lapsed"
        values = {":waiting": "waiting", ":sending": "sending", ":lapsed": stamp(now - CLAIM)}
        try:
            self.table.transact(Action("Put", keys.mail(firm, mail_id), free, _known, item=entry, values=values))
        except _ClaimedError as known:
            if known.standing["state"] == _State.SENDING:
                raise _busy() from known
            return Outcome(known.standing["state"])
        return Outcome.SUPPRESSED

    def _take_over(self, firm: FirmId, mail_id: str, standing: Item, now: datetime, free: Action) -> datetime:
        if standing["state"] in {_State.SENT, _State.SUPPRESSED}:
            raise _SettledError(Outcome(standing["state"]))
        seen = standing["claimed_at"]
        if standing["state"] == _State.SENDING and now - datetime.fromisoformat(seen) < CLAIM:
            raise _busy()
        self.table.transact(
            update(
                keys.mail(firm, mail_id),
                "SET #state = :sending, #claimed_at = :now",
                when="#claimed_at = :seen AND #state = :was",
                values={":sending": "sending", ":now": stamp(now), ":seen": seen, ":was": standing["state"]},
                failed=UnavailableError,
            ),
            free,
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

    def _send(self, mail: Mail, tags: Mapping[str, str]) -> str:
        request: dict[str, Any] = {
            "FromEmailAddress": self.sender,
            "Destination": {"ToAddresses": [mail.to]},
            "Content": {"Raw": {"Data": mail.mime(self.sender)}},
            "EmailTags": [{"Name": name, "Value": value} for name, value in tags.items()],
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


def _busy() -> UnavailableError:
    return UnavailableError("another sender has this mail", retry_after=int(CLAIM.total_seconds()))


def _known(standing: Item | None) -> Exception:
    return UnavailableError() if standing is None else _ClaimedError(standing)
