"""What the team does to links that are out, and what it never undoes."""

from datetime import timedelta
from typing import Any

import pytest

from shared import wiring
from shared.capability.model import LinkKind
from shared.domain.ids import MemberId, email_digest
from shared.domain.mail import MailState, MailTrouble
from shared.mail import suppression
from tests.fakes.http import Answer, call, claims, handler_of
from tests.fakes.interleaving import Interleaved
from tests.integration.house import House
from tests.integration.links.room import act, deliver, extend, seen, standing, told
from tests.integration.links.routes.sending import given
from tests.integration.outside import LOU, Given

GUEST = "/v1/guest/link"


def looked(token: str) -> Answer:
    return call(handler_of(GUEST), "GET", GUEST, headers={"portico-token": token})


def refusal(token: str) -> str | None:
    """Why whoever holds the token may not open it; None when they may."""
    answer = call(handler_of(GUEST), "POST", f"{GUEST}/open", body={}, headers={"portico-token": token})
    return None if answer.status == 201 else answer.code


def several(house: House, k: int = 3, **more: Any) -> Given:
    account = house.account()
    emails = tuple(f"lou{n}@law.example" for n in range(1, k + 1))
    until = house.cloud.clock.now + timedelta(days=7)
    return house.outside.sent(
        LinkKind.SHARE, account, house.cabinet.document(account), emails=emails, **{"expires_at": until, **more}
    )


def test_extending_one_gives_the_same_address_more_time_and_the_others_none(house):
    link = several(house)
    answer = act(house, link.link, "extend", {"expiresAt": "2026-12-31T12:00:00Z"})
    assert (answer.status, answer.json["expiresAt"]) == (200, "2026-12-31T12:00:00Z")
    house.wait(days=8)
    assert refusal(link.token) is None
    assert refusal(house.outside.held(standing(house, link.link, 2)).token) == "LINK_EXPIRED"


def test_extending_all_passes_over_who_was_revoked(house):
    link = several(house)
    act(house, link.link, "revoke", n=2)
    answer = extend(house, link.link, None)
    assert [(each["state"], each["expiresAt"] is None) for each in answer.json["recipients"]] == [
        ("active", True),
        ("revoked", False),
        ("active", True),
    ]
    assert [each["data"]["n"] for each in told(house, "link.extended")] == [1, 3]


def test_expired_link_lives_again_when_extended_and_shorter_is_possible_too(house):
    link = given(house, expires_at=house.cloud.clock.now + timedelta(hours=1))
    house.wait(hours=2)
    assert refusal(link.token) == "LINK_EXPIRED"
    act(house, link.link, "extend", {"expiresAt": None})
    assert refusal(link.token) is None
    act(house, link.link, "extend", {"expiresAt": "2026-11-22T11:30:00Z"})
    house.wait(hours=1)
    assert refusal(link.token) == "LINK_EXPIRED"


def test_resend_kills_the_old_address_and_keeps_what_was_used(house):
    link = given(house, uses=4)
    house.wait(minutes=2)
    answer = act(house, link.link, "resend", {})
    assert (answer.json["uses"], answer.json["maxUses"]) == (4, 5)
    anew = house.outside.held(standing(house, link.link))
    assert (refusal(link.token), refusal(anew.token)) == ("LINK_SUPERSEDED", None)
    deliver(house, "link.sent")
    assert house.cloud.mailbox[-1].link.endswith(f"#{anew.token}")


def test_resend_never_shortens_and_never_ends_what_has_no_end(house):
    lasting, long, short = (
        given(house, expires_at=None),
        given(house, expires_at=house.cloud.clock.now + timedelta(days=90)),
        given(house),
    )
    house.wait(minutes=2)
    ends = [act(house, each.link, "resend", {}).json["expiresAt"] for each in (lasting, long, short)]
    assert ends == [None, "2027-02-20T09:00:00Z", "2026-12-22T09:02:00Z"]
    said = act(house, given(house, sent_at=None).link, "resend", {"expiresAt": "2026-11-23T00:00:00Z"})
    assert said.json["expiresAt"] == "2026-11-23T00:00:00Z"


def test_abuse_21_resends_in_a_flood_are_one_letter_a_minute(house):
    link = given(house)
    house.wait(minutes=2)
    answers = [act(house, link.link, "resend", {}) for _ in range(20)]
    assert [each.status for each in answers] == [200, *[409] * 19]
    assert {each.code for each in answers[1:]} == {"LINK_SENT_TOO_SOON"}
    assert all(1 <= int(each.headers["retry-after"]) <= 60 for each in answers[1:])
    house.wait(seconds=59)
    assert act(house, link.link, "resend", {}).code == "LINK_SENT_TOO_SOON"
    house.wait(seconds=1)
    assert act(house, link.link, "resend", {}).status == 200
    deliver(house, "link.sent")
    assert len(house.cloud.mailbox) == 1, "the letter of the address before is not sent any more"
    assert standing(house, link.link).generation == 3


