"""Invitations of many: each person by one write, of which a repetition makes none."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from datetime import datetime
from itertools import batched
from typing import Protocol

from functions.invite.model.bulk import MOST_SELECTED, InvitationAct, PersonFilter, is_chosen
from functions.invite.model.entities import Account, Person, recounted
from functions.invite.model.refusals import AlreadyInvitedError
from functions.invite.service.issuing import cancelled, demand_any_open, invited, resent, sent
from shared.capability import Tokens
from shared.directory import PersonState, Scene
from shared.domain.clock import Clock
from shared.domain.errors import LimitReachedError, NotFoundError, StaleVersionError, UnavailableError, WrongStateError
from shared.domain.events import Announcement, Event
from shared.domain.ids import AccountId, FirmId, MemberId, PersonId, known
from shared.domain.principals import Right
from shared.jobs.model import PACE, Job, Outcome, Step, Verdict, counted
from shared.jobs.objects import key
from shared.jobs.turns import one_by_one
from shared.table.retries import attempts

# How many persons a step takes: a read of them, a read of their accounts, a write each and one for the step.
STEP = 25
_READ_TOGETHER = 100


class People(Protocol):
    """Where persons are read together."""

    def persons(self, firm: FirmId, persons: Sequence[PersonId]) -> dict[PersonId, Person]: ...


class Selections(Protocol):
    """Where those are found whom a filter may mean."""

    def pending(self, firm: FirmId) -> Iterator[Person]: ...
    def assigned(self, firm: FirmId, member: MemberId) -> frozenset[AccountId]: ...


class Accounts(Protocol):
    """Where the accounts of persons are read together."""

    def get_all(self, firm: FirmId, accounts: Sequence[AccountId]) -> dict[AccountId, Account]: ...


class Invitees(Protocol):
    """Where an invitation is written, with the counters it moves."""

    def save(
        self, credential: Person, *, before: Sequence[Account], after: Sequence[Account], announcement: Announcement
    ) -> Person: ...


class Lists(Protocol):
    """Where a job's list is kept."""

    def put_ids(self, key: str, ids: Iterable[str]) -> int: ...
    def ids(self, key: str, start: int, count: int) -> Iterator[str]: ...


class BulkInvitations:
    """The kind of job that sends, sends again or cancels invitations."""

    pace = PACE

    def __init__(
        self,
        people: People,
        selections: Selections,
        accounts: Accounts,
        invitees: Invitees,
        lists: Lists,
        tokens: Tokens,
        clock: Clock,
    ) -> None:
        self._people = people
        self._selections = selections
        self._accounts = accounts
        self._invitees = invitees
        self._lists = lists
        self._tokens = tokens
        self._clock = clock

    def work(self, job: Job, scene: Scene) -> Step:
        """Find whom the filter means, or do the next 25 of the list; NotAllowedError without the right for it."""
        scene.demand(Right.MANAGE_ACCOUNTS)
        if "list" not in job.cursor:
            return self._select(job, scene)
        return self.next(job, scene)

    def next(self, job: Job, scene: Scene) -> Step:
        """Do the next 25 of the list the cursor names."""
        at = job.cursor.get("at", 0)
        chosen = tuple(self._lists.ids(job.cursor["list"], at, STEP))
        round_ = _Round(job, scene, self._people, self._accounts)
        round_.read(chosen)
        outcomes = one_by_one(chosen, str, lambda each: self._one(round_, known(PersonId, each)))
        ahead = at + STEP
        rest = {**job.cursor, "at": ahead} if ahead < job.cursor["count"] else None
        return Step(cursor=rest, outcomes=outcomes, counts=counted(outcomes))

    def _select(self, job: Job, scene: Scene) -> Step:
        """Fix the list: who stands in it is done, whoever comes into the filter later is not."""
        by, now, member = PersonFilter(job.cursor["filter"]), self._clock(), scene.member
        mine = None if member.has(Right.VIEW_ALL_ACCOUNTS) else self._selections.assigned(scene.firm, member.id)
        found = [
            person.id
            for person in self._selections.pending(scene.firm)
            if is_chosen(person, by, now) and (mine is None or not mine.isdisjoint(person.open_accounts))
        ]
        if len(found) > MOST_SELECTED:
            raise LimitReachedError(f"A filter may find at most {MOST_SELECTED} persons.")
        if not found:
            return Step(cursor=None, total=0)
        name = key(scene.firm, job.id, "list")
        count = self._lists.put_ids(name, found)
        return Step(cursor={"list": name, "count": count}, total=count)

    def _one(self, round_: "_Round", person: PersonId) -> Outcome:
        """Do one person. Whom this job did before is done; who was written meanwhile is looked at again."""
        for _ in attempts():
            before = round_.person(person)
            if round_.job.id in before.jobs:
                return Outcome(of=person, verdict=Verdict.DONE)
            try:
                self._write(round_, before)
            except StaleVersionError:
                round_.read([person])
                continue
            return Outcome(of=person, verdict=Verdict.DONE)
        raise UnavailableError

    def _write(self, round_: "_Round", before: Person) -> None:
        now = self._clock()
        after, event = self._decide(round_, before, now)
        if round_.job.is_dry_run:
            return
        accounts = round_.accounts_of(before)
        moved = [recounted(each, before, after) for each in accounts]
        self._invitees.save(
            after.done_in(round_.job.id),
            before=accounts,
            after=moved,
            announcement=Announcement.of(now, round_.scene.member.actor, round_.job.provenance, event),
        )
        round_.move(moved)

    def _decide(self, round_: "_Round", person: Person, now: datetime) -> tuple[Person, Event]:
        """Say what the act makes of a person, as it would be refused or done to them alone."""
        scene, message = round_.scene, round_.job.details.get("message")
        match InvitationAct(round_.job.details["act"]):
            case InvitationAct.INVITE:
                if person.state is PersonState.INVITED:
                    raise AlreadyInvitedError
                after = invited(self._tokens, scene, person, now)
                demand_any_open(round_.accounts_of(person))
                return after, sent(after, message)
            case InvitationAct.RESEND:
                after = invited(self._tokens, scene, person, now)
                demand_any_open(round_.accounts_of(person))
                is_out = person.state is PersonState.INVITED
                return after, resent(after) if is_out else sent(after, message)
            case InvitationAct.CANCEL:
                after = person.cancelled()
                if person.state is not PersonState.INVITED:
                    raise WrongStateError
                return after, cancelled(person)


