"""The shape of one event."""

from functools import cache
from typing import ClassVar

from pydantic import BaseModel, ConfigDict

from shared.domain.ids import AccountId, FirmId


class Personal:
    """Marks a field as a personal detail: it travels in `personal`, which can be erased from the record later."""


class ObjectRef(BaseModel):
    """What an event is about."""

    model_config = ConfigDict(frozen=True)

    kind: str
    id: str


class Event(BaseModel):
    """Something that happened. Carries ids and plain facts, never a token, an address of a link or a password."""

    # What an event holds of people stays out of the log when it cannot be read.
    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True, defer_build=True)

    name: ClassVar[str]
    room: ClassVar[str]
    version: ClassVar[int] = 1

    firm: FirmId
    account: AccountId | None = None
    object: ObjectRef

    @classmethod
    @cache
    def fields_by_map(cls) -> dict[str, frozenset[str]]:
        """Tell which of the event's own fields travel in `data` and which in `personal`."""
        own = {name: field for name, field in cls.model_fields.items() if name not in Event.model_fields}
        personal = frozenset(name for name, field in own.items() if Personal in field.metadata)
        return {"data": frozenset(own) - personal, "personal": personal}
