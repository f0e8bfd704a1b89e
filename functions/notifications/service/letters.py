"""Sending the letters that waited: what piled up in the meantime is told in one."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Protocol
from urllib.parse import urlencode

from functions.notifications.model.piles import Letter, LetterKind, MovedMeanwhileError, Reader
from shared.directory import AccountRecord, FirmRecord, MemberRecord, PersonRecord, PersonState
from shared.domain.clock import Clock
from shared.domain.errors import UnavailableError
from shared.mail.letter import Mail
from shared.mail.mailer import Mailer
from shared.mail.rendering import Templates
from shared.observability import logger

# What SES would not take for so long it will not take.
GIVES_UP_AFTER = timedelta(days=1)


class Waiting(Protocol):
    """Where letters wait."""

    def due(self, now: datetime) -> Iterable[Letter]: ...
    def seal(self, seen: Letter, now: datetime) -> Letter: ...
    def remove(self, letter: Letter) -> None: ...


class Readers(Protocol):
    """Where those are read whom letters go to."""

    def find(self, letter: Letter) -> Reader: ...


class LetterService:
    """Sends each letter once: it is sealed before it goes, so what comes later goes into the next."""

    def __init__(
        self, letters: Waiting, readers: Readers, mailer: Mailer, templates: Templates, origin: str, clock: Clock
    ) -> None:
        self._letters = letters
        self._readers = readers
        self._mailer = mailer
        self._templates = templates
        self._origin = origin
        self._clock = clock

    def send(self) -> int:
        """Send all whose time has come, and count them; one that fails keeps no other waiting and is tried again."""
        sent = 0
        failures: list[Exception] = []
        for letter in self._letters.due(self._clock()):
            try:
                sent += self._take(letter)
            except MovedMeanwhileError:
                continue  # somebody put something into it, or sealed it: the next minute sees how it stands then
            except UnavailableError:
                logger().warning("not sent yet", firm=letter.firm, mail_id=letter.mail_id)
            except Exception as failure:  # one refused mailbox must not keep the others untold
                failures.append(failure)
        if failures:
            raise ExceptionGroup(f"{len(failures)} letters", failures)
        return sent

    def _take(self, letter: Letter) -> bool:
        now = self._clock()
        sealed = letter if letter.is_sealed else self._letters.seal(letter, now)
        if sealed.sends_at + GIVES_UP_AFTER < now:
            logger().error("given up", firm=sealed.firm, mail_id=sealed.mail_id)
            self._letters.remove(sealed)
            return False
        reader = self._readers.find(sealed)
        may_read = reader.may_read(sealed)
        to = reader.member or reader.person
        if may_read and to and reader.firm:
            self._mailer.deliver(sealed.firm, sealed.mail_id, self._written(sealed, reader, reader.firm, to))
        self._letters.remove(sealed)
        return may_read

    def _written(self, letter: Letter, reader: Reader, firm: FirmRecord, to: MemberRecord | PersonRecord) -> Mail:
        account = reader.account
        is_clients = letter.kind in set(LetterKind)
        rendered = self._templates.render(
            letter.kind.replace(".", "_"),
            to.locale,
            is_test=account is not None and account.tested_by is not None,
            firm=firm.name,
            name=to.name,
            link=self._address(firm, account, is_clients=is_clients),
            count=letter.count,
            is_invited=isinstance(to, PersonRecord) and to.state is PersonState.INVITED,
            **{**letter.params, **({"account": account.name} if account else {})},
        )
        return Mail(
            to=to.email,
            to_name=to.name,
            from_name=firm.name,
            reply_to=reader.reply_to,
            subject=rendered.subject,
            text=rendered.text,
            html=rendered.html,
        )

    def _address(self, firm: FirmRecord, account: AccountRecord | None, *, is_clients: bool) -> str:
        """Say where the letter leads: the account's place among those of the team, or of its people."""
        query = urlencode({**({"account": account.id} if account else {}), "firm": firm.slug})
        return f"{self._origin}/{'portal' if is_clients else 'team'}/?{query}"
