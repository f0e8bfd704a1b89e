"""The trail of an account and of its people, for whoever manages them, through the real handler."""

from datetime import UTC, datetime
from itertools import product
from typing import Any

import pytest

from functions.activity import consumer
from functions.activity.http import handler
from shared.capability import keys as links
from shared.directory import keys
from shared.domain.events import Envelope, ObjectRef
from shared.domain.events.documents.documents import DocumentApproved
from shared.domain.events.documents.folders import FolderChanged, FolderCreated
from shared.domain.events.invite.contacts import ContactUpdated
from shared.domain.ids import AccountId, MemberId
from shared.domain.principals import Actor, ActorKind
from shared.published import keys as published
from shared.table.actions import update
from shared.table.keys import Key
from tests.fakes.filings import DOCUMENT, FOLDER, LINK, STRANGER, approval, opened, uploaded, used
from tests.fakes.happenings import (
    CONTACT,
    JANE,
    OLIVIA,
    PERSON,
    account_created,
    announced,
    client_signed_up,
    invitation_bounced,
    on_queue,
    setting_changed,
)
from tests.fakes.http import Answer, call, context
from tests.fakes.tenancy import ACCOUNT, Tenant

ELSEWHERE = AccountId("acc_01KANQ8F00ZXR9S3VJH2E6T5WD")
OF_ACCOUNT = f"/v1/activity/accounts/{ACCOUNT}"
OF_PERSON = f"{OF_ACCOUNT}/persons/{PERSON}"
OF_DOCUMENT = f"{OF_ACCOUNT}/documents/{DOCUMENT}"
OF_LINK = f"{OF_ACCOUNT}/links/{LINK}"
OF_FOLDER = f"{OF_ACCOUNT}/folders/{FOLDER}"
OF_CONTACT = f"/v1/activity/contacts/{CONTACT}"
TRAILS = (OF_ACCOUNT, OF_PERSON)
OBJECTS = (OF_DOCUMENT, OF_LINK)


@pytest.fixture(autouse=True)
def activity(cloud, firm):
    return cloud.activity_table


@pytest.fixture
def story(firm):
    """Jane signs up for two accounts, her invitation had bounced before, and other things happen."""
    created = announced(account_created(firm.id, ACCOUNT))
    bounced = announced(invitation_bounced(firm.id, None))
    here, there = announced(client_signed_up(firm.id, ACCOUNT), client_signed_up(firm.id, ELSEWHERE), actor=JANE)
    changed = announced(setting_changed(firm.id))
    record(*created, *bounced, here, there, *changed)
    return {"created": created[0].id, "bounced": bounced[0].id, "here": here.id, "there": there.id}


def record(*envelopes: Envelope) -> None:
    assert consumer.handler(on_queue(*envelopes), context()) == {"batchItemFailures": []}


def get(firm: Tenant, path: str, who: MemberId | None = None, **query: Any) -> Answer:
    return call(handler, "GET", path, query=query, who=firm.claims(who or firm.owner))


def ids(answer: Answer) -> set[str]:
    assert answer.status == 200, answer.text
    return {each["id"] for each in answer.json["items"]}


def employ(cloud, firm: Tenant, *, rights: tuple[str, ...] = (), assigned: bool = False) -> None:
    """Give Emil rights, and access to the account."""
    mine, ours = keys.member(firm.id, firm.employee), keys.account(firm.id, ACCOUNT)
    there, never = "attribute_exists(#pk)", AssertionError
    cloud.table.transact(
        update(mine, "SET #rights = :rights", when=there, values={":rights": list(rights)}, failed=never),
        update(
            ours,
            "SET #assigned = :assigned",
            when=there,
            values={":assigned": [firm.employee] if assigned else []},
            failed=never,
        ),
    )


def test_trail_of_an_account_holds_what_happened_to_it_and_nothing_else(firm, story):
    assert ids(get(firm, OF_ACCOUNT)) == {story["created"], story["here"]}


def test_trail_of_a_person_leaves_their_other_accounts_out(firm, story):
    assert ids(get(firm, OF_PERSON)) == {story["bounced"], story["here"]}


@pytest.mark.parametrize("path", TRAILS)
def test_whoever_manages_accounts_and_has_this_one_reads_its_trail(firm, cloud, story, path):
    employ(cloud, firm, rights=("manage_accounts",), assigned=True)
    assert ids(get(firm, path, firm.employee)) == ids(get(firm, path))


@pytest.mark.parametrize("path", TRAILS)
def test_without_the_right_it_is_refused_and_without_the_account_it_is_not_there(firm, cloud, path):
    employ(cloud, firm, assigned=True)
    assert get(firm, path, firm.employee).code == "NOT_ALLOWED"
    employ(cloud, firm, rights=("manage_accounts",))
    assert get(firm, path, firm.employee).code == "NOT_FOUND"


