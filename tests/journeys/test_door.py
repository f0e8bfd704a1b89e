"""One person through the door: from an operator's command to the owner's feed, by the template's rules alone."""

import json
from datetime import timedelta
from io import StringIO

import pytest

from tests.journeys.acts import PASSWORD, Office, token_of
from tests.journeys.house import House

ZOE = "zoe@example.com"


@pytest.fixture
def office(house: House) -> Office:
    return Office(house).found()


def test_a_person_comes_through_the_door_and_the_owner_reads_it_all(house: House, office: Office):
    client = office.add_client(ZOE, locale="es")
    office.invite(client, message="Bienvenida")
    house.settle()
    letter = office.letter(ZOE)
    assert "Bienvenida" in letter.text
    assert '<html lang="es">' in letter.html

    shown = house.call("GET", "/v1/public/invitation", headers={"Portico-Token": token_of(letter)})
    assert (shown.status, shown.json["email"]) == (200, ZOE)
    assert office.accept(letter) == 201
    zoe = house.sign_in("client", office.slug, ZOE, PASSWORD)
    me = house.call("GET", "/v1/portal/me", who=zoe)
    assert (me.status, [each["id"] for each in me.json["accounts"]]) == (200, [client["account"]])
    house.settle()

    assert "Zoe Doe" in office.letter(office.owner_email).text
    inbox = office.ask("GET", "/v1/inbox")
    assert [each["account"]["id"] for each in inbox["items"]] == [client["account"]]
    feed = office.feed()
    wanted = [
        "firm.founded",
        "member.invited",
        "member.activated",
        "account.created",
        "contact.created",
        "tie.created",
        "portal_access.granted",
        "invitation.sent",
        "invitation.accepted",
        "client.signed_up",
    ]
    assert [each for each in feed if each in wanted] == wanted
    assert (house.dead, house.lost) == ([], [])


def test_a_letter_that_comes_back_kills_its_link_and_whoever_sent_it_reads_so(house: House, office: Office):
    emil = office.add_colleague("emil@muster.example", rights=["manage_accounts"])
    client = office.add_client(ZOE)
    office.invite(client)
    house.settle()
    office.bounce(office.letter(ZOE))
    house.settle()
    assert office.accept(office.letter(ZOE)) == 410
    (notice,) = office.ask("GET", "/v1/inbox")["items"]
    assert (notice["kind"], notice["person"]) == ("invitation.bounced", office.person_id(ZOE))
    assert house.call("GET", "/v1/inbox", who=emil).json["items"] == []
    assert {"invitation.bounced", "address.bounced"} <= set(office.feed())
    (tie,) = office.ask("GET", f"/v1/accounts/{client['account']}/ties")["items"]
    assert (tie["state"], tie["mail"]["state"]) == ("invited", "bounced")
    assert office.ask("GET", f"/v1/accounts/{client['account']}")["badge"] == "pending_activation"


def test_every_event_announced_is_in_the_feed_once(house: House, office: Office):
    office.invite(office.add_client(ZOE))
    house.settle()
    assert sorted(office.feed()) == sorted(each["name"] for each in house.cloud.announced())


def test_looking_at_an_invitation_changes_nothing(house: House, office: Office):
    office.invite(office.add_client(ZOE))
    house.settle()
    letter = office.letter(ZOE)
    before = house.cloud.items()
    for method in ("GET", "HEAD", "OPTIONS"):
        for _ in range(20):
            house.call(method, "/v1/public/invitation", headers={"Portico-Token": token_of(letter)})
    assert house.cloud.items() == before
    assert office.accept(letter) == 201


def test_a_lost_answer_repeated_under_its_key_is_one_entrance(house: House, office: Office):
    office.invite(office.add_client(ZOE))
    house.settle()
    letter = office.letter(ZOE)
    assert office.accept(letter, key="mine") == office.accept(letter, key="mine") == 201
    house.settle()
    assert [each["name"] for each in house.cloud.announced()].count("client.signed_up") == 1
    assert office.accept(letter, "another long password") >= 400


def test_an_invitation_ends_by_time_whether_or_not_anybody_announced_it(house: House, office: Office):
    office.invite(office.add_client(ZOE))
    house.settle()
    letter = office.letter(ZOE)
    house.clock.advance(timedelta(days=30, seconds=-1))
    house.tick()
    house.settle()
    assert "invitation.expired" not in office.feed()
    house.clock.advance(timedelta(days=1))
    seen = house.call("GET", "/v1/public/invitation", headers={"Portico-Token": token_of(letter)})
    assert seen.status >= 400
    assert office.accept(letter) >= 400
    for _ in range(3):
        house.tick()
    house.settle()
    assert office.feed().count("invitation.expired") == 1
    office.ask("POST", f"/v1/persons/{office.person_id(ZOE)}/invitation/resend")
    house.settle()
    assert office.accept(letter) >= 400
    assert office.accept(office.letter(ZOE)) == 201


