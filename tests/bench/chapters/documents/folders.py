"""Folders of an account."""

from collections.abc import Callable

from tests.bench.story import Story

_ONE = "/v1/folders/{folder_id}"


def folders(story: Story) -> None:
    """The team makes some, changes what may be done in one, moves it, and deletes it."""
    owner, of = story.owner, {"account": story.account}
    top = story.ask("POST", "/v1/folders", owner, {"accountId": story.account, "name": "Taxes"}, status=201)["id"]
    below = {"accountId": story.account, "name": "2025", "parentId": top}
    folder = story.ask("POST", "/v1/folders", owner, below, case="below another", status=201)["id"]
    story.ask("GET", "/v1/folders", owner, query=of)
    story.ask("GET", "/v1/folders", story.employee, query=of, case="of an account assigned")
    story.ask("GET", "/v1/portal/folders", story.client, query=of)
    story.ask("GET", _ONE, owner, query=of, folder_id=folder)
    story.ask("PATCH", _ONE, owner, {"name": "2026"}, seen=1, query=of, case="its name", folder_id=folder)
    story.ask("PATCH", _ONE, owner, {"permission": "view"}, seen=1, query=of, case="two in all", folder_id=top)
    own = {"overrides": [{"contactId": story.jane, "permission": "edit"}]}
    story.ask("PATCH", _ONE, owner, own, seen=2, query=of, case="a say of one's own", folder_id=top)
    seen = story.ask("GET", _ONE, owner, query=of, case="once more", folder_id=folder)
    assert seen["permission"] == "view"
    story.ask("POST", f"{_ONE}/move", owner, {"parentId": None}, seen=4, query=of, folder_id=folder)
    trail = "/v1/activity/accounts/{account_id}/folders/{folder_id}"
    story.ask("GET", trail, owner, account_id=story.account, folder_id=folder)
    story.ask("POST", f"{_ONE}/delete", owner, query=of, folder_id=folder)


CHAPTERS: tuple[Callable[[Story], None], ...] = (folders,)
