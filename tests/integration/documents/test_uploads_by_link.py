"""Files dropped through an upload link go where it says while it is open; their sender sees nothing else."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from functions.documents.service.uploading import announcing
from shared.capability import keys
from shared.capability.model import Recipient, UploadTerms, Wanted
from shared.domain.ids import LinkId
from shared.limits import Limit, Rule
from tests.integration.arriving import PDF, found, said, stored, tell
from tests.integration.documents.handed_in import switch
from tests.integration.house import House
from tests.integration.outside import LOU, Given

SEEN = {"if-match": '"1"'}
EXPIRED = timedelta(days=1)


@pytest.fixture
def account(house):
    return house.account()


def _items(house: House, kind: str) -> list[dict[str, Any]]:
    return [each for each in house.cloud.items() if each["et"]["S"] == kind]


def _link(house: House, account: str, terms: UploadTerms | None = None, **more: Any) -> Any:
    head = {"upload": terms.model_dump()} if terms else None
    return house.outside.upload(account, house.cabinet.main(account), head=head, **more)


def _announce(arrivals: Any, given: Any, content: bytes = PDF, key: str = "", **more: Any) -> Any:
    headers = {**given.headers, **({"idempotency-key": key} if key else {})}
    answer = arrivals.announce("/v1/guest/uploads", said(content, **more), headers=headers)
    assert answer.status == 201, answer.text
    return answer.json


def _made(house: House, account: str, terms: Any, **more: Any) -> tuple[Given, str]:
    """Let the team ask Lou for files; how Lou holds the link that opened it, and where its uses are raised."""
    body = {"accountId": account, "recipients": [{"email": LOU}], "terms": terms, **more}
    made = house.call("POST", "/v1/links/upload", body=body)
    assert made.status == 201, made.text
    place = keys.recipient(house.firm, LinkId(made.json["id"]), 1)
    held = house.outside.held(Recipient.model_validate(house.cloud.table.get(place)))
    return house.outside.opened(held), f"/v1/links/{held.link}/recipients/1/uses"


def _states(house: House, given: Given) -> set[str]:
    """How it stands, as each who may ask is told."""
    link = house.call("GET", f"/v1/links/{given.link}").json
    listed = house.call("GET", "/v1/links").json["items"]
    guest = house.call("GET", "/v1/guest/link", headers=given.headers).json
    rows = [link, *link["recipients"], guest, *listed, *(of for each in listed for of in each["recipients"])]
    wanted = house.call("GET", "/v1/links", query={"state": guest["state"]}).json["items"]
    assert [each["id"] for each in wanted] == [given.link]
    return {each["state"] for each in rows}


def _reopened(house: House, given: Any) -> Any:
    """Let somebody go on with their visit at the door, by the pass they had."""
    opened = house.call("POST", "/v1/guest/link/open", body={}, headers=given.headers)
    assert opened.status == 201, opened.text
    return replace(given, link_pass=opened.json["linkPass"])


def test_dropped_file_lies_in_the_folder_and_is_a_use(house, arrivals, account):
    given = _link(house, account)
    announced = _announce(arrivals, given)
    arrivals.take_in(*arrivals.post(announced))
    (document,) = _items(house, "DOCUMENT")
    assert document["origin"]["S"] == "upload_link"
    (recipient,) = _items(house, "LINK_RECIPIENT")
    assert recipient["uses"]["N"] == "1"
    read = house.call("GET", f"/v1/guest/uploads/{announced['upload']['id']}", headers=given.headers)
    assert read.json["upload"]["state"] == "filed"
    assert "documentId" not in read.json["upload"]


LIST = UploadTerms(wanted=(Wanted(id="w2", label="W-2"), Wanted(id="bank", label="Bank statement")))


def _ticked(house: House, given: Any) -> list[str]:
    """What of the list is done, as somebody sees it who holds the link."""
    seen = house.call("GET", "/v1/guest/link", headers=given.headers)
    assert seen.status == 200, seen.text
    return [each["id"] for each in seen.json["upload"]["wanted"] if each["isDone"]]


def _seen_by_team(house: House, given: Any) -> dict[str, list[int]]:
    wanted = house.call("GET", f"/v1/links/{given.link}").json["terms"]["wanted"]
    assert all(each["done"] is bool(each["doneBy"]) for each in wanted)
    return {each["id"]: each["doneBy"] for each in wanted}


def test_request_list_ticks_itself_off(house, arrivals, account):
    given = _link(house, account, LIST)
    assert _ticked(house, given) == []
    for content in (PDF, PDF + b"2"):
        arrivals.take_in(*arrivals.post(_announce(arrivals, given, content, wanted="bank"), content))
    assert _ticked(house, given) == ["bank"]
    assert _seen_by_team(house, given) == {"w2": [], "bank": [1]}
    unknown = arrivals.announce("/v1/guest/uploads", said(wanted="none"), headers=given.headers)
    assert (unknown.status, unknown.code) == (404, "NOT_FOUND")


def test_recipients_learn_nothing_of_each_other_by_the_list_and_the_team_sees_it_joined(house, arrivals, account):
    first = _link(house, account, LIST, emails=(LOU, "ann@law.example"))
    place = keys.recipient(house.firm, first.link, 2)
    second = house.outside.opened(house.outside.held(Recipient.model_validate(house.cloud.table.get(place))))
    arrivals.take_in(*arrivals.post(_announce(arrivals, first, wanted="bank")))
    assert (_ticked(house, first), _ticked(house, second)) == (["bank"], [])
    arrivals.take_in(*arrivals.post(_announce(arrivals, second, PDF + b"2", wanted="bank"), PDF + b"2"))
    assert _ticked(house, second) == ["bank"]
    assert _seen_by_team(house, first) == {"w2": [], "bank": [1, 2]}


def test_visitors_of_one_link_learn_nothing_of_each_other_by_the_list(house, arrivals, account):
    mine = _link(house, account, LIST, emails=(None,))
    theirs = house.outside.opened(mine)
    arrivals.take_in(*arrivals.post(_announce(arrivals, mine, wanted="bank")))
    arrivals.take_in(*arrivals.post(_announce(arrivals, theirs, PDF + b"2", wanted="w2"), PDF + b"2"))
    assert (_ticked(house, mine), _ticked(house, theirs)) == (["bank"], ["w2"])
    house.wait(minutes=31)
    assert _ticked(house, _reopened(house, mine)) == ["bank"]
    assert _seen_by_team(house, mine) == {"w2": [1], "bank": [1]}


def test_list_costs_two_reads_to_see_and_one_write_to_tick(house, arrivals, account):
    mine = _link(house, account, LIST, emails=(None,))
    key, version = arrivals.post(_announce(arrivals, mine, wanted="bank"))
    tell(stored(house.cloud, key, version))
    with house.cloud.meter.measure() as cost:
        tell(found(key, version))
    assert cost.requests["transact_write_items"] == 2  # the verdict, and the document with all that goes with it
    with house.cloud.meter.measure() as cost:
        assert _ticked(house, mine) == ["bank"]
    assert dict(cost.requests) == {"get_item": 1, "batch_get_item": 1}


def test_each_uploader_has_a_folder_of_their_own(house, arrivals, account):
    folder = house.cabinet.folder(account)
    terms = UploadTerms(has_folder_each=True)
    head = {"upload": terms.model_dump()}
    given = house.outside.upload(account, folder, head=head, emails=(None,), name=None)
    again = house.outside.opened(given, name="Ann Other")
    for each, content in ((given, PDF), (given, PDF + b"2"), (again, PDF + b"3")):
        arrivals.take_in(*arrivals.post(_announce(arrivals, each, content), content))
    below = [each for each in _items(house, "FOLDER") if each.get("parent", {}).get("S") == folder]
    assert sorted((each["name"]["S"], each["documents"]["N"]) for each in below) == [
        ("Ann Other", "1"),
        ("Somebody with the link", "2"),
    ]


def test_link_takes_so_many_files_and_no_more(house, arrivals, account):
    given = _link(house, account, max_uses=1)
    first, second = _announce(arrivals, given), _announce(arrivals, given, PDF + b"2")
    arrivals.take_in(*arrivals.post(first))
    arrivals.take_in(*arrivals.post(second, PDF + b"2"))
    assert len(_items(house, "DOCUMENT")) == 1
    assert arrivals.read(second["upload"]["id"])["reason"] == "link_closed"
    refused = arrivals.announce("/v1/guest/uploads", said(), headers=given.headers)
    assert (refused.status, refused.code) == (410, "LINK_EXHAUSTED")
    assert arrivals.objects == {"files"}


def test_link_takes_so_many_bytes_in_all_and_no_more(house, arrivals, account):
    given = _link(house, account, max_bytes=2 * len(PDF))
    first, second, third = (_announce(arrivals, given, PDF + bytes([n])) for n in range(3))
    arrivals.take_in(*arrivals.post(first, PDF + bytes([0])))
    over = arrivals.announce("/v1/guest/uploads", said(PDF), headers=given.headers)
    assert (over.status, over.code) == (422, "FILE_TOO_LARGE")
    for each, content in ((second, PDF + bytes([1])), (third, PDF + bytes([2]))):
        arrivals.take_in(*arrivals.post(each, content))
        assert arrivals.read(each["upload"]["id"])["reason"] == "link_closed"
    assert len(_items(house, "DOCUMENT")) == 1
    assert arrivals.objects == {"files"}


@pytest.mark.parametrize("terms", [{"maxFiles": 1}, {"singleUse": True}, {"maxBytes": len(PDF)}], ids=str)
def test_link_that_took_all_it_takes_is_exhausted_wherever_it_is_asked(house, arrivals, account, terms):
    given, _ = _made(house, account, terms)
    first, second = _announce(arrivals, given), _announce(arrivals, given, b"%PDF-1")
    assert _states(house, given) == {"active"}
    arrivals.take_in(*arrivals.post(first))
    assert _states(house, given) == {"exhausted"}
    path = f"/v1/guest/uploads/{second['upload']['id']}"
    for method, where in (("POST", "/v1/guest/uploads"), ("POST", f"{path}/address"), ("POST", "/v1/guest/link/open")):
        body = said(b"%PDF-1") if where.endswith("uploads") else {}
        refused = house.call(method, where, body=body, headers=given.headers)
        assert (refused.status, refused.code) == (410, "LINK_EXHAUSTED"), where
    assert house.call("GET", path, headers=given.headers).status == 200
    assert len(house.call("GET", "/v1/guest/uploads", headers=given.headers).json["items"]) == 2


@pytest.mark.parametrize(
    ("terms", "less", "more"),
    [
        ({"maxFiles": 1}, {"maxUses": 1, "maxBytes": 9}, {"maxUses": 2}),
        ({"singleUse": True}, {"maxUses": 1, "maxBytes": 9}, {"maxUses": None}),
        ({"maxBytes": len(PDF)}, {"maxUses": None, "maxBytes": 9}, {"maxUses": None, "maxBytes": 2 * len(PDF)}),
        ({"maxBytes": len(PDF)}, {"maxUses": 1}, {"maxUses": None, "maxBytes": None}),
    ],
    ids=str,
)
def test_link_that_took_all_it_takes_lives_again_when_that_is_raised(house, arrivals, account, terms, less, more):
    given, path = _made(house, account, terms)
    arrivals.take_in(*arrivals.post(_announce(arrivals, given)))
    assert house.call("POST", path, body=less, headers=SEEN).code == "WRONG_STATE"
    raised = house.call("POST", path, body=more, headers=SEEN)
    assert (raised.status, raised.json["state"]) == (200, "active"), raised.text
    arrivals.take_in(*arrivals.post(_announce(arrivals, given, PDF[:-1] + b"2"), PDF[:-1] + b"2"))
    assert len(_items(house, "DOCUMENT")) == 2
    (told,) = (each for each in house.cloud.announced() if each["name"] == "link.extended")
    assert set(told["data"]["after"]) <= {"max_uses", "max_bytes"}


def test_bytes_of_what_takes_no_files_are_not_raised(house, account):
    given = house.outside.share(account, house.cabinet.document(account))
    path = f"/v1/links/{given.link}/recipients/1/uses"
    refused = house.call("POST", path, body={"maxUses": 3, "maxBytes": 3}, headers=SEEN)
    assert (refused.status, refused.faults) == (422, {("maxBytes", "NOT_TAKEN")})


def test_link_is_told_of_so_many_files_a_while_and_no_more(house, arrivals, account, monkeypatch):
    few = Limit(2, timedelta(minutes=15))
    monkeypatch.setattr(announcing, "ANNOUNCING", Rule("announcing", few))
    mine, theirs = _link(house, account), _link(house, account)
    for n in range(2):
        _announce(arrivals, mine, PDF + bytes([n]))
    before = len(_items(house, "UPLOAD"))
    refused = arrivals.announce("/v1/guest/uploads", said(), headers=mine.headers)
    assert (refused.status, refused.code) == (429, "TOO_MANY_REQUESTS")
    assert int(refused.headers["retry-after"]) > 0
    assert len(_items(house, "UPLOAD")) == before
    _announce(arrivals, theirs)
    house.wait(minutes=15)
    _announce(arrivals, house.outside.opened(mine))


@pytest.mark.parametrize(
    ("terms", "body", "code"),
    [
        ({"maxBytes": 10}, {}, "FILE_TOO_LARGE"),
        ({"types": ["image/png"]}, {}, "FILE_TYPE_REFUSED"),
    ],
)
def test_link_may_take_less_than_the_firm_does(house, arrivals, account, terms, body, code):
    given, _ = _made(house, account, terms)
    assert arrivals.announce("/v1/guest/uploads", said(**body), headers=given.headers).code == code


def test_abuse_16_upload_finished_after_the_link_closed_is_refused_and_its_bytes_go(house, arrivals, account):
    given = _link(house, account, expires_at=house.cloud.clock.now + EXPIRED)
    announced = _announce(arrivals, given)
    key, version = arrivals.post(announced)
    house.wait(days=1)
    arrivals.take_in(key, version)
    assert _items(house, "DOCUMENT") == []
    assert house.cloud.stored == []
    rejected = arrivals.read(announced["upload"]["id"])
    assert (rejected["state"], rejected["reason"]) == ("rejected", "link_closed")
    assert house.names().count("upload.rejected") == 1


def test_what_was_stored_in_time_is_filed_though_the_verdict_comes_after_the_end(house, arrivals, account):
    given = _link(house, account, expires_at=house.cloud.clock.now + EXPIRED)
    announced = _announce(arrivals, given)
    key, version = arrivals.post(announced)
    house.wait(hours=23, minutes=59)
    tell(stored(house.cloud, key, version))
    house.wait(minutes=10)
    tell(found(key, version))
    assert arrivals.read(announced["upload"]["id"])["state"] == "filed"


def test_key_of_one_visit_is_nobody_elses_and_goes_on_with_the_next_pass_of_its_own(house, arrivals, account):
    mine = house.outside.upload(account, house.cabinet.main(account), emails=(None,))
    theirs = house.outside.opened(mine)
    house.wait(minutes=31)
    mine, theirs = (_reopened(house, each) for each in (mine, theirs))
    again = _reopened(house, mine)
    sent = [_announce(arrivals, each, key="twice")["upload"]["id"] for each in (mine, theirs, again)]
    assert sent[0] == sent[2] != sent[1]
    listed = house.call("GET", "/v1/guest/uploads", headers=theirs.headers).json["items"]
    assert [each["id"] for each in listed] == [sent[1]]


def test_visitors_of_one_link_see_each_others_files_nowhere(house, arrivals, account):
    mine = house.outside.upload(account, house.cabinet.main(account), emails=(None,))
    theirs = house.outside.opened(mine)
    upload = _announce(arrivals, mine)["upload"]["id"]
    assert _announce(arrivals, mine, PDF + b"2")
    listed = house.call("GET", "/v1/guest/uploads", headers=theirs.headers)
    assert listed.json["items"] == []
    assert len(house.call("GET", "/v1/guest/uploads", headers=mine.headers).json["items"]) == 2
    for method, rest in (("GET", ""), ("DELETE", ""), ("POST", "/address"), ("POST", "/complete")):
        answer = house.call(method, f"/v1/guest/uploads/{upload}{rest}", headers=theirs.headers)
        assert (answer.status, answer.code) == (404, "NOT_FOUND")


def _is_told(house: House, given: Given) -> bool:
    """Let somebody say that they are done; whether the team is told now."""
    said = house.call("POST", "/v1/guest/uploads/done", body={"surface": "checkbox"}, headers=given.headers)
    assert said.status == 200, said.text
    return bool(said.json["told"])


@pytest.mark.parametrize("email", [None, LOU], ids=["anyone", "lou"])
def test_done_is_told_once_however_many_passes_it_is_said_by_and_again_after_new_files(house, arrivals, account, email):
    switch(house, done_uploading_checkbox=True)
    mine = _link(house, account, emails=(email,))
    arrivals.take_in(*arrivals.post(_announce(arrivals, mine)))
    assert _is_told(house, mine)
    house.wait(minutes=31)
    again = _reopened(house, mine)
    assert not _is_told(house, again)
    assert house.names().count("upload.done_signalled") == 1
    arrivals.take_in(*arrivals.post(_announce(arrivals, again, PDF + b"2"), PDF + b"2"))
    assert _is_told(house, again)
    assert not _is_told(house, again)
    assert house.names().count("upload.done_signalled") == 2


def test_visitor_of_a_link_for_anyone_is_done_with_their_own_files_alone(house, arrivals, account):
    switch(house, done_uploading_checkbox=True)
    mine = _link(house, account, emails=(None,))
    theirs = house.outside.opened(mine)
    arrivals.take_in(*arrivals.post(_announce(arrivals, mine)))
    assert _is_told(house, mine)
    assert _is_told(house, theirs), "whoever else is done"
    arrivals.take_in(*arrivals.post(_announce(arrivals, theirs, PDF + b"2"), PDF + b"2"))
    assert not _is_told(house, mine), "by files of others"
    assert _is_told(house, theirs)


def test_saying_done_by_a_link_costs_two_reads_and_one_write(house, account):
    switch(house, done_uploading_checkbox=True)
    mine = _link(house, account, emails=(None,))
    with house.cloud.meter.measure() as cost:
        assert _is_told(house, mine)
    assert dict(cost.requests) == {"get_item": 1, "batch_get_item": 1, "transact_write_items": 1}


def test_filed_file_is_a_use_that_is_told_once_and_stands_in_the_history_of_the_link(house, arrivals, account):
    given, _ = _made(house, account, {"maxFiles": 5}, tellsUse=True)
    house.wait(minutes=1)
    key, version = arrivals.post(_announce(arrivals, given))
    for _ in range(2):
        arrivals.take_in(key, version)
    (used,) = (each for each in house.cloud.announced() if each["name"] == "link.used")
    (document,) = _items(house, "DOCUMENT")
    assert (used["actor"]["id"], used["object"]["id"]) == (given.recipient.id, given.link)
    assert used["data"] | {"creator": ""} == {
        "kind": "upload",
        "n": 1,
        "creator": "",
        "document": document["id"]["S"],
        "documentVersion": 1,
        "tells": True,
    }
    link = house.call("GET", f"/v1/links/{given.link}").json
    assert link["recipients"][0]["uses"] == 1
    done = [(each["kind"], each["n"], each["name"], each["target"]) for each in link["history"]]
    assert done == [("used", 1, LOU, document["id"]["S"]), ("opened", 1, None, None)]


def test_file_that_is_turned_away_is_no_use(house, arrivals, account):
    given = _link(house, account)
    arrivals.take_in(*arrivals.post(_announce(arrivals, given)), "THREATS_FOUND")
    assert "link.used" not in house.names()
    assert [each["kind"] for each in house.call("GET", f"/v1/links/{given.link}").json["history"]] == ["opened"]
