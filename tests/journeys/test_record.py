"""The record from end to end: anchored, verified and written out, as the template wires it."""

import json
from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

import pytest

from tests.fakes.cloud import ACTIVITY_TABLE, FILES_BUCKET
from tests.journeys.acts import PASSWORD, Office
from tests.journeys.house import House

ZOE, YVES = "zoe@example.com", "yves@example.com"


@pytest.fixture
def office(house: House) -> Office:
    """A firm that let a client in, shared an account with nobody else, and went home for the night."""
    office = Office(house).found()
    client = office.add_client(ZOE)
    office.invite(client)
    house.settle()
    office.accept(office.letter(ZOE))
    house.settle()
    assert sum(each["anchored"] for each in house.tick() if "anchored" in each) == 1
    return office


def verified(office: Office) -> dict[str, Any]:
    job = office.ask("POST", "/v1/activity/verifications")
    office.house.settle()
    found: dict[str, Any] = office.ask("GET", f"/v1/activity/verifications/{job['id']}")
    assert found["state"] == "finished"
    return found


def test_what_people_did_is_whole_and_anchored(office):
    found = verified(office)
    assert (found["isWhole"], found["finding"]) == (True, None)
    assert found["anchoredUntil"] > 5
    assert set(office.feed()[-3:]) == {"job.started", "activity.verified", "job.finished"}


def test_abuse_30_a_hand_in_the_table_is_found(office):
    entries = [each for each in office.house.cloud.items(ACTIVITY_TABLE) if each["et"]["S"] == "ENTRY"]
    (third,) = (each for each in entries if each["seq"]["N"] == "3")
    changed = {**third, "actor_id": {"S": "mem_1GH9VEMBWNF6YV4151QRCPATCE"}}
    office.house.cloud.dynamodb.put_item(TableName=ACTIVITY_TABLE, Item=changed)
    finding = verified(office)["finding"]
    assert finding == {"wrong": "changed", "seq": 3, "since": None, "entry": third["sk"]["S"]}


def test_the_record_is_written_out_and_fetched(office):
    listed = office.ask("GET", "/v1/activity", query={"action": "client.signed_up"})["items"]
    body = {"format": "json", "action": "client.signed_up"}
    export = office.ask("POST", "/v1/activity/exports", body=body)["id"]
    office.house.settle()
    address = office.ask("POST", f"/v1/activity/exports/{export}/download")["url"]
    office.house.settle()
    path = urlsplit(address).path.lstrip("/").removeprefix(f"{FILES_BUCKET}/")
    written = json.loads(office.house.cloud.fetch(path))
    assert [each["id"] for each in written] == [each["id"] for each in listed]
    told = ["job.started", "activity_export.finished", "job.finished", "activity_export.downloaded"]
    assert sorted(office.feed()[-4:]) == sorted(told)


def test_what_was_personal_goes_with_an_erased_account_and_the_chain_holds(office):
    gone = office.add_client(YVES, name="Yves Roe")
    office.house.settle()
    office.ask("POST", f"/v1/accounts/{gone['account']}/delete")
    office.house.settle()
    office.house.clock.advance(timedelta(days=31))
    office.house.tick()
    office.house.settle()
    office.owner = office.house.sign_in("team", office.slug, office.owner_email, PASSWORD)
    entries = [
        each for each in office.house.cloud.items(ACTIVITY_TABLE) if each.get("account", {}).get("S") == gone["account"]
    ]
    assert entries
    assert [each for each in entries if "personal" in each] == []
    assert verified(office)["isWhole"] is True
