"""A member leaves: what they let others do goes on under another, what they shared waits for whom it passes to."""

from typing import Any

import pytest

from shared.capability.model import LinkKind
from shared.domain.ids import MemberId
from tests.fakes.http import claims
from tests.integration.house import House
from tests.integration.links.room import deliver, standing, told
from tests.integration.links.test_acts import refusal
from tests.integration.outside import Given

RIGHTS = ("manage_documents", "view_all_accounts")


@pytest.fixture
def account(house: House) -> str:
    return house.account()


@pytest.fixture
def emil(house: House) -> MemberId:
    return MemberId(house.colleague("Emil Brandt", rights=RIGHTS))


def assign(house: House, account: str, member: str) -> None:
    assert house.call("PUT", f"/v1/accounts/{account}/assigned/{member}").status < 300


def unassign(house: House, account: str, member: str) -> None:
    assert house.call("DELETE", f"/v1/accounts/{account}/assigned/{member}").status < 300


def share(house: House, account: str, emil: MemberId, **more: Any) -> Given:
    document = house.cabinet.document(account)
    head = {"creator": emil, "creator_name": "Emil Brandt"}
    return house.outside.sent(LinkKind.SHARE, account, document, creator=emil, head=head, **more)


def upload(house: House, account: str, emil: MemberId, emails: tuple[str, ...] = ("lou@law.example",)) -> Given:
    head = {"creator": emil, "creator_name": "Emil Brandt"}
    folder = house.cabinet.main(account)
    return house.outside.sent(LinkKind.UPLOAD, account, folder, emails=emails, creator=emil, head=head)


def creator(house: House, link: Given) -> str:
    return str(house.call("GET", f"/v1/links/{link.link}").json["creator"]["id"])


def test_upload_link_goes_on_under_the_first_follower_and_the_share_link_waits(house, account, emil):
    anna = house.colleague("Anna Adler", rights=RIGHTS)
    assign(house, account, anna)
    shared, opened = share(house, account, emil), upload(house, account, emil, ("a@law.example", "b@law.example"))
    house.call("POST", f"/v1/members/{emil}/deactivate")
    deliver(house, "member.deactivated")
    assert (refusal(shared.token), refusal(opened.token)) == ("LINK_SUSPENDED", None)
    assert creator(house, opened) == anna
    assert {standing(house, opened.link, n).creator for n in (1, 2)} == {anna}
    (passed,), (waits,) = told(house, "link.taken_over"), told(house, "link.suspended")
    assert (passed["object"]["id"], passed["data"]["was"], passed["data"]["creator"]) == (opened.link, emil, anna)
    assert (waits["object"]["id"], waits["actor"]["kind"]) == (shared.link, "system")
    taken = house.call("POST", f"/v1/links/{shared.link}/take-over", who=claims(house.firm, MemberId(anna)))
    assert taken.json["state"] == "active"
    assert refusal(shared.token) is None


def test_without_a_follower_the_owner_answers(house, emil):
    account = house.account(assigned=[emil])
    opened = upload(house, account, emil)
    house.call("POST", f"/v1/members/{emil}/deactivate")
    deliver(house, "member.deactivated")
    assert creator(house, opened) == house.owner_id
    assert refusal(opened.token) is None


def test_whoever_loses_the_account_or_the_right_has_left_as_far_as_that_goes(house, account):
    emil = MemberId(house.colleague("Emil Brandt", rights=("manage_documents",)))
    other = house.account("Roe Ltd.")
    for each in (account, other):
        assign(house, each, emil)
    lost, kept = upload(house, account, emil), upload(house, other, emil)
    unassign(house, account, emil)
    deliver(house, "account.member_unassigned")
    assert (creator(house, lost), creator(house, kept)) == (house.owner_id, emil)
    etag = house.call("GET", f"/v1/members/{emil}").headers["etag"]
    changed = house.call("PATCH", f"/v1/members/{emil}", body={"rights": []}, headers={"if-match": etag})
    assert changed.status == 200, changed.text
    deliver(house, "member.rights_changed")
    assert creator(house, kept) == house.owner_id


def test_told_once_however_often_and_in_whichever_order_it_is_delivered(house, account, emil):
    shared = share(house, account, emil)
    upload(house, account, emil)
    house.call("POST", f"/v1/members/{emil}/deactivate")
    for _ in range(3):
        deliver(house, "member.deactivated")
    assert len(told(house, "link.suspended")) == len(told(house, "link.taken_over")) == 1
    house.call("POST", f"/v1/members/{emil}/restore")
    deliver(house, "member.deactivated", "member.restored")
    assert refusal(shared.token) is None, "they answer for it again"
    house.call("POST", f"/v1/members/{emil}/deactivate")
    deliver(house, "member.restored", "member.deactivated")
    assert len(told(house, "link.suspended")) == 2, "it was left a second time"


def test_revoked_links_pass_to_nobody(house, account, emil):
    opened = upload(house, account, emil)
    house.call("POST", f"/v1/links/{opened.link}/revoke")
    house.call("POST", f"/v1/members/{emil}/deactivate")
    deliver(house, "member.deactivated")
    assert creator(house, opened) == emil


def test_hundreds_of_links_of_one_sender_are_settled_page_by_page(house, account, emil):
    made = [upload(house, account, emil) for _ in range(120)]
    house.call("POST", f"/v1/members/{emil}/deactivate")
    deliver(house, "member.deactivated")
    assert {standing(house, each.link).creator for each in made} == {house.owner_id}
    assert len(told(house, "link.taken_over")) == 120


def test_abuse_7_what_was_sent_to_a_contact_ends_with_them_and_what_was_typed_goes_on(house, account):
    contact = house.contact("Lou Law", "lou@law.example")
    document = house.cabinet.document(account)
    theirs = house.outside.sent(LinkKind.SHARE, account, document, contact=contact)
    typed = house.outside.sent(LinkKind.SHARE, account, document)
    assert house.call("POST", f"/v1/contacts/{contact}/delete").status < 300
    for _ in range(2):
        deliver(house, "contact.deleted")
    assert (refusal(theirs.token), refusal(typed.token)) == ("LINK_REVOKED", None)
    (over,) = told(house, "link.revoked")
    assert (over["actor"]["name"], over["source"]) == ("Olivia Reed", "automation")
