"""Files come in: the firm's own, a client's, and those of whoever has a link."""

from collections.abc import Callable, Mapping
from typing import Any

from functions.documents.model.parts import LARGEST_WHOLE
from local import paper
from shared.capability.model import UploadTerms
from shared.domain.ids import AccountId, member_id
from shared.published.documents import main_folder_id
from tests.bench.story import FIRM, OWNER, Payload, Story
from tests.fakes.cloud import queue_event
from tests.fakes.http import request
from tests.integration.arriving import PDF, found, said, stored
from tests.integration.outside import Outside

_TREES = ("/v1/uploads", "/v1/portal/uploads", "/v1/guest/uploads")


def settings(story: Story) -> None:
    """Clients may say that all is sent, and what they send is named by what it is."""
    seen = story.quietly("settings-http", request("GET", "/v1/settings/versions", who=story.owner))["items"]
    how: dict[str, Any] = {"body": {"doneUploadingButton": True, "automaticRenaming": True}, "who": story.owner}
    how["headers"] = {"If-Match": f'"{seen[0]["version"] if seen else 0}"'}
    story.quietly("settings-http", request("PATCH", "/v1/settings", **how))


def uploads(story: Story) -> None:
    """Each comes by its own way and is filed; one is given up, one is held and let in, one turned away."""
    settings(story)
    account = AccountId(story.account)
    outside = Outside(story.cloud, FIRM, member_id(FIRM, OWNER))
    given = outside.upload(account, main_folder_id(FIRM, account))
    ways: tuple[tuple[str, Mapping[str, str] | None, Mapping[str, str]], ...] = (
        (_TREES[0], story.owner, {}),
        (_TREES[1], story.client, {}),
        (_TREES[2], None, given.headers),
    )
    for tree, who, headers in ways:
        whose: dict[str, Any] = {} if tree == _TREES[2] else {"accountId": account}
        _one_of_each(story, tree, who, headers, whose)
        query = {} if tree == _TREES[2] else {"account": account}
        story.ask("GET", tree, who, headers=headers, query=query)
    for tree, who, headers in ways[1:]:
        body = {"surface": "button", **({} if tree == _TREES[2] else {"accountId": account})}
        story.ask("POST", f"{tree}/done", who, body, headers=headers)
    for verb, status in (("release", 202), ("reject", 200)):
        held = _announced(story, account, f"{verb}.pdf".encode())
        _stored(story, held, "UNSUPPORTED", case="held", quietly=verb == "reject")
        path, why = f"{_TREES[0]}/{{upload_id}}/{verb}", {"reason": "I know it."}
        story.ask("POST", path, story.owner, why, status=status, upload_id=held["id"])
    story.run("documents-scanner", "object stored", queue_event(stored(story.cloud, held["key"], held["version"])))
    story.run("documents-schedule", "minute", {}, "nothing due")
    _found_late(story, account)
    _named(story, account)
    _apart(story, outside, account)
    story.run("documents-recognition", "document.uploaded", story.queued("document.uploaded"), "nothing to be named")
    never = said(PDF + b"never", name="never.pdf", accountId=account)
    story.quietly("documents-http", request("POST", _TREES[0], body=never, who=story.owner))


def _found_late(story: Story, account: AccountId) -> None:
    """What was filed is looked into once more, and found to be a threat."""
    filed = _announced(story, account, b"macro.pdf")
    _stored(story, filed, "NO_THREATS_FOUND", case="", quietly=True)
    story.run("documents-storage", "threat found", queue_event(found(filed["key"], filed["version"], "THREATS_FOUND")))


def _named(story: Story, account: AccountId) -> None:
    """A client's form is told by its words."""
    body = {"who": story.client, "body": said(paper.w2(), name="img_01.pdf", accountId=account)}
    _filed(story, request("POST", _TREES[1], **body), paper.w2(), "a client's form")
    story.run("documents-recognition", "document.uploaded", story.queued("document.uploaded"), "a form to be named")


def _apart(story: Story, outside: Outside, account: AccountId) -> None:
    """Whoever sends by this link gets a folder of their own."""
    head = {"upload": UploadTerms(has_folder_each=True)}
    given = outside.upload(account, main_folder_id(FIRM, account), emails=(None,), head=head)
    content = PDF + b"apart"
    _filed(
        story,
        request("POST", _TREES[2], body=said(content), headers=given.headers),
        content,
        "into a folder of the sender's own",
    )


def _filed(story: Story, announcing: Payload, content: bytes, case: str) -> None:
    story.wait(seconds=1)
    made = story.quietly("documents-http", announcing)
    key = made["address"]["fields"]["key"]
    version = story.cloud.put(key, content)
    event = queue_event(stored(story.cloud, key, version), found(key, version))
    story.run("documents-storage", "object stored and scanned", event, case)


def _one_of_each(
    story: Story, tree: str, who: Mapping[str, str] | None, headers: Mapping[str, str], whose: Mapping[str, Any]
) -> None:
    content = PDF + tree.encode()
    body = said(content, **whose)
    made = story.ask("POST", tree, who, body, headers=headers, status=201)
    one, ids = f"{tree}/{{upload_id}}", {"upload_id": made["upload"]["id"]}
    story.ask("POST", f"{one}/address", who, headers=headers, **ids)
    key = made["address"]["fields"]["key"]
    version = story.cloud.put(key, content)
    told = queue_event(stored(story.cloud, key, version))
    story.run("documents-storage", "object stored", told, f"by {tree}")
    story.run("documents-storage", "object found clean", queue_event(found(key, version)), f"by {tree}")
    story.ask("GET", one, who, headers=headers, **ids)
    large = {**said(content, **whose), "size": LARGEST_WHOLE + 1, "name": "large.pdf"}
    parts = story.ask("POST", tree, who, large, headers=headers, case="in parts", status=201)
    ids = {"upload_id": parts["upload"]["id"]}
    story.ask("POST", f"{one}/parts", who, {"numbers": [1, 2]}, headers=headers, **ids)
    story.ask("POST", f"{one}/complete", who, headers=headers, case="a part is missing", status=409, **ids)
    story.ask("DELETE", one, who, headers=headers, **ids)


def _announced(story: Story, account: str, content: bytes) -> dict[str, str]:
    body = said(PDF + content, name=content.decode(), accountId=account)
    made = story.quietly("documents-http", request("POST", _TREES[0], body=body, who=story.owner))
    key = made["address"]["fields"]["key"]
    return {"id": made["upload"]["id"], "key": key, "version": story.cloud.put(key, PDF + content)}


def _stored(story: Story, of: Mapping[str, str], verdict: str, case: str, *, quietly: bool) -> None:
    both = (stored(story.cloud, of["key"], of["version"]), found(of["key"], of["version"], verdict))
    event: Payload = queue_event(*both)
    if quietly:
        story.quietly("documents-storage", event)
    else:
        story.run("documents-storage", "object stored and scanned", event, case)


CHAPTERS: tuple[Callable[[Story], None], ...] = (uploads,)
