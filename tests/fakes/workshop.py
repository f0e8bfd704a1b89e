"""A workshop for jobs: desk, queue and worker over the table in memory, with a kind of job that ticks off a list."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from shared.directory import Directory, Scene
from shared.domain.ids import MemberId
from shared.domain.principals import Caller
from shared.jobs.desk import Desk, Errand
from shared.jobs.model import Job, Outcome, Step, Verdict, counted
from shared.jobs.objects import Objects
from shared.jobs.queue import JobQueue, Nudge
from shared.jobs.revival import Revival
from shared.jobs.store import JobStore
from shared.jobs.turns import one_by_one
from shared.jobs.worker import Worker
from shared.table.actions import create
from shared.table.idempotency import Once
from tests.fakes.clock import FrozenClock
from tests.fakes.jobs import FakeS3, Waiting
from tests.fakes.records import Records
from tests.fakes.tenancy import Tenant

TENANT = Tenant()
IDS = tuple(f"per_{each:026}" for each in range(7))


class Rehearsal:
    """A kind that ticks off a list, three a step; `trouble` comes before an entry is done."""

    def __init__(self, objects: Objects) -> None:
        self.pace: int | None = None
        self.ticked: list[str] = []
        self.done: set[str] = set()
        self.trouble: Callable[[str], None] = lambda _: None
        self.before: Callable[[Job, Scene], None] = lambda job, scene: None
        self._objects = objects

    def work(self, job: Job, scene: Scene) -> Step:
        self.before(job, scene)
        at = job.cursor.get("at", 0)
        outcomes = one_by_one(self._objects.ids(job.cursor["list"], at, 3), str, self._tick)
        rest = {**job.cursor, "at": at + 3} if at + 3 < (job.total or 0) else None
        return Step(cursor=rest, outcomes=outcomes, counts=counted(outcomes))

    def _tick(self, entry: str) -> Outcome:
        self.trouble(entry)
        if entry not in self.done:
            self.ticked.append(entry)
        self.done.add(entry)
        return Outcome(of=entry, verdict=Verdict.DONE)


@dataclass
class Shop:
    """Desk, queue and worker over the table in memory."""

    records: Records = field(default_factory=Records)
    clock: FrozenClock = field(default_factory=FrozenClock)
    s3: FakeS3 = field(default_factory=FakeS3)
    line: Waiting = field(default_factory=Waiting)
    naps: list[float] = field(default_factory=list)
    ticks: int = 0

    def __post_init__(self) -> None:
        self.records.transact(*map(create, TENANT.items))
        directory, s3, line = Directory(self.records), self.s3, self.line
        self.store = JobStore(self.records)
        self.objects = Objects(lambda: s3, "bucket")
        self.kind = Rehearsal(self.objects)
        self.queue = JobQueue(lambda: line, "https://queue.example.com")
        self.desk = Desk(self.store, self.objects, directory, self.clock)
        self.worker = Worker(
            self.store,
            self.queue,
            {"rehearsal": self.kind},
            directory,
            self.clock,
            sleep=self.naps.append,
            ticks=lambda: self.ticks,
        )
        self.revival = Revival(self.store, self.queue, {"rehearsal"}, self.clock)

    def start(self, once: Once | None = None, who: MemberId = TENANT.admin, kind: str = "rehearsal") -> Job:
        caller = TENANT.caller(who)
        scene = Directory(self.records).gate(caller.identity)
        return self.desk.start(scene, caller, once, Errand(kind, ids=IDS))

    def run(self, job: Job) -> Job:
        """Begin a job and work it off, message by message."""
        self.worker.work(first(job))
        while self.line.bodies:
            self.worker.work(self.line.take())
        return self.store.get(job.firm, job.id)

    def events(self, name: str) -> list[Any]:
        envelopes = [each for said in self.records.announcements for each in said.envelopes()]
        return [each for each in envelopes if each.event.name == name]

    def report(self, job: Job) -> list[str]:
        return [each.of for each in self.store.outcomes(job.firm, job.id)]


def first(job: Job) -> Nudge:
    return Nudge(job.firm, job.id, 0)


def caller(who: MemberId = TENANT.admin) -> Caller:
    return TENANT.caller(who)
