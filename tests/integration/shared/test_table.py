from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from shared import wiring
from shared.domain.errors import ConflictError, KeyReusedError, NotFoundError, StaleVersionError, UnavailableError
from shared.domain.events import Announcement
from shared.domain.ids import firm_id, new
from shared.domain.principals import SYSTEM, Provenance
from shared.table.actions import Item, check, create, item, replace, update
from shared.table.idempotency import Once, ReplayError, remember
from shared.table.keys import Key, within
from shared.table.outbox import outbox
from shared.table.query import Query
from shared.table.schema import ACCOUNT, PERSON
from shared.table.table import Table
from shared.timers import due, timer
from tests.fakes.cloud import PORTAL_TABLE, Cloud
from tests.fakes.refusals import conflict, lost_answer, throttled
from tests.unit.shared.test_outbox import logged_in

FIRM, OTHER_FIRM = firm_id("muster"), firm_id("other")
ONCE = Once("digest", "body")


@pytest.fixture
def table(cloud: Cloud) -> Table:
    return wiring.table(PORTAL_TABLE, cloud.key_id)


def account(n: int, **more: object) -> Item:
    return item(
        Key(within(FIRM, "A", f"{n:04}"), "ACCOUNT"),
        ACCOUNT,
        g1pk=within(FIRM, "ACC"),
        g1sk=f"{n:04}",
        **{"v": 1, **more},
    )


def key(of: Item) -> Key:
    return Key(of["pk"], of["sk"])


def announcement(cloud: Cloud) -> Announcement:
    return Announcement.of(cloud.clock(), SYSTEM, Provenance("req-1"), logged_in())


def test_what_was_put_is_read_back_as_it_was(table: Table):
    put = account(1, name="Zoë 🎉", below=-12, yes=True, names={"a": "b"}, many=[1, "2"], empty="", nested=[{"x": [0]}])
    table.transact(create(put))
    assert table.get(key(put)) == put
    assert table.batch_get([key(put), key(account(2))]) == {key(put): put}
    assert table.get(key(account(2))) is None


def test_names_are_added_to_a_set_once_each_whether_or_not_it_was_begun(table: Table):
    table.transact(create(account(1)))
    for names in (frozenset({"a", "b"}), frozenset({"b", "c"})):
        values = {":names": names, ":one": 1}
        change = "SET #v = :one ADD #names :names, #times :one"
        table.transact(
            update(key(account(1)), change, when="attribute_exists(#pk)", values=values, failed=NotFoundError)
        )
    assert table.get(key(account(1))) == {**account(1), "names": frozenset({"a", "b", "c"}), "times": 2}


def test_what_exists_is_not_created_again(table: Table):
    table.transact(create(account(1, name="first")))
    with pytest.raises(ConflictError):
        table.transact(create(account(1, name="second")))
    standing = table.get(key(account(1)))
    assert standing is not None
    assert standing["name"] == "first"


def test_of_two_editors_of_one_version_one_wins(table: Table):
    table.transact(create(account(1)))
    table.transact(replace(account(1, v=2, name="mine"), seen=1))
    with pytest.raises(StaleVersionError):
        table.transact(replace(account(1, v=2, name="theirs"), seen=1))
    standing = table.get(key(account(1)))
    assert standing is not None
    assert standing["name"] == "mine"


def test_what_is_gone_cannot_be_replaced_or_updated(table: Table):
    for action in (
        replace(account(1, v=2), seen=1),
        update(key(account(1)), "SET #v = :two", when="#v = :one", values={":one": 1, ":two": 2}, failed=NotFoundError),
        check(key(account(1)), when="attribute_exists(#pk)"),
    ):
        with pytest.raises((StaleVersionError, NotFoundError)):
            table.transact(action)


def test_one_failed_condition_leaves_everything_as_it_was(cloud: Cloud, table: Table):
    table.transact(create(account(1)))
    with pytest.raises(ConflictError):
        table.transact(create(account(2)), outbox(announcement(cloud)), create(account(1)))
    assert table.get(key(account(2))) is None
    assert cloud.announced() == []


