from datetime import timedelta
from typing import Any

from shared.domain.clock import stamp
from shared.domain.ids import firm_id, new
from shared.table import marshal
from shared.table.keys import Key
from shared.table.table import Table
from shared.timers import SHARDS, due, timer
from tests.fakes.clock import START
from tests.fakes.dynamo import ScriptedDynamo

FIRM = firm_id("muster")
PERSON = new("per", START)


def test_a_timer_is_planned_for_its_firm_and_put_before_its_sweep():
    spelled = timer(FIRM, "invitation", START, PERSON)
    assert spelled["due_at"] == stamp(START)
    assert spelled["g3pk"] is not None
    assert spelled["g3pk"].startswith(f"F#{FIRM[4:]}#")
    assert spelled["g4pk"] is not None
    assert spelled["g4pk"].startswith("DUE#invitation#")
    assert FIRM[4:] not in spelled["g4pk"]


def test_what_waits_for_nothing_has_no_timer():
    attributes = timer(FIRM, "invitation", None, PERSON)
    assert set(attributes) == set(timer(FIRM, "invitation", START, PERSON))
    assert set(attributes.values()) == {None}


def test_sooner_is_first():
    early, late = (timer(FIRM, "invitation", START + timedelta(microseconds=n), PERSON) for n in (0, 1))
    assert str(early["g4sk"]) < str(late["g4sk"])
    assert str(early["g3sk"]) < str(late["g3sk"])


def test_timers_spread_over_the_shards():
    used = {timer(FIRM, "invitation", START, new("per", START))["g4pk"] for _ in range(200)}
    assert len(used) == SHARDS


def key(n: int) -> dict[str, object]:
    return marshal.key(Key(f"F#1#E#{n}", "PERSON"))


def test_a_sweep_reads_every_shard_page_after_page_and_yields_keys():
    pages: list[dict[str, Any]] = [
        {"Items": [key(1), key(2)], "LastEvaluatedKey": key(2)},
        {"Items": [key(3)]},
        {"Items": []},
    ]
    client = ScriptedDynamo(*pages)
    found = list(due(Table(lambda: client, "table"), "invitation", START))
    assert found == [Key(f"F#1#E#{n}", "PERSON") for n in (1, 2, 3)]
    assert len(client.requests) == SHARDS + 1
    asked = {request["ExpressionAttributeValues"][":pk"]["S"] for _, request in client.requests}
    assert asked == {f"DUE#invitation#{n}" for n in range(SHARDS)}
    assert {request["Limit"] for _, request in client.requests} == {100}


def test_a_sweep_takes_what_is_due_this_very_instant_and_nothing_later():
    client = ScriptedDynamo({"Items": []})
    list(due(Table(lambda: client, "table"), "invitation", START))
    until = client.requests[0][1]["ExpressionAttributeValues"][":until"]["S"]
    assert str(timer(FIRM, "invitation", START, PERSON)["g4sk"]) <= until
    assert str(timer(FIRM, "invitation", START + timedelta(microseconds=1), PERSON)["g4sk"]) > until


def test_a_sweep_reads_no_further_than_it_is_followed():
    client = ScriptedDynamo({"Items": [key(1)], "LastEvaluatedKey": key(1)})
    next(due(Table(lambda: client, "table"), "invitation", START))
    assert len(client.requests) == 1
