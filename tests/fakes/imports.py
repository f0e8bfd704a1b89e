"""A firm that imports and exports: the services, the worker and the bucket, all in memory."""

import hashlib
from typing import Any

from functions.invite.model.entities import Account, Contact, Person, Tie
from functions.invite.model.imports import CHECK, RUN, Import
from functions.invite.model.kinds import EXPORT
from functions.invite.repository.access import AccessRepository
from functions.invite.repository.accounts import AccountRepository
from functions.invite.repository.credentials import CredentialRepository
from functions.invite.repository.departures import DepartureRepository
from functions.invite.repository.exports import ExportRepository
from functions.invite.repository.imports import ImportRepository
from functions.invite.repository.intake import IntakeRepository
from functions.invite.service.export_run import ExportRun
from functions.invite.service.exporting import ExportService
from functions.invite.service.import_check import ImportCheck
from functions.invite.service.import_run import ImportRun
from functions.invite.service.importing import ImportService, Progress, upload_key
from functions.invite.service.intake import Intake
from shared.directory import Directory
from shared.domain.ids import ImportId
from shared.domain.principals import Caller
from shared.files import Files
from shared.jobs.desk import Desk
from shared.jobs.model import Job
from shared.jobs.objects import Objects
from shared.jobs.queue import JobQueue, Nudge
from shared.jobs.store import JobStore
from shared.jobs.worker import Worker
from shared.table.idempotency import Once
from tests.fakes.jobs import FakeS3, Waiting
from tests.fakes.office import Office
from tests.fakes.records import Records


class Signing(FakeS3):
    """The bucket, whose addresses name what they were asked for."""

    def generate_presigned_post(self, **request: Any) -> dict[str, Any]:
        return {"url": "https://bucket.example.com", "fields": {"key": request["Key"], **request["Fields"]}}

    def generate_presigned_url(self, operation: str, **request: Any) -> str:
        return f"https://bucket.example.com/{request['Params']['Key']}?{operation}={request['ExpiresIn']}"


class Depot:
    """Imports and exports of one firm, worked off at once when they are asked for."""

    def __init__(self, office: Office | None = None, slug: str = "harbor-tax") -> None:
        self.office = office or Office()
        self.records: Records = self.office.records
        self.owner = self.office.opened(slug)
        self.firm = self.owner.identity.firm
        self.s3, self.line = Signing(), Waiting()
        self.naps: list[float] = []
        directory, clock, table = Directory(self.records), self.office.clock, self.records
        self.objects = Objects(lambda: self.s3, "bucket")
        files = Files(lambda: self.s3, "bucket", clock)
        self.store = JobStore(table)
        desk = Desk(self.store, self.objects, directory, clock)
        self.imports = ImportService(ImportRepository(table), files, directory, clock)
        self.exports = ExportService(desk, ExportRepository(table), files, directory, clock)
        self.intake = Intake(IntakeRepository(table))
        kinds: dict[str, Any] = {
            CHECK: ImportCheck(self.objects, self.intake, directory, clock, clock),
            RUN: ImportRun(
                self.objects,
                self.intake,
                AccessRepository(table),
                AccountRepository(table),
                CredentialRepository(table),
                self.office.tokens,
                directory,
                clock,
                clock,
            ),
            EXPORT: ExportRun(DepartureRepository(table), self.objects),
        }
        queue = JobQueue(lambda: self.line, "https://queue.example.com")
        self.worker = Worker(self.store, queue, kinds, directory, clock, sleep=self.naps.append, ticks=lambda: 0)

    def uploaded(self, content: bytes, who: Caller | None = None) -> ImportId:
        """Announce a file and put it where it goes."""
        sha256 = hashlib.sha256(content).hexdigest()
        announced, upload = self.imports.prepare(
            who or self.owner, None, name="clients.csv", size=len(content), sha256=sha256
        )
        self.s3.objects[upload.fields["key"]] = content
        return announced.id

    def checked(self, content: bytes | str) -> Progress:
        """Upload a file and have it checked."""
        of = self.uploaded(content.encode() if isinstance(content, str) else content)
        self.work_off(self.imports.check(self.owner, of, None))
        return self.imports.get(self.owner, of)

    def taken_in(self, content: bytes | str, **how: Any) -> Progress:
        """Upload a file, have it checked and taken in, bad rows left out."""
        of = self.checked(content).of.id
        self.work_off(self.run(of, **how))
        return self.imports.get(self.owner, of)

    def run(self, of: ImportId, once: Once | None = None, **how: Any) -> Job:
        asked = {"skip_bad": True, "invite": False, "message": None, **how}
        return self.imports.run(self.owner, of, once, **asked)

    def exported(self, kind: str, form: str = "csv") -> bytes:
        """Have an export written; the file."""
        job = self.work_off(self.exports.start(self.owner, None, kind=kind, form=form))
        assert job.report is not None, job.code
        return self.s3.objects[job.report]

    def work_off(self, job: Job) -> Job:
        """Do a job step by step until nothing more is called for."""
        self.line.bodies.append(Nudge(job.firm, job.id, job.step).spelled())
        while self.line.bodies:
            self.worker.work(self.line.take())
        return self.store.get(job.firm, job.id)

    def report(self, job: Job | None) -> list[tuple[str, str | None]]:
        """What a job's report says of which row."""
        assert job is not None
        return [(each.of, each.code) for each in self.store.outcomes(job.firm, job.id)]

    def upload_key(self, of: ImportId) -> str:
        return upload_key(Import.model_validate(self.records.items[_place(self, of)]))

    def stored(self, kind: str) -> list[dict[str, Any]]:
        return [each for each in self.records.items.values() if each["et"] == kind and _is_of(each, self.firm)]

    @property
    def accounts(self) -> list[Account]:
        return [Account.model_validate(each) for each in self.stored("ACCOUNT")]

    @property
    def contacts(self) -> list[Contact]:
        return [Contact.model_validate(each) for each in self.stored("CONTACT")]

    @property
    def ties(self) -> list[Tie]:
        return [Tie.model_validate(each) for each in self.stored("TIE")]

    @property
    def persons(self) -> list[Person]:
        return [Person.model_validate(each) for each in self.stored("PERSON")]

    def names(self) -> list[str]:
        """The names of all events announced so far."""
        return [each.event.name for each in self.records.envelopes()]


def _place(depot: Depot, of: ImportId) -> Any:
    from functions.invite import keys

    return keys.sheet_import(depot.firm, of)


def _is_of(item: dict[str, Any], firm: str) -> bool:
    return bool(item["firm"] == firm)
