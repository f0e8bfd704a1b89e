import re
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.domain import ids
from shared.domain.errors import NotFoundError
from shared.domain.ids import AccountId, FirmId, MemberId, known

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
FIRM = ids.firm_id("muster")


@given(st.binary(min_size=16, max_size=16))
def test_what_is_encoded_is_decoded(raw: bytes):
    assert ids.decode(ids.encode(raw)) == raw


@given(st.binary(min_size=16, max_size=16), st.binary(min_size=16, max_size=16))
def test_spellings_sort_like_their_bytes(one: bytes, other: bytes):
    assert (ids.encode(one) < ids.encode(other)) == (one < other)


@pytest.mark.parametrize(
    "text", ["", "0" * 25, "0" * 27, "8" + "0" * 25, "I" + "0" * 25, "0" * 25 + "l", "0" * 25 + "\n"]
)
def test_what_is_no_spelling_is_not_decoded(text: str):
    with pytest.raises(ValueError, match=f"^{re.escape(text)}$"):
        ids.decode(text)


def test_ids_drawn_later_sort_later():
    drawn = [ids.ulid(NOW + timedelta(milliseconds=each)) for each in range(5)]
    assert drawn == sorted(drawn)


def test_ids_of_one_millisecond_differ_and_lie_between_its_bounds():
    drawn = {ids.ulid(NOW) for _ in range(100)}
    assert len(drawn) == 100
    assert all(ids.first_ulid(NOW) <= each <= ids.last_ulid(NOW) for each in drawn)


def test_milliseconds_do_not_overlap():
    bounds = [bound(NOW + timedelta(milliseconds=n)) for n in range(3) for bound in (ids.first_ulid, ids.last_ulid)]
    assert all(one < other for one, other in pairwise(bounds))


def test_parts_of_a_digest_do_not_run_into_each_other():
    assert ids.digest("ab", "c") != ids.digest("a", "bc")


def test_one_email_is_another_credential_in_another_firm():
    email = "ada@example.com"
    assert ids.person_id(FIRM, email) == ids.person_id(FIRM, email)
    assert ids.person_id(FIRM, email) != ids.person_id(ids.firm_id("other"), email)
    assert ids.bare(ids.person_id(FIRM, email)) == ids.bare(ids.member_id(FIRM, email))


def test_a_known_id_is_given_back_as_it_is():
    account = ids.new("acc", NOW)
    assert known(AccountId, account) == account


@pytest.mark.parametrize(
    "text",
    [
        "",
        "acc_",
        "acc_01J",
        "acc-" + "0" * 26,
        "acc_" + "0" * 27,
        "acc_" + "o" * 26,
        "acc_" + "0" * 26 + "\n",
        "acc_" + "0" * 13 + "#" + "0" * 12,
        "acc_" + "٣" * 26,
    ],
)
def test_malformed_ids_are_not_found(text: str):
    with pytest.raises(NotFoundError):
        known(AccountId, text)


def test_an_id_of_another_kind_is_not_found():
    member = ids.member_id(FIRM, "ada@example.com")
    assert known(MemberId, member) == member
    for kind in (AccountId, FirmId):
        with pytest.raises(NotFoundError):
            known(kind, member)
