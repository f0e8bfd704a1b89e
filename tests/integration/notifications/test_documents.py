"""Who is told of documents: the team of what comes in, the account's people of what is put in for them."""

from collections.abc import Callable
from typing import Any

import pytest

from functions.notifications import schedule
from functions.notifications.http import handler
from functions.notifications.model.piles import LETTER_WAITS_FOR
from shared.directory import PersonState
from shared.directory import keys as directory
from shared.domain.events import Envelope
from shared.domain.events.documents.documents import (
    DocumentApprovalRequested,
    DocumentApproved,
    DocumentDisapproved,
)
from shared.domain.ids import MemberId
from shared.domain.principals import SYSTEM, Actor, ActorKind
from shared.published.documents import Permission
from shared.published.people import Topic
from shared.table import marshal
from shared.table.actions import Item, create
from tests.fakes.cloud import PORTAL_TABLE, Cloud
from tests.fakes.filings import (
    DOCUMENT,
    STRANGER,
    approval,
    client,
    contact,
    done_signalled,
    folder,
    folder_of,
    held,
    minutes,
    moved,
    person,
    person_of,
    rejected,
    threat_found,
    tie_of,
    uploaded,
)
from tests.fakes.happenings import announced
from tests.fakes.http import call, context
from tests.fakes.tenancy import ACCOUNT, Tenant

type Written = Callable[[], dict[str, str]]

EMIL = "emil@harbor-tax.example"
ADAM = "adam@harbor-tax.example"


@pytest.fixture
def emil(firm: Tenant) -> Actor:
    return Actor(ActorKind.MEMBER, firm.employee, "Emil")


@pytest.fixture
def people(firm: Tenant, cloud: Cloud) -> None:
    """Jane is in, Ida is invited; the others are not told, each for a reason of their own."""
    clients = (
        client(firm.id, "jane"),
        client(firm.id, "ida", PersonState.INVITED),
        client(firm.id, "gus", PersonState.GRANTED),
        client(firm.id, "nora", notify=False),
        client(firm.id, "max", muted=(Topic.DOCUMENTS, Topic.APPROVALS)),
        client(firm.id, "lou", login=False),
    )
    cloud.table.transact(*(create(each) for both in clients for each in both))


@pytest.fixture
def written(cloud: Cloud) -> Written:
    """Let the time of waiting letters come: the subject of what each address was sent."""

    def written() -> dict[str, str]:
        cloud.clock.advance(LETTER_WAITS_FOR)
        schedule.handler({}, context())
        assert len(cloud.mailbox) == len({each.envelope_to for each in cloud.mailbox})
        return {each.envelope_to[0]: each.subject for each in cloud.mailbox}

    return written


def filed(firm: Tenant, actor: Actor, count: int = 1, **but: object) -> list[Envelope]:
    but = {"uploader_kind": actor.kind, "uploader_name": actor.name, **but}
    return [
        each
        for n in range(count)
        for each in announced(uploaded(firm.id, f"file {n}.pdf", **but), at=minutes(n), actor=actor)
    ]


def inbox(firm: Tenant, who: MemberId) -> list[Item]:
    items: list[Item] = call(handler, "GET", "/v1/inbox", who=firm.claims(who)).json["items"]
    return items


def change(cloud: Cloud, key, **attributes: object) -> None:
    item = marshal.write({**(cloud.table.get(key) or {}), **attributes})
    cloud.dynamodb.put_item(TableName=PORTAL_TABLE, Item=item)


def test_what_a_member_puts_in_is_told_to_the_accounts_people_in_one_letter_each(firm, take, people, emil, written):
    assert take(*filed(firm, emil, 3, origin="team")) == set()
    three = "Harbor Tax has put 3 documents into your portal"
    assert written() == {"jane@doe.example": three, "ida@doe.example": three}
    assert inbox(firm, firm.admin) == inbox(firm, firm.employee) == []


def test_letter_leads_to_the_portal_and_who_is_only_invited_is_told_to_activate(
    firm, take, people, emil, written, cloud
):
    take(*filed(firm, emil))
    written()
    assert {str(each.message["Reply-To"]) for each in cloud.mailbox} == {EMIL}
    jane, ida = sorted(cloud.mailbox, key=lambda each: each.envelope_to, reverse=True)
    assert jane.link == f"https://portal.example.com/portal/?account={ACCOUNT}&firm=harbor-tax"
    assert "not activated" not in jane.text
    assert "You have not activated your access yet" in ida.text
    assert "https://" not in ida.text
    assert "file 0.pdf" not in jane.text + jane.html + jane.subject


