"""The job that writes an export: some thousand entries a step, each into a part of its own, and at last all as one."""

import tempfile
from collections.abc import Iterator
from typing import Any, BinaryIO, Protocol

from functions.activity import keys
from functions.activity.model.entries import Entry, Question
from functions.activity.model.sheet import body, foot, head
from shared.directory import Scene
from shared.domain.events import ObjectRef
from shared.domain.events.activity import ActivityExportFinished
from shared.domain.ids import FirmId
from shared.jobs.model import Counts, Job, Step
from shared.jobs.objects import key

type Place = dict[str, str]

# Five hundred entries a page.
PAGES_A_STEP = 20


class Entries(Protocol):
    """What is gone through."""

    def stretch(
        self, firm: FirmId, question: Question, month: str, start: Place | None
    ) -> tuple[list[Entry], Place | None]: ...


class Objects(Protocol):
    """Where parts are put and read, and the whole is."""

    def put(self, key: str, body: bytes) -> None: ...
    def put_file(self, key: str, body: BinaryIO) -> None: ...
    def pieces(self, key: str) -> Iterator[bytes]: ...


class ExportRun:
    """A kind of job. What is recorded while it runs may be in it or not, as it is for whoever pages."""

    pace: int | None = None

    def __init__(self, entries: Entries, objects: Objects) -> None:
        self._entries = entries
        self._objects = objects

    def work(self, job: Job, scene: Scene) -> Step:
        """Write the next entries, or join the parts. NotAllowedError once the starter is no admin any more."""
        scene.demand_admin()
        if "month" not in job.cursor:
            return self._joined(job)
        question = Question.model_validate(job.details["question"])
        place: dict[str, Any] = dict(job.cursor)
        taken: list[Entry] = []
        for _ in range(PAGES_A_STEP):
            if "month" not in place or place["month"] < job.details["oldest"]:
                place = {"at": "end"}
                break
            more, start = self._entries.stretch(job.firm, question, place["month"], place.get("start"))
            taken += more
            place = _next(question, place["month"], start)
        parts = job.details.get("parts", [])
        if taken:
            part = key(job.firm, job.id, "part")
            self._objects.put(part, body(job.details["format"], taken, is_first=not parts))
            parts = [*parts, part]
        return Step(cursor=place, counts=Counts(done=len(taken)), details={"parts": parts})

    def _joined(self, job: Job) -> Step:
        form = job.details["format"]
        with tempfile.TemporaryFile() as whole:
            whole.write(head(form))
            for part in job.details.get("parts", []):
                whole.writelines(self._objects.pieces(part))
            whole.write(foot(form))
            whole.seek(0)
            name = key(job.firm, job.id, "export")
            self._objects.put_file(name, whole)
        told = ActivityExportFinished(
            firm=job.firm, object=ObjectRef(kind="job", id=job.id), format=form, count=job.counts.done
        )
        return Step(cursor=None, total=job.counts.done, report=name, events=(told,))


def _next(question: Question, month: str, start: Place | None) -> dict[str, Any]:
    """Tell where the next page begins: further on, in the month before, or nowhere where a list holds all months."""
    if start is not None:
        return {"month": month, "start": start}
    if question.account or question.object:
        return {"at": "end"}
    return {"month": keys.month_before(month)}
