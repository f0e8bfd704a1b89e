"""As much of DynamoDB's expression language as the repositories speak, over plain items.

What it does not know it refuses. The tests that hold the repositories to one behaviour run over these and over a real
engine (tests/integration/invite), so a difference between the two is seen.
"""

import re
from collections.abc import Mapping

from shared.table.actions import Item

type Values = Mapping[str, object]

_PLAIN = r"#(\w+)"
_VALUE = r"(:\w+)"
_EXISTS = re.compile(rf"(attribute_exists|attribute_not_exists)\({_PLAIN}\)")
_COMPARES = re.compile(rf"{_PLAIN} (=|<>|<|<=|>|>=) {_VALUE}")
_CONTAINS = re.compile(rf"contains\({_PLAIN}, {_VALUE}\)")
_CLAUSE = re.compile(r"\b(SET|REMOVE) ")
_SETS = re.compile(rf"{_PLAIN} = {_VALUE}")


def holds(condition: str, item: Item | None, values: Values) -> bool:
    """Tell whether a condition holds; AND binds closer than OR, brackets are not spoken."""
    return any(
        all(_term(term.strip(), item or {}, values) for term in part.split(" AND ")) for part in condition.split(" OR ")
    )


def changed(expression: str, item: Item, values: Values) -> Item:
    """Give the item as an update leaves it."""
    _, *clauses = _CLAUSE.split(expression)
    after = dict(item)
    for verb, text in zip(clauses[::2], clauses[1::2], strict=True):
        for each in map(str.strip, text.split(",")):
            if verb == "SET" and (match := _SETS.fullmatch(each)):
                after[match[1]] = values[match[2]]
            elif verb == "REMOVE" and (match := re.fullmatch(_PLAIN, each)):
                after.pop(match[1], None)
            else:
                raise NotImplementedError(f"{verb} {each}")
    return after


def _term(term: str, item: Item, values: Values) -> bool:
    if term.startswith("NOT "):
        return not _term(term[4:], item, values)
    if match := _EXISTS.fullmatch(term):
        return (match[2] in item) is (match[1] == "attribute_exists")
    if match := _CONTAINS.fullmatch(term):
        return values[match[2]] in item.get(match[1], ())
    if match := _COMPARES.fullmatch(term):
        return _compared(item.get(match[1]), match[2], values[match[3]])
    raise NotImplementedError(term)


def _compared(held: object, sign: str, value: object) -> bool:
    if sign in {"=", "<>"}:
        return (held == value) is (sign == "=")
    if type(held) is not type(value) or not isinstance(held, str | int) or not isinstance(value, str | int):
        return False
    return {"<": held < value, "<=": held <= value, ">": held > value, ">=": held >= value}[sign]  # type: ignore[operator]  # of one type
