"""How entries hold on to one another, and what of them can be erased."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from functions.activity import keys
from functions.activity.model import entries as model
from functions.activity.model.entries import Entry, Head, Question, Record
from shared.domain.events import Event
from shared.domain.ids import FirmId, ulid
from tests.fakes.clock import START
from tests.fakes.happenings import account_created, announced, setting_changed
from tests.fakes.tenancy import ACCOUNT, Tenant

FIRM = Tenant().id
SALT = "0123456789abcdef0123456789abcdef"


def chained(*events: Event, head: Head | None = None) -> list[Entry]:
    records = [Record.of(each, SALT) for each in announced(*events)]
    return list(model.chain(head or Head(firm=FIRM), records))


def test_everything_about_an_event_is_recorded():
    (envelope,) = announced(account_created(FIRM, ACCOUNT))
    record = Record.of(envelope, SALT)
    assert (record.id, record.at, record.action, record.account) == (envelope.id, START, "account.created", ACCOUNT)
    assert (record.actor_kind, record.actor_id) == ("member", "mem_0GH9VEMBWNF6YV4151QRCPATCE")
    assert (record.object.kind, record.object.id) == ("account", ACCOUNT)
    assert (record.source, record.correlation_id) == ("manual", "req-7")
    assert record.client_time is not None
    assert record.details == {"kind": "company", "sort": "normal", "assigned": []}


def test_names_and_addresses_stand_in_the_personal_part_alone():
    (envelope,) = announced(account_created(FIRM, ACCOUNT))
    record = Record.of(envelope, SALT)
    assert record.personal is not None
    assert (record.personal.actor_name, record.personal.address, record.personal.browser) == (
        "Olivia",
        "203.0.113.7",
        "Test/1.0",
    )
    assert record.personal.details == {"accountName": "Doe Ltd."}
    rest = record.model_copy(update={"personal": None}).model_dump_json()
    assert not [each for each in ("Olivia", "203.0.113.7", "Test/1.0", "Doe Ltd.", SALT) if each in rest]


def test_each_entry_names_the_one_before():
    first, second, third = chained(*(setting_changed(FIRM, after) for after in (14, 15, 16)))
    assert [each.seq for each in (first, second, third)] == [1, 2, 3]
    assert first.prev == Head(firm=FIRM).hash
    assert (second.prev, third.prev) == (first.hash, second.hash)
    assert all(each.is_whole for each in (first, second, third))


def test_a_chain_goes_on_where_it_ended():
    (first,) = chained(setting_changed(FIRM))
    (second,) = chained(setting_changed(FIRM), head=first.head)
    assert (second.seq, second.prev) == (2, first.hash)


@pytest.mark.parametrize(
    "changed",
    [
        {"action": "settings.read"},
        {"details": {"key": "invitationLifetimeDays", "before": 30, "after": 90, "policyVersion": 1}},
        {"actor_id": "mem_1GH9VEMBWNF6YV4151QRCPATCE"},
        {"at": datetime(2026, 11, 21, tzinfo=UTC)},
        {"client_time": None},
        {"seq": 2},
        {"prev": "f" * 43},
        {"personal_digest": "f" * 43},
        {"account": ACCOUNT},
        {"firm": FirmId("frm_791R7ZE930MQ0JY4H572PTZWTG")},
    ],
    ids=lambda each: next(iter(each)),
)
def test_a_changed_entry_is_not_whole(changed):
    (entry,) = chained(setting_changed(FIRM))
    assert not entry.model_copy(update=changed).is_whole


def test_a_changed_name_is_noticed():
    (entry,) = chained(setting_changed(FIRM))
    assert entry.personal is not None
    forged = entry.personal.model_copy(update={"actor_name": "Adam"})
    assert not entry.model_copy(update={"personal": forged}).is_whole


def test_erasing_the_personal_part_leaves_the_entry_whole():
    (entry,) = chained(account_created(FIRM, ACCOUNT))
    assert entry.model_copy(update={"personal": None}).is_whole


def test_the_same_names_under_another_salt_have_another_digest():
    (envelope,) = announced(setting_changed(FIRM))
    assert Record.of(envelope, SALT).personal_digest != Record.of(envelope, SALT[::-1]).personal_digest


def test_an_entry_read_back_from_text_is_still_whole():
    (entry,) = chained(account_created(FIRM, ACCOUNT))
    assert Entry.model_validate_json(entry.model_dump_json()).is_whole


@pytest.mark.parametrize(("month", "before"), [("202611", "202610"), ("202701", "202612"), ("202610", "202609")])
def test_the_month_before(month, before):
    assert keys.month_before(month) == before


INSTANTS = st.datetimes(datetime(1970, 1, 1), datetime(9999, 12, 31), timezones=st.just(UTC))  # noqa: DTZ001  # hypothesis takes naive bounds


@given(INSTANTS)
def test_the_ids_of_an_instant_lie_between_its_bounds(at):
    assert keys.first(at) <= f"{ulid(at)}-00" < keys.last(at)


def test_an_instant_before_the_epoch_has_bounds_too():
    assert keys.first(datetime(1066, 10, 14, tzinfo=UTC)) == "0" * 26


@pytest.mark.parametrize(
    "question",
    [
        Question(account=ACCOUNT),
        Question(object="invitationMaxResends"),
        Question(actor="mem_1GH9VEMBWNF6YV4151QRCPATCE"),
        Question(action="account.created"),
        Question(since=datetime(2026, 11, 22, 9, 0, 0, 1, tzinfo=UTC)),
        Question(until=START),
    ],
    ids=lambda each: next(iter(each.model_fields_set)),
)
def test_a_question_leaves_out_what_was_not_asked(question):
    (entry,) = chained(setting_changed(FIRM))
    assert not question.takes(entry)


def test_a_question_takes_what_was_asked():
    (entry,) = chained(setting_changed(FIRM))
    asked = Question(
        object="invitationLifetimeDays",
        actor="mem_0GH9VEMBWNF6YV4151QRCPATCE",
        action="settings.changed",
        since=START,
        until=datetime(2026, 11, 22, 9, 0, 0, 1, tzinfo=UTC),
    )
    assert asked.takes(entry)
