"""As much of DynamoDB's expression language as the repositories speak, over plain items.

What it does not know it refuses. The tests that hold the repositories to one behaviour run over these and over a real
engine (tests/integration/invite), so a difference between the two is seen.
"""

import re
from collections.abc import Mapping
from typing import Any

from shared.table.actions import Item

type Values = Mapping[str, object]

_PLAIN = r"#(\w+)"
# An attribute, and the way into the maps and lists in it.
_PATH = r"(#\w+(?:\.#\w+|\[\d+\])*)"
_VALUE = r"(:\w+)"
_EXISTS = re.compile(rf"(attribute_exists|attribute_not_exists)\({_PLAIN}\)")
_COMPARES = re.compile(rf"{_PATH} (=|<>|<|<=|>|>=) {_VALUE}")
_HOLDS_AGAINST = re.compile(rf"{_PLAIN} (=|<>|<|<=|>|>=) {_PLAIN}")
_MEASURES = re.compile(rf"size\({_PLAIN}\) (=|<>|<|<=|>|>=) {_VALUE}")
_CONTAINS = re.compile(rf"contains\({_PLAIN}, {_VALUE}\)")
_CLAUSE = re.compile(r"\b(SET|REMOVE|ADD) ")
_SETS = re.compile(rf"{_PLAIN} = {_VALUE}")
_SETS_WITHIN = re.compile(rf"{_PATH} = {_VALUE}")
_APPENDS = re.compile(rf"{_PLAIN} = list_append\(#\1, {_VALUE}\)")
_COUNTS = re.compile(rf"{_PLAIN} = (?:#\1|if_not_exists\(#\1, {_VALUE}\)) \+ {_VALUE}")
_ADDS = re.compile(rf"{_PLAIN} {_VALUE}")
_PLACE = re.compile(rf"{_PLAIN}\[(\d+)\]")
_COMMA = re.compile(r",(?![^(]*\))")


def holds(condition: str, item: Item | None, values: Values) -> bool:
    """Tell whether a condition holds; brackets bind closest, then AND, then OR."""
    return any(
        all(_term(term.strip(), item or {}, values) for term in _parted(part, " AND "))
        for part in _parted(condition, " OR ")
    )


def _parted(text: str, joint: str) -> list[str]:
    """Part a condition at a joint wherever no bracket is open."""
    parts, depth = [""], 0
    for piece in re.split(rf"([()]|{joint})", text):
        depth += {"(": 1, ")": -1}.get(piece, 0)
        if piece == joint and not depth:
            parts.append("")
        else:
            parts[-1] += piece
    return parts


def changed(expression: str, item: Item, values: Values) -> Item:
    """Give the item as an update leaves it."""
    _, *clauses = _CLAUSE.split(expression)
    after = dict(item)
    for verb, text in zip(clauses[::2], clauses[1::2], strict=True):
        for each in map(str.strip, _COMMA.split(text)):
            _VERBS[verb](after, each, values)
    return after


def _set(item: Item, text: str, values: Values) -> None:
    if match := _SETS.fullmatch(text):
        item[match[1]] = values[match[2]]
    elif match := _APPENDS.fullmatch(text):
        item[match[1]] = [*item[match[1]], *values[match[2]]]  # type: ignore[misc]  # a list
    elif match := _COUNTS.fullmatch(text):
        begun: Any = values[match[2]] if match[2] else item[match[1]]
        item[match[1]] = item.get(match[1], begun) + values[match[3]]
    elif match := _SETS_WITHIN.fullmatch(text):
        _put(item, re.findall(r"\w+", match[1]), values[match[2]])
    else:
        raise NotImplementedError(f"SET {text}")


def _put(held: Any, way: list[str], value: object) -> None:
    """Put a value where a way leads, in copies of what it leads through: others hold the same maps and lists."""
    place = int(way[0]) if isinstance(held, list) else way[0]
    if len(way) == 1:
        held[place] = value
    else:
        held[place] = held[place].copy()
        _put(held[place], way[1:], value)


def _remove(item: Item, text: str, _: Values) -> None:
    if match := _PLACE.fullmatch(text):
        held, place = item[match[1]], int(match[2])
        item[match[1]] = [*held[:place], *held[place + 1 :]]
    elif match := re.fullmatch(_PLAIN, text):
        item.pop(match[1], None)
    else:
        raise NotImplementedError(f"REMOVE {text}")


def _add(item: Item, text: str, values: Values) -> None:
    if (match := _ADDS.fullmatch(text)) is None:
        raise NotImplementedError(f"ADD {text}")
    added: Any = values[match[2]]
    if isinstance(added, frozenset):
        item[match[1]] = item.get(match[1], frozenset()) | added
    else:
        item[match[1]] = item.get(match[1], 0) + added


_VERBS = {"SET": _set, "REMOVE": _remove, "ADD": _add}


def _term(term: str, item: Item, values: Values) -> bool:
    if term.startswith("NOT "):
        return not _term(term[4:], item, values)
    if term.startswith("("):
        return holds(term[1:-1], item, values)
    if match := _EXISTS.fullmatch(term):
        return (match[2] in item) is (match[1] == "attribute_exists")
    if match := _CONTAINS.fullmatch(term):
        return values[match[2]] in item.get(match[1], ())
    if match := _COMPARES.fullmatch(term):
        return _compared(_at(item, match[1]), match[2], values[match[3]])
    if match := _HOLDS_AGAINST.fullmatch(term):
        return match[3] in item and _compared(item.get(match[1]), match[2], item[match[3]])
    if match := _MEASURES.fullmatch(term):
        return match[1] in item and _compared(len(item[match[1]]), match[2], values[match[3]])
    raise NotImplementedError(term)


def _at(item: Item, path: str) -> object:
    """What stands at a path; None where nothing does."""
    held: Any = item
    for entry in re.findall(r"\w+", path):
        if isinstance(held, list):
            held = held[int(entry)] if int(entry) < len(held) else None
        else:
            held = None if held is None else held.get(entry)
    return held


def _compared(held: object, sign: str, value: object) -> bool:
    if sign in {"=", "<>"}:
        return (held == value) is (sign == "=")
    if type(held) is not type(value) or not isinstance(held, str | int) or not isinstance(value, str | int):
        return False
    return {"<": held < value, "<=": held <= value, ">": held > value, ">=": held >= value}[sign]  # type: ignore[operator]  # of one type
