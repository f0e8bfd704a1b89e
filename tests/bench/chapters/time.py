"""Time passes."""

from tests.bench.story import Story


def expiry(story: Story) -> None:
    story.run("invite-schedule", "minute", {}, "nothing due")
    story.run("notifications-schedule", "minute", {}, "no letter waits")
    story.wait(days=31)
    story.run("invite-schedule", "minute", {}, "what ran out in a month")
    story.run("documents-schedule", "minute", {}, "what was never stored")
