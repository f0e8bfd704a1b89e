"""Documents that are there: looked at, named, moved, approved, thrown away."""

from collections.abc import Callable
from typing import Any

from functions.documents.model.entities import TRASH_KEPT
from functions.documents.model.leaving import Leaving
from functions.documents.repository.leaving import LeavingRepository
from shared.domain.ids import AccountId, member_id, new, person_id
from shared.domain.principals import ActorKind
from tests.bench.story import FIRM, JANE, OWNER, Story
from tests.fakes.http import request
from tests.integration.cabinet import Cabinet
from tests.integration.outside import Outside

_ONE, _OWN = "/v1/documents/{document_id}", "/v1/portal/documents/{document_id}"


def documents(story: Story) -> None:
    """The team's work with one, and what Jane does with hers."""
    owner, of = story.owner, {"account": story.account}
    cabinet = Cabinet(story.cloud, FIRM, member_id(FIRM, OWNER))
    folder = cabinet.folder(story.account, "Statements")
    document = cabinet.document(story.account, "Balance 2025.pdf")
    cabinet.version(document)
    ids: dict[str, Any] = {"document_id": document}
    cabinet.document(story.account, "Balance 2024.pdf")
    story.ask("GET", "/v1/documents", owner, query=of)
    story.ask("GET", "/v1/documents", owner, query={**of, "limit": "1"}, case="a page of more")
    story.ask("GET", "/v1/documents", owner, query={**of, "folder": folder}, case="of a folder")
    story.ask("GET", "/v1/documents", owner, query={**of, "search": "balance"}, case="by words of the name")
    story.ask("GET", _ONE, owner, **ids)
    story.ask("GET", f"{_ONE}/versions", owner, **ids)
    story.ask("POST", f"{_ONE}/download", owner, {}, case="the first time", **ids)
    story.ask("POST", f"{_ONE}/download", owner, {"version": 1, "purpose": "view"}, case="an earlier version", **ids)
    story.ask("PATCH", _ONE, owner, {"name": "Balance sheet 2025.pdf"}, seen=2, **ids)
    story.ask("POST", f"{_ONE}/move", owner, {"folderId": folder}, seen=3, **ids)
    story.ask("POST", f"{_ONE}/approval", owner, **ids)
    story.ask("POST", f"{_OWN}/disapprove", story.client, {"reason": "The year is wrong."}, **ids)
    story.ask("POST", f"{_ONE}/approval", owner, case="again", **ids)
    story.ask("POST", f"{_OWN}/approve", story.client, **ids)
    story.ask("POST", f"{_ONE}/trash", owner, **ids)
    story.ask("GET", "/v1/documents", owner, query={**of, "trashed": "true"}, case="in the trash")
    story.ask("POST", f"{_ONE}/restore", owner, **ids)
    trail = "/v1/activity/accounts/{account_id}/documents/{document_id}"
    story.ask("GET", trail, owner, account_id=story.account, **ids)
    _own(story, cabinet)


def _own(story: Story, cabinet: Cabinet) -> None:
    jane = {"kind": ActorKind.PERSON, "id": person_id(FIRM, JANE), "name": "Jane Doe"}
    document = cabinet.document(story.account, "Passport.pdf", uploader=jane)
    of: dict[str, Any] = {"account": story.account}
    ids: dict[str, Any] = {"document_id": document}
    story.ask("GET", "/v1/portal/documents", story.client, query=of)
    story.ask("GET", "/v1/portal/documents", story.client, query={**of, "search": "pass"}, case="by words of the name")
    story.ask("GET", _OWN, story.client, **ids)
    story.ask("GET", f"{_OWN}/versions", story.client, **ids)
    story.ask("POST", f"{_OWN}/download", story.client, {}, **ids)
    story.ask("PATCH", _OWN, story.client, {"name": "Passport JANE.pdf"}, seen=1, **ids)
    story.ask("POST", f"{_OWN}/name/restore", story.client, seen=2, **ids)
    story.ask("POST", f"{_OWN}/trash", story.client, **ids)


def leaving(story: Story) -> None:
    """An account goes into another, and what it kept goes along."""
    cabinet = Cabinet(story.cloud, FIRM, member_id(FIRM, OWNER))
    into, gone = (
        story.quietly("invite-http", request("POST", "/v1/accounts", body=body, who=story.owner))["id"]
        for body in ({"name": "Poe & Sons", "kind": "company"}, {"name": "Poe", "kind": "person"})
    )
    cabinet.document(gone, "Letter.pdf", folder=cabinet.folder(gone))
    Outside(story.cloud, FIRM, member_id(FIRM, OWNER)).share(gone, cabinet.document(gone, "Deed.pdf"))
    path = f"/v1/accounts/{into}/merge"
    how: dict[str, Any] = {"body": {"fromId": gone}, "who": story.owner, "headers": {"If-Match": '"1"'}}
    story.quietly("invite-http", request("POST", path, **how))
    story.run("documents-consumer", "account.merged", story.queued("account.merged"), "one folder, two documents")
    story.run("links-consumer", "account.merged", story.queued("account.merged", is_new=False), "one link")
    account, now = AccountId(str(into)), story.cloud.clock.now
    leavings = LeavingRepository(story.cloud.table)
    leavings.begin(Leaving(firm=FIRM, account=account, since=now))
    further = AccountId(new("acc", now))
    cabinet.document(further, "Note.pdf", folder=cabinet.folder(further))
    leavings.begin(Leaving(firm=FIRM, account=further, into=AccountId(story.account), since=now))
    cabinet.document(into, "Old.pdf", trashed_at=now - TRASH_KEPT)
    story.run("documents-schedule", "minute", {}, "accounts that went, and what lay in the trash for long")


CHAPTERS: tuple[Callable[[Story], None], ...] = (documents, leaving)
