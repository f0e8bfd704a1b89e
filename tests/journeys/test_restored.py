"""Tables restored to an earlier moment: what was announced by then is brought back, and is done once.

Each table is restored by itself, its stream begins empty, and neither mailboxes nor user pools go back in time.
"""

from contextlib import ExitStack
from typing import Any

import pytest

from shared.table.schema import ACTIVITY, PORTAL, TableSchema
from tests.fakes.cloud import ACTIVITY_TABLE, PORTAL_TABLE
from tests.fakes.tables import build_table
from tests.journeys.acts import Office
from tests.journeys.house import House
from tests.journeys.papers import Held, open_folder
from tests.journeys.test_post import WORKERS

ZOE, YVES = "zoe@example.com", "yves@example.com"
LENA = "lena@law.example"


@pytest.fixture
def office(house: House) -> Office:
    return Office(house).found()


def restore(house: House, schema: TableSchema, name: str, items: list[dict[str, Any]]) -> None:
    """Put a table back to what stood in it then; items are never written in place, so a list of them is a backup."""
    build_table(house.cloud.dynamodb, schema, name)
    for each in items:
        house.cloud.dynamodb.put_item(TableName=name, Item=each)
    house.cloud.restart()


def replay(office: Office) -> int:
    """Bring back what the firm announced, as an operator does after a restore."""
    answer = office.house.invoke("relay-replay", {"firm": office.id, "since": "2026-11-22T00:00:00Z"})
    assert answer["resume"] is None
    office.house.settle()
    return int(answer["replayed"])


def letters(house: House) -> list[tuple[str, str]]:
    return sorted((each.envelope_to[0], each.text) for each in house.cloud.mailbox)


def announced(house: House) -> list[str]:
    return sorted(each["name"] for each in house.cloud.announced())


def counted(office: Office) -> tuple[int, int]:
    """The unread notices as they are counted, and as a recount finds them."""
    inbox = office.ask("GET", "/v1/inbox")
    return inbox["unread"], sum(each["state"] == "unread" for each in inbox["items"])


def entrance(office: Office, email: str) -> dict[str, str]:
    """Somebody is invited and comes in, and all of it is heard of."""
    client = office.add_client(email, name=email.partition("@")[0].capitalize())
    office.invite(client)
    office.house.settle()
    assert office.accept(office.letter(email)) == 201
    office.house.settle()
    return client


def test_fault_29_what_was_on_its_way_when_the_table_was_saved_arrives_once(office: Office):
    """The worst moment: all of it committed, nobody has heard of it, and what was on the bus is gone for good."""
    house = office.house
    before = entrance(office, ZOE)
    written, told = letters(house), counted(office)
    with ExitStack() as stopped:
        for each in WORKERS:
            stopped.enter_context(house.down(each))
        office.invite(office.add_client(YVES, name="Yves"))
        open_folder(office, before["account"], to=LENA)
        path = f"/v1/accounts/{before['account']}"
        office.ask("PATCH", path, body={"name": "Zoe & Sons"}, headers={"If-Match": '"1"'})
        house.settle()
        saved = house.cloud.items(PORTAL_TABLE)
        for queue in house.queues.values():
            queue.waiting.clear()
    restore(house, PORTAL, PORTAL_TABLE, saved)
    assert replay(office) == len(announced(house))
    (letter,), (for_lena,) = office.letters(YVES), office.letters(LENA)
    others = [each for each in letters(house) if each[0] not in {YVES, LENA}]
    assert others == written, "nobody else is mailed again"
    assert sorted(office.feed()) == announced(house)
    assert counted(office) == told == (1, 1)
    zoe = house.sign_in("client", office.slug, ZOE, "seven quiet herons at dawn")
    portal = house.call("GET", "/v1/portal/me", who=zoe).json
    assert [each["name"] for each in portal["accounts"]] == ["Zoe & Sons"]
    assert office.accept(letter) == 201
    assert Held.by(office, for_lena).open().status == 201
    house.settle()
    assert (house.dead, house.lost) == ([], [])


def test_fault_29_a_letter_that_went_out_after_that_moment_goes_at_most_once_more_with_the_same_link(office: Office):
    """Only what was in flight: the table cannot know of it, and the link opens the same door once."""
    house = office.house
    entrance(office, ZOE)
    written = letters(house)
    with house.down("invite-consumer"):
        office.invite(office.add_client(YVES, name="Yves"))
        house.settle()
        saved = house.cloud.items(PORTAL_TABLE)
    house.settle()
    (first,) = office.letters(YVES)
    restore(house, PORTAL, PORTAL_TABLE, saved)
    for _ in range(3):
        replay(office)
    _, second = office.letters(YVES)
    assert first.link == second.link
    assert [each for each in letters(house) if each[0] != YVES] == written
    assert office.accept(first) == 201
    assert office.accept(second, "another long password") >= 400


def test_fault_29_a_feed_that_was_restored_is_whole_again_after_a_replay(office: Office):
    house = office.house
    saved = house.cloud.items(ACTIVITY_TABLE)
    entrance(office, ZOE)
    feed, written = office.feed(), letters(house)
    restore(house, ACTIVITY, ACTIVITY_TABLE, saved)
    assert len(office.feed()) < len(feed)
    for _ in range(2):
        replay(office)
        assert office.feed() == feed
    assert letters(house) == written


def test_fault_29_a_portal_restored_to_before_an_entrance_lets_the_same_person_in_again(office: Office):
    """The user pool did not go back: the user it still has gets the new password, and there stays one."""
    house = office.house
    office.invite(office.add_client(ZOE))
    house.settle()
    saved = house.cloud.items(PORTAL_TABLE)
    assert office.accept(office.letter(ZOE)) == 201
    house.settle()
    restore(house, PORTAL, PORTAL_TABLE, saved)
    replay(office)
    assert office.accept(office.letter(ZOE), "another long password") == 201
    house.settle()
    assert len(office.letters(ZOE)) == 1
    assert counted(office) == (1, 1)
    assert house.sign_in("client", office.slug, ZOE, "another long password")
    assert office.feed().count("client.signed_up") == 2, "it happened twice, and the feed was never put back"
