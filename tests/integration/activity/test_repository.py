"""Adding to a chain: all or nothing, on the head that was seen. The fake of the unit tests does the same."""

import pytest

from functions.activity.model import entries as model
from functions.activity.model.entries import Entry, Head, OutOfStepError, Record
from functions.activity.repository.chain import ChainRepository
from functions.activity.service.recording import Chain
from tests.fakes.activity import FakeChain
from tests.fakes.cloud import Cloud
from tests.fakes.happenings import announced, setting_changed
from tests.fakes.tenancy import Tenant

FIRM, OTHER = Tenant().id, Tenant(slug="river-law").id


@pytest.fixture(params=["real", "fake"])
def chain(request: pytest.FixtureRequest, cloud: Cloud) -> Chain:
    return ChainRepository(cloud.activity_table) if request.param == "real" else FakeChain()


def bound(head: Head, *records: Record) -> list[Entry]:
    return list(model.chain(head, records))


def happened(count: int) -> list[Record]:
    return [Record.of(each, "salt") for n in range(count) for each in announced(setting_changed(FIRM, n))]


def test_an_empty_chain_begins_at_0(chain):
    assert chain.head(FIRM) == Head(firm=FIRM)


def test_the_head_moves_with_what_is_added(chain):
    entries = bound(chain.head(FIRM), *happened(3))
    chain.append(Head(firm=FIRM), entries)
    head = chain.head(FIRM)
    assert (head.seq, head.hash) == (entries[-1].seq, entries[-1].hash)
    assert chain.head(OTHER) == Head(firm=OTHER)


@pytest.mark.parametrize("before", [0, 2], ids=["first of all", "later"])
def test_what_was_bound_to_another_head_is_not_added(chain, before):
    first, late, *earlier = happened(2 + before)
    if earlier:
        chain.append(Head(firm=FIRM), bound(Head(firm=FIRM), *earlier))
    seen = chain.head(FIRM)
    chain.append(seen, bound(seen, first))
    standing = chain.head(FIRM)
    with pytest.raises(OutOfStepError) as refused:
        chain.append(seen, bound(seen, late))
    assert refused.value.known == frozenset()
    assert chain.head(FIRM) == standing


def test_all_that_stand_already_are_named_and_nothing_is_added(chain):
    first, second, third = happened(3)
    chain.append(Head(firm=FIRM), bound(Head(firm=FIRM), first, second))
    standing = chain.head(FIRM)
    with pytest.raises(OutOfStepError) as refused:
        chain.append(standing, bound(standing, first, third, second))
    assert refused.value.known == {first.id, second.id}
    assert chain.head(FIRM) == standing
    chain.append(standing, bound(standing, third))
    assert chain.head(FIRM).seq == 3