def test_a_lost_answer_is_found_again_by_the_announcement(cloud: Cloud, table: Table):
    """The SDK sends the very transaction again after the connection broke."""
    announced = announcement(cloud)
    table.transact(create(account(1)), outbox(announced))
    table.transact(create(account(1)), outbox(announced))
    assert [each["id"] for each in cloud.announced()] == [f"{announced.id}-00"]


@pytest.mark.parametrize("error", [throttled, lambda: conflict(2)])
@pytest.mark.parametrize("times", [1, 3])
def test_what_passes_is_tried_again_and_done_once(
    cloud: Cloud, table: Table, error: Callable[[], Exception], times: int
):
    fault = cloud.client("dynamodb").fail("transact_write_items", error=error, times=times)
    table.transact(create(account(1)), outbox(announcement(cloud)))
    assert fault.fired == times
    assert len(cloud.announced()) == 1


@pytest.mark.parametrize("error", [throttled, lambda: conflict(2)])
def test_what_does_not_pass_leaves_nothing(cloud: Cloud, table: Table, error: Callable[[], Exception]):
    fault = cloud.client("dynamodb").fail("transact_write_items", error=error, times=None)
    with pytest.raises(UnavailableError):
        table.transact(create(account(1)), outbox(announcement(cloud)))
    assert fault.fired == 4
    assert cloud.items() == []


def create_once(cloud: Cloud, table: Table, n: int, once: Once = ONCE) -> str:
    """A creating use case in small: makes an account, or tells the one made before."""
    made = account(n)
    try:
        table.transact(create(made), outbox(announcement(cloud)), remember(FIRM, once, cloud.clock(), key(made).pk))
    except ReplayError as done:
        return done.made[0]
    return key(made).pk


def test_the_same_key_and_body_has_one_effect_and_one_answer(cloud: Cloud, table: Table):
    first = create_once(cloud, table, 1)
    for n in range(1, 4):
        assert create_once(cloud, table, n) == first
    assert len(cloud.announced()) == 1


def test_the_same_key_with_another_body_is_refused_and_changes_nothing(cloud: Cloud, table: Table):
    create_once(cloud, table, 1)
    with pytest.raises(KeyReusedError):
        create_once(cloud, table, 2, Once(ONCE.key, "another body"))
    assert table.get(key(account(2))) is None


def test_another_key_is_another_call(cloud: Cloud, table: Table):
    assert create_once(cloud, table, 1) != create_once(cloud, table, 2, Once("another key", ONCE.body))


def test_the_same_key_in_another_firm_is_another_call(cloud: Cloud, table: Table):
    table.transact(remember(FIRM, ONCE, cloud.clock(), "a"))
    table.transact(remember(OTHER_FIRM, ONCE, cloud.clock(), "b"))


@pytest.mark.parametrize(
    ("age", "is_remembered"), [(timedelta(hours=24), True), (timedelta(hours=24, seconds=1), False)]
)
def test_a_key_is_remembered_for_24_hours_though_its_record_still_stands(
    cloud: Cloud, table: Table, age: timedelta, is_remembered: bool
):
    first = create_once(cloud, table, 1)
    cloud.clock.advance(age)
    assert (create_once(cloud, table, 2) == first) is is_remembered
    cloud.clock.advance(timedelta(hours=1))
    again = create_once(cloud, table, 3)
    assert again == (key(account(3)).pk if is_remembered else key(account(2)).pk)


@pytest.mark.parametrize("moment", ["before", "after"])
def test_a_creating_call_whose_answer_was_lost_may_be_repeated(cloud: Cloud, table: Table, moment: Any):
    fault = cloud.client("dynamodb").fail("transact_write_items", moment=moment, error=lost_answer)
    with pytest.raises(UnavailableError):
        create_once(cloud, table, 1)
    assert fault.fired
    assert create_once(cloud, table, 1) == key(account(1)).pk
    assert len(cloud.announced()) == 1


