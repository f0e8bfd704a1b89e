"""The job that verifies a firm's chain: some thousand entries a step, first looked at, then walked in order of arrival.

What stands is read month by month, as it is shown; each step puts what it looked at into a part of its own, in order of
arrival. Then the order is walked a stretch at a time, each read out of the parts it lies in: late events apart, that is
one or two. So a step holds some thousand entries, however many there are.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any, Protocol

from functions.activity import keys
from functions.activity.model import verification as model
from functions.activity.model.anchors import Anchor
from functions.activity.model.entries import Head
from functions.activity.model.verification import (
    COMPARED_FOR,
    RECORDED_WITHIN,
    Finding,
    Found,
    Line,
    Mark,
    Places,
    Way,
    Wrong,
)
from shared.directory import Scene
from shared.domain.events import ObjectRef
from shared.domain.events.activity import ActivityVerified
from shared.domain.ids import FirmId
from shared.jobs.model import NOTHING, Counts, Job, Step
from shared.jobs.objects import key

type Place = dict[str, str]

# Five hundred entries a page, and up to four queries of the outbox besides.
PAGES_A_STEP = 20
PLACES_A_STEP = 10_000
# A clock may have gone ahead when something happened.
_MONTHS_AHEAD = 12


class Standing(Protocol):
    """What stands."""

    def head(self, firm: FirmId) -> Head: ...
    def stretch(self, firm: FirmId, month: str, start: Place | None) -> tuple[list[Found], Place | None]: ...
    def has(self, firm: FirmId, at: datetime, event: str) -> bool: ...


class Announced(Protocol):
    """What was announced."""

    def between(self, firm: FirmId, since: str, until: str) -> Iterator[dict[str, Any]]: ...


class Anchors(Protocol):
    """Where heads are kept that nobody can change."""

    def of(self, firm: FirmId) -> Sequence[Anchor]: ...


class Objects(Protocol):
    """Where parts are put and read."""

    def put(self, key: str, body: bytes) -> None: ...
    def pieces(self, key: str) -> Iterator[bytes]: ...


class VerificationRun:
    """A kind of job; its details say what was found. What arrives while it runs is left to the next."""

    pace: int | None = None

    def __init__(self, standing: Standing, announced: Announced, anchors: Anchors, objects: Objects) -> None:
        self._standing = standing
        self._announced = announced
        self._anchors = anchors
        self._objects = objects

    def work(self, job: Job, scene: Scene) -> Step:
        """Look at the next entries, or walk on; NotAllowedError once the starter is no admin any more."""
        scene.demand_admin()
        return self._walked(job) if "next" in job.cursor else self._looked(job)

    def _looked(self, job: Job) -> Step:
        details = dict(job.details)
        if "goal" not in details:
            head = self._standing.head(job.firm)
            details |= {"goal": head.seq, "hash": head.hash}
        last, place = _last_month(job), dict(job.cursor)
        lines: list[Line] = []
        seen = 0
        for _ in range(PAGES_A_STEP):
            found, place = self._page(job, place, details)
            seen += len(found)
            lines += [each for each in found if each is not None]
            if place["month"] > last:
                way = Way.begun(Head(firm=job.firm))
                place = {"next": way.next, "hash": way.hash}
                break
        if lines:
            details["parts"] = [*details.get("parts", []), self._put(job, lines)]
        return Step(cursor=place, counts=Counts(done=seen), total=details["goal"], details=details)

    def _page(
        self, job: Job, place: dict[str, Any], details: dict[str, Any]
    ) -> tuple[list[Line | None], dict[str, Any]]:
        """Look at a page of a month; what is kept of each entry, and where the next page begins."""
        month = place["month"]
        found, start = self._standing.stretch(job.firm, month, place.get("start"))
        reached = found[-1].id if start else keys.beyond(month)
        marks = self._compared(job, found, place.get("told", ""), reached, details)
        lines = [_line(each, marks, details) for each in found]
        if start:
            return lines, {"month": month, "start": start, "told": reached}
        return lines, {"month": keys.month_after(month), "told": reached}

    def _put(self, job: Job, lines: Sequence[Line]) -> list[Any]:
        """Put what was looked at into a part, in order of arrival; its name, and where it begins and ends."""
        ordered = sorted(lines, key=lambda each: each.seq)
        part = key(job.firm, job.id, "part")
        self._objects.put(part, b"".join(each.spelled() for each in ordered))
        return [part, ordered[0].seq, ordered[-1].seq]

    def _compared(
        self, job: Job, found: Iterable[Found], told: str, reached: str, details: dict[str, Any]
    ) -> Mapping[str, Mark]:
        """Compare entries with what was announced, as far back as that is kept; note the first that is missing."""
        since = max(told, keys.first(job.created_at - COMPARED_FOR))
        if reached <= since:
            return {}
        marks = {each.id: Mark.UNANNOUNCED for each in found if since < each.id <= reached}
        standing = {each.id: each.entry for each in found}
        due = keys.last(job.created_at - RECORDED_WITHIN)
        for event in self._announced.between(job.firm, since, reached):
            name = event["id"]
            if name in marks:
                entry = standing[name]
                marks[name] = Mark.WHOLE if entry is None or model.says(entry, event) else Mark.CHANGED
            elif name < min(due, details.get("missing", due)):
                at = datetime.fromisoformat(event["occurredAt"])
                if not self._standing.has(job.firm, at, name):
                    details["missing"] = name
        return marks

    def _walked(self, job: Job) -> Step:
        goal, next_place = job.details["goal"], job.cursor["next"]
        way = Way(next_place, job.cursor["hash"], job.cursor.get("entry"))
        until = min(next_place + PLACES_A_STEP, goal + 1)
        anchors = self._anchors.of(job.firm)
        places = Places(self._lines(job, next_place, until))
        walked = places.walk(way, until, anchors, job.details.get("stray"))
        if isinstance(walked, Finding):
            return self._ended(job, walked, anchors)
        if walked.next <= goal:
            return Step(cursor={"next": walked.next, "hash": walked.hash, "entry": walked.entry})
        return self._ended(job, self._at_the_end(job, walked, anchors), anchors)

    def _lines(self, job: Job, since: int, until: int) -> Iterator[Line]:
        for part, first, last in job.details.get("parts", []):
            if first < until and last >= since:
                yield from model.lines_within(self._objects.pieces(part), since, until)

    def _at_the_end(self, job: Job, way: Way, anchors: Sequence[Anchor]) -> Finding | None:
        """Look at what no walk meets: the head, what stands beyond it, and what should stand and doesn't."""
        goal = job.details["goal"]
        if way.hash != job.details["hash"]:
            return Finding(wrong=Wrong.HEAD, seq=goal, entry=way.entry)
        if anchors and anchors[-1].seq > goal:
            return Finding(wrong=Wrong.CUT, seq=goal + 1)
        now = self._standing.head(job.firm).seq
        highest = max((last for _, _, last in job.details.get("parts", [])), default=0)
        beyond = min(self._lines(job, now + 1, highest + 1), key=lambda each: each.seq, default=None)
        if beyond is not None:
            return Finding(wrong=Wrong.HEAD, seq=beyond.seq, entry=beyond.id)
        if "stray" in job.details:
            return Finding(wrong=Wrong.ADDED, entry=job.details["stray"])
        if "missing" in job.details:
            return Finding(wrong=Wrong.CUT, entry=job.details["missing"])
        return None

    def _ended(self, job: Job, finding: Finding | None, anchors: Sequence[Anchor]) -> Step:
        goal = job.details["goal"]
        anchored = max((each.seq for each in anchors if each.seq <= goal), default=None)
        told = ActivityVerified(
            firm=job.firm,
            object=ObjectRef(kind="job", id=job.id),
            whole=finding is None,
            until=goal,
            anchored_until=anchored,
            wrong=finding.wrong.value if finding else None,
            seq=finding.seq if finding else None,
            entry=finding.entry if finding else None,
        )
        details = {
            "finding": finding.model_dump(mode="json", exclude_none=True) if finding else None,
            "anchored": anchored,
        }
        return Step(cursor=None, counts=NOTHING, details=details, events=(told,))


def _last_month(job: Job) -> str:
    last = keys.month(job.created_at)
    for _ in range(_MONTHS_AHEAD):
        last = keys.month_after(last)
    return last


def _line(of: Found, marks: Mapping[str, Mark], details: dict[str, Any]) -> Line | None:
    """Spell what is kept of an entry; the first that doesn't say its place is remembered apart."""
    line = of.line()
    if line is None:
        details.setdefault("stray", of.id)
        return None
    return model.marked(line, marks.get(of.id, Mark.WHOLE))
