from datetime import timedelta

import pytest
from botocore.exceptions import ClientError, EndpointConnectionError

from shared.domain.errors import (
    ConflictError,
    KeyReusedError,
    NotFoundError,
    StaleVersionError,
    UnavailableError,
)
from shared.domain.events import Announcement
from shared.domain.ids import firm_id
from shared.domain.principals import SYSTEM, Provenance
from shared.table import marshal
from shared.table.actions import Action, check, create, item, replace, update
from shared.table.idempotency import Once, ReplayError, recall, remember
from shared.table.keys import Key, within
from shared.table.outbox import outbox
from shared.table.query import Query
from shared.table.retries import PASSING, attempts
from shared.table.schema import ACCOUNT
from shared.table.table import Table
from tests.fakes.clock import START
from tests.fakes.dynamo import ScriptedDynamo
from tests.fakes.naps import Naps
from tests.fakes.refusals import cancelled, conflict, lost_answer, refusal, throttled
from tests.unit.shared.test_outbox import logged_in

FIRM = firm_id("muster")
KEY = Key(within(FIRM, "A", "1"), "ACCOUNT")
ITEM = item(KEY, ACCOUNT, name="Ada", v=1, nothing=None)
ONCE = Once("key", "body")


class TakenError(ConflictError):
    code = "TAKEN"


def announced() -> Action:
    return outbox(Announcement.of(START, SYSTEM, Provenance("req-1"), logged_in()))


def table(*answers: dict[str, object] | Exception) -> tuple[Table, ScriptedDynamo, Naps]:
    client, naps = ScriptedDynamo(*answers), Naps()
    return Table(lambda: client, "table", sleep=naps), client, naps


def failed(standing: dict[str, object] | None = None) -> str | tuple[str, dict[str, object]]:
    if standing is None:
        return "ConditionalCheckFailed"
    return "ConditionalCheckFailed", marshal.write(standing)


def remembered(body: str = ONCE.body) -> dict[str, object]:
    action = remember(FIRM, Once(ONCE.key, body), START, "acc_1")
    assert action.item is not None
    return action.item


def test_a_transaction_is_one_request_with_a_condition_on_every_action():
    reached, client, naps = table()
    reached.transact(
        create(ITEM),
        replace(item(KEY, ACCOUNT, v=3), seen=2),
        update(KEY, "SET #name = :name", when="#v = :v", values={":name": "Eve", ":v": 1}, failed=StaleVersionError),
        check(KEY, when="#status = :active", values={":active": "active"}),
        announced(),
    )
    ((operation, request),) = client.requests
    assert operation == "transact_write_items"
    verbs = [next(iter(each)) for each in request["TransactItems"]]
    assert verbs == ["Put", "Put", "Update", "ConditionCheck", "Put"]
    for each in request["TransactItems"]:
        (body,) = each.values()
        assert body["ConditionExpression"]
        assert body["ReturnValuesOnConditionCheckFailure"] == "ALL_OLD"
        spelled = body["ConditionExpression"] + body.get("UpdateExpression", "")
        assert all(name in spelled for name in body["ExpressionAttributeNames"])
    assert naps.seconds == []


def test_what_is_nothing_is_not_stored():
    assert "nothing" not in ITEM


@pytest.mark.parametrize("times", [1, 2, 3])
def test_a_conflict_is_tried_again(times: int):
    reached, client, naps = table(*[conflict(1)] * times, {})
    reached.transact(create(ITEM))
    assert len(client.requests) == times + 1
    assert len(naps.seconds) == times


@pytest.mark.parametrize("error", [conflict(1), throttled(), refusal("InternalServerError", status=500)])
def test_after_four_attempts_the_caller_is_told_to_come_again(error: Exception):
    reached, client, naps = table(error)
    with pytest.raises(UnavailableError) as refused:
        reached.transact(create(ITEM))
    assert len(client.requests) == 4
    assert refused.value.retry_after == 1
    assert len(naps.seconds) == 3
    assert sum(naps.seconds) <= 0.1 + 0.2 + 0.4


def test_being_throttled_once_is_not_noticed():
    reached, client, _ = table(throttled(), {})
    reached.transact(create(ITEM))
    assert len(client.requests) == 2


@pytest.mark.parametrize("error", [lost_answer(), EndpointConnectionError(endpoint_url="https://dynamodb.invalid")])
def test_a_lost_connection_is_not_retried_by_us_because_the_sdk_did(error: Exception):
    reached, client, _ = table(error)
    with pytest.raises(UnavailableError):
        reached.transact(create(ITEM))
    assert len(client.requests) == 1


def test_what_nobody_foresaw_is_not_hidden():
    for error in (refusal("AccessDeniedException"), cancelled("ValidationError")):
        reached, _, _ = table(error)
        with pytest.raises(ClientError):
            reached.transact(create(ITEM))


def test_a_failed_condition_is_the_refusal_its_action_names():
    reached, _, _ = table(cancelled("None", failed(ITEM), "None"))
    with pytest.raises(StaleVersionError):
        reached.transact(create(ITEM), replace(item(KEY, ACCOUNT, v=2), seen=1), announced())


def test_a_refusal_may_look_at_what_stood_there():
    seen: list[object] = []

    def taken(standing: dict[str, object] | None) -> Exception:
        seen.append(standing)
        return TakenError()

    for reason, standing in ((failed(ITEM), ITEM), (failed(), None)):
        reached, _, _ = table(cancelled(reason))
        with pytest.raises(TakenError):
            reached.transact(create(ITEM, taken=taken))
        assert seen[-1] == standing


