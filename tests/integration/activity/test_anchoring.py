"""Anchors: the head of each chain, once a day, where nobody can change it; and what is held against them."""

from datetime import timedelta
from typing import Any

import pytest

from functions.activity import jobs, schedule
from functions.activity.model.entries import Record
from functions.activity.service import anchoring
from shared.domain.errors import UnavailableError
from tests.fakes.cloud import ANCHORS_BUCKET, Cloud, queue_event
from tests.fakes.happenings import OLIVIA, announced, setting_changed
from tests.fakes.http import context
from tests.fakes.refusals import batch_failures
from tests.fakes.tenancy import Tenant
from tests.integration.activity.books import WHOLE, Books


@pytest.fixture
def books(cloud: Cloud, firm: Tenant) -> Books:
    return Books(cloud, firm)


def anchors(cloud: Cloud) -> list[dict[str, Any]]:
    """What was put where it stays, in the order of the names."""
    return list(cloud.anchored.values())


def test_a_chain_is_anchored_as_soon_as_it_begins_and_then_each_midnight(books):
    books.happens(3)
    head = books.entries()[-1]
    assert books.anchor(minutes=1) == 1
    assert anchors(books.cloud) == [
        {"firm": books.firm.id, "seq": 3, "hash": head.hash, "at": "2026-11-22T09:01:00.000000Z"}
    ]
    assert books.anchor(minutes=1) == 0
    books.happens(2)
    assert books.anchor(hours=14, minutes=57) == 0
    assert books.anchor(minutes=1) == 1
    assert [each["seq"] for each in anchors(books.cloud)] == [3, 5]
    assert books.anchor(days=1) == 1
    assert [(each["seq"], each["at"][:10]) for each in anchors(books.cloud)] == [
        (3, "2026-11-22"),
        (5, "2026-11-23"),
        (5, "2026-11-24"),
    ]


def test_a_day_missed_is_made_up_for_once(books):
    books.happens(1)
    books.anchor(minutes=1)
    assert books.anchor(days=5) == 1
    assert books.anchor(minutes=1) == 0


def test_a_chain_that_never_rests_is_anchored_all_the_same(books):
    books.happens(1)
    books.anchor(minutes=1)
    for _ in range(24):
        books.cloud.clock.advance(timedelta(hours=1))
        books.happens(1)
    assert books.anchor() == 1


def test_a_sweep_that_dies_is_gone_on_with_by_the_next(books):
    for slug in ("river-law", "north-ledger", "south-books"):
        Books(books.cloud, Tenant(slug)).happens(1)
    books.happens(1)
    books.cloud.client("dynamodb").fail("query", nth=3, times=None)
    with pytest.raises((UnavailableError, ExceptionGroup)):
        books.anchor(minutes=1)
    begun = len(anchors(books.cloud))
    books.cloud.stand_in("dynamodb", books.cloud.meter)
    assert books.anchor(minutes=1) == 4 - begun
    assert len({each["firm"] for each in anchors(books.cloud)}) == 4


def test_one_that_cannot_be_anchored_keeps_no_other_from_it(books):
    for slug in ("river-law", "north-ledger", "south-books"):
        Books(books.cloud, Tenant(slug)).happens(1)
    books.cloud.client("s3").fail("put_object", nth=1)
    with pytest.raises(UnavailableError):
        books.anchor(minutes=1)
    assert len(anchors(books.cloud)) == 2
    assert books.anchor(minutes=1) == 1


def test_what_is_no_anchor_is_passed_over(books):
    books.happens(2, hours=3)
    junk = f"{books.firm.id.partition('_')[2]}/2026-11-22/junk.json"
    books.cloud.bucket.put_object(Bucket=ANCHORS_BUCKET, Key=junk, Body=b"{}")
    assert books.verified() == WHOLE


def test_so_many_are_anchored_a_minute_and_the_others_in_the_next(books, monkeypatch):
    monkeypatch.setattr(anchoring, "AT_ONCE", 2)
    for slug in ("river-law", "north-ledger"):
        Books(books.cloud, Tenant(slug)).happens(1)
    books.happens(1)
    assert [books.anchor(minutes=1) for _ in range(3)] == [2, 1, 0]


def test_anchoring_costs_a_put_and_a_write_a_firm(books):
    books.happens(1)
    with books.cloud.meter.measure() as cost:
        books.anchor(minutes=1)
    assert cost.requests["transact_write_items"] == 1
    assert cost.requests["get_item"] == 1


