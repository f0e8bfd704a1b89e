"""The room's own functions at work for a house."""

from typing import Any

from functions.links import consumer, jobs, schedule
from shared.capability import keys
from shared.capability.model import Recipient
from shared.domain.ids import LinkId
from tests.fakes.cloud import queue_event
from tests.fakes.http import Answer, context
from tests.integration.house import House

NOTHING: dict[str, list[dict[str, str]]] = {"batchItemFailures": []}


def deliver(house: House, *names: str) -> None:
    """Give the room all events of these names, in one batch."""
    house.cloud.mail  # noqa: B018  # makes the mailbox they are sent from
    found = [each for each in house.cloud.announced() if each["name"] in names]
    assert found, f"nobody announced {names}"
    assert consumer.handler(queue_event(*({"detail": each} for each in found)), context()) == NOTHING


def work_off(house: House) -> None:
    """Work off the room's jobs that were started."""
    deliver(house, "job.started")
    while waiting := house.cloud.take(house.cloud.jobs_queue):
        assert jobs.handler(queue_event(*waiting), context()) == NOTHING


def sweep(house: House) -> int:
    """Let a minute's schedule look; how much it told."""
    return int(schedule.handler({"source": "aws.events"}, context())["announced"])


def standing(house: House, link: str, n: int = 1) -> Recipient:
    found = house.cloud.table.get(keys.recipient(house.firm, LinkId(link), n))
    assert found is not None
    return Recipient.model_validate(found)


def act(house: House, link: str, what: str, body: object = None, *, n: int = 1, **how: Any) -> Answer:
    """Do something to one recipient's link, an edit as it stands just now."""
    edits = {"headers": seen(house, link)} if what in {"extend", "uses"} else {}
    return house.call("POST", f"/v1/links/{link}/recipients/{n}/{what}", body=body, **{**edits, **how})


def extend(house: House, link: str, until: str | None) -> Answer:
    """Extend a link for all its recipients, as it stands just now."""
    return house.call("POST", f"/v1/links/{link}/extend", body={"expiresAt": until}, headers=seen(house, link))


def seen(house: House, link: str) -> dict[str, str]:
    """Name the version of a link, by what stands."""
    head = house.cloud.table.get(keys.link(house.firm, LinkId(link)))
    return {"if-match": f'"{head["v"] if head else 1}"'}


def told(house: House, name: str) -> list[dict[str, Any]]:
    """The events of a name, oldest first."""
    return [each for each in house.cloud.announced() if each["name"] == name]
