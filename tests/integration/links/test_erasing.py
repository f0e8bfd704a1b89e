"""An account is erased: nothing is left of the links there were to it, nor of whom they went to."""

from typing import Any

import pytest

from functions.documents import consumer as documents
from functions.documents import schedule as documents_schedule
from functions.links import schedule
from functions.links.service import erasing
from shared.capability.actions import visited
from shared.capability.offer import Offer
from shared.table import schema
from tests.fakes.cloud import queue_event
from tests.fakes.http import context
from tests.integration.arriving import Arrivals
from tests.integration.documents.test_remains import everything
from tests.integration.house import House
from tests.integration.links.room import NOTHING, deliver, told
from tests.integration.links.test_acts import refusal
from tests.integration.links.test_moving_along import merge, shared
from tests.integration.outside import Given

# What is kept of events for a while, and of calls that may be repeated.
PASSING = {schema.OUTBOX.name, schema.IDEMPOTENCY.name, schema.LIMIT_COUNT.name}
EVA, LOU = "eva@law.example", "lou@law.example"


@pytest.fixture
def source(house: House) -> str:
    return house.account("Doe Before")


@pytest.fixture
def used(house: House, source: str) -> Given:
    """A link for two, opened and used."""
    given = shared(house, source, emails=(LOU, EVA), name="Lou Law")
    path = f"/v1/guest/documents/{given.recipient.targets[0].id}/download"
    assert house.call("POST", path, headers=given.headers).status == 200
    return given


def erase(house: House, account: str) -> None:
    assert house.call("POST", f"/v1/accounts/{account}/delete").status == 200
    house.wait(days=30, minutes=1)
    house.sweep()
    assert "account.erased" in house.names()


def minute() -> int:
    return int(schedule.handler({"source": "aws.events"}, context())["erased"])


def links_left(house: House) -> list[dict[str, Any]]:
    return [each for each in house.cloud.items() if each["et"]["S"].startswith("LINK")]


def test_of_an_erased_account_no_link_is_left_no_address_and_no_timer(house, source, used):
    other = shared(house, house.account("Roe"))
    expiring = shared(house, source, expires_at=house.cloud.clock.now.replace(year=2028), email=EVA)
    erase(house, source)
    assert refusal(used.token) == refusal(expiring.token) == "LINK_SUSPENDED"
    deliver(house, "account.erased")
    assert {each["link"]["S"] for each in links_left(house) if "link" in each} == {other.link}
    assert not [each for each in house.cloud.items() if EVA in repr(each) and each["et"]["S"] not in PASSING]
    assert refusal(used.token) == refusal(expiring.token) == "NOT_FOUND"
    assert refusal(other.token) is None
    assert minute() == 0


def test_what_was_sent_in_the_visits_of_a_link_is_forgotten_with_it(house, source):
    link = house.outside.upload(source, house.cabinet.main(source), emails=(None,))
    visits = [house.outside.opened(link).link_pass for _ in range(2)]
    for each in visits:
        house.cloud.table.transact(*visited(link.recipient, Offer("", each).visit, "w01"))
    assert "LINK_VISIT" in {each["et"]["S"] for each in links_left(house)}
    erase(house, source)
    deliver(house, "account.erased")
    assert links_left(house) == []


def test_what_does_not_fit_into_one_part_is_carried_on_by_the_schedule(house, source, used, monkeypatch):
    for _ in range(5):
        shared(house, source)
    erase(house, source)
    monkeypatch.setattr(erasing, "AT_ONCE", 3)
    deliver(house, "account.erased")
    assert len(links_left(house)) > 3
    parts = 0
    while minute():
        parts += 1
    assert parts > 3
    assert links_left(house) == []


def test_told_again_it_changes_nothing(house, source, used):
    erase(house, source)
    deliver(house, "account.erased")
    stood = house.dump()
    deliver(house, "account.erased")
    assert house.dump() == stood


@pytest.mark.parametrize("is_merged_first", [True, False])
def test_links_of_what_went_into_an_account_that_is_erased_are_gone_with_it(house, source, used, is_merged_first):
    into = house.account()
    merge(house, into, source)
    erase(house, into)
    names = ("account.merged", "account.erased") if is_merged_first else ("account.erased", "account.merged")
    for each in names:
        deliver(house, each)
    assert links_left(house) == []


def test_all_an_erased_account_kept_and_let_out_is_gone_from_table_and_bucket(house, source, used):
    everything(house, Arrivals(house), source)
    erase(house, source)
    heard = queue_event(*({"detail": each} for each in told(house, "account.erased")))
    assert documents.handler(heard, context()) == NOTHING
    deliver(house, "account.erased")
    while documents_schedule.handler({"source": "aws.events"}, context())["leaving"]:
        pass
    left = [each for each in house.cloud.items() if each["et"]["S"] not in PASSING]
    assert not [each for each in left if "Doe Before" in repr(each) or LOU in repr(each) or EVA in repr(each)]
    assert [each["et"]["S"] for each in left if source[4:] in repr(each)] == ["ACCOUNT"]
    assert not [key for key, held in house.cloud.bucket.kept.items() if held]
