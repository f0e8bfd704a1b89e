"""Exports of the record."""

from functions.activity import consumer, jobs
from tests.fakes.cloud import queue_event
from tests.fakes.http import context
from tests.integration.house import House, Request
from tests.integration.route import Route


def start(house: House) -> Request:
    house.active()
    house.record()
    return Request("POST", "/v1/activity/exports", {"format": "csv", "action": "client.signed_up"}, who=house.owner)


def read(house: House) -> Request:
    answer = house.send(start(house))
    assert answer.status == 202, answer.text
    return Request("GET", f"/v1/activity/exports/{answer.json['id']}", who=house.owner)


def download(house: House) -> Request:
    started = read(house)
    ours = (each for each in house.cloud.announced() if each["firm"] == house.firm)
    (told,) = (each for each in ours if each["name"] == "job.started")
    assert consumer.handler(queue_event({"detail": told}), context()) == {"batchItemFailures": []}
    while waiting := house.cloud.take(house.cloud.jobs_queue):
        assert jobs.handler(queue_event(*waiting), context()) == {"batchItemFailures": []}
    return Request("POST", f"{started.path}/download", who=house.owner)


ROUTES: tuple[Route, ...] = (
    Route(
        "startActivityExport",
        "/v1/activity/exports",
        "staff",
        202,
        start,
        ("job.started",),
        takes_key=True,
        instead={"format": "json"},
    ),
    Route("readActivityExport", "/v1/activity/exports/{export_id}", "staff", 200, read),
    Route(
        "downloadActivityExport",
        "/v1/activity/exports/{export_id}/download",
        "staff",
        200,
        download,
        ("activity_export.downloaded",),
        takes_key=True,
    ),
)
