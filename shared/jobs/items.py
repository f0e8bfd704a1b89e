"""How a job and what its steps came to are stored."""

from collections.abc import Iterator
from itertools import batched

from shared import timers
from shared.domain.clock import stamp
from shared.domain.ids import bare
from shared.jobs import keys
from shared.jobs.model import KEPT_FOR, Job, Outcome
from shared.table import schema
from shared.table.actions import Item, body, item
from shared.table.keys import by_time

TIMER = "job"
# Outcomes stand together, so many in an item.
_CHUNK = 25


def job(of: Job) -> Item:
    at = by_time(stamp(of.created_at), bare(of.id))
    return item(
        keys.job(of.firm, of.id),
        schema.JOB,
        g1pk=keys.jobs(of.firm),
        g1sk=at,
        g2pk=keys.jobs_of(of.firm, of.starter),
        g2sk=at,
        ttl=_kept_until(of),
        **timers.timer(of.firm, TIMER, of.timer, of.id),
        **body(of),
    )


def chunks(of: Job, outcomes: tuple[Outcome, ...]) -> Iterator[Item]:
    for number, some in enumerate(batched(outcomes, _CHUNK, strict=False)):
        lines = [body(each) for each in some]
        yield item(keys.chunk(of.firm, of.id, of.step, number), schema.CHUNK, outcomes=lines, ttl=_kept_until(of))


def _kept_until(of: Job) -> int:
    return int((of.created_at + KEPT_FOR).timestamp())