def test_abuse_21_of_two_resends_at_once_one_sends(house, monkeypatch):
    link = given(house)
    house.wait(minutes=2)
    second: list[Answer] = []
    racing = Interleaved(
        house.cloud.client("dynamodb"),
        "transact_write_items",
        1,
        lambda: second.append(act(house, link.link, "resend", {})),
    )
    monkeypatch.setattr(wiring, "client", lambda name: racing if name == "dynamodb" else house.cloud.client(name))
    first = act(house, link.link, "resend", {})
    assert (first.code, second[0].status) == ("LINK_SENT_TOO_SOON", 200)
    assert len(told(house, "link.sent")) == 1


def test_who_stole_an_older_address_is_told_so_four_resends_later(house):
    link = given(house)
    held = [link]
    for _ in range(4):
        house.wait(minutes=2)
        act(house, link.link, "resend", {})
        held.append(house.outside.held(standing(house, link.link)))
    assert [refusal(each.token) for each in held] == ["NOT_FOUND", *["LINK_SUPERSEDED"] * 3, None]


def test_link_for_anyone_is_read_and_never_sent(house):
    account = house.account()
    link = house.outside.sent(LinkKind.SHARE, account, house.cabinet.document(account), emails=(None,), sent_at=None)
    assert act(house, link.link, "resend", {}).code == "WRONG_STATE"
    answer = act(house, link.link, "address")
    assert answer.json["linkAddress"] == f"https://portal.example.com/share/#{link.token}"
    assert answer.json["qr"].startswith("<svg ")


def test_each_reading_of_the_address_is_told_and_none_tells_the_address(house):
    link = given(house)
    for _ in range(2):
        assert act(house, link.link, "address").json["linkAddress"].endswith(link.token)
    events = told(house, "link.address_read")
    assert [each["actor"]["name"] for each in events] == ["Olivia Reed", "Olivia Reed"]
    assert link.token not in repr(events)


def test_address_of_what_is_revoked_is_read_by_nobody(house):
    link = several(house)
    act(house, link.link, "revoke")
    assert act(house, link.link, "address").code == "WRONG_STATE"
    house.call("POST", f"/v1/links/{link.link}/revoke")
    assert act(house, link.link, "address", n=2).code == "WRONG_STATE"


def test_exhausted_link_lives_again_when_its_uses_are_raised_and_never_falls_below_them(house):
    link = given(house, uses=5, max_uses=5)
    assert refusal(link.token) == "LINK_EXHAUSTED"
    assert act(house, link.link, "uses", {"maxUses": 5}).status == 200, "as it is"
    assert act(house, link.link, "uses", {"maxUses": 4}).code == "WRONG_STATE"
    assert act(house, link.link, "uses", {"maxUses": 6}).json["state"] == "active"
    assert refusal(link.token) is None
    assert act(house, link.link, "uses", {"maxUses": None}).json["maxUses"] is None


def test_abuse_7_revoked_for_one_is_over_for_that_one_at_once_and_for_good(house):
    link = several(house)
    other = house.outside.held(standing(house, link.link, 2))
    assert act(house, link.link, "revoke").json["state"] == "revoked"
    assert (refusal(link.token), refusal(other.token)) == ("LINK_REVOKED", None)
    for what, body in (("extend", {"expiresAt": None}), ("resend", {}), ("uses", {"maxUses": 9})):
        assert act(house, link.link, what, body).code == "WRONG_STATE"


def test_abuse_7_revoked_for_all_is_over_for_each_by_one_write(house):
    link = several(house, 20)
    with house.cloud.meter.measure() as cost:
        answer = house.call("POST", f"/v1/links/{link.link}/revoke")
    assert answer.json["state"] == "revoked"
    assert cost.actions == [2]
    for n in (1, 20):
        assert refusal(house.outside.held(standing(house, link.link, n)).token) == "LINK_REVOKED"
    for what, body in (("extend", {"expiresAt": None}), ("resend", {}), ("uses", {"maxUses": 9})):
        assert act(house, link.link, what, body).code == "WRONG_STATE"
    assert extend(house, link.link, None).code == "WRONG_STATE"


def test_revoking_twice_tells_once(house):
    link = several(house)
    for _ in range(2):
        assert act(house, link.link, "revoke").status == 200
    house.wait(seconds=1)  # what is told within one moment stands in no order
    for _ in range(2):
        assert house.call("POST", f"/v1/links/{link.link}/revoke").status == 200
    assert [each["data"]["n"] for each in told(house, "link.revoked")] == [1, None]


