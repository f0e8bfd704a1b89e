"""What was done is recorded and told."""

from shared.domain.ids import person_id
from shared.jobs.model import MOST_REVIVALS
from tests.bench.story import FIRM, JANE, Story, filled, queue
from tests.fakes.http import request


def record(story: Story) -> None:
    events = story.cloud.announced()
    one, ten, rest = events[:1], events[1:11], events[11:]
    story.run("activity-consumer", "any event", queue(*one))
    story.run("activity-consumer", "any event", queue(*one), "delivered twice")
    story.run("activity-consumer", "any event", queue(*ten), "ten of a firm at once")
    story.quietly("activity-consumer", queue(*rest))
    story.quietly("activity-http", request("GET", "/v1/activity", query={"limit": 1}, who=story.owner))
    story.get("/v1/activity", story.owner, limit=10)
    story.get("/v1/activity", story.owner, case="of an account", account=story.account, limit=1)
    story.get("/v1/activity", story.owner, case="searched by action", action="invitation.sent", limit=1)
    trail = "/v1/activity/accounts/{account_id}"
    story.get(trail, story.owner, account_id=story.account, limit=1)
    jane = person_id(FIRM, JANE)
    story.get(f"{trail}/persons/{{person_id}}", story.owner, account_id=story.account, person_id=jane, limit=1)
    story.get("/v1/activity/contacts/{contact_id}", story.owner, contact_id=story.jane, limit=1)
    _verified(story)
    _written_out(story)


def _verified(story: Story) -> None:
    """Anchored, verified, and read what was found."""
    story.run("activity-schedule", "minute", {}, "one chain to be anchored")
    story.run("activity-schedule", "minute", {}, "nothing to be anchored")
    path = "/v1/activity/verifications"
    verification = story.post(path, None, story.owner, status=202)["id"]
    story.repeat(path, None, story.owner, status=202)
    story.run("activity-consumer", "job.started", story.queued("job.started"), "a job of its own")
    story.run("activity-jobs", "step", story.waiting(), "looks at what was recorded")
    story.run("activity-jobs", "step", story.waiting(), "walks the order of arrival")
    story.get(f"{path}/{{verification_id}}", story.owner, verification_id=verification)


def _written_out(story: Story) -> None:
    path, what = "/v1/activity/exports", {"format": "csv", "account": story.account}
    export = story.post(path, what, story.owner, status=202)["id"]
    story.repeat(path, what, story.owner, status=202)
    story.quietly("activity-consumer", story.queued("job.started"))
    story.run("activity-jobs", "step", story.waiting(), "writes what happened to an account")
    story.run("activity-jobs", "step", story.waiting(), "joins the parts of an export")
    story.get(f"{path}/{{export_id}}", story.owner, export_id=export)
    story.post(f"{path}/{{export_id}}/download", None, story.owner, status=200, export_id=export)
    story.repeat(f"{path}/{{export_id}}/download", None, story.owner, status=200, export_id=export)
    for by, case in (({"object": story.account}, "writes what happened to one thing"), ({}, "writes all of it")):
        story.quietly("activity-http", request("POST", path, body={"format": "json", **by}, who=story.owner))
        story.quietly("activity-consumer", story.queued("job.started"))
        story.run("activity-jobs", "step", story.waiting(), case)
        story.quietly("activity-jobs", story.waiting())


def given_up(story: Story) -> None:
    """A verification is called for again and again, and nobody comes."""
    story.quietly("activity-http", request("POST", "/v1/activity/verifications", who=story.owner))
    for _ in range(MOST_REVIVALS):
        story.wait(minutes=11)
        story.quietly("activity-schedule", {})
    story.wait(minutes=11)
    story.run("activity-schedule", "minute", {}, "a job that is given up")
    story.waiting()


def inbox(story: Story) -> None:
    told = story.queued("client.signed_up")
    story.run("notifications-consumer", "client.signed_up", told, "one follower")
    story.run("notifications-consumer", "client.signed_up", told, "one follower, delivered twice")
    items = story.get("/v1/inbox", story.employee)["items"]
    path = "/v1/inbox/{item_id}/state"
    where, how = filled(path, item_id=items[0]["id"]), {"body": {"state": "read"}, "who": story.employee}
    story.call("notifications-http", "PUT", path, how, where=where)
    story.get("/v1/inbox", story.employee, case="of a state", state="read")


def told(story: Story) -> None:
    """The firm hears of what came in and of its links, the clients of what they are asked, in letters that waited."""
    story.run("notifications-consumer", "document.uploaded", story.queued("document.uploaded", is_new=False))
    for name in ("document.approval_requested", "link.opened"):
        story.run("notifications-consumer", name, story.queued(name))
    story.wait(minutes=2)
    story.run("notifications-schedule", "minute", {}, "letters have waited")
