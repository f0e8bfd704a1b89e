"""Exports: written in steps, fetched for five minutes, and read back in another firm as they were."""

import csv
import io
import json
from typing import Any

import pytest

from functions.invite import keys
from functions.invite.service.exporting import has_file
from local.practice import practice
from shared.domain.errors import NotAllowedError, NotFoundError, WrongStateError
from shared.domain.ids import JobId
from shared.domain.principals import Right
from shared.domain.texts import Locale
from shared.jobs.model import JobState
from tests.fakes.imports import Depot

BOTH = frozenset({Right.MANAGE_ACCOUNTS, Right.VIEW_ALL_ACCOUNTS})


@pytest.fixture
def depot() -> Depot:
    return Depot()


def rows(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def family(depot: Depot) -> Any:
    """Jane is tied to two accounts by two addresses; Rick to none; Empty has nobody."""
    jane = depot.office.contact(depot.owner, "Jane Doe", ("jane@doe.example", "jd@doe.example"), Locale.DE)
    depot.office.contact(depot.owner, "Rick Roe", ("rick@roe.example",))
    account = depot.office.account(depot.owner, "Doe Family")
    depot.office.tie(depot.owner, account, jane)
    other = depot.office.account(depot.owner, "Doe Ltd.")
    depot.office.grant(depot.owner, depot.office.tie(depot.owner, other, jane, "jd@doe.example"))
    depot.office.account(depot.owner, "Empty")
    return account


def test_people_are_every_account_with_everybody_tied_and_contacts_nobody_tied(depot):
    account = family(depot)
    found = rows(depot.exported("people"))
    assert [(each["Account name"], each["Contact name"], each["Email"], each["Login"]) for each in found] == [
        ("Doe Family", "Jane Doe", "jane@doe.example", "no"),
        ("Doe Ltd.", "Jane Doe", "jd@doe.example", "yes"),
        ("Empty", "", "", ""),
        ("", "Rick Roe", "rick@roe.example", ""),
    ]
    first = found[0]
    assert (first["Client ID"], first["Account type"], first["Status"]) == (account.id, "person", "active")
    assert (first["Team members"], first["Other emails"]) == ("olivia@harbor-tax.example", "jd@doe.example")
    assert (first["Language"], first["Notify"], first["Email sync"], first["Signatory"]) == ("de", "yes", "no", "no")


def test_accounts_and_contacts_are_exported_alone(depot):
    family(depot)
    assert [each["Account name"] for each in rows(depot.exported("accounts"))] == ["Doe Family", "Doe Ltd.", "Empty"]
    contacts = rows(depot.exported("contacts"))
    assert [(each["Contact name"], each["Email"]) for each in contacts] == [
        ("Jane Doe", "jane@doe.example; jd@doe.example"),
        ("Rick Roe", "rick@roe.example"),
    ]


def test_json_says_the_same_to_programs(depot):
    family(depot)
    first, _, empty, rick = json.loads(depot.exported("people", "json"))
    assert (first["accountName"], first["emails"], first["otherEmails"]) == (
        "Doe Family",
        ["jane@doe.example"],
        ["jd@doe.example"],
    )
    assert (first["login"], first["teamMembers"]) == (False, ["olivia@harbor-tax.example"])
    assert "contactName" not in empty
    assert rick["contactName"] == "Rick Roe"


@pytest.mark.parametrize("form", ["csv", "json"])
def test_firm_without_clients_exports_an_empty_file(depot, form):
    content = depot.exported("people", form)
    assert (json.loads(content) if form == "json" else rows(content)) == []


def test_archived_accounts_are_in_it_and_those_for_guests_and_tests_are_not(depot):
    for name, change in (("Old", {"status": "archived"}), ("Guests", {"sort": "guest"}), ("Trial", {"sort": "test"})):
        account = depot.office.account(depot.owner, name)
        key = keys.account(depot.firm, account.id)
        place = {"g1pk": keys.accounts_in(depot.firm, "archived")} if name == "Old" else {}
        depot.records.put({**depot.records.items[key], **change, **place})
    assert [(each["Account name"], each["Status"]) for each in rows(depot.exported("accounts"))] == [
        ("Old", "archived")
    ]


@pytest.mark.parametrize("name", ["=1+1", "+1", "-1", "@SUM(A1)", "'=1", "'quoted", 'say "hi"; x,y'])
def test_abuse_26_no_cell_of_an_export_computes_and_all_read_back_as_they_were(depot, name):
    account = depot.office.account(depot.owner, name)
    depot.office.tie(depot.owner, account, depot.office.contact(depot.owner, name))
    content = depot.exported("people")
    (row,) = rows(content)
    assert not row["Account name"].startswith(("=", "+", "-", "@"))
    other = Depot(depot.office, slug="elbe-steuer")
    other.taken_in(content)
    assert [each.name for each in other.accounts] == [name]
    assert [each.name for each in other.contacts] == [name]


def comes_to(depot: Depot) -> Any:
    """Everything of a firm's clients, by names and addresses."""
    names = {each.id: (each.external_id or each.id, each.name) for each in depot.accounts}
    holders = {each.id: each.name for each in depot.contacts}
    return (
        sorted((*names[each.id], each.kind) for each in depot.accounts),
        sorted((each.name, sorted(each.emails), each.locale) for each in depot.contacts),
        sorted(
            (*names[each.account], holders[each.contact], each.email, each.login, each.notify, each.email_sync)
            for each in depot.ties
        ),
        sorted((each.email, sorted(each.accounts.values())) for each in depot.persons),
    )


def test_export_read_in_another_firm_gives_the_same(depot):
    depot.taken_in(practice(accounts=120, contacts=200).content)
    family(depot)
    other = Depot(depot.office, slug="elbe-steuer")
    content = depot.exported("people")
    done = other.taken_in(content)
    assert done.check is not None
    assert done.check.counts.skipped == 0
    assert comes_to(other) == comes_to(depot)
    assert other.exported("people").count(b"\r\n") == content.count(b"\r\n")


def test_export_read_in_its_own_firm_adds_nothing(depot):
    family(depot)
    before = comes_to(depot)
    done = depot.taken_in(depot.exported("people"))
    assert done.run is not None
    assert done.run.details["made"] == {"accounts": 0, "contacts": 0}
    assert comes_to(depot) == before


def test_export_of_many_pages_holds_each_once_and_counts_them(depot):
    depot.taken_in(practice(accounts=620, contacts=700).content)
    job = depot.work_off(depot.exports.start(depot.owner, None, kind="accounts", form="csv"))
    assert (job.state, job.counts.done, job.total) == (JobState.FINISHED, 620, 620)
    assert job.step > 2
    assert job.report is not None
    names = [each["Account name"] for each in rows(depot.s3.objects[job.report])]
    assert len(set(names)) == len(names) == 620
    (told,) = (each for each in depot.records.envelopes() if each.event.name == "export.finished")
    assert (told.event.kind, told.event.format, told.event.count) == ("accounts", "csv", 620)
    assert told.actor.id == depot.owner.identity.id


def test_export_that_is_not_finished_has_nothing_to_fetch(depot):
    job = depot.exports.start(depot.owner, None, kind="accounts", form="csv")
    assert not has_file(depot.exports.get(depot.owner, job.id))
    with pytest.raises(WrongStateError):
        depot.exports.download(depot.owner, job.id, None)
    assert "export.downloaded" not in depot.names()


def test_finished_export_is_fetched_by_an_address_of_less_than_five_minutes(depot):
    job = depot.work_off(depot.exports.start(depot.owner, None, kind="accounts", form="json"))
    assert has_file(depot.exports.get(depot.owner, job.id))
    url = depot.exports.download(depot.owner, job.id, None)
    assert url == f"https://bucket.example.com/{job.report}?get_object=299"


def test_each_fetching_of_an_export_is_told_with_who_and_how_much_and_looking_at_it_is_not(depot):
    depot.taken_in(practice(accounts=3, contacts=3).content)
    employee = depot.office.colleague(depot.owner, rights=BOTH)
    job = depot.work_off(depot.exports.start(employee, None, kind="accounts", form="csv"))
    for caller in (employee, depot.owner):
        depot.exports.get(caller, job.id)
        depot.exports.download(caller, job.id, None)
    told = [each for each in depot.records.envelopes() if each.event.name == "export.downloaded"]
    assert [each.actor.id for each in told] == [employee.identity.id, depot.owner.identity.id]
    assert {(each.event.object.id, each.event.kind, each.event.format, each.event.count) for each in told} == {
        (job.id, "accounts", "csv", 3)
    }


@pytest.mark.parametrize(
    ("kind", "rights", "may"),
    [
        ("accounts", BOTH, True),
        ("accounts", frozenset({Right.MANAGE_ACCOUNTS}), False),
        ("accounts", frozenset({Right.VIEW_ALL_ACCOUNTS}), False),
        ("contacts", BOTH, False),
        ("contacts", BOTH | {Right.MANAGE_CONTACTS}, True),
        ("people", BOTH, False),
        ("people", BOTH | {Right.MANAGE_CONTACTS}, True),
    ],
)
def test_export_asks_for_the_rights_to_what_it_names(depot, kind, rights, may):
    employee = depot.office.colleague(depot.owner, rights=rights)
    if may:
        job = depot.work_off(depot.exports.start(employee, None, kind=kind, form="csv"))
        assert depot.exports.download(employee, job.id, None)
    else:
        with pytest.raises(NotAllowedError):
            depot.exports.start(employee, None, kind=kind, form="csv")


def test_right_lost_meanwhile_ends_the_export_and_keeps_the_file(depot):
    employee = depot.office.colleague(depot.owner, rights=BOTH)
    done = depot.work_off(depot.exports.start(employee, None, kind="accounts", form="csv"))
    started = depot.exports.start(employee, None, kind="accounts", form="csv")
    member = depot.office.standing(depot.firm, employee.identity.id)
    depot.office.storage.save(member.model_copy(update={"rights": frozenset()}))
    ended = depot.work_off(started)
    assert (ended.state, ended.code) == (JobState.FAILED, "NOT_ALLOWED")
    with pytest.raises(NotAllowedError):
        depot.exports.get(employee, done.id)
    with pytest.raises(NotAllowedError):
        depot.exports.download(employee, done.id, None)


def test_export_is_there_for_its_starter_and_admins_alone(depot):
    job = depot.exports.start(depot.owner, None, kind="accounts", form="csv")
    employee = depot.office.colleague(depot.owner, rights=BOTH)
    other = Depot(depot.office, slug="elbe-steuer")
    for caller in (employee, other.owner):
        with pytest.raises(NotFoundError):
            depot.exports.get(caller, job.id)
        with pytest.raises(NotFoundError):
            depot.exports.download(caller, job.id, None)


def test_job_of_another_kind_is_no_export(depot):
    of = depot.uploaded(b"Account name\nDoe\n")
    check = depot.imports.check(depot.owner, of, None)
    for job in (check.id, JobId("job_01KANQ9Z00H4R6S8TVWXYZ1111")):
        with pytest.raises(NotFoundError):
            depot.exports.get(depot.owner, job)
        with pytest.raises(NotFoundError):
            depot.exports.download(depot.owner, job, None)


def test_fault_25_export_step_that_comes_again_writes_no_row_twice(depot):
    depot.taken_in(practice(accounts=620, contacts=700).content)
    job = depot.exports.start(depot.owner, None, kind="accounts", form="csv")
    put, calls = depot.s3.put_object, []

    def dies(**request: Any) -> Any:
        calls.append(request["Key"])
        answer = put(**request)
        if len(calls) == 2:
            raise KeyboardInterrupt
        return answer

    depot.s3.put_object = dies
    with pytest.raises(KeyboardInterrupt):
        depot.work_off(job)
    depot.line.bodies.clear()
    ended = depot.work_off(depot.store.get(depot.firm, job.id))
    assert ended.report is not None
    names = [each["Account name"] for each in rows(depot.s3.objects[ended.report])]
    assert len(set(names)) == len(names) == 620
