"""What the room settings announces."""

from typing import ClassVar

from shared.domain.events.event import Event


class SettingsChanged(Event):
    """One key of the firm's policy got another value; the policy is now `policy_version`."""

    name: ClassVar[str] = "settings.changed"
    room: ClassVar[str] = "settings"

    key: str
    before: int | str | bool | tuple[str, ...] | None
    after: int | str | bool | tuple[str, ...] | None
    policy_version: int


EVENTS = (SettingsChanged,)
