"""A hundred thousand links run out at once: how many minutes the sweep takes for them, in how much memory.

It is killed half-way, once before a write and once after, and goes on the next minute; each is announced once all the
same.
"""

import time
import tracemalloc
from collections import Counter, deque
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from itertools import islice
from math import ceil
from typing import Any

from functions.links import schedule
from functions.links.service.sweeping import MOST_A_MINUTE
from shared.capability import items
from shared.capability.model import Link, LinkKind, Recipient, Target
from shared.domain.ids import LinkId, new
from shared.table import marshal
from shared.table.actions import Item
from shared.table.outbox import details
from shared.table.schema import OUTBOX_TYPE
from tests.bench.costs import stage
from tests.bench.shelf import put
from tests.bench.stock import ACCOUNT, THE_OWNER, open_account
from tests.bench.story import FIRM
from tests.fakes.clock import START
from tests.fakes.cloud import PORTAL_TABLE, Cloud
from tests.fakes.faults import KilledError
from tests.fakes.http import context

MANY, FEW = 100_000, 10_000
_OF_A_LINK = 20
_TICK = {"source": "aws.events"}
_MOST_TICKS = 200


@dataclass(frozen=True)
class Swept:
    """What it came to: the ticks until nothing was due, the processor's seconds of all and of the longest of them."""

    due: int
    announced: Counter[tuple[str, int]]
    kills: int
    ticks: int
    seconds: float
    longest: float

    @property
    def is_once(self) -> bool:
        """Whether the end of each was announced, and of none twice."""
        return len(self.announced) == self.due and set(self.announced.values()) == {1}

    @property
    def most_ticks(self) -> int:
        """As many as it takes when each takes on all it may, and one more for each that was killed."""
        return ceil(self.due / MOST_A_MINUTE) + self.kills


@dataclass(frozen=True)
class Held:
    """The most memory a tick held at a time, by how many were due; what it wrote stays with the table of the bench."""

    few: int
    many: int

    @property
    def ratio(self) -> float:
        return self.many / self.few


def held() -> Held:
    """Let a minute look while few and while many are due, and watch what it takes of memory."""
    return Held(_peak(FEW), _peak(MANY))


def swept(due: int = MANY) -> Swept:
    """Let minute after minute look until nothing is due."""
    with stage() as (cloud, _):
        _settle(cloud, due)
        client = cloud.client("dynamodb")
        client.fail("transact_write_items", nth=due // 2, error=KilledError)
        client.fail("transact_write_items", nth=due // 2 + 500, moment="after", error=KilledError)
        took: list[float] = []
        kills, told = 0, -1
        while told != 0 and len(took) < _MOST_TICKS:
            began = time.process_time()
            try:
                told = _tick()
            except KilledError:
                kills += 1
                cloud.restart()
            took.append(time.process_time() - began)
            cloud.clock.advance(timedelta(minutes=1))
        client.assert_fired()
        return Swept(due, _announced(cloud), kills, len(took) - 1, sum(took), max(took))


def _peak(due: int) -> int:
    """Watch the second minute: by the first the container has all it keeps."""
    with stage() as (cloud, _):
        _settle(cloud, due)
        _tick()
        tracemalloc.start()
        try:
            assert _tick()
            return tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()


def _tick() -> int:
    return int(schedule.handler(_TICK, context())["announced"])


def _settle(cloud: Cloud, due: int) -> None:
    """Let the links of so many recipients have run out, and nobody remember what is asked for them."""
    _ = cloud.jobs_queue  # makes it
    client = cloud.client("dynamodb")
    client.calls = client.done = deque(maxlen=0)  # type: ignore[assignment]  # they would outweigh all that is measured
    put(cloud, PORTAL_TABLE, [open_account()])
    put(cloud, PORTAL_TABLE, islice(_links(), due + due // _OF_A_LINK))
    cloud.clock.advance(timedelta(days=8))


def _links() -> Iterator[Item]:
    """Yield links with the recipients of each."""
    until = START + timedelta(days=7)
    while True:
        made = LinkId(new("lnk", START))
        both: dict[str, Any] = {"firm": FIRM, "kind": LinkKind.UPLOAD, "account": ACCOUNT, "creator": THE_OWNER}
        both |= {"title": "Papers", "targets": (Target(id="fld_1"),), "created_at": START}
        head = {**both, "id": made, "creator_name": "Olivia Reed", "recipients": _OF_A_LINK}
        yield items.link(Link.model_validate(head))
        sent = {**both, "link": made, "n": 1, "proof": "0" * 64, "expires_at": until, "sent_at": START}
        first = Recipient.model_validate(sent)
        for n in range(1, _OF_A_LINK + 1):
            yield items.recipient(first.model_copy(update={"n": n, "email": f"lena{n:02}@law.example"}))


def _announced(cloud: Cloud) -> Counter[tuple[str, int]]:
    """Count what was told of each recipient."""
    outbox = (marshal.read(each) for each in cloud.items() if each["et"]["S"] == OUTBOX_TYPE)
    events: Iterator[Any] = (event for each in outbox for event in details(each))
    return Counter((each["object"]["id"], each["data"]["n"]) for each in events if each["name"] == "link.expired")