def test_done_link_stays_done(house):
    link = given(house, done_at=house.cloud.clock.now)
    for what, body in (("revoke", None), ("extend", {"expiresAt": None}), ("resend", {})):
        assert act(house, link.link, what, body).code == "WRONG_STATE"


def test_abuse_6_team_sees_the_link_end_to_the_second_with_no_sweep_run(house):
    link = given(house, expires_at=house.cloud.clock.now + timedelta(seconds=2))
    states = []
    for _ in range(4):
        states.append(house.call("GET", f"/v1/links/{link.link}").json["state"])
        house.wait(seconds=1)
    assert states == ["active", "active", "expired", "expired"]


def test_wish_for_more_time_is_granted_to_the_original_address_alone(house):
    link = given(house, expires_at=house.cloud.clock.now + timedelta(hours=1))
    house.wait(hours=2)
    assert act(house, link.link, "renewal/grant", {}).code == "WRONG_STATE", "nobody asked"
    assert call(handler_of(GUEST), "POST", f"{GUEST}/renewal", headers={"portico-token": link.token}).status < 300
    shown = house.call("GET", f"/v1/links/{link.link}").json["recipients"][0]
    assert shown["renewalAskedAt"] == "2026-11-22T11:00:00Z"
    assert act(house, link.link, "renewal/grant", {}).json["renewalAskedAt"] is None
    deliver(house, "link.sent")
    (letter,) = house.cloud.mailbox
    assert letter.envelope_to == (LOU,)
    assert (refusal(link.token), refusal(letter.link.partition("#")[2])) == ("LINK_SUPERSEDED", None)


def test_declined_wish_is_gone_and_not_declined_twice(house):
    link = given(house, expires_at=house.cloud.clock.now + timedelta(hours=1))
    house.wait(hours=2)
    call(handler_of(GUEST), "POST", f"{GUEST}/renewal", headers={"portico-token": link.token})
    for _ in range(2):
        assert act(house, link.link, "renewal/decline").json["renewalAskedAt"] is None
    assert len(told(house, "link.renewal_declined")) == 1
    assert act(house, link.link, "renewal/grant", {}).status == 200, "the firm may think better of it"


def test_suspended_share_goes_on_under_whoever_takes_it_over(house):
    emil = MemberId(house.colleague("Emil Brandt", rights=("manage_documents", "view_all_accounts")))
    link = given(house, creator=emil, head={"creator": emil, "creator_name": "Emil Brandt"})
    path = f"/v1/links/{link.link}/take-over"
    assert house.call("POST", path).code == "WRONG_STATE", "Emil answers for it"
    house.call("POST", f"/v1/members/{emil}/deactivate")
    assert refusal(link.token) == "LINK_SUSPENDED"
    taken = house.call("POST", path).json
    assert (taken["state"], taken["creator"]["name"]) == ("active", "Olivia Reed")
    assert refusal(link.token) is None, "the address went on"
    assert house.call("POST", path).status == 200, "it is hers already"
    listed = house.call("GET", "/v1/links", query={"creator": house.owner_id}).json["items"]
    assert [each["id"] for each in listed] == [link.link]


def test_employee_acts_on_links_of_their_accounts_alone(house):
    link = given(house)
    stranger = claims(house.firm, house.colleague("Stan Roe", rights=("manage_documents",)))
    reader = claims(house.firm, house.colleague("Rita Roe", rights=("view_all_accounts",)))
    assert act(house, link.link, "revoke", who=stranger).code == "NOT_FOUND"
    assert act(house, link.link, "revoke", who=reader).code == "NOT_ALLOWED"
    assert house.call("GET", "/v1/links", who=stranger).json["items"] == []
    assert len(house.call("GET", "/v1/links", who=reader).json["items"]) == 1


@pytest.mark.parametrize("n", ["0", "2", "21", "01", "x", "-1", "1.0", "\u0661"])
def test_number_no_recipient_has_is_not_found(house, n):
    assert house.call("POST", f"/v1/links/{given(house).link}/recipients/{n}/revoke").code == "NOT_FOUND"


def test_list_tells_each_state_and_is_narrowed_by_it(house):
    now = house.cloud.clock.now
    active = given(house)
    expired = given(house, expires_at=now)
    exhausted = given(house, uses=5)
    revoked = given(house)
    house.call("POST", f"/v1/links/{revoked.link}/revoke")
    for state, link in (("active", active), ("expired", expired), ("exhausted", exhausted), ("revoked", revoked)):
        found = house.call("GET", "/v1/links", query={"state": state}).json["items"]
        assert [(each["id"], each["state"]) for each in found] == [(link.link, state)]
    assert house.call("GET", "/v1/links", query={"kind": "upload"}).json["items"] == []


