"""Imports: announced, uploaded, checked whole, taken in once."""

from collections.abc import Callable
from typing import Any

import pytest

from functions.invite.model.imports import ImportState
from functions.invite.model.refusals import ImportNotCheckedError, ImportRefusedError
from local.practice import practice
from shared.directory import MemberState
from shared.domain.errors import NotAllowedError, NotFoundError, UnavailableError, WrongStateError
from shared.domain.ids import ImportId
from shared.domain.principals import Right
from shared.jobs.model import JobState
from shared.jobs.queue import Nudge
from shared.table.actions import Action
from shared.table.idempotency import Once
from tests.fakes.imports import Depot
from tests.fakes.records import Records

ROWS = (
    "Account name,Contact name,Email,Login\n"
    "Doe Family,Jane Doe,jane@doe.example,yes\n"
    "Doe Family,John Doe,john@doe.example,no\n"
    "Doe Ltd.,Jane Doe,jane@doe.example,yes\n"
)
BAD = ROWS + "Roe,Rick Roe,nobody,no\n"
ALL = frozenset({Right.MANAGE_ACCOUNTS, Right.MANAGE_CONTACTS, Right.VIEW_ALL_ACCOUNTS})


@pytest.fixture
def depot() -> Depot:
    return Depot()


def test_import_goes_from_announced_to_done(depot):
    of = depot.uploaded(ROWS.encode())
    states = [depot.imports.get(depot.owner, of).state]
    check = depot.imports.check(depot.owner, of, None)
    states.append(depot.imports.get(depot.owner, of).state)
    depot.work_off(check)
    states.append(depot.imports.get(depot.owner, of).state)
    run = depot.run(of)
    states.append(depot.imports.get(depot.owner, of).state)
    depot.work_off(run)
    states.append(depot.imports.get(depot.owner, of).state)
    assert states == ["awaiting_file", "checking", "checked", "running", "done"]
    assert sorted(each.name for each in depot.accounts) == ["Doe Family", "Doe Ltd."]


def test_check_says_what_would_come_of_it_and_writes_none_of_it(depot):
    found = depot.checked(BAD + "Roe,Rick Roe,rick@grnail.com,yes\n")
    assert found.check is not None
    assert found.check.details["adds"] == {"accounts": 3, "contacts": 3, "ties": 4, "logins": 3}
    assert (found.check.total, found.check.counts.done, found.check.counts.skipped) == (5, 4, 1)
    assert found.check.details["warnings"] == 1
    assert depot.report(found.check) == [("5", "EMAIL_INVALID"), ("6", "EMAIL_CONFUSABLE")]
    assert depot.accounts == depot.contacts == depot.ties == depot.persons == []


def test_check_comes_true(depot):
    checked = depot.checked(ROWS).check
    done = depot.taken_in(ROWS)
    assert checked is not None
    assert done.run is not None
    adds = checked.details["adds"]
    assert (adds["accounts"], adds["contacts"]) == (len(depot.accounts), len(depot.contacts)) == (2, 2)
    assert (adds["ties"], adds["logins"]) == (len(depot.ties), sum(each.login for each in depot.ties))
    assert done.run.details["made"] == {"accounts": 2, "contacts": 2}


def test_errors_stop_a_run_unless_they_are_left_out(depot):
    of = depot.checked(BAD).of.id
    with pytest.raises(ImportRefusedError, match="1 rows"):
        depot.run(of, skip_bad=False)
    job = depot.work_off(depot.run(of, skip_bad=True))
    assert (job.counts.done, job.counts.skipped) == (3, 1)
    assert depot.report(job) == [("5", "EMAIL_INVALID")]


def test_clean_file_runs_without_leaving_anything_out(depot):
    assert depot.work_off(depot.run(depot.checked(ROWS).of.id, skip_bad=False)).counts.done == 3


def test_run_asks_for_a_check_first(depot):
    of = depot.uploaded(ROWS.encode())
    with pytest.raises(ImportNotCheckedError):
        depot.run(of)
    depot.imports.check(depot.owner, of, None)
    with pytest.raises(ImportNotCheckedError):
        depot.run(of)


@pytest.mark.parametrize("state", ["checking", "running", "done"])
def test_import_under_way_or_done_is_not_begun_again(depot, state):
    of = depot.uploaded(ROWS.encode())
    job = depot.imports.check(depot.owner, of, None)
    if state != "checking":
        depot.work_off(job)
        job = depot.run(of)
    if state == "done":
        depot.work_off(job)
    with pytest.raises(WrongStateError):
        depot.imports.check(depot.owner, of, None)
    with pytest.raises((WrongStateError, ImportNotCheckedError)):
        depot.run(of)


