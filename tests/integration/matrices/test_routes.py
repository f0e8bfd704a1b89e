"""Every route of every room through its real handler: what it answers, tells and shows when all is well."""

import pytest

from tests.fakes.http import REQUEST_ID
from tests.integration.routes import READS, ROUTES, WRITES, declared, name_of


def test_the_table_of_routes_is_what_the_applications_declare():
    assert {each.operation: each.path for each in ROUTES} == {
        operation: path for operation, (_, path) in declared().items()
    }


@pytest.mark.parametrize("is_motos", [False, True], ids=["fake", "moto"])
@pytest.mark.parametrize("route", ROUTES, ids=name_of)
def test_route_answers_and_tells(house, route):
    request = route.prepare(house)
    told = house.ids()
    answer = house.send(request)
    assert answer.status == route.status, answer.text
    assert [each["name"] for each in house.since(told)] == list(route.tells)
    assert declared()[route.operation] == (request.method, route.path)


@pytest.mark.parametrize("route", READS, ids=name_of)
def test_reading_five_times_changes_nothing(house, route):
    request = route.prepare(house)
    before, users = house.dump(), house.users()
    answers = {house.send(request).text for _ in range(5)}
    assert len(answers) == 1
    assert (house.dump(), house.users()) == (before, users)


@pytest.mark.parametrize("route", WRITES, ids=name_of)
def test_what_is_told_names_who_from_where_and_how(house, route):
    request = route.prepare(house)
    told = house.ids()
    house.send(request, portico_client_time="2026-11-22T10:00:00+01:00")
    for event in house.since(told):
        assert event["firm"] == house.firm
        assert event["source"] == ("manual" if route.who in {"staff", "client"} else "link")
        assert (event["address"], event["browser"]) == ("203.0.113.7", "Test/1.0")
        assert event["correlationId"] == REQUEST_ID
        assert event["clientTime"] == "2026-11-22T09:00:00.000000Z"
        assert event["actor"]["name"] in {"Olivia Reed", "Emil Brandt", "Jane Doe"}
