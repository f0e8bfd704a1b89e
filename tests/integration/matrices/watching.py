"""Where a run can be hit: every call it makes of another service, before it was done and after."""

from collections.abc import Iterator
from contextlib import contextmanager

from tests.fakes.faults import KilledError, Point, points
from tests.integration.house import House

SERVICES = ("dynamodb", "kms", "cognito-idp", "s3", "sqs", "sesv2")
# What only looks leaves behind what was there before it.
LOOKING = {
    "admin_initiate_auth",
    "batch_get_item",
    "generate_mac",
    "get_item",
    "get_object",
    "head_object",
    "list_object_versions",
    "query",
}


@contextmanager
def watched(house: House) -> Iterator[list[Point]]:
    """Name every place at which what happens inside can be hit once; a call that was refused has nothing behind it."""
    found: list[Point] = []
    clients = {each: house.cloud.client(each) for each in SERVICES}
    before = {each: len(client.calls) for each, client in clients.items()}
    yield found
    for each, client in clients.items():
        calls, done = client.calls[before[each] :], {id(call) for call in client.done}
        asked = [call for call in calls for _ in ("before", "after")]
        for call, place in zip(asked, points(each, calls), strict=True):
            if place.moment == "before" or id(call) in done:
                found.append(place)


def telling(places: list[Point]) -> list[Point]:
    """All places but those behind a look: a look whose answer is lost is one that was never taken."""
    return [each for each in places if each.moment == "before" or each.operation not in LOOKING]


def changing(places: list[Point]) -> list[Point]:
    """The places behind each call that leaves something behind: what lies between two of these is one state."""
    return [each for each in places if each.moment == "after" and each.operation not in LOOKING]


def kill(house: House, place: Point) -> None:
    client = house.cloud.client(place.service)
    client.fail(place.operation, nth=place.nth, moment=place.moment, error=KilledError)
