"""An account goes into another: what was let out of it goes on under the one that stays."""

import pytest

from functions.documents import consumer as documents
from shared.capability import keys
from shared.capability.model import Link, LinkKind
from shared.domain.ids import LinkId, MemberId
from tests.fakes.cloud import queue_event
from tests.fakes.http import context
from tests.integration.arriving import Arrivals, said
from tests.integration.house import House
from tests.integration.links.room import NOTHING, deliver, sweep, told
from tests.integration.links.test_acts import refusal
from tests.integration.outside import Given


@pytest.fixture
def into(house: House) -> str:
    return house.account()


@pytest.fixture
def source(house: House) -> str:
    return house.account("Doe Before")


def merge(house: House, into: str, source: str) -> None:
    headers = {"if-match": house.call("GET", f"/v1/accounts/{into}").headers["etag"]}
    answer = house.call("POST", f"/v1/accounts/{into}/merge", body={"fromId": source}, headers=headers)
    assert answer.status == 200, answer.text


def carry(house: House) -> None:
    """Let the documents move, as their own room does it."""
    moved = [{"detail": each} for each in told(house, "account.merged")]
    assert documents.handler(queue_event(*moved), context()) == NOTHING


def shared(house: House, account: str, **more: object) -> Given:
    return house.outside.share(account, house.cabinet.document(account), **more)


def head(house: House, given: Given) -> Link:
    found = house.cloud.table.get(keys.link(house.firm, LinkId(given.link)))
    assert found is not None
    return Link.model_validate(found)


def listed(house: House, account: str) -> set[str]:
    answer = house.call("GET", "/v1/links", query={"account": account})
    assert answer.status == 200, answer.text
    return {each["id"] for each in answer.json["items"]}


@pytest.mark.parametrize("is_first", [True, False])
def test_shared_documents_are_suspended_until_it_is_heard_of_and_go_on_whichever_room_hears_first(
    house, into, source, is_first
):
    given = shared(house, source, emails=("lou@law.example", "eva@law.example"))
    merge(house, into, source)
    assert refusal(given.token) == "LINK_SUSPENDED"
    if is_first:
        carry(house)
    deliver(house, "account.merged")
    if not is_first:
        carry(house)
    assert refusal(given.token) is None
    document = given.recipient.targets[0].id
    answer = house.call("POST", f"/v1/guest/documents/{document}/download", headers=given.headers)
    assert answer.status == 200, answer.text
    assert listed(house, into) == {given.link}
    (used,) = told(house, "link.used")
    assert used["account"] == into
    assert not [each for each in house.cloud.items() if each["et"]["S"].startswith("LINK") and source in repr(each)]


def test_upload_link_into_the_accounts_own_folder_is_for_the_own_folder_of_the_one_that_stays(house, into, source):
    given = house.outside.upload(source, house.cabinet.main(source))
    merge(house, into, source)
    carry(house)
    deliver(house, "account.merged")
    arrivals = Arrivals(house)
    announced = arrivals.announce("/v1/guest/uploads", said(), headers=given.headers)
    assert announced.status == 201, announced.text
    arrivals.take_in(*arrivals.post(announced.json))
    query = {"account": into, "folder": house.cabinet.main(into)}
    assert [each["name"] for each in house.call("GET", "/v1/documents", query=query).json["items"]] == ["W-2.pdf"]


@pytest.mark.parametrize("is_first", [True, False])
def test_upload_link_into_a_folder_goes_where_the_folder_goes(house, into, source, is_first):
    folder = house.cabinet.folder(source)
    given = house.outside.upload(source, folder)
    merge(house, into, source)
    if is_first:
        carry(house)
    deliver(house, "account.merged")
    assert (refusal(given.token) is None) is is_first
    carry(house)
    assert refusal(given.token) is None
    assert head(house, given).targets[0].id == folder


def test_told_again_it_changes_nothing_and_a_revoked_link_moves_and_stays_revoked(house, into, source):
    kept, over = shared(house, source), shared(house, source)
    assert house.call("POST", f"/v1/links/{over.link}/revoke").status == 200
    merge(house, into, source)
    deliver(house, "account.merged")
    stood = house.dump()
    deliver(house, "account.merged")
    assert house.dump() == stood
    assert (refusal(kept.token), refusal(over.token)) == (None, "LINK_REVOKED")
    assert listed(house, into) == {kept.link, over.link}


def test_what_went_into_an_account_that_went_itself_ends_where_that_ended(house, into, source):
    last = house.account("Last")
    given = shared(house, source)
    merge(house, into, source)
    merge(house, last, into)
    deliver(house, "account.merged")
    assert head(house, given).account == last
    assert refusal(given.token) is None


def test_more_links_than_a_page_all_go_along(house, into, source):
    document = house.cabinet.document(source)
    made = {house.outside.sent(LinkKind.SHARE, source, document).link for _ in range(60)}
    merge(house, into, source)
    deliver(house, "account.merged")
    assert listed(house, into) <= made
    heads = [each for each in house.cloud.items() if each["et"]["S"] == "LINK"]
    assert {each["account"]["S"] for each in heads} == {into}


def test_whoever_may_not_answer_for_it_there_hands_it_over_and_what_they_shared_waits(house, into, source):
    emil = MemberId(house.colleague("Emil Brandt", rights=("manage_documents",)))
    assert house.call("PUT", f"/v1/accounts/{source}/assigned/{emil}").status < 300
    by = {"creator": emil, "head": {"creator": emil, "creator_name": "Emil Brandt"}}
    mine = shared(house, source, **by)
    opened = house.outside.upload(source, house.cabinet.main(source), **by)
    merge(house, into, source)
    assert house.call("DELETE", f"/v1/accounts/{into}/assigned/{emil}").status < 300
    for _ in range(2):
        deliver(house, "account.merged")
    assert (refusal(mine.token), refusal(opened.token)) == ("LINK_SUSPENDED", None)
    assert head(house, opened).creator == house.owner_id
    (waits,), (passed,) = told(house, "link.suspended"), told(house, "link.taken_over")
    assert {waits["account"], passed["account"]} == {into}


def test_expiry_of_a_link_that_moved_is_told_in_the_account_that_stays(house, into, source):
    until = house.cloud.clock.now
    given = shared(house, source, expires_at=until.replace(year=until.year + 1))
    merge(house, into, source)
    deliver(house, "account.merged")
    house.wait(days=366)
    assert sweep(house) == 1
    (over,) = told(house, "link.expired")
    assert (over["object"]["id"], over["account"]) == (given.link, into)
