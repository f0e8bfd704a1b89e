"""Invitations of many, by the real routes, consumer, worker and schedule: each person once, whatever happens."""

import json
from collections import Counter
from typing import Any

import pytest

from functions.invite import jobs, keys
from functions.invite.model.entities import Person
from functions.invite.model.invitation import COOL_DOWN
from shared.directory import MemberState
from shared.domain.ids import MemberId, PersonId
from shared.domain.mail import MailState, MailTrouble
from shared.jobs.worker import Worker
from shared.table.actions import update
from tests.fakes.cloud import FILES_BUCKET, queue_event
from tests.fakes.crowd import settle
from tests.fakes.http import claims, context
from tests.integration.house import House


def crowd(house: House, persons: int, **more: Any) -> tuple[PersonId, ...]:
    _, ids = settle(house.cloud.table, house.firm, house.owner_id, persons=persons, **more)
    return ids


def of(house: House, person: str) -> Person:
    found = house.credential(PersonId(person))
    assert isinstance(found, Person)
    return found


def sent(house: House, name: str = "invitation.sent") -> Counter[str]:
    """How often each person was sent to."""
    return Counter(each["object"]["id"] for each in house.cloud.announced() if each["name"] == name)


def read(house: House, job: str) -> Any:
    return house.call("GET", f"/v1/jobs/{job}").json


def test_ten_thousand_are_accepted_in_one_call(house):
    ids = [f"per_{each:026}" for each in range(10_000)]
    with house.cloud.meter.measure() as cost:
        job = house.job(*ids)
    assert (cost.reads, cost.writes) == (1, 1)
    assert max(cost.item_bytes) < 2_000
    stored = read(house, job)
    assert (stored["state"], stored["total"], stored["done"]) == ("queued", 10_000, 0)
    assert (
        house.call("POST", "/v1/bulk/invitations", body={"persons": [*ids, ids[0]], "action": "invite"}).status == 422
    )


def test_each_is_invited_once_and_the_report_tells_of_each(house, foreign):
    ids = crowd(house, 60)
    (stranger,) = crowd(foreign, 1, name="stranger")
    active = house.active()
    unknown = "per_00000000000000000000000000"
    asked = [*ids[:30], stranger, active, "no id at-all".replace(" ", "-"), unknown, *ids[30:], ids[0]]
    job = house.job(*asked, message="Welcome.")
    house.work_off()
    report = house.report(job)
    assert {each: report.pop(each) for each in ids} == dict.fromkeys(ids, "done")
    assert report == {
        stranger: "NOT_FOUND",
        unknown: "NOT_FOUND",
        "no-id-at-all": "NOT_FOUND",
        active: "ALREADY_ACTIVE",
    }
    ended = read(house, job)
    assert (ended["state"], ended["total"], ended["done"], ended["skipped"]) == ("finished", 64, 60, 4)
    assert [sent(house)[each] for each in ids] == [1] * 60
    assert {of(house, each).invitation.generation for each in ids} == {1}
    assert house.names().count("job.finished") == 1


def test_events_of_a_job_name_its_starter_and_their_call(house):
    (person,) = crowd(house, 1)
    house.job(person)
    house.work_off()
    (told,) = [each for each in house.cloud.announced() if each["object"]["id"] == person]
    assert (told["actor"]["id"], told["source"], told["address"]) == (house.owner_id, "manual", "203.0.113.7")


def test_the_same_asked_again_does_nothing_twice(house):
    """Rule 6 of the house: a bulk call can be repeated."""
    ids = crowd(house, 30)
    house.job(*ids)
    house.work_off()
    again = house.job(*ids)
    house.work_off()
    assert set(house.report(again).values()) == {"ALREADY_INVITED"}
    assert set(sent(house).values()) == {1}


def test_dry_run_tells_what_would_be_and_writes_to_nobody(house):
    ids = crowd(house, 30)
    house.job(ids[0])
    house.work_off()
    job = house.job(*ids, dryRun=True)
    house.work_off()
    assert house.report(job) == {ids[0]: "ALREADY_INVITED", **dict.fromkeys(ids[1:], "done")}
    assert sent(house) == {ids[0]: 1}
    assert read(house, job)["dryRun"]


