"""The check of an import: everything that could be wrong is found before anything is written."""

import tempfile
from collections.abc import Iterator
from typing import Any, BinaryIO, Protocol

from functions.invite.model.sheets.columns import Layout
from functions.invite.model.sheets.crossing import Crossing
from functions.invite.model.sheets.findings import UnreadableSheetError
from functions.invite.model.sheets.matching import Maker
from functions.invite.model.sheets.reading import Record, Sheet, Survey
from functions.invite.model.sheets.rows import Reader
from functions.invite.service.import_rows import Line, outcomes, stretch
from functions.invite.service.importing import demand_import
from functions.invite.service.intake import Intake, Taken
from shared.directory import Directory, Scene
from shared.domain.clock import Clock
from shared.domain.errors import NotFoundError
from shared.jobs.model import Counts, Job, Outcome, Step, Verdict
from shared.jobs.objects import key

_ROWS_A_STEP = 400


class Objects(Protocol):
    """Where the upload is read from and its rows are put."""

    def get(self, key: str, start: int = 0, length: int | None = None) -> bytes: ...
    def pieces(self, key: str) -> Iterator[bytes]: ...
    def put_file(self, key: str, body: BinaryIO) -> None: ...


class ImportCheck:
    """A kind of job. Its first step reads the whole file, the others hold its rows against what stands."""

    pace: int | None = None

    def __init__(self, objects: Objects, intake: Intake, directory: Directory, clock: Clock, unmoved: Clock) -> None:
        self._objects = objects
        self._intake = intake
        self._directory = directory
        self._clock = clock
        self._unmoved = unmoved

    def work(self, job: Job, scene: Scene) -> Step:
        """Read, or judge the next rows. NotAllowedError once the starter may import no more."""
        demand_import(scene)
        if "rows" in job.cursor:
            return self._judge(job)
        with tempfile.TemporaryFile() as upload, tempfile.TemporaryFile() as rows:
            try:
                return self._read(job, upload, rows)
            except UnreadableSheetError as refused:
                found = refused.finding
                return Step(
                    cursor=None,
                    outcomes=tuple(outcomes([found])),
                    counts=Counts(skipped=1),
                    details={"problem": found.model_dump(mode="json")},
                )

    def _read(self, job: Job, upload: BinaryIO, rows: BinaryIO) -> Step:
        """Understand the file a piece at a time, and put its rows where the next steps find them."""
        encoding = self._fetch(job, upload)
        total = 0
        with Sheet(upload, encoding) as sheet:
            for line in _lines(sheet.layout, sheet.records()):
                rows.write(line.spelled())
                total += 1
        if total == 0:
            raise UnreadableSheetError("NO_ROWS", "There is nothing below the header.")
        place = {"key": key(job.firm, job.id, "rows"), "size": rows.tell()}
        rows.seek(0)
        self._objects.put_file(str(place["key"]), rows)
        told = {"rows": place, "unknown": list(sheet.layout.unknown), "ignored": list(sheet.layout.ignored)}
        return Step(cursor={"rows": place, "at": 0}, total=total, details=told)

    def _fetch(self, job: Job, upload: BinaryIO) -> str:
        """Bring the upload here and name its encoding; it must be the file that was announced."""
        survey = Survey()
        try:
            for piece in self._objects.pieces(job.details["file"]):
                survey.see(piece)
                upload.write(piece)
        except NotFoundError as missing:
            raise UnreadableSheetError("FILE_MISSING", "The file was not uploaded.") from missing
        if (survey.size, survey.sha256) != (job.details["size"], job.details["sha256"]):
            raise UnreadableSheetError("FILE_DIFFERS", "This is not the file that was announced.")
        upload.seek(0)
        return survey.encoding()

    def _judge(self, job: Job) -> Step:
        some = stretch(self._objects, job.cursor, _ROWS_A_STEP)
        entries = [each.entry for each in some.lines if each.entry is not None]
        maker = maker_of(job, self._directory, self._clock, self._unmoved)
        taken = {entry.row: each for entry, each in zip(entries, self._intake.check(entries, maker), strict=True)}
        told: list[Outcome] = []
        refused = 0
        for line in some.lines:
            mine = tuple(outcomes((*line.found, *(taken[line.row].found if line.row in taken else ()))))
            refused += any(each.verdict is Verdict.SKIPPED for each in mine)
            told.extend(mine)
        adds = _sum(job.details.get("adds", {}), entries_taken(taken, some.lines))
        return Step(
            cursor=some.cursor,
            outcomes=tuple(told),
            counts=Counts(done=len(some.lines) - refused, skipped=refused),
            details={"adds": adds, "warnings": job.details.get("warnings", 0) + _warned(told)},
        )


def _lines(layout: Layout, records: Iterator[Record]) -> Iterator[Line]:
    reader, crossing = Reader(layout), Crossing()
    for record in records:
        entry, found = reader.read(record)
        if entry is not None:
            entry, crossed = crossing.take(entry)
            found = (*found, *crossed)
        yield Line(row=record.row, entry=entry, found=found)


def maker_of(job: Job, directory: Directory, clock: Clock, unmoved: Clock) -> Maker:
    """Say for whom rows are made: whoever speaks no language of their own is spoken to in the firm's."""
    return Maker(
        firm=job.firm,
        batch=job.details["import"],
        member=job.starter,
        locale=directory.firm(job.firm).locale,
        now=clock(),
        unmoved=unmoved(),
    )


def entries_taken(taken: dict[int, Taken], lines: tuple[Line, ...]) -> dict[str, int]:
    """Count what rows would add; a tie two rows name counts with the first."""
    counted = {"accounts": 0, "contacts": 0, "ties": 0, "logins": 0}
    for line in lines:
        if line.entry is None or line.row not in taken:
            continue
        each, opened = taken[line.row], line.entry.opens_ties
        counted["accounts"] += each.made.accounts
        counted["contacts"] += each.made.contacts
        counted["ties"] += sum(tie.email in opened for tie in each.addition.ties)
        counted["logins"] += sum(tie.email in opened and tie.login for tie in each.addition.ties)
    return counted


def _sum(before: dict[str, Any], more: dict[str, int]) -> dict[str, int]:
    return {name: before.get(name, 0) + number for name, number in more.items()}


def _warned(told: list[Outcome]) -> int:
    return sum(each.verdict is Verdict.DONE for each in told)