def test_check_may_be_repeated_before_it_is_taken_in(depot):
    of = depot.checked(BAD).of.id
    depot.work_off(depot.imports.check(depot.owner, of, None))
    assert depot.imports.get(depot.owner, of).state is ImportState.CHECKED


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"Phone,Fax\n1,2\n", "HEADER_UNKNOWN"),
        (b"Account name\n", "NO_ROWS"),
        (b'Account name\n"Doe\n', "QUOTES_BROKEN"),
        ("Account name\nDoe\n".encode("utf-16-le"), "ENCODING_UNKNOWN"),
    ],
)
def test_unreadable_file_is_told_with_its_row_and_can_not_be_run(depot, content, code):
    found = depot.checked(content)
    assert found.state is ImportState.UNREADABLE
    assert found.check is not None
    assert found.check.details["problem"]["code"] == code
    with pytest.raises(ImportNotCheckedError):
        depot.run(found.of.id)


@pytest.mark.parametrize("content", [ROWS.encode() + b" ", ROWS.replace("Jane", "June").encode()])
def test_file_that_is_not_the_announced_one_is_refused(depot, content):
    of = depot.uploaded(ROWS.encode())
    depot.s3.objects[depot.upload_key(of)] = content
    depot.work_off(depot.imports.check(depot.owner, of, None))
    found = depot.imports.get(depot.owner, of)
    assert found.check is not None
    assert found.check.details["problem"]["code"] == "FILE_DIFFERS"


def test_file_that_was_never_uploaded_is_missing(depot):
    of = depot.uploaded(ROWS.encode())
    depot.s3.objects.clear()
    depot.work_off(depot.imports.check(depot.owner, of, None))
    found = depot.imports.get(depot.owner, of)
    assert found.check is not None
    assert found.check.details["problem"]["code"] == "FILE_MISSING"


def test_what_was_checked_is_taken_in_whatever_is_uploaded_since(depot):
    of = depot.checked(ROWS).of.id
    depot.s3.objects[depot.upload_key(of)] = ROWS.replace("Doe", "Mallory").encode()
    depot.work_off(depot.run(of))
    assert {each.name for each in depot.contacts} == {"Jane Doe", "John Doe"}


def test_those_let_in_are_invited_once_for_all_their_accounts(depot):
    done = depot.taken_in(ROWS, invite=True, message="Welcome.")
    assert done.run is not None
    assert done.run.details["invitations"] == 1
    (jane,) = depot.persons
    assert (jane.state, set(jane.accounts.values())) == ("invited", {"Doe Family", "Doe Ltd."})
    assert depot.names().count("invitation.sent") == 1
    (sent,) = (each for each in depot.records.envelopes() if each.event.name == "invitation.sent")
    assert sent.event.message == "Welcome."
    assert {each.badge.value for each in depot.accounts} == {"pending_activation"}


def test_who_was_invited_before_is_not_invited_by_an_import(depot):
    depot.taken_in(ROWS, invite=True)
    done = depot.taken_in(ROWS + "Doe LLC,Jane Doe,jane@doe.example,yes\n", invite=True)
    assert done.run is not None
    assert done.run.details["invitations"] == 0
    assert len(depot.persons[0].accounts) == 3


def test_who_holds_the_address_of_a_refused_row_is_not_invited_by_it(depot):
    office, owner = depot.office, depot.owner
    tie = office.tie(owner, office.account(owner, "Roe"), office.contact(owner, "Carl Roe", ("carl@roe.example",)))
    office.grant(owner, tie)
    done = depot.taken_in(ROWS + "Dora,Dora Doe,carl@roe.example,yes\n", invite=True)
    assert ("5", "EMAIL_IN_USE") in depot.report(done.run)
    assert office.person(depot.firm, "carl@roe.example").invitation.generation == 0
    assert office.person(depot.firm).invitation.generation == 1


def test_nobody_is_invited_unasked(depot):
    depot.taken_in(ROWS)
    assert "invitation.sent" not in depot.names()


