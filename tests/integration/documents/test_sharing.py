"""Documents behind a share link: the list, uses, addresses, and what keeps one back."""

from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest

from functions.documents.wiring.sharing import sharing
from shared.capability.model import Target
from shared.capability.offer import Offer
from shared.domain.principals import Provenance, Source
from shared.published import keys
from shared.wiring import ground
from tests.fakes.http import call, handler_of
from tests.fakes.interleaving import before_commit
from tests.fakes.links import Held, Porch
from tests.fakes.meter import item_size

WAY = Provenance("req-2", Source.LINK, "203.0.113.8")
WHOLE = {"get_item": 1, "batch_get_item": 1, "transact_write_items": 1}


def test_a_link_lists_its_documents_and_nothing_else(porch: Porch):
    statement, form = porch.document("Statement.pdf"), porch.document("1040.pdf", versions=3)
    porch.document("Not for her.pdf")
    held = porch.share(statement, form).through()
    assert held.list().json == {
        "title": "Papers of the Doe family",
        "documents": [
            {
                "id": statement.id,
                "name": "Statement.pdf",
                "type": "application/pdf",
                "size": 1001,
                "version": 1,
                "refusal": None,
            },
            {
                "id": form.id,
                "name": "1040.pdf",
                "type": "application/pdf",
                "size": 1003,
                "version": 3,
                "refusal": None,
            },
        ],
    }


def test_without_a_pass_nothing_is_listed_or_handed_out(porch: Porch):
    document = porch.document()
    held = porch.share(document)
    assert held.list().code == "PASS_REQUIRED"
    assert held.download(document).code == "PASS_REQUIRED"
    stranger = Held(porch, held.link, porch.share().through().passed)
    assert stranger.list().code == "PASS_REQUIRED", "the pass of another link is none of this one's"


@pytest.mark.parametrize(("seconds", "status"), [(1799, 200), (1800, 403), (1801, 403)])
def test_a_pass_is_good_for_half_an_hour_to_the_second(porch: Porch, seconds: int, status: int):
    held = porch.share().through()
    porch.wait(seconds=seconds)
    assert held.list().status == status


def test_a_resent_link_takes_the_passes_of_the_one_before_along(porch: Porch):
    held = porch.share().through()
    old = held.headers()
    held.resend()
    assert held.list().code == "PASS_REQUIRED", "by the new token"
    assert call(handler_of("/v1/guest/documents"), "GET", "/v1/guest/documents", headers=old).code == "LINK_SUPERSEDED"


def test_an_address_is_of_one_version_an_attachment_and_over_in_five_minutes(porch: Porch):
    document = porch.document("Jahresabschluß 2025.pdf", versions=2)
    answer = porch.share(document).through().download(document)
    assert answer.status == 200
    said = answer.json
    assert (said["name"], said["version"], said["sha256"]) == ("Jahresabschluß 2025.pdf", 2, f"{2:064x}")
    assert said["expiresAt"] == "2026-11-22T09:04:59Z"
    url = urlsplit(said["url"])
    asked = {name: values[0] for name, values in parse_qs(url.query).items()}
    assert url.path.endswith(document.key)
    assert asked["X-Amz-Algorithm"] == "AWS4-HMAC-SHA256"
    assert (asked["X-Amz-Expires"], asked["versionId"]) == ("299", "object-2")
    assert asked["response-content-disposition"].startswith("attachment;")
    assert asked["response-content-type"] == "application/octet-stream"


def test_an_address_never_outlives_its_link(porch: Porch):
    document = porch.document()
    held = porch.share(document).through()
    held.change(expires_at=porch.cloud.clock.now + timedelta(seconds=90))
    answer = held.download(document)
    assert parse_qs(urlsplit(answer.json["url"]).query)["X-Amz-Expires"] == ["89"]
    assert answer.json["expiresAt"] == "2026-11-22T09:01:29Z"
    uses = held.recipient.uses
    held.change(expires_at=porch.cloud.clock.now + timedelta(milliseconds=1999))
    another = held.through()
    assert another.download(document).code == "LINK_EXPIRED", "less than two seconds is no time for an address"
    assert held.recipient.uses == uses, "and spends nothing"


