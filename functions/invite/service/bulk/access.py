"""Access of many: all contacts of the accounts named get what was asked, then whoever may be is invited, once each."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Protocol

from functions.invite.model.bulk import MOST_SELECTED, AccountFilter, Switch
from functions.invite.model.entities import Account, Badge, Person, Tie
from functions.invite.model.topics import TieSettings
from functions.invite.service.bulk.invitations import STEP, BulkInvitations
from shared.directory import AccountStatus, PersonState, Scene
from shared.domain.errors import LimitReachedError, NotFoundError, StaleVersionError, WrongStateError
from shared.domain.ids import AccountId, FirmId, MemberId, PersonId, TieId, bare, known
from shared.domain.principals import Caller, Right
from shared.jobs.model import PACE, Job, Outcome, Step, Verdict, counted
from shared.jobs.objects import key
from shared.jobs.turns import one_by_one
from shared.table.idempotency import Once
from shared.table.query import Page
from shared.table.retries import attempts


class Accounts(Protocol):
    """Where accounts are read together."""

    def get_all(self, firm: FirmId, accounts: Iterable[AccountId]) -> dict[AccountId, Account]: ...


class Selections(Protocol):
    """Where the accounts are found that a filter means."""

    def accounts(self, firm: FirmId, badge: Badge | None) -> Iterator[Account]: ...
    def assigned(self, firm: FirmId, member: MemberId) -> frozenset[AccountId]: ...


class People(Protocol):
    """Where the people of accounts are read."""

    def list_ties(self, firm: FirmId, account: AccountId, *, limit: int, cursor: str | None) -> Page[Tie]: ...
    def tie(self, firm: FirmId, account: AccountId, tie: TieId) -> Tie: ...
    def persons(self, firm: FirmId, persons: Sequence[PersonId]) -> dict[PersonId, Person]: ...


class Granting(Protocol):
    """How login is ticked on or off for one tie."""

    def grant(
        self, caller: Caller, account: AccountId, tie: TieId, once: Once | None, *, invite: bool, message: str | None
    ) -> tuple[Tie, Person]: ...
    def revoke(
        self, caller: Caller, account: AccountId, tie: TieId, once: Once | None
    ) -> tuple[Tie, Person | None]: ...


class Ties(Protocol):
    """How one tie is set."""

    def change(
        self, caller: Caller, account: AccountId, tie: TieId, *, seen: int, wanted: TieSettings
    ) -> tuple[Tie, Person | None]: ...


class Reports(Protocol):
    """Where it stands what the job came to so far."""

    def outcomes(self, firm: FirmId, job: Any) -> Iterator[Outcome]: ...


class Lists(Protocol):
    """Where a job's lists are kept."""

    def put_ids(self, key: str, ids: Iterable[str]) -> int: ...
    def ids(self, key: str, start: int, count: int) -> Iterator[str]: ...


