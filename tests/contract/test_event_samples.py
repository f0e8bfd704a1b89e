"""A sample of every event, as it lies in a queue: announced by services, matched by rules, taken by consumers.

One file serves four: each class has one and each file a class, the services produce exactly it, the real handlers of
whom it reaches take it, and the rules let it through (tests/infra matches the synthesized ones).
"""

import json
from importlib import import_module
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from infra.subscriptions import SUBSCRIPTIONS, pattern, reactions
from shared.domain.events import registry
from shared.domain.events.registry import ALL
from shared.table.actions import create
from tests.contract.telling import Story, on_the_bus
from tests.fakes.cloud import ACTIVITY_TABLE, queue_event
from tests.fakes.http import context
from tests.infra.patterns import matches

SAMPLES = {each.stem: each for each in (Path(__file__).parents[2] / "events" / "bus").glob("*.json")}
NAMES = {f"{name}.v{event.version}": name for name, event in ALL.items()}


def sample(name: str) -> dict[str, Any]:
    """What EventBridge hands over."""
    body: dict[str, Any] = json.loads(SAMPLES[f"{name}.v{ALL[name].version}"].read_text("utf-8"))
    return body


def test_each_event_has_a_sample_and_each_sample_an_event():
    assert set(SAMPLES) == set(NAMES)


def test_services_announce_exactly_the_samples(monkeypatch):
    told = Story(monkeypatch).tell()
    assert set(told) == set(ALL)
    for name, envelope in told.items():
        written = sample(name)
        drawn = UUID(written.pop("id"))
        assert drawn.variant
        assert on_the_bus(envelope) == written


@pytest.mark.parametrize("name", ALL)
def test_sample_is_read_and_spelled_again_the_same(name):
    detail = sample(name)["detail"]
    assert registry.read(detail).detail() == detail


@pytest.mark.parametrize("name", ALL)
def test_sample_reaches_whom_the_rules_say(name):
    reached = [each for each in sorted(SUBSCRIPTIONS) if matches(pattern(each), sample(name))]
    assert reached == reactions(name)


def deliver(name: str) -> None:
    """Hand a sample to whom it reaches."""
    for reaction in reactions(name):
        room, _, trigger = reaction.partition("-")
        handler = import_module(f"functions.{room}.{trigger or 'consumer'}").handler
        assert handler(queue_event(sample(name)), context()) == {"batchItemFailures": []}, (name, reaction)


@pytest.mark.parametrize("name", ALL)
def test_whoever_is_reached_takes_it_where_nothing_else_is_left_of_the_firm(cloud, name):
    assert cloud.mail
    assert cloud.activity_table
    assert cloud.jobs_queue
    deliver(name)
    deliver(name)
    assert cloud.mailbox == []


def test_samples_have_their_effects_once_in_the_firm_they_are_of(cloud, monkeypatch):
    """Jane is in, Emil is not yet; Olivia hears of both and of what Jane asks. Whose password was changed hears it."""
    assert cloud.mail
    assert cloud.activity_table
    assert cloud.jobs_queue
    story = Story(monkeypatch)
    story.tell()
    for key, each in story.office.records.items.items():
        cloud.table.transact(create({**each, "pk": key.pk, "sk": key.sk}))
    for name in (*ALL, *ALL):
        deliver(name)
    subjects = sorted((each.envelope_to[0], each.subject) for each in cloud.mailbox)
    jane, olivia = "jane@doe.example", "olivia@harbor-tax.example"
    assert [to for to, _ in subjects] == ["emil@harbor-tax.example", jane, *[olivia] * 5]
    entries = [each for each in cloud.items(ACTIVITY_TABLE) if each["et"]["S"] == "ENTRY"]
    assert len(entries) == len(ALL)


def test_every_sample_tells_when_who_and_from_where():
    for name in ALL:
        detail = sample(name)["detail"]
        is_ours = detail["actor"]["kind"] == "system"
        assert (detail["address"] is None) is is_ours, name
        assert (detail["browser"] is None) is is_ours, name
        assert detail["occurredAt"] >= "2026-11-22"
