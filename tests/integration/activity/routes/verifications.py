"""Verifications of the record."""

from tests.integration.house import House, Request
from tests.integration.route import Route


def verify(house: House) -> Request:
    house.active()
    house.record()
    return Request("POST", "/v1/activity/verifications", who=house.owner)


def read(house: House) -> Request:
    answer = house.send(verify(house))
    assert answer.status == 202, answer.text
    return Request("GET", f"/v1/activity/verifications/{answer.json['id']}", who=house.owner)


ROUTES: tuple[Route, ...] = (
    Route(
        "verifyActivity",
        "/v1/activity/verifications",
        "staff",
        202,
        verify,
        ("job.started",),
        takes_key=True,
    ),
    Route("readActivityVerification", "/v1/activity/verifications/{verification_id}", "staff", 200, read),
)
