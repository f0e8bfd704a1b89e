"""The run of an import: what was checked is taken in, and whoever it lets in may then be invited."""

from collections.abc import Sequence
from typing import Any, Protocol

from functions.invite.model.entities import Account, Person, recounted
from functions.invite.model.sheets.entries import Entry
from functions.invite.model.sheets.findings import Level
from functions.invite.model.sheets.matching import Maker, account_ids
from functions.invite.service.import_check import maker_of
from functions.invite.service.import_rows import Line, Objects, outcomes, stretch
from functions.invite.service.importing import demand_import
from functions.invite.service.intake import Intake
from functions.invite.service.issuing import invited, sent
from functions.invite.service.reading import Accounts
from shared.capability import Tokens
from shared.directory import Directory, PersonState, Scene
from shared.domain.clock import Clock
from shared.domain.errors import ConflictError, WrongStateError
from shared.domain.events import Announcement
from shared.domain.ids import AccountId, FirmId, PersonId, person_id
from shared.jobs.model import PACE, Counts, Job, Outcome, Step, Verdict

_ROWS_A_STEP = 100
_ATTEMPTS = 4


class Persons(Protocol):
    """Where those who are invited are read."""

    def persons(self, firm: FirmId, persons: Sequence[PersonId]) -> dict[PersonId, Person]: ...


class Invitees(Protocol):
    """Where an invitation is written, with the counters it moves."""

    def save(
        self,
        credential: Person,
        *,
        before: Sequence[Account],
        after: Sequence[Account],
        announcement: Announcement,
    ) -> Person: ...


class ImportRun:
    """A kind of job. It takes the rows in, a hundred a step; then, if wanted, it goes over them once more and invites.

    Everybody is let into everything before anybody is invited, so each gets one mail that names all their accounts.
    """

    pace: int | None = 2 * PACE

    def __init__(
        self,
        objects: Objects,
        intake: Intake,
        persons: Persons,
        accounts: Accounts,
        invitees: Invitees,
        tokens: Tokens,
        directory: Directory,
        clock: Clock,
        unmoved: Clock,
    ) -> None:
        self._objects = objects
        self._intake = intake
        self._persons = persons
        self._accounts = accounts
        self._invitees = invitees
        self._tokens = tokens
        self._directory = directory
        self._clock = clock
        self._unmoved = unmoved

    def work(self, job: Job, scene: Scene) -> Step:
        """Take the next rows in, or invite theirs. NotAllowedError once the starter may import no more."""
        demand_import(scene)
        if job.cursor.get("inviting"):
            return self._invite(job, scene)
        return self._take(job)

    def _take(self, job: Job) -> Step:
        some = stretch(self._objects, job.cursor, _ROWS_A_STEP)
        maker = maker_of(job, self._directory, self._clock, self._unmoved)
        made = dict(job.details.get("made", {"accounts": 0, "contacts": 0}))
        told: list[Outcome] = []
        refused = 0
        for line in some.lines:
            mine = self._row(job, line, maker, made)
            refused += any(each.verdict is Verdict.SKIPPED for each in mine)
            told.extend(mine)
        counts = Counts(done=len(some.lines) - refused, skipped=refused)
        return Step(cursor=_after(job, some.cursor), outcomes=tuple(told), counts=counts, details={"made": made})

    def _row(self, job: Job, line: Line, maker: Maker, made: dict[str, int]) -> list[Outcome]:
        """Take one row in; of one that can't be, only why is told: what else was found, the check told."""
        if line.entry is None:
            return list(outcomes(each for each in line.found if each.level is Level.ERROR))
        taken = self._intake.take(line.entry, maker, job.actor, job.provenance)
        made["accounts"] += taken.made.accounts
        made["contacts"] += taken.made.contacts
        return list(outcomes(taken.found))

    def _invite(self, job: Job, scene: Scene) -> Step:
        some = stretch(self._objects, job.cursor, _ROWS_A_STEP)
        entries = [each.entry for each in some.lines if each.entry is not None]
        let_in: dict[PersonId, set[AccountId]] = {}
        for each in entries:
            for email in _let_in(each):
                let_in.setdefault(person_id(job.firm, email), set()).update(_accounts(job.firm, each))
        told: list[Outcome] = []
        n_invited = 0
        for person, accounts in let_in.items():
            outcome = self._person(job, scene, person, accounts)
            n_invited += outcome is None
            if outcome is not None and outcome.code is not None:
                told.append(outcome)
        invitations = job.details.get("invitations", 0) + n_invited
        return Step(cursor=some.cursor, outcomes=tuple(told), details={"invitations": invitations})

    def _person(self, job: Job, scene: Scene, person: PersonId, into: set[AccountId]) -> Outcome | None:
        """Invite whom nobody invited before: None when it was done, an outcome without a code when none was due.

        `into` are the accounts of their rows; who is in none of these was not let in by them.
        """
        for _ in range(_ATTEMPTS):
            before = self._persons.persons(job.firm, [person]).get(person)
            if before is None or into.isdisjoint(before.accounts) or _was_invited(before):
                return Outcome(of=person, verdict=Verdict.DONE)
            now = self._clock()
            accounts = list(self._accounts.get_all(job.firm, before.accounts).values())
            if not any(each.is_active for each in accounts):
                return Outcome(of=person, verdict=Verdict.SKIPPED, code=WrongStateError.code)
            after = invited(self._tokens, scene, before, now)
            told = sent(after, job.details["message"])
            try:
                self._invitees.save(
                    after,
                    before=accounts,
                    after=[recounted(each, before, after) for each in accounts],
                    announcement=Announcement.of(now, job.actor, job.provenance, told),
                )
            except ConflictError:
                continue  # they, or an account of theirs, changed meanwhile
            return None
        return Outcome(of=person, verdict=Verdict.SKIPPED, code="CONFLICT")


def _was_invited(person: Person) -> bool:
    return person.state is not PersonState.GRANTED or person.invitation.generation > 0


def _accounts(firm: FirmId, entry: Entry) -> tuple[AccountId, ...]:
    return account_ids(firm, entry.account) if entry.account else ()


def _let_in(entry: Entry) -> tuple[str, ...]:
    if entry.contact is None or entry.account is None or not entry.flags.login:
        return ()
    return (*entry.contact.emails, *entry.contact.shared)


def _after(job: Job, rest: dict[str, Any] | None) -> dict[str, Any] | None:
    """Say where to go on: after the last row, from the first again to invite, if that is wanted."""
    if rest is not None or not job.details["invite"]:
        return rest
    return {**job.cursor, "at": 0, "inviting": True}