def test_resend_and_cancel_of_many(house):
    never, out = crowd(house, 2)
    house.job(out)
    house.work_off()
    house.wait(minutes=2)
    job = house.job(never, out, action="resend")
    house.work_off()
    assert set(house.report(job).values()) == {"done"}
    assert (of(house, out).invitation.generation, of(house, never).invitation.generation) == (2, 1)
    assert sent(house, "invitation.resent") == {out: 1}
    job = house.job(never, out, action="cancel")
    house.work_off()
    again = house.job(never, out, action="cancel")
    house.work_off()
    assert set(house.report(job).values()) == {"done"}
    assert set(house.report(again).values()) == {"WRONG_STATE"}
    assert sent(house, "invitation.cancelled") == {never: 1, out: 1}
    assert {of(house, each).access(house.cloud.clock.now) for each in (never, out)} == {"granted"}


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ("pending", {"never", "out", "expired", "bounced"}),
        ("never_sent", {"never"}),
        ("expired", {"expired"}),
        ("bounced", {"bounced"}),
    ],
)
def test_filter_means_those_it_names(house, wanted, found):
    people = dict(zip(("never", "out", "expired", "bounced"), crowd(house, 4), strict=True))
    house.job(people["expired"])
    house.work_off()
    house.wait(days=31)
    house.job(people["out"], people["bounced"])
    house.work_off()
    mark = MailState(state=MailTrouble.BOUNCED, reason="General", at=house.cloud.clock.now)
    house.store(of(house, people["bounced"]).marked(mark))
    house.wait(minutes=2)
    answer = house.call("POST", "/v1/bulk/invitations", body={"persons": {"filter": wanted}, "action": "resend"})
    assert answer.status == 202, answer.text
    assert answer.json["total"] is None
    house.work_off()
    assert set(house.report(answer.json["id"])) == {people[each] for each in found}
    assert read(house, answer.json["id"])["total"] == len(found)


@pytest.mark.parametrize("action", ["invite", "resend"])
def test_nobody_is_invited_into_what_is_archived(house, action):
    account, tie = house.tie()
    person = house.made(f"/v1/accounts/{account}/ties/{tie}/access", {})["personId"]
    assert house.call("POST", f"/v1/accounts/{account}/archive").status == 200
    job = house.job(person, action=action)
    house.work_off()
    assert house.report(job) == {person: "WRONG_STATE"}
    assert not sent(house)


def test_filter_that_finds_nobody_is_done_at_once(house):
    answer = house.call("POST", "/v1/bulk/invitations", body={"persons": {"filter": "pending"}, "action": "invite"})
    house.work_off()
    assert read(house, answer.json["id"])["state"] == "finished"


def test_employee_reaches_the_persons_of_their_own_accounts_alone(house):
    emil = MemberId(house.colleague(rights=("manage_accounts",)))
    (other,) = crowd(house, 1)
    _, (own,) = settle(house.cloud.table, house.firm, emil, persons=1, name="own")
    who = claims(house.firm, emil)
    body = {"persons": [other, own], "action": "invite"}
    job = house.call("POST", "/v1/bulk/invitations", body=body, who=who).json["id"]
    house.work_off()
    assert house.report(job) == {other: "NOT_FOUND", own: "done"}


def test_who_may_not_manage_accounts_starts_nothing(house):
    emil = claims(house.firm, MemberId(house.colleague(rights=("view_all_accounts",))))
    before = house.dump()
    for path, body in (
        ("/v1/bulk/invitations", {"persons": {"filter": "pending"}, "action": "invite"}),
        ("/v1/bulk/access", {"accounts": {"filter": "all"}, "login": "enable"}),
    ):
        assert house.call("POST", path, body=body, who=emil).code == "NOT_ALLOWED"
    assert house.dump() == before
    assert house.cloud.client("s3").calls == []


@pytest.mark.parametrize("loss", ["deactivated", "right"])
def test_job_of_whom_loses_the_right_meanwhile_stops(house, loss):
    """Abuse 25, on the worker: refused at the next step."""
    emil = MemberId(house.colleague(rights=("manage_accounts", "view_all_accounts")))
    ids = crowd(house, 30)
    body = {"persons": list(ids), "action": "invite"}
    job = house.call("POST", "/v1/bulk/invitations", body=body, who=claims(house.firm, emil)).json["id"]
    house.begin()
    house.step()
    member = house.credential(emil)
    lost: dict[str, object] = {"state": MemberState.DEACTIVATED} if loss == "deactivated" else {"rights": frozenset()}
    house.store(member.model_copy(update=lost))
    house.step()
    ended = read(house, job)
    assert (ended["state"], ended["code"], ended["done"]) == ("failed", "NOT_ALLOWED", 25)
    assert sum(sent(house).values()) == 25
    assert house.step() == 0


