"""Whatever dies between two calls, is told twice, late or never: an upload comes to its one end."""

from contextlib import suppress
from typing import Any

import pytest

from functions.documents import storage
from functions.documents.model.uploads import Verdict
from functions.documents.repository.uploads import UploadRepository
from shared.domain.ids import UploadId
from tests.fakes.cloud import queue_event
from tests.fakes.faults import KilledError, hit, points
from tests.fakes.http import context
from tests.fakes.refusals import batch_failures
from tests.integration.arriving import NOTHING, PDF, Arrivals, found, stored, tell
from tests.integration.house import House

_SERVICES = ("dynamodb", "s3")


@pytest.fixture
def account(house):
    return house.account()


def _documents(house: House) -> list[dict[str, Any]]:
    return [each for each in house.cloud.items() if each["et"]["S"] == "DOCUMENT"]


def _new(arrivals: Arrivals, account: str, number: int) -> tuple[str, str, str]:
    content = PDF + str(number).encode()
    announced = arrivals.announced(account, content, name=f"{number}.pdf")
    key, version = arrivals.post(announced, content)
    return announced["upload"]["id"], key, version


def _all_points(arrivals: Arrivals, account: str, verdict: str) -> list[Any]:
    """Every place between two calls at which filing, or turning away, can be hit."""
    _, key, version = _new(arrivals, account, 0)
    clients = {name: arrivals.cloud.client(name) for name in _SERVICES}
    before = {name: len(client.calls) for name, client in clients.items()}
    arrivals.take_in(key, version, verdict)
    return [point for name, client in clients.items() for point in points(name, client.calls[before[name] :])]


@pytest.mark.parametrize(
    ("verdict", "state", "event"),
    [
        ("NO_THREATS_FOUND", "filed", "document.uploaded"),
        ("THREATS_FOUND", "rejected", "upload.rejected"),
        ("UNSUPPORTED", "held", "upload.held"),
    ],
)
def test_faults_1_2_and_4_storage_hit_anywhere_comes_to_the_same_end(house, arrivals, account, verdict, state, event):
    places = _all_points(arrivals, account, verdict)
    assert len(places) > 10
    for number, point in enumerate(places, 1):
        upload, key, version = _new(arrivals, account, number)
        news = (stored(house.cloud, key, version), found(key, version, verdict))
        fault = hit(house.cloud.client(point.service), point)
        failed = batch_failures(tell(*news))
        assert fault.fired, point
        if failed:
            assert tell(*news) == NOTHING, point
        assert arrivals.read(upload)["state"] == state, point
    assert house.names().count(event) == len(places) + 1
    assert len(_documents(house)) == (len(places) + 1 if state == "filed" else 0)
    assert arrivals.objects == {"filed": {"files"}, "rejected": set(), "held": {"uploads"}}[state]


def test_fault_4_storage_killed_between_any_two_calls_files_once(house, arrivals, account):
    places = _all_points(arrivals, account, "NO_THREATS_FOUND")
    for number, point in enumerate(places, 1):
        upload, key, version = _new(arrivals, account, number)
        news = (stored(house.cloud, key, version), found(key, version))
        client = house.cloud.client(point.service)
        fault = client.fail(point.operation, nth=point.nth, moment=point.moment, error=KilledError)
        with suppress(KilledError):  # a call that is refused has no moment after it
            tell(*news)
        assert fault.fired, point
        assert tell(*news) == NOTHING, point
        assert arrivals.read(upload)["state"] == "filed", point
    assert house.names().count("document.uploaded") == len(_documents(house)) == len(places) + 1
    assert arrivals.objects == {"files"}
    copies = [each for key, each in house.cloud.bucket.kept.items() if key.startswith("files/")]
    assert all(len(each) == 1 for each in copies), "what was copied is found again, and not copied twice"


@pytest.mark.parametrize("is_next", [False, True])
def test_bytes_copied_before_a_file_was_turned_away_go_with_it(house, arrivals, account, is_next):
    more = {"documentId": house.cabinet.document(account)} if is_next else {}
    kept = set(house.cloud.stored)
    announced = arrivals.announced(account, **more)
    key, version = arrivals.post(announced)
    assert tell(stored(house.cloud, key, version)) == NOTHING
    house.cloud.client("dynamodb").fail("transact_write_items", nth=2, error=KilledError)
    with pytest.raises(KilledError):
        tell(found(key, version))
    house.cloud.restart()
    assert {each.partition("/")[0] for each in set(house.cloud.stored) - kept} == {"uploads", "files"}
    assert tell(found(key, version, "THREATS_FOUND")) == NOTHING
    assert arrivals.read(announced["upload"]["id"])["reason"] == "infected"
    assert set(house.cloud.stored) == kept


@pytest.mark.parametrize(("received", "seconds"), [(1, 30), (2, 120), (4, 900), (9, 900)])
def test_news_that_failed_is_taken_up_again_soon_and_not_when_a_dead_call_would_be(
    house, arrivals, account, received, seconds
):
    _, key, version = _new(arrivals, account, 1)
    sqs = house.cloud.client("sqs")
    for each, is_said in ((house.cloud.client("s3"), True), (sqs, False)):
        house.cloud.client("s3").fail("get_object")
        if not is_said:
            each.fail("change_message_visibility")
        answer = storage.handler(queue_event(stored(house.cloud, key, version), received=received), context())
        assert batch_failures(answer) == {"message-1"}
        each.assert_fired()
    (asked,) = (each.request for each in sqs.done if each.operation == "change_message_visibility")
    told = {"ReceiptHandle": "receipt-1", "VisibilityTimeout": seconds}
    assert asked == {"QueueUrl": house.cloud.storage_queue, **told}
    assert tell(stored(house.cloud, key, version)) == NOTHING


