"""Between Python's values and DynamoDB's: what boto3's own codecs do, for the types items hold."""

from decimal import Decimal
from enum import StrEnum

import pytest
from boto3.dynamodb.types import TypeDeserializer, TypeSerializer
from hypothesis import given
from hypothesis import strategies as st

from shared.table import marshal

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**37), 10**37) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)


class Colour(StrEnum):
    RED = "red"


@given(VALUES)
def test_values_are_written_as_boto3_writes_them_and_come_back_as_they_went(value: object) -> None:
    written = marshal.write({"a": value})

    assert written == {"a": TypeSerializer().serialize(value)}
    assert marshal.read(written) == {"a": value}
    assert TypeDeserializer().deserialize(written["a"]) == value


def test_tuples_come_back_as_lists_and_words_of_an_enumeration_as_text() -> None:
    written = marshal.write({"a": (1, Colour.RED)})

    assert written == {"a": {"L": [{"N": "1"}, {"S": "red"}]}}
    assert type(written["a"]["L"][1]["S"]) is str
    assert marshal.read(written) == {"a": [1, "red"]}


def test_names_in_no_order_are_a_set_as_boto3_writes_it() -> None:
    written = marshal.write({"a": frozenset({"w2", "bank"})})

    assert written == {"a": {"SS": ["bank", "w2"]}}
    assert TypeDeserializer().deserialize(written["a"]) == {"w2", "bank"}
    assert marshal.read(written) == {"a": frozenset({"w2", "bank"})}


@pytest.mark.parametrize(
    "value", [0.5, Decimal(1), {"a"}, frozenset(), b"a", object()], ids=lambda value: type(value).__name__
)
def test_what_items_do_not_hold_is_refused(value: object) -> None:
    with pytest.raises(TypeError):
        marshal.write({"a": [value]})


@pytest.mark.parametrize("raw", [{"NS": ["1"]}, {"B": b"a"}, {"N": "0.5"}, {}], ids=str)
def test_what_was_never_written_is_not_read(raw: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=r"items hold no|invalid literal|not enough"):
        marshal.read({"a": raw})