@pytest.mark.parametrize(
    "path",
    [
        f"/v1/activity/accounts/{ELSEWHERE}",
        "/v1/activity/accounts/acc_1",
        f"/v1/activity/accounts/{PERSON}",
        f"{OF_ACCOUNT}/persons/per_01KANQ8F00ZXR9S3VJH2E6T5WD",
        f"{OF_ACCOUNT}/persons/{ACCOUNT}",
        f"/v1/activity/accounts/{ELSEWHERE}/persons/{PERSON}",
    ],
)
def test_foreign_unknown_and_malformed_ids_are_one_answer(firm, story, path):
    answer = get(firm, path)
    assert (answer.status, answer.code, answer.faults) == (404, "NOT_FOUND", set())


@pytest.mark.parametrize("path", TRAILS)
def test_another_firm_finds_nothing_under_the_same_ids(firm, story, path):
    other = Tenant(slug="river-law")
    assert ids(get(firm, path))
    assert ids_or_nothing(call(handler, "GET", path, who=other.claims(other.owner))) == set()


def ids_or_nothing(answer: Answer) -> set[str]:
    return set() if answer.status == 404 else ids(answer)


@pytest.mark.parametrize("path", TRAILS)
def test_trail_is_narrowed_by_action_and_dates(firm, story, path):
    assert ids(get(firm, path, action="client.signed_up")) == {story["here"]}
    assert ids(get(firm, path, to="2026-11-22T00:00:00Z")) == set()
    reversed_dates: dict[str, Any] = {"from": "2026-11-22T00:00:00Z", "to": "2026-11-21T00:00:00Z"}
    assert get(firm, path, **reversed_dates).status == 422


@pytest.mark.parametrize("path", TRAILS)
def test_trail_costs_one_read_and_one_query(firm, story, cloud, path):
    get(firm, path)
    with cloud.meter.measure() as cost:
        get(firm, path)
    assert dict(cost.requests) == {"batch_get_item": 1, "query": 1}


def test_all_filters_together_find_what_each_alone_would_and_all_agree_on(firm):
    """Two of everything: of the thirty-two entries one answers every filter at once, and none when one is wrong."""
    emil = Actor(ActorKind.MEMBER, firm.employee, "Emil")
    days = [datetime(2026, 11, day, 12, tzinfo=UTC) for day in (3, 17)]
    made = {}
    for actor, account, day in product((OLIVIA, emil), (ACCOUNT, ELSEWHERE), days):
        for event in (account_created(firm.id, account), client_signed_up(firm.id, account)):
            (envelope,) = announced(event, actor=actor, at=day)
            made[actor.id, account, event.name, day] = envelope
    record(*made.values())
    wanted = made[emil.id, ACCOUNT, "client.signed_up", days[1]]
    all_at_once: dict[str, Any] = {
        "actor": emil.id,
        "account": ACCOUNT,
        "object": PERSON,
        "action": "client.signed_up",
        "from": "2026-11-10T00:00:00Z",
        "to": "2026-11-18T00:00:00Z",
    }
    assert ids(get(firm, "/v1/activity", **all_at_once)) == {wanted.id}
    others = {
        "actor": "mem_0000000000000000000000000A",
        "object": "invitationLifetimeDays",
        "action": "account.created",
        "from": "2026-11-17T12:00:00.001Z",
        "to": "2026-11-17T12:00:00Z",
    }
    for name, value in others.items():
        assert ids(get(firm, "/v1/activity", **{**all_at_once, name: value})) == set(), name


@pytest.fixture
def kept(firm):
    """What happened to a document and to a link of the account, and what happened to others of their kind."""
    filed, approved = announced(uploaded(firm.id), approval(firm.id, DocumentApproved, asked_by=None))
    seen, spent = announced(opened(firm.id, firm.owner), used(firm.id, firm.owner), actor=STRANGER)
    other = ObjectRef(kind="document", id="doc_01KANQ9Z00H4R6S8TVWXYZ0000")
    elsewhere = announced(uploaded(firm.id).model_copy(update={"object": other}), account_created(firm.id, ACCOUNT))
    record(filed, approved, seen, spent, *elsewhere)
    return {OF_DOCUMENT: {filed.id, approved.id}, OF_LINK: {seen.id, spent.id}}


@pytest.fixture
def shelved(firm):
    """What happened to a folder of the account and to a contact, in none of the accounts and in one."""
    folder, contact = ObjectRef(kind="folder", id=FOLDER), ObjectRef(kind="contact", id=CONTACT)
    of_it: dict[str, Any] = {"firm": firm.id, "account": ACCOUNT, "object": folder, "folder_name": "Taxes"}
    made = FolderCreated(**of_it, parent=None, permission="edit", is_private=True)
    renamed = FolderChanged(**of_it, before={"name": "W-2"}, after={"name": "Taxes"})
    edited = ContactUpdated(firm=firm.id, object=contact, contact=CONTACT, before={"name": "J"}, after={"name": "Jane"})
    moved = made.model_copy(update={"account": ELSEWHERE})
    tied = edited.model_copy(update={"account": ELSEWHERE})
    told = announced(made, renamed, edited, moved, tied, account_created(firm.id, ACCOUNT))
    record(*told)
    return {OF_FOLDER: {told[0].id, told[1].id}, OF_CONTACT: {told[2].id}, "tied": told[4].id}