@pytest.mark.parametrize(("seconds", "is_open"), [(-1, True), (0, False), (1, False)])
def test_a_link_is_good_to_the_last_second_with_no_sweep_run(house: House, office: Office, seconds: int, is_open: bool):
    office.invite(office.add_client(ZOE))
    sent_at = house.clock()
    house.settle()
    house.clock.now = sent_at + timedelta(days=30, seconds=seconds - 1)  # acting takes a second
    assert (office.accept(office.letter(ZOE)) == 201) is is_open


def test_a_resend_kills_the_link_before(house: House, office: Office):
    office.invite(office.add_client(ZOE))
    house.settle()
    first = office.letter(ZOE)
    house.clock.advance(timedelta(minutes=2))
    office.ask("POST", f"/v1/persons/{office.person_id(ZOE)}/invitation/resend")
    house.settle()
    second = office.letter(ZOE)
    assert token_of(first) != token_of(second)
    assert office.accept(first) >= 400
    assert office.accept(second) == 201


def test_settings_bite_at_once_and_are_told(house: House, office: Office):
    office.ask("PATCH", "/v1/settings", body={"invitationLifetimeDays": 1}, headers={"If-Match": '"0"'})
    office.invite(office.add_client(ZOE))
    house.settle()
    house.clock.advance(timedelta(days=1, seconds=1))
    assert office.accept(office.letter(ZOE)) >= 400
    assert "settings.changed" in office.feed()


def test_only_the_assigned_are_told_and_else_the_owner(house: House, office: Office):
    emil = "emil@muster.example"
    office.add_colleague(emil)
    emils = [each["id"] for each in office.ask("GET", "/v1/members")["items"] if each["email"] == emil]
    office.invite(office.add_client(ZOE, assigned=emils))
    house.settle()
    told = len(office.letters(office.owner_email))
    office.accept(office.letter(ZOE))
    house.settle()
    assert "Zoe Doe" in office.letter(emil).text
    assert len(office.letters(office.owner_email)) == told


def test_two_firms_never_meet(house: House, office: Office):
    other = Office(house, "other", office.owner_email).found()
    client = office.add_client(ZOE)
    for method, path in (
        ("GET", f"/v1/accounts/{client['account']}"),
        ("GET", f"/v1/contacts/{client['contact']}"),
        ("GET", f"/v1/accounts/{client['account']}/ties"),
    ):
        assert house.call(method, path, who=office.owner).status == 200
        refused = house.call(method, path, who=other.owner)
        assert (refused.status, refused.code) == (404, "NOT_FOUND")
    house.settle()
    assert "account.created" in office.feed()
    assert "account.created" not in other.feed()


def test_a_token_opens_its_own_pools_routes_alone(house: House, office: Office):
    office.invite(office.add_client(ZOE))
    house.settle()
    office.accept(office.letter(ZOE))
    zoe = house.sign_in("client", office.slug, ZOE, PASSWORD)
    assert house.call("GET", "/v1/me", who=office.owner).status == 200
    assert house.call("GET", "/v1/portal/me", who=zoe).status == 200
    for path, who in (("/v1/me", zoe), ("/v1/portal/me", office.owner), ("/v1/me", None), ("/v1/portal/me", None)):
        assert house.call("GET", path, who=who).status == 401


def test_no_secret_is_stored_announced_queued_or_logged(house: House, office: Office, logged: StringIO):
    office.invite(office.add_client(ZOE))
    house.settle()
    letter = office.letter(ZOE)
    office.accept(letter)
    house.settle()
    house.call("GET", "/v1/public/invitation", headers={"Portico-Token": token_of(letter)})
    house.sign_in("client", office.slug, ZOE, PASSWORD)
    kept = json.dumps([house.cloud.items(), house.cloud.items("activity-table"), house.bus.entries], default=str)
    assert "refused" in logged.getvalue(), "the log was looked at"
    kept += logged.getvalue()
    assert token_of(letter) not in kept
    assert token_of(letter)[-43:] not in kept
    assert PASSWORD not in kept
    assert ZOE not in logged.getvalue()