def test_of_two_failed_conditions_the_first_action_speaks():
    reached, _, _ = table(cancelled(failed(), failed()))
    with pytest.raises(NotFoundError):
        reached.transact(check(KEY, when="attribute_exists(#pk)"), create(ITEM, taken=TakenError))


def test_a_failed_condition_beside_a_conflict_is_final():
    reached, client, _ = table(cancelled("TransactionConflict", failed()))
    with pytest.raises(TakenError):
        reached.transact(check(KEY, when="attribute_exists(#pk)"), create(ITEM, taken=TakenError))
    assert len(client.requests) == 1


def test_finding_its_own_announcement_a_transaction_knows_it_was_committed():
    announcement = announced()
    assert announcement.item is not None
    reached, client, _ = table(cancelled(failed(ITEM), failed(announcement.item)))
    reached.transact(create(ITEM, taken=TakenError), announcement)
    assert len(client.requests) == 1


def test_a_repeated_call_is_told_so_before_anything_else_is_refused():
    reached, _, _ = table(cancelled(failed(ITEM), "None", failed(remembered())))
    with pytest.raises(ReplayError) as done:
        reached.transact(create(ITEM, taken=TakenError), announced(), remember(FIRM, ONCE, START, "acc_2"))
    assert done.value.made == ("acc_1",)


def test_a_key_used_for_another_body_is_refused():
    reached, _, _ = table(cancelled("None", failed(remembered("another body"))))
    with pytest.raises(KeyReusedError):
        reached.transact(create(ITEM), remember(FIRM, ONCE, START, "acc_2"))


def test_a_record_read_along_tells_of_a_repeated_call():
    record = remembered()
    found = {Key(str(record["pk"]), str(record["sk"])): record}
    with pytest.raises(ReplayError) as done:
        recall(found, FIRM, ONCE, START)
    assert done.value.made == ("acc_1",)
    with pytest.raises(KeyReusedError):
        recall(found, FIRM, Once(ONCE.key, "another body"), START)


def test_a_record_read_along_is_nothing_without_a_key_in_another_firm_or_after_a_day():
    record = remembered()
    found = {Key(str(record["pk"]), str(record["sk"])): record}
    recall(found, FIRM, None, START)
    recall(found, firm_id("other"), ONCE, START)
    recall({}, FIRM, ONCE, START)
    recall(found, FIRM, ONCE, START + timedelta(hours=24, seconds=1))


def test_a_hundred_actions_are_the_most():
    reached, client, _ = table()
    reached.transact(*[create(ITEM)] * 100)
    with pytest.raises(ValueError, match="101 actions"):
        reached.transact(*[create(ITEM)] * 101)
    assert len(client.requests) == 1


def test_floats_never_reach_the_table():
    reached, client, _ = table()
    with pytest.raises(TypeError, match="float"):
        reached.transact(create(item(KEY, ACCOUNT, price=1.5)))
    assert client.requests == []


def test_unprocessed_keys_are_asked_again_until_all_are_there():
    raw = marshal.write(ITEM)
    unprocessed = {"table": {"Keys": [marshal.key(KEY)], "ConsistentRead": True}}
    reached, client, naps = table(
        {"Responses": {}, "UnprocessedKeys": unprocessed}, {"Responses": {"table": [raw]}, "UnprocessedKeys": {}}
    )
    assert reached.batch_get([KEY]) == {KEY: ITEM}
    assert client.requests[1][1]["RequestItems"] == unprocessed
    assert len(naps.seconds) == 1


def test_keys_that_stay_unprocessed_make_the_call_unavailable():
    reached, client, _ = table({"Responses": {}, "UnprocessedKeys": {"table": {"Keys": [marshal.key(KEY)]}}})
    with pytest.raises(UnavailableError):
        reached.batch_get([KEY])
    assert len(client.requests) == 4


def test_a_key_asked_twice_is_read_once():
    reached, client, _ = table({"Responses": {}})
    assert reached.batch_get([KEY, KEY]) == {}
    assert client.requests[0][1]["RequestItems"]["table"]["Keys"] == [marshal.key(KEY)]


@pytest.mark.parametrize("error", [throttled(), lost_answer()])
def test_reads_that_get_no_answer_make_the_call_unavailable(error: Exception):
    reached, _, _ = table(error)
    with pytest.raises(UnavailableError):
        reached.get(KEY)
    with pytest.raises(UnavailableError):
        reached.batch_get([KEY])
    with pytest.raises(UnavailableError):
        reached.stretch(Query(KEY.pk), 1)


def test_reads_of_the_table_are_consistent_and_those_of_an_index_cannot_be():
    reached, client, _ = table({"Items": []})
    reached.stretch(Query(KEY.pk), 1)
    reached.stretch(Query(KEY.pk, index="g1"), 1)
    assert client.requests[0][1]["ConsistentRead"] is True
    assert "ConsistentRead" not in client.requests[1][1]


def test_attempts_are_four_with_growing_pauses_and_then_an_end():
    naps = Naps()
    tried: list[int] = []
    with pytest.raises(UnavailableError):
        tried.extend(attempts(naps))
    assert len(naps.seconds) == 3
    assert all(0 <= pause <= 0.05 * 2**place for place, pause in enumerate(naps.seconds, 1))


def test_what_passes_is_not_what_was_decided():
    assert not PASSING & {"ConditionalCheckFailed", "ConditionalCheckFailedException", "ValidationException"}
    assert not PASSING & {"AccessDeniedException", "ResourceNotFoundException", "TransactionCanceledException"}
