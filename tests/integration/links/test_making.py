"""Documents are shared and folders opened: who may, what of, for whom, until when, and what the letters say."""

from typing import Any

import pytest

from shared import wiring
from shared.published.documents import main_folder_id
from tests.fakes.http import Answer, call, claims, handler_of
from tests.fakes.interleaving import Interleaved
from tests.integration.house import CLIENT_EMAIL, House
from tests.integration.links.room import act, deliver, standing, told
from tests.integration.outside import LOU


def share(house: House, account: str, *documents: Any, to: Any = None, who: Any = None, **more: Any) -> Answer:
    shared = [each if isinstance(each, dict) else {"documentId": each} for each in documents]
    recipients = [{"email": LOU, "name": "Lou Law"}] if to is None else to
    body = {"accountId": account, "documents": shared, "recipients": recipients, **more}
    return house.call("POST", "/v1/links/share", body=body, who=who)


def upload(house: House, account: str, **more: Any) -> Answer:
    body = {"accountId": account, **({} if "anyone" in more else {"recipients": [{"email": LOU}]}), **more}
    return house.call("POST", "/v1/links/upload", body=body)


def decree(house: House, **settings: Any) -> None:
    seen = house.call("GET", "/v1/settings").headers["etag"]
    answer = house.call("PATCH", "/v1/settings", body=settings, headers={"if-match": seen})
    assert answer.status == 200, answer.text


@pytest.fixture
def account(house: House) -> str:
    return house.account()


@pytest.fixture
def document(house: House, account: str) -> str:
    return house.cabinet.document(account)


def test_each_recipient_has_an_address_an_expiry_and_gates_of_their_own(house, account, document):
    to = [
        {"email": LOU, "name": "Lou Law", "expiresAt": "2026-12-01", "needsCode": True, "maxUses": 3},
        {"email": "bank@bank.example", "expiresAt": None, "needsLogin": True},
        {"email": "ann@bell.example"},
    ]
    link = share(house, account, document, to=to).json
    assert [(each["expiresAt"], each["maxUses"]) for each in link["recipients"]] == [
        ("2026-12-02T05:00:00Z", 3),  # the end of that day in New York
        (None, None),
        ("2026-12-22T09:00:00Z", None),  # the firm's thirty days
    ]
    assert [(each["needsCode"], each["needsLogin"]) for each in link["recipients"]] == [
        (True, False),
        (False, True),
        (False, False),
    ]
    assert len({standing(house, link["id"], n).proof for n in (1, 2, 3)}) == 3
    assert (link["state"], link["title"], link["creator"]["name"]) == ("active", "W-2.pdf", "Olivia Reed")


def test_lifetimes_are_the_firms_and_never_must_be_said(house, account, document):
    decree(house, shareLifetimeDays=3, uploadLifetimeDays=5)
    shared, opened = share(house, account, document).json, upload(house, account).json
    assert shared["recipients"][0]["expiresAt"] == "2026-11-25T09:00:00Z"
    assert opened["recipients"][0]["expiresAt"] == "2026-11-27T09:00:00Z"
    lasting = share(house, account, document, to=[{"email": LOU, "expiresAt": None}]).json
    assert lasting["recipients"][0]["expiresAt"] is None


@pytest.mark.parametrize("over", ["2026-11-21", "2026-11-22T08:59:59Z", "2026-11-22T09:00:00+00:00"])
def test_what_is_over_is_no_expiry(house, account, document, over):
    answer = share(house, account, document, to=[{"email": LOU, "expiresAt": over}])
    assert (answer.status, answer.faults) == (422, {("recipients.0.expiresAt", "OVER")})


def test_today_is_good_to_its_end_in_the_firms_zone(house, account, document):
    link = share(house, account, document, to=[{"email": LOU, "expiresAt": "2026-11-22"}]).json
    assert link["recipients"][0]["expiresAt"] == "2026-11-23T05:00:00Z"


def test_contact_is_taken_by_their_tie_with_their_name_and_language(house, account, document):
    contact = house.contact(locale="de")
    house.tie(account, contact)
    link = share(house, account, document, to=[{"email": CLIENT_EMAIL, "contactId": contact}]).json
    assert (link["recipients"][0]["name"], link["recipients"][0]["locale"]) == ("Jane Doe", "de")


def test_contact_of_another_account_or_by_another_email_is_not_found(house, account, document):
    contact, other = house.contact(), house.account("Roe Ltd.")
    house.tie(other, contact)
    for to in ({"email": CLIENT_EMAIL, "contactId": contact}, {"email": LOU, "contactId": contact}):
        answer = share(house, account, document, to=[to])
        assert (answer.status, answer.faults) == (404, set())


