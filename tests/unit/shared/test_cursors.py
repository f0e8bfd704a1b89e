import base64
import json

import pytest

from shared.domain.errors import ValidationFailedError
from shared.domain.ids import firm_id
from shared.table.cursors import Cursors
from shared.table.keys import within
from shared.table.query import Query
from shared.table.table import Table
from tests.fakes.dynamo import ScriptedDynamo

LAST = {"pk": "F#1#A", "sk": "é#1"}
MINE = Query(within(firm_id("mine"), "ACC"), index="g1")


@pytest.fixture
def cursors() -> Cursors:
    return Cursors(lambda: b"key")


def test_a_cursor_gives_back_the_last_key_to_its_own_query(cursors: Cursors):
    assert cursors.open(MINE.fingerprint, cursors.seal(MINE.fingerprint, LAST)) == LAST


@pytest.mark.parametrize(
    "other",
    [
        Query(within(firm_id("foreign"), "ACC"), index="g1"),
        Query(MINE.pk, index="g2"),
        Query(MINE.pk),
        Query(MINE.pk, index="g1", forward=False),
        Query(MINE.pk, index="g1", begins="A"),
        Query(MINE.pk, index="g1", since="A"),
        Query(MINE.pk, index="g1", until="A"),
    ],
)
def test_a_cursor_is_refused_by_every_other_query(cursors: Cursors, other: Query):
    _assert_refused(cursors, other.fingerprint, cursors.seal(MINE.fingerprint, LAST))


def test_a_cursor_signed_with_another_key_is_refused(cursors: Cursors):
    _assert_refused(cursors, MINE.fingerprint, Cursors(lambda: b"other").seal(MINE.fingerprint, LAST))


def test_a_cursor_whose_place_was_changed_is_refused(cursors: Cursors):
    raw = base64.urlsafe_b64decode(cursors.seal(MINE.fingerprint, LAST) + "==")
    forged = raw[:16] + json.dumps({"pk": "F#2#A", "sk": "x"}).encode()
    _assert_refused(cursors, MINE.fingerprint, base64.urlsafe_b64encode(forged).decode().rstrip("="))


@pytest.mark.parametrize("cursor", ["x", "äöü", "AAAA", "A" * 1000, "%00", "../..", "e30="])
def test_what_is_no_cursor_is_refused(cursors: Cursors, cursor: str):
    _assert_refused(cursors, MINE.fingerprint, cursor)


def test_a_cut_cursor_is_refused(cursors: Cursors):
    cursor = cursors.seal(MINE.fingerprint, LAST)
    for length in range(1, len(cursor)):
        _assert_refused(cursors, MINE.fingerprint, cursor[:length])


def test_the_key_is_not_asked_for_while_there_is_no_next_page():
    def unexpected() -> bytes:
        raise AssertionError("the key was asked for")

    table = Table(lambda: ScriptedDynamo({"Items": []}), "table", Cursors(unexpected))
    assert table.page(MINE).next is None


def test_a_page_leads_on_from_where_the_one_before_ended(cursors: Cursors):
    last = {"pk": {"S": "F#1"}, "sk": {"S": "b"}}
    client = ScriptedDynamo({"Items": [], "LastEvaluatedKey": last}, {"Items": []})
    table = Table(lambda: client, "table", cursors)
    first = table.page(MINE, limit=2)
    assert first.next is not None
    assert table.page(MINE, limit=2, cursor=first.next).next is None
    assert client.requests[1][1]["ExclusiveStartKey"] == last


def test_a_page_is_never_longer_than_a_hundred(cursors: Cursors):
    client = ScriptedDynamo({"Items": []})
    Table(lambda: client, "table", cursors).page(MINE, limit=5000)
    assert client.requests[0][1]["Limit"] == 100


def test_a_table_wired_without_cursors_cannot_page():
    with pytest.raises(TypeError, match="without cursors"):
        Table(lambda: ScriptedDynamo(), "table").page(MINE)


def _assert_refused(cursors: Cursors, query: str, cursor: str) -> None:
    with pytest.raises(ValidationFailedError) as refused:
        cursors.open(query, cursor)
    assert [(each.field, each.code) for each in refused.value.faults] == [("cursor", "CURSOR_INVALID")]