def test_two_who_file_at_once_make_one_document(house, arrivals, account, monkeypatch):
    """The second delivery runs whole between the first one's copy and its transaction."""
    upload, key, version = _new(arrivals, account, 1)
    assert tell(stored(house.cloud, key, version)) == NOTHING
    bucket, copied = house.cloud.bucket, house.cloud.bucket.copy_object

    def interrupted(**request):
        monkeypatch.setattr(bucket, "copy_object", copied)
        answer = copied(**request)
        assert tell(found(key, version)) == NOTHING
        return answer

    monkeypatch.setattr(bucket, "copy_object", interrupted)
    assert tell(found(key, version)) == NOTHING
    (document,) = _documents(house)
    assert house.cloud.fetch(document["key"]["S"]) == PDF + b"1"
    assert house.names().count("document.uploaded") == 1
    assert arrivals.read(upload)["state"] == "filed"


def test_abuse_18_threat_found_while_a_file_is_filed_turns_it_away(house, arrivals, account, monkeypatch):
    """The scanner thinks again between the copy and its transaction."""
    upload, key, version = _new(arrivals, account, 1)
    assert tell(stored(house.cloud, key, version)) == NOTHING
    bucket, copied = house.cloud.bucket, house.cloud.bucket.copy_object
    during = []

    def interrupted(**request):
        monkeypatch.setattr(bucket, "copy_object", copied)
        answer = copied(**request)
        standing = UploadRepository(house.cloud.table).get(house.firm, UploadId(upload))
        changed = standing.with_verdict(version, Verdict.INFECTED)
        UploadRepository(house.cloud.table).save(changed, house.cloud.clock.now)
        during.append(answer)
        return answer

    monkeypatch.setattr(bucket, "copy_object", interrupted)
    assert tell(found(key, version)) == NOTHING
    assert during
    assert arrivals.read(upload)["reason"] == "infected"
    assert _documents(house) == []
    assert house.cloud.bucket.kept == {}


def test_two_versions_at_once_are_two_versions(house, arrivals, account, monkeypatch):
    document = arrivals.filed(account)["documentId"]
    sent = []
    for content in (PDF + b"second", PDF + b"third"):
        announced = arrivals.announced(account, content, documentId=document)
        sent.append(arrivals.post(announced, content))
        assert tell(stored(house.cloud, *sent[-1])) == NOTHING
    bucket, copied = house.cloud.bucket, house.cloud.bucket.copy_object

    def interrupted(**request):
        monkeypatch.setattr(bucket, "copy_object", copied)
        assert tell(found(*sent[1])) == NOTHING
        return copied(**request)

    monkeypatch.setattr(bucket, "copy_object", interrupted)
    assert tell(found(*sent[0])) == NOTHING
    (standing,) = _documents(house)
    assert standing["version"]["N"] == "3"
    versions = [each for each in house.cloud.items() if each["et"]["S"] == "DOCUMENT_VERSION"]
    contents = {each["version"]["N"]: house.cloud.fetch(each["key"]["S"]) for each in versions}
    assert contents == {"1": PDF, "2": PDF + b"third", "3": PDF + b"second"}


@pytest.mark.parametrize("ticks", [(0,), (0, 0), (0, 10, 0), (1440,)])
def test_fault_14_sweep_late_twice_or_early_holds_once(house, arrivals, account, ticks):
    upload, key, version = _new(arrivals, account, 1)
    tell(stored(house.cloud, key, version))
    assert arrivals.sweep() == 0  # early
    house.wait(minutes=30)
    for late in ticks:
        house.wait(minutes=late)
        arrivals.sweep()
    assert arrivals.read(upload)["reason"] == "no_verdict"
    assert house.names().count("upload.held") == 1


def test_fault_14_without_any_sweep_nothing_is_filed_that_was_not_scanned(house, arrivals, account):
    upload, key, version = _new(arrivals, account, 1)
    tell(stored(house.cloud, key, version))
    house.wait(days=30)
    assert _documents(house) == []
    tell(found(key, version))
    assert arrivals.read(upload)["state"] == "filed"


def test_fault_15_sweep_that_dies_leaves_the_rest_to_the_next(house, arrivals, account):
    uploads = []
    for number in range(3):
        upload, key, version = _new(arrivals, account, number)
        tell(stored(house.cloud, key, version))
        uploads.append(upload)
    house.wait(minutes=30)
    house.cloud.client("dynamodb").fail("transact_write_items", nth=2, error=KilledError)
    with pytest.raises(KilledError):
        arrivals.sweep()
    assert [arrivals.read(each)["state"] for each in uploads].count("held") == 1
    arrivals.sweep()
    assert {arrivals.read(each)["state"] for each in uploads} == {"held"}
    assert house.names().count("upload.held") == 3


def test_fault_16_what_was_filed_after_the_sweep_read_it_stays_filed(house, arrivals, account, monkeypatch):
    upload, key, version = _new(arrivals, account, 1)
    tell(stored(house.cloud, key, version))
    house.wait(minutes=30)
    client = house.cloud.client("dynamodb")
    real = client.get_item

    waiting = [found(key, version)]

    def overtaken(**request):
        answer = real(**request)
        if waiting:
            tell(waiting.pop())
        return answer

    monkeypatch.setattr(client, "get_item", overtaken, raising=False)
    arrivals.sweep()
    assert arrivals.read(upload)["state"] == "filed"
    assert "upload.held" not in house.names()
