"""Who may read what happened, and from where to where it is looked for."""

from datetime import UTC, datetime, timedelta

import pytest

from functions.activity.model.entries import Question
from functions.activity.service.reading import ActivityService
from shared.domain.errors import NotAllowedError, NotFoundError, UnauthenticatedError, ValidationFailedError
from shared.domain.ids import AccountId
from shared.table.query import Page
from tests.fakes.tenancy import FOUNDED_AT, MemoryTable, Tenant

FIRM = Tenant()
OTHER = Tenant(slug="river-law", account=AccountId("acc_01KANQ8F00ZXR9S3VJH2E6T5WC"))


class FakeEntries:
    """Remembers what it was asked."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, str, str]] = []

    def list(self, firm, question, *, newest, oldest, limit, cursor):
        self.asked.append((firm, newest, oldest))
        return Page(())


@pytest.fixture
def entries():
    return FakeEntries()


@pytest.fixture
def ask(entries, clock):
    service = ActivityService(entries, MemoryTable(FIRM, OTHER).directory, clock)

    def ask(who=FIRM.owner, **question):
        return service.list(FIRM.caller(who), Question(**question), limit=50, cursor=None)

    return ask


def test_owner_and_admin_read_it_and_an_employee_does_not(ask, entries):
    ask(FIRM.owner)
    ask(FIRM.admin)
    with pytest.raises(NotAllowedError):
        ask(FIRM.employee)
    with pytest.raises(UnauthenticatedError):
        ask(FIRM.member("nobody"))
    assert len(entries.asked) == 2


def test_it_is_looked_for_from_now_back_to_the_firms_founding(ask, entries):
    ask()
    assert entries.asked == [(FIRM.id, "202611", "202609")]


@pytest.mark.parametrize(
    ("question", "months"),
    [
        ({"until": datetime(2026, 10, 3, tzinfo=UTC)}, ("202610", "202609")),
        ({"since": datetime(2026, 10, 3, tzinfo=UTC)}, ("202611", "202610")),
        ({"until": datetime(2031, 1, 1, tzinfo=UTC), "since": datetime(1999, 1, 1, tzinfo=UTC)}, ("202611", "202609")),
        ({"until": FOUNDED_AT - timedelta(days=60)}, ("202607", "202609")),
    ],
    ids=["until", "since", "beyond both ends", "before the founding"],
)
def test_the_question_narrows_the_months(ask, entries, question, months):
    ask(**question)
    assert entries.asked == [(FIRM.id, *months)]


def test_an_account_of_another_firm_is_not_found(ask, entries):
    ask(account=FIRM.account)
    for account in (OTHER.account, AccountId("acc_01KANQ8F00ZXR9S3VJH2E6T5WD")):
        with pytest.raises(NotFoundError):
            ask(account=account)
    assert len(entries.asked) == 1


def test_an_end_before_the_beginning_is_refused(ask, entries):
    at = datetime(2026, 10, 3, tzinfo=UTC)
    with pytest.raises(ValidationFailedError) as refused:
        ask(since=at, until=at)
    assert [each.field for each in refused.value.faults] == ["to"]
    assert entries.asked == []
