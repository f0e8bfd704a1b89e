"""The team changes, and the firm goes to Emil and back."""

from shared.domain.ids import member_id
from tests.bench.story import EMPLOYEE, FIRM, OWNER, Story, filled
from tests.fakes.http import request

OFFER = "/v1/firm/ownership-offer"
MEMBER = "/v1/members/{member_id}"


def members(story: Story) -> None:
    emil = member_id(FIRM, EMPLOYEE)
    story.get(MEMBER, story.owner, member_id=emil)
    edit = {"name": "Emil Brandt-Hill", "role": "admin", "rights": ["manage_accounts", "view_all_accounts"]}
    how = {"body": edit, "who": story.owner, "headers": {"If-Match": '"1"'}}
    story.call("invite-http", "PATCH", MEMBER, how, where=filled(MEMBER, member_id=emil))
    fourth = {"name": "Max Reed", "email": "max@harbor-tax.example"}
    max_ = story.quietly("invite-http", request("POST", "/v1/members", body=fourth, who=story.owner))["id"]
    story.post(f"{MEMBER}/invitation/cancel", None, story.owner, status=200, member_id=max_)


def assigned(story: Story) -> None:
    path = "/v1/accounts/{account_id}/assigned/{member_id}"
    where = filled(path, account_id=story.account, member_id=member_id(FIRM, OWNER))
    how = {"who": story.owner}
    story.call("invite-http", "PUT", path, how, where=where)
    story.call("invite-http", "PUT", path, how, where=where, case="repeated")
    story.call("invite-http", "DELETE", path, how, where=where)


def firm(story: Story) -> None:
    """Emil declines, then takes it; and gives it back, so that the rest of the story finds its owner."""
    story.get("/v1/firm", story.owner)
    how = {"body": {"name": "Harbor & Hill"}, "who": story.owner, "headers": {"If-Match": '"1"'}}
    story.call("invite-http", "PATCH", "/v1/firm", how)
    to_emil, to_olivia = ({"memberId": member_id(FIRM, each)} for each in (EMPLOYEE, OWNER))
    story.post(OFFER, to_emil, story.owner)
    story.run("notifications-consumer", "firm.ownership_offered", story.queued("firm.ownership_offered"))
    story.post(f"{OFFER}/decline", None, story.employee, status=200)
    story.run("notifications-consumer", "firm.ownership_declined", story.queued("firm.ownership_declined"))
    story.quietly("invite-http", request("POST", OFFER, body=to_emil, who=story.owner))
    story.call("invite-http", "DELETE", OFFER, {"who": story.owner})
    story.run("notifications-consumer", "firm.ownership_withdrawn", story.queued("firm.ownership_withdrawn"))
    story.quietly("invite-http", request("POST", OFFER, body=to_emil, who=story.owner))
    story.post(f"{OFFER}/accept", None, story.employee, status=200)
    story.repeat(f"{OFFER}/accept", None, story.employee, status=200)
    story.run("notifications-consumer", "firm.ownership_accepted", story.queued("firm.ownership_accepted"))
    story.quietly("invite-http", request("POST", OFFER, body=to_olivia, who=story.employee))
    story.quietly("invite-http", request("POST", f"{OFFER}/accept", who=story.owner))


def shut_out(story: Story) -> None:
    emil = member_id(FIRM, EMPLOYEE)
    story.post(f"{MEMBER}/deactivate", None, story.owner, status=200, member_id=emil)
    story.post(f"{MEMBER}/restore", None, story.owner, status=200, member_id=emil)
