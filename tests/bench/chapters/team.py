"""The firm is founded and its people come in."""

from shared.domain.ids import member_id
from tests.bench.story import EMPLOYEE, FIRM, OWNER, PASSWORD, SLUG, Story
from tests.fakes.http import request


def founding(story: Story) -> None:
    wish = {
        "command": "found_firm",
        "slug": SLUG,
        "name": "Harbor Tax Advisors",
        "timeZone": "America/New_York",
        "ownerName": "Olivia Reed",
        "ownerEmail": OWNER,
    }
    story.run("invite-operator", "found_firm", wish)
    story.run("invite-operator", "found_firm", wish, "repeated")
    story.run("invite-consumer", "member.invited", story.queued("member.invited"))
    story.get("/v1/public/invitation", token=story.link(), case="a member's")
    story.accept(story.link(), "a member's")


def team(story: Story) -> None:
    signing_in = {"audience": "team", "firm": SLUG, "email": OWNER, "password": PASSWORD}
    story.post("/v1/public/sessions", signing_in, case="a member")
    story.get("/v1/me", story.owner)
    colleague = {"name": "Emil Brandt", "email": EMPLOYEE, "rights": ["manage_accounts"]}
    story.post("/v1/members", colleague, story.owner)
    story.repeat("/v1/members", colleague, story.owner)
    story.wait(minutes=2)
    emil = member_id(FIRM, EMPLOYEE)
    story.post("/v1/members/{member_id}/invitation/resend", None, story.owner, status=200, member_id=emil)
    story.run("invite-consumer", "member.invitation_resent", story.queued("member.invitation_resent"))
    story.quietly("invite-doors", request("POST", "/v1/public/invitation/accept", **story.acceptance(story.link())))
    third = {"name": "Nora Kim", "email": "nora@harbor-tax.example"}
    story.quietly("invite-http", request("POST", "/v1/members", body=third, who=story.owner))
    # A container derives the key of its cursors once: the first list that leads on asks KMS, the others do not.
    story.quietly("invite-http", request("GET", "/v1/members", query={"limit": 1}, who=story.owner))
    story.get("/v1/members", story.owner, limit=2)
