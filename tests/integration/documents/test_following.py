"""Contacts become one: what one of them alone might do in a folder, the one that stays may."""

import pytest

from tests.integration.documents.upkeep import hear
from tests.integration.house import House


def merged(house: House, into: str, source: str) -> None:
    headers = {"if-match": house.call("GET", f"/v1/contacts/{into}").headers["etag"]}
    answer = house.call("POST", f"/v1/contacts/{into}/merge", body={"fromId": source}, headers=headers)
    assert answer.status == 200, answer.text


def prepared(house: House, **overrides: str) -> tuple[str, dict[str, str]]:
    """Two contacts of an account, and a folder in which each may what is said, with another below it."""
    account = house.account()
    contacts = {"jane": house.contact(), "twin": house.contact("J. Doe", "j.doe@home.example")}
    house.tie(account, contacts["jane"])
    house.tie(account, contacts["twin"], "j.doe@home.example")
    said = [{"contactId": contacts[who], "permission": permission} for who, permission in overrides.items()]
    body = {"accountId": account, "name": "Taxes", "permission": "view", "overrides": said}
    top = house.made("/v1/folders", body)["id"]
    house.made("/v1/folders", {"accountId": account, "name": "2025", "parentId": top})
    return account, contacts


def overrides_of(house: House, account: str) -> dict[str, dict[str, str]]:
    found = house.call("GET", "/v1/folders", query={"account": account}).json["items"]
    return {each["name"]: {one["contactId"]: one["permission"] for one in each["overrides"]} for each in found}


@pytest.mark.parametrize(
    ("overrides", "expected"),
    [({"twin": "none"}, "none"), ({"jane": "edit", "twin": "none"}, "edit"), ({"jane": "edit"}, "edit")],
    ids=["the one that went", "both", "the one that stays"],
)
def test_what_one_alone_might_do_the_one_that_stays_may(house, overrides, expected):
    account, contacts = prepared(house, **overrides)
    merged(house, contacts["jane"], contacts["twin"])
    assert hear(house, "contact.merged") == {"batchItemFailures": []}
    stays = {contacts["jane"]: expected}
    assert overrides_of(house, account) == {"Documents": {}, "Taxes": stays, "2025": stays}


@pytest.mark.parametrize("is_heard", [True, False])
def test_one_that_went_can_be_given_nothing_more(house, is_heard):
    account, contacts = prepared(house)
    merged(house, contacts["jane"], contacts["twin"])
    if is_heard:
        hear(house, "contact.merged")
    stood = overrides_of(house, account)
    for who, status in (("twin", 404), ("jane", 201)):
        said = [{"contactId": contacts[who], "permission": "edit"}]
        body = {"accountId": account, "name": "Letters", "overrides": said}
        answer = house.call("POST", "/v1/folders", body=body)
        assert (answer.status, answer.faults) == (status, set())
        stood |= {"Letters": {contacts[who]: "edit"}} if status == 201 else {}
        assert overrides_of(house, account) == stood


def test_told_twice_it_changes_once(house):
    _, contacts = prepared(house, twin="none")
    merged(house, contacts["jane"], contacts["twin"])
    hear(house, "contact.merged")
    stood = house.dump()
    hear(house, "contact.merged")
    assert house.dump() == stood
    (event,) = [each for each in house.cloud.announced() if each["name"] == "folder.changed"]
    assert (event["actor"]["kind"], event["source"]) == ("system", "automation")
