import json
from collections.abc import Callable
from io import StringIO
from typing import Any

import pytest
from aws_lambda_powertools.event_handler.api_gateway import Router

from shared.domain.events import Envelope
from shared.entrypoints.events import batches_entrypoint, events_entrypoint
from shared.entrypoints.http import HttpApp, http_entrypoint
from shared.entrypoints.work import sweep_entrypoint, task_entrypoint
from shared.observability import metrics, observed
from tests.fakes.cloud import queue_event
from tests.fakes.http import call, context
from tests.fakes.refusals import batch_failures
from tests.unit.shared.test_outbox import announce, logged_in, signed_up

type Raw = dict[str, Any]


def message(name: str = "Ada") -> Raw:
    """A bus event as a rule puts it into a queue."""
    detail = announce(signed_up(name)).envelopes()[0].detail()
    return {"version": "0", "id": "1", "source": "portal.invite", "detail-type": detail["name"], "detail": detail}


def names(of: list[Envelope]) -> list[object]:
    return [envelope.event.model_dump()["client_name"] for envelope in of]


def test_each_event_is_consumed_and_nothing_is_failed():
    seen: list[Envelope] = []
    answer = events_entrypoint(seen.append)(queue_event(message("Ada"), message("Eve")), context())
    assert names(seen) == ["Ada", "Eve"]
    assert answer == {"batchItemFailures": []}


def test_one_event_that_fails_is_returned_and_the_others_stand():
    seen: list[Envelope] = []

    def react(envelope: Envelope) -> None:
        if names([envelope]) == ["Eve"]:
            raise LookupError
        seen.append(envelope)

    answer = events_entrypoint(react)(queue_event(*map(message, ("Ada", "Eve", "Zoe"))), context())
    assert names(seen) == ["Ada", "Zoe"]
    assert batch_failures(answer) == {"message-2"}


POISONS: list[object] = [
    "not json",
    "null",
    "[]",
    {},
    {"detail": None},
    {"detail": {"name": "member.logged_in"}},
    {**message(), "detail": {**message()["detail"], "name": "nobody.knew"}},
    {**message(), "detail": {**message()["detail"], "version": 99}},
    {**message(), "detail": {**message()["detail"], "surprise": True}},
]


@pytest.mark.parametrize("poison", POISONS, ids=range(len(POISONS)))
def test_a_poison_record_in_the_middle_is_failed_alone(poison: object):
    seen: list[Envelope] = []
    answer = events_entrypoint(seen.append)(queue_event(message("Ada"), poison, message("Zoe")), context())
    assert names(seen) == ["Ada", "Zoe"]
    assert batch_failures(answer) == {"message-2"}


def test_a_batch_is_given_whole_and_its_failures_are_joined_to_the_unreadable():
    seen: list[tuple[str, Envelope]] = []

    def react(batch: list[tuple[str, Envelope]]) -> set[str]:
        seen.extend(batch)
        return {batch[-1][0]}

    answer = batches_entrypoint(react)(queue_event(message("Ada"), "poison", message("Zoe")), context())
    assert [each for each, _ in seen] == ["message-1", "message-3"]
    assert batch_failures(answer) == {"message-2", "message-3"}


def test_of_a_batch_of_poison_nothing_is_handed_on():
    def unexpected(_: list[tuple[str, Envelope]]) -> set[str]:
        raise AssertionError

    assert batch_failures(batches_entrypoint(unexpected)(queue_event("a", "b"), context())) == {
        "message-1",
        "message-2",
    }


def test_a_task_answers_what_was_done_and_fails_aloud():
    assert task_entrypoint(lambda event: {"seen": event["n"]})({"n": 1}, context()) == {"seen": 1}
    with pytest.raises(KeyError):
        task_entrypoint(lambda event: {"seen": event["n"]})({}, context())


