"""The story `make demo` tells, and what it takes for it to be true."""

import secrets

import pytest

from local import mail
from local.api import Caller
from local.clock import StageClock
from local.demo.changes import Changes
from local.demo.crowd import Crowd
from local.demo.door import Door
from local.demo.papers import Papers
from local.demo.story import Story
from local.failure import StageError
from local.operator import Operator
from local.seed import token_in
from local.stage import Stage
from tests.e2e.inside import Inside
from tests.people import Firm

_PASSWORD = "four lamps over the pier"


@pytest.fixture
def story(stage: Stage, door: Caller) -> Story:
    return Story(stage, door, StageClock(stage.addresses))


def test_the_whole_way_is_seen_over_http(story: Story, capsys: pytest.CaptureFixture[str]) -> None:
    Door(story).tell()

    assert "The owner reads the activity feed" in capsys.readouterr().out


def test_invitations_end_and_follow_an_address_as_the_story_says(story: Story) -> None:
    Changes(story).tell()


def test_a_practice_moves_in_and_is_invited_at_once(story: Story) -> None:
    Crowd(story, accounts=60, contacts=90).tell()


def test_papers_go_out_and_come_in_as_the_story_says(story: Story) -> None:
    Papers(story, large=120_000_000).tell()


def test_without_the_consumer_of_events_the_story_fails_at_the_feed(story: Story, inside: Inside) -> None:
    story.patience = 6

    with inside.without_mapping("activity-consumer"), pytest.raises(StageError) as failure:
        Door(story).tell()

    assert "The owner reads the activity feed" in str(failure.value)
    assert "expected ['account.created'" in str(failure.value)


def test_a_firm_is_founded_and_its_owner_comes_in(stage: Stage, door: Caller) -> None:
    slug = f"quay-{secrets.token_hex(3)}"
    email = f"olga@{slug}.example"
    operator = Operator(stage.addresses)

    founded = operator.found_firm(slug=slug, name="Quay", owner_name="Olga Quay", owner_email=email)
    owner = door.accept(token_in(mail.wait_for(stage.addresses.mailbox, email)), _PASSWORD)

    me = owner.get("/v1/me")
    assert (me["role"], me["email"], me["firm"]["id"]) == ("owner", email, founded["firm"])
    assert owner.get("/v1/accounts")["items"] == []
    assert door.signed_in("team", slug, email, _PASSWORD).get("/v1/me")["id"] == me["id"]


def test_one_firm_sees_nothing_of_another(stage: Stage, door: Caller, firm: Firm) -> None:
    slug = f"cove-{secrets.token_hex(3)}"
    email = f"otto@{slug}.example"
    Operator(stage.addresses).found_firm(slug=slug, name="Cove", owner_name="Otto Cove", owner_email=email)
    stranger = door.accept(token_in(mail.wait_for(stage.addresses.mailbox, email)), _PASSWORD)
    account = firm.invite_client().account

    answer = stranger.call("GET", f"/v1/accounts/{account}")

    assert (answer.status, answer.code) == (404, "NOT_FOUND")
    assert firm.owner.get(f"/v1/accounts/{account}")["id"] == account