def test_a_use_is_the_handing_out_of_an_address_and_is_told_with_it(porch: Porch):
    document = porch.document()
    held = porch.share(document, tells_use=True).through()
    with porch.cloud.meter.measure() as cost:
        held.download(document)
    assert dict(cost.requests) == WHOLE
    assert held.recipient.uses == 1
    used, downloaded = porch.told("link.used"), porch.told("document.downloaded")
    assert used["data"]["document"] == document.id
    assert used["data"]["tells"] is True
    assert (used["object"]["id"], downloaded["object"]["id"]) == (held.link, document.id)
    assert used["id"][:-1] == downloaded["id"][:-1], "one announcement"


def test_the_same_pass_and_document_within_ten_minutes_is_the_same_use_and_writes_nothing(porch: Porch):
    document, other = porch.document(), porch.document()
    held = porch.share(document, other).through()
    held.download(document)
    before = porch.cloud.items()
    porch.wait(minutes=9, seconds=59)
    with porch.cloud.meter.measure() as cost:
        assert held.download(document).status == 200
    assert dict(cost.requests) == {"get_item": 1, "batch_get_item": 1}
    assert porch.cloud.items() == before
    held.download(other)
    assert held.recipient.uses == 2
    porch.wait(seconds=1)
    held.download(document)
    assert held.recipient.uses == 3
    again = held.through()
    again.download(document)
    assert held.recipient.uses == 4, "another pass is another use"


def test_the_last_use_may_be_repeated_by_whoever_had_it_and_by_nobody_else(porch: Porch):
    document = porch.document()
    held = porch.share(document, max_uses=1)
    mine, other = held.through(), held.through()
    assert mine.download(document).status == 200
    assert mine.download(document).status == 200, "the answer may have been lost"
    assert other.download(document).code == "LINK_EXHAUSTED"
    assert mine.list().code == "LINK_EXHAUSTED"
    assert held.open().code == "LINK_EXHAUSTED"
    porch.wait(minutes=10)
    assert mine.download(document).code == "LINK_EXHAUSTED"
    held.change(max_uses=2)
    assert mine.download(document).status == 200


def test_two_at_once_by_one_pass_are_one_use(porch: Porch):
    document = porch.document()
    held = porch.share(document, max_uses=1).through()
    offer = Offer(held.token, held.passed)
    with before_commit(ground.table(), lambda: sharing().download(offer, document.id, WAY)):
        assert held.download(document).status == 200
    assert held.recipient.uses == 1
    assert porch.names().count("link.used") == 1


def test_a_lost_answer_is_the_same_use(porch: Porch):
    document = porch.document()
    held = porch.share(document, max_uses=1).through()
    fault = porch.cloud.client("dynamodb").fail("transact_write_items", moment="after")
    first = held.download(document)
    assert fault.fired == 1
    assert first.status in {200, 503}
    assert held.download(document).status == 200
    assert held.recipient.uses == 1


def test_no_address_is_made_before_the_use_is_written(porch: Porch):
    document = porch.document()
    held = porch.share(document).through()
    porch.cloud.client("dynamodb").fail("transact_write_items", times=None)
    answer = held.download(document)
    assert answer.status == 503
    assert "X-Amz" not in answer.text


def test_one_trashed_is_gone_for_itself_and_all_trashed_suspend_the_link(porch: Porch):
    one, other = porch.document("Gone.pdf"), porch.document()
    held = porch.share(one, other).through()
    porch.trash(one)
    gone, kept = held.list().json["documents"]
    assert gone == {
        "id": one.id,
        "name": None,
        "type": None,
        "size": None,
        "version": None,
        "refusal": {"code": "TARGET_GONE", "title": "This is no longer there."},
    }
    assert kept["refusal"] is None
    assert held.download(one).code == "TARGET_GONE"
    assert held.download(other).status == 200
    porch.trash(other)
    assert held.list().code == "LINK_SUSPENDED"
    assert held.download(other).code == "LINK_SUSPENDED"
    assert held.look().json["refusal"]["code"] == "LINK_SUSPENDED"
    porch.store(one)
    assert held.download(one).status == 200, "restored, it goes on"


