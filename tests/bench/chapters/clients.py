"""Accounts and contacts."""

from shared.domain.ids import member_id
from tests.bench.story import EMPLOYEE, FIRM, JANE, JOHN, MARY, Story, filled
from tests.fakes.http import request


def accounts_and_contacts(story: Story) -> None:
    doe = {"name": "Doe Family", "kind": "person", "assigned": [member_id(FIRM, EMPLOYEE)]}
    story.account = story.post("/v1/accounts", doe, story.owner)["id"]
    story.repeat("/v1/accounts", doe, story.owner)
    for name in ("Doe Bakery", "Roe Shipping"):
        body = {"name": name, "kind": "company", "assigned": [member_id(FIRM, EMPLOYEE)]}
        story.quietly("invite-http", request("POST", "/v1/accounts", body=body, who=story.owner))
    story.get("/v1/accounts", story.owner, limit=2)
    story.get("/v1/accounts", story.employee, case="those assigned", limit=2)
    story.get("/v1/accounts/{account_id}", story.owner, account_id=story.account)
    jane = {"name": "Jane Doe", "emails": [JANE, JOHN]}
    story.jane = story.post("/v1/contacts", jane, story.owner)["id"]
    story.repeat("/v1/contacts", jane, story.owner)
    mary = {"name": "Mary Doe", "emails": [MARY]}
    story.mary = story.quietly("invite-http", request("POST", "/v1/contacts", body=mary, who=story.owner))["id"]
    story.get("/v1/contacts", story.owner, limit=1)
    story.get("/v1/contacts/{contact_id}", story.owner, contact_id=story.jane)


def closed(story: Story) -> None:
    """Of an account with people and one without, so that both sides are seen; for it a client's request still waits."""
    path = "/v1/accounts/{account_id}"
    asking = {"name": "Moe Doe", "email": "moe@roe.example"}
    where = f"/v1/portal/accounts/{story.account}/access-requests"
    story.quietly("invite-http", request("POST", where, body=asking, who=story.client))
    for verb in ("archive", "restore", "delete"):
        story.post(f"{path}/{verb}", None, story.owner, status=200, account_id=story.account)
        name = f"account.{verb.removesuffix('e')}ed"
        story.run(
            "invite-consumer",
            name,
            story.queued(name),
            "four persons, one request" if verb == "delete" else "four persons",
        )
    story.get("/v1/accounts", story.owner, case="deleted", status="deleted")
    story.get("/v1/accounts", story.owner, case="by words of the name", q="doe ba")
    story.get("/v1/accounts", story.owner, case="of a badge", badge="not_activated")
    story.get("/v1/contacts", story.owner, case="by words of the name", q="doe")


def followed(story: Story) -> None:
    """A login is noted; a contact gets another name, and one is deleted."""
    story.run("invite-consumer", "client.logged_in", story.queued("client.logged_in"), "one account")
    path = "/v1/contacts/{contact_id}"
    how = {"body": {"name": "Jane Miller"}, "who": story.owner, "headers": {"If-Match": '"1"'}}
    story.call("invite-http", "PATCH", path, how, where=filled(path, contact_id=story.jane))
    story.run("invite-consumer", "contact.updated", story.queued("contact.updated"), "two ties, two persons")
    story.get(f"{path}/ties", story.owner, contact_id=story.jane)
    rob = {"name": "Rob Roe", "emails": ["rob@roe.example"]}
    stranger = story.quietly("invite-http", request("POST", "/v1/contacts", body=rob, who=story.owner))["id"]
    story.post(f"{path}/delete", None, story.owner, status=200, contact_id=stranger)
    story.repeat(f"{path}/delete", None, story.owner, status=200, contact_id=stranger)
    story.run("invite-consumer", "contact.deleted", story.queued("contact.deleted"), "nothing left")


def doubled(story: Story) -> None:
    """A contact and an account go into others; what is left is carried on."""
    contact = story.quietly(
        "invite-http",
        request("POST", "/v1/contacts", body={"name": "J. Doe", "emails": ["j@doe.example"]}, who=story.owner),
    )["id"]
    body = {"name": "The Does", "kind": "person", "assigned": [member_id(FIRM, EMPLOYEE)]}
    account = story.quietly("invite-http", request("POST", "/v1/accounts", body=body, who=story.owner))["id"]
    tying = {"contactId": contact, "email": "j@doe.example"}
    story.quietly("invite-http", request("POST", f"/v1/accounts/{account}/ties", body=tying, who=story.owner))
    for noun, into, gone, seen in (("contact", story.jane, contact, 2), ("account", story.account, account, 2)):
        path = f"/v1/{noun}s/{{{noun}_id}}/merge"
        how = {"body": {"fromId": gone}, "who": story.owner, "headers": {"If-Match": f'"{seen}"'}}
        story.call("invite-http", "POST", path, how, where=filled(path, **{f"{noun}_id": into}))
        story.run("invite-consumer", f"{noun}.merged", story.queued(f"{noun}.merged"), "nothing left")


def crowded(story: Story) -> None:
    """An account of more people than move at once goes into another."""
    ids = []
    for name in ("Roe Holding", "Roe Family"):
        body = {"name": name, "kind": "company", "assigned": [member_id(FIRM, EMPLOYEE)]}
        ids.append(story.quietly("invite-http", request("POST", "/v1/accounts", body=body, who=story.owner))["id"])
    into, gone = ids
    for number in range(20):
        email = f"roe{number:02}@roe.example"
        contact = {"name": f"Roe {number:02}", "emails": [email]}
        made = story.quietly("invite-http", request("POST", "/v1/contacts", body=contact, who=story.owner))["id"]
        tying = {"contactId": made, "email": email}
        story.quietly("invite-http", request("POST", f"/v1/accounts/{gone}/ties", body=tying, who=story.owner))
    path = "/v1/accounts/{account_id}/merge"
    how = {"body": {"fromId": gone}, "who": story.owner, "headers": {"If-Match": '"1"'}}
    story.call("invite-http", "POST", path, how, case="of twenty people", where=filled(path, account_id=into))
    story.run("invite-consumer", "account.merged", story.queued("account.merged"), "two ties left")


def rename(story: Story) -> None:
    path = "/v1/accounts/{account_id}"
    how = {"body": {"name": "Doe & Sons"}, "who": story.owner, "headers": {"If-Match": '"1"'}}
    story.call("invite-http", "PATCH", path, how, where=filled(path, account_id=story.account))
    story.run("invite-consumer", "account.updated", story.queued("account.updated"), "three persons")
