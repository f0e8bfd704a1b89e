"""Rows of a sheet are taken in, one by one: each is one transaction, and taken again it adds nothing."""

from collections.abc import Sequence
from typing import NamedTuple, Protocol

from functions.invite.model.sheets.entries import Entry
from functions.invite.model.sheets.findings import Finding, Level, error
from functions.invite.model.sheets.matching import Addition, Made, Maker, Standing, addition, judged, made
from functions.invite.service import accounts, contacts
from functions.invite.service.granting import granted
from functions.invite.service.ties import tied
from shared.domain.errors import ConflictError, NotFoundError
from shared.domain.events import Announcement, Event
from shared.domain.ids import FirmId, MemberId
from shared.domain.principals import Actor, Provenance

# A row meets others that are taken at the same moment: of the same account, of the same person.
_ATTEMPTS = 4
_NOTHING, _NONE = Addition(), Made()


class Rows(Protocol):
    """What taking rows in asks of storage."""

    def standing(self, firm: FirmId, entries: Sequence[Entry]) -> list[Standing]: ...
    def add(self, addition: Addition, creator: MemberId, announcement: Announcement) -> None: ...


class Taken(NamedTuple):
    """What came of a row: what was found, and what it added or, in a check, would add."""

    found: tuple[Finding, ...]
    addition: Addition = _NOTHING
    made: Made = _NONE

    @property
    def is_refused(self) -> bool:
        return any(each.level is Level.ERROR for each in self.found)


class Intake:
    """Judges rows by what stands, and adds what is missing. Whoever calls it has let the starter pass."""

    def __init__(self, rows: Rows) -> None:
        self._rows = rows

    def check(self, entries: Sequence[Entry], maker: Maker) -> list[Taken]:
        """Say what taking these rows would come to; nothing is written."""
        stand = self._rows.standing(maker.firm, entries)
        return [_considered(entry, standing, maker) for entry, standing in zip(entries, stand, strict=True)]

    def take(self, entry: Entry, maker: Maker, actor: Actor, provenance: Provenance) -> Taken:
        """Add what is missing of a row; a refused one adds nothing of it."""
        for _ in range(_ATTEMPTS):
            (taken,) = self.check([entry], maker)
            if taken.is_refused or taken.addition.is_empty:
                return taken
            announcement = Announcement.of(maker.now, actor, provenance, *_told(taken.addition))
            try:
                self._rows.add(taken.addition, maker.member, announcement)
            except (ConflictError, NotFoundError):
                continue  # somebody changed what it was judged by
            return taken
        return Taken((error(entry.row, "CONFLICT", None, "What it concerns is changing just now. Import it again."),))


def _considered(entry: Entry, standing: Standing, maker: Maker) -> Taken:
    taken = Taken(judged(entry, standing))
    if taken.is_refused:
        return taken
    return Taken(taken.found, addition(entry, standing, maker), made(entry, standing, maker))


def _told(of: Addition) -> list[Event]:
    told: list[Event] = []
    if of.opens_account and of.account is not None:
        told.append(accounts.created(of.account))
    if of.contact is not None:
        told.append(contacts.created(of.contact))
    told.extend(map(tied, of.ties))
    by_person = {each.after.id: each.after for each in of.entrants}
    told.extend(granted(each.account, by_person[each.person]) for each in of.ties if each.login)
    return told
