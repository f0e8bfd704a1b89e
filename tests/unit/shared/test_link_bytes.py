"""How many bytes a link takes of one recipient: counted file by file, and raised."""

import pytest

from shared.capability import actions, changes
from shared.capability.refusals import LinkExhaustedError
from shared.domain.errors import ConflictError, WrongStateError
from tests.fakes.clock import START
from tests.fakes.records import Records
from tests.unit.shared.test_links import head, lou, put, standing


@pytest.fixture
def records() -> Records:
    made = Records()
    made.transact(*actions.mint(head(), lou()))
    return made


def test_bytes_are_raised_above_what_was_taken_and_never_below(records: Records):
    seen = put(records, bytes=30, max_bytes=30)
    for most in (31, None):
        records.transact(changes.raised(seen, seen.model_copy(update={"max_bytes": most})))
        assert standing(records).max_bytes == most
    with pytest.raises(WrongStateError, match="as much"):
        records.transact(changes.raised(standing(records), seen))


@pytest.mark.parametrize(("most", "size", "refusal"), [(30, 1, LinkExhaustedError), (31, 2, LinkExhaustedError)])
def test_no_file_is_counted_that_weighs_more_than_is_left(records: Records, most: int, size: int, refusal: type):
    seen = put(records, uses=1, bytes=30, max_bytes=most)
    with pytest.raises(refusal):
        records.transact(actions.spend(seen, START, size=size))
    assert (standing(records).uses, standing(records).bytes) == (1, 30)


def test_file_that_meets_other_bounds_than_were_read_is_looked_at_again(records: Records):
    seen = put(records, uses=1, bytes=30, max_bytes=30)
    put(records, uses=1, bytes=30, max_bytes=60)
    with pytest.raises(ConflictError):
        records.transact(actions.spend(seen, START, size=2))
