"""The operator's command: founds a firm, says what it did, and takes nothing else."""

from contextlib import suppress

import pytest
from pydantic import ValidationError

from functions.invite import consumer, doors, operator
from functions.invite.model.refusals import SlugTakenError
from shared.domain.errors import UnavailableError
from shared.domain.ids import firm_id, member_id
from tests.fakes.cloud import queue_event
from tests.fakes.http import call, context
from tests.fakes.refusals import lost_answer, throttled
from tests.integration.founding import PASSWORD
from tests.integration.house import OWNER_EMAIL

COMMAND = {
    "command": "found_firm",
    "slug": "harbor-tax",
    "name": "Harbor Tax Advisors",
    "timeZone": "America/New_York",
    "ownerName": "Olivia Reed",
    "ownerEmail": "Olivia@Harbor-Tax.example",
}


def test_command_founds_the_firm_and_says_its_names(cloud):
    firm = firm_id("harbor-tax")
    answer = operator.handler(COMMAND, context())
    assert answer == {"firm": firm, "slug": "harbor-tax", "owner": member_id(firm, OWNER_EMAIL)}


def test_command_repeated_says_the_same_and_changes_nothing(cloud):
    first = operator.handler(COMMAND, context())
    before = cloud.items()
    assert operator.handler({**COMMAND, "name": "Another Name"}, context()) == first
    assert cloud.items() == before


def test_slug_of_another_owner_is_refused(cloud):
    operator.handler(COMMAND, context())
    before = cloud.items()
    with pytest.raises(SlugTakenError):
        operator.handler({**COMMAND, "ownerEmail": "mallory@else.example"}, context())
    assert cloud.items() == before


@pytest.mark.parametrize(
    "wrong",
    [
        {"command": "drop_everything"},
        {"slug": "Harbor Tax"},
        {"slug": "a"},
        {"timeZone": "Mars/Olympus"},
        {"timeZone": "../../etc/passwd"},
        {"ownerEmail": "olivia"},
        {"locale": "fr"},
        {"name": ""},
        {"firmId": "frm_X"},
    ],
    ids=lambda wrong: "-".join(wrong),
)
def test_what_is_no_command_is_refused_and_changes_nothing(cloud, wrong):
    with pytest.raises(ValidationError):
        operator.handler({**COMMAND, **wrong}, context())
    assert cloud.items() == []


def test_founded_owner_comes_in_by_the_letter(cloud):
    """The room mails its own founding: no password is ever handed over."""
    assert cloud.pools
    assert cloud.mail
    operator.handler(COMMAND, context())
    (event,) = [each for each in cloud.announced() if each["name"] == "member.invited"]
    consumer.handler(queue_event({"detail": event}), context())
    (letter,) = cloud.mailbox
    headers = {"portico-token": letter.link.partition("#")[2]}
    answer = call(doors.handler, "POST", "/v1/public/invitation/accept", body={"password": PASSWORD}, headers=headers)
    assert (answer.status, answer.json["audience"]) == (201, "team")


@pytest.mark.parametrize("error", [lost_answer, throttled], ids=["lost", "refused after it was done"])
def test_founding_whose_answer_was_lost_is_found_again(cloud, error):
    cloud.client("dynamodb").fail("transact_write_items", moment="after", error=error)
    with suppress(UnavailableError):
        operator.handler(COMMAND, context())
    cloud.client("dynamodb").assert_fired()
    assert operator.handler(COMMAND, context())["slug"] == "harbor-tax"
    assert [each["name"] for each in cloud.announced()] == ["firm.founded", "member.invited"]
