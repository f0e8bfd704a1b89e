"""What is asked for many at once, and the jobs that do it."""

from shared.domain.ids import person_id
from tests.bench.story import FIRM, JOHN, MARY, Story


def bulk(story: Story) -> None:
    path = "/v1/bulk/invitations"
    both = {"persons": [person_id(FIRM, JOHN), person_id(FIRM, MARY)], "action": "resend"}
    job = story.post(path, both, story.owner, status=202)["id"]
    story.repeat(path, both, story.owner, status=202)
    story.run("invite-consumer", "job.started", story.queued("job.started"))
    waiting = story.waiting()
    story.run("invite-jobs", "step", waiting, "two persons, the last of the list")
    story.run("invite-jobs", "step", waiting, "delivered twice")
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
