"""Entries one after the other, each on its own: what one of them is refused stops no other."""

from collections.abc import Callable, Iterable

from shared.domain.errors import PorticoError, UnavailableError
from shared.jobs.model import INTERNAL, Outcome, Verdict
from shared.observability import logger


def one_by_one[E](entries: Iterable[E], name: Callable[[E], str], act: Callable[[E], Outcome]) -> tuple[Outcome, ...]:
    """Do each entry; a refusal becomes its outcome, and so does a fault of ours that only it can have.

    UnavailableError goes on up: nothing is wrong with the entry, and the whole step is taken again.
    """
    return tuple(_one(entry, name(entry), act) for entry in entries)


def _one[E](entry: E, name: str, act: Callable[[E], Outcome]) -> Outcome:
    try:
        return act(entry)
    except UnavailableError:
        raise
    except PorticoError as refused:
        return Outcome(of=name, verdict=Verdict.SKIPPED, code=refused.code)
    except Exception:
        logger().exception("an entry of a job failed", entry=name)
        return Outcome(of=name, verdict=Verdict.FAILED, code=INTERNAL)