def test_trail_of_a_folder_holds_what_happened_to_it_in_this_account(firm, cloud, shelved):
    assert ids(get(firm, OF_FOLDER)) == shelved[OF_FOLDER]
    employ(cloud, firm, rights=("manage_documents",), assigned=True)
    assert ids(get(firm, OF_FOLDER, firm.employee)) == shelved[OF_FOLDER]
    employ(cloud, firm, rights=("manage_accounts",), assigned=True)
    assert get(firm, OF_FOLDER, firm.employee).code == "NOT_ALLOWED"
    employ(cloud, firm, rights=("manage_documents",))
    assert get(firm, OF_FOLDER, firm.employee).code == "NOT_FOUND"


def test_trail_of_a_contact_shows_single_accounts_to_who_sees_all(firm, cloud, shelved):
    assert ids(get(firm, OF_CONTACT)) == {*shelved[OF_CONTACT], shelved["tied"]}
    employ(cloud, firm, rights=("manage_contacts",))
    assert ids(get(firm, OF_CONTACT, firm.employee)) == shelved[OF_CONTACT]
    employ(cloud, firm, rights=("manage_contacts", "view_all_accounts"))
    assert ids(get(firm, OF_CONTACT, firm.employee)) == {*shelved[OF_CONTACT], shelved["tied"]}
    employ(cloud, firm, rights=("manage_accounts",))
    assert get(firm, OF_CONTACT, firm.employee).code == "NOT_ALLOWED"


@pytest.mark.parametrize("path", [OF_FOLDER, OF_CONTACT])
def test_unknown_folders_and_contacts_are_one_answer(firm, shelved, path):
    for asked in (f"{path[:-4]}0000", path[:-4], f"{OF_ACCOUNT}/folders/{LINK}", "/v1/activity/contacts/con_1"):
        answer = get(firm, asked)
        assert (answer.status, answer.code, answer.faults) == (404, "NOT_FOUND", set())


@pytest.mark.parametrize("path", [OF_FOLDER, OF_CONTACT])
def test_trail_of_a_folder_or_a_contact_costs_one_read_and_one_query(firm, shelved, cloud, path):
    with cloud.meter.measure() as cost:
        get(firm, path)
    assert dict(cost.requests) == {"batch_get_item": 1, "query": 1}


def change(cloud, place: Key, name: str, value: str) -> None:
    there = "attribute_exists(#pk)"
    cloud.table.transact(
        update(place, f"SET #{name} = :value", when=there, values={":value": value}, failed=AssertionError)
    )


@pytest.mark.parametrize("path", OBJECTS)
def test_trail_of_a_document_and_of_a_link_holds_what_happened_to_it_and_nothing_else(firm, kept, path):
    assert ids(get(firm, path)) == kept[path]


@pytest.mark.parametrize("path", OBJECTS)
def test_whoever_manages_documents_and_has_the_account_reads_the_trails(firm, cloud, kept, path):
    employ(cloud, firm, rights=("manage_documents",), assigned=True)
    assert ids(get(firm, path, firm.employee)) == kept[path]
    employ(cloud, firm, rights=("manage_accounts",), assigned=True)
    assert get(firm, path, firm.employee).code == "NOT_ALLOWED"
    employ(cloud, firm, rights=("manage_documents",))
    assert get(firm, path, firm.employee).code == "NOT_FOUND"


def test_trail_of_a_link_asks_the_right_for_what_it_opens(firm, cloud, kept):
    place = links.link(firm.id, LINK)
    change(cloud, place, "kind", "pay")
    employ(cloud, firm, rights=("manage_documents",), assigned=True)
    assert get(firm, OF_LINK, firm.employee).code == "NOT_ALLOWED"
    employ(cloud, firm, rights=("manage_invoices",), assigned=True)
    assert ids(get(firm, OF_LINK, firm.employee)) == kept[OF_LINK]


@pytest.mark.parametrize("path", OBJECTS)
def test_object_of_another_account_and_unknown_ones_are_one_answer(firm, cloud, kept, path):
    for place in (published.document(firm.id, DOCUMENT), links.link(firm.id, LINK)):
        change(cloud, place, "account", ELSEWHERE)
    unknown = f"{path[:-4]}0000"
    for asked in (path, unknown, path[:-4], f"{OF_ACCOUNT}/documents/{LINK}", f"{OF_ACCOUNT}/links/{DOCUMENT}"):
        answer = get(firm, asked)
        assert (answer.status, answer.code, answer.faults) == (404, "NOT_FOUND", set())


@pytest.mark.parametrize("path", OBJECTS)
def test_trail_of_an_object_costs_one_read_and_one_query(firm, kept, cloud, path):
    with cloud.meter.measure() as cost:
        get(firm, path, action="document.uploaded")
    assert dict(cost.requests) == {"batch_get_item": 1, "query": 1}