def test_two_sweeps_at_once_anchor_the_same(books, monkeypatch):
    books.happens(1)
    from functions.activity.repository.anchors import AnchorRepository

    drop, rivals = AnchorRepository.drop, [None]

    def twice(self, head):
        if rivals:
            rivals.pop()
            schedule.handler({"source": "aws.events"}, context())
        drop(self, head)

    monkeypatch.setattr(AnchorRepository, "drop", twice)
    assert books.anchor(minutes=1) == 0
    assert len(anchors(books.cloud)) == 1


def test_the_head_moves_on_while_it_is_anchored(books, monkeypatch):
    """Recording puts the head as it was seen: what was put off meanwhile may be due again, and no day is left out."""
    books.happens(1)
    from functions.activity.repository.chain import ChainRepository

    read, swept = ChainRepository.head, [None]

    def head(self, firm):
        seen = read(self, firm)
        if swept:
            swept.pop()
            books.anchor(minutes=1)
        return seen

    monkeypatch.setattr(ChainRepository, "head", head)
    books.happens(1)
    assert [each["seq"] for each in anchors(books.cloud)] == [1]
    assert books.anchor(minutes=1) == 1
    assert [each["seq"] for each in anchors(books.cloud)] == [1, 2]
    assert books.anchor(minutes=1) == 0


def _forged(books: Books, seq: int) -> None:
    """Let everything from one entry on be written anew as if somebody else had done it, long after it was announced."""
    entry = books.entries()[seq - 1].id
    books.rewrite(seq, lambda each: _by_another(each) if each.id == entry else each)


def _by_another(of: Any) -> Record:
    changed: Record = of.model_copy(update={"actor_id": OLIVIA.id[::-1]})
    return changed


def quietly_verified(books: Books) -> dict[str, Any]:
    """Verify although the job itself is not recorded."""
    job = books.start()
    nudge = f'{{"firm":"{books.firm.id}","job":"{job}","step":0}}'
    assert not batch_failures(jobs.handler(queue_event(nudge), context()))
    while books.step():
        pass
    found: dict[str, Any] = books.call("GET", f"/v1/activity/verifications/{job}").json
    return found


def test_a_whole_chain_is_held_against_its_anchors(books):
    books.happens(3, hours=5)
    books.anchor()
    books.happens(2, hours=4)
    found = quietly_verified(books)
    assert (found["isWhole"], found["until"], found["anchoredUntil"]) == (True, 5, 3)


def test_abuse_30_a_tail_written_anew_after_a_month_is_held_against_its_anchors(books):
    books.happens(3, days=5)
    books.anchor(minutes=1)
    books.happens(3, days=4)
    books.anchor(days=1)
    last = books.entries()[5]
    books.cloud.clock.advance(timedelta(days=34))
    _forged(books, 5)
    found = quietly_verified(books)
    assert found["isWhole"] is False
    assert found["finding"] == {"wrong": "rewritten", "seq": 6, "since": 4, "entry": last.id}


def test_abuse_30_a_tail_cut_with_its_head_after_a_month_is_held_against_its_anchors(books):
    books.happens(6, days=5)
    books.anchor(minutes=1)
    books.cloud.clock.advance(timedelta(days=40))
    books.rewrite(5, lambda _: None)
    assert quietly_verified(books)["finding"] == {"wrong": "cut", "seq": 5, "since": None, "entry": None}


def test_abuse_30_a_chain_taken_away_whole_is_missed(books):
    books.happens(2, days=5)
    books.anchor(minutes=1)
    books.cloud.clock.advance(timedelta(days=40))
    for each in books.standing():
        books.remove(each)
    from functions.activity import keys

    place = keys.head(books.firm.id)
    books.remove({"pk": place.pk, "sk": place.sk})
    assert quietly_verified(books)["finding"] == {"wrong": "cut", "seq": 1, "since": None, "entry": None}


def test_an_anchor_that_was_deleted_still_holds(books):
    """What is locked can be hidden behind a mark, and is found behind it."""
    books.happens(3, days=5)
    books.anchor(minutes=1)
    (name,) = books.cloud.anchored
    books.cloud.bucket.delete_object(Bucket=ANCHORS_BUCKET, Key=name)
    assert books.cloud.anchored == {}
    books.cloud.clock.advance(timedelta(days=40))
    books.rewrite(3, lambda _: None)
    assert quietly_verified(books)["finding"]["wrong"] == "cut"


def test_anchors_of_another_firm_say_nothing(books):
    Books(books.cloud, Tenant("river-law")).happens(5, hours=3)
    books.happens(2, hours=3)
    books.anchor()
    assert books.verified() == WHOLE


def test_what_is_anchored_names_nobody(books):
    books.record(*announced(setting_changed(books.firm.id)))
    books.anchor(minutes=1)
    (told,) = anchors(books.cloud)
    assert set(told) == {"firm", "seq", "hash", "at"}