def test_a_sweep_does_all_its_parts_and_fails_aloud_afterwards():
    done: list[str] = []

    def well(name: str) -> Callable[[], int]:
        def do() -> int:
            done.append(name)
            return len(done)

        return do

    def badly() -> int:
        raise LookupError

    assert sweep_entrypoint(lambda: {"a": well("a"), "b": well("b")})({}, context()) == {"a": 1, "b": 2}
    done.clear()
    with pytest.raises(LookupError):
        sweep_entrypoint(lambda: {"a": badly, "b": well("b")})({}, context())
    with pytest.raises(ExceptionGroup) as failed:
        sweep_entrypoint(lambda: {"a": badly, "b": well("b"), "c": badly})({}, context())
    assert [type(each) for each in failed.value.exceptions] == [LookupError, LookupError]
    assert done == ["b", "b"]


def test_failures_are_logged_with_the_event_and_without_names(logged: StringIO):
    def react(_: Envelope) -> None:
        raise LookupError

    events_entrypoint(react)(queue_event(message("Ada Lovelace")), context())
    (line,) = map(json.loads, logged.getvalue().splitlines())
    assert (line["message"], line["event_name"]) == ("not consumed", "client.signed_up")
    assert "Lovelace" not in logged.getvalue()
    assert "zoe@example.com" not in logged.getvalue()


@pytest.mark.parametrize("change", [{"surprise": 1}, {"person": 3}, {"person": None}])
def test_what_is_no_event_is_logged_without_what_it_holds(logged: StringIO, change: Raw):
    broken = message("Ada Lovelace")
    broken["detail"]["data"] |= change
    broken["detail"]["personal"]["email"] = {"never": "ada@example.com"}
    answer = events_entrypoint(lambda _: None)(queue_event(broken), context())
    assert batch_failures(answer) == {"message-1"}
    assert "not an event" in logged.getvalue()
    assert "Lovelace" not in logged.getvalue()
    assert "ada@example.com" not in logged.getvalue()


def test_what_is_counted_is_written_at_the_end_and_only_then(capsys: pytest.CaptureFixture[str], clean_metrics: None):
    def counting(event: Raw, _: object) -> Raw:
        metrics().add_metric("Counted", "Count", event["n"])
        return {}

    observed(lambda event, _: event)({"n": 1}, context())
    assert capsys.readouterr().out == ""
    observed(counting)({"n": 3}, context())
    assert json.loads(capsys.readouterr().out)["Counted"] == [3]


def test_what_was_counted_before_a_failure_is_written(capsys: pytest.CaptureFixture[str], clean_metrics: None):
    def failing(_: Raw, __: object) -> Raw:
        metrics().add_metric("Counted", "Count", 1)
        raise LookupError

    with pytest.raises(LookupError):
        observed(failing)({}, context())
    assert "Counted" in capsys.readouterr().out


@pytest.fixture
def clean_metrics(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("POWERTOOLS_METRICS_NAMESPACE", "Portico")
    monkeypatch.setenv("POWERTOOLS_SERVICE_NAME", "tests")
    metrics.cache_clear()


def test_events_of_the_whole_house_reach_a_consumer():
    handler: Callable[..., Raw] = events_entrypoint(lambda _: None)
    detail = announce(logged_in()).envelopes()[0].detail()
    assert handler(queue_event({"detail": detail}), context()) == {"batchItemFailures": []}


def test_a_call_makes_the_application_of_its_own_noun_and_no_other():
    made: list[str] = []

    def router(noun: str) -> Router:
        made.append(noun)
        routes = Router()  # type: ignore[no-untyped-call]  # the library gives its constructor no types

        @routes.get(f"/v1/{noun}")
        def read() -> dict[str, str]:
            return {"noun": noun}

        return routes

    app = HttpApp({"/v1/cats": lambda: (router("cats"),), "/v1/cat": lambda: (router("cat"),)})
    handler = http_entrypoint(app)

    assert call(handler, "GET", "/v1/cat").json == {"noun": "cat"}
    assert call(handler, "GET", "/v1/cat").json == {"noun": "cat"}
    assert made == ["cat"]


def test_what_belongs_to_no_noun_is_not_found():
    answer = call(http_entrypoint(HttpApp({"/v1/cats": lambda: ()})), "GET", "/v1/catsuits")

    assert (answer.status, answer.code) == (404, "NOT_FOUND")
