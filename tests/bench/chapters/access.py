"""Ties, access and invitations."""

from shared.domain.ids import person_id
from tests.bench.story import ANN, BEA, FIRM, JANE, JOHN, MARY, MESSAGE, Story, filled
from tests.fakes.http import request


def access(story: Story) -> None:
    path = "/v1/accounts/{account_id}/ties"
    tying = {"contactId": story.jane, "email": JANE, "signatory": True}
    story.tie = story.post(path, tying, story.owner, account_id=story.account)["id"]
    story.repeat(path, tying, story.owner, account_id=story.account)
    second = story.tied(story.jane, JOHN)
    third = story.tied(story.mary, MARY)
    way = f"{path}/{{tie_id}}/access"
    story.post(way, {}, story.owner, case="login", account_id=story.account, tie_id=story.tie)
    story.repeat(way, {}, story.owner, case="login", account_id=story.account, tie_id=story.tie)
    inviting = {"invite": True}
    story.post(way, inviting, story.owner, case="login, invited", account_id=story.account, tie_id=second)
    story.quietly(
        "invite-http",
        request(
            "POST",
            f"/v1/accounts/{story.account}/ties/{third}/access",
            body={"invite": True, "message": MESSAGE},
            who=story.owner,
        ),
    )
    story.get(path, story.owner, account_id=story.account, limit=2)


def invitations(story: Story) -> None:
    jane = person_id(FIRM, JANE)
    story.get("/v1/persons/pending", story.owner, limit=2)
    story.get("/v1/persons/pending", story.employee, case="of accounts assigned", limit=2)
    story.get("/v1/persons/{person_id}", story.owner, person_id=jane)
    path = "/v1/persons/{person_id}/invitation"
    story.post(path, {"message": MESSAGE}, story.owner, person_id=jane)
    story.run("invite-consumer", "invitation.sent", story.queued("invitation.sent"))
    story.run("invite-consumer", "invitation.sent", story.queued("invitation.sent", is_new=False), "delivered twice")
    story.wait(minutes=2)
    story.post(f"{path}/resend", None, story.owner, status=200, person_id=jane)
    story.repeat(f"{path}/resend", None, story.owner, status=200, person_id=jane)
    story.run("invite-consumer", "invitation.resent", story.queued("invitation.resent"))


def taken_back(story: Story) -> None:
    """Ann's invitation is cancelled, sent again and revoked, and she is untied."""
    account = story.quietly(
        "invite-http", request("POST", "/v1/accounts", body={"name": "Bell Ltd.", "kind": "company"}, who=story.owner)
    )["id"]
    ann = {"name": "Ann Bell", "emails": [ANN]}
    contact = story.quietly("invite-http", request("POST", "/v1/contacts", body=ann, who=story.owner))["id"]
    path = "/v1/accounts/{account_id}/ties/{tie_id}"
    tying = {"contactId": contact, "email": ANN}
    tie = story.quietly("invite-http", request("POST", f"/v1/accounts/{account}/ties", body=tying, who=story.owner))[
        "id"
    ]
    where = {"account_id": account, "tie_id": tie}
    edit = {
        "body": {"notify": False, "topics": {"organizers": False}},
        "headers": {"If-Match": '"1"'},
        "who": story.owner,
    }
    story.call("invite-http", "PATCH", path, edit, where=filled(path, **where))
    story.get(path, story.owner, **where)
    inviting = request("POST", f"/v1/accounts/{account}/ties/{tie}/access", body={"invite": True}, who=story.owner)
    story.quietly("invite-http", inviting)
    cancel = "/v1/persons/{person_id}/invitation/cancel"
    story.post(cancel, None, story.owner, status=200, person_id=person_id(FIRM, ANN))
    story.repeat(cancel, None, story.owner, status=200, person_id=person_id(FIRM, ANN))
    story.wait(minutes=2)
    resending = request("POST", f"/v1/persons/{person_id(FIRM, ANN)}/invitation/resend", who=story.owner)
    story.quietly("invite-http", resending)
    story.post(f"{path}/access/revoke", None, story.owner, status=200, **where)
    story.repeat(f"{path}/access/revoke", None, story.owner, status=200, **where)
    story.post(f"{path}/remove", None, story.owner, status=200, **where)
    story.repeat(f"{path}/remove", None, story.owner, status=200, **where)


def addresses(story: Story) -> None:
    """Bea is invited and gives another address before she comes in."""
    path = "/v1/contacts/{contact_id}/emails"
    body = {"name": "Bea Bell", "emails": [BEA]}
    contact = story.quietly("invite-http", request("POST", "/v1/contacts", body=body, who=story.owner))["id"]
    company = {"name": "Bell & Bell", "kind": "company"}
    account = story.quietly("invite-http", request("POST", "/v1/accounts", body=company, who=story.owner))["id"]
    tying = {"contactId": contact, "email": BEA}
    ties = f"/v1/accounts/{account}/ties"
    tie = story.quietly("invite-http", request("POST", ties, body=tying, who=story.owner))["id"]
    inviting = request("POST", f"{ties}/{tie}/access", body={"invite": True}, who=story.owner)
    story.quietly("invite-http", inviting)
    story.post(path, {"email": f"bea.{BEA}"}, story.owner, contact_id=contact)
    story.post(f"{path}/remove", {"email": f"bea.{BEA}"}, story.owner, status=200, contact_id=contact)
    changing = {"from": BEA, "to": f"new.{BEA}"}
    story.post(f"{path}/change", changing, story.owner, status=200, contact_id=contact)
    story.repeat(f"{path}/change", changing, story.owner, status=200, contact_id=contact)
    story.run("invite-consumer", "contact.email_changed", story.queued("contact.email_changed"))
    story.run("invite-consumer", "contact.email_removed", story.queued("contact.email_removed"))
    cancel = f"/v1/persons/{person_id(FIRM, f'new.{BEA}')}/invitation/cancel"
    story.quietly("invite-http", request("POST", cancel, who=story.owner))


def colleagues(story: Story) -> None:
    """Jane, who is in, asks for colleagues; the firm lets one in and one not."""
    path = "/v1/portal/accounts/{account_id}/access-requests"
    asked = []
    for name in ("Max", "Mia"):
        body = {"name": f"{name} Doe", "email": f"{name.lower()}@roe.example"}
        asked.append(story.post(path, body, story.client, case=name, account_id=story.account)["id"])
    told = story.queued("portal_access.requested")
    story.run("notifications-consumer", "portal_access.requested", told, "one follower")
    story.quietly("notifications-http", request("GET", "/v1/inbox", query={"limit": 1}, who=story.employee))
    story.get("/v1/inbox", story.employee, case="a page that leads on", limit=1)
    story.get(path, story.client, account_id=story.account)
    story.get("/v1/access-requests", story.owner)
    story.get("/v1/access-requests", story.employee, case="of accounts assigned")
    where = "/v1/access-requests/{request_id}"
    story.post(f"{where}/approve", {}, story.owner, status=200, request_id=asked[0])
    story.repeat(f"{where}/approve", {}, story.owner, status=200, request_id=asked[0])
    declining = {"reason": "Not yet."}
    story.post(f"{where}/decline", declining, story.owner, status=200, request_id=asked[1])
    story.repeat(f"{where}/decline", declining, story.owner, status=200, request_id=asked[1])
