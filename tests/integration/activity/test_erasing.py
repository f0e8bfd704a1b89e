"""What was personal goes with the account that was erased; what happened, and the chain, stay."""

import json
from datetime import timedelta

import pytest

from functions.activity import consumer, erasure
from functions.activity.repository import erasures
from shared.domain.events import Envelope, ObjectRef
from shared.domain.events.invite.accounts import AccountErased
from shared.domain.ids import AccountId
from tests.fakes.cloud import ACTIVITY_TABLE, Cloud
from tests.fakes.happenings import JANE, account_created, announced, client_signed_up, on_queue, setting_changed
from tests.fakes.http import context
from tests.fakes.refusals import batch_failures, lost_answer
from tests.fakes.tenancy import ACCOUNT, Tenant
from tests.integration.activity.books import WHOLE, Books

ELSEWHERE = AccountId("acc_01KANQ8F00ZXR9S3VJH2E6T5WD")


@pytest.fixture
def books(cloud: Cloud, firm: Tenant) -> Books:
    """The account and its person, another account's, and a setting, all of yesterday."""
    books = Books(cloud, firm)
    happened = (
        account_created(firm.id, ACCOUNT),
        client_signed_up(firm.id, ACCOUNT),
        account_created(firm.id, ELSEWHERE),
        setting_changed(firm.id),
    )
    for place, event in enumerate(happened):
        (told,) = announced(event, at=cloud.clock() - timedelta(hours=30 - place), actor=JANE)
        books.tell(told)
        books.record(told)
    return books


def erased(books: Books, *, is_recorded: bool = True, account: AccountId = ACCOUNT) -> Envelope:
    event = AccountErased(firm=books.firm.id, account=account, object=ObjectRef(kind="account", id=account))
    (told,) = announced(event, at=books.cloud.clock() - timedelta(hours=2))
    books.tell(told)
    if is_recorded:
        books.record(told)
    return told


def react(told: Envelope) -> set[str]:
    return batch_failures(erasure.handler(on_queue(told), context()))


def test_names_and_addresses_of_the_account_are_gone_and_those_of_others_stay(books):
    before = books.entries()
    assert react(erased(books)) == set()
    after = books.entries()
    assert [each.personal is None for each in after] == [True, True, False, False, True]
    kept = [each.model_copy(update={"personal": None}) for each in before]
    assert [each.model_copy(update={"personal": None}) for each in after[:4]] == kept
    dump = json.dumps([each for each in books.cloud.items(ACTIVITY_TABLE) if ACCOUNT[4:] in json.dumps(each)])
    assert "jane@doe.example" not in dump
    assert "Jane Doe" not in dump


def test_the_feed_tells_that_they_were_erased(books):
    react(erased(books))
    entries = books.call("GET", f"/v1/activity/accounts/{ACCOUNT}").json["items"]
    assert [(each["action"], each["isErased"], each["actor"]["name"], each["address"]) for each in entries] == [
        ("account.erased", True, None, None),
        ("client.signed_up", True, None, None),
        ("account.created", True, None, None),
    ]


def test_the_chain_is_whole_without_them(books):
    react(erased(books))
    assert books.verified() == WHOLE


def test_a_second_delivery_changes_nothing_and_writes_nothing(books):
    told = erased(books)
    react(told)
    before = books.cloud.items(ACTIVITY_TABLE)
    with books.cloud.meter.measure() as cost:
        assert react(told) == set()
    assert dict(cost.requests) == {"query": 1}
    assert books.cloud.items(ACTIVITY_TABLE) == before


def test_what_is_still_on_its_way_is_waited_for(books):
    told = erased(books, is_recorded=False)
    assert react(told) == {"message-1"}
    (late,) = announced(client_signed_up(books.firm.id, ACCOUNT), at=books.cloud.clock() - timedelta(hours=3))
    assert not batch_failures(consumer.handler(on_queue(late, told), context()))
    assert react(told) == set()
    assert {each.personal for each in books.entries() if each.account == ACCOUNT} == {None}


@pytest.mark.parametrize("moment", ["before", "after"])
def test_one_that_dies_half_way_is_gone_on_with(books, monkeypatch, moment):
    monkeypatch.setattr(erasures, "_PAGE", 1)
    told = erased(books)
    books.cloud.client("dynamodb").fail("transact_write_items", nth=2, times=None, moment=moment, error=lost_answer)
    assert react(told) == {"message-1"}
    books.cloud.restart()
    books.cloud.stand_in("dynamodb", books.cloud.meter)
    assert react(told) == set()
    assert {each.personal for each in books.entries() if each.account == ACCOUNT} == {None}


def test_another_firms_account_is_another(books):
    other = Books(books.cloud, Tenant("river-law"))
    (theirs,) = announced(account_created(other.firm.id, ACCOUNT), at=books.cloud.clock() - timedelta(hours=20))
    other.record(theirs)
    react(erased(books))
    assert [each.personal is None for each in other.entries()] == [False]
