"""A client that fails when told to: the nth call of an operation, before it was done or after."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any, Literal

from tests.fakes.refusals import lost_answer, throttled

type Moment = Literal["before", "after"]


class KilledError(BaseException):
    """The process is gone, between one call and the next: nothing of ours may catch this."""


@dataclass(frozen=True)
class Call:
    """One call that reached the client."""

    operation: str
    request: dict[str, Any] = field(compare=False)


@dataclass
class Fault:
    """A failure to come. `times` None means for ever."""

    operation: str
    nth: int
    moment: Moment
    error: Callable[[], BaseException]
    times: int | None
    fired: int = 0

    def is_due(self, count: int) -> bool:
        return count >= self.nth and (self.times is None or count < self.nth + self.times)


class FaultyClient:
    """Passes every call on to the client it wraps, and fails those it was told to fail.

    `calls` are all that were asked for, `done` those that were carried out, their answer lost or not.
    """

    def __init__(self, wrapped: Any) -> None:
        self._wrapped = wrapped
        self._faults: list[Fault] = []
        self._counts: dict[str, int] = {}
        self._answers: dict[str, Callable[[dict[str, Any]], dict[str, Any]]] = {}
        self.calls: list[Call] = []
        self.done: list[Call] = []

    def anew(self) -> "FaultyClient":
        """Another of the same, that was asked nothing yet and fails nothing."""
        return FaultyClient(self._wrapped)

    def fail(
        self,
        operation: str,
        *,
        nth: int = 1,
        moment: Moment = "before",
        error: Callable[[], BaseException] = throttled,
        times: int | None = 1,
    ) -> Fault:
        """Fail calls of an operation from the nth from now on; "after" does what was asked and loses the answer."""
        fault = Fault(operation, self._counts.get(operation, 0) + nth, moment, error, times)
        self._faults.append(fault)
        return fault

    def leave_unprocessed(self, times: int | None = 1) -> None:
        """Answer BatchGetItem with nothing processed, so many times or for ever."""
        left = [times]

        def answer(request: dict[str, Any]) -> dict[str, Any]:
            if left[0] == 0:
                del self._answers["batch_get_item"]
                return dict(self._wrapped.batch_get_item(**request))
            left[0] = None if left[0] is None else left[0] - 1
            return {"Responses": {}, "UnprocessedKeys": request["RequestItems"]}

        self._answers["batch_get_item"] = answer

    def assert_fired(self) -> None:
        """Fail the test when a fault never came to be: it proved nothing."""
        idle = [each for each in self._faults if not each.fired]
        assert not idle, f"faults that never fired: {idle}"

    def __getattr__(self, operation: str) -> Any:
        real = getattr(self._wrapped, operation)
        if operation in {"meta", "exceptions"} or operation.startswith("generate_presigned"):
            return real  # what is answered without asking AWS can't be lost on the way

        def call(**request: Any) -> Any:
            asked = Call(operation, request)
            self.calls.append(asked)
            count = self._counts[operation] = self._counts.get(operation, 0) + 1
            due = [each for each in self._faults if each.operation == operation and each.is_due(count)]
            for fault in due:
                fault.fired += 1
                if fault.moment == "before":
                    raise fault.error()
            answer = self._answers[operation](request) if operation in self._answers else real(**request)
            self.done.append(asked)
            for fault in due:
                raise fault.error()
            return answer

        return call


@dataclass(frozen=True)
class Point:
    """A place between two calls where a run can be hit."""

    service: str
    operation: str
    nth: int
    moment: Moment


def points(service: str, calls: list[Call]) -> Iterator[Point]:
    """Name all places where a run that made these calls can be hit once: before and after each of them."""
    counts: dict[str, int] = {}
    for call in calls:
        nth = counts[call.operation] = counts.get(call.operation, 0) + 1
        yield Point(service, call.operation, nth, "before")
        yield Point(service, call.operation, nth, "after")


def hit(client: FaultyClient, point: Point) -> Fault:
    """Plan the hit: a throttle before, a lost answer after. The SDK's own retries are behind both."""
    error = throttled if point.moment == "before" else lost_answer
    return client.fail(point.operation, nth=point.nth, moment=point.moment, error=error)
