"""Who stands above whom in a firm: the owner above everybody, an admin above employees, nobody above themselves."""

from collections.abc import Collection

from shared.directory import MemberRecord
from shared.domain.errors import NotAllowedError
from shared.domain.principals import Member, Role

# What everybody may change of themselves.
_OWN = frozenset({"name", "locale"})


def demand_above(by: Member, of: MemberRecord) -> None:
    """Refuse whoever may not decide about this member; the owner is decided about by nobody."""
    is_above = by.role is Role.OWNER or (by.role is Role.ADMIN and of.role is Role.EMPLOYEE)
    if by.id == of.id or not is_above:
        raise NotAllowedError


def demand_may_edit(by: Member, of: MemberRecord, changed: Collection[str]) -> None:
    """Refuse an edit that is not theirs to make: roles are the owner's to give, nobody gives rights to themselves."""
    if by.id != of.id:
        demand_above(by, of)
    elif not _OWN.issuperset(changed):
        raise NotAllowedError
    if "role" in changed and by.role is not Role.OWNER:
        raise NotAllowedError