def test_a_locked_one_says_so_and_opens_when_it_is_paid(porch: Porch):
    locked, free = porch.document("Invoice.pdf"), porch.document()
    held = porch.share(locked, free).through()
    porch.lock(locked)
    first, second = held.list().json["documents"]
    assert (first["name"], first["refusal"]["code"], second["refusal"]) == ("Invoice.pdf", "PAYMENT_REQUIRED", None)
    refused = held.download(locked)
    assert (refused.status, refused.code) == (402, "PAYMENT_REQUIRED")
    assert held.download(free).status == 200
    assert held.recipient.uses == 1
    porch.take(keys.lock(locked.firm, locked.id))
    assert held.download(locked).status == 200


def test_a_link_serves_what_is_latest_unless_a_version_was_pinned(porch: Porch):
    document = porch.document(versions=2)
    latest = porch.share(document).through()
    pinned = porch.share(Target(id=document.id, version=1)).through()
    assert (latest.download(document).json["version"], pinned.download(document).json["version"]) == (2, 1)
    assert pinned.list().json["documents"][0]["size"] == 1001
    url = pinned.download(document).json["url"]
    assert parse_qs(urlsplit(url).query)["versionId"] == ["object-1"]


@pytest.mark.parametrize("is_pinned", [False, True])
def test_abuse_18_what_a_member_let_in_by_hand_is_never_served(porch: Porch, is_pinned: bool):
    document, clean = porch.document(is_released=not is_pinned), porch.document()
    held = porch.share(Target(id=document.id, version=1 if is_pinned else None), clean).through()
    if is_pinned:
        porch.change(keys.version(document.firm, document.id, 1), is_released=True)
    assert held.list().json["documents"][0]["refusal"]["code"] == "TARGET_GONE"
    assert held.download(document).code == "TARGET_GONE"
    assert held.download(clean).status == 200


def test_abuse_18_before_the_verdict_there_is_no_document_to_be_behind_a_link(porch: Porch):
    """A document stands once it was filed, and not before."""
    held = porch.share(Target(id="doc_01ARZ3NDEKTSV4RRFFQ69G5FAV"))
    assert held.open().code == "LINK_SUSPENDED"


def test_thirty_documents_with_their_locks_and_versions_are_two_reads(porch: Porch):
    documents = [porch.document(versions=2) for _ in range(30)]
    for each in documents:
        porch.lock(each)
    held = porch.share(*(Target(id=each.id, version=1) for each in documents)).through()
    with porch.cloud.meter.measure() as cost:
        answer = held.list()
    assert len(answer.json["documents"]) == 30
    assert {each["refusal"]["code"] for each in answer.json["documents"]} == {"PAYMENT_REQUIRED"}
    assert dict(cost.requests) == {"get_item": 1, "batch_get_item": 1}
    (standing,) = [each for each in porch.cloud.items() if each["et"]["S"] == "LINK_RECIPIENT"]
    assert item_size(standing) <= 4096, "the token is proved by one unit"
    with porch.cloud.meter.measure() as cost:
        assert held.download(documents[0]).status == 402
    assert dict(cost.requests) == {"get_item": 1, "batch_get_item": 1}


def test_a_document_the_link_is_not_for_is_not_there(porch: Porch, abroad: Porch):
    held = porch.share().through()
    for other in (porch.document(), abroad.document()):
        answer = held.download(other)
        assert (answer.status, answer.code) == (404, "NOT_FOUND")
    assert held.ask("POST", "/v1/guest/documents/doc_x/download").code == "NOT_FOUND"
