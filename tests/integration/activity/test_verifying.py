"""Verifying at the public door: whatever is done to the record directly, the first entry it was done to is named."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest

from functions.activity import consumer, jobs, keys, schedule
from functions.activity.model import entries as model
from functions.activity.model.entries import Entry, Head, Record
from functions.activity.repository import items
from functions.activity.service import verification_run
from shared.table.actions import Item
from shared.table.query import Query
from tests.fakes.cloud import Cloud, queue_event
from tests.fakes.happenings import OLIVIA, account_created, announced, setting_changed
from tests.fakes.http import context
from tests.fakes.refusals import batch_failures
from tests.fakes.tenancy import ACCOUNT, Tenant
from tests.integration.activity.books import WHOLE, Books


@pytest.fixture
def books(cloud: Cloud, firm: Tenant) -> Books:
    return Books(cloud, firm)


def named(wrong: str, seq: int | None, entry: str | None, since: int | None = None) -> dict[str, Any]:
    return {"isWhole": False, "finding": {"wrong": wrong, "seq": seq, "since": since, "entry": entry}}


def test_a_record_nobody_touched_is_whole(books):
    books.happens(5, days=70)
    books.happens(5, days=31)
    books.happens(5, hours=2)
    assert books.verified() == WHOLE


def test_nothing_recorded_is_whole(books):
    assert books.verified() == WHOLE


def test_what_came_late_and_over_months_is_whole(books):
    late = [books.announce(-timedelta(days=each)) for each in (60, 40, 50)]
    books.happens(3, days=20)
    books.record(*late[::-1])
    books.happens(2, hours=3)
    assert books.verified() == WHOLE


def test_an_answer_says_how_far_it_looked(books):
    books.happens(3, days=1)
    job = books.start()
    fresh = books.call("GET", f"/v1/activity/verifications/{job}").json
    assert (fresh["state"], fresh["isWhole"], fresh["checked"], fresh["until"]) == ("queued", None, 0, None)
    books.verified(job)
    told = books.call("GET", f"/v1/activity/verifications/{job}").json
    assert (told["checked"], told["until"], told["anchoredUntil"]) == (4, 4, None)


@pytest.mark.parametrize("ago", [{"hours": 5}, {"days": 45}], ids=["announced of late", "long ago"])
@pytest.mark.parametrize("place", [1, 3, 6], ids=["first", "in the middle", "last"])
def test_abuse_30_a_changed_entry_is_named(books, place, ago):
    ids = books.happens(6, **ago)
    for month in ("202611", "202610"):
        found = books.table.stretch(Query(keys.entries(books.firm.id, month)), 100).items
        for each in found:
            if each["seq"] == place:
                books.put({**each, "details": {**each["details"], "after": 99}})
    assert books.verified() == named("changed", place, ids[place - 1])


@pytest.mark.parametrize(
    "change",
    [
        {"action": "settings.read"},
        {"actor_id": "mem_1GH9VEMBWNF6YV4151QRCPATCE"},
        {"personal": {"salt": "x", "actor_name": "Adam", "address": None, "browser": None, "details": {}}},
        {"personal_digest": "f" * 43},
        {"hash": "f" * 43},
        {"prev": "f" * 43},
        {"g2pk": "F#0#O#elsewhere"},
        {"g2sk": "0"},
        {"at": "yesterday"},
        {"seq": "three"},
        {"actor_kind": "ghost"},
    ],
    ids=lambda each: next(iter(each)),
)
def test_abuse_30_whatever_of_an_entry_is_changed_it_is_named(books, change):
    ids = books.happens(5, hours=5)
    books.put({**books.standing()[2], **change} if "seq" not in change else {**_third(books), **change})
    assert books.verified() == named("changed", 3, ids[2])


def _third(books: Books) -> Item:
    return next(each for each in books.standing() if each["seq"] == 3)


@pytest.mark.parametrize("ago", [{"hours": 5}, {"days": 15}])
@pytest.mark.parametrize("place", [1, 3, 5])
def test_abuse_30_a_removed_entry_is_named_by_its_place(books, place, ago):
    books.happens(5, **ago)
    books.remove(books.standing()[place - 1])
    assert books.verified() == named("removed", place, None)


def test_abuse_30_entries_that_changed_places_are_named(books):
    ids = books.happens(5, hours=5)
    second, fourth = books.standing()[1], books.standing()[3]
    books.put({**second, "seq": fourth["seq"]}, {**fourth, "seq": second["seq"]})
    assert books.verified() == named("reordered", 2, ids[3])


def test_abuse_30_entries_that_changed_places_with_hashes_made_anew_are_named(books):
    books.happens(6, hours=5)
    entries = books.entries()
    bound = list(model.chain(entries[1].head, [entries[3], entries[2]]))
    books.put(*map(items.entry, bound))
    assert books.verified() == named("changed", 4, entries[2].id)


def test_abuse_30_an_entry_moved_to_another_month_is_named(books):
    ids = books.happens(5, hours=5)
    third = books.standing()[2]
    books.remove(third)
    books.put({**third, "pk": keys.entries(books.firm.id, "202610")})
    assert books.verified() == named("changed", 3, ids[2])


def test_abuse_30_an_entry_slipped_in_is_named(books):
    books.happens(5, hours=5)
    (slipped,) = announced(setting_changed(books.firm.id), at=books.cloud.clock() - timedelta(hours=5))
    third = books.entries()[2]
    books.put(items.entry(Entry.after(Head(firm=third.firm, seq=2, hash=third.prev), Record.of(slipped, "salt"))))
    assert books.verified() == named("added", 3, slipped.id)


def test_abuse_30_an_entry_nobody_announced_at_the_end_is_named(books):
    books.happens(5, hours=5)
    (made_up,) = announced(setting_changed(books.firm.id), at=books.cloud.clock() - timedelta(hours=4))
    books.record(made_up)
    assert books.verified() == named("added", 6, made_up.id)


def test_abuse_30_an_item_that_is_no_entry_is_named(books):
    books.happens(2, hours=5)
    books.put({**books.standing()[0], "sk": "not an entry", "seq": "none"})
    assert books.verified() == named("added", None, "not an entry")


def test_abuse_30_a_tail_written_anew_is_held_against_what_wasannounce(books):
    ids = books.happens(6, hours=5)
    books.rewrite(4, lambda each: each.model_copy(update={"actor_id": OLIVIA.id[::-1]}) if each.id == ids[3] else each)
    assert books.verified() == named("changed", 4, ids[3])


def test_abuse_30_a_tail_written_anew_without_one_of_its_entries_is_cut(books):
    ids = books.happens(6, hours=5)
    books.rewrite(4, lambda each: None if each.id == ids[4] else each)
    assert books.verified() == named("cut", None, ids[4])


def test_abuse_30_a_tail_that_was_cut_with_its_head_is_cut(books):
    ids = books.happens(6, hours=5)
    books.rewrite(5, lambda _: None)
    assert books.verified() == named("cut", None, ids[4])


def test_abuse_30_a_tail_that_was_cut_without_its_head_is_removed(books):
    books.happens(6, hours=5)
    books.remove(books.standing()[5])
    assert books.verified() == named("removed", 6, None)


def test_abuse_30_a_head_put_back_is_named(books):
    ids = books.happens(6, hours=5)
    books.rewind(books.entries()[3].head)
    job = books.start()
    while books.step():
        pass
    _without_recording(books, job)
    found = books.call("GET", f"/v1/activity/verifications/{job}").json["finding"]
    assert found == {"wrong": "head", "seq": 5, "since": None, "entry": ids[4]}


def test_abuse_30_a_head_with_another_hash_is_named(books):
    ids = books.happens(3, hours=5)
    books.rewind(books.entries()[2].head.model_copy(update={"hash": "f" * 43}))
    job = books.start()
    _without_recording(books, job)
    found = books.call("GET", f"/v1/activity/verifications/{job}").json["finding"]
    assert found == {"wrong": "head", "seq": 3, "since": None, "entry": ids[2]}


def _without_recording(books: Books, job: str) -> None:
    """Work a job off although nothing arrives meanwhile."""
    nudge = f'{{"firm":"{books.firm.id}","job":"{job}","step":0}}'
    assert not batch_failures(jobs.handler(queue_event(nudge), context()))
    while books.step():
        pass


def test_what_was_announced_a_moment_ago_may_still_be_on_its_way(books):
    books.happens(3, hours=5)
    books.announce(-timedelta(minutes=59))
    assert books.verified() == WHOLE


def test_what_was_announced_and_never_arrived_is_named(books):
    books.happens(3, hours=5)
    lost = books.announce(-timedelta(minutes=61))
    assert books.verified() == named("cut", None, lost.id)


def test_what_arrives_while_it_is_verified_is_left_to_the_next(books, monkeypatch):
    monkeypatch.setattr(verification_run, "PAGES_A_STEP", 1)
    books.happens(5, hours=5)
    job = books.start()
    books.begin()
    books.step()
    books.happens(2, hours=3)
    assert books.verified(job) == WHOLE


def test_of_the_first_of_several_alone_is_told(books):
    ids = books.happens(6, hours=5)
    second, fifth = books.standing()[1], books.standing()[4]
    books.put({**fifth, "action": "settings.read"}, {**second, "action": "settings.read"})
    assert books.verified() == named("changed", 2, ids[1])


@pytest.fixture
def in_small_steps(monkeypatch: pytest.MonkeyPatch) -> None:
    from functions.activity.repository import verification

    monkeypatch.setattr(verification_run, "PAGES_A_STEP", 2)
    monkeypatch.setattr(verification_run, "PLACES_A_STEP", 7)
    monkeypatch.setattr(verification, "_PAGE", 5)
    monkeypatch.setattr(verification, "_ANNOUNCEMENTS", 3)


def test_it_goes_in_steps_whatever_order_things_arrived_in(books, in_small_steps):
    late = [books.announce(-timedelta(days=each)) for each in range(25, 5, -2)]
    books.happens(23, days=12)
    books.record(*late[::-1])
    books.happens(9, hours=2)
    assert books.verified() == WHOLE
    changed = books.standing()[20]
    books.put({**changed, "action": "settings.read"})
    assert books.verified() == named("changed", changed["seq"], changed["sk"])


def test_a_step_that_dies_anywhere_is_taken_again(books, in_small_steps):
    ids = books.happens(12, hours=5)
    books.put({**books.standing()[10], "action": "settings.read"})
    job = books.start()
    books.begin()
    faults = []
    for service, operation in _each_call():
        faults.append(books.cloud.client(service).fail(operation, times=1))
    while waiting := books.cloud.take(books.cloud.jobs_queue):
        while batch_failures(jobs.handler(queue_event(*waiting), context())):
            pass
    assert [each.fired for each in faults] == [1] * len(faults)
    assert books.verified(job) == named("changed", 11, ids[10])


def _each_call() -> Iterator[tuple[str, str]]:
    yield from (("dynamodb", "get_item"), ("dynamodb", "query"), ("dynamodb", "transact_write_items"))
    yield from (("s3", "put_object"), ("s3", "get_object"), ("s3", "list_object_versions"), ("sqs", "send_message"))


def test_a_job_whose_message_was_lost_is_called_for_again(books):
    books.happens(3, hours=5)
    job = books.start()
    books.begin()
    books.cloud.take(books.cloud.jobs_queue)
    books.cloud.clock.advance(timedelta(minutes=11))
    assert schedule.handler({"source": "aws.events"}, context())["revived"] == 1
    assert books.verified(job) == WHOLE


def test_a_job_that_cannot_be_called_for_goes_back_to_the_queue_and_is_recorded_once(books):
    books.start()
    books.cloud.client("sqs").fail("send_message", times=1)
    told = queue_event(*({"detail": each} for each in books.cloud.announced()))
    assert batch_failures(consumer.handler(told, context())) == {"message-1"}
    assert batch_failures(consumer.handler(told, context())) == set()
    assert len(books.standing()) == 1


def test_what_it_came_to_isannounce(books):
    ids = books.happens(3, hours=5)
    books.put({**books.standing()[1], "action": "settings.read"})
    books.verified()
    (told,) = (each for each in books.cloud.announced() if each["name"] == "activity.verified")
    assert told["data"] == {
        "whole": False,
        "until": 4,
        "anchoredUntil": None,
        "wrong": "changed",
        "seq": 2,
        "entry": ids[1],
    }


def test_owner_and_admin_verify_and_an_employee_does_not(books):
    assert books.call("POST", "/v1/activity/verifications", books.firm.admin).status == 202
    answer = books.call("POST", "/v1/activity/verifications", books.firm.employee)
    assert (answer.status, answer.code) == (403, "NOT_ALLOWED")


def test_a_job_of_another_kind_is_no_verification(books):
    answer = books.call("GET", "/v1/activity/verifications/job_01KANQ8F00ZXR9S3VJH2E6T5WB")
    assert (answer.status, answer.code) == (404, "NOT_FOUND")


def test_a_firm_is_not_told_of_anothers(books):
    other = Books(books.cloud, Tenant("river-law"))
    job = books.start()
    assert other.call("GET", f"/v1/activity/verifications/{job}").status == 404


def test_personal_details_that_were_erased_leave_it_whole(books):
    told = announced(account_created(books.firm.id, ACCOUNT), at=books.cloud.clock() - timedelta(hours=5))
    books.tell(told[0])
    books.record(*told)
    books.put({name: value for name, value in books.standing()[0].items() if name != "personal"})
    assert books.verified() == WHOLE
