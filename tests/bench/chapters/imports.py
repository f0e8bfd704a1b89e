"""Clients out of a sheet, and into one."""

import hashlib

from tests.bench.story import Story

_SHEET = (
    b"Client ID,Account name,Contact name,Email,Login\r\n"
    b"C-1,Poe & Partners,Edgar Poe,edgar@poe.example,yes\r\n"
    b"C-1,Poe & Partners,Virginia Poe,virginia@poe.example,no\r\n"
    b"C-2,Poe Estate,Edgar Poe,edgar@poe.example,yes\r\n"
)


def taken_in(story: Story) -> None:
    announced = {"name": "clients.csv", "size": len(_SHEET), "sha256": hashlib.sha256(_SHEET).hexdigest()}
    made = story.post("/v1/imports", announced, story.owner)
    story.repeat("/v1/imports", announced, story.owner)
    story.cloud.put(made["upload"]["fields"]["key"], _SHEET)
    check, run = "/v1/imports/{import_id}/check", "/v1/imports/{import_id}/run"
    story.post(check, None, story.owner, status=202, import_id=made["id"])
    story.repeat(check, None, story.owner, status=202, import_id=made["id"])
    story.quietly("invite-consumer", story.queued("job.started"))
    story.run("invite-jobs", "step", story.waiting(), "reads a sheet")
    story.run("invite-jobs", "step", story.waiting(), "checks three rows")
    story.get("/v1/imports/{import_id}", story.owner, case="checked", import_id=made["id"])
    how = {"sendInvitations": True}
    story.post(run, how, story.owner, status=202, import_id=made["id"])
    story.repeat(run, how, story.owner, status=202, import_id=made["id"])
    story.quietly("invite-consumer", story.queued("job.started"))
    story.run("invite-jobs", "step", story.waiting(), "takes three rows in")
    story.run("invite-jobs", "step", story.waiting(), "invites the one person of three rows")
    story.get("/v1/imports/{import_id}", story.owner, case="done", import_id=made["id"])


def written_out(story: Story) -> None:
    what = {"kind": "people", "format": "csv"}
    export = story.post("/v1/exports", what, story.owner, status=202)["id"]
    story.repeat("/v1/exports", what, story.owner, status=202)
    story.quietly("invite-consumer", story.queued("job.started"))
    story.run("invite-jobs", "step", story.waiting(), "writes active accounts with their people")
    story.run("invite-jobs", "step", story.waiting(), "writes archived accounts")
    story.run("invite-jobs", "step", story.waiting(), "writes contacts nobody tied")
    story.run("invite-jobs", "step", story.waiting(), "joins the parts of an export")
    story.get("/v1/exports/{export_id}", story.owner, export_id=export)
    story.post("/v1/exports/{export_id}/download", None, story.owner, status=200, export_id=export)
    story.repeat("/v1/exports/{export_id}/download", None, story.owner, status=200, export_id=export)
