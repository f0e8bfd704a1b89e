"""What happened to a link, as whoever manages it reads it."""

from collections.abc import Callable

from shared.capability.model import LinkKind
from shared.domain.ids import member_id
from tests.bench.story import FIRM, OWNER, Story
from tests.integration.cabinet import Cabinet
from tests.integration.outside import Outside


def trail(story: Story) -> None:
    document = Cabinet(story.cloud, FIRM, member_id(FIRM, OWNER)).document(story.account, "Contract.pdf")
    given = Outside(story.cloud, FIRM, member_id(FIRM, OWNER)).sent(LinkKind.SHARE, story.account, document)
    path = "/v1/activity/accounts/{account_id}/links/{link_id}"
    story.ask("GET", path, story.owner, account_id=story.account, link_id=given.link)


CHAPTERS: tuple[Callable[[Story], None], ...] = (trail,)