@pytest.mark.parametrize(
    ("terms", "told"),
    [
        ({"permission": Permission.VIEW}, {"jane@doe.example", "ida@doe.example"}),
        ({"permission": Permission.NONE}, set()),
        ({"is_private": True}, set()),
        (
            {"permission": Permission.NONE, "overrides": {contact("jane"): Permission.VIEW}},
            {"jane@doe.example"},
        ),
        ({"overrides": {contact("jane"): Permission.NONE}}, {"ida@doe.example"}),
    ],
    ids=["seen", "not seen", "private", "seen by one", "by all but one"],
)
def test_only_who_may_see_the_folder_is_told(firm, take, people, emil, written, cloud, terms, told):
    cloud.table.transact(create(folder(firm.id, "2345", **terms)))
    assert take(*filed(firm, emil, folder=folder_of(firm.id, "2345"))) == set()
    assert set(written()) == told


def test_folder_that_is_gone_tells_nobody(firm, take, people, emil, written):
    assert take(*filed(firm, emil, folder=folder_of(firm.id, "2345"))) == set()
    assert written() == {}


def test_document_moved_is_told_to_those_who_did_not_see_it_before(firm, take, people, emil, written, cloud):
    hidden = {"permission": Permission.NONE, "overrides": {contact("jane"): Permission.VIEW}}
    cloud.table.transact(create(folder(firm.id, "2345", **hidden)))
    take(*announced(moved(firm.id, "2345", "main"), actor=emil))
    assert set(written()) == {"ida@doe.example"}


def test_document_moved_out_of_sight_is_told_to_nobody(firm, take, people, emil, written, cloud):
    cloud.table.transact(create(folder(firm.id, "2345", permission=Permission.NONE)))
    take(*announced(moved(firm.id, "main", "2345"), actor=emil))
    assert written() == {}


@pytest.mark.parametrize(
    ("key", "but"),
    [
        (lambda firm: directory.account(firm.id, ACCOUNT), {"status": "archived"}),
        (lambda firm: directory.person(firm.id, person_of(firm.id, "jane")), {"accounts": {}}),
        (lambda firm: directory.person(firm.id, person_of(firm.id, "jane")), {"state": "granted"}),
        (lambda firm: tie_of(firm.id, "jane"), {"muted": ["documents"]}),
    ],
    ids=["archived", "revoked", "taken back", "muted"],
)
def test_what_has_changed_until_the_letter_goes_counts(firm, take, people, emil, written, cloud, key, but):
    take(*filed(firm, emil))
    change(cloud, key(firm), **but)
    assert "jane@doe.example" not in written()


def test_of_a_test_account_who_set_it_up_gets_one_letter_marked_so(firm, take, people, emil, written, cloud):
    change(cloud, directory.account(firm.id, ACCOUNT), tested_by=firm.admin, sort="test")
    take(*filed(firm, emil, 2))
    assert written() == {ADAM: "[Test] Harbor Tax has put 2 documents into your portal"}


def test_what_a_client_puts_in_is_told_to_followers_and_to_no_client(firm, take, people, written):
    take(*filed(firm, person(firm.id, "jane"), 2, origin="portal", uploader_kind="person", came_by=None))
    (item,) = inbox(firm, firm.employee)
    assert (item["count"], item["document"], item["folder"]) == (2, DOCUMENT, folder_of(firm.id))
    assert set(written()) == {EMIL, ADAM}


def test_what_comes_into_a_private_folder_is_told_to_those_who_manage_documents(firm, take, people):
    take(*announced(uploaded(firm.id, is_private=True), actor=STRANGER))
    assert inbox(firm, firm.employee) == []
    assert len(inbox(firm, firm.admin)) == 1


def test_what_a_client_put_in_is_told_as_theirs_though_a_member_let_it_in(firm, take, people, emil, written):
    jane: dict[str, Any] = {"uploader_kind": "person", "uploader_name": "Jane Doe", "came_by": None}
    take(*announced(uploaded(firm.id, origin="portal", is_released=True, **jane), actor=emil))
    (item,) = inbox(firm, firm.admin)
    assert (item["kind"], item["title"]["params"]["client"]) == ("document.uploaded", "Jane Doe")
    assert "jane@doe.example" not in written()


def test_nobody_assigned_means_the_owner_as_of_the_account_of_guests(firm, take, written, cloud):
    change(cloud, directory.account(firm.id, ACCOUNT), assigned=[], sort="guest")
    take(*filed(firm, STRANGER, 3))
    assert [each["count"] for each in inbox(firm, firm.owner)] == [3]
    assert set(written()) == {"olivia@harbor-tax.example"}


