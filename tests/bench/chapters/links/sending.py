"""Olivia and her links: she shares, asks for files, changes what is out; and what comes of it by time and by others."""

from collections.abc import Callable
from typing import Any

from shared.domain.ids import AccountId, member_id
from tests.bench.story import FIRM, JANE, OWNER, Story
from tests.fakes.http import request
from tests.fakes.links import Porch, Site

_LENA = "lena@lawfirm.example"


def sent(story: Story) -> None:
    """Two get the papers, anyone may send some; then each is changed in every way there is."""
    porch = Porch(story.cloud, Site(FIRM, member_id(FIRM, OWNER), AccountId(story.account)))
    document = porch.document("Return 2024.pdf")
    people = "/v1/links/accounts/{account_id}/recipients"
    proposed = story.get(people, story.owner, account_id=story.account)["items"]
    jane = next(each for each in proposed if each["email"] == JANE)
    to = [{"email": JANE, "contactId": jane["contactId"]}, {"email": _LENA, "name": "Lena Lawson"}]
    body = {"accountId": story.account, "documents": [{"documentId": document.id}], "recipients": to}
    link = story.post("/v1/links/share", body, story.owner, case="two recipients, one of them a contact")["id"]
    story.repeat("/v1/links/share", body, story.owner)
    story.run("links-consumer", "link.sent", story.queued("link.sent"))
    anyone = {"accountId": story.account, "anyone": {"expiresAt": None}, "terms": {"maxFiles": 3, "wanted": ["W-2"]}}
    opened = story.post("/v1/links/upload", anyone, story.owner)["id"]
    story.run("documents-consumer", "link.created", story.queued("link.created"), "nobody had said to be done")
    story.get("/v1/links", story.owner, limit=2)
    story.get("/v1/links", story.owner, case="of an account", account=story.account, limit=2)
    story.get("/v1/links/expiring", story.owner)
    story.get("/v1/links/{link_id}", story.owner, link_id=link)
    story.wait(minutes=2)
    one = "/v1/links/{link_id}/recipients/{n}"
    where: dict[str, Any] = {"status": 200, "link_id": link, "n": 2}
    story.post(f"{one}/address", None, story.owner, **where)
    story.ask("POST", f"{one}/extend", story.owner, {"expiresAt": "2027-06-30"}, seen=1, **where)
    story.ask("POST", f"{one}/uses", story.owner, {"maxUses": 5}, seen=2, **where)
    story.post(f"{one}/resend", {}, story.owner, **where)
    story.ask("POST", "/v1/links/{link_id}/extend", story.owner, {"expiresAt": "2027-05-31"}, seen=3, link_id=link)
    story.post(f"{one}/revoke", None, story.owner, **{**where, "n": 1})
    story.post("/v1/links/{link_id}/revoke", None, story.owner, status=200, link_id=opened)
    for act in ("grant", "decline"):
        late = porch.share(document, days=-1, email=_LENA)
        late.change(renewal_asked_at=story.cloud.clock.now)
        story.wait(minutes=2)
        said: dict[str, str] | None = {} if act == "grant" else None
        story.post(f"{one}/renewal/{act}", said, story.owner, status=200, link_id=late.link, n=1)


def left(story: Story) -> None:
    """A member leaves links, one to take over and one that passes on; then many are ended, and time goes on."""
    porch = Porch(story.cloud, Site(FIRM, member_id(FIRM, OWNER), AccountId(story.account)))
    body = {"name": "Kim Bell", "email": "kim@harbor-tax.example", "role": "employee", "rights": []}
    kim = story.quietly("invite-http", request("POST", "/v1/members", body=body, who=story.owner))["id"]
    shared = porch.share(porch.document("Ledger.pdf"), creator=kim)
    porch.drop(creator=kim)
    story.quietly("invite-http", request("POST", f"/v1/members/{kim}/deactivate", who=story.owner))
    story.run("links-consumer", "member.deactivated", story.queued("member.deactivated"), "two links of theirs")
    story.post("/v1/links/{link_id}/take-over", None, story.owner, status=200, link_id=shared.link)
    body = {"name": "Lena Lawson", "emails": [_LENA]}
    lena = story.quietly("invite-http", request("POST", "/v1/contacts", body=body, who=story.owner))["id"]
    porch.share(porch.document("Brief.pdf"), email=_LENA, contact=lena)
    story.quietly("invite-http", request("POST", f"/v1/contacts/{lena}/delete", who=story.owner))
    story.run("links-consumer", "contact.deleted", story.queued("contact.deleted"), "one link to them")
    story.run("links-schedule", "minute", {}, "nothing due")
    porch.share(porch.document("Old.pdf"), days=1 / 1440)
    story.wait(minutes=2)
    story.run("links-schedule", "minute", {}, "one ran out")
    path = "/v1/links/revocations"
    for case, chosen in (
        ("by e-mail", {"email": _LENA}),
        ("by sender", {"creatorId": member_id(FIRM, OWNER), "kind": "pay"}),
    ):
        story.post(path, chosen, story.owner, case=case, status=202)
        story.run("links-consumer", "job.started", story.queued("job.started"), case)
        story.run("links-jobs", "step", story.waiting(), f"{case}, which are meant")
        if case == "by e-mail":
            story.run("links-jobs", "step", story.waiting(), "the links of one person")
            story.waiting()


CHAPTERS: tuple[Callable[[Story], None], ...] = (sent, left)
