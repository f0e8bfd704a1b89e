"""How the portal behaves."""

from tests.integration.house import House, Request
from tests.integration.route import FILLED, Route, get


def change(house: House) -> Request:
    return Request("PATCH", "/v1/settings", {"invitationLifetimeDays": 14}, {"if-match": '"0"'}, house.owner)


def changed(house: House, times: int = 1) -> Request:
    for seen in range(times):
        body = {"invitationLifetimeDays": 10 + seen}
        answer = house.call("PATCH", "/v1/settings", body=body, headers={"if-match": f'"{seen}"'})
        assert answer.status == 200, answer.text
    return Request("GET", "/v1/settings/versions", who=house.owner)


ROUTES = (
    Route("readSettings", "/v1/settings", "staff", 200, get("/v1/settings"), needs=()),
    Route(
        "changeSettings",
        "/v1/settings",
        "staff",
        200,
        change,
        ("settings.changed",),
        instead={"invitationLifetimeDays": 7},
    ),
    Route(
        "listSettingsVersions",
        "/v1/settings/versions",
        "staff",
        200,
        changed,
        fill=lambda house: changed(house, FILLED),
        is_lasting=True,
    ),
)
