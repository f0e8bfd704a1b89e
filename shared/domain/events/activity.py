"""What the room activity announces: what was done with the record itself."""

from typing import ClassVar

from shared.domain.events.event import Event


class ActivityEvent(Event):
    """Anything of this room."""

    room: ClassVar[str] = "activity"


class ActivityVerified(ActivityEvent):
    """The record was gone through, up to the entry that arrived as the `until`-th; `wrong` says what was found first.

    Up to `anchored_until` it was held against a head that nobody can change. `seq` is the place in the order of arrival
    and `entry` the id of what stands or stood there, as far as either is known.
    """

    name: ClassVar[str] = "activity.verified"

    whole: bool
    until: int
    anchored_until: int | None
    wrong: str | None
    seq: int | None
    entry: str | None


class ActivityExportFinished(ActivityEvent):
    """So many entries of the record were written into a file that can be fetched."""

    name: ClassVar[str] = "activity_export.finished"

    format: str
    count: int


class ActivityExportDownloaded(ActivityEvent):
    """Somebody was given the address by which an export of the record is fetched, with so many entries in it."""

    name: ClassVar[str] = "activity_export.downloaded"

    format: str
    count: int


EVENTS = (ActivityVerified, ActivityExportFinished, ActivityExportDownloaded)