class BulkAccess:
    """The kind of job that sets login, notices and mail sync for all contacts of accounts, and invites them.

    Each tie is done by the very use case that does it alone, so it is refused, logged and counted alike; what stands as
    it was asked is left alone, which is what makes a repetition do nothing. Invitations go out when all accounts are
    done: one mail a person, naming them all.
    """

    pace = PACE

    def __init__(
        self,
        accounts: Accounts,
        selections: Selections,
        people: People,
        granting: Granting,
        ties: Ties,
        reports: Reports,
        lists: Lists,
        invitations: BulkInvitations,
    ) -> None:
        self._accounts = accounts
        self._selections = selections
        self._people = people
        self._granting = granting
        self._ties = ties
        self._reports = reports
        self._lists = lists
        self._invitations = invitations

    def work(self, job: Job, scene: Scene) -> Step:
        """Find the accounts, do the next of their ties, find whom to invite, or do the next 25 of these."""
        scene.demand(Right.MANAGE_ACCOUNTS)
        if "filter" in job.cursor:
            return self._select(job, scene)
        if "invited" in job.cursor:
            return self._pretend(job) if job.is_dry_run else self._invitations.next(job, scene)
        if job.cursor.get("at", 0) >= job.cursor["count"]:
            return self._invitees(job, scene)
        return self._next(job, scene)

    def _select(self, job: Job, scene: Scene) -> Step:
        by, member = AccountFilter(job.cursor["filter"]), scene.member
        mine = None if member.has(Right.VIEW_ALL_ACCOUNTS) else self._selections.assigned(scene.firm, member.id)
        found = [
            account.id
            for account in self._selections.accounts(scene.firm, by.badge)
            if account.status is AccountStatus.ACTIVE and (mine is None or account.id in mine)
        ]
        if len(found) > MOST_SELECTED:
            raise LimitReachedError(f"A filter may find at most {MOST_SELECTED} accounts.")
        name = key(scene.firm, job.id, "accounts")
        return Step(cursor={"list": name, "count": self._lists.put_ids(name, found)})

    def _next(self, job: Job, scene: Scene) -> Step:
        """Do up to 25 ties of the next accounts; an account with more goes on in the next step."""
        at, after = job.cursor.get("at", 0), job.cursor.get("after")
        chosen = list(self._lists.ids(job.cursor["list"], at, STEP))
        visible = self._visible(chosen, scene)
        outcomes: list[Outcome] = []
        for each in chosen:
            if len(outcomes) >= STEP:
                break
            if each not in visible:
                outcomes.append(Outcome(of=each, verdict=Verdict.SKIPPED, code=NotFoundError.code))
                at += 1
                continue
            page = self._people.list_ties(scene.firm, AccountId(each), limit=STEP - len(outcomes), cursor=after)
            account = visible[each]
            outcomes += self._do(page.items, account, job, scene)
            after = page.next
            if after is not None:
                break
            at += 1
        cursor = {"list": job.cursor["list"], "count": job.cursor["count"], "at": at}
        rest = cursor if after is None else {**cursor, "after": after}
        is_over = at >= job.cursor["count"] and not job.details.get("invites")
        done = tuple(outcomes)
        total = job.counts.total + len(done) if is_over else None
        return Step(cursor=None if is_over else rest, outcomes=done, counts=counted(done), total=total)

    def _visible(self, chosen: Sequence[str], scene: Scene) -> dict[str, Account]:
        """Read the accounts that are there for the starter; what is no id of an account is none of them."""
        wanted = list(_accounts(chosen))
        found = self._accounts.get_all(scene.firm, wanted) if wanted else {}
        member = scene.member
        return {
            each.id: each
            for each in found.values()
            if each.status is not AccountStatus.DELETED and each.is_visible_to(member)
        }

    def _do(self, ties: Sequence[Tie], account: Account, job: Job, scene: Scene) -> Iterable[Outcome]:
        done = one_by_one(ties, lambda tie: tie.id, lambda tie: self._one(tie, account, job, scene))
        return [each.model_copy(update={"account": account.id}) for each in done]

    def _one(self, tie: Tie, account: Account, job: Job, scene: Scene) -> Outcome:
        for _ in attempts():
            changes = _changes(tie, job)
            if changes and account.status is not AccountStatus.ACTIVE:
                raise WrongStateError("The account is not active.")
            try:
                if changes and not job.is_dry_run:
                    self._write(tie, job)
            except StaleVersionError:
                tie = self._people.tie(scene.firm, tie.account, tie.id)
                continue
            return Outcome(of=tie.id, verdict=Verdict.DONE, note=", ".join(changes) or None)
        raise StaleVersionError

    def _write(self, tie: Tie, job: Job) -> None:
        caller = job.caller
        match Switch(job.details["login"]):
            case Switch.ENABLE:
                tie, _ = self._granting.grant(caller, tie.account, tie.id, None, invite=False, message=None)
            case Switch.DISABLE:
                tie, _ = self._granting.revoke(caller, tie.account, tie.id, None)
        wanted = _wanted(job)
        if tie.set_to(wanted) is not tie:
            self._ties.change(caller, tie.account, tie.id, seen=tie.v, wanted=wanted)

    def _invitees(self, job: Job, scene: Scene) -> Step:
        """Fix whom to invite: everybody of these accounts whose login is on and to whom nothing is out."""
        done = (each.of for each in self._reports.outcomes(scene.firm, job.id) if each.verdict is Verdict.DONE)
        persons = dict.fromkeys(PersonId(f"per_{bare(each)}") for each in done)
        chosen = list(self._invitable(list(persons), job, scene))
        total = job.counts.total + len(chosen)
        if not chosen:
            return Step(cursor=None, total=total)
        name = key(scene.firm, job.id, "persons")
        count = self._lists.put_ids(name, chosen)
        details = {"act": "invite"}
        return Step(cursor={"list": name, "count": count, "invited": True}, total=total, details=details)

    def _invitable(self, persons: Sequence[PersonId], job: Job, scene: Scene) -> Iterator[PersonId]:
        would_grant = job.is_dry_run and Switch(job.details["login"]) is Switch.ENABLE
        for start in range(0, len(persons), 100):
            some = persons[start : start + 100]
            found = self._people.persons(scene.firm, some)
            for each in some:
                standing = found.get(each)
                has_login = standing is not None and bool(standing.accounts)
                is_granted = standing is None or standing.state is PersonState.GRANTED
                if is_granted and (has_login or would_grant):
                    yield each

    def _pretend(self, job: Job) -> Step:
        """Tell whom the next 25 letters would go to."""
        at = job.cursor.get("at", 0)
        chosen = self._lists.ids(job.cursor["list"], at, STEP)
        outcomes = tuple(Outcome(of=each, verdict=Verdict.DONE) for each in chosen)
        rest = {**job.cursor, "at": at + STEP} if at + STEP < job.cursor["count"] else None
        return Step(cursor=rest, outcomes=outcomes, counts=counted(outcomes))


def _accounts(chosen: Iterable[str]) -> Iterator[AccountId]:
    for each in chosen:
        try:
            yield known(AccountId, each)
        except NotFoundError:
            continue


def _wanted(job: Job) -> TieSettings:
    notify, email_sync = Switch(job.details["notify"]), Switch(job.details["email_sync"])
    return TieSettings(notify=notify.value_set, email_sync=email_sync.value_set)


def _changes(tie: Tie, job: Job) -> list[str]:
    """Name what the job changes of a tie."""
    wanted = {name: Switch(job.details[name]).value_set for name in ("login", "notify", "email_sync")}
    return [name for name, value in wanted.items() if value is not None and getattr(tie, name) is not value]