def test_who_is_done_uploading_is_told_to_followers(firm, take, written):
    take(*announced(done_signalled(firm.id), actor=person(firm.id, "jane")))
    (item,) = inbox(firm, firm.employee)
    assert (item["kind"], item["title"]["params"]["client"]) == ("upload.done_signalled", "Jane")
    assert written()[ADAM] == "Jane is done uploading for Doe Ltd."


def test_held_files_wait_for_the_team_even_their_own(firm, take, written, emil):
    take(*announced(held(firm.id), held(firm.id), actor=emil))
    for member in (firm.employee, firm.admin):
        assert [(each["kind"], each["count"]) for each in inbox(firm, member)] == [("upload.held", 2)]
    assert written()[ADAM] == "2 files for Doe Ltd. wait for your decision"


def test_what_is_held_for_a_private_folder_waits_for_those_who_manage_documents(firm, take, people, written):
    take(*announced(held(firm.id, is_private=True), actor=STRANGER))
    assert inbox(firm, firm.employee) == []
    assert [each["kind"] for each in inbox(firm, firm.admin)] == ["upload.held"]
    assert set(written()) == {ADAM}


def test_member_reads_in_their_inbox_that_their_file_was_rejected_and_nobody_else(firm, take, written, emil):
    take(*announced(rejected(firm.id, emil), actor=emil))
    (item,) = inbox(firm, firm.employee)
    assert item["title"]["params"] == {"document": "w2.exe", "reason": "wrong_type", "account": "Doe Ltd."}
    assert inbox(firm, firm.admin) == []
    assert written() == {}


def test_client_is_written_to_of_their_own_rejected_files_whatever_they_want_to_hear(firm, take, people, written):
    for name in ("jane", "max", "nora"):
        take(*announced(rejected(firm.id, person(firm.id, name)), actor=person(firm.id, name)))
    told = "A file you uploaded could not be accepted"
    assert written() == {f"{name}@doe.example": told for name in ("jane", "max", "nora")}


def test_who_holds_a_link_sees_a_rejection_where_they_sent_the_file_from(firm, take, written):
    take(*announced(rejected(firm.id, STRANGER), actor=STRANGER))
    assert written() == {}
    assert inbox(firm, firm.employee) == []


def test_threat_found_in_what_was_filed_is_told_to_the_team_and_to_the_client_who_sent_it(firm, take, people, written):
    take(*announced(threat_found(firm.id, uploader_kind="person", uploader=person(firm.id, "jane").id), actor=SYSTEM))
    for member in (firm.employee, firm.admin):
        assert [each["kind"] for each in inbox(firm, member)] == ["document.threat_found"]
    assert written() == {
        EMIL: "In einem Dokument von Doe Ltd. wurde Schadsoftware gefunden",
        ADAM: "A threat was found in a document of Doe Ltd.",
        "jane@doe.example": "A file you uploaded could not be accepted",
    }


def test_threat_found_in_a_private_folder_is_told_to_those_who_manage_documents(firm, take, people, written):
    take(*announced(threat_found(firm.id, is_private=True), actor=SYSTEM))
    assert inbox(firm, firm.employee) == []
    assert set(written()) == {ADAM}


def test_approval_is_asked_of_those_who_see_the_document(firm, take, people, emil, written):
    take(*announced(approval(firm.id, DocumentApprovalRequested), actor=emil))
    asked = "Harbor Tax asks for your approval"
    assert written() == {"jane@doe.example": asked, "ida@doe.example": asked}


@pytest.mark.parametrize(
    ("kind", "more", "subject"),
    [
        (DocumentApproved, {}, "Jane has approved a document of Doe Ltd."),
        (DocumentDisapproved, {"reason": "wrong year"}, "Jane has not approved a document of Doe Ltd."),
    ],
    ids=["approved", "disapproved"],
)
def test_answer_is_told_to_the_member_who_asked_and_to_nobody_else(firm, take, written, kind, more, subject):
    take(*announced(approval(firm.id, kind, asked_by=firm.admin, **more), actor=person(firm.id, "jane")))
    (item,) = inbox(firm, firm.admin)
    assert (item["kind"], item["document"]) == (kind.name, DOCUMENT)
    assert inbox(firm, firm.employee) == []
    assert written() == {ADAM: subject}


def test_answer_to_one_who_left_is_told_to_followers(firm, take):
    answer = approval(firm.id, DocumentApproved, asked_by=firm.member("nobody"))
    take(*announced(answer, actor=person(firm.id, "jane")))
    assert len(inbox(firm, firm.admin)) == len(inbox(firm, firm.employee)) == 1


def test_another_firms_account_is_nobodys(take, people, written):
    stranger = Tenant(slug="hill-books")
    assert take(*filed(stranger, STRANGER), *announced(done_signalled(stranger.id), actor=STRANGER)) == set()
    assert written() == {}