@pytest.mark.parametrize("missing", sorted(ALL))
def test_import_asks_for_every_right(depot, missing):
    employee = depot.office.colleague(depot.owner, rights=ALL - {missing})
    of = depot.checked(ROWS).of.id
    calls: tuple[Callable[[], Any], ...] = (
        lambda: depot.uploaded(ROWS.encode(), employee),
        lambda: depot.imports.get(employee, of),
        lambda: depot.imports.check(employee, of, None),
        lambda: depot.imports.run(employee, of, None, skip_bad=True, invite=False, message=None),
    )
    for call in calls:
        with pytest.raises(NotAllowedError):
            call()


def test_employee_with_the_rights_imports_in_their_own_name(depot):
    employee = depot.office.colleague(depot.owner, rights=ALL)
    of = depot.uploaded(ROWS.encode(), employee)
    depot.work_off(depot.imports.check(employee, of, None))
    depot.work_off(depot.imports.run(employee, of, None, skip_bad=True, invite=False, message=None))
    told = [each for each in depot.records.envelopes() if each.event.name == "account.created"]
    assert {each.actor.id for each in told} == {employee.identity.id}
    assert {each.provenance.correlation_id for each in told} == {employee.provenance.correlation_id}


def test_starter_who_loses_their_place_meanwhile_ends_the_job(depot):
    employee = depot.office.colleague(depot.owner, rights=ALL)
    of = depot.uploaded(ROWS.encode(), employee)
    job = depot.imports.check(employee, of, None)
    member = depot.office.standing(depot.firm, employee.identity.id)
    depot.office.storage.save(member.model_copy(update={"state": MemberState.DEACTIVATED}))
    ended = depot.work_off(job)
    assert (ended.state, ended.code) == (JobState.FAILED, "NOT_ALLOWED")


def test_unknown_import_is_not_found(depot):
    with pytest.raises(NotFoundError):
        depot.imports.get(depot.owner, ImportId("imp_01KANQ9Z00H4R6S8TVWXYZ1111"))


def test_calls_repeated_with_their_key_start_nothing_twice(depot):
    once = [Once(f"key-{each}", "body") for each in range(3)]
    prepared = [
        depot.imports.prepare(depot.owner, once[0], name="clients.csv", size=9, sha256="0" * 64)[0].id for _ in "ab"
    ]
    of = depot.uploaded(ROWS.encode())
    checks = [depot.imports.check(depot.owner, of, once[1]).id for _ in "ab"]
    depot.work_off(depot.store.get(depot.firm, checks[0]))
    runs = [depot.run(of, once[2]).id for _ in "ab"]
    for pair in (prepared, checks, runs):
        assert pair[0] == pair[1]
    assert depot.names().count("job.started") == 2


def test_address_to_upload_to_is_for_this_file_alone(depot):
    announced, upload = depot.imports.prepare(depot.owner, None, name="clients.csv", size=9, sha256="0" * 64)
    assert upload.fields == {"key": depot.upload_key(announced.id), "Content-Type": "text/csv"}


class Dying(Records):
    """Dies at the nth write of rows, before or after it went through."""

    def __init__(self) -> None:
        super().__init__()
        self.at: int | None = None
        self.is_after = False

    def transact(self, *actions: Action) -> None:
        kinds = {each.item["et"] for each in actions if each.item is not None}
        counts = self.at is not None and kinds & {"TIE", "ACCOUNT", "CONTACT", "PERSON"}
        if counts and self.at is not None:
            self.at -= 1
        if counts and self.at == 0 and not self.is_after:
            raise UnavailableError
        super().transact(*actions)
        if counts and self.at == 0:
            raise UnavailableError


@pytest.fixture
def dying(monkeypatch: pytest.MonkeyPatch) -> Depot:
    monkeypatch.setattr("tests.fakes.office.Records", Dying)
    return Depot()


def comes_to(depot: Depot) -> Any:
    """What matters of what stands, without ids drawn or instants."""
    names = {each.id: each.name for each in depot.accounts}
    return (
        sorted((each.name, each.n_can_login, each.n_invited) for each in depot.accounts),
        sorted((each.name, each.emails) for each in depot.contacts),
        sorted((names[each.account], each.email, each.login) for each in depot.ties),
        sorted((each.email, sorted(each.accounts.values()), each.state.value) for each in depot.persons),
        sorted(each for each in depot.names() if not each.startswith("job.")),
    )


