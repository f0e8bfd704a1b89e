"""Time passes."""

from functions.links.model.erasing import Erasing
from functions.links.repository.erasing import ErasingRepository
from shared.capability.model import LinkKind
from shared.domain.ids import AccountId, member_id, new
from tests.bench.story import FIRM, OWNER, Story
from tests.integration.cabinet import Cabinet
from tests.integration.outside import Outside


def expiry(story: Story) -> None:
    story.run("invite-schedule", "minute", {}, "nothing due")
    story.run("notifications-schedule", "minute", {}, "no letter waits")
    story.wait(days=31)
    story.run("invite-schedule", "minute", {}, "what ran out in a month")
    story.run("documents-schedule", "minute", {}, "what was never stored")
    erased(story)


def erased(story: Story) -> None:
    """An account is erased with the link there was to it, which somebody opened; of another a part is left to do."""
    (*_, event) = (each for each in story.cloud.announced() if each["name"] == "account.erased")
    outside, now = Outside(story.cloud, FIRM, member_id(FIRM, OWNER)), story.cloud.clock.now
    further = AccountId(new("acc", now))
    for account in (event["account"], further):
        document = Cabinet(story.cloud, FIRM, member_id(FIRM, OWNER)).document(account, "Will.pdf")
        outside.opened(outside.sent(LinkKind.SHARE, account, document))
    story.run("links-consumer", "account.erased", story.queued("account.erased"), "one link")
    gone = story.queued("account.erased", is_new=False)
    story.quietly("activity-consumer", gone)
    story.run("activity-erasure", "account.erased", gone, "one entry")
    ErasingRepository(story.cloud.table).begin(Erasing(firm=FIRM, account=further, since=now))
    story.run("links-schedule", "minute", {}, "an account that went")
