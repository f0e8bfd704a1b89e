"""EventBridge's pattern matching, as far as our rules use it."""

from collections.abc import Mapping
from typing import Any


def matches(pattern: Mapping[str, Any], event: Mapping[str, Any]) -> bool:
    """Tell whether a rule with this pattern takes the event; ValueError for a filter not known here."""
    return all(_field_matches(wanted, event.get(name)) for name, wanted in pattern.items())


def _field_matches(wanted: Any, found: Any) -> bool:
    if isinstance(wanted, Mapping):
        return isinstance(found, Mapping) and matches(wanted, found)
    values = found if isinstance(found, list) else [found]
    return any(_one_matches(each, value) for each in wanted for value in values)


def _one_matches(wanted: Any, value: Any) -> bool:
    if not isinstance(wanted, Mapping):
        return bool(wanted == value)
    if set(wanted) != {"prefix"}:
        raise ValueError(f"unknown filter {sorted(wanted)}")
    return isinstance(value, str) and value.startswith(wanted["prefix"])
