"""Access of many: all contacts of the accounts, refused and logged as one by one, then one letter a person."""

from collections import Counter
from typing import Any

import pytest

from shared.domain.ids import AccountId, MemberId, PersonId
from tests.fakes.crowd import settle
from tests.fakes.http import claims
from tests.integration.house import House


def crowd(house: House, persons: int, **more: Any) -> tuple[tuple[AccountId, ...], tuple[PersonId, ...]]:
    return settle(house.cloud.table, house.firm, house.owner_id, persons=persons, **{"has_login": False, **more})


def start(house: House, accounts: Any, who: Any = None, **more: Any) -> str:
    answer = house.call("POST", "/v1/bulk/access", body={"accounts": accounts, **more}, who=who)
    assert answer.status == 202, answer.text
    return str(answer.json["id"])


def run(house: House, accounts: Any, who: Any = None, **more: Any) -> tuple[Any, dict[tuple[str | None, str], str]]:
    """Start a job and work it off; how it ended, and its report by account and entry."""
    job = start(house, accounts, who, **more)
    house.work_off()
    report: dict[tuple[str | None, str], str] = {}
    cursor: str | None = ""
    while cursor is not None:
        page = house.call("GET", f"/v1/jobs/{job}/report", query={"cursor": cursor} if cursor else {}).json
        found = {(each["account"], each["of"]): each["code"] or each["verdict"] for each in page["items"]}
        assert not set(found) & set(report), "reported twice"
        report |= found
        cursor = page["nextCursor"]
    return house.call("GET", f"/v1/jobs/{job}").json, report


def told(house: House, name: str) -> list[dict[str, Any]]:
    return [each for each in house.cloud.announced() if each["name"] == name]


def tie(person: str) -> str:
    return f"tie_{person[4:]}"


def test_everybody_of_the_accounts_is_let_in_and_sent_one_letter_naming_them_all(house):
    accounts, persons = crowd(house, 6, accounts=3, ties=2)
    ended, report = run(house, list(accounts), login="enable", sendInvitations=True, message="Welcome.")
    assert (ended["state"], ended["total"], ended["done"], ended["skipped"]) == ("finished", 18, 18, 0)
    by_account: dict[str | None, int] = {**dict.fromkeys(map(str, accounts), 4), None: 6}
    assert Counter(account for account, _ in report) == by_account
    assert set(report.values()) == {"done"}
    assert len(told(house, "portal_access.granted")) == 12
    assert Counter(each["object"]["id"] for each in told(house, "invitation.sent")) == dict.fromkeys(persons, 1)
    house.deliver("invitation.sent")
    letters = [each for each in house.cloud.mailbox if each.envelope_to[0].endswith("@crowd.example")]
    assert len(letters) == 6
    assert all(sum(each.text.count(f"client-000{number}") for number in range(3)) == 2 for each in letters)
    badges = {house.call("GET", f"/v1/accounts/{each}").json["badge"] for each in accounts}
    assert badges == {"pending_activation"}


def test_invitations_go_out_after_all_accounts_are_done(house):
    accounts, _ = crowd(house, 40, accounts=4)
    job = start(house, list(accounts), login="enable", sendInvitations=True)
    house.begin()
    while len(told(house, "portal_access.granted")) < 40:
        assert told(house, "invitation.sent") == []
        assert house.step()
    house.work_off()
    assert len(told(house, "invitation.sent")) == 40
    assert house.call("GET", f"/v1/jobs/{job}").json["done"] == 80


def test_the_same_asked_again_does_nothing_twice(house):
    accounts, _ = crowd(house, 5, accounts=2)
    asked = {"login": "enable", "notify": "disable", "emailSync": "enable", "sendInvitations": True}
    run(house, list(accounts), **asked)
    before = Counter(house.names())
    ended, report = run(house, list(accounts), **asked)
    assert (ended["state"], ended["done"], set(report.values())) == ("finished", 5, {"done"})
    assert Counter(house.names()) - before == {"job.started": 1, "job.finished": 1}