def test_job_keeps_a_pace_of_fifty_persons_a_second(house, monkeypatch):
    waited: list[float] = []
    assert Worker.__init__.__kwdefaults__ is not None
    monkeypatch.setitem(Worker.__init__.__kwdefaults__, "sleep", waited.append)
    monkeypatch.setitem(Worker.__init__.__kwdefaults__, "ticks", lambda: 0)
    house.job(*crowd(house, 60))
    house.work_off()
    assert waited == [0.5, 0.5]


def test_writes_of_the_room_stay_at_one_a_person_and_little_more(house):
    """P12, in the small: 100 persons, everything from the call to the end."""
    ids = crowd(house, 100, accounts=20)
    with house.cloud.meter.measure() as cost:
        house.job(*ids)
        house.begin()
        while house.step():
            pass
    assert sum(sent(house).values()) == 100
    assert cost.writes <= 110


def test_lists_are_kept_where_nobody_is_let_in_and_hold_ids_alone(house):
    ids = crowd(house, 3)
    house.job(*ids, message="A word in confidence.")
    (put,) = [each.request for each in house.cloud.client("s3").done if each.operation == "put_object"]
    assert put["Bucket"] == FILES_BUCKET
    assert put["Key"].startswith(f"jobs/{house.firm[4:]}/")
    assert put["Body"].decode().split() == list(ids)


def test_batch_that_holds_what_is_no_message_fails_that_alone(house):
    """Fault 10: a poison record in the middle."""
    first, second = (house.job(each) for each in crowd(house, 2))
    house.begin()
    one, two = house.cloud.take(house.cloud.jobs_queue)
    answer = jobs.handler(queue_event(one, "{}", json.dumps({"firm": "x"}), two), context())
    failed = {each["itemIdentifier"] for each in answer["batchItemFailures"]}
    assert failed == {"message-2", "message-3"}
    assert {read(house, each)["state"] for each in (first, second)} == {"finished"}


def test_person_nobody_can_read_stops_no_other(house):
    """Fault 10: a poison item in the middle of a step."""
    ids = crowd(house, 3)
    house.cloud.table.transact(
        update(
            keys.person(house.firm, ids[1]),
            "SET #invitation = :broken",
            when="attribute_exists(#pk)",
            values={":broken": {"generation": "many"}},
            failed=AssertionError,
        )
    )
    job = house.job(*ids)
    house.work_off()
    assert house.report(job) == {ids[0]: "done", ids[1]: "INTERNAL", ids[2]: "done"}
    ended = read(house, job)
    assert (ended["state"], ended["done"], ended["failed"]) == ("finished", 2, 1)


def test_flood_of_bulk_calls_sends_one_letter_a_person(house):
    """Abuse 21: the cool-down holds whoever asks, however often and by whatever way."""
    (person,) = crowd(house, 1)
    reports = []
    for action in ("invite", "resend", "resend", "cancel", "invite", "resend"):
        job = house.job(person, action=action)
        house.work_off()
        reports.append(house.report(job)[person])
    assert reports == ["done", "RESEND_TOO_SOON", "RESEND_TOO_SOON", "done", "RESEND_TOO_SOON", "RESEND_TOO_SOON"]
    assert sum(sent(house).values()) == 1
    assert sent(house, "invitation.resent") == {}


def test_flood_over_days_ends_at_the_firms_number_of_resends(house):
    """Abuse 21: patience does not help either; cancelling and inviting by turns counts on."""
    (person,) = crowd(house, 1)
    codes = []
    for action in ("invite", *["resend"] * 5, "cancel", "invite", *["resend"] * 6):
        house.wait(seconds=COOL_DOWN.total_seconds() + 1)
        job = house.job(person, action=action)
        house.work_off()
        codes.append(house.report(job)[person])
    letters = sum(sent(house).values()) + sum(sent(house, "invitation.resent").values())
    assert letters == 1 + 10
    assert codes[-1] == "RESEND_LIMIT_REACHED"


def test_flood_of_jobs_is_stopped_at_ten_under_way(house):
    """Abuse 21: the queue is no place to pile up."""
    (person,) = crowd(house, 1)
    for _ in range(10):
        house.job(person)
    answer = house.call("POST", "/v1/bulk/invitations", body={"persons": [person], "action": "invite"})
    assert (answer.status, answer.code) == (409, "LIMIT_REACHED")
    house.work_off()
    assert house.job(person)
