"""Letters about passwords: the link who forgot theirs asked for, and that a password was changed."""

from typing import Protocol

from functions.invite.model.entities import Firm, Member
from functions.invite.model.reset import LIFETIME, Wish
from functions.invite.service.credentials import Credential, is_active
from functions.invite.service.readers import Readers, reader
from functions.invite.service.resets import claims_of
from shared.capability import Tokens
from shared.domain.clock import Clock
from shared.domain.events import Envelope
from shared.domain.events.invite.security import PasswordEvent, PasswordResetRequested
from shared.domain.ids import FirmId, MemberId, PersonId
from shared.mail.letter import Mail
from shared.mail.mailer import Mailer
from shared.mail.rendering import Templates


class Wishes(Protocol):
    """Where a letter finds the wish it carries the link of, whose it is, and the firm."""

    def find(self, firm: FirmId, holder: MemberId | PersonId) -> Wish: ...


class PasswordLetters:
    """Mails links and warnings. Both go out whatever the tie's topics say: they guard the door itself.

    What concerns somebody with test accounts alone goes to whoever tries them out.
    """

    def __init__(
        self,
        wishes: Wishes,
        readers: Readers,
        tokens: Tokens,
        mailer: Mailer,
        templates: Templates,
        origin: str,
        clock: Clock,
    ) -> None:
        self._wishes = wishes
        self._readers = readers
        self._tokens = tokens
        self._mailer = mailer
        self._templates = templates
        self._origin = origin
        self._clock = clock

    def send(self, envelope: Envelope) -> None:
        """Write the letter an event asks for, once for each event; a link that is dead meanwhile is not sent."""
        event = envelope.event
        if not isinstance(event, PasswordEvent):
            return
        wish = self._wishes.find(event.firm, event.holder)
        if wish.credential is None or wish.firm is None or not is_active(wish.credential):
            return
        if not isinstance(event, PasswordResetRequested):
            page = "team" if isinstance(wish.credential, Member) else "portal"
            link = f"{self._origin}/{page}/?firm={wish.firm.slug}"
            self._deliver(f"{envelope.id}#changed", "password_changed", wish.credential, wish.firm, link)
        elif self._is_open(wish, event.generation):
            token = self._tokens.derive(claims_of(event.firm, event.holder, event.generation))
            link = f"{self._origin}/reset/#{token}"
            self._deliver(f"{envelope.id}#reset", "password_reset", wish.credential, wish.firm, link)

    def _is_open(self, wish: Wish, generation: int) -> bool:
        reset = wish.reset
        if reset is None or reset.generation != generation or reset.used_at is not None:
            return False
        return self._clock() < reset.expires_at

    def _deliver(self, mail_id: str, template: str, to: Credential, firm: Firm, link: str) -> None:
        to_read = reader(self._readers, firm, to)
        if to_read is None:
            return
        rendered = self._templates.render(
            template,
            to.locale,
            is_test=to_read.is_test,
            firm=firm.name,
            name=to.name,
            link=link,
            minutes=int(LIFETIME.total_seconds()) // 60,
        )
        mail = Mail(
            to=to_read.email,
            to_name=to_read.name,
            from_name=firm.name,
            reply_to=None,
            subject=rendered.subject,
            text=rendered.text,
            html=rendered.html,
        )
        self._mailer.deliver(firm.id, mail_id, mail)
