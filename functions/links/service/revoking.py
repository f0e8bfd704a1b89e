"""Many links are ended by one call: a job finds which are meant and ends each by one write, which nothing repeats."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import Protocol

from functions.links.model.overview import RIGHTS
from functions.links.model.revocations import MOST_REVOKED, REVOCATION, Chosen, Entry, entry
from functions.links.service import events
from shared.capability.changes import AlreadyRevokedError, demand_lasting
from shared.capability.model import Link, LinkKind, Recipient
from shared.directory import AccountRecord, Directory, Scene
from shared.directory import keys as directory
from shared.domain.clock import Clock
from shared.domain.errors import (
    FieldFault,
    LimitReachedError,
    NotAllowedError,
    NotFoundError,
    ValidationFailedError,
)
from shared.domain.events import Announcement
from shared.domain.ids import AccountId, FirmId, JobId
from shared.domain.principals import Caller, Member
from shared.jobs.desk import Errand, drafted
from shared.jobs.events import started
from shared.jobs.model import PACE, Job, Outcome, Step, Verdict, counted
from shared.jobs.objects import key
from shared.jobs.turns import one_by_one
from shared.table.idempotency import Once, ReplayError

# How many entries a step takes: three reads for all of them, a write each and one for the step.
STEP = 25


class Jobs(Protocol):
    """Where a job is written when it starts."""

    def add(self, job: Job, announcement: Announcement, once: Once | None) -> None: ...
    def get(self, firm: FirmId, job: JobId) -> Job: ...


class Links(Protocol):
    """Where links are found, read together, and ended."""

    def meant(self, firm: FirmId, chosen: Chosen, by: Member) -> Iterator[Entry]: ...
    def read(
        self, firm: FirmId, entries: Sequence[Entry]
    ) -> tuple[dict[Entry, Recipient], dict[str, Link], dict[AccountId, AccountRecord]]: ...
    def revoke(self, recipient: Recipient, announcement: Announcement) -> None: ...
    def revoke_whole(self, link: Link, announcement: Announcement) -> None: ...


class Lists(Protocol):
    """Where a job's list is kept."""

    def put_ids(self, key: str, ids: Iterable[str]) -> int: ...
    def ids(self, key: str, start: int, count: int) -> Iterator[str]: ...


class RevokingService:
    """Accepts the call. Whoever may end one link may ask for many.

    What they may not end is passed over, one by one; of what they do not see nothing is told.
    """

    def __init__(self, jobs: Jobs, directory_: Directory, clock: Clock) -> None:
        self._jobs = jobs
        self._directory = directory_
        self._clock = clock

    def start(self, caller: Caller, once: Once | None, chosen: Chosen, *, is_dry_run: bool) -> Job:
        """Start the job; ValidationFailedError when nothing is said that narrows it down, or a window ends first.

        Asks the right for the kind that is named, or else the one for documents.
        """
        if not chosen.is_narrow:
            fault = FieldFault("email", "ONE_OF", "Name an e-mail, a domain, a sender or a time window.")
            raise ValidationFailedError(faults=[fault])
        if chosen.made_from and chosen.made_until and chosen.made_until < chosen.made_from:
            ends_first = FieldFault("madeUntil", "OUT_OF_RANGE", "Must not be before `madeFrom`.")
            raise ValidationFailedError(faults=[ends_first])
        sender = directory.member(caller.identity.firm, chosen.creator) if chosen.creator else None
        scene = self._directory.gate(caller.identity, also=[sender] if sender else [])
        scene.demand(RIGHTS[chosen.kind or LinkKind.SHARE])
        if sender is not None and sender not in scene.items:
            raise NotFoundError
        details = chosen.model_dump(mode="json", exclude_none=True)
        now = self._clock()
        job = drafted(scene, caller, Errand(REVOCATION, details, is_dry_run=is_dry_run), now)
        try:
            self._jobs.add(job, Announcement.of(now, scene.member.actor, caller.provenance, started(job)), once)
        except ReplayError as done:
            return self._jobs.get(scene.firm, JobId(done.made[0]))
        return job


class Revocations:
    """The kind of job that ends links."""

    pace = PACE

    def __init__(self, links: Links, lists: Lists, clock: Clock) -> None:
        self._links = links
        self._lists = lists
        self._clock = clock

    def work(self, job: Job, scene: Scene) -> Step:
        """Find which links are meant, or do the next 25 of them."""
        if "list" not in job.cursor:
            return self._select(job, scene.member)
        at = job.cursor.get("at", 0)
        entries = tuple(map(entry, self._lists.ids(job.cursor["list"], at, STEP)))
        round_ = _Round(job, scene.member, self._links, entries)
        now = self._clock()
        outcomes = one_by_one(entries, str, lambda each: self._one(round_, each, now))
        ahead = at + STEP
        rest = {**job.cursor, "at": ahead} if ahead < job.cursor["count"] else None
        return Step(cursor=rest, outcomes=outcomes, counts=counted(outcomes))

    def _select(self, job: Job, by: Member) -> Step:
        """Fix the list: what is sent later is not meant, nor what the starter does not see."""
        meant = self._links.meant(job.firm, Chosen.model_validate(job.details), by)
        found = dict.fromkeys(map(str, _bounded(meant)))
        if not found:
            return Step(cursor=None, total=0)
        name = key(job.firm, job.id, "list")
        count = self._lists.put_ids(name, found)
        return Step(cursor={"list": name, "count": count}, total=count)

    def _one(self, round_: "_Round", each: Entry, now: datetime) -> Outcome:
        """End one; what is revoked already is as it is wanted, whoever did it."""
        link, recipient, account = round_.find(each)
        done = Outcome(of=str(each), verdict=Verdict.DONE, account=account.id)
        if link.revoked_at is not None or (recipient is not None and recipient.revoked_at is not None):
            return done
        if recipient is not None:
            demand_lasting(recipient)
        if round_.job.is_dry_run:
            return done
        event = events.revoked(recipient) if recipient is not None else events.revoked_whole(link)
        told = Announcement.of(now, round_.member.actor, round_.job.provenance, event)
        try:
            if recipient is not None:
                self._links.revoke(recipient, told)
            else:
                self._links.revoke_whole(link, told)
        except AlreadyRevokedError:
            return done
        return done


def _bounded(meant: Iterable[Entry]) -> Iterator[Entry]:
    for held, each in enumerate(meant):
        if held == MOST_REVOKED:
            raise LimitReachedError(f"One call may end at most {MOST_REVOKED} links.")
        yield each


class _Round:
    """What one step works on, read together; an entry is found for whoever sees its account and may end it."""

    def __init__(self, job: Job, member: Member, links: Links, entries: Sequence[Entry]) -> None:
        self.job = job
        self.member = member
        self._recipients, self._links, self._accounts = links.read(job.firm, entries)

    def find(self, each: Entry) -> tuple[Link, Recipient | None, AccountRecord]:
        link = self._links.get(each.link)
        account = self._accounts.get(link.account) if link else None
        recipient = self._recipients.get(each)
        is_there = link is not None and account is not None and (each.n is None or recipient is not None)
        if not is_there or link is None or account is None or not account.is_visible_to(self.member):
            raise NotFoundError
        if not self.member.has(RIGHTS[link.kind]):
            raise NotAllowedError
        return link, recipient, account
