"""Links of a person, a domain, a sender or a time window are ended by one call, with a report of each."""

from typing import Any

import pytest

from functions.links import jobs
from shared.capability.model import LinkKind
from shared.domain.ids import MemberId
from tests.fakes.cloud import queue_event
from tests.fakes.http import claims, context
from tests.integration.house import House
from tests.integration.links.room import deliver, standing, told, work_off
from tests.integration.outside import Given


def revoke(house: House, who: Any = None, **body: Any) -> dict[str, str]:
    """Start the job, work it off, and give its report."""
    answer = house.call("POST", "/v1/links/revocations", body=body, who=who)
    assert answer.status == 202, answer.text
    work_off(house)
    job = answer.json["jobId"]
    ended = house.call("GET", f"/v1/jobs/{job}").json
    assert ended["state"] == "finished", ended
    return house.report(job) if ended["total"] else {}


def share(house: House, *emails: str, **more: Any) -> Given:
    account = more.pop("account", None) or house.account()
    return house.outside.sent(LinkKind.SHARE, account, house.cabinet.document(account), emails=emails, **more)


@pytest.fixture
def links(house: House) -> list[Given]:
    """Lou of the law firm, with a colleague; Lou with the bank; the bank alone an hour later."""
    both = share(house, "lou@law.example", "liz@law.example")
    mixed = share(house, "lou@law.example", "ben@bank.example")
    house.wait(hours=1)
    return [both, mixed, share(house, "ben@bank.example")]


def ended(house: House, links: list[Given]) -> list[tuple[bool, ...]]:
    """For each link, which of its recipients are revoked."""
    shown = [house.call("GET", f"/v1/links/{each.link}").json["recipients"] for each in links]
    return [tuple(each["state"] == "revoked" for each in one) for one in shown]


def test_all_that_went_to_a_person_is_ended_and_nothing_of_the_others(house, links):
    report = revoke(house, email="LOU@law.example")
    assert report == {f"{links[0].link}/1": "done", f"{links[1].link}/1": "done"}
    assert ended(house, links) == [(True, False), (True, False), (False,)]


def test_all_that_went_to_a_domain(house, links):
    share(house, "eve@sublaw.example")
    revoke(house, domain="law.example")
    assert ended(house, links) == [(True, True), (True, False), (False,)]


def test_all_that_one_member_answers_for(house, links):
    emil = MemberId(house.colleague("Emil Brandt"))
    his = share(house, "lou@law.example", creator=emil, head={"creator": emil, "creator_name": "Emil Brandt"})
    revoke(house, creatorId=emil)
    assert ended(house, [*links, his]) == [(False, False), (False, False), (False,), (True,)]


def test_all_that_was_made_in_a_time_window_is_ended_whole(house, links):
    report = revoke(house, madeFrom="2026-11-22T09:30:00Z", madeUntil="2026-11-22T12:00:00Z")
    assert report == {links[2].link: "done"}
    assert ended(house, links) == [(False, False), (False, False), (True,)]


def test_what_is_said_holds_of_each(house, links):
    revoke(house, email="lou@law.example", madeUntil="2026-11-22T08:00:00Z")
    revoke(house, email="lou@law.example", kind="upload")
    assert ended(house, links) == [(False, False), (False, False), (False,)]


def test_dry_run_tells_and_changes_nothing(house, links):
    before = [standing(house, each.link) for each in links]
    assert len(revoke(house, domain="law.example", dryRun=True)) == 3
    assert [standing(house, each.link) for each in links] == before
    assert told(house, "link.revoked") == []


def test_done_again_it_does_nothing_twice(house, links):
    for _ in range(2):
        assert set(revoke(house, email="lou@law.example").values()) == {"done"}
    assert len(told(house, "link.revoked")) == 2


@pytest.mark.parametrize("is_dry", [True, False])
@pytest.mark.parametrize("said", [{"email": "lou@law.example"}, {"madeFrom": "2026-11-22T00:00:00Z"}])
def test_of_accounts_the_starter_does_not_see_no_link_is_ended_named_or_counted(house, links, said, is_dry):
    mine = house.account("Mine", assigned=[house.owner_id])
    emil = MemberId(house.colleague("Emil Brandt", rights=("manage_documents",)))
    house.call("PUT", f"/v1/accounts/{mine}/assigned/{emil}")
    own = share(house, "lou@law.example", account=mine)
    who = claims(house.firm, emil)
    answer = house.call("POST", "/v1/links/revocations", body={**said, "dryRun": is_dry}, who=who)
    work_off(house)
    job = answer.json["jobId"]
    entry = f"{own.link}/1" if "email" in said else own.link
    assert house.report(job) == {entry: "done"}
    assert house.call("GET", f"/v1/jobs/{job}", who=who).json["total"] == 1
    assert ended(house, [*links, own]) == [(False, False), (False, False), (False,), (not is_dry,)]


def test_what_the_starter_sees_and_may_not_end_is_passed_over(house):
    emil = MemberId(house.colleague("Emil Brandt", rights=("manage_documents", "view_all_accounts")))
    account = house.account()
    paid = house.outside.sent(LinkKind.PAY, account, "inv_1", emails=("lou@law.example",))
    shared = share(house, "lou@law.example", account=account)
    report = revoke(house, who=claims(house.firm, emil), email="lou@law.example")
    assert report == {f"{shared.link}/1": "done", f"{paid.link}/1": "NOT_ALLOWED"}


def test_what_is_done_with_stays_done(house):
    link = share(house, "lou@law.example", done_at=house.cloud.clock.now)
    assert revoke(house, email="lou@law.example") == {f"{link.link}/1": "WRONG_STATE"}


def test_nothing_that_narrows_it_is_no_call(house):
    answer = house.call("POST", "/v1/links/revocations", body={"kind": "share"})
    assert (answer.status, answer.faults) == (422, {("email", "ONE_OF")})


def test_many_are_ended_step_by_step(house):
    account = house.account()
    document = house.cabinet.document(account)
    for _ in range(4):
        emails = tuple(f"lou{n}@law.example" for n in range(20))
        house.outside.sent(LinkKind.SHARE, account, document, emails=emails)
    report = revoke(house, domain="law.example")
    assert (len(report), set(report.values())) == (80, {"done"})
    assert len(told(house, "link.revoked")) == 80


def test_step_delivered_twice_ends_each_once(house, links):
    house.call("POST", "/v1/links/revocations", body={"domain": "law.example"})
    deliver(house, "job.started")
    deliver(house, "job.started")
    while waiting := house.cloud.take(house.cloud.jobs_queue):
        jobs.handler(queue_event(*waiting, *waiting), context())
    assert len(told(house, "link.revoked")) == 3