def test_page_holds_what_can_be_read_whole_and_leads_on(house):
    account = house.account()
    documents = [house.cabinet.document(account, f"{n}.pdf") for n in range(30)]
    emails = tuple(f"lou{n}@law.example" for n in range(20))
    made = [house.outside.sent(LinkKind.SHARE, account, *documents, emails=emails).link for _ in range(4)]
    found: list[str] = []
    cursor, pages = None, 0
    while pages == 0 or cursor:
        page = house.call("GET", "/v1/links", query={"cursor": cursor} if cursor else {}).json
        found, cursor, pages = [*found, *(each["id"] for each in page["items"])], page["nextCursor"], pages + 1
    assert sorted(found) == sorted(made)
    assert pages > 1


def test_link_shows_that_its_last_document_is_gone(house):
    account = house.account()
    link = house.outside.sent(
        LinkKind.SHARE, account, house.cabinet.document(account, trashed_at=house.cloud.clock.now)
    )
    shown = house.call("GET", f"/v1/links/{link.link}").json
    assert (shown["state"], shown["targets"][0]["name"]) == ("suspended", None)
    assert house.call("GET", "/v1/links").json["items"][0]["state"] == "suspended"


def test_history_names_who_opened_and_what_was_handed_out_newest_first(house):
    account = house.account()
    document = house.cabinet.document(account)
    link = house.outside.share(account, document)
    house.wait(minutes=1)
    path = f"/v1/guest/documents/{document}/download"
    assert call(handler_of(path), "POST", path, headers=dict(link.headers)).status < 300
    done = house.call("GET", f"/v1/links/{link.link}").json["history"]
    assert [(each["kind"], each["target"]) for each in done] == [("used", document), ("opened", None)]


def test_what_runs_out_next_is_listed_the_soonest_first(house):
    now = house.cloud.clock.now
    soon = given(house, expires_at=now + timedelta(hours=6))
    later = given(house, expires_at=now + timedelta(days=20))
    given(house, expires_at=None)
    house.invited()  # has a timer too, which is no link's
    found = house.call("GET", "/v1/links/expiring").json["items"]
    assert [(each["linkId"], each["fires"]) for each in found] == [(soon.link, "expiry"), (later.link, "warning")]
    near = house.call("GET", "/v1/links/expiring", query={"days": 7}).json["items"]
    assert [each["linkId"] for each in near] == [soon.link]


def test_marked_mailbox_shows_on_its_recipient(house):

    link = given(house)
    mark = MailState(state=MailTrouble.BOUNCED, reason="General", at=house.cloud.clock.now)
    digest = email_digest(house.firm, LOU)
    house.cloud.table.transact(suppression.mark(house.firm, digest, mark, house.cloud.clock.now))
    house.wait(minutes=2)
    act(house, link.link, "resend", {})
    deliver(house, "link.sent")
    assert house.cloud.mailbox == []
    assert house.call("GET", f"/v1/links/{link.link}").json["recipients"][0]["mailbox"] == "bounced"


@pytest.mark.parametrize("way", ["extend", "recipients/1/extend", "recipients/1/uses"])
def test_fault_7_edit_names_the_version_it_saw_and_the_slower_of_two_is_told(house, way):
    link = several(house)
    path = f"/v1/links/{link.link}/{way}"
    bodies = [{"maxUses": 5}, {"maxUses": 6}] if "uses" in way else [{"expiresAt": None}, {"expiresAt": "2027-01-31"}]
    first, other = bodies
    assert house.call("POST", path, body=first).code == "VERSION_REQUIRED"
    read = house.call("GET", f"/v1/links/{link.link}")
    before = {"if-match": read.headers["etag"]}
    made = house.call("POST", path, body=first, headers=before)
    assert (made.status, made.headers["etag"]) == (200, '"2"')
    assert house.call("POST", path, body=first, headers=before).status == 200, "its answer was lost"
    refused = house.call("POST", path, body=other, headers=before)
    assert (refused.status, refused.code) == (409, "VERSION_STALE")
    assert house.call("POST", path, body=other, headers={"if-match": made.headers["etag"]}).status == 200


def test_people_who_use_a_link_overtake_nobody_who_edits_it(house):
    link = given(house)
    before = seen(house, link.link)
    assert refusal(link.token) is None
    path = f"/v1/links/{link.link}/recipients/1/extend"
    assert house.call("POST", path, body={"expiresAt": None}, headers=before).status == 200
