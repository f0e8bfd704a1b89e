"""What the relay puts out, and out again."""

from shared.table.schema import OUTBOX_TYPE
from tests.bench.story import FIRM, Story
from tests.fakes.cloud import queue_event, stream_record


def relay(story: Story) -> None:
    stored = [each for each in story.cloud.items() if each["et"]["S"] == OUTBOX_TYPE]
    images = sorted(stored, key=lambda each: str(each["sk"]["S"]))
    ten = {"Records": [stream_record(image, number) for number, image in enumerate(images[:10], 1)]}
    story.run("relay", "announcement", {"Records": [stream_record(images[0])]}, "one")
    story.run("relay", "announcement", ten, "ten of 1 to 3 events")
    story.run("relay-retry", "refused event", queue_event(story.cloud.announced()[0]))
    story.run("relay-replay", "replay", {"firm": FIRM, "since": "2026-11-22T00:00:00Z"}, "the whole story")