def test_document_of_another_account_in_the_trash_or_not_found_clean_is_not_shared(house, account, document):
    other = house.cabinet.document(house.account("Roe Ltd."))
    trashed = house.cabinet.document(account, "old.pdf", trashed_at=house.cloud.clock.now)
    released = house.cabinet.document(account, "odd.pdf", is_released=True)
    infected = house.cabinet.document(account, "bad.pdf", is_infected=True)
    assert share(house, account, document, other).status == 404
    for bad in (trashed, released, infected):
        answer = share(house, account, document, bad)
        assert (answer.status, answer.code) == (409, "WRONG_STATE")
    assert share(house, account, document).status == 201


def test_pinned_version_must_be_there(house, account, document):
    pinned = {"documentId": document, "version": 1}
    assert share(house, account, pinned).json["targets"] == [{"id": document, "version": 1, "name": "W-2.pdf"}]
    assert share(house, account, {**pinned, "version": 2}).status == 404


@pytest.mark.parametrize(
    ("first", "second"), [({"version": 1}, {"version": 2}), ({}, {"version": 1}), ({"version": 1}, {})]
)
def test_one_document_is_shared_at_one_version(house, account, document, first, second):
    other, before = house.cabinet.document(account, "b.pdf"), house.dump()
    named = ({"documentId": document, **first}, {"documentId": other}, {"documentId": document, **second})
    answer = share(house, account, *named)
    assert (answer.status, answer.faults) == (422, {("documents.2.documentId", "DUPLICATE")})
    assert house.dump() == before
    again = share(house, account, named[0], named[1], named[0])
    assert (again.status, len(again.json["targets"])) == (201, 2)


def test_folder_must_be_the_accounts_and_its_own_is_there_anyway(house, account):
    other = house.cabinet.folder(house.account("Roe Ltd."))
    own = house.cabinet.folder(account, "Receipts")
    assert upload(house, account, folderId=other).status == 404
    assert upload(house, account, folderId=own).json["title"] == "Receipts"
    link = upload(house, account).json
    assert link["targets"] == [{"id": main_folder_id(house.firm, account), "version": None, "name": "Documents"}]


def test_terms_of_an_upload_link_are_kept_and_its_files_are_its_uses(house, account):
    terms = {"maxFiles": 4, "maxBytes": 10_000, "types": ["application/pdf"], "wanted": ["W-2", "Bank statement"]}
    link = upload(house, account, anyone={}, terms={**terms, "asksEmail": True, "folderEach": True}).json
    assert link["recipients"][0]["maxUses"] == 4
    assert [each["label"] for each in link["terms"]["wanted"]] == ["W-2", "Bank statement"]
    assert (link["terms"]["asksEmail"], link["terms"]["folderEach"]) == (True, True)
    single = upload(house, account, anyone={}, terms={"singleUse": True, "maxFiles": 9}).json
    assert single["recipients"][0]["maxUses"] == 1


def test_anyone_gets_no_letter_and_stands_beside_nobody(house, account, document):
    link = share(house, account, document, to=[], anyone={"maxUses": 2}).json
    assert [(each["email"], each["maxUses"]) for each in link["recipients"]] == [(None, 2)]
    assert told(house, "link.sent") == []
    both = share(house, account, document, anyone={})
    neither = share(house, account, document, to=[])
    assert both.faults == neither.faults == {("recipients", "ONE_OF")}


def test_one_address_is_named_once(house, account, document):
    answer = share(house, account, document, to=[{"email": LOU}, {"email": LOU.upper()}])
    assert (answer.status, answer.faults) == (422, {("recipients.1.email", "DUPLICATE")})


def test_switched_off_kind_is_refused_unless_everybody_logs_in(house, account, document):
    decree(house, shareWithoutLogin=False)
    must, may = {"email": LOU, "needsLogin": True}, {"email": "bank@bank.example"}
    assert share(house, account, document, to=[must]).status == 201
    for refused in (share(house, account, document, to=[must, may]), share(house, account, document, to=[], anyone={})):
        assert (refused.status, refused.code) == (403, "FEATURE_DISABLED")
    assert upload(house, account).status == 201, "the other kinds have switches of their own"


def test_closed_account_shares_nothing(house, account, document):
    house.call("POST", f"/v1/accounts/{account}/archive")
    answer = share(house, account, document)
    assert (answer.status, answer.code) == (409, "WRONG_STATE")


