"""Which values a setting may have, and what a change of them is."""

from collections.abc import Mapping
from datetime import datetime
from typing import Annotated

from pydantic import AfterValidator, Field, StrictInt, StringConstraints

from shared.directory import Policy
from shared.domain.entities import Entity
from shared.domain.ids import FirmId, MemberId

type Value = int | str | bool | tuple[str, ...]

# RFC 6838 §4.2 bounds the names of types; what comes after them are parameters, which no list of types needs.
_FILE_TYPE = r"^[A-Za-z0-9][A-Za-z0-9!#$&^_.+-]{0,63}/[A-Za-z0-9][A-Za-z0-9!#$&^_.+-]{0,63}$"
_MOST_TYPES = 50


def _each_once(types: tuple[str, ...]) -> tuple[str, ...]:
    """Put types in order: the same ones in another order are the same value."""
    return tuple(sorted(set(types)))


type InvitationLifetimeDays = Annotated[StrictInt, Field(ge=1, le=90)]
type InvitationMaxResends = Annotated[StrictInt, Field(ge=0, le=50)]
type LinkLifetimeDays = Annotated[StrictInt, Field(ge=1, le=365)]
# 5 GB is what S3 copies in one piece, and filing is a copy.
type UploadCapMb = Annotated[StrictInt, Field(ge=1, le=5000)]
type FileType = Annotated[str, StringConstraints(strip_whitespace=True, to_lower=True, pattern=_FILE_TYPE)]
type UploadTypes = Annotated[tuple[FileType, ...], Field(max_length=_MOST_TYPES), AfterValidator(_each_once)]


class Change(Entity):
    """One key's value before and after."""

    key: str
    before: Value
    after: Value


class PolicyVersion(Entity):
    """How version `v` of a firm's policy came about."""

    firm: FirmId
    v: int
    changed_at: datetime
    changed_by: MemberId
    changed_by_name: str
    changes: tuple[Change, ...]

    def made(self, member: MemberId, seen: int, wanted: Mapping[str, Value], standing: Policy) -> bool:
        """Tell whether this very wish, of this member who saw version `seen`, made the policy that stands.

        Then its answer was lost on the way and it was sent again, as it may be.
        """
        return (
            self.v == seen + 1
            and self.changed_by == member
            and all(getattr(standing, key) == value for key, value in wanted.items())
            and all(each.key in wanted for each in self.changes)
        )


def changes(policy: Policy, wanted: Mapping[str, Value]) -> tuple[Change, ...]:
    """Name what is not as it should be; a key that has its value is no change."""
    return tuple(
        Change(key=key, before=getattr(policy, key), after=value)
        for key, value in sorted(wanted.items())
        if getattr(policy, key) != value
    )


def changed(policy: Policy, by: tuple[Change, ...]) -> Policy:
    """Make the next version; keys nobody ever set go on following their defaults."""
    return policy.model_copy(update={"v": policy.v + 1, **{each.key: each.after for each in by}})
