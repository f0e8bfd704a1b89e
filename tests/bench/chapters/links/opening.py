"""Links in the hands of those they were sent to: Lena's, who never logs in, and one that is Jane's alone."""

from collections.abc import Callable
from typing import Any

from shared.domain.ids import AccountId, member_id
from tests.bench.story import FIRM, JANE, OWNER, Story
from tests.fakes.http import function_of
from tests.fakes.links import GUEST, Held, Porch, Site

_DOCUMENTS = "/v1/guest/documents"


def opened(story: Story) -> None:
    """Lena looks, opens, lists and fetches; by another link she needs a code, and a third has run out."""
    porch = Porch(story.cloud, Site(FIRM, member_id(FIRM, OWNER), AccountId(story.account)))
    document = porch.document("Statement 2025.pdf")
    held = porch.share(document, porch.document("Engagement letter.pdf"), days=30)
    _ask(story, held, "GET", GUEST)
    _ask(story, held, "POST", f"{GUEST}/open", {}, case="the first time", status=201)
    passed = Held(
        porch, held.link, _ask(story, held, "POST", f"{GUEST}/open", {}, case="again", status=201)["linkPass"]
    )
    _ask(story, passed, "GET", _DOCUMENTS)
    path, where = f"{_DOCUMENTS}/{{document_id}}/download", f"{_DOCUMENTS}/{document.id}/download"
    _ask(story, passed, "POST", path, where=where)
    _ask(story, passed, "POST", path, where=where, case="the same use")
    guarded = porch.share(document, needs_code=True, days=30)
    _ask(story, guarded, "POST", f"{GUEST}/code", status=202)
    story.run("links-consumer", "link.code_requested", story.queued("link.code_requested"))
    _ask(story, guarded, "POST", f"{GUEST}/open", {"code": guarded.wrong_code}, case="a wrong code", status=403)
    _ask(story, guarded, "POST", f"{GUEST}/open", {"code": guarded.code}, case="the code", status=201)
    guarded.change(revoked_at=story.cloud.clock.now)
    _ask(story, guarded, "POST", f"{GUEST}/open", {}, case="revoked", status=410)
    late = porch.share(document, days=-1)
    _ask(story, late, "POST", f"{GUEST}/renewal", status=202)
    own = porch.share(document, email=JANE, needs_login=True, days=30)
    _ask(story, own, "POST", "/v1/portal/links/open", {}, who=story.client, status=201)


def _ask(story: Story, held: Held, method: str, path: str, body: object = None, **how: Any) -> Any:
    sent = {"body": body, "headers": held.headers(), "who": how.pop("who", None)}
    return story.call(function_of(path), method, path, sent, **how)


CHAPTERS: tuple[Callable[[Story], None], ...] = (opened,)