def _persons(chosen: Iterable[str]) -> Iterator[PersonId]:
    """Leave out what is no id of a person: it is refused where it is its turn."""
    for each in chosen:
        with suppress(NotFoundError):
            yield known(PersonId, each)


class _Round:
    """What a step has read: persons and accounts as they stand, moved on as the step writes them."""

    def __init__(self, job: Job, scene: Scene, people: People, accounts: Accounts) -> None:
        self.job = job
        self.scene = scene
        self._people = people
        self._read_accounts = accounts
        self._persons: dict[PersonId, Person] = {}
        self._accounts: dict[AccountId, Account] = {}
        self._broken: dict[str, ValueError] = {}

    def read(self, chosen: Iterable[str]) -> None:
        """Read persons, and whatever accounts they may enter."""
        wanted = list(_persons(chosen))
        self._persons |= self._readable(self._people.persons, wanted)
        accounts = {each for person in wanted if person in self._persons for each in self._persons[person].accounts}
        for some in batched(sorted(accounts), _READ_TOGETHER, strict=False):
            self._accounts |= self._readable(self._read_accounts.get_all, some)

    def _readable[I: str, E](
        self, read: Callable[[FirmId, Sequence[I]], dict[I, E]], wanted: Sequence[I]
    ) -> dict[I, E]:
        """Read together; when one of them cannot be read, each by itself, and keep in mind which that was."""
        try:
            return read(self.scene.firm, wanted)
        except ValueError as broken:
            if len(wanted) == 1:
                self._broken[wanted[0]] = broken
                return {}
        return {key: value for each in wanted for key, value in self._readable(read, [each]).items()}

    def person(self, person: PersonId) -> Person:
        """Give a person the starter may see; NotFoundError for everybody else."""
        found = self._persons.get(person)
        for each in (person, *(found.accounts if found else ())):
            if each in self._broken:
                raise self._broken[each]
        if found is None or not any(each.is_visible_to(self.scene.member) for each in self.accounts_of(found)):
            raise NotFoundError
        return found

    def accounts_of(self, person: Person) -> list[Account]:
        return [self._accounts[each] for each in person.accounts if each in self._accounts]

    def move(self, accounts: Iterable[Account]) -> None:
        self._accounts |= {each.id: each for each in accounts}
