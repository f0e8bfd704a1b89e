"""A link at the door: what it tells before it opens, its gates, and what opening leaves behind."""

import pytest

from functions.links.service.opening import Visitor
from functions.links.wiring.opening import opening
from shared.capability.model import LinkKind, Target, UploadTerms, Wanted
from shared.capability.offer import Offer
from shared.domain.principals import Provenance, Source
from shared.wiring import ground
from tests.fakes.http import call, handler_of
from tests.fakes.interleaving import before_commit
from tests.fakes.links import LAWYER, Porch

ANYBODY = Provenance("req-2", Source.LINK, "203.0.113.8")


def test_a_link_tells_whose_it_is_and_names_nothing_it_is_for(porch: Porch):
    held = porch.share(porch.document("Divorce of the Does.pdf"), message="As discussed.")
    answer = held.look()
    assert answer.status == 200
    assert answer.json == {
        "kind": "share",
        "firm": {"name": "Harbor Tax", "slug": "harbor-tax"},
        "sender": "Olivia Reed",
        "sentTo": "l•••@lawfirm.example",
        "locale": "en",
        "state": "active",
        "refusal": None,
        "gates": {"code": False, "login": False, "name": False, "email": False, "shutUntil": None},
        "expiresAt": "2026-11-29T09:00:00Z",
        "mayAskRenewal": False,
        "isRenewalAsked": False,
        "upload": None,
    }
    for said in ("Divorce", "Papers of the Doe family", "As discussed", LAWYER):
        assert said not in answer.text


def test_looking_reads_twice_and_writes_nothing(porch: Porch):
    held = porch.share(days=None)
    before = porch.cloud.items()
    with porch.cloud.meter.measure() as cost:
        assert held.look().json["expiresAt"] is None
    assert dict(cost.requests) == {"get_item": 1, "batch_get_item": 1}
    assert porch.cloud.items() == before


def test_an_upload_link_tells_what_it_takes_to_whoever_came_through_its_gates(porch: Porch):
    wanted = (Wanted(id="w2", label="W-2"), Wanted(id="bank", label="Bank statement"))
    terms = UploadTerms(types=("application/pdf",), asks_name=True, wanted=wanted)
    held = porch.drop(terms, email=None, max_uses=3, uses=1, max_bytes=5_000_000, bytes=2_000_000)
    before = held.look()
    assert before.json["gates"] == {"code": False, "login": False, "name": True, "email": False, "shutUntil": None}
    assert before.json["upload"] is None
    assert "W-2" not in before.text
    inside = held.through(name="Lou")
    said = inside.look().json
    assert said["upload"] == {
        "maxFiles": 3,
        "maxBytes": 3_000_000,
        "filesLeft": 2,
        "bytesLeft": 3_000_000,
        "types": ["application/pdf"],
        "wanted": [
            {"id": "w2", "label": "W-2", "isDone": False},
            {"id": "bank", "label": "Bank statement", "isDone": False},
        ],
        "asksDone": False,
    }
    assert said["sentTo"] is None
    porch.wait(minutes=30)
    assert inside.look().json["upload"] is None


def test_opening_gives_a_pass_of_half_an_hour_and_is_told_as_the_first_once(porch: Porch):
    held = porch.share(message="As discussed.")
    first = held.open()
    assert first.status == 201
    assert first.json["title"] == "Papers of the Doe family"
    assert (first.json["message"], first.json["name"]) == ("As discussed.", "Lena Lawson")
    assert first.json["expiresAt"] == "2026-11-22T09:30:00Z"
    porch.wait(minutes=5)
    second = held.open()
    assert second.json["linkPass"] != first.json["linkPass"]
    told = porch.cloud.announced()
    assert [each["name"] for each in told] == ["link.opened", "link.opened"]
    assert [each["data"]["isFirst"] for each in told] == [True, False]
    assert told[0]["actor"]["kind"] == "bearer"
    assert told[0]["personal"]["email"] == LAWYER
    assert held.recipient.opened_at is not None


def test_a_whole_opening_is_two_reads_and_one_write(porch: Porch):
    held = porch.share()
    with porch.cloud.meter.measure() as cost:
        held.open()
    assert dict(cost.requests) == {"get_item": 1, "batch_get_item": 1, "transact_write_items": 1}


def test_two_first_openings_at_once_are_one_first(porch: Porch):
    held = porch.share()
    with before_commit(ground.table(), lambda: opening().open(Offer(held.token), Visitor(), None, ANYBODY)):
        assert held.open().status == 201
    firsts = [each["data"]["isFirst"] for each in porch.cloud.announced()]
    assert sorted(firsts) == [False, True]


def test_of_a_link_for_anyone_the_terms_may_ask_who_comes(porch: Porch):
    held = porch.drop(UploadTerms(asks_name=True, asks_email=True), email=None)
    refused = held.open()
    assert (refused.status, refused.faults) == (422, {("name", "REQUIRED"), ("email", "REQUIRED")})
    opened = held.through(name="  Max   Muster ", email="MAX@muster.example")
    (told,) = porch.cloud.announced()
    assert told["personal"] | {} == {
        "title": "Papers of the Doe family",
        "email": None,
        "visitor": "Max Muster",
        "visitorEmail": "max@muster.example",
    }
    assert told["actor"]["name"] == "Max Muster"
    porch.wait(minutes=1)
    assert opened.open().status == 201, "who comes back with a pass need not say it again"
    assert porch.told("link.opened")["personal"]["visitor"] == "Max Muster"


def visits(porch: Porch) -> list[str]:
    passes = [each for each in porch.cloud.items() if each["et"]["S"] == "LINK_PASS"]
    return [each["visit"]["S"] for each in passes]


def test_an_old_pass_goes_on_with_its_visit_and_others_have_their_own(porch: Porch):
    held = porch.drop(email=None)
    mine = held.through()
    porch.wait(hours=3)
    mine.through()
    held.through()
    assert len(visits(porch)) == 3
    assert len(set(visits(porch))) == 2


def test_whom_a_link_was_sent_to_has_one_visit_however_often_they_come(porch: Porch):
    held = porch.drop()
    held.through()
    held.through()
    assert len(set(visits(porch))) == 1


def test_what_somebody_calls_themselves_counts_for_nothing_where_the_link_says_who_it_is_for(porch: Porch):
    held = porch.share()
    assert held.open(name="Mallory", email="mallory@evil.example").status == 201
    (told,) = porch.cloud.announced()
    assert "Mallory" not in str(told)
    assert told["actor"]["name"] == "Lena Lawson"


@pytest.mark.parametrize("body", [{"firmId": "frm_x"}, {"person": "per_x"}, {"hasCode": True}, {"code": "12345"}])
def test_opening_takes_nothing_that_was_not_asked_for(porch: Porch, body):
    assert porch.share().open(**body).status == 422


def test_a_link_of_each_kind_opens_at_the_same_door(porch: Porch):
    for kind in LinkKind:
        target = porch.document().id if kind is LinkKind.SHARE else "inv_x"
        if kind is LinkKind.UPLOAD:
            continue
        assert porch.mint(kind, [Target(id=target)]).open().status == 201
    assert porch.drop().open().status == 201


def test_without_a_token_there_is_nothing_here(porch: Porch):
    for method, path in (("GET", ""), ("POST", "/open"), ("POST", "/code"), ("POST", "/renewal")):
        answer = call(
            handler_of("/v1/guest/link"), method, f"/v1/guest/link{path}", body={} if path == "/open" else None
        )
        assert answer.status == 404
