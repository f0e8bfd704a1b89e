"""What piles up, with the table in memory: the order of arrival, and whoever comes in between."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from itertools import permutations
from typing import Any, cast

import pytest

from functions.notifications import keys
from functions.notifications.model.inbox import InboxItem, ItemKind, ItemState, MarkedMeanwhileError
from functions.notifications.model.piles import LETTER_WAITS_FOR, Letter, MovedMeanwhileError, News
from functions.notifications.repository.audience import ReaderRepository
from functions.notifications.repository.inboxes import InboxRepository
from functions.notifications.repository.piles import PileRepository
from functions.notifications.service.letters import LetterService
from functions.notifications.service.piling import Piling
from shared.domain.errors import UnavailableError
from shared.domain.events import Envelope
from shared.mail.mailer import Mailer
from shared.mail.rendering import Templates
from shared.table.actions import create
from tests.fakes.clock import FrozenClock
from tests.fakes.filings import STRANGER, minutes, uploaded
from tests.fakes.happenings import announced
from tests.fakes.notifications import FakeMailer
from tests.fakes.records import Records
from tests.fakes.tenancy import Tenant

FIRM = Tenant(assigned=("emil",))
ZONE = "Europe/Berlin"


class Crowded(PileRepository):
    """Lets something happen just before something is added."""

    def __init__(self, records: Records) -> None:
        super().__init__(records)
        self.before: list[Callable[[], None]] = []

    def add(self, *how: Any) -> None:
        if self.before:
            self.before.pop(0)()
        super().add(*how)


@dataclass
class Desk:
    """A member's inbox, and the letters to them."""

    records: Records = field(default_factory=Records)
    clock: FrozenClock = field(default_factory=FrozenClock)
    mailer: FakeMailer = field(default_factory=FakeMailer)

    def __post_init__(self) -> None:
        self.records.transact(*map(create, FIRM.items))
        self.piles = Crowded(self.records)
        self.piling = Piling(self.piles, self.clock, sleep=lambda _: None)
        self.letters = LetterService(
            self.piles,
            ReaderRepository(self.records),
            cast("Mailer", self.mailer),
            Templates("functions.notifications.mails"),
            "https://portal.example.com",
            self.clock,
        )

    def show(self, envelope: Envelope) -> None:
        event = cast("Any", envelope.event)
        params = {"client": "Sam Stone", "document": event.document_name, "account": "Doe Ltd."}
        news = News(kind=ItemKind.DOCUMENT_UPLOADED, about=STRANGER.id, params=params)
        self.piling.show(envelope, news, [FIRM.employee], ZONE)

    @property
    def item(self) -> InboxItem:
        (found,) = (each for each in self.records.items.values() if each["et"] == "INBOX_ITEM")
        return InboxItem.model_validate(found)

    @property
    def unread(self) -> int:
        return int(self.records.items[keys.count(FIRM.id, FIRM.employee)]["unread"])

    @property
    def waiting(self) -> list[Letter]:
        return [Letter.model_validate(each) for each in self.records.items.values() if each["et"] == "LETTER"]


@pytest.fixture
def desk() -> Desk:
    return Desk()


def dropped(n: int) -> Envelope:
    (envelope,) = announced(uploaded(FIRM.id, f"file {n}.pdf"), at=minutes(n), actor=STRANGER)
    return envelope


def test_in_whatever_order_files_come_the_pile_is_the_same():
    files = [dropped(n) for n in range(3)]
    ends = set()
    for order in permutations(files):
        desk = Desk()
        for each in order:
            desk.show(each)
        (letter,) = desk.waiting
        ends.add((desk.item.count, desk.item.params["document"], desk.item.at, desk.unread, letter.count))
    assert ends == {(3, "file 2.pdf", minutes(2), 1, 3)}


def test_files_told_at_once_are_both_counted(desk):
    first, second = dropped(1), dropped(2)
    desk.piles.before = [lambda: desk.show(second)]
    desk.show(first)
    assert (desk.item.count, desk.unread, desk.waiting[0].count) == (2, 1, 2)


def test_the_same_file_told_at_once_twice_is_counted_once(desk):
    file = dropped(1)
    desk.piles.before = [lambda: desk.show(file)]
    desk.show(file)
    assert (desk.item.count, desk.unread, desk.waiting[0].count) == (1, 1, 1)


def test_mark_between_reading_and_adding_is_not_overwritten(desk):
    desk.show(dropped(1))
    inboxes, read = InboxRepository(desk.records), desk.item
    desk.piles.before = [lambda: cast("None", inboxes.mark(read, ItemState.READ, desk.clock()))]
    desk.show(dropped(2))
    assert (desk.item.count, desk.item.state, desk.unread) == (1, ItemState.UNREAD, 1)


def test_mark_of_what_moved_up_meanwhile_tells_how_it_stands(desk):
    desk.show(dropped(1))
    seen = desk.item
    desk.show(dropped(2))
    with pytest.raises(MarkedMeanwhileError) as moved:
        InboxRepository(desk.records).mark(seen, ItemState.READ, desk.clock())
    assert moved.value.standing == desk.item
    InboxRepository(desk.records).mark(moved.value.standing, ItemState.READ, desk.clock())
    place = desk.records.items[keys.item(FIRM.id, FIRM.employee, seen.id)]
    assert place["g1sk"] == place["g2sk"]


def test_others_that_keep_coming_first_leave_it_for_later(desk):
    def comes_first() -> None:
        raise MovedMeanwhileError

    desk.piles.before = [comes_first] * 4
    with pytest.raises(UnavailableError):
        desk.show(dropped(1))
    desk.show(dropped(1))
    assert desk.item.count == 1


def test_what_comes_while_a_letter_is_sealed_goes_into_the_next(desk):
    desk.show(dropped(1))
    (letter,) = desk.waiting
    desk.piles.seal(letter, desk.clock())
    desk.show(dropped(2))
    assert sorted((each.is_sealed, each.count) for each in desk.waiting) == [(False, 1), (True, 1)]
    with pytest.raises(MovedMeanwhileError):
        desk.piles.seal(letter, desk.clock())
    desk.clock.advance(LETTER_WAITS_FOR)
    assert desk.letters.send() == 2
    assert [each.subject for each in desk.mailer.sent.values()] == ["Sam Stone has uploaded a file for Doe Ltd."] * 2


def test_letter_into_which_something_went_after_it_was_read_is_left_for_the_next_minute(desk):
    desk.show(dropped(1))
    stale = desk.waiting[0]
    desk.show(dropped(2))
    desk.piles.due = lambda _: iter([stale])  # the index lags
    assert desk.letters.send() == 0
    assert desk.waiting[0].count == 2


def test_a_letter_waits_from_the_first_file_and_not_from_the_last(desk):
    desk.show(dropped(1))
    desk.clock.advance(LETTER_WAITS_FOR - timedelta(seconds=1))
    desk.show(dropped(2))
    desk.clock.advance(timedelta(seconds=1))
    assert desk.letters.send() == 1
