"""The room's queue: every event of the house, up to a hundred at a time."""

from collections.abc import Sequence

from functions.activity.model.jobs import KINDS
from functions.activity.wiring.recording import jobs, recorder
from shared.domain.errors import UnavailableError
from shared.domain.events import Envelope
from shared.domain.events.invite.jobs import JobStarted
from shared.domain.ids import FirmId, JobId
from shared.entrypoints.events import batches_entrypoint
from shared.jobs.queue import Nudge
from shared.observability import logger

type Arrival = tuple[str, Envelope]


def record(arrivals: Sequence[Arrival]) -> set[str]:
    """Record each firm's events together and name the messages that go back to the queue."""
    by_firm: dict[FirmId, list[Arrival]] = {}
    for arrival in arrivals:
        by_firm.setdefault(arrival[1].event.firm, []).append(arrival)
    failed = set[str]().union(*(_record(firm, group) for firm, group in by_firm.items()))
    return failed | {message for message, each in arrivals if message not in failed and not _has_begun(each)}


def _record(firm: FirmId, group: Sequence[Arrival]) -> set[str]:
    """Record a group; if one of it cannot be recorded at all, find it, so that it holds up no other."""
    try:
        recorder().record(firm, [envelope for _, envelope in group])
    except UnavailableError:
        logger().warning("not recorded yet", firm=firm, messages=len(group))
        return {message for message, _ in group}
    except Exception:
        if len(group) > 1:
            return set().union(*(_record(firm, [each]) for each in group))
        logger().exception("cannot be recorded", event_id=group[0][1].id)
        return {group[0][0]}
    return set()


def _has_begun(told: Envelope) -> bool:
    """Call for the first step of a job of this room's, and tell whether nothing is left to be called for."""
    event = told.event
    if not isinstance(event, JobStarted) or event.kind not in KINDS:
        return True
    try:
        jobs().send(Nudge(event.firm, JobId(event.object.id), 0))
    except UnavailableError:
        logger().warning("not begun yet", job=event.object.id)
        return False
    return True


handler = batches_entrypoint(record)
