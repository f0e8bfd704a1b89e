"""What was done is recorded and told."""

from shared.domain.ids import person_id
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