def test_share_with_k_is_four_actions_and_k(house, account, document):
    for k in (1, 20):
        to = [{"email": f"lou{n}@law.example"} for n in range(k)]
        with house.cloud.meter.measure() as cost:
            answer = house.call(
                "POST",
                "/v1/links/share",
                body={"accountId": account, "documents": [{"documentId": document}], "recipients": to},
                headers={"idempotency-key": f"key-{k}"},
            )
        assert answer.status == 201
        assert cost.actions == [4 + k]


def test_account_closed_while_the_link_is_made_stops_it(house, account, document, monkeypatch):
    """Between what the gate saw and the write, a colleague archives the account."""
    racing = Interleaved(
        house.cloud.client("dynamodb"),
        "transact_write_items",
        1,
        lambda: house.call("POST", f"/v1/accounts/{account}/archive"),
    )
    monkeypatch.setattr(wiring, "client", lambda name: racing if name == "dynamodb" else house.cloud.client(name))
    answer = share(house, account, document)
    assert racing.has_acted
    assert (answer.status, answer.code) == (409, "WRONG_STATE")
    assert told(house, "link.created") == []


@pytest.mark.parametrize(
    ("locale", "says"),
    [
        ("en", "Olivia Reed of Harbor-Tax & Co shares a document with you"),
        ("de", "Olivia Reed von Harbor-Tax & Co teilt ein Dokument mit Ihnen"),
        ("es", "Olivia Reed de Harbor-Tax & Co comparte un documento con usted"),
    ],
)
def test_letter_comes_in_the_sharers_name_and_says_nothing_of_the_document(house, account, document, locale, says):
    to = [{"email": LOU, "name": "Lou Law", "locale": locale}]
    link = share(house, account, document, to=to, message="For Tuesday.").json
    deliver(house, "link.sent")
    (letter,) = house.cloud.mailbox
    assert letter.envelope_to == (LOU,)
    assert letter.subject == says
    assert letter.message["Reply-To"] == "olivia@harbor-tax.example"
    assert "Olivia Reed, Harbor-Tax & Co" in str(letter.message["From"])
    assert "For Tuesday." in letter.text
    assert "W-2" not in letter.text + letter.subject + letter.html
    token = letter.link.partition("#")[2]
    assert letter.link.startswith("https://portal.example.com/share/#")
    assert token not in letter.subject
    shown = call(handler_of("/v1/guest/link"), "GET", "/v1/guest/link", headers={"portico-token": token})
    assert shown.status == 200
    assert link["id"]


def test_letter_delivered_twice_goes_once(house, account, document):
    share(house, account, document)
    deliver(house, "link.sent")
    deliver(house, "link.sent")
    assert len(house.cloud.mailbox) == 1


def test_letter_of_what_is_revoked_over_or_sent_anew_stays_here(house, account, document):
    revoked, over, anew = (share(house, account, document).json["id"] for _ in range(3))
    house.call("POST", f"/v1/links/{revoked}/revoke")
    house.wait(minutes=2)
    house.call("POST", f"/v1/links/{anew}/recipients/1/resend", body={})
    act(house, over, "extend", {"expiresAt": "2026-11-22T10:00:00Z"})
    house.wait(hours=2)
    deliver(house, "link.sent")
    assert len(house.cloud.mailbox) == 1, "the newer letter of the one sent anew"


def test_what_is_tried_out_goes_to_who_set_it_up(house):
    account = house.account("Trial", sort="test")
    share(house, account, house.cabinet.document(account))
    deliver(house, "link.sent")
    (letter,) = house.cloud.mailbox
    assert letter.envelope_to == ("olivia@harbor-tax.example",)
    assert letter.subject.startswith("[Test]")


def test_who_wants_to_be_told_is_proposed(house, account):
    house.tie(account, house.contact())
    silent = house.contact("Ann Bell", "ann@bell.example")
    body = {"contactId": silent, "email": "ann@bell.example", "notify": False}
    assert house.call("POST", f"/v1/accounts/{account}/ties", body=body).status == 201
    proposed = house.call("GET", f"/v1/links/accounts/{account}/recipients").json["items"]
    assert [(each["name"], each["email"]) for each in proposed] == [("Jane Doe", CLIENT_EMAIL)]


def test_employee_without_the_right_or_the_account_makes_none(house, account, document):
    reader = claims(house.firm, house.colleague("Rita Roe", rights=("view_all_accounts",)))
    stranger = claims(house.firm, house.colleague("Stan Roe", rights=("manage_documents",)))
    assert share(house, account, document, who=reader).code == "NOT_ALLOWED"
    assert share(house, account, document, who=stranger).code == "NOT_FOUND"
