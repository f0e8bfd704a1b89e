"""One story in which every event is announced once or more, by the real services, the same in each telling.

What happens beside the main thread stands in chapters (tests/contract/chapters). Each goes on from a stage of the main
thread, at its hour and with ids and requests numbered for itself, so a new chapter changes no sample of another.
"""

import hashlib
import itertools
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any, cast

import pytest

from functions.invite.pools import Audience
from functions.settings.service import SettingsService
from shared.directory import Directory
from shared.domain import ids
from shared.domain.events import Envelope
from shared.domain.ids import member_id
from shared.domain.principals import Caller, Provenance, Right, Role, Source
from shared.domain.texts import Locale
from shared.table.actions import Item
from shared.table.keys import Key
from tests.contract.chapters import CHAPTERS, Chapter
from tests.fakes.office import OWNER_EMAIL, PASSWORD, Office
from tests.fakes.settings import FakePolicies
from tests.fakes.tenancy import MemoryTable

_FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0"
_PHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 19_1 like Mac OS X) AppleWebKit/605.1.15 Version/19.1 Mobile Safari/604.1"


@dataclass(frozen=True)
class Stage:
    """How things stood at one moment of the story."""

    now: datetime
    items: dict[Key, Item]


class Story:
    """Olivia founds her firm and brings Jane in. Time goes on between the steps, ids are drawn by counting."""

    def __init__(self, patch: pytest.MonkeyPatch) -> None:
        patch.setattr(ids, "secrets", SimpleNamespace(token_bytes=self._draw))
        self._chapter = ""
        self._numbers = itertools.count(1)
        self.office = Office()
        self.office.clock.now = datetime(2026, 11, 22, 8, 30, tzinfo=UTC)
        self.stages: dict[str, Stage] = {}
        self.session: Any = None
        self.challenge: Any = None
        self.secret = ""
        self._requests = itertools.count(1)
        self._settings = FakePolicies(cast("MemoryTable", self.office.records))

    def tell(self) -> dict[str, Envelope]:
        """Tell it; the latest envelope of each event, of the main thread if it comes there."""
        self._found()
        self._invite_colleagues()
        self._bring_jane_in()
        self._change_things()
        self._let_time_run_out()
        told = [
            *self.office.records.envelopes(),
            *(envelope for each in self._settings.announcements for envelope in each.envelopes()),
        ]
        latest = {each.event.name: each for each in told}
        for chapter in CHAPTERS:
            latest = {**{each.event.name: each for each in self._aside(chapter)}, **latest}
        return latest

    def _aside(self, chapter: Chapter) -> list[Envelope]:
        """Tell a chapter and come back to the main thread as if nothing had been; what was announced in it."""
        before, records = (self.office.clock.now, self.office.records.items), self.office.records
        told = len(records.announcements)
        self.office.clock.now, records.items = self.stages[chapter.begins].now, dict(self.stages[chapter.begins].items)
        self._chapter, self._numbers, self._requests = chapter.name, itertools.count(1), itertools.count(1)
        self.office.cognito.begin(chapter.name)
        chapter.tell(self)
        self.office.clock.now, records.items = before
        return [envelope for each in records.announcements[told:] for envelope in each.envelopes()]

    def _draw(self, length: int) -> bytes:
        return hashlib.sha256(f"{self._chapter}{next(self._numbers)}".encode()).digest()[:length]

    def pause(self, name: str) -> None:
        """Keep how things stand, for whoever goes on from here in another way."""
        self.stages[name] = Stage(self.office.clock.now, dict(self.office.records.items))

    def _found(self) -> None:
        firm = self.office.found()
        self.office.wait(minutes=4)
        owner = self.office.standing(firm.id, firm.owner)
        self.office.activation.accept(self.office.token(owner), PASSWORD, self.way(Source.LINK), None)
        self.office.wait(hours=2)
        self.office.sessions.sign_in(Audience.TEAM, firm.slug, OWNER_EMAIL, PASSWORD, self.way(Source.LINK))
        self.firm = firm.id

    @property
    def olivia(self) -> Caller:
        """Olivia in her browser, at a request of its own each time."""
        who = self.office.caller(self.firm, member_id(self.firm, OWNER_EMAIL))
        self.office.wait(minutes=3, milliseconds=217)
        return replace(who, provenance=self.way(Source.MANUAL))

    def way(self, source: Source) -> Provenance:
        return Provenance(
            correlation_id=f"JKJaXm{next(self._requests):02}{self._chapter or 'vHcESHA'}=",
            source=source,
            address="203.0.113.7" if source is Source.MANUAL else "2001:db8:85a3::8a2e:370:7334",
            browser=_FIREFOX if source is Source.MANUAL else _PHONE,
            client_time=self.office.clock.now.replace(microsecond=0),
        )

    def _invite_colleagues(self) -> None:
        emil = self.office.members.invite(
            self.olivia,
            None,
            name="Emil Brandt",
            email="emil@harbor-tax.example",
            role=Role.EMPLOYEE,
            rights=frozenset({Right.MANAGE_ACCOUNTS}),
            locale=Locale.DE,
        )
        self.office.wait(days=1)
        self.office.members.resend(self.olivia, emil.id, None)
        self.emil = emil.id
        self.pause("team")

    def _bring_jane_in(self) -> None:
        john = self.office.contact(self.olivia, "John Roe", ("john@roe.example",))
        tie = self.office.tie(self.olivia, self.office.account(self.olivia, "Roe Ltd."), john)
        self.john = self.office.grant(self.olivia, tie).id
        self.pause("granted")
        self.office.invitations.invite(self.olivia, self.john, None, message=None)
        self.office.wait(minutes=40)
        self.account = self.office.account(self.olivia, "Doe Family")
        self.contact = self.office.contact(
            self.olivia, "Jane Doe", ("jane@doe.example", "jane.doe@work.example"), Locale.ES
        )
        self.tie = self.office.tie(self.olivia, self.account, self.contact)
        self.pause("tied")
        person = self.office.grant(
            self.olivia, self.tie, invite=True, message="Bienvenida, Jane. Aquí intercambiamos sus documentos."
        )
        self.pause("invited")
        self.office.wait(hours=3)
        person = self.office.invitations.resend(self.olivia, person.id, None)
        self.office.wait(minutes=12)
        self.office.activation.accept(self.office.token(person), PASSWORD, self.way(Source.LINK), None)
        self.jane = person.id
        self.pause("in")

    def _change_things(self) -> None:
        caller = self.olivia
        self.office.accounts.edit(caller, self.account.id, seen=1, name="Doe & Daughters")
        settings = SettingsService(self._settings, Directory(self.office.records), self.office.clock)
        settings.change(self.olivia, 0, {"invitation_lifetime_days": 14})

    def _let_time_run_out(self) -> None:
        self.office.clock.now = datetime(2026, 12, 24, 6, 0, 4, 250000, tzinfo=UTC)
        self.office.expiry.announce()


def on_the_bus(of: Envelope) -> dict[str, Any]:
    """What EventBridge makes of an event and hands to a rule's target, but for the id it draws."""
    return {
        "version": "0",
        "detail-type": of.event.name,
        "source": f"portal.{of.event.room}",
        "account": "123456789012",
        "time": of.occurred_at.strftime("%Y-%m-%dT%H:%M:%SZ"),
        "region": "eu-central-1",
        "resources": [],
        "detail": of.detail(),
    }
