"""Who is told of links: the member who answers for one, else who follows its account."""

import pytest

from functions.notifications import schedule
from functions.notifications.http import handler
from functions.notifications.model.piles import LETTER_WAITS_FOR
from shared.domain.ids import MemberId
from shared.domain.principals import SYSTEM
from shared.table.actions import Item
from tests.fakes.filings import (
    LINK,
    STRANGER,
    expired,
    minutes,
    opened,
    refused,
    renewal_requested,
    suspended,
    taken_over,
    uploaded,
    used,
)
from tests.fakes.happenings import OLIVIA, announced
from tests.fakes.http import call, context
from tests.fakes.tenancy import Tenant

EMIL = "emil@harbor-tax.example"


def inbox(firm: Tenant, who: MemberId) -> list[Item]:
    items: list[Item] = call(handler, "GET", "/v1/inbox", who=firm.claims(who)).json["items"]
    return items


def kinds(firm: Tenant) -> dict[str, list[str]]:
    members = {"olivia": firm.owner, "adam": firm.admin, "emil": firm.employee}
    return {name: [each["kind"] for each in inbox(firm, who)] for name, who in members.items() if inbox(firm, who)}


@pytest.mark.parametrize(
    ("event", "subject"),
    [
        (opened, "bank1@x.example hat „Return 2025“ geöffnet"),
        (used, "Ein Abruf über „Return 2025“"),
        (refused, "Zu viele falsche Codes für „Return 2025“"),
        (expired, "„Return 2025“ ist ungenutzt abgelaufen"),
        (renewal_requested, "bank1@x.example bittet um mehr Zeit für „Return 2025“"),
    ],
    ids=["opened", "used", "shut", "expired", "renewal"],
)
def test_its_creator_is_told_and_nobody_else(firm, take, cloud, event, subject):
    told = event(firm.id, firm.employee)
    assert take(*announced(told, actor=STRANGER)) == set()
    assert kinds(firm) == {"emil": [told.name]}
    (item,) = inbox(firm, firm.employee)
    assert (item["link"], item["title"]["params"]["title"]) == (LINK, "Return 2025")
    cloud.clock.advance(LETTER_WAITS_FOR)
    assert schedule.handler({}, context()) == {"sent": 1}
    (letter,) = cloud.mailbox
    assert (letter.envelope_to, letter.subject) == ((EMIL,), subject)


@pytest.mark.parametrize(
    "event",
    [
        lambda firm: opened(firm.id, firm.employee, is_first=False),
        lambda firm: used(firm.id, firm.employee, tells=False),
        lambda firm: refused(firm.id, firm.employee, "LINK_EXPIRED"),
    ],
    ids=["again", "not asked for", "refused for what it is"],
)
def test_what_nobody_wants_to_hear_is_told_to_nobody(firm, take, event):
    assert take(*announced(event(firm), actor=STRANGER)) == set()
    assert kinds(firm) == {}


def test_file_that_came_by_a_link_is_told_once_to_who_asked_to_hear_and_to_who_follows(firm, take, cloud):
    for creator in (firm.owner, firm.employee):
        both = (used(firm.id, creator, kind="upload"), uploaded(firm.id))
        take(*announced(*both, actor=STRANGER))
    assert kinds(firm) == {"olivia": ["link.used"], "emil": ["document.uploaded"], "adam": ["document.uploaded"]}
    cloud.clock.advance(LETTER_WAITS_FOR)
    schedule.handler({}, context())
    subjects = {each.envelope_to[0]: each.subject for each in cloud.mailbox}
    assert subjects["olivia@harbor-tax.example"] == "A file came in through “Return 2025”"


def test_many_openings_of_one_link_are_one_item(firm, take, cloud):
    for n in (2, 1, 3, 2):
        take(*announced(opened(firm.id, firm.employee, n), at=minutes(n), actor=STRANGER))
    (item,) = inbox(firm, firm.employee)
    assert (item["count"], item["title"]["params"]["recipient"]) == (4, "bank3@x.example")


@pytest.mark.parametrize("gone", ["deactivated", "unassigned"])
def test_when_the_creator_is_there_no_more_the_followers_are_told(firm, take, gone):
    creator = firm.member("nobody") if gone == "deactivated" else firm.owner
    take(*announced(expired(firm.id, creator), actor=SYSTEM))
    expected = {"emil", "adam"} if gone == "deactivated" else {"olivia"}
    assert set(kinds(firm)) == expected


def test_followers_are_told_of_a_link_that_waits_to_be_taken_over(firm, take):
    take(*announced(suspended(firm.id, firm.member("nobody")), actor=SYSTEM))
    assert kinds(firm) == {"emil": ["link.suspended"], "adam": ["link.suspended"]}


def test_who_answers_for_a_link_from_now_on_is_told_unless_they_took_it(firm, take):
    event = taken_over(firm.id, firm.employee, firm.owner)
    take(*announced(event, actor=OLIVIA))
    assert kinds(firm) == {}
    take(*announced(event, actor=SYSTEM))
    assert kinds(firm) == {"olivia": ["link.taken_over"]}
