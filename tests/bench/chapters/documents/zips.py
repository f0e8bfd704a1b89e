"""Several documents in one file, for each who may have one."""

from collections.abc import Callable, Mapping
from typing import Any

from shared.domain.ids import member_id
from tests.bench.story import FIRM, OWNER, Story
from tests.integration.cabinet import Cabinet
from tests.integration.outside import Outside


def zips(story: Story) -> None:
    cabinet = Cabinet(story.cloud, FIRM, member_id(FIRM, OWNER))
    documents = [cabinet.document(story.account, f"Page {number}.pdf") for number in range(2)]
    given = Outside(story.cloud, FIRM, member_id(FIRM, OWNER)).share(story.account, *documents)
    ways: tuple[tuple[str, Mapping[str, str] | None, Mapping[str, str]], ...] = (
        ("/v1/zips", story.owner, {}),
        ("/v1/portal/zips", story.client, {}),
        ("/v1/guest/zips", None, given.headers),
    )
    for tree, who, headers in ways:
        body: dict[str, Any] = {"documentIds": documents, **({"accountId": story.account} if who else {})}
        asked = story.ask("POST", tree, who, body, headers=headers, case="two documents", status=202)["id"]
        story.run("documents-zips", "zip.requested", story.queued("zip.requested"), f"by {tree}")
        story.ask("GET", f"{tree}/{{zip_id}}", who, headers=headers, zip_id=asked)
        story.ask("POST", f"{tree}/{{zip_id}}/download", who, headers=headers, zip_id=asked)


CHAPTERS: tuple[Callable[[Story], None], ...] = (zips,)
