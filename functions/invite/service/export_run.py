"""The job that writes an export: some rows a step, each step into a part of its own, and at last all parts as one."""

import tempfile
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, BinaryIO, Protocol

from functions.invite.model.entities import Account, Contact, Tie
from functions.invite.model.sheets.leaving import Row, body, foot, head, of_account, of_contact, of_tie
from functions.invite.service.exporting import ACCOUNTS, CONTACTS, PEOPLE, demand_export
from shared.directory import AccountSort, AccountStatus, Scene
from shared.domain.events import ObjectRef
from shared.domain.events.invite.imports import ExportFinished
from shared.domain.ids import AccountId, ContactId, FirmId, MemberId
from shared.jobs.model import Counts, Job, Step
from shared.jobs.objects import key

type Place = dict[str, str]
type Rows = tuple[list[Row], Place | None]

# Few steps, so that a job's list of parts stays short; each is some hundred reads.
_PAGES_A_STEP = 5
# What is gone through for each kind, in this order. Contacts nobody tied stand behind the accounts, alone.
_ACTIVE, _ARCHIVED, _EVERYBODY, _LOOSE = "active", "archived", "everybody", "loose"
_COURSE = {ACCOUNTS: (_ACTIVE, _ARCHIVED), CONTACTS: (_EVERYBODY,), PEOPLE: (_ACTIVE, _ARCHIVED, _LOOSE)}


class Departures(Protocol):
    """What is gone through."""

    def accounts(
        self, firm: FirmId, status: AccountStatus, start: Place | None
    ) -> tuple[list[Account], Place | None]: ...
    def contacts(self, firm: FirmId, start: Place | None) -> tuple[list[Contact], Place | None]: ...
    def ties(self, firm: FirmId, account: AccountId) -> Iterator[Tie]: ...
    def is_tied(self, firm: FirmId, contact: ContactId) -> bool: ...
    def by_id(self, firm: FirmId, contacts: Iterable[ContactId]) -> dict[ContactId, Contact]: ...
    def emails(self, firm: FirmId, members: Iterable[MemberId]) -> dict[MemberId, str]: ...


class Objects(Protocol):
    """Where parts are put and read, and the whole is."""

    def put(self, key: str, body: bytes) -> None: ...
    def put_file(self, key: str, body: BinaryIO) -> None: ...
    def pieces(self, key: str) -> Iterator[bytes]: ...


class ExportRun:
    """A kind of job. Accounts for guests and for trying things out are left out: they are no clients."""

    pace: int | None = None

    def __init__(self, departures: Departures, objects: Objects) -> None:
        self._departures = departures
        self._objects = objects

    def work(self, job: Job, scene: Scene) -> Step:
        """Write the next rows, or join the parts. NotAllowedError once the starter may export no more."""
        demand_export(scene, job.details["kind"])
        course = _COURSE[job.details["kind"]]
        at = job.cursor.get("at", 0)
        if at == len(course):
            return self._joined(job)
        rows, rest = self._stretch(job, course[at], job.cursor.get("start"))
        cursor: dict[str, Any] = {"at": at + 1} if rest is None else {"at": at, "start": rest}
        parts = job.details.get("parts", [])
        if rows:
            part = key(job.firm, job.id, "part")
            spelled = body(job.details["kind"], job.details["format"], rows, is_first=not parts)
            self._objects.put(part, spelled)
            parts = [*parts, part]
        return Step(cursor=cursor, counts=Counts(done=len(rows)), details={"parts": parts})

    def _stretch(self, job: Job, what: str, start: Place | None) -> Rows:
        rows: list[Row] = []
        for _ in range(_PAGES_A_STEP):
            more, start = self._rows(job, what, start)
            rows.extend(more)
            if start is None:
                break
        return rows, start

    def _rows(self, job: Job, what: str, start: Place | None) -> Rows:
        if what in {_EVERYBODY, _LOOSE}:
            contacts, rest = self._departures.contacts(job.firm, start)
            alone = [each for each in contacts if what == _EVERYBODY or not self._departures.is_tied(job.firm, each.id)]
            return list(map(of_contact, alone)), rest
        accounts, rest = self._departures.accounts(job.firm, AccountStatus(what), start)
        clients = [each for each in accounts if each.sort is AccountSort.NORMAL]
        emails = self._departures.emails(job.firm, (member for each in clients for member in each.assigned))
        spelled = [
            of_account(each, (emails[member] for member in each.assigned if member in emails)) for each in clients
        ]
        if job.details["kind"] != PEOPLE:
            return spelled, rest
        return list(self._people(job.firm, clients, spelled)), rest

    def _people(self, firm: FirmId, clients: Sequence[Account], spelled: Sequence[Row]) -> Iterator[Row]:
        """Spell each account with everybody tied to it, or alone."""
        ties = [list(self._departures.ties(firm, each.id)) for each in clients]
        contacts = self._departures.by_id(firm, (tie.contact for some in ties for tie in some))
        for row, some in zip(spelled, ties, strict=True):
            tied = [{**row, **of_tie(each, contacts[each.contact])} for each in some if each.contact in contacts]
            yield from tied or [row]

    def _joined(self, job: Job) -> Step:
        kind, form = job.details["kind"], job.details["format"]
        with tempfile.TemporaryFile() as whole:
            whole.write(head(kind, form))
            for part in job.details.get("parts", []):
                whole.writelines(self._objects.pieces(part))
            whole.write(foot(form))
            whole.seek(0)
            name = key(job.firm, job.id, "export")
            self._objects.put_file(name, whole)
        told = ExportFinished(
            firm=job.firm,
            object=ObjectRef(kind="job", id=job.id),
            kind=kind,
            format=form,
            count=job.counts.done,
        )
        return Step(cursor=None, total=job.counts.done, report=name, events=(told,))
