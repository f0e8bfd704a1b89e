"""A firm whose doings are recorded, and somebody with a hand in the table itself."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from functions.activity import consumer, jobs, keys, schedule
from functions.activity.model import entries as model
from functions.activity.model.entries import Entry, Head, Record
from functions.activity.repository import items
from shared.domain.events import Announcement, Envelope
from shared.domain.ids import MemberId
from shared.table.actions import Action, Item
from shared.table.keys import Key
from shared.table.outbox import outbox
from shared.table.query import Query
from tests.fakes.cloud import Cloud, queue_event
from tests.fakes.happenings import announced, on_queue, setting_changed
from tests.fakes.http import Answer, call, context, handler_of
from tests.fakes.refusals import batch_failures
from tests.fakes.tenancy import Tenant

# However it stands.
_EITHER = "attribute_exists(#pk) OR attribute_not_exists(#pk)"
WHOLE = {"isWhole": True, "finding": None}


class Books:
    """A firm whose doings are recorded, and somebody with a hand in the table itself."""

    def __init__(self, cloud: Cloud, firm: Tenant) -> None:
        self.cloud, self.firm = cloud, firm
        self.table = cloud.activity_table
        _ = (cloud.files, cloud.jobs_queue)  # makes them

    def happens(self, count: int = 1, **ago: float) -> list[str]:
        """Let so many things happen a second apart, be announced and be recorded; their ids in order of arrival."""
        told = [self.announce(timedelta(seconds=n) - timedelta(**ago)) for n in range(count)]
        self.record(*told)
        return [each.id for each in told]

    def announce(self, by: timedelta) -> Envelope:
        (told,) = announced(setting_changed(self.firm.id), at=self.cloud.clock() + by)
        self.tell(told)
        return told

    def tell(self, told: Envelope) -> None:
        """Put what happened into the outbox."""
        held = Announcement(told.id[:26], told.occurred_at, told.actor, told.provenance, (told.event,))
        self.cloud.table.transact(outbox(held))

    def record(self, *told: Envelope) -> None:
        for start in range(0, len(told), 90):
            assert not batch_failures(consumer.handler(on_queue(*told[start : start + 90]), context()))

    def call(self, method: str, path: str, who: MemberId | None = None, **how: Any) -> Answer:
        return call(handler_of(path), method, path, who=self.firm.claims(who or self.firm.owner), **how)

    def start(self) -> str:
        answer = self.call("POST", "/v1/activity/verifications")
        assert answer.status == 202, answer.text
        return str(answer.json["id"])

    def begin(self) -> None:
        """Let the consumer hear of the job, and record that it began."""
        told = [each for each in self.cloud.announced() if each["name"] == "job.started"]
        assert not batch_failures(consumer.handler(queue_event(*({"detail": each} for each in told)), context()))

    def step(self) -> int:
        waiting = self.cloud.take(self.cloud.jobs_queue)
        if waiting:
            assert not batch_failures(jobs.handler(queue_event(*waiting), context()))
        return len(waiting)

    def verified(self, job: str | None = None) -> dict[str, Any]:
        """Verify to the end; whether it is whole, and what was found."""
        job = job or self.start()
        self.begin()
        while self.step():
            pass
        found = self.call("GET", f"/v1/activity/verifications/{job}").json
        assert found["state"] == "finished", found
        return {"isWhole": found["isWhole"], "finding": found["finding"]}

    def standing(self) -> list[Item]:
        """Everything recorded this month, in order of arrival."""
        found = self.table.stretch(Query(keys.entries(self.firm.id, "202611")), 1000).items
        return sorted((dict(each) for each in found), key=lambda each: each["seq"])

    def entries(self) -> list[Entry]:
        return [items.read(self.firm.id, each) for each in self.standing()]

    def put(self, *changed: Item) -> None:
        for each in changed:
            self.table.transact(Action("Put", Key(each["pk"], each["sk"]), _EITHER, AssertionError, item=each))

    def remove(self, each: Item) -> None:
        self.table.transact(Action("Delete", Key(each["pk"], each["sk"]), _EITHER, AssertionError))

    def rewind(self, to: Head) -> None:
        place = keys.head(self.firm.id)
        self.put({"pk": place.pk, "sk": place.sk, "et": "HEAD", "sv": 1, **to.model_dump()})

    def rewrite(self, since: int, change: Callable[[Record], Record | None]) -> None:
        """Put all from the `since`-th on anew as if it had been recorded so, head and all."""
        standing = self.standing()
        before = self.entries()[since - 2].head
        for each in standing[since - 1 :]:
            self.remove(each)
        kept = (change(each) for each in [items.read(self.firm.id, one) for one in standing[since - 1 :]])
        bound = list(model.chain(before, [each for each in kept if each is not None]))
        self.put(*map(items.entry, bound))
        self.rewind(bound[-1].head if bound else before)

    def anchor(self, **later: float) -> int:
        """Let time pass and the minute's schedule anchor what is due; how many chains that was."""
        self.cloud.clock.advance(timedelta(**later))
        return int(schedule.handler({"source": "aws.events"}, context())["anchored"])