@pytest.mark.parametrize("index", [None, "g1"])
def test_a_full_page_leads_on_though_nothing_follows(table: Table, index: str | None):
    """AWS, "Paginating table query results": a LastEvaluatedKey does not mean that there is more."""
    table.transact(*(create(account(n)) for n in range(3)))
    query = Query(within(FIRM, "ACC"), index="g1") if index else Query(within(FIRM, "A", "0001"))
    whole = table.stretch(query, 100).items
    assert table.stretch(query, 100).last is None
    full = table.stretch(query, len(whole))
    assert full.items == whole
    assert full.last is not None
    assert table.stretch(query, 100, full.last).items == ()


@pytest.mark.parametrize("held", [1, 2, 100])
@pytest.mark.parametrize("limit", [1, 2, 3, 7, 100])
def test_a_list_paged_through_holds_everything_once_and_in_order(table: Table, limit: int, held: int):
    """A page holds what was found up to its limit, or fewer where its reader says how many fit."""
    table.transact(*(create(account(n)) for n in range(7)))
    for query in (Query(within(FIRM, "ACC"), index="g1"), Query(within(FIRM, "ACC"), index="g1", forward=False)):
        seen: list[str] = []
        cursor: str | None = None
        for _ in range(9):
            page = table.page(query, limit=limit, cursor=cursor, fitting=lambda found: min(held, len(found)))
            assert len(page.items) <= min(limit, held)
            seen += [each["g1sk"] for each in page.items]
            cursor = page.next
            if cursor is None:
                break
        assert cursor is None
        assert seen == sorted(seen, reverse=not query.forward)
        assert len(seen) == 7


def test_a_stretch_of_a_list_has_both_its_ends(table: Table):
    table.transact(*(create(account(n)) for n in range(7)))

    def found(**how: Any) -> list[int]:
        return [int(each["g1sk"]) for each in table.page(Query(within(FIRM, "ACC"), index="g1", **how)).items]

    assert found(since="0002", until="0004") == [2, 3, 4]
    assert found(since="0005") == [5, 6]
    assert found(until="0001") == [0, 1]
    assert found(begins="000") == list(range(7))
    assert found(begins="0003") == [3]


def test_a_list_of_another_firm_is_empty(table: Table):
    table.transact(create(account(1)))
    assert table.page(Query(within(OTHER_FIRM, "ACC"), index="g1")).items == ()


def test_the_key_of_cursors_is_derived_once_a_container(cloud: Cloud, table: Table):
    table.transact(*(create(account(n)) for n in range(4)))
    query = Query(within(FIRM, "ACC"), index="g1")
    cursor = table.page(query, limit=1).next
    for _ in range(3):
        table.page(query, limit=1, cursor=cursor)
    assert [call.operation for call in cloud.client("kms").calls] == ["generate_mac"]
    cloud.restart()
    again = wiring.table(PORTAL_TABLE, cloud.key_id).page(query, limit=1, cursor=cursor)
    assert [each["g1sk"] for each in again.items] == ["0001"], "a cursor outlives the container"


def test_a_sweep_finds_what_is_due_and_no_longer_once_its_timer_is_gone(cloud: Cloud, table: Table):
    def person(seconds: int) -> Item:
        identifier = new("per", cloud.clock())
        attributes = timer(FIRM, "invitation", cloud.clock() + timedelta(seconds=seconds), identifier)
        return item(Key(within(FIRM, "E", identifier), "PERSON"), PERSON, **attributes)

    late, now, soon = person(-3600), person(0), person(1)
    table.transact(*map(create, (late, now, soon)))
    assert set(due(table, "invitation", cloud.clock())) == {key(late), key(now)}
    assert list(due(table, "reminder", cloud.clock())) == []
    gone = "REMOVE #due_kind, #due_at, #g3pk, #g3sk, #g4pk, #g4sk"
    table.transact(
        update(key(late), gone, when="#due_at = :seen", values={":seen": late["due_at"]}, failed=ConflictError)
    )
    assert list(due(table, "invitation", cloud.clock())) == [key(now)]