@pytest.mark.parametrize("is_after", [False, True])
@pytest.mark.parametrize("at", [1, 2, 3, 4])
def test_faults_4_and_25_a_run_that_dies_at_any_row_is_taken_up_and_makes_each_once(dying, at, is_after):
    """The fourth write is the invitation."""
    of = dying.checked(ROWS).of.id
    dying.records.at, dying.records.is_after = at, is_after
    job = dying.run(of, invite=True)
    with pytest.raises(UnavailableError):
        dying.work_off(job)
    dying.line.bodies.clear()
    ended = dying.work_off(dying.store.get(dying.firm, job.id))
    assert (ended.state, ended.counts.done) == (JobState.FINISHED, 3)
    whole = Depot()
    whole.taken_in(ROWS, invite=True)
    assert comes_to(dying) == comes_to(whole)
    assert ended.details["made"] == {"accounts": 2, "contacts": 2}


def test_fault_25_step_done_by_two_workers_at_once_makes_each_row_once(depot):
    of = depot.checked(ROWS).of.id
    job = depot.run(of)
    first = Nudge(job.firm, job.id, 0)
    save = depot.store.save

    def rival(*given: Any, **more: Any) -> Any:
        depot.store.save = save
        depot.worker.work(first)
        return save(*given, **more)

    depot.store.save = rival
    depot.worker.work(first)
    assert depot.store.get(job.firm, job.id).counts.done == 3
    assert (len(depot.accounts), len(depot.contacts), len(depot.ties)) == (2, 2, 3)
    assert depot.names().count("account.created") == 2


def test_fault_25_two_imports_of_the_same_file_overlap_and_make_each_row_once(depot):
    jobs = [depot.run(depot.checked(ROWS).of.id) for _ in range(2)]
    for job in jobs:
        depot.worker.work(Nudge(job.firm, job.id, 0))
    assert (len(depot.accounts), len(depot.contacts), len(depot.ties)) == (2, 2, 3)
    made = [depot.store.get(job.firm, job.id).details["made"] for job in jobs]
    assert made == [{"accounts": 2, "contacts": 2}, {"accounts": 0, "contacts": 0}]


def test_run_that_was_cancelled_may_be_run_again(depot):
    of = depot.checked(ROWS).of.id
    job = depot.run(of)
    depot.store.save(job.asked_to_stop(depot.owner.identity.id, "Olivia Reed"))
    depot.work_off(depot.store.get(job.firm, job.id))
    assert depot.imports.get(depot.owner, of).state is ImportState.STOPPED
    depot.work_off(depot.run(of))
    assert depot.imports.get(depot.owner, of).state is ImportState.DONE
    assert len(depot.accounts) == 2


def test_abuse_26_a_whole_practice_comes_to_what_it_holds(depot):
    made = practice()
    expected = made.expected
    found = depot.checked(made.content)
    assert found.check is not None
    assert (found.check.total, found.check.counts.skipped) == (expected.rows, expected.bad)
    assert found.check.details["adds"] == {
        "accounts": expected.accounts,
        "contacts": expected.contacts,
        "ties": expected.ties,
        "logins": sum(each.login for each in _ties(depot, found.of.id)),
    }
    codes = [code for _, code in depot.report(found.check)]
    assert {each: codes.count(each) for each in set(codes)} == {**expected.errors, **expected.warnings}
    assert (len(depot.accounts), len(depot.contacts)) == (expected.accounts, expected.contacts)
    assert (len(depot.ties), len(depot.persons)) == (expected.ties, expected.persons)
    before = dict(depot.records.items)
    again = depot.taken_in(made.content)
    assert again.run is not None
    assert again.run.details["made"] == {"accounts": 0, "contacts": 0}
    unchanged = {"ACCOUNT", "CONTACT", "EMAIL", "TIE", "PERSON"}
    assert {key: each for key, each in depot.records.items.items() if each["et"] in unchanged} == {
        key: each for key, each in before.items() if each["et"] in unchanged
    }


def _ties(depot: Depot, of: ImportId) -> Any:
    depot.work_off(depot.run(of))
    return depot.ties


def test_import_of_another_firm_is_not_found(depot):
    other = Depot(depot.office, slug="elbe-steuer")
    of = other.checked(ROWS).of.id
    calls: tuple[Callable[[], Any], ...] = (
        lambda: depot.imports.get(depot.owner, of),
        lambda: depot.imports.check(depot.owner, of, None),
        lambda: depot.run(of),
    )
    for call in calls:
        with pytest.raises(NotFoundError):
            call()
    assert other.imports.get(other.owner, of).state is ImportState.CHECKED