def test_each_key_is_changed_and_logged_by_itself(house):
    accounts, (person,) = crowd(house, 1)
    run(house, list(accounts), notify="disable", emailSync="enable")
    assert {
        (each["data"]["key"], each["data"]["before"], each["data"]["after"]) for each in told(house, "tie.changed")
    } == {
        ("notify", True, False),
        ("email_sync", False, True),
    }
    (standing,) = house.call("GET", f"/v1/accounts/{accounts[0]}/ties").json["items"]
    assert (standing["notify"], standing["emailSync"], standing["login"], standing["personId"]) == (
        *(False, True, False),
        person,
    )


def test_login_is_taken_from_all_and_only_in_these_accounts(house):
    accounts, (person,) = crowd(house, 1, accounts=2, ties=2, has_login=True)
    house.job(person)
    house.work_off()
    run(house, [accounts[0]], login="disable")
    (revoked,) = told(house, "portal_access.revoked")
    assert revoked["account"] == accounts[0]
    assert [each["id"] for each in house.call("GET", f"/v1/persons/{person}").json["accounts"]] == [accounts[1]]


def test_account_with_more_people_than_a_step_takes_goes_on_where_it_stood(house):
    accounts, persons = crowd(house, 60)
    ended, report = run(house, list(accounts), login="enable")
    assert (ended["done"], ended["total"]) == (60, 60)
    assert {of for _, of in report} == {tie(each) for each in persons}
    assert len(told(house, "portal_access.granted")) == 60


def test_bad_accounts_are_reported_and_stop_no_other(house, foreign):
    accounts, (one, _) = crowd(house, 2, accounts=2)
    (strange,), _ = crowd(foreign, 1, name="stranger")
    house.call("POST", f"/v1/accounts/{accounts[1]}/archive")
    unknown = "acc_00000000000000000000000000"
    _, report = run(house, [strange, accounts[1], unknown, "nonsense", accounts[0]], login="enable")
    assert {each: code for each, code in report.items() if code != "WRONG_STATE"} == {
        (None, strange): "NOT_FOUND",
        (None, unknown): "NOT_FOUND",
        (None, "nonsense"): "NOT_FOUND",
        (accounts[0], tie(one)): "done",
    }
    assert [account for (account, _), code in report.items() if code == "WRONG_STATE"] == [accounts[1]]


def test_dry_run_tells_what_would_be_and_changes_nothing(house):
    accounts, persons = crowd(house, 5, accounts=2)
    before = Counter(house.names())
    ended, report = run(house, list(accounts), login="enable", sendInvitations=True, dryRun=True)
    assert (ended["done"], ended["dryRun"]) == (10, True)
    assert {of for account, of in report if account is None} == set(persons)
    assert Counter(house.names()) - before == {"job.started": 1, "job.finished": 1}
    job = house.call("GET", f"/v1/jobs/{ended['id']}/report").json["items"]
    assert {each["note"] for each in job if each["account"]} == {"login"}


@pytest.mark.parametrize("wanted", ["all", "not_activated", "pending_activation", "activated"])
def test_filter_means_the_active_accounts_of_a_badge(house, wanted):
    gray, _ = crowd(house, 1)
    yellow, (out,) = crowd(house, 1, has_login=True, name="out")
    archived, _ = crowd(house, 1, name="archived")
    house.call("POST", f"/v1/accounts/{archived[0]}/archive")
    house.job(out)
    house.work_off()
    _, report = run(house, {"filter": wanted}, notify="disable")
    found = {"all": {*gray, *yellow}, "not_activated": {*gray}, "pending_activation": {*yellow}, "activated": set()}
    assert {account for account, _ in report} == found[wanted]


def test_employee_reaches_their_own_accounts_alone(house):
    emil = MemberId(house.colleague(rights=("manage_accounts",)))
    (other,), _ = crowd(house, 1)
    (own,), (person,) = settle(house.cloud.table, house.firm, emil, persons=1, has_login=False, name="own")
    _, report = run(house, [other, own], claims(house.firm, emil), login="enable", sendInvitations=True)
    assert report == {(None, other): "NOT_FOUND", (own, tie(person)): "done", (None, person): "done"}


def test_open_invitation_covers_the_new_account_without_another_letter(house):
    first, (person,) = crowd(house, 1, has_login=True)
    house.job(person)
    house.work_off()
    run(house, list(first), login="enable", sendInvitations=True)
    assert len(told(house, "invitation.sent")) == 1
