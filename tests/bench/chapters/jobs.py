"""What is asked for many at once, and the jobs that do it."""

from shared.domain.ids import person_id
from shared.jobs.model import MOST_REVIVALS
from tests.bench.story import FIRM, JOHN, MARY, Story
from tests.fakes.http import request


def bulk(story: Story) -> None:
    path = "/v1/bulk/invitations"
    both = {"persons": [person_id(FIRM, JOHN), person_id(FIRM, MARY)], "action": "resend"}
    job = story.post(path, both, story.owner, status=202)["id"]
    story.repeat(path, both, story.owner, status=202)
    story.run("invite-consumer", "job.started", story.queued("job.started"))
    waiting = story.waiting()
    story.run("invite-jobs", "step", waiting, "two persons, the last of the list")
    story.run("invite-jobs", "step", waiting, "delivered twice")
    story.run("notifications-consumer", "job.finished", story.queued("job.finished"))
    story.get("/v1/jobs", story.owner, limit=2)
    story.get("/v1/jobs/{job_id}", story.owner, job_id=job)
    story.get("/v1/jobs/{job_id}/report", story.owner, job_id=job)
    everybody = {"accounts": [story.account], "login": "enable", "notify": "disable", "sendInvitations": True}
    story.post("/v1/bulk/access", everybody, story.owner, status=202)
    story.run("invite-consumer", "job.started", story.queued("job.started"), "access")
    story.run("invite-jobs", "step", story.waiting(), "the ties of one account")
    story.run("invite-jobs", "step", story.waiting(), "nobody left to invite")
    pending = {"persons": {"filter": "pending"}, "action": "resend"}
    found = story.post(path, pending, story.owner, case="by a filter", status=202)["id"]
    story.run("invite-consumer", "job.started", story.queued("job.started"), "by a filter")
    story.run("invite-jobs", "step", story.waiting(), "whom a filter finds")
    story.post("/v1/jobs/{job_id}/cancel", None, story.owner, status=200, job_id=found)
    story.run("invite-jobs", "step", story.waiting(), "cancelled")


def stalled(story: Story) -> None:
    """The message of a job is lost, and every one that calls for it again."""
    asked = {"persons": [person_id(FIRM, JOHN)], "action": "resend"}
    start = request("POST", "/v1/bulk/invitations", body=asked, who=story.owner)
    story.quietly("invite-http", start)
    for number in range(MOST_REVIVALS + 1):
        story.wait(minutes=11)
        case = {0: "a job called for again", MOST_REVIVALS: "a job given up"}.get(number)
        if case:
            story.run("invite-schedule", "minute", {}, case)
        else:
            story.quietly("invite-schedule", {})
    story.waiting()
