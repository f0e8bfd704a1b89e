"""All scheduled work of the stage, now: what the schedules would wake within the next minute or day."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

from local.aws import client
from local.failure import StageError, main
from local.place import ACCOUNT, REGION, Place
from local.stage import Addresses, Stage


@dataclass(frozen=True, slots=True)
class Run:
    """One scheduled function woken, and what it answered."""

    rule: str
    schedule: str
    function: str
    answer: Any


def tick(endpoint: str) -> list[Run]:
    """Wake every function a scheduled rule of the stage points at, one after the other, with the rule's own event.

    Raises:
        StageError: A function failed; the message carries what it said.
    """
    functions = client(endpoint, "lambda")
    runs = []
    for rule, target in _scheduled(endpoint):
        answer = functions.invoke(FunctionName=target["Arn"], Payload=target.get("Input") or _event(rule))
        body = json.loads(answer["Payload"].read() or b"null")
        name = target["Arn"].rpartition(":")[2]
        if "FunctionError" in answer:
            raise StageError(f"{name} failed: {json.dumps(body, indent=2)}")
        runs.append(Run(rule["Name"], rule["ScheduleExpression"], name, body))
    return runs


@contextmanager
def asleep(addresses: Addresses, function: str) -> Iterator[None]:
    """Keep the schedule that wakes a function from doing so for a while; `tick` passes it over as well."""
    events = client(addresses.endpoint, "events")
    named = addresses.functions[function]
    rules = [
        rule["Name"] for rule, target in _scheduled(addresses.endpoint) if target["Arn"].rpartition(":")[2] == named
    ]
    for rule in rules:
        events.disable_rule(Name=rule)
    try:
        yield
    finally:
        for rule in rules:
            events.enable_rule(Name=rule)


def _scheduled(endpoint: str) -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
    events = client(endpoint, "events")
    for rule in events.list_rules()["Rules"]:
        if rule.get("ScheduleExpression") and rule["State"] == "ENABLED":
            for target in events.list_targets_by_rule(Rule=rule["Name"])["Targets"]:
                yield rule, target


def _event(rule: dict[str, Any]) -> str:
    """Spell the event EventBridge sends when a schedule is due."""
    return json.dumps(
        {
            "version": "0",
            "id": str(uuid4()),
            "detail-type": "Scheduled Event",
            "source": "aws.events",
            "account": ACCOUNT,
            "time": f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ}",
            "region": REGION,
            "resources": [rule["Arn"]],
            "detail": {},
        }
    )


def run() -> None:
    """Tick the running stage and print what each function answered."""
    stage = Stage.read(Place.from_environment())
    for each in tick(stage.addresses.endpoint):
        print(f"{each.function} ({each.schedule}): {json.dumps(each.answer)}")


if __name__ == "__main__":
    main(run)
